"""The first rows of a table that was read, as cells to look at; nothing is edited here."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from journeymap.metrics.table import Table
from journeymap.model.text import M, digits, say, text_is_rtl
from journeymap.ui.controls import leading, own_ground
from journeymap.ui.importing.words import cell_text
from journeymap.ui.style import px

SHOWN = 300  # rows; enough to see whether a file was understood
COLUMNS = 200
LONGEST = 200  # letters of a cell
WIDEST, NARROWEST = 260, 60  # pixels of a column

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class Rows(QAbstractTableModel):
    """The cells of a table; the numbers beside them are the lines of the file."""

    def __init__(self, lang: str, parent: QObject) -> None:
        super().__init__(parent)
        self._lang = lang
        self._table: Table | None = None

    def put(self, table: Table | None) -> None:
        """Show another table, or none."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return min(len(self._table.rows), SHOWN) if self._table else 0

    def columnCount(self, parent: Index | None = None) -> int:
        return min(len(self._table.columns), COLUMNS) if self._table else 0

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if self._table is None:
            return None
        cell = self._table.rows[index.row()].cells[index.column()]
        if role == _ROLE.DisplayRole:
            return " ".join(cell_text(cell, self._lang)[:LONGEST].split())
        if role == _ROLE.TextAlignmentRole:
            number = isinstance(cell, int | float) and not isinstance(cell, bool)
            rtl = text_is_rtl(cell) if isinstance(cell, str) else False
            side = Qt.AlignmentFlag.AlignRight if number or rtl else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if self._table is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            if role == _ROLE.DisplayRole:
                return digits(str(self._table.rows[section].line), self._lang)
            return None
        if role == _ROLE.DisplayRole:
            return self._table.columns[section]
        if role == _ROLE.AccessibleDescriptionRole and section < len(self._table.looks):
            return self._table.looks[section].question
        return None


class RowsView(QTableView):
    """The rows, walked by the arrows; Tab goes on to what stands beside them."""

    def __init__(self, lang: str, parent: QWidget) -> None:
        super().__init__(parent)
        own_ground(self)
        self.rows = Rows(lang, self)
        self.setModel(self.rows)
        self.setAccessibleName(say(M("The rows as they were read"), lang))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().setDefaultSectionSize(px(24))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)
        self.setCornerButtonEnabled(False)

    def put(self, table: Table | None) -> None:
        """Show another table, or none; each column as wide as it needs."""
        self.rows.put(table)
        self.resizeColumnsToContents()
        for column in range(self.rows.columnCount()):
            width = min(max(self.columnWidth(column) + px(8), px(NARROWEST)), px(WIDEST))
            self.setColumnWidth(column, width)
