"""Where the small map stands over the canvas, and how large: in the corner that matters least.

Functions of what the canvas shows now; they keep nothing and move nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize

from journeymap.picture.picture import Box, Picture
from journeymap.picture.spacing import MARGIN
from journeymap.ui.canvas.blocks import BLOCKED
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.pins import head_of
from journeymap.ui.canvas.surface import Surface

WIDEST, HIGHEST = 200, 124  # pixels
NARROWEST, LOWEST = 90, 40
SHARE = 0.18  # of the view that it may take in each direction
ROOM = QSize(420, 260)  # pixels of a view in which it does not stand in the way
APART = 12  # pixels from the edges of the view
LITTLE = 150.0  # square pixels of cards for which it does not move


def is_of_use(view: Surface, picture: Picture) -> bool:
    """Return whether stages and lanes reach beyond what is seen, and there is room to say so."""
    port = view.viewport()
    if not picture.parts or port.width() < ROOM.width() or port.height() < ROOM.height():
        return False
    bounds, top = picture.bounds, head_of(picture).y
    bottom = max((band.y + band.h for band in picture.lanes), default=bounds.bottom)
    filled = QRectF(bounds.x + MARGIN, top, bounds.w - 2 * MARGIN, bottom - top)
    return not view.seen().adjusted(-1, -1, 1, 1).contains(filled)


def size_of(view: Surface, picture: Picture) -> QSize:
    """Return how large it is: in the proportions of the map, and a small part of the view."""
    port = view.viewport()
    wide = min(WIDEST, round(port.width() * SHARE))
    high = min(HIGHEST, round(port.height() * SHARE))
    bounds = picture.bounds
    scale = min(wide / max(bounds.w, 1.0), high / max(bounds.h, 1.0))
    return QSize(
        max(round(bounds.w * scale), min(NARROWEST, wide)),
        max(round(bounds.h * scale), min(LOWEST, high)),
    )


def corners(view: Surface, picture: Picture, size: QSize) -> list[QRect | None]:
    """Return where it may stand, the best first, None where there is no room.

    The one at the end of both directions comes first; those at the top are under the stages, those
    at the start beside the names of the lanes.
    """
    port, pins, to_port = view.viewport().geometry(), view.pins(), view.viewportTransform()
    head, names = (to_port.mapRect(rect_of(box)).toAlignedRect() for box in (pins.head, pins.start))
    left, right = port.left() + APART, port.right() + 1 - APART - size.width()
    bottom = port.bottom() + 1 - APART - size.height()
    top = port.top() + max(head.bottom(), 0) + APART
    if picture.rtl:
        end, start = left, min(right, port.left() + names.left() - APART - size.width())
    else:
        end, start = right, max(left, port.left() + names.right() + APART)
    places = (QRect(QPoint(x, y), size) for x in (end, start) for y in (bottom, top))
    return [place if port.contains(place) else None for place in places]


def free_corner(view: Surface, picture: Picture, size: QSize, usual: int) -> QRect | None:
    """Return where nothing is worked on, the usual corner if it can be, None where there is none.

    `usual` is its number in `corners`.
    """
    port = view.viewport().geometry()
    busy = view.worked_on()
    found = corners(view, picture, size)
    for place in (found[usual], *found):
        if place is None:
            continue
        shown = QRectF(place.translated(-port.topLeft()))
        if not any(rect.intersects(shown) for rect in busy):
            return place
    return None


def clearest(view: Surface, picture: Picture, size: QSize, now: int) -> int:
    """Return the number of the corner that covers the least of the cards, `now` where it may be."""
    found = [
        covered(view, picture, place) if place else float("inf")
        for place in corners(view, picture, size)
    ]
    best = min(range(len(found)), key=found.__getitem__)
    return best if found[now] - found[best] > LITTLE else now


def covered(view: Surface, picture: Picture, place: QRect) -> float:
    """Return how many square pixels of cards lie under a place."""
    map_to = view.viewportTransform()
    back, ok = map_to.inverted()
    offset = view.viewport().geometry().topLeft()
    if not ok:
        return 0.0
    area = back.mapRect(QRectF(place.translated(-offset)))
    box = Box(area.x(), area.y(), area.width(), area.height())
    shared = (
        rect_of(part.box).intersected(area) for part in picture.near(box) if part.kind in BLOCKED
    )
    return sum(each.width() * each.height() for each in shared) * map_to.m11() ** 2
