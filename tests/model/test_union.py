"""Two maps as one, and what differs between them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.differences import Difference, counts, differences
from journeymap.model.index import Index
from journeymap.model.journey import (
    Channel,
    Flow,
    JourneyMap,
    PainPoint,
    Reading,
    Stage,
    Touchpoint,
)
from journeymap.model.mentioning import mentions
from journeymap.model.order import main_path, order_of
from journeymap.model.union import WOVEN, Union, out_of_order, union
from tests.picture.mapmaker import chance_map

seeds = st.integers(0, 1 << 32)


def small() -> JourneyMap:
    return JourneyMap(
        title="Small",
        stages=(Stage(id="find", name="Find"), Stage(id="buy", name="Buy")),
        channels=(Channel(id="web", name="Web"), Channel(id="shop", name="Shop")),
        touchpoints=(
            Touchpoint(id="ad", name="Ad", stage="find", channel="web", emotion=1),
            Touchpoint(id="page", name="Page", stage="find", channel="web", emotion=-1),
            Touchpoint(id="ask", name="Ask", stage="find", channel="shop"),
            Touchpoint(id="pay", name="Pay", stage="buy", channel="web"),
        ),
        flows=(
            Flow(source="ad", target="page"),
            Flow(source="page", target="ask"),
            Flow(source="ask", target="pay"),
        ),
        pain_points=(PainPoint(id="slow", name="Slow", at=("page",)),),
    )


def found(old: JourneyMap, new: JourneyMap) -> tuple[Difference, ...]:
    return differences(Index(old), Index(new), union(old, new))


def ids(both: Union) -> list[str]:
    return [each.id for each in both.map.touchpoints]


def test_a_map_and_itself_make_that_map_and_do_not_differ() -> None:
    m = small()
    both = union(m, m)
    assert both.map == m
    assert both.ghosts == frozenset()
    assert found(m, m) == ()


def test_what_is_gone_stands_where_it_stood_and_counts_for_nothing() -> None:
    old = small()
    new = edits.delete(old, ["page"])
    both = union(old, new)
    assert ids(both) == ["ad", "page", "ask", "pay"]
    ghost = both.index.touchpoint("page")
    assert ghost is not None
    assert ghost.emotion is None
    assert "page" in both.ghosts
    assert both.old["page"] == "page"
    assert "page" not in both.new
    (pain,) = both.map.pain_points
    assert pain.status == "declined"
    assert pain.id in both.ghosts


def test_what_moved_leaves_a_ghost_with_an_id_of_its_own_in_its_former_cell() -> None:
    old = small()
    new = edits.move(old, ("page",), "buy", "shop")
    both = union(old, new)
    ghost = both.index.touchpoint(both.former["page"])
    assert ghost is not None
    assert (ghost.stage, ghost.channel, ghost.name) == ("find", "web", "Page")
    assert ghost.id not in {each.id for each in (*old.touchpoints, *new.touchpoints)}
    assert [(d.whats, d.key) for d in found(old, new)] == [(("moved",), "page")]


def test_moved_and_changed_is_one_difference_that_counts_in_both() -> None:
    old = small()
    new = edits.change(edits.move(old, ("page",), "buy", "web"), "page", emotion=2)
    (one,) = found(old, new)
    assert one.whats == ("moved", "changed")
    assert set(one.fields) == {"stage", "emotion"}
    assert counts((one,)) == {"moved": 1, "changed": 1}


def test_another_order_of_the_same_cells_is_a_move_without_a_ghost() -> None:
    old = small()
    new = edits.reorder(old, "ask", "ad")
    both = union(old, new)
    assert both.former == {}
    assert [(d.whats, d.key) for d in found(old, new)] == [(("moved",), "ask")]


def test_an_id_that_means_another_kind_now_is_one_gone_and_one_new() -> None:
    old = small()
    new = edits.delete(old, ["ask"])
    new = edits.add(new, PainPoint(id="ask", name="Nobody to ask", at=("page",)))
    both = union(old, new)
    assert both.index.repeated == []
    kinds = {(d.whats[0], d.kind, d.old or d.new) for d in found(old, new)}
    assert ("removed", "touchpoint", "ask") in kinds
    assert ("added", "pain_point", "ask") in kinds
    (gone,) = (d for d in found(old, new) if d.whats == ("removed",) and d.kind == "touchpoint")
    assert both.index.touchpoint(gone.key) is not None


def test_several_readings_of_one_place_are_told_together() -> None:
    old = small()
    readings = tuple(Reading(metric="m", at="pay", period=f"2026-0{n}", value=n) for n in (1, 2, 3))
    new = old.model_copy(update={"readings": readings})
    (one,) = found(old, new)
    assert one.whats == ("added",)
    assert len(one.together) == 3


def test_fields_of_the_map_come_first() -> None:
    old = small()
    new = edits.change(old, "pay", name="Pay now").model_copy(update={"title": "Other"})
    first, second = found(old, new)
    assert (first.kind, first.fields) == (None, ("title",))
    assert (second.key, second.fields) == ("pay", ("name",))


def test_the_fewest_keys_are_out_of_order() -> None:
    assert out_of_order("abcde", "acdeb") == {"b"}
    assert out_of_order("abc", "abc") == frozenset()
    assert len(out_of_order("abcd", "dcba")) == 3


@settings(max_examples=60, deadline=None)
@given(seeds, seeds)
def test_every_record_of_both_maps_is_in_the_union_once(one: int, other: int) -> None:
    old, new = chance_map(one), chance_map(other)
    both = union(old, new)
    was, now = Index(old), Index(new)
    placed = [e.key for e in was.entries.values() if e.kind in WOVEN]
    standing = {*both.old.values(), *(both.new[k] for k in both.former)}
    assert set(placed) <= standing | {e.key for e in now.entries.values()}
    assert set(now.entries) == set(both.new.values()) - {""}
    if not (was.repeated or now.repeated):
        assert both.index.repeated == []


@settings(max_examples=60, deadline=None)
@given(seeds, seeds)
def test_the_union_names_nothing_that_neither_map_lacked(one: int, other: int) -> None:
    old, new = chance_map(one, broken=False), chance_map(other, broken=False)
    both = union(old, new)
    lost = {
        e.named for e in mentions(both.map, both.index) if not both.index.resolves(e.named, e.ref)
    }
    for index in (Index(old), Index(new)):
        lost -= {e.named for e in mentions(index.map, index) if not index.resolves(e.named, e.ref)}
    assert lost == set()


def test_what_is_gone_does_not_lead_the_main_path_of_what_is_there() -> None:
    old = small()
    new = edits.delete(old, ["page"])
    both = union(old, new)
    path = [both.map.touchpoints[at].id for at in main_path(both.map, order_of(both.map))]
    plain = [new.touchpoints[at].id for at in main_path(new, order_of(new))]
    assert path == plain
