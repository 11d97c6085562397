"""The table of goals: every goal has its line, whatever became of measuring it."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

import pytest

import benchmarks.__main__ as report
from benchmarks.rows import QUICK, NotMeasured, Row, in_turns, ratio, size
from benchmarks.shell import mermaid
from journeymap.exchange.mermaid import read_mermaid


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of measures, known under the goal X1."""
    module = ModuleType("benchmarks.made_up")
    monkeypatch.setitem(sys.modules, "benchmarks.made_up", module)
    monkeypatch.setitem(report.GOALS, "X1", ("made_up",))
    return module


def test_a_figure_that_falls_short_is_said() -> None:
    good, bad = Row("X1", "a ≤ 2 × b", 2, 2.0), Row("X1", "a ≤ 2 × b", 2, 2.01)
    assert report.line(good).endswith("2.00  pass")
    assert report.line(bad).endswith("2.01  short")


def test_what_was_measured_is_kept_when_the_rest_cannot_be(made: ModuleType) -> None:
    def half():
        yield Row("X1", "first", 1, 0.5)
        raise NotMeasured("mmdc is not installed")

    made.MEASURES = {"X1": half}

    first, second = report._measured("X1", "made_up")

    assert first == {"row": Row("X1", "first", 1, 0.5), "missing": ""}
    assert second == {"row": (), "missing": "mmdc is not installed"}


def test_a_module_whose_needs_are_not_installed_says_which() -> None:
    assert report._measured("X1", "not_there") == "benchmarks.not_there is not installed"


def test_a_measure_that_crashes_is_a_line_and_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # a process of its own does not know this goal, and ends with an error
    monkeypatch.setitem(report.GOALS, "X1", ("made_up",))

    assert report.main(["X1"]) == 0

    assert "X1  not measured: " in capsys.readouterr().out


def test_an_unknown_goal_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        report.main(["Z9"])
    assert refused.value.code == 2
    assert "Z9" in capsys.readouterr().err


def test_every_goal_has_a_module_that_measures_it() -> None:
    for id, modules in report.GOALS.items():
        for module in modules:
            assert id in importlib.import_module(f"benchmarks.{module}").MEASURES


def test_every_module_of_measures_is_asked_for_all_it_has() -> None:
    for module in {module for modules in report.GOALS.values() for module in modules}:
        for id in importlib.import_module(f"benchmarks.{module}").MEASURES:
            assert module in report.GOALS[id]


def test_a_quick_run_is_a_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(QUICK, raising=False)
    assert size(10_000) == 10_000
    monkeypatch.setenv(QUICK, "1")
    assert size(10_000) == 1000


def test_sides_take_turns() -> None:
    order: list[str] = []
    times = in_turns(lambda: order.append("a"), lambda: order.append("b"), rounds=3)
    assert order == ["a", "b"] * 3
    assert [len(each) for each in times] == [3, 3]
    assert ratio([1, 2, 9], [4, 4, 4]) == 0.5


def test_the_generated_journey_is_read_whole() -> None:
    m = read_mermaid(mermaid(100), "made.mmd").map
    assert len(m.touchpoints) == 100
    assert len(m.stages) == 13
