"""Plays the periods of the overlay one after the other, until the end or until it is stopped.

Space and Esc stop it wherever the focus is, except where somebody writes. Nothing of it glides, so
there is nothing to leave out where motion is not wanted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

BEAT = 900  # ms for which a period stands
_STOPS = (Qt.Key.Key_Space, Qt.Key.Key_Escape)
_WRITING = (QLineEdit, QPlainTextEdit, QTextEdit)


class Player(QObject):
    """A timer that calls `step()`, which answers whether there is more to come."""

    changed = Signal(bool)  # whether it plays

    def __init__(self, step: Callable[[], bool], window: QWidget) -> None:
        super().__init__(window)
        self._step, self._window = step, window
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._beat)

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    def start(self) -> None:
        """Play from now on; the first step comes after a beat."""
        if not self.playing:
            self._timer.start()
            QApplication.instance().installEventFilter(self)
            self.changed.emit(True)

    def stop(self) -> None:
        """Stop where it is."""
        if self.playing:
            self._timer.stop()
            QApplication.instance().removeEventFilter(self)
            self.changed.emit(False)

    def _beat(self) -> None:
        if not self._window.isVisible() or not self._step():
            self.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or event.key() not in _STOPS or event.modifiers():
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._window.window():
            return False
        if QApplication.activePopupWidget() is not None:
            return False
        if event.key() == Qt.Key.Key_Space and isinstance(QApplication.focusWidget(), _WRITING):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.stop()
        return True
