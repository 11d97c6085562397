"""`journeymap check`: what the checks find in maps, for people and for programs."""

from __future__ import annotations

import sys

import click

from journeymap.checks import reports
from journeymap.checks.located import Checked
from journeymap.console import (
    FINDINGS,
    MAPS,
    STANDARD_INPUT,
    WRONG,
    day_of,
    fail,
    found_in,
    language,
    name_of,
    put_json,
    read_or_none,
    said,
)
from journeymap.files.problems import FileProblem
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Level


@click.command(
    help=said(
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
