"""Which record of the map a source means by its own words; nothing is ever guessed.

By id, then by exact name, then by the name as the eye compares it. What two records could mean by,
and what no record is called, stays unmatched: it is counted, listed with what it may have meant,
and left to a person. What a person decided is kept with the source and comes first next time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from journeymap.model.index import Index, Key
from journeymap.model.journey import Flow, JourneyMap, Kind
from journeymap.model.searching import fold

WHOLE_MAP: Key = ""
THE_MAP = "map"  # how a kept match writes the whole map
KINDS: tuple[Kind, ...] = ("touchpoint", "flow", "stage", "channel", "persona", "backstage")
"""What can be measured. A name is that of a touchpoint before it is that of a stage, and so on."""

How: TypeAlias = Literal["kept", "id", "name", "alike"]


class Named(NamedTuple):
    """A record that a source may mean, with what it is called. The lower its `rank`, the sooner."""

    key: Key
    name: str
    rank: int = 0


class Match(NamedTuple):
    """What a word of the source means, and how that is known.

    `at` is "" for the whole map, and None for what a person said has no place on the map.
    """

    at: Key | None
    how: How


class Suggestion(NamedTuple):
    """A record that may be meant; `score` says how alike the words are, 0..100."""

    key: Key
    name: str
    score: int


class Unmatched(NamedTuple):
    """A word of the source that means nothing known, in how many rows or answers it stands.

    `ambiguous` are the records that all are called so; `gone` is what it was matched to before.
    """

    word: str
    weight: int
    suggestions: tuple[Suggestion, ...] = ()
    ambiguous: tuple[Key, ...] = ()
    gone: Key = ""


class Matching(NamedTuple):
    """What each word of a source means, and the words that mean nothing, the heaviest first."""

    found: Mapping[str, Match]
    unmatched: tuple[Unmatched, ...] = ()


Suggest: TypeAlias = Callable[[str, Sequence[Named]], Iterable[Suggestion]]


def no_suggestions(_word: str, _names: Sequence[Named]) -> Iterable[Suggestion]:
    """Return nothing: what is used where no library that compares words is installed."""
    return ()


def match(
    words: Mapping[str, int],
    names: Sequence[Named],
    kept: Mapping[str, str | None],
    suggest: Suggest = no_suggestions,
) -> Matching:
    """Return what the words of a source mean; `words` says how often each is there.

    `kept` is what a person decided before (word -> key, "map", or None for “leave it out”).
    """
    known = Called(names)
    found: dict[str, Match] = {}
    unmatched: list[Unmatched] = []
    for word, weight in words.items():
        meant = known.meant(word, kept)
        if isinstance(meant, Match):
            found[word] = meant
        else:
            gone = kept.get(word) or ""
            offers = () if meant else tuple(suggest(word, names)) if word.strip() else ()
            unmatched.append(Unmatched(word, weight, offers, meant, gone))
    unmatched.sort(key=lambda each: -each.weight)  # sorting is stable: else in the source's order
    return Matching(found, tuple(unmatched))


class Called:
    """The records by every way in which a source may call them."""

    def __init__(self, names: Sequence[Named]) -> None:
        self._keys = {each.key for each in names}
        self._ids: dict[str, list[Named]] = {}
        self._names: dict[str, list[Named]] = {}
        self._alike: dict[str, list[Named]] = {}
        for each in names:
            self._ids.setdefault(normal(each.key), []).append(each)
            self._names.setdefault(each.name, []).append(each)
            self._alike.setdefault(normal(each.name), []).append(each)

    def meant(self, word: str, kept: Mapping[str, str | None]) -> Match | tuple[Key, ...]:
        """Return what a word means, or the records between which nothing decides."""
        if word in kept:
            at = kept[word]
            if at is None:
                return Match(None, "kept")
            if at == THE_MAP:
                return Match(WHOLE_MAP, "kept")
            if at in self._keys:
                return Match(at, "kept")
        if word in self._keys:
            return Match(word, "id")
        plain = normal(word)
        if not plain:
            return ()
        ways: tuple[tuple[How, list[Named]], ...] = (
            ("name", self._names.get(word.strip(), [])),
            ("id", self._ids.get(plain, [])),
            ("alike", self._alike.get(plain, [])),
        )
        for how, called in ways:
            first = min((each.rank for each in called), default=0)
            called = [each for each in called if each.rank == first]
            if len(called) == 1:
                return Match(called[0].key, how)
            if called:
                return tuple(each.key for each in called)
        return ()


def normal(text: str) -> str:
    """Return a text as names are compared: case, width, marks, joiners, ya and kaf, spaces, dashes.

    Digits of every script are the same, and `check_out`, `check-out` and “Check out” too.
    """
    return re.sub(r"[\W_]+", " ", fold(text)[0]).strip()


def places(index: Index) -> tuple[Named, ...]:
    """Return every record of a map that can be measured, in the order of the map."""
    names = {entry.key: getattr(entry.record, "name", "") for entry in index.all()}
    found: list[Named] = []
    for rank, kind in enumerate(KINDS):
        for entry in index.of_kind(kind):
            record = entry.record
            if isinstance(record, Flow):
                ends = (names.get(record.source, ""), names.get(record.target, ""))
                found.append(Named(entry.key, " → ".join(ends), rank))
            else:
                found.append(Named(entry.key, names[entry.key], rank))
    return tuple(found)


def metrics(m: JourneyMap) -> tuple[Named, ...]:
    """Return the metrics of a map, with the names that people gave them."""
    return tuple(Named(metric.id, metric.name) for metric in m.metrics)
