"""Real items for the little that is being touched: selection, hover, drop cell, ghosts.

They lie above the layer and are told what to show; none asks the model or changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from journeymap.model.index import Key
from journeymap.picture.draw import corner
from journeymap.picture.picture import Part
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.drop import Target
from journeymap.ui.canvas.found import paint_found
from journeymap.ui.canvas.pins import EVERYWHERE, Pins
from journeymap.ui.guard import guarded

RADIUS = 8.0  # of a card's corners
REACH = 8.0  # pixels of the map around an outline


class Overlay(QGraphicsItem):
    """An item over the whole picture that lets the mouse through."""

    def __init__(self, artist: Artist, z: float) -> None:
        super().__init__()
        self.artist = artist
        self._bounds = QRectF()
        self.setZValue(z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def cover(self, bounds: QRectF) -> None:
        """Reach over another region."""
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds

    def boundingRect(self) -> QRectF:
        """Return the region that the item may paint."""
        return self._bounds

    def pen(self, token: str, width: float) -> QPen:
        """Return a pen that is as wide at every zoom."""
        pen = QPen(self.artist.color(token), width)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen


class Marks(Overlay):
    """The outlines of what is selected and of what the pointer is over."""

    def __init__(self, artist: Artist, z: float) -> None:
        super().__init__(artist, z)
        self.selected: tuple[Part, ...] = ()
        self.left: Part | None = None  # what was selected last, also once nothing is any more
        self.hovered: Part | None = None
        self.found: tuple[Part, ...] = ()  # what a search marks
        self.rtl = False
        self.focus = True  # whether the canvas has the keyboard
        self.offsets: Mapping[Key, tuple[float, float]] = {}
        self.sign_of: Callable[[Part], QRectF | None] = lambda _: None  # what stands for a heading

    def select(self, parts: Iterable[Part]) -> None:
        """Outline these as selected, and remember the last of them."""
        self.selected = tuple(parts)
        if self.selected:
            self.left = self.selected[-1]

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the outlines."""
        zoom = painter.worldTransform().m11()
        if self.found:
            loose = (part for part in self.found if not part.pin)
            paint_found(painter, loose, self.artist.color, self._glided, self.rtl)
        hovered = self.hovered
        if hovered is not None and hovered not in self.selected and not hovered.pin:
            color = QColor(self.artist.color("accent"))
            color.setAlphaF(0.45)
            pen = self.pen("accent", 1.5)
            pen.setColor(color)
            self._outline(painter, hovered, pen, zoom, self.offsets.get(hovered.key, (0.0, 0.0)))
        pen = self.pen("accent" if self.focus else "text.soft", 2.2)
        for part in self.selected:
            if not part.pin:
                self._outline(painter, part, pen, zoom, self.offsets.get(part.key, (0.0, 0.0)))

    def paint_pinned(self, painter: QPainter, pins: Pins) -> None:
        """Paint the outlines of headings that are selected or found, where they stand now."""
        zoom = painter.worldTransform().m11()
        if self.found:
            heads = (part for part in self.found if part.pin)
            paint_found(painter, heads, self.artist.color, pins.offset, self.rtl)
        pen = self.pen("text", 2.2)
        for part in self.selected:
            sign = self.sign_of(part) if part.pin else None
            if sign is not None:
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                gap = 1.0 / zoom
                around = sign.adjusted(-gap, -gap, gap, gap)
                painter.drawRoundedRect(around, 5 * gap, 5 * gap)
            elif part.pin:
                painter.save()
                if part.pin == "top":  # under the names of the rows, where they float
                    beside = rect_of(pins._replace(dy=0.0).beside(EVERYWHERE))
                    painter.setClipRect(beside, Qt.ClipOperation.IntersectClip)
                self._outline(painter, part, pen, zoom, pins.offset(part))
                painter.restore()

    def _glided(self, part: Part) -> tuple[float, float]:
        return self.offsets.get(part.key, (0.0, 0.0))

    def _outline(
        self, painter: QPainter, part: Part, pen: QPen, zoom: float, moved: tuple[float, float]
    ) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dx, dy = moved
        if part.kind == "flow":
            points = getattr(part.face, "points", ())
            line = QPolygonF([QPointF(part.box.x + x, part.box.y + y) for x, y in points])
            halo = QPen(pen)
            color = QColor(pen.color())
            color.setAlphaF(color.alphaF() * 0.25)
            halo.setColor(color)
            halo.setWidthF(7)
            painter.setPen(halo)
            painter.drawPolyline(line)
            painter.setPen(pen)
            painter.drawPolyline(line)
            return
        gap = 1.0 / max(zoom, 0.25)
        rect = rect_of(part.box).adjusted(-gap, -gap, gap, gap).translated(dx, dy)
        radius = RADIUS + gap
        marks = corner(part.face)
        if not marks:
            painter.drawRoundedRect(rect, radius, radius)
            return
        beside = QPainterPath()
        beside.addRect(rect.adjusted(-REACH, -REACH, REACH, REACH))
        for box in marks:  # the count and the star stay in front of the outline
            mark, over = rect_of(box).translated(part.box.x + dx, part.box.y + dy), QPainterPath()
            over.addRoundedRect(mark, mark.height() / 2, mark.height() / 2)
            beside -= over
        painter.save()
        painter.setClipPath(beside, Qt.ClipOperation.IntersectClip)
        painter.drawRoundedRect(rect, radius, radius)
        painter.restore()


class Preview(Overlay):
    """What a drag would do: the cell to drop in, the place between cards, the cards in flight."""

    def __init__(self, artist: Artist, z: float) -> None:
        super().__init__(artist, z)
        self.target: Target | None = None
        self.ghosts: tuple[tuple[Part, float, float], ...] = ()
        self.rubber: QRectF | None = None

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the drop cell, the insertion line, the ghosts and the rubber band."""
        if self.target is not None:
            self._paint_target(painter, self.target)
        painter.setOpacity(0.85)
        for part, x, y in self.ghosts:
            self.artist.paint(painter, part.face, "full", x, y)
            painter.setPen(self.pen("accent", 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(x, y, part.box.w, part.box.h), RADIUS, RADIUS)
        painter.setOpacity(1)
        if self.target is not None and self.target.line is not None:
            x1, y1, x2, y2 = self.target.line
            painter.setPen(self.pen("accent", 3.5))
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
        if self.rubber is not None:
            fill = QColor(self.artist.color("accent"))
            fill.setAlphaF(0.10)
            painter.setPen(self.pen("accent", 1))
            painter.setBrush(fill)
            painter.drawRect(self.rubber)

    def _paint_target(self, painter: QPainter, target: Target) -> None:
        token = "accent" if target.refusal is None else "error"
        fill = QColor(self.artist.color(token))
        fill.setAlphaF(0.10)
        pen = self.pen(token, 1.5)
        if target.refusal is not None:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect_of(target.cell).adjusted(1, 3, -1, -3), RADIUS, RADIUS)
