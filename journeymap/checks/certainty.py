"""How sure and how new are the numbers? Too few answers, and readings that are too old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.metrics import first_few, value_of
from journeymap.checks.naming import name_of, quoted
from journeymap.checks.registry import check
from journeymap.model.index import Key
from journeymap.model.journey import Metric
from journeymap.model.periods import date_message, days, span
from journeymap.model.readings import Point
from journeymap.model.scales import bounds, formula_of, scale_of, voice_of
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import State

CURRENT: frozenset[State] = frozenset(("current",))
WHOLE_MAP: tuple[str, ...] = ("map",)
NEARLY = 0.8


def _several_unsure(_: Context, found: Sequence[Finding]) -> Message:
    return M(
        "{n} number rests on too few answers: {numbers}",
        plural="{n} numbers rest on too few answers: {numbers}",
        n=len(found),
        numbers=first_few(found, _in_short),
    )


def _in_short(finding: Finding) -> Message:
    short = M("{metric} at {place} ({n})", context="answers")
    if "place" not in finding.message.args:
        short = M("{metric} ({n})", context="answers")
    return short._replace(args=finding.message.args)


@check(
    "too-few-answers",
    level="warning",
    family="metrics",
    states=CURRENT,
    settings={"points": 10},
    title=M("Number that rests on too few answers"),
    why=M(
        "Fourteen answers give a number with a comma and no knowledge. Next month it will be "
        "another, and somebody will be praised for it."
    ),
    source="95 % intervals as in Wilson (1927) for shares, Student's t for means",
    roll_up=1,
    rolled=_several_unsure,
    example="readings:\n  - {metric: csat, at: pay, period: 2026-10, counts: {2: 5, 5: 9}}",
)
def too_few_answers(context: Context) -> Iterator[Finding]:
    """Yield the newest X-data whose interval is wider than ± `points` of 100.

    Four fifths of that are enough where target or alarm lies inside, for then nobody knows whether
    it was reached; narrower ones lie across one by chance. Net scores run over 200 points.
    """
    most = context.settings["points"]
    for metric in {metric.id: metric for metric in reversed(context.map.metrics)}.values():
        if voice_of(metric) != "x":
            continue
        for place in context.readings.places(metric.id):
            point = context.readings.latest(metric.id, place, upto=context.today)
            margin = _margin_of_hundred(metric, point) if point else None
            if point is None or margin is None or point.n is None:
                continue
            if margin > most or (margin > NEARLY * most and _undecided(metric, point)):
                yield _unsure(context, metric, place, point)


def _margin_of_hundred(metric: Metric, point: Point) -> float | None:
    """Return half the width of an interval in points of 100; None where there is none."""
    if point.low is None or point.high is None:
        return None
    margin, formula = (point.high - point.low) / 2, formula_of(metric)
    if metric.kind == "ratio":
        return 100 * margin
    if metric.kind == "nps" or (formula and formula.name == "net"):
        return margin / 2
    if formula and formula.name == "mean":
        scale = scale_of(metric)
        return 100 * margin / (scale[1] - scale[0]) if scale else None
    return margin


def _undecided(metric: Metric, point: Point) -> bool:
    limits = bounds(metric)
    low, high = point.low, point.high
    if limits is None or low is None or high is None:
        return False
    return any(each is not None and low < each < high for each in (limits.good, limits.poor))


def _unsure(context: Context, metric: Metric, place: str, point: Point) -> Finding:
    entry = context.index.resolve(place) if place else None
    n, value = point.n or 0, value_of(metric, point.value)
    low, high = value_of(metric, point.low or 0.0), value_of(metric, point.high or 0.0)
    if entry:
        message = M(
            "{metric} at {place} rests on {n} answer: {value}, or anything from {low} to {high}",
            plural="{metric} at {place} rests on {n} answers: {value}, or anything from {low} to"
            " {high}",
            n=n,
            metric=metric.name,
            place=name_of(context.index, entry.key),
            value=value,
            low=low,
            high=high,
        )
    else:
        message = M(
            "{metric} rests on {n} answer: {value}, or anything from {low} to {high}",
            plural="{metric} rests on {n} answers: {value}, or anything from {low} to {high}",
            n=n,
            metric=metric.name,
            value=value,
            low=low,
            high=high,
        )
    return Finding(entry.key if entry else "", message, group=WHOLE_MAP)


@check(
    "readings-stale",
    level="warning",
    family="metrics",
    since="live",
    states=CURRENT,
    settings={"after": "180d"},
    title=M("Metric that nobody reads any more"),
    why=M("A live map with last year's numbers is believed, and wrong."),
    source="Nielsen Norman Group, journey management",
    example="status: live\nmetrics:\n  - {id: nps, name: NPS, kind: nps, target: 30}\n"
    "readings:\n  - {metric: nps, period: 2025-03, value: 34}",
)
def readings_stale(context: Context) -> Iterator[Finding]:
    """Yield the metrics whose newest reading, wherever it is, ended longer ago than `after`."""
    today = context.today
    if today is None:
        return
    calendar, limit = context.map.calendar, days(str(context.settings["after"])).high
    last = {
        id: max(span(period, calendar).last for period in periods)
        for id, periods in _periods(context).items()
    }
    for entry in context.index.of_kind("metric"):
        metric = entry.record
        if not isinstance(metric, Metric) or metric.id not in last:
            continue
        age = (today - last[metric.id]).days
        if age > limit:
            yield Finding(
                entry.key,
                M(
                    "The newest reading of {metric} is {n} day old; it ends on {day}",
                    plural="The newest reading of {metric} is {n} days old; it ends on {day}",
                    n=age,
                    metric=quoted(metric.name),
                    day=date_message(last[metric.id], calendar),
                ),
            )


def _periods(context: Context) -> dict[Key, set[str]]:
    periods: dict[Key, set[str]] = {}
    for reading in context.map.readings:
        periods.setdefault(reading.metric, set()).add(reading.period)
    return periods


CHECKS = (too_few_answers, readings_stale)
