"""The columns: how many a stage may have, and which of them each touchpoint stands in.

How wide the stages are folded follows from how high the lanes get, for each width that is tried.
After an edit those counts are the ones of before, but for the cards that it moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import add
from typing import NamedTuple, TypeAlias

from journeymap.picture import spacing as px
from journeymap.picture.picture import View
from journeymap.picture.windows import Windows

Cell: TypeAlias = tuple[int, int]  # lane times stages, plus the stage; and the rank
Changes: TypeAlias = tuple[tuple[int, Iterable[Cell]], ...]  # how many more stand in each cell


class Columns(NamedTuple):
    """The columns of the stages: `first` has one entry more than there are stages."""

    width: int  # most columns a stage may have
    first: list[int]
    column: list[int]  # of each touchpoint
    band: list[int]  # how often the stage was folded before it
    total: int  # of columns in the picture


class Stood(NamedTuple):
    """Where the touchpoints stand before a width is chosen, by touchpoint, and how many of each."""

    lane: Sequence[int]
    stage: Sequence[int]
    rank: Sequence[int]
    lanes: int
    stages: int  # one more where touchpoints name none that exists


class Folded(NamedTuple):
    """The columns, what they were made of, and what was counted for them.

    `held` is what was counted for each width that was tried.
    """

    columns: Columns
    stood: Stood
    held: dict[int, Held]


class Held(NamedTuple):
    """How many stand in each cell, lane by lane, in those stage by stage; and most in each lane."""

    cells: list[int]
    most: list[int]


class Otherwise(NamedTuple):
    """Where touchpoints stood that stand there no more, who stands elsewhere, and where."""

    gone: list[Cell]
    numbers: set[int]
    come: list[Cell]


def fold(
    view: View,
    stood: Stood,
    reading: Sequence[int],
    cards: Windows | None = None,
    was: Folded | None = None,
) -> Folded:
    """Return the columns of every touchpoint: rank modulo W, folded where a stage is longer.

    W is the view's `columns`, else the largest up to 8 with which the picture is not wider than 2.4
    times its height, else 3. The proportion is reckoned with nominal sizes, see spacing.py. `was`
    is what came out before, the windows say where touchpoints are not those of then. `reading` is
    the order in which they are read.
    """
    deepest = _deepest(stood, reading)
    width = view.columns
    held: dict[int, Held] = {}
    moved = None if was is None or cards is None else _otherwise(was.stood, stood, cards)
    if width < 1:
        count = _counting(stood, moved, was)
        width = px.FEWEST_COLUMNS
        # all widths beyond the longest stage give the same picture
        for wish in range(min(px.MOST_COLUMNS, max(deepest) + 1), px.FEWEST_COLUMNS, -1):
            if "channels" in view.lanes:
                held[wish] = count(wish)
            if _fits(view, held, deepest, wish):
                width = wish
                break
    first = [0]
    for deep in deepest:
        first.append(first[-1] + min(width, deep + 1))
    if (
        moved is not None
        and was is not None
        and cards is not None
        and was.columns.width == width
        and was.columns.first == first
    ):
        column, band = cards.along(was.columns.column, 0), cards.along(was.columns.band, 0)
        for i in moved.numbers:
            band[i], inside = divmod(stood.rank[i], width)
            column[i] = first[stood.stage[i]] + inside
    else:
        ranks = range(max(deepest) + 1)
        inside_of, bands = [rank % width for rank in ranks], [rank // width for rank in ranks]
        starts = map(first.__getitem__, stood.stage)
        column = list(map(add, starts, map(inside_of.__getitem__, stood.rank)))
        band = list(map(bands.__getitem__, stood.rank))
    return Folded(Columns(width, first, column, band, first[-1]), stood, held)


def _deepest(stood: Stood, reading: Sequence[int]) -> list[int]:
    """Return the largest rank in each stage, which is that of what is read last there."""
    found, start = [0] * stood.stages, 0
    for stage in range(stood.stages):
        end = bisect_left(reading, stage + 1, start, key=stood.stage.__getitem__)
        if end > start:
            found[stage] = stood.rank[reading[end - 1]]
        start = end
    return found


def _counting(stood: Stood, moved: Otherwise | None, was: Folded | None) -> Callable[[int], Held]:
    """Return how to count for a width how many stand in each cell."""
    stages, size = stood.stages, stood.lanes * stood.stages
    held = was.held if was is not None and moved is not None else {}

    def count(width: int) -> Held:
        found = held.get(width)
        if found is None or moved is None:
            cells, most = [0] * (size * width), [0] * stood.lanes
            places = map(add, map(stages.__mul__, stood.lane), stood.stage)
            changes: Changes = ((1, zip(places, stood.rank, strict=True)),)
            lanes: Iterable[int] = range(stood.lanes)
        else:
            cells, most = [*found.cells], [*found.most]
            changes = ((-1, moved.gone), (1, moved.come))
            lanes = {place // stages for place, _ in (*moved.gone, *moved.come)}
        for step, those in changes:
            for place, rank in those:
                cells[place * width + rank % width] += step
        wide = stages * width
        for lane in lanes:
            most[lane] = max(cells[lane * wide : (lane + 1) * wide])
        return Held(cells, most)

    return count


def _otherwise(was: Stood, now: Stood, cards: Windows) -> Otherwise | None:
    """Return what stands elsewhere than before, None where there are other lanes or stages."""
    if cards.length != len(was.stage) or was[3:] != now[3:]:
        return None
    numbers = set(cards.numbers)
    for old, new in zip(was[:3], now[:3], strict=True):
        numbers.update(cards.unlike(old, new))
    before = {*cards.gone, *map(cards.before, numbers.difference(cards.numbers))}
    return Otherwise(
        [(was.lane[i] * was.stages + was.stage[i], was.rank[i]) for i in before],
        numbers,
        [(now.lane[i] * now.stages + now.stage[i], now.rank[i]) for i in numbers],
    )


def _fits(
    view: View,
    held: Mapping[int, Held],
    deepest: Sequence[int],
    width: int,
) -> bool:
    """Return whether the picture is not too wide; `held` are those of Folded."""
    columns = sum([min(width, deep + 1) for deep in deepest])
    across = 2 * px.MARGIN + px.HEAD + columns * (px.CARD + px.GUTTER)
    down = (
        px.NOMINAL_TOP
        + px.NOMINAL_BOTTOM
        + sum(
            [
                px.STRIP if name in view.folded and name != "channels" else px.NOMINAL_LANES[name]
                for name in view.lanes
            ]
        )
    )
    if width in held:
        row = px.NOMINAL_CARD + px.SLOT_GAP
        for most in held[width].most:
            down += row * max(1, most) + px.LANE_GUTTER + px.LANE_GAP
    return across <= px.PROPORTION * down
