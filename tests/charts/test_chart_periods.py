"""Charts say of which periods they are and what they left out, and never mix two without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from journeymap.charts import aims, curves, distribution, funnel, trend, voices
from journeymap.charts.album import NAMES, ChartName, Choice, chart
from journeymap.files.reader import read_file
from journeymap.model.readings import Readings
from journeymap.model.text import Message, say
from tests.charts.test_hard_charts import CSAT, mapped
from tests.metrics.test_cli_metrics import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMED = ["Find", "Pay", "Wait"]


def csat(at: int, period: str, **more: Any) -> dict[str, Any]:
    counted = {} if "value" in more else {"counts": {"1": 2, "5": 8}}
    return {"metric": "csat", "at": f"t{at}", "period": period, **counted, **more}


def conversion(at: int, period: str) -> dict[str, Any]:
    return {"metric": "conv", "at": f"t{at}", "period": period, "counts": {"hits": 3, "of": 90}}


def said(notes: tuple[Message, ...]) -> list[str]:
    return [say(note, "en") for note in notes]


def test_answers_of_one_period_say_it_once() -> None:
    m = mapped(NAMED, [csat(0, "2026-10"), csat(1, "2026-10")])
    found = distribution.distribution(m, Readings(m), m.metrics[0])

    assert found is not None
    assert str(found.moment.told()) == "Oct 2026"
    assert [found.moment.own(each.period) for each in found.spreads] == [None, None]


def test_answers_of_several_periods_say_theirs_beside_their_names() -> None:
    m = mapped(NAMED, [csat(0, "2026-08"), csat(1, "2026-10")])
    found = distribution.distribution(m, Readings(m), m.metrics[0])

    assert found is not None
    assert str(found.moment.told()) == "the newest of each place: Aug 2026 – Oct 2026"
    assert [str(found.moment.own(each.period) or "") for each in found.spreads] == ["Aug 2026", ""]


def test_a_period_leaves_out_what_was_measured_before_it_and_names_it() -> None:
    m = mapped(NAMED, [csat(0, "2026-08"), csat(1, "2026-10")])
    found = distribution.distribution(m, Readings(m), m.metrics[0], "2026-10")

    assert found is not None
    assert [each.name for each in found.spreads] == ["Pay"]
    assert str(found.moment.told()) == "Oct 2026"
    assert said(found.moment.notes) == ["not measured in Oct 2026: Find"]


def test_a_quarter_shows_its_newest_month_and_says_which() -> None:
    m = mapped(NAMED, [csat(0, "2026-11"), csat(1, "2026-Q4"), csat(1, "2026-10")])
    found = distribution.distribution(m, Readings(m), m.metrics[0], "2026-Q4")

    assert found is not None
    assert [str(found.moment.own(each.period) or "") for each in found.spreads] == ["Nov 2026", ""]


def test_a_place_whose_newest_reading_is_a_value_alone_shows_its_newest_answers() -> None:
    m = mapped(
        NAMED, [csat(0, "2026-09"), csat(0, "2026-10", value=60), csat(1, "2026-10", value=5)]
    )
    found = distribution.distribution(m, Readings(m), m.metrics[0])

    assert found is not None
    assert [(each.name, each.period) for each in found.spreads] == [("Find", "2026-09")]
    assert said(found.moment.notes) == ["no answers to count, only values: Pay"]


def test_what_was_said_is_held_against_what_was_done_at_the_same_time() -> None:
    m = mapped(
        NAMED,
        [
            *(csat(0, "2026-09"), conversion(0, "2026-09"), csat(0, "2026-10")),
            *(csat(1, "2026-10"), conversion(1, "2026-08")),
            csat(2, "2026-10"),
        ],
    )
    found = voices.voices(m, Readings(m), *m.metrics)

    assert found is not None
    assert [(dot.touchpoint.name, dot.said.period, dot.done.period) for dot in found.dots] == [
        ("Find", "2026-09", "2026-09")
    ]
    assert said(found.moment.notes) == [
        "not measured in the same period: Pay",
        "only one of the two was measured: Wait",
    ]


def test_a_month_is_held_against_the_quarter_that_holds_it() -> None:
    m = mapped(NAMED, [csat(0, "2026-11"), conversion(0, "2026-Q4")])
    found = voices.voices(m, Readings(m), *m.metrics)

    assert found is not None
    (dot,) = found.dots
    assert (dot.period, str(found.moment.told())) == ("2026-11", "Nov 2026")


def test_voices_of_a_period_name_what_was_not_measured_in_it() -> None:
    both = [
        csat(0, "2026-09"),
        conversion(0, "2026-09"),
        csat(1, "2026-10"),
        conversion(1, "2026-10"),
    ]
    m = mapped(NAMED, both)
    found = voices.voices(m, Readings(m), *m.metrics, "2026-09")

    assert found is not None
    assert [dot.touchpoint.name for dot in found.dots] == ["Find"]
    assert said(found.moment.notes) == ["not measured in Sep 2026: Pay"]


def test_one_side_that_may_be_good_is_no_disagreement() -> None:
    few = csat(0, "2026-10", counts={"1": 1, "5": 5})
    many = csat(1, "2026-10", counts={"1": 100, "5": 900})
    metric = {**CSAT, "target": 80, "alarm": 60}
    m = mapped(NAMED, [few, many, conversion(0, "2026-10"), conversion(1, "2026-10")], metric)
    done = m.metrics[1].model_copy(update={"better": "higher", "target": 0.5, "alarm": 0.1})
    found = voices.voices(m, Readings(m), m.metrics[0], done)

    assert found is not None
    assert [dot.disagrees for dot in found.dots] == [False, True]


def test_the_curve_says_what_is_older_and_what_lies_beside_the_path() -> None:
    m = mapped(NAMED, [csat(0, "2026-08"), csat(1, "2026-10")])
    newest = curves.curves(m, Readings(m), m.metrics[0])
    october = curves.curves(m, Readings(m), m.metrics[0], "2026-10")

    assert newest is not None
    assert october is not None
    assert str(newest.moment.told()) == "the newest of each place: Aug 2026 – Oct 2026"
    assert [step.period for step in october.steps] == ["", "2026-10", ""]
    assert said(october.moment.notes) == ["not measured in Oct 2026: Find"]


def test_an_aim_keeps_its_place_where_the_period_has_no_value() -> None:
    aim = {
        "id": "o",
        "name": "Faster",
        "aims": {"metric": "csat", "at": "t0", "from": 40, "to": 80},
    }
    m = mapped(NAMED, [csat(0, "2026-08"), csat(1, "2026-10")], opportunities=[aim])
    found = aims.aims(m, Readings(m), "2026-10")

    assert found is not None
    assert [each.now for each in found.found] == [None]
    assert said(found.moment.notes) == ["not measured in Oct 2026: Faster"]


@pytest.mark.parametrize(
    ("start", "counts", "stands"),
    [
        (50, {"1": 50, "5": 50}, "under way"),
        (51, {"1": 50, "5": 50}, "under way"),  # 50 is inside its interval
        (70, {"1": 50, "5": 50}, "back"),
        (50, {"1": 3, "5": 97}, "reached"),
        (50, {"1": 2, "5": 9}, "under way"),  # of eleven answers nobody can say
    ],
)
def test_an_aim_is_reached_or_lost_with_all_of_its_interval_only(
    start: float, counts: dict[str, int], stands: str
) -> None:
    aim = {"id": "o", "name": "F", "aims": {"metric": "csat", "at": "t0", "from": start, "to": 80}}
    m = mapped(NAMED, [csat(0, "2026-10", counts=counts)], opportunities=[aim])
    found = aims.aims(m, Readings(m))

    assert found is not None
    assert found.found[0].stands == stands


def test_a_start_that_was_written_down_rounded_is_not_lost() -> None:
    metric = {"id": "csat", "name": "Wait", "kind": "duration", "unit": "min", "better": "lower"}
    aim = {"id": "o", "name": "F", "aims": {"metric": "csat", "at": "t0", "from": 11, "to": 3}}
    m = mapped(NAMED, [csat(0, "2026-10", value=11.3)], metric, opportunities=[aim])
    found = aims.aims(m, Readings(m))

    assert found is not None
    assert found.found[0].stands == "under way"


def test_a_funnel_names_the_stages_in_which_nobody_was_counted() -> None:
    m = read_file(EXAMPLES / "coffee-app.yaml").map
    steps = funnel.funnel(m, Readings(m))

    assert said(funnel.notes(m, steps)) == ["not measured: Notice, Pick up, Come back, Recommend"]


def test_a_trend_can_be_of_the_days_of_a_period_only() -> None:
    m = mapped(NAMED, [csat(0, f"2026-{month:02d}") for month in range(1, 13)])
    found = trend.trend(m, Readings(m), m.metrics[0], within="2026-Q2")

    assert found is not None
    assert found.periods == ("2026-04", "2026-05", "2026-06")
    assert str(trend.about(found)) == "Apr 2026 – Jun 2026"


def pieces(periods: list[str]) -> list[tuple[str, ...]]:
    m = mapped(NAMED, [csat(0, period) for period in periods])
    found = trend.trend(m, Readings(m), m.metrics[0])
    assert found is not None
    return [tuple(p.period for p in run.points) for run in trend.runs(found, found.lines[0])]


def test_a_line_breaks_where_a_period_was_not_measured() -> None:
    assert pieces(["2026-01", "2026-02", "2026-04"]) == [("2026-01", "2026-02"), ("2026-04",)]
    assert pieces(["2026-Q1", "2026-Q2"]) == [("2026-Q1", "2026-Q2")]
    assert pieces(["2026-W01", "2026-W03"]) == [("2026-W01",), ("2026-W03",)]


def test_single_days_are_as_far_apart_as_is_usual() -> None:
    days = ["2026-10-01", "2026-10-03", "2026-10-05", "2026-10-06", "2026-10-25"]

    assert pieces(days) == [tuple(days[:4]), tuple(days[4:])]


def test_a_quarter_is_no_point_of_the_line_of_its_months() -> None:
    months = ["2026-01", "2026-02", "2026-03"]

    assert pieces([*months, "2026-Q1"]) == [tuple(months)]


@pytest.mark.parametrize("n", [1, 2, 4])
def test_places_without_room_are_counted_in_good_grammar_and_named(n: int) -> None:
    m = mapped(
        [f"T {k}" for k in range(6 + n)], [csat(k, "2026-10", value=k) for k in range(6 + n)]
    )
    pen_module = pytest.importorskip("journeymap.charts.pen")
    found = trend.trend(m, Readings(m), m.metrics[0])
    assert found is not None
    pen = pen_module.Pen()
    with pen.dressed():
        figure = trend.draw(found, pen)

    names = ", ".join(f"T {k}" for k in range(6, 6 + n))
    noun = "1 place is" if n == 1 else f"{n} places are"
    assert figure.texts[-1].get_text() == f"{noun} not shown: {names}"


BY = "counted by: Abandonment, "


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_of_the_example_says_its_period(name: ChartName) -> None:
    m = read_file(EXAMPLES / "coffee-app.yaml").map
    found = chart(name, m, Readings(m))

    assert found is not None
    expected = "Nov 2025 – Oct 2026" if name == "trend" else "Oct 2026"
    assert str(found.about) == (f"{BY}{expected}" if name == "funnel" else expected)


@pytest.mark.parametrize("name", ["voices", "distribution", "curves", "aims", "funnel"])
def test_the_period_of_a_chart_can_be_chosen(name: ChartName) -> None:
    m = read_file(EXAMPLES / "coffee-app.yaml").map
    found = chart(name, m, Readings(m), Choice(period="2026-03"))

    assert found is not None
    assert str(found.about) == (f"{BY}Mar 2026" if name == "funnel" else "Mar 2026")


def test_a_period_without_readings_is_answered_with_those_that_there_are(tmp_path: Path) -> None:
    example = EXAMPLES / "coffee-app.yaml"
    out = tmp_path / "x.png"

    chosen = ("--metric", "csat", "--period", "2024-01")
    result = run("metrics", "chart", example, "distribution", "-o", out, *chosen)

    assert result.exit_code == 2
    assert "There is no reading for 2024-01; there are 2025-11, 2025-12" in result.stderr
    assert not out.exists()


def test_a_chosen_period_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    out = tmp_path / "x.svg"

    result = run(
        "metrics", "chart", EXAMPLES / "coffee-app.yaml", "voices", "-o", out, "--period", "2026-03"
    )

    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"<?xml")


def test_an_axis_of_values_has_four_numbers_or_more() -> None:
    pen_module = pytest.importorskip("journeymap.charts.pen")
    values = ((0, "2026-09", 52), (0, "2026-10", 61), (1, "2026-09", 91), (1, "2026-10", 80))
    m = mapped(["Pay", "Cart"], [csat(at, when, value=value) for at, when, value in values])
    found = trend.trend(m, Readings(m), m.metrics[0])
    assert found is not None
    pen = pen_module.Pen()
    with pen.dressed():
        (axes,) = trend.draw(found, pen).axes

    low, high = axes.get_ylim()
    assert len([tick for tick in axes.get_yticks() if low <= tick <= high]) >= 4
