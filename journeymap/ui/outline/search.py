"""The field over the outline: what is typed narrows the tree, and keys lead through what is found.

It knows no map; what its keys mean is decided by whoever listens.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from journeymap.model.text import M, say
from journeymap.ui.controls import Field


class SearchField(Field):
    """A line of text with three ways out: along the hits, to the marked one, and back."""

    walked = Signal(int)  # one hit up or down
    went = Signal()  # to the hit that is marked
    left = Signal()  # back to where one came from

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.setPlaceholderText(say(M("Search the map …"), lang))
        self.setAccessibleName(say(M("Search in the outline"), lang))
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.walked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
