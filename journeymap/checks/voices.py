"""Is measured what should be? Stages and moments of truth without a number.

A map needs no number at every step; these checks ask for one voice of the customer and one look at
behaviour where much is decided. How sure the numbers are, asks
`certainty.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.metrics import newest
from journeymap.checks.naming import names, quoted
from journeymap.checks.registry import check
from journeymap.model.index import Key
from journeymap.model.journey import Stage, Touchpoint
from journeymap.model.scales import voice_of
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import StageKind, State, Voice

CURRENT: frozenset[State] = frozenset(("current",))
WHOLE_MAP: tuple[str, ...] = ("map",)

# What shops measure in which stage: the measures of metrics, and kinds where those say enough.
TYPICAL: Mapping[StageKind, tuple[str, ...]] = {
    "awareness": ("search_traffic", "site_traffic", "impressions", "click_through", "engagement"),
    "evaluation": ("engagement", "lead_conversion", "time_on_site", "load_time", "lcp", "csat"),
    "purchase": ("abandonment", "completion", "conversion", "order_value", "acquisition_cost"),
    "retention": (
        "retention", "repeat_purchase", "csat", "first_contact_resolution", "response_time",
        "lifetime_value", "churn",
    ),
    "advocacy": ("referral", "nps", "shares"),
}  # fmt: skip
# The first words of each row above, for people.
WANTED: Mapping[StageKind, Message] = {
    "awareness": M("traffic, impressions or click-through rate"),
    "evaluation": M("engagement rate, lead conversion rate or time on site"),
    "purchase": M("abandonment, completion or conversion rate"),
    "retention": M("retention rate, repeat purchase rate or CSAT"),
    "advocacy": M("referral rate or NPS"),
}


# ---------------------------------------------------------------- stages


def _stages_named(context: Context, found: Sequence[Finding]) -> Message:
    return names(context.index, [finding.at for finding in found])


def _several_unmeasured(context: Context, found: Sequence[Finding]) -> Message:
    return M(
        "In {n} stage nothing is measured: {stages}",
        plural="In {n} stages nothing is measured: {stages}",
        n=len(found),
        stages=_stages_named(context, found),
    )


@check(
    "stage-without-metric",
    level="warning",
    family="metrics",
    states=CURRENT,
    title=M("Stage in which nothing is measured"),
    why=M(
        "Where no number is, the loudest opinion wins. And what is not measured before cannot be "
        "shown to be better afterwards."
    ),
    source="Qualtrics, X-data and O-data",
    roll_up=1,
    rolled=_several_unmeasured,
    example="readings:\n  - {metric: csat, at: pay, period: 2026-10, value: 80}"
    "   # and none in a stage with a moment of truth",
)
def stage_without_metric(context: Context) -> Iterator[Finding]:
    """Yield the stages with a moment of truth or an open pain point and without any reading.

    A stage in which nothing is decided and nothing hurts may well do without a number.
    """
    measured = _voices(context)
    matters = {each.stage for each in context.map.touchpoints if each.moment_of_truth}
    for pain in context.map.pain_points:
        if pain.status in ("open", "accepted") and (pain.severity or 0) >= 4:
            matters |= {hurt for at in pain.at if (hurt := _stage_of(context, at))}
    for key, stage in context.index.records(Stage):
        if key in matters and not measured.get(key):
            yield Finding(
                key,
                M("In the stage {stage} nothing is measured", stage=quoted(stage.name)),
                group=WHOLE_MAP,
            )


def _several_unheard(context: Context, found: Sequence[Finding]) -> Message:
    return M(
        "In {n} stage customers are counted and never asked: {stages}",
        plural="In {n} stages customers are counted and never asked: {stages}",
        n=len(found),
        stages=_stages_named(context, found),
    )


@check(
    "stage-without-customer-voice",
    level="info",
    family="metrics",
    states=CURRENT,
    title=M("Stage in which customers are counted and never asked"),
    why=M("What they do says where it goes wrong; only they can say why."),
    source="Qualtrics, X-data and O-data",
    roll_up=1,
    rolled=_several_unheard,
    example="metrics:\n  - {id: done, name: Completion, kind: ratio, measure: completion}"
    "\nreadings:\n  - {metric: done, at: pay, period: 2026-10, value: 80%}"
    "   # and no X-data in this stage",
)
def stage_without_customer_voice(context: Context) -> Iterator[Finding]:
    """Yield the stages with several touchpoints, of which a rated low, and with O-data only.

    One where nothing is measured at all is the subject of `stage-without-metric`; one in which all
    goes well by the ratings has no open question.
    """
    measured = _voices(context)
    lows = {each.stage for each in context.map.touchpoints if (each.emotion or 0) < 0}
    for key, stage in context.index.records(Stage):
        if key in lows and measured.get(key) == {"o"}:
            yield Finding(
                key,
                M(
                    "In the stage {stage} customers are counted and never asked",
                    stage=quoted(stage.name),
                ),
                group=WHOLE_MAP,
            )


def _several_one_sided(context: Context, found: Sequence[Finding]) -> Message:
    return M(
        "{n} moment of truth is not measured from both sides: {moments}",
        plural="{n} moments of truth are not measured from both sides: {moments}",
        n=len(found),
        moments=names(context.index, [finding.at for finding in found]),
    )


@check(
    "moment-of-truth-without-x-and-o",
    level="warning",
    family="metrics",
    states=CURRENT,
    title=M("Moment of truth that is not measured from both sides"),
    why=M(
        "Where customers decide whether they stay, one number deceives: they say one thing and do "
        "another. Have what they say beside what they do."
    ),
    source="Qualtrics, X-data and O-data; Strativity, on moments of truth",
    roll_up=1,
    rolled=_several_one_sided,
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, moment_of_truth: true}"
    "   # with CSAT readings only",
)
def moment_of_truth_without_x_and_o(context: Context) -> Iterator[Finding]:
    """Yield the moments of truth with readings of one voice only, or of none.

    In a stage where nothing at all is measured `stage-without-metric` says so. Meant are moments
    that go badly by their rating or are not rated: of another one the second voice can wait.
    """
    measured = _voices(context)
    for entry in context.index.of_kind("touchpoint"):
        each = entry.record
        if not isinstance(each, Touchpoint) or not each.moment_of_truth:
            continue
        if (each.emotion is not None and each.emotion >= 0) or not measured.get(each.stage):
            continue
        voices = {voice_of(metric) for metric, _ in newest(context, entry.key)}
        name = quoted(each.name)
        if not voices:
            message = M("At the moment of truth {name} nothing is measured", name=name)
        elif voices == {"o"}:
            message = M("At the moment of truth {name} nobody is asked", name=name)
        elif voices == {"x"}:
            message = M("At the moment of truth {name} nothing says what people do", name=name)
        else:
            continue
        yield Finding(entry.key, message, field="moment_of_truth", group=WHOLE_MAP)


def _several_untypical(context: Context, found: Sequence[Finding]) -> Message:
    return M(
        "{n} stage lacks the numbers that most shops have there: {stages}",
        plural="{n} stages lack the numbers that most shops have there: {stages}",
        n=len(found),
        stages=_stages_named(context, found),
    )


@check(
    "typical-metric-missing",
    level="info",
    family="metrics",
    states=CURRENT,
    profiles=frozenset(("commerce",)),
    title=M("Stage without the numbers that most shops have there"),
    why=M("Others measure it for a reason; not to is fine where there is one too."),
    source="metrics, typical metrics per stage",
    roll_up=1,
    rolled=_several_untypical,
    example="stages:\n  - {id: buy, name: Buy, kind: purchase}"
    "   # and neither abandonment nor completion nor conversion is measured there",
)
def typical_metric_missing(context: Context) -> Iterator[Finding]:
    """Yield the stages in which something is measured, but none of what is typical of their kind.

    A number for the whole map counts for every stage. Where nothing at all is measured there is no
    point in asking for the typical.
    """
    metrics = {metric.id: metric for metric in reversed(context.map.metrics)}
    there: dict[Key, set[str]] = {}
    for id, at in {(r.metric, r.at or "") for r in context.map.readings}:
        if metric := metrics.get(id):
            stage = _stage_of(context, at) if at and at != "map" else ""
            there.setdefault(stage, set()).update((metric.measure or "", metric.kind))
    for key, stage_record in context.index.records(Stage):
        kind = stage_record.kind
        if kind is None or kind not in TYPICAL or not there.get(key):
            continue
        if not set(TYPICAL[kind]) & (there[key] | there.get("", set())):
            yield Finding(
                key,
                M(
                    "In the stage {stage} most shops measure {metrics}",
                    stage=quoted(stage_record.name),
                    metrics=WANTED[kind],
                ),
                group=WHOLE_MAP,
            )


# ---------------------------------------------------------------- inside


def _voices(context: Context) -> dict[Key, set[Voice]]:
    """Return the voices of the readings in each stage: `x`, `o` or both."""

    def work_out() -> dict[Key, set[Voice]]:
        metrics = {metric.id: metric for metric in reversed(context.map.metrics)}
        found: dict[Key, set[Voice]] = {}
        for id, at in {(r.metric, r.at) for r in context.map.readings if r.at}:
            if id in metrics and (stage := _stage_of(context, at)):
                found.setdefault(stage, set()).add(voice_of(metrics[id]))
        return found

    return context.once("voices by stage", work_out)


def _stage_of(context: Context, at: Key) -> Key:
    place = context.place_of(at)
    touchpoint = context.index.touchpoint(place)
    if touchpoint:
        return touchpoint.stage
    return place if context.index.stage(place) else ""


CHECKS = (
    stage_without_metric,
    stage_without_customer_voice,
    moment_of_truth_without_x_and_o,
    typical_metric_missing,
)
