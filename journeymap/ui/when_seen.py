"""Shows a panel anew after any number of changes, once, and only when somebody can see it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from journeymap.ui.slices import Slices, at_once


class WhenSeen(QObject):
    """Calls `refresh` in a turn of its own after a change; hidden, when it is shown again.

    With `after`, some milliseconds, it is in a later turn than what follows the change at once.
    """

    def __init__(self, panel: QWidget, refresh: Callable[[], None], after: int = 0) -> None:
        super().__init__(panel)
        self._panel, self._refresh = panel, refresh
        self._stale = False
        self._after = after
        self._later = Slices(self)
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
            self._later.begin(lambda: at_once(self.now), self._after)

    def now(self) -> None:
        """Refresh without waiting any longer."""
        self._later.drop()
        self._stale = False
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refresh a stale panel before it is seen."""
        if event.type() == QEvent.Type.Show and self._stale:
            self.now()
        return False
