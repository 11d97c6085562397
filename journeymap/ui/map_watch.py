"""Notices that the file of a map, or its file of readings, is another one on the disk.

Files are replaced, deleted and made anew, and then nobody watches them any more: so the folder is
watched as well, and what is not watched is added again after each look. An event only means that it
is time to look; looks are done in a thread, since disks may be slow, and compare contents.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QElapsedTimer, QFileSystemWatcher, QObject, QTimer, Signal
from shiboken6 import isValid

from journeymap.files.temporaries import sweep
from journeymap.model.document import SavedText
from journeymap.ui.aside import Aside
from journeymap.ui.map_look import Look, look_at
from journeymap.ui.session import Session

QUIET = 200  # ms without an event before a look: several quick writes are one change
Found: TypeAlias = tuple[Look, frozenset[str]]  # and the places that can be watched
LONGEST = 2000  # ms after which one looks though events go on


class MapWatch(QObject):
    """Watches where the session's map is kept."""

    found = Signal(object)  # Look

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self.soon)
        self._watcher.directoryChanged.connect(self.soon)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET)
        self._timer.timeout.connect(self._look)
        self._since = QElapsedTimer()
        self._looking: Aside[Found] | None = None
        self._once_more = False
        self._on = False
        self.looks = 0  # how often the disk was asked

    def begin(self) -> None:
        """Watch the file of the map that was opened or saved under another name."""
        self._on = self._session.path is not None and bool(self._session.document.texts)
        if self._on:
            self.soon()

    def end(self) -> None:
        """Watch nothing any more."""
        self._on = False
        self._timer.stop()
        if self._looking is not None:
            self._looking.give_up()
            self._looking = None
        self._watch(frozenset())

    def soon(self, _path: str = "") -> None:
        """Look once it is quiet."""
        if not self._on:
            return
        if not self._timer.isActive():
            self._since.start()
        if self._since.elapsed() < LONGEST:
            self._timer.start()

    # ------------------------------------------------------------ inside

    def _watch(self, wanted: frozenset[str]) -> bool:
        """Watch these places and no others; return whether one was not watched before."""
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := watched - wanted:
            self._watcher.removePaths(list(gone))
        new = wanted - watched
        return bool(new) and len(self._watcher.addPaths(list(new))) < len(new)

    def _look(self) -> None:
        path, texts = self._session.path, self._session.document.texts
        if not self._on or path is None or not texts:
            return
        if self._looking is not None:
            self._once_more = True
            return
        known, first = texts[-1], not self.looks
        self.looks += 1
        looking = self._looking = Aside(lambda: _looked_at(path, known, first))
        looking.begin(lambda: self._looked(looking, path, known))

    def _looked(self, looking: Aside[Found], path: Path, known: SavedText) -> None:
        if not isValid(self):
            return
        self._looking = None
        if not self._on:
            return
        look, places = looking.result()
        # what happened before a place was watched again, nobody was told
        unwatched = self._watch(places)
        texts = self._session.document.texts
        same = self._session.path == path and texts and texts[-1].data is known.data
        if same:
            self.found.emit(look)
        if self._once_more or unwatched or not same:
            self._once_more = False
            self.soon()


def _looked_at(path: Path, known: SavedText, first: bool) -> Found:
    """Return how the file is found, and what can be watched now; runs in a thread."""
    if first:
        sweep(os.path.dirname(os.path.realpath(path)))
    look = look_at(path, known)
    return look, _places(path, (look.saved or known).map.readings_from)


def _places(path: Path, beside: str | None) -> frozenset[str]:
    """Return the files and folders that are there of those that a map is kept in."""
    real = Path(os.path.realpath(path))
    files = [path, real]
    if beside and not os.path.isabs(beside):
        files.append(real.parent / beside)
    places: set[str] = set()
    for each in files:
        try:
            if each.is_file():
                places.add(str(each))
            folder = each.parent
            while not folder.is_dir() and folder != folder.parent:
                folder = folder.parent  # its folder went: when one comes, it comes there
            # a folder that is renamed itself is only noticed in the one around it
            places |= {str(folder), str(folder.parent)}
        except (OSError, ValueError):
            continue
    return frozenset(places)
