"""The work of `journeymap metrics import` and `refresh`: sources are read, told, and written.

What would change is said first. Nothing is guessed: what stays open is refused with the option that
settles it, and so is an option that would do nothing; what is not matched is listed with the option
that matches it. All sources of a call come in together, or none of them does.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from journeymap.commands.metrics_options import or_fail, refuse, table_of
from journeymap.commands.saving import save
from journeymap.console import FINDINGS, STANDARD_INPUT, fail, folder_of, put_json, said
from journeymap.metrics import plain_values, telling, telling_plan
from journeymap.metrics.dates import When
from journeymap.metrics.importing import Prepared, Seen, Wish, prepared
from journeymap.metrics.period_columns import is_day
from journeymap.metrics.plan import carried_out, conflicts
from journeymap.metrics.reading_cells import CellReader
from journeymap.metrics.readings import NO_PERIOD, ReadingKey, key_of
from journeymap.metrics.scores import choices
from journeymap.metrics.source_files import named
from journeymap.metrics.suggesting import SUGGEST
from journeymap.metrics.table import LongRow, Table
from journeymap.metrics.telling_plan import Given
from journeymap.model.document import SavedText
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message, literal


class Call(NamedTuple):
    """What a person asked for.

    `words` were named and have to stand in one of the sources; `wish` is what holds for all of
    them, and `grained` whether it says how answers are gathered.
    """

    file: str
    saved: SavedText
    dry_run: bool
    replace: bool
    form: str
    words: AbstractSet[str] = frozenset()
    wish: Wish = Wish()
    grained: bool = False


class Done(NamedTuple):
    """A source that was prepared: for which map, and which readings other sources gave before."""

    source: str
    before: JourneyMap
    found: Prepared
    origins: dict[ReadingKey, Given]


def bring(call: Call, work: Iterable[tuple[str, Wish]]) -> None:
    """Prepare every source, say what it does, and write the map once; all of them or none."""
    file, saved = call.file, call.saved
    if call.form == "json" and file == STANDARD_INPUT and not call.dry_run:
        fail(said(M("the map goes to standard output; with --format json add --dry-run")))
    m, done = _prepared(call, work)
    if call.form == "json":
        values = [
            {"file": each.source, **plain_values.as_values(each.found, each.before)}
            for each in done
        ]
        put_json(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        for line in _report(call, done):
            click.echo(line, err=file == STANDARD_INPUT)
    took = any(not each.found.plan.empty or each.found.plan.same for each in done)
    if not call.dry_run and took:
        sources = ", ".join(each.source for each in done)
        save(file, saved, M("Import metrics"), m, sources)
    if not took:
        sys.exit(FINDINGS)


def _prepared(call: Call, work: Iterable[tuple[str, Wish]]) -> tuple[JourneyMap, list[Done]]:
    m = call.saved.map
    done: list[Done] = []
    folder = folder_of(call.file)
    origins: dict[ReadingKey, Given] = {}
    words = set(call.words)
    for source, wish in work:
        table = table_of(source, wish.options)
        _refuse_open(source, table)
        seen = Seen(named(Path(source), folder), _digest(source))
        found = or_fail(source, partial(prepared, m, table, wish, seen, SUGGEST))
        done.append(Done(source, m, found, dict(origins)))
        for matching in (found.places, found.metrics):
            words -= {*matching.found, *(each.word for each in matching.unmatched)}
        plan = found.plan
        replaced = plan.conflicting if call.replace else ()
        m = carried_out(m, plan, found.source, conflicts(plan) if call.replace else ())
        for each in (*plan.new, *(one.after for one in (*plan.changed, *replaced))):
            origins[key_of(each.reading)] = Given(found.source.reads, each.lines)
    _refuse_unscored(words, done)
    if words:
        text = tuple(sorted(words))
        fail(said(M("nothing in what is imported is called {words}", words=text)))
    _refuse_unused(call, [each.found for each in done])
    return m, done


def _refuse_unscored(words: AbstractSet[str], done: Sequence[Done]) -> None:
    """End the program where a word is a question none of whose answers is a score."""
    for each in done:
        found = each.found
        for question in sorted(words & found.unread.keys()):
            n = found.unread[question]
            lines = [M("“{question}”: {n} answers are no score", question=question, n=n)]
            given = choices(found.table, found.table.place(question))
            if given:
                scores = ",".join(f"{word}={place}" for place, word in enumerate(given, start=1))
                lines = [
                    M("{says}: {examples}", says=lines[0], examples=tuple(given)),
                    M(
                        "Give words their scores, such as {option}.",
                        option=literal(f"--option 'words={scores}'"),
                    ),
                ]
            if n:
                refuse(each.source, *map(said, lines))


def _digest(source: str) -> str:
    with open(source, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# ---------------------------------------------------------------- what is refused


def _refuse_open(source: str, table: Table) -> None:
    """End the program where two ways of reading are possible and the numbers would differ."""
    questions = [said(telling.question(each)) for each in table.assumed.open()]
    if questions:
        refuse(source, *questions)


class _Unused(NamedTuple):
    """An option of a call, whether a source has a row that it is for, and what is said if none."""

    given: bool
    is_for: Callable[[Prepared, LongRow], bool]
    message: Message


def _refuse_unused(call: Call, found: Sequence[Prepared]) -> None:
    """End the program where an option holds for no row of any source: it was meant for some."""
    wish = call.wish
    rules = (
        _Unused(
            bool(wish.at),
            lambda _, row: not row.touchpoint,
            M("--at holds for rows that name no place, and here each names one: leave --at out, "
              "or take the place from no column"),
        ),
        _Unused(
            bool(wish.metric),
            lambda _, row: not row.metric,
            M("--metric with an ID alone holds for rows that name no metric, and here each names "
              "one: write WORD=ID"),
        ),
        _Unused(
            bool(wish.period),
            lambda _, row: not row.period,
            M("--period holds for rows that state no period, and here each states one: leave "
              "--period out, or take the period from no column"),
        ),
        _Unused(
            call.grained,
            lambda one, _: one.shape == "survey" or _is_dated(one),
            M("--grain gathers what is dated by days, and nothing here is: leave --grain out"),
        ),
    )  # fmt: skip
    if not any(one.rows for one in found):
        return
    for rule in rules:
        rows = ((one, row) for one in found for row in one.rows)
        if rule.given and not any(rule.is_for(one, row) for one, row in rows):
            fail(said(rule.message))


def _is_dated(found: Prepared) -> bool:
    """Return whether readings have their period from dates, or from columns named after them."""
    for column, role in found.columns.items():
        if role == "value" and "period" not in found.columns.values() and is_day(column):
            return True
        if role == "period":
            reader = CellReader(found.table, column)
            read_as = (reader.period(cell) for _, cell in found.table.cells(column))
            return any(isinstance(when, When) and when.is_day for when in read_as)
    return False


# ---------------------------------------------------------------- what is said


def _report(call: Call, done: Sequence[Done]) -> Iterator[str]:
    for each in done:
        if len(done) > 1:
            yield f"{each.source}:"
        for line in telling_plan.lines(
            each.found, each.before, replace=call.replace, origins=each.origins
        ):
            text = said(line.message)
            yield f"  {text}" if line.deep else text
    for message in _hints(call, [each.found for each in done]):
        yield said(message)


def _hints(call: Call, found: Sequence[Prepared]) -> Iterator[Message]:
    """Yield what to say next time for what stayed out, each option once."""
    places = [each.word for one in found for each in one.plan.places]
    metrics = [each.word for one in found for each in one.plan.metrics]
    if any(places):
        yield M(
            "A word gets its place by {option}; a blank ID leaves it out.",
            option=_option("--match", next(filter(None, places))),
        )
    if any(metrics):
        yield M(
            "A word gets its metric by {option}; a blank ID leaves it out.",
            option=_option("--metric", next(filter(None, metrics))),
        )
    if "" in metrics:
        yield M("Rows that name no metric get one by {option}.", option=literal("--metric ID"))
    undated = [one for one in found if any(e.reason == NO_PERIOD for e in one.plan.unusable)]
    if undated:
        dated = [
            column.name
            for one in undated
            for column in one.table.looks
            if column.kind == "date" and column.name not in one.columns
        ]
        yield M(
            "Rows get their period by {option}, or from a column by {other}.",
            option=literal("--period 2026-11"),
            other=literal(f"--columns '{dated[0] if dated else 'COLUMN'}=period'"),
        )
    if not call.replace and any(one.plan.conflicting for one in found):
        yield M("The map’s values stay; --replace takes what the source says.")


def _option(name: str, word: str) -> Message:
    return literal(f"{name} '{word}=ID'")
