"""What can be laid over a map, and what is counted there; where the bands of a metric lie."""

from __future__ import annotations

from typing import Any

import pytest

from journeymap.model.journey import JourneyMap, Metric
from journeymap.model.overlays import cuts, offers, tally
from journeymap.model.readings import Readings
from journeymap.model.scales import band, bounds

CSAT = {"id": "csat", "name": "CSAT", "kind": "csat", "formula": "top 2", "target": 80, "alarm": 60}
LOAD = {"id": "load", "name": "Load", "kind": "duration", "segments": {"device": ["phone", "pc"]}}


def shop(*readings: dict[str, Any]) -> JourneyMap:
    return JourneyMap.model_validate(
        {
            "title": "Shop",
            "stages": [{"id": "s", "name": "S"}],
            "touchpoints": [{"id": each, "name": each, "stage": "s"} for each in "abcd"],
            "metrics": [LOAD, CSAT],
            "readings": readings,
        }
    )


def value(metric: str, at: str, number: float, period: str = "2026-10", **segment: str) -> Any:
    made = {"metric": metric, "at": at, "period": period, "value": number, "segment": segment}
    return made if at else {k: v for k, v in made.items() if k != "at"}


def test_what_customers_say_comes_first_and_only_touchpoints_are_counted() -> None:
    m = shop(value("load", "a", 1), value("load", "s", 2), value("csat", "", 50))
    found = offers(m, Readings(m))
    assert list(found) == ["x", "o"]
    assert [(each.metric.id, each.touchpoints) for each in found["x"]] == [("csat", 0)]
    assert [(each.metric.id, each.touchpoints) for each in found["o"]] == [("load", 1)]


def test_a_voice_without_metrics_is_not_offered() -> None:
    m = shop().model_copy(update={"metrics": (Metric.model_validate(CSAT),)})
    assert list(offers(m, Readings(m))) == ["x"]


def test_segments_are_those_that_are_named_and_those_that_were_measured() -> None:
    m = shop(
        value("load", "a", 1, device="phone", city="Yazd"),
        value("load", "b", 1, city="Kerman"),
        value("load", "", 1, device="till"),
    )
    found = {each.cut: each.touchpoints for each in cuts(m, m.metrics[0], Readings(m))}
    assert found == {
        (("device", "phone"),): 1,
        (("device", "pc"),): 0,
        (("city", "Yazd"),): 1,
        (("city", "Kerman"),): 1,
        (("device", "till"),): 0,
        (("city", "Yazd"), ("device", "phone")): 1,
    }


def test_touchpoints_are_counted_by_band_and_what_was_not_measured_is_no_band() -> None:
    m = shop(
        value("csat", "a", 85),
        value("csat", "b", 70, "2026-08"),
        value("csat", "c", 40),
        value("csat", "c", 90, "2026-11"),
    )
    found = tally(m, Readings(m), m.metrics[1], "2026-10")
    assert found.bands == {"good": 1, "fair": 1, "poor": 1}
    assert (found.measured, found.unmeasured, found.older) == (3, 1, 1)
    assert (found.whole, found.mean) == (None, 65)


def test_the_whole_map_has_a_reading_of_its_own() -> None:
    m = shop(value("csat", "", 52), value("csat", "a", 85))
    found = tally(m, Readings(m), m.metrics[1])
    assert found.whole
    assert (found.whole.point.value, found.mean) == (52, None)


METRICS: tuple[dict[str, Any], ...] = (
    CSAT,
    {**CSAT, "target": None, "alarm": None},
    {"kind": "csat", "formula": "mean"},
    {"kind": "nps", "target": 30},
    {"kind": "nps", "alarm": 0},
    {"kind": "duration", "target": 2, "alarm": 4},
    {"kind": "duration", "measure": "lcp"},
    {"kind": "duration", "measure": "lcp", "unit": "ms"},
    {"kind": "duration", "measure": "lcp", "unit": "parsecs"},
    {"kind": "duration", "measure": "load_time", "unit": "min"},
    {"kind": "score", "measure": "cls"},
    {"kind": "ces", "scale": [1, 7], "better": "higher"},
    {"kind": "ces", "scale": [1, 7], "better": "lower"},
    {"kind": "ces", "scale": [1, 7]},
    {"kind": "ratio", "measure": "abandonment", "target": 0.15, "alarm": 0.3},
)


@pytest.mark.parametrize("fields", METRICS, ids=str)
def test_the_bounds_lie_where_the_bands_change(fields: dict[str, Any]) -> None:
    metric = Metric.model_validate({"id": "it", "name": "It", **fields})
    found = bounds(metric)
    if found is None:
        assert all(band(metric, value) == "plain" for value in (-90, 0.2, 2.5, 60, 100, 9000))
        return
    up = 1e-6 if found.better == "higher" else -1e-6
    if found.good is not None:
        assert band(metric, found.good + up) == "good"
        assert band(metric, found.good - up) != "good"
    if found.poor is not None:
        assert band(metric, found.poor - up) == "poor"
        assert band(metric, found.poor + up) != "poor"


def test_a_segment_has_the_bounds_of_its_own_target() -> None:
    own = {"segment": {"device": "pc"}, "target": 90}
    metric = Metric.model_validate({**CSAT, "targets": [own]})
    found = bounds(metric, {"device": "pc"})
    assert found
    assert (found.good, found.poor) == (90, None)


def test_readings_stand_for_a_map_in_which_something_else_changed() -> None:
    m = shop(value("load", "a", 1))
    found = Readings(m)
    assert found.holds_for(m.model_copy(update={"title": "Store"}))
    assert not found.holds_for(m.model_copy(update={"readings": ()}))
    assert not found.holds_for(m.model_copy(update={"calendar": "jalali"}))
