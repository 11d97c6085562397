"""The cells: which column, lane and row each card stands in. Whole numbers only, no pixel.

Columns are counted over the whole picture, gutter g lies before column g. Rows are counted over all
lanes. A tier is a run of rows without a gutter between them, and horizontal gutter h lies above
tier h: a lane is one tier, but each row in which a card spans several columns is one of its own, so
that from every card a gutter can be reached above and below that no card lies across.

Heights are also counted in keys, which rows and horizontal gutters share. Each lane has keys of its
own, so that a row which comes or goes in one lane changes no key of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, compress
from itertools import count as counting
from operator import add
from typing import NamedTuple

from journeymap.model.journey import JourneyMap
from journeymap.model.order import Order, positions
from journeymap.picture.folding import Columns

LANE_KEYS = 1 << 21  # more than twice as many as any lane has rows


class Grid(NamedTuple):
    """Where the items stand: first the cards, along `m.touchpoints`, then the stubs.

    `before` and `behind` are the last occupied column before and the next one behind an item in its
    row, -1 and `columns` where there is none; `left` and `right` are the items that stand there.
    The key of a row is odd, that of the gutter above it the even one before.
    """

    columns: int
    rows: int
    column: list[int]
    end: list[int]  # last column; further on than `column` for a spanning card
    lane: list[int]
    row: list[int]
    key: list[int]
    stubs: list[int]  # the touchpoint of each stub
    tier: list[int]  # of each row
    first_row: list[int]  # of each tier, and the number of rows
    tier_lane: list[int]
    before: list[int]
    behind: list[int]
    left: list[int]
    right: list[int]
    spans: list[int]  # the items that span
    row_key: list[int]
    gutter_key: list[int]
    held: frozenset[
        int
    ]  # cells in which items stand: the key of the row times columns, and its own


def place(
    m: JourneyMap,
    order: Order,
    columns: Columns,
    lane: Sequence[int],
    lanes: int,
    until: Sequence[str | None],
    also: Sequence[tuple[str, ...]] = (),
) -> Grid:
    """Return the cell of every card, and of a stub for each further channel in `also`.

    `until` are the stages in which cards end; both run along the touchpoints. Spanning cards take
    the first rows of their lane, the earlier in the list the higher, and keep them in every column
    they cross; the others follow by band and list.
    """
    count = len(lane)
    column, band, lane = list(columns.column), list(columns.band), list(lane)
    end = list(column)
    spans = _spans(m, order, columns, until, end)
    stub_of: list[int] = []
    channels = positions(m.channels)
    for i in compress(counting(), also):
        for channel in dict.fromkeys(also[i]):
            if channel in channels and channel != m.touchpoints[i].channel:
                stub_of.append(i)
                lane.append(channels[channel])
                column.append(column[i])
                end.append(column[i])
                band.append(band[i])
    total, wide = len(lane), columns.total
    slot = [0] * total
    taken, span_rows = _reserve(spans, column, end, lane, slot, wide)
    bands = max(band, default=0) + 1
    cells = list(map(add, map(wide.__mul__, lane), column))
    keys = list(map(add, map(bands.__mul__, cells), band))
    listed = sorted(range(total), key=keys.__getitem__)
    depth = [1] * lanes
    cell, here, deepest = -1, 0, 1
    spanning = set(spans)
    for i in listed:
        this = cells[i]
        if this != cell:
            cell, here, deepest = this, 0, depth[lane[i]]
        if taken:
            if i in spanning:
                continue
            while (this, here) in taken:
                here += 1
        slot[i] = here
        here += 1
        if here > deepest:
            deepest = depth[lane[i]] = here
    for i in spans:
        depth[lane[i]] = max(depth[lane[i]], slot[i] + 1)
    tier, first_row, tier_lane, base = _tiers(depth, span_rows)
    row = list(map(add, map(base.__getitem__, lane), slot))
    row_key = [p * LANE_KEYS + 2 * s + 1 for p, rows in enumerate(depth) for s in range(rows)]
    gutter_key = [*(row_key[r] - 1 for r in first_row), lanes * LANE_KEYS]
    key = list(map(row_key.__getitem__, row))
    before, behind, left, right = [-1] * total, [wide] * total, [-1] * total, [-1] * total
    latest = [-1] * len(tier)
    for i, r in zip(listed, map(row.__getitem__, listed), strict=True):
        other = latest[r]
        if other >= 0:
            before[i], left[i] = end[other], other
            behind[other], right[other] = column[i], i
        latest[r] = i
    assert len(slot) == count + len(stub_of)
    return Grid(
        wide, len(tier), column, end, lane, row, key, stub_of, tier, [*first_row, len(tier)],
        tier_lane, before, behind, left, right, spans, row_key, gutter_key,
        _held(key, column, end, spans, wide),
    )  # fmt: skip


def _held(
    key: Sequence[int], column: Sequence[int], end: Sequence[int], spans: Sequence[int], wide: int
) -> frozenset[int]:
    """Return the cells in which items stand."""
    further = (range(key[i] * wide + column[i] + 1, key[i] * wide + end[i] + 1) for i in spans)
    return frozenset(chain(map(add, map(wide.__mul__, key), column), *further))


def _spans(
    m: JourneyMap, order: Order, columns: Columns, until: Sequence[str | None], end: list[int]
) -> list[int]:
    """Return the touchpoints that reach into a later column, and write where they end."""
    stages = positions(m.stages)
    found = []
    for i in compress(counting(), until):
        stage = stages.get(until[i] or "", -1)
        if stage > order.stage[i] < len(m.stages):
            end[i] = columns.first[stage + 1] - 1
            found.append(i)
    return found


def _reserve(
    spans: Sequence[int],
    column: Sequence[int],
    end: Sequence[int],
    lane: Sequence[int],
    slot: list[int],
    wide: int,
) -> tuple[set[tuple[int, int]], dict[int, int]]:
    """Return the cells ((lane, column) as one number, slot) that spans hold, and rows per lane."""
    taken: set[tuple[int, int]] = set()
    rows: dict[int, list[int]] = {}
    for i in spans:
        mask = (1 << (end[i] + 1)) - (1 << column[i])
        held = rows.setdefault(lane[i], [])
        here = next((n for n, other in enumerate(held) if not other & mask), len(held))
        if here == len(held):
            held.append(0)
        held[here] |= mask
        slot[i] = here
        taken.update((lane[i] * wide + c, here) for c in range(column[i], end[i] + 1))
    return taken, {place: len(held) for place, held in rows.items()}


def _tiers(
    depth: Sequence[int], span_rows: dict[int, int]
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Return the tier of each row, first row and lane of each tier, and the first row of lanes."""
    tier: list[int] = []
    first_row: list[int] = []
    tier_lane: list[int] = []
    base: list[int] = []
    for lane, rows in enumerate(depth):
        base.append(len(tier))
        alone = span_rows.get(lane, 0)
        for n in range(rows):
            if n <= alone:
                first_row.append(len(tier))
                tier_lane.append(lane)
            tier.append(len(first_row) - 1)
    return tier, first_row, tier_lane, base
