"""What keeps its place on the screen when the map is another: nothing jumps that need not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform

from journeymap.picture.picture import Part
from journeymap.ui.canvas.camera import box_of, rect_of

if TYPE_CHECKING:
    from journeymap.ui.canvas.surface import Surface

MIDDLE_FROM = 0.2  # zoom under which no single card is what somebody looks at


def anchor_of(view: Surface) -> Part | None:
    """Return the part that is to keep its place on the screen through a change."""
    picture = view.picture
    if picture is None or view.dropped_from:
        return None
    seen = view.seen()
    for key in (*view.session.selection, view.editing):
        part = view.part_of(key)
        if part is not None and not part.pin and seen.intersects(rect_of(part.box)):
            return part
    if view.zoom < MIDDLE_FROM:
        return None
    middle = seen.center()
    cards = [part for part in view.within(box_of(seen)) if part.kind == "card"]
    return min(
        cards,
        key=lambda part: abs(part.box.x - middle.x()) + abs(part.box.y - middle.y()),
        default=None,
    )


def keep_place(
    view: Surface, anchor: Part | None, old: QTransform, empty: tuple[float, float, float, float]
) -> None:
    """Leave the anchor where it was, unless that would show more emptiness than `empty`."""
    part = view.part_of(anchor.key) if anchor else None
    if anchor is None or part is None:
        view.limit()
        view.close_up()
        return
    view.keep(QPointF(part.box.x, part.box.y), old.map(QPointF(anchor.box.x, anchor.box.y)))
    chosen = anchor.key in (*view.session.selection, view.editing)
    more = any(now > was + 1 for now, was in zip(view.emptiness(), empty, strict=True))
    if more or not chosen:
        view.close_up()
    if more and chosen:
        view.bring_into_sight(part)
