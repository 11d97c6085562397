"""The health of the map in the status bar: what it says, where it leads, how it gives way."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.journey import Stage
from journeymap.model.text import M
from journeymap.ui.findings.rows import Line
from journeymap.ui.health.line import FEWEST, HealthLine
from journeymap.ui.main_window import MainWindow
from journeymap.ui.settings import languages
from tests.ui.window import example, joined, shown

LEFT = Qt.MouseButton.LeftButton


def line_of(window: MainWindow) -> HealthLine:
    health = joined(window).deeds._health
    assert health is not None
    return health.line


def checked(window: MainWindow, qtbot: QtBot) -> HealthLine:
    """Wait for the checks, and return the line that tells of them."""
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.checked and not session.checking.busy, timeout=20_000)
    qtbot.waitUntil(lambda: joined(window).deeds._health is not None)
    return line_of(window)


@pytest.fixture
def line(window: MainWindow, qtbot: QtBot) -> HealthLine:
    return checked(window, qtbot)


def test_it_counts_findings_by_kind_and_level(window: MainWindow, line: HealthLine) -> None:
    assert window.session is not None
    found = window.session.findings
    for (kind, level), tool in line.counts.items():
        n = sum((f.kind, f.level) == (kind, level) for f in found)
        assert tool.isVisible() == (n > 0), (kind, level)
        if n:
            assert tool.text() == str(n)
            assert str(n) in tool.accessibleName().replace("\u2068", "")


def test_a_click_shows_the_findings_of_that_level(window: MainWindow, line: HealthLine) -> None:
    assert window.session is not None
    window.commands["findings"].trigger()
    assert not window.commands["findings"].isChecked()
    kind, level = next(key for key, tool in line.counts.items() if tool.isVisible())
    QTest.mouseClick(line.counts[kind, level], LEFT)
    panel = joined(window).panels.findings
    rows = [row.finding for row in panel.model.rows if isinstance(row, Line)]
    wanted = [f for f in window.session.findings if (f.kind, f.level) == (kind, level)]
    assert rows == wanted
    assert panel.isVisible()


def test_keys_reach_and_press_a_count(window: MainWindow, line: HealthLine) -> None:
    tool = next(tool for tool in line.counts.values() if tool.isVisible())
    window.activateWindow()
    tool.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(tool, Qt.Key.Key_Space)
    assert joined(window).panels.findings.narrow.isVisible()


def test_it_follows_the_checks(window: MainWindow, line: HealthLine, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    before = sum(f.kind == "map" and f.level == "error" for f in session.findings)
    empty = Stage(id="nowhere", name="Nowhere")  # without a touchpoint it is an error
    session.commit(M("Add"), lambda m: edits.add(m, empty))
    qtbot.waitUntil(
        lambda: sum(f.kind == "map" and f.level == "error" for f in session.findings) > before,
        timeout=20_000,
    )
    assert line.counts["map", "error"].isVisible()
    assert line.counts["map", "error"].text() == str(before + 1)


def test_a_click_on_the_coverage_shows_it(window: MainWindow, line: HealthLine) -> None:
    QTest.mouseClick(line.coverage, LEFT)
    assert joined(window).coverage.view.on


def test_a_click_on_the_review_leads_to_its_day(window: MainWindow, line: HealthLine) -> None:
    assert window.session is not None
    window.activateWindow()
    window.session.select(("pay",))
    QTest.mouseClick(line.review, LEFT)
    QApplication.processEvents()
    assert window.session.selection == ()
    editor = joined(window).panels.inspector.form.editors["reviewed"]
    focus = window.focusWidget()
    assert focus is not None
    assert focus is editor or editor.isAncestorOf(focus)


def test_a_map_that_nobody_reviewed_says_so(
    window: MainWindow, line: HealthLine, qtbot: QtBot
) -> None:
    session = window.session
    assert session is not None
    session.commit(M("Forget"), lambda m: edits.change(m, "", reviewed=None))
    qtbot.waitUntil(lambda: "Not reviewed yet" in line.review.accessibleName(), timeout=20_000)


def test_a_note_has_room_beside_it(window: MainWindow, line: HealthLine) -> None:
    window.resize(1280, 720)
    wide = line.width()
    window.say_note(M("{text}", text="A long note about what was done a moment ago, with names"))
    QApplication.processEvents()
    assert line.width() < wide
    assert window.note.width() >= window.note.sizeHint().width() * 0.5
    window.say_note(None)
    QApplication.processEvents()
    assert line.width() == wide


@pytest.mark.parametrize("lang", languages())
def test_there_is_room_in_every_language(qtbot: QtBot, tmp_path: Path, lang: str) -> None:
    with shown(qtbot, tmp_path, example(tmp_path), lang) as window:
        line = checked(window, qtbot)
        QApplication.processEvents()
        assert line._detail < FEWEST
        bar = window.statusBar()
        parts = [window.counts, line, window.saved, window.zoom]
        boxes = sorted((part.geometry() for part in parts), key=lambda box: box.x())
        assert all(bar.rect().contains(box) for box in boxes)
        assert all(a.right() < b.left() for a, b in pairwise(boxes))
        assert line.width() >= line.sizeHint().width()


def test_in_a_small_window_the_counts_stay(window: MainWindow, line: HealthLine) -> None:
    window.resize(640, 360)
    QApplication.processEvents()
    assert line._detail == FEWEST
    shown_now = [tool for tool in line.counts.values() if tool.isVisible()]
    assert shown_now
    assert line.geometry().right() <= window.statusBar().width()


def test_the_map_keeps_its_place_when_the_line_comes(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        high = window.statusBar().height()
        checked(window, qtbot)
        QApplication.processEvents()
        assert window.statusBar().height() == high


def test_it_goes_with_the_map_and_comes_with_the_next(
    window: MainWindow, line: HealthLine, tmp_path: Path, qtbot: QtBot
) -> None:
    assert line.isVisible()
    window.commands["close"].trigger()
    assert window.stack.currentWidget() is window.start
    assert not line.isVisible()
    joined(window).file.open(example(tmp_path, "travel-booking.zh.yaml"))
    qtbot.waitUntil(line.isVisible, timeout=20_000)
