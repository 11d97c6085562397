"""Where the labels of flows stand, and the room that they need.

A label stands at the beginning of its flow, in the gutter behind the card, where a choice is read.
All flows that leave such a card are stacked there, those without a label too, so that every label
lies on its own line and on no other. A flow that runs straight inside a column has its label above
the lower card; where two run side by side, each has it on its outer side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from journeymap.model.journey import Flow
from journeymap.picture import spacing as px
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


def labels_of(
    flows: Sequence[Flow], grid: Grid, routes: Routes, wrap: Callable[[str, int], TextBlock]
) -> Labels:
    """Return the labels of all flows that are drawn and say when they are gone."""
    blocks: dict[int, TextBlock] = {}
    offset: dict[int, float] = {}
    gutters = [0.0] * (grid.columns + 1)
    up, down, strips = [0.0] * grid.rows, [0.0] * grid.rows, [0.0] * grid.rows
    leaving: dict[int, list[int]] = {}
    for number, flow in enumerate(flows):
        if not flow.when:
            continue
        source, target = routes.ends[number]
        if number in routes.straight:
            paired = routes.pairs.get((min(source, target), max(source, target)), 0) > 0
            block = wrap(flow.when, px.NARROW_LABEL if paired else px.LABEL)
            row = max(grid.row[source], grid.row[target])
            strips[row] = max(strips[row], _up(block.height) + px.LABEL_PAD + px.STRIP_FOOT)
        elif routes.ways[number] is not None:
            block = wrap(flow.when, px.LABEL)
            gutter = grid.end[source] + 1
            gutters[gutter] = max(gutters[gutter], _up(block.width))
            leaving[source] = []
        else:
            continue
        blocks[number] = block
    if leaving:
        for number in range(len(flows)):
            source = routes.ends[number][0]
            if source in leaving and routes.ways[number] is not None:
                leaving[source].append(number)
    for source, numbers in leaving.items():
        numbers.sort(key=lambda n: (routes.out_port[n], n))
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
    return Labels(blocks, offset, gutters, up, down, strips)


def _up(value: float) -> float:
    return float(-(-value // 1))
