"""How much of a map is looked at, which decides how it is painted: arrows as lines, cards plainly.

It counts what is in view, however little of that a frame paints: half of a view in one way and half
in another would stay so until all is painted again. Plain geometry; it paints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas.blocks import BLOCKED
from journeymap.ui.canvas.levels import MOST_ARROWS
from journeymap.ui.canvas.reach import OUTSIDE, grown, passes
from journeymap.ui.canvas.strips import is_long


class Crowd(NamedTuple):
    """How many arrows and cards are in view; more than `MOST_ARROWS` are not looked at singly."""

    arrows: int
    cards: int


def seen_in(within: Callable[[Box], Iterable[Part]], seen: Box) -> list[Part]:
    """Return the parts that may be seen in a region, without headings that float."""
    parts: list[Part] = []
    arrows = 0
    for part in within(grown(seen, OUTSIDE)):
        if part.pin:
            continue
        if part.kind == "flow":
            # beyond that many all are drawn as thin lines, by tiles, wherever they pass
            if arrows <= MOST_ARROWS and is_long(part.face) and not passes(part, seen):
                continue
            arrows += 1
        parts.append(part)
    return parts


def crowd_of(
    within: Callable[[Box], Iterable[Part]], parts: list[Part], seen: Box, view: Box
) -> Crowd:
    """Return how much is in a view, of which `parts` are in the region that is `seen`."""
    if not (seen.x <= view.x and view.right <= seen.right
            and seen.y <= view.y and view.bottom <= seen.bottom):  # fmt: skip
        parts = [part for part in within(grown(view, OUTSIDE)) if not part.pin]
        if sum(part.kind == "flow" for part in parts) > MOST_ARROWS:  # of few none need be left out
            parts = seen_in(within, view)
    arrows = sum(part.kind == "flow" for part in parts)
    return Crowd(arrows, sum(part.kind in BLOCKED for part in parts))
