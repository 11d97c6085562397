"""The command line: thin, one function a command.

Every command imports what it needs inside itself, so that `--help` and `check` start fast and only
the window loads widgets. What goes wrong is said on standard error in one line a problem, in the
form `file:line:column: message`, and never as a traceback.

Exit codes: 0 clean, 1 findings that count (or `fmt --check` found work), 2 the input or the call
is wrong.
"""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from journeymap.console import (
    STANDARD_INPUT,
    WRONG,
    day_of,
    fail,
    folder_of,
    found_in,
    language,
    lines_of,
    name_of,
    or_fail,
    put_json,
    read,
    read_or_none,
    refuse_to_overwrite,
    said,
    text_of,
    write_map,
)
from journeymap.model.text import M, Message
from journeymap.version import VERSION

if TYPE_CHECKING:
    from journeymap.checks.located import Checked
    from journeymap.files.problems import FileProblem
    from journeymap.model.vocabulary import Level

FINDINGS = 1


class OpenOrCommand(click.Group):
    """A group for which a first word that is no command is a map to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args:
            args = ["open"]
        elif args[0] not in self.commands and args[0] not in ("-h", "--help", "--version"):
            args = ["open", *args]
        return super().parse_args(ctx, args)


def shown(text: Message) -> dict[str, Any]:
    """Return the help of a command, in the language of the interface."""
    return {"help": said(text)}


MAP = click.argument("file", metavar="MAP", type=click.Path(allow_dash=True))
MAPS = click.argument("files", metavar="MAP…", nargs=-1, type=click.Path(allow_dash=True))


@click.group(
    cls=OpenOrCommand,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    **shown(
        M(
            "Draw, check and measure customer journeys kept as plain YAML.\n\n"
            "journeymap MAP opens a map in the window; a command works without one:\n\n"
            "\b\n"
            "  journeymap coffee.yaml                      look at it, change it\n"
            "  journeymap check coffee.yaml                what the method misses\n"
            "  journeymap export coffee.yaml -o map.pdf    a picture to send\n"
            "  journeymap set coffee.yaml pay.emotion=-2   one field, one line of the file\n\n"
            "A MAP of - is read from standard input."
        )
    ),
)
@click.version_option(VERSION, prog_name="journeymap", message="%(prog)s %(version)s")
def cli() -> None:
    """Hold the commands; the texts of their help stand with each."""


@cli.command("open", **shown(M("Open maps, each in a window; without one the start window.")))
@click.argument("files", metavar="[MAP…]", nargs=-1, type=click.Path())
@click.option("--lang", help=said(M("Language of the window, such as fa or tr.")))
@click.option("--theme", type=click.Choice(["light", "dark", "system"]), help=said(M("Its theme.")))
def open_window(files: tuple[str, ...], lang: str | None, theme: str | None) -> None:
    """Open a window on each map."""
    for file in files:
        if os.path.exists(file):
            continue
        near = get_close_matches(file, list(cli.commands), n=1)
        hint = said(M(" Is the command “{command}” meant?", command=near[0])) if near else ""
        fail(said(M("There is no file “{file}” and no command of that name.", file=file)) + hint)
    from journeymap.ui.display import has_display

    if not has_display():
        fail(said(M("There is no display to open a window on. Commands such as export work.")))
    from journeymap.ui.app import run

    sys.exit(run(files, lang=lang, theme=theme))


@cli.command(
    **shown(
        M(
            "Check maps: is each sound and complete, and where do customers suffer?\n\n"
            "Findings about the map count towards the exit code; findings about the experience "
            "are news, not mistakes, and count only with --count-experience."
        )
    )
)
@MAPS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help=said(M("How to say what was found.")),
)
@click.option("--list", "listing", is_flag=True, help=said(M("List all checks and stop.")))
@click.option("--explain", metavar="ID", help=said(M("Say why a check exists, and stop.")))
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    show_default=True,
    help=said(M("The lowest level that gives exit code 1.")),
)
@click.option(
    "--max-warnings",
    type=click.IntRange(min=0),
    metavar="N",
    help=said(M("Give exit code 1 beyond this many warnings.")),
)
@click.option(
    "--count-experience", is_flag=True, help=said(M("Count findings about the experience too."))
)
@click.option(
    "--today",
    metavar="DATE",
    help=said(M("The day that overdue reviews are counted from; today if left out.")),
)
def check(
    files: tuple[str, ...],
    form: str,
    listing: bool,
    explain: str | None,
    fail_on: Level,
    max_warnings: int | None,
    count_experience: bool,
    today: str | None,
) -> None:
    """Check maps and report what was found."""
    from journeymap.checks import reports

    if listing:
        click.echo(reports.listed("json" if form == "json" else "text", language()))
        return
    if explain:
        page = reports.explained(explain, language())
        if isinstance(page, Message):
            fail(said(page))
        click.echo(page)
        return
    if not files:
        fail(said(M("Name at least one map: journeymap check MAP…")))
    day = day_of(today)
    done: list[Checked] = []
    unread: list[FileProblem] = []
    for file in files:
        # what programs read is in no language, the name of standard input neither
        name = "stdin" if file == STANDARD_INPUT and form != "text" else name_of(file)
        saved = read_or_none(file, unread, name)
        if saved is not None:
            done.append(reports.checked(name, saved, found_in(file, saved, day)))
    render = {"text": reports.text, "json": reports.as_json, "sarif": reports.sarif}[form]
    if form != "text":
        put_json(render(done, language(), unread))
    elif done:
        click.echo(render(done, language(), unread), nl=False)
    if unread:
        sys.exit(WRONG)
    if reports.counts(done, fail_on, max_warnings, count_experience):
        sys.exit(FINDINGS)


@cli.command(**shown(M("Draw a map as PNG, PDF or SVG; the ending of the output decides.")))
@MAP
@click.option(
    "-o", "--output", required=True, type=click.Path(), help=said(M("The picture to write."))
)
@click.option(
    "--theme", type=click.Choice(["light", "dark", "print"]), help=said(M("Its colours."))
)
@click.option(
    "--lanes",
    metavar="NAMES",
    help=said(M("Lanes in order, with commas: channels,curve,pains,quotes,backstage,metrics.")),
)
@click.option("--overlay", metavar="METRIC", help=said(M("Show this metric on every touchpoint.")))
@click.option("--period", metavar="P", help=said(M("The overlay’s period, such as 2026-10.")))
@click.option("--persona", metavar="ID", help=said(M("Show the journey of one persona.")))
@click.option(
    "--scale",
    type=click.FloatRange(0.1, 10),
    help=said(M("Pixels of the PNG for each pixel of the map; 2 if left out.")),
)
@click.option(
    "--page",
    type=click.Choice(["A4", "A3", "A2", "A1", "A0"], case_sensitive=False),
    help=said(M("Paper of the PDF; without it the page is as large as the map.")),
)
@click.option("--landscape", is_flag=True, help=said(M("Turn the paper.")))
def export(
    file: str,
    output: str,
    theme: str | None,
    lanes: str | None,
    overlay: str | None,
    period: str | None,
    persona: str | None,
    scale: float | None,
    page: str | None,
    landscape: bool,
) -> None:
    """Write a picture of a map."""
    form = Path(output).suffix.lower().lstrip(".")
    if form not in ("png", "pdf", "svg"):
        fail(said(M("“{file}” ends in none of .png, .pdf and .svg.", file=output)))
    if page is not None and form != "pdf":
        fail(said(M("--page is for PDF; a PNG or SVG is as large as the map.")))
    if scale is not None and form != "png":
        fail(said(M("--scale is for PNG; SVG and PDF stay sharp at any size.")))
    if page is None and landscape:
        fail(said(M("--landscape turns a paper; name one with --page.")))
    saved = read(file)
    from journeymap.files.problems import FilesError
    from journeymap.files.save import save_file
    from journeymap.ui.output import export as exporting

    try:
        data = exporting.export(
            saved.map,
            form,
            wishes=exporting.Wishes(
                theme, lanes, overlay, period, persona, scale or 2.0, page, landscape
            ),
            folder=folder_of(file),
        )
        save_file(output, data)
    except exporting.NotExported as error:
        fail(said(error.message))
    except FilesError as error:
        fail(*lines_of(error))


@cli.command(**shown(M("Begin a map from a template.")))
@click.option("--template", metavar="NAME", default="five-stages", show_default=True)
@click.option("-o", "--output", type=click.Path(), help=said(M("The map to write.")))
@click.option("--title", help=said(M("Its title.")))
@click.option("--list", "listing", is_flag=True, help=said(M("List the templates and stop.")))
def new(template: str, output: str | None, title: str | None, listing: bool) -> None:
    """Write a new map from a template."""
    from journeymap.files import templates
    from journeymap.files.problems import FilesError
    from journeymap.model.problems import Refused

    if listing:
        for name, about in templates.listed():
            click.echo(f"{name:20} {about}")
        return
    if output is None:
        fail(said(M("Say where to write the map: -o MAP.yaml")))
    refuse_to_overwrite(output)
    try:
        data = templates.begun(template, title)
    except (FilesError, Refused) as error:
        fail(said(error.message))
    write_map(output, data)


@cli.command(
    **shown(M("Rewrite maps in the canonical form. Comments stay with what they are about."))
)
@MAPS
@click.option("--check", "checking", is_flag=True, help=said(M("Only say which would change.")))
def fmt(files: tuple[str, ...], checking: bool) -> None:
    """Rewrite maps in the canonical form."""
    from journeymap.files.format import formatted

    if not files:
        fail(said(M("Name at least one map: journeymap fmt MAP…")))
    saved = {file: read(file) for file in files}
    # All are formatted before any is written, so that one that cannot be leaves none half-way.
    data = {file: or_fail(partial(formatted, each)) for file, each in saved.items()}
    untidy = [file for file in saved if data[file] != saved[file].data]
    for file in saved:
        if checking:
            if file in untidy:
                click.echo(said(M("{file} would change", file=name_of(file))))
        elif file in untidy or file == STANDARD_INPUT:
            write_map(file, data[file], saved[file])
    if checking and untidy:
        sys.exit(FINDINGS)


@cli.command(**shown(M("Print the JSON Schema of the map format, for editors that check YAML.")))
def schema() -> None:
    """Print the JSON Schema."""
    import json

    from journeymap.files.schema import schema as format_schema

    put_json(json.dumps(format_schema(), ensure_ascii=False, indent=2))


@cli.command(
    "import",
    **shown(
        M(
            "Turn a Mermaid journey (.mmd, or .md with diagrams in it) into a map.\n\n"
            "What could not be carried over is listed with its line; nothing is dropped in silence."
        )
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@click.option("-o", "--output", required=True, type=click.Path(allow_dash=True))
@click.option(
    "--nth",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help=said(M("Which of the diagrams of a Markdown file.")),
)
def import_map(file: str, output: str, nth: int) -> None:
    """Turn a diagram of another program into a map."""
    from journeymap.exchange.mermaid import read_mermaid
    from journeymap.files.problems import FilesError
    from journeymap.files.writer import write

    if output != STANDARD_INPUT:
        refuse_to_overwrite(output)
    try:
        imported = read_mermaid(text_of(file), name_of(file), nth)
    except FilesError as error:
        fail(*lines_of(error))
    for note in imported.notes:
        click.echo(f"{name_of(file)}:{note.line}: {said(note.message)}", err=True)
    write_map(output, write(imported.map).encode())


@cli.command(**shown(M("Print a map: its outline for people, or all of it as JSON.")))
@MAP
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def show(file: str, form: str) -> None:
    """Print a map."""
    saved = read(file)
    if form == "json":
        import json

        values = saved.map.model_dump(mode="json", by_alias=True)
        put_json(json.dumps(values, ensure_ascii=False, indent=2))
        return
    from journeymap.model.digest import digest

    for line in digest(saved.map):
        click.echo(said(line))


@cli.command(
    "set",
    **shown(
        M(
            "Set fields of a map: ID.FIELD=VALUE, or map.FIELD=VALUE for its own.\n\n"
            "Only the lines of those fields change. An empty value takes the field out. A flow is "
            "named by its ends, and a path goes on with dots:\n\n"
            "\b\n"
            "  journeymap set coffee.yaml pay.emotion=-2 pay.owner=Payments\n"
            "  journeymap set coffee.yaml 'order -> pay.share=80%'\n"
            "  journeymap set coffee.yaml pay.by_persona.dana.effort=4 map.status=live"
        )
    ),
)
@MAP
@click.argument("changes", metavar="ID.FIELD=VALUE…", nargs=-1, required=True)
def set_fields(file: str, changes: tuple[str, ...]) -> None:
    """Set fields of a map, checked like any edit and saved by splice."""
    from journeymap.files.problems import FilesError
    from journeymap.files.splice import save_text
    from journeymap.model.assigning import Assignment, NotAssigned, assign_all, parsed
    from journeymap.model.document import Document
    from journeymap.model.index import index_of
    from journeymap.model.problems import Refused

    saved = read(file)
    index = index_of(saved.map)
    wanted: list[tuple[str, Assignment]] = []
    wrong: list[str] = []
    for change in changes:
        if found := parsed(index, change):
            wanted.append((change, found))
        else:
            wrong.append(said(M("“{change}” is not ID.FIELD=VALUE.", change=change)))
    m = saved.map
    try:
        m = assign_all(m, [found for _, found in wanted])
    except NotAssigned as refusal:
        wrong += [f"{wanted[number][0]}: {said(message)}" for number, message in refusal.wrong]
    if wrong:
        fail(*wrong)
    document = Document(saved.map, saved)
    try:
        document.commit(M("Set fields"), m)
        write_map(file, save_text(document), saved)
    except Refused as refusal:
        fail(f"{', '.join(changes)}: {said(refusal.message)}")
    except FilesError as error:
        fail(*lines_of(error))


def main() -> None:
    """Run the command line; does not return."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            cli(prog_name="journeymap")
        finally:
            sys.stdout.flush()  # here, where what goes wrong can still be said
    except BrokenPipeError:
        _discard_output()  # the reader went away, as `| head` does
        sys.exit(0)
    except OSError as error:
        _discard_output()
        fail(said(M("This cannot be written: {reason}", reason=error.strerror or str(error))))


def _discard_output() -> None:
    """Send the rest of standard output nowhere: writing it at exit would only raise again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
