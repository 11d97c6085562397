"""The map as a graph of networkx: entries, exits, and what can be reached from where.

For the checks, which ask about paths. Reading order, ranks and the main path are in `order.py`,
which layout can afford to ask after every edit. Nothing here fails on a map that is half done:
flows whose ends are missing are left out, and every answer comes in the order of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeAlias

import networkx as nx

from journeymap.model.index import Index, index_of
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.model.vocabulary import Exit, FlowKind

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
    for position, (key, touchpoint) in enumerate(steps):
        if _is_for(touchpoint, persona):
            graph.add_node(key, touchpoint=touchpoint, position=position)
    for key, flow in zip(index.keys_of("flow"), m.flows, strict=True):
        if flow.source in graph and flow.target in graph and _is_for(flow, persona):
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


# ---------------------------------------------------------------- where it begins and ends


def entries(graph: JourneyGraph) -> tuple[str, ...]:
    """Return the touchpoints at which a customer comes in.

    Those that say `entry: true`, and of those that say nothing the ones that no flow leads to. A
    loop or a recovery leads back to where somebody has been before, so it does not count.
    """
    return tuple(key for key in graph if _is_entry(graph, key))


def _is_entry(graph: JourneyGraph, key: str) -> bool:
    said = touchpoint_of(graph, key).entry
    if said is not None:
        return said
    return not any(
        flow.source != key and flow.kind not in ("loop", "recovery")
        for _, flow in flows_to(graph, key)
    )


def exits(graph: JourneyGraph) -> dict[str, Exit]:
    """Return the touchpoints at which a customer goes, and how: `reached`, or `left` for an end
    that nobody wanted.

    Those that say so, and those that no flow leads on from, which count as reached. A loop leads
    back to where somebody has been before, so it leads nowhere on. Nor does a failure where a
    recovery comes back to the step: whoever is sent back there must be able to succeed there. A
    recovery does lead on, since the way goes on from the step that it comes back to.
    """
    found: dict[str, Exit] = {}
    for key in graph:
        said = touchpoint_of(graph, key).exit
        if said or not _leads_on(graph, key):
            found[key] = said or "reached"
    return found


def _leads_on(graph: JourneyGraph, key: str) -> bool:
    on = {flow.kind for _, flow in flows_from(graph, key) if flow.target != key} - {"loop"}
    if on == {"failure"}:
        return not any(
            flow.kind == "recovery" and flow.source != key for _, flow in flows_to(graph, key)
        )
    return bool(on)


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
        if all(there == key for there in graph.succ[key])
        and any(before != key for before in graph.pred[key])
    )


# ---------------------------------------------------------------- paths


def reachable(graph: JourneyGraph, sources: Iterable[str]) -> set[str]:
    """Return everything that some way leads to from `sources`, themselves included."""
    return _spread(graph, sources, backward=False)


def leading_to(graph: JourneyGraph, targets: Iterable[str]) -> set[str]:
    """Return everything from which some way leads to `targets`, themselves included."""
    return _spread(graph, targets, backward=True)


def _spread(graph: JourneyGraph, begin: Iterable[str], backward: bool) -> set[str]:
    onward = graph.pred if backward else graph.succ
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
    groups = list(nx.strongly_connected_components(graph))  # what they lead to comes first
    after = _closed(graph.succ, groups, bit)
    before = _closed(graph.pred, groups[::-1], bit)

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


def with_start_and_end(graph: JourneyGraph, wanted_only: bool = False) -> StepGraph:
    """Return the touchpoints with plain steps between them, START before every entry and END after
    every exit; with `wanted_only` after those alone that were reached.
    """
    steps: StepGraph = nx.DiGraph()
    steps.add_node(START)
    steps.add_nodes_from(graph)
    steps.add_node(END)
    steps.add_edges_from((START, key) for key in entries(graph))
    steps.add_edges_from(graph.edges())
    steps.add_edges_from(
        (key, END) for key, kind in exits(graph).items() if not wanted_only or kind == "reached"
    )
    return steps


def unavoidable(graph: JourneyGraph) -> tuple[str, ...]:
    """Return the touchpoints that lie on every way from an entry to an exit that was reached.

    Dominators of the virtual end (Lengauer and Tarjan 1979; networkx has the algorithm of Cooper,
    Harvey and Kennedy). Empty where no way leads there.
    """
    steps = with_start_and_end(graph, wanted_only=True)
    above = nx.immediate_dominators(steps, START)
    if END not in above:
        return ()
    found = []
    here = above[END]
    while here is not None and here != START:
        found.append(here)
        here = above[here]
    return tuple(reversed(found))


# ---------------------------------------------------------------- circles and parts


def circles(graph: JourneyGraph) -> tuple[tuple[str, ...], ...]:
    """Return the groups of touchpoints that lead round to one another, each in list order.

    Strongly connected components of more than one touchpoint; a flow to itself makes no circle.
    """
    return _in_order(graph, (c for c in nx.strongly_connected_components(graph) if len(c) > 1))


def traps(graph: JourneyGraph) -> tuple[tuple[str, ...], ...]:
    """Return the circles that nobody gets out of: no flow leads on, and none of them is an exit."""
    left = exits(graph)
    return tuple(circle for circle in circles(graph) if not _way_out(graph, set(circle), left))


def _way_out(graph: JourneyGraph, circle: set[str], left: Collection[str]) -> bool:
    return any(
        key in left or any(there not in circle for there in graph.successors(key)) for key in circle
    )


def sources(graph: JourneyGraph) -> tuple[tuple[str, ...], ...]:
    """Return the circles, and the single touchpoints, that no flow leads to from outside.

    Sources of the condensation (the graph of strongly connected components); whoever begins in each
    of them gets everywhere.
    """
    groups = nx.strongly_connected_components(graph)
    return _in_order(
        graph,
        (
            group
            for group in groups
            if all(before in group for key in group for before in graph.pred[key])
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
