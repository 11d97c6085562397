"""The icon family as Qt wants it: drawn in one colour, as a pixmap or an icon.

The drawings themselves stand in `picture/icons.py`; here they only meet a painter. Loaded before
the first paint: nothing of the model may be imported.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from journeymap.picture.icons import GRID, ICONS, STROKE
from journeymap.picture.outline import outline
from journeymap.ui.per_thread import per_thread
from journeymap.ui.style import px

SIZE = 18  # of an icon on a button, in pixels at 100 %


@per_thread(256)
def path(notes: str) -> QPainterPath:
    """Return the path of an outline in its square of 24."""
    made = QPainterPath()
    for command in outline(notes):
        numbers = [float(number) for number in command[1:]]
        if command[0] == "M":
            made.moveTo(*numbers)
        elif command[0] == "L":
            made.lineTo(*numbers)
        elif command[0] == "C":
            made.cubicTo(*numbers)
        else:
            made.closeSubpath()
    return made


def paint(painter: QPainter, name: str, box: QRectF, color: str, flip: bool = False) -> None:
    """Draw an icon into `box`; `flip` mirrors those whose meaning has a direction."""
    drawing = ICONS[name]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    if flip and drawing.flips:
        painter.translate(GRID, 0)
        painter.scale(-1, 1)
    pen = QPen(QColor(color), STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path(drawing.lines))
    if drawing.areas:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawPath(path(drawing.areas))
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


def icon(name: str, color: str, disabled: str = "", size: int = 0, flip: bool = False) -> QIcon:
    """Return an icon in one colour, and another for when it cannot be used.

    Without a `size` in pixels it is as large as icons on buttons are at the text size.
    """
    made, size = QIcon(), size or px(SIZE)
    # one size for each kind of screen there is: most people have one
    for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}:
        made.addPixmap(pixmap(name, color, size, ratio, flip))
        if disabled:
            dimmed = pixmap(name, disabled, size, ratio, flip)
            made.addPixmap(dimmed, QIcon.Mode.Disabled)
    return made


def put_on(button: QAbstractButton, name: str, color: str, size: float = SIZE) -> None:
    """Show an icon on a button, `size` pixels large at the usual text size."""
    pixels = px(size)
    button.setIconSize(QSize(pixels, pixels))
    button.setIcon(icon(name, color, size=pixels))
