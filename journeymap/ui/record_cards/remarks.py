"""The comments on one record: its threads, answers to them, and a box for a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journeymap.model.index import Key
from journeymap.model.text import M
from journeymap.model.threads import Thread, threads
from journeymap.ui.comments import thread_edits
from journeymap.ui.comments.thread_box import ThreadBox, WriteBox
from journeymap.ui.controls import button
from journeymap.ui.drafts import About
from journeymap.ui.record_cards.card import Cards
from journeymap.ui.session import Session

FEW, MORE = 8, 20  # threads that are shown at first, and how many are added when all are wanted


class RemarksCard(Cards):
    """The threads of a record, open ones first."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.boxes: list[ThreadBox] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.write = WriteBox(session, M("Write a comment…"), M("Comment"))
        self.write.sent.connect(self._write)
        self.write.left.connect(self.write.clear)
        self._most = FEW
        self.more = button("", "link")
        self.more.clicked.connect(self._show_more)
        self._column.addLayout(self._list)
        self._column.addWidget(self.more)
        self._column.addWidget(self.write)

    def put(self, keys: tuple[Key, ...]) -> None:
        """Show the threads of one record, and what was begun for it."""
        if keys != self.keys:
            self.write.take_up(About("at", keys[0] if keys else ""))
            self._most = FEW
        super().put(keys)

    def fill(self, keys: tuple[Key, ...]) -> bool:
        """Show the threads; for several records there is no place for a comment."""
        self.write.setVisible(len(keys) == 1)
        mine = [each for each in threads(self._session.map) if each.at == keys[0]]
        found = sorted(mine, key=lambda each: not each.open) if len(keys) == 1 else []
        shown = found[: self._most]
        left = len(found) - len(shown)
        self.more.setVisible(left > 0)
        self.more.setText(self.say(M("Show {n} more", plural="Show {n} more", n=left)))
        while len(self.boxes) > len(shown):
            gone = self.boxes.pop()
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.boxes) < len(shown):
            self._add_box()
        before: QWidget = self
        for box, thread in zip(self.boxes, shown, strict=True):
            box.put(thread)
            QWidget.setTabOrder(before, box)
            box.chain()
            before = box.delete
        QWidget.setTabOrder(before, self.more)
        QWidget.setTabOrder(self.more, self.write.words)
        QWidget.setTabOrder(self.write.words, self.write.button)
        return len(keys) == 1

    def _show_more(self) -> None:
        self._most += MORE
        self._shown = ()
        self.put(self.keys)

    def _add_box(self) -> None:
        box = ThreadBox(self._session, place=False)
        box.reply_sent.connect(lambda key, words: self._answer(box, key, words))
        box.settled.connect(lambda _: self._settle(box.thread_shown))
        box.deleted.connect(self._delete)
        self.boxes.append(box)
        self._list.addWidget(box)
        box.show()

    def _write(self, words: str) -> None:
        if thread_edits.write_at(self._session, self.key, words):
            self.write.clear()
            self.put(self.keys)

    def _answer(self, box: ThreadBox, key: Key, words: str) -> None:
        if thread_edits.answer(self._session, key, words):
            box.sent()
            self.put(self.keys)

    def _settle(self, thread: Thread | None) -> None:
        if thread:
            thread_edits.settle(self._session, thread)
            self.put(self.keys)

    def _delete(self, key: Key) -> None:
        thread_edits.delete(self._session, key)
        self.put(self.keys)
        if not self.boxes:
            self.write.words.setFocus(Qt.FocusReason.OtherFocusReason)
