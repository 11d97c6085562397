"""What each chart shows, before anything is drawn."""

from __future__ import annotations

from typing import Any

import pytest

from journeymap.charts.aims import aims
from journeymap.charts.album import NAMES, Choice, chart
from journeymap.charts.curves import against, curves, on_emotion
from journeymap.charts.distribution import distribution
from journeymap.charts.funnel import funnel, notes
from journeymap.charts.trend import MOST, trend
from journeymap.charts.voices import voices
from journeymap.model.agreement import disagree
from journeymap.model.journey import JourneyMap, Metric
from journeymap.model.readings import Readings
from journeymap.model.text import say

VALUES: dict[str, Any] = {
    "title": "Coffee",
    "stages": [{"id": "find", "name": "Find"}, {"id": "buy", "name": "Buy"}],
    "touchpoints": [
        {"id": "ad", "name": "See the ad", "stage": "find", "emotion": 1},
        {"id": "cart", "name": "Cart", "stage": "buy", "emotion": 2},
        {"id": "pay", "name": "Pay", "stage": "buy", "emotion": -2},
    ],
    "flows": [{"from": "ad", "to": "cart"}, {"from": "cart", "to": "pay"}],
    "metrics": [
        {"id": "csat", "name": "CSAT", "kind": "csat", "formula": "top 2", "scale": [1, 5],
         "better": "higher", "target": 80, "alarm": 60},
        {"id": "left", "name": "Left", "kind": "ratio", "measure": "abandonment",
         "better": "lower", "target": 0.2, "alarm": 0.5},
        {"id": "nps", "name": "NPS", "kind": "nps", "better": "higher"},
    ],
    "opportunities": [
        {"id": "o", "name": "Say why",
         "aims": {"metric": "csat", "at": "pay", "from": 40, "to": 80}},
        {"id": "p", "name": "No aim"},
        {"id": "q", "name": "Gone", "status": "dropped", "aims": {"metric": "csat", "to": 90}},
    ],
    "readings": [
        {"metric": "csat", "at": "pay", "period": "2026-09", "counts": {"1": 30, "5": 70}},
        {"metric": "csat", "at": "pay", "period": "2026-10", "counts": {"1": 50, "5": 50}},
        {"metric": "csat", "at": "cart", "period": "2026-10", "counts": {"1": 10, "5": 90}},
        {"metric": "left", "at": "ad", "period": "2026-10", "counts": {"hits": 500, "of": 1000}},
        {"metric": "left", "at": "cart", "period": "2026-10", "counts": {"hits": 300, "of": 400}},
        {"metric": "left", "at": "pay", "period": "2026-10", "counts": {"hits": 60, "of": 250}},
        {"metric": "nps", "period": "2026-10", "counts": {"promoters": 5, "passives": 3,
                                                          "detractors": 2}},
    ],
}  # fmt: skip
MAP = JourneyMap.model_validate(VALUES)
READINGS = Readings(MAP)
CSAT, LEFT, NPS = MAP.metrics


def test_a_trend_has_the_worst_place_first_with_every_period() -> None:
    found = trend(MAP, READINGS, CSAT)

    assert found is not None
    assert [(line.name, [p.value for p in line.points]) for line in found.lines] == [
        ("Pay", [70, 50]),
        ("Cart", [90]),
    ]
    assert found.periods == ("2026-09", "2026-10")
    assert (found.target, found.alarm, found.left_out) == (80, 60, ())


def test_of_a_metric_where_less_is_better_the_highest_is_the_worst() -> None:
    found = trend(MAP, READINGS, LEFT)

    assert found is not None
    assert [line.at for line in found.lines] == ["cart", "ad", "pay"]


def test_lines_that_would_hide_each_other_are_counted() -> None:
    touchpoints = [{"id": f"t{n}", "name": f"T {n}", "stage": "buy"} for n in range(9)]
    readings = [
        {"metric": "csat", "at": f"t{n}", "period": "2026-10", "value": 50 + n} for n in range(9)
    ]
    m = JourneyMap.model_validate(
        VALUES | {"touchpoints": touchpoints, "flows": [], "readings": readings,
                  "opportunities": []}
    )  # fmt: skip

    found = trend(m, Readings(m), CSAT)

    assert found is not None
    assert (len(found.lines), found.left_out) == (MOST, ("T 6", "T 7", "T 8"))


def test_one_place_can_be_asked_for() -> None:
    found = trend(MAP, READINGS, CSAT, "cart")

    assert found is not None
    assert [line.at for line in found.lines] == ["cart"]
    assert trend(MAP, READINGS, CSAT, "ad") is None


def test_a_funnel_counts_nobody_twice_in_a_stage() -> None:
    steps = funnel(MAP, READINGS)

    assert [(s.stage.id, s.metric.id, s.people, s.kept) for s in steps] == [
        ("find", "left", 1000, None),
        ("buy", "left", 400, 0.4),
    ]


SEEN = {"id": "seen", "name": "Ad views", "kind": "count", "measure": "impressions"}
VIEWS = {"metric": "seen", "at": "ad", "period": "2026-10", "value": 1_893_000}


def test_a_funnel_is_counted_by_one_metric_where_one_counts_two_stages() -> None:
    m = JourneyMap.model_validate({**VALUES, "metrics": [SEEN, *VALUES["metrics"]],
                                   "readings": [*VALUES["readings"], VIEWS]})  # fmt: skip

    found = chart("funnel", m, Readings(m))

    assert [step.people for step in funnel(m, Readings(m))] == [1000, 400]
    assert found is not None
    assert say(found.about, "en") == "counted by: Left, Oct 2026"
    assert funnel(m, Readings(m), metric="seen") == ()  # it counts one stage


def test_no_share_is_given_of_what_another_metric_counted() -> None:
    rows = [each for each in VALUES["readings"] if each.get("at") != "ad"]
    m = JourneyMap.model_validate({**VALUES, "metrics": [SEEN, *VALUES["metrics"]],
                                   "readings": [*rows, VIEWS]})  # fmt: skip

    steps = funnel(m, Readings(m))

    assert [(s.metric.name, s.people, s.kept) for s in steps] == [
        ("Ad views", 1_893_000, None),
        ("Left", 400, None),
    ]
    assert [say(note, "en") for note in notes(m, steps)] == [
        "Several metrics count here; none of them gives a share of another."
    ]


def test_a_trend_can_be_of_a_segment() -> None:
    cut = [
        {"metric": "csat", "at": "pay", "period": period, "segment": {"device": "phone"},
         "value": value}
        for period, value in (("2026-09", 61), ("2026-10", 44))
    ]  # fmt: skip
    m = JourneyMap.model_validate(VALUES | {"readings": [*VALUES["readings"], *cut]})

    found = chart("trend", m, Readings(m), Choice("csat", segment=(("device", "phone"),)))
    line = trend(m, Readings(m), CSAT, cut=(("device", "phone"),))

    assert line is not None
    assert [(each.name, [p.value for p in each.points]) for each in line.lines] == [
        ("Pay", [61, 44])
    ]
    assert found is not None
    assert say(found.about, "en") == "device: phone · Sep 2026 – Oct 2026"


def test_aims_can_be_those_at_one_metric() -> None:
    found = aims(MAP, READINGS, of="csat")

    assert found is not None
    assert [each.opportunity.id for each in found.found] == ["o"]
    assert aims(MAP, READINGS, of="nps") is None


def test_a_funnel_is_of_one_period() -> None:
    later = {"metric": "left", "at": "ad", "period": "2026-11", "counts": {"hits": 1, "of": 9}}
    m = JourneyMap.model_validate(VALUES | {"readings": [*VALUES["readings"], later]})

    steps = funnel(m, Readings(m))

    assert [(step.people, step.period) for step in steps] == [(1000, "2026-10"), (400, "2026-10")]
    assert funnel(m, Readings(m), "2026-11") == ()


def test_a_sample_of_people_who_were_asked_is_no_step_of_a_funnel() -> None:
    asked = {"metric": "told", "at": "ad", "period": "2026-10", "counts": {"hits": 9, "of": 5000}}
    told = {"id": "told", "name": "Would tell", "kind": "ratio", "voice": "x"}
    m = JourneyMap.model_validate({**VALUES, "metrics": [*VALUES["metrics"], told],
                                   "readings": [*VALUES["readings"], asked]})  # fmt: skip

    assert [step.people for step in funnel(m, Readings(m))] == [1000, 400]


def test_one_stage_is_no_funnel() -> None:
    m = JourneyMap.model_validate(VALUES | {"readings": VALUES["readings"][4:5]})

    assert funnel(m, Readings(m)) == ()


def test_touchpoints_where_saying_and_doing_disagree_are_known() -> None:
    found = voices(MAP, READINGS, CSAT, LEFT)

    assert found is not None
    assert [(dot.touchpoint.id, dot.disagrees) for dot in found.dots] == [
        ("cart", True),  # praised by 90 of 100, left by three of four
        ("pay", False),
    ]


def test_answers_are_spread_over_the_whole_scale() -> None:
    found = distribution(MAP, READINGS, CSAT)
    assert found is not None
    cart, pay = found.spreads

    assert (cart.counts, cart.n) == ({"1": 10, "2": 0, "3": 0, "4": 0, "5": 90}, 100)
    assert (pay.name, pay.period) == ("Pay", "2026-10")


def test_answers_to_nps_stand_in_three_groups_with_the_worst_first() -> None:
    found = distribution(MAP, READINGS, NPS)
    assert found is not None
    (whole,) = found.spreads

    assert list(whole.counts.items()) == [("detractors", 2), ("passives", 3), ("promoters", 5)]


def test_the_rated_curve_stands_beside_the_measured_one() -> None:
    found = curves(MAP, READINGS, CSAT)

    assert found is not None
    assert [(s.touchpoint.id, s.rated, s.measured) for s in found.steps] == [
        ("ad", 1, None),
        ("cart", 2, pytest.approx(1.6)),
        ("pay", -2, pytest.approx(0)),
    ]


def disagreeing(**change: Any) -> list[bool]:
    """Return at which steps the chart says that rating and measure disagree."""
    touchpoints = [each | change for each in VALUES["touchpoints"]]
    m = JourneyMap.model_validate(VALUES | {"touchpoints": touchpoints})
    found = curves(m, Readings(m), CSAT)
    assert found is not None
    pills = [
        disagree(step.touchpoint, CSAT, shown.point)
        for step in found.steps
        if (shown := Readings(m).shown("csat", step.touchpoint.id))
    ]
    assert [step.disagrees for step in found.steps if step.period] == pills
    return pills


def test_the_curve_says_that_rating_and_measure_disagree_where_the_map_does() -> None:
    assert disagreeing() == [False, False]
    assert disagreeing(emotion=-2) == [True, False]
    assert disagreeing(emotion=2) == [False, True]


def test_effort_and_success_stand_beside_what_is_held_against_them() -> None:
    ces = {"id": "ces", "name": "Ease", "kind": "ces", "scale": [1, 7], "better": "higher"}
    done = {"id": "done", "name": "Done", "kind": "ratio", "measure": "completion"}
    m = JourneyMap.model_validate(
        VALUES
        | {
            "touchpoints": [{**VALUES["touchpoints"][0], "effort": 5, "success": 4}],
            "flows": [],
            "opportunities": [],
            "metrics": [ces, done],
            "readings": [
                {"metric": "ces", "at": "ad", "period": "2026-10", "value": 7},
                {"metric": "done", "at": "ad", "period": "2026-10", "counts": {"hits": 3, "of": 4}},
            ],
        }
    )

    found = [curves(m, Readings(m), metric) for metric in m.metrics]

    assert [(each.steps[0].rated, each.steps[0].measured) for each in found if each] == [
        (-2, 2),
        (1, 1),
    ]
    assert [against(metric) for metric in m.metrics] == ["ease", "success"]


@pytest.mark.parametrize(
    ("kind", "more", "value", "expected"),
    [
        ("nps", {}, 100, 2),
        ("nps", {}, -50, -1),
        ("csat", {"formula": "top 2", "scale": (1, 5)}, 50, 0),
        ("csat", {"formula": "share of max", "scale": (1, 5)}, 20, -2),
        ("csat", {"formula": "share of max", "scale": (1, 5)}, 100, 2),
        ("ces", {"formula": "mean", "scale": (1, 7), "better": "higher"}, 7, 2),
        ("ces", {"formula": "mean", "scale": (1, 7), "better": "lower"}, 7, -2),
        ("ces", {"formula": "net", "scale": (1, 7), "better": "higher"}, -100, -2),
        ("ratio", {"measure": "completion"}, 1, 2),
        ("ratio", {"measure": "abandonment"}, 1, -2),
        ("ratio", {"measure": "conversion"}, 0.03, None),
        ("duration", {}, 4, None),
    ],
)
def test_voices_are_put_on_the_scale_of_emotion(
    kind: Any, more: dict[str, Any], value: float, expected: float | None
) -> None:
    assert on_emotion(Metric(id="m", name="M", kind=kind, **more), value) == expected


def test_an_aim_knows_how_far_it_is_done() -> None:
    found = aims(MAP, READINGS)
    assert found is not None
    (aimed,) = found.found

    assert (aimed.opportunity.id, aimed.start, aimed.now, aimed.goal) == ("o", 40, 50, 80)
    assert aimed.way == pytest.approx(0.25)


def test_a_map_without_readings_has_no_charts() -> None:
    m = JourneyMap(title="Empty")

    assert [chart(name, m, Readings(m)) for name in NAMES] == [None] * len(NAMES)


def test_a_chart_can_be_asked_for_by_its_metric() -> None:
    left = chart("trend", MAP, READINGS, Choice(metric="left"))
    both = chart("voices", MAP, READINGS, Choice(metric="csat", against="left"))

    assert left is not None
    assert str(left.title) == "Left over time"
    assert both is not None
    assert str(both.title) == "CSAT against Left"
    assert chart("curves", MAP, READINGS, Choice(metric="nps")) is None
