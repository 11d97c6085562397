"""Work that is put off: in slices, in turns, never for an owner that is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from journeymap.ui.slices import Slices


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def counted(upto: int, done: list[object], name: object = None) -> Callable[[], Iterator[None]]:
    """Return a work that notes each of its steps."""

    def work() -> Iterator[None]:
        for number in range(upto):
            done.append(number if name is None else name)
            yield

    return work


def test_nothing_is_done_before_the_event_loop_turns(qtbot: QtBot, owner: QObject) -> None:
    done: list[object] = []
    slices = Slices(owner)

    slices.begin(counted(3, done))

    assert (slices.busy, done) == (True, [])
    qtbot.waitUntil(lambda: not slices.busy)
    assert done == [0, 1, 2]


def test_works_take_turns(qtbot: QtBot, owner: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeymap.ui.slices.SLICE", 0.0)  # one step in a turn
    done: list[object] = []
    one, other = Slices(owner), Slices(owner)

    one.begin(counted(3, done, "one"))
    other.begin(counted(3, done, "other"))

    qtbot.waitUntil(lambda: not (one.busy or other.busy))
    assert done == ["one", "other"] * 3


def test_what_is_begun_anew_forgets_what_was_left(qtbot: QtBot, owner: QObject) -> None:
    done: list[object] = []
    slices = Slices(owner)
    slices.begin(counted(3, done, "old"))
    slices.begin(counted(2, done, "new"))

    qtbot.waitUntil(lambda: not slices.busy)

    assert done == ["new", "new"]


def test_a_work_may_begin_another_one_while_it_is_done(qtbot: QtBot, owner: QObject) -> None:
    done: list[object] = []
    slices = Slices(owner)

    def first() -> Iterator[None]:
        done.append("first")
        slices.begin(counted(2, done, "second"))
        yield
        done.append("never")

    slices.begin(first)
    qtbot.waitUntil(lambda: not slices.busy)

    assert done == ["first", "second", "second"]


def test_who_needs_it_now_has_it_now_and_once(qtbot: QtBot, owner: QObject) -> None:
    done: list[object] = []
    slices, later = Slices(owner), Slices(owner)
    slices.begin(counted(3, done), after=10_000)

    slices.finish()

    assert (slices.busy, done) == (False, [0, 1, 2])
    later.begin(counted(1, done, "later"))
    qtbot.waitUntil(lambda: not later.busy)
    assert done == [0, 1, 2, "later"]


def test_what_is_dropped_is_not_done(qtbot: QtBot, owner: QObject) -> None:
    done: list[object] = []
    slices, later = Slices(owner), Slices(owner)
    slices.begin(counted(3, done))
    slices.drop()
    later.begin(counted(1, done, "later"), after=5)
    qtbot.waitUntil(lambda: not later.busy)
    assert (slices.busy, done) == (False, ["later"])


def test_nothing_is_done_for_an_owner_that_is_gone(qtbot: QtBot, owner: QObject) -> None:
    done: list[object] = []
    gone, later = QObject(), Slices(owner)
    slices = Slices(gone)
    slices.begin(counted(3, done, "gone"))
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    later.begin(counted(1, done, "later"), after=5)
    qtbot.waitUntil(lambda: not later.busy)
    assert done == ["later"]


def test_a_work_that_fails_does_not_hold_up_the_others(qtbot: QtBot, owner: QObject) -> None:
    done: list[object] = []
    bad, good = Slices(owner), Slices(owner)

    def failing() -> Iterator[None]:
        yield
        raise ValueError("no luck")

    with qtbot.captureExceptions() as found:
        bad.begin(failing)
        good.begin(counted(2, done), after=5)
        qtbot.waitUntil(lambda: not good.busy)

    assert [str(error[1]) for error in found] == ["no luck"]
    assert (bad.busy, done) == (False, [0, 1])
