"""The map of a presentation on the screen: a camera that glides, a light, a curve that grows.

It paints with the canvas's layer and changes nothing of the map. What it is to look at is said in
the picture's coordinates; where on the widget the map may stand is its port.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, log
from typing import NamedTuple

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QTransform
from PySide6.QtWidgets import QWidget

from journeymap.model.index import Key
from journeymap.picture.draw_lines import BESIDE
from journeymap.picture.face import CurveFace
from journeymap.picture.picture import Box, Part, Picture
from journeymap.picture.theme import Theme
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.camera import box_of, rect_of
from journeymap.ui.canvas.layer import Layer
from journeymap.ui.canvas.levels import detail_at
from journeymap.ui.canvas.pins import head_of, pinned
from journeymap.ui.paint import Images
from journeymap.ui.presenting.marks import paint_marks
from journeymap.ui.presenting.shots import Shot
from journeymap.ui.slices import Slices

GLIDE = 700  # milliseconds from one step to the next
CLOSEST = 3.4  # zoom at 1080 lines: a card as large as a hand is large enough
NEARER = 0.94  # of the zoom, from which the camera comes to another picture
SLIDE = 150  # parts of a picture, up to which every frame shows them whole: cards are read at once
VEIL = 0.8  # how much of the ground lies over what is not lit
HEIGHT = 1080  # lines of the screen that sizes are given for
ROUND = 9.0  # the corners of what is lit, in pixels of the map


class Sight(NamedTuple):
    """What the camera sees: the zoom, the point in the port's middle, port, light and curve."""

    zoom: float
    x: float
    y: float
    port: QRectF
    lit: QRectF
    veil: float
    curve: float
    only: QRectF  # what is painted at all; empty for everything


class MapSheet(QWidget):
    """Shows a Picture; mouse and keys are the business of the window that it is in."""

    def __init__(self, theme: Theme, language: str, images: Images, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.still = False  # nothing glides
        self.artist = Artist(theme, language, images)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.update)
        self.layer = Layer(self.artist, self._again.start)
        self._settling = Slices(self)
        self._picture: Picture | None = None  # without the curve, which is painted apart
        self._curves: tuple[Part, ...] = ()
        self._of: Picture | None = None
        self._head = Box(0, 0, 0, 0)
        self.marks: tuple[tuple[Key, str, bool], ...] = ()  # touchpoint, its name, whether the best
        self._fresh = False  # another picture has come since the camera looked
        self._from: Sight | None = None
        self._to: Sight | None = None
        self._now: Sight | None = None
        self._glide = QVariantAnimation(self)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setDuration(GLIDE)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.valueChanged.connect(self._step)

    # ------------------------------------------------------------ what is shown

    def dress(self, theme: Theme, language: str, images: Images | None = None) -> None:
        """Paint in another theme or language from now on."""
        self.artist.dress(theme, language, images)
        self.layer.forget_colors()
        self.update()

    def show_picture(self, picture: Picture) -> None:
        """Show another Picture; the camera stays."""
        if picture is self._of:
            return
        self._of = picture
        self._fresh = True
        self._curves = tuple(part for part in picture.parts if part.kind == "curve")
        rest = tuple(part for part in picture.parts if part.kind != "curve")
        self._picture = replace(picture, parts=rest)
        self._head = head_of(picture)
        self.layer.show_picture(self._picture)
        few = len(rest) <= SLIDE
        self.layer.urgent = frozenset(part.key for part in rest) if few else frozenset()
        self._settling.begin(self.layer.settling)
        self.update()

    def look(self, shot: Shot, port: QRectF, glide: bool = True) -> None:
        """Look at something: glide there, unless nothing may move."""
        wanted = self._sight(shot, port)
        self._glide.stop()
        self._from = self._now
        if self._fresh and self._from is not None:
            # places of the picture before mean nothing in this one: come a little nearer instead
            self._from = wanted._replace(zoom=wanted.zoom * NEARER, veil=0.0)
        self._fresh = False
        self._to = wanted
        if self._from is None or self.still or not glide or not self.isVisible():
            self.settle()
        elif self._from != wanted:
            self._glide.start()

    def settle(self) -> None:
        """Be where the camera is going."""
        self._glide.stop()
        self._now = self._to
        self.update()

    @property
    def picture(self) -> Picture | None:
        """The Picture that is shown, with its curve."""
        return self._of

    @property
    def gliding(self) -> bool:
        """Whether the camera is on its way."""
        return self._glide.state() == QVariantAnimation.State.Running

    @property
    def sight(self) -> Sight | None:
        """What the camera sees now."""
        return self._now

    def _sight(self, shot: Shot, port: QRectF) -> Sight:
        look = shot.look
        zoom = min(port.width() / max(look.w, 1), port.height() / max(look.h, 1))
        zoom = max(min(zoom, CLOSEST * self.height() / HEIGHT), 1e-3)
        lit = rect_of(shot.lit if shot.lit is not None else look)
        veil = VEIL if shot.lit is not None else 0.0
        middle = (look.x + look.w / 2, look.y + look.h / 2)
        only = rect_of(look) if shot.alone else QRectF()
        return Sight(zoom, *middle, port, lit, veil, shot.curve, only)

    def _step(self, share: float) -> None:
        if self._from is not None and self._to is not None:
            self._now = _between(self._from, self._to, share)
            self.update()

    # ------------------------------------------------------------ what is where

    def transform(self) -> QTransform:
        """Return what takes the picture to the widget."""
        now = self._now
        made = QTransform()
        if now is not None:
            made.translate(now.port.center().x(), now.port.center().y())
            made.scale(now.zoom, now.zoom)
            made.translate(-now.x, -now.y)
        return made

    def on_screen(self, box: Box) -> QRectF:
        """Return where a region of the picture is on the widget."""
        return self.transform().mapRect(rect_of(box))

    def touchpoint_at(self, at: QPointF) -> Key:
        """Return the touchpoint whose card is under a point of the widget, empty for none."""
        if self._now is None or not self._now.port.contains(at):
            return ""
        back, _ = self.transform().inverted()
        point = back.map(at)
        hit = self.layer.where.hit(point.x(), point.y())
        return hit.key if hit is not None and hit.kind in ("card", "stub") else ""

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, map, curve, headings and what is not lit."""
        painter = QPainter(self)
        try:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
            )
            painter.fillRect(self.rect(), self.artist.color("canvas"))
            if self._now is not None and self._picture is not None:
                self._paint(painter, self._now, self._picture)
        finally:
            painter.end()

    def _paint(self, painter: QPainter, now: Sight, picture: Picture) -> None:
        # words that come beside the map stand there at once
        room = self._to.port if self._to is not None else now.port
        painter.setClipRect(now.port.intersected(room))
        painter.setTransform(self.transform(), combine=True)
        if not now.only.isEmpty():
            painter.setClipRect(now.only, Qt.ClipOperation.IntersectClip)
        back, _ = self.transform().inverted()
        seen = box_of(back.mapRect(now.port))
        self.layer.paint_region(painter, seen)
        self._paint_curve(painter, now, seen)
        # on a slide headings are at their places and out of sight, where the caption says them
        pins = pinned(picture, self._head, seen if now.only.isEmpty() else picture.bounds)
        self.layer.paint_pinned(painter, seen, pins, (seen,))
        if now.veil > 0.01:
            self._paint_veil(painter, now, seen)
        painter.resetTransform()
        dots = self._dots() if self.marks else {}
        found = [(dots[key], name, best) for key, name, best in self.marks if key in dots]
        if found:
            paint_marks(
                painter, found, self._mark_room(now), self.artist.color, self.height() / HEIGHT
            )

    def _mark_room(self, now: Sight) -> QRectF:
        """Return where names of points may stand: in the curve's lane, beside its scale."""
        room = QRectF(now.port)
        for band in self._of.lanes if self._of is not None else ():
            if band.kind == "curve":
                lane = self.on_screen(Box(now.x, band.y, 0, band.h))
                room.setTop(min(max(lane.top(), room.top()), room.bottom()))
                room.setBottom(max(min(lane.bottom(), room.bottom()), room.top()))
        for part in self._curves:
            words = self.on_screen(scale_box(part))
            if words.center().x() < self.on_screen(part.box).center().x():
                room.setLeft(min(max(room.left(), words.right()), room.center().x()))
            else:
                room.setRight(max(min(room.right(), words.left()), room.center().x()))
        return room

    def _dots(self) -> dict[Key, QPointF]:
        """Return where on the widget the rated touchpoints stand on the curve."""
        way, found = self.transform(), {}
        for part in self._curves:
            face = part.face
            for line in face.lines if isinstance(face, CurveFace) else ():
                for dot in line.dots if line.what == "emotion" else ():
                    found[dot.key] = way.map(QPointF(part.box.x + dot.x, part.box.y + dot.y))
        return found

    def _paint_curve(self, painter: QPainter, now: Sight, seen: Box) -> None:
        detail = detail_at(now.zoom, self.devicePixelRatioF())
        for part in self._curves:
            whole = rect_of(part.box)
            known = QRectF(whole)
            if self._picture is not None and self._picture.rtl:
                known.setLeft(now.curve)
            else:
                known.setRight(now.curve)
            known = known.intersected(whole)
            if known.isEmpty():
                continue
            painter.save()
            painter.setClipRect(known.adjusted(0, -8, 0, 8), Qt.ClipOperation.IntersectClip)
            self.artist.paint(painter, part.face, detail, part.box.x, part.box.y, seen)
            painter.restore()

    def _paint_veil(self, painter: QPainter, now: Sight, seen: Box) -> None:
        """Lay the ground's colour over all that is not lit."""
        dark = QPainterPath()
        dark.addRect(rect_of(seen))
        light = QPainterPath()
        light.addRoundedRect(now.lit, ROUND, ROUND)
        color = QColor(self.artist.color("canvas"))
        color.setAlphaF(now.veil)
        painter.fillPath(dark.subtracted(light), color)


def scale_box(part: Part) -> Box:
    """Return where the words of a curve's scale stand, at the end of its lane."""
    box, face = part.box, part.face
    assert isinstance(face, CurveFace)
    wide = max((word.width for _, word in face.grid if word is not None), default=0.0) + BESIDE
    return box._replace(x=box.x if face.rtl else box.right - wide, w=wide)


def _between(a: Sight, b: Sight, share: float) -> Sight:
    """Return what is seen on the way; the zoom grows by the same factor at each moment."""
    zoom = exp(log(a.zoom) + (log(b.zoom) - log(a.zoom)) * share)
    # the point that both see moves evenly on the screen
    way = (
        (1 / a.zoom - 1 / zoom) / (1 / a.zoom - 1 / b.zoom)
        if abs(a.zoom - b.zoom) > 1e-6
        else share
    )
    return Sight(
        zoom,
        a.x + (b.x - a.x) * way,
        a.y + (b.y - a.y) * way,
        _rect(a.port, b.port, share),
        _rect(a.lit, b.lit, share),
        a.veil + (b.veil - a.veil) * share,
        a.curve + (b.curve - a.curve) * share,
        b.only,
    )


def _rect(a: QRectF, b: QRectF, share: float) -> QRectF:
    return QRectF(
        a.x() + (b.x() - a.x()) * share,
        a.y() + (b.y() - a.y()) * share,
        a.width() + (b.width() - a.width()) * share,
        a.height() + (b.height() - a.height()) * share,
    )
