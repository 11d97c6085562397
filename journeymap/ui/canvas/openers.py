"""The small signs on parts that open something: a map of its own, a folded stage or lane.

The picture draws them and says where they are; here a point of the canvas meets them, wherever a
heading floats.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt

from journeymap.model.index import Key
from journeymap.picture.picture import Part
from journeymap.picture.shapes import Icon
from journeymap.picture.signs import fold_sign
from journeymap.ui.canvas import folding
from journeymap.ui.canvas.commands import open_link
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


def click(view: Surface, at: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
    """Do what a click on a badge or a sign does; return whether there is one."""
    picture = view.picture
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        key = link_at(view, QPointF(at))
        return bool(key) and open_link(view.session, key)
    if modifiers or picture is None:
        return False
    found = view.badges.at(view.mapToScene(at), view.zoom, view.covered(at))
    if found is not None:
        part, spot = found
        view.select((part.key,))
        view.panel_wanted.emit(spot.panel, part.key)
        return True
    heading = fold_at(view, QPointF(at))
    return heading is not None and folding.toggle(view.session, picture, heading)


def double_click(view: Surface, at: QPoint) -> bool:
    """Open a linked map, or all of a collapsed stage; return whether one of them was meant."""
    if fold_at(view, QPointF(at)) is not None:
        return True  # the two clicks have folded and unfolded it
    if key := link_at(view, QPointF(at)):
        return open_link(view.session, key)
    part = view.part_at(at)
    if part is None or part.kind != "summary" or view.picture is None:
        return False
    return folding.toggle(view.session, view.picture, part)


def _inside(view: Surface, part: Part, at: QPointF) -> tuple[float, float]:
    """Return a point of the viewport in a part's own coordinates."""
    rect, zoom = view.on_screen(part), view.zoom
    return (at.x() - rect.x()) / zoom, (at.y() - rect.y()) / zoom
