"""Shapes of the small marks: faces of emotion, stars, pills, signs of bands, signs that fold.

They are drawn as for left to right, as everything in `draw.py`, which changes them over.
"""

from __future__ import annotations

from collections.abc import Iterator

from journeymap.picture import pills as p
from journeymap.picture.face import Change, Pill, PillBand
from journeymap.picture.outline import ROUND, box, circle
from journeymap.picture.picture import TextBlock, Token
from journeymap.picture.shapes import Icon, Path, Rect, Shape, Text
from journeymap.picture.signs import SIGN, sign_at

RADIUS, EDGE_WIDTH, BADGE = 7, 3.5, 17  # of every card
DASH = (2.5, 2.5)  # of the rim of what was not measured


def emotion_face(emotion: int, x: float, y: float, size: float) -> Iterator[Shape]:
    """Yield the face of an emotion, -2..2."""
    name = f"emotion.{emotion}"
    yield Rect(x, y, size, size, size / 2, fill=name)
    yield Icon(name, x, y, size, "emotion.ink")


def star(x: float, y: float) -> Iterator[Shape]:
    """Yield the star of a moment of truth around a point."""
    half = BADGE / 2
    yield Rect(x - half, y - half, BADGE, BADGE, half, fill="star.ground", stroke="star")
    yield Icon("star", x - 6, y - 6, 12, "star")


def pill_shapes(pill: Pill, x: float, y: float) -> Iterator[Shape]:
    """Yield a pill: the sign of its band, the value, how it changed, what is aimed at."""
    width, high = p.pill_width(pill), float(p.HEIGHT)
    ink: Token = "plain.text" if pill.band == "none" else f"{pill.band}.text"
    if pill.band == "none":
        yield Path(box(x, y, width, high, high / 2), stroke="plain", width=1, dash=DASH)
        yield _inside(pill.text, x + (width - pill.text.width) / 2, y, ink)
        return
    ground, rim = f"{pill.band}.ground", f"{pill.band}.rim"
    yield Rect(x, y, width, high, high / 2, fill=ground, stroke=rim)
    x += p.PAD + (width - p.content(pill) - 2 * p.PAD) / 2
    if pill.band in p.MARKED:
        yield from band_mark(pill.band, x + p.MARK / 2, y + high / 2)
        x += p.MARK + p.MARK_GAP
    yield _inside(pill.text, x, y, ink)
    x += pill.text.width
    if pill.interval:
        yield _inside(pill.interval, x + p.INTERVAL_GAP, y, ink)
        x += p.INTERVAL_GAP + pill.interval.width
    if pill.change:
        x += p.ARROW_GAP
        yield change_mark(pill.change, x, y + high / 2, ink)
        x += p.ARROW
        if pill.delta:
            yield _inside(pill.delta, x + p.DELTA_GAP, y, ink)
            x += p.DELTA_GAP + pill.delta.width
    if pill.target:
        yield _inside(pill.target, x + p.TARGET_GAP, y, ink)


def _inside(block: TextBlock, x: float, y: float, color: Token) -> Text:
    return Text(x, y + (p.HEIGHT - block.height) / 2 + block.ascent, block, color)


def band_mark(band: PillBand, x: float, y: float, r: float = p.MARK / 2) -> Iterator[Shape]:
    """Yield the sign of a band around a point: full is good, half is fair, empty is poor."""
    color = f"{band}.text"
    k = r * ROUND
    if band == "fair":
        yield Path(
            (
                ("M", x, y - r),
                ("C", x - k, y - r, x - r, y - k, x - r, y),
                ("C", x - r, y + k, x - k, y + r, x, y + r),
                ("Z",),
            ),
            fill=color,
        )
    width = 1.3 * r / (p.MARK / 2)
    ring = circle(x, y, r - width / 2)
    yield Path(ring, fill=color if band == "good" else "", stroke=color, width=width)


def change_mark(change: Change, x: float, middle: float, color: Token) -> Path:
    """Return the sign of a change: a triangle up or down, two bars where nothing changed."""
    w = float(p.ARROW)
    if change == "same":
        bars = [("M", x, middle - 2.0), ("L", x + w, middle - 2.0)]
        bars += [("M", x, middle + 2.0), ("L", x + w, middle + 2.0)]
        return Path(tuple(bars), stroke=color, width=1.5)
    up = 3.0 if change == "up" else -3.0
    corners = (("M", x, middle + up), ("L", x + w, middle + up), ("L", x + w / 2, middle - up))
    return Path((*corners, ("Z",)), fill=color)


def fold_mark(face: object, color: Token) -> Iterator[Shape]:
    """Yield the sign that folds a stage or a lane, where it has one."""
    at = sign_at(face)
    if at is not None:
        folded = getattr(face, "fold", "") == "folded"
        yield Icon("forward" if folded else "expand", *at, SIGN, color)
