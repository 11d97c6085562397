"""Rows that came or went: the ways of before in the keys of the rows of now.

A lane gets a row more, or loses its last one, and every row under it gets another number while
nothing there goes otherwise. This holds as long as each lane is one tier, that is without spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from journeymap.picture.grid import Grid
from journeymap.picture.pieces import Way
from journeymap.picture.ways import Laid

# the lowest and the highest of the vertical gutters and columns that a flow passes (gutter g is 2g,
# column c is 2c + 1), and of the keys
Reach: TypeAlias = tuple[int, int, int, int]
GONE = -2  # the row of what is not there any more


class Shift(NamedTuple):
    """The rows and keys of now by those of before; `first` is the lowest key that changed.

    `come` and `went` are the rows that are new now and that were there before.
    """

    rows: list[int]
    keys: list[int]
    first: int
    come: list[int]
    went: list[int]

    def way(self, way: Way | None) -> Way | None:
        """Return a way in the keys of now."""
        first, keys = self.first, self.keys
        if not way or all(max(piece[1:3]) < first for piece in way[::2]):
            return way
        return tuple(
            piece if at % 2 else (piece[0], keys[piece[1]], keys[piece[2]], piece[3], piece[4])
            for at, piece in enumerate(way)
        )

    def ways(
        self, laid: Sequence[Laid], ways: Sequence[Way | None]
    ) -> tuple[list[Laid], list[Way | None]]:
        """Return both in the keys of now."""
        there = [
            each if (way := self.way(each.way)) is each.way else each._replace(way=way)
            for each in laid
        ]
        flows = [
            new.way if way is old.way else self.way(way)
            for way, old, new in zip(ways, laid, there, strict=False)
        ]
        return there, [*flows, *(self.way(way) for way in ways[len(laid) :])]

    def reaches(self, reaches: Sequence[Reach]) -> list[Reach]:
        """Return what flows pass in the keys of now."""
        first, keys, last = self.first, self.keys, len(self.keys)
        return [
            reach if not first <= reach[3] < last else (*reach[:2], keys[reach[2]], keys[reach[3]])
            for reach in reaches
        ]

    def passes(self, one: int, two: int, now: bool) -> bool:
        """Return whether a piece between two keys passes what came, or what went before."""
        low, high = (one, two) if one < two else (two, one)
        return any(low <= 2 * row + 1 <= high for row in (self.come if now else self.went))


def shift_of(was: Grid, grid: Grid) -> Shift | None:
    """Return how rows moved between two grids of the same lanes, None where lanes have spans."""
    if was.spans or grid.spans or was.tier_lane != grid.tier_lane:
        return None
    rows, keys = [GONE] * was.rows, [GONE] * (2 * was.rows + 1)
    come: list[int] = []
    for tier in range(len(was.tier_lane)):
        old, new = (g.first_row[tier : tier + 2] for g in (was, grid))
        keys[2 * old[0]] = 2 * new[0]
        come += range(new[0] + old[1] - old[0], new[1])
        for slot in range(min(old[1] - old[0], new[1] - new[0])):
            rows[old[0] + slot] = new[0] + slot
            keys[2 * (old[0] + slot) + 1] = 2 * (new[0] + slot) + 1
    keys[2 * was.rows] = 2 * grid.rows
    # between the rows of one lane there is no gutter, and so no such key
    changed = (key for key, now in enumerate(keys) if key != now and (key % 2 or now != GONE))
    first = next(changed, len(keys))
    return Shift(rows, keys, first, come, [row for row, now in enumerate(rows) if now == GONE])
