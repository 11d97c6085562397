"""Where the labels of flows stand, and the room that they need.

A choice is read where it begins, so a label stands near the beginning of its flow, and it looks
for a place that costs no room: an empty cell that its line runs through or along. Only where there
is none does it widen the gutter behind its card. What leaves such a card is stacked, flows without
a label too, so that every label lies on its own line and on no other. A flow that runs straight
inside a column has its label in an empty row between its cards, else right above the lower card.

After an edit only those labels are placed again around which something goes otherwise.
"""

from __future__ import annotations

from bisect import insort
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
from journeymap.picture.label_room import NONE, STACKED, Room, Spot, Standing, looking_at, pair_of
from journeymap.picture.picture import TextBlock
from journeymap.picture.rerouting import Before, Routes, Stirred, flows_met
from journeymap.picture.stacking import Stack, settle_stacks

Said: TypeAlias = tuple[str, Pill | None]  # the words and the pill of a label


class Words(NamedTuple):
    """What the label of each flow says, None where there is none, and whether there is one."""

    said: list[Said | None]
    alone: list[bool]
    pills: Mapping[int, Pill]  # that are in it


class Labels(NamedTuple):
    """The labels and their room; by flow and link, None where there is no label.

    `offset` says how far from the middle of its row a flow leaves. `up` and `down` are the room
    that each row needs around that middle, `least` how high it has to be, `strips` what it needs
    straight above it, `gutters` the width in each gutter. `stacks` are those of the items, `inside`
    the flows whose labels do not stand in the gutter behind a card, `leaving` by columns those with
    a label that leave cards which end there.
    """

    said: list[Said | None]
    spots: list[Spot | None]
    blocks: list[TextBlock | None]
    offset: list[float | None]
    stacks: list[Stack | None]
    inside: set[int]
    leaving: list[list[int]]
    gutters: list[float]
    up: list[float]
    down: list[float]
    least: list[float]
    strips: list[float]
    upright: dict[int, list[Standing]]  # what stands in those gutters that were looked at
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
    stirred = routes.stirred
    if was is None or before is None or stirred is None or stirred.before is not was.routes_mark:
        found = _nothing(said, grid, routes)
        todo = {number for number, each in enumerate(said) if each is not None}
        cards, gutters = set(routes.sources), set(range(grid.columns + 1))
        rows = set(grid.row_key)
    else:
        anew = [*before.flows.unlike(was.said, said)]
        found = _carried(said, anew, grid, routes, stirred, was, before)
        gone = [spot for number in before.flows.lost if (spot := was.spots[number])]
        todo = _stirred(anew, gone, grid, routes, stirred, found)
        for number in anew:
            found.blocks[number] = None
        cards, rows = set(stirred.cards), stirred.rows.union(spot.row for spot in gone)
        gutters = {spot.column + 1 for spot in gone}
    _place(todo, grid, routes, found, ink, cards, gutters, rows)
    cards.discard(NONE)
    settle_stacks(cards, routes, found.spots, found.blocks, found.offset, found.stacks)
    rows.update(map(grid.key.__getitem__, cards))
    _make_room(grid, routes, found, gutters, rows)
    return found


def said_of(
    whens: Sequence[str | None],
    ends: Ends,
    pills: Mapping[int, Pill],
    was: Words | None = None,
    before: Before | None = None,
) -> Words:
    """Return what the label of each flow says that is drawn; `was` is that of the map `before`."""
    if was is None or before is None or was.pills or pills:
        said: list[Said | None] = [(when, None) if when else None for when in whens]
        for number, pill in pills.items():
            said[number] = (whens[number] or "", pill)
        for nowhere in (ends.leaving, ends.entering):
            for number in nowhere[NONE]:
                said[number] = None
        return Words(said, [*map(bool, said)], pills)
    said, alone = before.flows.along(was.said, None), before.flows.along(was.alone, False)
    for number in flows_met(before, ends):
        when = whens[number]
        drawn = ends.sources[number] >= 0 and ends.targets[number] >= 0
        said[number] = (when, None) if when and drawn else None
        alone[number] = said[number] is not None
    return Words(said, alone, pills)


def _nothing(said: list[Said | None], grid: Grid, routes: Routes) -> Labels:
    """Return labels that are all to be placed."""
    total, gutters, rows = len(routes.sources), grid.columns + 1, grid.rows
    leaving: list[list[int]] = [[] for _ in range(grid.columns)]
    for number in compress(counting(), said):  # what is said is never empty
        leaving[grid.end[routes.sources[number]]].append(number)
    return Labels(
        said, [None] * total, [None] * total, [None] * total, [None] * len(grid.column),
        set(), leaving, [0.0] * gutters,
        [0.0] * rows, [0.0] * rows, [0.0] * rows, [0.0] * rows, {}, routes.mark,
    )  # fmt: skip


def _carried(
    said: list[Said | None],
    anew: Iterable[int],
    grid: Grid,
    routes: Routes,
    stirred: Stirred,
    was: Labels,
    before: Before,
) -> Labels:
    """Return the labels of before, along the flows, cards and rows of now."""
    table = before.flows.table(len(grid.stubs))
    old_keys, keys = before.routes.grid.row_key, grid.row_key

    def along_rows(values: list[float]) -> list[float]:
        if old_keys == keys:
            return list(values)
        known = dict(zip(old_keys, values, strict=True))
        return [known.get(key, 0.0) for key in keys]

    upright: dict[int, list[Standing]] = {}
    if not before.flows.shifts:  # else they have other numbers
        upright = {g: held for g, held in was.upright.items() if g not in stirred.gutters}
    return was._replace(
        said=said,
        spots=before.flows.along(was.spots, None),
        blocks=before.flows.along(was.blocks, None),
        offset=before.flows.along(was.offset, None),
        stacks=before.cards.along(was.stacks, None),
        inside={n for n in renumbered(table, list(was.inside)) if n >= 0},
        leaving=_leaving(said, anew, grid, routes, stirred, was, before),
        gutters=list(was.gutters),
        up=along_rows(was.up),
        down=along_rows(was.down),
        least=along_rows(was.least),
        strips=[0.0] * grid.rows,
        upright=upright,
        routes_mark=routes.mark,
    )


def _leaving(
    said: Sequence[Said | None],
    anew: Iterable[int],
    grid: Grid,
    routes: Routes,
    stirred: Stirred,
    was: Labels,
    before: Before,
) -> list[list[int]]:
    """Return by columns the flows with a label that leave cards which end there."""
    old, _, flows = before
    numbers = {*anew, *stirred.met}
    numbers.update(chain.from_iterable(map(routes.ends.leaving.__getitem__, stirred.moved)))
    found = [*map(list, was.leaving)]
    for number in (*map(flows.before, numbers.difference(flows.come)), *flows.lost):
        if was.said[number]:
            found[old.grid.end[old.sources[number]]].remove(number)
    table = flows.table(len(grid.stubs))
    if table is not None:
        found = [renumbered(table, each) for each in found]
    for number in numbers:
        if said[number]:
            insort(found[grid.end[routes.sources[number]]], number)
    return found


def _stirred(
    anew: Iterable[int],
    gone: Iterable[Spot],
    grid: Grid,
    routes: Routes,
    stirred: Stirred,
    found: Labels,
) -> set[int]:
    """Return the flows whose labels are to be placed again: what they look at may be otherwise.

    `anew` are those of which something else is said, `gone` the spots of those that are lost.
    """
    said, spots = found.said, found.spots
    todo = {*anew, *routes.straight, *stirred.passing, *stirred.flows}
    cells, wide = set(stirred.cells), grid.columns
    for spot in (*gone, *(spots[n] for n in todo)):
        if spot is not None and spot.row != NONE:
            cells.add(spot.row * wide + spot.column)  # which it leaves to others
    columns = {cell % wide for cell in cells}
    near = {gutter - 1 for gutter in stirred.gutters}
    far = columns.union(column - 1 for column in columns) - near
    todo.update(_behind(found, near))
    todo.update(looking_at(grid, routes, _behind(found, far), cells))
    flows = (n for n in todo if n < len(said))  # links have no labels
    return {n for n in flows if said[n] is not None or spots[n] is not None}


def _behind(found: Labels, columns: Iterable[int]) -> Iterator[int]:
    """Return the flows with a label that leave cards which end in some columns."""
    leaving = found.leaving
    return chain.from_iterable([leaving[c] for c in columns if 0 <= c < len(leaving)])


def _place(
    numbers: Iterable[int],
    grid: Grid,
    routes: Routes,
    found: Labels,
    ink: Ink,
    cards: set[int],
    gutters: set[int],
    rows: set[int],
) -> None:
    """Write the spots and blocks of labels, and of those later ones to which that matters.

    The cards that these leave are added to `cards`, the gutters in which they stand, or stood, to
    `gutters`, the keys of those rows to `rows`.
    """
    spots, sources = found.spots, routes.sources
    todo = [*numbers]
    heapify(todo)
    asked = set(todo)
    room = Room(grid, routes, spots, found.inside, found.upright)
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
        for each in (old, spot):
            if each is not None:
                rows.add(each.row)
                if each.side == "behind":
                    gutters.add(each.column + 1)
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
            there = _behind(found, (column - 1, column))
            later = [other for other in there if other > number and other not in asked]
            for other in looking_at(grid, routes, later, (cell,)):
                asked.add(other)
                heappush(todo, other)


def _make_room(
    grid: Grid, routes: Routes, found: Labels, touched: set[int], keys: set[int]
) -> None:
    """Write the room that the gutters `touched` and the rows with some keys need for the labels."""
    spots, blocks, stacks = found.spots, found.blocks, found.stacks
    gutters, up, down, least, strips = found[-7:-2]
    sources, row_of = routes.sources, grid.row
    for gutter in touched:
        behind = found.leaving[gutter - 1] if gutter else ()
        widths = [
            block.width
            for number in behind
            if (block := blocks[number]) and (spot := spots[number]) and spot.side == "behind"
        ]
        gutters[gutter] = _up(max(widths, default=0.0))
    rows = {key: row for row, key in enumerate(grid.row_key) if key in keys}
    touched = set(rows.values())
    for row in touched:
        up[row] = down[row] = least[row] = 0.0
    for number in found.inside:
        spot, block = spots[number], blocks[number]
        if spot is None or block is None:
            continue
        side, key, _ = spot
        if key == NONE:
            row = max(row_of[sources[number]], row_of[routes.targets[number]])
            strip = _up(block.height) + px.LABEL_PAD + px.STRIP_FOOT
            strips[row] = max(strips[row], strip)
        elif key in rows and side not in STACKED:
            row = rows[key]
            least[row] = max(least[row], block.height + 2 * px.LABEL_PAD)
    for item in compress(counting(), map(touched.__contains__, row_of)):
        stack = stacks[item]
        if stack is not None:
            row = row_of[item]
            if stack.up > up[row]:
                up[row] = stack.up
            if stack.down > down[row]:
                down[row] = stack.down


def _up(value: float) -> float:
    return float(-(-value // 1))
