"""The index: keys of every kind, repeated ids, and the same whether built whole or from another."""

from hypothesis import given
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.index import Index, index_of
from journeymap.model.journey import Channel, Flow, JourneyMap, Stage, Touchpoint
from tests.model.sample import coffee
from tests.strategies import maps


def test_records_without_ids_have_keys_made_of_what_they_join() -> None:
    index = Index(coffee())
    assert {"pay", "pay -> till", "pay -> till#2", "csat@pay@2026-10", "csat@@2026-10"} <= (
        index.entries.keys()
    )


def test_a_reference_to_a_flow_by_its_ends_finds_it_by_its_id_too() -> None:
    m = JourneyMap(title="x", flows=(Flow(id="way", source="a", target="b"),))
    assert Index(m).resolve("a -> b") == Index(m).get("way")
    assert Index(m).resolve("a->b#2") is None


def test_repeated_ids_are_numbered_within_and_across_lists() -> None:
    m = JourneyMap(
        title="x",
        stages=(Stage(id="a", name="1"), Stage(id="a", name="2"), Stage(id="b", name="3")),
        channels=(Channel(id="a", name="4"),),
    )
    index = Index(m)
    assert [entry.key for entry in index.repeated] == ["a#2", "a#3"]
    assert list(index.entries) == ["a", "a#2", "b", "a#3"]


def test_an_id_repeated_ten_thousand_times_is_numbered_once_through() -> None:
    many = tuple(Touchpoint(id="a", name="A", stage="s") for _ in range(10_000))
    index = Index(JourneyMap(title="x", touchpoints=many))
    assert list(index.entries)[-1] == "a#10000"
    assert len(index.repeated) == 9_999
    assert index._numbers == {"a": 10_000}  # the next one is not counted up from 2


@given(maps(least=1), st.data())
def test_an_index_built_on_another_is_the_one_built_whole(
    m: JourneyMap, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(list(Index(m).entries)))
    new = edits.delete(m, [key])
    built, whole = Index(new, like=index_of(m)), Index(new)
    assert built.entries == whole.entries
    assert built.repeated == whole.repeated
    assert [list(built.of_kind(e.kind)) for e in whole.entries.values()] == [
        list(whole.of_kind(e.kind)) for e in whole.entries.values()
    ]


@given(maps(), st.data())
def test_an_index_after_a_field_was_changed_is_the_one_built_whole(
    m: JourneyMap, data: st.DataObject
) -> None:
    before = Index(m)
    touchpoints, flows = list(m.touchpoints), list(m.flows)
    if touchpoints:
        at = data.draw(st.integers(0, len(touchpoints) - 1))
        wish = data.draw(st.sampled_from([{"name": "Other"}, {"id": "another"}]))
        touchpoints[at] = touchpoints[at].model_copy(update=wish)
    if flows:
        at = data.draw(st.integers(0, len(flows) - 1))
        wish = data.draw(st.sampled_from([{"when": "late"}, {"source": "x"}, {"id": "own"}]))
        flows[at] = flows[at].model_copy(update=wish)
    changed = m.model_copy(update={"touchpoints": tuple(touchpoints), "flows": tuple(flows)})

    built, whole = Index(changed, like=before), Index(changed)

    assert list(built.entries.items()) == list(whole.entries.items())
    assert all(built.entries[key].record is whole.entries[key].record for key in whole.entries)
    for kind in ("touchpoint", "flow"):
        assert list(built.of_kind(kind)) == list(whole.of_kind(kind))
    for flow in changed.flows:
        assert built.flow_key(flow) == whole.flow_key(flow)
