"""The form of one kind of record: its groups, filled with one record or several, and its edits.

A form is made once and then only filled, so that nobody loses the cursor. What is typed shows on
the map at once and is one undo step until the cursor goes elsewhere; Escape takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget

from journeymap.model.index import Key
from journeymap.model.journey import Kind
from journeymap.model.text import Message, say
from journeymap.ui.controls import set_property
from journeymap.ui.editors.basic import drop_typing, finish_typing
from journeymap.ui.editors.chips import ListChange
from journeymap.ui.editors.texts import TitleEditor
from journeymap.ui.editors.translations import Translated
from journeymap.ui.field_edits import (
    by_persona,
    called,
    own_value,
    rename,
    set_field,
    step_name,
    translate,
)
from journeymap.ui.inspector.editors import editor_of
from journeymap.ui.inspector.fields import TYPED, FieldRow, Scene, languages_of
from journeymap.ui.inspector.form_fields import FormField, Group
from journeymap.ui.inspector.forms import FORMS, TITLES, WITHOUT_TITLE
from journeymap.ui.inspector.groups import GroupBox
from journeymap.ui.inspector.head import FormHead
from journeymap.ui.record_cards.deck import CARDS
from journeymap.ui.session import Session
from journeymap.ui.tab_stops import next_stop

AT_ONCE = 0.008  # seconds for which groups are made before the form is shown
NESTED = 4  # layouts in one another, from a field to the form


class Form(QScrollArea):
    """The fields of one kind of record, filled with one record or several."""

    def __init__(self, session: Session, kind: str) -> None:
        super().__init__()
        self._session, self.kind, self._lang = session, kind, session.lang
        self.keys: tuple[Key, ...] = ()
        self._of = session.document  # the one that the form was filled from
        self.rows: dict[str, FieldRow] = {}
        self._boxes: list[GroupBox] = []
        self._wrong: dict[str, QLabel] = {}
        self._stale: list[GroupBox] = []  # out of sight, and to be filled in a moment
        self._turn = 0  # a new one begins a new undo step
        self._typed: tuple[int, int] | None = None  # the turn and the step of what is being typed
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = self._body = QWidget()
        body.setObjectName("panelBody")
        body.setMinimumWidth(1)  # never wider than what is seen: one long word gives way, not all
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(14, 12, 14, 16)
        self._column.setSpacing(6)
        self.head = FormHead(kind, self._lang, self._column)
        self._title = TITLES.get(kind, "name")
        if kind not in WITHOUT_TITLE:
            self._column.addWidget(self._row(FormField(self._title, "text"), title=True))
        for group in FORMS.get(kind, ()):
            self._add_group(group)
        self._column.addStretch(1)
        self.setWidget(body)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._build_next)
        QApplication.instance().focusChanged.connect(self._on_focus)
        session.flush_wanted.connect(self.flush)
        session.document_changed.connect(self._drop)

    @property
    def editors(self) -> dict[str, QWidget]:
        """The editors by field, all of them: what was not made or filled yet is."""
        for box in self._boxes:
            self._build(box)
        self._fill_rest()
        return {name: row.editor for name, row in self.rows.items()}

    # ------------------------------------------------------------ building

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _add_group(self, group: Group) -> None:
        card = None
        if group.shows in CARDS:
            card = lambda name: CARDS[name](self._session)  # noqa: E731 - one line of what to make
        elif not group.fields:
            return
        box = GroupBox(group, self._lang, self._row, card)
        known = self._session.property(f"folded {self.kind}") or {}
        if group.title and group.title.id in known:
            box.fold(known[group.title.id])
        if box.heading is not None:
            box.heading.clicked.connect(lambda folded, box=box: self._fold(box, folded))
        self._boxes.append(box)
        self._column.addWidget(box)

    def _row(self, field: FormField, title: bool = False) -> FieldRow:
        kind: Kind | None = None if self.kind == "map" else self.kind  # type: ignore[assignment] # one of the kinds
        name = self._say(called(field.name, kind))
        editor = TitleEditor(name, self._lang) if title else editor_of(field, name, self._session)
        row = FieldRow(field, self.kind, name, editor, self._lang)
        row.edited.connect(lambda value: self._edit(row, value))
        row.reset.connect(lambda: self._reset(row))
        for signal in ("wanted", "jumped"):
            if hasattr(editor, signal):
                getattr(editor, signal).connect(getattr(self, f"_{signal}"))
        self.rows[field.name], self._wrong[field.name] = row, row.wrong
        return row

    def _build(self, box: GroupBox) -> None:
        if not box.built:
            box.build()
            self._show_or_hide(box)
            if self.keys:
                box.fill(self._scene())

    def _build_next(self) -> None:
        """Make or fill the next group that is not as it should be, and let others have a turn."""
        if any(key and key not in self._session.index.entries for key in self.keys):
            return  # what was shown is gone or is called otherwise; the next `put` begins anew
        box = next((each for each in self._boxes if not each.built and not each.folded), None)
        if box is not None:
            with _settled(self):
                self._build(box)
        elif self._stale:
            self._stale.pop(0).fill(self._scene())
        if box is not None or self._stale:
            self._next.start()

    def _fill_rest(self) -> None:
        scene = self._scene()
        for box in self._stale:
            box.fill(scene)
        self._stale = []

    def _fold(self, box: GroupBox, folded: bool) -> None:
        box.fold(folded)
        if box.group.title:  # kept with the session: another language makes other forms
            name = f"folded {self.kind}"
            known = self._session.property(name) or {}
            self._session.setProperty(name, {**known, box.group.title.id: folded})
        if not folded:
            self._build(box)
            box.fill(self._scene())
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(box, 0, 8))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Return whether the cursor went on: from the top to the bottom as it is seen, then out.

        Qt goes in the order in which things were made, which is not that of groups made later.
        """
        here = QApplication.focusWidget()
        found = next_stop(self, self._body, here, forward)
        if found is None:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        found.setFocus(reason)
        if self.isAncestorOf(found):
            self.ensureWidgetVisible(found, 8, 24)
        return True

    # ------------------------------------------------------------ showing

    def put(self, keys: tuple[Key, ...]) -> None:
        """Fill the form with these records, all of the form's kind; the map has the empty key."""
        session = self._session
        if keys != self.keys or session.document is not self._of:
            self._drop()
            self.keys, self._of = keys, session.document
            self._turn += 1
            self.verticalScrollBar().setValue(0)
            for row in self.rows.values():
                row.complain(None)
        scene = self._scene()
        self.head.put(scene)
        if self._title in self.rows:
            self.rows[self._title].setVisible(len(keys) == 1)
            self.rows[self._title].fill(scene)
        start = perf_counter()
        self._stale = []
        for box in self._boxes:
            self._show_or_hide(box)
            if box.folded:
                continue
            if not box.built:
                if perf_counter() - start > AT_ONCE:
                    self._next.start()
                    break
                box.build()
            elif not self._in_sight(box):
                self._stale.append(box)
                continue
            box.fill(scene)
        if self._stale:
            self._next.start()

    def _in_sight(self, box: GroupBox) -> bool:
        """Return whether a group is seen, or the cursor is in it."""
        top = box.y() - self.verticalScrollBar().value()
        here = QApplication.focusWidget()
        near = -box.height() < top < self.viewport().height()
        return near or (here is not None and box.isAncestorOf(here))

    def _scene(self) -> Scene:
        session = self._session
        index = session.index
        records = tuple(index.entries[k].record if k else index.map for k in self.keys)
        persona = index.persona(session.view.persona)
        folder = session.path.parent if session.path else None
        return Scene(index, records, self.keys, persona, session.theme, folder, self._lang)

    def _show_or_hide(self, box: GroupBox) -> None:
        """Hide what means nothing for what is selected: an id of several, no other language."""
        names = {field.name for field in box.group.fields}
        if names == {"id"}:
            box.setVisible(len(self.keys) == 1)
        elif names == {"translations"}:
            box.setVisible(len(self.keys) == 1 and bool(languages_of(self._session.index)))

    def focus_name(self) -> None:
        """Put the cursor into the name, all of it selected."""
        editor = self.rows[self._title].editor if self._title in self.rows else None
        if isinstance(editor, TitleEditor):
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.selectAll()

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field, or to the first item of a list that a group shows.

        Its group is made by then and open. Nothing happens without it.
        """
        for box in self._boxes:
            if box.group.shows == name or any(field.name == name for field in box.group.fields):
                self._fold(box, False)
                if box.group.shows == name and box.heading is not None:
                    box.heading.setFocus(Qt.FocusReason.OtherFocusReason)
                    self.focusNextPrevChild(True)
                    return
        if name in self.rows:
            editor = self.rows[name].editor
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(editor, 0, 24))

    def first(self) -> QWidget | None:
        """Return the first editor that can be seen."""
        editors = (row.editor for row in self.rows.values())
        return next((each for each in editors if each.isVisible()), None)

    # ------------------------------------------------------------ changing

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self._turn += 1  # typing merges into one step until the cursor goes elsewhere

    def flush(self) -> None:
        """Finish at once what is being typed."""
        finish_typing(self)

    def _drop(self) -> None:
        """Forget what is being typed: it was about other records."""
        drop_typing(self)

    def _holds(self) -> bool:
        """Return whether the map still has what the form was filled from."""
        session = self._session
        there = session.document is self._of
        return there and all(key in session.index for key in self.keys if key)

    def _edit(self, row: FieldRow, value: Any) -> None:
        if not self._holds():
            return
        session, keys, field = self._session, self.keys, row.field
        persona = session.view.persona if self.kind == "touchpoint" else ""
        places = {key: entry.position for key in keys if (entry := session.index.get(key))}
        name = field.name
        if name == "id":
            edit = rename(keys[0], value)
        elif isinstance(value, Translated):
            edit = translate(keys[0], value.language, value.field, value.text)
            name = f"{name}.{value.language}.{value.field}"
        elif isinstance(value, ListChange):
            edit = set_field(keys, name, value.of, persona)
        else:
            edit = set_field(keys, name, value, persona)
        typing = field.editor in TYPED and not isinstance(value, ListChange)
        made = session.commit(
            step_name(session.index, keys, field.name),
            edit,
            merge_key=f"{keys[0]}.{name}#{self._turn}" if typing else "",
            initiator=self,
        )
        self._typed = (self._turn, session.document.done) if made and typing else None
        row.complain(None if made else session.refusal)
        row.settle(made)
        if made:
            self._follow(places, value if field.name == "id" else None)
        elif not _holds_text(row.editor):
            row.fill(self._scene())

    def _reset(self, row: FieldRow) -> None:
        """Take away what is said for the persona in view alone."""
        session = self._session
        if not self._holds():
            return
        persona, name = session.view.persona, row.field.name
        keys = tuple(
            key
            for key, record in zip(self.keys, self._scene().records, strict=True)
            if by_persona(name) and own_value(record, name, persona) is not None
        )
        if keys:
            edit = set_field(keys, name, None, persona)
            session.commit(step_name(session.index, keys, name), edit, initiator=self)
            row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, places: dict[Key, int], renamed: str | None) -> None:
        """Keep selected what is called otherwise now: readings and flows are by what is in them."""
        session = self._session
        if renamed is not None:
            session.select((renamed,))
        elif self.kind in ("flow", "reading") and any(k not in session.index for k in places):
            kind: Any = self.kind
            by_place = {entry.position: entry.key for entry in session.index.of_kind(kind)}
            session.select([by_place[place] for place in places.values() if place in by_place])

    def forget_typing(self) -> None:
        """Hear that somebody else changed the map: Escape no longer takes the typing back."""
        self._typed = None

    def _wanted(self, link: str) -> None:
        self._session.link_wanted.emit(self.keys[0], link)

    def _jumped(self, name: str) -> None:
        found = self._session.index.resolve(name)
        if found is not None:
            self._session.jump(found.key)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined] # only key events come here
            self._drop()
            for row in self.rows.values():
                row.complain(None)
                set_property(row.editor, "wrong", "false")
            if self._typed == (self._turn, self._session.document.done):
                self._typed = None
                self._session.undo()
                self._put_again()
                event.accept()  # the next one goes to the map
                return True
            self._put_again()
        return super().event(event)

    def _put_again(self) -> None:
        """Show the records as they are; where one is gone, or has another id, others are coming."""
        if all(not key or key in self._session.index.entries for key in self.keys):
            self.put(self.keys)


@contextmanager
def _settled(shown: QWidget) -> Iterator[None]:
    """Show what is made here at once where it will stand.

    Each layout asks the one around it for room by an event: without this every step between would
    be seen, rows pressed flat among them.
    """
    shown.setUpdatesEnabled(False)
    try:
        yield
        for _ in range(NESTED):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    finally:
        shown.setUpdatesEnabled(True)


def _holds_text(editor: QWidget) -> bool:
    """Return whether what was refused stays in the editor, to be mended."""
    return hasattr(editor, "setPlaceholderText") or hasattr(editor, "line")
