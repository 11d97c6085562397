"""The faces of the parts as values: what each holds and how large it is.

A face says what is to be seen inside a part's box, with its texts already broken to lines, and
nothing about where the part stands. Layout gets faces from the builders in `faces.py`; `draw.py`
turns them into shapes. Places inside a face (the points of a route, the dots of the curve) are in
the part's own coordinates as they are painted, for right to left already mirrored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from journeymap.picture.course import Course, Drawn, Point
from journeymap.picture.picture import Measure, TextBlock, Token
from journeymap.picture.shapes import Shape
from journeymap.picture.smooth import Run, runs

Band: TypeAlias = Literal["good", "fair", "poor", "plain"]
PillBand: TypeAlias = Literal["good", "fair", "poor", "plain", "none"]
Fold: TypeAlias = Literal["", "open", "folded"]  # the sign of what can be folded
Change: TypeAlias = Literal["", "up", "down", "same"]


class Ink(NamedTuple):
    """What every builder needs: fonts, language, direction, and a memo of finished faces."""

    measure: Measure
    language: str
    rtl: bool
    memo: dict[Any, Any]


class Pill(NamedTuple):
    """A measured value on a card: its text, its band, how it changed and what is aimed at.

    The band "none" is that of a place without a reading.
    """

    text: TextBlock
    band: PillBand
    change: Change = ""
    delta: TextBlock | None = None  # by how much it changed
    target: TextBlock | None = None
    since: TextBlock | None = None  # its period, where that is not the one in view
    against: bool = False  # the rating of its place says otherwise; its text ends with the sign
    interval: TextBlock | None = None  # from where to where the value may be, where there is room


class Fact(NamedTuple):
    """A sign of a summary card: an emotion's face, or an icon with a number behind it."""

    what: Literal["emotion", "worst", "pain", "star"]
    emotion: int | None
    number: TextBlock | None
    w: float


Meta: TypeAlias = Literal["emotion", "marks", "pill", "since"]


class CardFace(NamedTuple):
    """A touchpoint: name, edge colour, emotion, pill, pain count, moment of truth, and marks."""

    w: float
    h: float
    name: TextBlock
    edge: Token
    emotion: int | None
    pill: Pill | None
    pains: TextBlock | None  # how many hurt here
    moment_of_truth: bool
    marks: tuple[str, ...]  # icon names: assumption, linked map, comment, entry, exit
    rows: tuple[tuple[Meta, ...], ...]  # what stands under the name, row by row
    faded: bool  # not for the persona in view
    rtl: bool


class SummaryFace(NamedTuple):
    """A collapsed stage: how many touchpoints, how it goes, what hurts and counts, by which ways.

    `rows` are the facts, row by row; `channels` the icons and colours of the channels in theirs.
    """

    w: float
    h: float
    name: TextBlock  # how many touchpoints
    edge: Token
    rows: tuple[tuple[Fact, ...], ...]
    channels: tuple[tuple[tuple[str, Token], ...], ...]
    pill: Pill | None
    beside: bool  # the pill stands beside the last channels
    linked: bool
    rtl: bool


class StubFace(NamedTuple):
    """A further channel of the same moment."""

    w: float
    h: float
    name: TextBlock
    edge: Token
    rtl: bool


class HeadingFace(NamedTuple):
    """The map's title and the persona in view (or all of them)."""

    w: float
    h: float
    title: TextBlock
    lines: tuple[TextBlock, ...]
    logo: str
    rtl: bool


class PhaseFace(NamedTuple):
    """A band over neighbouring stages."""

    w: float
    h: float
    name: TextBlock
    rtl: bool


class StageFace(NamedTuple):
    """A chevron with the stage's name and its goal in the customer's words."""

    w: float
    h: float
    name: TextBlock
    goal: TextBlock | None
    color: Token
    linked: bool
    rtl: bool
    fold: Fold = ""


class StripeFace(NamedTuple):
    """The ground of a lane."""

    w: float
    h: float
    shade: int  # 0 or 1, alternating
    text: TextBlock | None = None  # what a folded lane holds, in one line
    rtl: bool = False


class ShadeFace(NamedTuple):
    """The ground of a collapsed stage, in a breath of its colour."""

    w: float
    h: float
    color: Token


class LaneFace(NamedTuple):
    """The head of a lane: icon, name, and what stands under it (owner, or the curve's key)."""

    w: float
    h: float
    name: TextBlock
    details: tuple[tuple[Token, TextBlock], ...]
    icon: str
    color: Token
    rtl: bool
    fold: Fold = ""


class RouteFace(NamedTuple):
    """A flow: where it goes in the part's own coordinates, and how it is drawn."""

    w: float
    h: float
    course: Course | Drawn
    kind: str  # of the flow
    hand_off: bool  # it changes the channel
    width: float  # stroke, by share or traffic
    label: TextBlock | None
    faded: bool
    rtl: bool
    pill: Pill | None = None

    @property
    def points(self) -> tuple[Point, ...]:
        """The corner points."""
        return self.course.points

    @property
    def label_at(self) -> Point:
        """The label's centre."""
        return self.course.label_at

    @property
    def pill_at(self) -> Point:
        """The pill's centre."""
        return self.course.pill_at


class Dot(NamedTuple):
    """A rated touchpoint on the curve; `low` is one that hurts."""

    x: float
    y: float
    low: bool
    loose: bool  # off the main path
    key: str


class CurveLine(NamedTuple):
    """One line of the curve: monotone cubic through its points; dashed over what is unrated."""

    what: Literal["emotion", "success", "ease"]
    color: Token
    pieces: tuple[Run, ...]  # path commands, and whether they are dashed
    dots: tuple[Dot, ...]

    @property
    def bridged(self) -> bool:
        """Whether some of the line is dashed."""
        return any(unrated for _, unrated in self.pieces)


class RatedLine(NamedTuple):
    """A line of the curve as the ratings along it; how it runs is reckoned when it is drawn.

    `bridges` says of each point whether something unrated lies before it.
    """

    what: Literal["emotion", "success", "ease"]
    color: Token
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    bridges: tuple[bool, ...]
    dots: tuple[Dot, ...]

    @property
    def pieces(self) -> tuple[Run, ...]:
        """Path commands and whether they are dashed, as a CurveLine has them."""
        return runs(self.xs, self.ys, self.bridges)

    @property
    def bridged(self) -> bool:
        """Whether some of the line is dashed."""
        return True in self.bridges[1:]


class CurveFace(NamedTuple):
    """The experience curve: grid lines with their words, then the lines of each persona."""

    w: float
    h: float
    grid: tuple[tuple[float, TextBlock | None], ...]  # y and the word at the end
    lines: Sequence[CurveLine | RatedLine]
    rtl: bool


NoteKind: TypeAlias = Literal["pain", "opportunity"]


class NoteFace(NamedTuple):
    """A pain point or an opportunity under what it belongs to."""

    w: float
    h: float
    what: NoteKind
    name: TextBlock
    details: TextBlock | None
    settled: bool  # solved, declined, done or dropped
    rtl: bool


class MoreFace(NamedTuple):
    """The "+2" of notes that found no place."""

    w: float
    h: float
    text: TextBlock
    rtl: bool


class QuoteFace(NamedTuple):
    """What a customer said."""

    w: float
    h: float
    text: TextBlock
    rtl: bool


class ImageFace(NamedTuple):
    """A storyboard picture, or its placeholder with the alternative text."""

    w: float
    h: float
    href: str
    alt: str
    caption: TextBlock | None
    rtl: bool


class StepFace(NamedTuple):
    """A backstage step: what staff or a system does, who, and in which layer."""

    w: float
    h: float
    name: TextBlock
    details: TextBlock | None
    layer: str
    rtl: bool


class VisibilityFace(NamedTuple):
    """The line of visibility with its word."""

    w: float
    h: float
    text: TextBlock
    rtl: bool


class MeasureFace(NamedTuple):
    """The newest values of the metrics at one touchpoint, a row each."""

    w: float
    h: float
    rows: tuple[tuple[TextBlock, Pill], ...]
    title: TextBlock | None  # the touchpoint, where several stand over it
    stacked: bool  # each pill under its name, where both find no room side by side
    rtl: bool


class LegendFace(NamedTuple):
    """What the marks mean: (icon or line style, colour, text) with each entry's own place."""

    w: float
    h: float
    entries: tuple[tuple[str, Token, TextBlock, float, float], ...]  # sample, colour, text, x, y
    rtl: bool


class FooterFace(NamedTuple):
    """Owner, status, review date and the share of assumptions."""

    w: float
    h: float
    text: TextBlock
    rtl: bool


class LinkFace(NamedTuple):
    """The thin line that joins a card with its stubs: points in the part's own coordinates."""

    w: float
    h: float
    points: tuple[tuple[float, float], ...]


class ShapesFace(NamedTuple):
    """What is drawn already: shapes in the part's own coordinates, placed as they are seen."""

    w: float
    h: float
    shapes: tuple[Shape, ...]
