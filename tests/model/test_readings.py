"""Series over time: one order, one name for a place, and honest sums."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from journeymap.model.journey import JourneyMap
from journeymap.model.readings import Point, Readings, periods

NPS = {"id": "nps", "name": "NPS", "kind": "nps"}
LOAD = {"id": "load", "name": "Load time", "kind": "duration"}
TAKEN = {"id": "taken", "name": "Conversion", "kind": "ratio"}


def of(*readings: dict[str, Any], **fields: Any) -> JourneyMap:
    return JourneyMap.model_validate(
        {
            "title": "Shop",
            "stages": [{"id": "s", "name": "S"}],
            "touchpoints": [
                {"id": "a", "name": "A", "stage": "s"},
                {"id": "b", "name": "B", "stage": "s"},
            ],
            "flows": [{"id": "way", "from": "a", "to": "b"}, {"from": "a", "to": "b"}],
            "metrics": [NPS, LOAD, TAKEN],
            "readings": list(readings),
            **fields,
        }
    )


def value(period: str, number: float, at: str = "a", **fields: Any) -> dict[str, Any]:
    return {"metric": "load", "at": at, "period": period, "value": number, **fields}


def hits(number: int, of: int, **segment: str) -> dict[str, Any]:
    counts = {"hits": number, "of": of}
    return {"metric": "taken", "at": "a", "period": "2026-10", "counts": counts} | (
        {"segment": segment} if segment else {}
    )


def bare(points: Iterable[Point | None]) -> list[tuple[object, ...]]:
    """Return points without their intervals."""
    return [(point.period, point.value, point.n) for point in points if point]


def test_points_stand_in_the_order_of_the_ends_of_their_periods() -> None:
    m = of(value("2026-10", 3), value("2025", 1), value("2026-09", 2), value("2026", 4))
    assert [p.value for p in Readings(m).series("load", "a")] == [1, 2, 3, 4]
    assert periods(m) == ("2025", "2026-09", "2026-10", "2026")


def test_both_calendars_stand_in_one_order() -> None:
    m = of(value("2026-11", 3), value("1405-07", 2), value("2026-09", 1), calendar="jalali")
    assert [p.value for p in Readings(m).series("load", "a")] == [1, 2, 3]


def test_the_latest_point_is_the_newest_that_had_ended() -> None:
    found = Readings(of(value("2026-09", 2), value("2026-10", 3)))
    assert found.latest("load", "a") == Point("2026-10", 3)
    assert found.latest("load", "a", upto=date(2026, 9, 30)) == Point("2026-09", 2)
    assert found.latest("load", "a", upto=date(2026, 10, 1)) == Point("2026-10", 3)
    assert found.latest("load", "a", upto="2026-10") == Point("2026-10", 3)
    assert found.latest("load", "a", upto="2026-Q2") is None
    assert found.latest("load", "b") is None
    assert found.latest("nothing", "a") is None


@pytest.mark.parametrize("at", ["a -> b", "a->b", "way", " a  ->  b "])
@pytest.mark.parametrize("asked", ["a -> b", "way"])
def test_a_flow_is_one_place_however_it_is_written(at: str, asked: str) -> None:
    assert Readings(of(value("2026", 1, at=at))).series("load", asked)


def test_the_second_of_two_parallel_flows_is_another_place() -> None:
    found = Readings(of(value("2026", 1, at="a -> b#2")))
    assert found.series("load", "a -> b") == ()
    assert found.series("load", "a -> b#2")


def test_a_flow_that_the_map_does_not_have_is_a_place_all_the_same() -> None:
    assert Readings(of(value("2026", 1, at="b->a"))).series("load", "b -> a")


def test_without_a_place_the_whole_map_is_meant() -> None:
    groups = {"promoters": 50, "passives": 30, "detractors": 20}
    found = Readings(of({"metric": "nps", "period": "2026", "counts": groups}))
    point = found.latest("nps", "")
    assert point
    assert (point.value, point.n) == (30, 100)
    assert point.low is not None
    assert found.latest("nps", "map") == point


def test_counts_of_segments_add_up_to_the_whole() -> None:
    found = Readings(of(hits(10, 100, device="mobile"), hits(30, 100, device="desktop")))
    assert bare([found.latest("taken", "a")]) == [("2026-10", 0.2, 200)]
    assert bare([found.latest("taken", "a", segment={"device": "mobile"})]) == [
        ("2026-10", 0.1, 100)
    ]
    assert found.segments("taken", "a") == ((("device", "mobile"),), (("device", "desktop"),))


def test_a_whole_that_is_there_is_not_added_up() -> None:
    found = Readings(of(hits(10, 100, device="mobile"), hits(50, 400)))
    assert bare([found.latest("taken", "a")]) == [("2026-10", 0.125, 400)]


def test_nobody_is_counted_twice_where_segments_cut_in_two_ways() -> None:
    cuts = (hits(10, 100, device="mobile"), hits(30, 100, device="desktop"))
    found = Readings(of(*cuts, hits(18, 90, city="Kerman"), hits(20, 90, city="Yazd")))
    assert bare([found.latest("taken", "a")]) == [("2026-10", 0.2, 200)]


def test_finer_segments_add_up_to_a_coarser_one() -> None:
    found = Readings(
        of(
            hits(1, 10, device="mobile", city="Kerman"),
            hits(3, 10, device="mobile", city="Yazd"),
            hits(9, 10, device="desktop", city="Yazd"),
        )
    )
    assert bare([found.latest("taken", "a", segment=[("device", "mobile")])]) == [
        ("2026-10", 0.2, 20)
    ]


def test_bare_values_never_add_up() -> None:
    found = Readings(of(value("2026", 1, segment={"d": "x"}), value("2026", 3, segment={"d": "y"})))
    assert found.series("load", "a") == ()
    assert found.latest("load", "a", segment={"d": "y"}) == Point("2026", 3)


def test_of_two_readings_of_the_same_thing_the_first_counts() -> None:
    found = Readings(of(hits(10, 100), hits(90, 100)))
    assert bare(found.series("taken", "a")) == [("2026-10", 0.1, 100)]
    found = Readings(of(hits(10, 100, d="x"), hits(90, 100, d="x")))
    assert bare(found.series("taken", "a")) == [("2026-10", 0.1, 100)]


def test_counts_that_say_nothing_have_no_point() -> None:
    assert Readings(of(hits(0, 0))).series("taken", "a") == ()


def test_metrics_and_places_are_listed() -> None:
    found = Readings(of(value("2026", 1), hits(1, 2), value("2026", 1, at="way")))
    assert found.at("a") == ("load", "taken")
    assert found.places("load") == ("a", "a -> b")


def test_readings_of_a_metric_that_is_not_there_are_passed_over() -> None:
    m = of({"metric": "gone", "period": "2026", "value": 1})
    assert Readings(m).series("gone", "") == ()
