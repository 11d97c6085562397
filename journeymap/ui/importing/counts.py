"""Small labels beside one another that go on in the next line where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from journeymap.ui.controls import label
from journeymap.ui.style import px

GAP = 6  # pixels between two


class Counts(QWidget):
    """Labels that count something; as high as the lines that they need."""

    def __init__(self) -> None:
        super().__init__()
        self.chips: list[QLabel] = []

    def put(self, counts: Sequence[tuple[str, str]]) -> None:
        """Show these: words, and the tone in which they are said."""
        for old in self.chips:
            old.hide()
            old.deleteLater()
        self.chips = []
        for words, tone in counts:
            chip = label(words, "chip")
            chip.setProperty("tone", tone)
            chip.setParent(self)
            chip.show()
            self.chips.append(chip)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return room for the widest."""
        return QSize(max((chip.sizeHint().width() for chip in self.chips), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        gap, x, y, high = px(GAP), 0, 0, 0
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for chip in self.chips:
            size = chip.sizeHint()
            if x and x + size.width() > self.width():
                x, y, high = 0, y + high + gap, 0
            left = self.width() - x - size.width() if rtl else x
            chip.setGeometry(left, y, size.width(), size.height())
            x += size.width() + gap
            high = max(high, size.height())
        self.setFixedHeight(max(y + high, 1))
