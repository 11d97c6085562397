"""What can be pulled on the map: a card's edge, the ends of a selected flow, points of the curve.

Says where these handles are and which one a point means. They are few: only what is selected or
under the pointer has any. Nothing here changes a map.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF

from journeymap.model.journey import Flow
from journeymap.picture.face import CurveFace, Dot
from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas.sketch import Handle
from journeymap.ui.canvas.surface import Surface

SEEN_FROM = 0.4  # zoom under which handles would lie over the words of cards
BESIDE = 8.0  # pixels of the screen between a card and its handle
TAKES = 24.0  # pixels of the screen that a handle takes each way, with its edges
REACH = 10.0  # pixels of the screen around a handle that mean it


def shown(view: Surface) -> list[Handle]:
    """Return the handles of what is under the pointer and of what is selected alone."""
    picture = view.shown
    if picture is None or view.zoom < SEEN_FROM or view.in_the_air or view.editing:
        return []
    chosen = view.session.selection
    alone = view.part_shown(chosen[0]) if len(chosen) == 1 else None
    found: list[Handle] = []
    meant = {part.key: part for part in (view.marks.hovered, alone) if part is not None}
    for part in meant.values():
        if part.kind == "card":
            box = part.box
            at = QPointF(box.x if picture.rtl else box.right, box.y + box.h / 2)
            # on the edge the plus would lie over the end of a name
            found.append(Handle("out", part.key, at, -BESIDE if picture.rtl else BESIDE))
        elif part.kind == "flow" and part is alone:
            found += _ends(view, part)
    return [each for each in found if not view.covered(_on_screen(view, each))]


def paint_anew(view: Surface) -> None:
    """Have painted anew the places of what can be pulled now."""
    for handle in shown(view):
        at = view.viewportTransform().map(handle.at) + QPointF(handle.beside, 0)
        place = QRectF(at.x() - TAKES / 2, at.y() - TAKES / 2, TAKES, TAKES)
        view.viewport().update(place.toAlignedRect())


def _on_screen(view: Surface, handle: Handle) -> QPoint:
    return view.viewportTransform().map(handle.at).toPoint()


def _ends(view: Surface, part: Part) -> list[Handle]:
    entry = view.session.index.get(part.key)
    points: Sequence[tuple[float, float]] = getattr(part.face, "points", ())
    if entry is None or not isinstance(entry.record, Flow) or len(points) < 2:
        return []
    at = [QPointF(part.box.x + x, part.box.y + y) for x, y in (points[0], points[-1])]
    return [Handle("start", part.key, at[0]), Handle("end", part.key, at[1])]


def at(view: Surface, point: QPoint) -> Handle | None:
    """Return the handle that a point of the viewport means; the nearest of several."""
    best: tuple[float, Handle] | None = None
    for handle in shown(view):
        away = view.viewportTransform().map(handle.at) + QPointF(handle.beside, 0) - QPointF(point)
        distance = (away.x() ** 2 + away.y() ** 2) ** 0.5
        if distance <= REACH and (best is None or distance < best[0]):
            best = distance, handle
    if best is not None:
        return best[1]
    found = dot_at(view, point)
    if found is None:
        return None
    part, dot = found
    return Handle("mood", dot.key, QPointF(part.box.x + dot.x, part.box.y + dot.y))


# ---------------------------------------------------------------- points of the curve


def dot_at(view: Surface, point: QPoint) -> tuple[Part, Dot] | None:
    """Return the curve and the emotion on it that a point of the viewport means.

    The card of a collapsed stage has a mean of several, which nobody can set.
    """
    if view.zoom < SEEN_FROM or view.covered(point):
        return None
    scene, reach = view.mapToScene(point), REACH / view.zoom
    x, y = scene.x(), scene.y()
    index, collapsed = view.session.index, view.session.view.collapsed
    for part in view.within(Box(x - reach, y - reach, 2 * reach, 2 * reach)):
        face = part.face
        if not isinstance(face, CurveFace):
            continue
        near = _near(face, x - part.box.x, y - part.box.y, reach)
        touchpoint = index.touchpoint(near.key) if near is not None else None
        if near is not None and touchpoint is not None and touchpoint.stage not in collapsed:
            return part, near
    return None


def _near(face: CurveFace, x: float, y: float, reach: float) -> Dot | None:
    best: tuple[float, Dot] | None = None
    for line in face.lines:
        if line.what != "emotion":
            continue
        dots, way = line.dots, -1 if face.rtl else 1  # they stand as the journey runs
        first, last = sorted((way * (x - reach), way * (x + reach)))
        low = bisect_left(dots, first, key=lambda dot: way * dot.x)
        high = bisect_right(dots, last, key=lambda dot: way * dot.x)
        for dot in dots[low:high]:
            distance = ((dot.x - x) ** 2 + (dot.y - y) ** 2) ** 0.5
            if distance <= reach and (best is None or distance < best[0]):
                best = distance, dot
    return best[1] if best else None
