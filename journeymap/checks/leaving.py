"""Where people leave, and where pages are too slow to stay: numbers beside what explains them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.metrics import first_few, measured, newest
from journeymap.checks.naming import quoted
from journeymap.checks.registry import check
from journeymap.checks.telling import Said
from journeymap.model.index import Key
from journeymap.model.journey import Metric
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import State

CURRENT: frozenset[State] = frozenset(("current",))
FEW = 0.1  # fewer who do not finish need no explanation
WHOLE_MAP: tuple[str, ...] = ("map",)


def _several_left(_: Context, found: Sequence[Finding]) -> Message:
    return M(
        "At {n} touchpoint many do not finish, and no pain point says why: {touchpoints}",
        plural="At {n} touchpoints many do not finish, and no pain point says why: {touchpoints}",
        n=len(found),
        touchpoints=first_few(found, _in_short),
    )


def _in_short(finding: Finding) -> Message:
    args = finding.message.args
    return M("{touchpoint} ({share})", context="drop-off")._replace(args=args)


@check(
    "drop-off-unexplained",
    level="warning",
    family="metrics",
    states=CURRENT,
    settings={"share": 0.3, "cart": 0.7},
    roll_up=1,
    rolled=_several_left,
    title=M("Drop-off that nothing explains"),
    why=M(
        "Where people leave, something hurts. A number without a pain point says that nobody has "
        "asked them what."
    ),
    source="Baymard Institute, cart abandonment: about 70 % is usual",
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order}"
    "   # 39% do not finish, and no pain point is there",
)
def drop_off_unexplained(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints that too many do not finish and at which no pain point is.

    Too many is what misses the metric's own target; where it has none, `share` from the stage of
    the purchase on, and `cart` at carts; less than a tenth never is. Before the purchase people may
    just look round. A worst step there always is, so being the worst alone is nothing to report.
    """
    hurting = {at for pain in context.map.pain_points for at in pain.at}
    hurting |= {context.place_of(at) for at in hurting}
    bought = _from_purchase_on(context)
    for key, each in measured(context):
        if key in hurting:
            continue
        for metric, point in newest(context, key):
            left = _left(metric, point.value)
            if left is None:
                continue
            limit = _left(metric, metric.target) if metric.target is not None else None
            if limit is None and each.kind == "cart":
                limit = context.settings["cart"]
            elif limit is None and each.stage in bought:
                limit = context.settings["share"]
            if limit is not None and left > max(limit, FEW) + 1e-9:
                yield Finding(
                    key,
                    M(
                        "{share} do not finish {touchpoint}, and no pain point says why",
                        share=M("{number}%", context="share", number=round(100 * left, 1)),
                        touchpoint=quoted(each.name),
                    ),
                    group=WHOLE_MAP,
                )
                break


def _left(metric: Metric, value: float) -> float | None:
    """Return the share of those who leave, None where a metric does not say it."""
    if metric.kind != "ratio":
        return None
    if metric.measure == "abandonment":
        return value
    return 1 - value if metric.measure == "completion" else None


def _from_purchase_on(context: Context) -> set[Key]:
    stages = context.map.stages
    first = next((i for i, stage in enumerate(stages) if stage.kind == "purchase"), len(stages))
    return {stage.id for stage in stages[first:]}


SECONDS: Mapping[str, float] = {"": 1, "s": 1, "sec": 1, "seconds": 1, "ms": 0.001}


@check(
    "slow-page",
    level="warning",
    kind="experience",
    family="metrics",
    states=CURRENT,
    settings={"lcp": 2.5, "load_time": 2.0},
    title=M("Slow page"),
    why=M("Nobody complains about a slow page; they are gone before it is there."),
    source="web.dev, Core Web Vitals: the largest contentful paint within 2.5 s for three of four",
    example="metrics:\n  - {id: lcp, name: LCP, kind: duration, measure: lcp, stat: p75, unit: s,"
    " better: lower}\nreadings:\n  - {metric: lcp, at: pay, period: 2026-10, value: 3.4}",
)
def slow_page(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints whose newest LCP or load time is beyond the setting, in seconds.

    Of the 75th percentile, or where the statistic is not said; a mean hides the slow ones. Where
    the metric has its own target, or alarm, that one speaks.
    """
    for key, each in measured(context):
        for metric, point in newest(context, key):
            limit = {"lcp": "lcp", "load_time": "load_time"}.get(metric.measure or "")
            factor = SECONDS.get((metric.unit or "").strip().lower())
            own = metric.target is not None or metric.alarm is not None
            if not limit or factor is None or own or metric.stat not in (None, "p75"):
                continue
            if point.value * factor > context.settings[limit]:
                yield Finding(
                    key,
                    M(
                        "{touchpoint} is slow: {number}, where {limit} s are the most",
                        touchpoint=quoted(each.name),
                        number=Said(metric, point, "poor").value,
                        limit=context.settings[limit],
                    ),
                )
                break


CHECKS = (drop_off_unexplained, slow_page)
