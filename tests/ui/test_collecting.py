"""Garbage is looked for in the window's own thread, whatever runs beside it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui import collecting
from journeymap.ui.app import application
from journeymap.ui.aside import Aside
from journeymap.ui.collecting import BUSY, ENOUGH, MANY, REST, SHORT, YOUNG, Collecting


class _Ring(QWidget):
    """A widget that holds itself."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        super().__init__()
        self.ring = self
        weakref.finalize(self, lambda: ended.append(threading.current_thread()))


def _much() -> list[list[int]]:
    return [[each] for each in range(40 * YOUNG)]


def test_no_thread_frees_a_widget(qtbot: QtBot) -> None:
    application()
    gc.collect()
    ended: list[threading.Thread] = []
    for _ in range(20):
        _Ring(ended)

    thread = threading.Thread(target=_much)
    thread.start()
    thread.join()
    assert ended == []

    kept = _much()
    qtbot.waitUntil(lambda: len(ended) == 20, timeout=20_000)
    assert set(ended) == {threading.main_thread()}
    assert kept


def test_work_that_was_given_up_leaves_nothing_of_the_window_to_its_thread(qtbot: QtBot) -> None:
    application()
    go_on, ended = threading.Event(), list[threading.Thread]()
    aside = Aside(lambda: go_on.wait(20))
    weakref.finalize(aside._word, lambda: ended.append(threading.current_thread()))
    aside.begin(lambda: None)
    thread = aside._thread
    assert thread is not None

    aside.give_up()
    del aside
    go_on.set()
    thread.join()
    assert ended == []
    del thread

    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    assert ended == [threading.main_thread()]


class Day:
    """A clock, a person and a collector that stand still by themselves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.new, self.pointer, self.takes = 1000.0, 0, 0, 0.0
        self.looked: list[str] = []
        self.away = False
        monkeypatch.setattr(collecting, "is_away", lambda: self.away)
        monkeypatch.setattr(collecting.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(collecting, "signs_of_life", lambda: (self.pointer,))
        monkeypatch.setattr(gc, "get_count", lambda: (self.new, 0, 0))
        monkeypatch.setattr(gc, "collect", self._collect)
        app = application()
        self.collecting = Collecting(app)
        self.collecting.setParent(None)
        assert isinstance(app, QCoreApplication)

    def _collect(self, generation: int = 2) -> int:
        self.looked.append("new" if generation == 0 else "all")
        self.now += self.takes if generation == 2 else 0
        self.new = 0
        return 0

    def work(self, times: int) -> None:
        """Make objects and move the pointer, again and again."""
        for _ in range(times):
            self.new, self.pointer = YOUNG + 1, self.pointer + 1
            self.wait(0.25)

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.collecting.look()


@pytest.fixture
def day(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    made = Day(monkeypatch)
    yield made
    made.collecting.deleteLater()


def test_only_what_is_new_is_looked_at_while_a_person_works(day: Day) -> None:
    day.work(3 * ENOUGH)

    assert day.looked == ["new"] * 3 * ENOUGH


def test_everything_is_looked_at_once_when_a_person_rests(day: Day) -> None:
    day.work(ENOUGH)
    day.wait(REST / 2)
    day.pointer += 1
    day.wait(REST / 2)
    assert "all" not in day.looked

    day.wait(REST)
    day.wait(REST)

    assert day.looked.count("all") == 1


def test_objects_that_come_are_no_rest(day: Day) -> None:
    day.work(ENOUGH)
    for _ in range(20):
        day.new = BUSY + 1
        day.wait(REST)

    assert "all" not in day.looked


def test_what_takes_longer_waits_for_a_longer_rest(day: Day) -> None:
    day.takes = 1.0
    for _ in range(2):
        day.work(ENOUGH)
        day.wait(REST)
    assert day.looked.count("all") == 1

    day.wait(10 * REST)
    assert day.looked.count("all") == 2


def test_behind_another_program_a_short_rest_is_enough(day: Day) -> None:
    day.work(ENOUGH)
    day.away = True
    day.wait(SHORT)

    assert day.looked.count("all") == 1


def test_a_long_day_without_a_rest_has_a_short_one(day: Day) -> None:
    day.work(MANY)
    day.wait(SHORT)

    assert day.looked.count("all") == 1
