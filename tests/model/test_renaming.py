"""Names are followed in the few records that hold them as they would be in a walk over all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.index import Index, flow_key, index_of
from journeymap.model.journey import Flow, JourneyMap, PainPoint, Stage, Touchpoint
from journeymap.model.renaming import following, renamed, rewritten, with_flows, with_name
from tests.model.tangles import NAMES, TOUCHPOINTS, flows, tangles

R = TypeVar("R")


def spliced(draw: st.DrawFn, listed: Sequence[R], others: Sequence[R]) -> list[R]:
    """Return a list with some of its items gone, and some moved, and others among them."""
    start = draw(st.integers(0, len(listed)))
    end = draw(st.integers(start, len(listed)))
    between = draw(st.permutations((*listed[start:end], *others)))
    most = draw(st.integers(0, len(between)))
    return [*listed[:start], *between[:most], *listed[end:]]


def plainly_with_flows(
    m: JourneyMap, flows: Sequence[Flow], became: Mapping[int, int]
) -> JourneyMap:
    """Return `with_flows` as it is meant: all flows counted, and every record walked over."""
    old = Index(m)
    was, now = names_by_ends(m.flows), names_by_ends(flows)

    def rename(name: str) -> str:
        entry = old.resolve(name)
        if entry is None or entry.kind != "flow" or entry.position not in became:
            return name
        place = became[entry.position]
        if name == m.flows[entry.position].id:
            return flows[place].id or now[place]
        return name if was[entry.position] == now[place] else now[place]

    return rewritten(m.model_copy(update={"flows": tuple(flows)}), rename)


def names_by_ends(flows: Sequence[Flow]) -> list[str]:
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for flow in flows:
        seen[flow.source, flow.target] += 1
        found.append(flow_key(flow.source, flow.target, seen[flow.source, flow.target]))
    return found


@settings(max_examples=150, deadline=None)
@given(tangles(), flows, st.data())
def test_names_follow_their_flows_as_if_all_flows_were_counted_and_all_records_asked(
    m: JourneyMap, others: tuple[Flow, ...], data: st.DataObject
) -> None:
    after = spliced(data.draw, m.flows, others[:2])
    by_object = {id(flow): place for place, flow in enumerate(after)}
    became = {p: by_object[id(f)] for p, f in enumerate(m.flows) if id(f) in by_object}
    if m.flows and after and data.draw(st.booleans()):  # made another, or one with another
        position = data.draw(st.integers(0, len(m.flows) - 1))
        became[position] = data.draw(st.integers(0, len(after) - 1))

    assert with_flows(m, after, became) == plainly_with_flows(m, after, became)


@settings(max_examples=100, deadline=None)
@given(tangles(), flows)
def test_names_follow_flows_that_were_exchanged_where_they_stand(
    m: JourneyMap, others: tuple[Flow, ...]
) -> None:
    after = (*others[: len(m.flows)], *m.flows[len(others) :])

    made = with_flows(m, after)

    assert made == plainly_with_flows(m, after, {place: place for place in range(len(after))})


@settings(max_examples=150, deadline=None)
@given(tangles(), tangles(), st.sampled_from(NAMES), st.data())
def test_a_name_is_changed_in_what_was_made_of_a_map_as_in_every_record_of_it(
    m: JourneyMap, other: JourneyMap, name: str, data: st.DataObject
) -> None:
    field = data.draw(st.sampled_from(("touchpoints", "flows", "comments", "readings")))
    records = spliced(data.draw, getattr(m, field), getattr(other, field)[:2])
    after = m.model_copy(update={field: tuple(records)})

    made = with_name(after, Index(m), name, "new")

    assert made == rewritten(after, renamed(name, "new"))


@settings(max_examples=100, deadline=None)
@given(tangles(), st.sampled_from((*TOUCHPOINTS, "s1", "c1", "p1", "f1", "x1")))
def test_one_rename_after_the_other_is_what_a_walk_over_all_records_makes(
    m: JourneyMap, key: str
) -> None:
    for new in ("new", "newer"):
        entry = index_of(m).get(key)
        if entry is None or not getattr(entry.record, "id", None):
            return
        record = entry.record.model_copy(update={"id": new})
        plain = rewritten(edits.replace(m, entry, record), renamed(key, new))

        m, key = edits.rename_id(m, key, new), new

        assert m == plain


def test_only_records_in_which_the_name_stands_are_other_objects_afterwards() -> None:
    m = JourneyMap(
        title="x",
        stages=(Stage(id="s", name="s"),),
        touchpoints=tuple(Touchpoint(id=id, name=id, stage="s") for id in "abc"),
        flows=(Flow(source="a", target="b"), Flow(source="b", target="c")),
        pain_points=(
            PainPoint(id="x", name="x", at=("a",)),
            PainPoint(id="z1", name="x", at=("c",)),
        ),
    )

    made = edits.rename_id(m, "c", "z")

    assert made.pain_points[1].at == ("z",)
    assert made.flows[1].target == "z"
    assert made.stages is m.stages
    pairs = zip((*m.flows, *m.pain_points), (*made.flows, *made.pain_points), strict=True)
    assert [now is was for was, now in pairs] == [True, False, True, False]


def test_a_name_that_stands_twice_is_left_so_when_others_are_renamed() -> None:
    pain = PainPoint(id="x", name="x", at=("a", "a"))
    m = JourneyMap(
        title="x",
        stages=(Stage(id="s", name="s"),),
        touchpoints=tuple(Touchpoint(id=id, name=id, stage="s") for id in "ab"),
        pain_points=(pain,),
    )

    assert edits.rename_id(m, "b", "z").pain_points[0] is pain
    assert rewritten(m, renamed("b", "z")).pain_points[0] is pain
    assert edits.rename_id(m, "a", "z").pain_points[0].at == ("z",)


def test_a_flow_that_is_gone_keeps_its_names_and_others_are_passed_on() -> None:
    m = JourneyMap(
        title="x",
        touchpoints=tuple(Touchpoint(id=id, name=id, stage="s") for id in "ab"),
        flows=(Flow(source="a", target="b"), Flow(source="a", target="b")),
    )

    rename = following(Index(m), m.flows[1:], {1: 0}, str.upper)

    assert [rename(name) for name in ("a -> b", "a->b#2", "other")] == ["a -> b", "a -> b", "OTHER"]


def test_a_name_is_changed_in_a_record_between_two_that_were_exchanged() -> None:
    first, named, last = (PainPoint(id=f"on-{at}", name=at, at=(at,)) for at in "abc")
    m = JourneyMap(title="x", pain_points=(first, named, last))
    others = tuple(each.model_copy(update={"name": "other"}) for each in (first, last))
    after = m.model_copy(update={"pain_points": (others[0], named, others[1])})

    made = with_name(after, Index(m), "b", "new")

    assert [pain.at for pain in made.pain_points] == [("a",), ("new",), ("c",)]
    assert made.pain_points[0] is others[0]
