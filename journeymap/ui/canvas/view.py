"""The map in the window: what the session says is laid out and shown; what is done goes back to it.

The view changes the map only through `session.commit`. What a gesture shows before it is released
lives here and nowhere else. Zoom and scrolling are in `camera.py`, the mouse in `pointer.py`, keys
that select in `walking.py`, renaming in `renaming.py`, painting in `layer.py` and `items.py`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QTransform,
)
from PySide6.QtWidgets import QGraphicsScene, QPinchGesture, QStyle, QWidget

from journeymap.model.diff import Change
from journeymap.model.index import Key
from journeymap.model.text import M, Message, say
from journeymap.picture.layout import layout
from journeymap.picture.picture import Box, Part, Picture
from journeymap.picture.theme import THEMES
from journeymap.ui.canvas import accessible, navigation, signs
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.camera import Camera, box_of, rect_of
from journeymap.ui.canvas.editor import NameEditor
from journeymap.ui.canvas.gestures import Drag, Gesture
from journeymap.ui.canvas.glide import Glide
from journeymap.ui.canvas.items import Badges, Marks, Preview, badges_of
from journeymap.ui.canvas.layer import Layer
from journeymap.ui.canvas.pointer import Pointer
from journeymap.ui.canvas.renaming import Renaming
from journeymap.ui.canvas.walking import Walking
from journeymap.ui.measure import QtMeasure
from journeymap.ui.paint import Images, images_in, no_images
from journeymap.ui.session import Session

GLIDES_FROM = 0.2  # zoom under which nobody could follow a card
SHOWN = frozenset(("card", "flow", "note", "stage", "lane", "step", "quote", "image", "measure"))
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class CanvasView(Camera):
    """Shows the session's map, and lets it be walked through, selected, renamed and rearranged."""

    menu_requested = Signal(QPoint, object)  # where on the screen; the key under it or None
    create_requested = Signal(str, str)  # stage and row of an empty cell

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.as_canvas = self  # how `accessible.py` knows a canvas
        self.accessible: object = None
        self.reduced_motion = False
        self.dropped_from: dict[Key, QPointF] = {}  # where the ghosts were when they were dropped
        self._laid: tuple[object, object] | None = None  # the map and view that the picture shows
        self._memo: dict[Any, Any] = {}
        self._measure = QtMeasure(session.view.language)

        self.artist = Artist(THEMES[session.theme], session.view.language, self._images())
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.viewport().update)
        self.layer = Layer(self.artist, self._again.start)
        self.marks = Marks(self.artist, 10)
        self.badges = Badges(self.artist, 15)
        self.preview = Preview(self.artist, 20)
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)  # four items in all
        for item in (self.layer, self.marks, self.badges, self.preview):
            scene.addItem(item)
        self.setScene(scene)

        self._glide = Glide(self._show_glide, self)
        self.walking = Walking(self)
        self.pointer = Pointer(self)
        self.renaming = Renaming(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setObjectName("canvas")
        accessible.install()
        self._listen()
        self._dress()
        self._say_name()
        self._lay_out()

    def _listen(self) -> None:
        session = self.session
        session.changed.connect(self._on_changed)
        session.view_changed.connect(self._lay_out)
        session.selection_changed.connect(self._on_selection_changed)
        session.findings_changed.connect(self._on_findings_changed)
        session.theme_changed.connect(self._on_theme_changed)
        session.language_changed.connect(self._say_name)
        session.document_changed.connect(self._on_document_changed)
        session.reveal.connect(self.reveal)
        session.refused.connect(self._on_refused)

    # ------------------------------------------------------------ what the session says

    def _on_changed(self, change: Change, initiator: object) -> None:
        self._lay_out(change)

    def _on_document_changed(self) -> None:
        self.renaming.finish()
        self.pointer.cancel()
        self._laid = None
        self.fitted = True
        self.artist.dress(images=self._images())

    def _on_selection_changed(self) -> None:
        self.show_selection()
        accessible.show_selection(self)
        self.viewport().update()

    def _on_refused(self, reason: Message) -> None:
        accessible.announce(self, reason)

    def _on_findings_changed(self) -> None:
        self.badges.badges = badges_of(self.session.findings)
        self.viewport().update()

    def _on_theme_changed(self) -> None:
        self.artist.dress(THEMES[self.session.theme])
        self.layer.forget_colors()
        self._dress()
        self.renaming.place()
        self.viewport().update()

    def _dress(self) -> None:
        self.setBackgroundBrush(self.artist.color("canvas"))
        self.pointer.dress()

    def _say_name(self) -> None:
        self.setAccessibleName(say(M("Map"), self.session.lang))

    def _images(self) -> Images:
        path = self.session.path
        return images_in(path.parent) if path else no_images

    # ------------------------------------------------------------ the picture

    def _lay_out(self, change: Change | None = None) -> None:
        """Lay the map out when it, or the view of it, is another; nothing jumps that need not."""
        session = self.session
        laid, now = self._laid, (session.map, session.view)
        if laid is not None and laid[0] is now[0] and laid[1] == now[1]:
            return
        before, old = self.picture, self.viewportTransform()
        anchor = self._anchor() if laid is not None else None
        self._laid = now
        language = session.view.language
        if language != self._measure.language:
            self._measure, self._memo = QtMeasure(language), {}
            self.artist.dress(language=language)
        picture = self._laid_out(fresh=laid is None)
        self.look_at(picture)
        self.layer.show_picture(picture)
        bounds = rect_of(picture.bounds).adjusted(-60, -60, 60, 60)
        for overlay in (self.marks, self.badges, self.preview):
            overlay.cover(bounds)
        self.badges.picture = picture
        self.show_selection()
        if self.fitted:
            self._glide.finish()
            self.fit()
        else:
            self._keep_place(anchor, old)
        if laid is not None and before is not None and before.rtl == picture.rtl:
            self._begin_glide(before, old)
        self._reveal_added(change)
        self.dropped_from = {}
        self.renaming.place()
        self.viewport().update()

    def _laid_out(self, fresh: bool) -> Picture:
        session = self.session
        if not fresh:
            return layout(session.map, session.view, self._measure, self._memo)
        # Tens of thousands of parts would be walked by every later collection, 200 ms at a time.
        # They hold no cycles, so they are freed without the collector when their time comes.
        was_on = gc.isenabled()
        gc.disable()
        try:
            return layout(session.map, session.view, self._measure, self._memo)
        finally:
            gc.freeze()
            if was_on:
                gc.enable()

    def _anchor(self) -> Part | None:
        """Return the part that is to keep its place on the screen through a change."""
        picture = self.picture
        if picture is None or self.dropped_from:
            return None
        seen = self.seen()
        for key in (*self.session.selection, self.renaming.key):
            part = self.part_of(key)
            if part is not None and not part.pin and seen.intersects(rect_of(part.box)):
                return part
        if self.zoom < GLIDES_FROM:
            return None
        middle = seen.center()
        cards = [part for part in picture.within(box_of(seen)) if part.kind == "card"]
        return min(
            cards,
            key=lambda part: abs(part.box.x - middle.x()) + abs(part.box.y - middle.y()),
            default=None,
        )

    def _keep_place(self, anchor: Part | None, old: QTransform) -> None:
        part = self.part_of(anchor.key) if anchor else None
        if anchor is None or part is None:
            self.limit()
            return
        self.keep(QPointF(part.box.x, part.box.y), old.map(QPointF(anchor.box.x, anchor.box.y)))

    def _reveal_added(self, change: Change | None) -> None:
        for key in change.added if change is not None else ():
            part = self.part_of(key)
            if part is not None and part.kind == "card":
                self.reveal(key)
                return

    # ------------------------------------------------------------ gliding

    @property
    def still(self) -> bool:
        """Whether nothing may move by itself: a person's wish, or the system's."""
        how_long = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.reduced_motion or not self.isVisible() or self.style().styleHint(how_long) == 0

    def _begin_glide(self, before: Picture, old: QTransform) -> None:
        """Let the cards in view start from where they were on the screen."""
        assert self.picture is not None
        if self.still or self.zoom < GLIDES_FROM:
            self._glide.finish()
            return
        new, zoom = self.viewportTransform(), self.zoom
        offsets: dict[Key, tuple[float, float]] = {}
        for part in self.picture.within(box_of(self.seen())):
            if part.pin or part.kind not in ("card", "note", "step"):
                continue
            was = before.part(part.key)
            if was is None:
                continue
            start = self.dropped_from.get(part.key, QPointF(was.box.x, was.box.y))
            way = old.map(start) - new.map(QPointF(part.box.x, part.box.y))
            if abs(way.x()) > 0.75 or abs(way.y()) > 0.75:
                offsets[part.key] = (way.x() / zoom, way.y() / zoom)
        self._glide.start(offsets)

    def glide_back(self, ghosts: Mapping[Key, QPointF]) -> None:
        """Let dragged cards glide back from where they were let go."""
        if self.still:
            return
        offsets = {}
        for key, at in ghosts.items():
            part = self.part_of(key)
            if part is not None:
                offsets[key] = (at.x() - part.box.x, at.y() - part.box.y)
        self._glide.start(offsets)

    def settle(self) -> None:
        """Put everything that glides at its place at once."""
        self._glide.finish()

    def _show_glide(self, offsets: Mapping[Key, tuple[float, float]], share: float) -> None:
        self.layer.offsets = self.marks.offsets = self.badges.offsets = offsets
        self.layer.flows_opacity = 0.25 + 0.75 * share
        self.viewport().update()

    # ------------------------------------------------------------ what is where

    def part_of(self, key: Key) -> Part | None:
        """Return the part that stands for a record."""
        return self.picture.part(key) if self.picture is not None and key else None

    def part_at(self, at: QPoint | QPointF) -> Part | None:
        """Return what lies under a point of the viewport: headings, then cards, then flows."""
        picture = self.picture
        if picture is None:
            return None
        back, _ = self.viewportTransform().inverted()
        point = back.map(QPointF(at))
        x, y = point.x(), point.y()
        pins = self.pins()
        for part in self.layer.pinned_parts():
            dx, dy = pins.offset(part)
            if part.kind in SHOWN and part.box.contains(x - dx, y - dy):
                return part
        if (pins.dy and y < pins.head.bottom) or (pins.dx and _inside(x, pins.start)):
            return None
        part = picture.hit(x, y)
        if part is not None and part.kind == "stub":
            part = picture.part(part.key)
        if part is not None and part.kind in SHOWN and not part.pin:
            return part
        return navigation.flow_near(picture, x, y, navigation.FLOW_REACH / self.zoom)

    def reveal(self, key: Key) -> None:
        """Scroll as little as it takes to show a record; come nearer when it is tiny."""
        part = self.part_of(key)
        if part is not None:
            self.bring_into_sight(part)

    # ------------------------------------------------------------ selection and renaming

    def select(self, keys: Iterable[Key]) -> None:
        """Select records for the whole window."""
        self.session.select(keys, self)

    def show_selection(self) -> None:
        """Outline what is selected, unless it is in the air."""
        if isinstance(self.gesture, Drag):
            return
        parts = (self.part_of(key) for key in self.session.selection)
        self.marks.selected = tuple(part for part in parts if part is not None)
        hovered = self.marks.hovered
        if hovered is not None:
            self.marks.hovered = self.part_of(hovered.key)

    def rename(self, key: Key, typed: str | None = None) -> bool:
        """Open the name editor on a record; return whether there is something to rename."""
        return self.renaming.begin(key, typed)

    @property
    def editor(self) -> NameEditor | None:
        """The open name editor, None when nothing is being renamed."""
        return self.renaming.editor

    @property
    def gesture(self) -> Gesture | None:
        """What the mouse is doing, None when nothing."""
        return self.pointer.gesture

    # ------------------------------------------------------------ painting

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the headings, which stay in view, over the map."""
        if self.picture is not None:
            pins = self.pins()
            self.layer.paint_pinned(painter, box_of(self.seen()), pins)
            self.marks.paint_pinned(painter, pins)
            if signs.wanted(self.zoom):
                self._paint_signs(painter)

    def _paint_signs(self, painter: QPainter) -> None:
        assert self.picture is not None
        port = QRectF(self.viewport().rect())
        transform = painter.worldTransform()
        painter.resetTransform()
        signs.paint(
            painter,
            self.artist,
            self._measure,
            self.picture,
            self.layer.pinned_parts(),
            self.on_screen,
            port,
        )
        painter.setWorldTransform(transform)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Take the name editor along."""
        super().scrollContentsBy(dx, dy)
        self.renaming.place()

    # ------------------------------------------------------------ keys

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab for walking from card to card; F6 walks the panes."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, rename, cancel; keys that are not the canvas's go on to the window."""
        key, modifiers = event.key(), event.modifiers()
        plain = not modifiers & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier)
        if self.walking.pressed(event):
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
        elif key == Qt.Key.Key_0 and modifiers & _CONTROL and not modifiers & _SHIFT:
            self.fit()
        elif key == Qt.Key.Key_Menu:
            self._ask_for_menu()
        elif not (plain and self.renaming.type(event.text())):
            event.ignore()
            return
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End panning with the space bar."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.pointer.hand = False
            self.pointer.show_cursor()
        super().keyReleaseEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Rename the selected card when an input method starts to compose."""
        if not self.renaming.compose(event):
            super().inputMethodEvent(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Say that text can be written here when one card is selected."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return len(self.session.selection) == 1
        return super().inputMethodQuery(query)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.marks.focus = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.pointer.hand = False
        self.marks.focus = self.editor is not None
        self.viewport().update()

    # ------------------------------------------------------------ the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the button does."""
        self.renaming.finish()
        self.pointer.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it on."""
        self.pointer.move(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self.pointer.release(event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename a card; ask for a new one in an empty cell."""
        if event.button() != Qt.MouseButton.LeftButton or self.picture is None:
            return
        at = event.position().toPoint()
        part = self.part_at(at)
        self.pointer.forget()
        if part is not None:
            self.rename(part.key)
            return
        point = self.mapToScene(at)
        cell = self.picture.cell(point.x(), point.y())
        if cell is not None:
            self.create_requested.emit(*cell)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the window for the menu of what is under the pointer."""
        self.pointer.cancel()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._ask_for_menu()
            return
        part = self.part_at(self.viewport().mapFromGlobal(event.globalPos()))
        self.menu_requested.emit(event.globalPos(), part.key if part else None)

    def _ask_for_menu(self) -> None:
        key = self.walking.current()
        part = self.part_of(key or "")
        at = self.on_screen(part).center().toPoint() if part is not None else QPoint(40, 40)
        self.menu_requested.emit(self.viewport().mapToGlobal(at), key)

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinch, and tooltips that follow the part under the pointer."""
        kind = event.type()
        if isinstance(event, QNativeGestureEvent) and self.pinched(event):
            return True
        if kind == QEvent.Type.Gesture:
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.pinched_by_touch(pinch)
                return True
        if kind == QEvent.Type.ToolTip:
            self.pointer.show_tip(event.pos(), event.globalPos())
            return True
        if kind == QEvent.Type.Leave and self.gesture is None:
            self.pointer.hover(None)
        return super().viewportEvent(event)


def _inside(x: float, band: Box) -> bool:
    return band.x <= x < band.right
