"""What an import must leave alone, and what comes back when a source is imported again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from journeymap.metrics.importing import Prepared, Seen, Wish, prepared, wish_of
from journeymap.metrics.plan import carried_out, conflicts
from journeymap.metrics.sources import read
from journeymap.metrics.table import Unusable
from journeymap.model import edits
from journeymap.model.journey import JourneyMap
from tests.metrics.test_importing import LONG, MAP, SURVEY, bring


def mapped(**more: Any) -> JourneyMap:
    return JourneyMap.model_validate({**MAP.model_dump(by_alias=True), **more})


def imported(m: JourneyMap, found: Prepared) -> JourneyMap:
    return carried_out(m, found.plan, found.source)


def test_the_same_file_again_changes_nothing_at_all(tmp_path: Path) -> None:
    once = imported(MAP, bring(tmp_path, LONG, Wish()))

    again = imported(once, bring(tmp_path, LONG, Wish(), once))

    assert again is once


def test_what_people_wrote_on_a_source_and_its_readings_stays(tmp_path: Path) -> None:
    once = imported(MAP, bring(tmp_path, LONG, Wish()))
    values = once.model_dump(by_alias=True)
    values["sources"][0]["x-asked"] = "Sam"
    values["readings"][0]["x-seen"] = "yes"

    m = JourneyMap.model_validate(values)
    m = imported(m, bring(tmp_path, LONG.replace(",81,", ",82,"), Wish(), m))

    assert m.readings[0].value == 82
    assert m.readings[0].model_extra == {"x-seen": "yes"}
    assert m.sources[0].model_extra == {"x-asked": "Sam"}


def test_what_was_decided_once_holds_for_the_next_import_by_hand(tmp_path: Path) -> None:
    once = imported(MAP, bring(tmp_path, LONG, Wish(matches={"Till": "pay"})))

    found = bring(tmp_path, LONG.replace("Till,CSAT,70", "Till,CSAT,71"), Wish(), once)

    assert found.places.found["Till"].at == "pay"


def test_a_question_that_was_left_out_stays_left_out_next_month(tmp_path: Path) -> None:
    rows = SURVEY.replace("How was paying?", "How was paying?,Stars").replace(" 10:00:00,", ",3,")
    wish = Wish(shape="survey", at="pay", answers={"How was paying?": "csat", "Stars": None})
    once = imported(MAP, bring(tmp_path, rows, wish))

    again = bring(tmp_path, rows, wish_of(once.sources[0]), once)

    assert once.sources[0].answers == {"How was paying?": "csat", "Stars": None}
    assert JourneyMap.model_validate(once.model_dump(by_alias=True)) == once
    assert again.metrics.unmatched == ()
    assert again.metrics.found["Stars"].at is None


def test_a_place_named_for_rows_without_one_is_not_taken_for_the_map(tmp_path: Path) -> None:
    rows = "metric,value,n,period\nCSAT,81,200,2026-10\n"

    (new,) = bring(tmp_path, rows, Wish(matches={"": "pay"})).plan.new

    assert new.reading.at == "pay"


def test_how_answers_were_gathered_and_how_few_may_be_told_is_kept(tmp_path: Path) -> None:
    wish = Wish(grain="quarter", fewest=20, at="pay", answers={"How was paying?": "csat"})
    found = bring(tmp_path, SURVEY, wish)

    again = wish_of(found.source)

    assert (found.source.grain, found.source.fewest) == ("quarter", 20)
    assert (again.grain, again.fewest) == ("quarter", 20)
    assert bring(tmp_path, SURVEY, Wish()).source.grain is None


def test_an_event_log_is_not_overwritten_by_a_table(tmp_path: Path) -> None:
    m = mapped(sources=[{"id": "log", "reads": "log.csv", "as": "events"}])

    with pytest.raises(Unusable, match="event log"):
        bring(tmp_path, LONG, Wish(name="log"), m)


@pytest.mark.parametrize("period", ["2026-10", "2026-10-01..2026-10-31"])
def test_the_same_days_are_the_same_reading_however_they_are_written(
    tmp_path: Path, period: str
) -> None:
    m = mapped(readings=[{"metric": "csat", "at": "cart", "period": period, "value": 70}])
    rows = "touchpoint,metric,value,period\ncart,csat,71,2026-10\n"

    found = bring(tmp_path, rows, Wish(), m)
    after = carried_out(m, found.plan, found.source, conflicts(found.plan))

    assert not found.plan.new
    assert [(each.period, each.value) for each in after.readings] == [(period, 71)]


def test_two_rows_of_the_same_days_contradict_each_other(tmp_path: Path) -> None:
    rows = "touchpoint,metric,value,period\ncart,csat,71,2026-Q4\n"
    rows += "cart,csat,72,2026-10-01..2026-12-31\n"

    found = bring(tmp_path, rows, Wish())

    assert not found.plan.new
    assert [each.line for each in found.plan.unusable] == [2, 3]
    assert str(found.plan.unusable[0].reason).endswith("place and period, on lines 2, 3")


RATIO = {"id": "conv", "name": "Conversion", "kind": "ratio"}


def with_ratio() -> JourneyMap:
    metrics = MAP.model_dump(by_alias=True)["metrics"]
    return mapped(metrics=[*metrics, RATIO])


def test_one_may_be_one_percent_where_others_are_no_shares(tmp_path: Path) -> None:
    rows = "touchpoint,metric,value,period\ncart,conv,1,2026-10\npay,conv,2,2026-10\n"
    rows += "cart,conv,0,2026-11\npay,conv,3 %,2026-11\n"

    found = bring(tmp_path, rows, Wish(), with_ratio())

    assert [each.reading.value for each in found.plan.new] == [0, 0.03]
    assert [each.line for each in found.plan.outside] == [2, 3]
    assert "1 can be 100 % or 1 %" in str(found.plan.outside[0].reason)


def test_a_percentage_is_no_duration(tmp_path: Path) -> None:
    rows = "touchpoint,metric,value,period\ncart,wait,5%,2026-10\n"

    found = bring(tmp_path, rows, Wish())

    assert not found.plan.new
    assert "percentage" in str(found.plan.outside[0].reason)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("00:03:20", 10 / 3), ("3 min", 3), ("45s", 0.75), ("1 h 5 min", 65), ("PT3M30S", 3.5)],
)
def test_durations_that_say_their_unit_are_read(tmp_path: Path, cell: str, minutes: float) -> None:
    metrics = [{"id": "wait", "name": "Wait", "kind": "duration", "unit": "min"}]
    rows = f"touchpoint,metric,value,period\ncart,wait,{cell},2026-10\n"

    (new,) = bring(tmp_path, rows, Wish(), mapped(metrics=metrics)).plan.new

    assert new.reading.value == pytest.approx(minutes)


def test_a_duration_is_no_score(tmp_path: Path) -> None:
    rows = "touchpoint,metric,value,period\ncart,csat,3 min,2026-10\ncart,csat,1:30,2026-11\n"

    found = bring(tmp_path, rows, Wish())

    assert not found.plan.new
    assert "duration" in str(found.plan.outside[0].reason)
    assert "no number" in str(found.skipped[0].reason)


def test_what_a_person_wrote_in_the_place_of_a_date_is_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "poll.csv"
    path.write_text(SURVEY + "call me at 555 0100,5,mobile\n", "utf-8")
    wish = Wish(shape="survey", at="pay", answers={"How was paying?": "csat"})

    found = prepared(MAP, read(path), wish, Seen("poll.csv", "0" * 64))

    assert [each.line for each in found.skipped] == [9]
    assert "555" not in str(found.skipped[0].reason)


def test_a_source_of_another_id_still_owns_its_readings(tmp_path: Path) -> None:
    once = imported(MAP, bring(tmp_path, LONG, Wish()))
    m = edits.rename_id(once, "october", "poll")

    plan = bring(tmp_path, LONG.replace(",81,", ",82,"), Wish(), m).plan

    assert {each.source for each in m.readings} == {"poll"}
    assert (len(plan.changed), len(plan.conflicting)) == (1, 0)


def test_what_was_measured_at_a_deleted_touchpoint_is_not_the_whole_maps(tmp_path: Path) -> None:
    wish = Wish(at="pay", answers={"How was paying?": "csat"})
    once = imported(MAP, bring(tmp_path, SURVEY, wish))
    m = edits.delete(once, ["pay"])

    found = bring(tmp_path, SURVEY, wish_of(m.sources[0]), m)

    assert not found.plan.new
    assert [each.word for each in found.plan.places] == [""]


def test_what_was_measured_on_the_whole_map_stays_so(tmp_path: Path) -> None:
    once = imported(MAP, bring(tmp_path, SURVEY, Wish(answers={"How was paying?": "csat"})))

    found = bring(tmp_path, SURVEY, wish_of(once.sources[0]), once)

    assert once.sources[0].matches == {"": "map"}
    assert found.plan.same == 1
    assert imported(once, found) is once


def test_promoters_are_no_answers_to_another_question(tmp_path: Path) -> None:
    rows = "touchpoint,metric,counts.promoters,counts.detractors,period\ncart,csat,9,8,2026-10\n"

    found = bring(tmp_path, rows, Wish())

    assert not found.plan.new
    assert "is no NPS" in str(found.plan.outside[0].reason)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("", "header on line 1 and no row under it"),
        ('"cart,csat,50,2026-10\n', "no row could be read; line 2"),
    ],
)
def test_a_table_without_rows_says_so(tmp_path: Path, rows: str, says: str) -> None:
    with pytest.raises(Unusable, match=says):
        bring(tmp_path, f"touchpoint,metric,value,period\n{rows}", Wish())
