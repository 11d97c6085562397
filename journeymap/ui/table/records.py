"""The rows of one kind of record as Qt wants them: keys in an order, and the map behind them.

Nothing of a record is kept here but its key; what a cell says is worked out when it is drawn. The
order stays while cells are edited, so that no row runs away under somebody's hands; it is worked
out anew when a column, a filter or another order is asked for, and when others changed it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from journeymap.model.diff import Change
from journeymap.model.index import Index, Key
from journeymap.model.journey import LISTS, Kind, Reading, Record
from journeymap.model.text import M, say, say_number
from journeymap.ui.controls import tip_of
from journeymap.ui.guard import answering
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.session import Session
from journeymap.ui.style import colors
from journeymap.ui.table.cells import shown, value_in
from journeymap.ui.table.columns import NUMBERS, RATED, columns_of, title_of
from journeymap.ui.table.order import Sorting, Wanted, in_order, map_order, matching

Where = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
AT_ONCE = 60  # rows that come one by one; more of them come with a new table


class Records(QAbstractTableModel):
    """The records of one kind; columns are all the fields of it."""

    def __init__(self, session: Session, kind: Kind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self.kind = session, kind
        self.columns: tuple[FormField, ...] = columns_of(kind)
        self.keys: list[Key] = []
        self.sorting = Sorting()
        self.wanted: dict[str, Wanted] = {}
        self._index: Index = session.index
        self._rows: dict[Key, int] = {}
        self._put(self._wanted_keys())

    # ------------------------------------------------------------ asking

    @property
    def persona(self) -> Key:
        """The persona for whom cells are read and written, where they can differ."""
        return self._session.view.persona if self.kind == "touchpoint" else ""

    def row_of(self, key: Key) -> int:
        """Return the row of a record, -1 when it has none."""
        return self._rows.get(key, -1)

    def column_of(self, field: str) -> int:
        """Return the column of a field."""
        return next(n for n, each in enumerate(self.columns) if each.name == field)

    def record(self, row: int) -> Record | None:
        """Return the record of a row, None when it is gone."""
        entry = self._session.index.get(self.keys[row]) if 0 <= row < len(self.keys) else None
        return entry.record if entry is not None and entry.kind == self.kind else None

    def rowCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, where: Where) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        found = flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemNeverHasChildren
        return found if self._session.read_only is not None else found | flag.ItemIsEditable

    def text(self, row: int, column: int) -> str:
        """Return what a cell says."""
        record, session = self.record(row), self._session
        if record is None:
            return ""
        return shown(session.index, record, self.columns[column], self.persona, session.lang)

    @answering
    def data(self, where: Where, role: int = Role.DisplayRole) -> Any:
        record = self.record(where.row()) if where.isValid() else None
        if record is None:
            return None
        field = self.columns[where.column()]
        match role:
            case Role.DisplayRole:
                return self.text(where.row(), where.column())
            case Role.EditRole | Role.UserRole:
                return value_in(record, field, self.persona)
            case Role.ToolTipRole:
                return tip_of(self._whole(record, field)) or None
            case Role.TextAlignmentRole:
                return self._side(field)
            case Role.ForegroundRole:
                return self._ink(where.row(), record, field)
            case Role.AccessibleTextRole:
                return self.text(where.row(), where.column()) or self._say(M("empty"))
        return None

    @staticmethod
    def _side(field: FormField) -> int:
        """Return on which side a column stands: amounts at the end, all else at the start."""
        side = Qt.AlignmentFlag.AlignLeft
        if field.editor in NUMBERS and field.editor not in RATED:
            side = Qt.AlignmentFlag.AlignRight
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def _whole(self, record: Record, field: FormField) -> str:
        value = value_in(record, field, self.persona)
        if isinstance(value, str) and field.editor in ("text", "line", "offered"):
            return value
        session = self._session
        return shown(session.index, record, field, self.persona, session.lang)

    def _ink(self, row: int, record: Record, field: FormField) -> QColor | None:
        """Return the colour of what is faded, or follows from other fields; else None."""
        table = colors(self._session.theme)
        if self.keys[row] in self._session.faded:
            return QColor(table["disabled"])
        if isinstance(record, Reading) and record.counts and field.name in ("value", "n"):
            return QColor(table["text.soft"])
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if way == Qt.Orientation.Vertical:
            if role == Role.DisplayRole:
                return say_number(section + 1, self._session.lang)
            return None
        if not 0 <= section < len(self.columns):
            return None
        title = self._say(title_of(self.columns[section], self.kind))
        if role == Role.DisplayRole:
            return title
        if role == Role.TextAlignmentRole:
            return self._side(self.columns[section])
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            words = f"{title}, {self._say(order)}" if (order := self._order(section)) else title
            return words if role == Role.AccessibleTextRole else tip_of(words)
        return None

    def _order(self, section: int) -> Any:
        if self.columns[section].name != self.sorting.field:
            return None
        return M("sorted downwards") if self.sorting.descending else M("sorted upwards")

    def _say(self, message: Any) -> str:
        return say(message, self._session.lang)

    # ------------------------------------------------------------ which rows

    def _wanted_keys(self) -> list[Key]:
        session, index = self._session, self._session.index
        keys = map_order(index, self.kind)
        if self.wanted:
            fields = {each.name: each for each in self.columns}
            asked = [(fields[name], wanted) for name, wanted in self.wanted.items()]
            keys = matching(index, keys, asked, self.persona, session.lang)
        if self.sorting.field:
            field = self.columns[self.column_of(self.sorting.field)]
            down = self.sorting.descending
            keys = in_order(index, keys, field, down, self.persona, session.lang)
        return keys

    def _put(self, keys: list[Key]) -> None:
        self.keys = keys
        self._rows = {key: row for row, key in enumerate(keys)}

    def begin_anew(self) -> None:
        """Work out rows and order as if nobody had seen them yet."""
        self.beginResetModel()
        self._index = self._session.index
        self._put(self._wanted_keys())
        self.endResetModel()

    def set_sorting(self, sorting: Sorting) -> None:
        """Sort by a column, or stand in the map's own order again."""
        self.sorting = sorting
        self._reorder(self._wanted_keys())
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def set_wanted(self, field: str, wanted: Wanted) -> None:
        """Show only what is wanted in a column; an empty wish wants everything."""
        if wanted == Wanted():
            self.wanted.pop(field, None)
        else:
            self.wanted[field] = wanted
        self._reorder(self._wanted_keys())

    def _reorder(self, keys: list[Key]) -> None:
        """Let rows stand in another order; where other rows come or go the table begins anew."""
        if keys == self.keys:
            return
        if len(keys) != len(self.keys) or set(keys) != set(self.keys):
            self.beginResetModel()
            self._put(keys)
            self.endResetModel()
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        was = [self.keys[each.row()] for each in old]
        self._put(keys)
        new = [
            self.index(self._rows[key], each.column()) for key, each in zip(was, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    # ------------------------------------------------------------ following the map

    def follow(self, change: Change, own: bool) -> None:
        """Show what has changed; after an edit in this table every row stays where it is."""
        before, self._index = self._index, self._session.index
        now = self._index
        if before.map is now.map:
            return
        if before.shares(now, self.kind):
            self._redraw(range(len(self.keys)))  # names of others may stand in any cell
            return
        self._rename(before, now)
        there = now.keys_of(self.kind)
        gone = [row for row, key in enumerate(self.keys) if key not in there]
        known = {*before.keys_of(self.kind), *self.keys}
        new = [key for key in there if key not in known]
        if new:
            wanted = set(new)
            new = [key for key in map_order(now, self.kind) if key in wanted]
        if len(gone) > AT_ONCE or len(new) > AT_ONCE:
            self.begin_anew()
            return
        for row in reversed(gone):
            self.beginRemoveRows(QModelIndex(), row, row)
            self._put([*self.keys[:row], *self.keys[row + 1 :]])
            self.endRemoveRows()
        for key in new:
            row = self._place(key)
            self.beginInsertRows(QModelIndex(), row, row)
            self._put([*self.keys[:row], key, *self.keys[row:]])
            self.endInsertRows()
        if not self.sorting.field and (not own or LISTS[self.kind] in change.order):
            mine = set(self.keys)
            self._reorder([key for key in map_order(now, self.kind) if key in mine])
        others = change.keys - set(there)
        touched = self.keys if others or change.removed else change.updated
        self._redraw([row for key in touched if (row := self.row_of(key)) >= 0])

    def _rename(self, before: Index, now: Index) -> None:
        """Follow records that are called otherwise now and stand where they stood."""
        old, new = list(before.keys_of(self.kind)), list(now.keys_of(self.kind))
        if len(old) != len(new):
            return
        known, there = set(old), set(new)
        names = {
            was: is_
            for was, is_ in zip(old, new, strict=True)
            if was != is_ and was not in there and is_ not in known
        }
        if names:
            self._put([names.get(key, key) for key in self.keys])

    def _place(self, key: Key) -> int:
        """Return the row where a new record comes: behind the one before it in the map's order."""
        if self.sorting.field:
            return len(self.keys)
        order = map_order(self._index, self.kind)
        for before in reversed(order[: order.index(key)]):
            if (row := self.row_of(before)) >= 0:
                return row + 1
        return 0

    def _redraw(self, rows: Sequence[int] | range) -> None:
        if not rows:
            return
        last = len(self.columns) - 1
        if len(rows) > AT_ONCE:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, last))
            return
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    def redraw(self) -> None:
        """Show every cell anew: what is faded, in view or in colour is otherwise now."""
        self._redraw(range(len(self.keys)))
