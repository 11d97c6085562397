"""A window has a start page when it shows one, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from journeymap.ui.app import application
from journeymap.ui.main_window import MainWindow
from journeymap.ui.settings import Settings
from tests.ui.window import EXAMPLES, joined, shown


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """Yield a window that was opened on a map."""
    application()
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Settings(store), "en", "light")
    window.open_first(EXAMPLES / "coffee-app.yaml")
    window.show()
    qtbot.waitUntil(lambda: window.workspace is not None and joined(window).there)
    yield window
    assert window.session is not None
    window.session.close()
    window.hide()
    window.deleteLater()


def test_a_window_that_is_opened_on_a_map_makes_no_start_page(opened: MainWindow) -> None:
    assert "start" not in vars(opened)


def test_the_start_page_comes_in_the_theme_of_the_moment_when_the_map_is_closed(
    opened: MainWindow, qtbot: QtBot
) -> None:
    opened.choose_theme("dark")

    opened.commands["close"].trigger()

    qtbot.waitUntil(lambda: not joined(opened).there)
    assert opened.stack.currentWidget() is opened.start
    assert opened.start._theme == "dark"
    assert opened.isActiveWindow()


def test_the_start_page_is_shown_in_another_language(tmp_path: Path, qtbot: QtBot) -> None:
    with shown(qtbot, tmp_path) as window:
        before = window.start
        assert window.stack.currentWidget() is before

        window.speak("fa")

        qtbot.waitUntil(lambda: window.lang == "fa")
        assert window.stack.currentWidget() is window.start is not before
