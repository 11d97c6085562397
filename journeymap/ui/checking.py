"""The checks of an open map, in a thread of their own: after a moment of quiet, one run at a time.

A run whose map was edited meanwhile ends at the next check and is begun anew. What was found is
said by a signal in the window's thread; what becomes of it is the session's business.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock, Thread
from time import sleep
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from journeymap.checks.at_work import AtWork
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.text import Message
from journeymap.ui.map_work import Outdated, bound_in, checks_failed, found_in

QUIET = 150  # ms of quiet after a change before the checks run
BREATH = 0.001  # seconds that the checks leave to the window between two of them
WATCH = 1000  # ms between two looks at whether a check takes long
END = 5.0  # seconds for which the end of the program waits for checks that still run

# a map, its index and its folder: frozen, so that nobody can change them meanwhile
Given: TypeAlias = tuple[JourneyMap, Index, Path | None]


class Checking(QObject):
    """Checks what it is given by `given`; `now` says in the worker which map that would be."""

    found = Signal(object, object)  # findings, and where a team's file sets the level of a check
    waiting_changed = Signal()  # for which check one waits
    _done = Signal(object, object, object)  # map, findings, bound; from the worker

    def __init__(
        self, given: Callable[[], Given], now: Callable[[], JourneyMap], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._given, self._now = given, now
        self._worker: Thread | None = None
        self._at_work = AtWork()
        self.waiting_for = ""  # the check that has been at work for long, by its id
        self._closed = False
        self._held = False
        self._sending = Lock()  # nothing is sent while it closes
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(QUIET)
        self.timer.timeout.connect(self._begin)
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH)
        self._watch.timeout.connect(self._look_who_works)
        self._done.connect(self._end)

    @property
    def busy(self) -> bool:
        """Whether the checks are running."""
        return self._worker is not None

    def soon(self) -> None:
        """Run after a moment of quiet, unless the checks are held."""
        self.timer.start()

    def hold(self) -> None:
        """Let the checks wait until `release`: what is more urgent goes on."""
        self._held = True

    def release(self) -> None:
        """Let the checks run after a moment of quiet, also where they had to wait."""
        self._held = False
        self.soon()

    def close(self) -> None:
        """Send nothing from now on; checks that still run are not waited for."""
        with self._sending:
            self._closed = True
        self.timer.stop()
        self._watch.stop()
        if self._worker is not None and self._worker.is_alive():
            # they measure with the fonts of the application, which goes away at the end
            atexit.register(self._worker.join, END)
        self._worker = None

    def _begin(self) -> None:
        if self._closed or self._held:
            return
        if self._worker is not None:  # one at a time; the end of this one begins the next
            return
        self._worker = Thread(target=self._check, args=self._given(), name="checks", daemon=True)
        self._worker.start()
        self._watch.start()

    def _check(self, m: JourneyMap, index: Index, folder: Path | None) -> None:
        """Run in the worker."""

        def begun(check: str) -> None:
            # a check holds the interpreter: after an edit the window has better use for it
            if self._closed or self._now() is not m:
                raise Outdated
            sleep(BREATH)
            self._at_work.begin(check)

        checked: JourneyMap | None = m
        bound: Mapping[str, Message] = {}
        findings: tuple[Any, ...] = ()
        try:
            findings = found_in(m, index, folder, begun)
            bound = bound_in(m, folder)
        except Outdated:
            checked = None
        except Exception as error:  # noqa: BLE001 - else no checks would ever run again
            findings = (checks_failed(error),)
        with self._sending:
            if not self._closed:
                self._done.emit(checked, findings, bound)

    def _look_who_works(self) -> None:
        long = self._at_work.long()
        if long != self.waiting_for:
            self.waiting_for = long
            self.waiting_changed.emit()

    def _end(
        self, m: JourneyMap | None, findings: tuple[Any, ...], bound: Mapping[str, Message]
    ) -> None:
        if self._worker is not None:
            self._worker.join()
            self._worker = None
        if self._closed:
            return
        self._watch.stop()
        self._at_work.end()
        self._look_who_works()
        if m is self._now():
            self.found.emit(findings, bound)
        else:
            self.soon()
