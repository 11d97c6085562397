"""Colours: swatches of the map's own palette, a hex value for any other, and none."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from journeymap.model.text import M, say
from journeymap.picture.theme import STAGE_COLORS
from journeymap.ui.controls import tip_of
from journeymap.ui.editors.basic import MIXED
from journeymap.ui.editors.lines import PlainLine
from journeymap.ui.icons import paint
from journeymap.ui.roles import give_role
from journeymap.ui.style import ThemeChoice, colors

SIDE, GAP = 20, 5


class ColorEditor(QWidget):
    """A row of swatches over a line for the hex value; `edited` says `#rrggbb` or None."""

    edited = Signal(object)

    def __init__(self, name: str, lang: str) -> None:
        super().__init__()
        self.swatches = Swatches(name, lang)
        self.line = PlainLine(name, lang)
        self.line.setPlaceholderText(say(M("such as #2f6fed"), lang))
        self.setAccessibleName(name)
        self.setFocusProxy(self.swatches)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for each in (self.swatches, self.line):
            column.addWidget(each)
            each.edited.connect(self.edited)

    def show_color(self, value: Any, theme: ThemeChoice) -> None:
        """Show a colour, None for none."""
        self.line.put(value)
        self.swatches.show_color("" if value is None or value is MIXED else str(value), theme)


class Swatches(QWidget):
    """The colours that stages take in turn, and none; arrows walk, Space or Enter takes."""

    edited = Signal(object)

    def __init__(self, name: str, lang: str) -> None:
        super().__init__()
        self._theme: ThemeChoice = "light"
        self._value, self._at = "", 0
        self._name, self._lang = name, lang
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_role(self, QAccessible.Role.ColorChooser)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def choices(self) -> list[str]:
        """Return the colours that are offered; the first, empty, is none."""
        # those of the light theme, whatever is shown: the map is the same file in both
        table = colors("light")
        return ["", *(table[f"stage.{n}"] for n in range(STAGE_COLORS))]

    def show_color(self, value: str, theme: ThemeChoice) -> None:
        """Show which of them it is, if any."""
        if value.lower() != self._value:  # by undo as well: what is marked is what is so
            self._at = self._place_of(value.lower())
        self._value, self._theme = value.lower(), theme
        self._describe(value)
        self.update()

    def _describe(self, color: str) -> None:
        self.setAccessibleDescription(color or say(M("No colour"), self._lang))

    def sizeHint(self) -> QSize:
        return QSize(9 * (SIDE + GAP), SIDE + 4)

    minimumSizeHint = sizeHint

    def boxes(self) -> list[QRectF]:
        """Return where the swatches are."""
        many = len(self.choices())
        step = min(SIDE + GAP, (self.width() - SIDE - 4) / max(many - 1, 1))
        places = [QRectF(2 + n * step, 2, SIDE, SIDE) for n in range(many)]
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            for each in places:
                each.moveLeft(self.width() - each.right())
        return places

    def _take(self, number: int) -> None:
        self._at = number
        self.update()
        choice = self.choices()[number]
        if choice.lower() != self._value:
            self._value = choice.lower()
            self.edited.emit(choice or None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, box in enumerate(self.boxes()):
            if box.adjusted(-2, -2, 2, 2).contains(event.position()):
                self._take(number)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {Qt.Key.Key_Right: -1 if rtl else 1, Qt.Key.Key_Left: 1 if rtl else -1}
        if event.key() in steps:
            self._at = (self._at + steps[Qt.Key(event.key())]) % len(self.choices())
            self._describe(self.choices()[self._at])
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._at)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take(0)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._at = self._place_of(self._value)
        self.update()

    def _place_of(self, value: str) -> int:
        choices = [each.lower() for each in self.choices()]
        return choices.index(value) if value in choices else 0

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        table = colors(self._theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (box, color) in enumerate(zip(self.boxes(), self.choices(), strict=True)):
            painter.setPen(QPen(QColor(table["field.edge"]), 1))
            painter.setBrush(QColor(color) if color else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(2, 2, -2, -2))
            if not color:
                paint(painter, "close", box.adjusted(5, 5, -5, -5), table["text.soft"])
            chosen = color.lower() == self._value
            here = self.hasFocus() and number == self._at
            if chosen or here:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(table["accent" if here else "text"]), 2))
                painter.drawEllipse(box)
        painter.end()

    def event(self, event: Any) -> bool:
        if event.type() == event.Type.ToolTip:
            for box, color in zip(self.boxes(), self.choices(), strict=True):
                if box.contains(event.pos()):
                    self.setToolTip(tip_of(color or say(M("No colour"), self._lang)))
        return super().event(event)
