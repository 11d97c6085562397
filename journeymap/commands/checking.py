"""`journeymap check`: what the checks find in maps, for people and for programs."""

from __future__ import annotations

import sys

import click

from journeymap.checks import reports
from journeymap.checks.located import Checked
from journeymap.checks.reporting.forms import FORMS, as_bytes
from journeymap.checks.reporting.overview import overview
from journeymap.checks.reporting.report import Counting, Report, counts, summary_of
from journeymap.commands.gathering import among_others, gathered
from journeymap.console import (
    FINDINGS,
    MAPS_AND_FOLDERS,
    STANDARD_INPUT,
    WRONG,
    day_of,
    fail,
    found_in,
    language,
    name_of,
    or_fail,
    put,
    read_or_none,
    said,
)
from journeymap.files.problems import FileProblem
from journeymap.files.save import save_file
from journeymap.model.document import SavedText
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Level


@click.command(
    help=said(
        M(
            "Check maps: is each sound and complete, and where do customers suffer?\n\n"
            "Findings about the map count towards the exit code; findings about the experience "
            "are news, not mistakes, and count only with --count-experience.\n\n"
            "In a folder all maps are checked, and compared with each other."
        )
    )
)
@MAPS_AND_FOLDERS
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="text",
    help=said(M("How to say what was found.")),
)
@click.option(
    "-o", "--output", type=click.Path(), help=said(M("Write what was found to this file."))
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
    output: str | None,
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
        fail(said(M("Name at least one map or folder: journeymap check MAP…")))
    day = day_of(today)
    done: list[Checked] = []
    unread: list[FileProblem] = []
    asked = gathered(files)
    for problem in asked.problems:
        click.echo(problem.text(language()), err=True)
    unread += asked.problems
    texts: dict[str, SavedText] = {}
    for file in asked.files:
        saved = read_or_none(file, unread, _called(file, form))
        if saved is not None:
            texts[file] = saved
    among = among_others(asked.folders, {file: saved.map for file, saved in texts.items()})
    for file, saved in texts.items():
        found = found_in(file, saved, day, among=among.get(file))
        done.append(Checked(_called(file, form), found, saved))
    counting = Counting(fail_on, max_warnings, count_experience)
    report = Report(done, unread, counting=counting, today=day)
    if asked.folders:
        table = overview(done, report.files_unread)
        report = report._replace(overview=table, skipped=asked.skipped)
    _tell(report, form, output)
    if unread:
        sys.exit(WRONG)
    if counts(done, counting):
        sys.exit(FINDINGS)


def _called(file: str, form: str) -> str:
    """Return what a report calls a file: standard input has no language for programs."""
    return "stdin" if file == STANDARD_INPUT and form != "text" else name_of(file)


def _tell(report: Report, form: str, output: str | None) -> None:
    """Write the report to a file and how much it is to the terminal, or all to the terminal."""
    if output is not None:
        or_fail(lambda: save_file(output, as_bytes(report, form, language())))
        click.echo(said(summary_of(report)))
    elif form != "text":
        put(as_bytes(report, form, language()))
    elif report.maps or report.overview:
        click.echo(FORMS[form](report, language()), nl=False)
