"""The editors of cells: those of the inspector, filled with one value, and what they come to.

An editor says nothing to the map while somebody works in it; what it comes to is asked when it
ends, so that Escape leaves no trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtWidgets import QWidget

from journeymap.model.index import Index, label
from journeymap.model.journey import Kind, Metric, Record
from journeymap.model.text import M, is_rtl, say
from journeymap.ui.editors.basic import ChoiceEditor, LineEditor
from journeymap.ui.editors.chips import Chips, ListChange
from journeymap.ui.editors.dates import DateLine
from journeymap.ui.editors.lines import PeriodLine, PlainLine, RecordLine
from journeymap.ui.editors.offers import called
from journeymap.ui.editors.scales import Scale
from journeymap.ui.editors.texts import TextEditor
from journeymap.ui.inspector.editors import editor_of
from journeymap.ui.inspector.fields import NONE
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.form_words import words_of
from journeymap.ui.inspector.forms import REQUIRED, REQUIRED_KINDS
from journeymap.ui.session import Session
from journeymap.ui.table.cells import Names, metric_of, typed
from journeymap.ui.table.reading_cells import read

# In a form these have an editor of several parts; in a cell they are one line.
ONE_LINE = frozenset(("image", "id", "texts", "counts", "link", "journey", "path"))
UNSAID = object()


class CellEdit:
    """One cell while it is edited: its editor, what stood in it, and what was chosen since.

    `made_by` is the merge key of the step that made the record a moment ago, empty for older ones.
    """

    def __init__(
        self,
        editor: QWidget,
        where: QPersistentModelIndex,
        field: FormField,
        value: Any,
        made_by: str = "",
    ) -> None:
        self.editor, self.where, self.field = editor, where, field
        self.old, self.made_by = value, made_by
        self.chosen: Any = UNSAID
        self.ending, self.fresh = False, False
        self.text = text_in(editor)

    @property
    def typed(self) -> str:
        """The text in the editor, empty where it holds none."""
        return text_in(self.editor)

    @property
    def changed(self) -> bool:
        """Whether anything else than what stood there is in the editor."""
        match self.editor:
            case Scale():
                return self.editor.rating != self.old
            case ChoiceEditor():
                return bool(self.editor.currentData() != self.old)
            case Chips():
                pending = bool(self.editor.line.text().strip())
                return pending or (self.chosen is not UNSAID and self.chosen != (self.old or ()))
        return text_in(self.editor) != self.text or self.chosen is not UNSAID

    def value(self, names: Names, lang: str, metric: Metric | None) -> Any:
        """Return what the editor comes to; raises Refused where it cannot be read."""
        match self.editor:
            case Scale():
                return self.editor.rating
            case ChoiceEditor():
                return self.editor.currentData()
            case Chips():
                self.editor.take()
                if self.editor.line.text().strip():  # it means nothing that can stand here
                    read(self.editor.line.text(), self.field, names, lang, metric)
                return tuple(self.old or ()) if self.chosen is UNSAID else tuple(self.chosen)
            case RecordLine() if self.chosen is not UNSAID:
                return self.chosen
            case TextEditor() if self.field.editor != "list":
                return self.editor.toPlainText().strip("\n") or None
            case TextEditor():
                lines = self.editor.toPlainText().splitlines()
                return tuple(line.strip() for line in lines if line.strip())
        return read(text_in(self.editor), self.field, names, lang, metric)


def text_in(editor: QWidget) -> str:
    """Return the text in a line or a field of several lines, empty in any other editor."""
    if isinstance(editor, TextEditor):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, LineEditor) else ""


def made_for(field: FormField, name: str, session: Session) -> QWidget:
    """Return a new editor for a cell that is called `name`."""
    if field.editor in ONE_LINE:
        return LineEditor(name, session.lang, strict=True)
    return editor_of(field, name, session)


def fill(
    editor: QWidget, session: Session, kind: Kind, record: Record, field: FormField, value: Any
) -> None:
    """Show a value in an editor."""
    index = session.index
    rtl = is_rtl(index.map.language)
    match editor:
        case DateLine():
            editor.show_day(value, index.map.calendar, session.theme, rtl)
        case RecordLine():
            editor.show_record(value, lambda name: called(index, name), rtl)
        case LineEditor() if field.editor in ONE_LINE:
            editor.put(typed(Names(index), record, field, value, session.lang), rtl)
        case LineEditor():
            if isinstance(editor, PeriodLine):
                editor.calendar = index.map.calendar
            if isinstance(editor, PlainLine) and field.editor == "amount":
                metric = metric_of(index, record)
                editor.set_percent(metric is not None and metric.kind == "ratio")
            editor.put(value, rtl)
        case TextEditor():
            editor.put(value, rtl)
        case Scale():
            editor.theme = session.theme
            editor.put(value)
        case Chips():
            show_list(editor, session, field, value or ())
        case ChoiceEditor():
            editor.put(value, entries_of(session, kind, record, field))


def show_list(chips: Chips, session: Session, field: FormField, values: Sequence[str]) -> None:
    """Show a list as chips, records by their names."""
    index = session.index
    free = field.offers in ("used", "language")
    chips.put([values], str if free else lambda name: called(index, name), session.theme)


def changed_list(edit: CellEdit, change: ListChange, session: Session) -> None:
    """Take what came into a list or went out of it."""
    now = (edit.old or ()) if edit.chosen is UNSAID else edit.chosen
    edit.chosen = change.of(now)
    chips = cast("Chips", edit.editor)
    show_list(chips, session, edit.field, edit.chosen)
    chips.settle(True)


def entries_of(
    session: Session, kind: Kind, record: Record, field: FormField
) -> list[tuple[str, object]]:
    """Return what can be chosen in a cell, as words and values."""
    index, lang = session.index, session.lang
    if field.editor in ("maybe", "flag"):
        states = ((M("Not stated"), None), (M("Yes"), True), (M("No"), False))
        return [(say(words, lang), value) for words, value in states]
    found: list[tuple[str, object]]
    if field.editor == "choice":
        words_by = words_of(field.vocabulary).items()
        found = [(say(words, lang), word) for word, words in words_by]
    elif field.editor == "until":
        found = _later_stages(index, record)
    else:
        kind_of: Any = field.editor
        found = [(label(each.record), each.key) for each in index.of_kind(kind_of)]
    needed = field.name == "kind" and kind in REQUIRED_KINDS
    return found if needed or field.name in REQUIRED else [(NONE, None), *found]


def _later_stages(index: Index, record: Record) -> list[tuple[str, object]]:
    stages = index.map.stages
    here = getattr(record, "stage", "")
    first = next((n for n, stage in enumerate(stages) if stage.id == here), -1)
    return [(stage.name, stage.id) for stage in stages[first + 1 :]]
