"""Can customers get through? Reachability, circles without a way out, and steps that must not fail.

Asked for each persona on the touchpoints and flows that are there for it; a finding names the
personas when it does not hold for all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from journeymap.checks.context import Context
from journeymap.checks.experience import LOW, WORST, lows_for, rating
from journeymap.checks.finding import Finding
from journeymap.checks.metrics import newest, value_of
from journeymap.checks.naming import listed, name_of, names
from journeymap.checks.registry import check
from journeymap.model.graph import (
    JourneyGraph,
    entries,
    exits,
    flows_from,
    leading_to,
    reachable,
    traps,
    unavoidable,
)
from journeymap.model.index import Key
from journeymap.model.scales import band
from journeymap.model.text import M, Message


def _only_some(context: Context, personas: Sequence[Key | None], of: int) -> Message | None:
    """Return the names of the personas that a finding holds for, None where it holds for all."""
    if len(personas) >= of:
        return None
    return listed([p.name for id in personas if (p := context.index.persona(id or ""))])


def _serving(context: Context, key: Key, but: Collection[Key | None] = ()) -> int:
    """Return for how many personas a touchpoint is there, some of them left out."""
    return sum(1 for each in context.personas if each not in but and key in context.graph(each))


# ---------------------------------------------------------------- unreachable-touchpoint


@check(
    "unreachable-touchpoint",
    level="error",
    family="flow",
    since="draft",
    title=M("Touchpoint that no way leads to"),
    why=M(
        "What nobody can reach is either not part of the journey, or the way there is missing "
        "from the map."
    ),
    source="Reachability from the entries of a graph; CJML, planned journeys",
    example="touchpoints:\n  - {id: help, name: Ask for help, stage: order, entry: false}"
    "   # and no flow to help",
)
def unreachable_touchpoint(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints to which no way leads from an entry, for some persona or all.

    An entry is one of the whole map: that the way in is for another persona makes nothing an entry,
    unless the persona would have none at all. Where nothing is an entry, that is said once and at
    the map, since all else follows from it.
    """
    lost: dict[Key, list[Key | None]] = {}
    startless: list[Key | None] = []
    for persona in context.personas:
        graph = context.graph(persona)
        begin = _entries_for(context, persona)
        if graph and not begin:
            startless.append(persona)
            continue
        reached = reachable(graph, begin)
        for key in graph:
            if key not in reached:
                lost.setdefault(key, []).append(persona)
    if startless:
        yield Finding("", _no_start(context, startless))
    for key, personas in lost.items():
        some = _only_some(context, personas, _serving(context, key, startless))
        touchpoint = name_of(context.index, key)
        yield Finding(
            key,
            M(
                "No way leads to {touchpoint} for {personas}",
                touchpoint=touchpoint,
                personas=some,
            )
            if some
            else M("No way leads from an entry to {touchpoint}", touchpoint=touchpoint),
        )


def _no_start(context: Context, personas: Sequence[Key | None]) -> Message:
    some = _only_some(context, personas, len(context.personas))
    if some:
        return M(
            "Nothing says where the journey of {personas} starts; give its first "
            "touchpoint “entry: true”",
            personas=some,
        )
    return M(
        "Nothing says where the journey starts; give its first touchpoint “entry: true”, or make "
        "the flow that leads back to it a loop"
    )


def _entries_for(context: Context, persona: Key | None) -> tuple[Key, ...]:
    graph = context.graph(persona)
    return tuple(key for key in context.asked(entries) if key in graph) or context.asked(
        entries, persona
    )


# ---------------------------------------------------------------- trap-loop


@check(
    "trap-loop",
    level="warning",
    family="flow",
    since="draft",
    title=M("Loop that nobody gets out of"),
    why=M(
        "A loop is fine where customers come back because they want to; one without a way out or "
        "an exit is a journey that cannot end."
    ),
    source="Medallia, looping and backward transitions; strongly connected components (Tarjan)",
    example="flows:\n  - {from: retry, to: declined}\n  - {from: declined, to: retry}"
    "   # and no other way on",
)
def trap_loop(context: Context) -> Iterator[Finding]:
    """Yield the circles that no flow leaves and in which nothing is an exit, each once."""
    found: dict[tuple[Key, ...], list[Key | None]] = {}
    for persona in context.personas:
        for circle in context.asked(traps, persona):
            found.setdefault(circle, []).append(persona)
    for circle, personas in found.items():
        keys = sorted(circle, key=context.rank)
        some = _only_some(context, personas, max(_serving(context, key) for key in keys))
        steps = names(context.index, keys)
        yield Finding(
            keys[0],
            M(
                "No way leads out of the loop of {steps} for {personas}, and none of them is an "
                "exit",
                steps=steps,
                personas=some,
            )
            if some
            else M(
                "No way leads out of the loop of {steps}, and none of them is an exit", steps=steps
            ),
            also=tuple(keys[1:]),
        )


# ---------------------------------------------------------------- single-point-of-failure


@check(
    "single-point-of-failure",
    level="warning",
    family="flow",
    kind="experience",
    title=M("Step that nobody can avoid and that goes badly"),
    why=M(
        "Where every way to the goal leads through one step, whoever fails there fails "
        "altogether. Such a step is worth a second way, or the next improvement."
    ),
    source="Dominators of a flow graph (Lengauer and Tarjan); CJML, planned and actual journeys",
    settings=LOW,
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, emotion: -2}"
    "   # two ways lead to pay, all ways lead on from it",
)
def single_point_of_failure(context: Context) -> Iterator[Finding]:
    """Yield the unavoidable touchpoints with a low rating, or a reading in the poor band.

    Quiet where the ways to the goal do not branch, since then every step is unavoidable; where a
    failure flow leads from the step to the goal, since that is the second way; at steps without a
    channel, where the customer is alone and nothing of ours can fail; and where one rating is a
    step short of the worst and nothing else speaks against it: unpleasant is not failing.
    """
    found: dict[Key, list[Key | None]] = {}
    for persona in context.personas:
        graph = context.graph(persona)
        steps = context.asked(unavoidable, persona)
        if not steps or set(steps) >= context.asked(_on_the_way, persona):
            continue
        for key, following in zip(steps, (*steps[1:], ""), strict=True):
            bad = _bad(context, key, (persona,))
            if bad and not _has_another_way(graph, key, following):
                found.setdefault(key, []).append(persona)
    for key, personas in found.items():
        some = _only_some(context, personas, _serving(context, key))
        reasons = listed(_bad(context, key, personas))
        touchpoint = name_of(context.index, key)
        yield Finding(
            key,
            M(
                "Every way to the goal of {personas} leads through {touchpoint}, where it goes "
                "badly ({reasons})",
                touchpoint=touchpoint,
                personas=some,
                reasons=reasons,
            )
            if some
            else M(
                "Every way to the goal leads through {touchpoint}, where it goes badly ({reasons})",
                touchpoint=touchpoint,
                reasons=reasons,
            ),
        )


def _on_the_way(graph: JourneyGraph) -> set[Key]:
    """Return the touchpoints on some way from an entry to an exit that was reached."""
    goals = [key for key, kind in exits(graph).items() if kind == "reached"]
    return reachable(graph, entries(graph)) & leading_to(graph, goals)


def _has_another_way(graph: JourneyGraph, key: Key, following: Key) -> bool:
    """Return whether those who fail at an unavoidable step still get to the goal without it.

    `following` is the next unavoidable step, from which a way on exists; it need only be reached.
    """
    rescues = [
        flow.target
        for _, flow in flows_from(graph, key)
        if flow.kind == "failure" and flow.target != key
    ]
    if not rescues:
        return False
    goals = {following} if following else {k for k, end in exits(graph).items() if end == "reached"}
    seen = {key}
    while rescues:
        here = rescues.pop()
        if here in seen:
            continue
        if here in goals:
            return True
        seen.add(here)
        rescues.extend(graph.successors(here))
    return False


def _bad(context: Context, key: Key, personas: Sequence[Key | None]) -> list[Message]:
    """Return what speaks against a touchpoint: its lows for these personas, its poor readings."""
    touchpoint = context.index.touchpoint(key)
    if touchpoint is None or touchpoint.channel is None:
        return []
    lows = dict.fromkeys(
        low for persona in personas for low in lows_for(touchpoint, persona, context.settings)
    )
    alone = len(set(personas)) == 1  # the sentence names the persona already
    reasons = [rating(context.index, low._replace(persona=None) if alone else low) for low in lows]
    for metric, point in newest(context, key):
        if band(metric, point.value) == "poor":
            reasons.append(
                M("{metric} {value}", metric=metric.name, value=value_of(metric, point.value))
            )
    if len(reasons) == 1 and any(low.value != WORST[low.field] for low in lows):
        return []
    return reasons


CHECKS = (unreachable_touchpoint, trap_loop, single_point_of_failure)
