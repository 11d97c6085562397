"""Builders: faces grow with their texts and say what they are told, in the map's language."""

from __future__ import annotations

import pytest

from journeymap.model.journey import (
    Evidence,
    JourneyMap,
    Metric,
    Opportunity,
    PainPoint,
    Persona,
    Reading,
    Stage,
    Touchpoint,
)
from journeymap.picture import faces as f
from journeymap.picture.frame_faces import assumed, joined
from journeymap.picture.legend import MARKS
from journeymap.picture.note_faces import note
from journeymap.picture.picture import View
from tests.picture.fixed import FixedMeasure
from tests.picture.sampler import a_map


def ink(language: str = "en", rtl: bool = False) -> f.Ink:
    return f.Ink(FixedMeasure(), language, rtl, {})


def test_a_card_grows_with_its_name_and_cuts_nothing() -> None:
    short = f.card("Pay", "channel.0", 156, ink())
    long = f.card("Pay " * 80, "channel.0", 156, ink())
    assert long.h - short.h == pytest.approx(long.name.height - short.name.height)
    assert " ".join(long.name.lines) == ("Pay " * 80).strip()
    assert not long.name.cut


def test_a_card_without_anything_known_has_no_second_row() -> None:
    assert f.card("Pay", "channel.0", 156, ink()).rows == ()


def test_marks_stand_beside_the_pill_where_they_fit_and_else_in_a_row_of_their_own() -> None:
    pill = f.pill("CSAT 52", "poor", "", ink())
    few = f.card("Pay", "channel.0", 156, ink(), emotion=1, pill=pill, marks=("entry",))
    many = f.card(
        "Pay", "channel.0", 120, ink(), emotion=1, pill=pill,
        marks=("entry", "comment", "assumption", "linked-map"),
    )  # fmt: skip
    assert few.rows == (("emotion", "marks", "pill"),)
    assert len(many.rows) > 1
    assert many.h > few.h
    assert sorted(what for row in many.rows for what in row) == ["emotion", "marks", "pill"]


def test_the_same_card_is_built_once_and_another_language_apart() -> None:
    memo: dict[object, object] = {}
    english = f.Ink(FixedMeasure(), "en", False, memo)
    persian = f.Ink(FixedMeasure(), "fa", True, memo)
    first = f.card("Pay", "channel.0", 156, english, pains=3)
    assert f.card("Pay", "channel.0", 156, english, pains=3) is first
    other = f.card("Pay", "channel.0", 156, persian, pains=3)
    assert other.pains is not None
    assert (other.rtl, other.pains.lines) == (True, ("۳",))


def test_a_star_among_the_marks_is_the_moment_of_truth() -> None:
    face = f.card("Pay", "channel.0", 156, ink(), marks=("star", "entry"))
    assert (face.moment_of_truth, face.marks) == (True, ("entry",))


def test_a_note_says_what_weighs_it() -> None:
    pain = PainPoint(id="p", name="Card declined", at=("a",), severity=5, reach=0.18)
    chance = Opportunity(id="o", name="Wallet", impact=5, effort=2, owner="Payments")
    first, second = note(pain, 400, ink()), note(chance, 400, ink())
    assert first.details is not None
    assert second.details is not None
    assert first.details.lines == ("severity 5 · 18%",)
    assert second.details.lines == ("impact 5 · effort 2 · Payments",)
    assert (first.what, second.what) == ("pain", "opportunity")


@pytest.mark.parametrize("status", ["solved", "declined"])
def test_a_pain_point_that_is_over_is_settled(status: str) -> None:
    pain = PainPoint(id="p", name="x", at=("a",), status=status)
    assert note(pain, 200, ink()).settled


def test_a_goal_is_quoted_in_the_marks_of_the_language_and_only_once() -> None:
    assert f.quoted("I need coffee", "en") == "“I need coffee”"
    assert f.quoted("قهوه", "fa") == "«قهوه»"
    assert f.quoted("„Kaffee“", "de") == "„Kaffee“"


def test_a_stage_with_a_map_of_its_own_says_so() -> None:
    face = f.stage(Stage(id="s", name="Buy", journey="buy.yaml"), "stage.0", 200, ink())
    assert face.linked


def test_the_heading_names_the_persona_in_view_and_else_all() -> None:
    m = a_map("Coffee", "en").model_copy(
        update={"personas": (Persona(id="dana", name="Dana"), Persona(id="omar", name="Omar"))}
    )
    one = f.heading(m, View(persona="omar"), 600, ink())
    everybody = f.heading(m, View(), 600, ink())
    assert one.lines[-1].lines == ("Omar",)
    assert everybody.lines[-1].lines == ("Dana, Omar",)


def test_the_heading_names_the_metric_in_view_with_the_newest_period() -> None:
    readings = tuple(
        Reading(metric="csat", at="map", period=period, value=50.0)
        for period in ("2026-08", "2026-10", "2026-09")
    )
    metric = Metric(id="csat", name="CSAT", kind="csat")
    m = JourneyMap(title="Coffee", metrics=(metric,), readings=readings)
    assert f.heading(m, View(metric="csat"), 600, ink()).lines[-1].lines == ("CSAT · Oct 2026",)
    chosen = f.heading(m, View(metric="csat", period="2026-08"), 600, ink())
    assert chosen.lines[-1].lines == ("CSAT · Aug 2026",)
    assert f.heading(m, View(), 600, ink()).lines == ()


def test_a_narrow_legend_breaks_to_rows_inside_its_width() -> None:
    face = f.legend([(mark, *MARKS[mark]) for mark in MARKS], 260, ink())
    assert len({y for *_, y in face.entries}) > 2
    assert all(x + 30 + block.width <= 260 for _, _, block, x, _ in face.entries)


def test_a_legend_of_nothing_takes_no_room() -> None:
    assert f.legend([], 800, ink()).h == 0


def test_the_footer_tells_how_far_the_map_is_assumed() -> None:
    evidence = (Evidence(kind="data"),)
    points = (
        Touchpoint(id="a", name="a", stage="s", evidence=evidence),
        Touchpoint(id="b", name="b", stage="s", evidence=evidence, assumption=True),
        Touchpoint(id="c", name="c", stage="s"),
        Touchpoint(id="d", name="d", stage="s"),
    )
    readings = (Reading(metric="m", at="d", period="2026-10", value=1.0),)
    m = JourneyMap(title="x", touchpoints=points, readings=readings, owner="CX")
    assert assumed(m) == 0.5
    assert f.footer(f.facts(m, "en"), 800, ink()).text.lines == ("Owner: CX · Assumptions: 50%",)
    assert assumed(JourneyMap(title="x")) is None


def test_a_jalali_map_shows_the_day_of_its_review_in_its_own_calendar() -> None:
    m = JourneyMap(title="x", reviewed="2026-10-05", calendar="jalali", language="fa")
    assert "۱۳ مهر ۱۴۰۵" in f.facts(m, "fa")


def test_parts_that_run_the_other_way_do_not_carry_their_neighbours_along() -> None:
    assert joined(["CX", "Live"], "en") == "CX · Live"
    assert joined(["پرداخت", "CRM"], "fa") == "\u200fپرداخت · \u2068CRM\u2069"
