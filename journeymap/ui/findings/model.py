"""The rows of the findings as Qt wants them: level and check, message, fix.

It shows rows as they are, headings of groups among them, and knows no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from journeymap.model.text import M, literal, say
from journeymap.model.vocabulary import NAMES
from journeymap.ui.controls import tip_of
from journeymap.ui.findings.explain import title_of
from journeymap.ui.findings.rows import Heading, Line, Row, name_of
from journeymap.ui.session import Session

Where = QModelIndex | QPersistentModelIndex
CHECK, MESSAGE, FIX = range(3)
FINDING = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1  # the heading or line itself


class FindingsModel(QAbstractTableModel):
    """Rows of findings: level and check, message, fix."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Row] = []
        self._words: dict[tuple[int, int], str] = {}  # of the cells that were asked for

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown, from above to below."""
        return self._rows

    def put(self, rows: list[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self._words = rows, {}
        self.endResetModel()

    def words(self, row: int, column: int) -> str:
        """Return what a cell of a finding shows."""
        cell = row, column
        if cell not in self._words:
            line = self._rows[row]
            self._words[cell] = self._said(line, column) if isinstance(line, Line) else ""
        return self._words[cell]

    def _said(self, line: Line, column: int) -> str:
        finding, lang = line.finding, self._session.lang
        if column == CHECK:
            return title_of(finding.check, lang)
        if column == MESSAGE:
            return say(finding.message, lang)
        return say(finding.fix.name, lang) if finding.fix else ""

    def rowCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 3

    def data(self, where: Where, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not where.isValid() or where.row() >= len(self._rows):
            return None
        row, lang = self._rows[where.row()], self._session.lang
        if role == ROW:
            return row
        if isinstance(row, Heading):
            return self._of_heading(row, where.column(), role)
        finding = row.finding
        if role == FINDING:
            return finding
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(where.row(), where.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            if where.column() == FIX and finding.fix:
                return tip_of(say(finding.fix.name, lang))
            return tip_of(self._explained(finding))
        if role == Qt.ItemDataRole.AccessibleTextRole and where.column() == CHECK:
            return f"{say(NAMES['level'][finding.level], lang)}: {title_of(finding.check, lang)}"
        return None

    def _of_heading(self, row: Heading, column: int, role: int) -> Any:
        if column != CHECK:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        lang = self._session.lang
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.text if role == Qt.ItemDataRole.DisplayRole else tip_of(row.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            counted = M("{n} finding", plural="{n} findings", n=row.many)
            state = M("folded") if row.folded else M("unfolded")
            return f"{row.text}, {say(counted, lang)}, {say(state, lang)}"
        return None

    def _explained(self, finding: Any) -> str:
        lang = self._session.lang
        level = say(NAMES["level"][finding.level], lang)
        said = f"{level} · {finding.check}"
        parts = [
            title_of(finding.check, lang),
            said,
            say(finding.message, lang),
            say(finding.why, lang),
        ]
        if finding.at:
            name = literal(name_of(self._session.index, finding.at))
            parts.insert(2, say(M("At: {name}", name=name), lang))
        return "\n".join(part for part in parts if part)
