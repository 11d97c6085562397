"""The tables in the window: they take the place of the map, and go with the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.main_window import MainWindow
from journeymap.ui.table.page import TablePage
from tests.ui.inspected import type_text
from tests.ui.tabled import CTRL, PLAIN, SHIFT, K
from tests.ui.window import example, joined, shown


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, tmp_path, example(tmp_path)) as made:
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        yield made


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
    QApplication.processEvents()


def page_of(window: MainWindow) -> TablePage:
    return joined(window).tables.page


def test_keys_lead_to_the_tables_and_back_with_the_selection(window: MainWindow) -> None:
    session = joined(window).session
    session.select(("pay",) if "pay" in session.index.entries else ())
    key = next(iter(session.index.keys_of("touchpoint")))
    session.select((key,))
    press(window, K.Key_Y, CTRL | SHIFT)
    page = page_of(window)
    assert joined(window).tables.shown
    assert window.commands["table"].isChecked()
    assert QApplication.focusWidget() is page.table
    assert page.table.records.keys[page.table.currentIndex().row()] == key
    press(window, K.Key_Down)
    below = page.table.records.keys[page.table.currentIndex().row()]
    press(window, K.Key_Y, CTRL | SHIFT)
    assert not joined(window).tables.shown
    assert QApplication.focusWidget() is joined(window).canvas
    assert session.selection == (below,)


def test_a_button_leads_back_to_the_map(window: MainWindow) -> None:
    window.commands["table"].trigger()
    page_of(window).back.click()
    assert not joined(window).tables.shown
    assert not window.commands["table"].isChecked()


def test_ctrl_t_names_a_new_touchpoint_in_its_cell(window: MainWindow, qtbot: QtBot) -> None:
    session = joined(window).session
    window.commands["table"].trigger()
    page = page_of(window)
    page.table.go_to(2)
    n = len(session.map.touchpoints)
    press(window, K.Key_T, CTRL)
    qtbot.waitUntil(lambda: page.table.delegate.edit is not None)
    edit = page.table.delegate.edit
    assert edit is not None
    type_text(edit.editor, "Wait for it +2 *")
    QTest.keyClick(edit.editor, K.Key_Return)
    assert len(session.map.touchpoints) == n + 1
    assert session.index.entries["wait-for-it"].record.name == "Wait for it"  # type: ignore[union-attr] # it is a touchpoint, which has one
    record = session.index.touchpoint("wait-for-it")
    assert record is not None
    assert (record.emotion, record.moment_of_truth) == (2, True)  # quick entry, as on the map
    assert session.document.done == 1
    press(window, K.Key_Z, CTRL)
    assert len(session.map.touchpoints) == n


def test_the_tool_for_pain_points_names_them_in_their_table(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.commands["table"].trigger()
    page = page_of(window)
    page.table.go_to(1)
    window.commands["add-pain"].trigger()
    qtbot.waitUntil(lambda: page.kind == "pain_point" and page.table.delegate.edit is not None)


def test_del_and_f2_mean_the_cell_and_no_record(window: MainWindow) -> None:
    session = joined(window).session
    window.commands["table"].trigger()
    table = page_of(window).table
    table.go_to(0, table.records.column_of("emotion"))
    n = len(session.map.touchpoints)
    press(window, K.Key_Delete)
    assert len(session.map.touchpoints) == n
    assert session.document.done == 1
    press(window, K.Key_F2)
    assert table.delegate.edit is not None
    table.delegate.drop()


def test_ctrl_d_fills_cells_and_duplicates_a_whole_row(window: MainWindow) -> None:
    session = joined(window).session
    window.commands["table"].trigger()
    records = page_of(window).table.records
    page_of(window).table.go_to(0, records.column_of("effort"))
    n = len(session.map.touchpoints)
    press(window, K.Key_Down, SHIFT)
    press(window, K.Key_D, CTRL)
    first, second = (session.index.entries[key].record for key in records.keys[:2])
    assert first.effort == second.effort  # type: ignore[union-attr] # they are touchpoints
    page_of(window).table.go_to(2, records.column_of("effort"))
    press(window, K.Key_D, CTRL)
    third = session.index.entries[records.keys[2]].record
    assert third.effort == first.effort  # type: ignore[union-attr] # it is a touchpoint
    assert len(session.map.touchpoints) == n
    heads = page_of(window).table.verticalHeader()
    QTest.mouseClick(
        heads.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(4, heads.sectionViewportPosition(0) + 4),
    )
    press(window, K.Key_D, CTRL)
    assert len(session.map.touchpoints) == n + 1


def test_keys_that_rate_on_the_map_rate_the_row(window: MainWindow) -> None:
    session = joined(window).session
    window.commands["table"].trigger()
    table = page_of(window).table
    table.go_to(1)
    press(window, K.Key_5, CTRL)
    assert session.index.entries[table.records.keys[1]].record.emotion == 2  # type: ignore[union-attr] # it is a touchpoint


def test_the_menus_of_cells_and_heads_open(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["table"].trigger()
    table = page_of(window).table
    table.go_to(0)
    for target in (table.viewport(), table.head.viewport()):
        at = QPoint(20, 10)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, target.mapToGlobal(at))
        QApplication.sendEvent(target, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        words = [action.text() for action in menu.actions()]
        assert "Sort by “Name” upwards" in words
        QTest.keyClick(menu, K.Key_Escape)


def test_panes_are_walked_and_escape_leads_back_to_the_table(window: MainWindow) -> None:
    window.commands["table"].trigger()
    table = page_of(window).table
    assert QApplication.focusWidget() is table
    press(window, K.Key_F6)
    assert QApplication.focusWidget() is not table
    press(window, K.Key_Escape)
    assert QApplication.focusWidget() is table


def test_what_changed_while_the_map_was_shown_is_there_afterwards(window: MainWindow) -> None:
    session = joined(window).session
    window.commands["table"].trigger()
    table = page_of(window).table
    window.commands["table"].trigger()
    first, *_, last = table.records.keys
    session.commit(M("x"), lambda m: edits.delete(m, (first,)))
    session.select((last,))
    window.commands["table"].trigger()
    assert first not in table.records.keys
    assert table.records.keys[table.currentIndex().row()] == last
    assert f"  {len(session.map.touchpoints)}" in page_of(window).tabs.tabText(0)


def test_wall_mode_shows_the_map(window: MainWindow) -> None:
    window.commands["table"].trigger()
    window.commands["wall"].trigger()
    assert not joined(window).tables.shown
    window.commands["wall"].trigger()


def test_a_file_is_found_again_as_the_table_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    path = example(tmp_path)
    with shown(qtbot, tmp_path, path) as window:
        window.commands["table"].trigger()
        page_of(window).show_kind("opportunity")
        joined(window).keep_seen()
    with shown(qtbot, tmp_path, path) as window:
        assert joined(window).tables.shown
        assert page_of(window).kind == "opportunity"
        window.commands["table"].trigger()
        joined(window).keep_seen()
    with shown(qtbot, tmp_path, path) as window:
        assert not joined(window).tables.shown


def test_another_language_of_the_window_keeps_the_map(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["table"].trigger()
    old = joined(window)
    window.choose_language("fa")
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace is not old)
    window.commands["table"].trigger()
    assert page_of(window).layoutDirection() == Qt.LayoutDirection.RightToLeft
    window.choose_language("en")
