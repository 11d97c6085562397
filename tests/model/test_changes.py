"""When a value may be called better or worse than an earlier one."""

from __future__ import annotations

import pytest

from journeymap.model.changes import margin_of_change, moved
from journeymap.model.journey import Metric
from journeymap.model.readings import Point

CSAT = Metric(id="csat", name="CSAT", kind="csat", formula="top 2", scale=(1, 5), better="higher")
WAIT = Metric(id="wait", name="Wait", kind="duration", better="lower")
SCORE = Metric(id="score", name="Score", kind="score")


def point(value: float, margin: float | None = None) -> Point:
    if margin is None:
        return Point("2026-10", value)
    return Point("2026-10", value, 100, value - margin, value + margin)


@pytest.mark.parametrize(
    ("before", "now", "csat", "wait", "score"),
    [
        (point(60, 3), point(66, 4), "better", "worse", "changed"),
        (point(66, 4), point(60, 3), "worse", "better", "changed"),
        (point(60, 3), point(65, 4), "same", "same", "same"),  # √(3² + 4²) = 5: just inside
        (point(60), point(64, 3), "better", "worse", "changed"),
        (point(60, 3), point(64), "unknown", "unknown", "unknown"),  # nothing is known of the 64
        (point(60), point(90), "unknown", "unknown", "unknown"),
        (point(60), point(60), "same", "same", "same"),
    ],
)
def test_nothing_inside_its_interval_is_a_change(
    before: Point, now: Point, csat: str, wait: str, score: str
) -> None:
    assert [moved(metric, before, now) for metric in (CSAT, WAIT, SCORE)] == [csat, wait, score]


def test_margins_add_up_as_those_of_independent_values() -> None:
    assert margin_of_change(point(1, 3), point(9, 4)) == pytest.approx(5)
    assert margin_of_change(point(1), point(9)) is None
