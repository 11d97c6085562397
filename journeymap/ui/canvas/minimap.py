"""The whole map small in a corner, with the frame of what is seen: to know where one is, and go.

It is painted once for each Picture, in small pieces while nothing else is to be done, and is
opaque while the map moves, so that a frame costs it nothing. It is there while the map is larger
than the view, and goes to another corner when something is worked on or pointed at under it, and,
once the map rests, to the one in which it covers the least. Cards that it covers there are seen
through it, until the map moves or the pointer comes to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import (
    QEvent,
    QPointF,
    QRectF,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from journeymap.model.text import M, say
from journeymap.picture.picture import Picture
from journeymap.ui.canvas.beneath import Fading, hand_on, hand_on_menu
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.minimap_places import (
    LITTLE,
    clearest,
    covered,
    free_corner,
    is_of_use,
    size_of,
)
from journeymap.ui.canvas.overview import beside, paint_parts
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.canvas.wheel import NOTCH
from journeymap.ui.guard import guarded
from journeymap.ui.roles import give_role
from journeymap.ui.slices import Slices

PAD = 5.0
QUIET = 250  # ms without a change before it is painted anew: nobody looks at it while typing
REST = 350  # ms without movement before it looks for the corner in which it covers the least
PIECE = 500  # parts painted at a time
VEIL = 0.5  # over what is out of sight
THROUGH = 0.25  # opacity at rest over cards, whose names can be read through it then
OUTLINE = 0.7  # opacity of its edges meanwhile
EXTENDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Minimap(QWidget):
    """The overview in the corner of a canvas."""

    def __init__(self, view: Surface) -> None:
        super().__init__(view)
        self._view = view
        self._on = True
        self._resting = False  # the wall shows nothing but the map
        self._picture: Picture | None = None
        self._pixmap: QPixmap | None = None
        self._held: QPointF | None = None  # from the middle of the frame to the hand
        self._handed_on = False  # a button is down that is for the map beneath
        self._frame = QRectF()
        self._corner = 0  # of `corners`, where it is when nothing is worked on there
        self._seen = QRectF()  # of the map, when it moved last
        self._fading = Fading(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._settle)
        self.setObjectName("minimap")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        give_role(self, QAccessible.Role.Graphic)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._painting = Slices(self)
        self._waits = False  # what is done now is followed once, at its end
        self._asked = False  # meanwhile
        self.hide()
        self.say_name()

    def say_name(self) -> None:
        """Speak the language of the interface."""
        lang = self._view.session.lang
        self.setAccessibleName(say(M("Overview of the map"), lang))
        self.setAccessibleDescription(say(M("Drag to move over the map; the wheel zooms."), lang))

    def switch(self, on: bool) -> None:
        """Be there when the map is larger than the view, or never."""
        self._on, self._resting = on, False
        self.follow()

    def rest(self, resting: bool) -> None:
        """Be away for a while, such as on the wall, or come back."""
        self._resting = resting
        self.follow()

    @property
    def ready(self) -> bool:
        """Whether the picture in it is that of the map."""
        return self._pixmap is not None and not self._painting.busy

    # ------------------------------------------------------------ what the canvas says

    def follow(self) -> None:
        """Show what is seen now: after scrolling, zooming, another size or another picture."""
        if self._waits:
            self._asked = True
            return
        if self._view.waits:  # it is told again when the map is laid out
            return
        view, picture = self._view, self._view.picture
        if picture is None or self._resting or not self._on or not is_of_use(view, picture):
            self.hide()
            return
        size = size_of(view, picture)
        if self.isHidden():
            self._corner = clearest(view, picture, size, self._corner)
        self._rest.start()
        held = self._held is not None
        place = self.geometry() if held else free_corner(view, picture, size, self._corner)
        if place is None:
            self.hide()
            return
        if place != self.geometry():
            self.setGeometry(place)
        if picture is not self._picture:
            self._picture = picture
            self.forget(at_once=self._pixmap is None)
        elif self._pixmap is None and not self._painting.busy:
            self.forget(at_once=True)  # it was away when it should have been painted
        elif self._pixmap is not None and self._pixmap.deviceIndependentSize() != size:
            self.forget()
        seen = view.seen()
        if seen != self._seen:
            self._seen = seen
            self._fade(1.0)
        frame = self._on_map(seen)
        if frame != self._frame:
            self._frame = frame
            self.update()
        if self.isHidden():
            self.show()
            self.raise_()

    @contextmanager
    def once(self) -> Iterator[None]:
        """Follow all that is done meanwhile in one go."""
        if self._waits:
            yield
            return
        self._waits, self._asked = True, False
        try:
            yield
        finally:
            self._waits = False
            if self._asked:
                self.follow()

    def forget(self, at_once: bool = False) -> None:
        """Paint anew when there is time: colours, places or what is faded are others now."""
        self._painting.begin(self._painted, 0 if at_once else QUIET)

    def _settle(self) -> None:
        """Go where less is covered, now that nothing moves, and let what still is be seen."""
        view, picture = self._view, self._view.picture
        if picture is None or self.isHidden() or self._held is not None or self.underMouse():
            return
        corner = clearest(view, picture, self.size(), self._corner)
        if corner != self._corner:
            self._corner = corner
            self.follow()
            self._rest.stop()
        self._fade(THROUGH if covered(view, picture, self.geometry()) > LITTLE else 1.0)

    # ------------------------------------------------------------ seen through

    @property
    def seen_through(self) -> bool:
        """Whether what it covers is seen."""
        return self._fading.opacity < 1.0

    def _fade(self, opacity: float) -> None:
        self._fading.go(opacity, self._view.reduced_motion)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Be there whole for whom comes to use it."""
        self._rest.stop()
        self._fade(1.0)

    def leaveEvent(self, event: QEvent) -> None:
        """Give way again after a while."""
        self._rest.start()

    # ------------------------------------------------------------ places

    def _scale(self) -> tuple[float, float, float]:
        """Return (scale, x, y) that lead from the scene into the widget."""
        assert self._picture is not None
        bounds = self._picture.bounds
        wide, high = self.width() - 2 * PAD, self.height() - 2 * PAD
        scale = min(wide / max(bounds.w, 1.0), high / max(bounds.h, 1.0))
        x = (self.width() - bounds.w * scale) / 2 - bounds.x * scale
        y = (self.height() - bounds.h * scale) / 2 - bounds.y * scale
        return scale, x, y

    def _on_map(self, area: QRectF) -> QRectF:
        scale, x, y = self._scale()
        return QRectF(
            area.x() * scale + x, area.y() * scale + y, area.width() * scale, area.height() * scale
        )

    def _in_scene(self, at: QPointF) -> QPointF:
        scale, x, y = self._scale()
        return QPointF((at.x() - x) / scale, (at.y() - y) / scale)

    # ------------------------------------------------------------ painting it

    def _painted(self) -> Iterator[None]:
        """Paint the whole map small, piece by piece; what was there is shown until the end."""
        picture = self._picture
        if picture is None or self.isHidden():
            self._pixmap = None
            return
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._view.artist.color("card"))
        scale, x, y = self._scale()
        yield from picture.making()
        parts = picture.parts
        for first in range(0, len(parts), PIECE):
            yield
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(x, y)
            painter.scale(scale, scale)
            view = self._view
            paint_parts(painter, parts[first : first + PIECE], view.artist, view.session.faded)
            painter.end()
        self._pixmap = pixmap
        self.update()

    @guarded
    def _paint(self, painter: QPainter) -> None:
        artist = self._view.artist
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = QRectF(self.rect())
        inner = around.adjusted(0.5, 0.5, -0.5, -0.5)
        frame = self._frame.intersected(around.adjusted(3, 3, -3, -3))
        if not self.seen_through:
            painter.fillRect(around, artist.color("canvas"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(artist.color("card"))
            painter.drawRoundedRect(inner, 6, 6)
        if self._pixmap is not None:
            painter.setOpacity(self._fading.opacity)
            painter.setClipRect(around.adjusted(2, 2, -2, -2))
            painter.drawPixmap(0, 0, self._pixmap)
        if not self.seen_through:
            veil = QColor(artist.color("canvas"))
            veil.setAlphaF(VEIL)
            for area in beside(around.adjusted(2, 2, -2, -2), frame):
                painter.fillRect(area, veil)
        painter.setClipping(False)
        painter.setOpacity(max(self._fading.opacity, OUTLINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(artist.color("card.border"), 1))
        painter.drawRoundedRect(inner, 6, 6)
        painter.setPen(QPen(artist.color("accent"), 1.6))
        painter.drawRoundedRect(frame, 2, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the overview and the frame of what is seen."""
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    # ------------------------------------------------------------ the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame, or bring it here; what means no frame is for the map beneath."""
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() & EXTENDING:
            self._handed_on = True
            hand_on(event, self._view)
        elif self._picture is not None:
            at = event.position()
            inside = self._frame.contains(at)
            self._held = at - self._frame.center() if inside else QPointF()
            self._go(at)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the frame along."""
        if self._handed_on:
            hand_on(event, self._view)
        elif self._held is not None:
            self._go(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._handed_on:
            self._handed_on = False
            hand_on(event, self._view)
        self._held = None
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the card beneath."""
        hand_on_menu(event, self._view)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the middle of what is seen."""
        turned = event.angleDelta()
        notches = (turned.y() or turned.x()) / 120
        if notches:
            self._view.zoom_by(NOTCH**notches)
        event.accept()

    def _go(self, at: QPointF) -> None:
        assert self._picture is not None
        assert self._held is not None
        bounds = rect_of(self._picture.bounds)
        point = self._in_scene(at - self._held)
        point.setX(min(max(point.x(), bounds.left()), bounds.right()))
        point.setY(min(max(point.y(), bounds.top()), bounds.bottom()))
        self._view.look_around(point)
