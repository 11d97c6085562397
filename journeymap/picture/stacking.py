"""What leaves a card with labels behind it: stacked, so that each label lies on its own line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from journeymap.picture import spacing as px
from journeymap.picture.label_room import NONE, STACKED, Spot
from journeymap.picture.picture import TextBlock
from journeymap.picture.rerouting import Routes

BARE = 10.0  # what a flow without a label takes beside those that have one


class Stack(NamedTuple):
    """The room that a card's flows need over and under the middle of its row."""

    up: float
    down: float


def settle_stacks(
    cards: Collection[int],
    routes: Routes,
    spots: Sequence[Spot | None],
    blocks: Sequence[TextBlock | None],
    offset: list[float | None],
    stacks: list[Stack | None],
) -> None:
    """Write the stacks of some cards, and how far from the middle each flow leaves."""
    leaving, ways = routes.ends.leaving, routes.ways
    for number in leaving[NONE]:
        offset[number] = None
    for card in cards:
        stacks[card] = None
        numbers = leaving[card]
        for number in numbers:
            offset[number] = None
        if any((spot := spots[n]) is not None and spot.side in STACKED for n in numbers):
            drawn = [number for number in numbers if ways[number] is not None]
            stacks[card] = _stacked(drawn, routes, spots, blocks, offset)


def _stacked(
    numbers: list[int],
    routes: Routes,
    spots: Sequence[Spot | None],
    blocks: Sequence[TextBlock | None],
    offset: list[float | None],
) -> Stack:
    ports, shared = routes.out, routes.shared
    numbers.sort(key=ports.__getitem__)
    leader = {n: shared[n] if shared[n] >= 0 else n for n in numbers}
    lines = list(dict.fromkeys(leader.values()))
    heights = [_taking(spots[n], blocks[n]) for n in lines]
    # a line along the row stays in the middle, all else is stacked around it
    straight = next((k for k, n in enumerate(lines) if not routes.ways[n]), None)
    edge = -sum(heights) / 2
    if straight is not None:
        edge = -sum(heights[:straight]) - heights[straight] / 2
    up = -edge
    middle: dict[int, float] = {}
    for n, height in zip(lines, heights, strict=True):
        middle[n] = edge + height / 2
        edge += height
    for n in numbers:
        offset[n] = middle[leader[n]]
    return Stack(up, edge)


def _taking(spot: Spot | None, block: TextBlock | None) -> float:
    """Return how high a flow's place in the stack behind its card is."""
    if spot is not None and spot.side in STACKED and block is not None:
        return float(-(-block.height // 1)) + px.LABEL_PAD
    return BARE
