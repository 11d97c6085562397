"""Whether a value truly changed: nothing inside its own interval is a change.

Without an interval of its own a difference is a difference and no more: nobody judges it.

Asked by the checks, the overlay, the charts and the command line, so that they cannot disagree.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from journeymap.model.journey import Metric
from journeymap.model.readings import Point
from journeymap.model.scales import better_of

Moved: TypeAlias = Literal["better", "worse", "changed", "same", "unknown"]


def margin_of_change(one: Point, other: Point) -> float | None:
    """Return how far two values have to lie apart to differ: √(m₁² + m₂²), m half an interval.

    None where neither has an interval; a value without one counts as exact beside one that has.
    The usual margin of the difference of two independent estimates (Altman and Bland, Interaction
    revisited, BMJ 2003).
    """
    margins = [
        (point.high - point.low) / 2
        for point in (one, other)
        if point.high is not None and point.low is not None
    ]
    return float(sum(margin**2 for margin in margins) ** 0.5) if margins else None


def moved(metric: Metric, before: Point, now: Point) -> Moved:
    """Return where a value went since an earlier one.

    `same` says that the difference is no larger than chance makes it, `unknown` that the newer
    value has no interval of its own, and that of another says nothing about it. `changed` is a
    metric of which nobody said which way is better.
    """
    if now.value == before.value:
        return "same"
    margin = margin_of_change(before, now)
    if margin is None or now.low is None or now.high is None:
        return "unknown"
    if abs(now.value - before.value) <= margin:
        return "same"
    better = better_of(metric)
    if better is None:
        return "changed"
    return "better" if (now.value > before.value) == (better == "higher") else "worse"
