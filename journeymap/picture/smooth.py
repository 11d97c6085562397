"""Smooth lines through given points that never leave the room between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from typing import TypeAlias

Command: TypeAlias = tuple[str | float, ...]
Run: TypeAlias = tuple[tuple[Command, ...], bool]  # path commands, and whether they are a bridge


@lru_cache(maxsize=8)  # those of the curve that is looked at are asked for again and again
def runs(
    xs: tuple[float, ...], ys: tuple[float, ...], bridges: tuple[bool, ...]
) -> tuple[Run, ...]:
    """Return the line as `pieces` does, as a value."""
    return tuple(pieces(xs, ys, bridges))


def pieces(xs: Sequence[float], ys: Sequence[float], bridges: Sequence[bool]) -> list[Run]:
    """Return the line as runs of path commands, each with whether it bridges what is unrated.

    A Bézier piece with its inner points at a third of the way has the given slopes at its ends.
    """
    found: list[Run] = []
    if len(xs) < 2:
        return found
    slopes = monotone_slopes(xs, ys)
    run: list[Command] = []
    last = bridges[1]
    points = zip(xs, ys, slopes, strict=True)
    x1, y1, slope1 = next(points)
    for bridge, (x2, y2, slope2) in zip(bridges[1:], points, strict=True):
        third = (x2 - x1) / 3
        if not run or bridge != last:
            if run:
                found.append((tuple(run), last))
            run = [("M", x1, y1)]
            last = bridge
        run.append(("C", x1 + third, y1 + slope1 * third, x2 - third, y2 - slope2 * third, x2, y2))
        x1, y1, slope1 = x2, y2, slope2
    found.append((tuple(run), last))
    return found


def monotone_slopes(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """Return slopes at the points with which the cubic is monotone between any two of them.

    F. N. Fritsch and R. E. Carlson, "Monotone Piecewise Cubic Interpolation", SIAM Journal on
    Numerical Analysis 17 (1980), 238–246. The xs all rise or all fall.
    """
    secants = [
        (y2 - y1) / (x2 - x1) for (x1, x2), (y1, y2) in zip(pairwise(xs), pairwise(ys), strict=True)
    ]
    slopes = [secants[0]]
    slopes += [0.0 if a * b <= 0 else (a + b) / 2 for a, b in pairwise(secants)]
    slopes.append(secants[-1])
    for k, secant in enumerate(secants):
        if secant == 0:
            slopes[k] = slopes[k + 1] = 0.0
            continue
        one, two = slopes[k], slopes[k + 1]
        if not one and not two:
            continue
        a, b = one / secant, two / secant
        beyond = a * a + b * b
        if beyond > 9:
            shrink = 3 / sqrt(beyond)
            slopes[k], slopes[k + 1] = shrink * a * secant, shrink * b * secant
    return slopes
