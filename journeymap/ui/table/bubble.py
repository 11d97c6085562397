"""A few words at a cell: why what was typed cannot stand there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QVBoxLayout

from journeymap.ui.controls import label
from journeymap.ui.style import px

WIDE = 280  # pixels


class Bubble(QFrame):
    """Stands under a cell, or over it where there is no room; it takes no clicks and no focus."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.setProperty("look", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = label("", "wrong", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 5)
        column.addWidget(self.words)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, empty when nothing is."""
        return "" if self.isHidden() else self.words.text()

    def say(self, cell: QRect, words: str) -> None:
        """Say something about a cell of the viewport."""
        self.words.setText(words)
        wide = min(px(WIDE), self._view.width() - 8)
        metrics = self.words.fontMetrics()
        self.setFixedWidth(max(80, min(wide, metrics.horizontalAdvance(words) + px(30))))
        self.adjustSize()
        self.setFixedHeight(max(self.sizeHint().height(), self.heightForWidth(self.width())))
        port = self._view.viewport()
        x = cell.left()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = cell.right() - self.width()
        at = port.mapTo(self._view, QPoint(x, cell.bottom() + 3))
        if at.y() + self.height() > self._view.height():
            at.setY(port.mapTo(self._view, cell.topLeft()).y() - self.height() - 3)
        self.move(max(2, min(at.x(), self._view.width() - self.width() - 2)), max(2, at.y()))
        self.setMinimumHeight(0)
        self.show()
        self.raise_()
