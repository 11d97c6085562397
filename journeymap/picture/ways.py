"""Which way each flow takes through the gutters: its pieces, before ports and tracks. No pixel.

A way leaves a card at its end side, enters one at its start side, and between them goes by turns
through vertical and horizontal gutters; cards never stand there. The free row behind a card and
before another is used by the flows that come first in the list, so a way may depend on those of
the neighbours: where one of them changes, the later ones are asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from journeymap.model.order import Ends
from journeymap.model.vocabulary import FlowKind
from journeymap.picture.grid import Grid
from journeymap.picture.pieces import LEVEL, Free, Way, upright

FAR = 1 << 30


class Laid(NamedTuple):
    """The way of a flow, and how far it uses the free rows at its ends.

    `reach` is the column up to which it uses the row behind its source, `start` the gutter from
    which on it uses the row before its target; −1 and FAR where it does not. `straight` is a line
    up or down inside a column.
    """

    way: Way | None = None
    straight: bool = False
    reach: int = -1
    start: int = FAR


NOT_LAID = Laid()
_STRAIGHT = Laid(straight=True)


def lay(
    grid: Grid,
    free: Free,
    ends: Ends,
    kinds: Sequence[FlowKind],
    laid: list[Laid],
    numbers: Iterable[int],
) -> set[int]:
    """Write to `laid` the ways of some flows, and of those that depend on them; return which.

    The ways of all others are those of the same flows between cards that stand as before.
    """
    todo = sorted(numbers)  # which is a heap as well
    if len(todo) == len(laid):
        for number in todo:
            laid[number] = _laid(grid, free, ends, kinds, laid, number)
        return set(todo)
    asked = set(todo)
    while todo:
        number = heappop(todo)
        before = laid[number]
        now = laid[number] = _laid(grid, free, ends, kinds, laid, number)
        later: list[int] = []
        if before.reach != now.reach:
            later += ends.entering[grid.right[ends.sources[number]]]
        if before.start != now.start:
            later += ends.leaving[grid.left[ends.targets[number]]]
        for other in later:
            if other > number and other not in asked:
                asked.add(other)
                heappush(todo, other)
    return asked


def _laid(
    grid: Grid, free: Free, ends: Ends, kinds: Sequence[FlowKind], laid: Sequence[Laid], number: int
) -> Laid:
    """Return the way of one flow; those of the flows before it are laid."""
    s, t = ends.sources[number], ends.targets[number]
    if s < 0 or t < 0:
        return NOT_LAID
    sg, tg = grid.end[s] + 1, grid.column[t]
    row, to = grid.row[s], grid.row[t]
    ks, kt = grid.key[s], grid.key[t]
    if s == t:
        return Laid(upright(sg, ks, ks, -1, -1))
    if tg >= sg:
        if ks == kt and (sg == tg or grid.behind(s) >= tg):
            return _LEVEL if sg == tg else Laid(LEVEL, reach=tg, start=sg)
        if sg == tg:
            if not free.blocked(sg, ks, kt):
                return Laid(upright(sg, ks, kt))
        elif (
            grid.behind(s) >= tg
            and _starts(laid, ends.entering[grid.right[s]], number) > tg
            and not free.blocked(tg, ks, kt)
        ):
            return Laid(upright(tg, ks, kt), reach=tg)
        elif (
            grid.before(t) < sg
            and _reaches(laid, ends.leaving[grid.left[t]], number) < sg
            and not free.blocked(sg, ks, kt)
        ):
            return Laid(upright(sg, ks, kt), start=sg)
    elif grid.column[s] == tg and free.column(tg, min(row, to), max(row, to)):
        return _STRAIGHT
    return Laid(_by_gutters(free, kinds[number], sg, ks, grid.tier[row], tg, kt, grid.tier[to]))


_LEVEL = Laid(LEVEL)


def _starts(laid: Sequence[Laid], numbers: Sequence[int], before: int) -> int:
    """Return from which gutter on flows that come earlier use the row before an item."""
    return min((laid[n].start for n in numbers if n < before), default=FAR)


def _reaches(laid: Sequence[Laid], numbers: Sequence[int], before: int) -> int:
    """Return up to which column flows that come earlier use the row behind an item."""
    return max((laid[n].reach for n in numbers if n < before), default=-1)


def _by_gutters(
    free: Free, kind: FlowKind, sg: int, ks: int, source: int, tg: int, kt: int, target: int
) -> Way:
    """Return the way that is left when nothing shorter fits: by the gutters between the lanes."""
    if tg < sg and kind != "failure":
        tries = [max(source, target) + 1]  # backward: under the lower lane
    elif source != target:
        tries = [source + 1, target] if target > source else [source, target + 1]
    else:
        tries = [source + 1] if kt > ks else [source]
    for gutter in tries:
        way = free.through(gutter, sg, ks, tg, kt)
        if way is not None:
            return way
    leave, enter = (source + 1, target) if target > source else (source, target + 1)
    return free.around(leave, sg, ks, enter, tg, kt)


def link_ways(grid: Grid, free: Free) -> list[Laid]:
    """Return the links of the stubs: straight where the column is free, else round the start."""
    found = []
    cards = len(grid.column) - len(grid.stubs)
    for stub, card in enumerate(grid.stubs, cards):
        upper, lower = sorted((grid.row[card], grid.row[stub]))
        gutter = grid.column[card]
        ks, kt = grid.key[card], grid.key[stub]
        if free.column(gutter, upper, lower):
            found.append(_STRAIGHT)
        elif not free.blocked(gutter, ks, kt):
            found.append(Laid(upright(gutter, ks, kt, 1, 1)))
        else:
            one, two = grid.tier[grid.row[card]], grid.tier[grid.row[stub]]
            leave, enter = (one + 1, two) if two > one else (one, two + 1)
            found.append(Laid(free.around(leave, gutter, ks, enter, gutter, kt, 1)))
    return found
