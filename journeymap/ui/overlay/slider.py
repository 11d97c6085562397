"""The periods of a metric on a line, oldest first, to be dragged through.

Each stop is a step whatever time lies between two of them: months that nobody measured would be
empty stops. A period that holds others (a quarter beside its months) has a smaller mark.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

KNOB, MARGIN = 6.5, 12.0  # pixels: half the handle, and room at both ends
CLOSEST = 5.0  # pixels between marks; closer ones are not drawn


class PeriodSlider(QAbstractSlider):
    """A slider over the stops; `chosen(n)` says where a person put it."""

    chosen = Signal(int)
    taken_hold = Signal()  # a person began to move it

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._words: tuple[str, ...] = ()
        self._coarse: frozenset[int] = frozenset()
        self._hot = False
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.actionTriggered.connect(self._on_action)

    def put(self, words: Sequence[str], coarse: frozenset[int], at: int) -> None:
        """Show these stops, which of them hold others, and where it stands."""
        self._words, self._coarse = tuple(words), coarse
        blocked = self.blockSignals(True)
        self.setRange(0, max(len(words) - 1, 0))
        self.setPageStep(max(1, min(3, len(words) // 4)))
        self.blockSignals(blocked)
        if self.value() != at:
            self.setValue(at)  # not silent: a reader of the screen follows it
        self.setEnabled(len(words) > 1)
        said = self._words[at] if 0 <= at < len(self._words) else ""
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)
        self.update()

    def _on_action(self, _action: int) -> None:
        # keys and pages: the position is set already, the value follows it
        self.taken_hold.emit()
        self._choose(self.sliderPosition())

    def _choose(self, n: int) -> None:
        if n != self.value() or n != self.sliderPosition():
            self.setValue(n)
        self.chosen.emit(n)

    # ------------------------------------------------------------ geometry

    def sizeHint(self) -> QSize:
        return QSize(240, 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(70, 28)

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def x_of(self, n: int) -> float:
        """Return where a stop is, in pixels from the left."""
        room = self.width() - 2 * MARGIN
        share = n / self.maximum() if self.maximum() else 1.0
        x = MARGIN + share * room
        return self.width() - x if self._rtl() else x

    def _stop_at(self, x: float) -> int:
        room = max(self.width() - 2 * MARGIN, 1.0)
        x = self.width() - x if self._rtl() else x
        return min(max(round((x - MARGIN) / room * self.maximum()), 0), self.maximum())

    # ------------------------------------------------------------ the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        self.taken_hold.emit()
        self._choose(self._stop_at(event.position().x()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        n = self._stop_at(event.position().x())
        if self.isSliderDown():
            if n != self.value():
                self._choose(n)
        elif self._words:
            QToolTip.showText(event.globalPosition().toPoint(), self._words[n], self)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        self.update()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def enterEvent(self, event: object) -> None:
        self._hot = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hot = False
        self.update()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_stops(self, painter, self._coarse, self._hot)
        painter.end()


def paint_stops(slider: PeriodSlider, painter: QPainter, coarse: frozenset[int], hot: bool) -> None:
    """Draw the line, what is behind it, a mark for each stop, and the handle."""
    colors: QWidget = slider
    palette = colors.palette()
    on = slider.isEnabled()
    track, accent = palette.mid().color(), palette.highlight().color()
    soft = palette.placeholderText().color()
    if not on:
        accent = soft
    y = slider.height() / 2
    first, last = slider.x_of(0), slider.x_of(slider.maximum())
    now = slider.x_of(slider.value())
    painter.setPen(QPen(track, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(first, y), QPointF(last, y))
    count = slider.maximum()
    if count:
        painter.setPen(QPen(accent, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(first, y), QPointF(now, y))
        if abs(last - first) / count >= CLOSEST:
            for n in range(count + 1):
                high = 2.0 if n in coarse else 4.5
                color = QColor(accent if n <= slider.value() else soft)
                painter.setPen(QPen(color, 1.4))
                x = slider.x_of(n)
                painter.drawLine(QPointF(x, y - high), QPointF(x, y + high))
    painter.setPen(QPen(accent, 2))
    painter.setBrush(palette.base().color() if not slider.isSliderDown() else accent)
    knob = KNOB + (1 if hot and on else 0)
    painter.drawEllipse(QPointF(now, y), knob, knob)
    if slider.hasFocus():
        painter.setPen(QPen(palette.windowText().color(), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(now - knob - 3, y - knob - 3, 2 * knob + 6, 2 * knob + 6))
