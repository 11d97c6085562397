"""How the map is looked at: zoom around a point, scrolling, fitting, bringing something into sight.

Knows the Picture's bounds and headings and nothing of records, selection or gestures.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isnan
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QPinchGesture, QWidget

from journeymap.picture.picture import Box, Part, Picture
from journeymap.ui.canvas.pins import Pins, head_of, pinned
from journeymap.ui.controls import own_ground

SMALLEST, LARGEST = 0.01, 4.0  # zoom
MARGIN = 20.0  # pixels on the screen around a fitted map
BEYOND = 0.35  # share of the window by which one may scroll past the map's edge
NOTCH = 1.2  # zoom of one notch of the wheel
NOTCHES = 60  # of one turn of the wheel, at most: more than from the smallest zoom to the largest
LINE = 64  # pixels that one notch scrolls
READABLE = 0.35  # zoom under which names are too small to read
NAMES = 100.0  # pixels beside a fitted map for names of lanes that are larger than their heads
NAMED_FROM = 0.008  # zoom from which lanes are high enough for names
LEGIBLE = 0.75  # smallest zoom a map is opened at: all of a card can be read
SETTLED = 2  # times that limits follow one size of the window, once its scroll bars came or went
ENOUGH = 0.6  # zoom from which what is gone along can be read
NEAR = 0.8  # zoom at which something is brought into sight from farther away

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Standing(NamedTuple):
    """How a map is looked at: fitted, from its beginning, or at a zoom from a corner on."""

    fitted: bool
    begun: bool
    zoom: float
    corner: QPointF


class Camera(QGraphicsView):
    """A graphics view that zooms around points and fits its picture until told otherwise."""

    zoom_changed = Signal(float)
    pressed = Signal()  # a button of the mouse: something else begins

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_ground(self)
        # every pixel is painted here: what Qt wants painted of the view itself, such as all of it
        # whenever the keyboard comes or goes, need not be painted on what lies over it
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._picture: Picture | None = None
        self._head = Box(0, 0, 0, 0)
        self._begun = False
        self._room, self._times = QSize(), 0  # a size of the window, and how often it was followed
        self.fitted = True  # until somebody zooms or scrolls, the map fits the window
        # Qt would mirror the scroll bars and not the scene; the Picture is mirrored already
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # headings stand still while the rest scrolls, so there is nothing to blit
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    # ------------------------------------------------------------ what is seen

    @property
    def picture(self) -> Picture | None:
        """The Picture that is shown."""
        return self._picture

    def look_at(self, picture: Picture) -> None:
        """Look at another Picture; scrolls nowhere by itself."""
        self._picture = picture
        self._head = head_of(picture)

    @property
    def fitted(self) -> bool:
        """Whether the map fits the window and follows its size."""
        return self._fitted

    @fitted.setter
    def fitted(self, fitted: bool) -> None:
        self._fitted = fitted
        self._begun = False
        # A fitted map needs no scroll bars; one that comes and goes by a pixel of rounding would
        # change the viewport, which fits the map anew, and so on without end.
        policy = Qt.ScrollBarPolicy
        bars = policy.ScrollBarAlwaysOff if fitted else policy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(bars)
        self.setVerticalScrollBarPolicy(bars)

    @property
    def zoom(self) -> float:
        """The zoom; 1 is 100 %."""
        return self.transform().m11()

    def seen(self) -> QRectF:
        """Return the part of the scene that the viewport shows."""
        back, _ = self.viewportTransform().inverted()
        return back.mapRect(QRectF(self.viewport().rect()))

    def pins(self) -> Pins:
        """Return where the headings stand now."""
        assert self.picture is not None
        return pinned(self.picture, self._head, box_of(self.seen()))

    def on_screen(self, part: Part) -> QRectF:
        """Return where a part is in the viewport."""
        return self.places()(part)

    def places(self) -> Callable[[Part], QRectF]:
        """Return what says of parts where they are in the viewport, until it is looked otherwise.

        Of many parts, this is much quicker than asking `on_screen` for each.
        """
        to_port, pins = self.viewportTransform(), self.pins()
        return lambda part: to_port.mapRect(rect_of(part.box).translated(*pins.offset(part)))

    # ------------------------------------------------------------ zoom

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom, keeping the point of the viewport `at` (its middle by default) where it is."""
        self.fitted = False
        self._zoom_to(zoom, at if at is not None else QRectF(self.viewport().rect()).center())
        if at is None:  # by a key or the menu: no hand holds on to a point of the map
            self.close_up()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by a factor around a point of the viewport, the middle by default."""
        self.set_zoom(self.zoom * factor, at)

    def fit(self) -> None:
        """Show the whole map, never larger than 100 %."""
        if self.picture is None:
            return
        bounds = self.picture.bounds
        self._zoom_to(self._fitting(), QPointF())
        middle = QPointF(bounds.x + bounds.w / 2, bounds.y + bounds.h / 2)
        port, zoom = self.viewport().rect(), self.zoom
        free = (port.width() - bounds.w * zoom) / 2
        shift = max(min(self._beside(zoom) - free, free - MARGIN), 0.0) / zoom
        if shift:
            middle += QPointF(shift if self.picture.rtl else -shift, 0.0)
        size = QRectF(port).size() / zoom
        self.limit(QRectF(middle - QPointF(size.width(), size.height()) / 2, size))
        self.centerOn(middle)
        self.fitted = True

    def begin(self) -> None:
        """Show the map as it is first seen: all of it where it can be read so, else its beginning.

        It follows the size of the window until somebody zooms or scrolls.
        """
        if self.picture is None:
            return
        if self._fitting() >= LEGIBLE:
            self.fit()
            return
        bounds, port = self.picture.bounds, self.viewport().rect()
        self.fitted = False
        self._zoom_to(LEGIBLE, QPointF())
        start = bounds.right if self.picture.rtl else bounds.x
        edge = port.width() - MARGIN if self.picture.rtl else MARGIN
        self.keep(QPointF(start, bounds.y), QPointF(edge, MARGIN))
        self._begun = True

    def show_area(self, area: QRectF, nearest: float = 1.0) -> None:
        """Zoom so that a region of the scene fills the view beside the headings."""
        if self.picture is None:
            return
        port, start = self.viewport().rect(), self.picture.start
        wide = (port.width() - 2 * MARGIN) / max(area.width() + start.w, 1.0)
        high = (port.height() - 2 * MARGIN) / max(area.height() + self._head.h, 1.0)
        self.set_zoom(min(wide, high, nearest))
        self.centre_on(area.center())

    def show_from(self, area: QRectF, across: bool) -> None:
        """Zoom so that a region fills the width (or the height) beside the headings, if readable.

        It is shown from its beginning on.
        """
        if self.picture is None:
            return
        port, start = self.viewport().rect(), self.picture.start
        if across:
            zoom = (port.width() - 2 * MARGIN) / max(area.width() + start.w, 1.0)
        else:
            zoom = (port.height() - 2 * MARGIN) / max(area.height() + self._head.h, 1.0)
        self.set_zoom(min(max(zoom, ENOUGH), 1.0))
        zoom = self.zoom
        top = min(self._head.h * zoom, port.height() / 2)
        beside = min(start.w * zoom, port.width() / 2) + MARGIN
        x = port.width() - beside if self.picture.rtl else beside
        y = max(area.y(), self._head.bottom)
        point = QPointF(area.right() if self.picture.rtl else area.x(), y)
        self.keep(point, QPointF(x, top))
        self.close_up()

    def centre_on(self, point: QPointF) -> None:
        """Scroll so that a point of the scene is in the middle of what headings leave free."""
        if self.picture is None:
            return
        self.fitted = False
        port, zoom = QRectF(self.viewport().rect()), self.zoom
        port.setTop(port.top() + min(self._head.h * zoom, port.height() / 2))
        beside = min(self.picture.start.w * zoom, port.width() / 2)
        if self.picture.rtl:
            port.setRight(port.right() - beside)
        else:
            port.setLeft(port.left() + beside)
        self.keep(point, port.center())

    def look_around(self, point: QPointF) -> None:
        """Scroll so that a point of the scene is in the middle of the view."""
        self.fitted = False
        self.keep(point, QRectF(self.viewport().rect()).center())

    def standing(self) -> Standing:
        """Return how the map is looked at now, for `stand`."""
        return Standing(self._fitted, self._begun, self.zoom, self.seen().topLeft())

    def stand(self, standing: Standing) -> None:
        """Look at the map as at another time."""
        self.fitted = standing.fitted
        self._begun = standing.begun
        if not self.follow():
            self._zoom_to(standing.zoom, QPointF())
            self.keep(standing.corner, QPointF())

    def follow(self) -> bool:
        """Show the map anew as it was fitted or begun with; return whether it was either."""
        if self._begun:
            self.begin()
        elif self.fitted:
            self.fit()
        return self._begun or self.fitted

    def _fitting(self) -> float:
        if self.picture is None:
            return 1.0
        bounds, port = self.picture.bounds, self.viewport().rect()
        wide, high = port.width() - 2 * MARGIN, port.height() - 2 * MARGIN
        zoom = min(wide / max(bounds.w, 1), high / max(bounds.h, 1), 1.0)
        named = self._beside(zoom)
        if named > MARGIN:
            wide = port.width() - MARGIN - NAMES
            zoom = min(zoom, wide / max(bounds.w - self.picture.start.w, 1))
        return max(zoom, 1e-3)

    def _beside(self, zoom: float) -> float:
        """Return how many pixels are to be free beside a fitted map for the names of its lanes."""
        assert self.picture is not None
        start = self.picture.start.w * zoom
        named = NAMED_FROM <= zoom < READABLE and self.viewport().width() >= 4 * NAMES
        return max(MARGIN, NAMES - start) if named and start else MARGIN

    def _zoom_to(self, zoom: float, at: QPointF) -> None:
        if isnan(zoom):
            return
        zoom = min(max(zoom, min(SMALLEST, self._fitting())), LARGEST)
        back, _ = self.viewportTransform().inverted()
        point = back.map(at)
        changed = abs(zoom - self.zoom) > 1e-9
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self.keep(point, at)
        if changed:
            self.zoom_changed.emit(zoom)

    # ------------------------------------------------------------ scrolling

    def scroll_by(self, dx: int, dy: int) -> None:
        """Scroll by pixels of the screen, as somebody asked for."""
        self.fitted = False
        self._scroll(dx, dy)

    def _scroll(self, dx: int, dy: int) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + dx)
        down.setValue(down.value() + dy)

    def limit(self, wanted: QRectF | None = None) -> None:
        """Say how far one may scroll: a little past the map, and to where the view is wanted."""
        if self.picture is None:
            return
        bounds, zoom = self.picture.bounds, self.zoom
        wide, high = self.viewport().width() / zoom, self.viewport().height() / zoom
        margin = MARGIN / zoom
        dx = margin if bounds.w + 2 * margin <= wide + 1 else max(margin, wide * BEYOND)
        dy = margin if bounds.h + 2 * margin <= high + 1 else max(margin, high * BEYOND)
        rect = rect_of(bounds).adjusted(-dx, -dy, dx, dy)
        self.setSceneRect(rect.united(wanted) if wanted is not None else rect)

    def keep(self, point: QPointF, was: QPointF) -> None:
        """Scroll so that a point of the scene is where `was` is in the viewport."""
        size = QRectF(self.viewport().rect()).size() / self.zoom
        self.limit(QRectF(point - was / self.zoom, size))
        now = self.viewportTransform().map(point)
        self._scroll(round(now.x() - was.x()), round(now.y() - was.y()))

    def close_up(self) -> None:
        """Scroll so that no emptiness is seen on one side while some of the map is not, there."""
        if self.picture is None:
            return
        margin = MARGIN / self.zoom
        seen, map_ = self.seen(), rect_of(self.picture.bounds)
        map_.adjust(-margin, -margin, margin, margin)
        dx = _into(seen.left(), seen.right(), map_.left(), map_.right())
        dy = _into(seen.top(), seen.bottom(), map_.top(), map_.bottom())
        across = -dx if seen.width() <= map_.width() else 0.0
        down = -dy if seen.height() <= map_.height() else 0.0
        self._scroll(round(across * self.zoom), round(down * self.zoom))

    def emptiness(self) -> tuple[float, float, float, float]:
        """Return how many pixels beside the map are seen: left, top, right, bottom."""
        if self.picture is None:
            return 0.0, 0.0, 0.0, 0.0
        seen, bounds, zoom = self.seen(), rect_of(self.picture.bounds), self.zoom
        sides = (
            bounds.left() - seen.left(),
            bounds.top() - seen.top(),
            seen.right() - bounds.right(),
            seen.bottom() - bounds.bottom(),
        )
        left, top, right, bottom = (max(side * zoom, MARGIN) for side in sides)
        return left, top, right, bottom

    def bring_into_sight(self, part: Part) -> None:
        """Scroll as little as shows a part beside the headings; come nearer where it is tiny."""
        if self.picture is None:
            return
        if self.zoom < READABLE and not self.fitted:
            self._zoom_to(NEAR, self.viewportTransform().map(rect_of(part.box).center()))
        pins = self.pins()
        rect = self.on_screen(part)
        port = QRectF(self.viewport().rect()).adjusted(24, 24, -24, -24)
        above = part.pin in ("top", "both")
        beside = part.pin in ("start", "both")
        if not above and pins.head.h:
            head = self.viewportTransform().mapRect(rect_of(pins.head))
            port.setTop(min(max(port.top(), head.bottom() + 14), port.bottom() - 40))
        if not beside and pins.start.w:
            start = self.viewportTransform().mapRect(rect_of(pins.start))
            if self.picture.rtl:
                port.setRight(max(min(port.right(), start.left() - 14), port.left() + 40))
            else:
                port.setLeft(min(max(port.left(), start.right() + 14), port.right() - 40))
        dx = 0.0 if beside else _into(rect.left(), rect.right(), port.left(), port.right())
        dy = 0.0 if above else _into(rect.top(), rect.bottom(), port.top(), port.bottom())
        if dx or dy:
            self._begun = False
            self._scroll(round(dx), round(dy))

    # ------------------------------------------------------------ events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted map fitted, and the beginning of one that is not in its corner."""
        super().resizeEvent(event)
        if self._is_settled() and not self.fitted:
            return
        if not self.follow():
            self.limit(self.seen())

    def _is_settled(self) -> bool:
        """Return whether only scroll bars come and go, which limits must not follow for ever.

        They take room from what is seen; with less room there is less to scroll to, and they go.
        """
        if self.size() != self._room:
            self._room, self._times = self.size(), 0
        self._times += 1
        return self._times > SETTLED

    def showEvent(self, event: QShowEvent) -> None:
        """Show the map as it is first seen."""
        super().showEvent(event)
        if self.fitted:
            self.begin()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, go sideways with Shift, else scroll."""
        fine, turned = event.pixelDelta(), event.angleDelta()
        if event.modifiers() & _CONTROL:
            notches = (turned.y() or turned.x()) / 120 if not turned.isNull() else fine.y() / 60
            self.zoom_by(NOTCH ** max(-NOTCHES, min(notches, NOTCHES)), event.position())
        else:
            dx, dy = fine.x(), fine.y()
            if fine.isNull():
                dx, dy = round(turned.x() / 120 * LINE), round(turned.y() / 120 * LINE)
            if event.modifiers() & _SHIFT and not dx:
                dx, dy = dy, 0
            self.scroll_by(-dx, -dy)
        event.accept()

    def pinched(self, event: QNativeGestureEvent) -> bool:
        """Follow a gesture of the touchpad; return whether it was one of the camera's."""
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
        elif event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            if self.fitted:
                self.set_zoom(1.0, event.position())
            else:
                self.fit()
        else:
            return False
        return True

    def pinched_by_touch(self, pinch: QPinchGesture) -> None:
        """Follow two fingers on a touch screen."""
        at = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
        self.zoom_by(pinch.scaleFactor(), QPointF(at))


def rect_of(box: Box) -> QRectF:
    """Return a Box as Qt's rectangle."""
    return QRectF(box.x, box.y, box.w, box.h)


def box_of(rect: QRectF) -> Box:
    """Return Qt's rectangle as a Box."""
    return Box(rect.x(), rect.y(), rect.width(), rect.height())


def _into(low: float, high: float, least: float, most: float) -> float:
    """Return how far to scroll so that low..high lies in least..most; the start wins."""
    if low < least or high - low > most - least:
        return low - least
    return high - most if high > most else 0.0
