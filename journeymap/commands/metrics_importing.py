"""`journeymap metrics import`, `refresh` and `read`: measured values come into a map.

What would change is said first. Nothing is guessed: what stays open is refused with the option that
settles it, what is not matched is listed with the option that matches it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from journeymap.commands.named_periods import refuse_no_period
from journeymap.commands.saving import save
from journeymap.console import (
    FINDINGS,
    MAP,
    STANDARD_INPUT,
    fail,
    folder_of,
    lines_of,
    put_json,
    read,
    said,
)
from journeymap.files.problems import FilesError
from journeymap.metrics import roles, telling
from journeymap.metrics.importing import Prepared, Seen, Wish, prepared, wish_of
from journeymap.metrics.long_rows import readings_rows
from journeymap.metrics.matching import THE_MAP, Suggest, metrics, no_suggestions, places
from journeymap.metrics.plan import FEWEST, carried_out, conflicts
from journeymap.metrics.readings import calendar_of
from journeymap.metrics.source_files import SourceGone, file_of, named, period_of
from journeymap.metrics.sources import read as read_table
from journeymap.metrics.survey import survey_counts
from journeymap.metrics.table import Cell, Skipped, Table
from journeymap.model.document import SavedText
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap, SourceOptions
from journeymap.model.text import M

SUGGEST: Suggest = no_suggestions
try:
    from journeymap.metrics.suggesting import suggestions
except ImportError:  # it comes with journeymap[metrics]; without it nothing is suggested
    pass
else:
    SUGGEST = suggestions
Result = TypeVar("Result")
Pairs = dict[str, str]
FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
SHAPE = click.option(
    "--as",
    "shape",
    type=click.Choice(["table", "survey"]),
    help=said(M("What the rows are: readings, or the answers of people; found out if left out.")),
)
COLUMNS = click.option(
    "--columns",
    multiple=True,
    metavar="COLUMN=ROLE",
    help=said(
        M(
            "What a column is there for: {roles}; blank to leave it out.",
            roles=(*roles.ROLES, "segment.NAME", "counts.SCORE"),
        )
    ),
)
OPTIONS = click.option(
    "--option",
    "options",
    multiple=True,
    metavar="KEY=VALUE",
    help=said(
        M("How the file is to be read: {keys}.", keys=tuple(SourceOptions.model_fields)),
    ),
)


@click.command(
    "import",
    help=said(
        M(
            "Import measured values: tables of readings, answers to surveys, exports of tools.\n\n"
            "The plan is shown before the map is changed; with --dry-run it is only shown. What is "
            "decided here is kept in the map, so that “journeymap metrics refresh” does next "
            "month what was done this month.\n\n"
            "\b\n"
            "  journeymap metrics import coffee.yaml october.csv --dry-run\n"
            "  journeymap metrics import coffee.yaml poll.ods --at pay --metric 'How was it=csat'\n"
            "  journeymap metrics import coffee.yaml web.csv --match 'Till=pay' --match 'Old shop='"
        )
    ),
)
@MAP
@click.argument("sources", metavar="FILE…", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help=said(M("Only show what would change.")))
@SHAPE
@COLUMNS
@OPTIONS
@click.option(
    "--match",
    "matches",
    multiple=True,
    metavar="WORD=ID",
    help=said(M("What a word of the source means on the map; blank to leave it out.")),
)
@click.option(
    "--metric",
    "answers",
    multiple=True,
    metavar="WORD=ID",
    help=said(M("Which metric a column or word means; only an ID for rows that name none.")),
)
@click.option(
    "--at", default="", metavar="ID", help=said(M("Where rows belong that name no place."))
)
@click.option("--period", default="", help=said(M("When rows were measured that state no period.")))
@click.option(
    "--grain",
    type=click.Choice(["day", "week", "month", "quarter", "year"]),
    default="month",
    help=said(M("How long the periods are into which dated answers are gathered.")),
)
@click.option(
    "--fewest",
    type=click.IntRange(min=1),
    default=FEWEST,
    show_default=True,
    help=said(M("Readings of fewer people than this are kept out.")),
)
@click.option(
    "--replace", is_flag=True, help=said(M("Where the map has another value, take the source’s."))
)
@click.option("--name", default="", metavar="ID", help=said(M("The id of the source in the map.")))
@FORM
def import_metrics(
    file: str,
    sources: tuple[str, ...],
    dry_run: bool,
    shape: Literal["table", "survey"] | None,
    columns: tuple[str, ...],
    options: tuple[str, ...],
    matches: tuple[str, ...],
    answers: tuple[str, ...],
    at: str,
    period: str,
    grain: Literal["day", "week", "month", "quarter", "year"],
    fewest: int,
    replace: bool,
    name: str,
    form: str,
) -> None:
    """Import measured values into a map."""
    if name and len(sources) > 1:  # the second would be taken for what became of the first
        fail(said(M("--name names one source; import the files one by one, or leave it out")))
    saved = read(file)
    refuse_no_period(period, calendar_of(period, saved.map.calendar))
    measured = _pairs(answers, alone=True)
    wish = Wish(
        shape=shape,
        options=_options(options),
        columns=_pairs(columns),
        matches={word: to or None for word, to in _pairs(matches).items()},
        answers={word: to or None for word, to in measured.items() if word},
        period=period,
        at=at,
        metric=measured.get("", ""),
        name=name,
        grain=grain,
        fewest=fewest,
    )
    _refuse_unknown(saved.map, wish)
    work: list[tuple[str, Wish]] = [(source, wish) for source in sources]
    named_only = {word for word in (*wish.matches, *wish.answers) if word}
    _bring(file, saved, work, dry_run, replace, form, named_only)


@click.command(
    help=said(
        M(
            "Import the sources of a map again, as they were imported last.\n\n"
            "A source whose path has {period} in it reads the newest file there is."
        )
    )
)
@MAP
@click.argument("names", metavar="SOURCE…", nargs=-1)
@click.option("--dry-run", is_flag=True, help=said(M("Only show what would change.")))
@click.option(
    "--replace", is_flag=True, help=said(M("Where the map has another value, take the source’s."))
)
@FORM
def refresh(file: str, names: tuple[str, ...], dry_run: bool, replace: bool, form: str) -> None:
    """Import the sources of a map again."""
    saved = read(file)
    known = {source.id: source for source in saved.map.sources if source.kind != "events"}
    if not known:
        fail(said(M("This map has no sources yet; “journeymap metrics import” makes one.")))
    for name in names:
        if name not in known:
            fail(said(M("there is no source “{id}”; there are: {ids}", id=name, ids=tuple(known))))
    folder = folder_of(file)
    work: list[tuple[str, Wish]] = []
    for source in known.values():
        if names and source.id not in names:
            continue
        try:
            path = file_of(source, folder or Path.cwd(), saved.map.calendar)
            work.append((str(path), wish_of(source, period_of(source, path))))
        except SourceGone as error:
            fail(f"{source.id}: {said(error.message)}")
    _bring(file, saved, work, dry_run, replace, form)


@click.command(
    "read",
    help=said(M("Print the rows of a source as they were understood, and what was assumed.")),
)
@click.argument("source", metavar="FILE")
@SHAPE
@COLUMNS
@OPTIONS
@FORM
def read_source(
    source: str,
    shape: Literal["table", "survey"] | None,
    columns: tuple[str, ...],
    options: tuple[str, ...],
    form: str,
) -> None:
    """Print the rows of a source as they were understood."""
    table = _table(source, _options(options))
    shape = shape or roles.shape(table)
    guess, told = roles.guess(table, shape), _pairs(columns)
    wanted = roles.together(guess.columns, told)
    given = _or_fail(source, lambda: roles.check(wanted, table))
    more: list[telling.Line] = []
    skipped: tuple[Skipped, ...] = ()
    values = telling.table_values(table)
    values["as"] = shape
    values["columns"] = given
    values["header"] = list(table.columns)
    values["table"] = [[_plain(cell) for cell in row.cells] for row in table.rows]
    values["lines"] = [row.line for row in table.rows]
    if shape == "survey":
        counted = _or_fail(source, lambda: survey_counts(table, given))
        values.update(telling.survey_values(counted))
        skipped = counted.skipped
        more += telling.survey_lines(counted)
    elif any(role == "value" or "." in role or role == "hits" for role in given.values()):
        long = _or_fail(source, lambda: readings_rows(table, given))
        values["readings"] = [telling.row_values(row) for row in long.rows]
        skipped = long.skipped
        more.append(telling.values_line(len(long.rows)))
    values["skipped"] = telling.skipped_values((*table.skipped, *skipped))
    if form == "json":
        put_json(json.dumps(values, ensure_ascii=False, indent=2))
        return
    more += telling.skipped_lines((*table.skipped, *skipped))
    for line in (*telling.table_lines(table, given), *more):
        click.echo(f"  {said(line.message)}" if line.deep else said(line.message))


# ---------------------------------------------------------------- the work


def _bring(
    file: str,
    saved: SavedText,
    work: Iterable[tuple[str, Wish]],
    dry_run: bool,
    replace: bool,
    form: str,
    named_only: AbstractSet[str] = frozenset(),
) -> None:
    """Prepare every source, say what it does, and write the map once; all of them or none.

    `named_only` are words that a person named; each has to stand in one of the sources.
    """
    if form == "json" and file == STANDARD_INPUT and not dry_run:
        fail(said(M("the map goes to standard output; with --format json add --dry-run")))
    m = saved.map
    done: list[tuple[str, Prepared]] = []
    folder = folder_of(file)
    for source, wish in work:
        table = _table(source, wish.options)
        _refuse_open(source, table)
        seen = Seen(named(Path(source), folder), _digest(source))
        found = _or_fail(source, partial(prepared, m, table, wish, seen, SUGGEST))
        done.append((source, found))
        named_only = named_only - {*found.places.found, *found.metrics.found}
        named_only = named_only - {
            each.word for each in (*found.places.unmatched, *found.metrics.unmatched)
        }
        m = carried_out(m, found.plan, found.source, conflicts(found.plan) if replace else ())
    if named_only:
        words = tuple(sorted(named_only))
        fail(said(M("nothing in what is imported is called {words}", words=words)))
    if form == "json":
        values = [{"file": source, **telling.as_values(found)} for source, found in done]
        put_json(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        for source, found in done:
            if len(done) > 1:
                click.echo(f"{source}:", err=file == STANDARD_INPUT)
            for line in telling.lines(found, replace=replace):
                text = said(line.message)
                click.echo(f"  {text}" if line.deep else text, err=file == STANDARD_INPUT)
        if not replace and any(found.plan.conflicting for _, found in done):
            text = said(M("The map’s values stay; --replace takes what the source says."))
            click.echo(text, err=file == STANDARD_INPUT)
    took = any(not found.plan.empty or found.plan.same for _, found in done)
    if not dry_run and took:
        save(file, saved, M("Import metrics"), m, ", ".join(source for source, _ in done))
    if not took:
        sys.exit(FINDINGS)


def _table(source: str, options: SourceOptions) -> Table:
    return _or_fail(source, lambda: read_table(Path(source), options))


def _or_fail(source: str, work: Callable[[], Result]) -> Result:
    try:
        return work()
    except FilesError as error:
        fail(*(f"{source}: {line}" for line in lines_of(error)))


def _refuse_open(source: str, table: Table) -> None:
    """End the program where two ways of reading are possible and the numbers would differ."""
    questions = [
        said(
            M(
                "{file}: {says}; say which with --option {option}=… ({choices})",
                file=source,
                says=each.message,
                option=each.option,
                choices=each.choices,
            )
        )
        for each in table.assumed.open()
    ]
    if questions:
        fail(*questions)


def _refuse_unknown(m: JourneyMap, wish: Wish) -> None:
    known = {THE_MAP, *(each.key for each in places(index_of(m)))}
    for to in (*wish.matches.values(), wish.at):
        if to and to not in known:
            fail(said(M("there is no “{id}” on this map that can be measured", id=to)))
    ids = tuple(each.key for each in metrics(m))
    for to in (*wish.answers.values(), wish.metric):
        if to and to not in ids:
            fail(said(M("there is no metric “{id}”; there are: {ids}", id=to, ids=ids)))


def _pairs(texts: Iterable[str], alone: bool = False) -> Pairs:
    """Return `WORD=VALUE` texts by word; with `alone` a text without “=” is for the empty word."""
    found: Pairs = {}
    for text in texts:
        word, equals, value = text.rpartition("=")
        if not equals and not alone:
            fail(said(M("“{text}” is not WORD=VALUE.", text=text)))
        found[word.strip()] = value.strip()
    return found


def _options(texts: Iterable[str]) -> SourceOptions:
    pairs = _pairs(texts)
    for key in pairs:
        if key not in SourceOptions.model_fields:
            keys = tuple(SourceOptions.model_fields)
            fail(said(M("there is no option “{key}”; there are: {keys}", key=key, keys=keys)))
    return SourceOptions(**pairs)


def _digest(source: str) -> str:
    with open(source, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain(cell: Cell) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell
