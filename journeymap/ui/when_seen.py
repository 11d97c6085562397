"""Shows a panel anew after any number of changes, once, and only when somebody can see it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class WhenSeen(QObject):
    """Calls `refresh` when the event loop turns after a change; hidden, when it is shown again.

    With `after`, some milliseconds, it is in a later turn than what follows the change at once.
    """

    def __init__(self, panel: QWidget, refresh: Callable[[], None], after: int = 0) -> None:
        super().__init__(panel)
        self._panel, self._refresh = panel, refresh
        self._stale = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(after)
        self._later.timeout.connect(self.now)
        panel.installEventFilter(self)

    @property
    def stale(self) -> bool:
        """Whether something changed since the panel was refreshed."""
        return self._stale

    def catch_up(self) -> None:
        """Refresh without waiting any longer, if anything changed."""
        if self._stale:
            self.now()

    def wait(self, *_: object) -> None:
        """Hear of a change; any signal may be connected to it."""
        self._stale = True
        if self._panel.isVisible():
            self._later.start()

    def now(self) -> None:
        """Refresh without waiting any longer."""
        self._later.stop()
        self._stale = False
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refresh a stale panel before it is seen."""
        if event.type() == QEvent.Type.Show and self._stale:
            self.now()
        return False
