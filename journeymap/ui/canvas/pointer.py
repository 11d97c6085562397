"""The mouse over the map: clicks, gestures, hovering, and what is said beside the pointer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from journeymap.model.text import Message, say
from journeymap.picture.picture import Part
from journeymap.ui.canvas import handles, heads
from journeymap.ui.canvas.connecting import Pull
from journeymap.ui.canvas.curve_drag import MoodDrag
from journeymap.ui.canvas.gestures import Drag, Gesture, Pan, Rubber, edge_speed
from journeymap.ui.canvas.sketch import Handle
from journeymap.ui.canvas.surface import Surface

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
WIDER = 28  # pixels by which the frame beside the pointer is wider than its words
TICK = 16  # milliseconds between steps while a drag scrolls the map


class Pointer(QObject):
    """What the mouse is doing."""

    def __init__(self, view: Surface) -> None:
        super().__init__(view)
        self._view = view
        self.gesture: Gesture | None = None
        self._pressed: tuple[QPoint, Part | None, Qt.KeyboardModifier] | None = None
        self._handle: Handle | None = None  # that was pressed
        self._at = QPoint()
        self.hand = False  # the space bar is down
        self.tells: Callable[[QPoint], str] | None = None  # a tooltip for a place of the map
        self._scroller = QTimer(self)
        self._scroller.setInterval(TICK)
        self._scroller.timeout.connect(self._scroll_at_edge)
        self._warns = True
        self._beside = QLabel(view.viewport())
        self._beside.setObjectName("refusal")
        self._beside.setTextFormat(Qt.TextFormat.PlainText)
        self._beside.setWordWrap(True)
        self._beside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._beside.setMargin(6)
        self._beside.hide()

    @property
    def busy(self) -> bool:
        """Whether a button is down on something."""
        return self.gesture is not None or self._pressed is not None

    def under(self, at: QPoint) -> bool:
        """Return whether something that stands over the map is in the way of a gesture there."""
        if self.gesture is None or not self.gesture.scrolls:
            return False
        return any(each.geometry().contains(at) for each in self._view.overlays())

    @property
    def at(self) -> QPoint:
        """Where the pointer was last, in the viewport."""
        return self._at

    # ------------------------------------------------------------ buttons

    def press(self, event: QMouseEvent) -> None:
        """Remember what was pressed, or begin to pan."""
        view, at = self._view, event.position().toPoint()
        if self.gesture is not None:
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self.hand):
            self._begin(Pan(view, at))
            return
        part = view.part_at(at)
        chosen = view.session.selection
        if left and view.choosing(part):
            return
        extends = event.modifiers() & (_CONTROL | _SHIFT)
        self._handle = handles.at(view, at) if left and not extends else None
        if self._handle is not None:
            self._pressed = (at, part, event.modifiers())
            return
        if left:
            if event.modifiers() & _CONTROL and view.clicked_sign(at, event.modifiers()):
                return  # it has opened something, and selects nothing
            self._pressed = (at, part, event.modifiers())
            extending = bool(event.modifiers() & (_CONTROL | _SHIFT))
            # a card of several that are selected is left so: they may be about to be dragged
            if part is not None and (extending or part.key not in chosen):
                view.click(part, event.modifiers())
        elif part is not None and part.key not in chosen:  # the menu is for what it is opened on
            view.click(part, Qt.KeyboardModifier.NoModifier)

    def move(self, event: QMouseEvent) -> None:
        """Carry the gesture on, begin one, or show what the pointer is over."""
        at = self._at = event.position().toPoint()
        started = self._pressed[0] if self._pressed is not None else at
        if (at - started).manhattanLength() >= QApplication.startDragDistance():
            self._begin_from_press()
        if self.gesture is not None:
            self.gesture.modifiers = event.modifiers()
            self.gesture.move(at)
            if self.under(at):
                self._view.make_way()
        elif not event.buttons():
            self.look(at)

    def release(self, event: QMouseEvent) -> None:
        """End the gesture, or make a click of it."""
        pressed, self._pressed = self._pressed, None
        if self.gesture is not None:
            gesture, self.gesture = self.gesture, None
            self._scroller.stop()
            gesture.modifiers = event.modifiers()
            gesture.release(event.position().toPoint())
            self.show_cursor()
        elif pressed is not None and self._handle is not None:
            handle, self._handle = self._handle, None
            self._clicked(handle)
        elif pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            at, part, modifiers = pressed
            if not modifiers & _CONTROL and self._view.clicked_sign(at, modifiers):
                return
            if part is None or not modifiers & (_CONTROL | _SHIFT):
                self._view.click(part, modifiers)

    def _clicked(self, handle: Handle) -> None:
        """Begin what pulling the handle would do, for those who click twice instead."""
        if handle.what == "out":
            self._view.connect_from(handle.key)
        elif handle.what == "mood":
            self._view.select((handle.key,))

    def held(self, modifiers: Qt.KeyboardModifier) -> None:
        """Carry a gesture on with other keys held."""
        if self.gesture is not None and self.gesture.modifiers != modifiers:
            self.gesture.modifiers = modifiers
            self.gesture.move(self._at)

    def forget(self) -> None:
        """Forget what was pressed: it has become something else than a click."""
        self._pressed = None

    def _begin_from_press(self) -> None:
        if self._pressed is None or self.gesture is not None:
            return
        view = self._view
        at, part, modifiers = self._pressed
        if self._handle is not None:
            handle, self._handle = self._handle, None
            self._begin(
                MoodDrag(view, at, handle) if handle.what == "mood" else Pull(view, at, handle)
            )
        elif part is None:
            self._begin(Rubber(view, at, adding=bool(modifiers & (_CONTROL | _SHIFT))))
        elif part.kind == "card":
            chosen = (view.part_of(key) for key in view.session.selection)
            parts = [each for each in chosen if each is not None and each.kind == "card"]
            if part.key not in [each.key for each in parts]:
                parts = [part]
            view.settle()
            self._begin(Drag(view, at, parts))
        elif spans := heads.among(view, part):
            self._begin(heads.HeadDrag(view, at, part, spans))
        else:
            self._begin(Pan(view, at))

    def _begin(self, gesture: Gesture) -> None:
        self.gesture = gesture
        QToolTip.hideText()
        self.hover(None)
        if gesture.cursor is not None:
            self._view.viewport().setCursor(gesture.cursor)
        if gesture.scrolls:
            self._scroller.start()

    def cancel(self) -> None:
        """Put back what a gesture has shown."""
        gesture, self.gesture = self.gesture, None
        self._pressed = self._handle = None
        self._scroller.stop()
        if gesture is not None:
            gesture.cancel()
            self.show_cursor()

    def _scroll_at_edge(self) -> None:
        view = self._view
        if self.gesture is None:
            return
        dx, dy = edge_speed(self._at, view.viewport().width(), view.viewport().height())
        if dx or dy:
            view.scroll_by(dx, dy)
            self.gesture.move(self._at)

    # ------------------------------------------------------------ hovering

    def look(self, at: QPoint) -> None:
        """Show what the pointer is over; a card stays meant while its handle is."""
        view = self._view
        if view.would_choose(view.part_at(at)):
            return
        handle, was = handles.at(view, at), view.sketch.hot
        view.sketch.hot = handle
        if handle is None or handle.what == "mood":
            self.hover(view.part_at(at))
        if (handle and handle[:2]) != (was and was[:2]):
            self.show_cursor()
            view.viewport().update()

    def hover(self, part: Part | None) -> None:
        """Show that the pointer is over a part."""
        marks = self._view.marks
        if part is not marks.hovered:
            marks.hovered = part
            self.show_cursor()
            self._view.viewport().update()

    def show_cursor(self) -> None:
        """Show what a click would do here."""
        shape = Qt.CursorShape.ArrowCursor
        hot = self._view.sketch.hot
        if self.hand:
            shape = Qt.CursorShape.OpenHandCursor
        elif hot is not None:
            up = hot.what == "mood"
            shape = Qt.CursorShape.SizeVerCursor if up else Qt.CursorShape.CrossCursor
        elif self._view.marks.hovered is not None:
            shape = Qt.CursorShape.PointingHandCursor
        self._view.viewport().setCursor(shape)

    def show_tip(self, at: QPoint, on_screen: QPoint) -> None:
        """Show what there is to say about the part under the pointer."""
        from journeymap.ui.canvas.hover import tip_of

        view = self._view
        part, panel = view.part_at(at) if self.gesture is None else None, ""
        if self.gesture is None:  # a badge tells of itself, and stands half beside its card
            found = view.badges.at(view.mapToScene(at), view.zoom, view.covered(at))
            if found is not None:
                part, panel = found[0], found[1].panel
        if part is None and view.sketch.hot is not None:  # a point of the curve says whose it is
            part = view.part_of(view.sketch.hot.key)
        if part is not None:  # who rests on a card wants to see all of it
            view.keep_clear(part)
        text = self.tells(at) if self.tells and self.gesture is None and not panel else ""
        text = text or (tip_of(view, part, panel) if part is not None else "")
        if not text:
            QToolTip.hideText()
            return
        QToolTip.showText(on_screen, text, view.viewport())

    # ------------------------------------------------------------ beside the pointer

    def dress(self) -> None:
        """Take the theme's colours."""
        token = "pain.text" if self._warns else "text"
        ground, ink = (self._view.artist.color(each).name() for each in ("card", token))
        self._beside.setStyleSheet(
            f"QLabel#refusal {{ background: {ground}; color: {ink};"
            f" border: 1px solid {ink}; border-radius: 6px; padding: 2px; }}"
        )

    def say(self, at: QPoint, message: Message | None, warns: bool = True) -> None:
        """Show a reason beside the pointer, or what would be done; None takes it away."""
        if message is None:
            self._beside.hide()
            return
        if warns != self._warns:
            self._warns = warns
            self.dress()
        port = self._view.viewport().rect()
        words = say(message, self._view.session.lang)
        self._beside.setText(words)
        wide = self._beside.fontMetrics().horizontalAdvance(words) + WIDER
        self._beside.setFixedWidth(min(wide, 320, max(120, port.width() - 40)))
        self._beside.adjustSize()
        x = min(at.x() + 18, port.width() - self._beside.width() - 8)
        y = min(at.y() + 22, port.height() - self._beside.height() - 8)
        self._beside.move(max(8, x), max(8, y))
        self._beside.raise_()
        self._beside.show()

    @property
    def said(self) -> str:
        """What is shown beside the pointer, empty when nothing is."""
        return self._beside.text() if self._beside.isVisibleTo(self._view.viewport()) else ""
