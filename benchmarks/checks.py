"""All checks against the bare work of networkx that they need.

The bare side builds what is asked: the multigraph of flows, since several may join the same two
touchpoints; the plain graph between a start and an end, whose dominators are the steps that nobody
can avoid; and the graph without directions. On them it finds the parts, the strongly connected
components and their condensation, the dominators, the bridges, and what is reached from the first
touchpoint and leads to the last. It reads no field of a touchpoint and words nothing.
"""

from __future__ import annotations

from datetime import date

import networkx as nx

from benchmarks.generate import generate
from benchmarks.rows import Row, in_turns, ratio, size
from journeymap.checks.known import known
from journeymap.checks.runner import run
from journeymap.files.reader import read_bytes
from journeymap.model.journey import JourneyMap

TODAY = date(2026, 11, 22)
START, END = "(start)", "(end)"


def checking() -> list[Row]:
    """G1: every check on a map of 10,000, its index and readings worked out anew each time."""
    m = read_bytes(generate(size(10_000)).encode(), "generated.yaml").map
    known()  # what is installed is looked up once a process
    checked, bare = in_turns(lambda: run(m.model_copy(), TODAY), lambda: _bare(m))
    return [Row("G1", "all checks on 10,000 ≤ 3 × the bare networkx work", 3, ratio(checked, bare))]


MEASURES = {"G1": checking}


def _bare(m: JourneyMap) -> tuple[object, ...]:
    """Return what networkx alone finds in the flows of a map."""
    flows: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    flows.add_nodes_from(
        (touchpoint.id, {"touchpoint": touchpoint}) for touchpoint in m.touchpoints
    )
    flows.add_edges_from((flow.source, flow.target, {"flow": flow}) for flow in m.flows)
    first, last = m.touchpoints[0].id, m.touchpoints[-1].id
    steps = nx.DiGraph(flows.edges())
    steps.add_edges_from([(START, first), (last, END)])
    either_way = steps.to_undirected()
    return (
        list(nx.weakly_connected_components(steps)),
        list(nx.strongly_connected_components(steps)),
        nx.condensation(steps),
        nx.immediate_dominators(steps, START),
        list(nx.bridges(either_way)),
        nx.descendants(steps, first),
        nx.ancestors(steps, last),
    )
