"""The findings: what the checks say, in two kinds, each with its reason and where possible a fix.

They can be filtered, searched and grouped by place or check. A click or Enter leads to the record
and its field; a fix, an exception and a silenced check are each one undo step. It knows the session
and no other panel.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from journeymap.checks.finding import Finding
from journeymap.checks.silencing import silencing
from journeymap.model.index import Key
from journeymap.model.text import M, Message, say
from journeymap.model.vocabulary import NAMES, Level
from journeymap.ui.controls import label as text_label
from journeymap.ui.findings.explain import Explanation, title_of
from journeymap.ui.findings.fixing import apply_fix, fix_all, ignore
from journeymap.ui.findings.head import IGNORED, KINDS, Head
from journeymap.ui.findings.menu import menu_of
from journeymap.ui.findings.model import FINDING, FIX, MESSAGE, ROW
from journeymap.ui.findings.rows import (
    GROUPINGS,
    LEVELS,
    Grouping,
    Heading,
    Line,
    Wanted,
    chosen,
    name_of,
    only_there,
    rows_of,
    same,
    silenced,
)
from journeymap.ui.findings.spoken import findings_at, places_shown_at
from journeymap.ui.findings.table import FindingsTable
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px

if TYPE_CHECKING:
    from journeymap.ui.findings.ignore import Answer, IgnoreDialog

TYPING = 120  # ms of rest before a search is made
READ = 170  # least height of an explanation, in pixels


class Findings(QWidget):
    """Three tabs over a table: what is wrong with the map, what hurts, what is not said."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._lang = session, session.lang
        self._by: Grouping = "level"
        self._folded: frozenset[str] = frozenset()
        head = self.head = Head(self._lang, self._by)
        self.tabs, self.search, self.grouping = head.tabs, head.search, head.grouping
        self.filter, self.narrow, self.explain = head.filter, head.narrow, head.explain
        self.table = FindingsTable(session)
        self.table.setAccessibleName(self._say(M("Findings of the checks")))
        self.model = self.table.findings
        self.explanation = Explanation(self._lang)
        self.explanation.hide()
        self._quiet = text_label("", "soft", wrap=True)
        self._quiet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._quiet)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(TYPING)
        self._lay_out()
        self._listen()
        self._dress()
        self.refresh()

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._stack, 1)
        body.addWidget(self.explanation)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addWidget(self.head)
        column.addLayout(body, 1)

    def _listen(self) -> None:
        session, table = self._session, self.table
        table.clicked.connect(self._on_click)
        table.chosen.connect(self._on_chosen)
        table.fold_wanted.connect(self.fold)
        table.menu_wanted.connect(self._on_menu)
        table.selectionModel().currentRowChanged.connect(self._on_row)
        self.tabs.currentChanged.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._later.start())
        self._later.timeout.connect(self.refresh)
        self.filter.changed.connect(self.refresh)
        self.narrow.ended.connect(self.refresh)
        session.document_changed.connect(self.narrow.end)
        self.grouping.activated.connect(lambda _: self.group_by(self.grouping.currentData()))
        self.explain.toggled.connect(self._show_explanation)
        self.head.hide_all.clicked.connect(self.closed)
        session.findings_changed.connect(self.refresh)
        session.changed.connect(self._on_change)
        session.selection_changed.connect(self._on_selection)
        session.theme_changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        return QSize(600, 132)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 90)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _dress(self) -> None:
        table = colors(self._session.theme)
        self.head.dress(table["text.soft"], table["accent"])
        self.table.viewport().update()

    # ------------------------------------------------------------ what the window asks for

    def first(self) -> QWidget:
        """Return where the focus goes when somebody comes: the table, else the tabs."""
        return self.table if self.table.isVisible() else self.tabs

    def group_by(self, by: Grouping) -> None:
        """Group the findings by place or check, or list them by level."""
        self._by = by
        self.grouping.setCurrentIndex(list(GROUPINGS).index(by))
        self.refresh()

    def show_at(self, key: Key) -> bool:
        """Show only what is found at a record; return whether there is anything."""
        session, found = self._session, self._at_record(key)
        if found:
            self._narrow_to(name_of(session.index, key), found[0].kind, key=key)
        return bool(found)

    def _at_record(self, key: Key) -> tuple[Finding, ...]:
        session = self._session
        return findings_at(session.findings, session.index, key, session.view.collapsed)

    def show_level(self, kind: str, level: Level) -> None:
        """Show only what is found at one level, about the map or about the experience."""
        self._narrow_to(self._say(NAMES["level"][level]), kind, level=level)

    def _narrow_to(self, name: str, kind: str, key: Key = "", level: str = "") -> None:
        self.search.clear()
        self.narrow.to(name, key, level)
        self.tabs.setCurrentIndex(KINDS.index(kind))
        self.refresh()
        lines = [n for n, row in enumerate(self.model.rows) if isinstance(row, Line)]
        if lines:
            self.table.setCurrentIndex(self.model.index(lines[0], MESSAGE))

    def step(self, step: int) -> None:
        """Go to the next finding, or the one before, round and round."""
        rows = self.model.rows
        lines = [n for n, row in enumerate(rows) if isinstance(row, Line)]
        if not lines:
            if any(isinstance(row, Heading) for row in rows):
                self._folded = frozenset()
                self.refresh()
                self.step(step)
            return
        now = self.table.currentIndex().row()
        after = [n for n in lines if (n > now if step > 0 else n < now)]
        row = (after or lines)[0 if step > 0 else -1]
        self.table.setCurrentIndex(self.model.index(row, MESSAGE))
        self.jump(rows[row].finding)

    # ------------------------------------------------------------ showing

    @property
    def wanted(self) -> Wanted:
        """What is asked for by filter and search."""
        session, narrow = self._session, self.narrow
        places = frozenset(session.selection) if self.filter.only_selected else None
        levels = (
            {narrow.level} if narrow.level else set(LEVELS) if narrow.key else self.filter.levels
        )
        if narrow.key:
            collapsed = session.view.collapsed
            places = places_shown_at(session.findings, session.index, narrow.key, collapsed)
        return Wanted(frozenset(levels), self.search.text(), places)

    def refresh(self) -> None:
        """Show the findings of the tab that is open."""
        if self.narrow.key and not self._at_record(self.narrow.key):
            self.narrow.end()  # all of it is mended, which shows the rest
            return
        session, tab = self._session, self.tabs.currentIndex()
        lists = [[f for f in session.findings if f.kind == kind] for kind in KINDS]
        lists.append(silenced(session.map, session.index, self._lang, session.bound))
        self.head.put([len(found) for found in lists], session.checked)
        fitting = chosen(lists[tab], self.wanted, session.index, self._lang)
        rows = rows_of(
            fitting,
            self._by,
            session.index,
            self._lang,
            self._folded,
            lambda id: title_of(id, self._lang),
        )
        at, place = self.table.currentIndex().row(), self.table.verticalScrollBar().value()
        before = self.table.currentIndex().data(ROW)
        self.model.put(rows)
        at = next((n for n, row in enumerate(rows) if same(row, before)), at)
        if 0 <= at < len(rows):
            self.table.setCurrentIndex(self.model.index(at, MESSAGE))
            self.table.verticalScrollBar().setValue(place)
        self._quiet.setText(self._say(self._quiet_words(lists[tab])))
        self._stack.setCurrentIndex(0 if rows else 1)
        table = colors(session.theme)
        self.filter.dress(table["text.soft"], table["accent"])
        self._on_row()

    def _quiet_words(self, found: list[Finding]) -> Message:
        tab = self.tabs.currentIndex()
        if found:
            return M("No finding fits the search and the filter.")
        if tab == IGNORED:
            return M("Nothing is ignored in this map.")
        if not self._session.checked:
            return M("Checking …")
        return M("Nothing to say here.")

    def _on_change(self, *_: object) -> None:
        # places may be called otherwise; what the checks say comes a moment later
        if self._session.map.checks is not None or self.tabs.currentIndex() == IGNORED:
            self._later.start()

    def _on_selection(self) -> None:
        if self.filter.only_selected:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.narrow.isHidden():
            self.narrow.end()
        else:
            super().keyPressEvent(event)

    def fold(self, id: str, shut: bool) -> None:
        """Fold a group, or unfold it."""
        folded = self._folded | {id} if shut else self._folded - {id}
        if folded != self._folded:
            self._folded = folded
            self.refresh()

    # ------------------------------------------------------------ explaining

    def _on_row(self, *_: object) -> None:
        if self.explain.isChecked():
            self.explanation.put(self.current(), self._session.index, self._session.bound)

    def show_reason(self) -> None:
        """Explain the current finding beside the table."""
        self.explain.setChecked(True)

    def _show_explanation(self, shown: bool) -> None:
        self.explanation.setMaximumWidth(max(220, self.width() * 2 // 5))
        self.explanation.setMinimumWidth(min(220, self.width() // 2))
        self.explanation.setMinimumHeight(px(READ))
        self.explanation.setVisible(shown)
        self._on_row()

    def current(self) -> Finding | None:
        """Return the finding of the current row."""
        found: Finding | None = self.table.currentIndex().data(FINDING)
        return found

    # ------------------------------------------------------------ what is done

    def _on_click(self, where: QModelIndex) -> None:
        row = where.data(ROW)
        if isinstance(row, Heading):
            self.fold(row.id, not row.folded)
        elif where.column() == FIX and row.finding.fix:
            self.apply(row.finding)
        else:
            self.jump(row.finding)

    def _on_chosen(self, where: QModelIndex) -> None:
        row = where.data(ROW)
        if isinstance(row, Heading):
            self.fold(row.id, not row.folded)
        else:
            self.jump(row.finding)

    def jump(self, finding: Finding) -> None:
        """Go to the record of a finding, and to its field in the inspector."""
        session = self._session
        entry = session.index.resolve(finding.at) if finding.at else None
        session.jump(entry.key if entry else finding.at)
        if finding.field:
            session.field_wanted.emit(entry.key if entry else "", finding.field)

    def apply(self, finding: Finding) -> None:
        """Make the fix of a finding, as one undo step."""
        apply_fix(self._session, finding, self)

    def fix_all(self, check: str) -> None:
        """Make every fix of a check's findings, as one undo step."""
        fix_all(self._session, check, self)

    def ask_to_ignore(self, finding: Finding) -> IgnoreDialog:
        """Return the open question for the reason why a finding is to be ignored."""
        from journeymap.ui.findings.ignore import IgnoreDialog

        dialog = IgnoreDialog(
            self.window(), self._lang, finding.message, partial(self._ignore, finding)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.why.setFocus()
        return dialog

    def _ignore(self, finding: Finding, answer: Answer) -> Message | None:
        return ignore(self._session, finding, answer, self)

    def silence(self, check: str) -> None:
        """Keep a check from speaking in this map, or say why the map cannot."""
        if place := self._session.bound.get(check):
            self._session.refused.emit(only_there(place))
            return
        text = M("Silence “{check}”", check=check)
        self._session.commit(text, silencing(check), initiator=self)

    # ------------------------------------------------------------ the menu of a row

    def _on_menu(self, at: QPoint) -> None:
        where = self.table.indexAt(at)
        if where.isValid():
            self.table.setCurrentIndex(where)
        row = where.data(ROW)
        menu = menu_of(self, self, row, self._session.findings, self._lang)
        if menu is not None:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.table.viewport().mapToGlobal(at))
