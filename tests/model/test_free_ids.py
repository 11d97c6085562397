"""An id that is free in a map is the one that a look at all its keys would give."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model.free_ids import free_id
from journeymap.model.ids import slug
from journeymap.model.index import Index, index_of
from journeymap.model.journey import Channel, Flow, JourneyMap, Stage, Touchpoint

# names and ids that look like each other, in pairs and in threes
NAMES = ["pay", "PAY", "Pay", "pay-2", "Pay 2", "PAY-2", "راه ۲", "راه-2", "كيف", "کیف", "میخرم"]
IDS = [*NAMES[:4], "PAY-2", "راه-2", "راه-۲", "كيف", "کیف", "میخرم", "می‌خرم", "a", "b"]


def chance_map(rng: Random) -> JourneyMap:
    """Return a map of a few records, at times with ids that repeat."""

    def ids(most: int) -> list[str]:
        few = rng.randrange(most)
        return rng.sample(IDS, few) if rng.random() < 0.7 else rng.choices(IDS, k=few)

    flows = [(rng.choice(IDS), rng.choice(IDS), rng.choice([None, *IDS])) for _ in range(3)]
    return JourneyMap(
        title="x",
        stages=tuple(Stage(id=id, name=id) for id in ids(3)),
        channels=tuple(Channel(id=id, name=id) for id in ids(3)),
        touchpoints=tuple(Touchpoint(id=id, name=id, stage="s") for id in ids(6)),
        flows=tuple(Flow(source=one, target=two, id=id) for one, two, id in flows),
    )


@settings(max_examples=300)
@given(st.integers(0, 1 << 32))
def test_a_free_id_is_the_one_that_a_look_at_all_keys_gives(seed: int) -> None:
    rng = Random(seed)
    m = chance_map(rng)
    for _ in range(4):
        index = index_of(m)
        name, key = rng.choice(NAMES), rng.choice([*index.entries, ""])
        assert free_id(index, name, "note") == slug(name, index.entries, "note")
        given_ = free_id(index, name, "note", besides=key)
        assert given_ == slug(name, index.entries.keys() - {key}, "note")
        other = chance_map(rng)
        field = rng.choice(["stages", "channels", "touchpoints", "flows"])
        m = m.model_copy(update={field: getattr(other, field)})


@pytest.mark.parametrize(
    ("taken", "name", "wanted"),
    [("pay", "Pay", "pay-2"), ("PAY", "Pay", "pay-2"), ("کیف", "كيف", "كيف-2")],
)
def test_an_id_that_looks_like_a_key_is_not_free(taken: str, name: str, wanted: str) -> None:
    index = Index(JourneyMap(title="x", stages=(Stage(id=taken, name="A"),)))
    assert free_id(index, name) == wanted


def test_a_record_may_be_called_what_it_is_called_and_nobody_else() -> None:
    stages = (Stage(id="pay", name="A"), Stage(id="PAY", name="B"))
    index = Index(JourneyMap(title="x", stages=stages[:1]))
    assert free_id(index, "Pay", besides="pay") == "pay"
    index = Index(JourneyMap(title="x", stages=stages))
    assert free_id(index, "Pay", besides="pay") == "pay-2"
