"""Parts for which a frame has no time: their flat rectangles, or a plain line.

What is painted so follows whole in one of the next frames.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.blocks import flat


class Plain:
    """Paints parts as little more than their places; what that takes is kept by face."""

    def __init__(self, artist: Artist) -> None:
        self._artist = artist
        self._flat: dict[int, list[tuple[str, QRectF]]] = {}
        self._lines: dict[int, QPolygonF] = {}

    def forget(self) -> None:
        """Keep nothing: another Picture has other faces."""
        self._flat.clear()
        self._lines.clear()

    def paint(self, painter: QPainter, part: Part, hand: Artist) -> None:
        """Paint a part in the colours of `hand`."""
        if part.kind == "flow":
            self._paint_line(painter, part, hand)
            return
        rects = self._flat.get(id(part.face))
        if rects is None:
            at_origin = part._replace(box=Box(0, 0, part.box.w, part.box.h))
            # as pale as the card that follows, or a quick scroll would be a flicker of colours
            shapes = self._artist.shapes(part.face, "signs")[:2]
            rects = [(token, rect) for token, _, rect in flat(at_origin, shapes)]
            self._flat[id(part.face)] = rects
        painter.setPen(Qt.PenStyle.NoPen)
        for token, rect in rects:
            painter.setBrush(hand.color(token))
            painter.drawRect(rect.translated(part.box.x, part.box.y))

    def _paint_line(self, painter: QPainter, part: Part, hand: Artist) -> None:
        points = getattr(part.face, "points", ())
        line = self._lines.get(id(part.face))
        if line is None:
            line = self._lines[id(part.face)] = QPolygonF([QPointF(*point) for point in points])
        pen = QPen(hand.color("flow"))
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.translate(part.box.x, part.box.y)
        painter.drawPolyline(line)
        painter.translate(-part.box.x, -part.box.y)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
