"""Where there is room for the labels of flows: the cells that are empty, and what runs there.

Labels take their places one after the other in the order of the list, so that a place which two
would like is that of the first. Whoever asks for a few labels only has those before them in place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from journeymap.picture.grid import Grid
from journeymap.picture.pieces import NEAR, cells_along
from journeymap.picture.rerouting import Routes

NONE = -1

# behind: in the gutter behind its card; cell: on the line, in the empty cell behind that gutter;
# corner: there, beside where the line turns; arrival: in the row of the target; after, before: in
# an empty cell beside the first piece that goes up or down; column: beside a line inside a column.
Side: TypeAlias = Literal["behind", "cell", "corner", "arrival", "after", "before", "column"]
STACKED = frozenset(("behind", "cell", "corner"))
Owner: TypeAlias = tuple[int, int]
Standing: TypeAlias = tuple[int, int, int, int, int]  # track, both ends, flow, number of the piece


class Spot(NamedTuple):
    """Where a label stands; `row` is the key of its row, NONE in the strip above a card."""

    side: Side
    row: int
    column: int


class Room:
    """The cells that are empty and what runs through them; it lives while labels are placed.

    What stands in a gutter is looked up when it is asked for, and kept in `upright`.
    """

    def __init__(
        self,
        grid: Grid,
        routes: Routes,
        spots: Sequence[Spot | None],
        inside: Iterable[int],
        upright: dict[int, list[Standing]],
    ) -> None:
        self._grid, self._routes, self._spots = grid, routes, spots
        self._wide = grid.columns
        self._claims: dict[int, list[int]] = {}  # cell -> the labels there
        for number in inside:  # those that do not stand in the gutter behind a card
            spot = spots[number]
            if spot is not None and spot[1] != NONE:
                self._claims.setdefault(spot[1] * self._wide + spot[2], []).append(number)
        self._cards = grid.held
        self._crossed = _crossed(grid, routes)
        self._along = _running(grid, routes)
        self._runs: dict[int, list[int]] = {}  # cell -> the flows through its length
        self._upright = upright

    # ------------------------------------------------------------ what is taken

    def _cell(self, spot: Spot) -> int | None:
        if spot.side == "behind" or spot.row == NONE:
            return None
        return spot.row * self._wide + spot.column

    def claim(self, number: int, spot: Spot) -> int | None:
        """Take the cell of a label and return it, None where it takes none."""
        cell = self._cell(spot)
        if cell is not None:
            self._claims.setdefault(cell, []).append(number)
        return cell

    def leave(self, number: int, spot: Spot) -> int | None:
        """Give back the cell of a label and return it, None where it had none."""
        cell = self._cell(spot)
        if cell is not None:
            self._claims[cell].remove(number)
        return cell

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

    def _standing(self, gutter: int) -> list[Standing]:
        """Return the pieces in a vertical gutter, from its start to its end."""
        held = self._upright.get(gutter)
        if held is None:
            ways, tracks = self._routes.ways, self._routes.tracks
            held = []
            for number, at in zip(*self._routes.held.standing.of(gutter), strict=True):
                _, one, two, _, _ = (ways[number] or ())[at]
                track = tracks[number][at]
                held.append(
                    (track, one, two, number, at) if one < two else (track, two, one, number, at)
                )
            held.sort()
            self._upright[gutter] = held
        return held

    def _running(self, cell: int) -> list[int]:
        """Return the flows that run through the length of a cell."""
        found = self._runs.get(cell)
        if found is None:
            there = self._along.get(cell // self._wide, ())
            found = self._runs[cell] = [number for cells, number in there if cell in cells]
        return found

    # ------------------------------------------------------------ where there is room

    def spot(self, number: int) -> Spot:
        """Return where the label of a flow stands; those before it have their places."""
        source = self._routes.sources[number]
        if number in self._routes.straight:
            return self._inside(number)
        return self._outside(number) or Spot(
            "behind", self._grid.key[source], self._grid.end[source]
        )

    def _inside(self, number: int) -> Spot:
        """Return the spot of a flow inside a column: the empty row that is nearest its source."""
        grid = self._grid
        source, target = self._routes.sources[number], self._routes.targets[number]
        column, row, pair = grid.column[target], grid.row[source], pair_of(source, target)
        step = 1 if grid.row[target] > row else -1
        for key in grid.row_key[row + step : grid.row[target] : step]:
            cell = key * self._wide + column
            if (
                self._crossed[cell] == {pair}
                and not self._running(cell)
                and self._taken(cell, number) in (None, pair)
            ):
                return Spot("column", key, column)
        return Spot("column", NONE, column)

    def _outside(self, number: int) -> Spot | None:
        """Return the spot of any other flow in an empty cell, None where there is none."""
        grid, routes = self._grid, self._routes
        source, target, way = routes.sources[number], routes.targets[number], routes.ways[number]
        behind, row = grid.end[source] + 1, grid.key[source]
        if source == target or behind >= grid.columns:
            return None
        claims = self._claims
        turn = way[0][0] if way else grid.column[target]
        cell = row * self._wide + behind
        if (
            cell not in self._cards
            and cell not in self._crossed
            and (cell not in claims or self._taken(cell, number) in (None, (source, NONE)))
            and all(routes.sources[other] == source for other in self._running(cell))
            and (turn > behind or (way and self._outermost(number, behind, row, True)))
        ):
            return Spot("cell" if turn > behind else "corner", row, behind)
        if not way or turn > behind:
            return None
        spot = self._beside(number)
        if spot is not None:
            return spot
        cell = grid.key[target] * self._wide + behind
        if (
            self._running(cell) == [number]
            and cell not in self._crossed
            and self._taken(cell, number) is None
        ):
            return Spot("arrival", grid.key[target], behind)
        return None

    def _beside(self, number: int) -> Spot | None:
        """Return the empty cell nearest the source that the first piece runs along, outermost."""
        gutter, start, end, _, _ = (self._routes.ways[number] or ())[0]
        cards, crossed, claims, wide = self._cards, self._crossed, self._claims, self._wide
        for key in _near(self._grid, self._routes.sources[number], start, end):
            runs = key in self._along
            cell = key * wide + gutter
            if (
                gutter < wide
                and cell not in cards
                and cell not in crossed
                and not (runs and self._running(cell))
                and (cell not in claims or self._taken(cell, number) is None)
                and self._outermost(number, gutter, key, True)
            ):
                return Spot("after", key, gutter)
            cell -= 1
            if (
                gutter > 0
                and cell not in cards
                and cell not in crossed
                and not (runs and self._running(cell))
                and (cell not in claims or self._taken(cell, number) is None)
                and self._outermost(number, gutter, key, False)
            ):
                return Spot("before", key, gutter - 1)
        return None

    def _outermost(self, number: int, gutter: int, key: int, last: bool) -> bool:
        """Return whether nothing runs at a key between a flow's first piece and a gutter's edge."""
        routes = self._routes
        ways, sources, out = routes.ways, routes.sources, routes.out
        own = routes.tracks[number][0]
        held = self._standing(gutter)
        # what is farther out than its own track, and on that
        beyond = (
            held[bisect_left(held, (own,)) :] if last else held[: bisect_left(held, (own + 1,))]
        )
        for _, low, high, flow, at in beyond:
            if not low <= key <= high or (flow == number and at == 0):
                continue
            _, one, two, _, _ = (ways[flow] or ())[at]
            start = (ways[number] or ())[0][1]
            here = one == key == start and sources[flow] == sources[number]
            # where both leave the card, only what turns back across the other is in its way
            if here and one != two and (two < one) != (out[flow] > out[number]):
                continue
            return False
        return True


def looking_at(
    grid: Grid, routes: Routes, numbers: Iterable[int], cells: Container[int]
) -> Iterator[int]:
    """Yield the flows whose labels may be put into one of some cells, but inside a column."""
    sources, targets, ways, end, keys = (
        routes.sources,
        routes.targets,
        routes.ways,
        grid.end,
        grid.key,
    )
    wide = grid.columns
    for number in numbers:
        source, way = sources[number], ways[number]
        behind = end[source] + 1
        if keys[source] * wide + behind in cells:
            yield number
        elif way and way[0][0] == behind:
            if keys[targets[number]] * wide + behind in cells:
                yield number
                continue
            for key in _near(grid, source, way[0][1], way[0][2]):
                cell = key * wide + behind
                if cell in cells or cell - 1 in cells:
                    yield number
                    break


def _near(grid: Grid, item: int, start: int, end: int) -> Sequence[int]:
    """Return the keys of the rows that are near an item's on a way from a key to another."""
    keys, row = grid.row_key, grid.row[item]
    if end > start:
        near = keys[row + 1 : row + 1 + NEAR]
        while near and near[-1] >= end:
            near.pop()
        return near
    near = keys[max(row - NEAR, 0) : row][::-1]
    while near and near[-1] <= end:
        near.pop()
    return near


def _running(grid: Grid, routes: Routes) -> dict[int, list[tuple[range, int]]]:
    """Return by the keys of rows the flows that run through cells there, and through which."""
    found: dict[int, list[tuple[range, int]]] = {}
    for number, both in routes.running.items():
        for cells in both:
            if cells:
                found.setdefault(cells[0] // grid.columns, []).append((cells, number))
    return found


def _crossed(grid: Grid, routes: Routes) -> dict[int, set[Owner]]:
    """Return for each cell with lines down it the pairs of items that they join."""
    crossed: dict[int, set[Owner]] = {}
    for number in routes.straight:
        source, target = routes.sources[number], routes.targets[number]
        for cell in cells_along(grid, source, target, None):
            crossed.setdefault(cell, set()).add(pair_of(source, target))
    return crossed


def pair_of(one: int, two: int) -> Owner:
    """Return two items, the lower number first."""
    return (one, two) if one < two else (two, one)
