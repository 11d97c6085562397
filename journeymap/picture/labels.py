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
from typing import NamedTuple, TypeAlias

from journeymap.model.order import Ends
from journeymap.picture import spacing as px
from journeymap.picture.face import Ink, Pill
from journeymap.picture.grid import Grid
from journeymap.picture.kept import renumbered
from journeymap.picture.label_blocks import block_of
from journeymap.picture.label_room import NONE, STACKED, Room, Spot, looking_at, pair_of
from journeymap.picture.picture import TextBlock
from journeymap.picture.rerouting import Before, Routes, Stirred
from journeymap.picture.stacking import Stack, settle_stacks

Said: TypeAlias = tuple[str, Pill | None]  # the words and the pill of a label
Labelled: TypeAlias = dict[int, list[int]]  # the flows with a label that leave cards ending there


class Labels(NamedTuple):
    """The labels and their room; by flow and link, None where there is no label.

    `offset` says how far from the middle of its row a flow leaves. `up` and `down` are the room
    that each row needs around that middle, `least` how high it has to be, `strips` what it needs
    straight above it, `gutters` the width in each gutter. `stacks` are those of the items, `inside`
    the flows whose labels do not stand in the gutter behind a card.
    """

    said: list[Said | None]
    spots: list[Spot | None]
    blocks: list[TextBlock | None]
    offset: list[float | None]
    stacks: list[Stack | None]
    inside: set[int]
    gutters: list[float]
    up: list[float]
    down: list[float]
    least: list[float]
    strips: list[float]
    routes_mark: object  # of the routes that the labels belong to


def labels_of(
    said: list[Said | None],
    grid: Grid,
    routes: Routes,
    ink: Ink,
    was: Labels | None = None,
    before: Before | None = None,
) -> Labels:
    """Return the labels of all flows that are drawn and say when they are gone or were measured.

    `said` is that of `said_of`. The block of a flow with a pill is as large as its words with the
    pill under them. `was` are the labels of the map `before`.
    """
    stirred, labelled = routes.stirred, _labelled(said, grid, routes)
    if was is None or before is None or stirred is None or stirred.before is not was.routes_mark:
        found = _nothing(said, grid, routes)
        todo = {number for number, each in enumerate(said) if each is not None}
        cards, gutters = set(routes.sources), set(range(grid.columns + 1))
    else:
        found = _carried(said, grid, routes, was, before)
        todo = _stirred(said, labelled, grid, routes, stirred, was, before)
        for number in _said_anew(said, was, before):
            found.blocks[number] = None
        cards = set(stirred.cards)
        gutters = {spot.column + 1 for spot in _gone(was, before) if spot is not None}
    _place(todo, labelled, grid, routes, found, ink, cards, gutters)
    cards.discard(NONE)
    settle_stacks(cards, routes, found.spots, found.blocks, found.offset, found.stacks)
    _make_room(labelled, grid, routes, found, gutters)
    return found


def said_of(
    whens: Sequence[str | None], ends: Ends, pills: Mapping[int, Pill]
) -> list[Said | None]:
    """Return what the label of each flow says that is drawn."""
    said: list[Said | None] = [(when, None) if when else None for when in whens]
    for number, pill in pills.items():
        said[number] = (whens[number] or "", pill)
    for nowhere in (ends.leaving, ends.entering):
        for number in nowhere[NONE]:
            said[number] = None
    return said


def _nothing(said: list[Said | None], grid: Grid, routes: Routes) -> Labels:
    """Return labels that are all to be placed."""
    total, gutters, rows = len(routes.sources), grid.columns + 1, grid.rows
    return Labels(
        said, [None] * total, [None] * total, [None] * total, [None] * len(grid.column),
        set(), [0.0] * gutters, [0.0] * rows, [0.0] * rows, [0.0] * rows, [0.0] * rows, routes.mark,
    )  # fmt: skip


def _carried(
    said: list[Said | None], grid: Grid, routes: Routes, was: Labels, before: Before
) -> Labels:
    """Return the labels of before, along the flows, cards and rows of now."""
    table = before.flows.table(len(grid.stubs))
    return was._replace(
        said=said,
        spots=before.flows.along(was.spots, None),
        blocks=before.flows.along(was.blocks, None),
        offset=before.flows.along(was.offset, None),
        stacks=before.cards.along(was.stacks, None),
        inside={n for n in renumbered(table, list(was.inside)) if n >= 0},
        gutters=list(was.gutters),
        up=[0.0] * grid.rows,
        down=[0.0] * grid.rows,
        least=[0.0] * grid.rows,
        strips=[0.0] * grid.rows,
        routes_mark=routes.mark,
    )


def _stirred(
    said: Sequence[Said | None],
    labelled: Labelled,
    grid: Grid,
    routes: Routes,
    stirred: Stirred,
    was: Labels,
    before: Before,
) -> set[int]:
    """Return the flows whose labels are to be placed again: what they look at may be otherwise."""
    spots = before.flows.along(was.spots, None)
    todo = set(_said_anew(said, was, before))
    todo.update(chain(routes.straight, stirred.passing, stirred.flows))
    cells, wide = set(stirred.cells), grid.columns
    for spot in (*_gone(was, before), *(spots[n] for n in todo)):
        if spot is not None and spot.row != NONE:
            cells.add(spot.row * wide + spot.column)  # which it leaves to others
    columns = {cell % wide for cell in cells}
    near = {gutter - 1 for gutter in stirred.gutters}
    far = columns.union(column - 1 for column in columns) - near
    todo.update(_behind(labelled, near))
    todo.update(looking_at(grid, routes, _behind(labelled, far), cells))
    flows = (n for n in todo if n < len(said))  # links have no labels
    return {n for n in flows if said[n] is not None or spots[n] is not None}


def _gone(was: Labels, before: Before) -> Sequence[Spot | None]:
    """Return the spots of flows that are not there any more."""
    return [was.spots[number] for number in before.flows.lost]


def _said_anew(said: Sequence[Said | None], was: Labels, before: Before) -> Iterator[int]:
    """Return the flows of which something else is said than before."""
    return iter(before.flows.unlike(was.said, said))


def _labelled(said: Sequence[Said | None], grid: Grid, routes: Routes) -> Labelled:
    """Return the flows that have a label, by last columns; what is said is never empty."""
    sources, end = routes.sources, grid.end
    found: Labelled = {}
    for number in compress(counting(), said):
        column = end[sources[number]]
        if column in found:
            found[column].append(number)
        else:
            found[column] = [number]
    return found


def _behind(labelled: Labelled, columns: Iterable[int]) -> Iterator[int]:
    """Return the flows with a label that leave cards which end in some columns."""
    return chain.from_iterable([labelled[column] for column in columns if column in labelled])


def _place(
    numbers: Iterable[int],
    labelled: Labelled,
    grid: Grid,
    routes: Routes,
    found: Labels,
    ink: Ink,
    cards: set[int],
    gutters: set[int],
) -> None:
    """Write the spots and blocks of labels, and of those later ones to which that matters.

    The cards that these leave are added to `cards`, the gutters in which they stand, or stood, to
    `gutters`.
    """
    spots, sources = found.spots, routes.sources
    todo = [*numbers]
    heapify(todo)
    asked = set(todo)
    room = Room(grid, routes, spots, found.inside)
    while todo:
        number = heappop(todo)
        old, said = spots[number], found.said[number]
        spot = room.spot(number) if said is not None else None
        if spot == old and spot is not None and spot.side != "column" and found.blocks[number]:
            continue
        left = room.leave(number, old) if old is not None else None
        taken = room.claim(number, spot) if spot is not None else None
        spots[number] = spot
        cards.add(sources[number])
        gutters.update(each.column + 1 for each in (old, spot) if each and each.side == "behind")
        inside = spot is not None and spot.side != "behind"
        (found.inside.add if inside else found.inside.discard)(number)
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
            column = cell % grid.columns
            # whose labels may stand in it, but for those that run inside
            there = _behind(labelled, (column - 1, column))
            later = [other for other in there if other > number and other not in asked]
            for other in looking_at(grid, routes, later, (cell,)):
                asked.add(other)
                heappush(todo, other)


def _make_room(
    labelled: Labelled, grid: Grid, routes: Routes, found: Labels, touched: set[int]
) -> None:
    """Write the room that rows and the gutters `touched` need for the labels."""
    spots, blocks, stacks = found.spots, found.blocks, found.stacks
    gutters, up, down, least, strips = found[-6:-1]
    end, sources = grid.end, routes.sources
    for gutter in touched:
        gutters[gutter] = 0.0
    for number in _behind(labelled, {gutter - 1 for gutter in touched}):
        spot, block = spots[number], blocks[number]
        if spot and block and spot.side == "behind":
            gutter = end[sources[number]] + 1
            if block.width > gutters[gutter]:
                gutters[gutter] = _up(block.width)
    rows = {key: row for row, key in enumerate(grid.row_key)}
    for number in found.inside:
        spot, block = spots[number], blocks[number]
        assert spot is not None
        assert block is not None
        if spot.side in STACKED:
            continue
        if spot.row != NONE:
            row = rows[spot.row]
            least[row] = max(least[row], block.height + 2 * px.LABEL_PAD)
        else:
            row = max(grid.row[sources[number]], grid.row[routes.targets[number]])
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
