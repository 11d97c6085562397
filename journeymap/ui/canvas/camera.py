"""How the map is looked at: zoom around a point, scrolling, bringing something into sight.

Knows the Picture's bounds and headings and nothing of records, selection or gestures. What of the
map fills the window is in `framing.py`, what the wheel and the touchpad do in `wheel.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from journeymap.picture.picture import Box, Part, Picture
from journeymap.ui.canvas.pins import Pins, head_of, pinned
from journeymap.ui.controls import own_ground

SMALLEST, LARGEST = 0.01, 4.0  # zoom
MARGIN = 20.0  # pixels on the screen around a fitted map
BEYOND = 0.35  # share of the window by which one may scroll past the map's edge
READABLE = 0.35  # zoom under which names are too small to read
NEAR = 0.8  # zoom at which something is brought into sight from farther away


class Camera(QGraphicsView):
    """A graphics view that zooms around points and keeps near its picture."""

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
        self._begun = False  # whether it begins with its beginning, and follows the window so
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
        """The Picture of the map."""
        return self._picture

    @property
    def shown(self) -> Picture | None:
        """The Picture that is painted, which may be that of before the last edit."""
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
        assert self.shown is not None
        return pinned(self.shown, self._head, box_of(self.seen()))

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

    def smallest(self) -> float:
        """Return the smallest zoom."""
        return SMALLEST

    def _zoom_to(self, zoom: float, at: QPointF) -> None:
        if isnan(zoom):
            return
        zoom = min(max(zoom, self.smallest()), LARGEST)
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
        if self.shown is None:
            return
        bounds, zoom = self.shown.bounds, self.zoom
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
        if self.shown is None:
            return
        margin = MARGIN / self.zoom
        seen, map_ = self.seen(), rect_of(self.shown.bounds)
        map_.adjust(-margin, -margin, margin, margin)
        dx = _into(seen.left(), seen.right(), map_.left(), map_.right())
        dy = _into(seen.top(), seen.bottom(), map_.top(), map_.bottom())
        across = -dx if seen.width() <= map_.width() else 0.0
        down = -dy if seen.height() <= map_.height() else 0.0
        self._scroll(round(across * self.zoom), round(down * self.zoom))

    def emptiness(self) -> tuple[float, float, float, float]:
        """Return how many pixels beside the map are seen: left, top, right, bottom."""
        if self.shown is None:
            return 0.0, 0.0, 0.0, 0.0
        seen, bounds, zoom = self.seen(), rect_of(self.shown.bounds), self.zoom
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
        if self.shown is None:
            return
        if self.zoom < READABLE and not self.fitted:
            self._zoom_to(NEAR, self.viewportTransform().map(rect_of(part.box).center()))
        pins = self.pins()
        rect = self.on_screen(part)
        port = QRectF(self.viewport().rect()).adjusted(24, 24, -24, -24)
        above = part.pin in ("top", "both")
        beside = part.pin in ("start", "both")
        # headings that do not float go along, and nothing is under them
        if not above and pins.head.h and pins.dy:
            head = self.viewportTransform().mapRect(rect_of(pins.head))
            port.setTop(min(max(port.top(), head.bottom() + 14), port.bottom() - 40))
        if not beside and pins.start.w and pins.dx:
            start = self.viewportTransform().mapRect(rect_of(pins.start))
            if self.shown.rtl:
                port.setRight(max(min(port.right(), start.left() - 14), port.left() + 40))
            else:
                port.setLeft(min(max(port.left(), start.right() + 14), port.right() - 40))
        dx = 0.0 if beside else _into(rect.left(), rect.right(), port.left(), port.right())
        dy = 0.0 if above else _into(rect.top(), rect.bottom(), port.top(), port.bottom())
        if dx or dy:
            self._begun = False
            self._scroll(round(dx), round(dy))


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
