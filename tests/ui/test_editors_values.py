"""What is typed into strict fields: digits, days and durations of several countries, safe paths."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.ui.editors.lines import spoken
from journeymap.ui.editors.links import web_address
from journeymap.ui.editors.offers import Offer, matching, meant
from journeymap.ui.editors.values import beside, day_of, inside, leaves, plain, typed_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-10-01", date(2026, 10, 1)),
        ("2026/1/5", date(2026, 1, 5)),
        ("۱۴۰۵-۰۷-۰۱", date(2026, 9, 23)),
        ("1405/7/1", date(2026, 9, 23)),
        ("٢٠٢٦-١٠-٠١", date(2026, 10, 1)),
    ],
)
def test_a_day_is_read_in_either_calendar_and_any_digits(typed: str, day: date) -> None:
    assert day_of(typed) == day


@pytest.mark.parametrize("typed", ["", "soon", "2026-13-01", "1405-12-30x", "2026-02-30", "26-1-1"])
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert day_of(typed) is None


@given(st.dates(date(1701, 1, 1), date(2900, 1, 1)), st.sampled_from(("en", "fa", "ar")))
def test_a_day_that_is_shown_is_read_back_as_itself(day: date, lang: str) -> None:
    # Jalali years stay below 1700 until 2320 of the Gregorian calendar
    calendars = ("gregorian", "jalali") if day.year < 2320 else ("gregorian",)
    for calendar in calendars:
        assert day_of(typed_day(day, calendar, lang)) == day  # type: ignore[arg-type] # both are


def test_digits_and_signs_of_persian_become_those_of_the_file() -> None:
    assert plain(" ۱۸٪ ") == "18%"
    assert plain("۱٫۵h") == "1.5h"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3m", "3 minutes"),
        ("1h", "1 hour"),
        ("45s", "45 seconds"),
        ("5 working days", "5 working days"),
        ("6w..14w", "6 weeks to 14 weeks"),
    ],
)
def test_a_duration_is_spoken(text: str, words: str) -> None:
    assert spoken(text, "en") == words


def test_what_is_no_duration_is_not_spoken() -> None:
    with pytest.raises(ValueError, match="not a duration"):
        spoken("soon", "en")


def test_paths_are_written_relative_to_the_map_and_those_outside_are_told_apart(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "maps"

    assert inside(str(folder / "img" / "a.png"), folder) == "img/a.png"
    assert inside(str(tmp_path / "b.png"), folder) == ""
    assert beside(str(tmp_path / "b.yaml"), folder) == "../b.yaml"
    assert [leaves(each) for each in ("img/a.png", "../a.png", "/etc/a", "C:\\a", "a/../../b")] == [
        False,
        True,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("https://example.org/a", True),
        ("mailto:a@example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("smb://host/share", False),
        ("other.yaml#pay", False),
        ("https://", False),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_are_opened(text: str, opens: bool) -> None:
    assert (web_address(text) is not None) is opens


OFFERS = (Offer("Card declined", "declined"), Offer("A card", "card"), Offer("علی", "ali"))


def test_offers_that_begin_with_what_is_typed_come_first_and_ids_count() -> None:
    assert [each.value for each in matching(OFFERS, "card")] == ["declined", "card"]
    assert [each.value for each in matching(OFFERS, "علي")] == ["ali"]
    assert meant(OFFERS, "DECLINED") == OFFERS[0]
    assert meant(OFFERS, "card") == OFFERS[1]
    assert meant(OFFERS, "nobody") is None
