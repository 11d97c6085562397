"""How differently it goes on the channels of one stage, as measured and as felt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.lanes import by_stage
from journeymap.checks.metrics import measured, newest, value_of
from journeymap.checks.naming import name_of, quoted
from journeymap.checks.registry import check
from journeymap.model.ids import look_alike
from journeymap.model.index import Key
from journeymap.model.journey import Channel, Metric, Touchpoint
from journeymap.model.readings import Point
from journeymap.model.scales import scale_of
from journeymap.model.stage_ways import ways_inside_stages
from journeymap.model.text import M, Message

# ---------------------------------------------------------------- inconsistent-across-channels


@check(
    "inconsistent-across-channels",
    level="warning",
    kind="experience",
    family="channels",
    title=M("Stage that goes well on one channel and badly on another"),
    why=M(
        "Customers remember one company. What is easy here and hard there looks like carelessness, "
        "and the better channel shows that it could be done."
    ),
    source="Nielsen Norman Group, consistency in omnichannel experience",
    settings={"points": 20, "emotion": 2},
    example="readings:   # of one metric in one stage: 84 on the app, 52 at the till",
)
def inconsistent_across_channels(context: Context) -> Iterator[Finding]:
    """Yield once a stage and metric the channels whose newest readings lie far apart.

    Compared are metrics on a scale of their own width: CSAT, CES and NPS, scores and shares, each
    as points of 100 (of 200 for NPS), the worst touchpoint with the best on another channel, and
    only where the intervals do not meet. Without such a metric in the stage, emotions are compared:
    two apart, with a bad one among them. Only what customers choose between is compared, for the
    same job: touchpoints of one kind, or of one name where the kind is not said; paying here and
    complaining there are two things. Steps that follow on one another in the stage are other steps.
    """
    known = {touchpoint.id for _, touchpoint in measured(context)}
    for stage, touchpoints in by_stage(context).items():
        jobs: dict[tuple[Key, str], list[tuple[Touchpoint, Metric, Point]]] = {}
        for touchpoint in touchpoints:
            if touchpoint.id not in known or not touchpoint.channel:
                continue
            for metric, point in newest(context, touchpoint.id):
                if _points(metric, point.value) is not None:
                    job = metric.id, _job(touchpoint)
                    jobs.setdefault(job, []).append((touchpoint, metric, point))
        found = False
        for each in jobs.values():
            apart = _apart(context, each, context.settings["points"])
            if apart:
                found = True
                yield _measured_apart(context, stage, *apart)
        if not found:
            yield from _felt_apart(context, stage, touchpoints)


def _job(touchpoint: Touchpoint) -> str:
    """Return what customers do at a touchpoint, as far as the map says it."""
    return touchpoint.kind or look_alike(" ".join(touchpoint.name.split()))


def _points(metric: Metric, value: float) -> float | None:
    """Return a value in points of 100, None where the metric has no scale to count points on."""
    if metric.kind == "ratio":
        return 100 * value
    scale = scale_of(metric)
    if metric.kind == "nps":
        return value
    if metric.kind == "csat":
        return value
    if metric.kind in ("ces", "score") and scale and scale[1] > scale[0]:
        inside = scale[0] <= value <= scale[1]
        return 100 * (value - scale[0]) / (scale[1] - scale[0]) if inside else value
    return None


def _apart(
    context: Context, found: Sequence[tuple[Touchpoint, Metric, Point]], least: float
) -> tuple[tuple[Touchpoint, Metric, Point], tuple[Touchpoint, Metric, Point]] | None:
    """Return the highest and the lowest of different channels where they lie far enough apart."""
    ordered = sorted(found, key=lambda each: each[2].value)
    in_line = _in_line(context)
    for low in ordered[:1]:
        one = _points(low[1], low[2].value)
        for high in reversed(ordered):
            if high[0].channel == low[0].channel:
                continue
            other = _points(high[1], high[2].value)
            if one is None or other is None or other - one < least:
                return None
            if in_line(low[0].id, high[0].id):
                continue
            meet = low[2].high is not None and high[2].low is not None
            if meet and (high[2].low or 0) <= (low[2].high or 0):
                return None
            return high, low
    return None


def _in_line(context: Context) -> Callable[[Key, Key], bool]:
    """Return what says whether two touchpoints follow on one another inside one stage."""
    return context.asked(ways_inside_stages)


def _measured_apart(
    context: Context,
    stage: Key,
    high: tuple[Touchpoint, Metric, Point],
    low: tuple[Touchpoint, Metric, Point],
) -> Finding:
    metric = high[1]
    return Finding(
        stage,
        M(
            "In {stage}, {metric} is {high} at {one} ({one_channel}) and {low} at {other} "
            "({other_channel})",
            stage=name_of(context.index, stage),
            metric=metric.name,
            high=value_of(metric, high[2].value),
            one=quoted(high[0].name),
            one_channel=_bare(context, high[0]),
            low=value_of(metric, low[2].value),
            other=quoted(low[0].name),
            other_channel=_bare(context, low[0]),
        ),
        also=(high[0].id, low[0].id),
    )


def _felt_apart(
    context: Context, stage: Key, touchpoints: Sequence[Touchpoint]
) -> Iterator[Finding]:
    in_line = _in_line(context)
    same: dict[str, list[Touchpoint]] = {}
    for touchpoint in touchpoints:
        if touchpoint.channel and touchpoint.emotion is not None:
            same.setdefault(_job(touchpoint), []).append(touchpoint)
    for found in same.values():
        low = min(found, key=lambda t: t.emotion or 0)
        if len(found) < 2 or (low.emotion or 0) >= 0:
            continue
        least = (low.emotion or 0) + context.settings["emotion"]
        others = [t for t in found if t.channel != low.channel and (t.emotion or 0) >= least]
        others = [t for t in others if not in_line(low.id, t.id)]
        if others:
            high = max(others, key=lambda t: t.emotion or 0)
            yield Finding(
                stage,
                M(
                    "In {stage}, {one} ({one_channel}) has an emotion of {high} and {other} "
                    "({other_channel}) one of {low}",
                    stage=name_of(context.index, stage),
                    one=quoted(high.name),
                    one_channel=_bare(context, high),
                    high=high.emotion or 0,
                    other=quoted(low.name),
                    other_channel=_bare(context, low),
                    low=low.emotion or 0,
                ),
                also=(high.id, low.id),
            )


def _bare(context: Context, touchpoint: Touchpoint) -> Message | str:
    channel: Channel | None = context.index.channel(touchpoint.channel)
    return channel.name if channel else touchpoint.channel or ""


CHECKS = (inconsistent_across_channels,)
