"""Arrows seen from afar as bundles: what falls on the same pixels is drawn once.

Between two stages of a large map run thousands of upright lines a fraction of a pixel apart. Each
drawn for itself they take most of a frame and look like the few that can be told apart. Plain
geometry; it paints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import floor, log2
from typing import TypeAlias

from journeymap.picture.picture import Box, Part

Line: TypeAlias = tuple[float, float, float, float]  # from x, y to x, y in the scene
Runs: TypeAlias = dict[int, list[tuple[int, int]]]  # from where to where, by row or column


def grain_at(zoom: float) -> float:
    """Return the width of a bundle at a zoom: pixels of the map, about a third of one on screen.

    In steps, so that a zoom little different needs no other bundles. Never more than half a pixel
    of the screen: two lines that are moved apart by it leave no gap between them.
    """
    return float(2.0 ** (floor(-2 * log2(2 * zoom)) / 2))


def bundled(lines: Iterable[Line], grain: float) -> Iterator[Line]:
    """Yield the lines that stand for these: all that is closer than the grain is one.

    Every end lies on the same grid, so that what met at a corner does so still. What is shorter
    than half a grain is left out, and so is what has a longer neighbour on either side.
    """
    upright: Runs = {}
    level: Runs = {}
    others: set[tuple[int, int, int, int]] = set()
    for x1, y1, x2, y2 in lines:
        left, top = round(x1 / grain), round(y1 / grain)
        right, bottom = round(x2 / grain), round(y2 / grain)
        if left == right:
            if top != bottom:
                run = (top, bottom) if top < bottom else (bottom, top)
                upright.setdefault(left, []).append(run)
        elif top == bottom:
            run = (left, right) if left < right else (right, left)
            level.setdefault(top, []).append(run)
        else:
            others.add((left, top, right, bottom))
    for at, start, end in _sparse(upright):
        yield at * grain, start * grain, at * grain, end * grain
    for at, start, end in _sparse(level):
        yield start * grain, at * grain, end * grain, at * grain
    for left, top, right, bottom in others:
        yield left * grain, top * grain, right * grain, bottom * grain


def _sparse(runs: Runs) -> Iterator[tuple[int, int, int]]:
    """Yield (row or column, from, to), without those that two neighbours leave no room for."""
    joined = {at: list(_joined(found)) for at, found in runs.items()}
    last, kept = 0, _NONE
    for at in sorted(joined):
        found, after = joined[at], joined.get(at + 1, _NONE)
        if at == last + 1 and kept and after:
            found = [run for run in found if not (_along(run, kept) and _along(run, after))]
        last, kept = at, found
        for start, end in found:
            yield at, start, end


_NONE: list[tuple[int, int]] = []


def _along(run: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    start, end = run
    return any(first <= start and end <= last for first, last in others)


def _joined(runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the runs with those that touch or overlap as one."""
    runs.sort()
    first, last = runs[0]
    for start, end in runs:
        if start > last + 1:
            yield first, last
            first, last = start, end
        elif end > last:
            last = end
    yield first, last


def lines_in(part: Part, area: Box) -> Iterator[Line]:
    """Yield the straight pieces of a flow that meet a region, cut to it where they are upright."""
    x, y = part.box.x, part.box.y
    left, top, right, bottom = area.x - x, area.y - y, area.right - x, area.bottom - y
    for (x1, y1), (x2, y2) in pairwise(getattr(part.face, "points", ())):
        # most are elsewhere: comparing takes half as long as min and max
        if (x1 < left and x2 < left) or (x1 > right and x2 > right):
            continue
        if (y1 < top and y2 < top) or (y1 > bottom and y2 > bottom):
            continue
        if x1 == x2:
            y1, y2 = min(max(y1, top), bottom), min(max(y2, top), bottom)
        elif y1 == y2:
            x1, x2 = min(max(x1, left), right), min(max(x2, left), right)
        yield x1 + x, y1 + y, x2 + x, y2 + y
