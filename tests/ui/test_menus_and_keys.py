"""Menus stay on the screen and short, shortcuts type nothing, and questions take what is marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.text import M
from journeymap.ui import actions
from journeymap.ui.asking import Picker
from journeymap.ui.main_window import MainWindow
from journeymap.ui.menu import Menu
from tests.ui.window import example, joined, shown

MOST = 18  # entries of a menu, lines not counted
Key = Qt.Key


def test_no_shortcut_is_a_way_to_type_a_character() -> None:
    """Ctrl+Alt is AltGr on many keyboards."""
    assert [row.id for row in actions.ACTIONS if any("Ctrl+Alt" in keys for keys in row.keys)] == []


def test_no_menu_is_longer_than_a_small_screen(window: MainWindow) -> None:
    for menu in (*window.menus.findChildren(QMenu), *window.submenus.values()):
        entries = [action for action in menu.actions() if not action.isSeparator()]
        assert len(entries) <= MOST, menu.title()


def test_every_action_stands_in_one_menu(window: MainWindow) -> None:
    listed = [a for menu in window.menus.findChildren(QMenu) for a in menu.actions()]
    for id, action in window.commands.items():
        filled = actions.row_of(id).inside == "select"  # when it is shown
        assert listed.count(action) == (0 if filled else 1), id


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_menus_open_within_the_screen(qtbot: QtBot, tmp_path: Path, lang: str) -> None:
    with shown(qtbot, tmp_path, example(tmp_path), lang) as window:
        for entry in window.menus.actions():
            menu = entry.menu()
            assert isinstance(menu, Menu)
            # where Qt puts what is too high for the room under its title
            menu.popup(window.screen().geometry().topRight() + QPoint(400, 0))
            assert window.screen().availableGeometry().contains(menu.geometry())
            menu.hide()


def test_the_menu_of_lanes_stays_open_and_as_it_is_while_ticking(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = window.session
    assert session is not None
    menu = window.submenus["lanes"]
    menu.popup(QPoint(0, 0))
    lanes = [action for action in menu.actions() if action.isCheckable()]
    order = [action.text() for action in lanes]
    before = len(session.view.lanes)
    hidden = next(action for action in lanes if not action.isChecked())
    for action, more in ((hidden, 1), (hidden, 0)):
        where = menu.actionGeometry(action).center()
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=where)
        assert menu.isVisible()
        assert len(session.view.lanes) == before + more
        assert action.isChecked() == bool(more)
    assert [action.text() for action in menu.actions() if action.isCheckable()] == order
    for action in lanes:
        if action.isChecked():
            menu.setActiveAction(action)
            QTest.keyClick(menu, Key.Key_Space)
    assert len(session.view.lanes) == 1  # and the last one stays
    assert [action.isChecked() for action in lanes].count(True) == 1
    assert menu.isVisible()
    menu.hide()


@pytest.fixture
def picker(qtbot: QtBot) -> Iterator[Picker]:
    entries = [("Pay", "pay"), ("Pick up", "pick-up"), ("Play", "play")]
    parent = QWidget()
    made = Picker(parent, "en", M("Where does it lead to?"), entries)
    qtbot.addWidget(parent)
    made.show()
    yield made
    made.hide()


def test_a_list_takes_nothing_that_nobody_chose(picker: Picker) -> None:
    assert picker.list.currentItem() is None
    assert not picker.take.isEnabled()
    QTest.keyClick(picker.filter, Key.Key_Return)
    assert picker.isVisible()
    assert picker.picked() == ""


def test_arrows_in_the_filter_walk_the_list_and_enter_takes_the_marked_entry(
    picker: Picker,
) -> None:
    QTest.keyClick(picker.filter, Key.Key_Down)
    assert picker.picked() == "pay"
    QTest.keyClick(picker.filter, Key.Key_Down)
    QTest.keyClick(picker.filter, Key.Key_Return)
    assert not picker.isVisible()
    assert picker.picked() == "pick-up"


def test_typing_marks_the_first_that_fits_and_arrows_pass_over_the_others(picker: Picker) -> None:
    QTest.keyClicks(picker.filter, "pl")
    assert picker.picked() == "play"
    picker.filter.clear()
    assert picker.picked() == ""
    QTest.keyClicks(picker.filter, "ay")
    assert picker.picked() == "pay"
    QTest.keyClick(picker.filter, Key.Key_Down)
    assert picker.picked() == "play"
    QTest.keyClicks(picker.filter, "x")
    assert picker.picked() == ""


def test_the_zoom_in_the_status_bar_offers_others(window: MainWindow, qtbot: QtBot) -> None:
    canvas = joined(window).canvas
    canvas.set_zoom(0.5)
    QTest.mouseClick(window.zoom, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.geometry().bottom() <= window.zoom.mapToGlobal(QPoint(0, 0)).y() + 1
    QTest.mouseClick(
        menu,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        menu.actionGeometry(window.commands["zoom-100"]).center(),
    )
    assert canvas.zoom == 1.0
    window.zoom.setFocus()
    QTest.keyClick(window.zoom, Qt.Key.Key_Space)
    assert QApplication.activePopupWidget() is menu
    menu.close()


def test_a_letter_goes_to_the_next_entry_that_begins_with_it(window: MainWindow) -> None:
    menu = window.submenus["zoom"]
    menu.popup(window.mapToGlobal(QPoint(200, 200)))
    found = []
    for _ in range(3):
        QTest.keyClicks(menu, "z")
        action = menu.activeAction()
        found.append(action.text().split("\t")[0])
    assert found == ["Zoom in", "Zoom out", "Zoom in"]
    assert menu.isVisible()
    QTest.keyClicks(menu, "q")
    assert menu.activeAction().text().startswith("Zoom in")
    menu.close()
