"""Keeps a recovery copy of what a session has and no file has, and takes it away when it is saved.

It hears of an edit before any view does, and hands over at once what a copy is made of; when it is
written, and how, is in `copying.py`. It asks nobody and changes nothing; that copies cannot be
written is said by a signal, once, and tried again.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from journeymap.files import opened
from journeymap.files.recovery_folder import new_file
from journeymap.model.journey import LISTS
from journeymap.ui.recovery.copying import Copying, Wanted
from journeymap.ui.session import Session

SETTLED = 60_000  # ms after which opening a map is not what a crash comes from
PATIENCE = 5.0  # seconds for which the end waits for a disk


class Keeper(QObject):
    """The recovery copy of one session, and the marks of what it opened."""

    failed = Signal(object)  # Message: copies cannot be written, for the first time in a row
    kept = Signal()  # a copy stands on disk
    _news = Signal()  # from the thread

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__(session)
        self._session, self._folder = session, folder
        self.file = new_file(folder)  # where the copy of this map is, once there is one
        self._copying = Copying(self._news.emit)
        self._last: Wanted | None = None  # what was handed over last
        self._replaces: list[Path] = []  # copies of dead processes that this one stands for
        self._failing = self._ended = False
        self._marks: dict[str, Path | None] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self._unmark)
        self._news.connect(self._hear_news)
        session.edited.connect(self._heard)
        session.state_changed.connect(self._heard)
        session.document_changed.connect(self._exchanged)
        session.opening.connect(self._mark)
        session.let_go.connect(self._let_go)
        session.ended.connect(self._end)
        session.drafts.heard = self._heard

    # ------------------------------------------------------------ when

    @property
    def idle(self) -> bool:
        """Whether all that is to be kept stands on disk, as far as it can be written."""
        return self._copying.idle

    def _wanted(self) -> bool:
        session = self._session
        return session.document.dirty or bool(session.drafts.all()) or bool(self._writing())

    def _writing(self) -> tuple[tuple[str, int, str, Any], ...]:
        session = self._session
        if not session.drafts.is_writing:
            return ()  # and no index is made for it
        return tuple(
            (LISTS[each.entry.kind], each.entry.position, each.field, each.value)
            for each in session.drafts.writing(session.index)
        )

    def _heard(self) -> None:
        if self._ended:
            return
        if not self._wanted():
            self.drop()
            return
        session = self._session
        saved = session.document.texts[-1] if session.document.texts else None
        drafts = tuple((about.how, about.key, words) for about, words in session.drafts.all())
        wanted = Wanted(session.map, saved, session.path, drafts, self._writing(), self.file)
        if not wanted.says_the_same(self._last):
            self._last = wanted
            self._copying.keep(wanted)

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
        self._ended = True
        self._settle.stop()
        self._copying.end(PATIENCE)

    def stand_for(self, file: Path) -> None:
        """Keep a copy of a dead process until one of this session says the same."""
        self._replaces.append(file)

    # ------------------------------------------------------------ what became of it

    def write(self) -> None:
        """Have what waits written now."""
        self._copying.at_once()

    def _hear_news(self) -> None:
        for wanted, problem, void in self._copying.news():
            if self._ended or void:
                continue
            if problem is None:
                self._failing = False
                if wanted is self._last:  # else it may be older than what was brought back
                    self._drop_replaced()
                self.kept.emit()
            elif not self._failing:
                self._failing = True
                self.failed.emit(problem)

    def drop(self) -> None:
        """Take the copy away: the map is saved, closed, or as it is on disk."""
        self._copying.drop()
        if self._last is not None:
            _remove(self.file)
        self._last = None
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
