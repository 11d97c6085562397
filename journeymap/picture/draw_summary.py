"""Shapes of a collapsed stage's summary card.

They are drawn as for left to right, as everything in `draw.py`, which changes them over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from journeymap.picture import summary as u
from journeymap.picture.draw_marks import EDGE_WIDTH, RADIUS, emotion_face, pill_shapes
from journeymap.picture.face import Fact, SummaryFace
from journeymap.picture.picture import TextBlock, Token
from journeymap.picture.pills import pill_width
from journeymap.picture.shapes import Icon, Rect, Shape, Text


def summary_shapes(face: SummaryFace) -> Iterator[Shape]:
    """Yield the card, with the sheet behind it that says it stands for several."""
    w, front = face.w, face.h - u.BEHIND
    yield Rect(4, front - 12, w - 8, 12 + u.BEHIND, 6, fill="stripe.1", stroke="card.border")
    yield Rect(0, 0, w, front, RADIUS, fill="card", stroke="card.border", shadow=True)
    yield Rect(5, 7, EDGE_WIDTH, front - 14, EDGE_WIDTH / 2, fill=face.edge)
    yield block_text(face.name, u.START, u.TOP, "text")
    y = u.TOP + face.name.height + u.GAP
    for row in face.rows:
        x = float(u.START)
        for fact in row:
            yield from _fact(fact, x, y)
            x += fact.w + u.GAP
        y += u.ROW + u.GAP
    for icons in face.channels:
        x = float(u.START)
        for name, color in icons:
            yield Icon(name, x, y + (u.ROW - u.ICON) / 2, u.ICON, color)
            x += u.ICON + u.GAP
        y += u.ROW + u.GAP
    if face.pill:
        y -= u.ROW + u.GAP if face.beside else 0
        yield from pill_shapes(face.pill, w - u.END - pill_width(face.pill), y)
        if face.pill.since:
            below = y + u.ROW + u.GAP
            yield block_text(face.pill.since, w - u.END, below, "text.soft", "right")


def _fact(fact: Fact, x: float, y: float) -> Iterator[Shape]:
    if fact.what == "worst" and fact.emotion is not None:
        yield Icon("down", x, y + (u.ROW - 8) / 2, 8, "text.soft")
        top = y + (u.ROW - u.SMALL_FACE) / 2
        yield from emotion_face(fact.emotion, x + u.ARROW, top, u.SMALL_FACE)
    elif fact.emotion is not None:
        yield from emotion_face(fact.emotion, x, y, u.FACE)
    elif fact.number is not None:
        color = "pain" if fact.what == "pain" else "star"
        yield Icon(fact.what, x, y + (u.ROW - u.ICON) / 2, u.ICON, color)
        top = y + (u.ROW - fact.number.height) / 2
        yield block_text(fact.number, x + u.ICON + u.SIGN_GAP, top, "text")


def block_text(
    block: TextBlock, x: float, top: float, color: Token, anchor: Literal["left", "right"] = "left"
) -> Text:
    """Return a text whose first line begins at a height."""
    return Text(x, top + block.ascent, block, color, anchor)
