"""The map as a graph of networkx: entries, exits, and what can be reached from where.

For the checks, which ask about paths. Reading order, ranks and the main path are in `order.py`,
which layout can afford to ask after every edit. Nothing here fails on a map that is half done:
flows whose ends are missing are left out, and every answer comes in the order of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import wraps
from typing import NamedTuple, TypeAlias, TypeVar

import networkx as nx

from journeymap.model.index import Index, index_of
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.model.vocabulary import Exit, FlowKind

T = TypeVar("T")
JourneyGraph: TypeAlias = "nx.MultiDiGraph[str]"

_WAYS = "ways"  # under which a graph keeps its flows, noted down as they are put in


def journey_graph(
    m: JourneyMap, persona: str | None = "", index: Index | None = None
) -> JourneyGraph:
    """Return touchpoints and flows as they are for one persona, for anybody where none is given.

    Nodes are touchpoints under their key in the index (the id, unless it was given before), in the
    order of the list, with `touchpoint` and `position`. Edges are flows in the order of the list,
    under their key in the index, with `flow`, `kind` and `share` (None where not given). A
    touchpoint or flow without `personas` is for everybody; a flow is left out with either of its
    ends. What names a repeated id means the first that has it, so no other stands in for that.
    """
    graph: JourneyGraph = nx.MultiDiGraph()
    index = index or index_of(m)
    steps = zip(index.keys_of("touchpoint"), m.touchpoints, strict=True)
    for position, (key, touchpoint) in enumerate(steps):
        if not persona or _is_for(touchpoint, persona):
            graph.add_node(key, touchpoint=touchpoint, position=position)
    there = set(graph)
    ways: list[tuple[str, str, FlowKind]] = []
    for key, flow in zip(index.keys_of("flow"), m.flows, strict=True):
        source, target = flow.source, flow.target
        if source in there and target in there and (not persona or _is_for(flow, persona)):
            graph.add_edge(source, target, key=key, flow=flow, kind=flow.kind, share=flow.share)
            if source != target:
                ways.append((source, target, flow.kind))
    graph.graph[_WAYS] = ways
    return graph


def kept(question: Callable[[JourneyGraph], T]) -> Callable[[JourneyGraph], T]:
    """Return the question, answered once a graph: the graph of a map is never changed."""

    def answer(graph: JourneyGraph) -> T:
        answers = graph.graph
        if question.__name__ not in answers:
            answers[question.__name__] = question(graph)
        found: T = answers[question.__name__]
        return found

    return wraps(question)(answer)


def touchpoint_of(graph: JourneyGraph, key: str) -> Touchpoint:
    """Return the touchpoint that a node stands for."""
    return touchpoints_of(graph)[key]


def flows_from(graph: JourneyGraph, key: str) -> list[tuple[str, Flow]]:
    """Return (flow key, flow) of the ways on from a touchpoint, in the order of the list."""
    return _flows_on(graph)[key]


@kept
def _flows_on(graph: JourneyGraph) -> dict[str, list[tuple[str, Flow]]]:
    return {
        key: [(name, data["flow"]) for flows in onward.values() for name, data in flows.items()]
        for key, onward in graph.adjacency()
    }


def flows_to(graph: JourneyGraph, key: str) -> list[tuple[str, Flow]]:
    """Return (flow key, flow) of the ways to a touchpoint."""
    return [(name, data["flow"]) for _, _, name, data in graph.in_edges(key, keys=True, data=True)]


class Steps(NamedTuple):
    """Where one can go on to from each touchpoint, and where one can have come from."""

    on: dict[str, list[str]]
    back: dict[str, list[str]]


@kept
def touchpoints_of(graph: JourneyGraph) -> Mapping[str, Touchpoint]:
    """Return the touchpoints that the nodes stand for, without the views that networkx has."""
    return {key: data["touchpoint"] for key, data in graph.nodes(data=True)}


def _ways(graph: JourneyGraph) -> list[tuple[str, str, FlowKind]]:
    """Return (source, target, kind) of every flow that leads from one touchpoint to another."""
    found: list[tuple[str, str, FlowKind]] = graph.graph[_WAYS]
    return found


@kept
def steps(graph: JourneyGraph) -> Steps:
    """Return the plain steps of a graph, each once, without the views that networkx has of them."""
    on = {key: list(there) for key, there in graph.adjacency()}
    back: dict[str, list[str]] = {key: [] for key in on}
    for key, there in on.items():
        for each in there:
            back[each].append(key)
    return Steps(on, back)


# ---------------------------------------------------------------- where it begins and ends


@kept
def entries(graph: JourneyGraph) -> tuple[str, ...]:
    """Return the touchpoints at which a customer comes in.

    Those that say `entry: true`, and of those that say nothing the ones that no flow leads to. A
    loop or a recovery leads back to where somebody has been before, so it does not count.
    """
    led_to = {target for _, target, kind in _ways(graph) if kind not in ("loop", "recovery")}
    return tuple(
        key
        for key, touchpoint in touchpoints_of(graph).items()
        if (key not in led_to if touchpoint.entry is None else touchpoint.entry)
    )


@kept
def exits(graph: JourneyGraph) -> dict[str, Exit]:
    """Return the touchpoints at which a customer goes, and how: `reached`, or `left` for an end
    that nobody wanted.

    Those that say so, and those that no flow leads on from, which count as reached. A loop leads
    back to where somebody has been before, so it leads nowhere on. Nor does a failure where a
    recovery comes back to the step: whoever is sent back there must be able to succeed there. A
    recovery does lead on, since the way goes on from the step that it comes back to.
    """
    ways = _ways(graph)
    leads_on = {source for source, _, kind in ways if kind not in ("loop", "failure")}
    fails = {source for source, _, kind in ways if kind == "failure"}
    recovered = {target for _, target, kind in ways if kind == "recovery"}
    found: dict[str, Exit] = {}
    for key, touchpoint in touchpoints_of(graph).items():
        said = touchpoint.exit
        if said or (key not in leads_on and (key not in fails or key in recovered)):
            found[key] = said or "reached"
    return found


def ends_unsaid(graph: JourneyGraph) -> tuple[str, ...]:
    """Return the exits that follow from the flows alone: no way on, and no `exit` that says so.

    The last step of a map or a dead end in the middle of it: what it is, the check decides.
    """
    return tuple(key for key in exits(graph) if touchpoint_of(graph, key).exit is None)


def stuck(graph: JourneyGraph) -> tuple[str, ...]:
    """Return the touchpoints that a flow leads to and none leads on from, and that do not say that
    they are an exit.

    A loop, a recovery or a failure is a way on as well: whoever is there need not stay there.
    """
    return tuple(
        key
        for key in ends_unsaid(graph)
        if all(there == key for there in steps(graph).on[key])
        and any(before != key for before in steps(graph).back[key])
    )


# ---------------------------------------------------------------- paths


def reachable(graph: JourneyGraph, sources: Iterable[str]) -> set[str]:
    """Return everything that some way leads to from `sources`, themselves included."""
    return _spread(graph, sources, backward=False)


@kept
def within_reach(graph: JourneyGraph) -> set[str]:
    """Return everything that some way leads to from an entry."""
    return reachable(graph, entries(graph))


@kept
def on_to_a_goal(graph: JourneyGraph) -> set[str]:
    """Return everything from which some way leads to an exit that was reached."""
    return leading_to(graph, [key for key, kind in exits(graph).items() if kind == "reached"])


def leading_to(graph: JourneyGraph, targets: Iterable[str]) -> set[str]:
    """Return everything from which some way leads to `targets`, themselves included."""
    return _spread(graph, targets, backward=True)


def _spread(graph: JourneyGraph, begin: Iterable[str], backward: bool) -> set[str]:
    onward = steps(graph).back if backward else steps(graph).on
    seen = {key for key in begin if key in graph}
    todo = list(seen)
    while todo:
        for key in onward[todo.pop()]:
            if key not in seen:
                seen.add(key)
                todo.append(key)
    return seen


def unavoidable(graph: JourneyGraph) -> tuple[str, ...]:
    """Return the touchpoints that lie on every way from an entry to an exit that was reached.

    Dominators of the virtual end of all ways, the first one first. Empty where no way leads there.
    Along one way to the goal, a touchpoint is unavoidable if nothing that is reached without going
    on from it lies further along: that takes one look at each flow, and no tree of all dominators.
    """
    onward = steps(graph).on
    goals = {key for key, kind in exits(graph).items() if kind == "reached"}
    way = _one_way(onward, entries(graph), goals)
    place = {key: n for n, key in enumerate(way)}
    found: list[str] = []
    beside: set[str] = set()
    furthest, todo = -1, list(entries(graph))
    for n, key in enumerate(way):
        while todo:
            here = todo.pop()
            at = place.get(here)
            if at is not None:
                furthest = max(furthest, at)
            elif here not in beside:
                beside.add(here)
                furthest = len(way) if here in goals else furthest
                todo.extend(onward[here])
        if furthest == n:
            found.append(key)
        furthest = len(way) if key in goals else furthest
        todo.extend(onward[key])
    return tuple(found)


def _one_way(
    onward: Mapping[str, Iterable[str]], begin: Iterable[str], goals: Collection[str]
) -> list[str]:
    """Return the steps of one way from where it begins to a goal, empty where there is none."""
    before: dict[str, str | None] = dict.fromkeys(begin)
    todo = list(before)
    while todo:
        here: str | None = todo.pop()
        if here in goals:
            way: list[str] = []
            while here is not None:
                way.append(here)
                here = before[here]
            return way[::-1]
        for there in onward[here or ""]:
            if there not in before:
                before[there] = here
                todo.append(there)
    return []


# ---------------------------------------------------------------- circles and parts


@kept
def components(graph: JourneyGraph) -> list[set[str]]:
    """Return the strongly connected components, those that others lead to before those others."""
    return list(nx.strongly_connected_components(graph))


@kept
def circles(graph: JourneyGraph) -> tuple[tuple[str, ...], ...]:
    """Return the groups of touchpoints that lead round to one another, each in list order.

    Strongly connected components of more than one touchpoint; a flow to itself makes no circle.
    """
    return _in_order(graph, (group for group in components(graph) if len(group) > 1))


def traps(graph: JourneyGraph) -> tuple[tuple[str, ...], ...]:
    """Return the circles that nobody gets out of: no flow leads on, and none of them is an exit."""
    left = exits(graph)
    return tuple(circle for circle in circles(graph) if not _way_out(graph, set(circle), left))


def _way_out(graph: JourneyGraph, circle: set[str], left: Collection[str]) -> bool:
    return any(
        key in left or any(there not in circle for there in steps(graph).on[key]) for key in circle
    )


def sources(graph: JourneyGraph) -> tuple[tuple[str, ...], ...]:
    """Return the circles, and the single touchpoints, that no flow leads to from outside.

    Sources of the condensation (the graph of strongly connected components); whoever begins in each
    of them gets everywhere.
    """
    return _in_order(
        graph,
        (
            group
            for group in components(graph)
            if all(before in group for key in group for before in steps(graph).back[key])
        ),
    )


def parts(graph: JourneyGraph) -> tuple[tuple[str, ...], ...]:
    """Return the parts of the map that no flow joins, each in list order, the largest first."""
    found = _in_order(graph, nx.weakly_connected_components(graph))
    return tuple(sorted(found, key=len, reverse=True))


def _in_order(graph: JourneyGraph, groups: Iterable[set[str]]) -> tuple[tuple[str, ...], ...]:
    position = {key: place for place, key in enumerate(graph)}
    ordered = [
        tuple(sorted(group, key=position.__getitem__) if len(group) > 1 else group)
        for group in groups
    ]
    return tuple(sorted(ordered, key=lambda group: position[group[0]]))


def _is_for(record: Touchpoint | Flow, persona: str) -> bool:
    return not record.personas or persona in record.personas
