"""How the focus is seen on a button: one frame around it, and nothing drawn inside."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui.controls import button
from tests.ui.window import shown

K = Qt.Key


@pytest.mark.parametrize("look", ["", "main"])
def test_a_button_with_the_focus_has_one_ground(qtbot: QtBot, tmp_path: Path, look: str) -> None:
    with shown(qtbot, tmp_path):  # which dresses the program
        page = QWidget()
        qtbot.addWidget(page)
        column = QVBoxLayout(page)
        first, second = button("One", look), button("Two", look)
        for each in (first, second):
            each.setMinimumSize(160, 60)
            column.addWidget(each)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
        first.setFocus()
        QTest.keyClick(first, K.Key_Tab)
        assert second.hasFocus()
        image = second.grab().toImage()
        row = {image.pixel(x, 10) for x in range(8, image.width() - 8)}
        column_of = {image.pixel(image.width() - 8, y) for y in range(8, image.height() - 8)}
        line = {image.pixel(x, image.height() - 10) for x in range(8, image.width() - 8)}
        assert len(row | column_of | line) == 1
