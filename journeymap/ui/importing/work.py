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
from journeymap.metrics.importing import Prepared, Seen, Shape, Wish, prepared, wish_of
from journeymap.metrics.matching import Named, Suggest, Suggestion, no_suggestions
from journeymap.metrics.plan import carried_out
from journeymap.metrics.readings import ReadingKey
from journeymap.metrics.source_files import SourceGone, file_of, named
from journeymap.metrics.table import Table, Unusable
from journeymap.metrics.text_table import Watch
from journeymap.model.journey import JourneyMap, Source, SourceOptions
from journeymap.model.text import M

SUGGEST: Suggest = no_suggestions
try:
    from journeymap.metrics.suggesting import suggestions
except ImportError:  # it comes with journeymap[metrics]; without it nothing is suggested
    pass
else:
    SUGGEST = suggestions
LISTS = 4  # lists of names whose suggestions are remembered: places and metrics, now and before


class Remembered:
    """What was suggested, for the same names of the map.

    A plan is prepared anew with every decision, and comparing thousands of words with thousands of
    names takes seconds.
    """

    def __init__(self, suggest: Suggest) -> None:
        self._suggest = suggest
        self._names: Sequence[Named] = ()
        self._known: dict[str, tuple[Suggestion, ...]] = {}
        self._lists: dict[tuple[Named, ...], dict[str, tuple[Suggestion, ...]]] = {}

    def __call__(self, word: str, names: Sequence[Named]) -> tuple[Suggestion, ...]:
        """Return the suggestions for a word."""
        if names is not self._names:
            key = tuple(names)
            if key not in self._lists and len(self._lists) >= LISTS:
                del self._lists[next(iter(self._lists))]
            self._names, self._known = names, self._lists.setdefault(key, {})
        if word not in self._known:
            self._known[word] = tuple(self._suggest(word, names))
        return self._known[word]


Taken = Mapping[int, frozenset[ReadingKey]]  # by place of the file: conflicts in which it is right


class Read(NamedTuple):
    """A file that was read, what its rows look like, and a guess at its columns for each shape."""

    path: Path
    table: Table
    sha256: str
    shape: Shape
    guessed: Mapping[Shape, Mapping[str, str]]


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


def read(path: Path, options: SourceOptions, watch: Watch) -> Read:
    """Return the table of a file; raises Unusable, and what `watch` raises."""
    table = sources.read(path, options, watch)
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Unusable(
            M("cannot be opened: {reason}", reason=error.strerror or type(error).__name__)
        ) from None
    guessed: dict[Shape, Mapping[str, str]] = {
        "table": roles.guessed(table, "table"),
        "survey": roles.guessed(table, "survey"),
    }
    return Read(path, table, sha256, roles.shape(table), guessed)


def prepare(
    base: JourneyMap,
    made: JourneyMap,
    items: Sequence[Item],
    folder: Path | None,
    suggest: Suggest = SUGGEST,
) -> Outcome:
    """Return what importing these files one after another would do; raises Unusable."""
    found: list[Prepared] = []
    m = made
    for each in items:
        seen = Seen(named(each.read.path, folder), each.read.sha256)
        one = prepared(m, each.read.table, each.wish, seen, suggest)
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
        if source.reads == named(path, folder) or _reads(source, path, folder):
            return wish_of(source)
    return None


def _reads(source: Source, path: Path, folder: Path | None) -> bool:
    if folder is None:
        return False
    try:
        return file_of(source, folder).resolve() == path.resolve()
    except SourceGone:
        return False
