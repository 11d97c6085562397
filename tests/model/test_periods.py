"""Periods of both calendars become Gregorian days, stand in order, and are said in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from journeymap.model import periods
from journeymap.model.journey import Reading
from journeymap.model.periods import (
    PERIOD,
    days,
    is_real,
    overlap,
    seconds,
    sort_key,
    span,
    spell_date,
    spell_duration,
    spell_period,
)
from journeymap.model.problems import problems
from journeymap.model.vocabulary import Calendar


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-W41", "2026-10-05", "2026-10-11"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2026-10-21", "2026-10-21", "2026-10-21"),
        ("2026-10..2026-11", "2026-10-01", "2026-11-30"),
        ("2026-10-21..2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_covers_these_days(text: str, first: str, last: str) -> None:
    assert span(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1405", "2026-03-21", "2027-03-20"),
        ("1405-07", "2026-09-23", "2026-10-22"),
        ("1405-Q3", "2026-09-23", "2026-12-21"),
        ("1405-07-29", "2026-10-21", "2026-10-21"),
        ("1403-12", "2025-02-19", "2025-03-20"),  # 1403 is a leap year: 30 days
        ("1405-W01", "2026-03-21", "2026-03-27"),  # 1 Farvardin 1405 is a Saturday
        ("1404-W01", "2025-03-15", "2025-03-21"),  # 1 Farvardin 1404 is a Friday
        ("2026-10", "2026-10-01", "2026-10-31"),
    ],
)
def test_low_years_of_a_jalali_map_are_jalali(text: str, first: str, last: str) -> None:
    assert span(text, "jalali") == (date.fromisoformat(first), date.fromisoformat(last))


def test_low_years_of_a_gregorian_map_are_gregorian() -> None:
    assert span("1405-07").first == date(1405, 7, 1)


@pytest.mark.parametrize(
    ("text", "last"),
    [("2026-02-31", "2026-02-28"), ("2025-W53", "2025-12-28"), ("2026-11..2026-10", "2026-11-30")],
)
def test_what_the_calendar_lacks_means_the_nearest_day_and_is_told_apart(
    text: str, last: str
) -> None:
    assert span(text).last == date.fromisoformat(last)
    assert not is_real(text)


@pytest.mark.parametrize("text", ["2026", "2026-W53", "2024-02-29", "2026-01..2026-02", "1405-13"])
def test_what_the_calendar_has_is_real(text: str) -> None:
    assert is_real(text) == (text != "1405-13")


@pytest.mark.parametrize("text", ["", "26", "2026-Q5", "2026/10", "2026-10..", "October"])
def test_other_texts_are_no_periods(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        span(text)
    assert not is_real(text)
    assert spell_period(text, "fa") == text


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2025-W53",
        "0000-01",
        "2026-11..2026-10",
        "2026-10-21..2026-10-20",
        "2026-13",
        "2026-10..",
        "1405-13",
        "1700-02-31",
        "۲۰۲۶",
    ],
)
def test_a_reading_has_no_period_that_is_in_no_calendar(text: str) -> None:
    with pytest.raises(ValidationError) as error:
        Reading(metric="m", period=text, value=1)
    assert str(problems(error.value)[0].message).startswith(f"“{text}” is not a period; write 2026")


@pytest.mark.parametrize(
    "text",
    ["1405-02-31", "1405-12-29", "1405-07", "1405-W52", "2026-W53", "1405-07..2026-12", "9999"],
)
def test_a_reading_has_a_period_of_either_calendar(text: str) -> None:
    assert Reading(metric="m", period=text, value=1).period == text


@given(st.from_regex(PERIOD, fullmatch=True), st.from_regex(PERIOD, fullmatch=True))
def test_every_text_is_a_period_or_is_refused_as_none(one: str, other: str) -> None:
    for text in (one, f"{one}..{other}"):
        reading = {"metric": "m", "period": text, "value": 1}
        if is_real(text) or is_real(text, "jalali"):
            assert Reading.model_validate(reading).period == text
        else:
            with pytest.raises(ValidationError, match="not a period"):
                Reading.model_validate(reading)


@given(st.from_regex(PERIOD, fullmatch=True), st.sampled_from(["gregorian", "jalali"]))
def test_every_period_of_the_format_has_days_and_words(text: str, calendar: Calendar) -> None:
    first, last = span(text, calendar)
    assert first <= last
    assert spell_period(text, "en", calendar)


def test_periods_stand_in_the_order_of_their_ends_and_the_closest_look_comes_last() -> None:
    mixed = ["2026-12-31", "2026-W41", "2027", "2026-12", "2026", "2026-Q4", "1405-07"]
    found = sorted(mixed, key=lambda text: sort_key(text, "jalali"))
    assert found == ["2026-W41", "1405-07", "2026", "2026-Q4", "2026-12", "2026-12-31", "2027"]


def test_periods_overlap_when_they_share_a_day() -> None:
    assert overlap("2026", "2026-12-31")
    assert not overlap("2026-10", "2026-11")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026", "2026"),
        ("2026-Q4", "Q4 2026"),
        ("2026-10", "Oct 2026"),
        ("2026-W41", "week 41, 2026"),
        ("2026-10-21", "21 Oct 2026"),
        ("2026-10..2026-12", "Oct 2026 – Dec 2026"),
    ],
)
def test_a_period_is_said_in_words(text: str, said: str) -> None:
    assert spell_period(text, "en") == said


def test_a_jalali_period_keeps_its_month_and_days_follow_the_map() -> None:
    assert spell_period("1405-07", "en", "jalali") == "Mehr 1405"
    assert spell_period("2026-10", "en", "jalali") == "Oct 2026"
    assert spell_period("2026-10-21", "en", "jalali") == "29 Mehr 1405"
    assert spell_date(date(2026, 10, 21), "en", "jalali") == "29 Mehr 1405"
    assert spell_date(date(2026, 10, 21), "en") == "21 Oct 2026"


def test_digits_are_those_of_the_language() -> None:
    assert "۱۴۰۵" in spell_period("1405-07", "fa", "jalali")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("45s", 45, 45),
        ("3m", 180, 180),
        ("1.5h", 5_400, 5_400),
        ("5 working days", 7 * 86_400, 7 * 86_400),
        ("1 working day", 1.4 * 86_400, 1.4 * 86_400),
        ("6w..14w", 6 * 604_800, 14 * 604_800),
        ("2d..3h", 3 * 3_600, 2 * 86_400),
        ("12mo", 365.2425 * 86_400, 365.2425 * 86_400),
    ],
)
def test_a_duration_is_elapsed_seconds(text: str, low: float, high: float) -> None:
    assert seconds(text) == pytest.approx((low, high))
    assert days(text) == pytest.approx((low / 86_400, high / 86_400))


def test_a_working_day_is_the_mean_over_the_weekdays_on_which_it_begins() -> None:
    monday = date(2026, 10, 5)

    def lasts(begun: date, working_days: int) -> int:
        day = begun
        while working_days:
            day += timedelta(days=1)
            working_days -= day.weekday() < 5
        return (day - begun).days

    for n in (1, 2, 3, 7):
        mean = sum(lasts(monday + timedelta(days=i), n) for i in range(5)) / 5
        assert days(f"{n} working days").low == pytest.approx(mean)


@pytest.mark.parametrize("text", ["", "3", "m", "3 fortnights", "1d..", "-3d"])
def test_other_texts_are_no_durations(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        seconds(text)
    assert spell_duration(text, "en") == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3m", "3 min"),
        ("1d", "1 day"),
        ("1.5w", "1.5 weeks"),
        ("6w..14w", "6 – 14 weeks"),
        ("30m..2h", "30 min – 2 h"),
        ("5 working days", "5 working days"),
    ],
)
def test_a_duration_is_said_in_words(text: str, said: str) -> None:
    assert spell_duration(text, "en") == said


def test_the_units_are_those_of_the_format() -> None:
    assert {"s", "m", "h", "d", "w", "mo", "working day", "working days"} == set(periods.SECONDS)
