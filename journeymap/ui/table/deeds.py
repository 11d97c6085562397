"""What the keys of a table do to the map: edit, fill, paste, clear, add, delete, move.

Each is one undo step through the session, for the persona in view. What single cells refuse is said
with row and column; where nothing is left of an edit, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication

from journeymap.model.index import Key, label
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message, say
from journeymap.ui import asking, clipboard, making, moves
from journeymap.ui.deleting import delete
from journeymap.ui.field_edits import step_name, value_of
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.landed import new_places
from journeymap.ui.naming import name_first
from journeymap.ui.session import Session
from journeymap.ui.table.cell_editors import CellEdit
from journeymap.ui.table.cells import Names, metric_of, typed
from journeymap.ui.table.changes import Cell, Pasting, Row, Setting, Texts, holding, row_of, setting
from journeymap.ui.table.columns import title_of
from journeymap.ui.table.making_rows import add_row
from journeymap.ui.table.order import Sorting
from journeymap.ui.table.ranges import as_range, heads_in, range_of
from journeymap.ui.table.view import Table

MOST_SAID = 12  # things that could not be read, told one by one


class Deeds:
    """Does in one table what its keys and its menu ask for."""

    def __init__(self, session: Session, table: Table, desk: making.Canvas) -> None:
        self._session, self._table, self._desk = session, table, desk
        table.take = self.take
        table.delegate.given_up = self._give_up
        self.all: dict[str, Callable[[], object]] = {
            "edit": self.edit,
            "space": self.toggle,
            "clear": self.clear,
            "copy": self.copy,
            "cut": self.cut,
            "paste": self.paste,
            "fill": self.fill_down,
            "new": self.new_row,
            "delete": self.delete_rows,
            "up": partial(self.move, -1),
            "down": partial(self.move, 1),
        }
        table.asked.connect(lambda what: self.all[what]())

    # ------------------------------------------------------------ one cell

    def edit(self) -> None:
        """Begin to edit the cell of the cursor; a box is ticked instead."""
        where = self._table.currentIndex()
        if not where.isValid():
            self._table.go_to(0)
        elif self._field(where).editor == "flag":
            self.toggle()
        elif self._session.read_only is not None:
            self._session.refused.emit(self._session.read_only)
        else:
            self._table.begin(where)

    def toggle(self) -> None:
        """Tick the box in the cell of the cursor, and those selected with it, or none."""
        table, where = self._table, self._table.currentIndex()
        field = self._field(where)
        if field.editor != "flag":
            return
        rows = [r for r in table.selected_rows() if table.is_selected(r, where.column())]
        keys = [table.records.keys[row] for row in rows or [where.row()]]
        records = [self._session.index.entries[key].record for key in keys]
        wanted = not all(value_of(record, field.name) for record in records)
        cells = [Cell(self._row(key), field, wanted) for key in keys]
        self._commit(step_name(self._session.index, keys, field.name), self._setting(cells))

    def take(self, edit: CellEdit) -> bool:
        """Return whether what was typed in a cell was taken; else the cell says why not."""
        table, session = self._table, self._session
        row = edit.where.row()
        if not edit.where.isValid() or table.records.record(row) is None:
            return True  # the row is gone
        key, field = table.records.keys[row], edit.field
        if edit.made_by:
            return self._name(edit, key)
        if not edit.changed:
            return True
        index, record = session.index, session.index.entries[key].record
        try:
            value = edit.value(Names(index), session.lang, metric_of(index, record))
        except Refused as refused:
            return self._complain(edit, refused.message)
        cell = Cell(self._row(key), field, value)
        with table.doing():
            change = setting(table.kind, (cell,), table.records.persona)
            made = session.commit(step_name(index, (key,), field.name), change, initiator=table)
        return made or self._complain(edit, session.refusal or M("this cannot be"))

    def _complain(self, edit: CellEdit, why: Message) -> bool:
        table = self._table
        why = _without_field(why, edit.field)
        table.complain(table.records.index(edit.where.row(), edit.where.column()), why)
        if self._session.refusal is not why:
            self._session.refused.emit(why)
        return False

    # ------------------------------------------------------------ a new record is named

    def name_new(self, key: Key, made_by: str) -> bool:
        """Let the name of a new record be typed in its cell; return whether it has one."""
        table = self._table
        if table.records.row_of(key) < 0 and table.records.wanted:
            table.head.clear()
            table.records.begin_anew()
        row = table.records.row_of(key)
        if row < 0 or table.records.columns[0].name != "name":
            return False
        table.shown.show("name", True)
        table.setFocus()
        table.go_to(row, 0)
        table.delegate.made_by = made_by
        table.scrollTo(table.currentIndex())
        return table.begin(table.currentIndex())

    def _name(self, edit: CellEdit, key: Key) -> bool:
        text = " ".join(edit.typed.split())
        if not text:
            self._give_up(edit)
            return True
        session, made_by = self._session, edit.made_by
        with self._table.doing():
            made = name_first(session, key, text, made_by, self._table)
        if made:
            edit.made_by = ""
            self._table.follow_selection(True)
            return True
        return self._complain(edit, session.refusal or M("this cannot be"))

    def _give_up(self, edit: CellEdit) -> None:
        """Take a new record back that got no name; one that has letters keeps them."""
        row = edit.where.row()
        if not edit.made_by or not edit.where.isValid():
            return
        if edit.typed.strip():
            self._name(edit, self._table.records.keys[row])
            return
        made_by, edit.made_by = edit.made_by, ""
        self._session.take_back(made_by)

    # ------------------------------------------------------------ many cells

    def clear(self) -> None:
        """Empty the selected cells."""
        if cells := self._cells_to_clear():
            n = len(cells)
            self._commit(M("Clear {n} cell", plural="Clear {n} cells", n=n), self._setting(cells))

    def _cells_to_clear(self) -> list[Cell]:
        table, m = self._table, self._session.map
        found: list[Cell] = []
        for column in table.selected_columns():
            field = table.records.columns[column]
            rows = [
                self._row(table.records.keys[row])
                for row in table.selected_rows()
                if table.is_selected(row, column)
            ]
            filled = holding(m, table.kind, rows, field, table.records.persona)
            found += [Cell(row, field, None) for row in filled]
        return found

    def fill_down(self) -> None:
        """Let the selected cells of each column say what the highest of them says.

        Where cells of one row are selected, it is what those above them say.
        """
        table, index = self._table, self._session.index
        cells: list[Cell] = []
        fields: list[FormField] = []
        for column in table.selected_columns():
            rows = [row for row in table.selected_rows() if table.is_selected(row, column)]
            if len(rows) == 1 and rows[0] > 0:
                rows.insert(0, rows[0] - 1)
            field = table.records.columns[column]
            if len(rows) < 2 or field.name == "id":
                continue
            first = index.entries[table.records.keys[rows[0]]].record
            value = value_of(first, field.name, table.records.persona)
            cells += [Cell(self._row(table.records.keys[row]), field, value) for row in rows[1:]]
            fields.append(field)
        if not cells:
            self._session.refused.emit(M("select the cells below as well, to be filled"))
            return
        text = M("Fill {n} cell", plural="Fill {n} cells", n=len(cells))
        if len(fields) == 1:
            text = M("Fill {field} down", field=title_of(fields[0], table.kind))
        self._commit(text, self._setting(cells))

    def copy(self) -> bool:
        """Return whether the selected cells were laid on the clipboard, as a range."""
        table, index = self._table, self._session.index
        rows, columns = table.selected_rows(), table.selected_columns()
        if not rows or not columns:
            return False
        names, persona, lang = Names(index), table.records.persona, self._session.lang
        lines = []
        for row in rows:
            record = index.entries[table.records.keys[row]].record
            line = []
            for column in columns:
                field = table.records.columns[column]
                value = value_of(record, field.name, persona)
                chosen = table.is_selected(row, column)
                line.append(typed(names, record, field, value, lang) if chosen else "")
            lines.append(line)
        QGuiApplication.clipboard().setText(as_range(lines))
        n = sum(map(len, lines))
        self._session.told.emit(M("{n} cell copied", plural="{n} cells copied", n=n))
        return True

    def cut(self) -> None:
        """Copy the selected cells and empty them."""
        if self.copy():
            self.clear()

    def paste(self) -> None:
        """Paste a range into cells from the first selected one on; a part of a map as such."""
        table, session = self._table, self._session
        data = clipboard.on_clipboard()
        if data.hasFormat(clipboard.FORM) or not data.hasText():
            clipboard.paste(session, table)
            return
        try:
            texts = range_of(data.text()[: clipboard.MOST_TEXT])
        except Refused as refused:
            session.refused.emit(refused.message)
            return
        rows, columns = table.selected_rows(), table.selected_columns()
        shown = table.columns()
        start = rows[0] if rows else len(table.records.keys)
        at = shown.index(columns[0]) if columns else 0
        fields = [table.records.columns[column] for column in shown[at:]]
        if len(texts) == 1 and len(texts[0]) == 1 and len(rows) * len(columns) > 1:
            self._paste_one(texts[0][0], rows, columns)
            return
        titles = {say(title_of(f, table.kind), session.lang): f.name for f in table.records.columns}
        if (heads := heads_in(texts[0], titles)) is not None and len(texts) > 1:
            known = {field.name: field for field in table.records.columns}
            fields, texts = [known[name] for name in heads], texts[1:]
            if "name" in heads and len(rows) * len(columns) == 1:
                start = len(table.records.keys)  # a table of its own: it takes nobody's place
        keys = table.records.keys[start : start + len(texts)]
        rows_of = [self._row(key) for key in keys]
        self._paste(fields, texts, rows_of, start, headed=heads is not None)

    def _paste_one(self, text: str, rows: Sequence[int], columns: Sequence[int]) -> None:
        """Put one text into every selected cell."""
        fields = [self._table.records.columns[column] for column in columns]
        keys = [self._table.records.keys[row] for row in rows]
        texts = [(text,) * len(fields)] * len(rows)
        self._paste(fields, texts, [self._row(key) for key in keys], rows[0])

    def _paste(
        self,
        fields: Sequence[FormField],
        texts: Sequence[tuple[str, ...]],
        rows: Sequence[Row],
        start: int,
        headed: bool = False,
    ) -> None:
        table, session = self._table, self._session
        what = Texts(tuple(fields), tuple(texts))
        who = table.records.persona
        pasting = Pasting(table.kind, what, rows, who, session.lang, start, headed)
        n = sum(len(row[: len(fields)]) for row in texts)
        before = session.index
        text = M("Paste {n} cell", plural="Paste {n} cells", n=n)
        if not self._commit(text, pasting.edit):
            return
        if pasting.made:
            session.jump(pasting.made[0])
            session.select(pasting.made)
        if (new := new_places(before, session.index)) is not None:
            session.told.emit(new)
        self._tell(pasting.notes)

    def _setting(self, cells: Sequence[Cell]) -> Setting:
        table = self._table
        names = {
            self._row(key): label(self._session.index.entries[key].record)
            for key in {table.records.keys[row] for row in table.selected_rows()}
        }
        return Setting(table.kind, cells, table.records.persona, names)

    def _commit(self, text: Message, change: Any) -> bool:
        """Return whether an edit was made; what single cells refused is told."""
        table = self._table
        with table.doing():
            do = change.edit if isinstance(change, Setting) else change
            made = self._session.commit(text, do, initiator=table)
        if made and isinstance(change, Setting):
            self._tell(change.notes)
        if not made and self._session.refusal is not None and table.currentIndex().isValid():
            table.complain(table.currentIndex(), self._session.refusal)
        return made

    def _tell(self, notes: Sequence[Message]) -> None:
        session, lang = self._session, self._session.lang
        if len(notes) == 1:
            session.told.emit(notes[0])
        elif notes:
            lines = [say(note, lang) for note in notes[:MOST_SAID]]
            if (more := len(notes) - MOST_SAID) > 0:
                lines.append(say(M("and {n} more", n=more), lang))
            n = len(notes)
            words = M("{n} cell was left as it is", plural="{n} cells were left as they are", n=n)
            asking.tell(self._table, lang, words, M("{lines}", lines="\n".join(lines)))

    # ------------------------------------------------------------ rows

    def new_row(self) -> None:
        """Make a record beside the row of the cursor and let it be named."""
        table, session = self._table, self._session
        where = table.currentIndex()
        beside = table.records.keys[where.row()] if where.isValid() else ""
        if not beside and table.records.keys:
            beside = table.records.keys[-1]
        made = add_row(session, self._desk, table.kind, beside)
        if made:
            session.jump(made)
            field = "value" if table.kind == "reading" else "kind"
            table.go_to(table.records.row_of(made), table.records.column_of(field))
            table.setFocus()

    def delete_rows(self) -> None:
        """Delete the records of the selected rows, with what hangs on them."""
        table = self._table
        row = min(table.selected_rows(), default=-1)
        if row < 0:
            return
        table.say_selection()
        delete(self._session, table.window())
        if table.records.keys:
            table.go_to(min(row, len(table.records.keys) - 1))

    def move(self, step: int) -> None:
        """Move the selected rows up or down, where they stand in the map's own order."""
        table, session = self._table, self._session
        if table.records.sorting != Sorting():
            session.told.emit(M("Rows can be moved while they stand in the order of the map"))
            return
        table.say_selection()
        where = table.currentIndex()
        key = table.records.keys[where.row()] if where.isValid() else ""
        moves.shift(session, 1 if step > 0 else -1)
        if (row := table.records.row_of(key)) >= 0:
            table.scrollTo(table.records.index(row, where.column()))

    # ------------------------------------------------------------ inside

    def _field(self, where: QModelIndex) -> FormField:
        return self._table.records.columns[max(0, where.column())]

    def _row(self, key: Key) -> Row:
        return row_of(self._session.index, key)


def _without_field(message: Message, field: FormField) -> Message:
    """Return a refusal without the name of the field in front: it is said at its cell."""
    problem, named = message.args.get("problem"), message.args.get("field")
    if isinstance(problem, Message) and isinstance(named, Message):
        return (
            problem if say(named, "en") in (field.name, field.name.rpartition(".")[2]) else message
        )
    return message
