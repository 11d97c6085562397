"""The canvas in its window: menus, shortcuts and panels that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from journeymap.ui.canvas.badges import Badge
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.main_window import MainWindow
from journeymap.ui.session import Session
from tests.ui.window import joined, shown

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def canvas_of(window: MainWindow) -> CanvasView:
    return joined(window).canvas


def awake(window: MainWindow, qtbot: QtBot) -> CanvasView:
    """Return the canvas with the keyboard."""
    canvas = canvas_of(window)
    window.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    return canvas


def menu_of(window: MainWindow, key: str) -> list[str]:
    """Return what the context menu of a record offers."""
    canvas = canvas_of(window)
    part = canvas.part_of(key)
    assert part is not None
    at = canvas.on_screen(part).center().toPoint()
    canvas.pointer.cancel()
    canvas._show_menu_for(part)
    canvas.menu_requested.emit(canvas.viewport().mapToGlobal(at), part.key)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    menu.close()
    return words


def test_shortcuts_zoom_to_the_selection_and_collapse_its_stage(
    window: MainWindow, qtbot: QtBot
) -> None:
    canvas, session = awake(window, qtbot), session_of(window)
    session.select(("pay",))
    canvas.set_zoom(0.2)
    QTest.keyClick(canvas, Qt.Key.Key_7, CTRL)
    assert canvas.zoom > 0.9
    QTest.keyClick(canvas, Qt.Key.Key_K, CTRL | SHIFT)
    assert len(session.view.collapsed) == 1


def test_the_edit_menu_selects_what_is_similar(window: MainWindow) -> None:
    session = session_of(window)
    menu = window.submenus["select"]
    menu.aboutToShow.emit()
    assert len(menu.actions()) == 7
    assert not any(action.isEnabled() for action in menu.actions())
    session.select(("pay",))
    assert all(action.isEnabled() for action in menu.actions())
    menu.actions()[0].trigger()
    stages = {t.stage for t in session.map.touchpoints if t.id in session.selection}
    assert len(stages) == 1
    assert len(session.selection) > 1


def test_the_context_menu_knows_what_it_is_opened_on(window: MainWindow) -> None:
    session = session_of(window)
    card = menu_of(window, "pay")
    assert "Select similar" in card
    assert "Collapse the stage" not in card
    stage = menu_of(window, session.map.stages[0].id)
    assert "Collapse the stage" in stage
    session.set_view(collapsed=frozenset({session.map.stages[0].id}))
    assert "Expand the stage" in menu_of(window, session.map.stages[0].id)
    row = menu_of(window, "app")
    assert {"Rows", "Move all rows down", "Hide all rows"} <= set(row)


def test_the_corner_map_is_switched_off_for_the_next_time_too(
    qtbot: QtBot, tmp_path: Path, coffee: Path
) -> None:
    with shown(qtbot, tmp_path, coffee) as window:
        canvas_of(window).set_zoom(2.0)
        assert window.commands["minimap"].isChecked()
        assert canvas_of(window).minimap.isVisible()
        window.commands["minimap"].trigger()
        assert not canvas_of(window).minimap.isVisible()
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    assert store.value("hidden/minimap") in (True, "true")
    with shown(qtbot, tmp_path, coffee) as window:
        canvas_of(window).set_zoom(2.0)
        assert not window.commands["minimap"].isChecked()
        assert not canvas_of(window).minimap.isVisible()


@pytest.mark.parametrize("panel", ["comments", "findings"])
def test_a_badge_brings_its_panel_to_the_front(window: MainWindow, panel: str) -> None:
    canvas = canvas_of(window)
    if window.commands[panel].isChecked():
        window.commands[panel].trigger()
    canvas.set_zoom(1.0)
    session_of(window).jump("pay")
    canvas.badges.badges, canvas.badges.comments = {"pay": Badge(1, "error")}, {"pay": 1}
    part = canvas.part_of("pay")
    assert part is not None
    spot = next(each for each in canvas.badges.spots(part) if each.panel == panel)
    at = canvas.viewportTransform().map(spot.centre).toPoint()
    QTest.mouseClick(canvas.viewport(), LEFT, PLAIN, at)
    assert window.commands[panel].isChecked()
    assert window.docks[panel].isVisible()
    assert session_of(window).selection == ("pay",)


@pytest.fixture
def blank(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, tmp_path) as made:
        made.begin("blank")
        workspace = joined(made)
        qtbot.waitUntil(lambda: workspace.there)
        yield made


def test_a_blank_map_is_begun_by_its_buttons(blank: MainWindow, qtbot: QtBot) -> None:
    canvas, session = canvas_of(blank), session_of(blank)
    assert canvas.empty.isVisible()
    QTest.mouseClick(canvas.empty.buttons["add-stage"], LEFT)
    assert len(session.map.stages) == 1
    qtbot.waitUntil(lambda: canvas.editor is not None)
    QTest.keyClicks(canvas.editor, "Find")
    QTest.keyClick(canvas.editor, Qt.Key.Key_Return)
    assert session.map.stages[0].name == "Find"

    QTest.mouseClick(canvas.first, LEFT)
    assert len(session.map.touchpoints) == 1
    qtbot.waitUntil(lambda: canvas.editor is not None)
    assert not canvas.first.isVisible()
    canvas.renaming.finish()


def test_a_blank_map_offers_the_templates(blank: MainWindow) -> None:
    canvas = canvas_of(blank)
    QTest.mouseClick(canvas.empty.buttons["template"], LEFT, PLAIN, QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) >= 4
    menu.close()
