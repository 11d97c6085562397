"""The whole map small in a corner, with the frame of what is seen: to know where one is, and go.

It is painted once for each Picture, in small pieces while nothing else is to be done, and is
opaque, so that a frame of the map costs it nothing. It is there only while the map is larger than
the view. It goes to another corner when something is worked on under it, and, once the map has
come to rest, to the one in which it covers the least.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from journeymap.model.text import M, say
from journeymap.picture.picture import Box, Part, Picture
from journeymap.ui.canvas.blocks import BLOCKED, mark
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.guard import guarded
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.canvas.wheel import NOTCH
from journeymap.ui.roles import give_role
from journeymap.ui.slices import Slices

WIDEST, HIGHEST = 200, 124  # pixels
NARROWEST, LOWEST = 90, 40
SHARE = 0.18  # of the view that it may take in each direction
ROOM = QSize(420, 260)  # pixels of a view in which it does not stand in the way
APART = 12  # pixels from the edges of the view
PAD = 5.0
QUIET = 250  # ms without a change before it is painted anew: nobody looks at it while typing
REST = 350  # ms without movement before it looks for the corner in which it covers the least
LITTLE = 600.0  # square pixels of cards for which it does not move
PIECE = 500  # parts painted at a time
FAINT = 0.25  # of what a filter fades
VEIL = 0.5  # over what is out of sight


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
        self._frame = QRectF()
        self._corner = 0  # of `_corners`, where it is when nothing is worked on there
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
        view, picture = self._view, self._view.picture
        if picture is None or not self._wanted(picture):
            self.hide()
            return
        size = self._size(picture)
        if self.isHidden():
            self._corner = self._clearest(picture, size)
        self._rest.start()
        place = self.geometry() if self._held is not None else self._free_corner(picture, size)
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
        frame = self._on_map(view.seen())
        if frame != self._frame:
            self._frame = frame
            self.update()
        if self.isHidden():
            self.show()
            self.raise_()

    def forget(self, at_once: bool = False) -> None:
        """Paint anew when there is time: colours, places or what is faded are others now."""
        self._painting.begin(self._painted, 0 if at_once else QUIET)

    def _settle(self) -> None:
        """Go where less is covered, now that nothing moves."""
        picture = self._view.picture
        if picture is None or self.isHidden() or self._held is not None:
            return
        corner = self._clearest(picture, self.size())
        if corner != self._corner:
            self._corner = corner
            self.follow()

    def _clearest(self, picture: Picture, size: QSize) -> int:
        """Return the corner in which it covers the least of the cards, this one where it may be.

        The one at the start stands on the names of the lanes: it is for what is worked on only.
        """
        map_to = self._view.viewportTransform()
        back, ok = map_to.inverted()
        offset = self._view.viewport().geometry().topLeft()
        found = list[float]()
        for place in self._corners(picture, size)[:2]:
            area = back.mapRect(QRectF(place.translated(-offset))) if place and ok else QRectF()
            box = Box(area.x(), area.y(), area.width(), area.height())
            shared = (
                rect_of(part.box).intersected(area)
                for part in (picture.near(box) if not area.isEmpty() else ())
                if part.kind in BLOCKED
            )
            scale = map_to.m11() ** 2
            covered = sum(each.width() * each.height() for each in shared) * scale
            found.append(covered if place else float("inf"))
        best = min(range(len(found)), key=found.__getitem__)
        return best if found[self._corner] - found[best] > LITTLE else self._corner

    def _corners(self, picture: Picture, size: QSize) -> list[QRect | None]:
        """Return where it may stand, the best first, None where there is no room.

        The one at the end of both directions comes first; those at the top are under the stages.
        """
        view = self._view
        port = view.viewport().geometry()
        left, right = port.left() + APART, port.right() + 1 - APART - size.width()
        head = view.viewportTransform().mapRect(rect_of(view.pins().head))
        bottom = port.bottom() + 1 - APART - size.height()
        top = port.top() + max(round(head.bottom()), 0) + APART
        end, start = (left, right) if picture.rtl else (right, left)
        places = (
            QRect(QPoint(x, y), size) for x, y in ((end, bottom), (end, top), (start, bottom))
        )
        return [place if place.bottom() < port.bottom() else None for place in places]

    def _free_corner(self, picture: Picture, size: QSize) -> QRect | None:
        """Return where nothing is worked on, None when there is no such corner."""
        port = self._view.viewport().geometry()
        busy = self._view.worked_on()
        corners = self._corners(picture, size)
        for place in (corners[self._corner], *corners):
            if place is None:
                continue
            shown = QRectF(place.translated(-port.topLeft()))
            if not any(rect.intersects(shown) for rect in busy):
                return place
        return None

    def _wanted(self, picture: Picture) -> bool:
        view = self._view
        port = view.viewport()
        if not self._on or self._resting or not picture.parts:
            return False
        if port.width() < ROOM.width() or port.height() < ROOM.height():
            return False
        return not view.seen().adjusted(-1, -1, 1, 1).contains(rect_of(picture.bounds))

    def _size(self, picture: Picture) -> QSize:
        port = self._view.viewport()
        wide = min(WIDEST, round(port.width() * SHARE))
        high = min(HIGHEST, round(port.height() * SHARE))
        bounds = picture.bounds
        scale = min(wide / max(bounds.w, 1.0), high / max(bounds.h, 1.0))
        return QSize(
            max(round(bounds.w * scale), min(NARROWEST, wide)),
            max(round(bounds.h * scale), min(LOWEST, high)),
        )

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
            self._paint_parts(painter, parts[first : first + PIECE])
            painter.end()
        self._pixmap = pixmap
        self.update()

    def _paint_parts(self, painter: QPainter, parts: Sequence[Part]) -> None:
        artist, faded = self._view.artist, self._view.session.faded
        areas: dict[tuple[str, bool], list[QRectF]] = {}
        for part in parts:
            if part.kind in BLOCKED:
                token, rect = mark(part)
            elif part.kind == "stage":
                token, rect = f"fill:{getattr(part.face, 'color', 'accent')}", rect_of(part.box)
            elif part.kind == "stripe":
                token, rect = f"stripe.{getattr(part.face, 'shade', 0)}", rect_of(part.box)
            else:
                continue
            areas.setdefault((token, bool(faded) and part.key in faded), []).append(rect)
        painter.setPen(Qt.PenStyle.NoPen)
        for (token, faint), rects in areas.items():
            painter.setOpacity(FAINT if faint else 1.0)
            painter.setBrush(artist.color(token))
            painter.drawRects(rects)

    @guarded
    def _paint(self, painter: QPainter) -> None:
        artist = self._view.artist
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = QRectF(self.rect())
        painter.fillRect(around, artist.color("canvas"))
        painter.setPen(QPen(artist.color("card.border"), 1))
        painter.setBrush(artist.color("card"))
        inner = around.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inner, 6, 6)
        if self._pixmap is not None:
            painter.setClipRect(around.adjusted(2, 2, -2, -2))
            painter.drawPixmap(0, 0, self._pixmap)
        veil = QColor(artist.color("canvas"))
        veil.setAlphaF(VEIL)
        frame = self._frame.intersected(around.adjusted(3, 3, -3, -3))
        for area in _beside(around.adjusted(2, 2, -2, -2), frame):
            painter.fillRect(area, veil)
        painter.setClipping(False)
        painter.setPen(QPen(artist.color("accent"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 2, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the overview and the frame of what is seen."""
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    # ------------------------------------------------------------ the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame, or bring it here."""
        if event.button() == Qt.MouseButton.LeftButton and self._picture is not None:
            at = event.position()
            inside = self._frame.contains(at)
            self._held = at - self._frame.center() if inside else QPointF()
            self._go(at)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the frame along."""
        if self._held is not None:
            self._go(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None
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


def _beside(whole: QRectF, frame: QRectF) -> Iterator[QRectF]:
    """Yield what of a rectangle lies outside another one."""
    if frame.isEmpty():
        yield whole
        return
    yield QRectF(whole.left(), whole.top(), whole.width(), frame.top() - whole.top())
    below = whole.bottom() - frame.bottom()
    yield QRectF(whole.left(), frame.bottom(), whole.width(), below)
    yield QRectF(whole.left(), frame.top(), frame.left() - whole.left(), frame.height())
    yield QRectF(frame.right(), frame.top(), whole.right() - frame.right(), frame.height())
