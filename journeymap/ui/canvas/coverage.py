"""The cells of the map, shaded by how much is known of what is in them.

An item of its own over the cards and under what is selected, like the badges: it lays nothing out.
The figures are painted in pixels of the screen, so that they can be read at every zoom or are not
there. It is told the cells, and knows no model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from journeymap.model.index import Key
from journeymap.picture.picture import UNKNOWN, Box, Measure, Picture, StyleName
from journeymap.picture.type import line_of
from journeymap.ui import icons
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.items import Overlay
from journeymap.ui.coverage.shades import Shade, shades, step_of
from journeymap.ui.guard import guarded

INSET = 2.0  # pixels of the screen between a shade and its cell's edge
RADIUS = 6.0
ROOM = (20.0, 10.5)  # pixels that a figure needs
DETAILED = (190.0, 54.0)  # and all kinds beside each other
ICON = 13.0
NONE = "–"

Place = tuple[Key, Key]  # stage and row


class Figure(NamedTuple):
    """What a cell shows: its share, None without touchpoints, its figure, and one for each kind."""

    share: float | None
    words: str = ""
    kinds: tuple[tuple[str, str, bool], ...] = ()  # icon, figure, whether nothing is known
    short: str = ""  # the figure where there is little room, such as one without its sign


EMPTY = Figure(None)


class CoverageLayer(Overlay):
    """The shades of the cells that are in view."""

    def __init__(self, artist: Artist, measure: Measure, z: float) -> None:
        super().__init__(artist, z)
        self.measure = measure
        self.picture: Picture | None = None
        self.figures: Mapping[Place, Figure] = {}
        self._cells: dict[Place, Box] = {}
        self._shades: tuple[Shade, ...] = ()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def put(self, picture: Picture, figures: Mapping[Place, Figure]) -> None:
        """Show these figures in the cells of a picture."""
        if picture is not self.picture:
            self.picture, self._cells = picture, cells_of(picture)
        self.figures = figures
        self.cover(rect_of(picture.bounds).adjusted(-60, -60, 60, 60))
        self.update()

    def dress(self) -> None:
        """Take the colours of another theme."""
        self._shades = ()
        self.update()

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the cells in view, in pixels of the screen."""
        if self.picture is None:
            return
        self._shades = self._shades or shades(self.artist.color)
        transform, seen = painter.worldTransform(), option.exposedRect
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, box in self._cells.items():
            rect = rect_of(box)
            if rect.intersects(seen):
                self._cell(painter, transform.mapRect(rect), self.figures.get(place, EMPTY))
        painter.setWorldTransform(transform)

    def _cell(self, painter: QPainter, rect: QRectF, figure: Figure) -> None:
        inset = min(INSET, rect.width() / 8, rect.height() / 8)
        rect = rect.adjusted(inset, inset, -inset, -inset)
        radius = min(RADIUS, rect.width() / 4, rect.height() / 4)
        if figure.share is None:
            self._empty(painter, rect, radius)
            return
        shade = self._shades[step_of(figure.share)]
        edge = QPen(self.artist.color("accent"), 1.4)
        if figure.share == 0:
            edge.setStyle(Qt.PenStyle.CustomDashLine)
            edge.setDashPattern([3, 3])
        painter.setPen(edge)
        painter.setBrush(shade.ground)
        painter.drawRoundedRect(rect, radius, radius)
        self._words(painter, rect, figure, shade)

    def _empty(self, painter: QPainter, rect: QRectF, radius: float) -> None:
        """Paint a cell without touchpoints: nothing could be known there."""
        line = QColor(self.artist.color("text.soft"))
        line.setAlphaF(0.28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(line, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(rect, radius, radius)

    def _words(self, painter: QPainter, rect: QRectF, figure: Figure, shade: Shade) -> None:
        if rect.width() < ROOM[0] or rect.height() < ROOM[1]:
            return
        detailed = figure.kinds and rect.width() >= DETAILED[0] and rect.height() >= DETAILED[1]
        large = rect.height() >= 44 and rect.width() >= 70
        middle = rect.center().y() - (ICON * 0.75 if detailed else 0)
        sizes: tuple[StyleName, ...] = ("badge", "axis") if rect.height() >= 15 else ("axis",)
        sizes = ("title", *sizes) if detailed or large else sizes
        spelt: list[tuple[str, StyleName]] = [(figure.words, style) for style in sizes]
        spelt.append((figure.short, "axis"))
        fitting = (each for each in spelt if self._wide(*each) <= rect.width() - 4)
        words, style = next(fitting, ("", "axis"))
        if not words:
            return
        wide = self._wide(words, style)
        painter.setPen(shade.ink)
        self._write(painter, words, style, rect.center().x() - wide / 2, middle)
        if detailed:
            self._kinds(painter, rect, figure, shade, middle + 22)

    def _kinds(
        self, painter: QPainter, rect: QRectF, figure: Figure, shade: Shade, middle: float
    ) -> None:
        """Paint each kind of knowledge with how many touchpoints have it, from the start on."""
        items = [
            (icon, words, ICON + 3 + self._wide(words, "badge")) for icon, words, _ in figure.kinds
        ]
        gap = 9.0
        whole = sum(wide for *_, wide in items) + gap * (len(items) - 1)
        if whole > rect.width() - 8:
            return
        rtl = self.picture is not None and self.picture.rtl
        x = rect.center().x() - whole / 2
        for icon, words, wide in reversed(items) if rtl else items:
            mark = x + wide - ICON if rtl else x
            square = QRectF(mark, middle - ICON / 2, ICON, ICON)
            icons.paint(painter, icon, square, shade.ink.name())
            painter.setPen(shade.ink)
            self._write(painter, words, "badge", x if rtl else x + ICON + 3, middle)
            x += wide + gap

    def _wide(self, words: str, style: StyleName) -> float:
        return self.measure.wrap(words, style, 1e6, 1).width

    def _write(
        self, painter: QPainter, words: str, style: StyleName, x: float, middle: float
    ) -> None:
        leading, ascent = line_of(style)
        block = self.measure.wrap(words, style, 1e6, 1)
        self.artist.paint_text(painter, block, QPointF(x, middle - leading / 2 + ascent))


def cells_of(picture: Picture) -> dict[Place, Box]:
    """Return stage and row -> the rectangle of their cell, as far as both are in the map."""
    spans: dict[Key, tuple[float, float]] = {}
    for column in picture.columns:
        left, right = spans.get(column.stage, (column.x, column.x + column.w))
        spans[column.stage] = min(left, column.x), max(right, column.x + column.w)
    return {
        (stage, band.key): Box(left, band.y, right - left, band.h)
        for band in picture.lanes
        if band.kind == "channels" and band.key != UNKNOWN
        for stage, (left, right) in spans.items()
        if stage and stage != UNKNOWN
    }
