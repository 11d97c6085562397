"""The last page: what the import would change, counted on top, listed below; conflicts decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTreeWidgetItem, QVBoxLayout, QWidget

from journeymap.metrics.importing import Prepared
from journeymap.metrics.matching import Unmatched
from journeymap.metrics.plan import Changed, lost
from journeymap.metrics.readings import Measured, ReadingKey, key_of
from journeymap.metrics.table import Skipped
from journeymap.metrics.telling_plan import loss_words
from journeymap.model.journey import Metric
from journeymap.model.text import M, Message, literal, say_number
from journeymap.ui.controls import Choice, button, label, tip_of
from journeymap.ui.importing.checked import Checked
from journeymap.ui.importing.counts import Counts
from journeymap.ui.importing.file_page import line_words
from journeymap.ui.importing.page import Page, State, Tree
from journeymap.ui.importing.words import amount_words, reading_words, unmatched_words
from journeymap.ui.style import ThemeChoice, colors, px

LISTED = 400  # rows of a group; nobody reads more, and the counts say how many there are
FEWEST = (1, 5, 10, 20, 30)
DATA = Qt.ItemDataRole.UserRole
FAILED = DATA + 1
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Failure(NamedTuple):
    """A file that gave nothing, and why; `path` is where it is, None where it is not found."""

    reads: str
    why: Message
    path: Path | None = None


class PlanPage(Page):
    """The plan of one import, or of several that are done again together."""

    title = M("Plan")
    decided = Signal()  # what is taken of the conflicts is other than before

    def __init__(self, lang: str, theme: ThemeChoice) -> None:
        super().__init__(lang)
        self._ink = colors(theme)
        self._state: State | None = None
        self.taken: dict[int, frozenset[ReadingKey]] = {}
        self.failed: tuple[Failure, ...] = ()
        self.note = label("", "wrong", wrap=True)
        self.note.hide()
        self.counts = Counts()
        heads = [M("Reading"), M("In the map"), M("In the file")]
        self.list = Tree(self.say(M("Plan")), [self.say(each) for each in heads])
        self.list.share(5, 0, 0)
        self.list.setItemDelegateForColumn(0, Checked(self._ink, self.list))
        self.list.itemChanged.connect(self._toggled)
        self.take_all = button(self.say(M("Take all from the file")))
        self.keep_all = button(self.say(M("Keep all of the map")))
        for each, state in ((self.take_all, True), (self.keep_all, False)):
            each.setAutoDefault(False)
            each.clicked.connect(lambda _=False, take=state: self._take_all(take))
        self.fewest = Choice(self.say(M("Fewest people behind a reading")))
        self.fewest.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fewest.setFixedWidth(px(80))
        self.fewest.activated.connect(self._set_fewest)
        self._fewest_caption = label(self.say(M("Fewest people")))
        self._fewest_caption.setToolTip(tip_of(self.fewest.accessibleName()))
        self._fewest_caption.setBuddy(self.fewest)
        foot = QHBoxLayout()
        foot.addWidget(self._fewest_caption)
        foot.addWidget(self.fewest)
        foot.addStretch(1)
        foot.addWidget(self.keep_all)
        foot.addWidget(self.take_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self.note)
        column.addWidget(self.counts)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def first(self) -> QWidget:
        return self.list

    def show_note(self, words: Message | None) -> None:
        """Say something above the plan, or nothing."""
        self.note.setText(self.sentence(words) if words else "")
        self.note.setVisible(words is not None)

    def see_fewest(self, there: bool) -> None:
        """Let a person say how few people are too few, or not."""
        self.fewest.setVisible(there)
        self._fewest_caption.setVisible(there)

    def _offer_fewest(self, now: int) -> None:
        offered = sorted({*FEWEST, now})
        self.fewest.offer([(say_number(n, self.lang, 0), n) for n in offered], now)

    # ------------------------------------------------------------ showing

    def show_state(self, state: State) -> None:
        self._state = state
        found = state.outcome.found if state.outcome else ()
        self._offer_fewest(state.draft.fewest)
        self._count(found)
        there = {
            place: {key_of(each.before) for each in one.plan.conflicting}
            for place, one in enumerate(found)
        }
        self.taken = {place: keys & there.get(place, set()) for place, keys in self.taken.items()}
        blocked = self.list.blockSignals(True)
        self.list.clear()
        self._list(found, state)
        self.list.expandAll()
        self.list.blockSignals(blocked)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first.child(0) or first)
        conflicts = any(there.values())
        self.take_all.setVisible(conflicts)
        self.keep_all.setVisible(conflicts)
        if state.problem is not None:
            self.show_note(state.problem)
        self.decided.emit()

    def _count(self, found: Sequence[Prepared]) -> None:
        plans = [one.plan for one in found]
        left = sum(len(p.places) + len(p.metrics) for p in plans)
        counts: tuple[tuple[Message, int, str], ...] = (
            (M("New"), sum(len(p.new) for p in plans), "good"),
            (M("Changed"), sum(len(p.changed) for p in plans), "accent"),
            (M("Conflicting"), sum(len(p.conflicting) for p in plans), "star"),
            (M("There already"), sum(p.same for p in plans), ""),
            (M("Outside the scale"), sum(len(p.outside) for p in plans), "star"),
            (M("Too few people"), sum(p.few.readings for p in plans), "star"),
            (M("Kept out by difference"), sum(len(p.beside) for p in plans), "star"),
            (M("Unusable"), sum(len(p.unusable) for p in plans), "star"),
            (M("Words not matched"), left, "star"),
            (M("Lines left out"), sum(len(one.skipped) for one in found), "star"),
        )
        self.counts.put(
            [
                (self.say(M("{what}: {n}", what=words, n=n)), tone if n else "")
                for words, n, tone in counts
                if n or tone == "good"
            ]
        )

    def _list(self, found: Sequence[Prepared], state: State) -> None:
        if self.failed:
            rows = [
                QTreeWidgetItem([self.say(M("{what}: {why}", what=each.reads, why=each.why))])
                for each in self.failed
            ]
            for row, each in zip(rows, self.failed, strict=True):
                row.setData(0, FAILED, str(each.path) if each.path else None)
            self._group(M("Not imported again"), len(rows), rows)
        for place, one in enumerate(found):
            plan = one.plan
            several = one.source.reads if len(found) > 1 else ""
            self._add_conflicts(place, plan.conflicting, state, several)
            changed = [self._change(each, state) for each in plan.changed[:LISTED]]
            self._group(M("Changed"), len(plan.changed), changed, several)
            new = [self._new(each, state) for each in plan.new[:LISTED]]
            self._group(M("New"), len(plan.new), new, several)
            unknown: tuple[tuple[Message, tuple[Unmatched, ...]], ...] = (
                (M("Not on the map"), plan.places),
                (M("No metric of the map"), plan.metrics),
            )
            for what, unmatched in unknown:
                rows = [
                    QTreeWidgetItem([self.say(unmatched_words(each))])
                    for each in unmatched[:LISTED]
                ]
                self._group(what, len(unmatched), rows, several)
            lines: tuple[tuple[Message, Sequence[Skipped]], ...] = (
                (M("Outside the scale"), plan.outside),
                (M("Unusable"), plan.unusable),
                (M("Lines left out"), one.skipped),
            )
            for what, skipped in lines:
                rows = [
                    QTreeWidgetItem([self.sentence(line_words(each))]) for each in skipped[:LISTED]
                ]
                self._group(what, len(skipped), rows, several)
            self._group(M("Answers without a score"), *self._answers(one), several=several)
            if plan.few.readings:
                rows = [QTreeWidgetItem([self.say(_few(plan.few.readings, plan.few.people))])]
                self._group(M("Too few people"), plan.few.readings, rows, several)
            beside = [
                QTreeWidgetItem([reading_words(state.records, each.reading, self.lang)])
                for each in plan.beside[:LISTED]
            ]
            words = M("Kept out: by difference they would tell too few people")
            self._group(words, len(plan.beside), beside, several)

    def _answers(self, one: Prepared) -> tuple[int, list[QTreeWidgetItem]]:
        """Return how many answers of a survey gave nothing, and the reasons by question."""
        reasons = [
            M("“{question}”: {n} did not answer", question=question, n=n)
            for question, n in one.blank.items()
            if n
        ]
        reasons += [
            M("“{question}”: {n} answers are no score", question=question, n=n)
            for question, n in one.unread.items()
            if n
        ]
        n = sum(one.blank.values()) + sum(one.unread.values())
        return n, [QTreeWidgetItem([self.say(reason)]) for reason in reasons]

    def _group(
        self, words: Message, n: int, rows: Iterable[QTreeWidgetItem], several: str = ""
    ) -> QTreeWidgetItem | None:
        if not n:
            return None
        text = self.say(M("{what}: {n}", what=words, n=n))
        if several:
            text = f"\u2068{several}\u2069 — {text}"
        group = QTreeWidgetItem([text])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        group.setForeground(0, QColor(self._ink["text.soft"]))
        font = self.list.font()
        font.setBold(True)
        group.setFont(0, font)
        listed = list(rows)
        group.addChildren(listed)
        if 0 < len(listed) < n and len(listed) == LISTED:
            group.addChild(QTreeWidgetItem([self.say(M("and {n} more", n=n - LISTED))]))
        self.list.addTopLevelItem(group)
        for row in range(group.childCount()):
            child = group.child(row)
            if child.columnCount() < 2:
                child.setFirstColumnSpanned(True)
                child.setToolTip(0, child.text(0).replace("<", "<\u2060"))
        return group

    def _new(self, each: Measured, state: State) -> QTreeWidgetItem:
        reading = each.reading
        return QTreeWidgetItem(
            [
                reading_words(state.records, reading, self.lang),
                "",
                amount_words(state.records, reading, self.lang),
            ]
        )

    def _change(self, each: Changed, state: State) -> QTreeWidgetItem:
        item = self._new(each.after, state)
        item.setText(1, amount_words(state.records, each.before, self.lang))
        entry = state.records.get(each.before.metric)
        metric = entry.record if entry else None
        gone = lost(metric, each) if isinstance(metric, Metric) else frozenset()
        if gone:
            words = M("{value}, no interval", value=literal(item.text(2)))
            if "interval" not in gone:
                words = M("{value}, no n", value=literal(item.text(2)))
            item.setText(2, self.say(words))
            item.setToolTip(2, self.sentence(loss_words(gone)))
        return item

    def failing(self) -> Path | None:
        """Return the file that could not be read again: the one that is chosen, or the first."""
        item = self.list.currentItem()
        chosen = item.data(0, FAILED) if item is not None else None
        if chosen:
            return Path(chosen)
        return next((each.path for each in self.failed if each.path), None)

    # ------------------------------------------------------------ conflicts

    def _add_conflicts(
        self, place: int, conflicting: Sequence[Changed], state: State, several: str
    ) -> None:
        taken = self.taken.get(place, frozenset())
        rows = []
        for each in conflicting[:LISTED]:
            item = self._change(each, state)
            key = key_of(each.before)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, CHECKED if key in taken else UNCHECKED)
            item.setData(0, DATA, (place, key))
            rows.append(item)
        words = M("Conflicting: check what the file is right about")
        self._group(words, len(conflicting), rows, several)

    def _toggled(self, item: QTreeWidgetItem, column: int) -> None:
        data = item.data(0, DATA)
        if column or not data:
            return
        place, key = data
        taken = self.taken.get(place, frozenset())
        on = item.checkState(0) == CHECKED
        self.taken[place] = taken | {key} if on else taken - {key}
        self.decided.emit()

    def _take_all(self, take: bool) -> None:
        """Take the file's word in all conflicts, or the map's; also in those not listed."""
        if self._state is None or self._state.outcome is None:
            return
        for place, one in enumerate(self._state.outcome.found):
            keys = frozenset(key_of(each.before) for each in one.plan.conflicting)
            self.taken[place] = keys if take else frozenset()
        self.show_state(self._state)

    def _set_fewest(self, _: int) -> None:
        if self._state is not None:
            self._state.draft.fewest = int(self.fewest.currentData())
            self.changed.emit()


def _few(readings: int, people: int) -> Message:
    return M(
        "{readings} kept out; {people} stand behind them altogether",
        readings=M("{n} reading", plural="{n} readings", n=readings),
        people=M("{n} person", plural="{n} people", n=people),
    )
