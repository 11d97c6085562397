"""Shapes of what runs between places: flows, the thin links to stubs, the experience curve.

Their faces carry places that layout has already changed over for right to left, so nothing is
mirrored here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from journeymap.picture.face import CurveFace, CurveLine, LinkFace, RatedLine, RouteFace
from journeymap.picture.outline import Command, Commands, circle
from journeymap.picture.picture import TextBlock, Token
from journeymap.picture.shapes import Path, Rect, Shape, Text

CORNER = 8  # radius of the corners of a route
LABEL_OUT = 3.5  # how far the ground of a label reaches beyond its text
BESIDE, DOT = 6.0, 5.5  # of a word of the scale from the end of its line, and from a dot
HEAD_LENGTH, HEAD_HALF = 8.0, 4.2  # of an arrow head on a line of 1.5

Point = tuple[float, float]


def route(face: RouteFace) -> Iterator[Shape]:
    """Yield a flow: its line with round corners, its arrow head, and its label on a ground."""
    if len(face.points) < 2:
        return
    color, width = _stroke(face)
    size = 1 + (width - 1.5) * 0.22
    longer = max(1.0, width / 2)  # a thick line has long dashes, or it would be a row of dots
    dash: tuple[float, ...] = ()
    if face.kind == "loop":
        dash = (1.0 * longer, 4.0 * longer)
    elif face.hand_off:
        dash = (5.0 * longer, 4.0 * longer)
    line, end, before = _shortened(face.points, HEAD_LENGTH * size * 0.8)
    yield Path(rounded(line), stroke=color, width=width, dash=dash)
    yield Path(_head(before, end, size), fill=color)
    if face.kind in ("choice", "parallel"):
        yield _start(face, color, width)
    if face.label:
        block = face.label
        x, y = face.label_at
        yield Rect(
            x - block.width / 2 - LABEL_OUT,
            y - block.height / 2 - 0.5,
            block.width + 2 * LABEL_OUT,
            block.height + 1,
            4,
            fill="flow.ground",
            stroke="card.border",
            width=0.75,
        )
        tone = "pain.text" if face.kind == "failure" and not face.faded else "flow.label"
        yield Text(x, y - block.height / 2 + block.ascent, block, tone, "center")


def _start(face: RouteFace, color: Token, width: float) -> Path:
    """Return the mark at the beginning: a diamond for a choice, a bar for what runs in parallel."""
    (x, y), (next_x, next_y) = face.points[0], face.points[1]
    length = hypot(next_x - x, next_y - y) or 1.0
    dx, dy = (next_x - x) / length, (next_y - y) / length
    if face.kind == "parallel":
        x, y = x + 2.5 * dx, y + 2.5 * dy
        bar = (("M", x - 4 * dy, y + 4 * dx), ("L", x + 4 * dy, y - 4 * dx))
        return Path(bar, stroke=color, width=width)
    diamond: Commands = (
        ("M", x, y),
        ("L", x + 4.5 * dx - 3.5 * dy, y + 4.5 * dy + 3.5 * dx),
        ("L", x + 9 * dx, y + 9 * dy),
        ("L", x + 4.5 * dx + 3.5 * dy, y + 4.5 * dy - 3.5 * dx),
        ("Z",),
    )
    return Path(diamond, fill="flow.ground", stroke=color, width=1.25)


def _stroke(face: RouteFace) -> tuple[Token, float]:
    if face.faded:
        return "grid", min(face.width, 1.5)
    if face.kind == "failure":
        return "pain", max(face.width, 2.6)
    return ("good" if face.kind == "recovery" else "flow"), face.width


def _shortened(points: Sequence[Point], by: float) -> tuple[list[Point], Point, Point]:
    """Return the points with the last drawn back under the arrow head, the tip, and whence."""
    points = [*(p for p, after in pairwise(points) if p != after), points[-1]]
    end = points[-1]
    before = points[-2] if len(points) > 1 else (end[0] - 1, end[1])
    length = hypot(end[0] - before[0], end[1] - before[1])
    back = min(by, length) / length
    last = (end[0] - (end[0] - before[0]) * back, end[1] - (end[1] - before[1]) * back)
    return [*points[:-1], last], end, before


def _head(before: Point, tip: Point, size: float) -> Commands:
    length = hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
    dx, dy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    back = (tip[0] - dx * HEAD_LENGTH * size, tip[1] - dy * HEAD_LENGTH * size)
    half = HEAD_HALF * size
    return (
        ("M", tip[0], tip[1]),
        ("L", back[0] - dy * half, back[1] + dx * half),
        ("L", back[0] + dy * half, back[1] - dx * half),
        ("Z",),
    )


def rounded(points: Sequence[Point], radius: float = CORNER) -> Commands:
    """Return the line through `points` with its corners rounded, less where pieces are short."""
    commands: list[Command] = [("M", *points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        a = hypot(corner[0] - before[0], corner[1] - before[1])
        b = hypot(after[0] - corner[0], after[1] - corner[1])
        r = min(radius, a / 2, b / 2)
        if r < 0.5:
            commands.append(("L", *corner))
            continue
        start = _towards(corner, before, r / a)
        end = _towards(corner, after, r / b)
        first, second = _towards(start, corner, 0.55), _towards(end, corner, 0.55)
        commands += (("L", *start), ("C", *first, *second, *end))
    commands.append(("L", *points[-1]))
    return tuple(commands)


def _towards(start: Point, goal: Point, share: float) -> Point:
    return (
        round(start[0] + (goal[0] - start[0]) * share, 2),
        round(start[1] + (goal[1] - start[1]) * share, 2),
    )


def link(face: LinkFace) -> Iterator[Shape]:
    """Yield the thin line between a card and its stubs."""
    if len(face.points) > 1:
        yield Path(rounded(face.points), stroke="flow", width=1, dash=(2, 3))


def curve(face: CurveFace) -> Iterator[Shape]:
    """Yield the experience curve: grid, thin lines, then the thick ones with their dots."""
    dots = [(dot.x, dot.y) for line in face.lines for dot in line.dots if line.what == "emotion"]
    for y, word in face.grid:
        yield Path((("M", 0.0, y), ("L", face.w, y)), stroke="grid", width=1, dash=(2, 4))
        if word is not None:
            top = _free(face, word, y, dots)
            text = Text(BESIDE, top + word.ascent, word, "text.soft", "left")
            yield text if face.rtl else text._replace(x=face.w - BESIDE, anchor="right")
    for line in sorted(face.lines, key=lambda line: line.what == "emotion"):
        yield from _line(line)


def _free(face: CurveFace, word: TextBlock, y: float, dots: Sequence[tuple[float, float]]) -> float:
    """Return the top of a word of the scale: over its line, or where no dot is."""
    over = max(y - word.height - 1, 0.0)
    # a dot beside a word stands on its line most of all
    places = over, y - word.height - DOT, y + 2, y + DOT
    first = BESIDE if face.rtl else face.w - BESIDE - word.width
    near = [at for x, at in dots if first - DOT < x < first + word.width + DOT]
    for top in places:
        if 0 <= top <= face.h - word.height and not any(
            top - DOT < at < top + word.height + DOT for at in near
        ):
            return top
    return over


def _line(line: CurveLine | RatedLine) -> Iterator[Shape]:
    thick = line.what == "emotion"
    rated = {"emotion": (), "success": (6.0, 3.0), "ease": (1.5, 3.0)}[line.what]
    for commands, unrated in line.pieces:
        dash = (3.0, 6.0) if unrated else rated
        yield Path(commands, stroke=line.color, width=2.75 if thick else 1.4, dash=dash)
    for dot in line.dots:
        color = "pain" if dot.low else line.color
        if thick:
            r = 3.2 if dot.loose else 5.2 if dot.low else 4.2
            yield Path(circle(dot.x, dot.y, r), fill="card", stroke=color, width=2.2)
        elif dot.loose:
            yield Path(circle(dot.x, dot.y, 2), fill=color)
