"""Looks for objects that hold each other, in the window's own thread and when nobody is disturbed.

Python lets whichever thread makes one object too many look for such cycles and free them. A widget
freed by a thread that reads a file ends the program: Qt lets it go only where it was made. What is
new is looked at four times a second, a few milliseconds each. What has lasted is looked at when a
person rests: an edit of a large map makes tens of thousands of objects that last until the next
one, and walking over what some edits left takes a tenth of a second or two.
"""

from __future__ import annotations

import gc
import time
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication

PERIOD = 250  # ms
YOUNG = 2_000  # new objects before the collector looks at them
ENOUGH = 12  # looks at what is new after which what has lasted is worth one
MANY = 1_200  # such looks, some minutes of work, after which it is done in a short rest
REST = 5.0  # seconds in which a person does nothing
SHORT = 0.5  # seconds that have to do then, and where no window is in front
SHARE = 50  # times that looking at everything takes are rested before it is done again
BUSY = 500  # objects more than before say that something is done
_NAME = "collecting"


def collect_here(app: QCoreApplication) -> None:
    """Look for garbage in the application's thread from now on, and nowhere else."""
    if app.findChild(QObject, _NAME) is None:
        gc.disable()
        gc.set_threshold(YOUNG)
        Collecting(app)


class Collecting(QObject):
    """Decides when to look, by what was made since and by how long a person rests."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        self._looks = 0  # at what is new, since everything was looked at
        self._seen: tuple[Any, ...] = ()
        self._since = time.monotonic()  # when a person did something last
        self._took = 0.0  # seconds
        timer = QTimer(self)
        # the look has a turn of its own: what else is due by then goes before
        timer.timeout.connect(lambda: QTimer.singleShot(1, self, self.look))
        timer.start(PERIOD)

    def look(self) -> None:
        """Free what is due, as little at a time as can be."""
        now, young = time.monotonic(), gc.get_count()[0]
        seen = signs_of_life()
        if seen != self._seen or young > BUSY:
            self._seen, self._since = seen, now
        if young > YOUNG:
            gc.collect(0)
            self._looks += 1
        elif self._looks >= ENOUGH and now - self._since >= self._rest():
            gc.collect()
            self._looks, self._took = 0, time.monotonic() - now

    def _rest(self) -> float:
        """Return how many seconds a person has to rest before everything is looked at."""
        if is_away() or self._looks >= MANY:
            return SHORT
        return max(REST, SHARE * self._took)


def signs_of_life() -> tuple[Any, ...]:
    """Return what changes when a person uses mouse or keyboard: pointer, buttons and cursor.

    Asking now and then costs nothing; a filter would be asked about every event of every widget.
    """
    return (
        QCursor.pos().toTuple(),
        QGuiApplication.mouseButtons(),
        QGuiApplication.inputMethod().cursorRectangle().getRect(),
    )


def is_away() -> bool:
    """Return whether no window of the program is in front."""
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationInactive


def spare() -> None:
    """Look no more at what there is now: it stays, and walking over it takes 200 ms at a time."""
    gc.freeze()
