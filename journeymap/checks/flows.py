"""Does each flow say what it is? Its direction, its condition, its way back.

What the flows make together (reachability, circles, ends) is in `flow.py` and `ends.py`; flows
that say too much are in `doubles.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from journeymap.checks.context import Context
from journeymap.checks.ends import dead_ends
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.mending import changed
from journeymap.checks.naming import either, name_of, names, quoted
from journeymap.checks.registry import check
from journeymap.checks.stages import place_of, stage_places
from journeymap.model.graph import (
    JourneyGraph,
    circles,
    exits,
    flows_from,
    flows_to,
    leading_to,
    on_to_a_goal,
    touchpoint_of,
)
from journeymap.model.index import Key
from journeymap.model.journey import Flow, Touchpoint
from journeymap.model.stage_ways import stages_between
from journeymap.model.text import M

ONWARD = ("next", "choice", "parallel")  # kinds that say that the journey goes on
BACK = ("loop", "recovery")  # kinds that say that it goes back


# ---------------------------------------------------------------- backward-flow


@check(
    "backward-flow",
    level="info",
    family="flow",
    since="draft",
    title=M("Flow that leads back to an earlier stage"),
    why=M(
        "Time runs to the right. What leads back is a loop or a recovery, and says so; else the "
        "stages stand in the wrong order."
    ),
    source="Medallia, looping and backward transitions",
    fix=M("Make it a loop"),
    safe=True,
    example="flows:\n  - {from: collect, to: order}   # back to an earlier stage, and no loop",
)
def backward_flow(context: Context) -> Iterator[Finding]:
    """Yield the next, choice and parallel flows to a touchpoint in an earlier stage.

    A failure says already why it leads back. A touchpoint that lasts until a later stage is left
    from there and reached from its first on. The fix is offered where the touchpoints at both ends
    keep another way on and another way in, so that the loop makes neither an exit nor an entry.
    """
    for key, flow, source, target in with_ends(context):
        if flow.kind not in ONWARD or not _leads_back(context, source, target):
            continue
        yield Finding(
            key,
            M(
                "{flow} leads back to the earlier stage {stage} and is not marked as a loop",
                flow=name_of(context.index, key),
                stage=name_of(context.index, target.until or target.stage),
            ),
            field="kind",
            fix=Fix(
                M("Make {flow} a loop", flow=name_of(context.index, key)),
                changed(key, kind="loop"),
            )
            if _is_spare(context, flow, source, target)
            else None,
        )


def _leads_back(context: Context, source: Touchpoint, target: Touchpoint) -> bool:
    if source.stage == target.stage:
        return False
    places = stage_places(context)
    return 0 <= place_of(target, places) < places.get(source.stage, -1)


def _is_spare(context: Context, flow: Flow, source: Touchpoint, target: Touchpoint) -> bool:
    """Return whether both ends stay what they are for everybody when a flow no longer leads on.

    They do where another flow that does not lead back leads on, and in. Nor may the two have
    another flow between them, or a share that did not count (of a parallel) begin to.
    """
    if flow.kind == "parallel" and flow.share is not None:
        return False
    for graph in {
        id(g): g for p in context.personas if source.id in (g := context.graph(p))
    }.values():
        onward = [other for _, other in flows_from(graph, source.id) if other is not flow]
        inward = [other for _, other in flows_to(graph, target.id)] if target.id in graph else []
        if any(other.target == target.id for other in onward):
            return False
        if source.exit is None and not any(
            other.kind in ONWARD
            and other.target != source.id
            and not _leads_back(context, source, touchpoint_of(graph, other.target))
            for other in onward
        ):
            return False
        if (
            target.entry is None
            and inward
            and not any(
                other.kind not in BACK
                and other.source != target.id
                and not _leads_back(context, touchpoint_of(graph, other.source), target)
                for other in inward
            )
        ):
            return False
    return True


# ---------------------------------------------------------------- stage-skipped


@check(
    "stage-skipped",
    level="info",
    family="flow",
    since="draft",
    title=M("Flow that passes over a whole stage"),
    why=M(
        "If nobody goes through a stage on the way, either it is not a stage of this journey or a "
        "step is missing."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: phases of the journey",
    example="flows:\n  - {from: see-ad, to: pay}   # nothing leads from see-ad through the stage "
    "between to pay",
)
def stage_skipped(context: Context) -> Iterator[Finding]:
    """Yield the next flows over a stage through which no other way leads from one end to the other.

    Stages of kind support and exit are gone through when needed and may be passed over, and so may
    a stage in which no touchpoint stands, which is another finding.
    """
    places = stage_places(context)
    index = context.index
    stages = [stage.id for stage in context.map.stages]
    optional = {s.id for s in context.map.stages if s.kind in ("support", "exit")}
    filled = {touchpoint.stage for touchpoint in context.map.touchpoints}
    over: list[tuple[Key, Touchpoint, Touchpoint, list[Key]]] = []
    for key, flow, source, target in with_ends(context):
        if source.stage == target.stage:
            continue
        start, end = place_of(source, places), places.get(target.stage, -1)
        if flow.kind != "next" or start < 0 or end - start < 2:
            continue
        between = [s for s in stages[start + 1 : end] if s in filled and s not in optional]
        if between:
            over.append((key, source, target, between))
    if not over:
        return
    gone_through = context.asked(stages_between)
    for key, source, target, between in over:
        skipped = [s for s in between if not gone_through(source.id, s, target.id)]
        if skipped:
            yield Finding(
                key,
                M(
                    "{flow} passes over the stage {stages}, and no other way leads through it",
                    plural="{flow} passes over the stages {stages}, and no other way leads through "
                    "them",
                    n=len(skipped),
                    flow=name_of(index, key),
                    stages=names(index, skipped),
                ),
                field="to",
            )


# ---------------------------------------------------------------- choice-without-condition


@check(
    "choice-without-condition",
    level="warning",
    family="flow",
    since="draft",
    title=M("Choice of which nothing says when it is taken"),
    why=M(
        "A choice that nobody can tell from the others is a guess for whoever reads the map, and "
        "usually one for the customer as well."
    ),
    source="CJML, decision points; BPMN 2.0, exclusive gateways and their default flow",
    fix=M("Make the only way on a next step"),
    example="flows:\n  - {from: pay, to: card, kind: choice}\n"
    "  - {from: pay, to: cash, kind: choice}   # and neither says when",
)
def choice_without_condition(context: Context) -> Iterator[Finding]:
    """Yield once a touchpoint the choices without `when` that lead on from it.

    A choice for some personas says who takes it. One way on without a condition is the otherwise of
    those that have one. The fix turns a choice that is the only way on into a next step.
    """
    index, graph = context.index, context.graph()
    for place in _sources_of(context, "choice"):
        on = [(key, flow) for key, flow in flows_from(graph, place) if flow.target != place]
        choices = [(key, flow) for key, flow in on if flow.kind == "choice"]
        silent = [key for key, flow in choices if not _says_when(flow)]
        if not silent or (
            len(silent) == 1
            and any(_says_when(flow) for _, flow in on if flow.kind != "failure")
        ):  # fmt: skip
            continue
        fix = None
        if len(on) == 1:
            flow_name = name_of(index, silent[0])
            fix = Fix(M("Make {flow} a next step", flow=flow_name), changed(silent[0], kind="next"))
            message = M("{flow} is a choice, and there is no other way on", flow=flow_name)
        else:
            message = M(
                "At {touchpoint} nothing says when customers choose {targets}",
                touchpoint=name_of(index, place),
                targets=names(index, [flow.target for key, flow in choices if key in silent]),
            )
        yield Finding(silent[0], message, field="when", fix=fix, also=tuple(silent[1:]))


def _says_when(flow: Flow) -> bool:
    return bool((flow.when or "").strip() or flow.personas)


# ---------------------------------------------------------------- failure-without-recovery


@check(
    "failure-without-recovery",
    level="warning",
    family="flow",
    since="draft",
    title=M("Failure from which nobody gets back"),
    why=M(
        "What goes wrong is forgiven when it is put right; a failure that ends the journey needs a "
        "way back, or the map does not show the one there is."
    ),
    source="Service recovery paradox (McCollough and Bharadwaj 1992); CJML, deviations",
    example="flows:\n  - {from: pay, to: declined, kind: failure}   # and declined leads nowhere "
    "but out",
)
def failure_without_recovery(context: Context) -> Iterator[Finding]:
    """Yield the failures from which no way leads back to the step or on to a goal, for anybody.

    Quiet where another failure of the same step does lead back: some are caught, and whom nobody
    catches is said. Failures with the same end are one finding. Quiet as well where a recovery
    leaves the very step; where the failure is that people leave (`exit: left`), which the map says
    by itself; and where the way after it stops in the middle: that is `dead-end`.
    """
    index, graph = context.index, context.graph()
    if not any(flow.kind == "failure" for flow in context.map.flows):
        return
    ends = context.asked(exits)
    well = context.asked(on_to_a_goal)
    circle, stop = context.asked(_circle_of), _stopped(context)
    lost: dict[tuple[Key, ...], dict[Key, list[Key]]] = {}
    for place in _sources_of(context, "failure"):
        failures = [
            (key, flow)
            for key, flow in flows_from(graph, place)
            if flow.kind == "failure" and flow.target != place
        ]
        # who is led on to a goal could as well be led back; whoever is led back is on to a goal,
        # unless the step itself leads to none
        if not failures or any(flow.target in well for _, flow in failures):
            continue
        around = circle.get(place, place)
        if any(circle.get(flow.target) == around or flow.target in stop for _, flow in failures):
            continue
        failures = [each for each in failures if ends.get(each[1].target) != "left"]
        if not failures or any(flow.kind == "recovery" for _, flow in flows_from(graph, place)):
            continue
        targets = tuple(dict.fromkeys(flow.target for _, flow in failures))
        lost.setdefault(targets, {})[place] = [key for key, _ in failures]
    for targets, by_place in lost.items():
        keys = [key for found in by_place.values() for key in found]
        yield Finding(
            keys[0],
            M(
                "Whoever fails at {touchpoint} is lost: {target} leads to no recovery and no goal",
                plural="Whoever fails at {touchpoint} is lost: {target} lead to no recovery and no "
                "goal",
                n=len(targets),
                touchpoint=either(index, list(by_place)),
                target=names(index, targets),
            ),
            field="to",
            also=tuple(keys[1:]),
        )


def _circle_of(graph: JourneyGraph) -> dict[Key, int]:
    """Return the number of the circle that each touchpoint stands in, where it stands in one.

    A failure leads to where a way leads back from exactly if both stand in one circle.
    """
    return {key: n for n, circle in enumerate(circles(graph)) for key in circle}


def _stopped(context: Context) -> set[Key]:
    """Return the touchpoints from which a way leads into a dead end."""
    dead = {key for persona in context.personas for key in dead_ends(context, persona)}
    return leading_to(context.graph(), dead) if dead else set()


# ---------------------------------------------------------------- detour


@check(
    "detour",
    level="silent",
    family="flow",
    since="draft",
    title=M("Detour over another channel"),
    why=M(
        "Whoever is sent to another channel and straight back carries something for us that we "
        "could have carried."
    ),
    source="Nielsen Norman Group, channel transitions in omnichannel experience",
    example="flows:\n  - {from: sign-up, to: open-mail}\n  - {from: open-mail, to: sign-in}"
    "   # on the website, by e-mail, on the website",
)
def detour(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints that are the only way between two of one other channel in their stage.

    Silent until switched on: some detours, such as confirming an address, are there on purpose.
    """
    graph = context.graph()
    for entry in context.index.of_kind("touchpoint"):
        here = entry.record
        if not isinstance(here, Touchpoint) or not here.channel or entry.key not in graph:
            continue
        before = {k for k in graph.pred[entry.key] if k != entry.key}
        after = {k for k in graph.succ[entry.key] if k != entry.key}
        if len(before) != 1 or len(after) != 1 or before == after:
            continue
        source, target = (context.index.touchpoint(next(iter(keys))) for keys in (before, after))
        if source is None or target is None or len(graph.succ[source.id]) != 1:
            continue
        channel = source.channel
        there_and_back = channel and channel == target.channel != here.channel
        one_stage = {source.stage, target.stage} == {here.stage}
        if channel and there_and_back and one_stage and channel not in here.also:
            yield Finding(
                entry.key,
                M(
                    "{touchpoint} is a detour over {other} from {channel} back to {channel}",
                    touchpoint=quoted(here.name),
                    other=name_of(context.index, here.channel),
                    channel=name_of(context.index, channel),
                ),
            )


# ---------------------------------------------------------------- what they share


def with_ends(context: Context) -> list[tuple[Key, Flow, Touchpoint, Touchpoint]]:
    """Return the flows whose ends are there, with their keys and ends, in file order."""
    return context.once("flows with ends", lambda: list(_found_ends(context)))


def _found_ends(context: Context) -> Iterator[tuple[Key, Flow, Touchpoint, Touchpoint]]:
    touchpoints = dict(context.index.records(Touchpoint))
    for key, flow in context.index.records(Flow):
        source, target = touchpoints.get(flow.source), touchpoints.get(flow.target)
        if source is not None and target is not None:
            yield key, flow, source, target


def _sources_of(context: Context, kind: str) -> list[Key]:
    """Return the touchpoints from which flows of a kind lead on, in file order."""
    found = (flow.source for _, flow, _, _ in with_ends(context) if flow.kind == kind)
    return list(dict.fromkeys(found))


CHECKS = (
    backward_flow,
    stage_skipped,
    choice_without_condition,
    failure_without_recovery,
    detour,
)
