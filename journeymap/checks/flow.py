"""Can customers get through? Reachability, circles without a way out, and steps that must not fail.

Asked for each persona on the touchpoints and flows that are there for it; a finding names the
personas when it does not hold for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeymap.checks.context import Context
from journeymap.checks.experience import LOW, WORST, lows_for, rating
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.metrics import newest, value_of
from journeymap.checks.naming import listed, name_of, names, quoted
from journeymap.checks.registry import check
from journeymap.checks.whom import entries_for, handed_over, only_some, serving
from journeymap.model import edits
from journeymap.model.graph import (
    JourneyGraph,
    entries,
    exits,
    flows_from,
    on_to_a_goal,
    parts,
    reachable,
    traps,
    unavoidable,
    within_reach,
)
from journeymap.model.index import Key
from journeymap.model.scales import band
from journeymap.model.text import M, Message

LONG = 8  # steps on the way to the goal from which on most of them being unavoidable is usual

# ---------------------------------------------------------------- unreachable-touchpoint


@check(
    "unreachable-touchpoint",
    level="error",
    family="flow",
    since="draft",
    title=M("Touchpoint that no way leads to"),
    fix=M("Let customers come in there"),
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

    A persona that has no entry at all is passed over, since all else follows from that and
    `no-entry` says it. A step of one persona to which the step of another leads is reached as soon
    as that is: people hand over to each other, the buyer to the planner and Mum to Dad.
    """
    anybody = context.asked(within_reach)
    lost: dict[Key, list[Key | None]] = {}
    startless: list[Key | None] = []
    for persona in context.personas:
        graph = context.graph(persona)
        begin = entries_for(context, persona)
        if graph and not begin:
            startless.append(persona)
            continue
        reached = anybody
        if graph is not context.graph():
            from_others = [
                target
                for source, target in handed_over(context, persona)
                if target in graph and source in anybody
            ]
            reached = reachable(graph, [*begin, *from_others])
        for key in graph:
            if key not in reached:
                lost.setdefault(key, []).append(persona)
    for key, personas in lost.items():
        some = only_some(context, personas, serving(context, key, startless))
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
            fix=_let_in(context, key),
        )


def _let_in(context: Context, key: Key) -> Fix | None:
    """Return the fix for a touchpoint that says it is no entry though no flow leads to it."""
    touchpoint = context.index.touchpoint(key)
    if touchpoint is None or touchpoint.entry is not False:
        return None
    if any(source != key for source in context.graph().predecessors(key)):
        return None
    begin = context.asked(entries)
    for persona in context.personas:
        graph = context.graph(persona)
        if key in graph and not any(each in graph for each in begin):
            return None  # it would take the place of the persona's own entries
    return Fix(
        M("Let customers come in at {touchpoint}", touchpoint=quoted(touchpoint.name)),
        lambda m: edits.change(m, key, entry=None),
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
        some = only_some(context, personas, max(serving(context, key) for key in keys))
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


# ---------------------------------------------------------------- disconnected-parts


def _apart_in_a_stage(context: Context, found: Sequence[Finding]) -> Message:
    return M(
        "No flow joins {touchpoints} to the rest of the journey",
        touchpoints=names(context.index, [key for finding in found for key in finding.places]),
    )


@check(
    "disconnected-parts",
    level="warning",
    family="flow",
    since="draft",
    title=M("Part of the map that no flow joins to the rest"),
    why=M(
        "One map tells one journey. What no flow joins to it is another journey, or the way there "
        "is missing."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: one scenario a map; weak components",
    rolled=_apart_in_a_stage,
    example="flows:\n  - {from: order, to: collect}\n  - {from: ask, to: complain}"
    "   # and no flow between the two pairs",
)
def disconnected_parts(context: Context) -> Iterator[Finding]:
    """Yield the parts that no flow joins to the largest one, once a part.

    A single touchpoint counts only where the largest part is more than half of the map, since the
    rest is then drawn; a map without flows says its order in another way and is left in peace.
    """
    largest, *others = context.asked(parts) or ((),)
    if len(largest) < 2:
        return
    drawn = 2 * len(largest) > len(context.graph())
    for part in others:
        if len(part) > 1:
            keys = sorted(part, key=context.rank)
            yield Finding(
                keys[0],
                M(
                    "No flow joins {touchpoints} to the rest of the journey",
                    touchpoints=names(context.index, keys),
                ),
                also=tuple(keys[1:]),
            )
        elif drawn:
            yield Finding(
                part[0],
                M(
                    "No flow leads to {touchpoint} or on from it",
                    touchpoint=name_of(context.index, part[0]),
                ),
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

    Quiet where the ways to the goal do not branch, since then every step is unavoidable, and in
    journeys of eight steps or more that hardly do, for to be unavoidable says little there; where a
    failure flow leads from the step to the goal, since that is the second way; at steps without a
    channel, where the customer is alone and nothing of ours can fail; and where one rating is a
    step short of the worst and nothing else speaks against it: unpleasant is not failing.
    """
    found: dict[Key, list[Key | None]] = {}
    for persona in context.personas:
        graph = context.graph(persona)
        steps = context.asked(unavoidable, persona)
        way = context.asked(_on_the_way, persona)
        if not steps or set(steps) >= way or (len(way) >= LONG and 2 * len(steps) > len(way)):
            continue
        for key, following in zip(steps, (*steps[1:], ""), strict=True):
            if _goes_badly(context, key, persona) and not _has_another_way(graph, key, following):
                found.setdefault(key, []).append(persona)
    for key, personas in found.items():
        # named where it is another's way or not on the other's: the goal is everybody's
        some = only_some(context, personas, len(context.personas))
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
    return within_reach(graph) & on_to_a_goal(graph)


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


def _goes_badly(context: Context, key: Key, persona: Key | None) -> bool:
    """Return whether anything speaks against a touchpoint, as `_bad` words it."""
    touchpoint = context.index.touchpoint(key)
    if touchpoint is None or touchpoint.channel is None:
        return False
    alike = persona if persona in touchpoint.by_persona else None
    known: dict[tuple[Key, Key | None], bool] = context.once("goes badly", dict)
    if (key, alike) not in known:
        lows = lows_for(touchpoint, persona, context.settings)
        poor = sum(band(metric, point.value) == "poor" for metric, point in newest(context, key))
        mild = len(lows) + poor == 1 and any(low.value != WORST[low.field] for low in lows)
        known[key, alike] = bool(lows or poor) and not mild
    return known[key, alike]


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


CHECKS = (unreachable_touchpoint, trap_loop, disconnected_parts, single_point_of_failure)
