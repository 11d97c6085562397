"""The fields that open under a row: a few editors, their captions, and what is wrong with a value.

Like the editors in it, it shows values with `put` and says new ones; it knows no record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journeymap.model.text import M, Message, is_rtl, say
from journeymap.ui.controls import button, set_property
from journeymap.ui.controls import label as text_label
from journeymap.ui.editors.basic import ChoiceEditor, LineEditor
from journeymap.ui.editors.dates import DateLine
from journeymap.ui.editors.texts import TextEditor
from journeymap.ui.session import Session
from journeymap.ui.style import px

CAPTION = 92  # most room for the captions, in pixels at the usual text size; longer ones wrap

ESCAPE = (QEvent.Type.KeyPress, Qt.Key.Key_Escape)

Offers = Mapping[str, Sequence[tuple[str, object]]]  # field -> (words, value)


class Inline(NamedTuple):
    """A field under a row: `line` and `text` speak while typed, `strict` when it is finished."""

    name: str
    caption: Message
    editor: Literal["line", "strict", "text", "choice", "date"] = "line"
    hint: Message | None = None


class RowForm(QFrame):
    """The editors of one row."""

    edited = Signal(str, object)  # the name of a field, its new value
    entered = Signal()  # the cursor came to a field: what is typed from now on is a new step
    left = Signal()  # Esc
    moved = Signal(int)

    def __init__(self, session: Session, fields: Sequence[Inline], moves: bool) -> None:
        super().__init__()
        self.setProperty("look", "reading")
        self._session, self._lang = session, session.lang
        self.editors: dict[str, QWidget] = {}
        self._typing = frozenset(each.name for each in fields if each.editor in ("line", "text"))
        self._wrong: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, field in enumerate(fields):
            self._add(grid, 2 * number, field)
        column.addLayout(grid)
        if moves:
            column.addLayout(self._foot())

    def _add(self, grid: QGridLayout, line: int, field: Inline) -> None:
        name = say(field.caption, self._lang)
        editor: QWidget
        if field.editor == "choice":
            editor = ChoiceEditor(name)
        elif field.editor == "date":
            editor = DateLine(name, self._lang)
        elif field.editor == "text":
            editor = TextEditor(name, self._lang)
        else:
            editor = LineEditor(name, self._lang, strict=field.editor == "strict")
        if field.hint and isinstance(editor, LineEditor | TextEditor | DateLine):
            editor.setPlaceholderText(say(field.hint, self._lang))
        caption = text_label(name, "small", wrap=True)
        caption.setBuddy(editor)
        caption.setMaximumWidth(px(CAPTION))
        caption.setContentsMargins(0, 6, 0, 0)
        wrong = text_label("", "wrong", wrap=True)
        wrong.hide()
        grid.addWidget(caption, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(editor, line, 1)
        grid.addWidget(wrong, line + 1, 1)
        self.editors[field.name], self._wrong[field.name] = editor, wrong
        editor.edited.connect(lambda value, name=field.name: self.edited.emit(name, value))
        if isinstance(editor, TextEditor):
            editor.refused.connect(lambda why, name=field.name: self.complain(name, why))
        editor.installEventFilter(self)

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        for words, by in ((M("Move up"), -1), (M("Move down"), 1)):
            made = button(say(words, self._lang), "link")
            made.clicked.connect(lambda _=False, by=by: self.moved.emit(by))
            line.addWidget(made)
        return line

    def put(self, values: Mapping[str, Any], offers: Offers) -> None:
        """Show values; `offers` are what the choices choose between."""
        rtl = is_rtl(self._session.map.language)
        for name, editor in self.editors.items():
            value = values.get(name)
            if isinstance(editor, ChoiceEditor):
                editor.put(value, offers.get(name, ()))
            elif editor.hasFocus() and self._wrong[name].isVisible():
                continue  # what is being mended stays
            elif isinstance(editor, DateLine):
                editor.show_day(value, self._session.map.calendar, self._session.theme, rtl)
            elif isinstance(editor, LineEditor | TextEditor):
                editor.put(value, rtl)

    def complain(self, name: str, message: Message | None) -> None:
        """Say what is wrong with the value of a field, or that nothing is."""
        wrong = self._wrong[name]
        wrong.setText(say(message, self._lang) if message else "")
        wrong.setVisible(message is not None)
        set_property(self.editors[name], "wrong", "true" if message else "false")

    def calm(self) -> None:
        """Forget every complaint."""
        for name in self.editors:
            self.complain(name, None)

    def is_typed(self, name: str) -> bool:
        """Return whether a field speaks with every letter, so that its steps are to merge."""
        return name in self._typing

    def begin(self) -> None:
        """Put the cursor into the first field that is to be written in."""
        first = next(
            (each for each in self.editors.values() if not isinstance(each, ChoiceEditor)),
            next(iter(self.editors.values())),
        )
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif isinstance(event, QKeyEvent) and (event.type(), event.key()) == ESCAPE:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
