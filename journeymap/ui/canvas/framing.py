"""What of the map fills the window: all of it, its beginning, a region, or what was seen before.

A map that is fitted or begun with follows the size of the window until somebody zooms or scrolls.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from journeymap.ui.canvas.camera import MARGIN, READABLE, SMALLEST, Camera
from journeymap.ui.style import scale

NAMES = 100.0  # pixels beside a fitted map for names of lanes that are larger than their heads
NAMED_FROM = 0.008  # zoom from which lanes are high enough for names
LEGIBLE = 0.75  # smallest zoom a map is opened at: all of a card can be read
SETTLED = 2  # times that limits follow one size of the window, once its scroll bars came or went
ENOUGH = 0.6  # zoom from which what is gone along can be read


def legible() -> float:
    """Return the smallest zoom that a map is opened at; it grows with texts, up to 100 %."""
    return min(LEGIBLE * scale(), 1.0)


class Standing(NamedTuple):
    """How a map is looked at: fitted, from its beginning, or at a zoom from a corner on."""

    fitted: bool
    begun: bool
    zoom: float
    corner: QPointF


class Framing(Camera):
    """A camera that fits its picture to the window until told otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room, self._times = QSize(), 0  # a size of the window, and how often it was followed

    def smallest(self) -> float:
        """Return the smallest zoom: that of a huge map shows all of it."""
        return min(SMALLEST, self._fitting())

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
        if self._fitting() >= legible():
            self.fit()
            return
        bounds, port = self.picture.bounds, self.viewport().rect()
        self.fitted = False
        self._zoom_to(legible(), QPointF())
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

    def show_from(self, area: QRectF) -> None:
        """Zoom so that a region fills the height beside the headings, if readable.

        It is shown from its beginning on.
        """
        if self.picture is None:
            return
        port, start = self.viewport().rect(), self.picture.start
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
        if self.fitted != standing.fitted:  # which lays out the scroll bars
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
