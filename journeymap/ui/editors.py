"""The editors of single fields: lines, texts, choices, scales. They know values, not records.

Each shows the values of one or several records (differing ones as mixed) and says `edited` with a
new value; what becomes of that is the inspector's business. `put` never makes an editor speak, and
leaves a text alone in which somebody is typing when it says the same already.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.text import M, Message, is_rtl, say, say_number
from journeymap.ui.controls import Check, Choice, Field, read_along
from journeymap.ui.icons import paint
from journeymap.ui.style import ThemeChoice, colors

MIXED = object()  # stands for values that differ


def one_of(values: Sequence[Any]) -> Any:
    """Return the value that all share, MIXED where they differ."""
    return values[0] if all(value == values[0] for value in values[1:]) else MIXED


def spelled(value: Any, percent: bool = False) -> str:
    """Return a value as it is typed: shares as percentages, dates year-month-day, lists by line."""
    if value is None or value is MIXED:
        return ""
    if isinstance(value, float):
        return f"{round(value * 100, 6):g}%" if percent else f"{value:g}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return str(value)


class LineEditor(Field):
    """One line. `strict` says its value when it is finished, else while it is typed."""

    edited = Signal(object)

    def __init__(self, name: str, lang: str, strict: bool, percent: bool = False) -> None:
        super().__init__()
        self._lang, self._strict, self._percent = lang, strict, percent
        self._shown = ""
        self._rtl = False
        self.setAccessibleName(name)
        if strict:
            # values such as dates run left to right, and start where the interface does
            side = Qt.AlignmentFlag.AlignRight if is_rtl(lang) else Qt.AlignmentFlag.AlignLeft
            self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            self.editingFinished.connect(self._finish)
        else:
            self.textEdited.connect(self._typed)
        self.textChanged.connect(lambda text: read_along(self, text, self._rtl))

    def put(self, value: Any, rtl: bool = False) -> None:
        """Show a value, in a map that runs right to left or not."""
        self._rtl = rtl
        text = spelled(value, self._percent)
        self._shown = text
        if text != self.text():
            place = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(place if self.hasFocus() else 0)
        if value is MIXED:
            self.setPlaceholderText(say(M("Mixed"), self._lang))

    def _typed(self, text: str) -> None:
        self._shown = text
        self.edited.emit(text or None)

    def _finish(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.edited.emit(self.text().strip() or None)


class ChoiceEditor(Choice):
    """One of several values, or none where that is allowed."""

    edited = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.activated.connect(lambda _: self.edited.emit(self.currentData()))

    def put(self, value: Any, entries: Sequence[tuple[str, object]]) -> None:
        """Show a value among entries (text, value)."""
        self.offer(entries, value)
        self.setPlaceholderText("…" if value is MIXED else "")


class FlagEditor(Check):
    """Yes or no; partly checked while several records differ."""

    edited = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.clicked.connect(self._clicked)

    def put(self, value: Any) -> None:
        """Show yes, no or mixed."""
        self.setTristate(value is MIXED)
        state = Qt.CheckState.Checked if value is True else Qt.CheckState.Unchecked
        self.setCheckState(Qt.CheckState.PartiallyChecked if value is MIXED else state)

    def _clicked(self) -> None:
        self.setTristate(False)
        self.edited.emit(self.isChecked())


class PersonasEditor(QWidget):
    """The personas that something is for; nobody checked means everybody."""

    edited = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._boxes: dict[str, Check] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(4)

    def put(self, value: Any, personas: Sequence[tuple[str, str]]) -> None:
        """Show which of the personas (name, id) are meant."""
        if [(box.text().replace("&&", "&"), id) for id, box in self._boxes.items()] != list(
            personas
        ):
            for box in self._boxes.values():
                self._column.removeWidget(box)
                box.deleteLater()
            self._boxes = {}
            for name, id in personas:
                box = Check(name)
                box.clicked.connect(self._clicked)
                self._boxes[id] = box
                self._column.addWidget(box)
        for id, box in self._boxes.items():
            box.setTristate(value is MIXED)
            if value is MIXED:
                box.setCheckState(Qt.CheckState.PartiallyChecked)
            else:
                box.setChecked(id in value)

    def _clicked(self) -> None:
        for box in self._boxes.values():
            box.setTristate(False)
        chosen = tuple(id for id, box in self._boxes.items() if box.isChecked())
        self.edited.emit(() if len(chosen) == len(self._boxes) else chosen)


class Scale(QSlider):
    """A scale of five steps, drawn as segments or as faces; one below the lowest is unrated.

    A slider underneath, so that screen readers know it. Arrows change it, digits set it, Delete or
    a second click on the same step clears it.
    """

    edited = Signal(object)

    def __init__(
        self, name: str, lang: str, words: tuple[Message, Message], good: str, faces: bool
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
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
        self.setToolTip(f"{self._name}: {self.words()}")
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
        return QSize(160, self._bar() + self.fontMetrics().height() + 6)

    minimumSizeHint = sizeHint

    def _bar(self) -> int:
        return 30 if self._faces else 14

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
        self.setValue(self._low - 1 if value == self.rating else value)

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
            painter.setPen(Qt.PenStyle.NoPen)
            tone = self._tone(self.rating) if lit and self.rating is not None else "track"
            painter.setBrush(QColor(table[tone]))
            painter.drawRoundedRect(QRectF(box.x(), 4, box.width(), 6), 3, 3)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(table["accent"]))
            frame = QRectF(0.5, 0.5, self.width() - 1, self._bar() - 1)
            painter.drawRoundedRect(frame, 6, 6)
        font = painter.font()
        font.setPixelSize(max(9, self.fontInfo().pixelSize() - 2))
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
        size = 24.0
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
