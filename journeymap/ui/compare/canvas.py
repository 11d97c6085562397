"""Two maps on one canvas, to be looked at: it scrolls, zooms, selects, and changes nothing.

The map of its session is the union of both. Where cards are too small for marks, signs as large as
on the screen stand in for them.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QStyleOptionGraphicsItem,
    QToolTip,
    QWidget,
)

from journeymap.model.diff import Change
from journeymap.model.index import Key
from journeymap.model.text import M, Message, say
from journeymap.picture.compared import COLORS, ICONS, OUTLINED, Scene, marked
from journeymap.picture.picture import Box, Part, Picture
from journeymap.picture.signs import without_signs
from journeymap.picture.theme import THEMES
from journeymap.ui.canvas import accessible
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.hints import Line
from journeymap.ui.canvas.hover import html, lines_of
from journeymap.ui.canvas.items import Overlay
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.canvas.walking import Walking
from journeymap.ui.collecting import spare
from journeymap.ui.guard import guarded
from journeymap.ui.icons import paint as paint_icon
from journeymap.ui.session import Session

MARKS_FROM = 0.42  # zoom from which the marks of the picture can be told
AFAR = 15.0  # pixels on the screen of a sign that stands in for them
NOTHING = Scene({}, (), {})


class AfarSigns(Overlay):
    """Signs as large as on the screen, for where the marks on the cards are too small."""

    def __init__(self, view: CompareCanvas, z: float) -> None:
        super().__init__(view.artist, z)
        self._view = view
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint a sign at each marked part in view."""
        zoom = painter.worldTransform().m11()
        scene = self._view.scene_shown
        if zoom >= MARKS_FROM or not scene.marks:
            return
        rect = option.exposedRect
        seen = Box(rect.x(), rect.y(), rect.width(), rect.height())
        size = AFAR / zoom
        for part in self._view.within(seen):
            mark = scene.marks.get(part.key) if part.key else None
            if mark is None or part.kind not in OUTLINED:
                continue
            what = mark.whats[0]
            at = QRectF(part.box.x - size / 3, part.box.y - size / 3, size, size)
            painter.setPen(QPen(self.artist.color("card"), 1.5 / zoom))
            painter.setBrush(self.artist.color(f"fill:{COLORS[what]}"))
            painter.drawEllipse(at)
            inset = size * 0.16
            rtl = self._view.picture is not None and self._view.picture.rtl
            ink = self.artist.color(f"on:{COLORS[what]}").name()
            paint_icon(painter, ICONS[what], at.adjusted(inset, inset, -inset, -inset), ink, rtl)


class CompareCanvas(Surface):
    """Shows the union of two maps with what differs marked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.scene_shown = NOTHING
        self.walking = Walking(self)
        self.reduced_motion = True
        self._pressed: tuple[QPoint, Part | None] | None = None
        self._panning: QPoint | None = None
        self.afar = AfarSigns(self, 12)
        self.scene().addItem(self.afar)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setObjectName("compareCanvas")
        accessible.install()
        self.setAccessibleName(say(M("Both maps in one"), session.lang))
        self.dress()
        session.selection_changed.connect(self._on_selection_changed)
        session.theme_changed.connect(self.dress)
        session.reveal.connect(self.reveal)

    def dress(self) -> None:
        """Take the theme's colours."""
        self.artist.dress(THEMES[self.session.theme])
        self.layer.forget_colors()
        self.cut_stages.forget()
        self.setBackgroundBrush(self.artist.color("canvas"))
        self.viewport().update()

    # ------------------------------------------------------------ the picture

    def show_scene(self, scene: Scene) -> None:
        """Show these marks and ghosts on the session's map; what is looked at stays in sight."""
        self.scene_shown = scene
        self.lay_out()

    def lay_out(self, change: Change | None = None) -> None:
        """Lay the union out and mark it."""
        session = self.session
        first = self.laid is None
        if self.laid is not None and self.laid[0] is not session.map:
            self._laying.memo = {}  # another union shares nothing with the one before
        self.laid = now = (session.map, session.view)
        self._laying.lay_out(*now, None, lambda plain: self._show_union(plain, first), False)

    def _show_union(self, plain: Picture, first: bool) -> None:
        if plain.language != self.artist.language:
            self.artist.dress(language=plain.language)
        picture = marked(without_signs(plain), self.scene_shown, self.measure)
        self.layer.show_picture(picture)
        if first:
            spare()
        self.layer.where.settle()
        self.look_at(picture)
        bounds = rect_of(picture.bounds).adjusted(-60, -60, 60, 60)
        for overlay in (self.marks, self.badges, self.preview, self.afar):
            overlay.cover(bounds)
        self.badges.picture = picture
        self.show_selection()
        if first or self.fitted:
            self.fit()
        else:
            self.limit()
        self.viewport().update()

    def _on_selection_changed(self) -> None:
        self.show_selection()
        accessible.show_selection(self)
        self.viewport().update()

    # ------------------------------------------------------------ what a surface asks for

    def current(self) -> Key | None:
        """Return the card that the keys go from."""
        return self.walking.current()

    def click(self, part: Part | None, modifiers: Qt.KeyboardModifier) -> None:
        """Select one part."""
        self.walking.click(part, Qt.KeyboardModifier.NoModifier)

    def clicked_sign(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
        """Do nothing: there are no signs to click."""
        return False

    def cancel_gesture(self) -> None:
        """Let go of the map."""
        self._pressed = self._panning = None
        self.viewport().unsetCursor()

    def say_beside(self, at: QPoint, message: Message | None) -> None:
        """Say nothing: nothing is refused here."""

    # ------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what was pressed."""
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (at, self.part_at(at))
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._panning = at
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the map follow the hand, or show what the pointer is over."""
        at = event.position().toPoint()
        if self._panning is None and self._pressed is not None:
            way = (at - self._pressed[0]).manhattanLength()
            if way >= QApplication.startDragDistance():
                self._panning = self._pressed[0]
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._panning is not None:
            self.scroll_by(self._panning.x() - at.x(), self._panning.y() - at.y())
            self._panning = at
            return
        part = self.part_at(at)
        if part is not self.marks.hovered:
            self.marks.hovered = part
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select what was clicked."""
        pressed, panned = self._pressed, self._panning is not None
        self.cancel_gesture()
        if pressed is not None and not panned:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.click(pressed[1], event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do as a press does: nothing is made here."""
        self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what the pointer was over."""
        self.marks.hovered = None
        self.viewport().update()
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show what there is to say about the part under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            part = self.part_at(event.pos())
            text = self.tip(part) if part is not None else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def tip(self, part: Part) -> str:
        """Return the tooltip of a part: how it differs, then what the map itself would tell."""
        session = self.session
        mark = self.scene_shown.marks.get(part.key)
        lines = [Line(mark.about, ICONS[mark.whats[0]])] if mark else []
        told = [*lines, *lines_of(self, part)]
        return html(told, session.lang, session.theme, self.screen())

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and scroll; other keys go on to the window."""
        key, modifiers = event.key(), event.modifiers()
        tab = key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if not tab and self.walking.pressed(event):
            event.accept()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not modifiers:
            page = round(self.viewport().height() * 0.85)
            self.scroll_by(0, -page if key == Qt.Key.Key_PageUp else page)
            event.accept()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.marks.focus = True
        accessible.show_focus(self)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.marks.focus = False
        self.viewport().update()

    def show_both(self, key: Key) -> None:
        """Bring a record into sight, and its former place with it where there is room for both."""
        now = self.part_of(key)
        was = self.part_of(self.scene_shown.former.get(key, ""))
        if now is None:
            return
        if was is not None and not was.pin and not now.pin:
            area = rect_of(now.box).united(rect_of(was.box)).adjusted(-60, -60, 60, 60)
            wide = self.viewport().width() / area.width()
            high = self.viewport().height() / area.height()
            if min(wide, high) >= MARKS_FROM and not self._sees(area):
                self.set_zoom(min(self.zoom, wide * 0.8, high * 0.8))
                middle = self.viewportTransform().map(area.center())
                port = QRectF(self.viewport().rect()).center()
                self.scroll_by(round(middle.x() - port.x()), round(middle.y() - port.y()))
                return
        self.reveal(key)

    def _sees(self, area: QRectF) -> bool:
        return self.seen().contains(area.adjusted(60, 60, -60, -60))
