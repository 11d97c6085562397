"""The builders of the faces that stand for records: they measure texts and answer sizes.

A builder answers a face whose height grows with its texts; none is ever cut, except where a
docstring says so. The distances that `draw.py` shares with the builders stand here. Layout calls
these and places the answers; it never looks inside. The faces of the frame (heading, legend,
footer) are built in `frame_faces.py`, and all of them are reached through this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

from journeymap.model.journey import Backstage, Stage
from journeymap.model.text import M, say, say_number
from journeymap.picture.course import Drawn
from journeymap.picture.face import (
    CardFace,
    CurveFace,
    CurveLine,
    Dot,
    Fold,
    FooterFace,
    HeadingFace,
    ImageFace,
    Ink,
    LaneFace,
    LegendFace,
    LinkFace,
    MeasureFace,
    Meta,
    MoreFace,
    NoteFace,
    PhaseFace,
    Pill,
    QuoteFace,
    RouteFace,
    ShapesFace,
    StageFace,
    StepFace,
    StripeFace,
    StubFace,
    VisibilityFace,
)
from journeymap.picture.frame_faces import facts, footer, heading, joined, legend, quoted
from journeymap.picture.picture import TextBlock, Token
from journeymap.picture.pills import HEIGHT, fitted, pill, pill_width
from journeymap.picture.signs import LANE_ICON, LANE_PAD, LANE_SIGN_GAP, SIGN

__all__ = [
    "CARD_WIDTH",
    "HEAD_WIDTH",
    "OVERHANG",
    "CardFace",
    "CurveFace",
    "CurveLine",
    "Dot",
    "FooterFace",
    "HeadingFace",
    "ImageFace",
    "Ink",
    "LaneFace",
    "LegendFace",
    "LinkFace",
    "MeasureFace",
    "MoreFace",
    "NoteFace",
    "PhaseFace",
    "Pill",
    "QuoteFace",
    "RouteFace",
    "ShapesFace",
    "StageFace",
    "StepFace",
    "StripeFace",
    "StubFace",
    "VisibilityFace",
    "card",
    "facts",
    "footer",
    "heading",
    "image",
    "lane",
    "legend",
    "measure_rows",
    "more",
    "phase",
    "pill",
    "quote",
    "quoted",
    "route",
    "stage",
    "step",
    "stripe",
    "stub",
    "visibility",
]

# Widths that look right; layout may choose others.
CARD_WIDTH = 108
HEAD_WIDTH = 124

# How far a card's badge and star stand out of its box, at the top and at the end.
OVERHANG = 9

# The distances inside the faces, in pixels; START is the side where reading begins.
CARD_START, CARD_END, CARD_TOP, CARD_BOTTOM, CARD_GAP = 13, 7, 6, 7, 4
META_HEIGHT, EMOTION_SIZE, MARK_SIZE, MARK_GAP = 18, 18, 14, 3
STAGE_POINT, STAGE_START, STAGE_END, STAGE_TOP = 13, 22, 6, 5
STAGE_FOLD_START, STAGE_FOLD_END = 30, 3.5  # where there is a sign that folds it
LANE_GAP, LANE_TOP = 6, 5
NOTE_START, NOTE_END, NOTE_TOP, NOTE_ICON = 23, 6, 5, 12
QUOTE_START, QUOTE_END, QUOTE_TOP = 24, 7, 5
STEP_PAD, STEP_TOP = 9, 5
MEASURE_NAME = 64  # a metric's name finds room beside its pill from here on
PHASE_PAD, PHASE_TOP = 10, 3
STRIPE_START = 12  # of the words on a folded lane, behind its head
IMAGE_RATIO = 0.62  # height of a storyboard picture, in widths
ROUTE_LABEL = 140  # the widest a flow's label gets


def phase(name: str, width: float, ink: Ink) -> PhaseFace:
    """Return the band of a phase."""
    block = ink.measure.wrap(name, "phase", width - 2 * PHASE_PAD)
    return PhaseFace(width, block.height + 2 * PHASE_TOP, block, ink.rtl)


def stage(stage: Stage, color: Token, width: float, ink: Ink, fold: Fold = "") -> StageFace:
    """Return the chevron of a stage; layout may raise its `h` to that of its tallest neighbour."""
    start, end = (STAGE_FOLD_START, STAGE_FOLD_END) if fold else (STAGE_START, STAGE_END)
    room = width - start - end - STAGE_POINT / 2 - (20 if stage.journey else 0)
    name = ink.measure.wrap(stage.name, "stage", room)
    goal = None
    height = name.height + 2 * STAGE_TOP
    if stage.goal:
        goal = ink.measure.wrap(quoted(stage.goal, ink.language), "stage.goal", room)
        height += goal.height + 1
    return StageFace(width, height, name, goal, color, bool(stage.journey), ink.rtl, fold)


def stripe(width: float, height: float, shade: int, text: str, ink: Ink) -> StripeFace:
    """Return the ground of a lane; `shade` is 0 or 1, alternating, `text` what it holds folded."""
    room = width - HEAD_WIDTH - 2 * STRIPE_START
    block = ink.measure.wrap(text, "lane.detail", room, 1) if text else None
    return StripeFace(width, height, shade % 2, block, ink.rtl)


def lane(
    name: str,
    icon: str,
    color: Token,
    width: float,
    height: float,
    ink: Ink,
    details: Iterable[str | tuple[Token, str]] = (),
    fold: Fold = "",
) -> LaneFace:
    """Return the head of a lane, at least `height` high.

    A detail is a text (the owner), or a colour and a text (an entry of the curve's key). An empty
    `icon` leaves its place to the name.
    """
    if fold == "folded":
        icon = ""  # the name needs the room
    room = width - 2 * LANE_PAD - ((LANE_ICON + LANE_GAP) if icon else 0)
    if fold == "folded":
        room -= SIGN
    block = ink.measure.wrap(name, "lane", room)
    rows = []
    for detail in details:
        token, text = ("", detail) if isinstance(detail, str) else detail
        rows.append((token, ink.measure.wrap(text, "lane.detail", room - (14 if token else 0))))
    needs = block.height + sum(row.height for _, row in rows) + 2 * LANE_TOP
    if fold == "open":
        needs = max(needs, LANE_ICON + LANE_SIGN_GAP + SIGN + 2 * LANE_TOP)
    return LaneFace(width, max(height, needs), block, tuple(rows), icon, color, ink.rtl, fold)


def card(
    name: str,
    edge: Token,
    width: float,
    ink: Ink,
    *,
    emotion: int | None = None,
    pill: Pill | None = None,
    pains: int = 0,
    moment_of_truth: bool = False,
    marks: Sequence[str] = (),
    faded: bool = False,
) -> CardFace:
    """Return the card of a touchpoint, as high as its name and what is known of it need.

    `emotion` is -2..2 or None, `marks` are icon names ("assumption", "linked-map", "comment",
    "entry", "exit-reached", "exit-left"); "star" among them is the moment of truth as well.
    """
    star = moment_of_truth or "star" in marks
    marks = tuple(mark for mark in marks if mark != "star")
    shown = (emotion, pill, pains, star, marks, faded)
    key = ("card", name, edge, width, shown, ink.language, ink.rtl)
    found = ink.memo.get(key)
    if isinstance(found, CardFace):
        return found
    room = width - CARD_START - CARD_END
    block = ink.measure.wrap(name, "card", room)
    pill, rows = _fitted(room, emotion is not None, len(marks), pill)
    height = CARD_TOP + block.height + len(rows) * (CARD_GAP + META_HEIGHT) + CARD_BOTTOM
    count = None
    if pains:
        count = ink.measure.wrap(say_number(min(pains, 99), ink.language), "badge", 40, 1)
    face = CardFace(
        width, height, block, edge, emotion, pill, count, star, marks, rows, faded, ink.rtl
    )
    ink.memo[key] = face
    return face


def _fitted(
    room: float, emotion: bool, marks: int, pill: Pill | None
) -> tuple[Pill | None, tuple[tuple[Meta, ...], ...]]:
    """Return the pill and the rows; the target is left out where it would cost a row."""
    rows = _meta_rows(room, emotion, marks, pill)
    if pill is not None and pill.target is not None:
        short = pill._replace(target=None)
        fewer = _meta_rows(room, emotion, marks, short)
        if len(fewer) < len(rows):
            return short, fewer
    return pill, rows


def _meta_rows(
    room: float, emotion: bool, marks: int, pill: Pill | None
) -> tuple[tuple[Meta, ...], ...]:
    """Return what stands in each row under the name: one row where all of it fits, else more."""
    wanted: list[tuple[Meta, float]] = []
    if emotion:
        wanted.append(("emotion", EMOTION_SIZE))
    if marks:
        wanted.append(("marks", marks * (MARK_SIZE + MARK_GAP)))
    if pill:
        wanted.append(("pill", pill_width(pill)))
        if pill.since:
            wanted.append(("since", pill.since.width))
    rows: list[tuple[Meta, ...]] = []
    left = 0.0
    for what, width in wanted:
        if rows and width + CARD_GAP <= left:
            rows[-1] = (*rows[-1], what)
            left -= width + CARD_GAP
        else:
            rows.append((what,))
            left = room - width
    return tuple(rows)


def stub(name: str, edge: Token, width: float, ink: Ink) -> StubFace:
    """Return the stub of a card in a further channel."""
    block = ink.measure.wrap(name, "note.detail", width - CARD_START - CARD_END)
    return StubFace(width, block.height + 12, block, edge, ink.rtl)


def route(
    points: Sequence[tuple[float, float]],
    kind: str,
    hand_off: bool,
    width: float,
    label: str,
    ink: Ink,
    faded: bool = False,
) -> RouteFace:
    """Return a flow along `points`, which are in the part's own coordinates as painted.

    `width` is the stroke in pixels. The label stands on the middle of the longest piece; its words
    may reach beyond the box of the points.
    """
    block = ink.measure.wrap(label, "route", ROUTE_LABEL) if label else None
    right = max((x for x, _ in points), default=0.0)
    bottom = max((y for _, y in points), default=0.0)
    way = Drawn(tuple(points), _label_at(points))
    return RouteFace(right, bottom, way, kind, hand_off, width, block, faded, ink.rtl)


def _label_at(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    pieces = [(hypot(b[0] - a[0], b[1] - a[1]), a, b) for a, b in pairwise(points)]
    if not pieces:
        return points[0] if points else (0.0, 0.0)
    _, a, b = max(pieces, key=lambda piece: piece[0])
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def more(count: int, ink: Ink) -> MoreFace:
    """Return the "+2" of notes that found no place."""
    block = ink.measure.wrap(f"+{say_number(count, ink.language)}", "badge", 60, 1)
    return MoreFace(max(block.width + 16, 28), 22, block, ink.rtl)


def quote(text: str, width: float, ink: Ink) -> QuoteFace:
    """Return a quote in the quotation marks of the language."""
    block = ink.measure.wrap(quoted(text, ink.language), "quote", width - QUOTE_START - QUOTE_END)
    return QuoteFace(width, block.height + 2 * QUOTE_TOP, block, ink.rtl)


def image(href: str, alt: str, width: float, ink: Ink) -> ImageFace:
    """Return a storyboard picture with its alternative text as caption."""
    height = round(width * IMAGE_RATIO)
    caption = ink.measure.wrap(alt, "note.detail", width - 12) if alt else None
    return ImageFace(
        width, height + (caption.height + 6 if caption else 0), href, alt, caption, ink.rtl
    )


def step(backstage: Backstage, width: float, ink: Ink) -> StepFace:
    """Return a backstage step with its owner and systems."""
    room = width - 2 * STEP_PAD
    name = ink.measure.wrap(backstage.name, "note", room)
    who = joined((backstage.owner or "", *backstage.systems), ink.language)
    details = ink.measure.wrap(who, "note.detail", room) if who else None
    height = 2 * STEP_TOP + name.height + (details.height + 1 if details else 0)
    return StepFace(width, height, name, details, backstage.layer, ink.rtl)


def visibility(width: float, ink: Ink) -> VisibilityFace:
    """Return the line of visibility."""
    text = ink.measure.wrap(say(M("Line of visibility"), ink.language), "axis", max(width, 40))
    return VisibilityFace(width, text.height + 8, text, ink.rtl)


def measure_rows(
    rows: Sequence[tuple[str, Pill]], width: float, ink: Ink, title: str = ""
) -> MeasureFace:
    """Return the metrics at one touchpoint: a name and a pill in a row, or one under the other.

    `title` is the touchpoint's name where its place does not say which one is meant.
    """
    whole = width - 2 * STEP_PAD
    # the period of an older value stands with the metric's name
    shown = [
        (_dated(name, pill, ink.language), fitted(pill, whole)._replace(since=None))
        for name, pill in rows
    ]
    room = whole - max((pill_width(pill) for _, pill in shown), default=0.0) - 8
    stacked = room < MEASURE_NAME
    blocks = tuple(
        (ink.measure.wrap(name, "note.detail", whole if stacked else room), pill)
        for name, pill in shown
    )
    heights = [
        block.height + HEIGHT + 1 if stacked else max(block.height, HEIGHT) for block, _ in blocks
    ]
    head = ink.measure.wrap(title, "note", whole) if title else None
    height = sum(high + 4 for high in heights) + 2 * STEP_TOP - 4
    height += head.height + 2 if head else 0
    return MeasureFace(width, height, blocks, head, stacked, ink.rtl)


def _dated(name: str, pill: Pill, language: str) -> str:
    """Return a metric's name, with the period of its value where that is not the one in view."""
    return joined((name, pill.since.lines[0]), language) if pill.since else name


def blocks(face: object) -> Iterable[TextBlock]:
    """Yield every text block of a face."""
    if isinstance(face, TextBlock):
        yield face
    elif isinstance(face, tuple):
        for field in face:
            yield from blocks(field)
