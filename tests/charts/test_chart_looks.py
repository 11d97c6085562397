"""How charts look: nothing is cut off, nothing lies over another, and everything can be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from journeymap.charts import curves, distribution, trend, voices
from journeymap.charts.album import NAMES, Chart, ChartName, chart
from journeymap.files.reader import read_file
from journeymap.model.journey import JourneyMap
from journeymap.model.readings import Readings
from journeymap.picture.color import contrast
from journeymap.picture.theme import THEMES
from tests.charts.test_chart_periods import csat
from tests.charts.test_hard_charts import CSAT, everywhere, mapped

pen_module = pytest.importorskip("journeymap.charts.pen", reason="matplotlib is not installed")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text


def example(name: str, what: ChartName) -> tuple[str, Chart]:
    m = read_file(EXAMPLES / f"{name}.yaml").map
    found = chart(what, m, Readings(m))
    assert found is not None
    return m.language, found


def drawn(found: Chart, pen: Any) -> Figure:
    with pen.dressed():
        figure: Figure = found.draw(pen)
        figure.draw_without_rendering()
    return figure


def texts(figure: Figure) -> list[Text]:
    """Return every text that is seen: numbers beyond the ends of an axis are not."""
    (axes,) = figure.axes
    hidden = {
        label
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        if tick not in axis._update_ticks()
        for label in (tick.label1, tick.label2)
    }
    every = figure.findobj(lambda part: hasattr(part, "get_text") and hasattr(part, "get_rotation"))
    return [each for each in every if each.get_visible() and each.get_text().strip()
            and each not in hidden]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("size", [(4.4, 3.4), (8.0, 4.5)])
@pytest.mark.parametrize("name", ["coffee-app", "clinic-visit.fa", "travel-booking.zh"])
@pytest.mark.parametrize("what", NAMES)
def test_no_word_is_cut_off_or_lies_over_another(
    what: ChartName, name: str, size: tuple[float, float]
) -> None:
    if (what, name) == ("funnel", "clinic-visit.fa"):
        return  # nobody was counted there
    lang, found = example(name, what)
    figure = drawn(found, pen_module.Pen(lang, size=size))

    boxes = [(each.get_text(), each.get_window_extent(), each.get_rotation())
             for each in texts(figure)]  # fmt: skip
    for text, box, _ in boxes:
        assert min(box.x0, box.y0) >= -1, text
        assert box.x1 <= figure.bbox.width + 1, text
        assert box.y1 <= figure.bbox.height + 1, text
    level = [(text, box) for text, box, turned in boxes if not turned]
    for n, (text, box) in enumerate(level):
        for other, its in level[n + 1 :]:
            wide = min(box.x1, its.x1) - max(box.x0, its.x0)
            high = min(box.y1, its.y1) - max(box.y0, its.y0)
            assert wide <= 3 or high <= 6, (text, other)  # the leading of a line may


@pytest.mark.parametrize("name", ["coffee-app", "bank-account.ar"])
def test_the_legend_of_the_curves_lies_above_them(name: str) -> None:
    lang, found = example(name, "curves")
    figure = drawn(found, pen_module.Pen(lang))

    (axes,) = figure.axes
    legend = axes.get_legend()
    assert legend is not None
    assert legend.get_window_extent().y0 >= axes.get_window_extent().y1


def test_a_legend_runs_in_the_direction_of_the_language() -> None:
    first = {}
    for name in ("coffee-app", "clinic-visit.fa"):
        lang, found = example(name, "distribution")
        figure = drawn(found, pen_module.Pen(lang))
        legend = figure.axes[0].get_legend()
        assert legend is not None
        places = {each.get_text(): each.get_window_extent().x0 for each in legend.get_texts()}
        first[lang[:2]] = [text for text, _ in sorted(places.items(), key=lambda each: each[1])]

    assert first == {"en": list("12345"), "fa": list("۵۴۳۲۱")}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("what", NAMES)
def test_words_and_marks_stand_out_of_their_ground(what: ChartName, theme: str) -> None:
    _, found = example("coffee-app", what)
    pen = pen_module.Pen("en", theme)
    figure = drawn(found, pen)
    (axes,) = figure.axes
    card = axes.get_window_extent()
    hexed = pytest.importorskip("matplotlib.colors").to_hex

    for each in texts(figure):
        middle = each.get_window_extent().get_points().mean(axis=0)
        ground = pen.color("card" if card.contains(*middle) else "canvas")
        for bar in axes.patches:
            if bar.get_window_extent().contains(*middle):
                ground = hexed(bar.get_facecolor())
        assert contrast(hexed(each.get_color()), ground) >= 4.5, each.get_text()
    for bar in axes.patches:
        if bar.get_alpha() is None:  # what is faint marks a place and says nothing
            assert contrast(hexed(bar.get_facecolor()), pen.color("card")) >= 3
    for line in axes.lines:
        if line.get_marker() not in ("None", ""):
            assert contrast(hexed(line.get_color()), pen.color("card")) >= 3


def test_lines_of_a_trend_differ_in_more_than_colour() -> None:
    _, found = example("coffee-app", "trend")
    figure = drawn(found, pen_module.Pen())

    marks = [line.get_marker() for line in figure.axes[0].lines if line.get_marker() != "None"]
    assert len(set(marks)) == len(marks) == 5


def test_a_gap_is_dotted_and_the_chart_says_so() -> None:
    m = mapped(["Pay"], [csat(0, "2026-07"), csat(0, "2026-08"), csat(0, "2026-10")])
    found = trend.trend(m, Readings(m), m.metrics[0])
    assert found is not None
    pen = pen_module.Pen()
    with pen.dressed():
        figure = trend.draw(found, pen)

    assert ":" in [line.get_linestyle() for line in figure.axes[0].lines]
    assert figure.texts[-1].get_text() == "dotted: nothing was measured in between"


def test_numbers_that_a_metric_cannot_have_stand_on_no_axis() -> None:
    done = {"id": "csat", "name": "Done", "kind": "ratio", "measure": "completion"}
    readings = [csat(0, "2026-09", value=0.97), csat(0, "2026-10", value=1)]
    m = mapped(["Pay"], readings, done)
    found = trend.trend(m, Readings(m), m.metrics[0])
    assert found is not None
    pen = pen_module.Pen()
    with pen.dressed():
        figure = trend.draw(found, pen)

    assert figure.axes[0].get_ylim()[1] < 1.005


def test_a_lone_dot_is_seen_on_a_scale_that_says_how_near_things_are() -> None:
    metric = {**CSAT, "name": "Ease", "formula": "mean"}
    m = mapped(["Pay"], everywhere(1), metric)
    found = voices.voices(m, Readings(m), *m.metrics)
    assert found is not None
    pen = pen_module.Pen()
    with pen.dressed():
        figure = voices.draw(found, pen)
        figure.draw_without_rendering()

    (axes,) = figure.axes
    for axis in (axes.xaxis, axes.yaxis):
        said = [tick.label1.get_text() for tick in axis._update_ticks()]
        assert len(set(said)) == len(said)
    low, high = axes.get_ylim()
    assert high - low >= 0.8


def test_an_interval_stands_beside_every_value_that_has_an_n() -> None:
    m = mapped(["Pay"], everywhere(1))
    pen = pen_module.Pen()
    answers = distribution.distribution(m, Readings(m), m.metrics[0])
    path = curves.curves(m, Readings(m), m.metrics[0])
    both = voices.voices(m, Readings(m), *m.metrics)
    assert answers is not None
    assert path is not None
    assert both is not None
    with pen.dressed():
        spread = distribution.draw(answers, m.metrics[0], pen)
        line = curves.draw(path, m.metrics[0], pen)
        dots = voices.draw(both, pen)

    assert "57\n39 – 73" in [each.get_text() for each in spread.axes[0].texts]
    (point,) = [each for each in Readings(m).series("csat", "t0") if each.period == "2026-10"]
    ends = [list(each.get_ydata()) for each in dots.axes[0].lines]
    assert [point.low, point.high] in ends
    scaled = [curves.on_emotion(m.metrics[0], end) for end in (point.low or 0, point.high or 0)]
    assert scaled in [list(each.get_ydata()) for each in line.axes[0].lines]


def test_names_that_meet_are_written_once_and_those_that_disagree_first() -> None:
    metric = {**CSAT, "target": 40, "alarm": 10}
    m = mapped([f"Touchpoint {n}" for n in range(12)], everywhere(12), metric)
    done = m.metrics[1].model_copy(update={"better": "higher", "target": 0.9, "alarm": 0.5})
    found = voices.voices(m, Readings(m), m.metrics[0], done)
    assert found is not None
    pen = pen_module.Pen()
    with pen.dressed():
        figure = voices.draw(found, pen)

    named = [each for each in figure.axes[0].texts if each.get_text().startswith("Touch")]
    assert 1 <= len(named) <= 4  # all dots lie on each other


@pytest.mark.parametrize(
    ("text", "lines", "wide", "expected"),
    [
        ("See the advertisement", 2, 12, "See the\nadvertiseme…"),
        ("Pay", 1, 10, "Pay"),
        ("看到广告以后付款", 2, 8, "看到广告\n以后付款"),
        ("看到广告以后付款给商家", 2, 8, "看到广告\n以后付…"),
        ("广告，付款。", 2, 6, "广告，\n付款。"),
        ("پرداخت در برنامه", 2, 9, "پرداخت در\nبرنامه"),
        ("", 2, 9, ""),
    ],
)
def test_names_break_where_their_script_allows(
    text: str, lines: int, wide: int, expected: str
) -> None:
    assert pen_module.wrapped(text, lines, wide) == expected


@pytest.mark.parametrize(("better", "judged"), [(None, False), ("higher", True), ("lower", True)])
def test_where_nothing_says_which_score_is_good_none_has_the_colour_of_it(
    better: str | None, judged: bool
) -> None:
    m = JourneyMap.model_validate(
        {
            "title": "T",
            "stages": [{"id": "s", "name": "S"}],
            "touchpoints": [{"id": "a", "name": "A", "stage": "s"}],
            "metrics": [
                {"id": "e", "name": "Effort", "kind": "ces", "scale": [1, 7], "better": better}
            ],
            "readings": [
                {"metric": "e", "at": "a", "period": "2026-10", "counts": {"1": 9, "7": 9}}
            ],
        }
    )
    found = chart("distribution", m, Readings(m))
    assert found is not None
    pen = pen_module.Pen("en", "light")

    figure = drawn(found, pen)

    hexed = pytest.importorskip("matplotlib.colors").to_hex
    paints = {hexed(bar.get_facecolor()) for bar in figure.axes[0].patches}

    assert (pen.ground("poor", 1.0) in paints) is judged
    assert (pen.ground("accent", 1.0) in paints) is not judged
