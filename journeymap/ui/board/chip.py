"""An opportunity on the board: a card that can be focused, dragged and pushed by the arrows."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QApplication, QWidget

from journeymap.model.priorities import Candidate
from journeymap.model.text import M, Message, say, text_is_rtl
from journeymap.model.vocabulary import NAMES
from journeymap.ui.controls import tip_of
from journeymap.ui.parking import VOTES
from journeymap.ui.style import ThemeChoice, colors, px

WIDTH, HEIGHT = 168, 56  # with a name of one line
WIDEST = 230  # where a place of the matrix has the room
MOST_LINES = 3
PAD = 9
LOOSEST = 1.3  # of the usual line
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


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
        self._most = MOST_LINES
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
        votes = self._counted()
        self.setAccessibleDescription(votes)
        self.setToolTip(tip_of("\n".join(each for each in (*words, votes) if each)))
        self.update()

    def _counted(self) -> str:
        """Return how the votes come together, empty where they are all its own."""
        own = self.candidate.record.votes or 0
        if self.candidate.votes == own:
            return ""
        pains = self.candidate.votes - own
        return self._say(
            M("Votes: {own} of its own, {pains} of the pain points it solves", own=own, pains=pains)
        )

    def fit(self, width: int, most: int = 1 << 16) -> None:
        """Take a width, and the height of as many lines of the name as there is room for."""
        under = _height(self._words(), self._small()) + 2 * px(5) + px(4)
        for self._most in range(MOST_LINES, 0, -1):
            high = sum(high for _, high in self._lines(width - 2 * px(PAD))) + under
            if high <= most:
                break
        self.resize(width, max(px(HEIGHT), high))

    def _words(self) -> str:
        return " · ".join(map(self._say, self.details()))

    def _fitting(self, width: int) -> str:
        """Return as many of the details as there is room for, the votes before what it solves."""
        metrics = QFontMetrics(self._small())
        status, *more = map(self._say, self.details())
        for kept in (more, more[-1:], ()):
            words = " · ".join((status, *kept))
            if metrics.horizontalAdvance(words) <= width:
                return words
        return metrics.elidedText(status, Qt.TextElideMode.ElideRight, width)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self.fontInfo().pixelSize() - px(1))
        return font

    def _lines(self, width: int) -> list[tuple[str, int]]:
        """Return the name in as many lines as it may have, and how high each is.

        The last one is cut where it must be. Letters of another font may be higher than the first.
        """
        name, font = self.candidate.record.name, self._bold()
        metrics, layout = QFontMetrics(font), QTextLayout(name, font)
        found: list[tuple[str, int]] = []
        layout.beginLayout()
        while len(found) < self._most and (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            start = line.textStart()
            last = len(found) == self._most - 1
            text = name[start:] if last else name[start : start + line.textLength()]
            text = metrics.elidedText(text.strip(), Qt.TextElideMode.ElideRight, width)
            found.append((text, _height(text, font)))
        layout.endLayout()
        return found

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
        room = self.rect().adjusted(px(PAD), px(5), -px(PAD), -px(5))
        rtl = text_is_rtl(self.candidate.record.name, self._lang in ("fa", "ar"))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.setFont(self._bold())
        painter.setPen(QColor(table["text"]))
        flags = side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        line = QRect(room)
        for text, high in self._lines(room.width()):
            painter.drawText(line, int(flags), text)
            line.translate(0, high)
        painter.setFont(self._small())
        painter.setPen(QColor(table["text.soft"]))
        words = self._fitting(room.width())
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


def _height(text: str, font: QFont) -> int:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    usual = QFontMetrics(font).lineSpacing()
    # letters of a font beside the first stand farther apart than they need
    return min(ceil(line.height()), round(usual * LOOSEST)) if line.isValid() else usual
