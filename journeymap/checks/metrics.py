"""What the numbers say: newest readings against what the team wanted to reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.naming import listed, name_of
from journeymap.checks.registry import check
from journeymap.model.index import Key, reading_key
from journeymap.model.journey import Metric, Reading
from journeymap.model.periods import period_message
from journeymap.model.readings import Point
from journeymap.model.scales import better_of, formula_of
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Better

# ---------------------------------------------------------------- target-missed


class Aimed(NamedTuple):
    """What is aimed at, and the segment that it is for; an empty one means everybody."""

    target: float
    segment: Mapping[str, str]


def _several_targets(_: Context, found: Sequence[Finding]) -> Message:
    return M(
        "{n} target is missed: {targets}",
        plural="{n} targets are missed: {targets}",
        n=len(found),
        targets=listed([_in_short(finding.message) for finding in found]),
    )


def _in_short(missed: Message) -> Message:
    """Return a miss for the middle of a sentence; what is rolled up has a place."""
    short = M("{metric} at {place} ({value}, not {target})")
    if "segment" in missed.args:
        short = M("{metric} at {place} for {segment} ({value}, not {target})")
    return short._replace(args=missed.args)


@check(
    "target-missed",
    level="warning",
    family="metrics",
    kind="experience",
    states=frozenset(("current",)),
    title=M("Target that was missed"),
    why=M(
        "A target says how good is good enough; the newest reading is on the wrong side of it, "
        "and by more than chance."
    ),
    source="Qualtrics, X-data and O-data; 95 % intervals as in Wilson (1927)",
    settings={"sure": True},
    rolled=_several_targets,
    example="metrics:\n  - {id: csat, name: CSAT, kind: csat, formula: top 2, scale: [1, 5],"
    " better: higher, target: 80}\nreadings:\n  - {metric: csat, at: pay, period: 2026-10,"
    " counts: {1: 80, 2: 60, 3: 46, 4: 102, 5: 100}}",
)
def target_missed(context: Context) -> Iterator[Finding]:
    """Yield the places at which the newest reading misses its target, one a metric and segment.

    A reading with an interval misses when all of the interval does (with `sure: false` when its
    value does), so that few answers accuse nobody; a reading without one by its value. Quiet where
    the direction of a metric is not known.
    """
    readings = context.readings
    for metric in {metric.id: metric for metric in reversed(context.map.metrics)}.values():
        better = better_of(metric)
        if better is None:
            continue
        for aimed in _aims(metric):
            segment = aimed.segment
            for place in readings.places(metric.id):
                point = readings.latest(metric.id, place, upto=context.today, segment=segment)
                if point and misses(point, aimed.target, better, bool(context.settings["sure"])):
                    yield _missed(context, metric, place, point, aimed)


def misses(point: Point, target: float, better: Better, sure: bool = True) -> bool:
    """Return whether a point is on the wrong side of a target; with `sure` its whole interval."""
    value = point.value
    best = point.high if better == "higher" else point.low
    if sure and best is not None:
        value = best
    return value < target if better == "higher" else value > target


def _aims(metric: Metric) -> Iterator[Aimed]:
    if metric.target is not None:
        yield Aimed(metric.target, {})
    for own in metric.targets:
        if own.target is not None:
            yield Aimed(own.target, own.segment)


def _missed(context: Context, metric: Metric, place: str, point: Point, aimed: Aimed) -> Finding:
    index = context.index
    entry = index.resolve(place) if place else None
    key = entry.key if entry else ""
    reading = _reading(context, metric, place, point, aimed.segment)
    value, target = value_of(metric, point.value), value_of(metric, aimed.target)
    period = period_message(point.period, context.map.calendar)
    where = name_of(index, key) if key else None
    for_whom = listed([f"{name} {word}" for name, word in sorted(aimed.segment.items())])
    if where and aimed.segment:
        message = M(
            "{metric} at {place} for {segment} was {value} in {period}; the target is {target}",
            metric=metric.name,
            place=where,
            segment=for_whom,
            value=value,
            period=period,
            target=target,
        )
    elif where:
        message = M(
            "{metric} at {place} was {value} in {period}; the target is {target}",
            metric=metric.name,
            place=where,
            value=value,
            period=period,
            target=target,
        )
    elif aimed.segment:
        message = M(
            "{metric} for {segment} was {value} in {period}; the target is {target}",
            metric=metric.name,
            segment=for_whom,
            value=value,
            period=period,
            target=target,
        )
    else:
        message = M(
            "{metric} was {value} in {period}; the target is {target}",
            metric=metric.name,
            value=value,
            period=period,
            target=target,
        )
    return Finding(
        reading_key(reading) if reading else key,
        message,
        also=(key,) if reading and key else (),
    )


def _reading(
    context: Context, metric: Metric, place: str, point: Point, segment: Mapping[str, str]
) -> Reading | None:
    """Return the first reading that a point was made of."""
    there = context.once("readings by period", lambda: _by_period(context))
    found = [
        reading
        for reading in there.get((metric.id, place, point.period), ())
        if segment.items() <= reading.segment.items()
    ]
    exact = [reading for reading in found if reading.segment == dict(segment)]
    return next(iter(exact or found), None)


def _by_period(context: Context) -> dict[tuple[str, str, str], list[Reading]]:
    place = context.readings.place
    found: dict[tuple[str, str, str], list[Reading]] = {}
    for reading in context.map.readings:
        key = (reading.metric, place(reading.at), reading.period)
        found.setdefault(key, []).append(reading)
    return found


# ---------------------------------------------------------------- for others


def newest(context: Context, place: Key) -> Iterator[tuple[Metric, Point]]:
    """Yield each metric that has readings at a place, with the newest point up to today."""
    metrics = context.once(
        "metrics", lambda: {metric.id: metric for metric in reversed(context.map.metrics)}
    )
    for id in context.readings.at(place):
        point = context.readings.latest(id, place, upto=context.today)
        if point is not None:
            yield metrics[id], point


def value_of(metric: Metric, value: float) -> Message:
    """Return a metric's value for the middle of a sentence: 52, 18.2%, 3.4 s.

    Rounded as `scales.spell` does, which says values that stand alone.
    """
    if metric.kind == "ratio":
        return M("{number}%", context="share", number=round(100 * value, 1))
    if metric.kind in ("nps", "csat", "ces"):
        formula = formula_of(metric)
        whole = formula is None or formula.name != "mean"
        return M("{number}", number=round(value) if whole else round(value, 1))
    size = abs(value)
    number = round(value, 0 if size >= 100 else 1 if size >= 1 else 2)
    unit = (metric.unit or "").strip()
    if unit:
        return M("{number} {unit}", context="quantity", number=number, unit=unit)
    return M("{number}", number=number)


CHECKS = (target_missed,)
