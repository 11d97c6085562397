"""Who names whom: the same whether all records were asked or only those that an edit touched."""

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.diff import difference
from journeymap.model.index import Index
from journeymap.model.journey import Flow, JourneyMap, Reading, Touchpoint
from journeymap.model.naming import Naming, naming_of
from journeymap.model.spans import differing
from tests.model.tangles import NAMES, tangles
from tests.strategies import maps


def test_a_flow_is_named_by_its_key_and_by_other_ways_of_writing_its_ends() -> None:
    m = JourneyMap(
        title="x",
        touchpoints=tuple(Touchpoint(id=id, name=id, stage="s") for id in "ab"),
        flows=(Flow(source="a", target="b"), Flow(source="a", target="b")),
        readings=(
            Reading(metric="m", at="a -> b", period="2026-10", value=1),
            Reading(metric="m", at="a->b", period="2026-11", value=1),
            Reading(metric="m", at="a -> b#2", period="2026-12", value=1),
        ),
    )
    naming = Naming(Index(m))

    assert naming.of("a") == {"a -> b", "a -> b#2"}
    assert naming.of("a -> b") == {"m@a -> b@2026-10", "m@a->b@2026-11"}
    assert naming.of("a -> b#2") == {"m@a -> b#2@2026-12"}
    assert naming.of("nobody") == frozenset()
    assert naming.where({"s", "nobody"}) == {"a", "b"}
    assert naming.names(["a -> b", "s"]) == {"a -> b", "a->b", "s"}
    assert naming.written_with("b") == {"b", "a -> b", "a->b", "a -> b#2"}
    assert [entry.key for entry, _ in naming.flows_at("a")] == ["a -> b", "a -> b#2"]


@settings(max_examples=80, deadline=None)
@given(maps(least=1) | tangles(), st.data())
def test_what_is_carried_over_an_edit_is_what_all_records_would_say(
    m: JourneyMap, data: st.DataObject
) -> None:
    before = Index(m)
    naming = Naming(before)
    for _ in range(2):
        key = data.draw(st.sampled_from(list(before.entries)))
        how = data.draw(st.sampled_from(["delete", "turn", "twice", "translate"]))
        if how == "delete":
            m = edits.delete(m, [key])
        elif how == "translate":
            texts = {"fa": {key: {"name": "x"}}}
            m = m.model_copy(update={"translations": texts if m.translations != texts else {}})
        elif how == "turn":
            m = m.model_copy(update={"flows": m.flows[::-1]})
        else:
            m = m.model_copy(update={"touchpoints": (*m.touchpoints, *m.touchpoints[:1])})
        after = Index(m)

        naming, whole = Naming(after, like=naming), Naming(after)

        keys = {*before.entries, *after.entries, *NAMES}
        for found in (naming, whole):
            assert [each for each, _ in found.flows_at("a")] == [
                entry
                for entry in after.of_kind("flow")
                if "a" in (getattr(entry.record, "source", ""), getattr(entry.record, "target", ""))
            ]
        for key in keys:
            assert naming.of(key) == whole.of(key)
            assert naming.names([key]) == whole.names([key])
            assert naming.where([key]) == whole.where([key])
            assert naming.written_with(key) == whole.written_with(key)
        before = after
        if not before.entries:
            return


def test_who_names_whom_is_worked_out_once_for_each_map() -> None:
    index = Index(JourneyMap(title="x", flows=(Flow(source="a", target="b"),)))
    assert naming_of(index) is naming_of(index)


def test_lists_differ_from_the_first_other_object_to_the_last() -> None:
    a, b, c, d = object(), object(), object(), object()
    assert differing([a, b, c], [a, d, c]) == (1, 2, 2)
    assert differing([a, b, c], [a, c]) == (1, 1, 2)
    assert differing([a, c], [a, b, c]) == (1, 2, 1)
    assert differing([a, a], [a, a, a]) == (2, 3, 2)
    assert differing([a, b], [a, b]) == (2, 2, 2)
    assert differing([], [a]) == (0, 1, 0)


def test_the_second_of_two_flows_is_told_to_be_the_first_when_that_one_went() -> None:
    first, other = Flow(source="a", target="b"), Flow(source="b", target="c")
    second = Flow(source="a", target="b", when="late")
    old = Index(JourneyMap(title="x", flows=(first, other, second)))
    new = Index(JourneyMap(title="x", flows=(other, second)))

    change = difference(old, new)

    assert (change.added, change.updated) == (frozenset(), {"a -> b"})
    assert change.removed == {"a -> b#2"}
