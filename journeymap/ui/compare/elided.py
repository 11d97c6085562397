"""Text that takes the room it is given: cut in its middle, or as wide as what stands around it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from journeymap.ui.controls import leading, tip_of


class Elided(QLabel):
    """A plain label of one line that takes the room it is given."""

    def __init__(self, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def put(self, words: str) -> None:
        """Show a text; the whole of it is in the tooltip, and read out."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(tip_of(words))
        self._fit()

    def _fit(self) -> None:
        side = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._words, side, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text for the room there is now."""
        super().resizeEvent(event)
        self._fit()


def give_way(label: QLabel) -> QLabel:
    """Return a label after letting no long word in it make what holds it wider."""
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)
    return label
