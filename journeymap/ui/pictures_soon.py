"""Pictures beside a map for a window: asked for now, there soon, never waited for.

A picture is opened in a thread, which asks a process for it. Until it is there the placeholder is
seen. The thread touches nothing of Qt's but pixels: a timer of the window's own looks for what it
has brought.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from journeymap.model.text import Message

if TYPE_CHECKING:
    from journeymap.ui.picture_files import Opened

LOOK = 30  # ms between two looks while something is under way
CARD = QSize(1024, 1024)  # pixels of a picture on the canvas
SLIDE = QSize(2048, 2048)  # and of one in large, in a presentation


class _Desk:
    """What is asked for and what has come; the one thing that both threads know."""

    def __init__(self, folder: Path, most: QSize, grow: bool) -> None:
        self.folder, self.most, self.grow = folder, most, grow
        self.asked: deque[str] = deque()
        self.came: dict[str, Opened] = {}
        self.lock = Lock()
        self.working = False
        self.closed = False

    def ask(self, name: str) -> None:
        with self.lock:
            self.asked.append(name)
            if self.working:
                return
            self.working = True
        Thread(target=self._work, name="pictures", daemon=True).start()

    def _work(self) -> None:
        from journeymap.ui.picture_files import picture_in

        while True:
            with self.lock:
                if self.closed or not self.asked:
                    self.working = False
                    return
                name = self.asked.popleft()
            found = picture_in(self.folder, name, self.most, self.grow)
            with self.lock:
                self.came[name] = found


class PicturesSoon(QObject):
    """A reader of the pictures in a folder; `arrived` says that some that were missing are there.

    Called with the name of one it returns its pixels, None for as long as it has none.
    """

    arrived = Signal()

    def __init__(
        self, folder: Path, parent: QObject, most: QSize = CARD, grow: bool = False
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._desk = _Desk(folder, most, grow)
        self._found: dict[str, Opened | None] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._look)

    def __call__(self, name: str) -> QImage | None:
        """Return the pixels of a picture that has come; ask for it where nobody has yet."""
        if name not in self._found:
            self._found[name] = None
            self._desk.ask(name)
            self._timer.start()
        found = self._found[name]
        return found.image if found is not None else None

    def problem(self, name: str) -> Message | None:
        """Return why a picture cannot be shown; None where it can, or is still on its way."""
        found = self._found.get(name)
        return found.problem if found is not None else None

    @property
    def waiting(self) -> bool:
        """Whether anything asked for has not come yet."""
        return None in self._found.values()

    def close(self) -> None:
        """Ask for nothing more; what is under way is thrown away."""
        self._timer.stop()
        with self._desk.lock:
            self._desk.closed = True

    def _look(self) -> None:
        with self._desk.lock:
            came, self._desk.came = self._desk.came, {}
        self._found.update(came)
        if not self.waiting:
            self._timer.stop()
        if came:
            self.arrived.emit()
