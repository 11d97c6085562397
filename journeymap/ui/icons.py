"""The icons of the window's commands, one family and one stroke, and icons as Qt wants them.

The drawings of channels and marks belong to the picture (`picture/icons.py`); here are those that
only a window needs. All live in a square of 24 with a stroke of 1.7 and round ends. Loaded before
the first paint: nothing of the model may be imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

GRID, STROKE = 24.0, 1.7
FLIPPED = frozenset(("undo", "redo", "connect", "next", "outline", "inspector"))

# M and L take points, C two handles and a point, O a centre and a radius, D a filled dot, Z closes.
DRAWINGS = {
    "undo": "M9 14 L4 9 L9 4 M4 9 L14 9 C17.5 9 20 11.5 20 14.5 C20 17.5 17.5 20 14 20 L11 20",
    "redo": "M15 14 L20 9 L15 4 M20 9 L10 9 C6.5 9 4 11.5 4 14.5 C4 17.5 6.5 20 10 20 L13 20",
    "select": "M6 4 L18 11 L12.5 12.5 L10 18.5 Z",
    "touchpoint": "M12 5 L12 19 M5 12 L19 12",
    "pain": "M6 21 L6 4 L18 4 L15.5 8.5 L18 13 L6 13",
    "opportunity": "M9 18 L15 18 M10 21 L14 21 M9 18 C9 15 6 13.5 6 9.5 C6 6 8.5 3.5 12 3.5"
    " C15.5 3.5 18 6 18 9.5 C18 13.5 15 15 15 18",
    "connect": "O5.5 17.5 2.2 M7.5 16.5 C12 15 8 8 13.5 8 L19 8 M15.5 4.5 L19 8 L15.5 11.5",
    "findings": "M12 4 L21 19.5 L3 19.5 Z M12 10 L12 14 D12 16.8 1.05",
    "export": "M12 15.5 L12 4 M7.5 8 L12 3.5 L16.5 8 M4.5 14.5 L4.5 20 L19.5 20 L19.5 14.5",
    "search": "O10.5 10.5 6 M15 15 L20 20",
    "open": "M3.5 19 L3.5 5 L9.5 5 L11.5 7.5 L20.5 7.5 L20.5 19 Z",
    "new": "M6 3.5 L14 3.5 L18.5 8 L18.5 20.5 L6 20.5 Z M14 3.5 L14 8 L18.5 8"
    " M12 11.5 L12 17 M9.2 14.2 L14.8 14.2",
    "file": "M6 3.5 L14 3.5 L18.5 8 L18.5 20.5 L6 20.5 Z M14 3.5 L14 8 L18.5 8",
    "save": "M4.5 4.5 L16 4.5 L19.5 8 L19.5 19.5 L4.5 19.5 Z M8 4.5 L8 9 L15 9 L15 4.5"
    " M8 19.5 L8 14 L16 14 L16 19.5",
    "fit": "M4 9 L4 4 L9 4 M15 4 L20 4 L20 9 M20 15 L20 20 L15 20 M9 20 L4 20 L4 15",
    "zoom-in": "O10.5 10.5 6 M15 15 L20 20 M10.5 8 L10.5 13 M8 10.5 L13 10.5",
    "zoom-out": "O10.5 10.5 6 M15 15 L20 20 M8 10.5 L13 10.5",
    "delete": "M5 7 L19 7 M9.5 7 L9.5 4 L14.5 4 L14.5 7 M7 7 L8 20 L16 20 L17 7",
    "rename": "M4.5 19.5 L5.5 15.5 L16 5 L19 8 L8.5 18.5 Z",
    "close": "M6 6 L18 18 M18 6 L6 18",
    "down": "M7 10 L12 15 L17 10",
    "next": "M10 7 L15 12 L10 17",
    "example": "M3.5 6 L9 4 L15 6 L20.5 4 L20.5 18 L15 20 L9 18 L3.5 20 Z M9 4 L9 18 M15 6 L15 20",
    "template": "M4 4.5 L20 4.5 L20 19.5 L4 19.5 Z M4 9 L20 9 M9.5 9 L9.5 19.5 M14.8 9 L14.8 19.5",
    "outline": "M4 4.5 L20 4.5 L20 19.5 L4 19.5 Z M9.5 4.5 L9.5 19.5",
    "inspector": "M4 4.5 L20 4.5 L20 19.5 L4 19.5 Z M14.5 4.5 L14.5 19.5",
    "star": "M12 3.5 L14.6 9 L20.5 9.8 L16.2 14 L17.3 20 L12 17 L6.7 20 L7.8 14 L3.5 9.8 L9.4 9 Z",
    "error": "O12 12 8.5 M9 9 L15 15 M15 9 L9 15",
    "warning": "M12 4 L21 19.5 L3 19.5 Z M12 10 L12 14 D12 16.8 1.05",
    "info": "O12 12 8.5 M12 11 L12 16.5 D12 7.9 1.1",
    "check": "M5 12.5 L10 17.5 L19.5 7",
    "help": "O12 12 8.5 M9.4 9.6 C9.4 6.4 14.6 6.4 14.6 9.4 C14.6 11.6 12 11.4 12 13.8 D12 16.8 1.1",
}


@lru_cache(maxsize=128)
def path(name: str) -> QPainterPath:
    """Return the outline of an icon in its square of 24; raises KeyError for an unknown name."""
    made = QPainterPath()
    for letter, numbers in _commands(DRAWINGS[name]):
        if letter == "M":
            made.moveTo(*numbers)
        elif letter == "L":
            made.lineTo(*numbers)
        elif letter == "C":
            made.cubicTo(*numbers)
        elif letter == "O":
            made.addEllipse(QPointF(numbers[0], numbers[1]), numbers[2], numbers[2])
        elif letter == "Z":
            made.closeSubpath()
    return made


@lru_cache(maxsize=128)
def dots(name: str) -> tuple[tuple[float, ...], ...]:
    """Return the filled dots of an icon: centre and radius of each."""
    return tuple(numbers for letter, numbers in _commands(DRAWINGS[name]) if letter == "D")


def _commands(drawing: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    letter, numbers = "", list[float]()
    for part in drawing.replace("M", " M").split():
        if part[0].isalpha():
            if letter:
                yield letter, tuple(numbers)
            letter, numbers = part[0], []
            part = part[1:]
        if part:
            numbers.append(float(part))
    yield letter, tuple(numbers)


def paint(painter: QPainter, name: str, box: QRectF, color: str, flip: bool = False) -> None:
    """Draw an icon into `box`; `flip` mirrors those that point somewhere."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    if flip and name in FLIPPED:
        painter.translate(GRID, 0)
        painter.scale(-1, 1)
    pen = QPen(QColor(color), STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path(name))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    for x, y, radius in dots(name):
        painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.restore()


def pixmap(name: str, color: str, size: int, ratio: float = 1.0, flip: bool = False) -> QPixmap:
    """Return an icon as a pixmap of `size` device-independent pixels."""
    made = QPixmap(QSize(size, size) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, size, size), color, flip)
    painter.end()
    return made


def icon(name: str, color: str, disabled: str = "", size: int = 18, flip: bool = False) -> QIcon:
    """Return an icon in one colour, and another for when it cannot be used."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, color, size, ratio, flip))
        if disabled:
            dimmed = pixmap(name, disabled, size, ratio, flip)
            made.addPixmap(dimmed, QIcon.Mode.Disabled)
    return made
