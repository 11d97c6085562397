"""What is selected by clicks and keys, and where the keys go from.

The selection itself is the session's; this remembers only the card that was reached last.
"""

from __future__ import annotations

from collections.abc import Callable
from math import dist

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from journeymap.model.index import Key
from journeymap.picture.picture import Part, Picture
from journeymap.ui.canvas import headings, navigation
from journeymap.ui.canvas.camera import box_of
from journeymap.ui.canvas.surface import Surface

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
DIRECTIONS: dict[int, navigation.Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class Walking:
    """Clicks and keys that select."""

    def __init__(self, view: Surface, chose: Callable[[], None] = lambda: None) -> None:
        self._view, self._chose = view, chose
        self._anchor: Key = ""  # the card that arrow keys and Shift+click go from

    def current(self) -> Key | None:
        """Return where the keys go from: what was reached last, else what was selected last."""
        chosen = self._view.session.selection
        if self._anchor in chosen:
            return self._anchor
        return chosen[-1] if chosen and self._view.part_of(chosen[-1]) else None

    def click(self, part: Part | None, modifiers: Qt.KeyboardModifier) -> None:
        """Select a part: alone, besides the others with Ctrl, up to it with Shift."""
        view, chosen = self._view, self._view.session.selection
        if part is None:
            if not modifiers & (_CONTROL | _SHIFT):
                view.select(())
            return
        if modifiers & _CONTROL:
            rest = tuple(key for key in chosen if key != part.key)
            view.select(rest if part.key in chosen else (*chosen, part.key))
        elif modifiers & _SHIFT:
            view.select((*chosen, *self._up_to(part)))
        else:
            view.select((part.key,))
        self._anchor = part.key
        self._chose()

    def _up_to(self, part: Part) -> tuple[Key, ...]:
        """Return the cards from the one reached last to this one in reading order."""
        picture = self._view.picture
        assert picture is not None
        order = navigation.walk(picture, self._view.summaries)
        if part.key not in order or self._anchor not in order:
            return (part.key,)
        here, there = order.index(part.key), order.index(self._anchor)
        return tuple(order[min(here, there) : max(here, there) + 1])

    def pressed(self, event: QKeyEvent) -> bool:
        """Walk by a key; return whether it was one of those that walk."""
        picture = self._view.picture
        if picture is None:
            return False
        key, modifiers = event.key(), event.modifiers()
        if modifiers & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier):
            return False
        adding = bool(modifiers & _SHIFT)
        here = self.current()
        if key in DIRECTIONS:
            start = self._view.walked(here) if here is not None else None
            if start is None:
                self._begin(picture)
            else:
                self._to(self._beside(picture, start, DIRECTIONS[key], adding), adding)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = key == Qt.Key.Key_Backtab or adding
            if here is None:
                self._begin(picture)
            else:
                self._step(here, -1 if back else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            step = 1 if key == Qt.Key.Key_Home else -1
            self._step(None, step)
        else:
            return False
        return True

    def _beside(
        self, picture: Picture, start: Part, direction: navigation.Direction, adding: bool
    ) -> Key | None:
        """Return the card that is next in a direction, or the heading where no card is left.

        Headings are not added to cards.
        """
        within = self._view.within
        known = self._view.session.index.entries
        if start.kind in headings.HEADS and not adding:
            return headings.off(picture, within, start, direction, known)
        found = navigation.nearest(picture, within, start, direction)
        return found if found or adding else headings.over(picture, start, direction, known)

    def _begin(self, picture: Picture) -> None:
        """Reach the card nearest to what was selected last, else the first one, in view if any is.

        So the keys go on where a card was deleted, on a large map too.
        """
        view = self._view
        seen, left = view.pins().beside(box_of(view.seen())), view.marks.left
        near = {part.key: part for part in view.within(seen) if part.kind in navigation.WALKED}
        if left is not None and near and left.box.meets(seen):
            place = navigation.centre(left.box)
            self._to(min(near, key=lambda key: dist(navigation.centre(near[key].box), place)))
            return
        order = navigation.walk(picture, view.summaries)
        self._to(next((key for key in order if key in near), order[0] if order else None))

    def _step(self, here: Key | None, step: int) -> None:
        """Go on, or back, in reading order; from the first or the last without a place."""
        picture = self._view.picture
        assert picture is not None
        self._to(navigation.in_reading_order(picture, here, step, self._view.summaries))

    def _to(self, key: Key | None, adding: bool = False) -> None:
        if key is None:
            return
        self._anchor = key
        view = self._view
        view.select((*view.session.selection, key) if adding else (key,))
        self._chose()
        view.reveal(key)
