"""Shapes on a QPainter: pens, brushes, paths and glyphs are made once, then only played.

`operations` turns shapes into a flat list of painter calls in a theme's colours; playing the list
shapes no text and looks up nothing. What things look like is decided in `picture/draw.py`, and
canvas, PNG, PDF and print all paint through here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, TypeAlias, TypeGuard

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from journeymap.picture.draw import reach, shapes
from journeymap.picture.face import HeadingFace, ImageFace
from journeymap.picture.icons import GRID, ICONS, STROKE
from journeymap.picture.outline import Commands
from journeymap.picture.picture import Box, Detail, Face, Picture
from journeymap.picture.shapes import Icon, Image, Path, Rect, Shape, Text
from journeymap.picture.theme import Theme
from journeymap.ui.icons import path as icon_path
from journeymap.ui.per_thread import per_thread
from journeymap.ui.texts import shaped

Op: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]
Images: TypeAlias = Callable[[str], QImage | None]

LARGEST_IMAGE = 4096  # pixels; longer sides are read smaller

_NO_PEN = QPen(Qt.PenStyle.NoPen)
_NO_BRUSH = QBrush(Qt.BrushStyle.NoBrush)


def no_images(href: str) -> QImage | None:
    """Return nothing: the placeholder is what is seen."""
    return None


def has_image(face: Face) -> TypeGuard[ImageFace | HeadingFace]:
    """Return whether a picture from a file belongs to a face."""
    return isinstance(face, ImageFace) or (isinstance(face, HeadingFace) and bool(face.logo))


def images_in(folder: FilePath) -> Images:
    """Return a reader of pictures inside `folder`; anything outside it or unreadable is None.

    It waits until a picture is there: for exports, never for a window.
    """
    from journeymap.ui.picture_files import picture_in

    most = QSize(LARGEST_IMAGE, LARGEST_IMAGE)
    return lambda href: picture_in(folder, href, most).image


def images_of(picture: Picture, folder: FilePath) -> Images:
    """Return a reader of the pictures in a Picture, all of which have been read now."""
    read = images_in(folder)
    faces = (part.face for part in picture.parts)
    names = {f.href if isinstance(f, ImageFace) else f.logo for f in faces if has_image(f)}
    return {name: read(name) for name in names}.get


def operations(
    drawn: Iterable[Shape], theme: Theme, language: str = "", images: Images = no_images
) -> list[Op]:
    """Return the painter calls of shapes: each is called with the painter, then its arguments."""
    calls: list[Op] = []
    for shape in drawn:
        calls += _MAKERS[type(shape)](shape, theme, language, images)
    return calls


def _rect(shape: Rect, theme: Theme, language: str, images: Images) -> Iterator[Op]:
    x, y, w, h, radius = shape[:5]
    if shape.shadow:
        yield QPainter.setPen, (_NO_PEN,)
        for down, grow, alpha in theme.shadow:
            yield QPainter.setBrush, (_brush(theme.color("shadow"), alpha),)
            box = QRectF(x - grow, y - grow + down, w + 2 * grow, h + 2 * grow)
            yield QPainter.drawRoundedRect, (box, radius + grow, radius + grow)
    yield QPainter.setBrush, (_brush(theme.color(shape.fill)) if shape.fill else _NO_BRUSH,)
    if shape.stroke:
        # Half a stroke inside, so that the box is the outer edge and lines are crisp at 100 %.
        half = shape.width / 2
        x, y, w, h = x + half, y + half, w - shape.width, h - shape.width
        radius = max(radius - half, 0)
        yield QPainter.setPen, (_pen(theme.color(shape.stroke), shape.width, ()),)
    else:
        yield QPainter.setPen, (_NO_PEN,)
    if radius:
        yield QPainter.drawRoundedRect, (QRectF(x, y, w, h), radius, radius)
    else:
        yield QPainter.drawRect, (QRectF(x, y, w, h),)


def _path(shape: Path, theme: Theme, language: str, images: Images) -> Iterator[Op]:
    if shape.stroke:
        color = theme.color(shape.stroke)
        yield QPainter.setPen, (_pen(color, shape.width, shape.dash),)
    else:
        yield QPainter.setPen, (_NO_PEN,)
    yield QPainter.setBrush, (_brush(theme.color(shape.fill)) if shape.fill else _NO_BRUSH,)
    yield QPainter.drawPath, (painter_path(shape.commands),)


def _text(shape: Text, theme: Theme, language: str, images: Images) -> Iterator[Op]:
    yield QPainter.setPen, (_pen(theme.color(shape.color), 1, ()),)
    y = shape.y
    # The measured widths are exact; Qt's natural width of a line is rounded up.
    for width, runs in zip(shape.block.widths, shaped(shape.block, language), strict=True):
        x = shape.x
        if shape.anchor != "left":
            x -= width if shape.anchor == "right" else width / 2
        for run in runs:
            yield QPainter.drawGlyphRun, (QPointF(x, y), run)
        y += shape.block.leading


def _icon(shape: Icon, theme: Theme, language: str, images: Images) -> Iterator[Op]:
    drawing = ICONS[shape.name]
    scale = shape.size / GRID
    turn = QTransform.fromTranslate(shape.x, shape.y)
    turn.scale(scale, scale)
    if shape.flip:
        turn.translate(GRID, 0)
        turn.scale(-1, 1)
    color = theme.color(shape.color)
    if drawing.lines:
        yield QPainter.setBrush, (_NO_BRUSH,)
        yield QPainter.setPen, (_pen(color, STROKE * scale, (), round_ends=True),)
        yield QPainter.drawPath, (turn.map(icon_path(drawing.lines)),)
    if drawing.areas:
        yield QPainter.setPen, (_NO_PEN,)
        yield QPainter.setBrush, (_brush(color),)
        yield QPainter.drawPath, (turn.map(icon_path(drawing.areas)),)


def _image(shape: Image, theme: Theme, language: str, images: Images) -> Iterator[Op]:
    image = images(shape.href)
    if image is None:
        return
    size = image.size().scaled(QSize(10_000, 10_000), Qt.AspectRatioMode.KeepAspectRatio)
    share = min(shape.w / size.width(), shape.h / size.height())
    w, h = size.width() * share, size.height() * share
    box = QRectF(shape.x + (shape.w - w) / 2, shape.y + (shape.h - h) / 2, w, h)
    yield QPainter.drawImage, (box, image)


_MAKERS: dict[type, Callable[[Any, Theme, str, Images], Iterator[Op]]] = {
    Rect: _rect,
    Path: _path,
    Text: _text,
    Icon: _icon,
    Image: _image,
}


@per_thread(1 << 14)
def painter_path(commands: Commands) -> QPainterPath:
    """Return the commands as a path."""
    made = QPainterPath()
    for command in commands:
        letter = command[0]
        numbers: tuple[Any, ...] = command[1:]
        if letter == "M":
            made.moveTo(*numbers)
        elif letter == "L":
            made.lineTo(*numbers)
        elif letter == "C":
            made.cubicTo(*numbers)
        else:
            made.closeSubpath()
    return made


@lru_cache(maxsize=1024)
def _brush(color: str, alpha: float = 1.0) -> QBrush:
    made = QColor(color)
    made.setAlphaF(alpha)
    return QBrush(made)


@lru_cache(maxsize=4096)
def _pen(color: str, width: float, dash: tuple[float, ...], round_ends: bool = False) -> QPen:
    made = QPen(QColor(color), width)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    cap = Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap
    made.setCapStyle(cap)
    if dash:
        # Qt counts dashes in widths of the pen.
        made.setDashPattern([length / width for length in dash])
    return made


# ---------------------------------------------------------------- whole pictures

Prepared: TypeAlias = list[tuple[Box, Box, list[Op]]]  # where it reaches, its box, its calls


def prepared(
    picture: Picture, theme: Theme, images: Images = no_images, detail: Detail = "full"
) -> Prepared:
    """Return the parts' places and painter calls, in painting order."""
    language = picture.language
    known: dict[int, list[Op]] = {}
    ready: Prepared = []
    for part in picture.parts:
        calls = known.get(id(part.face))
        if calls is None:
            calls = operations(shapes(part.face, detail), theme, language, images)
            known[id(part.face)] = calls
        ready.append((reach(part), part.box, calls))
    return ready


def play(painter: QPainter, ready: Prepared, clip: Box | None = None) -> None:
    """Paint prepared parts at their places; with `clip` only those that may be seen in it."""
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing
        | QPainter.RenderHint.TextAntialiasing
        | QPainter.RenderHint.SmoothPixmapTransform
    )
    for whole, box, calls in ready:
        if clip is None or whole.meets(clip):
            painter.translate(box.x, box.y)
            for call, arguments in calls:
                call(painter, *arguments)
            painter.translate(-box.x, -box.y)


def paint(painter: QPainter, picture: Picture, theme: Theme, images: Images = no_images) -> None:
    """Paint a whole picture on its ground, in the picture's own coordinates."""
    bounds = picture.bounds
    painter.fillRect(QRectF(*bounds), QColor(theme.color("canvas")))
    play(painter, prepared(picture, theme, images))
