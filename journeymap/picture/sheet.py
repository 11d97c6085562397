"""What every maker of parts needs to know of one layout: the map, the cells, where columns lie.

Coordinates are those of left to right; `box` turns them over for a map that runs right to left, in
one place, so that its picture is the exact mirror.
"""

from __future__ import annotations

from typing import NamedTuple

from journeymap.model.journey import JourneyMap
from journeymap.model.order import Order
from journeymap.model.text import Message, Value
from journeymap.picture.bones import Bones
from journeymap.picture.collapse import Collapsed
from journeymap.picture.face import Ink
from journeymap.picture.folding import Columns
from journeymap.picture.grid import Grid
from journeymap.picture.kept import Kept
from journeymap.picture.picture import Box, View


class Sheet(NamedTuple):
    """One layout while its parts are made; `x` and `right` are those of the columns.

    `m` is the map as it is laid out, `whole` the map itself: they differ where stages are
    collapsed, as `collapsed` says.
    """

    m: JourneyMap
    whole: JourneyMap
    collapsed: Collapsed | None
    view: View
    ink: Ink
    kept: Kept
    order: Order
    columns: Columns
    grid: Grid
    keys: list[str]  # of the touchpoints
    flow_keys: list[str]
    x: list[float]
    right: list[float]
    width: float  # of the whole picture
    rtl: bool
    bones: Bones

    def box(self, x: float, y: float, w: float, h: float) -> Box:
        """Return a box of left to right as it is painted."""
        return Box(self.width - x - w if self.rtl else x, y, w, h)


def listed(*items: Value) -> Message:
    """Return a Message that says the items one after the other, as the language lists things."""
    return Message("{text}", {"text": items})
