"""Do the ratings agree with the rest of the map: pain points, expectations, times, its state?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeymap.checks.context import Context
from journeymap.checks.experience import LOW, lows, rating
from journeymap.checks.finding import Finding
from journeymap.checks.metrics import newest
from journeymap.checks.naming import listed, names, quoted
from journeymap.checks.registry import check
from journeymap.model.journey import Touchpoint
from journeymap.model.scales import voice_of
from journeymap.model.text import M, Message

# ---------------------------------------------------------------- pain-point-at-a-high


@check(
    "pain-point-at-a-high",
    level="info",
    family="experience",
    states=frozenset(("current",)),
    title=M("Severe pain point where all goes well"),
    why=M(
        "It cannot hurt badly and feel good at once. Either the curve or the severity is what the "
        "team believes and not what customers said."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: one story in all lanes",
    settings={"severity": 4},
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, emotion: 2}\n"
    "pain_points:\n  - {id: declined, name: The card is declined, at: [pay], severity: 5}",
)
def pain_point_at_a_high(context: Context) -> Iterator[Finding]:
    """Yield the severe open pain points all of whose touchpoints are felt as good by everybody.

    Good is an emotion of 1 or more without a low of another part or persona. Places that are not
    rated, and stages, say nothing. A pain that few have may well stand at a high that many feel:
    one with a reach under a fifth is left in peace.
    """
    for pain in context.map.pain_points:
        if pain.status not in ("open", "accepted"):
            continue
        few = pain.reach is not None and pain.reach < 0.2
        if few or (pain.severity or 0) < context.settings["severity"]:
            continue
        places = [context.index.touchpoint(context.place_of(at)) for at in pain.at]
        highs = [place for place in places if place is not None and _is_high(place)]
        if highs and len(highs) == len(places):
            yield Finding(
                pain.id,
                M(
                    "{pain} (severity {severity}) stands at {touchpoints}, where customers feel "
                    "good",
                    pain=quoted(pain.name),
                    severity=pain.severity or 0,
                    touchpoints=names(context.index, [high.id for high in highs]),
                ),
                field="severity",
                also=tuple(high.id for high in highs),
            )


def _is_high(touchpoint: Touchpoint) -> bool:
    return (touchpoint.emotion or 0) >= 1 and not lows(touchpoint, {**LOW, "emotion": 0})


# ---------------------------------------------------------------- expectation-not-met


@check(
    "expectation-not-met",
    level="warning",
    kind="experience",
    family="experience",
    title=M("Expectation that is not met"),
    why=M(
        "Customers judge by what they expected. Where we know what that is and fall short of it, "
        "the disappointment was foreseeable."
    ),
    source="Oliver, expectancy disconfirmation (1980); Parasuraman, Zeithaml and Berry, SERVQUAL",
    settings={"emotion": -2, "success": 2},
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, emotion: -2, "
    "expectation: One tap and done}",
)
def expectation_not_met(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints with an expectation at which people fail or feel as bad as they can.

    An emotion of −1 alone is a disappointment of any kind; it need not be about the expectation.
    """
    limits = {**context.settings, "effort": 6}  # hard is no disappointment by itself
    for touchpoint in context.map.touchpoints:
        expected = " ".join((touchpoint.expectation or "").split())
        found = lows(touchpoint, limits) if expected else ()
        if found:
            yield Finding(
                touchpoint.id,
                M(
                    "Customers expect {expectation} at {touchpoint} and do not get it ({ratings})",
                    expectation=quoted(expected if len(expected) <= 80 else f"{expected[:79]}…"),
                    touchpoint=quoted(touchpoint.name),
                    ratings=listed([rating(context.index, low) for low in found]),
                ),
                field="expectation",
            )


# ---------------------------------------------------------------- waiting-not-recorded


def _unmeasured(context: Context, found: Sequence[Finding]) -> Message:
    return M(
        "Nothing says how long these lows take, or how long people wait there: {touchpoints}",
        touchpoints=names(context.index, [finding.at for finding in found]),
    )


@check(
    "waiting-not-recorded",
    level="info",
    family="experience",
    states=frozenset(("current",)),
    title=M("Low of which nothing says how long it takes"),
    why=M(
        "Time is the complaint behind many lows, and waiting feels longer than doing. How long it "
        "takes is the first number to ask for."
    ),
    source="Maister, The psychology of waiting lines (1985)",
    settings={"emotion": -1, "effort": 4},
    roll_up=1,
    rolled=_unmeasured,
    example="touchpoints:\n  - {id: queue, name: Queue at the till, stage: order, emotion: -1, "
    "effort: 4}   # no takes, no waits",
)
def waiting_not_recorded(context: Context) -> Iterator[Finding]:
    """Yield the lows in emotion and effort at once that say neither `takes` nor `waits`.

    A time on a flow that leads there, on a step behind it, for one persona or in a reading of a
    duration counts as well. All of them in a map become one finding.
    """
    timed = {flow.target for flow in context.map.flows if flow.waits}
    timed |= {key for s in context.map.backstage if s.takes or s.waits for key in s.at}
    limits = {**context.settings, "success": 0}
    for touchpoint in context.map.touchpoints:
        if touchpoint.takes or touchpoint.waits or touchpoint.id in timed:
            continue
        if any(view.takes for view in touchpoint.by_persona.values()):
            continue
        if len({low.field for low in lows(touchpoint, limits)}) < 2:
            continue
        if any(metric.kind == "duration" for metric, _ in newest(context, touchpoint.id)):
            continue
        yield Finding(
            touchpoint.id,
            M(
                "{touchpoint} is hard and feels bad, and nothing says how long it takes or how "
                "long people wait",
                touchpoint=quoted(touchpoint.name),
            ),
            field="takes",
            group=("waiting",),
        )


# ---------------------------------------------------------------- measured in the future


@check(
    "future-map-with-measured-experience",
    level="info",
    family="experience",
    states=frozenset(("future",)),
    title=M("Future of which there are measurements already"),
    why=M(
        "Nobody has been through a future journey. Numbers on it are either those of today, which "
        "belong to the current map, or hopes in the dress of facts."
    ),
    source="Nielsen Norman Group, current-state and future-state journey maps",
    example="state: future\nreadings:\n  - {metric: csat, at: pay, period: 2026-10, counts: "
    "{1: 10, 5: 40}}",
)
def future_map_with_measured_experience(context: Context) -> Iterator[Finding]:
    """Yield once that a future map has readings of X-data, or data as evidence at a touchpoint."""
    spoken = {metric.id for metric in context.map.metrics if voice_of(metric) == "x"}
    n = sum(1 for reading in context.map.readings if reading.metric in spoken)
    backed = [t.id for t in context.map.touchpoints if any(e.kind == "data" for e in t.evidence)]
    if n:
        message = M(
            "The map shows the future and has {n} reading of what customers said",
            plural="The map shows the future and has {n} readings of what customers said",
            n=n,
        )
        yield Finding("", message, field="state")
    elif backed:
        yield Finding(
            "",
            M(
                "The map shows the future and has data as evidence at {touchpoints}",
                touchpoints=names(context.index, backed),
            ),
            field="state",
        )


# ---------------------------------------------------------------- not-personalised


@check(
    "not-personalised",
    level="info",
    kind="experience",
    family="experience",
    profiles=frozenset(("commerce",)),
    title=M("Regular customers who are treated like strangers"),
    why=M(
        "Who comes back has told us who they are and what they like. After the purchase that is "
        "expected to show."
    ),
    source="Nielsen Norman Group, personalisation; McKinsey, Next in personalization (2021)",
    example="stages:\n  - {id: stay, name: Stay, kind: retention}\n"
    "touchpoints:\n  - {id: mail, name: Read the newsletter, stage: stay, personalised: false}",
)
def not_personalised(context: Context) -> Iterator[Finding]:
    """Yield once a stage of retention or advocacy what says that it is not personalised."""
    for stage in context.map.stages:
        if stage.kind not in ("retention", "advocacy"):
            continue
        plain = [
            touchpoint.id
            for touchpoint in context.map.touchpoints
            if touchpoint.stage == stage.id and touchpoint.personalised is False
        ]
        if plain:
            yield Finding(
                plain[0],
                M(
                    "Whoever comes back is nobody in particular at {touchpoints} ({stage})",
                    touchpoints=names(context.index, plain),
                    stage=stage.name,
                ),
                field="personalised",
                also=tuple(plain[1:]),
            )


CHECKS = (
    pain_point_at_a_high,
    expectation_not_met,
    waiting_not_recorded,
    future_map_with_measured_experience,
    not_personalised,
)
