"""The legend of the overlay says how sure the value of the whole map is."""

from __future__ import annotations

from typing import Any

import pytest

from journeymap.model.journey import JourneyMap
from journeymap.model.overlays import tally
from journeymap.model.readings import Readings
from journeymap.ui.overlay.items import legend_of
from journeymap.ui.style import colors


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ({"counts": {"1": 30, "5": 70}}, "Whole map: 70 (Oct 2026; 60 to 78, n = 100)"),
        ({"value": 70}, "Whole map: 70"),
    ],
)
def test_the_value_of_the_whole_map_is_heard_with_its_interval(
    said: dict[str, Any], heard: str
) -> None:
    m = JourneyMap.model_validate(
        {
            "title": "Coffee",
            "metrics": [{"id": "csat", "name": "CSAT", "kind": "csat", "formula": "top 2"}],
            "readings": [{"metric": "csat", "period": "2026-10", **said}],
        }
    )
    metric = m.metrics[0]
    found = tally(m, Readings(m), metric)

    items = legend_of(metric, found, (), colors("light"), "en", m.calendar)

    assert items[0].heard == heard
