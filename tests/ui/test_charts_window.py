"""The charts beside the map: chosen, drawn beside the window, following it, exported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from journeymap.model import edits
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from journeymap.ui import asking
from journeymap.ui.charts import window as charts_window
from journeymap.ui.charts.window import Charts
from journeymap.ui.map_work import read_file
from journeymap.ui.session import Session
from tests.ui.window import EXAMPLES


@contextmanager
def opened(qtbot: QtBot, m: JourneyMap) -> Iterator[Charts]:
    session, parent = Session(m, lang="en"), QWidget()
    qtbot.addWidget(parent)
    made = Charts(session, parent)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    # one that was closed goes while it is waited for
    qtbot.waitUntil(lambda: not isValid(made) or made.drawn, timeout=20_000)
    if isValid(made):
        made.close()
    session.close()


def drawn(qtbot: QtBot, charts: Charts) -> QImage:
    qtbot.waitUntil(lambda: charts.drawn and charts.sheet.image is not None, timeout=20_000)
    assert charts.sheet.image is not None
    return charts.sheet.image


@pytest.fixture(params=["coffee-app", "clinic-visit.fa"])
def charts(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Charts]:
    pytest.importorskip("matplotlib", reason="charts need it")
    with opened(qtbot, read_file(EXAMPLES / f"{request.param}.yaml").map) as made:
        yield made


def choose(charts: Charts, name: str) -> None:
    """Choose a chart by keys, as a person does in a list."""
    charts.kind.setFocus()
    for _ in range(charts.kind.count()):
        if charts.kind.currentData() == name:
            break
        QTest.keyClick(charts.kind, Qt.Key.Key_Down)
    else:
        for _ in range(charts.kind.count()):
            if charts.kind.currentData() == name:
                break
            QTest.keyClick(charts.kind, Qt.Key.Key_Up)
    assert charts.kind.currentData() == name


@pytest.mark.slow
def test_every_chart_is_drawn_when_it_is_chosen(qtbot: QtBot, charts: Charts) -> None:
    before = drawn(qtbot, charts)
    for name in ("distribution", "curves", "voices", "aims"):
        choose(charts, name)
        qtbot.waitUntil(lambda b=before: charts.drawn and charts.sheet.image is not b)
        before = drawn(qtbot, charts)

        assert before.width() > 300
        assert charts.sheet.accessibleName()
    assert charts.metric_choice.isVisible() is False  # aims are of no one metric


def test_an_edit_is_drawn_anew(qtbot: QtBot, charts: Charts) -> None:
    drawn(qtbot, charts)
    title = charts.sheet.accessibleName()
    metric = charts.metric_choice.itemData(0)

    charts._session.commit(M("Rename"), lambda m: edits.change(m, metric, name="Joy"))

    qtbot.waitUntil(lambda: "Joy" in charts.sheet.accessibleName(), timeout=20_000)
    assert title != charts.sheet.accessibleName()


def test_a_chart_is_exported_and_copied(
    qtbot: QtBot, charts: Charts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = drawn(qtbot, charts)
    out = tmp_path / "trend.svg"
    monkeypatch.setattr(asking, "chart_path", lambda *_: str(out))

    qtbot.mouseClick(charts.export, Qt.MouseButton.LeftButton)
    assert out.read_bytes().startswith(b"<?xml")
    assert "trend.svg" in charts.note.text()

    qtbot.mouseClick(charts.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().image().size() == image.size()


def test_a_name_of_no_form_is_refused(
    qtbot: QtBot, charts: Charts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(qtbot, charts)
    monkeypatch.setattr(asking, "chart_path", lambda *_: str(tmp_path / "trend.gif"))

    qtbot.mouseClick(charts.export, Qt.MouseButton.LeftButton)

    assert list(tmp_path.iterdir()) == []
    assert ".svg" in charts.note.text()


def test_a_map_without_readings_says_so(qtbot: QtBot) -> None:
    with opened(qtbot, JourneyMap(title="Empty")) as made:
        assert made.sheet.image is None
        assert "measured" in made.sheet.accessibleName()
        assert not made.export.isEnabled()


def test_a_missing_library_is_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> bytes:
        raise ImportError("matplotlib")

    monkeypatch.setattr(charts_window, "_picture", missing)
    with opened(qtbot, read_file(EXAMPLES / "coffee-app.yaml").map) as made:
        qtbot.waitUntil(lambda: "journeymap[charts]" in made.sheet.accessibleName())


def test_charts_that_are_closed_while_one_is_drawn_leave_nothing(qtbot: QtBot) -> None:
    with opened(qtbot, read_file(EXAMPLES / "coffee-app.yaml").map) as made:
        QTest.keyClick(made, Qt.Key.Key_Escape)

        assert not made.isVisible()
