"""Charts as pictures: every example, in both directions, in every form of file."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from journeymap.charts.album import NAMES, Chart, ChartName, chart
from journeymap.files.reader import read_file
from journeymap.model.readings import Readings
from journeymap.picture.color import contrast
from tests.metrics.test_cli_metrics import file, run

pen_module = pytest.importorskip("journeymap.charts.pen", reason="matplotlib is not installed")

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DRAWN = ("coffee-app", "clinic-visit.fa", "travel-booking.zh", "bank-account.ar")


def charts(name: str) -> tuple[str, dict[ChartName, Chart]]:
    m = read_file(EXAMPLES / f"{name}.yaml").map
    readings = Readings(m)
    found = {each: chart(each, m, readings) for each in NAMES}
    return m.language, {key: value for key, value in found.items() if value}


@pytest.mark.slow
@pytest.mark.parametrize("name", DRAWN)
def test_every_chart_of_an_example_can_be_drawn(name: str) -> None:
    language, found = charts(name)

    assert len(found) >= 5
    for each in found.values():
        pen = pen_module.Pen(language, "dark" if name.endswith("fa") else "light")
        with pen.dressed():
            figure = each.draw(pen)
        (axes,) = figure.axes
        assert bool(axes.xaxis_inverted()) is pen.rtl
        head, under = figure.texts[:2]
        assert head.get_text().replace("\n", " ") == pen.said(each.title)
        assert under.get_text() == pen.said(each.about)
        assert contrast(head.get_color(), pen.color("canvas")) >= 4.5
        png = pen_module.written(figure, "png", pen)
        assert png.startswith(b"\x89PNG")


def test_the_same_chart_is_the_same_file() -> None:
    pen = pen_module.Pen("en")

    def svg() -> bytes:
        _, found = charts("coffee-app")
        with pen.dressed():
            figure = found["trend"].draw(pen)
        data: bytes = pen_module.written(figure, "svg", pen, "CSAT")
        return data

    first = svg()
    assert first == svg()
    assert ElementTree.fromstring(first).tag.endswith("svg")


def test_a_name_with_dollars_is_no_formula(tmp_path: Path) -> None:
    path = file(tmp_path)
    path.write_text(
        path.read_text("utf-8").replace("name: Pay", "name: 'Pay $5 or $6^{x}'"), "utf-8"
    )

    result = run("metrics", "chart", path, "trend", "-o", tmp_path / "trend.png")

    assert result.exit_code == 0, result.output
    assert (tmp_path / "trend.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_a_chart_is_written_in_the_form_of_its_name(tmp_path: Path, form: str) -> None:
    out = tmp_path / f"answers.{form}"

    assert run("metrics", "chart", file(tmp_path), "distribution", "-o", out).exit_code == 0

    begins = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[form]
    assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("aims", (), "nothing that this chart could show was measured"),
        ("trend", ("--metric", "cast"), "there is no metric “cast”"),
        ("funnel", ("--at", "pay"), "--at does nothing for the chart “funnel”; it is there for: "),
        ("aims", ("--against", "csat"), "--against does nothing for the chart “aims”"),
        ("curves", ("--segment", "a=b"), "--segment does nothing for the chart “curves”"),
        ("funnel", ("--metric", "csat"), "the chart “funnel” cannot show csat; it can show: "),
        (
            "trend",
            ("--segment", "device=fridge"),
            "there is no segment “device=fridge”; there are: ",
        ),
    ],
)
def test_what_cannot_be_shown_is_said(
    tmp_path: Path, name: str, more: tuple[str, ...], words: str
) -> None:
    result = run("metrics", "chart", file(tmp_path), name, "-o", tmp_path / "x.png", *more)

    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / "x.png").exists()


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    result = run("metrics", "chart", file(tmp_path), "trend", "-o", tmp_path / "x.gif")

    assert result.exit_code == 2
    assert "use .png, .svg or .pdf" in result.stderr
