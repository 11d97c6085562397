"""Do the metrics say what they mean? Scales, formulas, directions, targets, and whether they serve.

About the definitions and what breaks them; what the readings tell is in `metrics.py` and
`telling.py`, and where readings are wanted in `voices.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.mending import changed, deleted
from journeymap.checks.metrics import value_of
from journeymap.checks.named import in_use
from journeymap.checks.naming import names, quoted
from journeymap.checks.registry import check
from journeymap.model.formulas import scores_of
from journeymap.model.index import Key
from journeymap.model.journey import Metric, Reading
from journeymap.model.periods import period_message
from journeymap.model.scales import better_of, formula_of, possible, scale_of
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import NAMES

# ---------------------------------------------------------------- value-outside-scale


@check(
    "value-outside-scale",
    level="error",
    family="metrics",
    title=M("Value that its metric cannot have"),
    why=M(
        "A CSAT of 520, or a 7 on a scale of five, is a slip of the keyboard or another metric. "
        "One such number bends every mean that it is part of."
    ),
    source="map-format, metrics",
    example="metrics:\n  - {id: nps, name: NPS, kind: nps, better: higher}\nreadings:\n"
    "  - {metric: nps, period: 2026-10, value: 140}",
)
def value_outside_scale(context: Context) -> Iterator[Finding]:
    """Yield the readings whose value, or one of whose scores, lies outside what is possible.

    Shares are 0 to 1, net scores −100 to 100, CSAT as a share 0 to 100, means as the scale goes;
    what has no scale is only held to be no less than nothing, but for amounts and free scores.
    """
    metrics = {metric.id: metric for metric in reversed(context.map.metrics)}
    for entry in context.index.of_kind("reading"):
        reading = entry.record
        assert isinstance(reading, Reading)
        metric = metrics.get(reading.metric)
        message = _outside(context, metric, reading) if metric else None
        if message:
            yield Finding(entry.key, message, field="counts" if reading.counts else "value")


def _outside(context: Context, metric: Metric, reading: Reading) -> Message | None:
    period = period_message(reading.period, context.map.calendar)
    if reading.counts is not None:
        return _outside_counts(metric, reading, period)
    low, high = possible(metric)
    value = reading.value
    if value is None or ((low is None or low <= value) and (high is None or value <= high)):
        return None
    if high is None or low is None:
        return M(
            "{metric} in {period}: {value} is impossible, nothing is below {low}",
            metric=quoted(metric.name),
            value=value_of(metric, value),
            period=period,
            low=value_of(metric, low or 0),
        )
    return M(
        "{metric} in {period}: {value} does not lie between {low} and {high}",
        metric=quoted(metric.name),
        value=value_of(metric, value),
        period=period,
        low=value_of(metric, low),
        high=value_of(metric, high),
    )


def _outside_counts(metric: Metric, reading: Reading, period: Message) -> Message | None:
    scale = scale_of(metric) if metric.kind in ("csat", "ces", "nps", "score") else None
    if not scale:
        return None
    beyond = [s for s in scores_of(reading.counts or {}) if not scale[0] <= s <= scale[1]]
    if not beyond:
        return None
    return M(
        "{metric} in {period}: the score {score} is not on the scale from {low} to {high}",
        metric=quoted(metric.name),
        period=period,
        score=beyond[0],
        low=scale[0],
        high=scale[1],
    )


# ---------------------------------------------------------------- what a metric leaves open


@check(
    "ces-without-direction",
    level="error",
    family="metrics",
    title=M("CES that does not say which end is easy"),
    why=M(
        "Customer effort is asked both ways: 7 can be “very easy” or “very much effort”. Without "
        "the direction the best month may be the worst."
    ),
    source="Dixon, Freeman and Toman, Stop trying to delight your customers (2010); CES 2.0",
    fix=M("Let higher be easier"),
    example="metrics:\n  - {id: ces, name: CES, kind: ces, scale: [1, 7]}",
)
def ces_without_direction(context: Context) -> Iterator[Finding]:
    """Yield the CES metrics without `better`.

    The fix takes what target and alarm say, else the direction of CES 2.0: higher is easier.
    """
    for key, metric in context.index.records(Metric):
        if metric.kind == "ces" and metric.better is None:
            better = better_of(metric) or "higher"
            name = M("Higher is easier") if better == "higher" else M("Lower is easier")
            yield Finding(
                key,
                M(
                    "Nothing says whether a high {metric} is easy or hard",
                    metric=quoted(metric.name),
                ),
                field="better",
                fix=Fix(name, changed(key, better=better)),
            )


@check(
    "csat-without-formula",
    level="error",
    family="metrics",
    title=M("CSAT that does not say how it is worked out"),
    why=M(
        "The same answers give 52, 55 or 64, as the share of the two best marks, as the rescaled "
        "mean or as the share of the best possible. Without the formula no two can be compared."
    ),
    source="map-format, metrics: formulas of CSAT",
    fix=M("Count the two best marks"),
    example="metrics:\n  - {id: csat, name: CSAT, kind: csat, scale: [1, 5]}",
)
def csat_without_formula(context: Context) -> Iterator[Finding]:
    """Yield the CSAT metrics whose formula is missing or not known."""
    for key, metric in context.index.records(Metric):
        if metric.kind == "csat" and formula_of(metric) is None:
            said = (metric.formula or "").strip()
            yield Finding(
                key,
                M("{metric} has no formula “{formula}”", metric=quoted(metric.name), formula=said)
                if said
                else M("Nothing says how {metric} is worked out", metric=quoted(metric.name)),
                field="formula",
                fix=Fix(M("Count the two best marks (top 2)"), changed(key, formula="top 2")),
            )


@check(
    "metric-without-target",
    level="warning",
    family="metrics",
    title=M("Metric without a target"),
    why=M("A number without a target is weather: everybody looks at it and nobody does anything."),
    source="Qualtrics, X-data and O-data",
    example="metrics:\n  - {id: nps, name: NPS, kind: nps, better: higher}   # and no target",
)
def metric_without_target(context: Context) -> Iterator[Finding]:
    """Yield the metrics that have readings and no target, not even for a segment."""
    read = {reading.metric for reading in context.map.readings}
    for key, metric in context.index.records(Metric):
        aimed = metric.target is not None or any(t.target is not None for t in metric.targets)
        if metric.id in read and not aimed:
            yield Finding(
                key,
                M("{metric} is measured and has no target", metric=quoted(metric.name)),
                field="target",
            )


@check(
    "alarm-beyond-target",
    level="error",
    family="metrics",
    title=M("Alarm on the good side of the target"),
    why=M(
        "Between target and alarm everything is at once good enough and an alarm. One of the two, "
        "or the direction, is wrong."
    ),
    source="map-format, metrics",
    example="metrics:\n  - {id: nps, name: NPS, kind: nps, better: higher, target: 20, alarm: 40}",
)
def alarm_beyond_target(context: Context) -> Iterator[Finding]:
    """Yield the metrics whose alarm is better than the target, for everybody or for a segment.

    Which of target, alarm and direction is wrong, only the author knows: there is no fix.
    """
    for key, metric in context.index.records(Metric):
        better = better_of(metric)
        if better is None:
            continue
        sign = 1 if better == "higher" else -1
        limits = [(metric.target, metric.alarm), *((t.target, t.alarm) for t in metric.targets)]
        for place, (target, alarm) in enumerate(limits):
            if target is not None and alarm is not None and sign * alarm > sign * target:
                yield Finding(
                    key,
                    M(
                        "The alarm of {metric} ({alarm}) is better than its target ({target}): "
                        "higher is better",
                        metric=quoted(metric.name),
                        alarm=value_of(metric, alarm),
                        target=value_of(metric, target),
                    )
                    if better == "higher"
                    else M(
                        "The alarm of {metric} ({alarm}) is better than its target ({target}): "
                        "lower is better",
                        metric=quoted(metric.name),
                        alarm=value_of(metric, alarm),
                        target=value_of(metric, target),
                    ),
                    field="targets" if place else "alarm",
                )
                break


@check(
    "scales-differ",
    level="warning",
    family="metrics",
    title=M("One question asked in two ways"),
    why=M(
        "A CSAT of five marks in one stage and of seven in the next cannot be laid side by side, "
        "and everybody will."
    ),
    source="Qualtrics, on comparable scales",
    example="metrics:\n"
    "  - {id: a, name: CSAT in the app, kind: csat, formula: top 2, scale: [1, 5]}\n"
    "  - {id: b, name: CSAT in the store, kind: csat, formula: top 2, scale: [1, 7]}",
)
def scales_differ(context: Context) -> Iterator[Finding]:
    """Yield, once a kind, the CSAT, CES or NPS metrics that differ in scale, formula or question.

    Only those with readings in different stages: a metric that took the place of another at the
    same step is a change and no mixture. Questions that are not written down are unknown.
    """
    alike: dict[str, list[tuple[Key, Metric]]] = {}
    stages = _stages_of_metrics(context)
    for key, metric in context.index.records(Metric):
        if metric.kind in ("csat", "ces", "nps") and stages.get(metric.id):
            alike.setdefault(metric.kind, []).append((key, metric))
    for kind, found in alike.items():
        if len(found) < 2 or len(set().union(*(stages[each.id] for _, each in found))) < 2:
            continue
        what = _difference([metric for _, metric in found])
        if what:
            keys = tuple(key for key, _ in found)
            yield Finding(
                keys[1],
                M(
                    "{metrics} are all {kind} and differ in {what}",
                    metrics=names(context.index, keys),
                    kind=NAMES["metric"][kind],
                    what=what,
                ),
                field="scale",
                also=(keys[0], *keys[2:]),
            )


def _difference(metrics: list[Metric]) -> Message | None:
    if len({scale_of(metric) for metric in metrics}) > 1:
        return M("their scale")
    if len({formula_of(metric) for metric in metrics}) > 1:
        return M("their formula")
    asked = {" ".join(q.casefold().split()) for metric in metrics if (q := metric.question)}
    return M("the question that is asked") if len(asked) > 1 else None


def _stages_of_metrics(context: Context) -> dict[Key, set[Key]]:
    stages: dict[Key, set[Key]] = {}
    for metric, at in {(r.metric, r.at) for r in context.map.readings if r.at}:
        place = context.place_of(at)
        touchpoint = context.index.touchpoint(place)
        if touchpoint or context.index.stage(place):
            stages.setdefault(metric, set()).add(touchpoint.stage if touchpoint else place)
    return stages


@check(
    "metric-not-used",
    level="info",
    family="metrics",
    title=M("Metric that nobody uses"),
    why=M("A metric without a reading, at which nothing aims, is a promise that nobody keeps."),
    source="Qualtrics, X-data and O-data",
    fix=M("Remove the metric"),
    example="metrics:\n  - {id: nps, name: NPS, kind: nps, better: higher}   # and no readings",
)
def metric_not_used(context: Context) -> Iterator[Finding]:
    """Yield the metrics that nothing names: no reading, no aim of an opportunity, no source."""
    unread = {metric.id for metric in context.map.metrics}
    unread -= {reading.metric for reading in context.map.readings}
    if not unread:
        return
    named = in_use(context)
    for key, metric in context.index.records(Metric):
        if metric.id in unread and metric.id not in named:
            yield Finding(
                key,
                M("Nothing uses {metric}: it has no reading", metric=quoted(metric.name)),
                fix=Fix(M("Remove {metric}", metric=quoted(metric.name)), deleted(key)),
            )


# ---------------------------------------------------------------- inside


CHECKS = (
    value_outside_scale,
    ces_without_direction,
    csat_without_formula,
    metric_without_target,
    alarm_beyond_target,
    scales_differ,
    metric_not_used,
)
