"""How a picture is spread over sheets of paper: made small for one, or laid in tiles for a poster.

Only arithmetic and painting; which printer and which paper is asked elsewhere. Lengths on paper are
millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from journeymap.picture.picture import Box, Picture
from journeymap.ui.paint import Prepared, play

MM = 25.4 / 96  # millimetres in a pixel of the picture at its own size
OVERLAP = 8.0  # of two sheets of a poster, to glue them
LINE = 7.0  # what a header or footer takes
LETTER = 3.0  # the height of its letters
MOST_SHEETS = 200


class Paper(NamedTuple):
    """A sheet inside its margins, and whether it has a line above and below."""

    w: float
    h: float
    head: str = ""
    foot: str = ""

    @property
    def top(self) -> float:
        """Where the picture begins."""
        return LINE if self.head else 0.0

    @property
    def room(self) -> float:
        """How high the picture may be."""
        return max(self.h - self.top - (LINE if self.foot else 0.0), 1.0)


class Tile(NamedTuple):
    """One sheet: the part of the picture on it, in the picture's pixels, and its place."""

    part: QRectF
    column: int
    row: int


class Spread(NamedTuple):
    """Sheets in reading order, and how many millimetres a pixel of the picture takes."""

    tiles: tuple[Tile, ...]
    columns: int
    rows: int
    scale: float


def spread(picture: Picture, paper: Paper, poster: bool, size: float = 1.0) -> Spread:
    """Return the sheets: one with the whole picture, or a poster at `size` times its own size.

    A poster that would take more than MOST_SHEETS is made smaller.
    """
    bounds = picture.bounds
    w, h = max(bounds.w, 1.0), max(bounds.h, 1.0)
    if not poster:
        scale = min(paper.w / w, paper.room / h)
        whole = QRectF(bounds.x, bounds.y, w, h)
        return Spread((Tile(whole, 0, 0),), 1, 1, scale)
    scale = MM * size
    while True:
        columns, rows = _count(w * scale, paper.w), _count(h * scale, paper.room)
        if columns * rows <= MOST_SHEETS:
            break
        scale *= 0.9
    across, down = (paper.w - OVERLAP) / scale, (paper.room - OVERLAP) / scale
    order = range(columns - 1, -1, -1) if picture.rtl else range(columns)
    tiles = tuple(
        Tile(
            QRectF(
                bounds.x + column * across,
                bounds.y + row * down,
                paper.w / scale,
                paper.room / scale,
            ),
            column,
            row,
        )
        for row in range(rows)
        for column in order
    )
    return Spread(tiles, columns, rows, scale)


def _count(length: float, room: float) -> int:
    """Return how many sheets with OVERLAP between them cover a length."""
    return 1 if length <= room + 0.01 else ceil((length - OVERLAP) / (room - OVERLAP) - 1e-6)


def paint_sheet(
    painter: QPainter,
    dots: float,
    paper: Paper,
    sheets: Spread,
    number: int,
    ready: Prepared,
) -> None:
    """Paint one sheet; `dots` are the device's pixels in a millimetre."""
    tile = sheets.tiles[number]
    painter.save()
    painter.scale(dots, dots)
    _lines(painter, paper, number + 1, len(sheets.tiles))
    painter.translate(0, paper.top)
    painter.save()
    w, h = tile.part.width() * sheets.scale, tile.part.height() * sheets.scale
    left, top = (paper.w - w) / 2, (paper.room - h) / 2
    painter.setClipRect(QRectF(left, top, w, h))
    painter.translate(left, top)
    painter.scale(sheets.scale, sheets.scale)
    painter.translate(-tile.part.x(), -tile.part.y())
    painter.setClipRect(tile.part)
    box = Box(tile.part.x(), tile.part.y(), tile.part.width(), tile.part.height())
    play(painter, ready, box)
    painter.restore()
    if len(sheets.tiles) > 1:
        _marks(painter, paper, sheets, tile)
    painter.restore()


def _lines(painter: QPainter, paper: Paper, number: int, of: int) -> None:
    """Write the header, and the footer with the number of the sheet."""
    font = QFont(painter.font())
    # set large and made small: fonts have no size under one pixel
    factor = 20.0
    font.setPixelSize(round(LETTER * factor))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor("#444444"))
    painter.scale(1 / factor, 1 / factor)
    whole = QRectF(0, 0, paper.w * factor, paper.h * factor)
    flag = Qt.AlignmentFlag
    if paper.head:
        painter.drawText(whole, int(flag.AlignTop | flag.AlignHCenter), paper.head)
    if paper.foot:
        pages = f"{number} / {of}" if of > 1 else ""
        words = " · ".join(each for each in (paper.foot, pages) if each)
        painter.drawText(whole, int(flag.AlignBottom | flag.AlignHCenter), words)
    painter.restore()


def _marks(painter: QPainter, paper: Paper, sheets: Spread, tile: Tile) -> None:
    """Draw dashed lines up to where the next sheet is glued on."""
    pen = QPen(QColor("#888888"), 0.15, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    for x in _edges(paper.w, tile.column, sheets.columns):
        painter.drawLine(QPointF(x, 0), QPointF(x, paper.room))
    for y in _edges(paper.room, tile.row, sheets.rows):
        painter.drawLine(QPointF(0, y), QPointF(paper.w, y))


def _edges(length: float, at: int, count: int) -> Iterator[float]:
    if at > 0:
        yield OVERLAP
    if at < count - 1:
        yield length - OVERLAP
