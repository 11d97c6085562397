"""How far parts reach on the screen: whether one may be seen in a region.

The box of an arrow is often as large as the map where its line passes little of it. Plain geometry;
it paints nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas.badge_places import words_of
from journeymap.ui.canvas.strips import is_long

OUTSIDE = 14.0  # pixels by which badges stand out of a card


def comes_into(part: Part, places: Sequence[Box]) -> bool:
    """Return whether a part may be seen in one of some regions; of arrows line and words are."""
    x, y, w, h = part.box
    left, top, right, bottom = x - OUTSIDE, y - OUTSIDE, x + w + OUTSIDE, y + h + OUTSIDE
    met = [
        p for p in places if p.x <= right and left <= p.right and p.y <= bottom and top <= p.bottom
    ]
    if part.kind != "flow" or not met or not is_long(part.face):
        return bool(met)
    words = words_of(part)
    return any(passes(part, p) or (words is not None and words.touches(p)) for p in met)


def passes(part: Part, seen: Box) -> bool:
    """Return whether a flow's line comes into a region: its box often does where it does not."""
    left, top = seen.x - part.box.x - OUTSIDE, seen.y - part.box.y - OUTSIDE
    right, bottom = left + seen.w + 2 * OUTSIDE, top + seen.h + 2 * OUTSIDE
    for (x1, y1), (x2, y2) in pairwise(getattr(part.face, "points", ())):
        if (x1 < right or x2 < right) and (x1 > left or x2 > left):  # noqa: SIM102 - once a frame
            if (y1 < bottom or y2 < bottom) and (y1 > top or y2 > top):
                return True
    return False


def grown(box: Box, by: float) -> Box:
    """Return a box that is larger on each side."""
    return Box(box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by)
