"""The window of a presentation: what its leader's keys, mouse and fingers do to the screen.

Which key does what is in `keys.py`, what is shown in `screen.py`. What lies over the map for the
leader alone (keys, pointer, what was typed) is in the language of the interface.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from journeymap.model.text import M, say
from journeymap.picture.theme import THEMES
from journeymap.ui.presenting.key_sheet import Bubble, KeySheet
from journeymap.ui.presenting.keys import Deed, deed_of, digit_of
from journeymap.ui.presenting.laser import Laser
from journeymap.ui.presenting.screen import StepScreen
from journeymap.ui.presenting.steps import of_stage
from journeymap.ui.session import Session

CURSOR = 2000  # milliseconds of rest after which the cursor goes
SWIPE = 90  # pixels by which a finger goes sideways to turn the page
CLICK = 12  # pixels up to which a press and a release are a click


class Presentation(StepScreen):
    """Shows the session's map step by step until Esc."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, still: bool = False
    ) -> None:
        super().__init__(session, parent, still)
        self._typed = ""
        self._pressed: QPointF | None = None
        self.bubble = Bubble(self)
        self.keys = KeySheet(self)
        self.laser = Laser(self)
        self.laser.still = still
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(CURSOR)
        self._rest.timeout.connect(self._hide_cursor)

    def set_black(self, black: bool) -> None:
        """Make the screen black, without the sheet of keys, or show the map again."""
        super().set_black(black)
        if black:
            self.keys.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set everything for the new size."""
        super().resizeEvent(event)
        self.laser.setGeometry(self.rect())
        self.keys.hide()
        self._show_cursor()

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for."""
        digit = digit_of(event)
        if digit is not None and not self.black:
            self._typed = (self._typed + str(digit))[-3:]
            self._say_typed()
            return
        deed = deed_of(event, self.rtl)
        if deed is None:
            super().keyPressEvent(event)
            return
        typed, self._typed = self._typed, ""
        self.bubble.say("")
        if self.black and deed not in ("pointer", "leave"):
            self.set_black(False)
        elif deed == "enter" and typed:
            self._jump(int(typed))
        elif not (deed == "leave" and typed):
            self._do("next" if deed == "enter" else deed)
        event.accept()

    def _do(self, deed: Deed) -> None:
        plain: dict[Deed, Callable[[], object]] = {
            "next": self.go_on,
            "back": self.go_back,
            "first": lambda: self.go(0),
            "last": lambda: self.go(len(self.plan) - 1),
            "focus": self._focus_under_pointer,
            "leave": self._leave,
            "black": lambda: self.set_black(True),
        }
        if deed in plain:
            plain[deed]()
        elif deed == "pointer":
            here = QPointF(self.mapFromGlobal(self.cursor().pos()))
            self.laser.switch(not self.laser.isVisible(), here)
            self._show_cursor()
        elif deed == "help":
            self.keys.toggle(self.session.lang, THEMES[self.session.theme], self.unit)
        elif deed == "single":
            self.set_single(not self.single)

    def _leave(self) -> None:
        if self.keys.isVisible():
            self.keys.hide()
        elif self.focused:
            self.focus_on("")
        else:
            self.close()

    def _jump(self, number: int) -> None:
        stages = self.session.map.stages
        if 0 < number <= len(stages):
            self.go(of_stage(self.plan, stages[number - 1].id))
        elif number == 0:
            self.go(0)

    def _say_typed(self) -> None:
        stages = self.session.map.stages
        number = int(self._typed)
        name = stages[number - 1].name if 0 < number <= len(stages) else ""
        words = M("Stage {n}: {name}", n=number, name=name) if name else M("No stage {n}", n=number)
        self.bubble.say(say(words, self.session.lang), THEMES[self.session.theme], self.unit)

    def _focus_under_pointer(self) -> None:
        if self.focused:
            self.focus_on("")
            return
        here = QPointF(self.mapFromGlobal(self.cursor().pos()))
        key = self.sheet.touchpoint_at(here) if self.sheet.isVisible() else ""
        if key:
            self.focus_on(key)

    # ------------------------------------------------------------ the mouse, fingers

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where it began."""
        self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn the page, or focus on the touchpoint that was clicked."""
        begun, self._pressed = self._pressed, None
        if begun is None:
            return
        way = event.position() - begun
        if self.black:
            self.set_black(False)
        elif self.keys.isVisible():
            self.keys.hide()
        elif event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.RightButton):
            self.go_back()
        elif abs(way.x()) > SWIPE and abs(way.x()) > 2 * abs(way.y()):
            # the page follows the finger
            if (way.x() < 0) != self.rtl:
                self.go_on()
            else:
                self.go_back()
        elif way.manhattanLength() <= CLICK:
            key = self.sheet.touchpoint_at(event.position()) if self.sheet.isVisible() else ""
            if key and key != self.step.at:
                self.focus_on(key)
            elif self.focused:
                self.focus_on("")
            else:
                self.go_on()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lead the pointer; show cursor and overview for a while."""
        if self.laser.isVisible():
            self.laser.move_to(event.position())
        self._show_cursor()
        if not self.black and event.position().y() > self.height() * 0.8:
            self.rail.appear()

    def _show_cursor(self) -> None:
        blank = self.laser.isVisible()
        shape = Qt.CursorShape.BlankCursor if blank else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self._rest.start()

    def _hide_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)
