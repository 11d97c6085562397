"""When a review is due, in words, and what of a map is open and backed."""

from __future__ import annotations

from datetime import date

import pytest

from journeymap.model.index import index_of
from journeymap.model.journey import Evidence, JourneyMap
from journeymap.model.readings import Readings
from journeymap.ui.comments.review_state import due, standing
from tests.model.sample import coffee

TODAY = date(2026, 11, 3)


def reviewed(day: str | None, every: str | None) -> JourneyMap:
    return coffee().model_copy(
        update={"reviewed": date.fromisoformat(day) if day else None, "review_every": every}
    )


@pytest.mark.parametrize(
    ("day", "every", "words", "overdue"),
    [
        ("2026-10-01", "30d", "overdue by 3 days", True),
        ("2026-10-03", "31d", "due today", False),
        ("2026-10-30", "1w", "in 3 days", False),
        ("2026-11-01", "90d", "due on", False),
        ("2026-11-01", None, "due on", False),
        (None, "90d", "never reviewed", True),
    ],
)
def test_when_the_next_review_is_due(
    day: str | None, every: str | None, words: str, overdue: bool
) -> None:
    found = due(reviewed(day, every), TODAY)
    assert found is not None
    assert words in str(found.words)
    assert found.overdue == overdue


def test_of_a_range_the_longer_counts() -> None:
    found = due(reviewed("2026-09-20", "4w..8w"), TODAY)
    assert found is not None
    assert not found.overdue


def test_nothing_is_due_where_nobody_reviews() -> None:
    assert due(reviewed(None, None), TODAY) is None


def test_a_day_beyond_every_calendar_is_no_day() -> None:
    assert due(reviewed("2026-11-01", "99999999mo"), TODAY) is None


def test_what_is_open_backed_and_measured() -> None:
    m = coffee()
    first = m.touchpoints[0].model_copy(update={"evidence": (Evidence(kind="data"),)})
    m = m.model_copy(update={"touchpoints": (first, *m.touchpoints[1:])})

    found = standing(index_of(m), Readings(m), ())

    assert (found.threads, found.pains, found.findings) == (1, 2, {})
    assert found.backed == pytest.approx(1 / 5)
    assert found.measured == pytest.approx(1 / 5)


def test_a_map_without_touchpoints_has_no_shares() -> None:
    m = JourneyMap(title="Empty")
    found = standing(index_of(m), Readings(m), ())
    assert (found.backed, found.measured) == (None, None)
