"""The pointer of a presentation: a large bright dot with a trail, drawn over everything else.

It follows the mouse, fades when the mouse rests, and takes no events. Where movement is not wanted
it has no trail and goes at once.
"""

from __future__ import annotations

from collections import deque
from time import monotonic

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QWidget

DOT = 17  # pixels from the middle to the edge, at 1080 lines
TRAIL = 0.35  # seconds
REST = 1.6  # seconds without movement before it fades
FADE = 0.5  # seconds
COLOR = "#ff2d46"  # seen on every theme's ground
FRAME = 16  # milliseconds


class Laser(QWidget):
    """The pointer; `move_to` brings it to the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.still = False
        self._trail: deque[tuple[float, QPointF]] = deque(maxlen=64)
        self._at: QPointF | None = None
        self._since = 0.0
        self._frames = QTimer(self)
        self._frames.setInterval(FRAME)
        self._frames.timeout.connect(self._frame)
        self.hide()

    def switch(self, on: bool, at: QPointF | None = None) -> None:
        """Show the pointer, or put it away."""
        self._trail.clear()
        self._at = at if on else None
        self._since = monotonic()
        self.setVisible(on)
        self.raise_()
        if on:
            self._frames.start()
        else:
            self._frames.stop()

    def move_to(self, at: QPointF) -> None:
        """Follow the mouse."""
        now = monotonic()
        self._at, self._since = at, now
        if not self.still:
            self._trail.append((now, at))
        self._frames.start()
        self.update()

    def _frame(self) -> None:
        now = monotonic()
        while self._trail and now - self._trail[0][0] > TRAIL:
            self._trail.popleft()
        if not self._trail and self.strength == 0:
            self._frames.stop()
        self.update()

    @property
    def strength(self) -> float:
        """How much is seen of the pointer: 1 while it moves, 0 once it has faded."""
        if self._at is None:
            return 0.0
        late = monotonic() - self._since - REST
        if late <= 0:
            return 1.0
        return 0.0 if self.still else max(0.0, 1.0 - late / FADE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the trail, a glow and the dot."""
        strength = self.strength
        if self._at is None or strength <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = max(DOT * self.height() / 1080, 8.0)
        now = monotonic()
        before = None
        for when, at in self._trail:
            left = 1 - (now - when) / TRAIL
            if before is not None and left > 0:
                color = QColor(COLOR)
                color.setAlphaF(0.6 * left * strength)
                cap = Qt.PenCapStyle.RoundCap
                painter.setPen(QPen(color, size * 1.4 * left, Qt.PenStyle.SolidLine, cap))
                painter.drawLine(before, at)
            before = at
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(strength)
        glow = QRadialGradient(self._at, size * 2.4)
        inner, outer = QColor(COLOR), QColor(COLOR)
        inner.setAlphaF(0.45)
        outer.setAlphaF(0.0)
        glow.setColorAt(0.3, inner)
        glow.setColorAt(1.0, outer)
        painter.setBrush(glow)
        painter.drawEllipse(self._at, size * 2.4, size * 2.4)
        # a white rim: the dot has to be seen on a red note too
        painter.setPen(QPen(QColor("#ffffff"), size / 7))
        painter.setBrush(QColor(COLOR))
        painter.drawEllipse(self._at, size, size)
        painter.end()
