"""Scales of five steps: segments, stars or faces, with words at the ends.

Like the other editors they show a value with `put`, say a new one with `edited`, and know nothing
of records.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from journeymap.model.text import M, Message, say, say_number
from journeymap.ui.controls import tip_of
from journeymap.ui.editors.basic import MIXED
from journeymap.ui.icons import paint
from journeymap.ui.style import ThemeChoice, colors, px


class Scale(QSlider):
    """A scale of five steps: segments, stars or faces; one below the lowest is unrated.

    A slider underneath, so that screen readers know it. Arrows change it, digits set it, Delete or
    a second click on the same step clears it.
    """

    edited = Signal(object)

    def __init__(
        self,
        name: str,
        lang: str,
        words: tuple[Message, Message],
        good: str,
        faces: bool,
        stars: bool = False,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._stars = stars
        self.inherited = False  # what is shown is the common value: choosing it makes it one's own
        self._name, self._lang, self._good, self._faces = name, lang, good, faces
        self._words = words
        self._mixed = False
        self.theme: ThemeChoice = "light"
        self._low = -2 if faces else 1
        self.setRange(self._low - 1, self._low + 4)
        self.setPageStep(1)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._moved)
        self._showing = False

    def put(self, value: Any) -> None:
        """Show a rating, None for unrated."""
        self._showing = True
        self._mixed = value is MIXED
        self.setValue(self._low - 1 if value is None or value is MIXED else int(value))
        self._showing = False
        self.setAccessibleDescription(self.words())
        self.setToolTip(tip_of(f"{self._name}: {self.words()}"))
        self.update()

    @property
    def rating(self) -> int | None:
        """The rating that is shown, None for unrated or mixed."""
        return None if self.value() < self._low else self.value()

    def words(self) -> str:
        """Return the rating for people: `2/5`, `−1`, or that there is none."""
        if self._mixed:
            return say(M("Mixed"), self._lang)
        if self.rating is None:
            return say(M("not rated"), self._lang)
        if self._faces:
            sign = "+" if self.rating > 0 else ""
            return f"\u2066{sign}{say_number(self.rating, self._lang)}\u2069"
        return say(M("{value}/5", value=self.rating), self._lang)

    def _moved(self) -> None:
        if not self._showing:
            self._mixed = False
            self.edited.emit(self.rating)

    def sizeHint(self) -> QSize:
        return QSize(160, self._bar() + self.fontMetrics().height() + px(6))

    minimumSizeHint = sizeHint

    def _bar(self) -> int:
        return px(30 if self._faces else 24 if self._stars else 14)

    def _steps(self) -> list[QRectF]:
        gap, width = 4.0, self.width()
        each = (width - 4 * gap) / 5
        boxes = [QRectF(n * (each + gap), 0, each, self._bar()) for n in range(5)]
        return boxes[::-1] if self._rtl() else boxes

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        x = event.position().x()
        steps = self._steps()
        near = min(range(5), key=lambda n: abs(steps[n].center().x() - x))
        value = self._low + near
        if value != self.rating:
            self.setValue(value)
        elif self.inherited:
            self.edited.emit(value)
        else:
            self.setValue(self._low - 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setValue(self._low - 1)
        elif text.isdecimal() and 1 <= int(text) <= 5 and not event.modifiers():
            self.setValue(self._low + int(text) - 1)  # ۱–۵ and ١–٥ count as well
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _tone(self, value: int) -> str:
        step = value - self._low  # 0..4
        if self._good == "low":
            step = 4 - step
        if not self._good:
            return "accent"
        return "good" if step >= 3 else "fair" if step == 2 else "poor"

    def paintEvent(self, event: QPaintEvent) -> None:
        table = colors(self.theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, box in enumerate(self._steps()):
            value = self._low + number
            if self._faces:
                self._paint_face(painter, box, value, table)
                continue
            lit = self.rating is not None and value <= self.rating
            if self._stars:
                size = float(px(18))
                spot = QRectF(box.center().x() - size / 2, (self._bar() - size) / 2, size, size)
                paint(painter, "star", spot, table["star" if lit else "track"])
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            tone = self._tone(self.rating) if lit and self.rating is not None else "track"
            painter.setBrush(QColor(table[tone]))
            painter.drawRoundedRect(QRectF(box.x(), px(4), box.width(), px(6)), px(3), px(3))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(table["accent"]))
            frame = QRectF(0.5, 0.5, self.width() - 1, self._bar() - 1)
            painter.drawRoundedRect(frame, 6, 6)
        font = painter.font()
        font.setPixelSize(max(9, self.fontInfo().pixelSize() - px(2)))
        painter.setFont(font)
        painter.setPen(QColor(table["text.soft"]))
        words = QRectF(0, self._bar(), self.width(), self.height() - self._bar())
        first, last = (say(each, self._lang) for each in self._words)
        for text, side in ((first, self._rtl()), (last, not self._rtl())):
            align = Qt.AlignmentFlag.AlignRight if side else Qt.AlignmentFlag.AlignLeft
            absolute = align | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(words, int(absolute), text)
        painter.end()

    def _paint_face(
        self, painter: QPainter, box: QRectF, value: int, table: dict[str, str]
    ) -> None:
        chosen = value == self.rating
        size = float(px(24))
        face = QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(QColor(table[f"emotion.{value}"]))
            painter.drawEllipse(face)
        else:
            painter.setBrush(QColor(table["track"]))
            painter.drawEllipse(face)
        ink = table["emotion.ink"] if chosen else table["text.soft"]
        paint(painter, f"emotion.{value}", face, ink)
