"""The edge of headings that float over the map: a soft shadow, and a line where none is seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter

SHADOW = 10  # pixels on the screen under pinned headings


def paint_edge(
    painter: QPainter,
    strip: QRectF,
    pin: str,
    zoom: float,
    rtl: bool,
    color: Callable[[str], QColor],
) -> None:
    """Paint the edge of the strip under headings, towards the map."""
    size = SHADOW / zoom
    dark = QColor(color("shadow"))
    dark.setAlphaF(0.14)
    clear = QColor(dark)
    clear.setAlphaF(0)
    if pin == "top":
        area = QRectF(strip.x(), strip.bottom(), strip.width(), size)
        gradient = QLinearGradient(area.topLeft(), area.bottomLeft())
    elif rtl:
        area = QRectF(strip.left() - size, strip.y(), size, strip.height())
        gradient = QLinearGradient(area.topRight(), area.topLeft())
    else:
        area = QRectF(strip.right(), strip.y(), size, strip.height())
        gradient = QLinearGradient(area.topLeft(), area.topRight())
    gradient.setColorAt(0, dark)
    gradient.setColorAt(1, clear)
    painter.fillRect(area, QBrush(gradient))
    if pin == "start":  # where shadows cannot be seen, cards end at a line, not at nothing
        edge = strip.left() - 1 / zoom if area.left() < strip.left() else strip.right()
        line = QRectF(edge, strip.y(), 1 / zoom, strip.height())
        painter.fillRect(line, color("card.border"))
