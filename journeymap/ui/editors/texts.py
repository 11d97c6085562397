"""Editors for texts that may need several lines; they grow with what is in them.

Like the other editors they show a value with `put`, say a new one, and have no undo of their own.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from journeymap.model.fields import MAX_LABEL
from journeymap.model.text import M, Message, say
from journeymap.ui.controls import is_undo, read_along
from journeymap.ui.editors.basic import MIXED, spelled
from journeymap.ui.style import px

LINES = 7  # a text field grows up to this many lines
MOST_LINES = 1_000  # that are pasted into a list of items


def too_long(text: str, items: bool = False) -> Message | None:
    """Return why a text is more than a field holds, None where it is not.

    Qt takes seconds to break one that is much longer into lines, and no record would take it.
    """
    lines = text.splitlines() if items else [text]
    if len(lines) <= MOST_LINES and all(len(line) <= MAX_LABEL for line in lines):
        return None
    return M("the text is longer than {limit} characters", limit=MAX_LABEL)


class TextEditor(QPlainTextEdit):
    """Several lines that grow with what is in them; as a list, each line is an item."""

    PADDING = 16  # over and under the lines together, in pixels at the usual text size
    edited = Signal(object)
    refused = Signal(object)  # Message: why what was pasted is not there

    def __init__(self, name: str, lang: str, items: bool = False) -> None:
        super().__init__()
        self._lang, self._items, self._showing, self._rtl = lang, items, False, False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # Ctrl+Z is the window's
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(px(3))
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def put(self, value: Any, rtl: bool = False) -> None:
        """Show a value, in a map that runs right to left or not."""
        self._rtl = rtl
        text = spelled(value)
        if text != self.toPlainText() and self._value(text) != self._value(self.toPlainText()):
            self._showing = True
            cursor = self.textCursor()
            place = cursor.position()
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setPosition(min(place, len(text)))
            self.setTextCursor(cursor)
            self._showing = False
        if value is MIXED:
            self.setPlaceholderText(say(M("Mixed"), self._lang))
        self._read()

    def _read(self) -> None:
        """Let the lines run in the direction of their text, and begin where it begins."""
        read_along(self, self.toPlainText(), self._rtl)
        document, flags = self.document(), Qt.AlignmentFlag
        side = flags.AlignRight if self.isRightToLeft() else flags.AlignLeft
        option = document.defaultTextOption()
        if option.alignment() != side:  # Qt turns the direction of its lines, and not their side
            option.setAlignment(side)
            document.setDefaultTextOption(option)

    def _value(self, text: str) -> Any:
        if self._items:
            return tuple(line.strip() for line in text.splitlines() if line.strip())
        return text.strip("\n") or None

    def _typed(self) -> None:
        if not self._showing:
            self._read()
            self.edited.emit(self._value(self.toPlainText()))

    def _grow(self, _size: object = None) -> None:
        # lines are as high as their letters, which may come from another font than the first one
        line = self.fontMetrics().lineSpacing()
        room, block = 0.0, self.document().firstBlock()
        while block.isValid() and room < LINES * line:
            room += self.blockBoundingRect(block).height()
            block = block.next()
        if self.document().isEmpty() and self.placeholderText():
            room = max(room, self._hint_height())
        room = max((2 if self._items else 1) * line, min(room, LINES * max(line, self._highest())))
        height = ceil(room) + px(self.PADDING)
        if self.height() != height:
            self.setFixedHeight(height)

    def setPlaceholderText(self, text: str) -> None:
        """Show a text where there is none, all of it."""
        super().setPlaceholderText(text)
        self._grow()

    def _hint_height(self) -> int:
        width = self.viewport().width() - 2 * int(self.document().documentMargin())
        room = QRect(0, 0, max(width, 1), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextExpandTabs
        return self.fontMetrics().boundingRect(room, int(flags), self.placeholderText()).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def _highest(self) -> int:
        first = self.document().firstBlock().layout()
        if first is None or not first.lineCount():
            return 0
        return ceil(max(first.lineAt(n).height() for n in range(first.lineCount())))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop a text, all of it; one that is too long is refused."""
        self._insert(source.text())

    def _insert(self, text: str) -> None:
        stays = len(self.toPlainText()) - len(self.textCursor().selectedText())
        why = too_long(text if self._items else " " * stays + text, self._items)
        if why is None:
            self.insertPlainText(text)
        else:
            self.refused.emit(why)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)


class TitleEditor(TextEditor):
    """The name of a record in large letters: it wraps, and has one paragraph."""

    PADDING = 12

    def __init__(self, name: str, lang: str) -> None:
        super().__init__(name, lang)
        self.setProperty("look", "name")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def text(self) -> str:
        """Return what stands in it."""
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # a name has no second paragraph
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as one line."""
        self._insert(" ".join(source.text().split()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()
