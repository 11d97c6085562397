"""The small signs on parts that open something: a map of its own, a folded stage or lane.

The picture draws them and says where they are; here a point of the canvas meets them, wherever a
heading floats.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF

from journeymap.model.index import Key
from journeymap.picture.picture import Icon, Part
from journeymap.picture.signs import fold_sign
from journeymap.ui.canvas.signs import wanted as unreadable
from journeymap.ui.canvas.surface import Surface

REACH = 4.0  # pixels of the map around a mark in which a click means it
LINKS_FROM = 0.4  # zoom from which the marks on cards can be told apart


def link_at(view: Surface, at: QPointF) -> Key:
    """Return the record whose sign of a linked map lies under a point of the viewport, or ""."""
    part = view.part_at(at)
    if part is None or view.zoom < LINKS_FROM:
        return ""
    x, y = _inside(view, part, at)
    for shape in view.artist.shapes(part.face, "full"):
        if isinstance(shape, Icon) and shape.name == "linked-map":
            size = shape.size + REACH
            if -REACH <= x - shape.x <= size and -REACH <= y - shape.y <= size:
                return part.key
    return ""


def fold_at(view: Surface, at: QPointF) -> Part | None:
    """Return the heading whose fold sign lies under a point of the viewport."""
    part = view.part_at(at)
    if part is None or unreadable(view.zoom):
        return None
    box = fold_sign(part)
    if box is None:
        return None
    x, y = _inside(view, part, at)
    return part if box.contains(part.box.x + x, part.box.y + y) else None


def _inside(view: Surface, part: Part, at: QPointF) -> tuple[float, float]:
    """Return a point of the viewport in a part's own coordinates."""
    rect, zoom = view.on_screen(part), view.zoom
    return (at.x() - rect.x()) / zoom, (at.y() - rect.y()) / zoom
