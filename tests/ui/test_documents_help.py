"""Help: how to begin, the shortcuts and the checks, found by typing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from journeymap.checks.known import BUILT_IN
from journeymap.ui.action_table import ACTIONS
from journeymap.ui.actions import keys_text
from journeymap.ui.help import STEPS, Help, show_help
from journeymap.ui.main_window import MainWindow


def opened(window: MainWindow, qtbot: QtBot, key: Qt.Key, ctrl: bool = False) -> Help:
    keys = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(window, key, keys)
    made = window.findChild(Help)
    assert made is not None
    qtbot.addWidget(made)
    return made


def test_f1_tells_how_to_begin(window: MainWindow, qtbot: QtBot) -> None:
    shown = opened(window, qtbot, Qt.Key.Key_F1)
    assert shown.tabs.currentWidget() is shown.pages["help"]
    words = " ".join(each.text() for each in shown.pages["help"].findChildren(QLabel))
    assert all(str(title) in words for title, _ in STEPS)


def test_every_shortcut_is_listed_and_found_by_what_it_does_or_by_its_keys(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown = opened(window, qtbot, Qt.Key.Key_F1, ctrl=True)
    page = shown.shortcuts
    assert len(page.lines()) >= 2 * sum(bool(action.keys) for action in ACTIONS)

    qtbot.keyClicks(page.field, "new window")
    assert [line for line in page.lines() if "Ctrl+F12" in line]
    assert len(page.lines()) < 12
    page.field.clear()
    qtbot.keyClicks(page.field, "ctrl+f12")
    assert "New window" in page.lines()


def test_the_keys_of_all_menus_stand_under_each_other(window: MainWindow, qtbot: QtBot) -> None:
    shown = opened(window, qtbot, Qt.Key.Key_F1, ctrl=True)
    with qtbot.waitExposed(shown):
        shown.show()
    keys = {" / ".join(map(keys_text, action.keys)) for action in ACTIONS if action.keys}
    labels = [each for each in shown.shortcuts.findChildren(QLabel) if each.text() in keys]
    assert len(labels) >= len(keys)
    assert len({each.mapTo(shown, each.rect().topLeft()).x() for each in labels}) == 1


def test_the_shortcuts_are_copied_as_a_table(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, Qt.Key.Key_F1, ctrl=True).copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:2] == ["| where | what | keys |", "|---|---|---|"]
    assert "| File | New window | Ctrl+F12 |" in lines


def test_every_check_is_explained_and_found_by_its_id(window: MainWindow, qtbot: QtBot) -> None:
    window.trigger("checks")
    shown = window.findChild(Help)
    assert shown is not None
    qtbot.addWidget(shown)
    words = " ".join(shown.checks.lines())
    assert all(check.id in words for check in BUILT_IN)

    qtbot.keyClicks(shown.checks.field, "reference-missing")
    assert len(shown.checks.lines()) < 12
    assert "reference-missing" in " ".join(shown.checks.lines())


def test_the_keys_for_shortcuts_turn_the_page_of_an_open_help(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown = opened(window, qtbot, Qt.Key.Key_F1)
    assert shown.tabs.currentWidget() is shown.pages["help"]
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    qtbot.keyClick(shown, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    assert shown.tabs.currentWidget() is shown.shortcuts


def test_there_is_one_help_that_turns_its_page_and_escape_closes_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    (shown,) = window.findChildren(Help)
    assert shown.tabs.currentWidget() is shown.shortcuts
    qtbot.waitUntil(shown.isActiveWindow)
    qtbot.keyClick(shown, Qt.Key.Key_F1)
    assert shown.tabs.currentWidget() is shown.pages["help"]
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_help_opened_anew_speaks_the_language_of_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = show_help(window, "en", "help")
    shown = show_help(window, "tr", "help")
    assert shown.lang == "tr"
    assert not before.isVisible()
    shown.close()
