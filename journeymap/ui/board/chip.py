"""An opportunity on the board: a card that can be focused, dragged and pushed by the arrows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from journeymap.model.priorities import Candidate
from journeymap.model.text import M, Message, say, text_is_rtl
from journeymap.model.vocabulary import NAMES
from journeymap.ui.style import ThemeChoice, colors, px

WIDTH, HEIGHT = 168, 56
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
# what is typed counts, not the key: on which one a sign stands depends on the keyboard
VOTES = {"+": 1, "＋": 1, "-": -1, "－": -1, "−": -1}


class Chip(QWidget):
    """A card of the board; it says where it was pushed, dropped or opened and moves nothing."""

    pushed = Signal(int, int)  # one step along effort as it is seen, one up along impact
    dragged = Signal(QPoint)  # its middle, in the board
    dropped = Signal(QPoint)
    put_back = Signal()
    taken_off = Signal()
    voted = Signal(int)  # a dot more or less
    chosen = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget, candidate: Candidate, lang: str) -> None:
        super().__init__(parent)
        self.candidate, self._lang = candidate, lang
        self._theme: ThemeChoice = "light"
        self.selected = False
        self._grip: QPoint | None = None
        self._home = QPoint()
        self._moving = False
        self.resize(px(WIDTH), px(HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.show_candidate(candidate, "light", False)

    def show_candidate(self, candidate: Candidate, theme: ThemeChoice, selected: bool) -> None:
        """Show what is so now."""
        self.candidate, self._theme, self.selected = candidate, theme, selected
        words = [candidate.record.name, *map(self._say, self.details())]
        self.setAccessibleName(", ".join(words))
        self.update()

    def details(self) -> list[Message]:
        """Return what stands under the name: status, what it solves, votes."""
        found = [NAMES["opportunity"][self.candidate.record.status]]
        if self.candidate.weight is not None:
            found.append(M("pain {weight}", weight=round(self.candidate.weight, 1)))
        if n := self.candidate.votes:
            found.append(M("{n} vote", plural="{n} votes", n=n))
        return found

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def paintEvent(self, event: QPaintEvent) -> None:
        table = colors(self._theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.selected or self.hasFocus()
        edge = table["accent"] if strong else table["opportunity.text"]
        painter.setPen(QPen(QColor(edge), 2.5 if strong else 1))
        painter.setBrush(QColor(table["opportunity.ground"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 7, 7)
        room = self.rect().adjusted(px(9), px(5), -px(9), -px(5))
        rtl = text_is_rtl(self.candidate.record.name, self._lang in ("fa", "ar"))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(table["text"]))
        name = painter.fontMetrics().elidedText(
            self.candidate.record.name, Qt.TextElideMode.ElideRight, room.width()
        )
        flags = side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(room, int(flags), name)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(table["text.soft"]))
        words = " · ".join(map(self._say, self.details()))
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        flags = side | Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(room, int(flags), words)
        painter.end()

    # ------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._home, self._moving = event.position().toPoint(), self.pos(), False
            self.raise_()
            self.chosen.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        way = event.position().toPoint() - self._grip
        if not self._moving and way.manhattanLength() < QApplication.startDragDistance():
            return
        self._moving = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.move(self.pos() + way)
        self.dragged.emit(self.geometry().center())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        moved, self._grip, self._moving = self._moving, None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if moved:
            self.dropped.emit(self.geometry().center())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._moving:
            self._grip, self._moving = None, False
            self.move(self._home)
            self.put_back.emit()
        elif key in ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.pushed.emit(*ARROWS[key])
        elif by := VOTES.get(event.text()):
            self.voted.emit(by)
        elif key == Qt.Key.Key_Delete:
            self.taken_off.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Space:
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
