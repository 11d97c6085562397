"""The second page: what each column is there for, and what holds where the rows say nothing.

Columns that are nothing known are left out until a person says otherwise: free text among them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from journeymap.metrics.folding import plain_digits
from journeymap.metrics.importing import Prepared
from journeymap.metrics.matching import THE_MAP
from journeymap.metrics.table import Table
from journeymap.model.index import Key
from journeymap.model.periods import PERIOD, is_real
from journeymap.model.text import M, Message, digits
from journeymap.ui.controls import Choice, label, leading, own_ground, set_property, tip_of
from journeymap.ui.importing import meaning
from journeymap.ui.importing.meaning import Meaning
from journeymap.ui.importing.new_metric import ask_metric
from journeymap.ui.importing.page import EnterField, Page, State
from journeymap.ui.importing.words import (
    GRAINS,
    SHAPES,
    examples,
    likely_kind,
    likely_scale,
    role_name,
    roles_for,
)
from journeymap.ui.style import px

ROLE, MEANS = 2, 3  # columns of the list that hold a choice
LATER, LEFT, NEW = " later", " left out", " new"  # no ids: those have no spaces
WIDEST = 220  # pixels of a field
ROW = 42  # pixels


class ColumnsPage(Page):
    """Columns with their roles; what holds for the whole file stands below."""

    title = M("Columns")

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self._state: State | None = None
        self._table: Table | None = None
        self.roles: dict[str, Choice] = {}
        self.means: dict[str, Choice] = {}
        self.shape = Choice(self.say(M("The rows are")))
        self.shape.offer([(self.say(words), key) for key, words in SHAPES.items()], "table")
        self.shape.activated.connect(self._reshape)
        self.grain = Choice(self.say(M("Gathered by")))
        self.grain.offer([(self.say(words), key) for key, words in GRAINS.items()], "month")
        self.grain.activated.connect(self._gather)
        self.period = EnterField()
        self.period.setAccessibleName(self.say(M("Period of all rows")))
        self.period.editingFinished.connect(self._set_period)
        self.period.taken.connect(self._set_period)
        self.place = Meaning(self.say(M("Place of all rows")))
        self.place.said.connect(self._set_place)
        self.list = _Columns(self)
        self.list.setAccessibleName(self.say(M("Columns of the file")))
        heads = (M("Column"), M("Examples"), M("Used as"), M("Means the metric"))
        self.list.setColumnCount(len(heads))
        self.list.setHorizontalHeaderLabels([self.say(words) for words in heads])
        self.list.verticalScrollBar().valueChanged.connect(self.fill)
        self.told = label("", wrap=True)
        self._last: QWidget = self.grain  # after which Tab comes to the next row
        self._lay_out()

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        self._pairs: dict[QWidget, QWidget] = {}  # a field with its caption
        for row, field, words, width in (
            (top, self.shape, M("The rows are"), 180),
            (top, self.grain, M("Gathered by"), 130),
            (foot, self.period, M("Period of all rows"), 110),
            (foot, self.place, M("Place of all rows"), 260),
        ):
            caption = label(self.say(words))
            caption.setBuddy(field)
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            field.setFixedWidth(px(min(width, WIDEST)))
            pair = self._pairs[field] = QWidget()
            inside = QHBoxLayout(pair)
            inside.setContentsMargins(0, 0, px(18), 0)
            inside.addWidget(caption)
            inside.addWidget(field)
            row.addWidget(pair)
        for field in (self.grain, self.period, self.place):
            self._see(field, False)  # as long as nobody knows
        top.addStretch(1)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        column.addWidget(self.told)

    def first(self) -> QWidget:
        return self.shape

    # ------------------------------------------------------------ showing

    def show_state(self, state: State) -> None:
        self._state = state
        table = state.read.table if state.read else None
        if table is not self._table:
            self._table = table
            self._list_columns()
        draft = state.draft
        survey = draft.shape == "survey"
        self.shape.setCurrentIndex(self.shape.findData(draft.shape))
        self.grain.setCurrentIndex(self.grain.findData(draft.grain))
        for column, choice in self.roles.items():
            self._fill_role(column, choice)
        for column, choice in self.means.items():
            self._fill_means(column, choice)
        given = set(draft.columns.values())
        stated = bool(table and table.assumed.period)
        self.list.setColumnHidden(MEANS, not any(map(self._has_metric, draft.columns)))
        self._see(self.grain, survey)
        self._see(self.period, "period" not in given and not stated and not self._by_columns())
        self._see(self.place, "touchpoint" not in given)
        jalali = state.records.map.calendar == "jalali"
        self.period.setPlaceholderText(digits("1405-08" if jalali else "2026-11", self.lang))
        if not self.period.hasFocus():
            self.period.setText(draft.period)
        if not self.place.hasFocus():
            self.place.put(meaning.places(state.records, self.lang), self._place_of_all(draft.at))
        self._tell(state)
        self.fill()

    def _place_of_all(self, said: Key) -> str | None:
        """Return where rows belong that name no place, None where nobody knows, as where the
        touchpoint that was said once is deleted.
        """
        found = self._found()
        match = found.places.found.get("") if found else None
        if match is None or match.at is None:
            return said or None
        return match.at or THE_MAP

    def _see(self, field: QWidget, there: bool) -> None:
        self._pairs[field].setVisible(there)

    def _by_columns(self) -> bool:
        """Return whether the rows got their periods from the names of columns."""
        found = self._found()
        return bool(found and found.rows and all(row.period for row in found.rows))

    def _tell(self, state: State) -> None:
        if state.problem is not None:
            self.told.setText(self.sentence(state.problem))
        elif (found := self._found()) is not None:
            supposed = [self.sentence(each.message) for each in state.draft.supposed(state.read)]
            # the roles are told above, as long as nobody said them
            supposed += [self.sentence(e.message) for e in found.supposed if e.what != "role"]
            self.told.setText("\n".join([self.say(_summary(found)), *supposed]))
        set_property(self.told, "look", "wrong" if state.problem is not None else "soft")
        self._mark(_columns_of(state.problem) if state.problem is not None else set())

    def _mark(self, columns: set[str]) -> None:
        """Let the columns stand out that a problem is about."""
        for row, column in enumerate(self._table.columns if self._table else ()):
            item = self.list.item(row, 0)
            if item is not None and item.font().bold() != (column in columns):
                font = item.font()
                font.setBold(column in columns)
                item.setFont(font)
                self._see_row(row)

    def _found(self) -> Prepared | None:
        state = self._state
        return state.outcome.found[0] if state and state.outcome and state.outcome.found else None

    def _list_columns(self) -> None:
        table = self._table
        self.roles, self.means = {}, {}
        self._last = self.grain
        self.list.clearContents()
        self.list.setRowCount(len(table.columns) if table else 0)
        if table is None:
            return
        for row, name in enumerate(table.columns):
            question = table.looks[row].question if row < len(table.looks) else ""
            item = QTableWidgetItem(name)
            if question:
                item.setText(f"{name} — {question}")
            item.setToolTip(tip_of(question or name))
            self.list.setItem(row, 0, item)
        self.list.scrollToTop()

    def fill(self, *_: object) -> None:
        """Give the rows that are seen their choices; a survey may have thousands of columns."""
        table = self._table
        if table is None or not self.list.isVisible():
            return
        port = self.list.viewport().height()
        first = max(self.list.rowAt(0), 0)
        last = self.list.rowAt(port - 1)
        last = len(table.columns) - 1 if last < 0 else last
        for row in range(first, last + 1):
            column = table.columns[row]
            if column not in self.roles:
                self._make_row(table, row, column)

    def _make_row(self, table: Table, row: int, column: str) -> None:
        example = QTableWidgetItem(examples(table, column, self.lang))
        self.list.setItem(row, 1, example)
        role = self.roles[column] = _CellChoice(self.say(M("{column}: used as", column=column)))
        role.activated.connect(lambda _: self._give(column, role.currentData()))
        means = self.means[column] = _CellChoice(
            self.say(M("{column}: means the metric", column=column))
        )
        means.activated.connect(lambda _: self._mean(column, means.currentData()))
        for place, choice in ((ROLE, role), (MEANS, means)):
            cell = QWidget()
            inside = QHBoxLayout(cell)
            inside.setContentsMargins(px(3), px(3), px(3), px(3))
            inside.addWidget(choice)
            self.list.setCellWidget(row, place, cell)
            choice.entered.connect(lambda: self._see_row(row))
            QWidget.setTabOrder(self._last, choice)
            self._last = choice
        self._fill_role(column, role)
        self._fill_means(column, means)

    def _see_row(self, row: int) -> None:
        """Bring a row into sight, and the next one, so that Tab can go on to it."""
        for each in (row, row + 1):
            if each < self.list.rowCount():
                self.list.scrollTo(self.list.model().index(each, 0))

    def _fill_role(self, column: str, choice: Choice) -> None:
        if self._state is None:
            return
        draft = self._state.draft
        now = draft.columns.get(column, "")
        offered = roles_for(column, now, draft.shape == "survey")
        choice.offer([(self.say(role_name(role)), role) for role in offered], now)

    def _fill_means(self, column: str, choice: Choice) -> None:
        state = self._state
        if state is None:
            return
        there = self._has_metric(column)
        choice.setVisible(there)
        if not there:
            return
        entries: list[tuple[str, object]] = [
            (metric.name, metric.id) for metric in state.records.map.metrics
        ]
        entries.append((self.say(M("Decided on the next page")), LATER))
        entries.append((self.say(M("Left out")), LEFT))
        entries.append((self.say(M("New metric…")), NEW))
        found = self._found()
        match = found.metrics.found.get(column) if found else None
        choice.offer(entries, LATER if match is None else LEFT if match.at is None else match.at)

    def _has_metric(self, column: str) -> bool:
        """Return whether a column means a metric by its name: a question, or one of wide values."""
        role = self._state.draft.columns.get(column) if self._state else ""
        return role in ("question", "value") and column in self._words()

    def _words(self) -> set[str]:
        found = self._found()
        if found is None:
            return set()
        return {*found.metrics.found, *(each.word for each in found.metrics.unmatched)}

    # ------------------------------------------------------------ deciding

    def _reshape(self, _: int) -> None:
        state, shape = self._state, self.shape.currentData()
        if state and state.read and state.draft.shape != shape:
            state.draft.see_as(state.read, shape)
            self.changed.emit()

    def _gather(self, _: int) -> None:
        if self._state:
            self._state.draft.grain = self.grain.currentData()
            self.changed.emit()

    def _give(self, column: str, role: str) -> None:
        if self._state:
            self._state.draft.give(column, role)
            self.changed.emit()

    def _mean(self, column: str, chosen: str) -> None:
        state = self._state
        if state is None or state.read is None:
            return
        draft = state.draft
        if chosen == NEW:
            kind = likely_kind(column)
            scale = likely_scale(state.read.table, column)
            # not while the list that asked for it still closes
            made = ask_metric(self.window(), self.lang, column, kind, scale)
            if made is not None:
                draft.make_metric(column, made)
        elif chosen == LATER:
            draft.ask_again(column, is_metric=True)
        else:
            draft.say_metric(column, None if chosen == LEFT else chosen)
        self.changed.emit()

    def _set_period(self) -> None:
        text = plain_digits(self.period.text().strip())
        good = not text or (self._state is not None and _is_period(text, self._state))
        set_property(self.period, "wrong", not good)
        if self._state and good and text != self._state.draft.period:
            self._state.draft.period = text
            self.changed.emit()

    def _set_place(self, key: str) -> None:
        if self._state:
            self._state.draft.at = key
            self.changed.emit()


def _is_period(text: str, state: State) -> bool:
    return bool(PERIOD.match(text)) and is_real(text, state.records.map.calendar)


def _columns_of(problem: Message) -> set[str]:
    """Return the columns that a problem names; where it is told with the sheet, too."""
    found = {str(problem.args[name]) for name in ("column", "other") if name in problem.args}
    within = (each for each in problem.args.values() if isinstance(each, Message))
    return found.union(*map(_columns_of, within))


def _summary(found: Prepared) -> Message:
    """Return in one sentence what the columns give."""
    values = M("{n} value", plural="{n} values", n=len(found.rows))
    left = len(found.places.unmatched) + len(found.metrics.unmatched)
    if not found.rows:
        return M("No values yet: say which column holds them")
    if left:
        return M("{values}; words that mean nothing on the map yet: {n}", values=values, n=left)
    return M("{values}; every word is matched", values=values)


class _CellChoice(Choice):
    """A choice in a cell, that says when the keyboard comes to it."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name, captioned=False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class _Columns(QTableWidget):
    """The list of columns; Tab goes on to the choices in it."""

    def __init__(self, page: ColumnsPage) -> None:
        super().__init__()
        own_ground(self)
        self._page = page
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._page.fill()
