"""What a place shows in the period that is chosen, and what it never shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.journey import JourneyMap
from journeymap.model.periods import span
from journeymap.model.readings import Readings, periods
from journeymap.model.timeline import comparable, finest


def taken(*when: str, at: str = "a", **fields: Any) -> list[dict[str, Any]]:
    """Return readings of one place, whose values count up from 1."""
    return [
        {"metric": "load", "at": at, "period": period, "value": n, **fields}
        for n, period in enumerate(when, start=1)
    ]


def of(*readings: list[dict[str, Any]], calendar: str = "gregorian") -> JourneyMap:
    return JourneyMap.model_validate(
        {
            "title": "Shop",
            "calendar": calendar,
            "stages": [{"id": "s", "name": "S"}],
            "touchpoints": [{"id": each, "name": each, "stage": "s"} for each in "ab"],
            "metrics": [{"id": "load", "name": "Load time", "kind": "duration"}],
            "readings": [reading for some in readings for reading in some],
        }
    )


def shown(m: JourneyMap, period: str, at: str = "a") -> tuple[str, str] | None:
    found = Readings(m).shown("load", at, period)
    return (found.point.period, found.fit) if found else None


@pytest.mark.parametrize(
    ("there", "asked", "answer"),
    [
        (("2026-09", "2026-10", "2026-11"), "2026-10", ("2026-10", "exact")),
        (("2026-09", "2026"), "2026", ("2026", "exact")),
        (("2026-10-01..2026-10-31",), "2026-10", ("2026-10-01..2026-10-31", "exact")),
        (("2026-10", "2026-11", "2027-01"), "2026-Q4", ("2026-11", "within")),
        (("2026-W41", "2026-W43"), "2026-10", ("2026-W43", "within")),
        (("2026-Q4", "2026"), "2026-10", ("2026-Q4", "around")),
        (("2025", "2026"), "2026-03", ("2026", "around")),
        (("2026-08",), "2026-10", ("2026-08", "older")),
        (("2026-06", "2026-08"), "2026-10", ("2026-08", "older")),
        (("2026-W40",), "2026-10", ("2026-W40", "older")),  # it began in September
    ],
)
def test_a_place_shows_the_reading_that_stands_for_the_period(
    there: tuple[str, ...], asked: str, answer: tuple[str, str]
) -> None:
    assert shown(of(taken(*there)), asked) == answer


def test_what_was_taken_later_is_never_shown() -> None:
    m = of(taken("2026-11", "2027"))
    assert shown(m, "2026-10") is None
    assert shown(m, "2026-W44") is None  # runs into November and ends before it does


def test_a_jalali_month_is_told_from_the_gregorian_one_that_it_overlaps() -> None:
    m = of(taken("1405-06", "1405-07", "2026-10"), calendar="jalali")
    assert shown(m, "1405-07") == ("1405-07", "exact")
    assert shown(m, "2026-10") == ("2026-10", "exact")
    assert shown(m, "1405") == ("2026-10", "within")


def test_without_a_period_a_place_that_was_last_measured_long_ago_is_older() -> None:
    m = of(taken("2026-08", "2026-10"), taken("2026-08", at="b"))
    assert shown(m, "", "a") == ("2026-10", "exact")
    assert shown(m, "", "b") == ("2026-08", "older")


def test_within_the_newest_year_nothing_of_that_year_is_older() -> None:
    m = of(taken("2026"), taken("2026-08", at="b"))
    assert shown(m, "", "b") == ("2026-08", "exact")


def test_a_text_that_is_no_period_asks_for_the_newest() -> None:
    assert shown(of(taken("2026-08", "2026-10")), "soon") == ("2026-10", "exact")


def test_a_month_is_compared_with_the_month_before_and_never_with_a_year() -> None:
    m = of(taken("2025", "2026-Q1", "2026-02", "2026-04"))
    found = Readings(m).shown("load", "a", "2026-04")
    assert found
    assert found.before
    assert found.before.period == "2026-02"
    alone = Readings(m).shown("load", "a", "2026-Q1")
    assert alone
    assert alone.before is None


def test_a_segment_that_was_not_measured_then_shows_its_own_older_value() -> None:
    phone = taken("2026-08", segment={"device": "phone"})
    m = of(phone, taken("2026-10", segment={"device": "till"}))
    found = Readings(m).shown("load", "a", "2026-10", {"device": "phone"})
    assert found
    assert (found.point.period, found.fit) == ("2026-08", "older")
    assert Readings(m).shown("load", "a", "2026-10", {"device": "kiosk"}) is None


def test_the_same_days_written_in_two_ways_are_one_period() -> None:
    assert periods(of(taken("2026-10", "2026-10-01..2026-10-31", "2026-11"))) == (
        "2026-10",
        "2026-11",
    )


# ---------------------------------------------------------------- playing


def test_what_holds_shorter_periods_is_not_played() -> None:
    mixed = ("2025", "2026-01", "2026-02", "2026-Q1", "2026-03", "2026-W14", "2026", "2026-12-24")
    assert finest(mixed) == ("2025", "2026-01", "2026-02", "2026-03", "2026-W14", "2026-12-24")


def test_twelve_jalali_months_are_played_and_their_year_is_not() -> None:
    months = tuple(f"1405-{month:02d}" for month in range(1, 13))
    assert finest((*months, "1405"), "jalali") == months


def test_months_compare_with_months_whatever_their_length() -> None:
    february, march = span("2026-02"), span("2026-03")
    assert comparable(february, march)
    assert comparable(span("2026-Q1"), span("2026-Q3"))
    assert not comparable(march, span("2026-W10"))
    assert not comparable(march, span("2026-Q1"))


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@st.composite
def ranges(draw: st.DrawFn) -> str:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 400)))
    return f"{first.isoformat()}..{last.isoformat()}"


@given(st.lists(ranges(), max_size=12, unique=True))
def test_nothing_that_is_played_holds_another_period_and_everything_else_does(
    there: list[str],
) -> None:
    played = set(finest(there))
    spans = {each: span(each) for each in there}
    for each, own in spans.items():
        holds = any(
            own != other and own.first <= other.first and other.last <= own.last
            for other in spans.values()
        )
        assert (each in played) != holds


@given(st.lists(ranges(), min_size=1, max_size=8, unique=True), ranges())
def test_a_shown_point_was_never_taken_wholly_later(there: list[str], asked: str) -> None:
    found = Readings(of(taken(*there))).shown("load", "a", asked)
    if found is None:
        assert all(span(each).last > span(asked).last for each in there)
    else:
        assert span(found.point.period).first <= span(asked).last
