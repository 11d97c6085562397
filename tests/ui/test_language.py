"""The language of the application: direction, fonts, Qt's own words, names of keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from journeymap.ui import actions, style
from journeymap.ui.app import application
from journeymap.ui.controls import label
from journeymap.ui.language import speak
from tests.ui.window import shown


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    made = application()
    speak(made, "en")
    yield made
    speak(made, "en")


def test_qt_speaks_the_language_of_the_window_and_forgets_the_one_before(
    app: QApplication,
) -> None:
    english = QCoreApplication.translate("QPlatformTheme", "Cancel")

    speak(app, "tr")
    turkish = QCoreApplication.translate("QPlatformTheme", "Cancel")
    speak(app, "en")

    assert (english, turkish) == ("Cancel", "İptal")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


@pytest.mark.parametrize("lang", ["fa", "tr", "ar", "zh"])
def test_the_toolkit_s_own_file_dialog_speaks_the_language(
    qtbot: QtBot, tmp_path: Path, app: QApplication, lang: str
) -> None:
    with shown(qtbot, tmp_path, lang=lang) as window:
        dialog = QFileDialog(window, "", str(tmp_path), "YAML (*.yaml)")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.show()
        qtbot.waitUntil(dialog.isVisible)
        words = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
        words += [each.text() for each in dialog.findChildren(QPushButton) if each.isVisible()]
        dialog.close()

    assert len(words) >= 5
    for english in ("look in", "file name", "files of type", "open", "cancel"):
        assert english not in [each.replace("&", "").rstrip(":").lower() for each in words]


@pytest.mark.parametrize("lang", ["fa", "tr", "ar", "zh"])
def test_keys_are_called_what_keyboards_call_them(app: QApplication, lang: str) -> None:
    speak(app, lang)

    assert QCoreApplication.translate("QShortcut", "Shift") == "Shift"
    assert "Ctrl+Shift+S" in actions.keys_text("Ctrl+Shift+S")
    assert QCoreApplication.translate("QPlatformTheme", "no such text") == "no such text"


@pytest.mark.parametrize(
    ("lang", "first", "later"),
    [
        ("zh", "Noto Sans CJK SC", "Noto Sans CJK JP"),
        ("fa", "Noto Sans Arabic", "Noto Sans CJK SC"),
    ],
)
def test_fonts_of_the_language_come_before_those_of_others(
    app: QApplication, lang: str, first: str, later: str
) -> None:
    system = app.font().families()[0]

    speak(app, lang)

    families = app.font().families()
    assert families[0] == system
    assert families.index(first) < families.index(later)


def test_a_window_that_is_there_already_takes_the_fonts_of_its_language(
    qtbot: QtBot, tmp_path: Path, app: QApplication
) -> None:
    with shown(qtbot, tmp_path, lang="fa") as window:
        labels = window.start.findChildren(QLabel)
        assert {tuple(label.font().families()) for label in labels} == {
            tuple(app.font().families())
        }


def test_the_direction_is_the_language_s(app: QApplication) -> None:
    speak(app, "fa")
    assert app.layoutDirection() == Qt.LayoutDirection.RightToLeft
    speak(app, "zh")
    assert app.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_letters_that_join_are_not_spaced(app: QApplication) -> None:
    style.apply(app, "light")
    speak(app, "en")
    apart = label("Kept", "caps")
    speak(app, "fa")
    together = label("Kept", "caps")
    for made in (apart, together):
        made.ensurePolished()

    assert apart.font().letterSpacing() > 0
    assert together.font().letterSpacing() == 0
