"""A line of text that gives way where there is no room, and is whole in its tooltip.

A sentence is cut; of several counts, whole ones go, since half a word says nothing of a number.

Loaded before the first paint: nothing of the model may be imported.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from journeymap.ui.controls import leading

LEAST = 24  # pixels
MORE = "…"


class GivingLabel(QLabel):
    """A plain label of one line whose text stays whole while less of it is painted."""

    def __init__(self) -> None:
        super().__init__()
        # Qt paints the ground: QStyle by name would first give hundreds of its names their values
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def shown(self, width: int) -> str:
        """Return what is painted of the text in so many pixels."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        words = self.shown(room.width())
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the text's own
        painter.setPen(self.palette().windowText().color())
        flags = int(self.alignment()) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(room, flags, words)
        painter.end()
        self.setToolTip("" if words == self.text() else self.text())


class Counted(NamedTuple):
    """One of several counts; what weighs least gives way first."""

    words: str
    weight: int


class GivingCounts(GivingLabel):
    """Counts beside each other, of which as many are painted as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: tuple[Counted, ...] = ()
        self._between = ""

    def put(self, counts: Iterable[Counted], between: str) -> None:
        """Show counts, with something between two of them."""
        self._counts, self._between = tuple(counts), between
        self.setText(between.join(each.words for each in self._counts))

    def shown(self, width: int) -> str:
        """Return the counts that weigh most, as they stand, with a sign where some are missing."""
        if not self._counts:
            return super().shown(width)
        words, left = self.text(), list(self._counts)
        while left and self.fontMetrics().horizontalAdvance(words) > width:
            left.remove(min(left, key=lambda each: each.weight))
            words = self._between.join((*(each.words for each in left), MORE))
        return words
