"""The cells: which column, lane and row each card stands in. Whole numbers only, no pixel.

Columns are counted over the whole picture, gutter g lies before column g. Rows are counted over all
lanes. A tier is a run of rows without a gutter between them, and horizontal gutter h lies above
tier h: a lane is one tier, but each row in which a card spans several columns is one of its own, so
that from every card a gutter can be reached above and below that no card lies across.

Heights are also counted in keys, which rows and horizontal gutters share. Each lane has keys of its
own, so that a row which comes or goes in one lane changes no key of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import accumulate, chain, compress
from itertools import count as counting
from operator import add
from typing import NamedTuple

from journeymap.model.journey import JourneyMap
from journeymap.model.order import positions
from journeymap.picture.folding import Columns
from journeymap.picture.kept import renumbered
from journeymap.picture.windows import Windows

BANDS = 20  # bits that are enough for the bands of a stage
LANE_KEYS = 1 << 21  # more than twice as many as any lane has rows


class Grid(NamedTuple):
    """Where the items stand: first the cards, along `m.touchpoints`, then the stubs.

    `left` and `right` are the next items before and behind an item in its row, −1 where there is
    none. The key of a row is odd, that of the gutter above it the even one before.
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
    left: list[int]
    right: list[int]
    spans: list[int]  # the items that span
    row_key: list[int]
    gutter_key: list[int]
    held: Set[int]  # cells in which items stand: the key of the row times columns, and its own

    def before(self, item: int) -> int:
        """Return the last occupied column before an item in its row, −1 where there is none."""
        left = self.left[item]
        return self.end[left] if left >= 0 else -1

    def behind(self, item: int) -> int:
        """Return the next occupied column behind an item in its row, `columns` where none is."""
        right = self.right[item]
        return self.column[right] if right >= 0 else self.columns


class Items(NamedTuple):
    """The cards and after them the stubs, which column and lane each stands in."""

    column: list[int]
    end: list[int]
    band: list[int]
    lane: list[int]
    stubs: list[int]
    spans: list[int]


class Placed(NamedTuple):
    """The grid, and what is gone on with after the next edit.

    A cell is a lane times columns, plus the column. Each item has as many above it in its lane as
    `slot` says.
    """

    grid: Grid
    items: Items
    cell: list[int]  # of each item
    slot: list[int]
    deep: list[int]  # of each cell: how many rows it takes, but for spanning cards
    depth: list[int]  # of each lane
    reserved: list[tuple[int, int, int]]  # of each spanning card: lane, column and end


class Carried(NamedTuple):
    """Where the items stood, along those of now, and what has to be asked again."""

    cell: list[int]
    slot: list[int]
    deep: list[int]
    depth: list[int]
    moved: set[int]  # the items that came or stand in another cell or band
    cells: set[int]  # in which they stand, or did


def place(
    m: JourneyMap,
    stage: Sequence[int],
    columns: Columns,
    lane: list[int],
    lanes: int,
    until: Sequence[str | None],
    also: Sequence[tuple[str, ...]] = (),
    cards: Windows | None = None,
    was: Placed | None = None,
) -> Placed:
    """Return the cell of every card, and of a stub for each further channel in `also`.

    `until` are the stages in which cards end; both run along the touchpoints. Spanning cards take
    the first rows of their lane, the earlier in the list the higher, and keep them in every column
    they cross; the others follow by band and list. `was` is what came out before, the windows say
    where touchpoints are not those of then.
    """
    items = _items(m, stage, columns, lane, until, also)
    column, end, band, lane, _, spans = items
    wide = columns.total
    reserved = [(lane[i], column[i], end[i]) for i in spans]
    known: Carried | None = None
    asked: Iterable[int]
    if was is not None and cards is not None and _alike(was, cards, items, reserved, (wide, lanes)):
        known = _carried(was, cards, items, wide)
        if not known.moved and not cards.lost:
            return was._replace(items=items)
    if known is None:
        cell = list(map(add, map(wide.__mul__, lane), column))
        slot, deep, asked = [0] * len(cell), [0] * (lanes * wide), range(len(cell))
        depth, other = [0] * lanes, set(range(lanes))
    else:
        cell, slot, deep, depth = known[:4]
        other = {each // wide for each in known.cells}
        asked = list(compress(counting(), map(known.cells.__contains__, cell)))
    taken, span_rows = _reserve(spans, column, end, lane, slot, wide)
    listed = sorted(asked, key=lambda i: (cell[i] << BANDS) + band[i])
    before = [slot[i] for i in listed]
    _stack(listed, cell, set(spans), taken, slot, deep)
    for each in other:
        depth[each] = max(1, *deep[each * wide : (each + 1) * wide])
    for i in spans:
        depth[lane[i]] = max(depth[lane[i]], slot[i] + 1)
    base = [0, *accumulate(depth)]
    if was is not None and known is not None and cards is not None:
        others = {i for i, then in zip(listed, before, strict=True) if slot[i] != then}
        grid = _grid_again(was, cards, items, slot, others | known.moved, depth, base, span_rows)
    else:
        grid = _grid(items, listed, slot, depth, base, span_rows, wide)
    return Placed(grid, items, cell, slot, deep, depth, reserved)


def _items(
    m: JourneyMap,
    stage: Sequence[int],
    columns: Columns,
    lane: list[int],
    until: Sequence[str | None],
    also: Sequence[tuple[str, ...]],
) -> Items:
    """Return the cards, and behind them the stubs."""
    column, band = columns.column, columns.band
    spans, stubs = _spans(m, stage, columns, until), _stubs(m, also)
    end = column
    if spans:
        end = list(column)
        for i, last in spans.items():
            end[i] = last
    if stubs:
        of = [i for i, _ in stubs]
        there = [column[i] for i in of]
        column, end, band = [*column, *there], [*end, *there], [*band, *(band[i] for i in of)]
        lane = [*lane, *(place for _, place in stubs)]
    return Items(column, end, band, lane, [i for i, _ in stubs], list(spans))


def _stubs(m: JourneyMap, also: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Return the touchpoint and the lane of each stub."""
    if not any(also):
        return []
    channels = positions(m.channels)
    return [
        (i, channels[channel])
        for i in compress(counting(), also)
        for channel in dict.fromkeys(also[i])
        if channel in channels and channel != m.touchpoints[i].channel
    ]


def _alike(
    was: Placed,
    cards: Windows,
    items: Items,
    reserved: list[tuple[int, int, int]],
    size: tuple[int, int],
) -> bool:
    """Return whether there are the cells, stubs and spanning cards of before."""
    table, grid = cards.table(), was.grid
    return (
        cards.length == len(was.cell) - len(grid.stubs)
        and (grid.columns, len(was.depth)) == size
        and reserved == was.reserved
        and items.spans == renumbered(table, grid.spans)
        and items.stubs == renumbered(table, grid.stubs)
    )


def _carried(was: Placed, cards: Windows, items: Items, wide: int) -> Carried:
    """Return what of the items before holds."""
    old, come = was.items, cards.come
    moved = set(come)
    for then, now in (
        (old.lane, items.lane), (old.column, items.column), (old.band, items.band),
    ):  # fmt: skip
        moved.update(cards.unlike(then, now))
    cell, deep = cards.along(was.cell, 0), list(was.deep)
    for i in moved:
        cell[i] = items.lane[i] * wide + items.column[i]
    cells = {cell[i] for i in moved}
    cells.update(was.cell[i] for i in _stood(moved, cards))
    for each in cells:
        deep[each] = 0
    return Carried(cell, cards.along(was.slot, 0), deep, list(was.depth), moved, cells)


def _stood(moved: set[int], cards: Windows) -> list[int]:
    """Return the positions of before of items, and of those that are no more."""
    return [*map(cards.before, moved.difference(cards.come)), *cards.lost]


def _stack(
    listed: Iterable[int],
    cells: Sequence[int],
    spanning: Set[int],
    taken: Set[tuple[int, int]],
    slot: list[int],
    deep: list[int],
) -> None:
    """Write how many stand above each item in its lane, and how many rows each cell takes."""
    cell, here = -1, 0
    for i in listed:
        this = cells[i]
        if this != cell:
            cell, here = this, 0
        if taken:
            if i in spanning:
                continue
            while (this, here) in taken:
                here += 1
        slot[i] = here
        here += 1
        deep[this] = here


def _grid(
    items: Items,
    listed: Sequence[int],
    slot: Sequence[int],
    depth: Sequence[int],
    base: Sequence[int],
    span_rows: dict[int, int],
    wide: int,
) -> Grid:
    """Return the grid; `listed` are the items by cell."""
    column, end, _, lane, stubs, spans = items
    total, rows = len(lane), _rows(depth, span_rows)
    row = list(map(add, map(base.__getitem__, lane), slot))
    key = list(map(rows.row_key.__getitem__, row))
    left, right = [-1] * total, [-1] * total
    _join(listed, key, left, right)
    further = (range(key[i] * wide + column[i] + 1, key[i] * wide + end[i] + 1) for i in spans)
    return Grid(
        wide, base[-1], column, end, lane, row, key, stubs, rows.tier, rows.first_row,
        rows.tier_lane, left, right, spans, rows.row_key, rows.gutter_key,
        set(chain(map(add, map(wide.__mul__, key), column), *further)),
    )  # fmt: skip


def _grid_again(
    was: Placed,
    cards: Windows,
    items: Items,
    slot: Sequence[int],
    others: set[int],
    depth: Sequence[int],
    base: Sequence[int],
    span_rows: dict[int, int],
) -> Grid:
    """Return the grid of before where only some `others` came, or stand elsewhere."""
    grid, wide = was.grid, was.grid.columns
    column, end, _, lane, stubs, spans = items
    if depth == was.depth:
        rows = Rows(grid.tier, grid.first_row, grid.tier_lane, grid.row_key, grid.gutter_key)
        row = cards.along(grid.row, 0)
        for i in others:
            row[i] = base[lane[i]] + slot[i]
    else:
        rows = _rows(depth, span_rows)
        row = list(map(add, map(base.__getitem__, lane), slot))
    key = cards.along(grid.key, 0)
    for i in others:
        key[i] = rows.row_key[row[i]]
    stood = _stood(others, cards)
    table = cards.table(len(stubs))
    left = renumbered(table, cards.along(grid.left, -1))
    right = renumbered(table, cards.along(grid.right, -1))
    changed = {key[i] for i in others}.union(grid.key[i] for i in stood)
    beside = list(compress(counting(), map(changed.__contains__, key)))
    for i in beside:
        left[i] = right[i] = -1
    beside.sort(key=column.__getitem__)
    _join(beside, key, left, right)
    held = set(grid.held)
    held.difference_update([grid.key[i] * wide + grid.column[i] for i in stood])
    held.update([key[i] * wide + column[i] for i in others])
    return Grid(
        wide, base[-1], column, end, lane, row, key, stubs, rows.tier, rows.first_row,
        rows.tier_lane, left, right, spans, rows.row_key, rows.gutter_key, held,
    )  # fmt: skip


def _join(listed: Iterable[int], key: Sequence[int], left: list[int], right: list[int]) -> None:
    """Write what stands beside each item in its row; those of a row are listed by column."""
    latest: dict[int, int] = {}
    for i in listed:
        other = latest.get(key[i], -1)
        if other >= 0:
            left[i], right[other] = other, i
        latest[key[i]] = i


def _spans(
    m: JourneyMap, stage_of: Sequence[int], columns: Columns, until: Sequence[str | None]
) -> dict[int, int]:
    """Return the touchpoints that reach into a later column, with the last of it."""
    found: dict[int, int] = {}
    if any(until):
        stages = positions(m.stages)
        for i in compress(counting(), until):
            stage = stages.get(until[i] or "", -1)
            if stage > stage_of[i] < len(m.stages):
                found[i] = columns.first[stage + 1] - 1
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


class Rows(NamedTuple):
    """The tier of each row, first row and lane of each tier, and the keys."""

    tier: list[int]
    first_row: list[int]
    tier_lane: list[int]
    row_key: list[int]
    gutter_key: list[int]


def _rows(depth: Sequence[int], span_rows: dict[int, int]) -> Rows:
    """Return the rows of lanes of some depths, of which spanning cards take the first."""
    tier: list[int] = []
    first_row: list[int] = []
    tier_lane: list[int] = []
    for lane, rows in enumerate(depth):
        alone = span_rows.get(lane, 0)
        for n in range(rows):
            if n <= alone:
                first_row.append(len(tier))
                tier_lane.append(lane)
            tier.append(len(first_row) - 1)
    row_key = [lane * LANE_KEYS + 2 * n + 1 for lane, rows in enumerate(depth) for n in range(rows)]
    gutter_key = [*(row_key[row] - 1 for row in first_row), len(depth) * LANE_KEYS]
    return Rows(tier, [*first_row, len(tier)], tier_lane, row_key, gutter_key)
