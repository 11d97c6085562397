"""Nothing gives the keyboard back to the menus: letters typed afterwards would run commands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.main_window import MainWindow
from tests.ui.window import joined

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def canvas(window: MainWindow, qtbot: QtBot) -> CanvasView:
    """The map, with the keyboard."""
    canvas = joined(window).canvas
    window.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    return canvas


def opened(window: MainWindow, n: int) -> QMenu:
    """Return a menu of the bar that is opened with the mouse."""
    title = window.menus.actionGeometry(window.menus.actions()[n])
    QTest.mouseClick(window.menus, Qt.MouseButton.LeftButton, pos=title.center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_one_escape_leaves_the_menus(window: MainWindow, canvas: CanvasView) -> None:
    QTest.keyClick(opened(window, 1), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert canvas.hasFocus()
    assert window.menus.activeAction() is None


def test_escape_in_a_menu_beside_another_leaves_only_that(
    window: MainWindow, canvas: CanvasView
) -> None:
    menu, inner = opened(window, 2), window.submenus["zoom"]
    menu.setActiveAction(inner.menuAction())
    QTest.keyClick(menu, Qt.Key.Key_Right)
    assert QApplication.activePopupWidget() is inner
    QTest.keyClick(inner, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is menu
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert canvas.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_K])
def test_what_is_opened_from_the_menu_bar_gives_the_keyboard_to_the_map(
    window: MainWindow, canvas: CanvasView, key: Qt.Key
) -> None:
    window.menus.setFocus(Qt.FocusReason.MenuBarFocusReason)
    assert window.menus.hasFocus()
    QTest.keyClick(window.menus, key, CTRL)
    field = QApplication.focusWidget()
    assert field is not window.menus
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert canvas.hasFocus()
