"""What the assistant does beside the window: reading files, and preparing the plan.

All of it may run in a thread: it reads the file and frozen values, and touches nothing of the
window. No Qt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from journeymap.metrics import roles, sources
from journeymap.metrics.contents import NOTHING, Known
from journeymap.metrics.importing import (
    Prepared,
    Seen,
    Shape,
    Values,
    Wish,
    prepared,
    values_of,
    wish_of,
)
from journeymap.metrics.matching import Named, Suggest, Suggestion
from journeymap.metrics.plan import carried_out
from journeymap.metrics.readings import ReadingKey
from journeymap.metrics.source_files import PERIOD_MARK, named, period_of
from journeymap.metrics.suggesting import SUGGEST
from journeymap.metrics.table import Table, Unusable
from journeymap.metrics.text_table import Watch
from journeymap.model.journey import JourneyMap, Source, SourceOptions
from journeymap.model.periods import PERIOD
from journeymap.model.text import M
from journeymap.model.vocabulary import Calendar

LISTS = 4  # lists of names whose suggestions are remembered: places and metrics, now and before


class Memory:
    """What need not be worked out again while a person decides: values and suggestions.

    A plan is prepared anew with every decision; counting a million answers, or comparing thousands
    of words with thousands of names, takes seconds. Work that was given up may still run beside the
    one that took its place, so what belongs together is exchanged as one.
    """

    def __init__(self, suggest: Suggest = SUGGEST) -> None:
        self._suggest = suggest
        self._suggested: tuple[Sequence[Named], dict[str, tuple[Suggestion, ...]]] = ((), {})
        self._lists: dict[tuple[Named, ...], dict[str, tuple[Suggestion, ...]]] = {}
        self._values: tuple[object, ...] = ()

    def suggest(self, word: str, names: Sequence[Named]) -> tuple[Suggestion, ...]:
        """Return the suggestions for a word."""
        now = self._suggested
        if names is not now[0]:
            key = tuple(names)
            if key not in self._lists and len(self._lists) >= LISTS:
                self._lists = {}
            now = self._suggested = (names, self._lists.setdefault(key, {}))
        known = now[1]
        if word not in known:
            known[word] = tuple(self._suggest(word, names))
        return known[word]

    def values(self, table: Table, wish: Wish, calendar: Calendar) -> Values:
        """Return the values of a table; raises Unusable."""
        key = (wish.shape, wish.exact, tuple(wish.columns.items()), wish.grain, calendar)
        kept = self._values
        if kept and kept[0] is table and kept[1] == key and isinstance(kept[2], Values):
            return kept[2]
        found = values_of(table, wish, calendar)
        self._values = (table, key, found)
        return found


Taken = Mapping[int, frozenset[ReadingKey]]  # by place of the file: conflicts in which it is right


class Read(NamedTuple):
    """A file that was read, what its rows look like, and a guess at its columns for each shape."""

    path: Path
    table: Table
    sha256: str
    shape: Shape
    guessed: Mapping[Shape, roles.Guess]


class Item(NamedTuple):
    """A file with what it means to the map it was asked about: that map with new records."""

    read: Read
    wish: Wish


class Outcome(NamedTuple):
    """What importing files would make of a map; `base` is the map that was asked about.

    `made` is the base with the records that the import makes, before any reading.
    """

    base: JourneyMap
    made: JourneyMap
    found: tuple[Prepared, ...]


def read(path: Path, options: SourceOptions, watch: Watch, known: Known = NOTHING) -> Read:
    """Return the table of a file; raises Unusable, and what `watch` raises.

    `known` are the names of the map that words of the file may be.
    """
    table = sources.read(path, options, watch)
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Unusable(
            M("cannot be opened: {reason}", reason=error.strerror or type(error).__name__)
        ) from None
    guessed: dict[Shape, roles.Guess] = {
        "table": roles.guess(table, "table", known),
        "survey": roles.guess(table, "survey", known),
    }
    return Read(path, table, sha256, roles.shape(table), guessed)


def prepare(
    base: JourneyMap,
    made: JourneyMap,
    items: Sequence[Item],
    folder: Path | None,
    memory: Memory | None = None,
) -> Outcome:
    """Return what importing these files one after another would do; raises Unusable."""
    memory = memory or Memory()
    found: list[Prepared] = []
    m = made
    for each in items:
        seen = Seen(named(each.read.path, folder), each.read.sha256)
        table, wish = each.read.table, each.wish
        values = memory.values(table, wish, m.calendar)
        one = prepared(m, table, wish, seen, memory.suggest, values)
        found.append(one)
        m = carried_out(m, one.plan, one.source)
    return Outcome(base, made, tuple(found))


def imported(outcome: Outcome, taken: Taken) -> JourneyMap:
    """Return the map with everything imported; `taken` are the conflicts a person decided so."""
    m = outcome.made
    for place, one in enumerate(outcome.found):
        m = carried_out(m, one.plan, one.source, taken.get(place, frozenset()))
    return m


def amount_of(outcome: Outcome, taken: Taken) -> int:
    """Return how many readings of the map would be new or other."""
    return sum(
        len(one.plan.new) + len(one.plan.changed) + len(taken.get(place, ()))
        for place, one in enumerate(outcome.found)
    )


def wish_for(m: JourneyMap, path: Path, folder: Path | None) -> Wish | None:
    """Return what was decided about a file when it was imported before, None for a new one."""
    for source in m.sources:
        if source.kind == "events":
            continue
        if _reads(source, named(path, folder)):
            return wish_of(source, period_of(source, path))
    return None


def _reads(source: Source, name: str) -> bool:
    """Return whether a source reads the file that the map would call so, whatever its period."""
    before, mark, after = source.reads.partition(PERIOD_MARK)
    if not mark:
        return source.reads == name
    period = name[len(before) : len(name) - len(after) or None]
    return name == f"{before}{period}{after}" and bool(PERIOD.match(period))
