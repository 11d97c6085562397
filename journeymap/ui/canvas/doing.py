"""What a person does on the canvas: keys, the mouse, what is dragged in, each led to who does it.

Where the keys lead is in `walking.py` and `renaming.py`, what the mouse does in `pointer.py`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from journeymap.model.index import Key
from journeymap.model.text import Message
from journeymap.model.vocabulary import Lane
from journeymap.picture.picture import Part
from journeymap.ui.canvas import accessible, folding, handles, openers, wheel
from journeymap.ui.canvas.connect_mode import ConnectMode
from journeymap.ui.canvas.editor import NameEditor
from journeymap.ui.canvas.empty import EmptyMap, FirstCell
from journeymap.ui.canvas.gestures import Gesture
from journeymap.ui.canvas.pointer import Pointer
from journeymap.ui.canvas.renaming import Renaming
from journeymap.ui.canvas.sketch import Handle
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.canvas.walking import Walking
from journeymap.ui.canvas.writing import Writing
from journeymap.ui.session import Session

if TYPE_CHECKING:
    from journeymap.ui.canvas.receiving import Receiving

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
SLASHES = ("/", "／")  # what asks for all that can be done; by its text, not by its key
_DONE_HERE = frozenset(
    (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.ToolTip,
        QEvent.Type.DragEnter,
        QEvent.Type.NativeGesture,
        QEvent.Type.Gesture,
    )
)
_HELD: dict[int, Qt.KeyboardModifier] = {
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Qt.Key.Key_Control: _CONTROL,
}


class Doing(Surface):
    """A surface on which the map is walked through, selected, renamed and rearranged."""

    menu_requested = Signal(QPoint, object)  # where on the screen; the key under it or None
    create_requested = Signal(str, str)  # stage and row of an empty cell
    doing_wanted = Signal()  # a list of what can be done to the selection
    unused = Signal(object)  # a key with Ctrl or Alt that means nothing here, now

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pointer = Pointer(self)
        self.writing = Writing(self, lambda: self.pointer.busy)
        self.renaming = Renaming(self, self.writing)
        self.walking = Walking(self, self.writing.chose)
        self.connecting = ConnectMode(self)
        self.empty = EmptyMap(self)
        self.first = FirstCell(self, self.create_requested.emit)
        self._menu_lane: Lane | None = None  # whose head the context menu is asked for on
        self._painted: list[Part | None] = []  # what was shown where a button went down, once
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    # ------------------------------------------------------------ what is done by others

    @property
    def editing(self) -> Key:
        """What is being renamed, empty when nothing is."""
        return self.renaming.key

    def current(self) -> Key | None:
        """Return the card that the keys go from."""
        return self.walking.current()

    def click(self, part: Part | None, modifiers: Qt.KeyboardModifier) -> None:
        """Select as a click on a part does."""
        self.walking.click(part, modifiers)

    def cancel_gesture(self) -> None:
        """Put back what a gesture has shown."""
        self.pointer.cancel()

    def say_beside(self, at: QPoint, message: Message | None, warns: bool = True) -> None:
        """Show a reason beside the pointer, or what would be done; None takes it away."""
        self.pointer.say(at, message, warns)

    def handles(self) -> list[Handle]:
        """Return what can be pulled on the map now, with the point of the curve that is meant."""
        if self.gesture is not None or self.connecting.on or self.layer.offsets:
            return []
        hot = self.sketch.hot
        return [*handles.shown(self), *([hot] if hot is not None and hot.what == "mood" else [])]

    def connect_from(self, key: Key) -> bool:
        """Let a card be chosen that a flow from this one leads to; return whether it can be."""
        self.catch_up()
        return self.isVisible() and self.connecting.begin(key)

    def choosing(self, part: Part | None) -> bool:
        """Take a click on a part where a card is being chosen; return whether one is."""
        chosen = self.connecting.on
        if chosen:
            self.connecting.click(part)
        return chosen

    def would_choose(self, part: Part | None) -> bool:
        """Light the part under the pointer where a card is being chosen; return whether one is."""
        if self.connecting.on:
            self.connecting.hover(part)
        return self.connecting.on

    # ------------------------------------------------------------ renaming

    def rename(self, key: Key, typed: str | None = None) -> bool:
        """Open the name editor on a record; return whether there is something to rename."""
        self.catch_up()
        begun = self.renaming.begin(key, typed)
        self.make_way()
        return begun

    def name_new(self, key: Key, made_by: str, goes_on: bool = False) -> bool:
        """Open the name editor on a new record; its name and id go into the step `made_by`.

        Where it `goes_on`, Enter asks for the next one.
        """
        if self.ahead is None or key not in self.ahead.made:
            self.catch_up()
        begun = self.renaming.begin(key, made_by=made_by, goes_on=goes_on)
        self.make_way()
        return begun

    @property
    def editor(self) -> NameEditor | None:
        """The open name editor, None when nothing is being renamed."""
        return self.renaming.editor

    @property
    def gesture(self) -> Gesture | None:
        """What the mouse is doing, None when nothing."""
        return self.pointer.gesture

    # ------------------------------------------------------------ keys

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab for walking from card to card; F6 walks the panes.

        The buttons over an empty map have the usual order of Tab.
        """
        if self.hasFocus():
            return False
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, rename, cancel; keys that are not the canvas's go on to the window."""
        self.catch_up()
        key, modifiers = event.key(), event.modifiers()
        plain = not modifiers & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier)
        if self.writing.coming and plain and event.text().isprintable():
            self.writing.coming += event.text()  # the field for it opens in a moment
            return
        self.writing.hide_hint()
        if key in _HELD:
            self.pointer.held(modifiers | _HELD[key])
            event.ignore()
            return
        if self.connecting.pressed(event) or self._to_buttons(event) or self.walking.pressed(event):
            pass
        elif key == Qt.Key.Key_Escape:
            if self.pointer.busy:
                self.pointer.cancel()
            else:
                self.select(())
        elif key == Qt.Key.Key_Space and plain:
            self.pointer.hand = True
            self.pointer.show_cursor()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and plain:
            page = round(self.viewport().height() * 0.85)
            self.scroll_by(0, -page if key == Qt.Key.Key_PageUp else page)
        elif key == Qt.Key.Key_F2 and plain:
            self.renaming.begin_with_selected()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self.writing.goes_on:
            if not event.isAutoRepeat():  # a key held down makes one card
                self.next_requested.emit("next")
        elif key == Qt.Key.Key_0 and modifiers & _CONTROL and not modifiers & _SHIFT:
            self.fit()
        elif key == Qt.Key.Key_Menu:
            self._ask_for_menu()
        elif plain and event.text() in SLASHES:
            self.doing_wanted.emit()
        elif not (plain and self.renaming.type(event.text())):
            event.ignore()
            if modifiers & ~_SHIFT and event.text() != "":
                self.unused.emit(event.keyCombination())
            return
        event.accept()

    def _to_buttons(self, event: QKeyEvent) -> bool:
        """Give the keyboard to the buttons over an empty map by Tab; return whether it went."""
        if event.key() != Qt.Key.Key_Tab or event.modifiers():
            return False
        buttons = (self.empty.buttons["add-stage"], self.first)
        shown = next((each for each in buttons if each.isVisibleTo(self)), None)
        if shown is not None:
            shown.setFocus(Qt.FocusReason.TabFocusReason)
        return shown is not None

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End panning with the space bar; a drag goes on without the key."""
        if event.key() in _HELD:
            self.pointer.held(event.modifiers() & ~_HELD[event.key()])
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.pointer.hand = False
            self.pointer.show_cursor()
        super().keyReleaseEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Rename the selected card when an input method starts to compose."""
        self.catch_up()
        if event.commitString() in SLASHES and not self.connecting.on:
            self.doing_wanted.emit()
        elif not self.connecting.compose(event) and not self.renaming.compose(event):
            super().inputMethodEvent(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Say that text can be written here when one card is selected."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return len(self.session.selection) < 2
        return super().inputMethodQuery(query)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        accessible.show_focus(self)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        other = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in other:
            self.connecting.leave()
        self.pointer.hand = False
        self._show_focus(self.editor is not None)

    def _show_focus(self, here: bool) -> None:
        if here != self.marks.focus:
            self.marks.focus = here
            self.viewport().update()

    # ------------------------------------------------------------ what is dragged in

    @cached_property
    def receiving(self) -> Receiving:
        """What takes pictures and text; made when some are dragged in."""
        from journeymap.ui.canvas.receiving import Receiving

        return Receiving(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and text; what else is dragged in is the window's."""
        self.receiving.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        self.receiving.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self.receiving.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Make it part of the map."""
        self.receiving.drop(event)

    # ------------------------------------------------------------ the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the button does."""
        self.writing.hide_hint()
        self.pressed.emit()
        at = event.position().toPoint()
        meant = self._painted.pop() if self._painted else self.part_at(at)
        self.renaming.finish()
        now = self.part_at(at)
        if (meant and meant.key) != (now and now.key):
            # a card went or moved, and what was meant is no longer under the pointer
            self.click(self.part_of(meant.key) if meant else None, event.modifiers())
        else:
            self.pointer.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it on."""
        self.pointer.move(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        with self.writing.by_mouse():
            self.pointer.release(event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename a card; ask for a new one in an empty cell."""
        if event.button() != Qt.MouseButton.LeftButton or self.picture is None:
            return
        at = event.position().toPoint()
        self.pointer.forget()
        if openers.double_click(self, at):
            return
        part = self.part_at(at)
        if part is not None:
            self.rename(part.key)
            return
        point = self.mapToScene(at)
        cell = self.picture.cell(point.x(), point.y())
        if cell is not None:
            self.create_requested.emit(*cell)

    def clicked_sign(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a click on a badge or a sign does; return whether there is one."""
        return openers.click(self, at, modifiers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the window for the menu of what is under the pointer."""
        self.pointer.cancel()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._ask_for_menu()
            return
        part = self.part_at(self.viewport().mapFromGlobal(event.globalPos()))
        self._show_menu_for(part)
        self.menu_requested.emit(event.globalPos(), part.key if part else None)

    def _ask_for_menu(self) -> None:
        key = self.walking.current()
        part = self.part_of(key or "")
        at = self.on_screen(part).center().toPoint() if part is not None else QPoint(40, 40)
        self._show_menu_for(part)
        self.menu_requested.emit(self.viewport().mapToGlobal(at), key)

    def _show_menu_for(self, part: Part | None) -> None:
        picture = self.picture
        self._menu_lane = folding.lane_of(picture, part) if picture and part else None

    def take_lane(self) -> Lane | None:
        """Return the lane whose head the menu was asked for on, once."""
        lane, self._menu_lane = self._menu_lane, None
        return lane

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinch, and tooltips that follow the part under the pointer."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._painted = [self.part_painted(event.position().toPoint())] if self.waits else []
        if kind in _DONE_HERE:
            self.catch_up()
        if isinstance(event, QNativeGestureEvent) and wheel.pinched(self, event):
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                wheel.pinched_by_touch(self, pinch)
                return True
        if isinstance(event, QHelpEvent) and kind == QEvent.Type.ToolTip:
            self.pointer.show_tip(event.pos(), event.globalPos())
            return True
        if kind == QEvent.Type.Leave and self.gesture is None:
            self.sketch.hot = None
            self.pointer.hover(None)
        return super().viewportEvent(event)
