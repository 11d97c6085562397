"""One place earlier or later: lists, steps in a line, and why something cannot move."""

from __future__ import annotations

import pytest

from journeymap.model.journey import Channel, Flow, JourneyMap, PainPoint, Stage, Touchpoint
from journeymap.model.order import order_of
from journeymap.model.problems import Refused
from journeymap.model.sequence import beside_stage, shifted


def line_map(*flows: tuple[str, str], alone: bool = False) -> JourneyMap:
    channels = (Channel(id="one", name="One"), Channel(id="two", name="Two"))
    touchpoints = tuple(
        Touchpoint(id=id, name=id.upper(), stage="s", channel="two" if id == "d" else "one")
        for id in "abcd"
    )
    return JourneyMap(
        title="m",
        stages=(Stage(id="s", name="S"), Stage(id="t", name="T")),
        channels=channels,
        touchpoints=touchpoints[: 3 if alone else 4],
        flows=tuple(Flow(source=a, target=b) for a, b in flows),
        pain_points=(PainPoint(id="p", name="P", at=("a -> b",)),) if ("a", "b") in flows else (),
    )


def reading(m: JourneyMap) -> str:
    return "".join(m.touchpoints[i].id for i in order_of(m).reading)


def test_touchpoints_without_flows_go_by_their_list() -> None:
    m = line_map(alone=True)
    assert reading(shifted(m, ["c"], -1)) == "acb"
    assert reading(shifted(m, ["a"], 1)) == "bac"


def test_a_block_keeps_its_own_order() -> None:
    m = line_map(alone=True)
    assert reading(shifted(m, ["b", "c"], -1)) == "bca"
    assert reading(shifted(m, ["b", "a"], 1)) == "cab"


def test_in_a_line_two_steps_change_places_and_the_line_stays_whole() -> None:
    m = line_map(("a", "b"), ("b", "c"), ("c", "d"))

    moved = shifted(m, ["c"], -1)

    assert reading(moved) == "acbd"
    assert {(f.source, f.target) for f in moved.flows} == {("a", "c"), ("c", "b"), ("b", "d")}
    assert moved.pain_points[0].at == ("a -> c",)
    assert reading(shifted(moved, ["c"], 1)) == "abcd"


def test_where_the_flows_fork_the_refusal_says_so() -> None:
    m = line_map(("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))
    with pytest.raises(Refused, match="the flows lead to"):
        shifted(m, ["b"], -1)


def test_at_either_end_there_is_no_further() -> None:
    m = line_map(alone=True)
    with pytest.raises(Refused, match="first here already"):
        shifted(m, ["a"], -1)
    with pytest.raises(Refused, match="last here already"):
        shifted(m, ["t"], 1)
    assert [stage.id for stage in shifted(m, ["t"], -1).stages] == ["t", "s"]


def test_touchpoints_go_to_the_stage_beside_theirs() -> None:
    m = line_map(("a", "b"))
    moved = beside_stage(m, ["a", "b"], 1)
    assert {t.id for t in moved.touchpoints if t.stage == "t"} == {"a", "b"}
    with pytest.raises(Refused, match="last stage already"):
        beside_stage(moved, ["a"], 1)
