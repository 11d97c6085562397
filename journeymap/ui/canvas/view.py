"""The map in the window: what the session says is laid out and shown; what is done goes back to it.

The view changes the map only through `session.commit`. What a gesture shows before it is released
lives here and nowhere else. Zoom and scrolling are in `camera.py`, the mouse in `pointer.py`, keys
that select in `walking.py`, renaming in `renaming.py`, painting in `layer.py` and `items.py`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
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
    QResizeEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from journeymap.model.diff import Change
from journeymap.model.index import Key
from journeymap.model.text import M, Message, say
from journeymap.model.threads import open_comments
from journeymap.model.vocabulary import Lane
from journeymap.picture.picture import Part
from journeymap.picture.theme import THEMES
from journeymap.ui.canvas import accessible, folding, handles, openers, signs
from journeymap.ui.canvas.camera import box_of
from journeymap.ui.canvas.connect_mode import ConnectMode
from journeymap.ui.canvas.editor import NameEditor
from journeymap.ui.canvas.empty import EmptyMap, FirstCell
from journeymap.ui.canvas.gestures import Gesture
from journeymap.ui.canvas.minimap import Minimap
from journeymap.ui.canvas.pointer import Pointer
from journeymap.ui.canvas.renaming import Renaming
from journeymap.ui.canvas.sketch import Handle
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.canvas.walking import Walking
from journeymap.ui.canvas.writing import Writing
from journeymap.ui.findings.spoken import spoken_of
from journeymap.ui.session import Session

if TYPE_CHECKING:
    from journeymap.ui.canvas.receiving import Receiving

MOST_CLEAR = 12  # selected cards that are kept clear of the minimap
SPOTS = frozenset(("card", "summary", "note", "step", "quote", "image", "measure"))
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


def is_spot(part: Part) -> bool:
    """Return whether a part is small enough to be kept clear of what stands over the map."""
    return part.kind in SPOTS


class CanvasView(Surface):
    """Shows the session's map, and lets it be walked through, selected, renamed and rearranged."""

    menu_requested = Signal(QPoint, object)  # where on the screen; the key under it or None
    create_requested = Signal(str, str)  # stage and row of an empty cell
    doing_wanted = Signal()  # a list of what can be done to the selection
    unused = Signal(object)  # a key with Ctrl or Alt that means nothing here, now

    def __init__(
        self, session: Session, parent: QWidget | None = None, like: CanvasView | None = None
    ) -> None:
        super().__init__(session, parent)
        if like is not None:  # what the one before has laid out need not be laid out again
            self.take_over(*like.laid_by())
        self.pointer = Pointer(self)
        self.marks.sign_of = self._sign_in_scene
        self.writing = Writing(self, lambda: self.pointer.busy)
        self.renaming = Renaming(self, self.writing)
        self.walking = Walking(self, self.writing.chose)
        self.connecting = ConnectMode(self)
        self.minimap = Minimap(self)
        self.empty = EmptyMap(self)
        self.first = FirstCell(self, self.create_requested.emit)
        self._menu_lane: Lane | None = None  # whose head the context menu is asked for on
        self._led_to: Key = ""  # what was brought into sight last
        self._comments: object = None  # those that were counted last
        self._teller = accessible.Teller(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setObjectName("canvas")
        accessible.install()
        self.zoom_changed.connect(lambda _: self.followed())
        self._listen()
        self._dress()
        self._say_name()
        self._count_comments()
        self._on_findings_changed()
        self.lay_out()

    def _listen(self) -> None:
        session = self.session
        session.changed.connect(self._on_changed)
        session.view_changed.connect(self.lay_out)
        session.view_changed.connect(self._on_findings_changed)  # stages may be collapsed
        session.filter_changed.connect(self._on_filter_changed)
        session.selection_changed.connect(self._on_selection_changed)
        session.findings_changed.connect(self._on_findings_changed)
        session.theme_changed.connect(self._on_theme_changed)
        session.language_changed.connect(self._say_name)
        session.document_changed.connect(self._on_document_changed)
        session.reveal.connect(self.reveal)

    # ------------------------------------------------------------ what the session says

    def _on_changed(self, change: Change, initiator: object) -> None:
        self._count_comments()
        self.lay_out(change)
        self.badges.faded = self.session.faded
        self.connecting.show()

    def _on_filter_changed(self) -> None:
        faded = self.session.faded
        self.layer.fade(faded)
        self.badges.faded = faded
        self.minimap.forget()
        self._show_a_match(faded)
        self.viewport().update()

    def _show_a_match(self, faded: frozenset[Key]) -> None:
        """Bring the first match of a filter into sight where none is."""
        wanted, picture = self.session.filter, self.picture
        if not wanted or picture is None:
            return
        alone = wanted.statuses and not any(wanted._replace(statuses=frozenset()))
        kinds = ("note",) if alone else ("card", "summary")
        port = QRectF(self.viewport().rect())
        near = self.within(box_of(self.seen()))
        matches = [part for part in near if part.kind in kinds and part.key not in faded]
        if any(p.kind == "summary" or port.contains(self.on_screen(p).center()) for p in matches):
            return
        found = (self.part_of(key) for key in picture.reading if key not in faded)
        first = next((part for part in found if part is not None and part.kind in kinds), None)
        if first is not None:
            self.bring_into_sight(first)
            self.keep_clear(first)

    def _count_comments(self) -> None:
        comments = self.session.map.comments
        if comments is not self._comments:
            self._comments = comments
            self.badges.comments = open_comments(self.session.index) if comments else {}

    def _on_document_changed(self) -> None:
        self.renaming.cancel()
        self.pointer.cancel()
        self.connecting.leave()
        self.laid = None
        self.fitted = True
        self.artist.dress(images=self.images())

    def _on_selection_changed(self) -> None:
        self.connecting.check()
        self.show_selection()
        accessible.show_selection(self)
        self.make_way()
        self.viewport().update()

    def _on_findings_changed(self) -> None:
        session = self.session
        self.badges.put(spoken_of(session.findings, session.index, session.view.collapsed))
        self.viewport().update()

    def _on_theme_changed(self) -> None:
        self.artist.dress(THEMES[self.session.theme])
        self.layer.forget_colors()
        self.foreground.forget()
        self._dress()
        self.renaming.place()
        self.minimap.forget()
        self.empty.dress()
        self.viewport().update()

    def _dress(self) -> None:
        self.setBackgroundBrush(self.artist.color("canvas"))
        self.pointer.dress()

    def _say_name(self) -> None:
        self.setAccessibleName(say(M("Map"), self.session.lang))
        self.minimap.say_name()

    # ------------------------------------------------------------ what a surface asks for

    @property
    def editing(self) -> Key:
        """What is being renamed, empty when nothing is."""
        return self.renaming.key

    def followed(self) -> None:
        """Bring along the name editor, the frame in the minimap, and what an empty map says."""
        self.renaming.place()
        for overlay in (self.minimap, self.empty, self.first):
            overlay.follow()
        self.connecting.follow()

    def keep_clear(self, part: Part) -> None:
        """Keep the minimap off a part that somebody was led to."""
        self._led_to = part.key
        self.make_way()

    def make_way(self) -> None:
        """Let the minimap leave the places that are worked on."""
        self.minimap.follow()

    def worked_on(self) -> list[QRectF]:
        """Return the places of the viewport that nothing may cover: what is selected, or led to,
        renamed, dragged, and where it would land.
        """
        port = QRectF(self.viewport().rect())
        keys = (*self.session.selection[:MOST_CLEAR], self.editing, self._led_to)
        found = [
            self.on_screen(part) for key in keys for part in self.cards_of(key) if is_spot(part)
        ]
        found += [self.renaming.covered(), self.connecting.covered()]
        map_to = self.viewportTransform().mapRect
        for part, x, y in self.preview.ghosts:
            found.append(map_to(QRectF(x, y, part.box.w, part.box.h)))
        target = self.preview.target
        if target is not None and target.line is not None:
            x1, y1, x2, y2 = target.line
            found.append(map_to(QRectF(x1, y1, max(x2 - x1, 1.0), max(y2 - y1, 1.0))))
        if self.editor is not None:
            found.append(QRectF(self.editor.geometry()))
        return [rect.adjusted(-8, -8, 8, 8) for rect in found if rect.intersects(port)]

    def overlays(self) -> tuple[QWidget, ...]:
        """Return the widgets that stand over the map now."""
        known = (self.empty, self.first, self.minimap, self.editor)
        return tuple(each for each in known if each is not None and each.isVisibleTo(self))

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
        if self.gesture is not None or self.connecting.on:
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

    def part_at(self, at: QPoint | QPointF) -> Part | None:
        """Return what lies under a point; from afar the name beside a lane is its head."""
        if signs.wanted(self.zoom):
            for part in self.layer.pinned_parts():
                sign = self._sign(part)
                if sign is not None and sign.contains(QPointF(at)):
                    return part
        return super().part_at(at)

    def _sign(self, part: Part) -> QRectF | None:
        """Return where the name of a lane stands on the screen while its head is too small."""
        if part.kind != "lane" or self.picture is None:
            return None
        port = QRectF(self.viewport().rect())
        rtl = self.picture.rtl
        return signs.lane_box(self.measure, part, self.on_screen(part), port, rtl)

    def _sign_in_scene(self, part: Part) -> QRectF | None:
        sign = self._sign(part) if signs.wanted(self.zoom) else None
        back, _ = self.viewportTransform().inverted()
        return back.mapRect(sign) if sign is not None else None

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
        elif plain and event.text() in SLASHES and self.session.selection:
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
        if event.commitString() in SLASHES and self.session.selection and not self.connecting.on:
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in its corner what stands over the map, and in sight what is selected."""
        key = self.current()
        part = self.part_of(key) if key else None
        seen = part and QRectF(QPointF(), event.oldSize().toSizeF()).contains(self.on_screen(part))
        super().resizeEvent(event)
        self.followed()
        if part is not None and seen:
            if not QRectF(self.viewport().rect()).contains(self.on_screen(part)):
                self.bring_into_sight(part)
            self.keep_clear(part)

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
        meant = self.part_at(at)
        self.renaming.finish()
        now = self.part_at(at)
        if meant is not None and (now is None or now.key != meant.key):
            # an empty card went, and what was meant is no longer under the pointer
            self.click(self.part_of(meant.key), event.modifiers())
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
        if kind in _DONE_HERE:
            self.catch_up()
        if isinstance(event, QNativeGestureEvent) and self.pinched(event):
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.pinched_by_touch(pinch)
                return True
        if isinstance(event, QHelpEvent) and kind == QEvent.Type.ToolTip:
            self.pointer.show_tip(event.pos(), event.globalPos())
            return True
        if kind == QEvent.Type.Leave and self.gesture is None:
            self.sketch.hot = None
            self.pointer.hover(None)
        return super().viewportEvent(event)
