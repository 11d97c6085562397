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
StepGraph: TypeAlias = "nx.DiGraph[str]"

# No id can hold a parenthesis, so these never meet one.
START, END = "(start)", "(end)"


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
    graph.add_nodes_from(
        (key, {"touchpoint": touchpoint, "position": position})
        for position, (key, touchpoint) in enumerate(steps)
        if _is_for(touchpoint, persona)
    )
    there = set(graph)
    for key, flow in zip(index.keys_of("flow"), m.flows, strict=True):
        if flow.source in there and flow.target in there and _is_for(flow, persona):
            ends = (flow.source, flow.target)
            graph.add_edge(*ends, key=key, flow=flow, kind=flow.kind, share=flow.share)
    return graph


def touchpoint_of(graph: JourneyGraph, key: str) -> Touchpoint:
    """Return the touchpoint that a node stands for."""
    found: Touchpoint = graph.nodes[key]["touchpoint"]
    return found


def flows_from(graph: JourneyGraph, key: str) -> list[tuple[str, Flow]]:
    """Return (flow key, flow) of the ways on from a touchpoint, in the order of the list."""
    return [(name, data["flow"]) for _, _, name, data in graph.out_edges(key, keys=True, data=True)]


def flows_to(graph: JourneyGraph, key: str) -> list[tuple[str, Flow]]:
    """Return (flow key, flow) of the ways to a touchpoint."""
    return [(name, data["flow"]) for _, _, name, data in graph.in_edges(key, keys=True, data=True)]


class Steps(NamedTuple):
    """Where one can go on to from each touchpoint, and where one can have come from."""

    on: dict[str, list[str]]
    back: dict[str, list[str]]


def kept(question: Callable[[JourneyGraph], T]) -> Callable[[JourneyGraph], T]:
    """Return the question, answered once a graph: the graph of a map is never changed."""

    def answer(graph: JourneyGraph) -> T:
        answers = graph.graph
        if question.__name__ not in answers:
            answers[question.__name__] = question(graph)
        found: T = answers[question.__name__]
        return found

    return wraps(question)(answer)


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
    led_to = {
        target
        for source, target, data in graph.edges(data=True)
        if source != target and data["kind"] not in ("loop", "recovery")
    }
    return tuple(
        key
        for key, data in graph.nodes(data=True)
        if (key not in led_to if data["touchpoint"].entry is None else data["touchpoint"].entry)
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
    on: dict[str, set[FlowKind]] = {}
    recovered = set()
    for source, target, data in graph.edges(data=True):
        kind = data["kind"]
        if source != target and kind != "loop":
            on.setdefault(source, set()).add(kind)
            if kind == "recovery":
                recovered.add(target)
    found: dict[str, Exit] = {}
    for key, data in graph.nodes(data=True):
        said, kinds = data["touchpoint"].exit, on.get(key)
        if said or not kinds or (kinds == {"failure"} and key in recovered):
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


def has_path(graph: JourneyGraph, source: str, target: str, without: Collection[str] = ()) -> bool:
    """Return whether a way leads from `source` to `target` that does not use the flows whose keys
    are in `without`.
    """
    if source not in graph or target not in graph:
        return False
    seen, todo = {source}, [source]
    while todo:
        here = todo.pop()
        for _, there, key in graph.out_edges(here, keys=True):
            if there == target and key not in without:
                return True
            if there not in seen and key not in without:
                seen.add(there)
                todo.append(there)
    return False


def subgraph(graph: JourneyGraph, kinds: Collection[FlowKind]) -> JourneyGraph:
    """Return all touchpoints with the flows of these kinds only."""
    found: JourneyGraph = nx.MultiDiGraph()
    found.add_nodes_from(graph.nodes(data=True))
    for source, target, key, data in graph.edges(keys=True, data=True):
        if data["kind"] in kinds:
            found.add_edge(source, target, key=key, **data)
    return found


def stages_between(graph: JourneyGraph) -> Callable[[str, str, str], bool]:
    """Return a function that says whether a way from one touchpoint to another goes through a
    stage: `source, stage, target`.

    What can be reached is kept as one integer of bits for each strongly connected component
    (transitive closure of the condensation; Purdom 1970), so that many questions cost little.
    """
    bit = {key: 1 << place for place, key in enumerate(graph)}
    in_stage: dict[str, int] = {}
    for key in graph:
        stage = touchpoint_of(graph, key).stage
        in_stage[stage] = in_stage.get(stage, 0) | bit[key]
    groups = components(graph)  # what they lead to comes first
    after = _closed(steps(graph).on, groups, bit)
    before = _closed(steps(graph).back, groups[::-1], bit)

    def leads_through(source: str, stage: str, target: str) -> bool:
        return bool(after[source] & before[target] & in_stage.get(stage, 0))

    return leads_through


def _closed(
    onward: Mapping[str, Iterable[str]], groups: Iterable[set[str]], bit: Mapping[str, int]
) -> dict[str, int]:
    """Return the bits of all that each touchpoint leads to, itself included."""
    found: dict[str, int] = {}
    for group in groups:
        bits = 0
        for key in group:
            bits |= bit[key]
            for there in onward[key]:
                bits |= found.get(there, 0)
        found |= dict.fromkeys(group, bits)
    return found


@kept
def to_the_goal(graph: JourneyGraph) -> StepGraph:
    """Return the plain steps with START and, after the exits that were reached, END."""
    return with_start_and_end(graph, wanted_only=True)


def with_start_and_end(graph: JourneyGraph, wanted_only: bool = False) -> StepGraph:
    """Return the touchpoints with plain steps between them, START before every entry and END after
    every exit; with `wanted_only` after those alone that were reached.
    """
    found: StepGraph = nx.DiGraph()
    found.add_node(START)
    found.add_nodes_from(graph)
    found.add_node(END)
    found.add_edges_from((START, key) for key in entries(graph))
    found.add_edges_from((key, there) for key, on in steps(graph).on.items() for there in on)
    found.add_edges_from(
        (key, END) for key, kind in exits(graph).items() if not wanted_only or kind == "reached"
    )
    return found


def unavoidable(graph: JourneyGraph) -> tuple[str, ...]:
    """Return the touchpoints that lie on every way from an entry to an exit that was reached.

    Dominators of the virtual end (Lengauer and Tarjan 1979; networkx has the algorithm of Cooper,
    Harvey and Kennedy). Empty where no way leads there.
    """
    above = nx.immediate_dominators(to_the_goal(graph), START)
    if END not in above:
        return ()
    found = []
    here = above[END]
    while here is not None and here != START:
        found.append(here)
        here = above[here]
    return tuple(reversed(found))


# ---------------------------------------------------------------- circles and parts


@kept
def components(graph: JourneyGraph) -> list[set[str]]:
    """Return the strongly connected components, those that others lead to before those others."""
    # nothing leads to START and nothing on from END: each is a group of its own, and left out
    groups = nx.strongly_connected_components(to_the_goal(graph))
    return [group for group in groups if group.isdisjoint((START, END))]


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
    ordered = [tuple(sorted(group, key=position.__getitem__)) for group in groups]
    return tuple(sorted(ordered, key=lambda group: position[group[0]]))


def _is_for(record: Touchpoint | Flow, persona: str | None) -> bool:
    return not persona or not record.personas or persona in record.personas
