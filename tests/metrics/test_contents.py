"""Columns with odd names: what they hold tells what they are, and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.metrics import roles
from journeymap.metrics.contents import NOTHING, Known, known_of
from journeymap.metrics.importing import Wish
from journeymap.metrics.sources import read
from tests.metrics.test_importing import MAP, bring
from tests.metrics.written import text

ODD = """\
Wann;Wer;Wo;Was;Wieviel
03.10.2026;Ada;Cart;CSAT;81,5
14.10.2026;Bob;pay in the app;CSAT;55,0
25.10.2026;Cem;Till;Wait;40,0
"""


def guess(folder: Path, content: str, known: Known = NOTHING) -> roles.Guess:
    return roles.guess(read(text(folder, content)), "table", known)


def test_dates_names_of_touchpoints_and_of_metrics_tell_their_columns(tmp_path: Path) -> None:
    found = guess(tmp_path, ODD, known_of(MAP))

    assert found.columns == {
        "Wann": "period",
        "Wo": "touchpoint",
        "Was": "metric",
        "Wieviel": "value",
    }
    assert [(each.column, each.value, each.sure) for each in found.said] == [
        ("Wann", "period", "likely"),
        ("Wo", "touchpoint", "likely"),
        ("Was", "metric", "likely"),
    ]
    assert str(found.said[0].message) == ("the column Wann is taken for the period: it holds dates")


def test_readings_come_in_from_columns_with_odd_names(tmp_path: Path) -> None:
    plan = bring(tmp_path, ODD, Wish()).plan

    assert [(each.reading.at, each.reading.metric, each.reading.value) for each in plan.new] == [
        ("cart", "csat", 81.5),
        ("pay", "csat", 55),
    ]
    assert [each.word for each in plan.places] == ["Till"]


def test_what_a_person_said_of_a_column_is_not_supposed_of_another(tmp_path: Path) -> None:
    found = bring(tmp_path, ODD, Wish(columns={"Wer": "touchpoint"}))

    assert found.columns["Wer"] == "touchpoint"
    assert "Wo" not in found.columns
    assert {each.column for each in found.supposed} == {"Wann", "Was"}


def test_of_two_columns_of_dates_none_is_taken_for_the_period(tmp_path: Path) -> None:
    found = guess(tmp_path, "Wo,From,To,Wert\nCart,2026-10-01,2026-10-02,5\n", known_of(MAP))

    assert "period" not in found.columns.values()


@pytest.mark.parametrize(
    "content",
    [
        "touchpoint,period,Wann,value\nCart,2026-10,2026-10-03,5\n",  # a name comes first
        "touchpoint,Wann,2026-10,2026-11\nCart,2026-10-03,5,6\n",  # a column a period
    ],
)
def test_dates_are_not_the_period_where_that_is_known(tmp_path: Path, content: str) -> None:
    assert guess(tmp_path, content, known_of(MAP)).columns.get("Wann") != "period"


def test_without_names_of_a_map_the_first_words_are_the_touchpoint_and_that_is_said(
    tmp_path: Path,
) -> None:
    found = guess(tmp_path, ODD)

    assert found.columns["Wer"] == "touchpoint"
    assert str(found.said[-1].message).endswith("it is the first with words")


def test_a_survey_has_its_place_and_its_date_by_contents(tmp_path: Path) -> None:
    rows = "".join(f"0{n}.10.2026;{place};{n}\n" for n, place in enumerate(("Cart",) * 6, 1))
    table = read(text(tmp_path, f"Wann;Wo;Wie zufrieden waren Sie?\n{rows}"))

    found = roles.guess(table, "survey", known_of(MAP))

    assert found.columns == {
        "Wann": "period",
        "Wo": "touchpoint",
        "Wie zufrieden waren Sie?": "question",
    }


def test_free_text_that_names_a_touchpoint_now_and_then_is_no_touchpoint(tmp_path: Path) -> None:
    rows = "".join(f"2026-10-0{n},5,{word}\n" for n, word in enumerate(("Cart", "so so", "ok"), 1))

    found = guess(tmp_path, f"Date,Score,Said\n{rows}", known_of(MAP))

    assert "its words are names" not in " ".join(str(each.message) for each in found.said)


def test_what_people_wrote_is_never_taken_for_touchpoints(tmp_path: Path) -> None:
    rows = "".join(f"2026-10-0{n},5{n},My name is Ada and I live at number {n}\n" for n in (1, 2))

    found = guess(tmp_path, f"Date,CSAT,Said\n{rows}", known_of(MAP))

    assert found.columns == {"Date": "period", "CSAT": "value"}


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (("46296", "46300"), "46296 for 2026-10-01"),
        (("202610", "202611"), ""),
        (("2026", "2027"), ""),
    ],
)
def test_numbers_taken_for_the_days_of_a_spreadsheet_are_said(
    tmp_path: Path, dates: tuple[str, str], said: str
) -> None:
    rows = "".join(f"Pay,{day},71\n" for day in dates)
    found = guess(tmp_path, f"touchpoint,date,CSAT\n{rows}")

    assert found.columns["date"] == "period"
    told = [str(each.message) for each in found.said if each.column == "date"]
    assert [each.partition("count: ")[2].translate(ISOLATES) for each in told] == [said] * bool(
        said
    )


ISOLATES = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))
