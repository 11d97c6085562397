"""Which readings would tell, by difference, a group that is too small to be told.

Three answers from desktops are kept out; but where the total is on the map and the phones are,
whoever subtracts has the three. So the smallest of the groups beside them is kept out as well, as
statistical offices do. A total is the reading with one name of a segment less, of a longer period
that holds the parts, or of the place around: the stage of a touchpoint, the whole map.

A group is safe when what a subtraction leaves holds enough people and more than the group alone.
Where a total holds others beside the parts, such as people of an unknown device, it is safe by
that. Knows how many stand behind each reading, and nothing else of it.
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
    """Return which of the things that are shown have to be hidden too, for the sake of `hidden`.

    Both give the people behind each thing. `ways` are those that can be kept out, the ones whose
    absence costs least first; where nothing of a line is among them, it stays as it is.
    """
    if not hidden:
        return []
    index = index_of(m)
    shown = dict(shown)
    parts = _Parts(index, _longest_first(shown))
    lines: dict[Line, list[Thing]] = {}
    for thing in shown:
        for part in parts.of(thing):
            lines.setdefault(part.line, []).append(thing)
    out: list[Thing] = []
    waiting = list(hidden.items())
    while waiting:
        thing, n = waiting.pop(0)
        for part in parts.of(thing):
            total = shown.get(part.total)
            if total is None:
                continue
            beside = [each for each in lines.get(part.line, ()) if each in shown and each != thing]
            left = total - sum(shown[each] for each in beside)
            if not 0 < left < max(fewest, n + 1):
                continue
            found = _smallest(beside, part.total, shown, ways)
            if found is not None:
                out.append(found)
                waiting.append((found, shown.pop(found)))
    return out


def _smallest(
    beside: Sequence[Thing],
    total: Thing,
    shown: Mapping[Thing, int],
    ways: Sequence[Collection[Thing]],
) -> Thing | None:
    for way in ways:
        groups = [each for each in beside if each in way]
        if groups:
            return min(groups, key=lambda each: shown[each])
        if total in way:
            return total
    return None


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
