"""What a reading says: a value from its answers or counts, how many they are, and how sure it is.

Units are those of `scales.py`. The formulas are in `formulas.py`, the intervals in `intervals.py`;
here is decided which of them a metric and its reading call for. Where counts do not say a value,
because the metric does not say its scale, formula or direction, the answer is None.
"""

from __future__ import annotations

from typing import NamedTuple

from journeymap.model.formulas import (
    Counts,
    Scores,
    best,
    ces_net,
    csat_rescaled,
    csat_share_of_max,
    nps,
    nps_groups,
    ratio,
    scores_of,
    sides,
)
from journeymap.model.intervals import (
    Interval,
    mean_and_sd,
    mean_interval,
    net_interval,
    wilson,
)
from journeymap.model.journey import Metric, Reading
from journeymap.model.scales import Formula, better_of, formula_of, scale_of


class Estimate(NamedTuple):
    """A value, how many answers (or cases) stand behind it, and its 95 % interval where known."""

    value: float
    n: int | None = None
    low: float | None = None
    high: float | None = None


def estimate(metric: Metric, reading: Reading) -> Estimate | None:
    """Return what a reading says: value, n and interval; None where its counts do not say it.

    Means have the t-interval (from counts, or from `sd` and `n`), shares that of Wilson, net scores
    their own; a bare value none. A share of behaviour has one as well: all who came in October were
    counted, and yet October is one draw of what the journey brings, compared with September.
    """
    if reading.counts is not None:
        return estimate_counts(metric, reading.counts)
    if reading.value is None:
        return None
    interval = _interval_of_value(metric, reading.value, reading.n, reading.sd)
    return _estimate(reading.value, reading.n, interval)


def estimate_counts(metric: Metric, counts: Counts) -> Estimate | None:
    """Return what counts say; see `estimate`. Scores beyond the scale stay out."""
    if metric.kind == "ratio":
        hits, of = counts.get("hits"), counts.get("of")
        share = None if hits is None or not of else ratio(hits, of)
        if hits is None or of is None or share is None:
            return None
        return _estimate(share, of, wilson(hits, of))
    if metric.kind == "nps":
        groups = nps_groups(counts)
        score = nps(*groups)
        return None if score is None else _estimate(score, sum(groups), net_interval(*groups))
    if metric.kind in ("csat", "ces", "score"):
        return _estimate_scores(metric, scores_of(counts))
    return None


def _estimate_scores(metric: Metric, scores: Scores) -> Estimate | None:
    scale, formula = scale_of(metric), formula_of(metric)
    if scale:
        scores = {s: count for s, count in scores.items() if scale[0] <= s <= scale[1]}
    n = sum(scores.values())
    if not n or formula is None:
        return None
    if formula.name in ("mean", "rescaled", "share_of_max"):
        return _estimate_mean(metric, scores, scale, formula)
    if scale is None or (metric.kind == "ces" and better_of(metric) is None):
        return None  # which end is easy decides all
    backward = better_of(metric) == "lower"
    if formula.name == "net":
        around = net_interval(*sides(scores, scale, backward))
        return _estimate(ces_net(scores, scale, backward), n, around)
    top = best(scores, scale, formula.k, backward)
    share = wilson(top, n)
    return _estimate(100 * top / n, n, share.mapped(100) if share else None)


def _estimate_mean(
    metric: Metric, scores: Scores, scale: tuple[float, float] | None, formula: Formula
) -> Estimate | None:
    facts = mean_and_sd(scores)
    if facts is None:
        return None
    mean, sd, n = facts
    around = mean_interval(mean, sd, n)
    if formula.name == "mean":
        return _estimate(mean, n, around.clamped(*scale) if around and scale else around)
    if scale is None:
        return None
    low, high = scale
    backward = better_of(metric) == "lower"
    if formula.name == "rescaled":
        factor = 100 / (high - low)
        factor, offset = (-factor, high * factor) if backward else (factor, -low * factor)
        around = around.mapped(factor, offset).clamped(0, 100) if around else None
        return _estimate(csat_rescaled(scores, scale, backward), n, around)
    if backward or high <= 0:
        return None  # a share of the worst mark says nothing
    around = around.mapped(100 / high).clamped(0, 100) if around else None
    return _estimate(csat_share_of_max(scores, scale), n, around)


def _interval_of_value(
    metric: Metric, value: float, n: int | None, sd: float | None
) -> Interval | None:
    if n is None:
        return None
    if sd is not None and metric.stat in (None, "mean"):  # it says nothing about a percentile
        return mean_interval(value, sd, n)
    # a share with its n is a count in disguise
    if metric.kind == "ratio":
        return wilson(value * n, n)
    formula = formula_of(metric)
    if formula and formula.name in ("top", "agree"):
        share = wilson(value / 100 * n, n)
        return share.mapped(100) if share else None
    return None


def _estimate(value: float, n: int | None, interval: Interval | None) -> Estimate:
    if interval is None:
        return Estimate(value, n)
    # rounding must not put a value outside its own interval
    return Estimate(value, n, min(interval.low, value), max(interval.high, value))
