"""Lets the map be seen first: what its first frame does not need comes after it, in turns.

Panels, checks and git take longer than the map itself, and nobody can use them before there is
something to look at. It knows the canvas, and nothing of what waits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from journeymap.ui.canvas.surface import Surface

LATEST = 500  # ms after which what waits is done all the same: a covered window paints nothing


class FirstFrame(QObject):
    """Tells of the first whole frame of a canvas, and does what waited for it, a thing a turn."""

    painted = Signal()  # nothing of the frame is missing; or nothing is painted at all

    def __init__(self, canvas: Surface, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._listens = False
        self._waiting: deque[Callable[[], object]] = deque()
        self._look, self._late, self._turn = QTimer(self), QTimer(self), QTimer(self)
        for timer, ms, then in (
            (self._look, 0, self._look_at),
            (self._late, LATEST, self._begin),
            (self._turn, 0, self._go_on),
        ):
            timer.setSingleShot(True)
            timer.setInterval(ms)
            timer.timeout.connect(then)

    @property
    def over(self) -> bool:
        """Whether the frame was painted, and all is done that waited for it."""
        return not (self._listens or self._waiting)

    def wait(self) -> None:
        """Tell once the canvas was painted whole, and before long where it is not."""
        self._waiting.clear()
        self._late.start()
        if not self._listens:
            self._listens = True
            self._canvas.viewport().installEventFilter(self)
        self._canvas.viewport().update()

    def leave(self) -> None:
        """Do nothing any more: another takes over."""
        self._waiting.clear()
        self._rest()
        self._turn.stop()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the frame that is about to be painted, once it is."""
        if event.type() == QEvent.Type.Paint:
            self._look.start()
        return False

    def _look_at(self) -> None:
        if not self._canvas.layer.frames_unready:  # else another frame follows
            self._begin()

    def _begin(self) -> None:
        self._rest()
        self.painted.emit()

    def go_on_with(self, things: Iterable[Callable[[], object]]) -> None:
        """Do these things, one in a turn of the event loop."""
        self._waiting = deque(things)
        self._turn.start()

    def _rest(self) -> None:
        self._late.stop()
        self._look.stop()
        if self._listens:
            self._listens = False
            self._canvas.viewport().removeEventFilter(self)

    def _go_on(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
            self._turn.start()
