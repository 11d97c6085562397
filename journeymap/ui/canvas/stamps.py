"""What every card has, kept as pictures at 100 %: grounds with their shadows, faces and marks.

The soft edges of a card take most of the time in which it is painted, and hundreds of cards have
the very same. At 100 % all stand on whole pixels, so a picture of them looks no different; at other
zooms, and between two pixels while cards glide, they are painted as ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from journeymap.picture.shapes import Icon, Rect, Shape
from journeymap.ui.paint import Op

MARGIN = 8  # pixels around a shape that its shadow or its edge may take
MARK = 24.0  # pixels; what is larger and has no shadow is painted quickly enough
MOST = 400  # stamps, of a few kilobytes each


class Stamps:
    """The pictures of one theme."""

    def __init__(self) -> None:
        self._kept: dict[object, QImage] = {}

    def stamped(self, shape: Shape, calls: list[Op]) -> list[Op]:
        """Return the calls that paint a shape: with its stamp where it gets one, else these."""
        if not isinstance(shape, Rect | Icon) or not _is_whole(shape.x, shape.y):
            return calls
        size = (shape.w, shape.h) if isinstance(shape, Rect) else (shape.size, shape.size)
        round_ = isinstance(shape, Icon) or shape.radius > 0
        soft = isinstance(shape, Rect) and shape.shadow
        if not soft and not (round_ and max(size) <= MARK):
            return calls
        return [(self._put, (shape._replace(x=0.0, y=0.0), shape.x, shape.y, size, calls))]

    def _put(
        self,
        painter: QPainter,
        shape: Shape,
        x: float,
        y: float,
        size: tuple[float, float],
        calls: list[Op],
    ) -> None:
        """Paint a shape at a point; pen and brush are what they were."""
        at, ratio = painter.worldTransform(), painter.device().devicePixelRatioF()
        if at.m11() != 1.0 or ratio != int(ratio) or not _is_whole(at.dx(), at.dy()):
            pen, brush = painter.pen(), painter.brush()
            _play(painter, calls)
            painter.setPen(pen)
            painter.setBrush(brush)
            return
        key = (shape, ratio)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = _picture(calls, x, y, size, ratio)
        painter.drawImage(QPointF(x - MARGIN, y - MARGIN), found)


def _picture(
    calls: list[Op], x: float, y: float, size: tuple[float, float], ratio: float
) -> QImage:
    """Return the picture of a shape that these calls paint at a point."""
    wide, high = (ceil(side) + 2 * MARGIN for side in size)
    image = QImage(QSize(wide, high) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(MARGIN - x, MARGIN - y)
    _play(painter, calls)
    painter.end()
    return image


def _play(painter: QPainter, calls: Iterable[Op]) -> None:
    for call, arguments in calls:
        call(painter, *arguments)


def _is_whole(x: float, y: float) -> bool:
    return x == int(x) and y == int(y)
