"""The first column of a table stays in view while the others scroll past it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.ui.main_window import MainWindow
from journeymap.ui.table.frozen import Frozen
from journeymap.ui.table.view import Table
from tests.ui.window import example, joined, shown

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(params=["en", "fa"])
def table(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Table]:
    """The table of touchpoints in a window that runs either way."""
    with shown(qtbot, tmp_path, example(tmp_path), request.param) as window:
        yield opened(window, qtbot)


def opened(window: MainWindow, qtbot: QtBot) -> Table:
    window.commands["table"].trigger()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(Table)))
    made = next(each for each in window.findChildren(Table) if each.isVisible())
    assert joined(window).tables.shown
    qtbot.waitUntil(lambda: made.horizontalScrollBar().maximum() > 0)
    return made


def frozen(table: Table) -> Frozen:
    assert table.frozen is not None
    return table.frozen


def scrolled(table: Table) -> None:
    """Scroll sideways until the first column is gone."""
    bar = table.horizontalScrollBar()
    bar.setValue(min(bar.maximum(), table.columnWidth(frozen(table).column()) + 40))
    assert bar.value() > 0


def test_it_comes_when_the_column_goes_and_goes_when_it_comes_back(table: Table) -> None:
    assert not frozen(table).isVisible()
    scrolled(table)
    assert frozen(table).isVisible()
    rtl = table.layoutDirection() == Qt.LayoutDirection.RightToLeft
    port, box = table.viewport().geometry(), frozen(table).geometry()
    assert (box.right() == port.right()) if rtl else (box.left() == port.left())
    table.horizontalScrollBar().setValue(0)
    assert not frozen(table).isVisible()


def test_what_it_shows_is_the_column(table: Table) -> None:
    table.clearSelection()
    scrolled(table)
    image = frozen(table).grab().toImage()
    top = table.viewport().geometry().y() - frozen(table).geometry().y()
    row = table.visualRect(table.model().index(2, frozen(table).column()))
    y = top + row.center().y()
    inks = {image.pixel(x, y + dy) for x in range(image.width()) for dy in range(-5, 6)}
    assert len(inks) > 3  # letters on a ground


def test_the_cursor_never_hides_under_it(table: Table) -> None:
    scrolled(table)
    shown_columns = table.columns()
    table.setFocus()
    table.go_to(0, shown_columns[-1])
    for _ in range(len(shown_columns) - 2):
        rtl = table.layoutDirection() == Qt.LayoutDirection.RightToLeft
        QTest.keyClick(table, Qt.Key.Key_Right if rtl else Qt.Key.Key_Left)
        rect = table.visualRect(table.currentIndex())
        assert frozen(table).covered(rect) == 0
    assert table.currentIndex().column() == shown_columns[1]


def test_a_click_leads_to_the_cell_itself(table: Table) -> None:
    scrolled(table)
    box, column = frozen(table), frozen(table).column()
    row = 3
    y = table.viewport().geometry().y() - box.geometry().y() + table.rowViewportPosition(row) + 8
    QTest.mouseClick(box, LEFT, pos=QPoint(box.width() // 2, y))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (row, column)
    assert not box.isVisible()
    assert table.hasFocus()


def test_another_first_column_takes_its_place(table: Table) -> None:
    second = table.columns()[1]
    table.head.moveSection(table.head.visualIndex(second), 0)
    assert frozen(table).column() == second
    table.shown.show(table.records.columns[second].name, False)
    assert frozen(table).column() == table.columns()[0]
