"""The columns: how many a stage may have, and which of them each touchpoint stands in.

How wide the stages are folded follows from how high the lanes get, for each width that is tried.
After an edit those counts are the ones of before, but for the cards that it moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import add
from typing import NamedTuple, TypeAlias

from journeymap.picture import spacing as px
from journeymap.picture.kept import Window
from journeymap.picture.picture import View

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

    `held` says by width how many stand in each cell: lane by lane, in those stage by stage.
    """

    columns: Columns
    stood: Stood
    held: dict[int, list[int]]


def fold(
    view: View, stood: Stood, cards: Window | None = None, was: Folded | None = None
) -> Folded:
    """Return the columns of every touchpoint: rank modulo W, folded where a stage is longer.

    W is the view's `columns`, else the largest up to 8 with which the picture is not wider than 2.4
    times its height, else 3. The proportion is reckoned with nominal sizes, see spacing.py. `was`
    is what came out before, the window says where touchpoints are not those of then.
    """
    deepest = [0] * stood.stages
    for stage, rank in zip(stood.stage, stood.rank, strict=True):
        if rank > deepest[stage]:
            deepest[stage] = rank
    width = view.columns
    held: dict[int, list[int]] = {}
    if width < 1:
        count = _counting(stood, cards, was)
        width = px.FEWEST_COLUMNS
        # all widths beyond the longest stage give the same picture
        for wish in range(min(px.MOST_COLUMNS, max(deepest) + 1), px.FEWEST_COLUMNS, -1):
            if "channels" in view.lanes:
                held[wish] = count(wish)
            if _fits(view, stood.lanes, held, deepest, wish):
                width = wish
                break
    first = [0]
    for deep in deepest:
        first.append(first[-1] + min(width, deep + 1))
    ranks = range(max(deepest) + 1)
    inside, bands = [rank % width for rank in ranks], [rank // width for rank in ranks]
    starts = map(first.__getitem__, stood.stage)
    column = list(map(add, starts, map(inside.__getitem__, stood.rank)))
    band = list(map(bands.__getitem__, stood.rank))
    return Folded(Columns(width, first, column, band, first[-1]), stood, held)


def _counting(stood: Stood, cards: Window | None, was: Folded | None) -> Callable[[int], list[int]]:
    """Return how to count for a width how many stand in each cell."""
    stages, size = stood.stages, stood.lanes * stood.stages
    held: dict[int, list[int]] = {}
    gone: Iterable[Cell] = ()
    come: Iterable[Cell] = ()
    if (
        was is not None
        and cards is not None
        and cards.length == len(was.stood.stage)
        and was.stood[3:] == stood[3:]
    ):
        held = was.held
        gone, come = _otherwise(was.stood, stood, cards)

    def count(width: int) -> list[int]:
        found = held.get(width)
        if found is None:
            found = [0] * (size * width)
            places = map(add, map(stages.__mul__, stood.lane), stood.stage)
            changes: Changes = ((1, zip(places, stood.rank, strict=True)),)
        else:
            found, changes = [*found], ((-1, gone), (1, come))
        for step, cells in changes:
            for place, rank in cells:
                found[place * width + rank % width] += step
        return found

    return count


def _otherwise(was: Stood, now: Stood, cards: Window) -> tuple[list[Cell], list[Cell]]:
    """Return where touchpoints stood that stand there no more, and where they stand now."""
    numbers = set(cards.numbers)
    for old, new in zip(was[:3], now[:3], strict=True):
        numbers.update(cards.unlike(old, new))
    before = set(range(cards.start, cards.start + cards.gone))
    before.update(map(cards.before, numbers.difference(cards.numbers)))
    return (
        [(was.lane[i] * was.stages + was.stage[i], was.rank[i]) for i in before],
        [(now.lane[i] * now.stages + now.stage[i], now.rank[i]) for i in numbers],
    )


def _fits(
    view: View,
    lanes: int,
    held: Mapping[int, Sequence[int]],
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
        wide = len(deepest) * width
        row = px.NOMINAL_CARD + px.SLOT_GAP
        for at in range(0, lanes * wide, wide):
            most = max(held[width][at : at + wide])
            down += row * max(1, most) + px.LANE_GUTTER + px.LANE_GAP
    return across <= px.PROPORTION * down
