"""What the numbers tell: they get worse, or disagree with the map and with each other.

Targets and alarms are in `metrics.py`, drop-off and slow pages in `leaving.py`. Everything here
compares newest readings, and calls nothing a difference that chance alone explains: where an
interval is known, all of it has to lie there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.metrics import first_few, measured, newest, reading_of, value_of
from journeymap.checks.naming import name_of, quoted
from journeymap.checks.registry import check
from journeymap.model.agreement import rating_for, sure_band
from journeymap.model.changes import margin_of_change
from journeymap.model.index import Key, reading_key
from journeymap.model.journey import Metric, Touchpoint
from journeymap.model.periods import period_message, span
from journeymap.model.readings import Point, stated_by
from journeymap.model.scales import Band, better_of, voice_of
from journeymap.model.text import M, Message
from journeymap.model.timeline import comparable
from journeymap.model.vocabulary import State

CURRENT: frozenset[State] = frozenset(("current",))
BEFORE = 3  # periods
# What customers do; load and waiting times are what is done to them.
BEHAVIOUR = frozenset(
    "abandonment churn conversion completion click_through engagement lead_conversion retention"
    " repeat_purchase referral".split()
)
WHOLE_MAP: tuple[str, ...] = ("map",)


# ---------------------------------------------------------------- worsening


def _several_worse(_: Context, found: Sequence[Finding]) -> Message:
    return M(
        "{n} number gets worse: {numbers}",
        plural="{n} numbers get worse: {numbers}",
        n=len(found),
        numbers=first_few(found, lambda finding: _worse_in_short(finding.message)),
    )


def _worse_in_short(message: Message) -> Message:
    short = M("{metric} at {place} (from {before} to {now})")
    if "place" not in message.args:
        short = M("{metric} (from {before} to {now})")
    return short._replace(args=message.args)


@check(
    "worsening",
    level="info",
    kind="experience",
    family="metrics",
    states=CURRENT,
    settings={"least": 0.1},
    title=M("Number that gets worse"),
    why=M("A slow slide is noticed by nobody who looks at one month; the customers live in it."),
    source="Two means differ when they lie further apart than √(m₁² + m₂²), m their margins",
    roll_up=1,
    rolled=_several_worse,
    example="readings:   # where higher is better\n  - {metric: nps, period: 2026-07, value: 40}\n"
    "  - {metric: nps, period: 2026-08, value: 36}\n"
    "  - {metric: nps, period: 2026-09, value: 33}\n"
    "  - {metric: nps, period: 2026-10, value: 28}",
)
def worsening(context: Context) -> Iterator[Finding]:
    """Yield the places at which a metric is worse than three periods ago, by more than chance.

    Months are compared with months. Behaviour is counted on so many that chance explains little;
    there a change counts from `least` on, as a part of the older value, for no number stands still.
    It stands at the newest reading, so it is quiet where that misses its target or is an alarm.
    """
    for metric in {metric.id: metric for metric in reversed(context.map.metrics)}.values():
        better = better_of(metric)
        for place in context.readings.places(metric.id) if better else ():
            pair = _three_ago(context, metric, place)
            if pair is None:
                continue
            before, now = pair
            worse = before.value - now.value if better == "higher" else now.value - before.value
            margin = margin_of_change(before, now)
            if margin is None or voice_of(metric) == "o":
                margin = max(margin or 0.0, context.settings["least"] * abs(before.value))
            if worse <= 0 or worse <= margin:
                continue
            entry = context.index.resolve(place) if place else None
            key = entry.key if entry else ""
            reading = reading_of(context, metric, place, now)
            yield Finding(
                reading_key(reading) if reading else key,
                _worse(context, metric, key, before, now),
                also=(key,) if reading and key else (),
                group=WHOLE_MAP,
            )


def _three_ago(context: Context, metric: Metric, place: str) -> tuple[Point, Point] | None:
    """Return the point three periods ago, of those as long as the newest, and the newest."""
    if context.readings.taken(metric.id, place) <= BEFORE:
        return None
    calendar, today = context.map.calendar, context.today
    points = context.readings.series(metric.id, place)
    spans = [(span(point.period, calendar), point) for point in points]
    spans = [each for each in spans if today is None or stated_by(metric, each[0], today)]
    if not spans:
        return None
    alike = [point for when, point in spans if comparable(when, spans[-1][0])]
    return (alike[-1 - BEFORE], alike[-1]) if len(alike) > BEFORE else None


def _worse(context: Context, metric: Metric, key: Key, before: Point, now: Point) -> Message:
    calendar = context.map.calendar
    message = M(
        "{metric} at {place} went from {before} in {then} to {now} in {period}",
        metric=metric.name,
        place=name_of(context.index, key),
        before=value_of(metric, before.value),
        then=period_message(before.period, calendar),
        now=value_of(metric, now.value),
        period=period_message(now.period, calendar),
    )
    if key:
        return message
    args = {name: value for name, value in message.args.items() if name != "place"}
    return M("{metric} went from {before} in {then} to {now} in {period}")._replace(args=args)


# ---------------------------------------------------------------- numbers against the map


class Said(NamedTuple):
    """A number beside what the map says: whether it is surely good or surely poor."""

    metric: Metric
    point: Point
    band: Band

    @property
    def value(self) -> Message:
        """The number with its name: CSAT 42."""
        return M(
            "{metric} {value}",
            context="reading",
            metric=self.metric.name,
            value=value_of(self.metric, self.point.value),
        )


def _surely(context: Context, key: Key) -> Iterator[Said]:
    """Yield the newest readings at a touchpoint that are good or poor with all their interval."""
    for metric, point in newest(context, key):
        band = sure_band(metric, point)
        if band in ("good", "poor"):
            yield Said(metric, point, band)


@check(
    "rated-against-evidence",
    level="warning",
    family="metrics",
    states=CURRENT,
    title=M("Rating that the numbers contradict"),
    why=M(
        "The room put a smile where customers complain, or the other way round. One of the two is "
        "wrong, and it is seldom the customers."
    ),
    source="Temkin Group: success, effort, emotion; Qualtrics, X-data",
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, emotion: 2}"
    "   # and CSAT 41 there",
)
def rated_against_evidence(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints whose rating says the opposite of what was measured there.

    Emotion is held against CSAT, effort against CES, success against completion, abandonment and
    conversion. A rating in the middle contradicts nothing.
    """
    for key, each in measured(context):
        for said in _surely(context, key):
            rating = rating_for(each, said.metric)
            if rating and rating.band not in ("plain", said.band):
                yield Finding(
                    key,
                    M(
                        "{touchpoint} is rated well ({rating}), but {number} says otherwise",
                        touchpoint=quoted(each.name),
                        rating=_rating(each, rating.field),
                        number=said.value,
                    )
                    if rating.band == "good"
                    else M(
                        "{touchpoint} is rated badly ({rating}), but {number} says otherwise",
                        touchpoint=quoted(each.name),
                        rating=_rating(each, rating.field),
                        number=said.value,
                    ),
                    field=rating.field,
                )
                break


def _rating(each: Touchpoint, field: str) -> Message:
    if field == "emotion":
        return M("emotion {number}", number=each.emotion or 0)
    if field == "effort":
        return M("effort {number}", number=each.effort or 0)
    return M("success {number}", number=each.success or 0)


@check(
    "feeling-against-behaviour",
    level="warning",
    kind="experience",
    family="metrics",
    states=CURRENT,
    title=M("Customers say one thing and do another"),
    why=M(
        "They are happy and leave, or complain and come back. This is the most useful thing a map "
        "can show, and no single number does."
    ),
    source="Qualtrics, X-data and O-data",
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order}"
    "   # CSAT 86 there, and 45% do not finish",
)
def feeling_against_behaviour(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints at which X-data and O-data lie in opposite bands, once for each.

    Of the O-data what customers do counts; that pages are quick while people suffer is no riddle.
    """
    for key, each in measured(context):
        said = list(_surely(context, key))
        for feeling in (s for s in said if voice_of(s.metric) == "x"):
            doing = next(
                (s for s in said if s.metric.measure in BEHAVIOUR and s.band != feeling.band), None
            )
            if doing:
                yield Finding(
                    key,
                    M(
                        "At {touchpoint} customers say it is good ({feeling}) and do not act "
                        "like it ({doing})",
                        touchpoint=quoted(each.name),
                        feeling=feeling.value,
                        doing=doing.value,
                    )
                    if feeling.band == "good"
                    else M(
                        "At {touchpoint} customers say it is bad ({feeling}) and do not act "
                        "like it ({doing})",
                        touchpoint=quoted(each.name),
                        feeling=feeling.value,
                        doing=doing.value,
                    ),
                )
                break


CHECKS = (worsening, rated_against_evidence, feeling_against_behaviour)
