"""Typing goes on while the checks run beside the window, and what they find is never old."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.checks.finding import Finding
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from journeymap.ui import checking
from tests.ui.hands import Canvas, small


def watched() -> JourneyMap:
    """Return a map that no other test has: a session of one before may still begin its checks."""
    return small().model_copy(update={"title": "Checked slowly"})


class Slow:
    """Checks that wait until they are told to go on, and remember what they were given."""

    def __init__(self) -> None:
        self.begun, self.go_on = Event(), Event()
        self.seen: list[JourneyMap] = []
        self.threads: set[bool] = set()

    def __call__(self, m: JourneyMap, *_: object) -> tuple[Any, ...]:
        if m.title != watched().title:
            return ()
        self.seen.append(m)
        self.threads.add(current_thread() is main_thread())
        self.begun.set()
        self.go_on.wait(20)
        names = [touchpoint.name for touchpoint in m.touchpoints]
        return (Finding("", M("{names}", names=", ".join(names)), check="made-up"),)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow()
    monkeypatch.setattr(checking, "found_in", made)
    yield made
    made.go_on.set()


@pytest.fixture
def canvas(qtbot: QtBot, slow: Slow) -> Iterator[Canvas]:
    made = Canvas(qtbot, watched())
    made.session.checking.timer.setInterval(0)
    yield made
    slow.go_on.set()
    made.session.close()


def name(canvas: Canvas, key: str) -> str:
    touchpoint = canvas.session.index.touchpoint(key)
    assert touchpoint is not None
    return touchpoint.name


def type_name(canvas: Canvas, key: str, words: str) -> None:
    """Type a new name over a card and finish it, as a person does."""
    canvas.session.select((key,))
    for letter in words:
        QTest.keyClicks(QApplication.focusWidget() or canvas.view, letter)
        QApplication.processEvents()
    editor = canvas.view.editor
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_names_are_typed_and_kept_while_checks_run(
    canvas: Canvas, slow: Slow, qtbot: QtBot
) -> None:
    # given checks that have begun and do not end
    type_name(canvas, "ad", "First")
    qtbot.waitUntil(slow.begun.is_set)
    # when somebody goes on typing
    type_name(canvas, "pay", "Pay the bill")
    type_name(canvas, "take", "Go home")
    # then it is all in the map, before they have said anything
    assert (name(canvas, "pay"), name(canvas, "take")) == ("Pay the bill", "Go home")
    assert not canvas.session.checked
    assert len(slow.seen) == 1  # one at a time


def test_what_was_found_in_an_older_map_is_thrown_away(
    canvas: Canvas, slow: Slow, qtbot: QtBot
) -> None:
    type_name(canvas, "ad", "First")
    qtbot.waitUntil(slow.begun.is_set)
    type_name(canvas, "pay", "Pay the bill")

    slow.go_on.set()
    qtbot.waitUntil(lambda: canvas.session.checked, timeout=20_000)

    assert "Pay the bill" in str(canvas.session.findings[0].message)
    assert slow.seen[-1] is canvas.session.map


def test_the_window_itself_never_runs_them(canvas: Canvas, slow: Slow, qtbot: QtBot) -> None:
    slow.go_on.set()
    type_name(canvas, "ad", "First")
    qtbot.waitUntil(lambda: canvas.session.checked, timeout=20_000)
    assert slow.threads == {False}


def test_an_edit_ends_checks_of_the_map_before_and_they_begin_anew(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given checks that go on for ever as long as nobody edits the map
    going, ended = Event(), Event()
    seen: list[JourneyMap] = []

    def endless(
        m: JourneyMap, _index: object, _folder: object, begun: Callable[[str], object]
    ) -> Any:
        if m.title != watched().title:
            return ()
        seen.append(m)
        if len(seen) > 1:
            return ()
        going.set()
        try:
            while True:
                begun("made-up")
        finally:
            ended.set()

    monkeypatch.setattr(checking, "found_in", endless)
    canvas = Canvas(qtbot, watched())
    canvas.session.checking.timer.setInterval(0)
    canvas.session.checking.timer.start()
    qtbot.waitUntil(going.is_set)
    # when somebody does, and takes it back at once
    type_name(canvas, "ad", "First")
    canvas.session.undo()
    # then they end, say nothing, and the map is looked at anew
    qtbot.waitUntil(ended.is_set)
    qtbot.waitUntil(lambda: canvas.session.checked)
    assert seen[-1] is canvas.session.map
    assert canvas.session.findings == ()
    canvas.session.close()
