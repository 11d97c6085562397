"""Where there is room for the labels of flows: the cells that are empty, and what runs there.

Labels take their places one after the other in the order of the list, so that a place which two
would like is that of the first. Whoever asks for a few labels only has those before them in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from journeymap.picture.grid import Grid
from journeymap.picture.rerouting import Routes

NEAR = 3  # so many rows away a label beside a line still stands near its beginning
NONE = -1

# behind: in the gutter behind its card; cell: on the line, in the empty cell behind that gutter;
# corner: there, beside where the line turns; arrival: in the row of the target; after, before: in
# an empty cell beside the first piece that goes up or down; column: beside a line inside a column.
Side: TypeAlias = Literal["behind", "cell", "corner", "arrival", "after", "before", "column"]
STACKED = frozenset(("behind", "cell", "corner"))
Owner: TypeAlias = tuple[int, int]


class Spot(NamedTuple):
    """Where a label stands; `row` is NONE for one in the strip above a card."""

    side: Side
    row: int
    column: int


class Room:
    """The cells that are empty and what runs through them; it lives while labels are placed.

    It knows no more of the map than what stands and runs around the gutters that were asked for.
    """

    def __init__(self, grid: Grid, routes: Routes, spots: Sequence[Spot | None]) -> None:
        self._grid, self._routes, self._spots = grid, routes, spots
        self._wide = grid.columns
        self._claims: dict[int, list[int]] = {}  # cell -> the labels there
        for number, spot in enumerate(spots):
            if spot is not None:
                self.claim(number, spot)
        self._cards = _occupied(grid)
        self._crossed = _crossed(grid, routes)
        self._known: set[int] = set()  # gutters
        self._runs: dict[int, list[int]] = {}  # cell -> the flows that run through its length
        self._upright: dict[int, list[tuple[int, int, int]]] = {}  # gutter -> (track, flow, piece)

    # ------------------------------------------------------------ what is taken

    def _cell(self, spot: Spot) -> int | None:
        if spot.side == "behind" or spot.row == NONE:
            return None
        return spot.row * self._wide + spot.column

    def claim(self, number: int, spot: Spot) -> int | None:
        """Take the cell of a label; return its column, None where it takes none."""
        cell = self._cell(spot)
        if cell is None:
            return None
        self._claims.setdefault(cell, []).append(number)
        return spot.column

    def leave(self, number: int, spot: Spot) -> int | None:
        """Give back the cell of a label; return its column, None where it had none."""
        cell = self._cell(spot)
        if cell is None:
            return None
        self._claims[cell].remove(number)
        return spot.column

    def owner(self, number: int, spot: Spot | None) -> Owner:
        """Return what a label shares its place with: flows of one card, or of the same two."""
        source, target = self._routes.sources[number], self._routes.targets[number]
        if spot is not None and spot.side in STACKED:
            return source, NONE
        if spot is not None and spot.side == "column":
            return pair_of(source, target)
        return number, number

    def _taken(self, cell: int, number: int) -> Owner | None:
        """Return whose a cell is when the turn of a label comes, None where it is nobody's."""
        for other in self._claims.get(cell, ()):
            if other < number:
                return self.owner(other, self._spots[other])
        return None

    # ------------------------------------------------------------ what stands and runs there

    def learn(self, gutters: Iterable[int]) -> None:
        """Find out what stands and runs around some vertical gutters."""
        new = {g for g in gutters if g not in self._known}
        if not new:
            return
        self._known |= new
        near = {g - 1 for g in new} | new  # columns
        routes, wide = self._routes, self._wide
        ways, tracks = routes.ways, routes.tracks
        for gutter in new:
            pieces = routes.standing[gutter]
            self._upright[gutter] = sorted([(tracks[n][at], n, at) for n, at in pieces])
        self._runs = {cell: those for cell, those in self._runs.items() if cell % wide not in near}
        least, most = 2 * min(near) + 1, 2 * max(near) + 1
        # to the next column nothing runs through a cell
        further = [
            n
            for n, (low, high, _, _) in enumerate(routes.reach)
            if high - low > 2 and low <= most and high >= least
        ]
        for number in further:
            way = ways[number]
            if way is not None and len(way) < 2:
                self._run(number, near)

    def _run(self, number: int, columns: set[int]) -> None:
        grid, routes = self._grid, self._routes
        source, target = routes.sources[number], routes.targets[number]
        way = routes.ways[number]
        one, two = grid.end[source] + 1, grid.column[target]
        turn = way[0][0] if way else two
        for row, first, last in ((grid.row[source], one, turn), (grid.row[target], turn, two)):
            for column in range(first, last):
                if column in columns:
                    self._runs.setdefault(row * self._wide + column, []).append(number)

    # ------------------------------------------------------------ where there is room

    def spot(self, number: int) -> Spot:
        """Return where the label of a flow stands; those before it have their places."""
        source = self._routes.sources[number]
        if number in self._routes.straight:
            return self._inside(number)
        return self._along(number) or Spot("behind", self._grid.row[source], self._grid.end[source])

    def _inside(self, number: int) -> Spot:
        """Return the spot of a flow inside a column: the empty row that is nearest its source."""
        grid = self._grid
        source, target = self._routes.sources[number], self._routes.targets[number]
        column, row, pair = grid.column[target], grid.row[source], pair_of(source, target)
        self.learn((column, column + 1))
        step = 1 if grid.row[target] > row else -1
        for r in range(row + step, grid.row[target], step):
            cell = r * self._wide + column
            if (
                cell not in self._runs
                and self._crossed[cell] == {pair}
                and self._taken(cell, number) in (None, pair)
            ):
                return Spot("column", r, column)
        return Spot("column", NONE, column)

    def _along(self, number: int) -> Spot | None:
        """Return the spot of any other flow in an empty cell, None where there is none."""
        grid, routes = self._grid, self._routes
        source, target, way = routes.sources[number], routes.targets[number], routes.ways[number]
        behind, row = grid.end[source] + 1, grid.row[source]
        if source == target or behind >= grid.columns:
            return None
        self.learn((behind,))
        turn = way[0][0] if way else grid.column[target]
        cell = row * self._wide + behind
        if (
            cell not in self._cards
            and cell not in self._crossed
            and self._taken(cell, number) in (None, (source, NONE))
            and all(routes.sources[other] == source for other in self._runs.get(cell, ()))
            and (turn > behind or (way and self._outermost(number, behind, 2 * row + 1, True)))
        ):
            return Spot("cell" if turn > behind else "corner", row, behind)
        if not way or turn > behind:
            return None
        spot = self._beside(number)
        cell = grid.row[target] * self._wide + behind
        if (
            spot is None
            and self._runs.get(cell) == [number]
            and cell not in self._crossed
            and self._taken(cell, number) is None
        ):
            return Spot("arrival", grid.row[target], behind)
        return spot

    def _beside(self, number: int) -> Spot | None:
        """Return the empty cell nearest the source that the first piece runs along, outermost."""
        gutter, start, end, *_ = (self._routes.ways[number] or ())[0]
        step = 2 if end > start else -2
        for key in range(start + step, end, step)[:NEAR]:
            r = key // 2
            for side, column in (("after", gutter), ("before", gutter - 1)):
                cell = r * self._wide + column
                if (
                    0 <= column < self._wide
                    and cell not in self._cards
                    and cell not in self._runs
                    and cell not in self._crossed
                    and self._taken(cell, number) is None
                    and self._outermost(number, gutter, key, side == "after")
                ):
                    return Spot("after" if side == "after" else "before", r, column)
        return None

    def _outermost(self, number: int, gutter: int, key: int, last: bool) -> bool:
        """Return whether nothing runs at a key between a flow's first piece and a gutter's edge."""
        routes = self._routes
        ways, sources, out = routes.ways, routes.sources, routes.out
        own, start = routes.tracks[number][0], (ways[number] or ())[0][1]
        held = self._upright[gutter]
        for track, flow, at in reversed(held) if last else held:
            if track != own and (track < own) == last:
                return True  # the rest is on the other side
            _, one, two, *_ = (ways[flow] or ())[at]
            if not (one <= key <= two or two <= key <= one) or (flow == number and at == 0):
                continue
            here = one == key == start and sources[flow] == sources[number]
            # where both leave the card, only what turns back across the other is in its way
            if here and one != two and (two < one) != (out[flow] > out[number]):
                continue
            return False
        return True


def _occupied(grid: Grid) -> set[int]:
    """Return the cells in which cards stand."""
    wide = grid.columns
    cells = {r * wide + c for r, c in zip(grid.row, grid.column, strict=True)}
    for i in grid.spans:
        start = grid.row[i] * wide
        cells.update(range(start + grid.column[i], start + grid.end[i] + 1))
    return cells


def _crossed(grid: Grid, routes: Routes) -> dict[int, set[Owner]]:
    """Return for each cell with lines down it the pairs of items that they join."""
    crossed: dict[int, set[Owner]] = {}
    for number in routes.straight:
        source, target = routes.sources[number], routes.targets[number]
        upper, lower = sorted((grid.row[source], grid.row[target]))
        for r in range(upper + 1, lower):
            cell = r * grid.columns + grid.column[target]
            crossed.setdefault(cell, set()).add(pair_of(source, target))
    return crossed


def pair_of(one: int, two: int) -> Owner:
    """Return two items, the lower number first."""
    return (one, two) if one < two else (two, one)
