"""Work that can wait until the window has been painted: long work in slices, one slice a turn.

All that is put off in a window's thread goes through one queue with one timer. Timers of its own
for each would fall due together, and the event loop calls all that are due before it lets the
window paint or listen. Here a turn does one slice of one work and no more, and works take turns.
A work is a generator: what it does between two yields is done in one piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import count
from time import monotonic, thread_time
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from shiboken6 import isValid

Work: TypeAlias = Callable[[], Iterator[object]]

SLICE = 0.006  # seconds of work in one turn; a frame has ten more
PAUSE = 0.001  # seconds between two slices: at once would be in the same turn as what else is due
_NAME = "slices"


def at_once(do: Callable[[], object]) -> Iterator[None]:
    """Return the work of one step."""
    do()
    yield


class Slices(QObject):
    """The put-off work of one owner: beginning anew forgets what was left of the one before.

    Nothing is done any more once its owner is gone.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._work: Work | None = None
        self._steps: Iterator[object] | None = None
        self.ticket = 0  # of the last beginning; whoever waits with another one waits no more

    @property
    def busy(self) -> bool:
        """Whether something is left to do."""
        return self._work is not None

    def begin(self, work: Work, after: int = 0) -> None:
        """Do this work in the turns that come, from `after` milliseconds on."""
        self._work, self._steps = work, None
        self.ticket = _queue().put(self, after / 1000)

    def drop(self) -> None:
        """Do nothing of what is left."""
        self._work = self._steps = None
        self.ticket = 0

    def finish(self) -> None:
        """Do all that is left now: somebody needs it."""
        while self._work is not None:
            self.go_on(float("inf"))

    def go_on(self, until: float) -> None:
        """Work until the thread has worked for `until` seconds in all, a step at least."""
        work, self._work = self._work, None  # a work that fails is not tried again
        if work is None:
            return
        steps = self._steps if self._steps is not None else work()
        self._steps, ticket = steps, self.ticket
        for _ in steps:
            if self.ticket != ticket:  # it has begun another work, or wants none
                return
            if thread_time() >= until:
                self._work = work
                return
        if self.ticket == ticket:
            self._steps = None


class _Queue(QObject):
    """Who waits for a turn, by the time from which on it is wanted."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        self._waiting: list[tuple[float, int, Slices]] = []
        self._numbers = count(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)

    def put(self, slices: Slices, after: float) -> int:
        """Let somebody wait for a turn; return the number under which it does."""
        number = next(self._numbers)
        heappush(self._waiting, (monotonic() + max(after, PAUSE), number, slices))
        self._wait()
        return number

    def _wait(self) -> None:
        if self._waiting:
            left = max(self._waiting[0][0] - monotonic(), PAUSE)
            self._timer.start(max(round(left * 1000), 1))

    def _turn(self) -> None:
        """Do one slice of the work that has waited longest."""
        try:
            while self._waiting and self._waiting[0][0] <= monotonic() + PAUSE:
                _, number, slices = heappop(self._waiting)
                if not isValid(slices):
                    slices.drop()  # what it holds of a window that is gone
                elif slices.busy and slices.ticket == number:
                    slices.go_on(thread_time() + SLICE)
                    if slices.busy and slices.ticket == number:
                        heappush(self._waiting, (monotonic() + PAUSE, number, slices))
                    return
        finally:
            self._wait()


def _queue() -> _Queue:
    """Return the queue of the application, made when something is put off for the first time."""
    app = QCoreApplication.instance()
    assert app is not None
    return app.findChild(_Queue, _NAME) or _Queue(app)
