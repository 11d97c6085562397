"""Decides what one word of a source means: by its name, by a suggestion, by leaving it out, by
making the record that is missing.

What can be done with any word stands at the same place for each of them, at the foot, so that
nothing moves under the pointer of somebody who decides one after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journeymap.metrics.matching import THE_MAP, Unmatched
from journeymap.model.text import M, Message, capitals, say, say_percent
from journeymap.ui.compare.elided import Elided, give_way
from journeymap.ui.controls import label, leading, tip_of
from journeymap.ui.importing import meaning
from journeymap.ui.importing.draft import NewTouchpoint
from journeymap.ui.importing.meaning import Meaning
from journeymap.ui.importing.new_metric import ask_metric
from journeymap.ui.importing.page import OnceButton, State
from journeymap.ui.importing.words import likely_kind, likely_scale, place_name
from journeymap.ui.style import px


class Word(NamedTuple):
    """A word of the source; `unknown` says why it means nothing, `at` what it means."""

    text: str
    is_metric: bool
    weight: int
    answers: bool
    unknown: Unmatched | None = None
    at: str | None = None
    name: str = ""

    @property
    def open(self) -> bool:
        """Return whether nothing is decided about it."""
        return self.unknown is not None


class Deciding(QWidget):
    """The ways to decide about the word that is chosen."""

    decided = Signal(object)  # the Word; the draft holds what was decided

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._state: State | None = None
        self._word: Word | None = None
        self.field = Meaning(self._say(M("What it means")))
        self.field.setPlaceholderText(self._say(M("Type a name")))
        self.field.said.connect(self._say_key)
        self.buttons: list[QPushButton] = []
        self._parts: list[QWidget] = []
        self._head = Elided("title")  # a word of a source may be as long as a cell
        self._about = give_way(label("", "soft", wrap=True))
        self._about.setAlignment(leading() | Qt.AlignmentFlag.AlignTop)
        self._caption = label(self._say(M("What it means")), "number")
        self._caption.setBuddy(self.field)
        upper = QWidget()
        upper.setObjectName("panelBody")
        above, column = QVBoxLayout(upper), QVBoxLayout(self)
        self._offers, self._ways, self._last = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part in (above, column, self._offers, self._ways, self._last):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(px(6))
        for each in (self._head, self._about, self._caption, self.field):
            above.addWidget(each)
        above.addLayout(self._offers)
        above.addStretch(1)
        # where many records are alike, they are scrolled, and what is below stands still
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(upper)
        column.addWidget(side, 1)
        column.addLayout(self._ways)
        column.addLayout(self._last)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def has_keys(self) -> bool:
        """Return whether the keyboard is in here."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def take_keys(self) -> None:
        """Put the cursor where a name is typed."""
        if self._word is not None:
            self.field.setFocus()
            self.field.selectAll()

    # ------------------------------------------------------------ showing

    def show_word(self, word: Word | None, state: State | None) -> None:
        """Show the ways to decide about a word, none where none is chosen."""
        self._word, self._state = word, state
        if self.has_keys() and QApplication.focusWidget() is not self.field:
            self.field.setFocus()  # before the button with the keyboard goes
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self.buttons = [], []
        there = word is not None and state is not None
        for part in (self._head, self._about, self._caption, self.field):
            part.setVisible(there)
        if word is None or state is None:
            return
        shown = M("“{word}”", word=word.text) if word.text.strip() else M("(empty)")
        self._head.put(self._say(shown))
        about = [self._say(each) for each in (_weight(word), _why(word)) if each]
        self._about.setText(" · ".join(about))
        self._about.setMinimumHeight(2 * self._about.fontMetrics().lineSpacing())
        offers = (
            meaning.metrics(state.records)
            if word.is_metric
            else meaning.places(state.records, self._lang)
        )
        at = None if word.open else THE_MAP if word.at == "" and not word.is_metric else word.at
        self.field.put(offers, at)
        self._offer_suggestions(word, state)
        if not word.is_metric:
            self._add(M("It means the whole map"), lambda: self._say_key(THE_MAP))
            self._add(M("Make a touchpoint from this…"), self._make_touchpoint)
        else:
            self._add(M("Make a metric from this…"), self._make_metric)
        left_out = not word.open and word.at is None
        self._add(M("Leave it out"), lambda: self._say_key(None), not left_out, self._last)
        self._add(M("Forget this decision"), self._ask_again, self._is_decided(word), self._last)

    def _offer_suggestions(self, word: Word, state: State) -> None:
        unknown = word.unknown
        if unknown is None or not (unknown.suggestions or unknown.ambiguous):
            return
        self._put(self._heading(M("Perhaps")), self._offers)
        for key in unknown.ambiguous:
            name = place_name(state.records, key, self._lang)
            text = M("{name} ({id})", name=name, id=key)
            self._offer(text, key)
        for each in unknown.suggestions:
            share = say_percent(each.score / 100, self._lang)
            text = M("{name} — {share} alike", name=each.name, share=share)
            self._offer(text, each.key)

    def _is_decided(self, word: Word) -> bool:
        if self._state is None:
            return False
        draft = self._state.draft
        said = (
            (draft.metrics, draft.new_metrics)
            if word.is_metric
            else (draft.places, draft.touchpoints)
        )
        return any(word.text in each for each in said)

    def _heading(self, words: Message) -> QWidget:
        return label(capitals(self._say(words), self._lang), "caps")

    def _offer(self, words: Message, key: str) -> None:
        self._put(self._button(words, lambda: self._say_key(key)), self._offers)

    def _add(
        self,
        words: Message,
        do: Callable[[], object],
        there: bool = True,
        where: QBoxLayout | None = None,
    ) -> None:
        made = self._button(words, do)
        made.setEnabled(there)
        self._put(made, where or self._ways)

    def _button(self, words: Message, do: Callable[[], object]) -> QPushButton:
        made = _Long(self._say(words))
        made.setAutoDefault(False)
        # not while the button that asked for it is still clicked: what it does takes it away
        made.clicked.connect(lambda: QTimer.singleShot(0, self, do))
        self.buttons.append(made)
        return made

    def _put(self, part: QWidget, where: QBoxLayout) -> None:
        where.addWidget(part)
        self._parts.append(part)
        part.show()

    # ------------------------------------------------------------ deciding

    def _say_key(self, key: str | None) -> None:
        word, state = self._word, self._state
        if word is None or state is None:
            return
        if word.is_metric:
            state.draft.say_metric(word.text, key)
        else:
            state.draft.say_place(word.text, key)
        self.decided.emit(word)

    def _ask_again(self) -> None:
        word, state = self._word, self._state
        if word is not None and state is not None:
            state.draft.ask_again(word.text, word.is_metric)
            self.decided.emit(word)

    def _make_touchpoint(self) -> None:
        """Ask for the stage, where there is more than one; the touchpoint is called as the word."""
        word, state = self._word, self._state
        if word is None or state is None:
            return
        stages = state.records.map.stages
        if len(stages) < 2:
            self._make_in("", word)
            return
        menu = QMenu(self)
        menu.setAccessibleName(self._say(M("Stage")))
        for stage in stages:
            act = menu.addAction(stage.name.replace("&", "&&"))
            act.triggered.connect(lambda _=False, key=stage.id: self._make_in(key, word))
        menu.aboutToHide.connect(menu.deleteLater)
        place = next((b for b in self.buttons if b.isVisible() and b.hasFocus()), self.buttons[0])
        menu.popup(place.mapToGlobal(QPoint(0, place.height())))
        menu.setActiveAction(menu.actions()[0])

    def _make_in(self, stage: str, word: Word) -> None:
        if self._state is not None:
            name = " ".join(word.text.split()) or self._say(M("New touchpoint"))
            self._state.draft.make_touchpoint(word.text, NewTouchpoint(name, stage))
            self.decided.emit(word)

    def _make_metric(self) -> None:
        word, state = self._word, self._state
        if word is None or state is None or state.read is None:
            return
        name = " ".join(word.text.split())
        scale = likely_scale(state.read.table, word.text)
        made = ask_metric(self.window(), self._lang, name, likely_kind(name), scale)
        if made is not None:
            state.draft.make_metric(word.text, made)
            self.decided.emit(word)


class _Long(OnceButton):
    """A button whose words are cut in the middle where there is no room for them."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._whole = text
        self.setToolTip(tip_of(text))
        self._cut()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(px(80), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = max(self.width() - px(34), px(40))
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._whole, middle, room).replace("&", "&&"))


def _weight(word: Word) -> Message:
    if word.answers:
        return M("in {n} answer", plural="in {n} answers", n=word.weight)
    return M("in {n} row", plural="in {n} rows", n=word.weight)


def _why(word: Word) -> Message | None:
    if word.unknown is None:
        return None
    if word.unknown.ambiguous:
        return M("Several records of the map are called so; say which one is meant.")
    if word.unknown.gone:
        return M("It meant {id}, which is not on the map any more.", id=word.unknown.gone)
    if word.is_metric:
        return M("No metric of the map is called so.")
    return M("Nothing on the map is called so.")
