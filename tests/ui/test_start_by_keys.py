"""The start page by keys alone: where the focus is seen, and what Enter opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from journeymap.ui.main_window import MainWindow
from journeymap.ui.start.cards import Card
from tests.ui.window import example, shown

K = Qt.Key


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, tmp_path) as made:
        made.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
        yield made


def test_enter_begins_a_map_with_the_card_that_has_the_focus(
    qtbot: QtBot, start: MainWindow
) -> None:
    card = next(each for each in start.start.findChildren(Card) if "Five" in each.accessibleName())
    card.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card, K.Key_Return)
    qtbot.waitUntil(lambda: start.session is not None and len(start.session.map.stages) == 5)


def test_examples_in_other_languages_than_the_windows_say_so(start: MainWindow) -> None:
    QTest.mouseClick(start.start._more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [each.text() for each in menu.actions()]
    menu.close()
    assert "New phone line · Türkçe" in names
    assert "Smart speaker" in names


def test_enter_opens_a_file_of_the_list(qtbot: QtBot, start: MainWindow, tmp_path: Path) -> None:
    path = example(tmp_path)
    start.settings.remember(path)
    start.show_start()
    opener = start.start.files.rows[0]._opener
    opener.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(opener, K.Key_Return)
    qtbot.waitUntil(lambda: start.file() == path, timeout=20_000)


def test_a_card_with_the_focus_has_one_ground(qtbot: QtBot, start: MainWindow) -> None:
    card = start.start.findChildren(Card)[0]
    card.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card, K.Key_Tab)  # somebody works by keys, and sees where they are
    QTest.keyClick(QApplication.focusWidget(), K.Key_Backtab)
    qtbot.waitUntil(card.hasFocus)
    image = card.grab().toImage()
    right, below = image.width() - 20, image.height() - 18  # beside and under the words
    beside = {image.pixel(right, y) for y in range(6, below)}
    assert beside == {image.pixel(image.width() - 8, image.height() // 2)}
