"""What layout gives and draw takes: boxes, routes and columns, with the ids they stand for.

A Picture is a value derived from one map and one View. It knows sizes and places, no colours: a
Part carries a face (what is to be seen inside its box) that `draw.shapes` turns into shapes with
colour tokens, which a theme resolves only while painting. Lengths are pixels at 100 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap
from journeymap.model.text import Message
from journeymap.model.vocabulary import DEFAULT_LANES, Lane, Rows
from journeymap.picture.later import Later

StyleName: TypeAlias = Literal[
    "title",
    "subtitle",
    "phase",
    "stage",
    "stage.goal",
    "lane",
    "lane.detail",
    "card",
    "pill",
    "badge",
    "note",
    "note.detail",
    "quote",
    "route",
    "axis",
    "legend",
    "footer",
]
Token: TypeAlias = str  # a name in the theme's table, or a colour that the map gives: #rrggbb
# how much of a part is drawn: flat colours; what can be told from afar; the name and that; all
Detail: TypeAlias = Literal["block", "signs", "title", "full"]
Pin: TypeAlias = Literal["", "top", "start", "both"]
PartKind: TypeAlias = Literal[
    "heading",
    "phase",
    "stage",
    "stripe",
    "lane",
    "card",
    "summary",  # the one card of a collapsed stage; its key is the stage's
    "shade",  # the ground of a collapsed stage through all its lanes
    "stub",
    "link",  # the thin line between a card and its stubs
    "flow",
    "curve",
    "note",
    "more",  # "+2": notes folded away
    "quote",
    "image",
    "step",  # a backstage step
    "visibility",  # the line of visibility
    "measure",  # a cell of the metrics lane
    "legend",
    "footer",
    "mark",  # what another part is marked with where maps are compared
]


class Box(NamedTuple):
    """A rectangle: left, top, width and height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x just after the box."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y just under the box."""
        return self.y + self.h

    def contains(self, x: float, y: float) -> bool:
        """Return whether the point lies inside."""
        return self.x <= x < self.x + self.w and self.y <= y < self.y + self.h

    def meets(self, other: Box) -> bool:
        """Return whether the two share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def touches(self, other: Box) -> bool:
        """Return whether the two share at least a point of their edges."""
        return (
            self.x <= other.right
            and other.x <= self.right
            and self.y <= other.bottom
            and other.y <= self.bottom
        )


class TextStyle(NamedTuple):
    """How a kind of text is set: size in pixels at 100 %, weight 100..900, slant."""

    size: float
    weight: int = 400
    italic: bool = False


class TextBlock(NamedTuple):
    """A wrapped text: its lines, each line's width, and the block's size in pixels.

    `ascent` is the baseline of the first line from the top, `leading` the distance between
    baselines; `cut` says that max_lines left something out.
    """

    lines: tuple[str, ...]
    widths: tuple[float, ...]
    width: float
    height: float
    ascent: float
    leading: float
    cut: bool
    style: StyleName


class Measure(Protocol):
    """What layout needs to know of fonts; the back end that paints must agree with it."""

    def wrap(self, text: str, style: StyleName, width: float, max_lines: int = 0) -> TextBlock:
        """Return `text` broken to lines no wider than `width`; 0 lines means as many as needed."""


class View(NamedTuple):
    """What of a map is to be shown; never part of the map's data."""

    persona: Key = ""  # the persona in view, empty for everybody
    lanes: tuple[Lane, ...] = DEFAULT_LANES
    rows: Rows = "channel"
    columns: int = 0  # most columns a stage may have; 0 chooses by the picture's proportions
    metric: Key = ""  # the overlay
    period: str = ""  # of the overlay; empty for the newest reading of each place
    segment: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    collapsed: frozenset[Key] = frozenset()  # stages that are shown as one summary card
    folded: frozenset[Lane] = frozenset()  # lanes of which only the head is shown


def view_of(m: JourneyMap, **wishes: Any) -> View:
    """Return the View that the map's own `look` asks for, with `wishes` laid over it."""
    look = m.look
    view = View(
        lanes=(look.lanes if look and look.lanes else DEFAULT_LANES),
        rows=(look.rows if look and look.rows else "channel"),
        columns=(look.columns or 0) if look else 0,
        language=m.language,
    )
    return view._replace(**{name: wish for name, wish in wishes.items() if wish is not None})


class Face(Protocol):
    """What is to be seen in a part's box; a hashable value. See `faces.py` for each kind."""

    @property
    def w(self) -> float:
        """Width in pixels."""

    @property
    def h(self) -> float:
        """Height in pixels."""


class Part(NamedTuple):
    """One thing in the picture: which record it stands for, where it is, what it looks like."""

    key: Key
    kind: PartKind
    box: Box
    face: Face
    z: int
    pin: Pin  # stays at the top, or at the start side, while the rest scrolls
    alt: Message  # its accessible name
    about: Message | None = None  # a longer description


def touching(parts: Iterable[Part], box: Box) -> list[Part]:
    """Return the parts that meet or touch a region."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    return [
        part
        for part in parts
        if (one := part[2])[0] <= right
        and one[1] <= bottom
        and one[0] + one[2] >= left
        and one[1] + one[3] >= top
    ]


class Column(NamedTuple):
    """One column of a stage; a stage's columns stand side by side in the order of their ranks."""

    stage: Key
    number: int
    x: float
    w: float


class LaneBand(NamedTuple):
    """One lane: its kind, the channel, persona or owner it stands for, and its extent."""

    kind: Lane
    key: Key
    y: float
    h: float


class Unmade(Later[Part]):
    """The parts of a picture in painting order, of which most are made when they are looked at.

    Whoever needs few of them asks for those; the first who walks over all has all of them made.
    """

    firm: tuple[Part, ...]  # what is made already: all but cards, flows and what is piled

    def of_key(self, key: Key) -> Part | None:
        """Return the part that stands for a record."""
        raise NotImplementedError

    def near(self, box: Box) -> list[Part]:
        """Return the parts that meet or touch `box`, in painting order."""
        raise NotImplementedError

    def summaries(self) -> list[Part]:
        """Return the cards of collapsed stages."""
        raise NotImplementedError

    def making(self) -> Iterator[None]:
        """Make what is not made yet, some at each step, so that others have their turn between."""
        raise NotImplementedError


@dataclass(frozen=True, eq=True)
class Picture:
    """A laid-out map. `reading` is the one order for outline, findings, PDF text and keys."""

    parts: Sequence[Part]
    bounds: Box
    columns: tuple[Column, ...]
    lanes: tuple[LaneBand, ...]
    reading: Sequence[Key]
    rtl: bool
    language: str
    head: Box  # the pinned heading with the stage chevrons: what stays when scrolling down
    start: Box  # the lane heads: what stays when scrolling sideways
    _by_key: dict[Key, Part] = field(init=False, repr=False, compare=False)
    _grid: dict[tuple[int, int], list[int]] = field(init=False, repr=False, compare=False)

    CELL = 512  # pixels; the side of a grid square for hit tests and paint culling

    def __post_init__(self) -> None:
        # both are made when they are first asked for: an export needs neither
        object.__setattr__(self, "_by_key", {})
        object.__setattr__(self, "_grid", {})

    def part(self, key: Key) -> Part | None:
        """Return the part that stands for this record: its card, note, stage, lane or flow."""
        if isinstance(self.parts, Unmade):
            return self.parts.of_key(key)
        found = self._by_key
        if not found:
            # the first of a key counts, so it has to come last
            found = {part[0]: part for part in reversed(self.parts) if part[1] in KEYED}
            object.__setattr__(self, "_by_key", found)
        return found.get(key)

    def hit(self, x: float, y: float) -> Part | None:
        """Return the topmost record-bearing part at a point, None on empty ground."""
        numbers = self._squares().get((int(x // self.CELL), int(y // self.CELL)), ())
        for number in reversed(numbers):
            part = self.parts[number]
            if part.kind in _HIT and part.box.contains(x, y):
                return part
        return None

    def firm(self) -> Sequence[Part]:
        """Return what stands around cards, flows and notes: few parts, made in any case."""
        if isinstance(self.parts, Unmade):
            return self.parts.firm
        return [part for part in self.parts if part.kind not in _MANY]

    def summaries(self) -> Sequence[Part]:
        """Return the cards that stand for collapsed stages."""
        if isinstance(self.parts, Unmade):
            return self.parts.summaries()
        return [part for part in self.parts if part.kind == "summary"]

    def making(self) -> Iterator[None]:
        """Make all parts, some at each step: whoever walks over them later waits for none."""
        if isinstance(self.parts, Unmade):
            yield from self.parts.making()

    def near(self, box: Box) -> list[Part]:
        """Return the parts that meet or touch `box`, in painting order.

        Unlike `within` it sorts nothing into squares, which pays only for who asks many times.
        """
        if isinstance(self.parts, Unmade):
            return self.parts.near(box)
        return touching(self.parts, box)

    def within(self, box: Box) -> Iterator[Part]:
        """Yield the parts that meet `box`, in painting order."""
        grid = self._squares()
        seen = {n for square in _squares_of(box, self.CELL) for n in grid.get(square, ())}
        for number in sorted(seen):
            part = self.parts[number]
            if part.box.meets(box) or not (part.box.w and part.box.h):
                yield part

    def cell(self, x: float, y: float) -> tuple[Key, Key] | None:
        """Return (stage, row key) of the cell at a point; the row key is empty for no channel.

        The ways between two columns belong to the nearer one, so that a drop beside a card counts.
        """
        lane = next((b for b in self.lanes if b.kind == "channels" and b.y <= y < b.y + b.h), None)
        if lane is None or not self.columns:
            return None
        column = min(self.columns, key=lambda c: max(c.x - x, x - c.x - c.w, 0.0))
        beyond = max(column.x - x, x - column.x - column.w, 0.0)
        if beyond > column.w or UNKNOWN in (column.stage, lane.key) or not column.stage:
            return None
        return (column.stage, lane.key)

    def _squares(self) -> dict[tuple[int, int], list[int]]:
        grid = self._grid
        if not grid:
            side = self.CELL
            for number, part in enumerate(self.parts):
                for square in _squares_of(part.box, side):
                    grid.setdefault(square, []).append(number)
        return grid


def _squares_of(box: Box, side: int) -> Iterable[tuple[int, int]]:
    rows = range(int(box.y // side), int(box.bottom // side) + 1)
    for column in range(int(box.x // side), int(box.right // side) + 1):
        for row in rows:
            yield column, row


UNKNOWN: Key = "?"  # the stage or lane of what names something that is not in the map; no id
KEYED: frozenset[PartKind] = frozenset(
    ("heading", "stage", "lane", "card", "flow", "note", "quote", "image", "step", "measure")
)

# A stub stands for its card, a summary for its stage, whose own part is the chevron. Flows are thin
# and are found by their distance, not by their box.
_HIT = (KEYED | {"stub", "summary"}) - {"flow"}
_MANY = frozenset(
    ("card", "summary", "stub", "link", "flow", "note", "more", "quote", "image", "measure", "step")
)
