"""The name editor that stands on a card: a plain text field, so that input methods compose in it.

It knows nothing of the map: it is given a text and says what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QShowEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from journeymap.model.text import is_seen, text_is_rtl
from journeymap.ui.editors.texts import too_long

NOWHERE = QRect()
LEAST = QSize(120, 30)  # pixels; a name can be written at every zoom
SMALLEST = 12  # pixels of the letters, however far away the card is


def place_over(home: QRect, width: int, others: Sequence[QRect], cell: QRect) -> int:
    """Return the x of a field of this width over a card: in the middle, if that does no harm.

    It covers of `others` as little as it can, and keeps within the `cell` where there is room.
    """
    middle = home.x() - (width - home.width()) // 2
    first, last = home.right() + 1 - width, home.x()  # where it still stands over all of the card
    edges = [*(each.right() + 1 for each in others), *(each.x() - width for each in others)]
    if not cell.isEmpty():
        edges += [cell.x(), cell.right() + 1 - width]

    def harm(x: int) -> tuple[int, int, int]:
        field = QRect(x, home.y(), width, home.height())
        covered = [field.intersected(each) for each in others]
        within = cell.intersected(field).width() if not cell.isEmpty() else 0
        return sum(each.width() * each.height() for each in covered), -within, abs(x - middle)

    return min((x for x in (middle, first, last, *edges) if first <= x <= last), key=harm)


class NameEditor(QPlainTextEdit):
    """A field that says `done(text)` on Enter or when left, and `escaped(text)` on Esc.

    `ended_by` is then the key that ended it: next for Enter, branch for Ctrl+Enter, else empty.
    """

    done = Signal(str)
    escaped = Signal(str)
    dropped = Signal()
    refused = Signal(object)  # Message: why what was pasted is not there

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._open = False
        self.ended_by = ""
        self._composed = ""  # what an input method has not handed over yet
        self.takes: Callable[[QKeyEvent], bool] = lambda _: False  # who is asked first for a key
        self.dressed: tuple[object, ...] = ()  # what it was dressed for
        self.setObjectName("name-editor")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(5)
        self._home = self._cell = QRect()
        self._others: Sequence[QRect] = ()
        self._rtl = False
        self.hide()

    def begin(self, text: str, name: str, rtl: bool) -> None:
        """Have a text to be changed, once; `name` is told to screen readers."""
        self._open, self._rtl = True, rtl
        self.setAccessibleName(name)
        self.setPlainText(text)
        self.selectAll()
        self._turn()
        self.document().contentsChanged.connect(self._turn)
        self.document().contentsChanged.connect(self._grow)

    def dress(self, font: QFont, ground: QColor, ink: QColor, accent: QColor) -> None:
        """Take the card's font and the theme's colours."""
        self.setFont(font)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, ground)
        palette.setColor(QPalette.ColorRole.Text, ink)
        palette.setColor(QPalette.ColorRole.Highlight, accent)
        palette.setColor(QPalette.ColorRole.HighlightedText, ground)
        self.setPalette(palette)
        self.setStyleSheet(
            f"QPlainTextEdit#name-editor {{ background: {ground.name()}; color: {ink.name()};"
            f" border: 2px solid {accent.name()}; border-radius: 7px; }}"
        )

    def place(self, home: QRect, others: Sequence[QRect] = (), cell: QRect = NOWHERE) -> None:
        """Stand over a rectangle of the viewport, and `others` and what is not `cell` stay seen."""
        self._home, self._others, self._cell = home, others, cell
        self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the text needs, which is only known now."""
        super().showEvent(event)
        self._grow()

    def _turn(self) -> None:
        """Write in the direction of the text; an empty one in that of the map."""
        rtl = text_is_rtl(self.toPlainText(), self._rtl)
        way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        option = self.document().defaultTextOption()
        if way != option.textDirection():
            option.setTextDirection(way)
            side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            self.document().setDefaultTextOption(option)

    def _grow(self) -> None:
        width = max(self._home.width(), LEAST.width())
        self.resize(width, self.height())
        lines = max(1, round(self.document().documentLayout().documentSize().height()))
        height = lines * self.fontMetrics().lineSpacing() + 16
        x = place_over(self._home, width, self._others, self._cell)
        least = max(LEAST.height(), self._home.height())
        self.setGeometry(x, self._home.y(), width, max(height, least))

    def insert(self, text: str) -> None:
        """Replace the whole text by what was typed to open the field."""
        self.selectAll()
        self.insertPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop a text, all of it; one that is too long is refused."""
        stays = len(self.toPlainText()) - len(self.textCursor().selectedText())
        why = too_long(" " * stays + source.text())
        if why is None:
            super().insertFromMimeData(source)
        else:
            self.refused.emit(why)

    def undo_or_leave(self) -> None:
        """Take back the word that was typed last; with nothing left of it, leave as Esc does."""
        if self.document().isUndoAvailable():
            self.undo()
        else:
            self._close(self.escaped)

    def _part_words(self, text: str) -> None:
        """Let undo go back by words: Qt parts what is typed where a text was unmodified."""
        at = self.textCursor().position()
        before = self.toPlainText()[at - 1 : at]
        if text.strip() and before.isspace():
            self.document().setModified(False)

    def event(self, event: QEvent) -> bool:
        """Let Tab be asked for first; else it leaves the field before it is a key at all."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            taken = event.key() == Qt.Key.Key_Tab and self.takes(event)
            return taken or super().event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish on Enter and Esc; everything else is typing."""
        if self.takes(event):
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            branch = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.ended_by = "branch" if branch else "next"
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self._close(self.escaped)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_or_leave()
        else:
            self._part_words(event.text())
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was written when the field is left, as other programs do."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            if event.reason() == Qt.FocusReason.MouseFocusReason and not self.toPlainText():
                # an empty card may go, and the click is meant for what is seen now
                QTimer.singleShot(0, self, self.finish)
            else:
                self.finish()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let an input method compose, and know what it has not handed over."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)

    def finish(self) -> None:
        """Say what was written; what is being composed counts as written."""
        if self._open and self._composed:
            QGuiApplication.inputMethod().commit()
            if left := self._composed:  # some methods let go of it without handing it over
                handed = QInputMethodEvent()
                handed.setCommitString(left)
                self.inputMethodEvent(handed)
        self._close(self.done)

    def cancel(self) -> None:
        """Say that nothing is to become of what was written."""
        self._close(None)

    def _close(self, say: SignalInstance | None) -> None:
        if not self._open:
            return
        self._open = False
        self.hide()
        if say is None:
            self.dropped.emit()
        else:
            text = " ".join(self.toPlainText().split())
            say.emit(text if is_seen(text) else "")  # a name that nobody sees is none
        self.deleteLater()
