"""The touchpoints of one stage as they are read: the same as in the order of the whole map."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model.index import Key, index_of
from journeymap.model.journey import Channel, Flow, JourneyMap, Stage, Touchpoint
from journeymap.model.order import order_of
from journeymap.model.stage_reading import read_beside
from tests.picture.mapmaker import chance_map


def read(m: JourneyMap, key: Key) -> list[Key]:
    return [entry.key for entry in read_beside(m, key)]


def in_the_whole(m: JourneyMap, key: Key) -> list[Key]:
    """Return the touchpoints of a stage as the order of the whole map has them."""
    listed, order = [*index_of(m).keys_of("touchpoint")], order_of(m)
    same = order.stage[listed.index(key)]
    return [listed[place] for place in order.reading if order.stage[place] == same]


@settings(max_examples=300)
@given(st.integers(0, 1 << 32))
def test_a_stage_is_read_as_in_the_order_of_the_whole_map(seed: int) -> None:
    m = chance_map(seed, most=40)
    for _ in range(3):
        for key in index_of(m).keys_of("touchpoint"):
            assert read(m, key) == in_the_whole(m, key)
        touchpoints = [*m.touchpoints[1:], *m.touchpoints[:1]]
        m = m.model_copy(update={"touchpoints": tuple(touchpoints), "flows": m.flows[1:]})


def test_a_card_whose_flows_all_lead_elsewhere_does_not_follow_the_one_before_it() -> None:
    m = JourneyMap(
        title="x",
        stages=(Stage(id="s", name="S"), Stage(id="t", name="T")),
        channels=(Channel(id="c", name="C"),),
        touchpoints=(
            Touchpoint(id="a", name="A", stage="s"),
            Touchpoint(id="b", name="B", stage="s", channel="c"),
            Touchpoint(id="far", name="Far", stage="t"),
        ),
    )
    assert read(m, "a") == ["a", "b"]
    m = m.model_copy(update={"flows": (Flow(source="b", target="far"),)})
    assert read(m, "a") == in_the_whole(m, "a") == ["b", "a"]  # side by side, down the lanes
