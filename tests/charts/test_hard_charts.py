"""Charts of what is large, long or strange: drawn, said what is left out, and never a warning."""

from __future__ import annotations

from typing import Any

import pytest

from journeymap.charts import distribution, trend
from journeymap.charts.album import NAMES, ChartName, chart
from journeymap.model.journey import JourneyMap
from journeymap.model.readings import Readings

pen_module = pytest.importorskip("journeymap.charts.pen", reason="matplotlib is not installed")

COUNTS = {"1": 3, "2": 4, "3": 6, "4": 8, "5": 9}
CSAT = {"id": "csat", "name": "CSAT", "kind": "csat", "formula": "top 2", "scale": [1, 5]}


def mapped(
    names: list[str], readings: list[dict[str, Any]], metric: dict[str, Any] = CSAT, **more: Any
) -> JourneyMap:
    touchpoints = [
        {"id": f"t{n}", "name": name, "stage": "buy", "emotion": n % 5 - 2}
        for n, name in enumerate(names)
    ]
    flows = [{"from": f"t{n}", "to": f"t{n + 1}"} for n in range(len(names) - 1)]
    return JourneyMap.model_validate(
        {
            "title": "Hard",
            "stages": [{"id": "buy", "name": "Buy"}],
            "touchpoints": touchpoints,
            "flows": flows,
            "metrics": [metric, {"id": "conv", "name": "Conversion", "kind": "ratio"}],
            "readings": readings,
            **more,
        }
    )


def everywhere(n: int, periods: tuple[str, ...] = ("2026-09", "2026-10")) -> list[dict[str, Any]]:
    return [
        {"metric": "csat", "at": f"t{place}", "period": period, "counts": COUNTS}
        for place in range(n)
        for period in periods
    ] + [
        {"metric": "conv", "at": f"t{place}", "period": "2026-10", "counts": {"hits": 3, "of": 90}}
        for place in range(n)
    ]


def only(m: JourneyMap) -> distribution.Spread:
    found = distribution.distribution(m, Readings(m), m.metrics[0])
    assert found is not None
    (spread,) = found.spreads
    return spread


STRANGE = {
    "one": mapped(["Pay"], everywhere(1)),
    "three hundred": mapped([f"Touch {n}" for n in range(300)], everywhere(300)),
    "long names": mapped([f"{n} " + "very long name " * 60 for n in range(3)], everywhere(3)),
    "long words": mapped([f"{n}" + "x" * 9000 for n in range(3)], everywhere(3)),
    "marks": mapped(["e" + "\u0301" * 300, "🎉 $x^2$ \ue000", "پرداخت in app"], everywhere(3)),
    "long metric": mapped(["Pay"], everywhere(1), {**CSAT, "name": "C" * 5000}),
    "huge target": mapped(["Pay"], everywhere(1), {**CSAT, "target": 1e9, "alarm": -1e9}),
    "equal": mapped(["Pay"], [{"metric": "csat", "at": "t0", "period": "2026", "value": 0}]),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", STRANGE)
def test_strange_maps_are_drawn(what: str, name: ChartName) -> None:
    m = STRANGE[what]
    found = chart(name, m, Readings(m))
    if found is None:
        return
    pen = pen_module.Pen("en", "light", 0.5)

    with pen.dressed():
        figure = found.draw(pen)
    data = pen_module.written(figure, "png", pen)

    assert data.startswith(b"\x89PNG")
    assert max(figure.get_size_inches()) < 50


def test_of_very_many_places_those_with_most_answers_are_drawn() -> None:
    readings = everywhere(60, ("2026-10",))
    readings[59]["counts"] = {"5": 900}
    m = mapped([f"Touch {n}" for n in range(60)], readings)
    pen = pen_module.Pen()

    answers = distribution.distribution(m, Readings(m), m.metrics[0])
    assert answers is not None

    with pen.dressed():
        figure = distribution.draw(answers, m.metrics[0], pen)

    (axes,) = figure.axes
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert len(names) == distribution.MOST
    assert "Touch 59\nn = 900" in names
    assert figure.texts[-1].get_text() == (
        "20 places are not shown: Touch 39, Touch 40, Touch 41, Touch 42, Touch 43, 15 more"
    )


def test_people_cut_in_two_ways_are_counted_once() -> None:
    cuts = [{"device": "mobile"}, {"device": "desktop"}, {"city": "Shiraz"}]
    readings = [
        {"metric": "csat", "at": "t0", "period": "2026-10", "counts": {"5": 10}, "segment": cut}
        for cut in cuts
    ]
    m = mapped(["Pay"], readings)

    spread = only(m)

    assert spread.n == 20


@pytest.mark.parametrize("high", [50, 100])
def test_the_scores_of_a_long_scale_are_taken_together(high: int) -> None:
    metric = {"id": "csat", "name": "Score", "kind": "score", "scale": [0, high]}
    counts = {"0": 5, "4": 2, str(high): 6}
    m = mapped(
        ["Pay"], [{"metric": "csat", "at": "t0", "period": "2026", "counts": counts}], metric
    )

    spread = only(m)

    parts = list(spread.counts.values())
    assert len(parts) <= distribution.PARTS
    assert (parts[0], parts[-1], sum(parts)) == (7, 6, 13)


def test_names_of_lines_that_end_together_do_not_lie_on_each_other() -> None:
    found = trend.spaced([50, 50, 51, 90], 10)

    assert found == pytest.approx([50 + 1 / 3 - 10, 50 + 1 / 3, 50 + 1 / 3 + 10, 90])


def test_periods_that_end_together_are_named_once() -> None:
    readings = everywhere(1, ("2026", "2026-12", "2026-W52", "2026-Q2"))
    m = mapped(["Pay"], readings)
    found = trend.trend(m, Readings(m), m.metrics[0])
    pen = pen_module.Pen()
    assert found is not None

    with pen.dressed():
        (axes,) = trend.draw(found, pen).axes

    assert [each.get_text() for each in axes.get_xticklabels()] == ["Dec 2026", "Q2 2026"]
