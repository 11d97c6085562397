"""Where the labels of flows stand, and the room that they need.

A label stands at the beginning of its flow, in the gutter behind the card, where a choice is read.
All flows that leave such a card are stacked there, those without a label too, so that every label
lies on its own line and on no other. A flow that runs straight inside a column has its label above
the lower card; where two run side by side, each has it on its outer side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from journeymap.model.journey import Flow
from journeymap.picture import spacing as px
from journeymap.picture.face import Ink
from journeymap.picture.grid import Grid
from journeymap.picture.picture import TextBlock
from journeymap.picture.routes import Routes

BARE = 10.0  # what a flow without a label takes beside those that have one


class Labels(NamedTuple):
    """The labels and their room.

    `offset` says how far from the middle of its row a flow leaves. `up` and `down` are the room
    that each row needs around that middle, `strips` what it needs straight above it, `gutters` the
    width in each gutter.
    """

    blocks: dict[int, TextBlock]
    offset: dict[int, float]
    gutters: list[float]
    up: list[float]
    down: list[float]
    strips: list[float]


def labels_of(flows: Sequence[Flow], grid: Grid, routes: Routes, ink: Ink) -> Labels:
    """Return the labels of all flows that are drawn and say when they are gone."""
    blocks: dict[int, TextBlock] = {}
    offset: dict[int, float] = {}
    gutters = [0.0] * (grid.columns + 1)
    up, down, strips = [0.0] * grid.rows, [0.0] * grid.rows, [0.0] * grid.rows
    leaving: dict[int, list[int]] = {}
    wide = ink.memo.setdefault(("labels", px.LABEL, ink.language), {})
    narrow = ink.memo.setdefault(("labels", px.NARROW_LABEL, ink.language), {})
    wrap = ink.measure.wrap
    ends, ways = routes.ends, routes.ways
    for number, flow in enumerate(flows):
        text = flow.when
        if not text:
            continue
        source, target = ends[number]
        if number in routes.straight:
            paired = routes.pairs.get((min(source, target), max(source, target)), 0) > 0
            known, width = (narrow, px.NARROW_LABEL) if paired else (wide, px.LABEL)
            block = known.get(text)
            if block is None:
                block = known[text] = wrap(text, "route", width)
            row = max(grid.row[source], grid.row[target])
            strips[row] = max(strips[row], _up(block.height) + px.LABEL_PAD + px.STRIP_FOOT)
        elif ways[number] is not None:
            block = wide.get(text)
            if block is None:
                block = wide[text] = wrap(text, "route", px.LABEL)
            gutter = grid.end[source] + 1
            if block.width > gutters[gutter]:
                gutters[gutter] = block.width
            leaving[source] = []
        else:
            continue
        blocks[number] = block
    if leaving:
        for number, ((source, _), way) in enumerate(zip(ends[: len(flows)], ways, strict=False)):
            if way is not None and source in leaving:
                leaving[source].append(number)
    ports = routes.out_port
    for source, numbers in leaving.items():
        if len(numbers) > 1:
            numbers.sort(key=ports.__getitem__)
        heights = [_up(blocks[n].height) + px.LABEL_PAD if n in blocks else BARE for n in numbers]
        # a line along the row stays in the middle, all else is stacked around it
        straight = next((k for k, n in enumerate(numbers) if not routes.ways[n]), None)
        edge = -sum(heights) / 2
        if straight is not None:
            edge = -sum(heights[:straight]) - heights[straight] / 2
        row = grid.row[source]
        up[row] = max(up[row], -edge)
        for n, height in zip(numbers, heights, strict=True):
            offset[n] = edge + height / 2
            edge += height
        down[row] = max(down[row], edge)
    return Labels(blocks, offset, [_up(width) for width in gutters], up, down, strips)


def _up(value: float) -> float:
    return float(-(-value // 1))
