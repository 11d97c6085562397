"""Which readings would tell, by difference, a group that is too small to be told.

Three answers from desktops are kept out; but where the total is on the map and the phones are,
whoever subtracts has the three. So the smallest of the groups beside them is kept out as well, as
statistical offices do. A total is the reading with one name of a segment less, of a longer period
that holds the parts, or of the place around: the stage of a touchpoint, the whole map.

A group is safe when what a subtraction leaves holds enough people and more than the group alone.
Where a total holds others beside the parts, such as people of an unknown device, it is safe by
that. What was kept out by an import of another day is not known any more: a rest of a few people
gives it away. Knows how many stand behind each reading, and nothing else of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from journeymap.metrics.readings import Thing
from journeymap.model.index import Index, index_of
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.periods import Span

Line: TypeAlias = tuple[object, ...]  # what the parts of one total have in common
_MONTHS, _QUARTERS, _YEARS = range(28, 32), range(89, 93), range(365, 367)


class _Part(NamedTuple):
    """A line that a thing is part of, and the total that the parts of it make."""

    line: Line
    total: Thing


def held_back(
    m: JourneyMap,
    hidden: Mapping[Thing, int],
    shown: Mapping[Thing, int],
    ways: Sequence[Collection[Thing]],
    fewest: int,
) -> list[Thing]:
    """Return which of the things that are shown have to be hidden too, so that none tells a few.

    Both give the people behind each thing. `ways` are those that can be kept out, the ones whose
    absence costs least first; where nothing of a line is among them, it stays as it is.
    """
    books = _Books(index_of(m), shown, ways, fewest)
    books.hide(hidden)
    while books.settle():
        pass
    return books.out


class _Books:
    """What is shown while things are hidden one after the other, and the lines they stand in."""

    def __init__(
        self,
        index: Index,
        shown: Mapping[Thing, int],
        ways: Sequence[Collection[Thing]],
        fewest: int,
    ) -> None:
        self.out: list[Thing] = []
        self._shown, self._ways, self._fewest = dict(shown), ways, fewest
        self._parts = _Parts(index, _longest_first(shown))
        self._lines: dict[_Part, list[Thing]] = {}
        self._cuts: dict[Thing, set[_Part]] = {}  # total -> the lines that cut it by a segment
        for thing in shown:
            for part in self._parts.of(thing):
                self._lines.setdefault(part, []).append(thing)
                if part.line[0] == "segment":
                    self._cuts.setdefault(part.total, set()).add(part)

    def hide(self, hidden: Mapping[Thing, int]) -> None:
        """Hide what would tell those that are hidden, and what would tell that."""
        waiting = list(hidden.items())
        while waiting:
            thing, n = waiting.pop(0)
            for part in self._parts.of(thing):
                total = self._total(part)
                if total is None:
                    continue
                left = total - self._sum(part, thing)
                if 0 < left < max(self._fewest, n + 1):
                    waiting += self._keep_one_out(part, thing)

    def settle(self) -> bool:
        """Hide what stands in lines of which a few are the rest, though nobody named them.

        Such as those of whom an import of another day was kept out. A place has no rest: not all
        who were asked about a stage were asked about one of its touchpoints. Returns whether there
        was such a line.
        """
        before = len(self.out)
        for part in self._lines:
            if part.line[0] == "place":
                continue
            total = self._total(part)
            if total is not None and 0 < total - self._sum(part) < self._fewest:
                self.hide(dict(self._keep_one_out(part)))
        return len(self.out) > before

    def _total(self, part: _Part) -> int | None:
        """Return the total of a line: the one shown, else what another way of cutting gives."""
        total = self._shown.get(part.total)
        if total is None and part.line[0] == "segment":
            others = (self._sum(each) for each in self._cuts.get(part.total, ()) if each != part)
            total = max(others, default=None)
        return total

    def _sum(self, part: _Part, without: Thing | None = None) -> int:
        lines = self._lines.get(part, ())
        return sum(self._shown.get(each, 0) for each in lines if each != without)

    def _keep_one_out(self, part: _Part, but: Thing | None = None) -> list[tuple[Thing, int]]:
        """Keep the smallest of a line out, or else its total; return it with its people."""
        beside = [each for each in self._lines.get(part, ()) if each in self._shown and each != but]
        for way in self._ways:
            groups = [each for each in beside if each in way]
            if not groups and part.total in way and part.total in self._shown:
                groups = [part.total]
            if groups:
                found = min(groups, key=lambda each: self._shown[each])
                self.out.append(found)
                return [(found, self._shown.pop(found))]
        return []


def _longest_first(shown: Mapping[Thing, int]) -> dict[Line, list[Span]]:
    """Return the periods in which something was measured, by metric, place and segment."""
    found: dict[Line, list[Span]] = {}
    for metric, at, span, segment in shown:
        found.setdefault((metric, at, segment), []).append(span)
    for spans in found.values():
        spans.sort(key=lambda span: -span.length)
    return found


class _Parts:
    """The lines of things; what a touchpoint is part of is asked of the map once."""

    def __init__(self, index: Index, periods: Mapping[Line, Sequence[Span]]) -> None:
        self._index, self._periods = index, periods
        self._around: dict[str, tuple[tuple[str, str], ...]] = {}

    def of(self, thing: Thing) -> Iterator[_Part]:
        """Yield every line that a thing is part of, whether its total is shown or not."""
        metric, at, span, segment = thing
        for pair in segment:
            rest = segment - {pair}
            yield _Part(("segment", metric, at, span, rest, pair[0]), (metric, at, span, rest))
        for whole, kind in self._places(at):
            yield _Part(
                ("place", metric, span, segment, whole, kind), (metric, whole, span, segment)
            )
        for longer in self._periods.get((metric, at, segment), ()):
            if longer.length <= span.length:
                break
            if longer.first <= span.first and span.last <= longer.last:
                line = ("period", metric, at, segment, longer, _length(span))
                yield _Part(line, (metric, at, longer, segment))

    def _places(self, at: str) -> tuple[tuple[str, str], ...]:
        """Return the places around one, each with the kind of its parts."""
        if not at:
            return ()
        if at not in self._around:
            entry = self._index.get(at)
            kind = entry.kind if entry else "flow"
            record = entry.record if entry else None
            around = [("", kind)]
            if isinstance(record, Touchpoint):
                around.append((record.stage, kind))
            self._around[at] = tuple(around)
        return self._around[at]


def _length(span: Span) -> int:
    """Return how many days a period has; all months count the same, quarters and years too."""
    alike = (_MONTHS, _QUARTERS, _YEARS)
    return next((each.start for each in alike if span.length in each), span.length)
