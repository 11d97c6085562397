"""Shapes of the samples in the legend: each mark as it looks in the map, smaller where it must be.

They are drawn as for left to right, as everything in `draw.py`, which changes them over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from journeymap.picture.course import Drawn
from journeymap.picture.draw_lines import route
from journeymap.picture.draw_marks import DASH, band_mark, change_mark, emotion_face, star
from journeymap.picture.face import PillBand, RouteFace
from journeymap.picture.outline import box, circle
from journeymap.picture.picture import Token
from journeymap.picture.shapes import Icon, Path, Rect, Shape

WIDE = 22  # pixels that a sample takes
ALIAS = {"worst": "down"}  # samples that are an icon of another name


def sample_shapes(sample: str, color: Token, x: float, middle: float) -> Iterator[Shape]:
    """Yield the sample of a mark of `legend.MARKS`, from x on around a height."""
    kind, _, what = sample.partition(":")
    if kind in ("flow", "hand-off"):
        yield from _line(what or "next", kind == "hand-off", 1.5, x, middle)
    elif kind == "width":
        yield Path((("M", x, middle - 4), ("L", x + WIDE, middle - 4)), stroke=color, width=1.25)
        yield Path((("M", x, middle + 3), ("L", x + WIDE, middle + 3)), stroke=color, width=4.5)
    elif kind == "band" and what == "none":
        yield Path(box(x + 1, middle - 7, 20, 14, 7), stroke="plain", width=1, dash=DASH)
    elif kind == "band":
        yield Rect(x + 1, middle - 7, 20, 14, 7, fill=f"{what}.ground", stroke=what)
        if what != "plain":
            yield from band_mark(cast("PillBand", what), x + 11, middle)
    elif kind == "change":
        yield change_mark("up", x + 3, middle, color)
        yield change_mark("down", x + 13, middle, color)
    elif kind == "target":
        stroke = (("M", x + 8, middle + 6), ("L", x + 14, middle - 6))
        yield Path(stroke, stroke=color, width=1.5)
    elif kind == "against":
        for height in (-2.5, 2.5):
            line = (("M", x + 5, middle + height), ("L", x + 17, middle + height))
            yield Path(line, stroke=color, width=1.5)
        yield Path((("M", x + 8, middle + 6), ("L", x + 14, middle - 6)), stroke=color, width=1.5)
    elif kind == "low":
        yield Path(circle(x + 11, middle, 5.2), fill="card", stroke=color, width=2.2)
    elif kind == "unrated":
        line = (("M", x, middle), ("L", x + WIDE, middle))
        yield Path(line, stroke=color, width=2.75, dash=(3.0, 6.0))
    elif kind in ("stub", "faded"):
        yield Rect(x + 1, middle - 6, 20, 12, 3, fill="stripe.0", stroke="card.border")
        edge = "plain" if kind == "faded" else "accent"
        yield Rect(x + 4, middle - 3.5, 2, 7, 1, fill=edge)
    elif kind == "face":
        yield from emotion_face(int(what), x + 2, middle - 9, 18)
    elif kind == "badge":
        yield Rect(x + 3, middle - 7, 14, 14, 7, fill="badge", stroke="badge.rim")
    elif kind == "star":
        yield from star(x + 11, middle)
    else:
        yield Icon(ALIAS.get(kind, kind), x + 3, middle - 8, 16, color)


def _line(kind: str, hand_off: bool, width: float, x: float, middle: float) -> Iterator[Shape]:
    points = ((x, middle), (x + WIDE, middle))
    face = RouteFace(WIDE, 0, Drawn(points), kind, hand_off, width, None, False, False)
    yield from route(face)
