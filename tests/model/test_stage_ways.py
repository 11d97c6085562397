"""Which stages lie on a way, and which steps are joined without leaving their stage."""

from __future__ import annotations

import networkx as nx
from hypothesis import given

from journeymap.model.graph import journey_graph, leading_to, reachable, touchpoint_of
from journeymap.model.journey import JourneyMap
from journeymap.model.stage_ways import stages_between, ways_inside_stages
from tests.model.test_graph import drawn
from tests.strategies import maps


def test_a_way_through_a_stage_is_found_and_none_that_misses_either_end() -> None:
    stage = {"stage": "t"}
    m = drawn("ac ab bc ad ec", "abcde", b=stage, d=stage, e=stage)
    goes_through = stages_between(journey_graph(m))
    assert goes_through("a", "t", "c")
    m = drawn("ac ad ec", "abcde", b=stage, d=stage, e=stage)
    goes_through = stages_between(journey_graph(m))
    assert not goes_through("a", "t", "c")
    assert goes_through("a", "s", "c")


@given(maps())
def test_a_way_through_a_stage_is_one_of_two_parts(m: JourneyMap) -> None:
    graph = journey_graph(m)
    goes_through = stages_between(graph)
    stage = {key: touchpoint_of(graph, key).stage for key in graph}
    for source in list(graph)[:3]:
        after = reachable(graph, [source])
        for target in list(graph)[-3:]:
            between = after & leading_to(graph, [target])
            for name in set(stage.values()):
                assert goes_through(source, name, target) == any(
                    stage[key] == name for key in between
                )


@given(maps(most=8))
def test_ways_inside_a_stage_are_those_of_its_own_steps(m: JourneyMap) -> None:
    graph = journey_graph(m)
    joined = ways_inside_stages(graph)
    for stage in m.stages:
        inside = graph.subgraph([k for k in graph if touchpoint_of(graph, k).stage == stage.id])
        for one in inside:
            onward = {one, *nx.descendants(inside, one), *nx.ancestors(inside, one)}
            assert {key for key in graph if joined(one, key)} == onward
