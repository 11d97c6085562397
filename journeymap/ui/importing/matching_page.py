"""The third page: what the words of the source mean on the map; nothing is guessed.

On one side the words, those that mean nothing known first and the heaviest of them on top; on the
other what the chosen word may mean. A decision leads on to the next word that needs one, and leaves
each row where it is: they are put in order when the page is come to, and not while it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTreeWidgetItem, QVBoxLayout, QWidget

from journeymap.metrics.importing import Prepared
from journeymap.metrics.matching import Matching, Unmatched
from journeymap.model.text import M, Message, capitals, say_number
from journeymap.ui.controls import label
from journeymap.ui.importing.deciding import Deciding, Word
from journeymap.ui.importing.page import Page, State, Tree
from journeymap.ui.importing.words import place_name
from journeymap.ui.style import ThemeChoice, colors, px

DATA = Qt.ItemDataRole.UserRole
SIDE = 400  # pixels of what decides a word


Key: TypeAlias = tuple[bool, str]  # whether it is a metric, and the word


class _Row(NamedTuple):
    word: Word
    means: str
    open: bool

    @property
    def key(self) -> Key:
        """Return which word it is."""
        return self.word.is_metric, self.word.text


class MatchingPage(Page):
    """Words and what they mean."""

    title = M("Matching")

    def __init__(self, lang: str, theme: ThemeChoice) -> None:
        super().__init__(lang)
        self._state: State | None = None
        self._ink = colors(theme)
        self._wanted: Key | None = None  # what is to be chosen once all is anew
        self._order: dict[Key, int] = {}  # of the rows, as they were when the page was come to
        heads = [M("In the file"), M("Weight"), M("On the map")]
        self.list = Tree(self.say(M("Words of the file")), [self.say(each) for each in heads])
        self.list.share(1, 0, 1)
        self.list.currentItemChanged.connect(self._choose)
        self.list.entered.connect(self._to_decide)
        self.deciding = Deciding(lang)
        self.deciding.decided.connect(self._decided)
        self.told = label("", "soft", wrap=True)
        self.deciding.setMaximumWidth(px(SIDE))
        body = QHBoxLayout()
        body.setSpacing(px(16))
        body.addWidget(self.list, 3)
        body.addWidget(self.deciding, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(body, 1)
        column.addWidget(self.told)

    def first(self) -> QWidget:
        return self.list

    # ------------------------------------------------------------ showing

    def show_state(self, state: State) -> None:
        self._state = state
        found = state.outcome.found[0] if state.outcome and state.outcome.found else None
        if found is None:
            self.told.setText(self.say(state.problem) if state.problem else "")
            return
        now = self.list.currentItem()
        chosen = self._wanted or (now.data(0, DATA) if now else None)
        self._wanted = None
        typing = self.deciding.has_keys()
        answers = found.shape == "survey"
        groups = [
            (M("Places"), self._in_order(self._rows(found.places, state, answers, False))),
            (M("Metrics"), self._in_order(self._rows(found.metrics, state, answers, True))),
        ]
        bar = self.list.verticalScrollBar()
        scrolled = bar.value()
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for words, rows in groups:
            self._add_group(words, rows)
        self.list.expandAll()
        self.list.blockSignals(blocked)
        bar.setValue(scrolled)
        item = self._item(chosen) or self._next_open(None) or self._first_item()
        if item is not None:
            self.list.setCurrentItem(item)
        self._choose(item)
        if typing:
            self.deciding.take_keys()
        self.told.setText(self.say(_left(found)))

    def _rows(
        self, matching: Matching, state: State, answers: bool, metric: bool
    ) -> Iterator[_Row]:
        index = state.records
        for each in matching.unmatched:
            word = Word(each.word, metric, each.weight, answers, each)
            yield _Row(word, self._unknown(each), True)
        weights = _weights(state, metric)
        made = state.draft.new_metrics if metric else state.draft.touchpoints
        placed = "touchpoint" in state.draft.columns.values()
        for text, match in matching.found.items():
            if not metric and not placed and not text:
                continue  # the place of all rows, which is said with the columns
            if metric:
                entry = index.get(match.at or "")
                name = getattr(entry.record, "name", "") if entry else ""
            else:
                name = place_name(index, match.at, self.lang)
            if match.at is None:
                name = self.say(M("left out"))
            elif text in made:
                name = self.say(M("new: {name}", name=name))
            word = Word(text, metric, weights.get(text, 0), answers, None, match.at, name)
            yield _Row(word, name, False)

    def _in_order(self, rows: Iterable[_Row]) -> list[_Row]:
        """Return rows as they stand already; those that are new come behind them."""
        listed = list(rows)
        for row in listed:
            self._order.setdefault(row.key, len(self._order))
        return sorted(listed, key=lambda row: self._order[row.key])

    def showEvent(self, event: QShowEvent) -> None:
        self._order = {}
        super().showEvent(event)

    def _unknown(self, each: Unmatched) -> str:
        if each.ambiguous:
            return self.say(M("several are called so"))
        if each.gone:
            return self.say(M("{id} is gone", id=each.gone))
        if each.suggestions:
            return self.say(M("perhaps {name}", name=each.suggestions[0].name))
        return self.say(M("not on the map"))

    def _add_group(self, words: Message, rows: list[_Row]) -> None:
        if not rows:
            return
        left = sum(row.open for row in rows)
        head = M("{what}: {n} not matched", what=words, n=left) if left else words
        group = QTreeWidgetItem([capitals(self.say(head), self.lang)])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setForeground(0, QColor(self._ink["text.soft"]))
        font = self.list.font()
        font.setBold(True)
        font.setPixelSize(px(11))
        group.setFont(0, font)
        for row in rows:
            word = row.word.text.strip() or self.say(M("(empty)"))
            texts = [word, say_number(row.word.weight, self.lang, 0), row.means]
            item = QTreeWidgetItem(texts)
            item.setData(0, DATA, (row.word.is_metric, row.word.text))
            item.setData(1, DATA, row.word)
            item.setData(2, DATA, row.open)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(0, "")
            if row.open:
                item.setForeground(2, QColor(self._ink["alarm"]))
            elif row.word.at is None:
                item.setForeground(2, QColor(self._ink["text.soft"]))
            group.addChild(item)
        self.list.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for place in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(place)
            for row in range(group.childCount() if group else 0):
                if group is not None and (item := group.child(row)) is not None:
                    yield item

    def _item(self, key: Key | None) -> QTreeWidgetItem | None:
        if key is None:
            return None
        return next((item for item in self._items() if tuple(item.data(0, DATA)) == key), None)

    def _first_item(self) -> QTreeWidgetItem | None:
        return next(self._items(), None)

    def _next_open(self, after: Key | None) -> QTreeWidgetItem | None:
        """Return the next word that needs a decision, from the top again where none comes."""
        items = list(self._items())
        keys = [tuple(item.data(0, DATA)) for item in items]
        start = keys.index(after) + 1 if after in keys else 0
        around = [*items[start:], *items[:start]]
        return next(
            (item for item in around if item.data(2, DATA) and tuple(item.data(0, DATA)) != after),
            None,
        )

    # ------------------------------------------------------------ deciding

    def _choose(self, item: QTreeWidgetItem | None, *_: object) -> None:
        word = item.data(1, DATA) if item is not None else None
        self.deciding.show_word(word if isinstance(word, Word) else None, self._state)

    def _to_decide(self) -> None:
        self.deciding.take_keys()

    def _decided(self, word: object) -> None:
        assert isinstance(word, Word)
        key = (word.is_metric, word.text)
        following = self._next_open(key) if word.open else None
        self._wanted = tuple(following.data(0, DATA)) if following is not None else key
        if not self.deciding.has_keys():
            self.list.setFocus()
        self.changed.emit()


def _weights(state: State, metric: bool) -> dict[str, int]:
    """Return how many values, or answers, stand behind each word."""
    assert state.outcome is not None
    weights: dict[str, int] = {}
    for row in state.outcome.found[0].rows:
        word = row.metric if metric else row.touchpoint
        n = sum(row.counts.values()) if not row.line and row.counts else 1
        weights[word] = weights.get(word, 0) + n
    return weights


def _left(found: Prepared) -> Message:
    n = len(found.places.unmatched) + len(found.metrics.unmatched)
    if not n:
        return M("Every word of the file is matched or left out.")
    return M(
        "{n} word means nothing on the map yet; what it stands for is not imported.",
        plural="{n} words mean nothing on the map yet; what they stand for is not imported.",
        n=n,
    )
