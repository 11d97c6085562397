"""Two maps that began as one, made one again: what is taken, what is asked, what may never be."""

from __future__ import annotations

from typing import Any

import pytest

from journeymap.model import edits
from journeymap.model.index import index_of
from journeymap.model.journey import (
    CheckSettings,
    Comment,
    Evidence,
    Flow,
    Ignore,
    JourneyMap,
    PainPoint,
    PersonaView,
    Reading,
    Scope,
    Source,
    Stage,
    Touchpoint,
)
from journeymap.model.threeway import MISSING, can_have_both, merge, settled, words
from journeymap.model.threeway_order import merged_set
from tests.model.sample import coffee


def places(merged: Any) -> list[tuple[str, str]]:
    return [(conflict.key, conflict.field) for conflict in merged.conflicts]


def both_ways(base: JourneyMap, one: JourneyMap, other: JourneyMap) -> JourneyMap:
    """Return what both merges come to, which has to be the same and without conflicts."""
    first, second = merge(base, one, other), merge(base, other, one)
    assert (first.conflicts, second.conflicts) == ((), ())
    assert first.map == second.map
    return first.map


# --- fields -------------------------------------------------------------------------------------


def test_edits_of_different_fields_of_one_record_are_both_taken() -> None:
    base = coffee()
    ours = edits.change(base, "pay", emotion=1)
    theirs = edits.change(base, "pay", effort=3)

    assert both_ways(base, ours, theirs) == edits.change(ours, "pay", effort=3)


def test_one_field_changed_in_two_ways_is_a_conflict_and_stays_ours() -> None:
    base = coffee()
    ours = edits.change(base, "pay", emotion=1)
    theirs = edits.change(base, "pay", emotion=2)

    merged = merge(base, ours, theirs)

    (conflict,) = merged.conflicts
    assert conflict[:5] == ("pay", "emotion", -2, 1, 2)
    assert merged.map == ours
    assert settled(base, ours, theirs, {("pay", "emotion"): "theirs"}) == (theirs, (), ())


def test_what_differs_for_one_persona_is_merged_by_persona_and_field() -> None:
    base = coffee()
    ours = edits.change(base, "pay", by_persona={"dana": PersonaView(emotion=-1, effort=2)})
    theirs = edits.change(
        base, "pay", by_persona={"dana": PersonaView(emotion=-2), "omar": PersonaView(effort=1)}
    )

    views = both_ways(base, ours, theirs).touchpoints[2].by_persona

    assert views == {"dana": PersonaView(emotion=-2, effort=2), "omar": PersonaView(effort=1)}


def test_the_way_to_a_conflict_inside_a_record_is_told() -> None:
    base = coffee()
    ours = edits.change(base, "pay", by_persona={"dana": PersonaView(emotion=0)})
    theirs = edits.change(base, "pay", by_persona={"dana": PersonaView(emotion=1)})

    merged = merge(base, ours, theirs)

    assert places(merged) == [("pay", "by_persona.dana.emotion")]
    said = str(words(merged.conflicts[0], index_of(ours), index_of(theirs)))
    assert said == "Touchpoint “Pay”: By persona › Dana › Emotion is 0 in ours and 1 in theirs"


def test_translations_scope_and_check_settings_are_merged_by_their_own_keys() -> None:
    base = edits.change(coffee(), "", scope=Scope(starts="a", ends="b"))
    texts = base.translations["fa"]
    ours = edits.change(
        base,
        "",
        scope=Scope(starts="A", ends="b"),
        translations={"fa": {**texts, "see": {"name": "دیدن"}}},
        checks=CheckSettings(levels={"dead-end": "error"}, ignore=base.checks.ignore),
    )
    theirs = edits.change(
        base,
        "",
        scope=Scope(starts="a", ends="B"),
        translations={"fa": {**texts, "map": {"title": "سفر"}}},
        checks=CheckSettings(ignore=(Ignore(check="trap-loop", at="pay", why="other"),)),
    )

    merged = both_ways(base, ours, theirs)

    assert merged.scope == Scope(starts="A", ends="B")
    assert merged.translations["fa"]["see"] == {"name": "دیدن"}
    assert merged.translations["fa"]["map"] == {"title": "سفر"}
    assert merged.checks.levels == {"dead-end": "error"}
    assert [each.why for each in merged.checks.ignore] == ["other"]


def test_lists_are_merged_as_sets_and_evidence_by_value() -> None:
    one, two, three = (Evidence(kind="desk", quote=text) for text in "123")
    base = edits.change(coffee(), "pay", tags=("a", "b"), evidence=(one,))
    ours = edits.change(base, "pay", tags=("a", "b", "c"), evidence=(one, two))
    theirs = edits.change(base, "pay", tags=("b", "d"), evidence=(three,))

    pay = merge(base, ours, theirs).map.touchpoints[2]

    assert pay.tags == ("b", "c", "d")
    assert pay.evidence == (two, three)


def test_a_list_of_personas_that_would_come_to_mean_everybody_is_a_conflict() -> None:
    base = edits.change(coffee(), "pay", personas=("dana", "omar"))
    ours = edits.change(base, "pay", personas=("dana",))
    theirs = edits.change(base, "pay", personas=("omar",))

    merged = merge(base, ours, theirs)

    assert places(merged) == [("pay", "personas")]
    both = settled(base, ours, theirs, {("pay", "personas"): "both"})
    assert both.map.touchpoints[2].personas == ("dana", "omar")


def test_counts_and_value_of_a_reading_are_one_measurement() -> None:
    base = coffee()
    key = "csat@pay@2026-10"
    ours = edits.change(base, key, value=None, counts={"5": 3})
    theirs = edits.change(base, key, value=60.0, n=12)

    merged = merge(base, ours, theirs)

    assert places(merged) == [(key, "counts")]
    assert merged.map == ours
    assert settled(base, ours, theirs, {(key, "counts"): "theirs"}).map == theirs


def with_run(**last: Any) -> JourneyMap:
    values = {"id": "poll", "reads": "poll.csv", "as": "survey", "last": last}
    return edits.change(coffee(), "", sources=(Source.model_validate(values),))


@pytest.mark.parametrize(
    ("mine", "other", "merged"),
    [
        # two people who imported again are not asked which of them did
        ({"period": "2026-11", "sha256": "a", "rows": 9}, {"period": "2026-12", "sha256": "b"},
         {"period": "2026-12", "sha256": "b"}),
        ({"period": "1405-09", "sha256": "a"}, {"period": "1405-08", "sha256": "b"},
         {"period": "1405-09", "sha256": "a"}),
        ({"period": "2026-11", "sha256": "a", "rows": 9},
         {"period": "2026-11", "sha256": "b", "rows": 9},
         {"period": "2026-11", "rows": 9}),
        ({"sha256": "a"}, {"sha256": "b"}, {}),
    ],
)  # fmt: skip
def test_the_later_of_two_imports_is_noted_and_nobody_is_asked(
    mine: Any, other: Any, merged: Any
) -> None:
    found = both_ways(with_run(period="2026-10", sha256="0"), with_run(**mine), with_run(**other))

    assert found == with_run(**merged)


def test_what_the_format_refuses_together_is_a_conflict() -> None:
    base = edits.change(coffee(), "csat", target=80)
    ours = edits.change(base, "csat", kind="ratio", formula=None, target=None)
    theirs = edits.change(base, "csat", alarm=60)

    merged = merge(base, ours, theirs)

    assert ("csat", "alarm") in places(merged)
    assert merged.map == ours


def test_both_is_offered_for_lists_and_prose_only() -> None:
    base = edits.change(coffee(), "pay", notes="a")
    ours = edits.change(base, "pay", notes="b", emotion=0)
    theirs = edits.change(base, "pay", notes="c", emotion=1)
    merged = merge(base, ours, theirs)

    assert {c.field: can_have_both(c) for c in merged.conflicts} == {
        "emotion": False,
        "notes": True,
    }
    made = settled(base, ours, theirs, {("pay", "notes"): "both", ("pay", "emotion"): "both"})
    assert made.map.touchpoints[2].notes == "b\nc"
    assert places(made) == [("pay", "emotion")]


def test_own_keys_are_merged_as_fields() -> None:
    base = edits.change(coffee(), "pay", **{"x-a": "1"})
    ours = edits.change(base, "pay", **{"x-a": "1", "x-b": "2"})
    theirs = edits.change(base, "pay", **{"x-a": "3"})

    assert merge(base, ours, theirs).map.touchpoints[2].model_extra == {"x-a": "3", "x-b": "2"}


# --- deletions ----------------------------------------------------------------------------------


def test_deletion_against_an_edit_is_a_conflict_of_the_whole_record() -> None:
    base = coffee()
    ours = edits.delete(base, ["pay"])
    theirs = edits.change(base, "pay", emotion=1)

    merged = merge(base, ours, theirs)

    (conflict,) = merged.conflicts
    assert (conflict.key, conflict.field, conflict.ours) == ("pay", "", MISSING)
    assert merged.map == ours
    assert merge(base, theirs, ours).map == theirs
    said = str(words(conflict, index_of(ours), index_of(theirs)))
    assert said == "Touchpoint “Pay” was deleted in ours and changed in theirs"


def test_what_is_kept_comes_back_with_all_that_hung_on_it() -> None:
    base = coffee()
    ours = edits.delete(base, ["pay"])
    theirs = edits.change(base, "pay", emotion=1)

    assert settled(base, ours, theirs, {("pay", ""): "theirs"}) == (theirs, (), ())


def test_a_deletion_that_nobody_minds_takes_references_along() -> None:
    base = coffee()
    ours = edits.delete(base, ["web"])
    theirs = edits.change(base, "see", channel="app", emotion=1)

    merged = both_ways(base, ours, theirs)

    assert merged == edits.change(ours, "see", channel="app", emotion=1)


@pytest.mark.parametrize(
    "refer",
    [
        lambda m: edits.connect(m, "till", "sip"),
        lambda m: edits.change(m, "slow", at=("pay", "till", "sip")),
        lambda m: edits.add(m, PainPoint(id="new", name="New", at=("sip",))),
        lambda m: edits.add(m, Reading(metric="csat", at="sip", period="2026", value=1)),
        lambda m: edits.change(m, "", translations={"fa": {"sip": {"name": "نوش"}}}),
    ],
)
def test_deletion_against_a_new_reference_is_a_conflict(refer: Any) -> None:
    base = coffee()
    ours, theirs = edits.delete(base, ["sip"]), refer(base)

    assert places(merge(base, ours, theirs)) == [("sip", "")]
    assert places(merge(base, theirs, ours)) == [("sip", "")]
    assert settled(base, ours, theirs, {("sip", ""): "theirs"}).map == theirs
    assert "sip" not in index_of(settled(base, ours, theirs, {("sip", ""): "ours"}).map).entries


def test_one_touchpoint_that_is_kept_brings_its_stage_but_not_the_others() -> None:
    base = coffee()
    ours = edits.delete(base, ["buy"])
    theirs = edits.change(base, "pay", name="Pay now")

    merged = settled(base, ours, theirs, {("pay", ""): "theirs"}).map

    assert [stage.id for stage in merged.stages] == ["find", "buy"]
    assert [touchpoint.id for touchpoint in merged.touchpoints] == ["see", "pay"]


# one stage is dissolved by ours: its touchpoints stand in the other one, then it goes
def dissolved(base: JourneyMap) -> JourneyMap:
    moved = base
    for touchpoint in base.touchpoints:
        if touchpoint.stage == "buy":
            moved = edits.change(moved, touchpoint.id, stage="find")
    return edits.delete(moved, ["buy"])


def test_what_was_moved_out_of_a_stage_that_goes_keeps_what_the_other_side_said_of_it() -> None:
    base = coffee()
    base = edits.add(base, PainPoint(id="cold", name="Cold", at=("see",)))
    theirs = edits.change(base, "pay", name="Pay now")
    theirs = edits.change(theirs, "cold", at=("see", "pay"), severity=4)
    theirs = edits.add(theirs, Flow(source="pay", target="see", when="again"))

    merged = both_ways(base, dissolved(base), theirs)

    assert [stage.id for stage in merged.stages] == ["find"]
    touchpoints = {touchpoint.id: touchpoint for touchpoint in merged.touchpoints}
    assert (touchpoints["pay"].name, touchpoints["pay"].stage) == ("Pay now", "find")
    assert merged.flows[-1].when == "again"
    cold = next(each for each in merged.pain_points if each.id == "cold")
    assert (cold.at, cold.severity) == (("see", "pay"), 4)


def test_what_was_moved_into_a_stage_that_goes_stays_where_it_was_with_its_other_edits() -> None:
    base = coffee()
    base = edits.add(base, PainPoint(id="cold", name="Cold", at=("see",)))
    theirs = edits.change(base, "see", stage="buy", name="See it")

    merged = merge(base, dissolved(base), theirs)

    assert places(merged) == [("buy", "")]
    see = next(each for each in merged.map.touchpoints if each.id == "see")
    assert (see.name, see.stage) == ("See it", "find")
    assert [(each.id, each.at) for each in merged.map.pain_points][-1] == ("cold", ("see",))


def test_a_record_whose_only_place_goes_follows_the_side_that_moved_it() -> None:
    base = edits.add(coffee(), PainPoint(id="cold", name="Cold", at=("pay",)))
    ours = edits.delete(edits.change(base, "cold", at=("see",)), ["pay"])
    theirs = edits.change(base, "cold", severity=4)

    merged = both_ways(base, ours, theirs)

    cold = next(each for each in merged.pain_points if each.id == "cold")
    assert (cold.at, cold.severity) == (("see",), 4)


def test_a_flow_led_elsewhere_before_its_end_went_keeps_what_the_other_side_said_of_it() -> None:
    base = coffee()
    base = base.model_copy(update={"flows": base.flows[:1]})
    led = Flow(source="see", target="sip")
    ours = edits.delete(base.model_copy(update={"flows": (led,)}), ["order"])
    theirs = edits.change(base, "see -> order", when="hungry")
    theirs = edits.add(
        theirs, Comment(id="k9", at="see -> order", by="Ada", date="2026-11-01", text="Why?")
    )

    merged = both_ways(base, ours, theirs)

    flow = next(each for each in merged.flows if each.source == "see")
    assert (flow.target, flow.when) == ("sip", "hungry")
    assert next(each for each in merged.comments if each.id == "k9").at == "see -> sip"


def test_a_record_that_both_moved_out_of_a_stage_that_goes_is_a_conflict() -> None:
    base = edits.add(coffee(), Stage(id="leave", name="Leave"))
    theirs = edits.change(base, "pay", stage="leave")

    merged = merge(base, dissolved(base), theirs)

    assert places(merged) == [("pay", "stage")]


# --- ids ----------------------------------------------------------------------------------------


def test_an_id_renamed_on_one_side_is_followed_by_what_the_other_refers() -> None:
    base = coffee()
    ours = edits.rename_id(base, "sip", "drink")
    theirs = edits.change(edits.connect(base, "till", "sip"), "sip", emotion=2)

    merged = both_ways(base, ours, theirs)

    assert merged.flows[-1] == Flow(source="till", target="drink")
    assert merged.touchpoints[-1].emotion == 2


def test_an_id_renamed_in_two_ways_is_a_conflict_of_the_id_alone() -> None:
    base = coffee()
    ours, theirs = edits.rename_id(base, "pay", "ours"), edits.rename_id(base, "pay", "theirs")

    merged = merge(base, ours, theirs)

    assert [c[:5] for c in merged.conflicts] == [("ours", "id", "pay", "ours", "theirs")]
    assert merged.map == ours
    assert settled(base, ours, theirs, {("ours", "id"): "theirs"}).map == theirs


def test_the_same_new_id_is_one_record_with_its_fields_in_conflict() -> None:
    base = coffee()
    ours = edits.add(base, Touchpoint(id="new", name="One", stage="buy", effort=1))
    theirs = edits.add(base, Touchpoint(id="new", name="Two", stage="buy", emotion=1))

    merged = merge(base, ours, theirs)

    assert places(merged) == [("new", "name")]
    assert (merged.map.touchpoints[-1].effort, merged.map.touchpoints[-1].emotion) == (1, 1)
    assert merge(base, ours, edits.add(base, ours.touchpoints[-1])) == (ours, (), ())


def test_an_id_taken_by_another_kind_or_a_look_alike_gets_a_number() -> None:
    base = coffee()
    ours = edits.add(base, Touchpoint(id="new", name="One", stage="buy"))
    theirs = edits.add(base, PainPoint(id="New", name="Two", at=("pay",)))

    merged = merge(base, ours, theirs)

    assert merged.map.pain_points[-1].id == "new-2"
    assert [str(note) for note in merged.notes] == [
        "“New” is taken by ours; theirs is called “new-2” now"
    ]


def test_names_of_double_flows_follow_when_the_first_goes() -> None:
    base = coffee()
    ours = edits.delete(base, ["pay -> till"])
    theirs = edits.change(base, "pay -> till#2", share=0.3)

    merged = both_ways(base, ours, theirs)

    assert [flow.share for flow in merged.flows][-1] == 0.3
    assert merged.readings[-1].at == "pay -> till"


# --- order --------------------------------------------------------------------------------------


def test_moves_of_both_sides_are_kept_and_never_a_conflict() -> None:
    base = coffee()
    ours = edits.reorder(base, "see", "")
    theirs = edits.reorder(base, "sip", "order")

    merged = merge(base, ours, theirs)

    assert [t.id for t in merged.map.touchpoints] == ["sip", "order", "pay", "till", "see"]
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        ("abcd", "bcda", "dabc", "dbca"),  # each moved another item
        ("abcd", "bcda", "abcd", "bcda"),
        ("abcde", "bcdea", "abdce", "bdcea"),
        ("abcd", "acdb", "abncd", "ancdb"),  # added behind what ours moved away
        ("abc", "abxc", "abyc", "abxyc"),  # added at one place
        ("abc", "bca", "cab", "cba"),  # one to the end, one to the beginning
        ("abcde", "bcdea", "bcade", "bcdea"),  # ours, where both moved the same
        ("abcd", "abd", "abcxd", "abxd"),  # added behind what ours removed
        ("aab", "aabb", "ab", "abb"),  # an item that stands there twice
    ],
)
def test_orders_are_joined(base: str, ours: str, theirs: str, wanted: str) -> None:
    assert "".join(merged_set(base, ours, theirs)) == wanted
