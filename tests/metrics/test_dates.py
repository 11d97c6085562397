"""What a cell means as a day or a period, in both calendars and five languages."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from journeymap.metrics.dates import Order, When, order_of, when
from journeymap.metrics.month_names import MONTHS
from journeymap.metrics.sources import read
from journeymap.metrics.table import Unusable
from journeymap.model.journey import SourceOptions
from journeymap.model.periods import span
from tests.metrics.written import text

DAY_FIRST, MONTH_FIRST = Order("day-first"), Order("month-first")


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-21",
        "2026/10/21",
        "2026.10.21",
        "20261021",
        20261021,
        "2026-10-21T08:00:00Z",
        "2026-10-21 08:51:12.402",
        "2026/10/21 8:51:12 AM GMT+3:30",
        "2026-10-21T10:00:00+03:30",
        "21 Oct 2026",
        "Oct 21, 2026",
        "October 21st, 2026",
        "Wed, 21 Oct 2026",
        "21 Ekim 2026",
        "2026年10月21日",
        "٢١ أكتوبر ٢٠٢٦",
        "21 تشرين الأول 2026",
        "۲۱ اکتبر ۲۰۲۶",
        "２０２６-１０-２１",
        46316,
        "46316",
        46316.5,
    ],
)
def test_a_day_is_read_however_it_is_written(written: str | int | float) -> None:
    assert when(written) == When("2026-10-21")


@pytest.mark.parametrize("written", ["1405/07/29", "۱۴۰۵-۰۷-۲۹", "۲۹ مهر ۱۴۰۵", "29 Mehr 1405"])
def test_a_jalali_day_is_read_as_one(written: str) -> None:
    assert when(written) == When("1405-07-29", "jalali")
    assert span("1405-07-29", "jalali").first == date(2026, 10, 21)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026", "2026"),
        (2026, "2026"),
        ("2026-10", "2026-10"),
        ("10/2026", "2026-10"),
        (202610, "2026-10"),
        ("Oct 2026", "2026-10"),
        ("Oct-26", "2026-10"),
        ("Ekim 2026", "2026-10"),
        ("2026年10月", "2026-10"),
        ("تشرين الأول 2026", "2026-10"),
        ("2026-Q3", "2026-Q3"),
        ("Q3 2026", "2026-Q3"),
        ("2026年第3季度", "2026-Q3"),
        ("third quarter 2026", "2026-Q3"),
        ("2026 3. çeyrek", "2026-Q3"),
        ("2026 Üçüncü çeyrek", "2026-Q3"),
        ("الربع الثالث 2026", "2026-Q3"),
        ("2026-W41", "2026-W41"),
        ("W41 2026", "2026-W41"),
        ("KW 41/2026", "2026-W41"),
        ("2026-10-01..2026-10-31", "2026-10-01..2026-10-31"),
    ],
)
def test_a_period_is_read_however_it_is_written(written: str | int, meant: str) -> None:
    assert when(written) == When(meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("مهر ۱۴۰۵", "1405-07"),
        ("1405", "1405"),
        ("1405-Q2", "1405-Q2"),
        ("هفته ۴۱ ۱۴۰۵", "1405-W41"),
    ],
)
def test_a_jalali_period_is_read_as_one(written: str, meant: str) -> None:
    assert when(written) == When(meant, "jalali")


@pytest.mark.parametrize(
    "written",
    ["", "hello", "2026-02-30", "2026-13-01", "1404-12-30", "2026-W54", "99999999", "4", 4, True,
     "may be 2026 or 2027", "31 Feb 2026", "Q5 2026", "9999-01-01", "x" * 100, None, 1e300],
)  # fmt: skip
def test_what_is_no_date_is_none(written: str | float | None) -> None:
    assert when(written, DAY_FIRST) is None


def test_one_text_can_be_two_days_and_is_none_until_the_order_is_known() -> None:
    assert when("03/04/2026") is None
    assert when("03/04/2026", DAY_FIRST) == When("2026-04-03")
    assert when("03/04/2026", MONTH_FIRST) == When("2026-03-04")
    assert when("21/10/26", DAY_FIRST) == When("2026-10-21")
    assert when("26/10/21", Order("year-first")) == When("2026-10-21")
    assert when("05/07/29", Order("year-first", "jalali")) == When("1405-07-29", "jalali")


def test_a_calendar_that_is_told_does_not_turn_the_years_of_the_other() -> None:
    assert when("2026-10-21", Order("year-first", "jalali")) == When("2026-10-21")
    assert when("1405-07-29", Order("year-first", "gregorian")) is None


@pytest.mark.parametrize("name", sorted(MONTHS))
def test_every_name_of_a_month_is_known_with_its_calendar(name: str) -> None:
    year = "1405" if MONTHS[name].jalali else "2026"

    found = when(f"5 {name} {year}")

    assert found is not None
    assert found.text == f"{year}-{MONTHS[name].number:02}-05"


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_any_day_is_the_same_in_every_way_of_writing(day: date) -> None:
    for written, order in (
        (day.isoformat(), Order()),
        (f"{day:%d/%m/%Y}", DAY_FIRST),
        (f"{day:%m/%d/%Y} 2:30 PM", MONTH_FIRST),
        ((day - date(1899, 12, 30)) / timedelta(days=1) if day.year > 1955 else day, Order()),
    ):
        assert when(written, order) == When(day.isoformat())


@given(st.dates(date(1925, 1, 1), date(2099, 12, 31)))
def test_any_jalali_day_is_the_day_that_the_calendar_says(day: date) -> None:
    there = JalaliDate.to_jalali(day)

    found = when(f"{there.year}/{there.month}/{there.day}")

    assert found is not None
    assert span(*found).first == day


def test_orders_are_named_as_options_name_them() -> None:
    assert order_of("jalali day-first") == Order("day-first", "jalali")
    assert order_of("") == Order()
    assert order_of("sideways") is None


# ---------------------------------------------------------------- whole columns


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2026", "21/04/2026"], "day-first"),
        (["03/04/2026", "04/21/2026"], "month-first"),
        (["2026-04-03", "2026-04-04"], "year-first"),
        (["03.04.2026", "05.04.2026"], "day-first"),
        (["1405/01/03", "1405/01/04"], "jalali year-first"),
        (["30/06/1405", "31/06/1405"], "jalali day-first"),
        # steady under one order only: a log of one month
        (["01/02/2026", "02/02/2026", "03/02/2026", "01/03/2026"], "day-first"),
    ],
)
def test_the_order_is_decided_by_the_column_as_a_whole(
    tmp_path: Path, cells: list[str], order: str
) -> None:
    table = read(text(tmp_path, "day,step\n" + "".join(f"{cell},pay\n" for cell in cells)))

    assert table.looks[0].kind == "date"
    assert table.looks[0].dates == order
    assert table.assumed.open() == ()


@pytest.mark.parametrize(
    "cells", [["03/04/2026", "05/04/2026"], ["21/04/2026", "04/21/2026", "01/02/2026"]]
)
def test_an_order_that_nothing_decides_is_asked_for(tmp_path: Path, cells: list[str]) -> None:
    path = text(tmp_path, "day,step\n" + "".join(f"{cell},pay\n" for cell in cells))

    (question,) = read(path).assumed.open()

    assert (question.option, question.choices) == ("dates", ("day-first", "month-first"))
    assert "can have the day or the month first" in str(question.message)
    told = read(path, SourceOptions(dates="month-first"))
    assert (told.assumed.open(), told.assumed.dates) == ((), "month-first")


def test_an_order_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="sideways is no order of dates"):
        read(text(tmp_path, "a,b\n1,2\n"), SourceOptions(dates="sideways"))
