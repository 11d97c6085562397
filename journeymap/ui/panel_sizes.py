"""How wide and high the panels are: by the room there is, or as a person has dragged them.

What a person has dragged is kept for the next time, and no longer follows the size of the window.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow

from journeymap.ui.settings import Settings
from journeymap.ui.style import px

# panel: its least and greatest usual size, in pixels at the usual text size; share of the window
ROOM: Mapping[str, tuple[int, int, float]] = {
    "outline": (190, 270, 0.182),
    "history": (190, 270, 0.182),
    "inspector": (270, 320, 0.219),
    "comments": (270, 320, 0.219),
    "findings": (128, 220, 0.22),
}
MOST = 0.4  # of the window for one panel: on a smaller screen some of the map has to stay


def usual(panel: str, whole: int) -> int:
    """Return the width or height of a panel in a window that is `whole` pixels wide or high."""
    least, most, share = ROOM[panel]
    return max(px(least), min(round(whole * share), px(most)))


class PanelSizes(QObject):
    """Sizes the panels of a window, and remembers those that a person drags."""

    def __init__(
        self, window: QMainWindow, docks: Mapping[str, QDockWidget], settings: Settings
    ) -> None:
        super().__init__(window)
        self._window, self._docks, self._settings = window, docks, settings
        self._before: dict[str, int] = {}  # sizes when the mouse took hold of a border
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.apply)
        window.installEventFilter(self)
        for dock in docks.values():
            dock.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, panels that come back, and the mouse on their borders."""
        kind = event.type()
        if watched is not self._window:
            if kind == QEvent.Type.Show:
                self._later.start()
        elif kind == QEvent.Type.Resize:
            self._later.start()
        elif kind == QEvent.Type.MouseButtonPress:
            # only the borders are the window's own ground
            self._before = self.sizes()
        elif kind == QEvent.Type.MouseButtonRelease:
            self.keep()
        return False

    def apply(self) -> None:
        """Give every panel in sight its size."""
        for name in self.sizes():
            across = name != "findings"
            whole = self._window.width() if across else self._window.height()
            most = round(whole * MOST)
            kept = min(self._settings.size(name), most)
            way = Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical
            size = kept or min(usual(name, whole), most)
            self._window.resizeDocks([self._docks[name]], [size], way)

    def keep(self) -> None:
        """Remember the panels that changed since the mouse took hold of a border."""
        for name, size in self.sizes().items():
            if self._before.get(name, size) != size:
                self._settings.keep_size(name, size)
        self._before = {}

    def sizes(self) -> dict[str, int]:
        """Return the width or height of each panel that is in sight."""
        return {
            name: dock.height() if name == "findings" else dock.width()
            for name, dock in self._docks.items()
            if dock.isVisible()
        }

    def leave(self) -> None:
        """Let the panels be: they are taken out of the window."""
        self._later.stop()
        for watched in (self._window, *self._docks.values()):
            watched.removeEventFilter(self)
        self.deleteLater()
