"""Where everything in the lanes of cards lies, in pixels: what is needed to draw single flows.

Left to right, and from the top of the page. Which flows are drawn is decided elsewhere; nothing
here looks at all of them.
"""

from __future__ import annotations

from typing import NamedTuple

from journeymap.picture.grid import Grid
from journeymap.picture.labels import Labels
from journeymap.picture.rerouting import Routes
from journeymap.picture.space import Across, Down, Rows, quarter


class Site(NamedTuple):
    """Cells, routes and labels, and where they are."""

    grid: Grid
    routes: Routes
    labels: Labels
    wide: Across
    deep: Down
    tall: list[float]  # the heights of the items
    row: list[float]  # top of the cards of each row
    above: list[float]  # top of each row itself
    room: list[float]  # height of each row
    common: list[float]  # what all cards of a row have in common of their heights
    rows: dict[int, int]  # by their keys
    top: float  # of the first lane of cards

    def x(self, item: int) -> float:
        """Return where an item begins."""
        return self.wide.x[self.grid.column[item]]

    def right(self, item: int) -> float:
        """Return where an item ends."""
        return self.wide.right[self.grid.end[item]]

    def y(self, item: int) -> float:
        """Return the top of an item."""
        return self.row[self.grid.row[item]]

    def upright(self, gutter: int, track: int) -> float:
        """Return x of a track of a vertical gutter."""
        return quarter(self.wide.first_track[gutter] + track * self.wide.track[gutter])

    def level(self, gutter: int, track: int) -> float:
        """Return y of a track of a horizontal gutter."""
        return quarter(self.top + self.deep.first_track[gutter] + track * self.deep.track[gutter])


def site_of(
    grid: Grid,
    routes: Routes,
    labels: Labels,
    wide: Across,
    deep: Down,
    rows: Rows,
    tall: list[float],
    top: float,
) -> Site:
    """Return where everything lies on the page; the first lane of cards begins at `top`."""
    above = [top + y for y in deep.row]
    return Site(
        grid, routes, labels, wide, deep, tall,
        [y + pad for y, pad in zip(above, rows.pad, strict=True)], above, rows.height, rows.common,
        {key: row for row, key in enumerate(grid.row_key)}, top,
    )  # fmt: skip
