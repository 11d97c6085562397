"""The touchpoints of one stage as they are read: the same as in the order of the whole map."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from journeymap.model.index import Key, index_of
from journeymap.model.journey import Channel, Flow, JourneyMap, Stage, Touchpoint
from journeymap.model.order import order_of
from journeymap.model.stage_reading import part_again, part_around, read_beside, read_together
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


@settings(max_examples=100)
@given(st.integers(0, 1 << 32), st.randoms(use_true_random=False))
def test_a_part_is_read_as_the_whole_is_when_its_cards_are_listed_otherwise(
    seed: int, rng: Random
) -> None:
    m = chance_map(seed, most=30)
    assume(not index_of(m).repeated)  # a key is no id there
    for key in list(index_of(m).keys_of("touchpoint"))[:4]:
        part = part_around(m, key)
        listed = [*m.touchpoints]
        rng.shuffle(listed)
        rows = [None, *(channel.id for channel in m.channels)]
        at = next(n for n, each in enumerate(listed) if each.id == key)
        listed[at] = listed[at].model_copy(update={"channel": rng.choice(rows)})
        tried = m.model_copy(update={"touchpoints": tuple(listed)})
        ids = [each.id for each in read_together(part_again(part, tried), key)]
        assert ids == in_the_whole(tried, key)


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
