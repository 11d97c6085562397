"""The outlines of badges: one shape for each level of findings, and a bubble for conversations.

Shapes tell levels apart where colours cannot be: an octagon for an error, a triangle for a warning,
a circle for a hint, as the icons of the panel have them.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

SUNK = 0.24  # of the radius by which a number in a triangle stands under the middle
WIDER = 1.28  # by how much a triangle is wider for a number of two digits


@lru_cache(maxsize=32)
def outline(level: str, radius: float, digits: int = 1) -> QPainterPath:
    """Return the shape of a level around the origin, about as wide as a circle of the radius."""
    if level == "comment":
        return _bubble(radius)
    if level == "error":
        return _octagon(radius * 1.1)
    if level == "warning":
        return _triangle(radius * 1.4, WIDER if digits > 1 else 1.0)
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), radius, radius)
    return path


def number_at(level: str, radius: float) -> QPointF:
    """Return where the middle of a number stands in the shape of a level."""
    return QPointF(0, radius * SUNK if level == "warning" else 0.0)


def _octagon(radius: float) -> QPainterPath:
    path = QPainterPath()
    for corner in range(8):
        angle = pi / 8 + corner * pi / 4
        point = QPointF(radius * cos(angle), radius * sin(angle))
        if corner:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path


def _triangle(radius: float, wider: float) -> QPainterPath:
    """Return a triangle that points up, its corners cut round."""
    half = radius * 1.02 * wider
    corners = [(0.0, -radius), (half, radius * 0.72), (-half, radius * 0.72)]
    path, cut = QPainterPath(), 0.2
    for number, (x, y) in enumerate(corners):
        before, after = corners[number - 1], corners[(number + 1) % 3]
        begin = QPointF(x + (before[0] - x) * cut, y + (before[1] - y) * cut)
        end = QPointF(x + (after[0] - x) * cut, y + (after[1] - y) * cut)
        if number:
            path.lineTo(begin)
        else:
            path.moveTo(begin)
        path.quadTo(QPointF(x, y), end)
    path.closeSubpath()
    return path


def _bubble(radius: float) -> QPainterPath:
    """Return a speech bubble: its tail tells it from a finding without colour."""
    body = QPainterPath()
    box = QRectF(-radius, -radius, 2 * radius, 2 * radius - 1)
    body.addRoundedRect(box, radius * 0.45, radius * 0.45)
    tail = QPainterPath(QPointF(-radius * 0.5, box.bottom() - 1))
    tail.lineTo(-radius * 0.5, box.bottom() + radius * 0.45)
    tail.lineTo(radius * 0.2, box.bottom() - 1)
    tail.closeSubpath()
    return body.united(tail)
