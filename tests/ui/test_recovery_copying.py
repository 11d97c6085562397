"""When the thread that writes copies writes one, and what it leaves to the window."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from journeymap.files.problems import SaveFailed
from journeymap.files.recovery import Writer, read_copy
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.recovery import copying
from journeymap.ui.recovery.copying import Copying, Wanted
from tests.ui.hands import small

PATIENCE = 20.0  # seconds


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now

    def perf_counter(self) -> float:
        return time.perf_counter()

    def sleep(self, seconds: float) -> None: ...


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the thread takes for the time."""
    made = Clock()
    monkeypatch.setattr(copying, "time", made)
    return made


@pytest.fixture
def thread() -> Iterator[Copying]:
    made = Copying(lambda: None)
    yield made
    made.end(PATIENCE)


def wanted(folder: Path, title: str) -> Wanted:
    m = edits.change(small(), "", title=title)
    return Wanted(m, None, None, (), (), folder / "copy-1.json")


def until(there: Callable[[], object]) -> None:
    """Wait for a thread."""
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.002)


def rest(thread: Copying) -> float | None:
    with thread._lock:
        return thread._rest()


def waiting(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Copying:
    """Return what writes nothing by itself, so that it can be asked when it would."""
    monkeypatch.setattr(copying, "Thread", _NoThread)
    return Copying(lambda: None)


class _NoThread:
    def __init__(self, **_: Any) -> None: ...
    def start(self) -> None: ...
    def join(self, _: float) -> None: ...


def test_a_copy_is_due_a_second_after_the_last_change(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = waiting(tmp_path, monkeypatch)
    assert rest(thread) is None

    thread.keep(wanted(tmp_path, "one"))
    assert rest(thread) == pytest.approx(1.0)
    clock.now += 0.4
    thread.keep(wanted(tmp_path, "two"))
    assert rest(thread) == pytest.approx(1.0)
    clock.now += 1

    assert rest(thread) == 0


@pytest.mark.parametrize(("took", "wait"), [(0.01, 1.5), (0.2, 4.0), (3.0, 10.0)])
def test_while_changes_go_on_copies_are_the_rarer_the_longer_they_take(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, took: float, wait: float
) -> None:
    thread = waiting(tmp_path, monkeypatch)
    thread._took = took
    begun = clock.now
    for n in range(200):
        thread.keep(wanted(tmp_path, f"{n}"))
        if rest(thread) == 0:
            break
        clock.now += 0.1

    assert clock.now - begun == pytest.approx(wait, abs=0.11)


def test_the_last_of_many_changes_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thread: Copying
) -> None:
    monkeypatch.setattr(copying, "QUIET", 0.02)
    for n in range(300):
        thread.keep(wanted(tmp_path, f"{n}"))
    until(lambda: thread.idle)

    assert read_copy(tmp_path / "copy-1.json").map.title == "299"
    assert [each.problem for each in thread.news()][-1] is None


def test_nobody_is_asked_for_a_copy_to_be_written(tmp_path: Path, thread: Copying) -> None:
    thread.keep(wanted(tmp_path, "kept"))

    file = tmp_path / "copy-1.json"
    until(file.exists)  # and this thread has heard of nothing

    assert read_copy(file).map.title == "kept"


def test_what_is_handed_over_while_a_copy_is_written_does_not_wait_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thread: Copying
) -> None:
    monkeypatch.setattr(copying, "QUIET", 0.0)
    given, begun, go_on = Writer.write, threading.Event(), threading.Event()

    def slow(self: Writer, *args: Any) -> None:
        begun.set()
        assert go_on.wait(PATIENCE)
        given(self, *args)

    monkeypatch.setattr(Writer, "write", slow)
    thread.keep(wanted(tmp_path, "one"))
    assert begun.wait(PATIENCE)

    thread.keep(wanted(tmp_path, "two"))  # would not come back if it waited
    thread.at_once()
    assert not thread.idle
    go_on.set()
    until(lambda: thread.idle)

    assert read_copy(tmp_path / "copy-1.json").map.title == "two"


def test_what_is_dropped_while_it_is_written_is_on_no_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thread: Copying
) -> None:
    monkeypatch.setattr(copying, "QUIET", 0.0)
    given, written, go_on = Writer.write, threading.Event(), threading.Event()

    def slow(self: Writer, *args: Any) -> None:
        given(self, *args)
        written.set()
        assert go_on.wait(PATIENCE)

    monkeypatch.setattr(Writer, "write", slow)
    thread.keep(wanted(tmp_path, "one"))
    assert written.wait(PATIENCE)
    thread.drop()
    go_on.set()
    until(lambda: thread.idle)

    assert not (tmp_path / "copy-1.json").exists()
    assert [each.void for each in thread.news()] == [True]


def test_what_could_not_be_written_is_tried_again_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thread: Copying
) -> None:
    monkeypatch.setattr(copying, "QUIET", 0.0)
    monkeypatch.setattr(copying, "AGAIN", 0.02)
    given, tries = Writer.write, list[int]()

    def sometimes(self: Writer, *args: Any) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise SaveFailed(M("the disk is full"))
        given(self, *args)

    monkeypatch.setattr(Writer, "write", sometimes)
    thread.keep(wanted(tmp_path, "one"))
    until(lambda: (tmp_path / "copy-1.json").exists() and thread.idle)

    problems = [str(each.problem) for each in thread.news()]
    assert problems == ["the disk is full", "the disk is full", "None"]


def test_a_map_is_let_go_by_the_thread_that_asks_for_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thread: Copying
) -> None:
    monkeypatch.setattr(copying, "QUIET", 0.0)
    gone = list[int | None]()
    for n in range(20):
        one = wanted(tmp_path, f"{n}")
        weakref.finalize(one.map, lambda: gone.append(threading.current_thread().ident))
        thread.keep(one)
        del one
        until(lambda: thread.idle)
        assert len(gone) == n
        thread.news()
        gc.collect()

    assert set(gone) == {threading.current_thread().ident}


def test_the_thread_ends_with_what_it_writes_for_wherever_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "QUIET", 0.0)
    for n in range(10):
        thread = Copying(lambda: None)
        thread.keep(wanted(tmp_path, f"{n}"))
        time.sleep(n / 2_000)
        thread.drop()
        (tmp_path / "copy-1.json").unlink(missing_ok=True)
        thread.end(PATIENCE)

        assert thread._thread is not None
        assert not thread._thread.is_alive()
        assert not (tmp_path / "copy-1.json").exists()
