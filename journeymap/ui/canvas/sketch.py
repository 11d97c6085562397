"""What a gesture draws over the map: handles, a line being pulled, what it may lead to, a mood.

Told what to show by gestures and painted last, over the headings. It asks no model and changes
nothing; all of it together is a handful of lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from journeymap.model.index import Key
from journeymap.picture.draw_marks import emotion_face
from journeymap.picture.picture import Part
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.pins import EVERYWHERE, Pins

RADIUS = 8.0  # of a card's corners
KNOB, ARROW, FACE = 6.0, 11.0, 26.0  # pixels of the screen


class Handle(NamedTuple):
    """A thing to pull: what it does, for which record, and where it is in the scene.

    It is seen `beside` that place, so many pixels of the screen to the right.
    """

    what: Literal["out", "start", "end", "mood"]
    key: Key
    at: QPointF
    beside: float = 0.0


class Line(NamedTuple):
    """A flow that is being pulled, from where to where in the scene."""

    start: QPointF
    end: QPointF
    good: bool = True  # it may lead there
    rtl: bool = False


class Mood(NamedTuple):
    """A point of the curve that is held: where it was, where it would be, and what that says."""

    was: QPointF
    at: QPointF
    value: int


class Sketch:
    """What is shown of gestures; each sets what is its own and takes it away again."""

    def __init__(self, artist: Artist) -> None:
        self.artist = artist
        self.line: Line | None = None
        self.lit: Part | None = None  # what it would lead to
        self.refused: Part | None = None  # what it may not lead to
        self.choices: tuple[QRectF, ...] = ()  # around all that it may lead to
        self.flow: Part | None = None  # which a card would be put into
        self.mood: Mood | None = None
        self.bar: QLineF | None = None  # between which headings another would stand
        self.hot: Handle | None = None  # the handle under the pointer

    def clear(self) -> None:
        """Show nothing any more."""
        self.line = self.lit = self.refused = self.flow = self.mood = self.bar = self.hot = None
        self.choices = ()

    def allow(self, parts: Iterable[Part]) -> None:
        """Outline these parts as what may be chosen."""
        self.choices = tuple(rect_of(part.box).adjusted(-2, -2, 2, 2) for part in parts)

    # ------------------------------------------------------------ painting

    def paint(self, painter: QPainter, pins: Pins, handles: Iterable[Handle]) -> None:
        """Paint all of it; what belongs to the map is not painted over its headings."""
        zoom = painter.worldTransform().m11()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRect(rect_of(pins.beside(EVERYWHERE)), Qt.ClipOperation.IntersectClip)
        if self.choices or self.lit is not None or self.refused is not None:
            self._paint_targets(painter)
        if self.flow is not None:
            self._paint_flow(painter, self.flow)
        if self.line is not None:
            self._paint_line(painter, self.line, zoom)
        painter.restore()
        if self.bar is not None:
            painter.setPen(self._pen("accent", 4.0))
            painter.drawLine(self.bar)
        if self.mood is not None:
            self._paint_mood(painter, self.mood, zoom)
        for handle in handles:
            self._paint_handle(painter, handle, zoom)

    def _pen(self, token: str, width: float) -> QPen:
        pen = QPen(self.artist.color(token), width)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def _tint(self, token: str, alpha: float) -> QColor:
        color = QColor(self.artist.color(token))
        color.setAlphaF(alpha)
        return color

    def _paint_targets(self, painter: QPainter) -> None:
        painter.setPen(self._pen("accent", 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in self.choices:
            painter.drawRoundedRect(rect, RADIUS + 2, RADIUS + 2)
        for part, token in ((self.lit, "accent"), (self.refused, "error")):
            if part is None:
                continue
            pen = self._pen(token, 3.0)
            if token == "error":
                pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.setBrush(self._tint(token, 0.14))
            rect = rect_of(part.box).adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(rect, RADIUS + 3, RADIUS + 3)

    def _paint_flow(self, painter: QPainter, part: Part) -> None:
        points = getattr(part.face, "points", ())
        line = QPolygonF([QPointF(part.box.x + x, part.box.y + y) for x, y in points])
        pen = self._pen("accent", 11)
        pen.setColor(self._tint("accent", 0.3))
        painter.setPen(pen)
        painter.drawPolyline(line)
        painter.setPen(self._pen("accent", 3.5))
        painter.drawPolyline(line)

    def _paint_line(self, painter: QPainter, line: Line, zoom: float) -> None:
        token = "accent" if line.good else "error"
        pen = self._pen(token, 2.6)
        if not line.good:
            pen.setDashPattern([3, 2.5])
        start, end, on = line.start, line.end, -1.0 if line.rtl else 1.0
        bend = max(abs(end.x() - start.x()) / 2, 24 / zoom) * on
        back = QPointF(end.x() - ARROW / zoom * on, end.y())
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(bend, 0), back - QPointF(bend, 0), back)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        half = ARROW / 2 / zoom
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.artist.color(token))
        painter.drawPolygon([end, back + QPointF(0, half), back - QPointF(0, half)])

    def _paint_mood(self, painter: QPainter, mood: Mood, zoom: float) -> None:
        half = FACE / 2 / zoom
        pen = self._pen("accent", 1.6)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(mood.was, mood.at)
        painter.save()
        painter.translate(mood.at)
        painter.scale(1 / zoom, 1 / zoom)
        shapes = tuple(emotion_face(mood.value, -FACE / 2, -FACE / 2, FACE))
        self.artist.paint_shapes(painter, shapes)
        painter.restore()
        painter.setPen(self._pen("accent", 2.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(mood.at, half + 2 / zoom, half + 2 / zoom)

    def _paint_handle(self, painter: QPainter, handle: Handle, zoom: float) -> None:
        hot = self.hot is not None and self.hot[:2] == handle[:2]
        radius = (KNOB + 1.5 if hot else KNOB) / zoom
        painter.setPen(self._pen("accent", 1.8))
        painter.setBrush(self.artist.color("accent" if hot else "card"))
        if handle.what == "mood":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius *= 1.4
        at = handle.at + QPointF(handle.beside / zoom, 0)
        painter.drawEllipse(at, radius, radius)
        if handle.what != "out":
            return
        painter.setPen(self._pen("card" if hot else "accent", 1.8))
        arm = radius * 0.5
        painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
        painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))
