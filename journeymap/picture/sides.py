"""The sides of the cards: which flows go as one line, and at which height each leaves and enters.

Flows that look alike and leave or enter a card together are a bunch: one line as far as they go
together. Two lines of a bunch part or meet where the reader expects a fork, so nobody takes it for
a way that is not there: each piece belongs to one bunch only, that of the card it leaves or that of
the card it enters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from journeymap.model.order import Ends
from journeymap.model.vocabulary import FlowKind
from journeymap.picture.grid import Grid
from journeymap.picture.pieces import LEVEL
from journeymap.picture.ways import Laid

CROWD = 2  # flows that may share the upper or the lower half of a side with one in the middle
MIDDLE = 0.5
ALONE = -1


class Looks(NamedTuple):
    """What decides which flows look alike, by their numbers.

    One that is `alone` has a label or a mark of its own, which would not tell which of a bunch it
    is about. Without `bunched` every flow has its own line.
    """

    kind: Sequence[FlowKind]
    hand_off: Sequence[bool]  # it changes the channel
    alone: Sequence[bool]
    bunched: bool = True


class Sides(NamedTuple):
    """By flow: the one that leads its bunch where it leaves and where it enters, and its ports.

    ALONE is what is in no bunch. A port is a share of the height of a card.
    """

    left_as: list[int]
    entered_as: list[int]
    out: list[float]
    into: list[float]


def settle_leaving(
    cards: Iterable[int], grid: Grid, ends: Ends, laid: Sequence[Laid], looks: Looks, sides: Sides
) -> None:
    """Write bunches and ports of what leaves some cards; a loop comes back to that side as well."""
    for card in cards:
        leaving = ends.leaving[card]
        for n in leaving:
            sides.left_as[n], sides.out[n] = ALONE, MIDDLE
        side = [n for n in leaving if laid[n].way is not None]
        loops = [n for n in side if ends.targets[n] == card]
        if len(side) + len(loops) < 2:
            continue
        free = [n for n in side if not looks.alone[n] and laid[n].way and n not in loops]
        bunches: dict[tuple[object, ...], list[int]] = {}
        for n in free if looks.bunched and len(free) > 1 else ():
            gutter = laid[n].way[0][0]  # type: ignore[index]  # it has a way
            bunches.setdefault((gutter, looks.kind[n], looks.hand_off[n]), []).append(n)
        _lead(bunches.values(), sides.left_as)
        level = grid.key[card]

        def goes_on(n: int, level: int = level) -> int:
            way = laid[n].way
            return way[0][2] if way else level

        # the number of a loop stands a second time as ~number, for the port by which it comes back
        listed = [k for n in side for k in ((n, ~n) if n in loops else (n,))]
        listed.sort(key=lambda k: goes_on(k if k >= 0 else ~k))
        leaders = [k for k in listed if k < 0 or sides.left_as[k] in (ALONE, k)]
        _spread(leaders, laid, sides.out, sides.into)
        for bunch in bunches.values():
            for n in bunch:
                sides.out[n] = sides.out[bunch[0]]


def settle_entering(
    cards: Iterable[int], grid: Grid, ends: Ends, laid: Sequence[Laid], looks: Looks, sides: Sides
) -> None:
    """Write bunches and ports of what enters some cards; what leaves all cards is settled."""
    for card in cards:
        # the port by which a loop comes back is that of the side where it left
        entering = ends.entering[card]
        others = [n for n in entering if ends.sources[n] != card or laid[n].way is None]
        for n in entering:
            sides.entered_as[n] = ALONE
        for n in others:
            sides.into[n] = MIDDLE
        side = [n for n in others if laid[n].way is not None]
        if len(side) < 2:
            continue
        bunches: dict[tuple[object, ...], list[int]] = {}
        gutter = grid.column[card]
        free = [
            n
            for n in side
            if (way := laid[n].way)
            and way[-1][0] == gutter
            and (len(way) > 1 or sides.left_as[n] == ALONE)
        ]
        for n in free if looks.bunched and len(free) > 1 else ():
            bunches.setdefault((looks.kind[n], looks.hand_off[n]), []).append(n)
        _lead(bunches.values(), sides.entered_as)
        level = grid.key[card]

        def comes_from(n: int, level: int = level) -> int:
            way = laid[n].way
            return way[-1][1] if way else level

        side.sort(key=comes_from)
        leaders = [n for n in side if sides.entered_as[n] in (ALONE, n)]
        _spread(leaders, laid, sides.into, sides.into)
        for bunch in bunches.values():
            for n in bunch:
                sides.into[n] = sides.into[bunch[0]]


def _lead(bunches: Iterable[Sequence[int]], led_by: list[int]) -> None:
    """Write to the flows of each bunch which of them leads it."""
    for bunch in bunches:
        if len(bunch) > 1:
            for n in bunch:
                led_by[n] = bunch[0]


def _spread(
    side: Sequence[int], laid: Sequence[Laid], ports: list[float], back: list[float]
) -> None:
    """Write the ports of one side of a card, sorted by where the other end is, over its height.

    Where exactly one flow stays in the row it keeps the middle and runs as a straight line, unless
    that would crowd many others into one half.
    """
    count = len(side)
    level = [at for at, n in enumerate(side) if n >= 0 and laid[n].way == LEVEL]
    above = level[0] if len(level) == 1 else count
    for n, share in zip(side, _shares(count, above), strict=True):
        if n >= 0:
            ports[n] = share
        else:
            back[~n] = share


@cache
def _shares(count: int, above: int) -> tuple[float, ...]:
    """Return shares of a height for `count` flows, with one in the middle if `above` is over it."""
    if above < count and max(above, count - above - 1) <= CROWD:
        under = count - above
        shares = [0.5 * (k + 1) / (above + 1) for k in range(above)]
        return tuple(shares + [0.5 + 0.5 * k / under for k in range(under)])
    return tuple((k + 1) / (count + 1) for k in range(count))
