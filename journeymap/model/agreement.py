"""Whether what the team rated and what was measured say the same.

Asked by the checks and by the overlay, so that a mark on a card and a finding never disagree. Only
what is sure counts: a number is good or poor with all of its interval, or it contradicts nothing.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from journeymap.model.experience import ratings
from journeymap.model.journey import Metric, Touchpoint
from journeymap.model.readings import Point
from journeymap.model.scales import Band, bounds

Rated: TypeAlias = Literal["emotion", "effort", "success"]


class Rating(NamedTuple):
    """The rating that a metric can be held against, and whether it is good, poor or neither."""

    field: Rated
    band: Band


def sure_band(metric: Metric, point: Point) -> Band:
    """Return good or poor where the whole interval is, else plain."""
    limits = bounds(metric)
    if limits is None:
        return "plain"
    low = point.value if point.low is None else point.low
    high = point.value if point.high is None else point.high
    if limits.better == "higher":
        worst, best, sign = low, high, 1
    else:
        worst, best, sign = high, low, -1
    if limits.good is not None and sign * worst >= sign * limits.good:
        return "good"
    if limits.poor is not None and sign * best < sign * limits.poor:
        return "poor"
    return "plain"


def rating_for(each: Touchpoint, metric: Metric, persona: str = "") -> Rating | None:
    """Return the rating that a metric can be held against, None where there is none.

    Emotion is held against CSAT, effort against CES, success against completion, abandonment and
    conversion. A rating in the middle is plain.
    """
    success, effort, emotion, _ = ratings(each, persona)
    if metric.kind == "csat" and emotion is not None:
        return Rating("emotion", "good" if emotion > 0 else "poor" if emotion < 0 else "plain")
    if metric.kind == "ces" and effort is not None:
        return Rating("effort", "good" if effort <= 2 else "poor" if effort >= 4 else "plain")
    if metric.measure in ("completion", "abandonment", "conversion") and success is not None:
        return Rating("success", "good" if success >= 4 else "poor" if success <= 2 else "plain")
    return None


def disagree(each: Touchpoint, metric: Metric, point: Point, persona: str = "") -> bool:
    """Return whether the rating is good where the number is surely poor, or the other way round."""
    rating = rating_for(each, metric, persona)
    if rating is None or rating.band == "plain":
        return False
    sure = sure_band(metric, point)
    return sure != "plain" and sure != rating.band
