"""Ways through the stages of a map: which stages lie on a way, which steps one stage joins.

What can be reached is kept as one integer of bits for each strongly connected component (transitive
closure of the condensation; Purdom 1970), so that many questions about one graph cost little.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import networkx as nx

from journeymap.model.graph import JourneyGraph, components, steps, touchpoints_of


def stages_between(graph: JourneyGraph) -> Callable[[str, str, str], bool]:
    """Return a function that says whether a way from one touchpoint to another goes through a
    stage: `source, stage, target`.
    """
    bit = {key: 1 << place for place, key in enumerate(graph)}
    in_stage: dict[str, int] = {}
    for key, touchpoint in touchpoints_of(graph).items():
        in_stage[touchpoint.stage] = in_stage.get(touchpoint.stage, 0) | bit[key]
    groups = components(graph)  # what they lead to comes first
    after = _closed(steps(graph).on, groups, bit)
    before = _closed(steps(graph).back, groups[::-1], bit)

    def leads_through(source: str, stage: str, target: str) -> bool:
        return bool(after[source] & before[target] & in_stage.get(stage, 0))

    return leads_through


def ways_inside_stages(graph: JourneyGraph) -> Callable[[str, str], bool]:
    """Return a function that says whether a way that leaves no stage leads from one of two
    touchpoints to the other, whichever way round. Of what is not in the graph it says no.
    """
    stage = {key: touchpoint.stage for key, touchpoint in touchpoints_of(graph).items()}
    bit: dict[str, int] = {}
    last: dict[str, int] = {}
    for key, there in stage.items():
        bit[key] = last[there] = last.get(there, 1) << 1
    on, after = steps(graph).on, dict[str, int]()
    for group in components(graph):
        if len(group) == 1:  # as nearly all are
            (key,) = group
            here, bits = stage[key], bit[key]
            for each in on[key]:
                if stage[each] == here:
                    bits |= after.get(each, 0)
            after[key] = bits
            continue
        onward = {key: [each for each in on[key] if stage[each] == stage[key]] for key in group}
        for circle in _circles_of(group, onward):
            _join(circle, onward, bit, after)

    def leads_there(one: str, other: str) -> bool:
        if one not in stage or other not in stage or stage[one] != stage[other]:
            return False
        return bool(after[one] & bit[other] or after[other] & bit[one])

    return leads_there


def _circles_of(
    group: Collection[str], onward: Mapping[str, Iterable[str]]
) -> Iterator[Collection[str]]:
    """Yield the strongly connected components of some of the steps inside a group."""
    among: nx.DiGraph[str] = nx.DiGraph()
    among.add_nodes_from(group)
    among.add_edges_from((key, on) for key in group for on in onward[key] if on in group)
    yield from nx.strongly_connected_components(among)


def _closed(
    onward: Mapping[str, Iterable[str]], groups: Iterable[Collection[str]], bit: Mapping[str, int]
) -> dict[str, int]:
    """Return the bits of all that each touchpoint leads to, itself included."""
    found: dict[str, int] = {}
    for group in groups:
        _join(group, onward, bit, found)
    return found


def _join(
    group: Collection[str],
    onward: Mapping[str, Iterable[str]],
    bit: Mapping[str, int],
    found: dict[str, int],
) -> None:
    """Note in `found` what a component leads to, where it is noted of those that it leads to."""
    bits = 0
    for key in group:
        bits |= bit[key]
        for there in onward[key]:
            bits |= found.get(there, 0)
    found.update(dict.fromkeys(group, bits))
