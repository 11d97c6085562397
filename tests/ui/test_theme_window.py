"""The window's colours: they can be read, follow the system, and show what has the keyboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from journeymap.picture.color import contrast
from journeymap.ui import style
from journeymap.ui.app import application
from journeymap.ui.controls import Check, Choice, button, label
from journeymap.ui.main_window import MainWindow
from tests.ui.window import example, joined, shown

THEMES: tuple[style.ThemeChoice, ...] = get_args(style.ThemeChoice)


@pytest.fixture
def app() -> Iterator[QApplication]:
    made = application()
    yield made
    style.set_text_size(made, 100)
    style.apply(made, "light")


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_reads_on_its_ground(theme: style.ThemeChoice) -> None:
    table = style.colors(theme)

    poor = {
        (text, ground): round(contrast(table[text], table[ground]), 2)
        for text, ground in style.READ
        if contrast(table[text], table[ground]) < 4.5
    }

    assert not poor


@pytest.mark.parametrize("theme", THEMES)
def test_frames_and_icons_are_seen(theme: style.ThemeChoice) -> None:
    table = style.colors(theme)

    poor = [pair for pair in style.SEEN if contrast(table[pair[0]], table[pair[1]]) < 3]

    assert not poor


@pytest.mark.parametrize("theme", ["contrast-light", "contrast-dark"])
def test_strong_contrast_is_stronger(theme: style.ThemeChoice) -> None:
    table = style.colors(theme)

    assert contrast(table["text"], table["panel"]) >= 15
    assert contrast(table["text.soft"], table["panel"]) >= 7
    assert contrast(table["edge"], table["panel"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_stylesheet_names_only_colours_that_are_there(theme: style.ThemeChoice) -> None:
    sheet = style.stylesheet(theme, 13)

    assert "$" not in sheet


# ---------------------------------------------------------------- what is painted


def text_and_ground(image: QImage) -> tuple[str, str]:
    """Return the colour that is most different from the most frequent one, and that one."""
    found = Counter(
        image.pixel(x, y) for x in range(4, image.width() - 4) for y in range(4, image.height() - 4)
    )
    ground = QColor(found.most_common(1)[0][0]).name()
    text = max((QColor(pixel).name() for pixel in found), key=lambda each: contrast(each, ground))
    return text, ground


def samples() -> dict[str, QWidget]:
    words = "Hamburg"
    field, hint, choice = QLineEdit(words), QLineEdit(), Choice(words)
    hint.setPlaceholderText(words)
    choice.offer([(words, 1)], 1)
    chip = label(words, "chip")
    pill = button(words, "count")
    pill.setProperty("level", "error")
    made: dict[str, QWidget] = {
        "plain": label(words),
        "soft": label(words, "soft"),
        "small": label(words, "small"),
        "caps": label(words, "caps"),
        "wrong": label(words, "wrong"),
        "chip": chip,
        "button": button(words),
        "main": button(words, "main"),
        "link": button(words, "link"),
        "count": pill,
        "field": field,
        "placeholder": hint,
        "choice": choice,
        "check": Check(words),
    }
    return made


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_painted_reads_too(
    app: QApplication, qtbot: QtBot, theme: style.ThemeChoice
) -> None:
    style.set_text_size(app, 200)  # strokes wide enough to show their colour
    style.apply(app, theme)
    panel = QWidget()
    panel.setObjectName("panel")
    panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    qtbot.addWidget(panel)
    panel.resize(700, 1400)
    y, made = 0, samples()
    for widget in made.values():
        widget.setParent(panel)
        widget.setGeometry(10, y, 420, 70)
        y += 90
    panel.show()

    poor = {}
    for name, widget in made.items():
        text, ground = text_and_ground(panel.grab(widget.geometry()).toImage())
        if contrast(text, ground) < 4.4:  # the last shade is lost in smoothing
            poor[name] = (text, ground, round(contrast(text, ground), 2))

    assert not poor


# ---------------------------------------------------------------- the keyboard


def can_have_focus(window: QWidget) -> list[QWidget]:
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not each.visibleRegion().isEmpty()
        and each.width() > 4
    ]


def looks(window: QWidget, widget: QWidget) -> tuple[QImage, QImage]:
    """Return a widget by itself, for it may be scrolled away, and with what is around it."""
    box = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return widget.grab().toImage(), window.grab(box.adjusted(-4, -4, 4, 4)).toImage()


@pytest.mark.parametrize("theme", THEMES)
def test_focus_can_be_seen_on_everything_that_takes_it(
    qtbot: QtBot, tmp_path: Path, theme: style.ThemeChoice
) -> None:
    app = application()
    app.setCursorFlashTime(0)
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        window._show_theme(theme)
        joined(window).session.select(("pay",))
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.waitUntil(lambda: bool(joined(window).session.findings), timeout=20_000)
        QTest.qWait(50)
        unseen = []
        for widget in can_have_focus(window):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.qWait(1)
            if not widget.hasFocus():
                continue
            with_focus = looks(window, widget)
            widget.clearFocus()
            QTest.qWait(1)
            if with_focus == looks(window, widget):
                names = (type(widget).__name__, widget.objectName(), widget.accessibleName())
                unseen.append(names)

        assert not unseen


# ---------------------------------------------------------------- the system and the settings


def test_the_theme_follows_the_system_while_the_program_runs(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shown(qtbot, tmp_path, example(tmp_path), theme="system") as window:
        before = window.theme
        other = "dark" if before == "light" else "light"
        monkeypatch.setattr(style, "theme_for", lambda choice, contrast=False: other)

        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)

        assert window.theme == other
        assert joined(window).session.theme == other
        assert (
            QApplication.palette().color(QApplication.palette().ColorRole.Window).name()
            == style.colors(other)["panel"]
        )


def test_a_person_who_chose_a_theme_keeps_it_when_the_system_changes(window: MainWindow) -> None:
    window.choose_theme("dark")

    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)

    assert window.theme == "dark"


@pytest.mark.parametrize(
    ("choice", "contrast_wanted", "system", "theme"),
    [
        ("light", False, False, "light"),
        ("dark", False, False, "dark"),
        ("light", True, False, "contrast-light"),
        ("dark", True, False, "contrast-dark"),
        ("light", False, True, "contrast-light"),
    ],
)
def test_strong_contrast_is_a_setting_or_the_systems_wish(
    monkeypatch: pytest.MonkeyPatch,
    choice: str,
    contrast_wanted: bool,
    system: bool,
    theme: style.ThemeChoice,
) -> None:
    application()
    monkeypatch.setattr(style, "system_contrast", lambda: system)

    assert style.theme_for(choice, contrast_wanted) == theme


def test_contrast_and_motion_are_followed_at_once(window: MainWindow) -> None:
    canvas = joined(window).canvas
    window.settings.contrast = True
    window.settings.reduced_motion = "on"

    window.settings_changed.emit()

    assert window.theme == "contrast-light"
    assert canvas.reduced_motion
    assert canvas.still
    window.settings.contrast = False
    window.settings.reduced_motion = "off"
    window.settings_changed.emit()
    assert window.theme == "light"
    assert not canvas.reduced_motion


def test_without_a_wish_motion_is_as_the_system_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    app = application()
    assert style.motion_reduced("on")
    assert not style.motion_reduced("off")

    class Still:
        def styleHint(self, hint: object) -> int:  # noqa: N802 - Qt's name
            return 0

    monkeypatch.setattr(type(app), "style", lambda *_: Still())
    assert style.motion_reduced("")
