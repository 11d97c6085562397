"""Paints what marks the parts of the map that a search has found: a dashed frame with a lens.

The frame is told from that of the selection by its dashes and the lens, not by its colour alone.
From afar, where neither can be seen, it is a plain frame.
It is painted by the item of the marks and asks nothing of the map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from journeymap.picture.picture import Part
from journeymap.ui.icons import paint

Color = Callable[[str], QColor]
Offset = Callable[[Part], tuple[float, float]]
LENS = 17.0  # pixels across
AWAY, CLOSE = 3.5, 1.5  # pixels between a part and its frame; from afar
DASHES = (5.0, 3.0)  # in widths of the pen
AFAR = 0.3  # zoom under which a lens would hide what it marks
SMALL = 15.0  # pixels that a part is high, at least, to have one
MOST = 600  # frames at once: more cannot be told from one another


def paint_found(
    painter: QPainter, parts: Iterable[Part], color: Color, offset: Offset, rtl: bool
) -> None:
    """Frame those of the parts that can be seen."""
    transform = painter.worldTransform()
    zoom = max(transform.m11(), 0.01)
    back, _ = transform.inverted()
    seen = back.mapRect(QRectF(painter.viewport()))
    near = zoom >= AFAR
    pen = QPen(color("star"), 2.4 if near else 1.6)
    pen.setCosmetic(True)
    if near:
        pen.setDashPattern(list(DASHES))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = MOST
    for part in parts:
        dx, dy = offset(part)
        gap = (AWAY if near else CLOSE) / zoom
        box = part.box
        rect = QRectF(box.x + dx, box.y + dy, box.w, box.h).adjusted(-gap, -gap, gap, gap)
        if not rect.intersects(seen):
            continue
        left -= 1
        if left < 0:
            break
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if part.kind == "flow":
            points = getattr(part.face, "points", ())
            line = QPolygonF([QPointF(box.x + x, box.y + y) for x, y in points])
            painter.drawPolyline(line)
            if not near:
                continue
            middle = points[len(points) // 2] if points else (box.w / 2, box.h / 2)
            _paint_lens(painter, QPointF(box.x + middle[0], box.y + middle[1]), LENS / zoom, color)
            continue
        painter.drawRoundedRect(rect, 8 + gap, 8 + gap)
        if rect.height() * zoom < SMALL:
            continue
        size = min(LENS / zoom, rect.height() * 0.7)
        at = rect.bottomRight() if rtl else rect.bottomLeft()
        inward = -size * 0.35 if rtl else size * 0.35
        _paint_lens(painter, at + QPointF(inward, -size * 0.35), size, color)
    painter.restore()


def _paint_lens(painter: QPainter, at: QPointF, size: float, color: Color) -> None:
    box = QRectF(at.x() - size / 2, at.y() - size / 2, size, size)
    pen = QPen(color("star"), 1.2)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(color("card"))
    painter.drawEllipse(box)
    inside = size * 0.2
    ink = color("text").name()
    paint(painter, "search", box.adjusted(inside, inside, -inside, -inside), ink)
