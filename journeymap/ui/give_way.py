"""Which panels give way in a small window, so that some of the map stays in sight.

At 200 % scaling a screen of 1280×720 has room for 640×360. There one side panel stands beside the
map at a time, the one that was asked for last, and nothing under it. What gave way comes back when
there is room again. A person's own choice of panels, as it is kept in the settings, is not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow

from journeymap.ui.panel_sizes import ROOM
from journeymap.ui.style import px

MAP = (380, 250)  # pixels of the map that have to stay, across and down
BESIDE = 280  # and beside the one panel that is left
BARS = 110  # pixels that menus, top bar and status bar take
SIDES = (("inspector", "comments"), ("outline", "history"))  # the first gives way last
BELOW = "findings"
FRONT = {"comments": "inspector", "history": "outline"}  # of tabs that come back together


class GiveWay(QObject):
    """Hides and shows the panels of a window by the room there is."""

    def __init__(
        self,
        window: QMainWindow,
        docks: Mapping[str, QDockWidget],
        commands: Mapping[str, QAction],
        there: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._docks, self._commands = window, docks, commands
        self._there = there  # whether panels are shown at all
        self._away: set[str] = set()  # what gave way
        self._first = SIDES[0]  # the side that was asked for last
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.apply)
        for name in docks:
            commands[name].triggered.connect(lambda _=False, name=name: self._asked(name))
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.soon()
        return False

    def room(self) -> int:
        """Return for how many side panels there is room beside the map."""
        least = {side: px(ROOM[side[0]][0]) for side in SIDES}
        width = self._window.width()
        if width >= MAP[0] + sum(least.values()):
            return 2
        return 1 if width >= BESIDE + least[self._first] else 0

    def room_below(self) -> bool:
        """Return whether there is room for a panel under the map."""
        return self._window.height() >= MAP[1] + px(BARS) + px(ROOM[BELOW][0])

    def soon(self, *_: object) -> None:
        """Look at the room once everything has its place."""
        self._later.start()

    def apply(self) -> None:
        """Let panels give way, or come back."""
        if not self._there():
            return
        room = self.room()
        order = [self._first, *(side for side in SIDES if side is not self._first)]
        for place, side in enumerate(order):
            for name in side:
                self._put(name, place < room)
        self._put(BELOW, self.room_below())

    def _put(self, name: str, has_room: bool) -> None:
        shown = self._commands[name].isChecked()
        if shown and not has_room:
            self._away.add(name)
            self._show(name, False)
        elif name in self._away and has_room:
            self._away.remove(name)
            if not shown:
                self._show(name, True)
                self._docks[FRONT.get(name, name)].raise_()

    def _show(self, name: str, shown: bool) -> None:
        self._commands[name].setChecked(shown)
        self._docks[name].setVisible(shown)

    def _asked(self, name: str) -> None:
        """Make room for a panel that somebody asks for, whatever room there is."""
        self._away.discard(name)
        if not self._commands[name].isChecked() or name == BELOW:
            return
        self._first = next(side for side in SIDES if name in side)
        if self.room() < len(SIDES):
            for side in SIDES:
                for other in side if side is not self._first else ():
                    self._put(other, has_room=False)

    def leave(self) -> None:
        """Let the panels be: they are taken out of the window."""
        self._later.stop()
        self._window.removeEventFilter(self)
        self.deleteLater()
