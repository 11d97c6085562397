"""Faces on a QPainter, fast enough for every frame: prepared once, then only played.

What a face looks like is decided by `picture/draw.py`, how shapes get onto a painter by
`ui/paint.py`. Here the calls are kept by the identity of the face, which layout's memo preserves
from Picture to Picture. Another theme makes the calls anew and shapes no text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter

from journeymap.picture.draw import shapes
from journeymap.picture.picture import Box, Detail, Face, Part, StyleName, TextBlock
from journeymap.picture.shapes import Rect, Shape
from journeymap.picture.theme import Theme
from journeymap.picture.type import line_of
from journeymap.ui.canvas.faint import faint
from journeymap.ui.canvas.stamps import Stamps
from journeymap.ui.canvas.strips import Strips, is_long
from journeymap.ui.fonts import font
from journeymap.ui.paint import Images, Op, has_image, no_images, operations
from journeymap.ui.per_thread import per_thread
from journeymap.ui.texts import Line, shaped

SPARE = 2000  # faces that may be kept beyond those in the picture

_STATE = (QPainter.setPen, QPainter.setBrush)


class Artist:
    """Paints faces in a theme and a language; knows nothing of maps and views."""

    def __init__(self, theme: Theme, language: str = "", images: Images = no_images) -> None:
        self._theme = theme
        self._language = language
        self._images = images
        self._colors: dict[str, QColor] = {}
        self.flat = False  # without shadows: from afar they cost half a card and are not seen
        self._calls: dict[tuple[int, Detail, bool], tuple[Face, list[Op]]] = {}
        self._strips: dict[tuple[int, Detail], tuple[Face, Strips]] = {}
        self._stamps = Stamps()
        self._faint: Artist | None = None

    @property
    def faint(self) -> Artist:
        """The artist that paints the same faintly."""
        if self._faint is None:
            self._faint = Artist(faint(self._theme), self._language, self._images)
        self._faint.flat = self.flat
        return self._faint

    def dress(
        self,
        theme: Theme | None = None,
        language: str | None = None,
        images: Images | None = None,
    ) -> None:
        """Paint in another theme, another language or with other pictures from now on."""
        self._theme = theme or self._theme
        self._language = self._language if language is None else language
        self._images = images or self._images
        self._colors.clear()
        self._calls.clear()
        self._strips.clear()
        self._stamps = Stamps()
        self._faint = None

    def forget_images(self) -> None:
        """Ask again for the pictures: some that were missing have come."""
        self._calls = {key: made for key, made in self._calls.items() if not has_image(made[0])}
        if self._faint is not None:
            self._faint.forget_images()

    @property
    def language(self) -> str:
        """The language of the map, which chooses between the Han fonts."""
        return self._language

    def color(self, token: str) -> QColor:
        """Return a token's colour; not to be changed."""
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = QColor(self._theme.color(token))
        return found

    def shapes(self, face: Face, detail: Detail) -> tuple[Shape, ...]:
        """Return the shapes of a face."""
        return shapes(face, detail)

    def keep(self, parts: Collection[Part]) -> None:
        """Forget what was prepared for other faces than theirs, once that is a good deal."""
        if self._faint is not None:
            self._faint.keep(parts)
        if len(self._calls) + len(self._strips) <= len(parts) + SPARE:
            return
        alive = {id(part.face) for part in parts}
        self._calls = {key: calls for key, calls in self._calls.items() if key[0] in alive}
        self._strips = {key: found for key, found in self._strips.items() if key[0] in alive}

    def paint(
        self,
        painter: QPainter,
        face: Face,
        detail: Detail,
        x: float,
        y: float,
        seen: Box | None = None,
    ) -> None:
        """Paint a face with its upper left corner at a point; pen and brush are left changed.

        Of a long face only what may be seen in the region `seen` is painted.
        """
        key = (id(face), detail, self.flat)
        found = self._calls.get(key)
        if found is None:
            if seen is not None and is_long(face):
                self._paint_long(painter, face, detail, x, y, seen)
                return
            found = self._calls[key] = (face, self._made(shapes(face, detail)))
        painter.translate(x, y)
        for call, arguments in found[1]:
            call(painter, *arguments)
        painter.translate(-x, -y)

    def prepare(self, face: Face, detail: Detail, x: float, y: float, seen: Box) -> None:
        """Make what `paint` plays for a face at a point, so that no frame is held up by it."""
        key = (id(face), detail, self.flat)
        if key in self._calls:
            return
        if is_long(face):
            for _ in self._pieces(face, detail, x, y, seen):
                pass
            return
        self._calls[key] = (face, self._made(shapes(face, detail)))

    def paint_shapes(self, painter: QPainter, drawn: Iterable[Shape]) -> None:
        """Paint a few shapes that belong to no face; they are not kept."""
        for call, arguments in self._made(drawn):
            call(painter, *arguments)

    def made(self, face: Face, detail: Detail) -> list[Op]:
        """Return the calls that paint a face, without keeping them."""
        return self._made(shapes(face, detail))

    def _made(self, drawn: Iterable[Shape]) -> list[Op]:
        theme, language, images = self._theme, self._language, self._images
        if self.flat:
            drawn = [s._replace(shadow=False) if isinstance(s, Rect) else s for s in drawn]
            return lean(operations(drawn, theme, language, images))
        calls: list[Op] = []
        for shape in drawn:
            calls += self._stamps.stamped(shape, operations((shape,), theme, language, images))
        return lean(calls)

    def _paint_long(
        self, painter: QPainter, face: Face, detail: Detail, x: float, y: float, seen: Box
    ) -> None:
        painter.translate(x, y)
        for calls in self._pieces(face, detail, x, y, seen):
            for call, arguments in calls:
                call(painter, *arguments)
        painter.translate(-x, -y)

    def _pieces(
        self, face: Face, detail: Detail, x: float, y: float, seen: Box
    ) -> Iterator[list[Op]]:
        """Return the calls of those pieces of a long face that may be seen."""
        key = (id(face), detail)
        found = self._strips.get(key)
        if found is None:
            found = self._strips[key] = (face, Strips(face, detail, self._made))
        return found[1].calls(Box(seen.x - x, seen.y - y, seen.w, seen.h))

    def font(self, style: StyleName, zoom: float) -> QFont:
        """Return a style's font as large as it is at a zoom."""
        made = QFont(font(style, "Latin"))
        made.setPixelSize(max(1, round(made.pixelSize() * zoom)))
        return made

    def paint_number(self, painter: QPainter, number: str, centre: QPointF) -> None:
        """Paint a number around a point in the painter's pen; each is shaped once."""
        dx, dy, runs = _number(number)
        at = QPointF(centre.x() + dx, centre.y() + dy)
        for run in runs:
            painter.drawGlyphRun(at, run)

    def paint_text(
        self, painter: QPainter, block: TextBlock, at: QPointF, from_right: bool = False
    ) -> None:
        """Paint a text from a point of its first baseline on, in the painter's pen."""
        for n, line in enumerate(shaped(block, self._language)):
            start = QPointF(block.widths[n] if from_right else 0, -n * block.leading)
            for run in line:
                painter.drawGlyphRun(at - start, run)


@per_thread(1 << 10)
def _number(number: str) -> tuple[float, float, Line]:
    """Return from where on, as seen from its middle, a number is painted, and its glyphs."""
    leading, ascent = line_of("badge")
    block = TextBlock((number,), (0.0,), 0.0, leading, ascent, leading, False, "badge")
    runs = shaped(block)[0]
    width = max(run.boundingRect().right() for run in runs)
    return -width / 2, ascent - leading / 2, runs


def lean(calls: list[Op]) -> list[Op]:
    """Return the calls without those that set the pen or the brush that is set already."""
    now: dict[object, object] = {}
    kept: list[Op] = []
    for call, arguments in calls:
        if call in _STATE:
            if now.get(call) is arguments[0]:
                continue
            now[call] = arguments[0]
        kept.append((call, arguments))
    return kept
