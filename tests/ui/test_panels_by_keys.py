"""The panels by their keys: which comes to the front, which goes, and where typing goes then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.ui.main_window import MainWindow
from tests.ui.hands import CTRL, SHIFT
from tests.ui.window import example, joined, shown

K = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, tmp_path, example(tmp_path)) as made:
        made.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
        joined(made).canvas.setFocus()
        yield made


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, CTRL | SHIFT)
    QApplication.processEvents()


def in_front(window: MainWindow, name: str) -> bool:
    return not window.docks[name].visibleRegion().isEmpty()


def test_a_panel_behind_another_comes_to_the_front_first(qtbot: QtBot, window: MainWindow) -> None:
    press(K.Key_H)
    qtbot.waitUntil(lambda: in_front(window, "history"))
    press(K.Key_T)
    qtbot.waitUntil(lambda: in_front(window, "outline"))
    assert window.commands["outline"].isChecked()
    press(K.Key_T)
    qtbot.waitUntil(lambda: in_front(window, "history"))
    assert not window.commands["outline"].isChecked()


def test_whoever_opens_the_comments_writes_one(qtbot: QtBot, window: MainWindow) -> None:
    panels = joined(window).panels
    joined(window).session.select(("pay",))
    press(K.Key_C)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is panels.comments.write.words)
    QTest.keyClicks(panels.comments.write.words, "Is this so?")
    assert panels.comments.write.words.toPlainText() == "Is this so?"
    press(K.Key_C)
    assert not window.docks["comments"].isVisible()


def test_f6_comes_to_a_map_that_is_seen_as_a_whole(qtbot: QtBot, window: MainWindow) -> None:
    canvas = joined(window).canvas
    canvas.fit()  # without scroll bars, of which something would be seen
    joined(window).panels.outline.tree.setFocus()
    for _ in range(8):
        QTest.keyClick(QApplication.focusWidget(), K.Key_F6)
        if canvas.hasFocus():
            break
    assert canvas.hasFocus()
