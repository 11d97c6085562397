"""Garbage is looked for in the window's own thread, whatever runs beside it."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui.app import application
from journeymap.ui.aside import Aside
from journeymap.ui.collecting import YOUNG


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
    qtbot.waitUntil(lambda: len(ended) == 20)
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

    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.main_thread()]
