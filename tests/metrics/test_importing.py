"""One import from table to plan, with what a person decided and with nothing decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.metrics.importing import Prepared, Seen, Wish, prepared, wish_of
from journeymap.metrics.plan import carried_out
from journeymap.metrics.sources import read
from journeymap.metrics.table import Unusable
from journeymap.model.journey import JourneyMap

MAP = JourneyMap.model_validate(
    {
        "title": "Coffee",
        "stages": [{"id": "buy", "name": "Buy"}],
        "touchpoints": [
            {"id": "cart", "name": "Cart", "stage": "buy"},
            {"id": "pay", "name": "Pay in the app", "stage": "buy"},
        ],
        "metrics": [
            {"id": "csat", "name": "CSAT", "kind": "csat", "better": "higher", "scale": [1, 5]},
            {"id": "wait", "name": "Wait", "kind": "duration", "better": "lower"},
        ],
    }
)
LONG = """\
touchpoint,metric,value,n,period
Cart,CSAT,81,200,2026-10
pay in the app,CSAT,55,120,2026-10
Till,CSAT,70,90,2026-10
Cart,Wait,40,,2026-10
Cart,Shine,1,,2026-10
"""
SURVEY = """\
Timestamp,How was paying?,device
2026-10-01 10:00:00,5,mobile
2026-10-02 10:00:00,4,mobile
2026-10-03 10:00:00,1,desktop
2026-10-04 10:00:00,5,mobile
2026-10-05 10:00:00,2,mobile
2026-10-06 10:00:00,,mobile
2026-10-07 10:00:00,3,mobile
"""


def bring(folder: Path, text: str, wish: Wish, m: JourneyMap = MAP) -> Prepared:
    path = folder / "october.csv"
    path.write_text(text, "utf-8")
    return prepared(m, read(path, wish.options), wish, Seen("october.csv", "0" * 64))


def test_a_table_is_planned_with_nothing_decided(tmp_path: Path) -> None:
    found = bring(tmp_path, LONG, Wish())

    assert found.shape == "table"
    assert [(r.reading.at, r.reading.metric, r.reading.value) for r in found.plan.new] == [
        ("cart", "csat", 81),
        ("pay", "csat", 55),
        ("cart", "wait", 40),
    ]
    assert [each.word for each in found.places.unmatched] == ["Till"]
    assert [each.word for each in found.metrics.unmatched] == ["Shine"]
    assert (found.source.id, found.source.reads, found.source.kind) == (
        "october",
        "october.csv",
        "table",
    )
    assert found.source.last is not None
    assert (found.source.last.period, found.source.last.rows) == ("2026-10", 5)


def test_what_a_person_decided_is_kept_for_next_time(tmp_path: Path) -> None:
    wish = Wish(matches={"Till": "pay"}, answers={"Shine": "wait"})
    text = LONG.replace("2026-10", "2026-09").replace("pay in the app", "Elsewhere")
    first = bring(tmp_path, text, wish)
    m = carried_out(MAP, first.plan, first.source)

    again = bring(tmp_path, text.replace("2026-09", "2026-10"), wish_of(m.sources[0]), m)

    assert [(r.reading.at, r.reading.value) for r in again.plan.new] == [
        ("cart", 81),
        ("pay", 70),
    ]  # two waits of the cart contradict each other
    assert len(again.plan.unusable) == 2
    assert again.source.id == first.source.id
    assert [each.word for each in again.places.unmatched] == ["Elsewhere"]
    assert again.metrics.unmatched == ()


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    first = bring(tmp_path, LONG, Wish())
    m = carried_out(MAP, first.plan, first.source)

    again = bring(tmp_path, LONG, wish_of(m.sources[0]), m)

    assert again.plan.empty
    assert again.plan.same == 3
    assert carried_out(m, again.plan, again.source).readings is m.readings


def test_a_corrected_file_changes_what_it_gave_before(tmp_path: Path) -> None:
    first = bring(tmp_path, LONG, Wish())
    m = carried_out(MAP, first.plan, first.source)

    again = bring(tmp_path, LONG.replace("81", "82"), wish_of(m.sources[0]), m)

    assert [(c.before.value, c.after.reading.value) for c in again.plan.changed] == [(81, 82)]


def test_a_survey_about_one_touchpoint_is_counted(tmp_path: Path) -> None:
    wish = Wish(at="pay", answers={"How was paying?": "csat"})

    found = bring(tmp_path, SURVEY, wish)

    assert found.shape == "survey"
    assert found.blank == {"How was paying?": 1}
    (mobile,) = found.plan.new
    assert mobile.reading.counts == {"2": 1, "3": 1, "4": 1, "5": 2}
    assert (mobile.reading.at, mobile.reading.period) == ("pay", "2026-10")
    assert mobile.reading.segment == {"device": "mobile"}
    assert found.plan.few == (1, 1)  # the one answer from a desktop
    assert wish_of(found.source).at == "pay"


def test_a_survey_about_nothing_named_is_about_the_whole_map(tmp_path: Path) -> None:
    wish = Wish(answers={"How was paying?": "csat"}, columns={"device": ""})

    (whole,) = bring(tmp_path, SURVEY, wish).plan.new

    assert whole.reading.at is None
    assert whole.reading.counts == {"1": 1, "2": 1, "3": 1, "4": 1, "5": 2}


def test_an_empty_cell_where_places_are_named_is_asked_about(tmp_path: Path) -> None:
    found = bring(tmp_path, LONG + ",CSAT,66,200,2026-10\n", Wish())

    assert [each.word for each in found.places.unmatched] == ["Till", ""]


def test_a_period_for_the_whole_file_is_taken_where_none_is_stated(tmp_path: Path) -> None:
    text = "touchpoint,metric,value\nCart,CSAT,81\n"

    without, told = (bring(tmp_path, text, Wish(period=period)) for period in ("", "2026-10"))

    assert (without.plan.new, len(without.plan.unusable)) == ((), 1)
    assert [each.reading.period for each in told.plan.new] == ["2026-10"]


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="there is no column “Wert”"):
        bring(tmp_path, LONG, Wish(columns={"Wert": "value"}))


def test_several_periods_are_kept_as_the_days_they_cover(tmp_path: Path) -> None:
    text = LONG + "Cart,CSAT,80,200,2026-08\n"

    last = bring(tmp_path, text, Wish()).source.last

    assert last is not None
    assert last.period == "2026-08-01..2026-10-31"
