"""Another language of the window comes in steps; what happens between them is not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QLabel, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.edits import change
from journeymap.model.text import M
from journeymap.picture.theme import THEMES
from journeymap.ui import style
from journeymap.ui.main_window import MainWindow
from tests.ui.window import example, joined, shown


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, tmp_path, example(tmp_path)) as made:
        yield made


def between(window: MainWindow, step: int, do: Callable[[], object]) -> list[int]:
    """Do something between two steps of the next change; return the steps that were taken."""
    steps: list[int] = []
    timer = QTimer(window)

    def turn() -> None:
        if window.updatesEnabled():
            return
        steps.append(len(steps))
        if len(steps) == step:
            do()

    timer.timeout.connect(turn)
    timer.start(0)
    return steps


def is_done(window: MainWindow, lang: str) -> bool:
    return window.lang == lang and window.updatesEnabled() and not joined(window).file.busy


def test_the_window_has_turns_and_shows_none_of_the_steps(window: MainWindow, qtbot: QtBot) -> None:
    busy: list[bool] = []
    steps = between(window, 1, lambda: busy.append(joined(window).file.busy))

    window.choose_language("fa")
    qtbot.waitUntil(lambda: is_done(window, "fa"))

    assert len(steps) >= 3
    assert busy == [True]
    assert joined(window).there
    assert window.stack.currentWidget() is joined(window).canvas


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_saving_between_the_steps_saves(window: MainWindow, qtbot: QtBot, step: int) -> None:
    session = window.session
    assert session is not None
    assert session.path is not None
    session.commit(M("Edit"), lambda m: change(m, "pay", name="Pay at the till"))
    steps = between(window, step, lambda: window.trigger("save"))

    window.choose_language("fa")
    qtbot.waitUntil(lambda: is_done(window, "fa"))

    assert len(steps) >= step
    assert "Pay at the till" in session.path.read_text("utf-8")
    assert not session.document.dirty


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_what_is_changed_between_the_steps_is_in_the_new_window(
    window: MainWindow, qtbot: QtBot, step: int
) -> None:
    session = window.session
    assert session is not None

    def rename() -> None:
        session.commit(M("Edit"), lambda m: change(m, "pay", name="Pay at the till"))
        session.select(("pay",))

    steps = between(window, step, rename)
    window.choose_language("fa")
    qtbot.waitUntil(lambda: is_done(window, "fa"))

    workspace = joined(window)
    assert len(steps) >= step
    assert workspace.canvas.part_of("pay") is not None
    assert workspace.canvas.laid == (session.map, session.view)
    where = workspace.panels.outline.model.where("pay")
    assert where.data() == "Pay at the till"
    assert window.commands["undo"].isEnabled()
    window.commands["undo"].trigger()
    assert workspace.panels.outline.model.where("pay").data() != "Pay at the till"


def test_closing_between_the_steps_waits_for_the_last_one(window: MainWindow, qtbot: QtBot) -> None:
    steps = between(window, 2, window.close)

    window.choose_language("fa")
    qtbot.waitUntil(lambda: not window.isVisible())

    assert len(steps) >= 3
    assert window.lang == "fa"


def test_one_more_language_between_the_steps_is_the_one_that_stays(
    window: MainWindow, qtbot: QtBot
) -> None:
    between(window, 2, lambda: window.choose_language("en"))

    window.choose_language("fa")
    qtbot.waitUntil(lambda: is_done(window, "fa"))
    qtbot.waitUntil(lambda: is_done(window, "en"))

    assert window.settings.language == "en"
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_another_theme_between_the_steps_reaches_everything(
    window: MainWindow, qtbot: QtBot
) -> None:
    between(window, 2, lambda: window.choose_theme("dark"))

    window.choose_language("fa")
    qtbot.waitUntil(lambda: is_done(window, "fa"))

    assert window.session is not None
    assert (window.theme, window.session.theme) == ("dark", "dark")
    assert joined(window).canvas.artist._theme is THEMES["dark"]
    assert window.menus.palette().window().color().name() == style.colors("dark")["panel"]


def test_every_text_is_in_the_new_language_and_runs_its_way(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = set(words(window))

    window.choose_language("fa")
    qtbot.waitUntil(lambda: is_done(window, "fa"))

    left = before & set(words(window))
    assert window.session is not None
    of_the_map = window.session.map.model_dump_json()
    assert [t for t in left if " " in t and t.isascii() and t not in of_the_map] == []
    parts = (window.top, window.docks["outline"], joined(window).panels.outline, window.menus)
    rtl = Qt.LayoutDirection.RightToLeft
    assert {part.layoutDirection() for part in parts} == {rtl}


def words(window: QWidget) -> list[str]:
    return [made.text() for made in window.findChildren(QLabel) if made.isVisible()]


@pytest.mark.parametrize("step", [2, 4])
def test_panels_that_are_taken_down_do_not_come_back_when_there_is_room(
    window: MainWindow, qtbot: QtBot, step: int
) -> None:
    window.resize(480, 320)
    qtbot.wait(20)  # the panels give way
    between(window, step, lambda: window.resize(1900, 1000))

    window.choose_language("tr")
    qtbot.waitUntil(lambda: is_done(window, "tr"))
    qtbot.wait(20)

    assert all(dock.isHidden() for dock in window.findChildren(QDockWidget)
               if dock not in window.docks.values())  # fmt: skip
