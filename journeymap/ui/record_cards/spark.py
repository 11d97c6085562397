"""A line of values over time beside a reading, without numbers; those stand next to it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from journeymap.ui.session import Session

SIZE = QSize(72, 26)


class Spark(QWidget):
    """The line; it runs from right to left where the interface does."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._values: tuple[float, ...] = ()
        self._color = ""
        self.setFixedSize(SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def put(self, values: tuple[float, ...], color: str) -> None:
        """Show values, oldest first; fewer than two are no line."""
        self._values, self._color = values, color
        self.setVisible(len(values) > 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        low, high = min(self._values), max(self._values)
        room, margin = self.height() - 8.0, 4.0
        step = (self.width() - 2 * margin) / (len(self._values) - 1)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line = QPolygonF()
        for number, value in enumerate(self._values):
            share = (value - low) / (high - low) if high > low else 0.5
            x = margin + number * step
            line.append(QPointF(self.width() - x if rtl else x, margin + room * (1 - share)))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._color), 1.8))
        painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._color))
        painter.drawEllipse(line.last(), 2.6, 2.6)
        painter.end()
