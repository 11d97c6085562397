"""Keeps a recovery copy of what a session has and no file has: written aside, gone when saved.

A copy is written a second after the last change. While changes go on it is written every second and
a half; where a copy takes long, so seldom that a twentieth of the time goes into copies, but at
least every ten seconds. A thread does it that gives way to the window after each millisecond's
work. It asks nobody and changes nothing; that copies cannot be written is said by a signal, once,
and tried again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from journeymap.files import opened
from journeymap.files.problems import FilesError
from journeymap.files.recovery_folder import new_file
from journeymap.model.document import SavedText
from journeymap.model.journey import JourneyMap
from journeymap.model.text import Message, literal
from journeymap.ui.drafts import About
from journeymap.ui.session import Session

if TYPE_CHECKING:
    from journeymap.files.recovery import Writer

QUIET = 1_000  # ms without a change after which a copy is written
GOING_ON = 1_500  # ms between two copies while it changes all the time
AT_LEAST = 10_000  # ms, where copies take long
SHARE = 20  # times as long as a copy took before the next one, while it changes all the time
AGAIN = 30_000  # ms after which writing is tried again where it failed
SETTLED = 60_000  # ms after which opening a map is not what a crash comes from
PATIENCE = 5.0  # seconds for which the end waits for a disk
STEP, BREATH = 0.001, 0.0005  # seconds of work, and of giving way


class _Dropped(Exception):
    """The copy that is being written is not wanted any more."""


class _Job(NamedTuple):
    """What a copy is made of, where it goes, and which it is: dropping makes earlier ones void."""

    map: JourneyMap
    saved: SavedText | None
    path: Path | None
    drafts: tuple[tuple[About, str], ...]
    file: Path
    turn: int

    def says_the_same(self, other: _Job | None) -> bool:
        """Return whether a copy was made of just this already."""
        if other is None or other.map is not self.map or other.saved is not self.saved:
            return False
        return other[2:] == self[2:]


class Keeper(QObject):
    """The recovery copy of one session, and the marks of what it opened."""

    failed = Signal(object)  # Message: copies cannot be written, for the first time in a row
    kept = Signal()  # a copy stands on disk
    _done = Signal(object)  # Message or None; from the thread

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__(session)
        self._session, self._folder = session, folder
        self.file = new_file(folder)  # where the copy of this map is, once there is one
        self._writer: Writer | None = None
        self._worker: Thread | None = None
        self._lock = Lock()  # a copy that is dropped is not brought back by the thread
        self._turn = 0
        self._ended = False
        self._last: _Job | None = None  # the last copy
        self._took = 0.0  # seconds, for the last copy
        self._begun = False  # whether there may be one on disk
        self._replaces: list[Path] = []  # copies of dead processes that this one stands for
        self._again = self._failing = False
        self._marks: dict[str, Path | None] = {}
        self._after = self._clock(QUIET, self.write)
        self._going_on = self._clock(GOING_ON, self.write)
        self._later = self._clock(AGAIN, self.write)
        self._settle = self._clock(SETTLED, self._unmark)
        self._done.connect(self._written)
        session.state_changed.connect(self._heard)
        session.document_changed.connect(self._exchanged)
        session.opening.connect(self._mark)
        session.let_go.connect(self._let_go)
        session.ended.connect(self._end)
        session.drafts.heard = self._heard

    def _clock(self, ms: int, do: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(do)
        return timer

    # ------------------------------------------------------------ when

    def _wanted(self) -> bool:
        session = self._session
        return session.document.dirty or bool(session.drafts.all())

    def _heard(self) -> None:
        if self._ended:
            return
        if not self._wanted():
            self.drop()
            return
        self._after.start()
        if not self._going_on.isActive():
            wanted = int(SHARE * self._took * 1_000)
            self._going_on.start(min(max(wanted, GOING_ON), AT_LEAST))

    def _exchanged(self) -> None:
        """Another document: what was kept of the one before is not wanted any more."""
        self.drop()
        self.file = new_file(self._folder)
        here = str(self._session.path or "")
        self._unmark(but=here)
        self._heard()

    def _let_go(self) -> None:
        self.drop()
        self._unmark()

    def _end(self) -> None:
        with self._lock:
            self._ended = True
        for timer in (self._after, self._going_on, self._later, self._settle):
            timer.stop()
        if self._worker is not None:
            self._worker.join(PATIENCE)  # it gives up soon, and takes away what it wrote

    def stand_for(self, file: Path) -> None:
        """Keep a copy of a dead process until one of this session says the same."""
        self._replaces.append(file)

    # ------------------------------------------------------------ writing

    def write(self) -> None:
        """Write a copy now, in a thread, unless there is nothing new to keep."""
        if self._ended or not self._wanted():
            return
        if self._worker is not None:  # one at a time; the end of this one begins the next
            self._again = True
            return
        for timer in (self._after, self._going_on, self._later):
            timer.stop()
        session = self._session
        saved = session.document.texts[-1] if session.document.texts else None
        job = _Job(session.map, saved, session.path, session.drafts.all(), self.file, self._turn)
        if job.says_the_same(self._last):
            return
        self._last, self._begun = job, True
        self._worker = Thread(target=self._work, args=(job,), name="recovery", daemon=True)
        self._worker.start()

    def _work(self, job: _Job) -> None:
        problem: Message | None = None
        begun = time.perf_counter()
        since = [begun]
        try:
            self._write(job, partial(self._breathe, job.turn, since))
        except _Dropped:
            pass
        except FilesError as error:
            problem = error.message
        except OSError as error:
            problem = literal(error.strerror or type(error).__name__)
        except Exception as error:  # noqa: BLE001 - else no copy would ever be written again
            problem = literal(f"{type(error).__name__}: {error}")
        with self._lock:
            if job.turn != self._turn:
                _remove(job.file)
            self._took = time.perf_counter() - begun
            if not self._ended:
                self._done.emit(problem)

    def _write(self, job: _Job, breathe: Callable[[], object]) -> None:
        from journeymap.files.recovery import Snapshot, Writer

        if self._writer is None:
            self._writer = Writer()
        shot = Snapshot(
            job.map,
            str(job.path) if job.path else None,
            job.saved.data if job.saved else b"",
            tuple((about.how, about.key, words) for about, words in job.drafts),
        )
        self._writer.write(job.file, shot, breathe)

    def _breathe(self, turn: int, since: list[float]) -> None:
        if turn != self._turn:
            raise _Dropped
        if time.perf_counter() - since[0] > STEP:
            time.sleep(BREATH)  # the window may have its turn
            since[0] = time.perf_counter()

    def _written(self, problem: Message | None) -> None:
        if self._worker is not None:
            self._worker.join()
            self._worker = None
        if self._ended:
            return
        again, self._again = self._again, False
        if problem is not None:
            self._last = None
            self._later.start()
            if not self._failing:
                self._failing = True
                self.failed.emit(problem)
            return
        if self._last:
            self._failing = False
            self._drop_replaced()
            self.kept.emit()
        if again:
            self.write()

    def drop(self) -> None:
        """Take the copy away: the map is saved, closed, or as it is on disk."""
        for timer in (self._after, self._going_on, self._later):
            timer.stop()
        with self._lock:
            self._turn += 1
            if self._begun:
                _remove(self.file)
        self._last, self._begun, self._again = None, False, False
        self._drop_replaced()

    def _drop_replaced(self) -> None:
        for file in self._replaces:
            _remove(file)
        self._replaces = []

    # ------------------------------------------------------------ marks

    def _mark(self, path: str) -> None:
        if path not in self._marks:
            self._marks[path] = opened.mark(self._folder, path)
            self._settle.start()

    def _unmark(self, but: str = "") -> None:
        for path in [each for each in self._marks if each != but]:
            opened.unmark(self._folder, path, self._marks.pop(path))


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()
