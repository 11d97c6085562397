"""When a rating and a number contradict each other, and when neither is sure enough."""

from __future__ import annotations

import pytest

from journeymap.model.agreement import disagree, rating_for, sure_band
from journeymap.model.journey import Metric, Touchpoint
from journeymap.model.readings import Point

CSAT = Metric(id="csat", name="CSAT", kind="csat", formula="top 2", scale=(1, 5), target=80,
              alarm=60)  # fmt: skip
LEFT = Metric(id="left", name="Left", kind="ratio", measure="abandonment", better="lower",
              target=0.2, alarm=0.5)  # fmt: skip


def touchpoint(**rated: int) -> Touchpoint:
    return Touchpoint(id="t", name="T", stage="s", **rated)


def point(value: float, margin: float | None = None) -> Point:
    low, high = (None, None) if margin is None else (value - margin, value + margin)
    return Point("2026-10", value, 100, low, high)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (point(85), "good"),
        (point(85, 4), "good"),
        (point(85, 6), "plain"),
        (point(70), "plain"),
        (point(55, 4), "poor"),
        (point(55, 6), "plain"),
    ],
)
def test_a_band_is_sure_only_with_the_whole_interval(found: Point, expected: str) -> None:
    assert sure_band(CSAT, found) == expected


@pytest.mark.parametrize(
    ("metric", "rated", "value", "expected"),
    [
        (CSAT, {"emotion": 1}, 40, True),
        (CSAT, {"emotion": -2}, 90, True),
        (CSAT, {"emotion": -2}, 40, False),
        (CSAT, {"emotion": 0}, 40, False),
        (CSAT, {"success": 5}, 40, False),
        (LEFT, {"success": 5}, 0.7, True),
        (LEFT, {"success": 1}, 0.1, True),
        (LEFT, {"success": 3}, 0.7, False),
    ],
)
def test_only_opposites_disagree(
    metric: Metric, rated: dict[str, int], value: float, expected: bool
) -> None:
    assert disagree(touchpoint(**rated), metric, point(value)) is expected


def test_what_has_no_rating_to_be_held_against_contradicts_nothing() -> None:
    wait = Metric(id="wait", name="Wait", kind="duration", better="lower", target=5, alarm=9)

    assert rating_for(touchpoint(emotion=2, success=5), wait) is None
    assert not disagree(touchpoint(emotion=2), wait, point(90))
