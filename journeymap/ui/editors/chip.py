"""One chip: a name with a cross, solid where all records have it and dashed where some do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
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
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from journeymap.model.text import M, say, text_is_rtl
from journeymap.ui.controls import tip_of
from journeymap.ui.icons import paint
from journeymap.ui.roles import give_role
from journeymap.ui.style import ThemeChoice, colors

CROSS = 16  # room of the cross, in pixels
PAD = 8


class Row(QFrame):
    """What chips stand in."""

    def show_focus(self) -> None:
        """Show whether the cursor is in one of them."""


class Chip(QWidget):
    """A value of a list. Delete or Backspace removes it, Enter or a double click opens it."""

    removed = Signal()
    opened = Signal()
    left = Signal(int)  # the cursor goes on: -1 to the one before, 1 to the next

    def __init__(self, chips: Row, lang: str) -> None:
        super().__init__(chips)
        self._chips, self._lang = chips, lang
        self._theme: ThemeChoice = "light"
        self.value, self.text, self.common = "", "", True
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        give_role(self, QAccessible.Role.ListItem)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_value(self, value: str, text: str, common: bool, theme: ThemeChoice) -> None:
        """Show a value by its name; `common` is what all the records have."""
        self.value, self.text, self.common, self._theme = value, text, common, theme
        words = text if common else say(M("{name}, not in all", name=text), self._lang)
        self.setAccessibleName(words)
        self.setAccessibleDescription(say(M("Delete removes it"), self._lang))
        self.setToolTip(tip_of(words if text == value else f"{words} ({value})"))
        self.update()

    def wanted_width(self) -> int:
        """Return the width that shows all of it."""
        return self.fontMetrics().horizontalAdvance(self.text) + 2 * PAD + CROSS

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def cross(self) -> QRectF:
        """Return where the cross is."""
        x = 4.0 if self._rtl() else self.width() - CROSS - 4.0
        return QRectF(x, (self.height() - CROSS) / 2, CROSS, CROSS)

    def paintEvent(self, event: QPaintEvent) -> None:
        table = colors(self._theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ink = table["plain.text"] if self.common else table["text.soft"]
        pen = QPen(QColor(table["accent"] if self.hasFocus() else ink), 1.5)
        if self.common:
            painter.setBrush(QColor(table["plain.ground"]))
            painter.setPen(pen if self.hasFocus() else Qt.PenStyle.NoPen)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen.setStyle(Qt.PenStyle.DashLine)
            pen.setWidthF(1.0)
            painter.setPen(pen)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(ink))
        before, after = (CROSS + 4, PAD) if self._rtl() else (PAD, CROSS + 4)
        room = box.adjusted(before, 0, -after, 0)
        words = self.fontMetrics().elidedText(
            self.text, Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        side = Qt.AlignmentFlag.AlignRight if self._rtl() else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
            if text_is_rtl(self.text, self._rtl())
            else Qt.LayoutDirection.LeftToRight
        )
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(flags | Qt.TextFlag.TextSingleLine), words)
        paint(painter, "close", self.cross().adjusted(3, 3, -3, -3), ink)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.cross().adjusted(-2, -4, 4, 4).contains(event.position()):
            self.removed.emit()
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        forward = Qt.Key.Key_Left if self._rtl() else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if self._rtl() else Qt.Key.Key_Left
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in (forward, Qt.Key.Key_End):
            self.left.emit(1 if key == forward else 1_000)
        elif key in (back, Qt.Key.Key_Home):
            self.left.emit(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._refocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._refocus()

    def _refocus(self) -> None:
        self.update()
        if isValid(self._chips):  # not while the form goes
            self._chips.show_focus()
