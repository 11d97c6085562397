"""The inspector: the fields of what is selected, each change one undo step.

One form per kind, built from the table in `forms.py` and kept; a change of the map only puts new
values into it, so that nobody loses the cursor. Several selected records of one kind are edited
together. It knows the session and no other panel.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.diff import Change
from journeymap.model.index import Key, label
from journeymap.model.journey import Kind
from journeymap.model.labels import KIND_NAMES, field_name
from journeymap.model.text import M, Message, capitals, is_rtl, say
from journeymap.ui.controls import label as text_label
from journeymap.ui.controls import set_property
from journeymap.ui.editors import (
    ChoiceEditor,
    FlagEditor,
    LineEditor,
    PersonasEditor,
    Scale,
    one_of,
)
from journeymap.ui.field_edits import by_persona, set_field, step_name, value_of
from journeymap.ui.forms import (
    FORMS,
    HINTS,
    REQUIRED,
    TITLES,
    WITHOUT_TITLE,
    FormField,
    Group,
    words_of,
)
from journeymap.ui.inspector_cards import CARDS
from journeymap.ui.session import Session
from journeymap.ui.text_editors import TextEditor, TitleEditor

NONE = "–"  # what stands where nothing is chosen
RATED = ("scale", "emotion")


class Inspector(QWidget):
    """Shows the form that fits the selection, the map's own where nothing is selected."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._forms: dict[str, Form] = {}
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        session.changed.connect(self._on_change)
        for signal in (session.selection_changed, session.view_changed, session.theme_changed):
            signal.connect(self._later.start)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(280, 400)

    @property
    def form(self) -> Form:
        """The form that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Form)
        return shown

    def refresh(self) -> None:
        """Show what is selected now."""
        self._later.stop()
        keys, kind = self._shown()
        form = self._forms.get(kind)
        if form is None:
            form = self._forms[kind] = Form(self._session, kind)
            self._stack.addWidget(form)
        form.put(keys)
        self._stack.setCurrentWidget(form)

    def first(self) -> QWidget:
        """Return where the focus goes when somebody comes to the inspector."""
        editors = self.form.editors
        return next((each for each in editors.values() if each.isVisible()), self)

    def focus_name(self) -> None:
        """Put the cursor into the name, all of it selected."""
        self.refresh()
        self.form.focus_name()

    def _shown(self) -> tuple[tuple[Key, ...], str]:
        entries = self._session.index.entries
        found = [entries[key] for key in self._session.selection if key in entries]
        if not found:
            return ("",), "map"
        kind = found[0].kind
        return tuple(entry.key for entry in found if entry.kind == kind), kind

    def _on_change(self, _change: Change, _initiator: object) -> None:
        self._later.start()


class Form(QScrollArea):
    """The fields of one kind of record, filled with one record or several."""

    def __init__(self, session: Session, kind: str) -> None:
        super().__init__()
        self._session, self.kind, self._lang = session, kind, session.lang
        self.keys: tuple[Key, ...] = ()
        self.editors: dict[str, QWidget] = {}
        self._wrong: dict[str, QLabel] = {}
        self._values: dict[str, QLabel] = {}  # what a scale says beside its name
        self._fields: dict[str, FormField] = {}
        self._cards: list[Any] = []
        self._turn = 0  # a new one begins a new undo step
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("panelBody")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(14, 12, 14, 16)
        self._column.setSpacing(6)
        self._caps = text_label("", "caps")
        self._column.addWidget(self._caps)
        self._several = text_label("", "title", wrap=True)
        self._column.addWidget(self._several)
        title = TITLES.get(kind, "name")
        if kind not in WITHOUT_TITLE:
            self._add_field(FormField(title), self._column, bare=True)
        self._title = title
        for group in FORMS.get(kind, ()):
            self._add_group(group)
        self._column.addStretch(1)
        self.setWidget(body)
        QApplication.instance().focusChanged.connect(self._on_focus)

    # ------------------------------------------------------------ building

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _add_group(self, group: Group) -> None:
        heading = None
        if group.title:
            heading = text_label(capitals(self._say(group.title), self._lang), "caps")
            heading.setContentsMargins(0, 12, 0, 2)
            self._column.addWidget(heading)
        if group.shows:
            card = CARDS[group.shows](self._session)
            card.heading = heading
            self._cards.append(card)
            self._column.addWidget(card)
        for field in group.fields:
            self._add_field(field, self._column)

    def _add_field(self, field: FormField, column: QVBoxLayout, bare: bool = False) -> None:
        kind: Kind | None = None if self.kind == "map" else self.kind  # type: ignore[assignment] # one of the kinds
        name = self._say(field_name(field.name, kind))
        editor = TitleEditor(name, self._lang) if bare else self._editor(field, name)
        if field.editor != "flag" and not bare:
            head = QHBoxLayout()
            head.setContentsMargins(0, 4, 0, 0)
            caption = text_label(name, "" if field.editor in RATED else "small")
            caption.setBuddy(editor)
            head.addWidget(caption)
            head.addStretch(1)
            if field.editor in RATED:
                self._values[field.name] = text_label("", "number")
                head.addWidget(self._values[field.name])
            column.addLayout(head)
        column.addWidget(editor)
        wrong = text_label("", "wrong", wrap=True)
        wrong.hide()
        column.addWidget(wrong)
        self.editors[field.name], self._wrong[field.name] = editor, wrong
        self._fields[field.name] = field
        editor.edited.connect(lambda value, field=field: self._edit(field, value))  # type: ignore[attr-defined] # every editor has it

    def _editor(self, field: FormField, name: str) -> QWidget:
        lang = self._lang
        match field.editor:
            case "line":
                made: QWidget = LineEditor(name, lang, strict=False)
            case "strict" | "date":
                made = LineEditor(name, lang, strict=True)
            case "share":
                made = LineEditor(name, lang, strict=True, percent=True)
            case "text":
                made = TextEditor(name, lang)
            case "list":
                made = TextEditor(name, lang, items=True)
            case "flag":
                made = FlagEditor(name)
            case "personas":
                made = PersonasEditor(name)
            case "scale" | "emotion":
                assert field.words is not None
                made = Scale(name, lang, field.words, field.good, field.editor == "emotion")
            case _:
                made = ChoiceEditor(name)
        hint = HINTS.get(field.name)
        if hint and isinstance(made, LineEditor | TextEditor):
            made.setPlaceholderText(self._say(hint))
        return made

    # ------------------------------------------------------------ showing

    def put(self, keys: tuple[Key, ...]) -> None:
        """Fill the form with these records, all of the form's kind; the map has the empty key."""
        if keys != self.keys:
            self.keys = keys
            self._turn += 1
            self.verticalScrollBar().setValue(0)
            for name in self._wrong:
                self._complain(name, None)
        session = self._session
        records = self._records()
        kind_name = M("Map") if self.kind == "map" else KIND_NAMES[self.kind]  # type: ignore[index] # one of the kinds
        persona = session.index.persona(session.view.persona)
        caps = capitals(self._say(kind_name), self._lang)
        self._caps.setText(caps)
        several = len(records) > 1
        self._several.setVisible(several or self.kind in WITHOUT_TITLE)
        if several:
            count = M("{n} selected", plural="{n} selected", n=len(records))
            self._several.setText(self._say(count))
        elif self.kind in WITHOUT_TITLE:
            self._several.setText(self._without_title(records[0]))
        for name, editor in self.editors.items():
            values = [value_of(record, name, session.view.persona) for record in records]
            self._put(self._fields[name], editor, one_of(values))
            if name == self._title and self.kind not in WITHOUT_TITLE:
                editor.setVisible(not several)
            if name in self._values:
                assert isinstance(editor, Scale)
                words = editor.words()
                if persona and by_persona(name) and self.kind == "touchpoint":
                    words = f"{persona.name}: {words}"
                self._values[name].setText(words)
        for card in self._cards:
            card.put(self.keys)

    def _records(self) -> list[Any]:
        index = self._session.index
        return [index.entries[key].record if key else index.map for key in self.keys]

    def _without_title(self, record: Any) -> str:
        index = self._session.index
        source, target = getattr(record, "source", ""), getattr(record, "target", "")
        if self.kind != "flow":
            return label(record)
        names = [each.name if (each := index.touchpoint(end)) else end for end in (source, target)]
        return " → ".join(names)

    def _put(self, field: FormField, editor: QWidget, value: Any) -> None:
        rtl = is_rtl(self._session.map.language)
        match editor:
            case LineEditor() | TextEditor():
                if not (editor.hasFocus() and self._wrong[field.name].isVisible()):
                    editor.put(value, rtl)
            case Scale():
                editor.theme = self._session.theme
                editor.put(value)
            case FlagEditor():
                editor.put(value)
            case PersonasEditor():
                personas = [(each.name, each.id) for each in self._session.map.personas]
                editor.put(value, personas)
            case ChoiceEditor():
                editor.put(value, self._entries(field))

    def _entries(self, field: FormField) -> Sequence[tuple[str, object]]:
        if field.editor == "maybe":
            yes_no = ((M("Not stated"), None), (M("Yes"), True), (M("No"), False))
            return [(self._say(words), value) for words, value in yes_no]
        if field.editor == "choice":
            found = [(self._say(words), word) for word, words in words_of(field.vocabulary).items()]
        else:
            found = [
                (label(entry.record), entry.key)
                for entry in self._session.index.of_kind(field.editor)  # type: ignore[arg-type] # one of the kinds
            ]
        if field.name in REQUIRED or (field.name == "kind" and self.kind == "flow"):
            return found
        return [(NONE, None), *found]

    def focus_name(self) -> None:
        """Put the cursor into the name, all of it selected."""
        editor = self.editors.get(self._title)
        if isinstance(editor, TitleEditor):
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.selectAll()

    # ------------------------------------------------------------ changing

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new in self.editors.values():
            self._turn += 1  # typing merges into one step until the cursor goes elsewhere

    def _edit(self, field: FormField, value: Any) -> None:
        session = self._session
        keys = self.keys
        persona = session.view.persona if self.kind == "touchpoint" else ""
        typing = field.editor in ("line", "text", "list")
        made = session.commit(
            step_name(session.index, keys, field.name),
            set_field(keys, field.name, value, persona),
            merge_key=f"{keys[0]}.{field.name}#{self._turn}" if typing else "",
            initiator=self,
        )
        self._complain(field.name, None if made else session.refusal)
        if not made and not isinstance(self.editors[field.name], LineEditor | TextEditor):
            self.put(keys)

    def _complain(self, name: str, message: Message | None) -> None:
        wrong = self._wrong[name]
        wrong.setText(self._say(message) if message else "")
        wrong.setVisible(message is not None)
        set_property(self.editors[name], "wrong", "true" if message else "false")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined] # only key events come here
            for name in self._wrong:
                self._complain(name, None)
            self.put(self.keys)
        return super().event(event)
