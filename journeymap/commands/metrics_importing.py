"""`journeymap metrics import` and `refresh`: measured values come into a map.

What a call says is gathered here, and refused where it names what there is not; the rest is done by
`metrics_bringing`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from journeymap.commands.metrics_bringing import Call, bring
from journeymap.commands.metrics_options import (
    COLUMNS,
    FORM,
    OPTIONS,
    SHAPE,
    options_of,
    pairs,
    refuse,
)
from journeymap.commands.named_periods import refuse_no_period
from journeymap.console import MAP, fail, folder_of, read, said
from journeymap.metrics.importing import Wish, wish_of
from journeymap.metrics.matching import THE_MAP, metrics, places
from journeymap.metrics.plan import FEWEST
from journeymap.metrics.readings import calendar_of
from journeymap.metrics.source_files import SourceGone, file_of, period_of
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M


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
    help=said(
        M("How long the periods are into which dated answers are gathered; months if left out.")
    ),
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
    grain: Literal["day", "week", "month", "quarter", "year"] | None,
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
    measured = pairs(answers, alone=True)
    wish = Wish(
        shape=shape,
        options=options_of(options),
        columns=pairs(columns),
        matches={word: to or None for word, to in pairs(matches).items()},
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
    words = frozenset(word for word in (*wish.matches, *wish.answers) if word)
    bring(Call(file, saved, dry_run, replace, form, words, wish, grain is not None), work)


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
            refuse(source.id, said(error.message))
    bring(Call(file, saved, dry_run, replace, form), work)


def _refuse_unknown(m: JourneyMap, wish: Wish) -> None:
    known = {THE_MAP, *(each.key for each in places(index_of(m)))}
    for to in (*wish.matches.values(), wish.at):
        if to and to not in known:
            fail(said(M("there is no “{id}” on this map that can be measured", id=to)))
    ids = tuple(each.key for each in metrics(m))
    for to in (*wish.answers.values(), wish.metric):
        if to and to not in ids:
            fail(said(M("there is no metric “{id}”; there are: {ids}", id=to, ids=ids)))
