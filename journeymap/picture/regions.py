"""Which cards and flows may be in a region: found by columns and rows, and by no box of a part.

An edit may move thousands of them, of which a screen shows a few dozen. Where nothing moved the
same Regions go on from picture to picture, with all that they have found out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from journeymap.picture.grid import Grid
from journeymap.picture.picture import Box
from journeymap.picture.rerouting import Reach
from journeymap.picture.site import Site

# the first and the last column and row of a region, counted with what is between them: row r is
# 2r + 1, the gutter above it 2r
Places: TypeAlias = tuple[int, int, int, int]
AROUND = 600.0  # pixels; how far around a region what may be there is remembered as well


class Regions:
    """The cells of one picture as places; `find_site` is asked for them when they are needed."""

    def __init__(self, find_site: Callable[[], Site], width: float, rtl: bool) -> None:
        self._find_site = find_site
        self._width = width
        self._rtl = rtl
        # a region, and the cards and flows that may be in it
        self._around: tuple[Box, list[int], list[int]] = (Box(0, 0, -1, -1), [], [])

    @cached_property
    def site(self) -> Site:
        """Where everything lies."""
        return self._find_site()

    @cached_property
    def drawn(self) -> list[int]:
        """The numbers of the flows that are drawn."""
        return [n for n in range(self.site.routes.flows) if self.draws(n)]

    def draws(self, flow: int) -> bool:
        """Return whether a flow is drawn: its ends exist."""
        routes = self.site.routes
        return routes.ways[flow] is not None or flow in routes.straight

    def near(self, box: Box) -> tuple[list[int], list[int]]:
        """Return the numbers of the cards, and of the flows, that may meet or touch a region.

        Who asks for a region will ask for others around it, so what may be there is remembered.
        """
        site = self.site
        reach, grid = site.routes.reach, site.grid
        known, cards, flows = self._around
        if not (known.x <= box.x and box.right <= known.right
                and known.y <= box.y and box.bottom <= known.bottom):  # fmt: skip
            wide, high = max(box.w, AROUND), max(box.h, AROUND)
            known = Box(box.x - wide, box.y - high, box.w + 2 * wide, box.h + 2 * high)
            places = self._places(known)
            everything = range(len(grid.column) - len(grid.stubs)), range(len(reach))
            cards = _standing(grid, everything[0], places)
            flows = _passing(reach, everything[1], self._reach(places))
            self._around = known, cards, flows
        places = self._places(box)
        return _standing(grid, cards, places), _passing(reach, flows, self._reach(places))

    def _places(self, box: Box) -> Places:
        """Return the columns and rows of a region, counted with what is between them."""
        left, right = box.x, box.right
        if self._rtl:
            left, right = self._width - right, self._width - left
        return (
            bisect_left(self._edges, left) - 1, bisect_right(self._edges, right) - 1,
            bisect_left(self._levels, box.y), bisect_right(self._levels, box.bottom),
        )  # fmt: skip

    def _reach(self, places: Places) -> Reach:
        """Return what flows reach that pass a region, or what is next to it.

        Labels stand out of what the line passes by less than that.
        """
        low, high, upper, lower = places
        keys = self._keys
        return low - 1, high + 1, keys[max(upper - 1, 0)], keys[min(lower + 1, len(keys) - 1)]

    @cached_property
    def _keys(self) -> list[int]:
        """The keys of row 0 and of what is above it, of row 1 …, and of what is under the last."""
        grid = self.site.grid
        pairs = chain.from_iterable((key - 1, key) for key in grid.row_key)
        return [*pairs, grid.gutter_key[-1]]

    @cached_property
    def _edges(self) -> list[float]:
        """Where gutter 0, column 0, gutter 1, column 1 … begin."""
        wide = self.site.wide
        return [*chain.from_iterable(zip(wide.gutter, wide.x, strict=False)), wide.gutter[-1]]

    @cached_property
    def _levels(self) -> list[float]:
        """Where row 0 begins and ends, where row 1 does …"""
        site = self.site
        pairs = zip(site.above, site.room, strict=True)
        return [*chain.from_iterable((y, y + high) for y, high in pairs)]


def _standing(grid: Grid, items: Iterable[int], places: Places) -> list[int]:
    """Return those of some items that stand in these columns and rows."""
    first, last, top, bottom = (place // 2 for place in places)
    column, end, row = grid.column, grid.end, grid.row
    return [i for i in items if column[i] <= last and end[i] >= first and top <= row[i] <= bottom]


def _passing(reach: Sequence[Reach], numbers: Iterable[int], where: Reach) -> list[int]:
    """Return those of some flows that reach what some others may."""
    low, high, upper, lower = where
    return [
        n
        for n in numbers
        if (one := reach[n])[0] <= high and one[1] >= low and one[2] <= lower and one[3] >= upper
    ]
