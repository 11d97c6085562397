"""Parts that only stand somewhere else: many at once, without a step of the interpreter for each.

After most edits whatever stands below or behind has to move, which may be thousands of parts. They
keep their faces, and what is prepared for painting those stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import add

from journeymap.picture.picture import Box, Part


def moved(parts: Sequence[Part], dx: Iterable[float], dy: Iterable[float]) -> list[Part]:
    """Return the parts, each put further by as many pixels as stands for it in `dx` and `dy`."""
    if not parts:
        return []
    keys, kinds, boxes, faces, *rest = zip(*parts, strict=True)
    xs, ys, widths, heights = zip(*boxes, strict=True)
    there = map(Box._make, zip(map(add, xs, dx), map(add, ys, dy), widths, heights, strict=True))
    return list(map(Part._make, zip(keys, kinds, there, faces, *rest, strict=True)))
