"""Where the labels of flows stand, and the room that they need.

A choice is read where it begins, so a label stands near the beginning of its flow, and it looks
for a place that costs no room: an empty cell that its line runs through or along. Only where there
is none does it widen the gutter behind its card. What leaves such a card is stacked, flows without
a label too, so that every label lies on its own line and on no other. A flow that runs straight
inside a column has its label in an empty row between its cards, else right above the lower card.

After an edit only those labels are placed again around which something goes otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import compress
from typing import NamedTuple, TypeAlias

from journeymap.model.journey import Flow
from journeymap.picture import spacing as px
from journeymap.picture.face import Ink, Pill
from journeymap.picture.grid import Grid
from journeymap.picture.label_blocks import block_of
from journeymap.picture.label_room import NONE, STACKED, Room, Spot, pair_of
from journeymap.picture.picture import TextBlock
from journeymap.picture.rerouting import Before, Routes, Stirred, along
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
    flows: Sequence[Flow],
    grid: Grid,
    routes: Routes,
    ink: Ink,
    pills: Mapping[int, Pill],
    was: Labels | None = None,
    before: Before | None = None,
) -> Labels:
    """Return the labels of all flows that are drawn and say when they are gone or were measured.

    The block of a flow with a pill is as large as its words with the pill under them. `was` are
    the labels of the map `before`.
    """
    said = _said(flows, routes, pills)
    stirred = routes.stirred
    if was is None or before is None or stirred is None or stirred.before is not was.routes_mark:
        found = _nothing(said, grid, routes)
        todo = {number for number, each in enumerate(said) if each is not None}
        cards = set(routes.sources)
    else:
        found = _carried(said, grid, routes, stirred, was, before)
        todo = _stirred(said, grid, routes, stirred, was, before)
        cards = {*stirred.cards, *(routes.sources[number] for number in todo)}
    _place(todo, grid, routes, found, ink, cards)
    cards.discard(NONE)
    settle_stacks(cards, routes, found.spots, found.blocks, found.offset, found.stacks)
    _make_room(grid, routes, found)
    return found


def _said(flows: Sequence[Flow], routes: Routes, pills: Mapping[int, Pill]) -> list[Said | None]:
    """Return what the label of each flow says that is drawn."""
    said: list[Said | None] = [None] * len(routes.sources)
    for number in compress(range(len(flows)), routes.looks.alone):  # those that say something
        if routes.ways[number] is not None or number in routes.straight:
            said[number] = (flows[number].when or "", pills.get(number))
    return said


def _nothing(said: list[Said | None], grid: Grid, routes: Routes) -> Labels:
    """Return labels that are all to be placed."""
    total, gutters, rows = len(said), grid.columns + 1, grid.rows
    return Labels(
        said, [None] * total, [None] * total, [None] * total, [None] * len(grid.column),
        [0.0] * gutters, [0.0] * rows, [0.0] * rows, [0.0] * rows, [0.0] * rows, routes.mark,
    )  # fmt: skip


def _carried(
    said: list[Said | None],
    grid: Grid,
    routes: Routes,
    stirred: Stirred,
    was: Labels,
    before: Before,
) -> Labels:
    """Return the labels of before, along the flows, cards and rows of now."""
    spots = along(before.flows, was.spots, None)
    if stirred.shift is not None:
        rows = stirred.shift.rows
        for number, spot in enumerate(spots):
            if spot is not None and spot.row != NONE:
                row = rows[spot.row]
                spots[number] = spot._replace(row=row) if row >= 0 else None
    return was._replace(
        said=said,
        spots=spots,
        blocks=along(before.flows, was.blocks, None),
        offset=along(before.flows, was.offset, None),
        stacks=along(before.cards, was.stacks, None),
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
    earlier = along(before.flows, was.said, None)
    spots = along(before.flows, was.spots, None)
    todo = {n for n, (old, new) in enumerate(zip(earlier, said, strict=True)) if old != new}
    columns = set(stirred.columns)
    flows = before.flows
    gone = was.spots[flows.start : flows.start + flows.gone] if flows.gone != flows.new else []
    for spot in (*gone, *(spots[n] for n in todo)):
        if spot is not None:
            columns.add(spot.column)  # which it leaves to others
    near = stirred.gutters | columns | {column + 1 for column in columns}
    for number, each in enumerate(said):
        if each is not None:
            inside = number in routes.straight
            if inside or number in stirred.passing or grid.end[routes.sources[number]] + 1 in near:
                todo.add(number)
    return todo


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
    room.learn({grid.end[sources[number]] + 1 for number in asked if found.said[number]})
    while todo:
        number = heappop(todo)
        old, said = spots[number], found.said[number]
        was = room.owner(number, old)
        left = room.leave(number, old) if old is not None else None
        spot = spots[number] = room.spot(number) if said is not None else None
        taken = room.claim(number, spot) if spot is not None else None
        cards.add(sources[number])
        found.blocks[number] = None
        if spot is not None and said is not None:
            pair = pair_of(sources[number], routes.targets[number])
            beside = spot.side == "column" and routes.pairs[pair] > 0
            found.blocks[number] = block_of(*said, spot.side, beside, ink)
        if spot == old and room.owner(number, spot) == was:
            continue
        for column in {left, taken} - {None}:
            lookers = lookers or _by_column(grid, routes, found)
            for other in lookers.get(column or 0, ()):
                if other > number and other not in asked:
                    asked.add(other)
                    heappush(todo, other)


def _by_column(grid: Grid, routes: Routes, found: Labels) -> dict[int, list[int]]:
    """Return by column the flows whose labels may stand in it."""
    columns: dict[int, list[int]] = {}
    for number, said in enumerate(found.said):
        if said is not None:
            behind = grid.end[routes.sources[number]] + 1
            near = {behind, behind - 1}
            if number in routes.straight:
                near.add(grid.column[routes.targets[number]])
            for column in near:
                columns.setdefault(column, []).append(number)
    return columns


def _make_room(grid: Grid, routes: Routes, found: Labels) -> None:
    """Write the room that gutters and rows need for the labels."""
    for number, (spot, block) in enumerate(zip(found.spots, found.blocks, strict=True)):
        if spot is None or block is None:
            continue
        side, row, column = spot
        if side == "behind":
            found.gutters[column + 1] = max(found.gutters[column + 1], _up(block.width))
        elif side in STACKED:
            continue
        elif row != NONE:
            found.least[row] = max(found.least[row], block.height + 2 * px.LABEL_PAD)
        else:
            row = max(grid.row[routes.sources[number]], grid.row[routes.targets[number]])
            strip = _up(block.height) + px.LABEL_PAD + px.STRIP_FOOT
            found.strips[row] = max(found.strips[row], strip)
    for row, stack in zip(grid.row, found.stacks, strict=True):
        if stack is not None:
            found.up[row] = max(found.up[row], stack.up)
            found.down[row] = max(found.down[row], stack.down)


def _up(value: float) -> float:
    return float(-(-value // 1))
