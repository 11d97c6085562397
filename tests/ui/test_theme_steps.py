"""Another theme reaches every widget, each dressed once: what is seen at once, the rest after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui import dressing, style
from journeymap.ui.main_window import MainWindow
from journeymap.ui.settings_dialog import SettingsDialog
from tests.ui.window import example, joined, shown


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, tmp_path, example(tmp_path)) as made:
        yield made
        made.choose_theme("light")


class Dressed(QObject):
    """Counts how often each widget is told that it has another dress."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[int] = Counter()
        self.widgets: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.StyleChange and isinstance(watched, QWidget):
            self.counts[id(watched)] += 1
            self.widgets.append(watched)  # so that no other one gets its number
        return False


@contextmanager
def counted() -> Iterator[Dressed]:
    app = QApplication.instance()
    assert app is not None
    made = Dressed()
    app.installEventFilter(made)
    yield made
    app.removeEventFilter(made)


def rested(qtbot: QtBot) -> None:
    """Wait until what is hidden has its dress too: its turns come before this one."""
    for _ in range(20):
        done: list[bool] = []
        QTimer.singleShot(0, lambda done=done: done.append(True))
        qtbot.waitUntil(lambda done=done: bool(done))


def has_own(widget: QWidget | None) -> bool:
    """Return whether a widget, or one around it, has a stylesheet of its own."""
    return widget is not None and (bool(widget.styleSheet()) or has_own(widget.parentWidget()))


def text_color(widget: QWidget) -> str:
    return widget.palette().text().color().name()


def ground(image: QImage) -> str:
    found = Counter(
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    return found.most_common(1)[0][0]


def test_every_widget_is_dressed_once(window: MainWindow, qtbot: QtBot) -> None:
    rested(qtbot)  # the inspector makes its groups in turns too
    everything = [window, *window.findChildren(QWidget)]
    polished = Qt.WidgetAttribute.WA_WState_Polished
    there = {id(each): each for each in everything if each.testAttribute(polished)}
    visible = {number for number, each in there.items() if each.isVisible()}

    with counted() as dressed:
        window.choose_theme("dark")
        seen = set(dressed.counts)
        # windows of other tests may be there still, and have their turns among ours
        qtbot.waitUntil(lambda: set(there) <= set(dressed.counts), timeout=20_000)
        rested(qtbot)

    assert visible <= seen
    without = {number for number, each in there.items() if not has_own(each)}
    assert {dressed.counts[number] for number in without} == {1}


def test_the_window_is_as_if_it_had_begun_in_the_theme(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.choose_theme("dark")
    light = style.colors("light")["text"]
    labels = window.findChildren(QLabel)
    qtbot.waitUntil(lambda: all(text_color(each) != light for each in labels))
    rested(qtbot)
    colors = [text_color(each) for each in window.findChildren(QLabel)]
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    app.setStyleSheet("")
    app.setStyleSheet(style.stylesheet("dark", style.QFontInfo(app.font()).pixelSize()))

    assert [text_color(each) for each in window.findChildren(QLabel)] == colors


@pytest.mark.parametrize("at_once", [0, 3])
def test_what_waits_for_its_turn_gets_its_dress(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(dressing, "AT_ONCE", at_once)
    monkeypatch.setattr(dressing, "IN_A_TURN", 40)

    window.choose_theme("dark")

    color = style.colors("dark")["text.soft"]
    qtbot.waitUntil(lambda: text_color(window.counts) == color)


def test_two_changes_at_once_end_in_the_last(window: MainWindow, qtbot: QtBot) -> None:
    window.choose_theme("dark")
    window.choose_theme("light")
    rested(qtbot)

    soft = style.colors("light")["text.soft"]
    hidden = [each for each in window.findChildren(QLabel) if each.property("look") == "small"]
    assert hidden
    assert {text_color(each) for each in hidden} <= {soft}


def test_what_goes_before_its_turn_is_left_alone(window: MainWindow, qtbot: QtBot) -> None:
    gone = QWidget(window)
    column = QVBoxLayout(gone)
    for _ in range(8):
        column.addWidget(QLineEdit())
    gone.show()
    gone.hide()
    window.choose_theme("dark")

    gone.deleteLater()
    rested(qtbot)

    assert window.theme == "dark"


def test_a_dialog_and_a_menu_that_are_open_change_with_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.trigger("settings")
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    menu = QMenu(dialog)
    menu.addAction("One")
    menu.popup(dialog.mapToGlobal(dialog.rect().center()))

    window.choose_theme("dark")

    panel = style.colors("dark")["panel"]
    assert ground(dialog.grab().toImage()) == panel
    assert menu.grab().toImage().pixelColor(8, 3).name() == panel
    menu.close()
    dialog.close()


@pytest.mark.parametrize("make", [QDialog, QMenu, lambda _: QDialog()])
def test_what_is_made_after_the_change_has_the_new_dress(
    window: MainWindow, qtbot: QtBot, make: Callable[[QWidget], QWidget]
) -> None:
    window.choose_theme("dark")

    made = make(window)
    qtbot.addWidget(made)
    if isinstance(made, QMenu):
        made.addAction("One")
    made.resize(120, 80)
    made.show()

    assert made.grab().toImage().pixelColor(12, 4).name() == style.colors("dark")["panel"]


def test_what_is_typed_while_the_theme_changes_is_there(window: MainWindow, qtbot: QtBot) -> None:
    search = joined(window).panels.outline.search
    search.setFocus()
    QTest.keyClicks(search, "pa")
    window.choose_theme("dark")
    QTest.keyClicks(search, "y")
    rested(qtbot)

    assert search.text() == "pay"
    assert search.hasFocus() or not window.isActiveWindow()
