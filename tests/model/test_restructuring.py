"""Stages split, emptied and merged; layers of backstage steps; notes that find their place."""

from __future__ import annotations

import pytest

from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Parked, Stage
from journeymap.model.problems import Refused
from journeymap.model.restructuring import (
    beside,
    by_votes,
    deleted,
    from_on,
    in_layer,
    inside,
    merged,
    moved_out,
    split,
    unparked,
    voted,
)
from tests.model.sample import coffee


def stages(m: JourneyMap) -> dict[str, list[str]]:
    return {s.id: [t.id for t in m.touchpoints if t.stage == s.id] for s in m.stages}


def wide() -> JourneyMap:
    """Return the small map with a third stage, of the same phase as the second."""
    m = edits.add(coffee(), Stage(id="stay", name="Stay"))
    return edits.change(m, "buy", phase="Now")


def test_from_one_on_follows_the_flows_and_stays_in_the_stage() -> None:
    assert (
        from_on(coffee(), "pay") == ("pay", "till", "sip") or from_on(coffee(), "pay")[0] == "pay"
    )
    assert "see" not in from_on(coffee(), "order")


def test_a_split_makes_a_stage_right_behind_under_the_same_phase() -> None:
    m = split(wide(), ("till", "sip"), "drink", "Drink")

    assert stages(m) == {
        "find": ["see"],
        "buy": ["order", "pay"],
        "drink": ["till", "sip"],
        "stay": [],
    }
    assert m.stages[2].phase == "Now"
    assert m.flows == wide().flows


def test_a_split_that_would_leave_nothing_or_begins_in_two_stages_is_refused() -> None:
    with pytest.raises(Refused, match="would be left"):
        split(coffee(), ("see",), "x", "X")
    with pytest.raises(Refused, match="several stages"):
        split(coffee(), ("see", "pay"), "x", "X")
    with pytest.raises(Refused, match="select the touchpoint"):
        split(coffee(), (), "x", "X")


def test_a_step_that_lasted_until_its_own_new_stage_ends_there() -> None:
    m = edits.change(wide(), "pay", until="stay")
    m = moved_out(m, ("buy",), "stay")

    assert {t.id: t.until for t in m.touchpoints}["pay"] is None
    assert stages(m)["stay"] == ["order", "pay", "till", "sip"]


def test_what_moves_forward_comes_before_and_what_moves_back_behind() -> None:
    m = edits.move(wide(), ("sip",), "stay")

    assert stages(moved_out(m, ("buy",), "stay"))["stay"] == ["order", "pay", "till", "sip"]
    assert stages(moved_out(m, ("buy",), "find"))["find"] == ["see", "order", "pay", "till"]


def test_stages_beside_are_those_that_stay() -> None:
    m = wide()
    assert [s and s.id for s in beside(m, ("buy",))] == ["find", "stay"]
    assert [s and s.id for s in beside(m, ("find", "buy"))] == [None, "stay"]
    assert beside(m, ()) == (None, None)


def test_inside_counts_what_would_be_lost() -> None:
    m = coffee()
    assert inside(m, ("buy",)).touchpoints == ("order", "pay", "till", "sip")
    assert inside(m, ("buy", "pay")).touchpoints == ("order", "till", "sip")
    assert inside(m, ("shop",)).touchpoints == ("till", "sip")
    assert (inside(m, ("dana",)).ratings, inside(m, ("omar",)).ratings) == (1, 0)
    assert inside(m, (m.metrics[0].id,)).readings == len(
        [r for r in m.readings if r.metric == m.metrics[0].id]
    )


def test_a_deleted_stage_gives_its_touchpoints_away_or_takes_them_along() -> None:
    given = deleted(wide(), ("buy",), {"stage": "find"})
    taken = deleted(wide(), ("buy",), {})

    assert stages(given) == {"find": ["see", "order", "pay", "till", "sip"], "stay": []}
    assert given.flows == wide().flows
    assert stages(taken) == {"find": ["see"], "stay": []}
    assert taken.flows == ()


def test_a_deleted_channel_leaves_moves_or_takes_its_touchpoints() -> None:
    def channels(m: JourneyMap) -> dict[str, str | None]:
        return {t.id: t.channel for t in m.touchpoints if t.id in ("order", "pay")}

    assert channels(deleted(coffee(), ("app",), {"channel": None})) == {"order": None, "pay": None}
    assert channels(deleted(coffee(), ("app",), {"channel": "web"})) == {
        "order": "web",
        "pay": "web",
    }
    taken = deleted(coffee(), ("app",), {})
    assert channels(taken) == {}
    assert ("see", "till") not in {(f.source, f.target) for f in taken.flows}  # no plain line


def test_merging_several_stages_keeps_the_first() -> None:
    m = merged(wide(), ("find", "buy", "stay"))

    assert list(stages(m)) == ["find"]
    assert len(m.touchpoints) == 5


def test_layers_end_at_the_top_and_at_the_bottom() -> None:
    m = in_layer(coffee(), ("charge",), -1)
    assert m.backstage[0].layer == "backstage"
    assert in_layer(m, ("charge",), -1).backstage[0].layer == "frontstage"
    with pytest.raises(Refused, match="last layer"):
        in_layer(coffee(), ("charge",), 1)


def parked(**values: object) -> JourneyMap:
    note = {"id": "note", "text": "Let people pay by wallet", "votes": 3, **values}
    return edits.add(coffee(), edits.new_record("parking", **note))


def test_a_note_becomes_a_pain_point_or_an_opportunity_where_it_was_about_with_its_votes() -> None:
    m = unparked(parked(at="pay"), "note", "opportunity", "by-wallet")

    made = m.opportunities[-1]
    assert (made.name, made.at, made.votes) == ("Let people pay by wallet", ("pay",), 3)
    assert m.parking == ()
    assert unparked(parked(), "note", "pain_point", "x").pain_points[-1].at == ("map",)
    assert unparked(parked(at="pay"), "note", "pain_point", "x", ("till",)).pain_points[-1].at == (
        "till",
    )


def test_a_note_becomes_a_touchpoint_beside_the_one_it_was_about() -> None:
    m = unparked(parked(at="pay"), "note", "touchpoint", "by-wallet")

    ids = [t.id for t in m.touchpoints]
    made = m.touchpoints[ids.index("by-wallet")]
    assert (made.stage, made.channel) == ("buy", "app")
    assert ids.index("by-wallet") == ids.index("pay") + 1
    with pytest.raises(Refused, match="stands in a stage"):
        unparked(parked(), "note", "touchpoint", "x")
    assert (
        unparked(parked(), "note", "touchpoint", "x", stage="find").touchpoints[-1].stage == "find"
    )


@pytest.mark.parametrize("about", ["declined", "wallet", "charge", "pay -> till"])
def test_a_note_about_what_belongs_to_a_touchpoint_becomes_one_beside_that(about: str) -> None:
    m = unparked(parked(at=about), "note", "touchpoint", "by-wallet", stage="find")

    ids = [t.id for t in m.touchpoints]
    made = m.touchpoints[ids.index("by-wallet")]
    assert (made.stage, made.channel) == ("buy", "app")
    assert ids.index("by-wallet") == ids.index("pay") + 1


def test_a_note_about_what_belongs_to_nothing_becomes_a_touchpoint_of_the_first_stage() -> None:
    m = edits.change(parked(at="declined"), "declined", at=("wallet",))  # which solves it
    assert unparked(m, "note", "touchpoint", "x", stage="find").touchpoints[-1].stage == "find"


def test_votes_are_never_fewer_than_none_and_sort_the_list_when_asked() -> None:
    m = edits.add(parked(), Parked(id="late", text="Late", votes=5), Parked(id="new", text="New"))

    assert voted(m, "new", -1).parking[-1].votes is None
    assert voted(m, "new", 1).parking[-1].votes == 1
    assert [note.id for note in by_votes(m).parking] == ["late", "note", "new"]
    done = by_votes(m)
    assert by_votes(done) is done
