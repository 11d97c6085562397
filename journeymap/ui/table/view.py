"""The table of one kind of record: cells to walk, select and edit as in a spreadsheet.

What is selected is shared with the map through the session. What its keys do to the map is in
`deeds.py`; nothing else of the window is known here.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTableView

from journeymap.model.diff import Change
from journeymap.model.journey import Kind
from journeymap.model.text import Message, say
from journeymap.ui.controls import own_ground
from journeymap.ui.menu import menu_place
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings
from journeymap.ui.table.bubble import Bubble
from journeymap.ui.table.cell_editors import CellEdit
from journeymap.ui.table.columns import TABLES
from journeymap.ui.table.delegate import CellDelegate
from journeymap.ui.table.frozen import Frozen
from journeymap.ui.table.header import Head, Numbers
from journeymap.ui.table.keys import KEYS, SHIFT, K
from journeymap.ui.table.order import Sorting
from journeymap.ui.table.records import Records
from journeymap.ui.table.shown_columns import ShownColumns

_FLAG = QItemSelectionModel.SelectionFlag


class Table(QTableView):
    """Cells of the records of one kind."""

    asked = Signal(str)  # what a key asks for, of the values of KEYS
    menu_wanted = Signal(QPoint)  # where on the screen
    filtered = Signal()
    frozen: Frozen | None = None  # Qt asks for the geometries before it is there

    def __init__(self, session: Session, kind: Kind, settings: Settings) -> None:
        super().__init__()
        own_ground(self)
        self._session, self.kind = session, kind
        self.records = Records(session, kind, self)
        self.take: Callable[[CellEdit], bool] = lambda edit: True
        self.delegate = CellDelegate(session, self.records, self._take, self)
        self.head = Head(session, self.records, self)
        self.bubble = Bubble(self)
        # depth of what this table does to map or selection; while it is made, nobody selects
        self._own = 1
        self._stale = False  # whether the map changed while the table was not seen
        self.setHorizontalHeader(self.head)
        self.setVerticalHeader(Numbers(session, self))
        self.setModel(self.records)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(say(TABLES[kind], session.lang))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(True)
        self.shown = ShownColumns(self.head, self.records, settings)
        self.head.sectionPressed.disconnect()  # else Qt selects the whole column
        self.head.sectionEntered.disconnect()
        self.head.sectionClicked.connect(self.sort_by)
        self.head.left.connect(self._to_rows)
        self.head.wanted.connect(self._want)
        self.delegate.ended.connect(self._go_on)
        self.delegate.begun.connect(self.bubble.hide)
        self.delegate.number_typed.connect(self._type_number)
        self.records.modelReset.connect(self._begun_anew)
        session.changed.connect(self._on_change)
        session.selection_changed.connect(self.follow_selection)
        session.document_changed.connect(self._another)
        for signal in (session.filter_changed, session.view_changed, session.theme_changed):
            signal.connect(self._redraw)
        session.flush_wanted.connect(self.flush)
        self.frozen = Frozen(self)
        self._own = 0

    # ------------------------------------------------------------ columns

    def columns(self) -> list[int]:
        """Return the columns that are shown, from the first to the last as they stand."""
        return self.shown.now()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self.frozen is not None:
            self.frozen.follow()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll a cell into sight, out from under the first column, which stays."""
        super().scrollTo(index, hint)
        frozen, bar = self.frozen, self.horizontalScrollBar()
        if frozen is not None and index.column() != frozen.column():
            bar.setValue(bar.value() - frozen.covered(self.visualRect(index)))

    # ------------------------------------------------------------ order and filters

    def sort_by(self, column: int) -> None:
        """Sort by a column upwards, then downwards, then stand in the map's own order again."""
        field, now = self.records.columns[column].name, self.records.sorting
        if now.field != field:
            self.sort(Sorting(field))
        else:
            self.sort(Sorting() if now.descending else Sorting(field, True))

    def sort(self, sorting: Sorting) -> None:
        """Sort the rows; the cursor stays with its record."""
        self.flush()
        self.records.set_sorting(sorting)
        order = Qt.SortOrder.DescendingOrder if sorting.descending else Qt.SortOrder.AscendingOrder
        self.head.setSortIndicatorShown(bool(sorting.field))
        if sorting.field:
            self.head.setSortIndicator(self.records.column_of(sorting.field), order)
        if self.selected_rows():
            self.scrollTo(self.currentIndex())
        elif self.records.keys:  # nobody works on a row: see what comes first
            first = self.records.index(0, max(0, self.currentIndex().column()))
            self.selectionModel().setCurrentIndex(first, _FLAG.NoUpdate)
            self.scrollToTop()

    def _want(self, field: str, wanted: object) -> None:
        self.flush()
        self.records.set_wanted(field, wanted)  # type: ignore[arg-type] # the head sends no other
        self.filtered.emit()

    def _to_rows(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.currentIndex().isValid():
            self.go_to(0)

    # ------------------------------------------------------------ following

    def _another(self) -> None:
        self._stale = False
        self.head.clear()
        self.records.begin_anew()

    def _on_change(self, change: Change, initiator: object) -> None:
        if not self.isVisible():
            self._stale = True  # nobody waits for a table that is not seen
            return
        self.records.follow(change, own=bool(self._own))
        self.bubble.hide()
        if self.head.filtering and not self.head.is_typed_in():
            self.head.offer_anew()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.records.begin_anew()
            if self.head.filtering:
                self.head.offer_anew()

    def _redraw(self) -> None:
        if self.isVisible():
            self.records.redraw()

    def _begun_anew(self) -> None:
        self.delegate.forget()
        self.follow_selection(True)

    def follow_selection(self, anew: bool = False) -> None:
        """Select the rows of what is selected on the map; the column of the cursor stays."""
        if (self._own and not anew) or self._stale:
            return
        rows = [row for key in self._session.selection if (row := self.records.row_of(key)) >= 0]
        if not anew and sorted(rows) == self.selected_rows():
            return
        self._own += 1
        column = self.currentIndex().column()
        if column < 0 or self.head.isSectionHidden(column):
            column = next(iter(self.columns()), 0)
        chosen = QItemSelection()
        for row in rows:
            where = self.records.index(row, column)
            chosen.select(where, where)
        if rows:
            first = self.records.index(rows[0], column)
            self.selectionModel().setCurrentIndex(first, _FLAG.NoUpdate)
            self.scrollTo(first)
        self.selectionModel().select(chosen, _FLAG.ClearAndSelect)
        self._own -= 1

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._own:
            self.say_selection()

    def say_selection(self) -> None:
        """Select on the map what is selected here."""
        self._own += 1
        self._session.select((self.records.keys[row] for row in self.selected_rows()), self)
        self._own -= 1

    def _ranges(self) -> list[QItemSelectionRange]:
        return list(self.selectionModel().selection())  # type: ignore[call-overload] # it is a list

    def selected_rows(self) -> list[int]:
        """Return the rows in which cells are selected, from above to below."""
        rows = {row for each in self._ranges() for row in range(each.top(), each.bottom() + 1)}
        return sorted(rows)

    def selected_columns(self) -> list[int]:
        """Return the shown columns in which cells are selected, as they stand."""
        ranges = self._ranges()
        found = {column for each in ranges for column in range(each.left(), each.right() + 1)}
        return [column for column in self.columns() if column in found]

    def is_selected(self, row: int, column: int) -> bool:
        """Return whether a cell is selected."""
        return self.selectionModel().isSelected(self.records.index(row, column))

    def go_to(self, row: int, column: int | None = None) -> None:
        """Put the cursor into a cell and select it."""
        if column is None:
            column = self.currentIndex().column()
        if column < 0 or self.head.isSectionHidden(column):
            column = next(iter(self.columns()), 0)
        if 0 <= row < len(self.records.keys):
            # not setCurrentIndex, which asks whether Shift or Ctrl is held
            where = self.records.index(row, column)
            self.selectionModel().setCurrentIndex(where, _FLAG.ClearAndSelect)

    # ------------------------------------------------------------ editing

    def doing(self) -> _Doing:
        """Mark that the table itself changes the map: rows stay, the selection follows here."""
        return _Doing(self)

    def _take(self, edit: CellEdit) -> bool:
        return self.take(edit)

    def flush(self) -> None:
        """Finish at once what is being typed in a cell."""
        self.delegate.end("away")

    def begin(self, where: QModelIndex) -> bool:
        """Edit what stands in a cell, the cursor behind it; return whether it can be."""
        trigger, nothing = QAbstractItemView.EditTrigger.AllEditTriggers, QEvent.Type.None_
        begun = self.edit(where, trigger, QEvent(nothing))
        if begun and self.delegate.edit is not None:
            line = self.delegate.edit.editor
            if isinstance(line, QLineEdit):  # Qt selects all of it
                line.end(False)
        return bool(begun)

    def _go_on(self, how: str) -> None:
        """Go where the key that ended an edit leads to."""
        if how == "away":
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        where = self.currentIndex()
        if not where.isValid():
            return
        if how in ("down", "up"):
            step = 1 if how == "down" else -1
            row = min(max(where.row() + step, 0), len(self.records.keys) - 1)
            self.go_to(row, where.column())
        elif how in ("next", "back"):
            self._walk(1 if how == "next" else -1)

    def _walk(self, step: int) -> None:
        """Go to the next cell of the row, from its end to the row after."""
        shown, where = self.columns(), self.currentIndex()
        at = shown.index(where.column()) + step if where.column() in shown else 0
        row = where.row()
        if not 0 <= at < len(shown):
            row, at = row + step, 0 if step > 0 else len(shown) - 1
        self.go_to(row, shown[at])

    def complain(self, where: QModelIndex, why: Message) -> None:
        """Say at a cell why it cannot be as somebody wants it."""
        self.bubble.say(self.visualRect(where), say(why, self._session.lang))

    # ------------------------------------------------------------ keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            what = self._meant(event)
            if what and (what != "fill" or not self._one_whole_row()):  # which is duplicated
                event.accept()
                return True
        return super().event(event)

    def _one_whole_row(self) -> bool:
        return len(self.selected_rows()) == 1 and self.selected_columns() == self.columns()

    @staticmethod
    def _meant(event: QKeyEvent) -> str:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return KEYS.get((modifiers, K(event.key())), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.delegate.editing:
            event.accept()  # what an editor has no use for means nothing here either
            return
        what, where = self._meant(event), self.currentIndex()
        last = len(self.records.keys) - 1
        if what == "edit":
            self.asked.emit(what)
        elif what in ("first-row", "last-row"):
            self.go_to(0 if what == "first-row" else last)
        elif what in ("left-end", "right-end"):
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.go_to(where.row(), self.columns()[0 if (what == "left-end") != rtl else -1])
        elif what == "space" and not self._is_flag(where):
            super().keyPressEvent(event)
            return
        elif what == "all":
            self.selectAll()
        elif what:
            self.asked.emit(what)
        elif event.key() == K.Key_Escape:
            self.bubble.hide()
            event.ignore()
            return
        elif event.key() in (K.Key_Tab, K.Key_Backtab) and where.isValid():
            back = event.key() == K.Key_Backtab or event.modifiers() & SHIFT
            self._walk(-1 if back else 1)
        else:
            if event.text().isprintable() and event.text() and self._is_flag(where):
                return  # nothing to type there
            self.delegate.begun_by = event.text()
            super().keyPressEvent(event)
            self.delegate.begun_by = ""
            return
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.delegate.begun_by = (event.commitString() or event.preeditString())[:1]
        super().inputMethodEvent(event)
        self.delegate.begun_by = ""

    def _type_number(self, text: str) -> None:
        """Go on in a line with a number that is typed into the scale of a cell."""
        where = QPersistentModelIndex(self.currentIndex())
        self.delegate.drop()
        self.delegate.begun_by = text
        if where.isValid() and self.begin(self.model().index(where.row(), where.column())):
            edit = self.delegate.edit
            if edit is not None and isinstance(edit.editor, QLineEdit):
                edit.editor.selectAll()
                edit.editor.insert(text)
        self.delegate.begun_by = ""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab for walking from cell to cell; F6 walks the panes."""
        return False if self.records.keys else super().focusNextPrevChild(forward)

    def _is_flag(self, where: QModelIndex) -> bool:
        return where.isValid() and self.records.columns[where.column()].editor == "flag"

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = self.indexAt(event.pos())
        if where.isValid() and not self.selectionModel().isSelected(where):
            self.go_to(where.row(), where.column())
        self.menu_wanted.emit(self.viewport().mapToGlobal(menu_place(self, event)))
        event.accept()


class _Doing:
    """While it lasts, changes are those of the table itself; the map's selection follows after."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __enter__(self) -> None:
        self._table._own += 1

    def __exit__(self, *_: object) -> None:
        self._table._own -= 1
        self._table.say_selection()
