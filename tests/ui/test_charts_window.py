"""The charts beside the map: chosen, drawn beside the window, following it, exported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
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


def pick(choice: QComboBox, data: object) -> None:
    """Choose an entry by keys."""
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Home)
    for _ in range(choice.count()):
        if choice.currentData() == data:
            return
        QTest.keyClick(choice, Qt.Key.Key_Down)
    raise AssertionError(f"{data} cannot be chosen")


def heard(qtbot: QtBot, charts: Charts, words: str) -> None:
    qtbot.waitUntil(lambda: charts.drawn and words in charts.sheet.accessibleName(), timeout=20_000)


@pytest.fixture
def coffee(qtbot: QtBot) -> Iterator[Charts]:
    pytest.importorskip("matplotlib", reason="charts need it")
    with opened(qtbot, read_file(EXAMPLES / "coffee-app.yaml").map) as made:
        drawn(qtbot, made)
        yield made


def test_the_period_of_a_chart_is_chosen_and_said(qtbot: QtBot, coffee: Charts) -> None:
    choose(coffee, "distribution")
    heard(qtbot, coffee, "Oct 2026")

    pick(coffee.period, "2026-03")

    heard(qtbot, coffee, "Mar 2026")


def test_a_trend_has_all_periods_and_lets_none_be_chosen(qtbot: QtBot, coffee: Charts) -> None:
    assert coffee.period.isHidden()
    heard(qtbot, coffee, "Nov 2025 – Oct 2026")


def test_the_charts_follow_the_period_of_the_overlay(qtbot: QtBot, coffee: Charts) -> None:
    choose(coffee, "distribution")
    heard(qtbot, coffee, "Oct 2026")

    coffee._session.set_view(metric="csat", period="2026-02")

    heard(qtbot, coffee, "Feb 2026")
    assert coffee.period.currentData() == "2026-02"


def test_a_place_that_is_deleted_is_said_to_be_gone_and_comes_back(
    qtbot: QtBot, coffee: Charts
) -> None:
    pick(coffee.place, "pay")
    heard(qtbot, coffee, "CSAT: Pay in app")

    coffee._session.commit(M("Delete"), lambda m: edits.delete(m, ["pay"]))

    heard(qtbot, coffee, "CSAT over time")
    assert coffee.place.currentText() == "All places"
    assert "not there any more" in coffee.note.text()

    coffee._session.undo()

    heard(qtbot, coffee, "CSAT: Pay in app")
    assert coffee.place.currentData() == "pay"
    assert coffee.note.text() == ""


def test_a_place_without_the_metric_is_said_to_be_so(qtbot: QtBot, coffee: Charts) -> None:
    pick(coffee.place, "pay")
    heard(qtbot, coffee, "CSAT: Pay in app")

    elsewhere = next(
        each.id
        for each in coffee._session.map.metrics
        if (taken := coffee._session.readings.places(each.id)) and "pay" not in taken
    )
    pick(coffee.metric_choice, elsewhere)

    gone = "“Pay in app” was not measured; all places are shown"
    qtbot.waitUntil(lambda: coffee.note.text() == gone)
    assert coffee.place.currentData() is None


def test_the_whole_map_can_be_chosen_where_it_was_measured(qtbot: QtBot) -> None:
    pytest.importorskip("matplotlib", reason="charts need it")
    m = read_file(EXAMPLES / "coffee-app.yaml").map
    whole = m.readings[0].model_copy(update={"at": None})
    with opened(qtbot, m.model_copy(update={"readings": (*m.readings, whole)})) as made:
        drawn(qtbot, made)
        pick(made.place, "")

        heard(qtbot, made, "the whole map")


def test_letters_keep_their_size_in_a_narrow_window(qtbot: QtBot, coffee: Charts) -> None:
    coffee.resize(480, 420)
    choose(coffee, "curves")
    heard(qtbot, coffee, "Rated by the team")

    image = coffee.sheet.image
    assert image is not None
    assert image.width() > coffee.room.viewport().width() * image.devicePixelRatio()
    assert coffee.room.horizontalScrollBar().maximum() > 0  # it is scrolled, not made small
