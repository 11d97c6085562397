"""Work that takes longer than a person should wait for, done beside the window.

The window goes on painting while a thread works. Whoever asked waits here for the result, or is
called when it is there. The work may touch nothing of the window and nothing that changes
meanwhile.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from threading import Event, Thread
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Signal

Result = TypeVar("Result")
PATIENCE = 100  # ms before a person is told that something takes its time


def _nothing() -> None: ...


class Stopped(Exception):
    """A person did not want to wait any longer."""


def give_turn() -> None:
    """Let the window paint, while nobody can do anything in it."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


class _Word(QObject):
    """Brings the news of the thread's end into the window's own thread.

    It stays until it was heard: a thread that nobody waits for would take it along otherwise.
    """

    ended = Signal()
    _awaited: ClassVar[set[_Word]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.then: Callable[[], object] = _nothing
        self.ended.connect(self._hear)

    def wait(self) -> None:
        """Stay for the end of a thread that begins now."""
        self._awaited.add(self)

    def _hear(self) -> None:
        self._awaited.discard(self)
        then, self.then = self.then, _nothing  # it knows who holds this
        then()


class Aside(Generic[Result]):
    """One piece of work in a thread of its own; `give_up` ends the waiting."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._result: list[Result] = []
        self._error: Exception | None = None
        self._word = _Word()
        self._end: Callable[[], object] = _nothing
        self._thread: Thread | None = None
        self.stopped = Event()

    def begin(self, then: Callable[[], object]) -> None:
        """Begin the work and go on; `then` is called in the window's thread, to take the result.

        It is not called any more after `give_up`.
        """

        def ended() -> None:
            if not self.stopped.is_set():
                then()

        self._word.then = ended
        self._thread = Thread(target=self._run, name="aside", daemon=True)
        self._word.wait()
        self._thread.start()

    def result(self) -> Result:
        """Return what the work returned, or raise what it raised; only once it has ended."""
        if self._thread is not None:
            self._thread.join()
        self._word.deleteLater()
        if self._error is not None:
            raise self._error
        return self._result[0]

    def wait(self, keys: bool = False, slow: Callable[[], object] | None = None) -> Result:
        """Return what the work returns, or raise what it raises; Stopped when it was given up.

        `slow` is called when it takes more than a moment. Mouse and keys are kept back for
        afterwards; with `keys` only until `slow` has shown that something is under way.
        """
        loop, over = QEventLoop(), Event()
        shown = slow is None

        def end() -> None:
            over.set()
            loop.quit()

        def show_slow() -> None:
            nonlocal shown
            if slow is not None and thread.is_alive():
                slow()
                shown = True
                loop.quit()  # and wait on, with mouse and keys

        self._word.then = self._end = end
        self._thread = thread = Thread(target=self._run, name="aside", daemon=True)
        if slow is not None:
            QTimer.singleShot(PATIENCE, self._word, show_slow)
        self._word.wait()
        thread.start()
        flags = QEventLoop.ProcessEventsFlag
        while not over.is_set():
            loop.exec(flags.AllEvents if keys and shown else flags.ExcludeUserInputEvents)
        if self.stopped.is_set():  # the thread ends by itself, and what it brings is thrown away
            raise Stopped
        return self.result()

    def give_up(self) -> None:
        """Let the waiting end with Stopped."""
        self.stopped.set()
        self._end()

    def _run(self) -> None:
        try:
            self._result.append(self._work())
        except Exception as error:  # noqa: BLE001 - raised again where somebody waits for it
            self._error = error
            _let_go(error)
        self._word.ended.emit()


def _let_go(error: BaseException | None) -> None:
    """Free what the frames of an error hold: glyphs and fonts must not outlive their thread."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
