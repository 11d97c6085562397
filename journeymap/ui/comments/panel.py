"""Comments as threads, and the state of the review: who said what, where, what is still open.

Threads are shown as they are scrolled to, since a thousand of them would hold up the window. It
knows the session and no other panel.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from journeymap.model.index import Key
from journeymap.model.journey import Comment
from journeymap.model.text import M, Message, capitals, is_rtl, say
from journeymap.model.threads import Thread, people, place_of, threads
from journeymap.ui.comments import thread_edits
from journeymap.ui.comments.review import ReviewStrip
from journeymap.ui.comments.thread_box import ThreadBox, WriteBox
from journeymap.ui.comments.thread_words import known_name
from journeymap.ui.controls import Check, Choice, Field, rule
from journeymap.ui.controls import label as text_label
from journeymap.ui.drafts import About
from journeymap.ui.editors.basic import LineEditor, drop_typing, finish_typing
from journeymap.ui.icons import put_on
from journeymap.ui.record_cards.places import named_place
from journeymap.ui.session import Session
from journeymap.ui.style import colors
from journeymap.ui.when_seen import WhenSeen

PAGE = 12  # threads that are made at a time
NEAR = 400  # pixels before the end at which more are made


class Comments(QScrollArea):
    """The review strip, a box to write in, what is asked for, and the threads of the map."""

    person_changed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session, self._lang = session, session.lang
        self.boxes: list[ThreadBox] = []
        self._found: list[Thread] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("panelBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 16)
        column.setSpacing(7)
        self.review = ReviewStrip(session)
        column.addWidget(self._caps(M("Review")))
        column.addWidget(self.review)
        column.addWidget(rule())
        self.filters = QToolButton()
        self.filters.setCheckable(True)
        self.filters.setToolTip(self._say(M("Choose and find comments")))
        self.filters.setAccessibleName(self.filters.toolTip())
        head = QHBoxLayout()
        head.addWidget(self._caps(M("Comments")), 1)
        head.addWidget(self.filters)
        column.addLayout(head)
        asked = self._make_filters()
        asked.hide()
        self.filters.toggled.connect(asked.setVisible)
        column.addWidget(asked)
        column.addWidget(self._make_writing())
        self._quiet = text_label("", "soft", wrap=True)
        column.addWidget(self._quiet)
        self._list = QVBoxLayout()
        self._list.setSpacing(7)
        column.addLayout(self._list)
        column.addStretch(1)
        self.setWidget(body)
        fresh = WhenSeen(self, self.refresh)
        for signal in (session.changed, session.selection_changed, session.theme_changed):
            signal.connect(fresh.wait)
        session.flush_wanted.connect(self._flush)
        session.document_changed.connect(self._drop)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(280, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _caps(self, words: Message) -> QWidget:
        return text_label(capitals(self._say(words), self._lang), "caps")

    # ------------------------------------------------------------ parts

    def _make_writing(self) -> QWidget:
        self.write = WriteBox(self._session, M("Write a comment…"), M("Comment"))
        self.write.sent.connect(self._write)
        self.write.left.connect(self.write.clear)
        self.write.words.stays = True
        self.write.take_up(About("new"))
        self._where = text_label("", "small", wrap=True)
        self.person = LineEditor(self._say(M("Your name")), self._lang, strict=True)
        self.person.setPlaceholderText(self._say(M("Your name")))
        self.person.setToolTip(self._say(M("The name under which you write")))
        self.person.put(self._session.person or known_name(), is_rtl(self._lang))
        self.person.edited.connect(self._name)
        self.person.returnPressed.connect(self._named)
        self._waits = False  # a comment is written, and nobody has said whose it is
        self._wrong = text_label("", "wrong", wrap=True)
        self._wrong.hide()
        self.write.foot.insertWidget(0, self.person, 1)
        self.write.foot.setStretch(1, 0)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for each in (self._where, self.write, self._wrong):
            column.addWidget(each)
        return box

    def _make_filters(self) -> QWidget:
        self.state = Choice(self._say(M("Which comments")), captioned=False)
        self.state.offer(
            [
                (self._say(M("Open", context="comments")), "open"),
                (self._say(M("Resolved", context="comments")), "resolved"),
                (self._say(M("All", context="comments")), "all"),
            ],
            "open",
        )
        self.order = Choice(self._say(M("Order of the comments")), captioned=False)
        self.order.offer(
            [(self._say(M("Newest first")), "newest"), (self._say(M("By place")), "place")],
            "newest",
        )
        self.by = Choice(self._say(M("By whom")), captioned=False)
        self.search = Field()
        self.search.setPlaceholderText(self._say(M("Search…")))
        self.search.setAccessibleName(self._say(M("Search the comments")))
        self.search.setClearButtonEnabled(True)
        self.selected = Check(self._say(M("Only what is selected")))
        for each in (self.state, self.order, self.by):
            each.activated.connect(self._asked)
        self.search.textChanged.connect(self._asked)
        self.selected.toggled.connect(self._asked)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(5)
        lines: tuple[tuple[tuple[QWidget, int], ...], ...]  # each part with its share of the room
        lines = (((self.state, 4), (self.order, 5)), ((self.by, 5), (self.search, 4)))
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(6)
            for part, share in line:
                row.addWidget(part, share)
            column.addLayout(row)
        column.addWidget(self.selected)
        return box

    # ------------------------------------------------------------ showing

    def _asked(self, *_: object) -> None:
        self.verticalScrollBar().setValue(
            min(self.verticalScrollBar().value(), self._list.geometry().y())
        )
        self._show(self._found_now(), PAGE)

    def refresh(self) -> None:
        """Show the threads as they are now; those that were made stay made."""
        session = self._session
        names = people(session.map)
        chosen = self.by.currentData() if self.by.currentData() in names else ""
        everybody = (self._say(M("Everybody", context="comments")), "")
        self.by.offer([everybody, *((name, name) for name in names)], chosen)
        place = named_place(session.index, self._at, self._lang)
        about = M("About “{name}”", name=place) if self._at else M("About the whole map")
        self._where.setText(self._say(about))
        if not self.person.hasFocus():
            self.person.put(session.person or known_name(), is_rtl(self._lang))
        self._show(self._found_now(), max(PAGE, len(self.boxes)))

    @property
    def _at(self) -> Key:
        """Where a new comment goes: what is selected, if it is one record."""
        session = self._session
        entry = session.index.get(session.selection[0]) if len(session.selection) == 1 else None
        if entry and isinstance(entry.record, Comment):
            return place_of(session.index, entry.record)
        return entry.key if entry else ""

    def _found_now(self) -> list[Thread]:
        session = self._session
        state, by = self.state.currentData(), self.by.currentData()
        words = self.search.text().casefold().strip()
        only = set(session.selection) or {""} if self.selected.isChecked() else None
        found = []
        for thread in threads(session.map):
            if state != "all" and thread.open != (state == "open"):
                continue
            if by and by not in thread.people:
                continue
            if only is not None and thread.at not in only:
                continue
            if words and not self._says(thread, words):
                continue
            found.append(thread)
        if self.order.currentData() == "place":
            places = {"": 0, **{e.key: n for n, e in enumerate(session.index.all(), 1)}}
            return sorted(found, key=lambda each: places.get(each.at, len(places)))
        return sorted(found, key=lambda each: each.last, reverse=True)

    def _says(self, thread: Thread, words: str) -> bool:
        said: tuple[Any, ...] = (thread.root, *thread.replies)
        name = named_place(self._session.index, thread.at, self._lang)
        return words in name.casefold() or any(
            words in each.text.casefold() or words in each.by.casefold() for each in said
        )

    def _show(self, found: list[Thread], most: int) -> None:
        self._found = found
        shown = found[:most]
        self._match(shown)
        before: QWidget = self.selected
        for box, thread in zip(self.boxes, shown, strict=True):
            box.put(thread)
            QWidget.setTabOrder(before, box)
            box.chain()
            before = box.delete
        self._quiet.setVisible(not found)
        asked = self.selected.isChecked() or self.search.text() or self.by.currentData()
        table = colors(self._session.theme)
        on = bool(asked) or self.state.currentData() != "open"
        put_on(self.filters, "filter", table["accent" if on else "text.soft"], 16)
        some = bool(self._session.map.comments)
        words = (
            M("No comment is like that.")
            if asked and some
            else M("No comment is open.")
            if some and self.state.currentData() == "open"
            else M("Nobody has commented yet.")
        )
        self._quiet.setText(self._say(words))

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if len(self.boxes) < len(self._found) and value > bar.maximum() - NEAR:
            self._show(self._found, len(self.boxes) + PAGE)

    def _match(self, shown: list[Thread]) -> None:
        """Have a box for each thread, the same one as before: an answer may be begun in it."""
        kept = {box.key: box for box in self.boxes}
        mine = {thread.key for thread in shown}
        spare = [box for box in self.boxes if box.key not in mine]
        boxes = [
            kept.get(thread.key) or (spare.pop() if spare else self._new_box()) for thread in shown
        ]
        for gone in spare:
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, box in enumerate(boxes):
            if self._list.indexOf(box) != at:
                self._list.removeWidget(box)
                self._list.insertWidget(at, box)
                box.show()
        self.boxes = boxes

    def _new_box(self) -> ThreadBox:
        box = ThreadBox(self._session, place=True)
        box.reply_sent.connect(lambda key, words: self._answer(box, key, words))
        box.settled.connect(lambda _: self._settle(box))
        box.deleted.connect(self._delete)
        return box

    def _flush(self) -> None:
        finish_typing(self)

    def _drop(self) -> None:
        drop_typing(self)
        self.write.take_up(About("new"))

    def first(self) -> QWidget:
        """Return where the focus goes when somebody comes to the panel."""
        return self.boxes[0] if self.boxes else self.write.words

    # ------------------------------------------------------------ doing

    def _name(self, name: object) -> None:
        self._session.person = str(name or "").strip()
        self.person_changed.emit(self._session.person)
        if self._session.person:
            self._complain(None)

    def _named(self) -> None:
        """Send the comment that waited for a name."""
        if self._waits and self.person.text().strip():
            self.write.button.click()

    def _ready(self) -> bool:
        """Return whether it is known who writes; the cursor goes to the name where it is not."""
        name = self.person.text().strip()
        if name and name != self._session.person:
            self._name(name)
        if not name:
            self._complain(M("say who is writing"))
            self.person.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(name)

    def _complain(self, message: Message | None) -> None:
        self._wrong.setText(self._say(message) if message else "")
        self._wrong.setVisible(message is not None)

    def _done(self, made: bool) -> bool:
        self._complain(None if made else self._session.refusal)
        if made:
            self.refresh()
        return made

    def _write(self, words: str) -> None:
        self._waits = not self._ready()
        if self._waits:
            return
        if self._done(thread_edits.write_at(self._session, self._at, words)):
            self.write.clear()

    def _answer(self, box: ThreadBox, key: Key, words: str) -> None:
        if self._ready() and self._done(thread_edits.answer(self._session, key, words)):
            box.sent()

    def _settle(self, box: ThreadBox) -> None:
        if box.thread_shown:
            at = self.boxes.index(box)
            self._done(thread_edits.settle(self._session, box.thread_shown))
            self._focus(at)

    def _delete(self, key: Key) -> None:
        at = next((n for n, box in enumerate(self.boxes) if box.thread_shown
                   and key in box.thread_shown.keys), 0)  # fmt: skip
        self._done(thread_edits.delete(self._session, key))
        self._focus(at)

    def _focus(self, at: int) -> None:
        """Keep the focus where it was when a thread is no longer in the list."""
        if self.boxes:
            self.boxes[min(at, len(self.boxes) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.write.words.setFocus(Qt.FocusReason.OtherFocusReason)
