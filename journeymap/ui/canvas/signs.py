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
TWICE = HIGH + line_of("axis")[0]  # of a sign of two lines
LEAST = 6.0  # pixels of a stage's width under which no sign fits
LEGIBLE = 16.0  # pixels from which some letters of a name fit into it
ROOMY = 48.0  # pixels from which there is room beside the letters
SMALLER = 0.82  # of a name that would be cut
WIDEST = 150.0  # pixels of a lane's sign
LOWEST = 11.0  # pixels of a lane's height under which no sign fits
SHORTEST = 44.0  # pixels that a lane's sign may take of the map where its head is narrower


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
    # where its heading is lower than the sign, it grows to both sides: over it stand small words
    top = max(rect.bottom() - high, rect.center().y() - high / 2, port.top())
    bottom = max(rect.bottom(), top + HIGH)
    color = getattr(part.face, "color", "accent")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(artist.color(f"fill:{color}"))
    painter.drawRoundedRect(QRectF(left, top, right - left, bottom - top), 4, 4)
    if named:
        painter.setPen(artist.color(f"on:{color}"))
        pad = PAD if right - left >= ROOMY else 1.5
        left, right, middle = left + pad, right - pad, top + HIGH / 2
        _write(painter, artist, measure, _name(part), left, right, middle, rtl)


def _lane(
    painter: QPainter,
    artist: Artist,
    measure: Measure,
    part: Part,
    rect: QRectF,
    port: QRectF,
    rtl: bool,
) -> None:
    box = lane_box(measure, part, rect, port, rtl)
    if box is None:
        return
    ground = QColor(artist.color("canvas"))
    ground.setAlphaF(0.85)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(artist.color("text"))
    left, right, middle = box.left() + PAD, box.right() - PAD, box.center().y()
    lines = 2 if box.height() >= TWICE else 1
    _write(painter, artist, measure, _name(part), left, right, middle, rtl, lines)


def lane_box(measure: Measure, part: Part, rect: QRectF, port: QRectF, rtl: bool) -> QRectF | None:
    """Return where the sign of a lane stands on the screen, None where it has none.

    That is what is clicked for the lane, and what is outlined when it is selected.
    """
    if not names_lane(rect, port):
        return None
    # The sign ends where its head does and grows over the ground beside the map, not over cards.
    room = port.right() - rect.left() if rtl else rect.right() - port.left()
    width = min(WIDEST, port.width() / 3, max(room, SHORTEST))
    middle = (max(rect.top(), port.top()) + min(rect.bottom(), port.bottom())) / 2
    block, high = measure.wrap(_name(part), "axis", width - 2 * PAD, 1), min(HIGH, rect.height())
    if block.cut and rect.height() >= TWICE:
        block, high = measure.wrap(_name(part), "axis", width - 2 * PAD, 2), TWICE
    wide = max(block.width + 2 * PAD + 1, rect.width())
    if rtl:
        left = min(rect.left(), port.right() - wide)
    else:
        left = max(rect.right() - wide, port.left())
    return QRectF(left, middle - high / 2, wide, high)


def covers(part: Part, rect: QRectF, port: QRectF) -> bool:
    """Return whether a sign stands for all of a heading at this place on the screen."""
    if part.kind == "stage":
        return rect.width() >= LEAST + 2 and rect.height() <= HIGH
    return part.kind == "lane" and names_lane(rect, port)


def names_lane(rect: QRectF, port: QRectF) -> bool:
    """Return whether a lane's head at this place on the screen has a sign."""
    return rect.height() >= LOWEST and rect.bottom() >= port.top() and rect.top() <= port.bottom()


def _write(
    painter: QPainter,
    artist: Artist,
    measure: Measure,
    text: str,
    left: float,
    right: float,
    middle: float,
    rtl: bool,
    lines: int = 1,
) -> None:
    block = measure.wrap(text, "axis", right - left, lines)
    size = 1.0
    if block.cut:
        size = SMALLER
        block = measure.wrap(text, "axis", (right - left) / size, lines)
    leading, ascent = line_of("axis")
    painter.save()
    painter.translate(right if rtl else left, middle)
    painter.scale(size, size)
    first = ascent - len(block.lines) * leading / 2
    artist.paint_text(painter, block, QPointF(0, first), rtl)
    painter.restore()


def _name(part: Part) -> str:
    """Return the whole name that the heading shows."""
    name = getattr(part.face, "name", None)
    return " ".join(name.lines) if name is not None else ""
