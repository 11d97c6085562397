"""Where journeys begin and end: entries, exits, and ways that stop in the middle.

What is no end is decided in `model/graph.py`: a touchpoint without a way on counts as an exit that
was reached unless it says otherwise. Here it is asked whether that can be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.flow import single_point_of_failure, trap_loop, unreachable_touchpoint
from journeymap.checks.naming import listed, name_of, names, quoted
from journeymap.checks.registry import Check, check
from journeymap.checks.stages import place_of, stage_places
from journeymap.checks.whom import entries_for, handed_over, only_some, serving
from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.graph import (
    exits,
    leading_to,
    sources,
    stuck,
    touchpoint_of,
    traps,
)
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message

# ---------------------------------------------------------------- no-entry


@check(
    "no-entry",
    level="error",
    family="flow",
    since="draft",
    title=M("Journey that begins nowhere"),
    why=M(
        "Where a way leads to every touchpoint nobody knows where customers come in, and nothing "
        "can be said about what they reach."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: the scenario; sources of a graph",
    fix=M("Let it begin at its first touchpoint"),
    example="flows:\n  - {from: order, to: collect}\n  - {from: collect, to: order}"
    "   # not a loop, and nothing says entry: true",
)
def no_entry(context: Context) -> Iterator[Finding]:
    """Yield once that nothing is an entry, or each persona for which nothing is.

    A touchpoint that no flow leads to is an entry unless it says otherwise, and a loop or recovery
    does not count as leading to it. The fix marks the first touchpoint in reading order of every
    circle that no flow leads to; it is offered where everything can be reached from there.
    """
    startless = [
        persona
        for persona in context.personas
        if context.graph(persona) and not entries_for(context, persona)
    ]
    if not startless:
        return
    if len(startless) == len(context.personas):
        yield Finding(
            "",
            M(
                "Nothing says where the journey begins; give its first touchpoint “entry: true”, "
                "or make the flow that leads back to it a loop"
            ),
            fix=_begun(context, startless),
        )
        return
    for persona in startless:
        yield Finding(
            persona or "",
            M(
                "Nothing says where the journey of {persona} begins; give its first touchpoint "
                "“entry: true”",
                persona=_called(context, persona),
            ),
            fix=_begun(context, (persona,)),
        )


def _begun(context: Context, personas: Sequence[Key | None]) -> Fix | None:
    first: dict[Key, None] = {}
    for persona in personas:
        for circle in sources(context.graph(persona)):
            silent = [key for key in circle if _touchpoint(context, key).entry is None]
            if not silent:
                return None  # all of them say that they are no entry; only people can settle that
            first.setdefault(min(silent, key=context.rank))
    keys = sorted(first, key=context.rank)

    def edit(m: JourneyMap) -> JourneyMap:
        for key in keys:
            m = edits.change(m, key, entry=True)
        return m

    if _brings(context, edit, (unreachable_touchpoint,)):
        return None
    name = M("Let the journey begin at {touchpoints}", touchpoints=names(context.index, keys))
    return Fix(name, edit)


# ---------------------------------------------------------------- no-exit


@check(
    "no-exit",
    level="warning",
    family="flow",
    since="draft",
    title=M("Journey that reaches no goal"),
    why=M(
        "A journey is told from a need to its end. Where nobody ever gets to the goal the map "
        "leaves out either the goal or the way there."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: goals and expectations",
    fix=M("Mark the last touchpoint as the goal that is reached"),
    example="flows:\n  - {from: order, to: collect}\n  - {from: collect, to: order}"
    "   # round and round, and nothing says exit: reached",
)
def no_exit(context: Context) -> Iterator[Finding]:
    """Yield once that no touchpoint is an exit at which the goal is reached, or for which personas.

    Two cases: all ways run in circles (said at the map, and the loops are then not named one by
    one), or all ways end where customers leave without the goal (said at those ends). The fix marks
    the last touchpoint in reading order; it is offered where that brings nothing else to light and
    the touchpoint is not rated badly, since a goal is not where it goes badly.
    """
    round_and_round: list[Key | None] = []
    left: dict[tuple[Key, ...], list[Key | None]] = {}
    for persona in context.personas:
        ends = context.asked(exits, persona)
        if "reached" in ends.values() or not context.graph(persona):
            continue
        if not ends:
            round_and_round.append(persona)
        elif not context.asked(traps, persona):
            left.setdefault(tuple(ends), []).append(persona)
    if round_and_round:
        some = only_some(context, round_and_round, len(context.personas))
        yield Finding(
            (round_and_round[0] or "") if some else "",
            M(
                "Nothing says where the journey of {personas} ends; give its last touchpoint "
                "“exit: reached”",
                personas=some,
            )
            if some
            else M("Nothing says where the journey ends; give its last touchpoint “exit: reached”"),
            fix=_ended(context, _last_of_circles(context, round_and_round)),
        )
    for left_at, personas in left.items():
        keys = sorted(left_at, key=context.rank)
        some = only_some(context, personas, len(context.personas))
        where = names(context.index, keys)
        yield Finding(
            keys[0],
            M(
                "{personas} cannot reach a goal: every way ends in leaving at {ends}",
                personas=some,
                ends=where,
            )
            if some
            else M(
                "No way reaches a goal: customers leave at {ends}, and nothing else is an exit",
                ends=where,
            ),
            field="exit",
            also=tuple(keys[1:]),
            fix=_ended(context, _last_not_left(context, personas)),
        )


def _last_of_circles(context: Context, personas: Sequence[Key | None]) -> list[Key]:
    """Return the last touchpoint in reading order of each circle that nobody gets out of."""
    last = {
        max(circle, key=context.rank): None
        for persona in personas
        for circle in context.asked(traps, persona)
    }
    return sorted(last, key=context.rank)


def _last_not_left(context: Context, personas: Sequence[Key | None]) -> list[Key]:
    """Return the last touchpoint of the journey, empty where that is one at which people leave."""
    last = {max(context.graph(persona), key=context.rank) for persona in personas}
    return sorted(last) if all(_touchpoint(context, k).exit is None for k in last) else []


def _ended(context: Context, keys: Sequence[Key]) -> Fix | None:
    if not keys or any(_goes_badly(_touchpoint(context, key)) for key in keys):
        return None
    if any(dead_ends(context, persona) for persona in context.personas):
        return None  # they would be heard of as soon as the loops are gone

    def edit(m: JourneyMap) -> JourneyMap:
        for key in keys:
            m = edits.change(m, key, exit="reached")
        return m

    if _brings(context, edit, (trap_loop, dead_end, exit_out_of_reach, single_point_of_failure)):
        return None
    return Fix(M("Let {touchpoints} be the goal", touchpoints=names(context.index, keys)), edit)


def _goes_badly(touchpoint: Touchpoint) -> bool:
    felt = [touchpoint.emotion, *(view.emotion for view in touchpoint.by_persona.values())]
    return any(emotion is not None and emotion <= 0 for emotion in felt)


# ---------------------------------------------------------------- dead-end


@check(
    "dead-end",
    level="warning",
    family="flow",
    since="draft",
    title=M("Way that stops in the middle"),
    why=M(
        "Customers go on from everywhere, if only to give up. A step in the middle of the journey "
        "from which nothing leads on is a way that was not thought to its end."
    ),
    source="CJML, planned and actual journeys; sinks of a graph",
    fix=M("Mark a good end as the goal that is reached"),
    example="touchpoints:\n  - {id: declined, name: See the card declined, stage: order}"
    "   # a flow leads there, none leads on, and stages follow",
)
def dead_end(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints before the last stage from which nothing leads on and that are no exit.

    In the last stage in which a persona does anything, and in a stage of kind `exit`, the end is
    where an end should be. A touchpoint to which no flow leads either is `disconnected-parts`. The
    fix marks one that is felt as good (emotion 1 or more) as another goal of the journey; what a
    bad one is, only people can say. Where a step of another persona follows, it is handed over.
    """
    found: dict[Key, list[Key | None]] = {}
    for persona in context.personas:
        for key in dead_ends(context, persona):
            found.setdefault(key, []).append(persona)
    for key, personas in found.items():
        some = only_some(context, personas, serving(context, key))
        touchpoint = _touchpoint(context, key)
        name = quoted(touchpoint.name)
        yield Finding(
            key,
            M(
                "{personas} cannot go on from {touchpoint}, and it is not marked as an exit",
                touchpoint=name,
                personas=some,
            )
            if some
            else M(
                "Nothing leads on from {touchpoint}, and it is not marked as an exit",
                touchpoint=name,
            ),
            fix=Fix(M("Let {touchpoints} be the goal", touchpoints=name), _marked(key))
            if not some and _is_good_end(context, touchpoint)
            else None,
        )


def _is_good_end(context: Context, touchpoint: Touchpoint) -> bool:
    """Return whether a dead end feels like a goal, in a journey that has another goal."""
    if (touchpoint.emotion or 0) < 1 or _goes_badly(touchpoint):
        return False
    for persona in context.personas:
        goals = {k for k, end in context.asked(exits, persona).items() if end == "reached"}
        if not goals - set(dead_ends(context, persona)):
            return False
    return True


def _marked(key: Key) -> Edit:
    return lambda m: edits.change(m, key, exit="reached")


def dead_ends(context: Context, persona: Key | None) -> tuple[Key, ...]:
    """Return the touchpoints from which nothing leads on before the last stage of a persona."""
    return context.once(
        ("dead ends", id(context.graph(persona))), lambda: _found_dead(context, persona)
    )


def _found_dead(context: Context, persona: Key | None) -> tuple[Key, ...]:
    graph = context.graph(persona)
    still = stuck(graph)
    if not still:
        return ()
    to_others = {source for source, _ in handed_over(context, persona)}
    place = stage_places(context)
    leaving = {stage.id for stage in context.map.stages if stage.kind == "exit"}
    last = max((place_of(touchpoint_of(graph, key), place) for key in graph), default=-1)
    return tuple(
        key
        for key in still
        if key not in to_others
        and (there := touchpoint_of(graph, key)).stage not in leaving
        and 0 <= place_of(there, place) < last
    )


# ---------------------------------------------------------------- exit-out-of-reach


@check(
    "exit-out-of-reach",
    level="warning",
    family="flow",
    since="draft",
    title=M("Way in from which the goal cannot be reached"),
    why=M(
        "A way in that ends for everybody without the goal is either an invitation into nothing, "
        "or the way from there to the goal is missing from the map."
    ),
    source="CJML, planned and actual journeys; reachability of a graph",
    example="touchpoints:\n  - {id: hotline, name: Call the hotline, stage: ask}\n"
    "  - {id: give-up, name: Give up, stage: ask, exit: left}\n"
    "flows:\n  - {from: hotline, to: give-up}   # and hotline leads nowhere else",
)
def exit_out_of_reach(context: Context) -> Iterator[Finding]:
    """Yield the entries from which all ways end where customers leave without the goal.

    Asked at the entries: who has decided to leave half-way is not to be led back. Quiet where a
    loop without a way out or a dead end is the reason, which is said there, and where the whole
    map has no goal, which is `no-exit`.
    """
    found: dict[Key, list[Key | None]] = {}
    for persona in context.personas:
        ends = context.asked(exits, persona)
        dead = {
            *dead_ends(context, persona),
            *(k for c in context.asked(traps, persona) for k in c),
        }
        if "left" not in ends.values() or not (
            goals := {k for k, end in ends.items() if end == "reached" and k not in dead}
        ):
            continue
        graph = context.graph(persona)
        well = leading_to(graph, goals | dead)
        for key in entries_for(context, persona):
            if key not in well and key not in ends:
                found.setdefault(key, []).append(persona)
    for key, personas in found.items():
        some = only_some(context, personas, serving(context, key))
        name = name_of(context.index, key)
        yield Finding(
            key,
            M(
                "{personas} cannot reach a goal from {touchpoint}: every way ends in leaving",
                personas=some,
                touchpoint=name,
            )
            if some
            else M(
                "Whoever comes in at {touchpoint} reaches no goal: every way ends in leaving",
                touchpoint=name,
            ),
        )


# ---------------------------------------------------------------- what they share


def _touchpoint(context: Context, key: Key) -> Touchpoint:
    return touchpoint_of(context.graph(), key)


def _called(context: Context, persona: Key | None) -> Message:
    found = context.index.persona(persona or "")
    return listed([found.name if found else ""])


def _brings(context: Context, edit: Edit, checks: Sequence[Check]) -> bool:
    """Return whether an edit makes some of the checks find what they did not find before.

    Only for findings of which a map has one or two: each looks at a whole edited map.
    """
    try:
        after = Context(edit(context.map), context.today)
    except Refused:
        return True
    for each in checks:
        before = each.look(context.with_settings(each.settings))
        known = {place for finding in before for place in finding.places}
        found = each.look(after.with_settings(each.settings))
        places = {place for finding in found for place in finding.places}
        # a bottleneck that is none any more lets others speak that were silent beside it
        if places - known or (each is single_point_of_failure and places != known):
            return True
    return False


CHECKS = (no_entry, no_exit, dead_end, exit_out_of_reach)
