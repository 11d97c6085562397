"""The pieces of the ways while they are being laid: what is free, and what lies in which gutter.

A way is a tuple of numbers of pieces: vertical, horizontal, vertical, and so on. Heights are
counted in keys: the row r is 2r + 1, the gutter above it 2r.
"""

from __future__ import annotations

from bisect import bisect_left

from journeymap.picture.grid import Grid
from journeymap.picture.tracks import Piece

Way = tuple[int, ...]
# (gutter, key where it begins along the flow, key where it ends, turns, flow): a turn is −1 where
# what the piece joins lies to the start side, 1 to the end side
Upright = tuple[int, int, int, int, int, int]
LEVEL: Way = ()  # along a row, straight from card to card


class Pieces:
    """The pieces while they are being laid; one instance serves one layout."""

    __slots__ = ("_across", "_first", "_grid", "_occupied", "flat", "lying", "standing", "upright")

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.upright: list[Upright] = []
        self.flat: list[tuple[int, int, int]] = []  # (gutter, from, to), between vertical gutters
        self.standing: list[list[Piece]] = [[] for _ in range(grid.columns + 1)]
        self.lying: list[list[Piece]] = [[] for _ in grid.first_row]
        self._first = grid.first_row
        self._occupied: set[int] | None = None
        self._across: dict[int, list[int]] = {}
        for i in grid.spans:
            for gutter in range(grid.column[i] + 1, grid.end[i] + 1):
                self._across.setdefault(gutter, []).append(2 * grid.row[i] + 1)
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

    def free_column(self, column: int, above: int, below: int) -> bool:
        """Return whether no card stands in a column between two rows."""
        grid = self._grid
        if self._occupied is None:
            wide = grid.columns
            held = {r * wide + c for r, c in zip(grid.row, grid.column, strict=True)}
            for i in grid.spans:
                start = grid.row[i] * wide
                held.update(range(start + grid.column[i], start + grid.end[i] + 1))
            self._occupied = held
        held, wide = self._occupied, grid.columns
        return not any(r * wide + column in held for r in range(above + 1, below))

    def down(
        self, flow: int, gutter: int, start: int, to: int, turn_from: int = -1, turn_to: int = 1
    ) -> int:
        """Return the number of a new vertical piece."""
        upright = self.upright
        number = len(upright)
        upright.append((gutter, start, to, turn_from, turn_to, flow))
        self.standing[gutter].append(
            (start, to, number, flow) if start < to else (to, start, number, flow)
        )
        return number

    def along(self, flow: int, gutter: int, start: int, to: int) -> int:
        """Return the number of a new horizontal piece in the gutter above tier `gutter`."""
        number = len(self.flat)
        self.flat.append((gutter, start, to))
        self.lying[gutter].append(
            (start, to, number, flow) if start < to else (to, start, number, flow)
        )
        return number

    def through(
        self, flow: int, lane_gutter: int, source: int, start: int, target: int, to: int
    ) -> Way | None:
        """Return the way by one horizontal gutter, None where a card lies across it."""
        key = 2 * self._first[lane_gutter]
        if self._across and (self.blocked(source, start, key) or self.blocked(target, key, to)):
            return None
        side = 1 if target >= source else -1
        return (
            self.down(flow, source, start, key, -1, side),
            self.along(flow, lane_gutter, source, target),
            self.down(flow, target, key, to, -side, 1),
        )

    def around(
        self,
        flow: int,
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
        upper, lower = 2 * self._first[leave], 2 * self._first[enter]
        middle = (source + target) / 2
        by = next(
            g
            for g in sorted(range(self._grid.columns + 1), key=lambda g: (abs(g - middle), g))
            if not self.blocked(g, upper, lower)
        )
        one, two = (1 if by >= source else -1), (1 if target >= by else -1)
        return (
            self.down(flow, source, start, upper, turn_from, one),
            self.along(flow, leave, source, by),
            self.down(flow, by, upper, lower, -one, two),
            self.along(flow, enter, by, target),
            self.down(flow, target, lower, to, -two, 1),
        )
