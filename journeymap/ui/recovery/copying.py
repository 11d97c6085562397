"""The thread that writes recovery copies: at its own time, of what it was given last.

It is given what a copy needs at the edit itself, so that the copy comes also where the window does
nothing any more. The window never waits for it: the lock is held for moments and never while
something is written. It knows no Qt, and it lets go of no map: what it is done with goes back to
the window, whose thread alone may free what hangs on a map.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap.files.problems import FilesError
from journeymap.model.document import SavedText
from journeymap.model.edits import with_values
from journeymap.model.journey import JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import Message, literal

if TYPE_CHECKING:
    from journeymap.files.recovery import Writer

# all in seconds
QUIET = 1.0  # without a change, after which a copy is written
GOING_ON = 1.5  # between two copies while it changes all the time
AT_LEAST = 10.0  # the same, where copies take long
SHARE = 20  # times as long as a copy took before the next one, while it changes all the time
AGAIN = 30.0  # after which writing is tried again where it failed
STEP, BREATH = 0.001, 0.0005  # of work, and of giving way to the window


class _Dropped(Exception):
    """The copy that is being written is not wanted any more."""


class Wanted(NamedTuple):
    """What a copy is to say, and the file that it goes to."""

    map: JourneyMap
    saved: SavedText | None  # what stands on disk, or the template
    path: Path | None
    drafts: tuple[tuple[str, str, str], ...]
    writing: tuple[tuple[str, int, str, Any], ...]  # list, place, field, what is to stand there
    file: Path

    def says_the_same(self, other: Wanted | None) -> bool:
        """Return whether two copies would be one."""
        if other is None or other.map is not self.map or other.saved is not self.saved:
            return False
        return other[2:] == self[2:]


class Written(NamedTuple):
    """What became of a copy: why it could not be written, None where it stands."""

    wanted: Wanted
    problem: Message | None
    void: bool  # dropped meanwhile: it is on no disk


class Copying:
    """Writes one copy after the other for one session; `told` is called when there is news.

    Everything but `_run` and what it calls belongs to the window's thread.
    """

    def __init__(self, told: Callable[[], object]) -> None:
        self._told = told
        self._lock = Condition()
        self._thread: Thread | None = None
        self._writer: Writer | None = None
        self._wanted: Wanted | None = None  # what no copy says yet
        self._busy = False
        self._first = self._latest = 0.0  # when it began to wait, and when it changed last
        self._not_before = 0.0  # after a failure
        self._at_once = self._ended = False
        self._turn = 0  # a copy of an earlier one is void
        self._took = 0.0
        self._news: list[Written] = []

    # ------------------------------------------------------------ the window's thread

    @property
    def idle(self) -> bool:
        """Whether nothing waits to be written, and nothing is being."""
        with self._lock:
            return self._wanted is None and not self._busy

    def keep(self, wanted: Wanted) -> None:
        """Have a copy say this, in a moment; what was to be written before it is not any more."""
        now = time.monotonic()
        with self._lock:
            if self._wanted is None or self._not_before:
                self._first, self._not_before = now, 0.0
                self._lock.notify()
            self._wanted, self._latest = wanted, now
        if self._thread is None and not self._ended:
            self._thread = Thread(target=self._run, name="recovery", daemon=True)
            self._thread.start()

    def at_once(self) -> None:
        """Write what waits without waiting for a quiet moment."""
        with self._lock:
            self._at_once = self._wanted is not None
            self._lock.notify()

    def drop(self) -> None:
        """Write nothing of what was given until now; what is being written goes again."""
        with self._lock:
            self._turn += 1
            self._wanted, self._at_once, self._not_before = None, False, 0.0

    def news(self) -> list[Written]:
        """Return what became of the copies since this was asked last, oldest first."""
        with self._lock:
            news, self._news = self._news, []
        return news

    def end(self, patience: float) -> None:
        """Write no more, tell nothing more, and wait so many seconds for what is being written."""
        with self._lock:
            self._ended = True
            self._turn += 1
            self._wanted = None
            self._lock.notify()
        if self._thread is not None:
            self._thread.join(patience)  # it gives up soon, and takes away what it wrote
        self._told = _nobody
        self.news()

    # ------------------------------------------------------------ the thread

    def _run(self) -> None:
        while True:
            with self._lock:
                while not self._ended and (rest := self._rest()) != 0:
                    self._lock.wait(rest)
                if self._ended:
                    return
                wanted, turn, self._wanted = self._wanted, self._turn, None
                self._at_once, self._busy = False, True
            assert wanted is not None
            begun = time.perf_counter()
            problem = self._try(wanted, turn)
            with self._lock:
                void = turn != self._turn
            if void:  # and where it is dropped from now on, the window finds it and removes it
                _remove(wanted.file)
            with self._lock:
                self._took = time.perf_counter() - begun
                self._busy = False
                void = turn != self._turn
                if problem is not None and not void and self._wanted is None:
                    self._wanted, self._not_before = wanted, time.monotonic() + AGAIN
                self._news.append(Written(wanted, problem, void))
                del wanted  # the window has the last one
                if not self._ended:
                    self._told()

    def _rest(self) -> float | None:
        """Return in how many seconds a copy is due, None where none is wanted."""
        if self._wanted is None:
            return None
        if self._at_once:
            return 0
        often = min(max(SHARE * self._took, GOING_ON), AT_LEAST)
        due = self._not_before or min(self._latest + QUIET, self._first + often)
        return max(0, due - time.monotonic())

    def _try(self, wanted: Wanted, turn: int) -> Message | None:
        """Return why a copy could not be written, None where it was, or is not wanted."""
        try:
            self._write(wanted, partial(self._breathe, turn, [time.perf_counter()]))
        except _Dropped:
            pass
        except FilesError as error:
            return error.message
        except OSError as error:
            return literal(error.strerror or type(error).__name__)
        except Exception as error:  # noqa: BLE001 - else no copy would ever be written again
            return literal(f"{type(error).__name__}: {error}")
        return None

    def _write(self, wanted: Wanted, breathe: Callable[[], object]) -> None:
        from journeymap.files.recovery import Snapshot, Writer

        if self._writer is None:
            self._writer = Writer()
        base, beside = (wanted.saved.data, wanted.saved.beside) if wanted.saved else (b"", None)
        path = str(wanted.path) if wanted.path else None
        shot = Snapshot(_with_writing(wanted), path, base, wanted.drafts, beside)
        self._writer.write(wanted.file, shot, breathe)

    def _breathe(self, turn: int, since: list[float]) -> None:
        if turn != self._turn:
            raise _Dropped
        if time.perf_counter() - since[0] > STEP:
            time.sleep(BREATH)  # the window may have its turn
            since[0] = time.perf_counter()


def _with_writing(wanted: Wanted) -> JourneyMap:
    """Return the map as if what is being written had been taken, as far as it would be."""
    m = wanted.map
    for name, place, field, value in wanted.writing:
        records = list(getattr(m, name))
        with suppress(Refused):
            records[place] = with_values(records[place], **{field: value})
            m = m.model_copy(update={name: tuple(records)})
    return m


def _nobody() -> None: ...


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()
