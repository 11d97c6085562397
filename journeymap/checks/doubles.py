"""Flows that say too much: twice the same, a way to where it starts, more than everybody.

What each flow says by itself is in `flows.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.flows import with_ends
from journeymap.checks.naming import name_of
from journeymap.checks.registry import check
from journeymap.checks.whom import only_some
from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.graph import flows_from
from journeymap.model.ids import look_alike
from journeymap.model.index import Index, Key, index_of
from journeymap.model.journey import Flow, JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.renaming import with_flows
from journeymap.model.text import M

# ---------------------------------------------------------------- duplicate-flow


@check(
    "duplicate-flow",
    level="warning",
    family="flow",
    since="draft",
    title=M("Flow that is on the map twice"),
    why=M(
        "Two lines that say the same look like a difference; whoever changes one will not think of "
        "the other."
    ),
    source="journeymap: one fact, one place",
    fix=M("Make one flow of them"),
    safe=True,
    example="flows:\n  - {from: order, to: pay}\n  - {from: order, to: pay}",
)
def duplicate_flow(context: Context) -> Iterator[Finding]:
    """Yield flows of the same ends, kind and condition for the same personas, once for all of them.

    Flows with other conditions, of other kinds or for other personas are other ways. The fix keeps
    the first, which takes over what only the others say. It is not offered where the others have
    readings of their own, which cannot always be added up, nor where the flows are for different
    personas and say how many go there or who chooses: that would come to hold for others.
    """
    between: dict[tuple[str, str, str], list[tuple[Key, Flow]]] = {}
    chosen = {flow.source for flow in context.map.flows if flow.kind == "choice"}
    ways = with_ends(context)
    ends = Counter((flow.source, flow.target) for _, flow, _, _ in ways)
    for key, flow, source, target in ways if len(ends) < len(ways) else ():
        if source is not target:
            between.setdefault((flow.source, flow.target, flow.kind), []).append((key, flow))
    for found in (each for each in between.values() if len(each) > 1):
        for keys in (keys for same in _under_one_condition(found) for keys in _meeting(same)):
            flow_name = name_of(context.index, keys[0])
            fix = None
            measured = any(context.readings.at(key) for key in keys[1:])
            flows = [flow for key, flow in found if key in keys]
            if not measured and _can_be_one(flows, chosen):
                fix = Fix(M("Make one flow of {flow}", flow=flow_name), _MadeOne((tuple(keys),)))
            yield Finding(
                keys[0],
                M(
                    "{flow} is on the map {n} time",
                    plural="{flow} is on the map {n} times",
                    n=len(keys),
                    flow=flow_name,
                ),
                also=tuple(keys[1:]),
                fix=fix,
            )


def _can_be_one(flows: Sequence[Flow], chosen: Collection[Key]) -> bool:
    """Return whether merging loses nothing; at `chosen`, whom a flow is for says who takes it."""
    alike = len({frozenset(flow.personas) for flow in flows}) == 1
    return alike or (
        flows[0].source not in chosen
        and all(flow.share is None and flow.kind != "choice" for flow in flows)
    )


def _under_one_condition(found: Sequence[tuple[Key, Flow]]) -> list[list[tuple[Key, Flow]]]:
    """Return the flows in groups that say the same about when they are taken."""
    same: dict[str, list[tuple[Key, Flow]]] = {}
    for key, flow in found:
        when = look_alike(" ".join((flow.when or "").split()))
        same.setdefault(when, []).append((key, flow))
    return list(same.values())


def _meeting(found: Sequence[tuple[Key, Flow]]) -> Iterator[list[Key]]:
    """Yield the groups of flows that are for the same personas, at least in part."""
    groups: list[tuple[list[Key], set[str] | None]] = []
    for key, flow in found:
        personas = set(flow.personas) or None
        for place, (keys, theirs) in enumerate(groups):
            if personas is None or theirs is None or personas & theirs:
                both = None if personas is None or theirs is None else personas | theirs
                groups[place] = ([*keys, key], both)
                break
        else:
            groups.append(([key], personas))
    yield from (keys for keys, _ in groups if len(keys) > 1)


@dataclass(frozen=True)
class _MadeOne:
    """The edit that makes one flow of each group of flows, all of them at once."""

    groups: tuple[tuple[Key, ...], ...]

    def joined(self, others: Sequence[Edit]) -> Edit:
        """Return this edit and others of its kind as one."""
        more = (group for each in others if isinstance(each, _MadeOne) for group in each.groups)
        return _MadeOne((*self.groups, *more))

    def __call__(self, m: JourneyMap) -> JourneyMap:
        """Return the map with one flow for each group; Refused where none is there any more."""
        index = index_of(m)
        refused: Refused | None = None
        into: dict[int, int] = {}  # the position of a flow that goes -> of the one that stays
        kept: dict[int, Flow] = {}
        for keys in self.groups:
            try:
                first, *rest = (_place(index, key) for key in keys)
            except Refused as error:
                refused = error
                continue
            if into.keys().isdisjoint((first, *rest)) and kept.keys().isdisjoint((first, *rest)):
                kept[first] = _joined([m.flows[place] for place in (first, *rest)])
                into |= dict.fromkeys(rest, first)
        if refused and not kept:
            raise refused
        flows: list[Flow] = []
        became: dict[int, int] = {}
        for place, flow in enumerate(m.flows):
            if place not in into:
                became[place] = len(flows)
                flows.append(kept.get(place, flow))
        became |= {place: became[first] for place, first in into.items()}
        return with_flows(m, flows, became)


def _place(index: Index, key: Key) -> int:
    entry = edits.found(index, key)
    if not isinstance(entry.record, Flow):
        raise Refused(M("“{id}” is no flow", id=key), key)
    return entry.position


def _joined(same: Sequence[Flow]) -> Flow:
    """Return the first of some flows, with what only the others say."""
    first = same[0]
    values: dict[str, object] = {
        name: next((v for each in same if (v := getattr(each, name)) is not None), None)
        for name in ("id", "when", "seamless", "waits", "share")
    }
    values["carries"] = tuple(dict.fromkeys(what for each in same for what in each.carries))
    everybody = any(not each.personas for each in same)
    values["personas"] = (
        () if everybody else tuple(dict.fromkeys(p for f in same for p in f.personas))
    )
    return edits.with_values(first, **values)


# ---------------------------------------------------------------- self-flow


@check(
    "self-flow",
    level="error",
    family="flow",
    since="draft",
    title=M("Flow that leads to where it starts"),
    why=M(
        "A step that leads to itself leads nowhere. If it is done again and again, say so with a "
        "loop."
    ),
    source="CJML, planned journeys: a sequence of touchpoints",
    fix=M("Remove the flow"),
    example="flows:\n  - {from: pay, to: pay}",
)
def self_flow(context: Context) -> Iterator[Finding]:
    """Yield once a touchpoint the flows that lead from it to itself.

    One of kind loop stands: it says that the step is done again, which no other step tells. The
    fix removes them; it is not offered where a record that would go along hangs on them.
    """
    found: dict[Key, list[Key]] = {}
    for key, flow, source, target in with_ends(context):
        if source is target and flow.kind != "loop":
            found.setdefault(flow.source, []).append(key)
    for place, keys in found.items():
        touchpoint = name_of(context.index, place)
        yield Finding(
            keys[0],
            M("{touchpoint} leads to itself", touchpoint=touchpoint),
            field="to",
            also=tuple(keys[1:]),
            fix=None
            if edits.hanging(context.map, keys)
            else Fix(
                M("Remove the flow from {touchpoint} to itself", touchpoint=touchpoint),
                _removed(keys),
            ),
        )


def _removed(keys: Sequence[Key]) -> Edit:
    return lambda m: edits.delete(m, keys)


# ---------------------------------------------------------------- shares-over-one


@check(
    "shares-over-one",
    level="warning",
    family="flow",
    since="draft",
    title=M("Shares of more than everybody"),
    why=M(
        "More people cannot leave a step than are there. Less than all may: the rest is the "
        "drop-off."
    ),
    source="Conservation of flow; journeymap, shares of flows",
    example="flows:\n  - {from: pay, to: card, share: 70%}\n  - {from: pay, to: cash, share: 40%}",
)
def shares_over_one(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints whose shares of outgoing flows add up to more than 1.01, per persona.

    Parallel flows are gone by the same people and do not count. A share of a flow for some personas
    counts among theirs.
    """
    over: dict[Key, dict[Key | None, float]] = {}
    shared = [
        (flow, source, target)
        for _, flow, source, target in with_ends(context)
        if flow.share is not None and flow.kind != "parallel"
    ]
    alike = not context.personas_differ
    totals: dict[Key, float] = {}
    for persona in context.personas if shared else ():
        if not alike or not totals:  # for all of them as for the first
            totals = {}
            for way in shared:
                if alike or all(not p.personas or persona in p.personas for p in way):
                    flow = way[0]
                    totals[flow.source] = totals.get(flow.source, 0.0) + (flow.share or 0.0)
        for place, total in totals.items():
            if total > 1.01:
                over.setdefault(place, {})[persona] = total
    for place, found in over.items():
        personas = list(found)
        served = sum(1 for each in context.personas if place in context.graph(each))
        some = only_some(context, personas, served)
        touchpoint, share = name_of(context.index, place), round(100 * max(found.values()))
        yield Finding(
            place,
            M(
                "The shares of the ways on from {touchpoint} add up to {share}% for {personas}",
                share=share,
                personas=some,
                touchpoint=touchpoint,
            )
            if some
            else M(
                "The shares of the ways on from {touchpoint} add up to {share}%",
                share=share,
                touchpoint=touchpoint,
            ),
            also=tuple(
                key for key, flow in flows_from(context.graph(), place) if flow.share is not None
            ),
        )


CHECKS = (duplicate_flow, self_flow, shares_over_one)
