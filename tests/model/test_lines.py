"""Lines of steps: put one in, branch off, take one out, put one elsewhere."""

from __future__ import annotations

from itertools import pairwise

import pytest

from journeymap.model import edits
from journeymap.model.index import index_of
from journeymap.model.journey import Channel, Flow, JourneyMap, Reading, Stage, Touchpoint
from journeymap.model.lines import added_after, branched, healed, put_between
from journeymap.model.problems import Refused


def line(*names: str, flows: tuple[Flow, ...] | None = None) -> JourneyMap:
    """Return a map of steps that lead each to the next, or as `flows` say."""
    ways = (
        flows if flows is not None else tuple(Flow(source=a, target=b) for a, b in pairwise(names))
    )
    return JourneyMap(
        title="Line",
        stages=(Stage(id="stage", name="S"),),
        channels=(Channel(id="web", name="C"),),
        touchpoints=tuple(
            Touchpoint(id=n, name=n.upper(), stage="stage", channel="web") for n in names
        ),
        flows=ways,
    )


def new(id: str = "new") -> Touchpoint:
    return Touchpoint(id=id, name="New", stage="stage", channel="web")


def ways(m: JourneyMap) -> list[str]:
    return [f"{f.source}>{f.target}" + ("?" if f.kind == "choice" else "") for f in m.flows]


def order(m: JourneyMap) -> str:
    return " ".join(t.id for t in m.touchpoints)


def test_a_step_after_the_last_one_is_led_to_from_it() -> None:
    made = added_after(line("a", "b"), "b", new())
    assert order(made) == "a b new"
    assert ways(made) == ["a>b", "b>new"]


def test_a_step_after_one_with_a_single_way_on_stands_between() -> None:
    m = line("a", "b", flows=(Flow(source="a", target="b", share=0.5, carries=("basket",)),))
    made = added_after(m, "a", new())
    assert order(made) == "a new b"
    assert ways(made) == ["a>new", "new>b"]
    assert (made.flows[0].share, made.flows[0].carries) == (0.5, ("basket",))


def test_who_names_the_flow_that_is_parted_goes_along() -> None:
    m = line("a", "b")
    metric = edits.new_record("metric", id="sold", name="Sold", kind="count")
    reading = Reading(metric="sold", at="a -> b", period="2026-10", value=3)
    m = edits.add(edits.add(m, metric), reading)
    made = added_after(m, "a", new())
    assert made.readings[0].at == "a -> new"


def test_where_several_ways_lead_on_the_new_step_is_one_more() -> None:
    flows = (Flow(source="a", target="b"), Flow(source="a", target="c", kind="choice"))
    made = added_after(line("a", "b", "c", flows=flows), "a", new())
    assert ways(made) == ["a>b", "a>c?", "a>new?"]


def test_a_failure_beside_the_way_on_is_left_alone() -> None:
    flows = (Flow(source="a", target="b"), Flow(source="a", target="c", kind="failure"))
    made = added_after(line("a", "b", "c", flows=flows), "a", new())
    assert sorted(ways(made)) == ["a>c", "a>new", "new>b"]


def test_a_branch_is_a_choice_where_there_is_a_way_on() -> None:
    assert ways(branched(line("a", "b"), "a", new())) == ["a>b", "a>new?"]
    assert ways(branched(line("a"), "a", new())) == ["a>new"]


def test_taking_a_step_out_closes_its_line() -> None:
    assert ways(healed(line("a", "b", "c"), ["b"])) == ["a>c"]


def test_taking_several_neighbours_out_closes_the_line_over_all_of_them() -> None:
    assert ways(healed(line("a", "b", "c", "d"), ["b", "c"])) == ["a>d"]
    assert ways(healed(line("a", "b", "c", "d"), ["c", "b"])) == ["a>d"]


def test_the_ends_of_a_line_leave_nothing_to_close() -> None:
    assert ways(healed(line("a", "b", "c"), ["a"])) == ["b>c"]
    assert ways(healed(line("a", "b", "c"), ["c"])) == ["a>b"]


def test_a_line_is_not_closed_over_a_flow_that_is_there() -> None:
    flows = tuple(Flow(source=a, target=b) for a, b in ("ab", "bc", "ac"))
    assert ways(healed(line("a", "b", "c", flows=flows), ["b"])) == ["a>c"]


def test_a_circle_of_two_is_not_closed_to_a_flow_to_itself() -> None:
    flows = (Flow(source="a", target="b"), Flow(source="b", target="a"))
    assert ways(healed(line("a", "b", flows=flows), ["b"])) == []


def test_a_failure_is_not_closed_into_the_good_way() -> None:
    flows = (Flow(source="a", target="b", kind="failure"), Flow(source="b", target="c"))
    assert ways(healed(line("a", "b", "c", flows=flows), ["b"])) == []


def test_a_step_dropped_on_a_flow_stands_in_it_and_its_old_line_is_closed() -> None:
    made = put_between(line("a", "b", "c", "d"), "b", "c -> d")
    assert ways(made) == ["a>c", "c>b", "b>d"]


def test_a_step_on_its_own_is_put_into_a_flow() -> None:
    m = edits.add(line("a", "b"), new())
    assert ways(put_between(m, "new", "a -> b")) == ["a>new", "new>b"]


def test_a_step_cannot_be_put_into_its_own_flow() -> None:
    with pytest.raises(Refused):
        put_between(line("a", "b"), "a", "a -> b")


def test_a_step_that_leads_to_the_end_already_keeps_its_flow() -> None:
    flows = (Flow(source="a", target="b"), Flow(source="x", target="b"))
    made = put_between(line("a", "b", "x", flows=flows), "x", "a -> b")
    assert sorted(ways(made)) == ["a>x", "x>b"]
    assert not index_of(made).repeated
