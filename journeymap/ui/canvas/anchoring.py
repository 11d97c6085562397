"""What keeps its place on the screen when another Picture is shown: nobody loses the thread.

Only looks at what is shown; it scrolls nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF

from journeymap.model.index import Key
from journeymap.picture.picture import Box, Part, Picture
from journeymap.ui.canvas.camera import box_of, rect_of
from journeymap.ui.canvas.scenery import Scenery

FOLLOWED_FROM = 0.2  # zoom under which nobody could follow a card


def anchors_of(
    view: Scenery, held: Collection[Key], moved: Collection[Key], edited: bool
) -> list[Part]:
    """Return the parts in view that may keep their place, the best first.

    It is what is `held`. Where nothing is and the map was `edited`, it is what comes first in view,
    so that all else makes room behind it, and no card that was `moved`: that goes elsewhere on a
    map that stays where it is. Where the map is only shown otherwise it is what is in the middle.
    """
    seen = view.seen()
    parts = [part for key in held if (part := view.part_of(key)) is not None]
    chosen = [part for part in parts if not part.pin and seen.intersects(rect_of(part.box))]
    if view.zoom < FOLLOWED_FROM:
        return chosen
    free = view.pins().beside(box_of(seen))
    near = view.within(free if edited else box_of(seen))
    cards = [part for part in near if part.kind == "card" and part.key not in moved]
    if not edited:
        x, y = seen.center().x(), seen.center().y()
        cards.sort(key=lambda part: abs(part.box.x - x) + abs(part.box.y - y))
        return [*chosen, *cards]
    room, rtl = rect_of(free), view.shown is not None and view.shown.rtl
    whole = [part for part in cards if room.contains(rect_of(part.box))]

    def far(part: Part) -> float:
        beside = free.right - part.box.right if rtl else part.box.x - free.x
        return beside + part.box.y - free.y

    return [*chosen, *sorted(whole, key=far)]


def hold_beginning(
    point: QPointF, was: QPointF, picture: Picture, before: Box, seen: QRectF
) -> None:
    """Have the top and the start of a map keep their place, where they were `seen`.

    `point` of the scene is to come to where `was` was; `before` is how far the map reached then.
    """
    now = picture.bounds
    if before.y >= seen.top():
        point.setY(now.y)
        was.setY(before.y)
    if picture.rtl and before.right <= seen.right():
        point.setX(now.right)
        was.setX(before.right)
    elif not picture.rtl and before.x >= seen.left():
        point.setX(now.x)
        was.setX(before.x)
