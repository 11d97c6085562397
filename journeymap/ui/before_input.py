"""What is done when this turn of the event loop is over, and in any case before the next input.

A key may come before a timer that is due: whoever types fast would write into what was there
before. So whoever opens a field in the next turn asks here, and the key that comes before finds it
open.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = frozenset((QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.InputMethod))
_INPUT = _KEYS | {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}


def before_input(owner: QObject, do: Callable[[], object]) -> None:
    """Do something in the next turn, or before the next key or click; not once `owner` is gone."""
    _Waiting(owner, do)


class _Waiting(QObject):
    """What waits for its turn; it listens to the application no longer than that."""

    def __init__(self, owner: QObject, do: Callable[[], object]) -> None:
        super().__init__(owner)
        self._do: Callable[[], object] | None = do
        self._before: QWidget | None = None  # who had the keyboard when a key came
        self._application().installEventFilter(self)
        QTimer.singleShot(0, self, self._end)

    @staticmethod
    def _application() -> QCoreApplication:
        app = QCoreApplication.instance()
        assert app is not None
        return app

    def _go(self) -> None:
        do, self._do = self._do, None
        if do is not None:
            do()

    def _end(self) -> None:
        self._application().removeEventFilter(self)
        self.deleteLater()
        self._go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let input wait until it is done; a key goes where the keyboard is then."""
        if event.type() not in _INPUT:
            return False
        if self._do is not None:
            self._before = QApplication.focusWidget()
            self._go()
        now = QApplication.focusWidget()
        asks = event.type() == QEvent.Type.ShortcutOverride  # a key, whether it is a shortcut
        if not asks:
            self._end()
        # the window gives a key to whoever has the keyboard; one that is theirs already is not
        if event.type() in _KEYS and watched is self._before and now not in (None, watched):
            before, self._before = self._before, None  # what nobody takes comes back to it
            QCoreApplication.sendEvent(now, event)
            self._before = before if asks else None
            return True
        return False
