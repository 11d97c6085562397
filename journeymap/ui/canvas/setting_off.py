"""From where cards set off that glide to their places on another Picture.

Only looks at what is shown; the gliding is in `glide.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform

from journeymap.model.index import Key
from journeymap.picture.picture import Picture
from journeymap.ui.canvas.ahead import Ahead, Edited
from journeymap.ui.canvas.camera import box_of
from journeymap.ui.canvas.glide import Offsets
from journeymap.ui.canvas.wanted import Wanted

GLIDES = frozenset(("card", "note", "step"))
LEAST = 0.75  # pixels of the screen that can be seen


def offsets_from(
    view: Wanted,
    before: Picture,
    edit: Edited | None,
    old: QTransform,
    ahead: Ahead | None,
    dropped_from: Mapping[Key, QPointF],
) -> Offsets:
    """Return how far from their new places the cards in view were on the screen.

    They were where the Picture `before` had them, or where they were foreseen `ahead` of this one,
    or dropped. What is new was nowhere, and what is being renamed stays under its field.
    """
    new, zoom = view.viewportTransform(), view.zoom
    found: dict[Key, tuple[float, float]] = {}
    for part in view.within(box_of(view.seen())):
        if part.pin or part.kind not in GLIDES:
            continue
        key = edit.was(part.key) if edit is not None else part.key
        was = ahead.made.get(part.key) if ahead is not None else None
        was = (was or before.part(key)) if key and part.key != view.editing else None
        if was is None:
            continue
        start = dropped_from.get(part.key, QPointF(was.box.x, was.box.y))
        way = old.map(start) - new.map(QPointF(part.box.x, part.box.y))
        if abs(way.x()) > LEAST or abs(way.y()) > LEAST:
            found[part.key] = (way.x() / zoom, way.y() / zoom)
    return found
