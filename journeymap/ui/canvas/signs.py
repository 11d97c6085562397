"""Names of stages and lanes at a readable size while the map is seen from afar.

Painted in pixels of the screen over the headings, which are then too small to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from journeymap.picture.picture import Measure, Part, Picture
from journeymap.picture.type import TYPE, line_of
from journeymap.ui.canvas.artist import Artist

UNREADABLE = 6.0  # pixels of a stage's name on the screen under which signs stand in
PAD = 6.0
HIGH = 18.0  # pixels
LEAST = 6.0  # pixels of a stage's width under which no sign fits
LEGIBLE = 48.0  # pixels from which a name fits into it
WIDEST = 150.0  # pixels of a lane's sign


def wanted(zoom: float) -> bool:
    """Return whether the headings are too small to read at a zoom."""
    return TYPE["stage"].size * zoom < UNREADABLE


def paint(
    painter: QPainter,
    artist: Artist,
    measure: Measure,
    picture: Picture,
    parts: Iterable[Part],
    on_screen: Callable[[Part], QRectF],
    port: QRectF,
) -> None:
    """Paint the signs; the painter is in pixels of the viewport."""
    for part in parts:
        if part.kind == "stage":
            _stage(painter, artist, measure, part, on_screen(part), port, picture.rtl)
        elif part.kind == "lane":
            _lane(painter, artist, measure, part, on_screen(part), port, picture.rtl)


def _stage(
    painter: QPainter,
    artist: Artist,
    measure: Measure,
    part: Part,
    rect: QRectF,
    port: QRectF,
    rtl: bool,
) -> None:
    left, right = max(rect.left(), port.left()), min(rect.right() - 2, port.right())
    if right - left < LEAST:
        return
    named = right - left >= LEGIBLE
    # without a name, the sign covers what is written too small to read
    high = HIGH if named else max(HIGH, rect.height() - 1)
    top = max(rect.bottom() - high, port.top())
    color = getattr(part.face, "color", "accent")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(artist.color(f"fill:{color}"))
    painter.drawRoundedRect(QRectF(left, top, right - left, rect.bottom() - top), 4, 4)
    if named:
        painter.setPen(artist.color(f"on:{color}"))
        _write(painter, artist, measure, _name(part), left + PAD, right - PAD, top, rtl)


def _lane(
    painter: QPainter,
    artist: Artist,
    measure: Measure,
    part: Part,
    rect: QRectF,
    port: QRectF,
    rtl: bool,
) -> None:
    if rect.height() < HIGH or rect.bottom() < port.top() or rect.top() > port.bottom():
        return
    width = min(WIDEST, port.width() / 3)
    middle = (max(rect.top(), port.top()) + min(rect.bottom(), port.bottom())) / 2
    start = min(rect.right(), port.right()) if rtl else max(rect.left(), port.left())
    left = start - width if rtl else start
    block = measure.wrap(_name(part), "axis", width - 2 * PAD, 1)
    wide = block.width + 2 * PAD
    ground = QColor(artist.color("canvas"))
    ground.setAlphaF(0.85)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    at = start - wide if rtl else start
    painter.drawRoundedRect(QRectF(at, middle - HIGH / 2, wide, HIGH), 4, 4)
    painter.setPen(artist.color("text"))
    top = middle - HIGH / 2
    _write(painter, artist, measure, _name(part), left + PAD, left + width - PAD, top, rtl)


def _write(
    painter: QPainter,
    artist: Artist,
    measure: Measure,
    text: str,
    left: float,
    right: float,
    top: float,
    rtl: bool,
) -> None:
    block = measure.wrap(text, "axis", right - left, 1)
    leading, ascent = line_of("axis")
    y = top + (HIGH - leading) / 2 + ascent
    artist.paint_line(painter, block, QPointF(right if rtl else left, y), rtl)


def _name(part: Part) -> str:
    """Return the whole name that the heading shows."""
    name = getattr(part.face, "name", None)
    return " ".join(name.lines) if name is not None else ""
