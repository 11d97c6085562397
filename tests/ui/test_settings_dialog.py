"""The settings dialog: each choice works at once, is kept, and can be set back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.controls import Check, Choice, Field
from journeymap.ui.main_window import SETTLED, MainWindow
from journeymap.ui.settings_dialog import SettingsDialog
from tests.ui.window import joined, shown


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, coffee: Path) -> Iterator[MainWindow]:
    with shown(qtbot, tmp_path, coffee) as made:
        yield made
        made.settings.text_size = 100
        made.follow_settings()


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Iterator[SettingsDialog]:
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    made = window.findChild(SettingsDialog)
    assert made is not None
    qtbot.waitUntil(made.isVisible)
    yield made
    made.close()


def choose(dialog: SettingsDialog, name: str, data: object) -> None:
    """Choose with the keys, as a person would."""
    field = dialog.fields[name]
    assert isinstance(field, Choice)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Home)
    for _ in range(field.findData(data)):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.currentData() == data


def test_the_theme_changes_at_once_and_is_kept(dialog: SettingsDialog, window: MainWindow) -> None:
    choose(dialog, "theme", "dark")
    assert (window.theme, window.settings.theme) == ("dark", "dark")
    choose(dialog, "theme", "light")
    assert window.theme == "light"


def test_strong_contrast_is_a_tick(
    dialog: SettingsDialog, window: MainWindow, qtbot: QtBot
) -> None:
    choose(dialog, "theme", "light")
    box = dialog.fields["contrast"]
    assert isinstance(box, Check)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert window.settings.contrast
    assert window.theme == "contrast-light"
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert window.theme == "light"


def test_another_language_turns_window_and_dialog_while_the_map_stays(
    dialog: SettingsDialog, window: MainWindow, qtbot: QtBot
) -> None:
    choose(dialog, "language", "fa")
    qtbot.waitUntil(lambda: window.lang == "fa" and dialog._lang == "fa")
    rtl = Qt.LayoutDirection.RightToLeft
    assert (window.layoutDirection(), dialog.layoutDirection()) == (rtl, rtl)
    assert joined(window).there
    choose(dialog, "language", "en")
    qtbot.waitUntil(lambda: window.lang == "en")


def test_larger_text_is_larger_in_window_and_dialog(
    dialog: SettingsDialog, window: MainWindow, qtbot: QtBot
) -> None:
    before = dialog.fontMetrics().height()
    choose(dialog, "text_size", 150)
    qtbot.waitUntil(lambda: dialog.fields["theme"].fontMetrics().height() > before)
    qtbot.waitUntil(lambda: joined(window).there)


def test_a_fitted_map_stays_fitted_with_larger_text(
    dialog: SettingsDialog, window: MainWindow, qtbot: QtBot
) -> None:
    window.commands["fit"].trigger()
    before = joined(window).canvas
    assert before.fitted
    assert before.zoom < 0.5
    choose(dialog, "text_size", 150)
    qtbot.waitUntil(lambda: joined(window).canvas is not before and joined(window).there)
    QTest.qWait(SETTLED + 100)
    canvas = joined(window).canvas
    assert canvas.fitted
    assert canvas.picture is not None
    assert canvas.seen().contains(rect_of(canvas.picture.bounds))


def test_the_settings_say_that_they_changed(
    dialog: SettingsDialog, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.settings_changed):
        choose(dialog, "reduced_motion", "on")
    assert joined(window).canvas.reduced_motion


def test_the_minimap_is_switched_in_the_window_too(
    dialog: SettingsDialog, window: MainWindow, qtbot: QtBot
) -> None:
    assert window.commands["minimap"].isChecked()
    qtbot.mouseClick(dialog.fields["minimap"], Qt.MouseButton.LeftButton)
    assert not window.commands["minimap"].isChecked()
    assert not window.settings.minimap


def test_the_name_is_kept_without_blanks(dialog: SettingsDialog, window: MainWindow) -> None:
    field = dialog.fields["person"]
    assert isinstance(field, Field)
    field.setFocus()
    QTest.keyClicks(field, " Dana ")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert window.settings.person == "Dana"


def test_reset_goes_back_to_what_is_new_and_keeps_name_and_files(
    dialog: SettingsDialog, window: MainWindow, qtbot: QtBot, coffee: Path
) -> None:
    window.settings.person = "Dana"
    choose(dialog, "open_in", "here")
    choose(dialog, "theme", "dark")

    qtbot.mouseClick(dialog._reset, Qt.MouseButton.LeftButton)

    kept = window.settings
    assert (kept.open_in, kept.theme, kept.person) == ("new", "system", "Dana")
    assert coffee in kept.recent
    qtbot.waitUntil(lambda: _data(dialog, "open_in") == "new")


def _data(dialog: SettingsDialog, name: str) -> object:
    field = dialog.fields[name]
    assert isinstance(field, Choice)
    return field.currentData()


def test_every_field_can_be_reached_and_has_a_name(dialog: SettingsDialog) -> None:
    fields: list[QWidget] = list(dialog.fields.values())
    assert len(fields) >= 9
    for field in fields:
        assert field.accessibleName()
        assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
