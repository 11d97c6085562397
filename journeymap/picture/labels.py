"""Where the labels of flows stand, and the room that they need.

A choice is read where it begins, so a label stands near the beginning of its flow, and it looks
for a place that costs no room: an empty cell that its line runs through or along. Only where there
is none does it widen the gutter behind its card. What leaves such a card is stacked, flows without
a label too, so that every label lies on its own line and on no other. A flow that runs straight
inside a column has its label in an empty row between its cards, else right above the lower card.

After an edit only those labels are placed again around which something goes otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain, compress
from itertools import count as counting
from operator import ne
from typing import NamedTuple, TypeAlias

from journeymap.picture import spacing as px
from journeymap.picture.face import Ink, Pill
from journeymap.picture.grid import Grid
from journeymap.picture.label_blocks import block_of
from journeymap.picture.label_room import NONE, STACKED, Room, Spot, looks_at, pair_of
from journeymap.picture.picture import TextBlock
from journeymap.picture.rerouting import Before, Routes, Stirred
from journeymap.picture.stacking import Stack, settle_stacks

Said: TypeAlias = tuple[str, Pill | None]  # the words and the pill of a label


class Labels(NamedTuple):
    """The labels and their room; by flow and link, None where there is no label.

    `offset` says how far from the middle of its row a flow leaves. `up` and `down` are the room
    that each row needs around that middle, `least` how high it has to be, `strips` what it needs
    straight above it, `gutters` the width in each gutter. `stacks` are those of the items.
    """

    said: list[Said | None]
    spots: list[Spot | None]
    blocks: list[TextBlock | None]
    offset: list[float | None]
    stacks: list[Stack | None]
    gutters: list[float]
    up: list[float]
    down: list[float]
    least: list[float]
    strips: list[float]
    routes_mark: object  # of the routes that the labels belong to


def labels_of(
    whens: Sequence[str | None],
    grid: Grid,
    routes: Routes,
    ink: Ink,
    pills: Mapping[int, Pill],
    was: Labels | None = None,
    before: Before | None = None,
) -> Labels:
    """Return the labels of all flows that are drawn and say when they are gone or were measured.

    `whens` is what they say. The block of a flow with a pill is as large as its words with the pill
    under them. `was` are the labels of the map `before`.
    """
    said = _said(whens, routes, pills)
    stirred = routes.stirred
    if was is None or before is None or stirred is None or stirred.before is not was.routes_mark:
        found = _nothing(said, grid, routes)
        todo = {number for number, each in enumerate(said) if each is not None}
        cards = set(routes.sources)
    else:
        found = _carried(said, grid, routes, was, before)
        todo = _stirred(said, grid, routes, stirred, was, before)
        cards = {*stirred.cards, *(routes.sources[number] for number in todo)}
    _place(todo, grid, routes, found, ink, cards)
    cards.discard(NONE)
    settle_stacks(cards, routes, found.spots, found.blocks, found.offset, found.stacks)
    _make_room(grid, routes, found)
    return found


def _said(
    whens: Sequence[str | None], routes: Routes, pills: Mapping[int, Pill]
) -> list[Said | None]:
    """Return what the label of each flow says that is drawn."""
    said: list[Said | None] = [(when, None) if when else None for when in whens]
    said += [None] * (len(routes.sources) - len(whens))
    for number, pill in pills.items():
        said[number] = (whens[number] or "", pill)
    for ends in (routes.ends.leaving, routes.ends.entering):
        for number in ends[NONE]:
            said[number] = None
    return said


def _nothing(said: list[Said | None], grid: Grid, routes: Routes) -> Labels:
    """Return labels that are all to be placed."""
    total, gutters, rows = len(said), grid.columns + 1, grid.rows
    return Labels(
        said, [None] * total, [None] * total, [None] * total, [None] * len(grid.column),
        [0.0] * gutters, [0.0] * rows, [0.0] * rows, [0.0] * rows, [0.0] * rows, routes.mark,
    )  # fmt: skip


def _carried(
    said: list[Said | None], grid: Grid, routes: Routes, was: Labels, before: Before
) -> Labels:
    """Return the labels of before, along the flows, cards and rows of now."""
    return was._replace(
        said=said,
        spots=before.flows.along(was.spots, None),
        blocks=before.flows.along(was.blocks, None),
        offset=before.flows.along(was.offset, None),
        stacks=before.cards.along(was.stacks, None),
        gutters=[0.0] * len(was.gutters),
        up=[0.0] * grid.rows,
        down=[0.0] * grid.rows,
        least=[0.0] * grid.rows,
        strips=[0.0] * grid.rows,
        routes_mark=routes.mark,
    )


def _stirred(
    said: Sequence[Said | None],
    grid: Grid,
    routes: Routes,
    stirred: Stirred,
    was: Labels,
    before: Before,
) -> set[int]:
    """Return the flows whose labels are to be placed again: what they look at may be otherwise."""
    earlier = before.flows.along(was.said, None)
    spots = before.flows.along(was.spots, None)
    todo = set(compress(counting(), map(ne, earlier, said)))
    todo.update(chain(routes.straight, stirred.passing, stirred.flows))
    cells, wide, flows = set(stirred.cells), grid.columns, before.flows
    gone = was.spots[flows.start : flows.start + flows.gone] if flows.gone != flows.new else []
    for spot in (*gone, *(spots[n] for n in todo)):
        if spot is not None and spot.row != NONE:
            cells.add(spot.row * wide + spot.column)  # which it leaves to others
    columns = {cell % wide for cell in cells}
    near = {gutter - 1 for gutter in stirred.gutters}
    far = columns.union(column - 1 for column in columns) - near
    end, sources = grid.end, routes.sources
    for number in _labelled(said):
        last = end[sources[number]]
        if last in near or (last in far and looks_at(grid, routes, number, cells)):
            todo.add(number)
    return {number for number in todo if said[number] is not None or earlier[number] is not None}


def _labelled(said: Sequence[Said | None]) -> Iterator[int]:
    """Return the flows that have a label; what is said is never empty."""
    return compress(counting(), said)


def _place(
    numbers: Iterable[int],
    grid: Grid,
    routes: Routes,
    found: Labels,
    ink: Ink,
    cards: set[int],
) -> None:
    """Write the spots and blocks of labels, and of those later ones to which that matters.

    The cards that these leave are added to `cards`.
    """
    spots, sources = found.spots, routes.sources
    todo = [*numbers]
    heapify(todo)
    asked = set(todo)
    room = Room(grid, routes, spots)
    lookers: dict[int, list[int]] = {}
    while todo:
        number = heappop(todo)
        old, said = spots[number], found.said[number]
        left = room.leave(number, old) if old is not None else None
        spot = spots[number] = room.spot(number) if said is not None else None
        taken = room.claim(number, spot) if spot is not None else None
        cards.add(sources[number])
        found.blocks[number] = None
        if spot is not None and said is not None:
            pair = pair_of(sources[number], routes.targets[number])
            beside = spot.side == "column" and routes.pairs[pair] > 0
            found.blocks[number] = block_of(*said, spot.side, beside, ink)
        if spot == old:
            continue
        for cell in {left, taken}:
            if cell is None:
                continue
            lookers = lookers or _by_column(grid, routes, found)
            for other in lookers[cell % grid.columns]:
                if other > number and other not in asked and looks_at(grid, routes, other, (cell,)):
                    asked.add(other)
                    heappush(todo, other)


def _by_column(grid: Grid, routes: Routes, found: Labels) -> dict[int, list[int]]:
    """Return by column the flows whose labels may stand in it, but for those that run inside."""
    columns: dict[int, list[int]] = {column: [] for column in range(-1, grid.columns + 1)}
    sources, end = routes.sources, grid.end
    for number in _labelled(found.said):
        last = end[sources[number]]
        columns[last].append(number)
        columns[last + 1].append(number)
    return columns


def _make_room(grid: Grid, routes: Routes, found: Labels) -> None:
    """Write the room that gutters and rows need for the labels."""
    _, spots, blocks, _, stacks, gutters, up, down, least, strips, _ = found
    rows = {key: row for row, key in enumerate(grid.row_key)}
    for number in _labelled(found.said):
        spot, block = spots[number], blocks[number]
        if spot is None or block is None:
            continue
        side, key, column = spot
        if side == "behind":
            if block.width > gutters[column + 1]:
                gutters[column + 1] = _up(block.width)
        elif side in STACKED:
            continue
        elif key != NONE:
            row = rows[key]
            least[row] = max(least[row], block.height + 2 * px.LABEL_PAD)
        else:
            row = max(grid.row[routes.sources[number]], grid.row[routes.targets[number]])
            strip = _up(block.height) + px.LABEL_PAD + px.STRIP_FOOT
            strips[row] = max(strips[row], strip)
    for row, stack in compress(zip(grid.row, stacks, strict=True), stacks):
        assert stack is not None
        if stack.up > up[row]:
            up[row] = stack.up
        if stack.down > down[row]:
            down[row] = stack.down


def _up(value: float) -> float:
    return float(-(-value // 1))
