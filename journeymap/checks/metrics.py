"""What the numbers say: newest readings against what the team wanted to reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from journeymap.checks.answers import in_hand
from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.naming import NAMES_SHOWN, listed, name_of
from journeymap.checks.registry import check
from journeymap.model.index import Key, reading_key
from journeymap.model.journey import Metric, Reading, Touchpoint
from journeymap.model.periods import period_message
from journeymap.model.readings import Point
from journeymap.model.scales import better_of, formula_of
from journeymap.model.text import M, Message, Value, filled
from journeymap.model.vocabulary import Better

# ---------------------------------------------------------------- alarm and target-missed


class Aimed(NamedTuple):
    """What is aimed at, and the segment that it is for; an empty one means everybody."""

    target: float
    segment: Mapping[str, str]


class Words(NamedTuple):
    """A sentence about a limit that was passed: at a place, for a segment, for both, for none."""

    at: Message
    at_for: Message
    whole_for: Message
    whole: Message


MISSED = Words(
    M("{metric} at {place} was {value} in {period}; the target is {target}"),
    M("{metric} at {place} for {segment} was {value} in {period}; the target is {target}"),
    M("{metric} for {segment} was {value} in {period}; the target is {target}"),
    M("{metric} was {value} in {period}; the target is {target}"),
)
ALARMED = Words(
    M("{metric} at {place} was {value} in {period}; the alarm is at {target}"),
    M("{metric} at {place} for {segment} was {value} in {period}; the alarm is at {target}"),
    M("{metric} for {segment} was {value} in {period}; the alarm is at {target}"),
    M("{metric} was {value} in {period}; the alarm is at {target}"),
)
IN_SHORT = Words(
    M("{metric} at {place} ({value}; target {target})"),
    M("{metric} at {place} for {segment} ({value}; target {target})"),
    M("{metric} for {segment} ({value}; target {target})"),
    M("{metric} ({value}; target {target})"),
)
ALARM_IN_SHORT = Words(
    M("{metric} at {place} ({value}; alarm at {target})"),
    M("{metric} at {place} for {segment} ({value}; alarm at {target})"),
    M("{metric} for {segment} ({value}; alarm at {target})"),
    M("{metric} ({value}; alarm at {target})"),
)
ANYBODY: Mapping[str, str] = MappingProxyType({})  # the segment of a reading that names none
ONE_LIST: tuple[str, ...] = ("limits",)  # those of a map are rolled up with each other


def _several_targets(_: Context, found: Sequence[Finding]) -> Message:
    return M(
        "{n} target is missed: {targets}",
        plural="{n} targets are missed: {targets}",
        n=len(found),
        targets=first_few(found, lambda each: _worded(IN_SHORT, each.message.args)),
    )


def _several_alarms(_: Context, found: Sequence[Finding]) -> Message:
    return M(
        "{n} alarm: {alarms}",
        plural="{n} alarms: {alarms}",
        n=len(found),
        alarms=first_few(found, lambda each: _worded(ALARM_IN_SHORT, each.message.args)),
    )


def first_few(found: Sequence[Finding], in_short: Callable[[Finding], Message]) -> Message:
    """Return findings in short as one enumeration; what is beyond the first few is counted."""
    more = len(found) - NAMES_SHOWN
    if more <= 1:
        return listed([in_short(each) for each in found])
    shown = tuple(in_short(each) for each in found[:NAMES_SHOWN])
    return M("{names} and {n} more", plural="{names} and {n} more", n=more, names=shown)


def _worded(words: Words, args: Mapping[str, Any]) -> Message:
    if "place" in args:
        sentence = words.at_for if "segment" in args else words.at
    else:
        sentence = words.whole_for if "segment" in args else words.whole
    return filled(sentence, args)


@check(
    "alarm",
    level="warning",
    family="metrics",
    kind="experience",
    states=frozenset(("current",)),
    title=M("Alarm"),
    why=M(
        "The team said beforehand how bad is too bad. The newest reading is beyond it, and by "
        "more than chance."
    ),
    source="Qualtrics, X-data and O-data; 95 % intervals as in Wilson (1927)",
    settings={"sure": True},
    roll_up=1,
    rolled=_several_alarms,
    example="metrics:\n  - {id: csat, name: CSAT, kind: csat, formula: top 2, scale: [1, 5],"
    " better: higher, target: 80, alarm: 60}\nreadings:\n  - {metric: csat, at: pay,"
    " period: 2026-10, counts: {1: 200, 5: 100}}",
)
def alarm(context: Context) -> Iterator[Finding]:
    """Yield the places at which the newest reading is beyond its alarm, as `target-missed` does."""
    for metric, better in _directed(context):
        aims = [Aimed(metric.alarm, {})] if metric.alarm is not None else []
        aims += [Aimed(t.alarm, t.segment) for t in metric.targets if t.alarm is not None]
        yield from (found for _, found in _beyond(context, metric, better, aims, ALARMED))


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
    roll_up=1,
    rolled=_several_targets,
    example="metrics:\n  - {id: csat, name: CSAT, kind: csat, formula: top 2, scale: [1, 5],"
    " better: higher, target: 80}\nreadings:\n  - {metric: csat, at: pay, period: 2026-10,"
    " counts: {1: 80, 2: 60, 3: 46, 4: 102, 5: 100}}",
)
def target_missed(context: Context) -> Iterator[Finding]:
    """Yield the places at which the newest reading misses its target, one a metric and segment.

    A reading with an interval misses when all of the interval does (with `sure: false` when its
    value does), so that few answers accuse nobody; a reading without one by its value. Quiet where
    the direction of a metric is not known, and where an opportunity under way aims at the metric:
    that it is missed is then why somebody acts. An alarm is never in hand.
    """
    for metric, better in _directed(context):
        missed = _beyond(context, metric, better, list(_aims(metric)), MISSED)
        yield from (found for place, found in missed if not in_hand(context, metric.id, place))


def _directed(context: Context) -> Iterator[tuple[Metric, Better]]:
    """Yield each metric of which is known which way is better; the first of those of one id."""
    for metric in {metric.id: metric for metric in reversed(context.map.metrics)}.values():
        if better := better_of(metric):
            yield metric, better


def _beyond(
    context: Context, metric: Metric, better: Better, aims: Sequence[Aimed], words: Words
) -> Iterator[tuple[Key, Finding]]:
    """Yield the places beyond one of `aims`, each with what is to be said of it."""
    readings, sure = context.readings, bool(context.settings["sure"])
    for aimed in aims:
        target = value_of(metric, aimed.target)
        for place in readings.places(metric.id):
            point = readings.latest(metric.id, place, upto=context.today, segment=aimed.segment)
            if point and misses(point, aimed.target, better, sure):
                yield place, _missed(context, metric, place, point, aimed, target, words)


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


def _missed(
    context: Context,
    metric: Metric,
    place: str,
    point: Point,
    aimed: Aimed,
    target: Message,
    words: Words,
) -> Finding:
    index = context.index
    entry = index.resolve(place) if place else None
    key = entry.key if entry else ""
    reading = reading_of(context, metric, place, point, aimed.segment)
    args: dict[str, Value] = {
        "metric": metric.name,
        "value": value_of(metric, point.value),
        "period": _period_said(context, point.period),
        "target": target,
    }
    if key:
        args["place"] = name_of(index, key)
    if aimed.segment:
        args["segment"] = listed([f"{name} {word}" for name, word in sorted(aimed.segment.items())])
    message = _worded(words, args)
    return Finding(
        reading_key(reading) if reading else key,
        message,
        also=(key,) if reading and key else (),
        group=ONE_LIST,
    )


def _period_said(context: Context, period: str) -> Message:
    """Return a period in words: thousands of readings are of a few periods."""
    known: dict[str, Message] = context.once("periods said", dict)
    found = known.get(period)
    if found is None:
        found = known[period] = period_message(period, context.map.calendar)
    return found


def reading_of(
    context: Context, metric: Metric, place: str, point: Point, segment: Mapping[str, str] = ANYBODY
) -> Reading | None:
    """Return the first reading that a point was made of."""
    there = context.once("readings by period", lambda: _by_period(context))
    found = there.get((metric.id, place, point.period), [])
    if segment:
        found = [each for each in found if segment.items() <= each.segment.items()]
    exact = (each for each in found if each.segment == segment)
    return next(exact, found[0] if found else None)


def _by_period(context: Context) -> dict[tuple[str, str, str], list[Reading]]:
    place = context.readings.place
    found: dict[tuple[str, str, str], list[Reading]] = {}
    for reading in context.map.readings:
        key = (reading.metric, place(reading.at), reading.period)
        found.setdefault(key, []).append(reading)
    return found


# ---------------------------------------------------------------- for others


def newest(context: Context, place: Key) -> Sequence[tuple[Metric, Point]]:
    """Return each metric that has readings at a place, with the newest point up to today."""
    known: dict[Key, Sequence[tuple[Metric, Point]]] = context.once("newest", dict)
    found = known.get(place)
    if found is None:
        there = context.readings.at(place)
        found = known[place] = tuple(_newest(context, place, there)) if there else ()
    return found


def measured(context: Context) -> list[tuple[Key, Touchpoint]]:
    """Return the touchpoints with a newest point of some metric, with their keys, in file order."""
    return context.once("measured touchpoints", lambda: list(_measured(context)))


def _measured(context: Context) -> Iterator[tuple[Key, Touchpoint]]:
    readings = context.readings
    there, name = readings.everywhere, readings.place
    for key, touchpoint in context.index.records(Touchpoint):
        if name(key) in there and newest(context, key):
            yield key, touchpoint


def _newest(context: Context, place: Key, there: Sequence[Key]) -> Iterator[tuple[Metric, Point]]:
    metrics = context.once(
        "metrics", lambda: {metric.id: metric for metric in reversed(context.map.metrics)}
    )
    readings, today = context.readings, context.today
    for id in there:
        point = readings.latest(id, place, upto=today)
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


CHECKS = (alarm, target_missed)
