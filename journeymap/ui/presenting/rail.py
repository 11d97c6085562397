"""The overview at the foot of a presentation: stages as a line, filled as far as one has come.

It shows itself when the mouse moves or a step is made, goes after a while, and takes clicks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGraphicsOpacityEffect, QWidget

from journeymap.picture.theme import Theme
from journeymap.ui.presenting.steps import Step

HIGH = 50  # pixels, at 1080 lines
LETTERS = 19
STAYS = 2600  # milliseconds after which it goes
FADE = 250


class Stretch(NamedTuple):
    """Steps that belong together: a stage, or what comes before and after all stages."""

    first: int
    last: int
    name: str
    token: str


class Rail(QWidget):
    """The overview; `chosen` says which step somebody wants to go to."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.still = False
        self._stretches: tuple[Stretch, ...] = ()
        self._at = 0
        self._rtl = False
        self._theme: Theme | None = None
        self._over: QPointF | None = None
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setOpacity(1.0)
        self.setGraphicsEffect(self._effect)
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(FADE)
        self._fade.valueChanged.connect(self._effect.setOpacity)
        self._fade.finished.connect(self._faded)
        self._stays = QTimer(self)
        self._stays.setSingleShot(True)
        self._stays.setInterval(STAYS)
        self._stays.timeout.connect(self.go)

    def put(self, stretches: Sequence[Stretch], theme: Theme, rtl: bool) -> None:
        """Show these stretches, the first at the side where the map begins."""
        self._stretches, self._theme, self._rtl = tuple(stretches), theme, rtl
        self.update()

    def show_step(self, at: int) -> None:
        """Show how far one has come."""
        self._at = at
        self.update()

    def appear(self) -> None:
        """Come into sight for a while."""
        self._fade.stop()
        self._effect.setOpacity(1.0)
        self.show()
        self.raise_()
        self._stays.start()

    def go(self) -> None:
        """Go out of sight, unless the mouse is on it."""
        if self.underMouse() and self._over is not None:
            self._stays.start()
        elif self.still:
            self._faded()
        else:
            self._fade.setStartValue(1.0)
            self._fade.setEndValue(0.0)
            self._fade.start()

    def _faded(self) -> None:
        if self._fade.state() != QVariantAnimation.State.Running:
            self.hide()

    # ------------------------------------------------------------ where what is

    def _boxes(self) -> list[QRectF]:
        """Return the place of each stretch; those of stages are as wide as each other."""
        wide = [2.0 if each.token else 1.0 for each in self._stretches]
        whole = sum(wide) or 1.0
        gap = 6.0
        room = self.width() - gap * (len(wide) + 1)
        boxes, x = [], gap
        for share in wide:
            w = room * share / whole
            left = self.width() - x - w if self._rtl else x
            boxes.append(QRectF(left, 0, w, self.height()))
            x += w + gap
        return boxes

    def step_at(self, at: QPointF) -> int | None:
        """Return the step that a point of the rail stands for."""
        for stretch, box in zip(self._stretches, self._boxes(), strict=True):
            if box.left() - 3 <= at.x() <= box.right() + 3:
                share = (at.x() - box.left()) / max(box.width(), 1)
                share = 1 - share if self._rtl else share
                count = stretch.last - stretch.first + 1
                return stretch.first + min(max(int(share * count), 0), count - 1)
        return None

    def place_of(self, step: int) -> QPointF:
        """Return the middle of a step on the rail."""
        for stretch, box in zip(self._stretches, self._boxes(), strict=True):
            if stretch.first <= step <= stretch.last:
                share = (step - stretch.first + 0.5) / (stretch.last - stretch.first + 1)
                share = 1 - share if self._rtl else share
                return QPointF(box.left() + share * box.width(), self.height() / 2)
        return QPointF(self.rect().center())

    # ------------------------------------------------------------ events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the step under the mouse."""
        found = self.step_at(event.position())
        if found is not None:
            self.chosen.emit(found)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the release from those under the rail."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would go to."""
        self._over = event.position()
        self.appear()
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Forget the mouse."""
        self._over = None
        self.update()

    def sizeHint(self) -> QSize:
        """Return nothing of importance: the window gives it its place."""
        return QSize(400, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stretches, how far each is done, and their names."""
        if self._theme is None:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.color("canvas"))
        ground.setAlphaF(0.94)
        painter.fillRect(self.rect(), ground)
        over = self.step_at(self._over) if self._over is not None else None
        font = QFont(QApplication.font())
        font.setPixelSize(max(round(LETTERS * self.height() / HIGH), 9))
        bar = max(self.height() * 0.16, 4.0)
        for stretch, box in zip(self._stretches, self._boxes(), strict=True):
            line = QRectF(box.x(), self.height() * 0.16, box.width(), bar)
            here = stretch.first <= self._at <= stretch.last
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.color("grid")))
            painter.drawRoundedRect(line, bar / 2, bar / 2)
            count = stretch.last - stretch.first + 1
            done = min(max((self._at - stretch.first + 1) / count, 0.0), 1.0)
            if done:
                full = QRectF(line)
                full.setWidth(line.width() * done)
                if self._rtl:
                    full.moveRight(line.right())
                token = f"fill:{stretch.token}" if stretch.token else "accent"
                painter.setBrush(QColor(theme.color(token)))
                painter.drawRoundedRect(full, bar / 2, bar / 2)
            pointed = over is not None and stretch.first <= over <= stretch.last
            font.setWeight(QFont.Weight.Bold if here else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(theme.color("text" if here or pointed else "text.soft")))
            words = QFontMetricsF(font).elidedText(
                stretch.name, Qt.TextElideMode.ElideRight, box.width()
            )
            below = box.adjusted(0, self.height() * 0.36, 0, 0)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()


def stretches(plan: Sequence[Step], names: Sequence[tuple[str, str, str]]) -> list[Stretch]:
    """Return the stretches of a plan; `names` holds (stage, its name, its colour)."""
    known = {stage: (name, token) for stage, name, token in names}
    made: list[Stretch] = []
    for number, step in enumerate(plan):
        name, token = known.get(step.stage, ("", ""))
        if made and made[-1].name == name and made[-1].token == token:
            made[-1] = made[-1]._replace(last=number)
        else:
            made.append(Stretch(number, number, name, token))
    return made
