"""The names at the best and the worst point of the curve, in large type, each with a ring.

It paints on the screen of a presentation and knows only points and words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QApplication

LETTERS, RING, GAP = 26, 17, 12  # pixels, at 1080 lines
UNDER = RING + GAP + 1.4 * LETTERS + 18  # that a name takes under its point
Mark = tuple[QPointF, str, bool]


def paint_marks(
    painter: QPainter,
    marks: Sequence[Mark],
    room: QRectF,
    color: Callable[[str], QColor | str],
    unit: float,
) -> None:
    """Paint rings and names at (point, name, whether it is the best one), all within `room`."""
    font = QFont(QApplication.font())
    font.setPixelSize(max(round(LETTERS * unit), 12))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    for (at, _, best), (box, words) in zip(
        marks, places(marks, room, QFontMetricsF(font), unit), strict=True
    ):
        ink = QColor(color("curve.emotion" if best else "pain"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, max(3 * unit, 2)))
        painter.drawEllipse(at, RING * unit, RING * unit)
        painter.setBrush(QColor(color("card")))
        painter.setPen(QPen(ink, max(2 * unit, 1)))
        painter.drawRoundedRect(box, 8 * unit, 8 * unit)
        painter.setPen(QColor(color("text")))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


def places(
    marks: Sequence[Mark], room: QRectF, letters: QFontMetricsF, unit: float
) -> list[tuple[QRectF, str]]:
    """Return box and words of each name: over the best point, under the worst, or where is room.

    There they keep off the lines, which run between the best and the worst.
    """
    made: list[tuple[QRectF, str]] = []
    rings = [_around(at, RING * unit) for at, _, _ in marks]
    for at, name, best in marks:
        words = letters.elidedText(name, Qt.TextElideMode.ElideRight, room.width() * 0.6)
        w, h = letters.horizontalAdvance(words) + 28 * unit, letters.height() + 12 * unit
        x = min(max(at.x() - w / 2, room.left()), max(room.right() - w, room.left()))
        off = (RING + GAP) * unit
        under, over = QRectF(x, at.y() + off, w, h), QRectF(x, at.y() - off - h, w, h)
        ways = [over, under] if best else [under, over]
        ways += [way.translated(0, (h + 4 * unit) * side) for way in ways for side in (1, -1)]
        taken = [*(box for box, _ in made), *rings]
        free = [b for b in ways if room.contains(b) and not any(b.intersects(t) for t in taken)]
        made.append((free[0] if free else ways[0], words))
    return made


def _around(at: QPointF, by: float) -> QRectF:
    return QRectF(at.x() - by, at.y() - by, 2 * by, 2 * by)
