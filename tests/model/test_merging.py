"""Merging: the record that stays keeps what it says; names of flows follow their own flows."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.index import Index
from journeymap.model.journey import (
    Backstage,
    Channel,
    Comment,
    Flow,
    JourneyMap,
    Metric,
    PainPoint,
    Persona,
    PersonaView,
    Reading,
    Stage,
    Touchpoint,
)
from journeymap.model.mentioning import mentions
from tests.model.sample import coffee


def steps(*ids: str, **fields: dict[str, Any]) -> tuple[Touchpoint, ...]:
    return tuple(Touchpoint(id=i, name=i, stage="s", **fields.get(i, {})) for i in ids)


def journey(**lists: Any) -> JourneyMap:
    return JourneyMap(title="x", stages=(Stage(id="s", name="S"),), **lists)


@pytest.mark.parametrize("order", [("p1", "p2"), ("p2", "p1")])
def test_the_view_of_the_persona_that_stays_is_kept(order: tuple[str, str]) -> None:
    views = {"p1": PersonaView(effort=1), "p2": PersonaView(effort=5, emotion=-1)}
    m = journey(
        personas=(Persona(id="p1", name="1"), Persona(id="p2", name="2")),
        touchpoints=steps("a", a={"by_persona": {name: views[name] for name in order}}),
    )
    new = edits.merge(m, "p1", "p2")
    assert new.touchpoints[0].by_persona == {"p1": PersonaView(effort=1, emotion=-1)}


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_colours_and_translations_of_the_record_that_stays_are_kept(order: tuple[str, str]) -> None:
    colors = {"a": "#aaaaaa", "b": "#bbbbbb"}
    texts = {"a": {"name": "الف"}, "b": {"name": "ب", "doing": "می‌آید"}}
    m = JourneyMap.model_validate(
        {
            "title": "x",
            "stages": [{"id": "s", "name": "S"}],
            "touchpoints": [
                {"id": "a", "name": "A", "stage": "s"},
                {"id": "b", "name": "B", "stage": "s", "doing": "Comes"},
            ],
            "look": {"colors": {name: colors[name] for name in order}},
            "translations": {"fa": {name: texts[name] for name in order}},
        }
    )
    new = edits.merge(m, "a", "b")
    assert new.look is not None
    assert new.look.colors == {"a": "#aaaaaa"}
    assert new.touchpoints[0].doing == "Comes"
    assert new.translations == {"fa": {"a": {"name": "الف", "doing": "می‌آید"}}}


def test_the_translation_of_a_text_that_was_not_taken_over_goes() -> None:
    m = journey(touchpoints=steps("a", "b", a={"doing": "Waits"}, b={"doing": "Comes"}))
    m = m.model_copy(update={"translations": {"fa": {"b": {"doing": "می‌آید"}}}})
    assert edits.merge(m, "a", "b").translations == {"fa": {"a": {}}}


def test_how_far_a_matter_has_come_is_not_taken_over() -> None:
    m = journey(
        touchpoints=steps("a"),
        pain_points=(
            PainPoint(id="p", name="P", at=("a",)),
            PainPoint(id="q", name="Q", at=("a",), status="solved", solved="2026-01-01", votes=3),
        ),
    )
    (pain,) = edits.merge(m, "p", "q").pain_points
    assert (pain.status, pain.solved, pain.votes) == ("open", None, 3)


def test_keys_of_ones_own_are_kept_where_the_first_has_none() -> None:
    m = journey(
        touchpoints=steps("a", "b", a={"x-one": "mine"}, b={"x-one": "theirs", "x-two": "kept"})
    )
    (touchpoint,) = edits.merge(m, "a", "b").touchpoints
    assert touchpoint.model_extra == {"x-one": "mine", "x-two": "kept"}


def test_a_touchpoint_is_not_also_on_its_own_channel() -> None:
    m = journey(
        channels=(Channel(id="c1", name="1"), Channel(id="c2", name="2")),
        touchpoints=steps("a", a={"channel": "c1", "also": ("c2",)}),
    )
    assert edits.merge(m, "c1", "c2").touchpoints[0].also == ()


def test_merging_two_scales_keeps_the_first() -> None:
    m = journey(
        metrics=(
            Metric(id="m", name="M", kind="csat", scale=(1, 5)),
            Metric(id="m2", name="N", kind="csat", scale=(1, 7)),
        )
    )
    assert edits.merge(m, "m", "m2").metrics[0].scale == (1, 5)


def test_a_comment_does_not_come_to_reply_to_itself() -> None:
    m = edits.merge(coffee(), "k2", "k1")
    assert [(c.id, c.replies_to) for c in m.comments] == [("k2", None)]
    m = edits.merge(coffee(), "k1", "k2")
    assert [(c.id, c.replies_to) for c in m.comments] == [("k1", None)]


def test_what_named_a_flow_that_became_double_names_the_one_that_was_there() -> None:
    m = journey(
        touchpoints=steps("a", "b", "z"),
        metrics=(Metric(id="m", name="M", kind="nps"),),
        flows=(Flow(source="b", target="z"), Flow(source="a", target="z")),
        readings=(
            Reading(metric="m", at="b -> z", period="2025", value=1),
            Reading(metric="m", at="b -> z", period="2026", value=2),
            Reading(metric="m", at="a -> z", period="2026", value=3),
        ),
    )
    new = edits.merge(m, "a", "b")
    assert [(f.source, f.target) for f in new.flows] == [("a", "z")]
    assert new.flows[0] is m.flows[1]
    assert [(r.at, r.period, r.value) for r in new.readings] == [
        ("a -> z", "2025", 1),
        ("a -> z", "2026", 3),
    ]


def test_records_with_one_id_can_be_made_one_in_either_direction() -> None:
    m = journey(touchpoints=steps("a", "z", "a"), flows=(Flow(source="a", target="z"),))
    for keep, gone in (("a", "a#2"), ("a#2", "a")):
        new = edits.merge(m, keep, gone)
        assert sorted(t.id for t in new.touchpoints) == ["a", "z"]
        assert new.flows == m.flows


# ---------------------------------------------------------------- flows and who names them

KINDS = ("next", "choice", "failure", "recovery", "loop", "parallel")


@st.composite
def wired(draw: st.DrawFn) -> JourneyMap:
    """Return a map whose flows each have a comment that says by number which flow it means."""
    ids = ("a", "b", "c")
    flows = tuple(
        Flow(source=s, target=t, kind=draw(st.sampled_from(KINDS)), when=str(n), id=way)
        for n, (s, t, way) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        st.sampled_from(ids), st.sampled_from(ids), st.sampled_from(("", "way"))
                    ).map(lambda x: (x[0], x[1], x[2] or None)),
                    min_size=1,
                    max_size=6,
                    unique_by=lambda x: x[2] or object(),
                )
            )
        )
    )
    bare = journey(touchpoints=steps(*ids), flows=flows)
    index = Index(bare)
    names = list(index._flows.items())
    comments = []
    for (source, target), keys in names:
        for nth, key in enumerate(keys, 1):
            when = index.entries[key].record.when  # type: ignore[union-attr]  # it is a flow
            at = f"{source} -> {target}" + (f"#{nth}" if nth > 1 else "")
            spellings = [at, key] if draw(st.booleans()) else [at]
            comments += [
                Comment(id=f"k{len(comments) + i}", at=name, by="A", date="2026-01-01", text=when)
                for i, name in enumerate(spellings)
            ]
    return bare.model_copy(update={"comments": tuple(comments)})


def mistaken(m: JourneyMap) -> list[str]:
    """Return the comments that no longer stand at the flow that they are about."""
    index = Index(m)
    assert all(index.resolves(x.named, x.ref) for x in mentions(m, index))
    return [
        f"{comment.at}: {comment.text}"
        for comment in m.comments
        if index.resolve(comment.at or "").record.when != comment.text  # type: ignore[union-attr]  # it is a flow
    ]


@given(wired(), st.data())
def test_names_of_flows_follow_their_own_flow_through_delete(
    m: JourneyMap, data: st.DataObject
) -> None:
    keys = [entry.key for entry in Index(m).entries.values()]
    gone = data.draw(st.lists(st.sampled_from(keys), max_size=2))
    assert mistaken(edits.delete(m, gone)) == []


@given(wired(), st.data())
def test_names_of_flows_follow_their_own_flow_through_reorder_and_add(
    m: JourneyMap, data: st.DataObject
) -> None:
    flows = [entry.key for entry in Index(m).of_kind("flow")]
    key, before = data.draw(st.sampled_from(flows)), data.draw(st.sampled_from([*flows, ""]))
    assert mistaken(edits.reorder(m, key, before if before != key else "")) == []
    new = edits.add(m, Flow(source="a", target="b", when="new"), before=before)
    assert mistaken(new) == []


@given(wired(), st.data())
def test_names_of_flows_follow_their_own_flow_through_new_ends(
    m: JourneyMap, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from([entry.key for entry in Index(m).of_kind("flow")]))
    assert mistaken(edits.change(m, key, target=data.draw(st.sampled_from("abc")))) == []


@given(wired())
def test_names_of_flows_follow_their_own_flow_through_merge(m: JourneyMap) -> None:
    new = edits.merge(m, "a", "b")
    left = {flow.when for flow in new.flows}
    said = [wrong for wrong in mistaken(new) if wrong.partition(": ")[2] in left]
    assert said == []


def test_what_hurts_at_two_places_and_is_made_one_hurts_at_both() -> None:
    m = journey(
        touchpoints=steps("a", "b", "c"),
        pain_points=(
            PainPoint(id="p", name="Slow", at=("a", "b")),
            PainPoint(id="q", name="Slow", at=("c", "b")),
        ),
        backstage=(
            Backstage(id="pack", name="Pack", layer="backstage", at=("a",)),
            Backstage(id="wrap", name="Pack", layer="backstage", at=("c",)),
        ),
    )

    new = edits.merge(edits.merge(m, "p", "q"), "wrap", "pack")

    assert [pain.at for pain in new.pain_points] == [("a", "b", "c")]
    assert [each.at for each in new.backstage] == [("c", "a")]
