"""Edits: what each changes, what goes along, and what they refuse."""

import pytest
from hypothesis import given

from journeymap.model import edits
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap, Stage, Touchpoint
from journeymap.model.mentioning import mentions
from journeymap.model.problems import Refused
from tests.model.sample import coffee
from tests.strategies import maps


def ids(records: tuple[object, ...]) -> list[str]:
    return [r.id for r in records]  # type: ignore[attr-defined]  # records with ids only


def broken(m: JourneyMap) -> list[str]:
    index = Index(m)
    return [x.named for x in mentions(m, index) if not index.resolves(x.named, x.ref)]


def test_the_sample_has_no_broken_reference() -> None:
    assert broken(coffee()) == []


def test_adding_puts_a_record_at_the_end_or_before_another() -> None:
    m = coffee()
    m = edits.add(m, Stage(id="use", name="Use"))
    m = edits.add(m, Stage(id="learn", name="Learn"), before="buy")
    assert ids(m.stages) == ["find", "learn", "buy", "use"]


def test_changing_shares_every_record_that_was_left_alone() -> None:
    m = coffee()
    new = edits.change(m, "pay", emotion=0, owner="Payments")
    assert new.touchpoints[2].emotion == 0
    assert new.touchpoints[2].owner == "Payments"
    assert all(
        a is b
        for i, (a, b) in enumerate(zip(m.touchpoints, new.touchpoints, strict=True))
        if i != 2
    )
    assert new.flows is m.flows


def test_changing_to_none_puts_the_default_back() -> None:
    new = edits.change(coffee(), "pay -> till", kind=None)
    assert new.flows[2].kind == "next"


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("pay", {"emotion": 3}, "emotion: 3 is too high; the highest is 2"),
        ("pay", {"emotoin": 1}, "there is no field “emotoin”; is “emotion” meant?"),
        ("pya", {"emotion": 1}, "there is no “pya”; is “pay” meant?"),
        ("pay", {"name": ""}, "name: this may not be empty"),
        ("pay", {"name": None}, "“Name” needs a value"),
        ("pay", {"id": "other"}, "an id is changed by renaming it everywhere"),
        (
            "",
            {"status": "done"},
            "status: “done” is not known here; use one of draft, in-review, live, archived",
        ),
    ],
)
def test_a_change_that_does_not_fit_is_refused(
    key: str, values: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused) as refusal:
        edits.change(coffee(), key, **values)
    assert str(refusal.value) == said


def test_moving_changes_the_cell_and_the_place_in_the_list() -> None:
    m = edits.move(coffee(), ["see"], "buy", "app", before="pay")
    assert ids(m.touchpoints) == ["order", "see", "pay", "till", "sip"]
    assert (m.touchpoints[1].stage, m.touchpoints[1].channel) == ("buy", "app")


def test_moving_to_no_channel_puts_the_customer_on_their_own() -> None:
    m = edits.move(coffee(), ["till"], "buy", None)
    assert m.touchpoints[3].channel is None


def test_moving_to_where_it_stands_changes_nothing() -> None:
    m = coffee()
    assert edits.move(m, ["sip"], "buy") is m


def test_a_move_to_a_stage_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="there is no stage “nowhere”"):
        edits.move(coffee(), ["pay"], "nowhere")


def test_a_spanning_touchpoint_may_not_start_after_its_end() -> None:
    m = edits.change(coffee(), "see", until="find")
    with pytest.raises(Refused, match="“See ad” lasts until “Find”"):
        edits.move(m, ["see"], "buy")


def test_connecting_lists_the_flow_after_those_that_leave_the_same_touchpoint() -> None:
    m = edits.connect(coffee(), "see", "till", kind="choice", when="in a hurry")
    assert [(f.source, f.target) for f in m.flows[:2]] == [("see", "order"), ("see", "till")]
    assert m.flows[1].when == "in a hurry"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (("pay", "pay"), "cannot lead to itself"),
        (("see", "order"), "leads to “Order” already"),
        (("see", "buy"), "flows join touchpoints"),
    ],
)
def test_a_connection_that_makes_no_sense_is_refused(ends: tuple[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        edits.connect(coffee(), *ends)


def test_deleting_a_touchpoint_takes_what_hangs_on_it() -> None:
    m = coffee()
    assert edits.hanging(m, ["pay"]) == (
        "charge",
        "order -> pay",
        "pay -> till",
        "pay -> till#2",
        "declined",
        "csat@pay@2026-10",
        "csat@pay -> till#2@2026-10",
        "k1",
        "k2",
    )
    new = edits.delete(m, ["pay"])
    assert ids(new.pain_points) == ["slow"]
    assert new.pain_points[0].at == ("till",)
    assert new.opportunities[0].solves == ()
    assert new.opportunities[0].aims is None
    assert new.checks is not None
    assert new.checks.ignore == ()
    assert new.look is not None
    assert new.look.colors == {"web": "#00ff00"}
    assert new.translations == {"fa": {"map": {"title": "اولین"}}}
    assert broken(new) == []


def test_deleting_a_channel_leaves_its_touchpoints_on_their_own() -> None:
    new = edits.delete(coffee(), ["app"])
    assert [t.channel for t in new.touchpoints] == ["web", None, None, "shop", "shop"]


def test_deleting_a_persona_takes_what_is_for_that_persona_alone() -> None:
    new = edits.delete(coffee(), ["omar"])
    assert "sip" not in ids(new.touchpoints)
    assert new.touchpoints[2].by_persona.keys() == {"dana"}


def test_deleting_the_first_of_two_flows_renumbers_what_names_the_second() -> None:
    new = edits.delete(coffee(), ["pay -> till"])
    assert new.readings[2].at == "pay -> till"
    assert broken(new) == []


def test_renaming_an_id_renames_it_everywhere() -> None:
    new = edits.rename_id(coffee(), "pay", "pay-in-app")
    index = Index(new)
    assert "pay" not in index
    assert broken(new) == []
    assert new.readings[2].at == "pay-in-app -> till#2"
    assert new.translations["fa"]["pay-in-app"] == {"name": "پرداخت"}
    assert new.look is not None
    assert "pay-in-app" in new.look.colors


@pytest.mark.parametrize(
    ("new", "said"),
    [("till", "taken"), ("a b", "holds “space”"), ("yes", "truth value"), ("map", "reserved")],
)
def test_an_id_that_cannot_be_is_refused(new: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        edits.rename_id(coffee(), "pay", new)


def test_merging_keeps_what_the_first_says_and_redirects_the_rest() -> None:
    m = edits.change(coffee(), "till", owner="Shop team", emotion=1)
    new = edits.merge(m, "pay", "till")
    pay = new.touchpoints[2]
    assert ids(new.touchpoints) == ["see", "order", "pay", "sip"]
    assert (pay.owner, pay.emotion) == ("Shop team", -2)
    assert [(f.source, f.target) for f in new.flows] == [("see", "order"), ("order", "pay")]
    assert new.pain_points[1].at == ("pay",)
    assert broken(new) == []


def test_records_of_different_kinds_cannot_be_merged() -> None:
    with pytest.raises(Refused, match="different kinds"):
        edits.merge(coffee(), "pay", "buy")


@given(maps(least=1))
def test_deleting_any_record_leaves_no_broken_reference(m: JourneyMap) -> None:
    for key in Index(m).entries:
        assert broken(edits.delete(m, [key])) == []


@given(maps(least=1))
def test_renaming_any_record_breaks_nothing_and_back_again_is_the_same(m: JourneyMap) -> None:
    for entry in Index(m).entries.values():
        key = getattr(entry.record, "id", None)
        if key:
            renamed = edits.rename_id(m, key, "renamed")
            assert broken(renamed) == []
            assert edits.rename_id(renamed, "renamed", key) == m


def test_a_new_record_is_validated() -> None:
    made = edits.new_record("touchpoint", id="a", name="A", stage="find", success="4")
    assert isinstance(made, Touchpoint)
    assert made.success == 4
    with pytest.raises(Refused):
        edits.new_record("touchpoint", id="a", name="A")
