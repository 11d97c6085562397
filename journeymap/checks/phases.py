"""How many stages are there, in which order, and how full is each?

Whether one is empty is asked in `structure.py`; what stands in them, in `proportions.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.naming import quoted
from journeymap.checks.registry import check
from journeymap.model.index import Key
from journeymap.model.journey import Stage
from journeymap.model.text import M
from journeymap.model.vocabulary import StageKind

# Stages that have their place in the life of a customer; support and leaving come at any time.
IN_ORDER: Mapping[StageKind, int] = {
    "awareness": 0,
    "evaluation": 1,
    "purchase": 2,
    "onboarding": 3,
    "use": 4,
    "retention": 5,
    "renewal": 5,
    "advocacy": 6,
}


# ---------------------------------------------------------------- stages


@check(
    "too-many-stages",
    level="warning",
    family="structure",
    since="draft",
    settings={"most": 8},
    title=M("Too many stages"),
    why=M(
        "Stages are what people remember of a journey, and nobody remembers a dozen. What is left "
        "is a process with a heading for each step."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: phases",
    example="checks:\n  settings: {too-many-stages: {most: 10}}   # where eight are too few",
)
def too_many_stages(context: Context) -> Iterator[Finding]:
    """Yield a finding when the map has more stages than `most`; it stands at the first too many."""
    stages = _stages(context)
    most = context.settings["most"]
    if len(stages) > most:
        yield Finding(
            stages[int(most)][0] if most >= 0 else "",
            M(
                "The map has {n} stage; more than {most} are hard to take in",
                plural="The map has {n} stages; more than {most} are hard to take in",
                n=len(stages),
                most=most,
            ),
        )


@check(
    "no-stage-before-purchase",
    level="warning",
    family="structure",
    since="draft",
    profiles=frozenset(("commerce",)),
    title=M("Journey that begins with buying"),
    why=M("Whoever buys has looked, compared and decided before, mostly without us."),
    source="Nielsen Norman Group, end-to-end journeys",
    example="stages:\n  - {id: buy, name: Buy, kind: purchase}\n  - {id: use, name: Use}",
)
def no_stage_before_purchase(context: Context) -> Iterator[Finding]:
    """Yield a finding when the first stage of the map is the purchase."""
    stages = _stages(context)
    if len(stages) > 1 and stages[0][1].kind == "purchase":
        key, stage = stages[0]
        yield Finding(
            key,
            M(
                "The map begins with {stage}; what comes before is missing",
                stage=quoted(stage.name),
            ),
            field="kind",
        )


@check(
    "no-stage-after-purchase",
    level="warning",
    family="structure",
    since="draft",
    profiles=frozenset(("commerce",)),
    title=M("Journey that ends with buying"),
    why=M("For the shop the order is the end; for the customer it is where waiting begins."),
    source="Nielsen Norman Group, end-to-end journeys",
    example="stages:\n  - {id: look, name: Look}\n  - {id: buy, name: Buy, kind: purchase}",
)
def no_stage_after_purchase(context: Context) -> Iterator[Finding]:
    """Yield a finding when the last stage of the map is the purchase."""
    stages = _stages(context)
    if len(stages) > 1 and stages[-1][1].kind == "purchase":
        key, stage = stages[-1]
        yield Finding(
            key,
            M("The map ends with {stage}; what comes after is missing", stage=quoted(stage.name)),
            field="kind",
        )


@check(
    "stage-order-unusual",
    level="info",
    family="structure",
    since="draft",
    title=M("Stages in an unusual order"),
    why=M(
        "Most people hear of something, weigh it, buy it, use it and then speak of it. Another "
        "order may be the very point of the map; more often a stage has slipped."
    ),
    source="Court and others, The consumer decision journey (2009)",
    example="stages:\n  - {id: buy, name: Buy, kind: purchase}\n"
    "  - {id: weigh, name: Weigh up, kind: evaluation}",
)
def stage_order_unusual(context: Context) -> Iterator[Finding]:
    """Yield the stages whose kind usually comes before that of an earlier stage.

    Support and leaving come at any time, as does what has no kind; keeping and renewing are equals,
    and paying after the use is as usual as before.
    """
    highest = -1
    last: Stage | None = None
    for key, stage in _stages(context):
        place = IN_ORDER.get(stage.kind) if stage.kind else None
        if place is None:
            continue
        if stage.kind == "purchase" and highest <= IN_ORDER["use"]:
            place = max(place, highest)  # many a service is paid for afterwards
        if last is not None and place < highest:
            yield Finding(
                key,
                M(
                    "{stage} comes after {earlier}; mostly it is the other way round",
                    stage=quoted(stage.name),
                    earlier=quoted(last.name),
                ),
                field="kind",
            )
        else:
            highest, last = place, stage


@check(
    "lopsided-stages",
    level="info",
    family="structure",
    since="draft",
    settings={"touchpoints": 8, "share": 0.5},
    title=M("Stage that holds half of the map"),
    why=M(
        "Mostly the fat stage is the one that we run ourselves, and the thin ones are where "
        "customers are on their own."
    ),
    source="Nielsen Norman Group, on the depth of journey maps",
    example="checks:\n  settings: {lopsided-stages: {share: 0.7}}   # where half is right",
)
def lopsided_stages(context: Context) -> Iterator[Finding]:
    """Yield the stage that holds `share` of all touchpoints or more, in a map of `touchpoints`.

    Two stages are never lopsided: one of them always holds half.
    """
    total = len(context.map.touchpoints)
    if total < context.settings["touchpoints"] or len(_stages(context)) < 3:
        return
    held = Counter(each.stage for each in context.map.touchpoints)
    for key, stage in _stages(context):
        if held[key] >= context.settings["share"] * total:
            yield Finding(
                key,
                M(
                    "{n} of the {total} touchpoints is in {stage}",
                    plural="{n} of the {total} touchpoints are in {stage}",
                    n=held[key],
                    total=total,
                    stage=quoted(stage.name),
                ),
            )


def _stages(context: Context) -> list[tuple[Key, Stage]]:
    return [
        (entry.key, entry.record)
        for entry in context.index.of_kind("stage")
        if isinstance(entry.record, Stage)
    ]


CHECKS = (
    too_many_stages,
    no_stage_before_purchase,
    no_stage_after_purchase,
    stage_order_unusual,
    lopsided_stages,
)
