"""Coordinates, last of all: prefix sums over columns, gutters, rows and tracks.

First everything from side to side, since how high a wide card or a note gets depends on how wide it
is; then everything from top to bottom. Left to right only; mirroring is done where parts are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from journeymap.picture import spacing as px
from journeymap.picture.folding import Columns
from journeymap.picture.grid import Grid
from journeymap.picture.labels import Labels
from journeymap.picture.rerouting import Routes


class Across(NamedTuple):
    """Where columns and vertical gutters lie; a gutter's labels stand before its tracks."""

    x: list[float]
    right: list[float]
    gutter: list[float]  # where each begins
    gutter_width: list[float]
    first_track: list[float]
    track: list[float]  # distance of the tracks in each gutter
    end: float  # behind the last gutter


class Down(NamedTuple):
    """Where rows and horizontal gutters lie, counted from the top of the first lane of cards."""

    lane: list[float]
    lane_height: list[float]
    row: list[float]
    row_height: list[float]
    first_track: list[float]  # of each tier's gutter
    track: list[float]
    end: float


class Rows(NamedTuple):
    """How high each row is, where in it the cards begin, and what their heights share."""

    height: list[float]
    pad: list[float]
    common: list[float]


def across(columns: Columns, routes: Routes, labels: Sequence[float]) -> Across:
    """Return what lies side by side; `labels` is the room for labels in each gutter."""
    counts = routes.vertical
    last = columns.total
    starts = set(columns.first)
    start = float(px.MARGIN + px.HEAD + px.HEAD_GAP)
    rooms = [
        _room(counts[g], labels[g], g in (0, last), g in starts and 0 < g < last)
        for g in range(last + 1)
    ]
    width = [room[0] for room in rooms]
    edges = [*accumulate([each for whole in width for each in (whole, px.CARD)], initial=start)]
    gutter, xs = edges[:-1:2], edges[1::2]
    first_track = [
        quarter(at + px.GUTTER_PAD + zone + spare)
        for at, (_, zone, spare, _) in zip(gutter, rooms, strict=True)
    ]
    track = [room[3] for room in rooms]
    return Across(xs[:-1], gutter[1:], gutter, width, first_track, track, xs[-1])


@lru_cache(maxsize=1 << 10)  # most gutters are as before
def _room(count: int, label: float, edge: bool, stage: bool) -> tuple[float, float, float, float]:
    """Return the width of a gutter, of its labels, before its tracks, and from track to track."""
    zone = label + 2 * px.LABEL_SIDE if label else 0.0
    step = px.TRACK * min(1.0, px.TRACKS / max(count, 1))
    tracks = max(count - 1, 0) * step
    least = (px.EDGE_GUTTER if edge else px.GUTTER) + (px.STAGE_GAP if stage else 0)
    needs = px.GUTTER_PAD + zone + tracks + px.ARROW_PAD
    whole = float(max(least, -(-needs // 1))) if count or zone else float(least)
    return whole, zone, (whole - needs) / 2, step


def rows_of(grid: Grid, routes: Routes, tall: Sequence[float], labels: Labels) -> Rows:
    """Return the rows; `tall` are the heights of the items.

    Where labels need more room than the cards and what is spare above and under the row, the cards
    stand so that flows leave in the middle.
    """
    tallest = [0.0] * grid.rows
    common = [0.0] * grid.rows
    for row, h in zip(grid.row, tall, strict=True):
        if h > tallest[row]:
            tallest[row] = h
        if h < common[row] or not common[row]:
            common[row] = h
    above, below = slack(grid, routes)
    pads = [
        _up(needs) if (needs := up - room - c / 2) > 0 else 0.0  # as for most
        for up, room, c in zip(labels.up, above, common, strict=True)
    ]
    heights = [
        _up(max(pad + h, pad + c / 2 + under - room, least))
        for pad, h, c, under, room, least in zip(
            pads, tallest, common, labels.down, below, labels.least, strict=True
        )
    ]
    return Rows(heights, pads, common)


def down(grid: Grid, routes: Routes, rows: Rows, labels: Labels, heads: Sequence[float]) -> Down:
    """Return what lies under each other; `heads` are the least heights of the lanes."""
    heights = rows.height
    spare, _ = slack(grid, routes)
    strips = [max(0.0, strip - room) for strip, room in zip(labels.strips, spare, strict=True)]
    counts = routes.horizontal
    lanes = len(heads)
    tiers = len(grid.first_row) - 1
    row, lane, lane_height = [0.0] * grid.rows, [0.0] * lanes, [0.0] * lanes
    first_track, track = [0.0] * (tiers + 1), [0.0] * (tiers + 1)
    at = 0.0
    for tier in range(tiers):
        here = grid.tier_lane[tier]
        begins = tier == 0 or grid.tier_lane[tier - 1] != here
        if begins:
            lane[here] = at
        first = grid.first_row[tier]
        least = px.LANE_GUTTER if begins else px.SLOT_GAP
        at = _gutter(counts, tier, at, least, first_track, track)
        for r in range(first, grid.first_row[tier + 1]):
            if r > first:
                at += max(px.SLOT_GAP, strips[r])
            else:
                at += strips[r]
            row[r] = at
            at += heights[r]
        if tier + 1 == tiers or grid.tier_lane[tier + 1] != here:
            at += px.LANE_FOOT
            if tier + 1 == tiers and counts[tiers]:
                # what runs under the last lane runs inside its ground
                at = _gutter(counts, tiers, at - px.LANE_FOOT, 0, first_track, track)
            at = lane[here] + max(at - lane[here], heads[here])
            lane_height[here] = at - lane[here]
            at += px.LANE_GAP
    return Down(
        lane, lane_height, row, list(heights), first_track, track,
        max(at - px.LANE_GAP, 0.0),
    )  # fmt: skip


def _gutter(
    counts: Sequence[int],
    number: int,
    at: float,
    least: float,
    first_track: list[float],
    track: list[float],
) -> float:
    count = counts[number]
    if not count:
        return at + least
    step = px.TRACK * min(1.0, px.TRACKS / count)
    needs = -(-(2 * px.TIER_PAD + (count - 1) * step) // 1)
    whole = max(least, needs)
    first_track[number] = quarter(at + (whole - (count - 1) * step) / 2)
    track[number] = step
    return at + whole


def slack(grid: Grid, routes: Routes) -> tuple[list[float], list[float]]:
    """Return how far labels may stand out above and under each row, where nothing else is."""
    counts = routes.horizontal
    tier, lane, rows = grid.tier, grid.tier_lane, grid.rows
    near = px.SLOT_GAP / 2 - 2
    above, below = [near] * rows, [near] * rows
    for r in range(rows):
        here = tier[r]
        if r == 0 or tier[r - 1] != here:
            free = not counts[here]
            begins = here == 0 or lane[here - 1] != lane[here]
            above[r] = px.LANE_GUTTER - 2 if free and begins else near if free else 2
        if r + 1 == rows or tier[r + 1] != here:
            free = not counts[here + 1]
            ends = here + 2 > len(lane) or lane[here + 1] != lane[here]
            below[r] = px.LANE_FOOT - 2 if ends else near if free else 2
    return above, below


def quarter(value: float) -> float:
    """Return the nearest quarter of a pixel: exact to add and to mirror."""
    return round(value * 4) / 4


def _up(value: float) -> float:
    return float(-(-value // 1))
