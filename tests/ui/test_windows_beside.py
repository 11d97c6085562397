"""What shows a map in a window of its own goes with the map, and changes none that is gone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.ui.board.window import Board
from journeymap.ui.charts.window import Charts
from journeymap.ui.main_window import MainWindow


def beside() -> list[str]:
    """Return which windows are shown beside that of the map."""
    shown = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    return [type(each).__name__ for each in shown if isinstance(each, Board | Charts)]


@pytest.mark.parametrize("how", ["window", "map"])
def test_the_board_and_the_charts_go_with_their_map(
    window: MainWindow, qtbot: QtBot, how: str
) -> None:
    window.trigger("board")
    window.trigger("charts")
    qtbot.waitUntil(lambda: len(beside()) == 2)

    if how == "window":
        window.close()
    else:
        window.trigger("close")

    qtbot.waitUntil(lambda: not beside(), timeout=3_000)
