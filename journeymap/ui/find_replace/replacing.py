"""Replace, after a look at each place: what is looked for, what takes its place, and the list.

One press makes one undo step. What cannot be replaced is said at its line and left as it is; ids
are no texts and are never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from time import perf_counter

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.journey import JourneyMap
from journeymap.model.searching import Hit, Options, refusal, replaced
from journeymap.model.text import M, Message, is_rtl, say
from journeymap.ui.controls import Check, Field, button, label, own_ground, read_along, set_property
from journeymap.ui.find_replace.lines import LinePainter, Lines
from journeymap.ui.find_replace.places import short
from journeymap.ui.find_replace.search import Search
from journeymap.ui.session import Session
from journeymap.ui.style import px

TURN = 0.006  # seconds of work before the window has its turn
PAUSE = 60  # ms after a letter before it is asked what could not be replaced


class Replacing(QDialog):
    """The window of replacements."""

    def __init__(self, parent: QWidget, session: Session, words: str, options: Options) -> None:
        super().__init__(parent)
        self._session, self._lang = session, session.lang
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._say(M("Replace")))
        self.search = Search(session)
        self.lines = Lines(session, self)
        self._asking: Iterator[None] | None = None
        self._done: Message | None = None  # what was replaced last
        self._build(words, options)
        self._ask = QTimer(self)
        self._ask.timeout.connect(self._go_on)
        self.search.found.connect(self._on_found)
        self.lines.ticked.connect(self._say_state)
        self.finished.connect(self.search.leave)
        session.ended.connect(self.close)
        session.document_changed.connect(self.close)
        self.resize(px(660), px(480))
        self._look()
        (self.by if words else self.wanted).setFocus()

    def _build(self, words: str, options: Options) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(px(8))
        self.wanted = self._field(M("Find"), words)
        self.by = self._field(M("Replace with"), "")
        for name, field in ((M("Find"), self.wanted), (M("Replace with"), self.by)):
            row = QHBoxLayout()
            caption = label(self._say(name), "soft")
            caption.setMinimumWidth(px(96))
            caption.setBuddy(field)
            row.addWidget(caption)
            row.addWidget(field, 1)
            column.addLayout(row)
        self.words = Check(self._say(M("Whole words")))
        self.exactly = Check(self._say(M("Exactly as written")))
        self.words.setChecked(options.words)
        self.exactly.setChecked(options.exactly)
        row = QHBoxLayout()
        for check in (self.words, self.exactly):
            check.toggled.connect(self._look)
            row.addWidget(check)
        row.addStretch(1)
        self.all = button(self._say(M("Check all")), "link")
        self.none = button(self._say(M("Check none")), "link")
        self.all.clicked.connect(lambda: self.lines.check(self.lines.hits, True))
        self.none.clicked.connect(lambda: self.lines.check(self.lines.hits, False))
        for each in (self.all, self.none):
            each.setAutoDefault(False)
            row.addWidget(each)
        column.addLayout(row)
        self.list = QListView()
        own_ground(self.list)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(LinePainter(self._session, self.lines, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self._say(M("What would be replaced")))
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._clicked)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        column.addWidget(self.list, 1)
        self.state = label("", "soft", wrap=True)
        column.addWidget(self.state)
        buttons = QHBoxLayout()
        self.one = button(self._say(M("Replace this one")))
        self.several = button(self._say(M("Replace all")), "main")
        away = button(self._say(M("Close")))
        self.one.clicked.connect(self.replace_one)
        self.several.clicked.connect(self.replace_chosen)
        away.clicked.connect(self.close)
        buttons.addStretch(1)
        for each in (away, self.one, self.several):
            each.setAutoDefault(False)
            buttons.addWidget(each)
        column.addLayout(buttons)

    def _field(self, name: Message, words: str) -> Field:
        made = Field()
        made.setAccessibleName(self._say(name))
        made.setText(words)
        made.textChanged.connect(self._look)
        made.installEventFilter(self)
        return made

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter replace, arrows walk the list from the fields, Space check a line."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control:
                self.replace_chosen()
            elif watched is self.wanted:
                self.by.setFocus()
            else:
                self.replace_one()
            return True
        if watched is self.list and key == Qt.Key.Key_Space:
            self._clicked(self.list.currentIndex())
            return True
        if watched is not self.list and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
            return True
        return super().eventFilter(watched, event)

    def _walk(self, by: int) -> None:
        if self.lines.hits:
            row = min(max(self.list.currentIndex().row() + by, 0), len(self.lines.hits) - 1)
            self.list.setCurrentIndex(self.lines.index(row))

    def _clicked(self, where: QModelIndex) -> None:
        if where.isValid():
            on = where.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            new = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            self.lines.setData(where, new, Qt.ItemDataRole.CheckStateRole)

    # ------------------------------------------------------------ finding

    @property
    def options(self) -> Options:
        """How is compared."""
        return Options(self.exactly.isChecked(), self.words.isChecked())

    @property
    def current(self) -> Hit | None:
        """The marked line."""
        row = self.list.currentIndex().row()
        return self.lines.hits[row] if 0 <= row < len(self.lines.hits) else None

    def _look(self, *_: object) -> None:
        self._done = None
        for field in (self.wanted, self.by):
            read_along(field, field.text(), is_rtl(self._lang))
        self.search.look(self.wanted.text(), self.options)
        if self.search.ready:  # only what takes its place is another
            self._put()
        self._say_state()

    def _on_found(self, _anew: bool) -> None:
        self._put()

    def _put(self) -> None:
        row = max(self.list.currentIndex().row(), 0)
        wanted = "" if self.options.exactly else self.wanted.text()
        self.lines.put(self.search.hits, self.by.text(), wanted)
        if self.lines.hits:
            self.list.setCurrentIndex(self.lines.index(min(row, len(self.lines.hits) - 1)))
        self._ask.stop()
        self._asking = self._refusals()
        self._ask.start(PAUSE)
        self._say_state()

    def _refusals(self) -> Iterator[None]:
        """Ask for each record what could not be replaced, one after the other."""
        found: dict[Hit, Message] = {}
        index, by = self._session.index, self.lines.by
        # texts that only get longer or other letters are asked too: they may be no words then
        for _, hits in groupby(self.lines.hits, key=lambda hit: (hit.key, hit.path)):
            each = [hit for hit in hits if hit not in self.lines.off]
            refused = refusal(index, each, by) if each else None
            if refused is not None:
                found |= dict.fromkeys(each, refused.message)
            yield
        self.lines.refuse(found)

    def _go_on(self) -> None:
        self._ask.setInterval(0)
        end = perf_counter() + TURN
        for _ in self._asking or ():
            if perf_counter() > end:
                return
        self._ask.stop()
        self._asking = None

    def finish(self) -> None:
        """Find all there is, and what cannot be replaced, now."""
        self.search.finish()
        for _ in self._asking or ():
            pass
        self._ask.stop()
        self._asking = None

    # ------------------------------------------------------------ replacing

    def replace_one(self) -> None:
        """Replace the marked place, and go to the next."""
        self.finish()
        hit = self.current
        if hit is None:
            return
        refused = refusal(self._session.index, [hit], self.lines.by)
        if refused is not None:
            self._tell(refused.message)
            return
        self._replace([hit])

    def replace_chosen(self) -> None:
        """Replace every place that is checked, as one undo step."""
        self.finish()
        chosen = self.lines.chosen()
        if chosen:
            self._replace(chosen)

    def _replace(self, found: list[Hit]) -> None:
        by, n, session = self.by.text(), len(found), self._session
        wanted = self.lines.wanted
        text = M(
            "Replace “{old}” with “{new}” in {n} place",
            plural="Replace “{old}” with “{new}” in {n} places",
            old=short(self.wanted.text(), 30),
            new=short(by, 30),
            n=n,
        )

        def edit(m: JourneyMap) -> JourneyMap:
            return replaced(m, found, by, wanted)

        if session.commit(text, edit, initiator=self):
            self.search.look(self.wanted.text(), self.options)
            self._done = told = M("Replaced in {n} place", plural="Replaced in {n} places", n=n)
            self.search.finish()
            self._say_state()
            session.told.emit(told)
        elif session.refusal is not None:
            self._tell(session.refusal)

    # ------------------------------------------------------------ showing

    def _show_current(self) -> None:
        """Show the marked place on the map behind."""
        hit = self.current
        if hit is not None and hit.key in self._session.index:
            self._session.jump(hit.key)
        self._say_state()

    def _say_state(self) -> None:
        n, chosen = len(self.lines.hits), len(self.lines.chosen())
        locked = self._session.read_only
        for each in (self.one, self.several):
            each.setEnabled(locked is None and chosen > 0)
        words = M("Replace all") if chosen == n else M("Replace the {n} checked", n=chosen)
        self.several.setText(self._say(words))
        self.several.setAccessibleName(self._say(words))
        if locked is not None:
            self._tell(locked)
            return
        said = M("{n} place", plural="{n} places", n=n)
        if not self.search.ready:
            said = M("…")
        elif not n:
            said = M("Nothing found") if self.wanted.text() else M("Type what is to be replaced")
        elif self.lines.refused:
            no = len(self.lines.refused)
            said = M(
                "{n} of {all} places cannot be replaced and stays as it is",
                plural="{n} of {all} places cannot be replaced and stay as they are",
                n=no,
                all=n,
            )
        if self._done is not None:
            said = M("{done}. Left: {said}", done=self._done, said=said)
        self._tell(said, wrong=False)

    def _tell(self, message: Message, wrong: bool = True) -> None:
        set_property(self.state, "look", "wrong" if wrong else "soft")
        words = self._say(message)
        if wrong and words != self.state.text() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.state, words))
        self.state.setText(words)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)
