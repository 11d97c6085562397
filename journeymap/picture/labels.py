"""Where the labels of flows stand, and the room that they need.

A choice is read where it begins, so a label stands near the beginning of its flow, and it looks
for a place that costs no room: an empty cell that its line runs through or along. Only where there
is none does it widen the gutter behind its card. What leaves such a card is stacked, flows without
a label too, so that every label lies on its own line and on no other. A flow that runs straight
inside a column has its label in an empty row between its cards, else right above the lower card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from journeymap.model.journey import Flow
from journeymap.picture import spacing as px
from journeymap.picture.face import Ink, Pill
from journeymap.picture.grid import Grid
from journeymap.picture.picture import TextBlock
from journeymap.picture.pills import HEIGHT, pill_width
from journeymap.picture.routes import Routes

BARE = 10.0  # what a flow without a label takes beside those that have one
SMALLEST = 40  # pixels; the first width that is tried for a label in a gutter
STEP = 6
PILL_GAP = 2  # between the words of a label and the pill under them
NEAR = 3  # so many rows away a label beside a line still stands near its beginning

# behind: in the gutter behind its card; cell: on the line, in the empty cell behind that gutter;
# corner: there, beside where the line turns; arrival: in the row of the target; after, before: in
# an empty cell beside the first piece that goes up or down; column: beside a line inside a column.
Side = Literal["behind", "cell", "corner", "arrival", "after", "before", "column"]
STACKED = ("behind", "cell", "corner")


class Spot(NamedTuple):
    """Where a label stands; `row` is NONE for one in the strip above a card."""

    side: Side
    row: int
    column: int


NONE = -1


class Labels(NamedTuple):
    """The labels and their room.

    `offset` says how far from the middle of its row a flow leaves. `up` and `down` are the room
    that each row needs around that middle, `least` how high it has to be, `strips` what it needs
    straight above it, `gutters` the width in each gutter.
    """

    blocks: dict[int, TextBlock]
    spots: dict[int, Spot]
    offset: dict[int, float]
    gutters: list[float]
    up: list[float]
    down: list[float]
    least: list[float]
    strips: list[float]


def labels_of(
    flows: Sequence[Flow], grid: Grid, routes: Routes, ink: Ink, pills: Mapping[int, Pill]
) -> Labels:
    """Return the labels of all flows that are drawn and say when they are gone or were measured.

    The block of a flow with a pill is as large as its words with the pill under them.
    """
    rows = grid.rows
    found = Labels(
        {}, {}, {}, [0.0] * (grid.columns + 1),
        [0.0] * rows, [0.0] * rows, [0.0] * rows, [0.0] * rows,
    )  # fmt: skip
    said = [number for number, flow in enumerate(flows) if flow.when or number in pills]
    if not said:
        return found
    spots = found.spots
    room = _Room(grid, routes)
    for number in said:
        source, target = routes.ends[number]
        if number in routes.straight:
            spots[number] = room.column(source, target)
        elif routes.ways[number] is not None:
            spots[number] = room.along(number) or Spot("behind", grid.row[source], grid.end[source])
    leaving: set[int] = set()
    for number, spot in spots.items():
        source, target = routes.ends[number]
        text = flows[number].when or ""
        pill = pills.get(number)
        if spot.side == "behind":
            block = with_pill(narrowest(text, ink), pill)
            gutter = spot.column + 1
            found.gutters[gutter] = max(found.gutters[gutter], _up(block.width))
        elif spot.side == "column" and routes.pairs[_pair(source, target)] > 0:
            block = with_pill(_wrapped(text, px.NARROW_LABEL, ink), pill)
        else:
            block = with_pill(_wrapped(text, px.CELL_LABEL, ink), pill)
        found.blocks[number] = block
        if spot.side in STACKED:
            leaving.add(source)
        elif spot.row != NONE:
            found.least[spot.row] = max(found.least[spot.row], block.height + 2 * px.LABEL_PAD)
        else:
            row = max(grid.row[source], grid.row[target])
            strip = _up(block.height) + px.LABEL_PAD + px.STRIP_FOOT
            found.strips[row] = max(found.strips[row], strip)
    _stack(found, leaving, grid, routes)
    return found


def with_pill(words: TextBlock, pill: Pill | None) -> TextBlock:
    """Return a block with room for a pill under its words."""
    if pill is None:
        return words
    width, height = pill_width(pill), HEIGHT + PILL_GAP
    if not any(words.lines):
        return words._replace(lines=(), widths=(), width=width, height=float(HEIGHT))
    return words._replace(width=max(words.width, width), height=words.height + height)


def without_pill(block: TextBlock, pill: Pill | None) -> TextBlock | None:
    """Return the words of a block alone, None where there are none."""
    if pill is None:
        return block
    if not block.lines:
        return None
    return block._replace(width=max(block.widths), height=block.leading * len(block.lines))


def narrowest(text: str, ink: Ink) -> TextBlock:
    """Return a text as narrow as it can be in three lines without breaking a word.

    Where no width does, it is as wide as a label gets and has the lines that it needs.
    """
    known: dict[str, TextBlock] = ink.memo.setdefault(("narrowest labels", ink.language), {})
    block = known.get(text)
    if block is None:
        words = text.split()
        for width in range(SMALLEST, px.LABEL, STEP):
            block = ink.measure.wrap(text, "route", width)
            # what is written without blanks may break anywhere
            whole = len(words) < 2 or " ".join(block.lines).split() == words
            if len(block.lines) <= px.LABEL_LINES and whole:
                break
        else:
            block = ink.measure.wrap(text, "route", px.LABEL)
        known[text] = block
    return block


def _wrapped(text: str, width: int, ink: Ink) -> TextBlock:
    known: dict[str, TextBlock] = ink.memo.setdefault(("labels", width, ink.language), {})
    block = known.get(text)
    if block is None:
        block = known[text] = ink.measure.wrap(text, "route", width)
    return block


class _Room:
    """The cells that are empty, and what runs through them; it lives while labels are placed."""

    def __init__(self, grid: Grid, routes: Routes) -> None:
        self._grid = grid
        self._routes = routes
        wide = self._wide = grid.columns
        self._taken: dict[int, tuple[int, int]] = {}  # cell -> what its labels belong to
        self._cards = {
            r * wide + c
            for r, first, last in zip(grid.row, grid.column, grid.end, strict=True)
            for c in range(first, last + 1)
        }
        self._runs: dict[int, list[int]] = {}  # cell -> the flows that run through its length
        self._crossed: dict[int, set[tuple[int, int]]] = {}  # cell -> the pairs of lines down it
        self._upright: dict[int, list[int]] = {}  # gutter -> pieces, by their tracks
        track = routes.vertical.track
        for piece in sorted(range(len(track)), key=track.__getitem__):
            self._upright.setdefault(routes.upright[piece][0], []).append(piece)
        for number, way in enumerate(routes.ways):
            if way is not None and len(way) < 2:
                self._run(number, way)
        for number in routes.straight:
            source, target = routes.ends[number]
            upper, lower = sorted((grid.row[source], grid.row[target]))
            for r in range(upper + 1, lower):
                cell = r * wide + grid.column[target]
                self._crossed.setdefault(cell, set()).add(_pair(source, target))

    def _run(self, number: int, way: Sequence[int]) -> None:
        grid = self._grid
        source, target = self._routes.ends[number]
        one, two = grid.end[source] + 1, grid.column[target]
        turn = self._routes.v_gutter[way[0]] if way else two
        runs = self._runs
        base = grid.row[source] * self._wide
        for cell in range(base + one, base + turn):
            runs.setdefault(cell, []).append(number)
        base = grid.row[target] * self._wide
        for cell in range(base + turn, base + two):
            runs.setdefault(cell, []).append(number)

    def column(self, source: int, target: int) -> Spot:
        """Return the spot of a flow inside a column: the empty row that is nearest its source."""
        grid, pair = self._grid, _pair(source, target)
        column, row = grid.column[target], grid.row[source]
        step = 1 if grid.row[target] > row else -1
        for r in range(row + step, grid.row[target], step):
            cell = r * self._wide + column
            if (
                cell not in self._runs
                and self._crossed[cell] == {pair}
                and self._taken.get(cell, pair) == pair
            ):
                self._taken[cell] = pair
                return Spot("column", r, column)
        return Spot("column", NONE, column)

    def along(self, number: int) -> Spot | None:
        """Return the spot of any other flow in an empty cell, None where there is none."""
        grid, routes = self._grid, self._routes
        source, target = routes.ends[number]
        way = routes.ways[number]
        behind, row = grid.end[source] + 1, grid.row[source]
        if source == target or behind >= grid.columns:
            return None
        turn = routes.v_gutter[way[0]] if way else grid.column[target]
        cell = row * self._wide + behind
        mine = (source, NONE)
        if (
            cell not in self._cards
            and cell not in self._crossed
            and self._taken.get(cell, mine) == mine
            and all(routes.ends[other][0] == source for other in self._runs.get(cell, ()))
            and (turn > behind or (way and self._outermost(way[0], behind, 2 * row + 1, True)))
        ):
            self._taken[cell] = mine
            return Spot("cell" if turn > behind else "corner", row, behind)
        if not way or turn > behind:
            return None
        spot = self._beside(number, way[0], row)
        cell = grid.row[target] * self._wide + behind
        if (
            spot is None
            and self._runs.get(cell) == [number]
            and cell not in self._crossed
            and cell not in self._taken
        ):
            self._taken[cell] = (number, number)
            spot = Spot("arrival", grid.row[target], behind)
        return spot

    def _beside(self, number: int, piece: int, row: int) -> Spot | None:
        """Return the empty cell nearest the source that a vertical piece runs along, outermost."""
        gutter, start, end = self._routes.upright[piece][:3]
        step = 2 if end > start else -2
        for key in range(start + step, end, step)[:NEAR]:
            r = key // 2
            for side, column in (("after", gutter), ("before", gutter - 1)):
                cell = r * self._wide + column
                if (
                    0 <= column < self._wide
                    and cell not in self._cards
                    and cell not in self._runs
                    and cell not in self._crossed
                    and cell not in self._taken
                    and self._outermost(piece, gutter, key, side == "after")
                ):
                    self._taken[cell] = (number, number)
                    return Spot("after" if side == "after" else "before", r, column)
        return None

    def _outermost(self, piece: int, gutter: int, key: int, last: bool) -> bool:
        """Return whether nothing runs between a piece and the edge of its gutter at a key."""
        routes = self._routes
        track, upright = routes.vertical.track, routes.upright
        own, number = track[piece], upright[piece][5]
        source, port = routes.ends[number][0], routes.out_port[number]
        held = self._upright[gutter]
        for other in reversed(held) if last else held:
            if track[other] != own and (track[other] < own) == last:
                return True  # the rest is on the other side
            _, one, two, _, _, flow = upright[other]
            if not (one <= key <= two or two <= key <= one) or other == piece:
                continue
            here = one == key == upright[piece][1] and routes.ends[flow][0] == source
            # where both leave the card, only what turns back across the other is in its way
            if here and one != two and (two < one) != (routes.out_port[flow] > port):
                continue
            return False
        return True


def _stack(found: Labels, leaving: set[int], grid: Grid, routes: Routes) -> None:
    """Write the offsets of all that leaves the cards that labels stand behind, and its room."""
    sides: dict[int, list[int]] = {}
    for number, ((source, _), way) in enumerate(zip(routes.ends, routes.ways, strict=True)):
        if source in leaving and way is not None and number < routes.flows:
            sides.setdefault(source, []).append(number)
    ports, shared = routes.out_port, routes.shared
    for source, numbers in sides.items():
        numbers.sort(key=ports.__getitem__)
        lines = list(dict.fromkeys(shared.get(n, n) for n in numbers))
        heights = [_taking(n, found) for n in lines]
        # a line along the row stays in the middle, all else is stacked around it
        straight = next((k for k, n in enumerate(lines) if not routes.ways[n]), None)
        edge = -sum(heights) / 2
        if straight is not None:
            edge = -sum(heights[:straight]) - heights[straight] / 2
        row = grid.row[source]
        found.up[row] = max(found.up[row], -edge)
        middle: dict[int, float] = {}
        for n, height in zip(lines, heights, strict=True):
            middle[n] = edge + height / 2
            edge += height
        for n in numbers:
            found.offset[n] = middle[shared.get(n, n)]
        found.down[row] = max(found.down[row], edge)


def _taking(number: int, found: Labels) -> float:
    """Return how high a flow's place in the stack behind its card is."""
    if number in found.spots and found.spots[number].side in STACKED:
        return _up(found.blocks[number].height) + px.LABEL_PAD
    return BARE


def _pair(one: int, two: int) -> tuple[int, int]:
    return (one, two) if one < two else (two, one)


def _up(value: float) -> float:
    return float(-(-value // 1))
