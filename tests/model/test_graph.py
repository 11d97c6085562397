"""Entries, exits, ways and circles of small maps, drawn as `a b, b c` with one letter a step."""

from __future__ import annotations

from typing import Any

import networkx as nx
from hypothesis import given

from journeymap.model.graph import (
    circles,
    ends_unsaid,
    entries,
    exits,
    flows_from,
    flows_to,
    journey_graph,
    leading_to,
    parts,
    reachable,
    sources,
    stuck,
    touchpoint_of,
    traps,
    unavoidable,
)
from journeymap.model.journey import JourneyMap
from tests.strategies import maps


def drawn(flows: str, steps: str = "abcdef", **said: dict[str, Any]) -> JourneyMap:
    """Return a map with the steps in this order; a flow is `ab` or `ab:kind`."""
    return JourneyMap.model_validate(
        {
            "title": "Drawn",
            "stages": [{"id": "s", "name": "S"}],
            "personas": [{"id": "dana", "name": "Dana"}, {"id": "omid", "name": "Omid"}],
            "touchpoints": [
                {"id": step, "name": step, "stage": "s", **said.get(step, {})} for step in steps
            ],
            "flows": [
                {"from": flow[0], "to": flow[1], "kind": flow[3:] or "next", **said.get(flow, {})}
                for flow in flows.split()
            ],
        }
    )


def test_touchpoints_and_flows_keep_the_order_of_the_list() -> None:
    graph = journey_graph(drawn("ca ab:choice ca", "cab", **{"ab:choice": {"share": 0.4}}))
    assert list(graph) == ["c", "a", "b"]
    assert list(graph.edges(keys=True)) == [
        ("c", "a", "c -> a"),
        ("c", "a", "c -> a#2"),
        ("a", "b", "a -> b"),
    ]
    assert graph.edges["a", "b", "a -> b"]["share"] == 0.4
    assert graph.edges["a", "b", "a -> b"]["kind"] == "choice"
    assert touchpoint_of(graph, "c").name == "c"
    assert [key for key, _ in flows_from(graph, "c")] == ["c -> a", "c -> a#2"]
    assert [flow.source for _, flow in flows_to(graph, "b")] == ["a"]


def test_a_flow_that_leads_nowhere_is_left_out() -> None:
    assert not journey_graph(drawn("ax xa", "a")).edges


def test_each_persona_has_a_graph_of_their_own() -> None:
    m = drawn("ab bc ac", "abc", b={"personas": ["dana"]}, ac={"personas": ["omid"]})
    assert list(journey_graph(m, "dana").edges()) == [("a", "b"), ("b", "c")]
    assert list(journey_graph(m, "omid").edges()) == [("a", "c")]
    assert len(journey_graph(m).edges) == len(journey_graph(m, None).edges) == 3


def test_the_second_parallel_flow_keeps_its_key_for_every_persona() -> None:
    m = drawn("ab ab", "ab")
    first, second = m.flows
    m = m.model_copy(update={"flows": (first.model_copy(update={"personas": ("dana",)}), second)})
    assert list(journey_graph(m, "omid").edges(keys=True)) == [("a", "b", "a -> b#2")]


def test_entries_and_exits_follow_from_the_flows() -> None:
    graph = journey_graph(drawn("ab bc bd", "abcd"))
    assert entries(graph) == ("a",)
    assert exits(graph) == {"c": "reached", "d": "reached"}


def test_entries_and_exits_that_are_said_come_first() -> None:
    m = drawn("ab bc bd", "abcd", a={"entry": False}, b={"entry": True, "exit": "left"})
    graph = journey_graph(m)
    assert entries(graph) == ("b",)
    assert exits(graph) == {"b": "left", "c": "reached", "d": "reached"}
    assert ends_unsaid(graph) == ("c", "d")


def test_a_way_back_takes_nothing_from_the_entry() -> None:
    assert entries(journey_graph(drawn("ab ba:loop", "ab"))) == ("a",)
    assert entries(journey_graph(drawn("ab ba:recovery", "ab"))) == ("a",)
    assert entries(journey_graph(drawn("ab ba", "ab"))) == ()


def test_a_loop_back_takes_nothing_from_the_exit() -> None:
    graph = journey_graph(drawn("ab bc ca:loop", "abc"))
    assert (entries(graph), exits(graph), traps(graph)) == (("a",), {"c": "reached"}, ())
    assert unavoidable(graph) == ("a", "b", "c")
    assert exits(journey_graph(drawn("ab bc ca:loop", "abc", c={"exit": "left"}))) == {"c": "left"}
    assert exits(journey_graph(drawn("ab bc ca", "abc"))) == {}


def test_a_step_that_recoveries_come_back_to_can_be_the_last() -> None:
    graph = journey_graph(drawn("ab bc:failure cd de:recovery cb:recovery", "abcd"))
    assert exits(graph) == {"b": "reached", "d": "reached"}
    assert traps(journey_graph(drawn("ab bc:failure cb:recovery", "abc"))) == ()


def test_help_that_leads_back_is_no_exit() -> None:
    graph = journey_graph(drawn("ab bc bd:failure db:recovery", "abcd"))
    assert exits(graph) == {"c": "reached"}
    assert exits(journey_graph(drawn("ab bc:failure cd:failure", "abcd"))) == {"d": "reached"}


def test_a_flow_to_itself_is_neither_a_way_in_nor_a_way_on() -> None:
    graph = journey_graph(drawn("aa", "a"))
    assert entries(graph) == ("a",)
    assert exits(graph) == {"a": "reached"}
    assert circles(graph) == ()


def test_what_can_be_reached_and_what_leads_there() -> None:
    graph = journey_graph(drawn("ab bc de", "abcde"))
    assert reachable(graph, ["a"]) == {"a", "b", "c"}
    assert leading_to(graph, ["e", "b"]) == {"a", "b", "d", "e"}
    assert reachable(graph, ["gone"]) == set()


def test_the_unavoidable_steps_lie_on_every_way() -> None:
    assert unavoidable(journey_graph(drawn("ab ac bd cd de", "abcde"))) == ("a", "d", "e")
    assert unavoidable(journey_graph(drawn("ab ba", "ab"))) == ()
    left = {"exit": "left"}
    assert unavoidable(journey_graph(drawn("ab bc bd", "abcd", d=left))) == ("a", "b", "c")
    assert unavoidable(journey_graph(drawn("ab bc cb cd ad", "abcd"))) == ("a", "d")


@given(maps(least=2, most=8))
def test_the_unavoidable_steps_are_the_dominators_of_the_goal(m: JourneyMap) -> None:
    graph = journey_graph(m)
    steps = nx.DiGraph(graph.edges())
    steps.add_edges_from(("(start)", key) for key in entries(graph))
    steps.add_edges_from((k, "(end)") for k, end in exits(graph).items() if end == "reached")
    steps.add_node("(start)")
    above, here, found = nx.immediate_dominators(steps, "(start)"), "(end)", []
    while (here := above.get(here)) not in (None, "(start)"):
        found.append(here)
    assert unavoidable(graph) == tuple(reversed(found))


def test_circles_and_traps() -> None:
    graph = journey_graph(drawn("ab bc cb cd ef fe", "abcdef"))
    assert circles(graph) == (("b", "c"), ("e", "f"))
    assert traps(graph) == (("e", "f"),)
    assert traps(journey_graph(drawn("ab bc cb", "abc", c={"exit": "reached"}))) == ()


def test_parts_that_no_flow_joins_come_largest_first() -> None:
    assert parts(journey_graph(drawn("bc ce", "abcde"))) == (("b", "c", "e"), ("a",), ("d",))


def test_who_is_led_somewhere_and_no_further_is_stuck() -> None:
    graph = journey_graph(drawn("ab ac ad de:loop ff", "abcdef", c={"exit": "left"}))
    assert stuck(graph) == ("b", "e")


def test_whoever_begins_in_each_source_gets_everywhere() -> None:
    graph = journey_graph(drawn("ab ba bc de ed dc", "abcdef"))
    assert sources(graph) == (("a", "b"), ("d", "e"), ("f",))
    begin = [group[0] for group in sources(graph)]
    assert reachable(graph, begin) == set(graph)


@given(maps())
def test_any_map_has_a_graph_that_answers(m: JourneyMap) -> None:
    for persona in ("", *(p.id for p in m.personas)):
        graph = journey_graph(m, persona)
        assert set(unavoidable(graph)) <= set(graph)
        assert sorted(key for part in parts(graph) for key in part) == sorted(graph)
        assert set(traps(graph)) <= set(circles(graph))
        for way_in in entries(graph):
            assert way_in in reachable(graph, entries(graph))
