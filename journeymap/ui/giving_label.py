"""A line of text that gives way: it is cut where there is no room, and whole in its tooltip.

Loaded before the first paint: nothing of the model may be imported.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from journeymap.ui.controls import leading

LEAST = 24  # pixels


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

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the text's own
        painter.setPen(self.palette().windowText().color())
        flags = int(self.alignment()) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(room, flags, words)
        painter.end()
        self.setToolTip("" if words == self.text() else self.text())
