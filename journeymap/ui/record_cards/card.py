"""What all cards share: a card is told whose things to show, and a list of them can be edited.

Rows are kept and told what they show now, so that a change of the map takes nobody's cursor away.
All edits go through the session, each with its name in the undo list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from journeymap.model.document import Edit
from journeymap.model.index import Entry, Key
from journeymap.model.text import M, Message, say
from journeymap.ui.controls import button
from journeymap.ui.controls import label as text_label
from journeymap.ui.record_cards.finder import Entries, Finder
from journeymap.ui.record_cards.row import Item, Row
from journeymap.ui.record_cards.row_form import Inline, Offers, RowForm
from journeymap.ui.session import Session

FEW, MORE = 12, 60  # rows that are shown at first, and how many are added when all are wanted


class Cards(QWidget):
    """A column under a heading of the inspector."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._lang = session, session.lang
        self.heading: QLabel | None = None
        self.keys: tuple[Key, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._shown: tuple[object, ...] = ()

    def put(self, keys: tuple[Key, ...]) -> None:
        """Show what belongs to these records; the empty key means the map."""
        session = self._session
        # the map itself is kept and compared: an id of one that is gone may come back
        wanted = (keys, session.theme, session.view, session.map)
        if self._shown and wanted[:3] == self._shown[:3] and wanted[3] is self._shown[3]:
            return
        self._shown = wanted
        self.keys = keys
        there = self.fill(keys)
        self.setVisible(there)
        if self.heading is not None:
            self.heading.setVisible(there)

    def fill(self, keys: tuple[Key, ...]) -> bool:
        """Show what belongs to these records; return whether there is anything to be seen."""
        raise NotImplementedError

    @property
    def key(self) -> Key:
        """The record whose things are shown."""
        return self.keys[0] if self.keys else ""

    @property
    def entry(self) -> Entry | None:
        """That record with its kind, None for the map."""
        return self._session.index.get(self.key) if self.key else None

    @property
    def record(self) -> Any:
        """That record, the map itself for the empty key."""
        entry = self.entry
        return entry.record if entry else self._session.map

    def say(self, message: Message) -> str:
        """Return a message in the language of the window."""
        return say(message, self._lang)


class ListCard(Cards):
    """Rows that are opened, removed and moved, and what adds to them.

    A row with FIELDS opens them under itself; others lead to what they stand for.
    """

    FIELDS: Sequence[Inline] = ()
    MOVES = False
    BY_PLACE = False  # rows are named by where they stand, for what they show has no id
    EMPTY: Message | None = None  # said where there is no row; without it nothing is said

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows: list[Row] = []
        self._items: tuple[Item, ...] = ()
        self._most = FEW
        self.form: RowForm | None = None
        self._open: str | None = None  # the key of the row whose fields are open
        self._turn = 0
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._note = text_label("", "small", wrap=True)
        self._wrong = text_label("", "wrong", wrap=True)
        self._wrong.hide()
        self._all = button("", "link")
        self._all.clicked.connect(self._show_more)
        self._all.hide()
        self.adders: list[QWidget] = []
        self._foot = QVBoxLayout()
        self._foot.setSpacing(4)
        for each in (self._list, self._note, self._all, self._wrong, self._foot):
            if isinstance(each, QWidget):
                self._column.addWidget(each)
            else:
                self._column.addLayout(each)
        self.build()

    # ------------------------------------------------------------ what a subject says

    def build(self) -> None:
        """Make what adds to the list, once."""

    def items(self) -> Sequence[Item]:
        """Return what there is to show."""
        raise NotImplementedError

    def values(self, item: Item) -> Mapping[str, Any]:
        """Return the values of the fields under a row."""
        return {}

    def offers(self) -> Offers:
        """Return what the choices among the fields choose between."""
        return {}

    def enter(self, item: Item) -> None:
        """Do what Enter or a click on a row asks for."""
        self.toggle(item.key)

    def edit(self, item: Item, field: str, value: Any, merge: str) -> bool:
        """Return whether a field of a row could be set."""
        return False

    def remove(self, item: Item) -> None:
        """Take a row away."""

    def shift(self, item: Item, by: int) -> None:
        """Move a row up or down."""

    def wanted(self) -> bool:
        """Return whether the list is shown although it is empty: whether it can be added to."""
        return bool(self.adders)

    # ------------------------------------------------------------ showing

    def fill(self, keys: tuple[Key, ...]) -> bool:
        """Show the rows; of several records none, for a list belongs to one."""
        if len(keys) != 1:
            self._fill(())
            self._say_note(M("Select one record to see and edit these."))
            self._show_adders(False)
            return True
        items = tuple(self.items())
        self._fill(items)
        self._say_note(None if items else self.EMPTY)
        self._show_adders(True)
        return bool(items) or self.wanted()

    def put(self, keys: tuple[Key, ...]) -> None:
        """Show what belongs to these records; what was open is closed for others."""
        if keys != self.keys:
            self.close_form()
            self._most = FEW
            self._complain(None)
        super().put(keys)

    def _say_note(self, message: Message | None) -> None:
        self._note.setText(self.say(message) if message else "")
        self._note.setVisible(message is not None)

    def _show_adders(self, there: bool) -> None:
        for each in self.adders:
            each.setVisible(there)

    def _fill(self, items: tuple[Item, ...]) -> None:
        shown = items[: self._most]
        focused = next((n for n, row in enumerate(self._rows) if row.hasFocus()), -1)
        if self._open not in [item.key for item in shown]:
            self.close_form()
        while len(self._rows) > len(shown):
            gone = self._rows.pop()
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._rows) < len(shown):
            self._add_row()
        for row, item in zip(self._rows, shown, strict=True):
            row.put(item)
        self._items = shown
        self._all.setVisible(len(items) > len(shown))
        if len(items) > len(shown):
            more = M("Show {n} more", plural="Show {n} more", n=len(items) - len(shown))
            self._all.setText(self.say(more))
        self._put_form()
        self._chain()
        if focused >= len(shown):
            self.focus_row(len(shown) - 1)

    def _add_row(self) -> None:
        row = Row(self._session)
        row.opened.connect(lambda row=row: self._enter(row))
        row.removed.connect(lambda row=row: self._remove(row))
        row.moved.connect(lambda by, row=row: self._move(row.item, by))
        row.walked.connect(lambda by, row=row: self._walk(row, by))
        self._rows.append(row)
        self._list.addWidget(row)
        row.show()  # at once, for it may be given the focus

    def _chain(self) -> None:
        """Let Tab go through rows, open fields and what adds in the order in which they stand."""
        ring: list[QWidget] = []
        for row in self._rows:
            ring += [row, row.spark] if row.spark else [row]
            if self.form and row.item and row.item.key == self._open:
                ring += self.form.editors.values()
                ring += self.form.findChildren(QPushButton)
        ring.append(self._all)
        for each in self.adders:
            ring += [each] if each.focusPolicy() else each.findChildren(QPushButton)
        before: QWidget = self
        for each in ring:
            QWidget.setTabOrder(before, each)
            before = each

    def _show_more(self) -> None:
        self._most += MORE
        self._shown = ()
        self.put(self.keys)

    def focus_row(self, number: int) -> None:
        """Give the focus to a row, to what adds where there is none."""
        if 0 <= number < len(self._rows):
            self._rows[number].setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._rows and self.adders:
            self.adders[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand."""
        return tuple(self._rows)

    # ------------------------------------------------------------ the fields under a row

    def toggle(self, key: str) -> None:
        """Open the fields of a row, or close them."""
        if self._open == key:
            self.close_form()
        else:
            self.open_form(key)

    def open_form(self, key: str) -> None:
        """Open the fields of a row and put the cursor into the first."""
        if not self.FIELDS:
            return
        if self.form is None:
            self.form = RowForm(self._session, self.FIELDS, self.MOVES)
            self.form.edited.connect(self._edited)
            self.form.entered.connect(self._begin_turn)
            self.form.left.connect(self._leave)
            self.form.moved.connect(self._move_open)
        self.form.calm()
        self._open = key
        self._put_form()
        self._chain()
        self.form.begin()

    def close_form(self) -> None:
        """Close the fields that are open."""
        self._open = None
        if self.form is not None:
            self.form.hide()

    def _put_form(self) -> None:
        if self.form is None or self._open is None:
            return
        at = next((n for n, item in enumerate(self._items) if item.key == self._open), None)
        if at is None:
            self.close_form()
            return
        if self._list.indexOf(self.form) != at + 1:
            self._list.removeWidget(self.form)
            self._list.insertWidget(at + 1, self.form)
        self.form.put(self.values(self._items[at]), self.offers())
        self.form.show()

    def _begin_turn(self) -> None:
        self._turn += 1  # typing merges into one step until the cursor goes elsewhere

    def _leave(self) -> None:
        at = next((n for n, item in enumerate(self._items) if item.key == self._open), -1)
        self.close_form()
        self.focus_row(at)

    def _edited(self, field: str, value: Any) -> None:
        item = next((item for item in self._items if item.key == self._open), None)
        if item is None or self.form is None:
            return
        typed = self.form.is_typed(field)
        merge = f"{self.key}.{type(self).__name__}.{item.key}.{field}#{self._turn}" if typed else ""
        made = self.edit(item, field, value, merge)
        if self.form is not None:
            self.form.complain(field, None if made else self._session.refusal)

    # ------------------------------------------------------------ changing

    def commit(self, text: Message, edit: Edit, merge: str = "") -> bool:
        """Return whether an edit was made; why not is said under the list."""
        made = self._session.commit(text, edit, merge, initiator=self)
        self._complain(None if made else self._session.refusal)
        return made

    def try_field(self, text: Message, edit: Edit, merge: str) -> bool:
        """Return whether a field could be set; why not is said at the field."""
        return self._session.commit(text, edit, merge, initiator=self)

    def _complain(self, message: Message | None) -> None:
        self._wrong.setText(self.say(message) if message else "")
        self._wrong.setVisible(message is not None)

    def _enter(self, row: Row) -> None:
        if row.item is not None:
            self.enter(row.item)

    def _walk(self, row: Row, by: int) -> None:
        if row in self._rows:
            self.focus_row(self._rows.index(row) + by)

    def _remove(self, row: Row) -> None:
        if row not in self._rows or row.item is None or row.item.removes is None:
            return  # a click that was on its way when the row went
        number = self._rows.index(row)
        self.remove(row.item)
        self.put(self.keys)
        self.focus_row(min(number, len(self._rows) - 1))

    def _move(self, item: Item | None, by: int) -> None:
        if item is None or item not in self._items or not self.MOVES:
            return
        at = self._items.index(item)
        if not 0 <= at + by < len(self._items):
            return
        was_open = self._open == item.key
        self.shift(item, by)
        if was_open and self.BY_PLACE:
            self._open = self._items[at + by].key
        self.put(self.keys)
        if not was_open:
            self.focus_row(at + by)

    def _move_open(self, by: int) -> None:
        self._move(next((each for each in self._items if each.key == self._open), None), by)

    # ------------------------------------------------------------ what adds

    def add_button(self, *wishes: tuple[Message, Callable[[], object]]) -> None:
        """Put buttons under the list."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        for words, wish in wishes:
            made = button(f"+ {self.say(words)}", "link")
            made.setAccessibleName(self.say(words))
            made.clicked.connect(lambda _=False, wish=wish: wish())
            row.addWidget(made)
        row.addStretch(1)
        self.adders.append(line)
        self._foot.addWidget(line)

    def add_finder(
        self,
        words: Message,
        entries: Entries,
        chosen: Callable[[str], object],
        named: Callable[[str], object] | None = None,
    ) -> Finder:
        """Put a field under the list that finds a record, or takes the name of a new one."""
        made = Finder(self.say(words), entries, new=named is not None)
        made.chosen.connect(chosen)
        if named:
            made.named.connect(named)
        self.adders.append(made)
        self._foot.addWidget(made)
        return made
