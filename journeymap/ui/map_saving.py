"""Saving the map of one window: in a thread, one save at a time, nothing said before it is true.

The window goes on meanwhile, and what is edited then is not saved yet. A save that is asked for
while another is under way follows it. What cannot be saved where it should is asked about here.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from journeymap.files.problems import Changed, FilesError, SaveFailed
from journeymap.model.document import SavedText
from journeymap.model.text import M, Message
from journeymap.ui.aside import PATIENCE, Aside
from journeymap.ui.file_kinds import file_name
from journeymap.ui.frame import Frame
from journeymap.ui.map_look import Look, look_at
from journeymap.ui.mishap_log import keep
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings
from journeymap.ui.windows import real

TRIES = 4  # saves that may find the file changed once more before a person is asked


class MapSaving(QObject):
    """The saves of one window; each waits in a loop of its own in which the window lives on."""

    slow = Signal()  # it takes more than a moment
    wrote = Signal()  # the map stands on the disk
    ended = Signal()  # saved or not, nothing is under way any more
    _over = Signal()

    def __init__(self, frame: Frame, session: Session, settings: Settings) -> None:
        super().__init__(frame)
        self._frame, self._session, self._settings = frame, session, settings
        self._lang = session.lang
        self.now = False  # whether a save is under way
        self.is_slow = False
        # what brings into the map what stands on disk; returns whether the map may be saved then
        self.bring_in: Callable[[Look], bool] = lambda _: False
        self.may_take: Callable[[Path], bool] = lambda _: True  # a file for Save as
        self._again = False
        self._path: Path | None = None
        self._how: dict[str, bool] = {}
        self._failed = False
        self._tries = 0
        self._works: Aside[SavedText] | Aside[Look] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._grow_slow)

    # ------------------------------------------------------------ asked for

    def save(self) -> bool:
        """Return whether the map stands on disk now; asks where to, if it has no file yet.

        While another save is under way this one is remembered, and False returned.
        """
        if self.now:
            self._again = True
            return False
        path = self._session.path
        if path is None or self._session.read_only is not None:
            return self.save_as()
        return self._run(path)

    def save_as(self) -> bool:
        """Return whether the map stands in another file now."""
        if self.now:
            return False  # once is enough
        chosen = self._ask_where()
        return chosen is not None and self._run(chosen, **self._as(chosen))

    def finish(self) -> bool:
        """Return whether all that is in the map stands on disk, after saving what is not."""
        self.wait()
        return not self._session.document.dirty or self.save()

    def wait(self) -> None:
        """Return once nothing is under way; the window lives on meanwhile."""
        while self.now:
            loop = QEventLoop()
            self._over.connect(loop.quit)
            loop.exec()
            self._over.disconnect(loop.quit)

    # ------------------------------------------------------------ at work

    def _run(self, path: Path, **how: bool) -> bool:
        self.now, self._tries, self._again = True, 0, False
        self._begin(path, how)
        self.wait()
        return not self._failed

    def _begin(self, path: Path, how: dict[str, bool]) -> None:
        self._failed = True
        self._path, self._how = path, how
        self._tries += 1
        try:
            work = self._session.writing(path, **how)
        except BaseException:
            self._end()
            raise
        self._timer.start()
        written = self._works = Aside(work)
        written.begin(lambda: self._or_end(lambda: self._written(written)))

    def _grow_slow(self) -> None:
        if self.now:
            self.is_slow = True
            self.slow.emit()

    def _written(self, work: Aside[SavedText]) -> None:
        self._rest()
        assert self._path is not None
        try:
            text = work.result()
        except Changed as changed:
            self._meet(changed.message)
        except FilesError as error:
            self._go_on(self._save_elsewhere(error))
        except Exception as error:  # noqa: BLE001 - whatever it was, the map is not saved
            keep("".join(traceback.format_exception(error)))
            self._go_on(self._save_elsewhere(FilesError(_unforeseen(error))))
        else:
            self._session.wrote(text, self._path)
            self._settings.remember(self._path)
            self._failed = False
            self.wrote.emit()
            once_more = self._again and self._session.document.dirty
            self._again = False
            self._go_on((self._path, {}) if once_more else None)

    def _rest(self) -> None:
        """Let nothing be said of waiting while a person is asked."""
        self._timer.stop()
        if self.is_slow:
            self.is_slow = False
            self.slow.emit()

    def _go_on(self, wanted: tuple[Path, dict[str, bool]] | None) -> None:
        if wanted is not None:
            self._begin(*wanted)
        else:
            self._end()

    def _end(self) -> None:
        self._rest()
        self.now, self._works = False, None
        self.ended.emit()
        self._over.emit()

    # ------------------------------------------------------------ changed meanwhile

    def _meet(self, why: Message) -> None:
        """Look at what somebody else has written, and save both, if both can be one map."""
        # where the map is saved elsewhere, it is the readings beside its own file that changed
        path, texts = self._session.path, self._session.document.texts
        if path is None or not texts or self._tries > TRIES:
            self._go_on(self._save_over(why))
            return
        known = texts[-1]
        look = self._works = Aside(lambda: look_at(path, known))
        look.begin(lambda: self._or_end(lambda: self._met(look, why)))

    def _or_end(self, do: Callable[[], object]) -> None:
        """Do the next thing; when it raises, nothing is under way any more."""
        try:
            do()
        except BaseException:
            self._end()
            raise

    def _met(self, looking: Aside[Look], why: Message) -> None:
        assert self._path is not None
        look = looking.result()
        own = self._is_own(self._path)
        how = {} if own else self._how
        if look.state == "gone" and own:
            self._go_on((self._path, {"absent": True}))
        elif look.state == "same":
            self._go_on((self._path, how))
        elif look.state == "other":
            self._go_on((self._path, how) if self.bring_in(look) else None)
        else:
            reason = look.problem.message if look.problem is not None else why
            self._go_on(self._save_over(reason))

    # ------------------------------------------------------------ questions

    def _ask_where(self) -> Path | None:
        from journeymap.ui import asking

        path = self._session.path
        name = f"{file_name(self._session.map.title)}.yaml"
        suggested = str(path) if path else str(Path(self._settings.folder) / name)
        chosen = asking.save_path(self._frame, self._lang, suggested)
        if not chosen:
            return None
        found = Path(chosen).absolute()
        return found if self.may_take(found) else None

    def _ask_as(self) -> tuple[Path, dict[str, bool]] | None:
        chosen = self._ask_where()
        return None if chosen is None else (chosen, self._as(chosen))

    def _as(self, chosen: Path) -> dict[str, bool]:
        """Return how to save as: who chose another file replaces it, not what others wrote here."""
        return {} if self._is_own(chosen) else {"force": True}

    def _is_own(self, path: Path) -> bool:
        own = self._session.path
        return own is not None and real(path) == real(own)

    def _save_over(self, why: Message) -> tuple[Path, dict[str, bool]] | None:
        from journeymap.ui import asking_files

        answer = asking_files.save_over(self._frame, self._lang, why)
        if answer == "as":
            return self._ask_as()
        assert self._path is not None
        return (self._path, {"force": True}) if answer == "over" else None

    def _save_elsewhere(self, error: FilesError) -> tuple[Path, dict[str, bool]] | None:
        from journeymap.ui import asking_files

        in_place = isinstance(error, SaveFailed) and error.in_place
        answer = asking_files.save_elsewhere(self._frame, self._lang, error.message, in_place)
        assert self._path is not None
        if answer == "as":
            return self._ask_as()
        if answer == "in place":
            return self._path, {**self._how, "in_place": True}
        return (self._path, self._how) if answer == "again" else None


def _unforeseen(error: Exception) -> Message:
    what = f"{type(error).__name__}: {error}"[:300]
    return M("The map could not be written as text ({error}); nothing was written", error=what)
