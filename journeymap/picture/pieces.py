"""The pieces that ways are made of, and what stands in their way.

A way is a tuple of pieces: upright, flat, upright, and so on. Heights are counted in keys.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from journeymap.picture.grid import Grid

# gutter, key where it begins along the flow, key where it ends, turns: a turn is −1 where what the
# piece joins lies to the start side, 1 to the end side
Upright: TypeAlias = tuple[int, int, int, int, int]
Flat: TypeAlias = tuple[int, int, int]  # gutter above the tier of that number, vertical gutters
Piece: TypeAlias = tuple[int, ...]  # an Upright or a Flat
Way: TypeAlias = tuple[Any, ...]  # Upright, Flat, Upright …
LEVEL: Way = ()  # along a row, straight from card to card
NEAR = 3  # so many rows away a label beside a line still stands near its beginning


class Free:
    """What is free in a grid, and the ways through what is; it lives while ways are laid."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._across: dict[int, list[int]] = {}
        for i in grid.spans:
            for gutter in range(grid.column[i] + 1, grid.end[i] + 1):
                self._across.setdefault(gutter, []).append(grid.key[i])
        for keys in self._across.values():
            keys.sort()

    def blocked(self, gutter: int, one: int, other: int) -> bool:
        """Return whether a card lies across a vertical gutter between two keys."""
        keys = self._across.get(gutter)
        if keys is None:
            return False
        low, high = (one, other) if one < other else (other, one)
        at = bisect_left(keys, low)
        return at < len(keys) and keys[at] <= high

    def column(self, column: int, above: int, below: int) -> bool:
        """Return whether no card stands in a column between two rows."""
        grid = self._grid
        keys = grid.row_key[above + 1 : below]
        return not any(key * grid.columns + column in grid.held for key in keys)

    def through(
        self, lane_gutter: int, source: int, start: int, target: int, to: int
    ) -> Way | None:
        """Return the way by one horizontal gutter, None where a card lies across it."""
        key = self._grid.gutter_key[lane_gutter]
        if self._across and (self.blocked(source, start, key) or self.blocked(target, key, to)):
            return None
        side = 1 if target >= source else -1
        return (
            (source, start, key, -1, side),
            (lane_gutter, source, target),
            (target, key, to, -side, 1),
        )

    def around(
        self,
        leave: int,
        source: int,
        start: int,
        enter: int,
        target: int,
        to: int,
        turn_from: int = -1,
    ) -> Way:
        """Return the way by two horizontal gutters and the nearest free vertical one between them.

        `leave` touches the tier where it starts and `enter` the one where it ends; the outermost
        vertical gutters are always free.
        """
        upper, lower = self._grid.gutter_key[leave], self._grid.gutter_key[enter]
        middle = (source + target) / 2
        by = next(
            g
            for g in sorted(range(self._grid.columns + 1), key=lambda g: (abs(g - middle), g))
            if not self.blocked(g, upper, lower)
        )
        one, two = (1 if by >= source else -1), (1 if target >= by else -1)
        return (
            (source, start, upper, turn_from, one),
            (leave, source, by),
            (by, upper, lower, -one, two),
            (enter, by, target),
            (target, lower, to, -two, 1),
        )


def near_rows(keys: Sequence[int]) -> dict[int, tuple[Sequence[int], Sequence[int]]]:
    """Return by the keys of the rows which are near above and below each, from the top down."""
    return {
        key: (keys[max(row - NEAR, 0) : row], keys[row + 1 : row + 1 + NEAR])
        for row, key in enumerate(keys)
    }


def cells_along(grid: Grid, source: int, target: int, way: Way | None) -> Iterator[int]:
    """Yield the cells through which a flow runs, or which it crosses inside its column.

    A cell is the key of its row times the columns, plus its own. By several gutters, and to the
    next column, nothing runs through any.
    """
    wide = grid.columns
    if way is None:
        upper, lower = sorted((grid.row[source], grid.row[target]))
        for key in grid.row_key[upper + 1 : lower]:
            yield key * wide + grid.column[target]
    elif len(way) < 2:
        for cells in runs_along(grid, source, target, way):
            yield from cells


def runs_along(grid: Grid, source: int, target: int, way: Way) -> tuple[range, range]:
    """Return the cells in the row of the source and of the target through which a flow runs.

    Its way has one piece or none.
    """
    one, two = grid.end[source] + 1, grid.column[target]
    turn = way[0][0] if way else two
    start, end = grid.key[source] * grid.columns, grid.key[target] * grid.columns
    return range(start + one, start + turn), range(end + turn, end + two)


def upright(
    gutter: int, start: int, to: int, turn_from: int = -1, turn_to: int = 1
) -> tuple[Upright]:
    """Return the way that has one piece."""
    return ((gutter, start, to, turn_from, turn_to),)
