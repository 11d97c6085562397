"""What quick entry offers while a channel or a stage is typed: a short list under the name field.

The list never takes the keyboard: letters go on being typed, arrows walk it, Tab and Enter take
what is marked and Esc puts it away. What would be made anew is said in a row of its own at the end,
which nothing marks but the arrows.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from journeymap.model.capture import named, said
from journeymap.model.quick import Typing, typing, written
from journeymap.model.text import M, say
from journeymap.ui.canvas.editor import NameEditor
from journeymap.ui.editors.offers import Offer, matching, records
from journeymap.ui.session import Session

MOST = 200  # that are offered at all
SEEN = 7  # rows at once; the others are scrolled to
NAMES = {"channel": M("Channels"), "stage": M("Stages")}


class Completing(QListWidget):
    """The channels or stages that what is being typed may mean."""

    placed = Signal()

    def __init__(self, editor: NameEditor, session: Session) -> None:
        super().__init__(editor.parentWidget())
        self._editor, self._session = editor, session
        self._typing: Typing | None = None
        self._shown: list[Offer] = []
        self._new = ""  # what would be made
        self.setObjectName("completing")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda _: self.take())
        self.resize(0, 0)  # Qt paints what a widget has stood over when it goes, seen or not
        self.hide()
        editor.takes = self.pressed
        editor.cursorPositionChanged.connect(self.refresh)
        editor.textChanged.connect(self.refresh)
        for signal in (editor.done, editor.escaped, editor.dropped):
            signal.connect(self.deleteLater)

    @property
    def shown(self) -> list[str]:
        """What is offered, by name."""
        return [offer.text for offer in self._shown] if self.isVisible() else []

    def refresh(self) -> None:
        """Offer what may be meant by what stands before the cursor."""
        editor = self._editor
        text, cursor = editor.toPlainText(), editor.textCursor().position()
        self._typing = now = typing(text, cursor)
        if now is None:
            self.hide()
            return
        offers = records(self._session.index, (now.sort,))
        self._shown = matching(offers, now.typed, MOST)
        whole = bool(named(self._session.map, now.sort, now.typed)) and len(self._shown) == 1
        self._new = self._made_anew(now)
        if whole or not (self._shown or self._new):
            self.hide()
            return
        self.clear()
        for offer in self._shown:
            self.addItem(QListWidgetItem(offer.text))
        if self._new:
            words = M("New channel “{name}”", name=self._new)
            if now.sort == "stage":
                words = M("New stage “{name}”", name=self._new)
            item = QListWidgetItem(say(words, self._session.lang))
            item.setForeground(self.palette().placeholderText())
            font = item.font()
            font.setItalic(True)
            item.setFont(font)
            self.addItem(item)
        self.setCurrentRow(0 if now.typed and self._shown else -1)
        self.setAccessibleName(say(NAMES[now.sort], self._session.lang))
        self._place()
        self.show()
        self.raise_()
        self.placed.emit()

    def _made_anew(self, now: Typing) -> str:
        """Return the name of the channel or stage that the line would make, empty for none."""
        if not now.typed.strip():
            return ""
        what = said(self._session.map, self._editor.toPlainText()[now.start : now.end])
        name = (what.channel if now.sort == "channel" else what.stage) or ""
        return "" if named(self._session.map, now.sort, name) else name

    def _place(self) -> None:
        editor, around = self._editor, self.parentWidget()
        rows = min(self.count(), SEEN)
        high = sum(self.sizeHintForRow(n) for n in range(rows)) + 2 * self.frameWidth()
        bar = self.verticalScrollBar().sizeHint().width() if self.count() > SEEN else 0
        wide = max(editor.width(), self.sizeHintForColumn(0) + 2 * self.frameWidth() + 12 + bar)
        self.resize(wide, high)
        at = QPoint(editor.x(), editor.y() + editor.height() + 2)
        if at.y() + high > around.height():
            at.setY(max(0, editor.y() - high - 2))
        at.setX(max(0, min(at.x(), around.width() - wide)))
        self.move(at)

    def pressed(self, event: QKeyEvent) -> bool:
        """Return whether a key was meant for the list."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self.isVisible() or not plain:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow((self.currentRow() + step) % self.count())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._takes(key)
        else:
            return False
        return True

    def _takes(self, key: int) -> bool:
        """Return whether Tab or Enter took what is marked; Enter after a whole name goes on."""
        now = self._typing
        if key != Qt.Key.Key_Tab and now and named(self._session.map, now.sort, now.typed):
            return False
        return self.take()

    def take(self) -> bool:
        """Write what is marked; return whether anything was."""
        now, row = self._typing, self.currentRow()
        if now is None or not 0 <= row < self.count():
            return False
        name = self._shown[row].text if row < len(self._shown) else self._new
        cursor = self._editor.textCursor()
        cursor.setPosition(now.start)
        cursor.setPosition(now.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(f"{written(now.sort, name)} ")
        self._editor.setTextCursor(cursor)
        self.hide()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
