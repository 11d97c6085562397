"""A question with several ways to go on: arrows walk them, Enter takes the marked one, Esc none.

It remembers nothing: the first way, which loses least, is marked each time. Nothing of a map is
known here.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.text import M, Message, say
from journeymap.ui.controls import label
from journeymap.ui.style import px

WIDTH, MOST = 440, 9  # pixels; ways that are seen without scrolling


def ask(
    parent: QWidget,
    lang: str,
    text: Message,
    more: Message | None,
    ways: Sequence[tuple[Message, str]],
) -> str:
    """Return the key of the way (words, key) that a person took, empty for none."""
    dialog = WayOut(parent, lang, text, more, ways)
    taken = dialog.taken if dialog.exec() else ""
    dialog.deleteLater()
    return taken


class WayOut(QDialog):
    """The question over the list of its answers."""

    def __init__(
        self,
        parent: QWidget,
        lang: str,
        text: Message,
        more: Message | None,
        ways: Sequence[tuple[Message, str]],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("journeymap")
        self.list = QListWidget()
        self.list.setAccessibleName(say(text, lang))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for words, key in ways:
            item = QListWidgetItem(say(words, lang))
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemDoubleClicked.connect(self.accept)
        buttons = QDialogButtonBox()
        take, cancel = QPushButton(say(M("Go on"), lang)), QPushButton(say(M("Cancel"), lang))
        take.setProperty("look", "main")
        take.setDefault(True)
        cancel.setAutoDefault(False)  # Enter means the marked way, never this
        buttons.addButton(take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(label(say(text, lang), "number", wrap=True))
        if more is not None:
            column.addWidget(label(say(more, lang), "soft", wrap=True))
        column.addWidget(self.list)
        column.addWidget(buttons)
        self.setMinimumWidth(px(WIDTH))
        self.list.setFocus()

    @property
    def taken(self) -> str:
        """The key of the marked way."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def event(self, event: QEvent) -> bool:
        """Give each way the room of its words, once it is known how wide the list is."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            self._make_room()
        return done

    def _make_room(self) -> None:
        room = self.list.viewport().width() - px(20)
        metrics, high = self.list.fontMetrics(), 0
        flags = int(Qt.TextFlag.TextWordWrap)
        for row in range(self.list.count()):
            item = self.list.item(row)
            words = metrics.boundingRect(0, 0, max(room, 80), 10_000, flags, item.text())
            item.setSizeHint(QSize(0, words.height() + px(12)))
            high += words.height() + px(12) if row < MOST else 0
        self.list.setFixedHeight(high + 2 * self.list.frameWidth() + px(4))
        least = self.layout().totalHeightForWidth(self.width())
        if self.height() != least:
            self.resize(self.width(), least)
