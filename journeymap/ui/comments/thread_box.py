"""One thread of comments as people read it: who said what when, and what can be done about it.

Shown in the inspector under a record and in the panel of comments. It shows a thread and says what
a person wants; `thread_edits.py` does it. It knows no panel.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.index import Key
from journeymap.model.journey import Comment
from journeymap.model.periods import spell_date
from journeymap.model.text import M, Message, isolated, say, text_is_rtl
from journeymap.model.threads import Thread
from journeymap.ui.controls import button, set_property, tip_of
from journeymap.ui.controls import label as text_label
from journeymap.ui.counting import beside
from journeymap.ui.drafts import About
from journeymap.ui.editors.texts import TextEditor
from journeymap.ui.record_cards.places import named_place, place_icon
from journeymap.ui.record_cards.row import ENTER, Glyph, Sign
from journeymap.ui.roles import give_role
from journeymap.ui.session import Session
from journeymap.ui.style import colors

FEW, MORE = 20, 60  # answers that are shown at first, the newest, and how many are added


class Words(TextEditor):
    """A box to write a comment in: Ctrl+Enter sends it, Esc leaves it.

    Where it `stays`, an Esc with nothing written is not meant for it.
    """

    sent = Signal()
    left = Signal()
    stays = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape and self.stays and not self.toPlainText():
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class WriteBox(QWidget):
    """Words and the button that sends them; what is written stays until it could be sent.

    It is kept with the session, so that it outlives the box.
    """

    sent = Signal(str)
    left = Signal()

    def __init__(self, session: Session, name: Message, send: Message) -> None:
        super().__init__()
        lang = session.lang
        self._drafts, self._about = session.drafts, About("new")
        self.words = Words(say(name, lang), lang)
        self.words.edited.connect(self._keep)
        self.words.refused.connect(session.refused)
        self.words.setPlaceholderText(say(name, lang))
        self.words.sent.connect(self._send)
        self.words.left.connect(self.left)
        self.button = button(
            say(send, lang), "link", say(M("{what} (Ctrl+Enter)", what=send), lang)
        )
        self.button.clicked.connect(self._send)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.foot.addStretch(1)
        self.foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addLayout(self.foot)

    def _send(self) -> None:
        if words := self.words.toPlainText().strip():
            self.sent.emit(words)

    def take_up(self, about: About) -> bool:
        """Show what was begun about something else; return whether anything was."""
        self._about = about
        words = self._drafts.words(about)
        self.words.put(words)
        return bool(words)

    def _keep(self, _value: object) -> None:
        self._drafts.keep(self._about, self.words.toPlainText())

    def clear(self) -> None:
        """Forget what was written."""
        self.words.put("")
        self._drafts.keep(self._about, "")


class PlaceLink(QPushButton):
    """The name of a place, which gives way where there is little room; pressing it leads there."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang, self._shown = lang, ""
        self.setProperty("look", "place")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def put(self, name: str, tip: str) -> None:
        """Show the name of a place."""
        self._shown = isolated(name, self._lang)  # so that it is cut at its own end
        self.setAccessibleName(name)
        self.setToolTip(tip_of(f"{name}\n{tip}"))
        self._elide()

    def _elide(self) -> None:
        room = max(self.width() - 12, 40)
        words = self.fontMetrics().elidedText(self._shown, Qt.TextElideMode.ElideRight, room)
        self.setText(words.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


class _Said(NamedTuple):
    """The widgets of one comment."""

    box: QWidget
    by: QLabel
    words: QLabel
    gone: Glyph


class ThreadBox(QFrame):
    """A thread with its buttons; the answer is written under it.

    With the focus on it Enter leads to the place, R answers, Del deletes.
    """

    reply_sent = Signal(str, str)  # key of the thread, words
    settled = Signal(str)  # resolve it, or open it again
    deleted = Signal(str)  # key of a comment: the first one takes the thread along

    def __init__(self, session: Session, place: bool) -> None:
        super().__init__()
        self._session, self._lang, self._place = session, session.lang, place
        self.thread_shown: Thread | None = None
        self._stamp: object = None
        self._said: list[_Said] = []
        self._most = FEW
        self._hidden = 0  # answers before those that are shown
        self.setProperty("look", "reading")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_role(self, QAccessible.Role.ListItem)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 6, 6)
        column.setSpacing(5)
        column.addLayout(self._head())
        self._comments = QVBoxLayout()
        self._comments.setSpacing(6)
        self.more = button("", "link")
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        column.addLayout(self._comments)
        self.answer = WriteBox(session, M("Answer…"), M("Send"))
        self.answer.hide()
        self.answer.sent.connect(lambda words: self.reply_sent.emit(self.key, words))
        self.answer.left.connect(self._leave)
        column.addWidget(self.answer)
        column.addLayout(self._tools())

    def _head(self) -> QHBoxLayout:
        self._sign = Sign(self._session)
        self.where = PlaceLink(self._lang)
        self.where.clicked.connect(self._jump)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(5)
        head.addWidget(self._sign)
        head.addWidget(self.where, 1)
        for each in (self._sign, self.where):
            if not self._place:  # shown without a parent it would be a window
                each.hide()
        return head

    def _tools(self) -> QHBoxLayout:
        say_it = self._say
        self.reply = button(say_it(M("Reply")), "link")
        self.reply.clicked.connect(self.write)
        self.resolve = button("", "link")
        self.resolve.clicked.connect(lambda: self.settled.emit(self.key))
        self.delete = button(say_it(M("Delete")), "link")
        self.delete.clicked.connect(lambda: self.deleted.emit(self.key))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for each in (self.reply, self.resolve, self.delete):
            line.addWidget(each)
        line.addStretch(1)
        return line

    @property
    def key(self) -> Key:
        """The key of the thread that is shown."""
        return self.thread_shown.key if self.thread_shown else ""

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    # ------------------------------------------------------------ showing

    def put(self, thread: Thread) -> None:
        """Show a thread; nothing is done where all of it is shown already."""
        session = self._session
        name = named_place(session.index, thread.at, self._lang)
        stamp = (thread, name, session.theme)
        if stamp == self._stamp:
            return
        if self.key != thread.key:
            self._most = FEW
            self._leave()
            if self.answer.take_up(About("to", thread.key)):
                self.answer.show()
        self._stamp, self.thread_shown = stamp, thread
        self._sign.put(place_icon(session.index, thread.at) if self._place else "", "")
        self.where.put(name, self._say(M("Go there")))
        self._hidden = max(0, len(thread.replies) - self._most)
        comments = (thread.root, *thread.replies[self._hidden :])
        while len(self._said) > len(comments):
            gone = self._said.pop()
            self._comments.removeWidget(gone.box)
            gone.box.hide()
            gone.box.deleteLater()
        while len(self._said) < len(comments):
            self._add_comment(len(self._said))
        for number, (shown, comment) in enumerate(zip(self._said, comments, strict=True)):
            self._put_comment(shown, comment, number)
        if self._comments.indexOf(self.more) < 0:
            self._comments.insertWidget(1, self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.more.setVisible(self._hidden > 0)
        more = M("Show {n} more", plural="Show {n} more", n=self._hidden)
        self.more.setText(self._say(more))
        words = M("Resolve") if thread.open else M("Reopen")
        self.resolve.setText(self._say(words))
        self.resolve.setAccessibleName(self._say(words))
        set_property(self, "settled", "false" if thread.open else "true")
        state = M("open") if thread.open else M("resolved")
        said = [f"{each.by}: {each.text}" for each in comments]
        self.setAccessibleName(", ".join((name, self._say(state), *said)))
        self.chain()

    def _add_comment(self, number: int) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        inset = 12 if number else 0
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        column.setContentsMargins(0 if rtl else inset, 0, inset if rtl else 0, 0)
        column.setSpacing(1)
        by, words = text_label("", "small"), text_label("", "", wrap=True, selectable=True)
        words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        gone = Glyph(self._session, "close", self._say(M("Delete this answer")))
        gone.clicked.connect(lambda: self._delete_answer(number))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(by, 1)
        head.addWidget(gone)
        column.addLayout(head)
        column.addWidget(words)
        gone.setVisible(bool(number))  # not before it stands in the box: it would be a window
        self._said.append(_Said(box, by, words, gone))
        self._comments.addWidget(box)

    def _put_comment(self, shown: _Said, comment: Comment, number: int) -> None:
        day = spell_date(comment.date, self._lang, self._session.map.calendar)
        table = colors(self._session.theme)
        parts = [comment.by, day]
        if number == 0 and self.thread_shown and not self.thread_shown.open:
            parts.append(self._say(M("resolved")))
        shown.by.setText(beside(parts, self._lang))
        shown.words.setText(comment.text)
        rtl = text_is_rtl(comment.text, self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        shown.words.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        shown.words.setLayoutDirection(direction)
        settled = self.thread_shown is not None and not self.thread_shown.open
        palette = shown.words.palette()
        palette.setColor(palette.ColorRole.WindowText,
                         QColor(table["text.soft" if settled else "text"]))  # fmt: skip
        shown.words.setPalette(palette)

    def chain(self) -> None:
        """Let Tab go through the thread in the order in which it is read."""
        ring: list[QWidget] = [self, self.where]
        ring += [self.more]
        ring += [each.gone for each in self._said[1:]]
        ring += [self.answer.words, self.answer.button, self.reply, self.resolve, self.delete]
        for before, after in pairwise(ring):
            QWidget.setTabOrder(before, after)

    # ------------------------------------------------------------ doing

    def write(self) -> None:
        """Open the box for an answer, with the cursor in it."""
        self.answer.show()
        self.answer.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def sent(self) -> None:
        """Put the box away, its words were taken."""
        self.answer.clear()
        self._leave()

    def _leave(self) -> None:
        had = self.answer.words.hasFocus() or self.answer.button.hasFocus()
        self.answer.hide()
        if had:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _delete_answer(self, number: int) -> None:
        if self.thread_shown:
            self.deleted.emit(self.thread_shown.keys[number + self._hidden])

    def _show_more(self) -> None:
        if self.thread_shown:
            self._most += MORE
            self._stamp = None
            self.put(self.thread_shown)

    def _jump(self) -> None:
        if self.thread_shown:
            self._session.jump(self.thread_shown.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self._place:
            self._jump()
        elif event.key() == Qt.Key.Key_R or event.key() in ENTER:
            self.write()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit(self.key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colors(self._session.theme)["accent"]), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
            painter.end()
