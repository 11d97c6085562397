"""The first page: what the file is, its rows, and what was assumed, to be corrected.

Where two ways of reading are possible and the numbers would differ, the page asks, and nothing goes
on without an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journeymap.metrics.table import Assumption, Skipped, Table
from journeymap.metrics.telling import assumptions, left_out
from journeymap.model.text import M, Message, capitals
from journeymap.ui.compare.elided import Elided, give_way
from journeymap.ui.controls import Choice, button, label, own_ground
from journeymap.ui.importing.page import Page, State
from journeymap.ui.importing.rows import SHOWN, RowsView
from journeymap.ui.importing.words import OPTIONS, choices_of, option_value
from journeymap.ui.style import px

SIDE = 330  # pixels of what stands beside the rows
LEFT_OUT = 20  # columns that are listed with the reason
LISTED = 200  # lines left out that are listed


class FilePage(Page):
    """The rows of a file, and how they were read."""

    title = M("File")
    told = Signal(str, str)  # an option of how to read the file, and its value
    another = Signal()  # another file is wanted

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self.choices: dict[str, Choice] = {}
        self.name = Elided("title")
        self.what = label("", "soft")
        self.other = button(self.say(M("Choose another file…")))
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self.another)
        self.wrong = label("", "wrong", wrap=True, selectable=True)
        self.rows = RowsView(lang, self)
        self.skipped = QListWidget()
        own_ground(self.skipped)
        self.skipped.setWordWrap(True)
        self.skipped.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.skipped.setAccessibleName(self.say(M("Lines that were left out")))
        self.skipped_head = label("", "caps")
        self._body = QWidget()
        self._body.setObjectName("panelBody")
        self._said = QVBoxLayout(self._body)
        self._said.setContentsMargins(0, 0, 0, 0)
        self._said.setSpacing(px(4))
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setWidget(self._body)
        self._shown: tuple[object, ...] = ()
        self._columns: dict[str, str] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.what)
        head.addLayout(names, 1)
        head.addWidget(self.other)
        beside = QVBoxLayout()
        beside.setSpacing(px(6))
        beside.addWidget(self.side, 3)
        beside.addWidget(self.skipped_head)
        beside.addWidget(self.skipped, 1)
        self._beside = QWidget()
        self._beside.setLayout(beside)
        beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setMaximumWidth(px(SIDE))
        body = QHBoxLayout()
        body.setSpacing(px(14))
        body.addWidget(self.rows, 3)
        body.addWidget(self._beside, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self.wrong)
        column.addLayout(body, 1)

    def first(self) -> QWidget:
        unanswered = next((c for c in self.choices.values() if c.currentIndex() < 0), None)
        return unanswered or (self.rows if self.rows.isVisibleTo(self) else self.other)

    def show_state(self, state: State) -> None:
        table = state.read.table if state.read else None
        columns = dict(state.draft.columns)
        shown = (state.draft.path, table, state.problem if table is None else None)
        as_before = self._shown and all(a is b for a, b in zip(shown, self._shown, strict=True))
        if as_before and columns == self._columns:
            return
        self._shown, self._columns = shown, columns
        self._show_name(state.draft.path, table)
        self.wrong.setText(self.sentence(state.problem) if state.problem and table is None else "")
        self.wrong.setVisible(bool(self.wrong.text()))
        self.rows.put(table)
        self.rows.setVisible(table is not None)
        kept = self._focused()
        said = assumptions(table, columns) if table else []
        self._show_assumed(said, state.draft.options, left_out(table, columns) if table else [])
        self._show_skipped(table.skipped if table else ())
        self._beside.setVisible(table is not None or bool(self.choices))
        if kept in self.choices:
            self.choices[kept].setFocus()

    def _focused(self) -> str:
        return next((name for name, each in self.choices.items() if each.hasFocus()), "")

    def _show_name(self, path: Path, table: Table | None) -> None:
        self.name.put(path.name)
        if table is None:
            self.what.setText("")
            return
        n = len(table.rows)
        rows = M("{n} row", plural="{n} rows", n=n)
        columns = M("{n} column", plural="{n} columns", n=len(table.columns))
        words = M("{rows}, {columns}", rows=rows, columns=columns)
        if n > SHOWN:
            words = M(
                "{rows}, {columns}; the first {n} are shown", rows=rows, columns=columns, n=SHOWN
            )
        self.what.setText(self.say(words))

    # ------------------------------------------------------------ what was assumed

    def _show_assumed(
        self,
        said: Sequence[Assumption],
        told: dict[str, str],
        left: Sequence[tuple[str, Message]],
    ) -> None:
        while item := self._said.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.choices = {}
        if not said and told:  # it could not be read so: let it be read otherwise
            said = [
                Assumption("kind", value, "told", OPTIONS[name], name, (value,))
                for name, value in told.items()
            ]
            self._add_heading(M("As it was to be read"))
        elif said:
            self._add_heading(M("What was assumed"))
        for each in sorted(said, key=lambda one: one.sure != "open"):
            self._add(each, told)
        if left:
            self._add_heading(M("Columns left out"))
        for name, why in left[:LEFT_OUT]:
            words = M("“{name}”: {why}", name=name, why=why)
            self._said.addWidget(give_way(label(self.say(words), "soft", wrap=True)))
        if len(left) > LEFT_OUT:
            self._said.addWidget(label(self.say(M("and {n} more", n=len(left) - LEFT_OUT)), "soft"))
        self._said.addStretch(1)

    def _add_heading(self, words: Message) -> None:
        heading = label(capitals(self.say(words), self.lang), "caps")
        heading.setContentsMargins(0, px(10) if self._said.count() else 0, 0, 0)
        self._said.addWidget(heading)

    def _add(self, each: Assumption, told: dict[str, str]) -> None:
        open_ = each.sure == "open"
        words = give_way(label(self.sentence(each.message), "wrong" if open_ else "", wrap=True))
        words.setContentsMargins(0, px(4), 0, 0)
        self._said.addWidget(words)
        offered = choices_of(each) if each.option else []
        if each.option in self.choices or len(offered) + (each.option in told) < 2:
            return
        made = Choice(self.say(OPTIONS[each.option]), captioned=False)
        entries = [(option_value(each.option, value, self.lang), value) for value in offered]
        if each.option in told:
            entries.append((self.say(M("As found out")), ""))
        made.offer(entries, each.value if not open_ else None)
        made.setPlaceholderText(self.say(M("Choose…")))
        made.activated.connect(lambda _: self.told.emit(each.option, made.currentData()))
        made.setMinimumHeight(px(30))
        words.setBuddy(made)
        self._said.addWidget(made)
        self.choices[each.option] = made

    def _show_skipped(self, skipped: tuple[Skipped, ...]) -> None:
        self.skipped.clear()
        n = len(skipped)
        words = M("{n} line left out", plural="{n} lines left out", n=n)
        self.skipped_head.setText(capitals(self.say(words), self.lang))
        for each in skipped[:LISTED]:
            self.skipped.addItem(self.sentence(line_words(each)))
        if n > LISTED:
            self.skipped.addItem(self.say(M("and {n} more", n=n - LISTED)))
        for part in (self.skipped, self.skipped_head):
            part.setVisible(bool(skipped))


def line_words(each: Skipped) -> Message:
    """Return a line that was left out, and why."""
    if not each.line:
        return each.reason
    return M("line {line}: {reason}", line=each.line, reason=each.reason)
