"""`journeymap check`: what the checks find in maps, for people and for programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from journeymap.checks import reports
from journeymap.checks.finding import Finding
from journeymap.checks.known import check_failed, check_not_loaded
from journeymap.checks.located import Checked, english
from journeymap.checks.reporting.forms import FORMS, as_bytes
from journeymap.checks.reporting.overview import overview
from journeymap.checks.reporting.report import Counting, Report, counts, summary_of
from journeymap.commands.check_baseline import Baseline, baseline_options
from journeymap.commands.check_fixing import fix_options, mended, mended_lines
from journeymap.commands.check_settings import Asked, settings_options
from journeymap.commands.check_showing import NEW, show
from journeymap.commands.gathering import MAPS_ONLY, among_others, gathered, only_maps
from journeymap.console import (
    FINDINGS,
    MAPS_AND_FOLDERS,
    STANDARD_INPUT,
    WRONG,
    day_of,
    fail,
    folder_of,
    language,
    name_of,
    or_fail,
    put,
    read_or_none,
    said,
)
from journeymap.files.problems import FileProblem
from journeymap.files.profiles import is_profile
from journeymap.files.save import save_file
from journeymap.model.document import SavedText
from journeymap.model.journey import JourneyMap
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
@MAPS_ONLY
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
@settings_options
@baseline_options
@fix_options
def check(
    files: tuple[str, ...],
    maps_only: bool,
    form: str,
    output: str | None,
    listing: bool,
    explain: str | None,
    fail_on: Level,
    max_warnings: int | None,
    count_experience: bool,
    today: str | None,
    asked: Asked,
    baseline: Baseline | None,
    fixing: bool,
    only_say: bool,
) -> None:
    """Check maps and report what was found."""
    if (listing or explain or asked.showing) and form not in ("text", "json"):
        fail(said(M("--list, --explain and --show-settings have the forms text and json.")))
    if (listing or explain) and (files or output or fixing or baseline or asked.showing):
        fail(said(M("--list and --explain look at no map: say only --format beside them.")))
    if listing:
        click.echo(reports.listed("json" if form == "json" else "text", language()))
        return
    if explain:
        page = reports.explained(explain, language(), form)
        if isinstance(page, Message):
            fail(said(page))
        click.echo(page)
        return
    if asked.showing and (fixing or baseline):
        fail(said(M("--show-settings finds nothing: leave out --fix and --baseline.")))
    if not files and asked.showing:
        _refuse_read(output, (), {NEW: JourneyMap(title="new")}, baseline, asked)
        show({}, asked, form, output)
        return
    if not files:
        fail(said(M("Name at least one map or folder: journeymap check MAP…")))
    if fixing and baseline and baseline.update:
        fail(said(M("Say --fix or --update-baseline, not both.")))
    if fixing and STANDARD_INPUT in files and form != "text" and output is None and not only_say:
        fail(said(M("The mended map goes to standard output; write the report with -o FILE.")))
    if baseline and baseline.update and (output is not None or form != "text"):
        fail(said(M("--update-baseline writes no report: leave out -o and --format.")))
    if maps_only:
        files = only_maps(files)
    day = day_of(today)
    done: list[Checked] = []
    unread: list[FileProblem] = []
    named = gathered(files)
    for problem in named.problems:
        click.echo(problem.text(language()), err=True)
    unread += named.problems
    texts: dict[str, SavedText] = {}
    for file in named.files:
        saved = read_or_none(file, unread, _called(file, form))
        if saved is not None:
            texts[file] = saved
    read = {file: saved.map for file, saved in texts.items()}
    _refuse_read(output, named.files, read, baseline, asked)
    among = among_others(named.folders, read)
    if asked.showing:
        show(texts, asked, form, output)
        sys.exit(WRONG if unread else 0)
    piped = STANDARD_INPUT in texts and fixing and not only_say  # standard output is the map's
    aside = piped or form != "text" or output is not None
    would_change = False
    told: set[tuple[str, str]] = set()
    for file, saved in texts.items():
        if fixing:
            after = mended(file, saved, asked, day, baseline, among.get(file), only_say)
            for line in mended_lines(file, saved, after, asked, only_say):
                click.echo(line, err=aside)
            would_change |= only_say and after.changed
            found, saved = after.repaired.found, after.saved
        else:
            hidden = baseline.of(file) if baseline else None
            found = asked.found(file, saved, day, hidden, among.get(file))
        done.append(Checked(_called(file, form), tuple(_first_time(found, told)), saved))
    if baseline and baseline.update:
        if not unread:
            click.echo(said(baseline.write(asked.wants)))
        sys.exit(WRONG if unread else 0)
    counting = Counting(fail_on, max_warnings, count_experience)
    report = Report(done, unread, counting=counting, today=day)
    if named.folders:
        table = overview(done, report.files_unread)
        report = report._replace(overview=table, skipped=named.skipped)
    _tell(report, form, output, piped)
    for message in baseline.told() if baseline else ():
        click.echo(said(message), err=aside)
    if unread:
        sys.exit(WRONG)
    if would_change or counts(done, counting):
        sys.exit(FINDINGS)


def _refuse_read(
    output: str | None,
    files: Iterable[str],
    maps: Mapping[str, JourneyMap],
    baseline: Baseline | None,
    asked: Asked,
) -> None:
    """End the program where a report would be written over what it is about, or over a profile."""
    if output is None:
        return
    read: list[str | Path] = [file for file in files if file != STANDARD_INPUT]
    for file, m in maps.items():
        read += asked.files(file, m)
        if m.readings_from:
            read.append(os.path.join(folder_of(file) or "", m.readings_from))
    read += [baseline.file] if baseline else []
    if os.path.realpath(output) in map(os.path.realpath, read):
        fail(said(M("{file} is read here; write what was found to another file.", file=output)))
    if is_profile(Path(output)):
        fail(said(M("{file} is a profile; write what was found to another file.", file=output)))


def _first_time(found: Iterable[Finding], told: set[tuple[str, str]]) -> Iterator[Finding]:
    """Yield the findings, those about the installed checks only where they are `told` first.

    A package that does not load, or fails in the same way, does so on every map of a run.
    """
    for each in found:
        said_so = (each.check, english(each.message))
        if each.check not in (check_not_loaded.id, check_failed.id) or said_so not in told:
            told.add(said_so)
            yield each


def _called(file: str, form: str) -> str:
    """Return what a report calls a file: standard input has no language for programs."""
    return "stdin" if file == STANDARD_INPUT and form != "text" else name_of(file)


def _tell(report: Report, form: str, output: str | None, piped: bool) -> None:
    """Write the report to a file and how much it is to the terminal, or all to the terminal.

    Where the map is `piped` to standard output, what people read goes to standard error.
    """
    if output is not None:
        or_fail(lambda: save_file(output, as_bytes(report, form, language())))
        click.echo(said(summary_of(report)), err=piped)
    elif form != "text":
        put(as_bytes(report, form, language()))
    elif report.maps or report.overview:
        click.echo(FORMS[form](report, language()), nl=False, err=piped)
