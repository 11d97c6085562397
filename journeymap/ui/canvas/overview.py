"""Paints the parts of a map as blocks, for a picture of it in which no word can be read.

Knows the Picture and its colours, and nothing of where the small picture is shown.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from journeymap.picture.picture import Part
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.blocks import BLOCKED, mark
from journeymap.ui.canvas.camera import rect_of

FAINT = 0.25  # of what a filter fades


def paint_parts(
    painter: QPainter, parts: Sequence[Part], artist: Artist, faded: Container[str]
) -> None:
    """Paint headings, rows and cards as rectangles, those of one colour with one call."""
    areas: dict[tuple[str, bool], list[QRectF]] = {}
    for part in parts:
        if part.kind in BLOCKED:
            token, rect = mark(part)
        elif part.kind == "stage":
            token, rect = f"fill:{getattr(part.face, 'color', 'accent')}", rect_of(part.box)
        elif part.kind == "stripe":
            token, rect = f"stripe.{getattr(part.face, 'shade', 0)}", rect_of(part.box)
        else:
            continue
        areas.setdefault((token, part.key in faded), []).append(rect)
    painter.setPen(Qt.PenStyle.NoPen)
    for (token, faint), rects in areas.items():
        painter.setOpacity(FAINT if faint else 1.0)
        painter.setBrush(artist.color(token))
        painter.drawRects(rects)


def beside(whole: QRectF, frame: QRectF) -> Iterator[QRectF]:
    """Yield what of a rectangle lies outside another one."""
    if frame.isEmpty():
        yield whole
        return
    yield QRectF(whole.left(), whole.top(), whole.width(), frame.top() - whole.top())
    below = whole.bottom() - frame.bottom()
    yield QRectF(whole.left(), frame.bottom(), whole.width(), below)
    yield QRectF(whole.left(), frame.top(), frame.left() - whole.left(), frame.height())
    yield QRectF(frame.right(), frame.top(), whole.right() - frame.right(), frame.height())
