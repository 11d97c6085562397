"""Exports against what Qt and matplotlib take for the same picture.

Each figure is a ratio inside one run, the median of rounds in which both sides take turns; the
pictures are of a made map of 100 touchpoints, laid out beforehand.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from benchmarks.generate import generate
from benchmarks.rows import NotMeasured, Row
from journeymap.files.reader import read_bytes
from journeymap.picture.draw import shapes
from journeymap.picture.layout import layout
from journeymap.picture.picture import Picture, view_of
from journeymap.picture.shapes import Icon, Path, Rect, Text
from journeymap.picture.svg import svg
from journeymap.picture.theme import THEMES
from journeymap.picture.type import TYPE
from journeymap.ui.measure import QtMeasure
from journeymap.ui.output.pdf import pdf
from journeymap.ui.output.png import image, png
from journeymap.ui.paint import paint

ROUNDS = 7
LIGHT = THEMES["light"]


def raster() -> list[Row]:
    """E1: our PNG against painting and QImage.save."""
    picture = _picture()
    ours, theirs, ratio = _turns(lambda: png(picture, LIGHT), lambda: _qt_png(picture))
    return [
        Row("E1", "PNG ≤ 0.4 × (paint + QImage.save)", 0.4, ratio),
        Row("E1", "PNG not larger than QImage.save's", 1.0, len(ours) / len(theirs)),
    ]


def vector() -> list[Row]:
    """E3: our SVG against QSvgGenerator painting the same shapes."""
    picture = _picture()
    ours, theirs, ratio = _turns(lambda: svg(picture, LIGHT).encode(), lambda: _qt_svg(picture))
    return [
        Row("E3", "SVG ≤ 0.1 × QSvgGenerator in time", 0.1, ratio),
        Row("E3", "SVG ≤ 0.15 × QSvgGenerator in bytes", 0.15, len(ours) / len(theirs)),
    ]


def paper() -> list[Row]:
    """E2: our PDF against the same shapes drawn by matplotlib."""
    if find_spec("matplotlib") is None:
        raise NotMeasured("matplotlib is not installed")
    picture = _picture()
    _, _, ratio = _turns(lambda: pdf(picture, LIGHT), lambda: _matplotlib_pdf(picture), rounds=3)
    return [Row("E2", "PDF ≤ 0.1 × matplotlib in time", 0.1, ratio)]


MEASURES = {"E1": raster, "E2": paper, "E3": vector}


@lru_cache(maxsize=1)
def _picture() -> Picture:
    m = read_bytes(generate(100).encode(), "made.yaml").map
    return layout(m, view_of(m), QtMeasure(m.language), {})


def _turns(
    ours: Callable[[], bytes], theirs: Callable[[], bytes], rounds: int = ROUNDS
) -> tuple[bytes, bytes, float]:
    """Return the bytes of both sides and the median ratio of their times, one round unmeasured."""
    first, second = ours(), theirs()
    ratios = []
    for _ in range(rounds):
        start = time.perf_counter()
        ours()
        middle = time.perf_counter()
        theirs()
        ratios.append((middle - start) / (time.perf_counter() - middle))
    return first, second, statistics.median(ratios)


def _buffer() -> tuple[QByteArray, QBuffer]:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    return data, buffer


def _qt_png(picture: Picture) -> bytes:
    data, buffer = _buffer()
    image(picture, LIGHT).save(buffer, "PNG")
    return bytes(data.data())


def _qt_svg(picture: Picture) -> bytes:
    data, buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(int(picture.bounds.w), int(picture.bounds.h)))
    painter = QPainter(generator)
    paint(painter, picture, LIGHT)
    painter.end()
    return bytes(data.data())


def _matplotlib_pdf(picture: Picture) -> bytes:
    """Return what matplotlib makes of the same rectangles, paths and lines of text."""
    import matplotlib as mpl

    mpl.use("pdf")
    from matplotlib import pyplot

    figure = pyplot.figure(figsize=(picture.bounds.w / 96, picture.bounds.h / 96))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(picture.bounds.x, picture.bounds.right)
    axes.set_ylim(picture.bounds.bottom, picture.bounds.y)
    axes.axis("off")
    for part in picture.parts:
        for shape in shapes(part.face):
            _matplotlib_shape(axes, shape, part.box.x, part.box.y)
    data = io.BytesIO()
    figure.savefig(data, format="pdf")
    pyplot.close(figure)
    return data.getvalue()


def _matplotlib_shape(axes: Any, shape: object, x: float, y: float) -> None:
    from matplotlib.patches import FancyBboxPatch, PathPatch
    from matplotlib.path import Path as Outline

    if isinstance(shape, Rect):
        fill = LIGHT.color(shape.fill) if shape.fill else "none"
        edge = LIGHT.color(shape.stroke) if shape.stroke else "none"
        style = f"round,pad=0,rounding_size={shape.radius}"
        box = FancyBboxPatch(
            (x + shape.x, y + shape.y), shape.w, shape.h, boxstyle=style, fc=fill, ec=edge
        )
        axes.add_patch(box)
    elif isinstance(shape, Path):
        codes, points = [], []
        for letter, *numbers in shape.commands:
            code = {"M": Outline.MOVETO, "L": Outline.LINETO, "C": Outline.CURVE4}.get(str(letter))
            pairs = list(zip(numbers[::2], numbers[1::2], strict=True)) or [(0, 0)]
            codes += [Outline.CLOSEPOLY if code is None else code] * len(pairs)
            points += [(x + float(a), y + float(b)) for a, b in pairs]
        fill = LIGHT.color(shape.fill) if shape.fill else "none"
        edge = LIGHT.color(shape.stroke) if shape.stroke else "none"
        axes.add_patch(PathPatch(Outline(points, codes), fc=fill, ec=edge, lw=shape.width))
    elif isinstance(shape, Icon):
        axes.plot([x + shape.x], [y + shape.y], "o", color=LIGHT.color(shape.color))
    elif isinstance(shape, Text):
        down = y + shape.y
        for line in shape.block.lines:
            axes.text(
                x + shape.x, down, line, ha=shape.anchor, va="baseline",
                fontsize=TYPE[shape.block.style].size * 0.75, color=LIGHT.color(shape.color),
            )  # fmt: skip
            down += shape.block.leading
