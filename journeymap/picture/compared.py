"""A picture of two maps in one, marked: what came, what is gone, what moved and what changed.

It takes the picture of a union as layout made it and adds parts and nothing else, so that the
window, PNG, PDF and SVG show the same. No mark speaks by its colour alone: what came has a plus and
a whole outline, what is gone a minus, a broken outline and its words struck through, what moved an
arrow from its former place, what changed a pencil and the names of its fields.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import atan2, cos, sin
from typing import NamedTuple

from journeymap.model.differences import What
from journeymap.model.index import Key
from journeymap.model.text import M, Message
from journeymap.picture.draw import shapes
from journeymap.picture.draw_marks import emotion_face
from journeymap.picture.face import RouteFace, ShapesFace
from journeymap.picture.picture import Box, Measure, Part, PartKind, Picture, TextBlock, Token
from journeymap.picture.shapes import Icon, Path, Rect, Shape, Text

COLORS: Mapping[What, Token] = {
    "added": "good",
    "removed": "pain",
    "moved": "accent",
    "changed": "star",
}
ICONS: Mapping[What, str] = {
    "added": "add",
    "removed": "remove",
    "moved": "forward",
    "changed": "edit",
}
DASHES: Mapping[What, tuple[float, ...]] = {
    "added": (),
    "removed": (6.0, 4.0),
    "moved": (),
    "changed": (2.0, 3.0),
}
SIGN, INSIDE, FACE, GAP = 18.0, 13.0, 14.0, 3.0  # pixels: a sign, its icon, a face, between them
OVER = 15.0  # by which a sign stands out of a card
LINE = 2.0
WIDEST = 190.0  # of a sign with the names of fields
HEAD = 9.0  # of an arrow
# A quote and a picture are their card's, which has the mark.
OUTLINED: frozenset[PartKind] = frozenset(("card", "note", "step", "summary"))
GHOSTLY: frozenset[PartKind] = OUTLINED | {"stub", "quote"}
HEADINGS: frozenset[PartKind] = frozenset(("stage", "lane"))
MARKED = OUTLINED | HEADINGS | {"flow"}


FORMER = M("Former place")


class Mark(NamedTuple):
    """What a record is marked with.

    `words` name the fields that changed, short enough to stand at a card; `emotion` is the rating
    before and after where that changed. `alt` says it for screen readers and `about` in full.
    """

    whats: tuple[What, ...]
    alt: Message
    about: Message
    words: str = ""
    emotion: tuple[int | None, int | None] | None = None


class Scene(NamedTuple):
    """What of a union is to be shown: marks by key, ghosts, and what stood elsewhere before."""

    marks: Mapping[Key, Mark]
    ghosts: Collection[Key]
    former: Mapping[Key, Key]  # what moved -> the ghost at its former place


def marked(picture: Picture, scene: Scene, measure: Measure) -> Picture:
    """Return the picture with ghosts drawn as such and a mark at each record that has one."""
    former = {ghost: key for key, ghost in scene.former.items()}
    parts: list[Part] = []
    marks: list[Part] = []
    seen: set[Key] = set()
    for part in picture.parts:
        mark = scene.marks.get(part.key) if part.key else None
        ghost = bool(part.key) and part.key in scene.ghosts
        of = former.get(part.key, "")
        if ghost and part.kind in GHOSTLY:
            part = part._replace(face=_ghost_face(part, _ghost_color(of)))
        elif ghost and isinstance(part.face, RouteFace):
            part = part._replace(face=part.face._replace(faded=True, kind="next", width=1.0))
        if mark is None and of in scene.marks:
            mark = scene.marks[of]
            part = part._replace(alt=_called(FORMER, part), about=mark.about)
        elif mark is not None:
            part = part._replace(alt=_called(mark.alt, part), about=mark.about)
        parts.append(part)
        if mark is None or part.kind not in MARKED:
            continue
        whats: tuple[What, ...] = ("moved",) if of else mark.whats
        bare = mark._replace(whats=whats, words="", emotion=None) if of else mark
        first = part.key not in seen or part.kind in HEADINGS
        seen.add(part.key)
        made = _mark(part, bare if first else bare._replace(words=""), picture, measure)
        if made is not None:
            marks.append(made)
    marks += _arrows(picture, scene)
    return replace(picture, parts=(*parts, *marks))


def _called(what: Message, part: Part) -> Message:
    """Return what a part is called for screen readers: what happened comes before its name."""
    return M("{what}: {name}", what=what, name=part.alt)


def _ghost_color(of: Key) -> Token:
    return COLORS["moved" if of else "removed"]


# ---------------------------------------------------------------- ghosts


def _ghost_face(part: Part, color: Token) -> ShapesFace:
    """Return a part as what is gone looks: pale, in broken outline, its words struck through."""
    w, h = part.box.w, part.box.h
    drawn: list[Shape] = [Rect(0, 0, w, h, 8, fill="stripe.0")]
    for number, shape in enumerate(shapes(part.face)):
        if isinstance(shape, Rect) and number:
            drawn.append(shape._replace(fill="grid", stroke="", shadow=False))
        elif isinstance(shape, Text):
            drawn.append(shape._replace(color="text.soft"))
            drawn += _struck(shape)
        elif isinstance(shape, Icon):
            drawn.append(shape._replace(color="text.soft"))
    drawn.insert(1, Path(_rounded(0, 0, w, h, 8), stroke=color, width=1.6, dash=DASHES["removed"]))
    return ShapesFace(w, h, tuple(drawn))


def _struck(text: Text) -> Iterator[Path]:
    block = text.block
    for number, width in enumerate(block.widths):
        y = text.y + number * block.leading - block.ascent * 0.3
        x = text.x - {"left": 0.0, "center": width / 2, "right": width}[text.anchor]
        yield Path((("M", x, y), ("L", x + width, y)), stroke="text.soft", width=1.2)


def _struck_label(face: RouteFace) -> Iterator[Path]:
    """Yield the lines through the words on a flow that is gone."""
    if face.label is not None:
        x, y = face.label_at
        top = y - face.label.height / 2 + face.label.ascent
        yield from _struck(Text(x, top, face.label, "text.soft", "center"))


# ---------------------------------------------------------------- marks


def _mark(part: Part, mark: Mark, picture: Picture, measure: Measure) -> Part | None:
    box, drawn = part.box, list[Shape]()
    color = COLORS[mark.whats[0]]
    if part.kind in OUTLINED:
        if mark.whats[0] != "removed" and part.key:
            drawn.append(_outline(box, mark.whats[0]))
        words = mark.words if part.kind == "card" else ""
        sign = _sign(mark, words, measure, picture.rtl)
        width = max(shape.x + shape.w for shape in sign if isinstance(shape, Rect))
        x = box.w - width + 6 if picture.rtl else -6.0
        drawn += [_shifted(shape, x, -OVER) for shape in sign]
    elif part.kind in HEADINGS:
        sign = _sign(mark, "", measure, picture.rtl)
        width = max(shape.x + shape.w for shape in sign if isinstance(shape, Rect))
        inset = 16.0 if part.kind == "stage" else 4.0
        x = inset if picture.rtl else box.w - width - inset
        drawn += [_shifted(shape, x, 3.0) for shape in sign]
    elif part.kind == "flow":
        points: Sequence[Point] = getattr(part.face, "points", ())
        if len(points) < 2:
            return None
        line = (("M", *points[0]), *(("L", *point) for point in points[1:]))
        what = mark.whats[0]
        drawn.append(Path(line, stroke=color, width=LINE, dash=DASHES[what]))
        drawn.append(_head(points[-2], points[-1], color, HEAD))
        if what == "removed" and isinstance(part.face, RouteFace):
            drawn += _struck_label(part.face)
        x, y = _middle(points)
        sign = _sign(mark, "", measure, picture.rtl)
        drawn += [_shifted(shape, x - SIGN / 2, y - SIGN / 2) for shape in sign]
    else:
        return None
    face = ShapesFace(box.w, box.h, tuple(drawn))
    return Part("", "mark", box, face, part.z + 1, part.pin, mark.alt)


def _sign(mark: Mark, words: str, measure: Measure, rtl: bool) -> list[Shape]:
    """Return a sign from (0, 0) on: an icon for each sort, the faces, the names of fields."""
    color = COLORS[mark.whats[0]]
    ink = f"on:{color}"
    inset = (SIGN - INSIDE) / 2
    x = inset
    drawn: list[Shape] = []
    for what in mark.whats:
        flip = rtl and what == "moved"
        drawn.append(Icon(ICONS[what], x, inset, INSIDE, ink, flip))
        x += INSIDE + GAP
    if mark.emotion is not None:
        first, second = mark.emotion
        x += GAP
        drawn += _face(first, x)
        x += FACE + 1
        drawn.append(Icon("forward", x, inset + 1.5, INSIDE - 3, ink, rtl))
        x += INSIDE - 1
        drawn += _face(second, x)
        x += FACE + GAP
    if words:
        block = measure.wrap(words, "badge", WIDEST - x, 1)
        drawn.append(Text(x + 1, (SIGN - block.height) / 2 + block.ascent, block, ink))
        x += block.width + 2 * GAP + 1
    else:
        x += inset - GAP
    width = max(x, SIGN)
    if rtl:
        drawn = [_turned(shape, width) for shape in drawn]
    ground = Rect(0, 0, width, SIGN, SIGN / 2, fill=f"fill:{color}", stroke="card", width=1.5)
    return [ground, *drawn]


def _face(emotion: int | None, x: float) -> Iterable[Shape]:
    y = (SIGN - FACE) / 2
    if emotion is None:  # not rated: an empty ring
        ring = Rect(x + 1, y + 1, FACE - 2, FACE - 2, FACE / 2, fill="card", stroke="plain")
        return (ring,)
    return tuple(emotion_face(emotion, x, y, FACE))


def _outline(box: Box, what: What) -> Path:
    commands = _rounded(-1, -1, box.w + 2, box.h + 2, 9)
    return Path(commands, stroke=COLORS[what], width=LINE, dash=DASHES[what])


def _arrows(picture: Picture, scene: Scene) -> Iterator[Part]:
    """Yield an arrow from each former place to where that stands now."""
    for key, ghost in scene.former.items():
        mark, now, was = scene.marks.get(key), picture.part(key), picture.part(ghost)
        if mark is None or now is None or was is None or now.pin or was.pin:
            continue
        if now.kind not in OUTLINED or was.kind not in OUTLINED:
            continue
        start, end, bend = _ends(was.box, now.box)
        left, top = min(start[0], end[0]) - 60, min(start[1], end[1]) - 60
        right, bottom = max(start[0], end[0]) + 60, max(start[1], end[1]) + 60
        (x1, y1), (x2, y2) = _to(start, left, top), _to(end, left, top)
        (bx, by), (cx, cy) = _to(bend[0], left, top), _to(bend[1], left, top)
        drawn = (
            Path(
                (("M", x1, y1), ("C", bx, by, cx, cy, x2, y2)),
                stroke=COLORS["moved"],
                width=2.4,
                dash=(9.0, 5.0),
            ),
            _head((cx, cy), (x2, y2), COLORS["moved"], HEAD + 2),
        )
        box = Box(left, top, right - left, bottom - top)
        yield Part("", "mark", box, ShapesFace(box.w, box.h, drawn), now.z + 1, "", mark.alt)


Point = tuple[float, float]


def _to(point: Point, left: float, top: float) -> Point:
    return point[0] - left, point[1] - top


def _ends(was: Box, now: Box) -> tuple[Point, Point, tuple[Point, Point]]:
    """Return where an arrow between two boxes begins and ends, and the points that bend it."""
    if now.x >= was.right or now.right <= was.x:
        on = now.x >= was.right
        start = (was.right if on else was.x, was.y + was.h / 2)
        end = (now.x - 3 if on else now.right + 3, now.y + now.h / 2)
        by = max(abs(end[0] - start[0]) * 0.4, 24.0) * (1 if on else -1)
        return start, end, ((start[0] + by, start[1]), (end[0] - by, end[1]))
    down = now.y >= was.y
    start = (was.x + was.w / 2, was.bottom if down else was.y)
    end = (now.x + now.w / 2, now.y - 3 if down else now.bottom + 3)
    by = max(abs(end[1] - start[1]) * 0.4, 24.0) * (1 if down else -1)
    return start, end, ((start[0], start[1] + by), (end[0], end[1] - by))


def _head(before: Point, tip: Point, color: Token, size: float) -> Path:
    angle = atan2(tip[1] - before[1], tip[0] - before[0])
    corners = [
        (tip[0] - size * cos(angle + turn), tip[1] - size * sin(angle + turn))
        for turn in (0.45, -0.45)
    ]
    return Path((("M", *tip), *(("L", *corner) for corner in corners), ("Z",)), fill=color)


def _middle(points: Sequence[Point]) -> Point:
    """Return the middle of the longest piece of a line."""
    (x1, y1), (x2, y2) = max(
        pairwise(points), key=lambda two: abs(two[1][0] - two[0][0]) + abs(two[1][1] - two[0][1])
    )
    return (x1 + x2) / 2, (y1 + y2) / 2


def _rounded(
    x: float, y: float, w: float, h: float, r: float
) -> tuple[tuple[str | float, ...], ...]:
    """Return a rectangle with round corners as a path, because rectangles have no dashes."""
    c = r * 0.45
    return (
        ("M", x + r, y),
        ("L", x + w - r, y),
        ("C", x + w - c, y, x + w, y + c, x + w, y + r),
        ("L", x + w, y + h - r),
        ("C", x + w, y + h - c, x + w - c, y + h, x + w - r, y + h),
        ("L", x + r, y + h),
        ("C", x + c, y + h, x, y + h - c, x, y + h - r),
        ("L", x, y + r),
        ("C", x, y + c, x + c, y, x + r, y),
        ("Z",),
    )


def _turned(shape: Shape, width: float) -> Shape:
    """Return a shape of a sign at the other side; what has a direction was turned before."""
    if isinstance(shape, Text):
        return shape._replace(x=width - shape.x, anchor="right")
    if isinstance(shape, Icon):
        return shape._replace(x=width - shape.x - shape.size)
    if isinstance(shape, Rect):
        return shape._replace(x=width - shape.x - shape.w)
    return shape


def _shifted(shape: Shape, dx: float, dy: float) -> Shape:
    """Return a shape of a sign elsewhere; signs have no paths."""
    return shape if isinstance(shape, Path) else shape._replace(x=shape.x + dx, y=shape.y + dy)


def list_under(
    picture: Picture, heading: TextBlock, lines: Sequence[tuple[What | None, TextBlock]]
) -> Picture:
    """Return the picture with a list under it, in columns as wide as the widest of its lines."""
    if not lines:
        return picture
    bounds = picture.bounds
    widest = max(block.width for _, block in lines) + SIGN + 30
    number = max(1, min(int((bounds.w - 40) // widest), 4, len(lines)))
    each = -(-len(lines) // number)
    drawn: list[Shape] = [_line(heading, 20, 0, "text", bounds.w, picture.rtl)]
    top = heading.height + 12
    tallest = top
    for column in range(number):
        x, y = 20 + column * widest, top
        for what, block in lines[column * each : (column + 1) * each]:
            if what is not None:
                left = bounds.w - x - SIGN if picture.rtl else x
                sign = Rect(left, y, SIGN, SIGN, SIGN / 2, fill=f"fill:{COLORS[what]}")
                inset = (SIGN - INSIDE) / 2
                flip = picture.rtl and what == "moved"
                color = f"on:{COLORS[what]}"
                drawn += [
                    sign,
                    Icon(ICONS[what], left + inset, y + inset, INSIDE, color, flip),
                ]
            beside = x + (SIGN + 8 if what is not None else 0)
            drawn.append(_line(block, beside, y + 1, "text", bounds.w, picture.rtl))
            y += max(block.height, SIGN) + 6
        tallest = max(tallest, y)
    box = Box(bounds.x, bounds.bottom + 10, bounds.w, tallest + 10)
    part = Part("", "mark", box, ShapesFace(box.w, box.h, tuple(drawn)), 0, "", Message(""))
    whole = bounds._replace(h=bounds.h + box.h + 20)
    return replace(picture, parts=(*picture.parts, part), bounds=whole)


def _line(block: TextBlock, x: float, top: float, color: Token, width: float, rtl: bool) -> Text:
    if rtl:
        return Text(width - x, top + block.ascent, block, color, "right")
    return Text(x, top + block.ascent, block, color)
