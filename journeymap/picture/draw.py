"""Faces to shapes: what a card, a stage, a note looks like, decided in this one place.

Shapes are in the part's own coordinates and carry colour tokens. Everything here is drawn as for
left to right and changed over as a whole for right to left, so the two cannot drift apart; routes
and curves come with places that are already right (`draw_lines.py`). No back end adds or leaves
out anything but by `Detail`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, cast

from journeymap.picture import faces as f
from journeymap.picture.draw_afar import FLAT, SIGNS
from journeymap.picture.draw_legend import sample_shapes
from journeymap.picture.draw_lines import curve, link, route
from journeymap.picture.draw_marks import (
    BADGE,
    EDGE_WIDTH,
    RADIUS,
    emotion_face,
    fold_mark,
    pill_shapes,
    star,
)
from journeymap.picture.draw_summary import summary_shapes
from journeymap.picture.face import ShadeFace, SummaryFace
from journeymap.picture.frame_faces import (
    FOOTER_PAD,
    HEADING_GAP,
    HEADING_PAD,
    LEGEND_ROW,
    LEGEND_SAMPLE,
    LOGO_WIDTH,
)
from journeymap.picture.icons import icon
from journeymap.picture.outline import mirrored
from journeymap.picture.picture import Box, Detail, Face, Part, TextBlock, Token
from journeymap.picture.pills import HEIGHT, pill_width
from journeymap.picture.shapes import Icon, Image, Path, Rect, Shape, Text
from journeymap.picture.signs import LANE_ICON, LANE_PAD, LANE_SIGN_GAP, SIGN

BADGE_TOP = -9  # above the letters of the name, however long it is


# Badges, arrow heads, thick lines and shadows stand out of their part's box by no more than this.
OUTSIDE = 12.0


def reach(part: Part) -> Box:
    """Return the rectangle that a part's shapes stay in: its box and what stands out of it."""
    x, y, w, h = part.box
    left, top, right, bottom = 0.0, 0.0, w, h
    if isinstance(part.face, f.RouteFace) and part.face.label:
        label, at = part.face.label, part.face.label_at
        left, right = min(left, at[0] - label.width / 2), max(right, at[0] + label.width / 2)
        top, bottom = min(top, at[1] - label.height / 2), max(bottom, at[1] + label.height / 2)
    if isinstance(part.face, f.RouteFace) and part.face.pill:
        half, at = pill_width(part.face.pill) / 2, part.face.pill_at
        left, right = min(left, at[0] - half), max(right, at[0] + half)
        top, bottom = min(top, at[1] - HEIGHT / 2), max(bottom, at[1] + HEIGHT / 2)
    out = OUTSIDE
    return Box(x + left - out, y + top - out, right - left + 2 * out, bottom - top + 2 * out)


def shapes(face: Face, detail: Detail = "full") -> tuple[Shape, ...]:
    """Return the shapes of a face, undermost first.

    `block` keeps the flat areas, `signs` shows what can be told without a letter, `title` that and
    the names, `full` is everything.
    """
    return _shapes(cast("Hashable", face), detail)


# The types take part in the key: two faces of different kinds may be equal as tuples.
@lru_cache(maxsize=1 << 16, typed=True)
def _shapes(face: Any, detail: Detail) -> tuple[Shape, ...]:
    afar = {"block": FLAT, "signs": SIGNS}.get(detail, {}).get(type(face))
    drawn = tuple((afar or _DRAWN[type(face)])(face))
    if detail != "full" and afar is None:
        drawn = _less(drawn, "named" if detail == "title" and type(face) in SIGNS else detail)
    if getattr(face, "rtl", False) and type(face) not in _PLACED:
        drawn = tuple(_other_way(shape, face.w) for shape in drawn)
    return drawn


def _less(drawn: tuple[Shape, ...], detail: Detail | Literal["named"]) -> tuple[Shape, ...]:
    """Return the grounds of the shapes, and for `title` the first text as well.

    What is `named` loses no more than its smaller texts: it has signs even from farther away.
    """
    if detail == "named":
        first = next((s for s in drawn if isinstance(s, Text)), None)
        kept = tuple(s for s in drawn if not isinstance(s, Text) or s is first)
        return tuple(s._replace(shadow=False) if isinstance(s, Rect) else s for s in kept)
    grounds = tuple(s for s in drawn[:2] if isinstance(s, Rect | Path))
    flat = tuple(s._replace(shadow=False) if isinstance(s, Rect) else s for s in grounds)
    if detail != "title":
        return flat
    return (*flat, *[s for s in drawn if isinstance(s, Text)][:1])


def _other_way(shape: Shape, width: float) -> Shape:
    if isinstance(shape, Path):
        return shape._replace(commands=mirrored(shape.commands, width))
    if isinstance(shape, Text):
        return shape._replace(x=width - shape.x, anchor=_OPPOSITE[shape.anchor])
    if isinstance(shape, Icon):
        flips = icon(shape.name)[2]
        return shape._replace(x=width - shape.x - shape.size, flip=flips)
    return shape._replace(x=width - shape.x - shape.w)


_Anchor = Literal["left", "center", "right"]
_OPPOSITE: Mapping[_Anchor, _Anchor] = {"left": "right", "center": "center", "right": "left"}


def _text(block: TextBlock, x: float, top: float, color: Token, anchor: _Anchor = "left") -> Text:
    return Text(x, top + block.ascent, block, color, anchor)


# ---------------------------------------------------------------- the frame


def _heading(face: f.HeadingFace) -> Iterator[Shape]:
    y = float(HEADING_PAD)
    yield _text(face.title, HEADING_PAD, y, "text")
    y += face.title.height
    for line in face.lines:
        yield _text(line, HEADING_PAD, y + HEADING_GAP, "text.soft")
        y += line.height + HEADING_GAP
    if face.logo:
        x = face.w - HEADING_PAD - LOGO_WIDTH
        yield Image(x, HEADING_PAD, LOGO_WIDTH, min(face.h - 2 * HEADING_PAD, 44), face.logo)


def _phase(face: f.PhaseFace) -> Iterator[Shape]:
    yield Rect(0, face.h - 2.5, face.w, 2, 1, fill="grid")
    yield _text(face.name, f.PHASE_PAD, f.PHASE_TOP - 2, "text.soft")


def _stage(face: f.StageFace) -> Iterator[Shape]:
    w, h, point = face.w, face.h, min(f.STAGE_POINT, face.w / 3)
    yield Path(
        (
            ("M", 0.0, 0.0),
            ("L", w - point, 0.0),
            ("L", w, h / 2),
            ("L", w - point, h),
            ("L", 0.0, h),
            ("L", point, h / 2),
            ("Z",),
        ),
        fill=f"fill:{face.color}",
        stroke=f"rim:{face.color}",
    )
    whole = face.name.height + (face.goal.height + 1 if face.goal else 0)
    top = (h - whole) / 2
    start = f.STAGE_FOLD_START if face.fold else f.STAGE_START
    yield _text(face.name, start, top, f"on:{face.color}")
    if face.goal:
        below = top + face.name.height + 1
        yield _text(face.goal, start, below, f"on:{face.color}")
    yield from fold_mark(face, f"on:{face.color}")
    if face.linked:
        yield Icon("linked-map", w - point - 20, h / 2 - 8, 16, f"on:{face.color}")


def _stripe(face: f.StripeFace) -> Iterator[Shape]:
    fill = f"stripe.{face.shade}"
    yield Rect(0, 0, face.w, face.h, 8, fill=fill, stroke="stripe.rim")
    if face.text:
        top = (face.h - face.text.height) / 2
        yield _text(face.text, f.HEAD_WIDTH + f.STRIPE_START, top, "text.soft")


def _shade(face: ShadeFace) -> Iterator[Shape]:
    yield Rect(0, 0, face.w, face.h, 6, fill=f"soft:{face.color}")


def _lane(face: f.LaneFace) -> Iterator[Shape]:
    x = float(LANE_PAD)
    if face.icon:
        above = (LANE_SIGN_GAP + SIGN) / 2 if face.fold == "open" else 0.0
        yield Icon(face.icon, x, (face.h - LANE_ICON) / 2 - above, LANE_ICON, face.color)
        x += LANE_ICON + f.LANE_GAP
    whole = face.name.height + sum(block.height + 2 for _, block in face.details)
    y = (face.h - whole) / 2
    yield _text(face.name, x, y, "text")
    y += face.name.height
    for token, block in face.details:
        if token:
            yield Rect(x, y + 2 + block.leading / 2 - 4, 8, 8, 4, fill=token)
        yield _text(block, x + (14 if token else 0), y + 2, "text.soft")
        y += block.height + 2
    yield from fold_mark(face, "text.soft")


def _footer(face: f.FooterFace) -> Iterator[Shape]:
    yield _text(face.text, FOOTER_PAD, FOOTER_PAD, "text.soft")


def _legend(face: f.LegendFace) -> Iterator[Shape]:
    for sample, color, block, x, y in face.entries:
        yield from sample_shapes(sample, color, x, y + (LEGEND_ROW - block.leading) / 2 + 8)
        top = y + (LEGEND_ROW - block.leading) / 2
        yield _text(block, x + LEGEND_SAMPLE, top, "text.soft")


# ---------------------------------------------------------------- touchpoints


def _card(face: f.CardFace) -> Iterator[Shape]:
    if face.faded:
        yield Rect(0, 0, face.w, face.h, RADIUS, fill="stripe.0", stroke="card.border")
    else:
        yield Rect(0, 0, face.w, face.h, RADIUS, fill="card", stroke="card.border", shadow=True)
    edge = "plain" if face.faded else face.edge
    yield Rect(5, 7, EDGE_WIDTH, face.h - 14, EDGE_WIDTH / 2, fill=edge)
    color = "text.soft" if face.faded else "text"
    yield _text(face.name, f.CARD_START, f.CARD_TOP, color)
    y = f.CARD_TOP + face.name.height + f.CARD_GAP
    for row in face.rows:
        x = float(f.CARD_START)
        for what in row:
            if what == "emotion" and face.emotion is not None:
                yield from emotion_face(face.emotion, x, y, f.EMOTION_SIZE)
                x += f.EMOTION_SIZE + f.CARD_GAP
            elif what == "marks":
                for mark in face.marks:
                    yield Icon(mark, x, y + 3, f.MARK_SIZE, "text.soft")
                    x += f.MARK_SIZE + f.MARK_GAP
            elif what == "pill" and face.pill:
                yield from pill_shapes(face.pill, face.w - f.CARD_END - pill_width(face.pill), y)
            elif what == "since" and face.pill and face.pill.since:
                since = face.pill.since
                top = y + (f.META_HEIGHT - since.height) / 2
                if "pill" in row:
                    yield _text(since, x, top, "text.soft")
                else:
                    yield _text(since, face.w - f.CARD_END, top, "text.soft", "right")
        y += f.META_HEIGHT + f.CARD_GAP
    pains, truth = _corner(face)
    if face.pains and pains:
        yield Rect(pains.x, BADGE_TOP, pains.w, BADGE, BADGE / 2, fill="badge", stroke="badge.rim")
        middle = BADGE_TOP + BADGE / 2 - face.pains.height / 2
        yield _text(face.pains, pains.x + pains.w / 2, middle, "badge.text", "center")
    if truth:
        yield from star(truth.x + BADGE / 2, BADGE_TOP + BADGE / 2)


def _corner(face: f.CardFace) -> tuple[Box | None, Box | None]:
    right, pains, truth = face.w + f.OVERHANG - 5, None, None
    if face.pains:
        wide = max(BADGE, face.pains.width + 10)
        right -= wide
        pains = Box(right, BADGE_TOP, wide, BADGE)
        right -= 3
    if face.moment_of_truth:
        truth = Box(right - BADGE, BADGE_TOP, BADGE, BADGE)
    return pains, truth


def corner(face: Face) -> tuple[Box, ...]:
    """Return where a card's count of pain points and its star stand, in its own coordinates."""
    if not isinstance(face, f.CardFace):
        return ()
    found = [box for box in _corner(face) if box is not None]
    if face.rtl:
        found = [box._replace(x=face.w - box.x - box.w) for box in found]
    return tuple(found)


def _stub(face: f.StubFace) -> Iterator[Shape]:
    yield Rect(0, 0, face.w, face.h, RADIUS, fill="stripe.0", stroke="card.border")
    yield Rect(5, 6, EDGE_WIDTH, face.h - 12, EDGE_WIDTH / 2, fill=face.edge)
    yield _text(face.name, f.CARD_START, 6, "text.soft")


# ---------------------------------------------------------------- under the lanes


def _note(face: f.NoteFace) -> Iterator[Shape]:
    what = face.what
    if face.settled:
        yield Rect(0, 0, face.w, face.h, 6, fill="stripe.0", stroke="card.border")
    else:
        yield Rect(0, 0, face.w, face.h, 6, fill=f"{what}.ground", stroke=f"{what}.rim")
    yield Rect(0, 0, EDGE_WIDTH, face.h, EDGE_WIDTH / 2, fill=what)
    sign = "check" if face.settled else what
    middle = f.NOTE_TOP + face.name.leading / 2
    yield Icon(sign, 7, middle - f.NOTE_ICON / 2, f.NOTE_ICON, what)
    color = "text.soft" if face.settled else f"{what}.text"
    yield _text(face.name, f.NOTE_START, f.NOTE_TOP, color)
    if face.details:
        below = f.NOTE_TOP + face.name.height + 1
        yield _text(face.details, f.NOTE_START, below, "text.soft")


def _more(face: f.MoreFace) -> Iterator[Shape]:
    yield Rect(0, 0, face.w, face.h, face.h / 2, fill="plain.ground", stroke="plain.rim")
    top = (face.h - face.text.height) / 2
    yield _text(face.text, face.w / 2, top, "plain.text", "center")


def _quote(face: f.QuoteFace) -> Iterator[Shape]:
    yield Rect(0, 0, face.w, face.h, 8, fill="quote", stroke="quote.rim")
    yield Icon("quote", 6, f.QUOTE_TOP + face.text.leading / 2 - 7, 14, "quote.mark")
    yield _text(face.text, f.QUOTE_START, f.QUOTE_TOP, "text")


def _image(face: f.ImageFace) -> Iterator[Shape]:
    height = face.h - (face.caption.height + 6 if face.caption else 0)
    # The picture covers its placeholder; where the file is missing this is what is seen.
    yield Rect(0, 0, face.w, height, 6, fill="plain.ground", stroke="card.border")
    yield Icon("image", face.w / 2 - 14, height / 2 - 14, 28, "plain")
    yield Image(0, 0, face.w, height, face.href, face.alt)
    if face.caption:
        yield _text(face.caption, 6, height + 4, "text.soft")


def _step(face: f.StepFace) -> Iterator[Shape]:
    yield Rect(0, 0, face.w, face.h, 6, fill="step", stroke="card.border")
    edge = {"frontstage": "accent", "backstage": "plain", "support": "grid"}[face.layer]
    yield Rect(0, 6, EDGE_WIDTH, face.h - 12, EDGE_WIDTH / 2, fill=edge)
    yield _text(face.name, f.STEP_PAD, f.STEP_TOP, "text")
    if face.details:
        below = f.STEP_TOP + face.name.height + 1
        yield _text(face.details, f.STEP_PAD, below, "text.soft")


def _visibility(face: f.VisibilityFace) -> Iterator[Shape]:
    line = (("M", 0.0, face.h - 4), ("L", face.w, face.h - 4))
    yield Path(line, stroke="visibility", width=1.25, dash=(8, 5))
    yield _text(face.text, f.STEP_PAD, 0, "text.soft")


def _measure(face: f.MeasureFace) -> Iterator[Shape]:
    yield Rect(0, 0, face.w, face.h, 6, fill="step", stroke="card.border")
    y = float(f.STEP_TOP)
    if face.title:
        yield _text(face.title, f.STEP_PAD, y, "text")
        y += face.title.height + 2
    for name, pill in face.rows:
        at = face.w - f.STEP_PAD - pill_width(pill)
        if face.stacked:
            yield _text(name, f.STEP_PAD, y, "text.soft")
            yield from pill_shapes(pill, at, y + name.height + 1)
            y += name.height + HEIGHT + 5
            continue
        tall = max(name.height, HEIGHT)
        yield _text(name, f.STEP_PAD, y + (tall - name.height) / 2, "text.soft")
        yield from pill_shapes(pill, at, y + (tall - HEIGHT) / 2)
        y += tall + 4


def _route(face: f.RouteFace) -> Iterator[Shape]:
    yield from route(face)
    if face.pill is not None:
        x, y = face.pill_at
        for shape in pill_shapes(face.pill, x - pill_width(face.pill) / 2, y - HEIGHT / 2):
            # places on a route are right already, but not those inside the pill
            yield _other_way(shape, 2 * x) if face.rtl else shape


_PLACED = frozenset((f.RouteFace, f.CurveFace, f.LinkFace))
_DRAWN: Mapping[type, Callable[[Any], Iterator[Shape]]] = {
    f.HeadingFace: _heading,
    f.PhaseFace: _phase,
    f.StageFace: _stage,
    f.StripeFace: _stripe,
    f.LaneFace: _lane,
    f.FooterFace: _footer,
    f.LegendFace: _legend,
    f.CardFace: _card,
    f.StubFace: _stub,
    SummaryFace: summary_shapes,
    ShadeFace: _shade,
    f.RouteFace: _route,
    f.CurveFace: curve,
    f.LinkFace: link,
    f.NoteFace: _note,
    f.MoreFace: _more,
    f.QuoteFace: _quote,
    f.ImageFace: _image,
    f.StepFace: _step,
    f.VisibilityFace: _visibility,
    f.MeasureFace: _measure,
    f.ShapesFace: lambda face: iter(face.shapes),
}
