"""What a metric's numbers mean: scale and formula, which way is better, good or poor, how said.

Units, once for all: CSAT by `top`, `rescaled` and `share_of_max`, CES by `agree`: 0..100. CES by
`net` and NPS: −100..100. Means stand on the metric's own scale. Ratios are shares, 0..1. Durations,
counts and amounts are in the metric's unit. What a metric does not say (a formula, a direction) is
unknown and never guessed: the answer is then None or `plain`.

What a reading comes to by them, and how sure that is, is in `estimates.py`; how a step goes by
itself (success, effort, emotion) is in `experience.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from math import floor
from typing import Literal, NamedTuple, TypeAlias

from journeymap.model.formulas import ease_of
from journeymap.model.journey import Metric
from journeymap.model.text import M, Message, literal, say, say_amount, say_number, say_percent
from journeymap.model.vocabulary import Better, MetricKind, Voice

Band: TypeAlias = Literal["good", "fair", "poor", "plain"]


class Formula(NamedTuple):
    """How a value is made of answers: top (with k), rescaled, share_of_max, mean, agree or net."""

    name: str
    k: int = 0


def formula_of(metric: Metric) -> Formula | None:
    """Return the formula of a metric made of scores; None where it is not said or not known.

    CSAT has no usual formula (the same answers give 52, 55 and 64), so it must say one; CES and
    scores are means unless they say otherwise. `top` alone means the two best of five.
    """
    return _formula(metric.kind, metric.formula or "", scale_of(metric) == (1, 5))


@lru_cache(maxsize=256)
def _formula(kind: MetricKind, said: str, of_five: bool) -> Formula | None:
    text = " ".join(re.split(r"[\s_-]+", said.strip().lower()))
    if kind in ("ces", "score") and text in ("", "mean"):
        return Formula("mean")
    if kind == "ces" and text in ("agree", "net"):
        return Formula(text, 2)
    if kind == "csat":
        if text in ("mean", "rescaled", "share of max"):
            return Formula(text.replace(" ", "_"))
        if (found := _TOP.match(text)) and (found[1] or of_five):
            return Formula("top", int(found[1] or 2))
    return None


_TOP = re.compile(r"top ?([1-9]?)(?: box)?\Z")


def scale_of(metric: Metric) -> tuple[float, float] | None:
    """Return the lowest and highest score of a metric: CSAT is 1..5 and NPS 0..10 unless said."""
    if metric.scale and metric.scale[0] < metric.scale[1]:
        return metric.scale
    return {"csat": (1.0, 5.0), "nps": (0.0, 10.0)}.get(metric.kind)


_LOWER = frozenset(
    "abandonment churn acquisition_cost cost_to_serve response_time error_rate lcp inp cls"
    " load_time".split()
)
_HIGHER = frozenset(
    "conversion completion click_through engagement lead_conversion retention repeat_purchase"
    " referral order_value lifetime_value first_contact_resolution availability".split()
)


def possible(metric: Metric) -> tuple[float | None, float | None]:
    """Return the lowest and highest value that a metric can have, None where nothing says so."""
    if metric.kind == "ratio":
        return 0.0, 1.0
    if metric.kind == "nps":
        return -100.0, 100.0
    if metric.kind in ("duration", "count"):
        return 0.0, None
    formula = formula_of(metric)
    if formula is None or metric.kind == "amount":
        return None, None
    if formula.name == "mean":
        return scale_of(metric) or (None, None)
    return (-100.0 if formula.name == "net" else 0.0), 100.0


def better_of(metric: Metric) -> Better | None:
    """Return which way is better: said, else by what is measured, else by target and alarm.

    CES exists in both directions, so nothing follows from its kind.
    """
    if metric.better:
        return metric.better
    if metric.kind in ("csat", "nps") or metric.measure in _HIGHER:
        return "higher"
    if metric.measure in _LOWER:
        return "lower"
    if metric.target is None or metric.alarm is None or metric.target == metric.alarm:
        return None
    return "higher" if metric.target > metric.alarm else "lower"


def voice_of(metric: Metric) -> Voice:
    """Return `x` for what customers say and `o` for what they do and what systems measure.

    Said on the metric, else CSAT, CES, NPS and scores are answers and all the rest is observed.
    """
    if metric.voice:
        return metric.voice
    if metric.kind not in ("csat", "ces", "nps", "score"):
        return "o"
    return "o" if metric.measure in _LOWER or metric.measure in _HIGHER else "x"


# ---------------------------------------------------------------- bands

# good up to, poor beyond; web.dev, Core Web Vitals, at the 75th percentile of page views. A second
# limit for the load of a whole page has no source, so nothing is poor there.
_LOAD: Mapping[str, tuple[float, float | None, str]] = {
    "lcp": (2.5, 4.0, "s"),
    "inp": (200.0, 500.0, "ms"),
    "cls": (0.1, 0.25, ""),
    "load_time": (2.0, None, "s"),
}
_IN_SECONDS = {"ms": 0.001, "s": 1.0, "sec": 1.0, "seconds": 1.0, "min": 60.0}


def limits(
    metric: Metric, segment: Mapping[str, str] | None = None
) -> tuple[float | None, float | None]:
    """Return target and alarm of a metric, those of the segment where it has its own."""
    for own in metric.targets if segment else ():
        if own.segment and segment and own.segment.items() <= segment.items():
            return own.target, own.alarm
    return metric.target, metric.alarm


def band(metric: Metric, value: float, segment: Mapping[str, str] | None = None) -> Band:
    """Return whether a value is good, fair or poor: by target and alarm, else by what is typical.

    At the target or better is good, beyond the alarm is poor. Typical bands: CSAT by `top` 80 / 60,
    CES means on the easy-high scale 75 / 58 of 100 (5.5 and 4.5 of 7), load times as web.dev has
    them. `plain` where nothing says what the value is worth.
    """
    target, alarm = limits(metric, segment)
    better = better_of(metric)
    if better and (target is not None or alarm is not None):
        sign = 1 if better == "higher" else -1
        if alarm is not None and sign * value < sign * alarm:
            return "poor"
        if target is not None:
            return "good" if sign * value >= sign * target else "fair"
        return "plain"  # it is no alarm, and nobody said what would be good
    return _typical(metric, value)


def _typical(metric: Metric, value: float) -> Band:
    formula, scale = formula_of(metric), scale_of(metric)
    if metric.kind == "csat":
        return _banded(value, 80, 60) if formula and formula.name == "top" else "plain"
    if metric.kind == "ces":
        better = metric.better
        if not (better and scale and formula and formula.name == "mean"):
            return "plain"
        return _banded(ease_of(value, scale, better == "lower"), 75, 58)
    found = _LOAD.get(metric.measure or "")
    if found is None or metric.stat not in (None, "p75"):
        return "plain"
    good, poor, unit = found
    if unit:
        own = _IN_SECONDS.get(metric.unit.strip().lower() if metric.unit else unit)
        if own is None:
            return "plain"
        value *= own / _IN_SECONDS[unit]
    if value <= good:
        return "good"
    return "poor" if poor is not None and value > poor else "fair"


class Bounds(NamedTuple):
    """Where the bands of a metric lie, on its own scale: at `good` or better, beyond `poor`."""

    better: Better
    good: float | None
    poor: float | None


def bounds(metric: Metric, segment: Mapping[str, str] | None = None) -> Bounds | None:
    """Return where the bands lie that `band` goes by; None where it knows none."""
    target, alarm = limits(metric, segment)
    better = better_of(metric)
    if target is not None or alarm is not None:
        return Bounds(better, target, alarm) if better else None
    formula, scale = formula_of(metric), scale_of(metric)
    if metric.kind == "csat" and formula and formula.name == "top":
        return Bounds("higher", 80.0, 60.0)
    if metric.kind == "ces" and metric.better and scale and formula and formula.name == "mean":
        low, high = scale if metric.better == "higher" else scale[::-1]
        return Bounds(metric.better, low + 0.75 * (high - low), low + 0.58 * (high - low))
    found = _LOAD.get(metric.measure or "") if metric.stat in (None, "p75") else None
    if metric.kind in ("csat", "ces") or found is None:
        return None
    good, poor, unit = found
    own = _IN_SECONDS.get((metric.unit or unit).strip().lower()) if unit else 1.0
    if own is None:
        return None
    factor = _IN_SECONDS[unit] / own if unit else 1.0
    return Bounds("lower", good * factor, None if poor is None else poor * factor)


def _banded(value: float, good: float, fair: float) -> Band:
    return "good" if value >= good else "fair" if value >= fair else "poor"


# ---------------------------------------------------------------- saying


def spell(metric: Metric, value: float, lang: str) -> str:
    """Return a value as people write it in the language: `52`, `18.2%`, `3.4 s`.

    Scores of 0..100 and net scores have no decimals, means one, shares one (two below 1 %), other
    quantities as many as three digits need at most, their thousands marked.
    """
    if metric.kind == "ratio":
        return say_percent(value, lang, 2 if 0 < abs(value) < 0.01 else 1)
    formula = formula_of(metric)
    if metric.kind == "nps" or (metric.kind in ("csat", "ces") and _of_hundred(formula)):
        return say_number(float(floor(value + 0.5)), lang, 0)  # 54.5 is 55, as 71.5 is 72
    if metric.kind in ("csat", "ces"):
        return say_number(value, lang, 1)
    number = _rounded(value, money=metric.kind == "amount")
    unit, text = (metric.unit or "").strip(), say_amount(number, lang)
    return say(_quantity(literal(text), unit), lang) if unit else text


def _of_hundred(formula: Formula | None) -> bool:
    return formula is None or formula.name != "mean"


def _rounded(value: float, money: bool) -> float:
    size = abs(value)
    if money:
        places = 0 if size >= 1_000 else 2
    else:
        places = 0 if size >= 100 else 1 if size >= 1 else 2
    return round(value, places)


def _quantity(number: Message, unit: str) -> Message:
    match unit.lower():
        case "s" | "sec" | "seconds":
            return M("{number} s", context="quantity", number=number)
        case "ms":
            return M("{number} ms", context="quantity", number=number)
        case "min" | "minutes":
            return M("{number} min", context="quantity", number=number)
        case "h" | "hours":
            return M("{number} h", context="quantity", number=number)
        case "d" | "days":
            return M("{number} days", context="quantity", number=number)
    return M("{number} {unit}", context="quantity", number=number, unit=literal(unit))
