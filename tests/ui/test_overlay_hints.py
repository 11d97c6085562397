"""What a card tells of its metrics while one of them lies over the map."""

from __future__ import annotations

from typing import Any

from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap
from journeymap.model.readings import Readings
from journeymap.model.text import say
from journeymap.picture.layout import layout
from journeymap.picture.picture import View, view_of
from journeymap.ui.canvas.hints import About, hint
from tests.picture.fixed import FixedMeasure

MAP = JourneyMap.model_validate(
    {
        "title": "Coffee",
        "stages": [{"id": "buy", "name": "Buy"}],
        "touchpoints": [{"id": "pay", "name": "Pay", "stage": "buy", "emotion": -2}],
        "metrics": [
            {"id": "wait", "name": "Wait", "kind": "duration", "unit": "min"},
            {"id": "csat", "name": "CSAT", "kind": "csat", "formula": "top 2"},
        ],
        "readings": [
            {"metric": "wait", "at": "pay", "period": "2026-10", "value": 4},
            {"metric": "csat", "at": "pay", "period": "2026-09", "counts": {"1": 2, "5": 98}},
            {"metric": "csat", "at": "pay", "period": "2026-10", "counts": {"1": 90, "5": 10},
             "segment": {"device": "phone"}},
            {"metric": "csat", "at": "pay", "period": "2026-10", "counts": {"1": 50, "5": 50}},
        ],
    }
)  # fmt: skip


def told(**view: Any) -> list[str]:
    about = About(readings=Readings(MAP), overlay=View(**view))
    part = next(
        each for each in layout(MAP, view_of(MAP), FixedMeasure()).parts if each.key == "pay"
    )
    lines = hint(index_of(MAP), part, "", about)
    texts = [say(line.words, "en") for line in lines]
    return [text for text in texts if "2026" in text or "otherwise" in text]


def test_without_an_overlay_a_card_tells_its_newest_values() -> None:
    assert told() == [
        "Wait: 4 min (Oct 2026)",
        "CSAT: 50 (Oct 2026; 40 to 60, n = 100)",
    ]


def test_the_metric_of_the_overlay_comes_first_in_its_period_with_its_interval() -> None:
    assert told(metric="csat", period="2026-09") == [
        "CSAT: 98 (Sep 2026; 93 to 99, n = 100)",
        "The rating says otherwise",
        "Wait: 4 min (Oct 2026)",
    ]


def test_the_segment_of_the_overlay_is_told_by_its_own_value() -> None:
    assert told(metric="csat", segment=(("device", "phone"),))[0] == (
        "CSAT · phone: 10 (Oct 2026; 6 to 17, n = 100)"
    )


def test_a_metric_that_the_period_has_no_value_of_is_not_told_by_another() -> None:
    assert told(metric="csat", period="2026-01") == ["Wait: 4 min (Oct 2026)"]
