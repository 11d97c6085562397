"""One field of a form: its caption, its editor, what it says under it, and how it is filled.

A row shows the values of one record or of several; differing ones as mixed. For a persona in view
it shows whose value it is and offers the way back to the common one. What a change does to the map
is the form's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journeymap.model.index import Index, Key, label
from journeymap.model.journey import Metric, Persona
from journeymap.model.labels import FIELD_NAMES
from journeymap.model.text import M, Message, is_rtl, literal, say
from journeymap.ui.controls import button, set_property
from journeymap.ui.controls import label as text_label
from journeymap.ui.editors.basic import MIXED, ChoiceEditor, FlagEditor, LineEditor, one_of
from journeymap.ui.editors.chips import Chips
from journeymap.ui.editors.colors import ColorEditor
from journeymap.ui.editors.dates import DateLine
from journeymap.ui.editors.ids import IdEditor
from journeymap.ui.editors.images import ImageEditor
from journeymap.ui.editors.lines import EchoLine, PeriodLine, PlainLine, RangeLine, RecordLine
from journeymap.ui.editors.links import LinkLine
from journeymap.ui.editors.offers import called
from journeymap.ui.editors.scales import Scale
from journeymap.ui.editors.tables import TableEditor
from journeymap.ui.editors.texts import TextEditor, TitleEditor
from journeymap.ui.editors.translations import TranslationsEditor
from journeymap.ui.field_edits import by_persona, own_value, value_of
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.form_words import HINTS, KIND_HINTS, PROSE, words_of
from journeymap.ui.inspector.forms import REQUIRED, REQUIRED_KINDS
from journeymap.ui.style import ThemeChoice

NONE = "–"  # what stands where nothing is chosen
RATED = ("scale", "stars", "emotion")
TYPED = ("line", "offered", "text", "list", "link", "translations")  # said at each keystroke


@dataclass(frozen=True)
class Scene:
    """What a form is filled from: the map, the records, and how the window shows them."""

    index: Index
    records: tuple[Any, ...]
    keys: tuple[Key, ...]
    persona: Persona | None
    theme: ThemeChoice
    folder: Path | None
    lang: str


class FieldRow(QWidget):
    """A caption, an editor and what stands under it."""

    edited = Signal(object)  # a new value
    reset = Signal()  # the persona's own value is to go

    def __init__(self, field: FormField, kind: str, name: str, editor: QWidget, lang: str) -> None:
        super().__init__()
        self.field, self.kind, self.editor = field, kind, editor
        self._name, self._lang = name, lang
        self._hint = say(_hint(kind, field.name), lang)
        self._column = QVBoxLayout(self)
        title = isinstance(editor, TitleEditor)
        self._column.setContentsMargins(0, 0 if title else 4, 0, 0)
        self._column.setSpacing(4)
        self.value = text_label("", "number")  # what a scale says beside its name
        if field.editor != "flag" and not title:
            head = QHBoxLayout()
            head.setContentsMargins(0, 0, 0, 0)
            caption = text_label(name, "" if field.editor in RATED else "small")
            caption.setBuddy(editor)
            head.addWidget(caption)
            head.addStretch(1)
            if field.editor in RATED:
                head.addWidget(self.value)
            self._column.addLayout(head)
        self._column.addWidget(editor)
        self._echo = text_label("", "small", wrap=True)
        self._echo.hide()
        if isinstance(editor, EchoLine):
            self._column.addWidget(self._echo)
            editor.echoed.connect(self._say_echo)
        self.wrong = text_label("", "wrong", wrap=True)
        self.wrong.hide()
        self._column.addWidget(self.wrong)
        self._own: QWidget | None = None
        editor.edited.connect(self.edited)  # type: ignore[attr-defined] # every editor has it
        refused = getattr(editor, "refused", None)
        if refused is not None:
            refused.connect(self.complain)

    def _say_echo(self, words: str) -> None:
        self._echo.setText(words)
        self._echo.setVisible(bool(words))
        self.editor.setAccessibleDescription(words)

    def complain(self, message: Message | None) -> None:
        """Say what is wrong with what was typed, None that nothing is."""
        if message is None and self.wrong.isHidden():
            return
        words = say(self._without_field(message), self._lang) if message else ""
        self.wrong.setText(words)
        self.wrong.setVisible(message is not None)
        self.editor.setAccessibleDescription(words)
        set_property(self.editor, "wrong", "true" if message else "false")

    def _without_field(self, message: Message) -> Message:
        """Return a refusal without the name of the field in front: it stands over the editor."""
        problem, field = message.args.get("problem"), message.args.get("field")
        named = say(field, "en") if isinstance(field, Message) else ""
        ours = {self.field.name, self.field.name.rpartition(".")[2]}
        return problem if isinstance(problem, Message) and named in ours else message

    def settle(self, made: bool) -> None:
        """Tell the editor whether its change was made."""
        settle = getattr(self.editor, "settle", None)
        if settle is not None:
            settle(made)

    # ------------------------------------------------------------ filling

    def fill(self, scene: Scene) -> None:
        """Show the values of the records of a scene."""
        if isinstance(self.editor, TranslationsEditor):  # no field of the record
            if len(scene.records) == 1:
                self.editor.put(*_translations(scene))
            return
        name, persona = self.field.name, scene.persona
        who = persona.id if persona else ""
        own = None
        if who and self.kind == "touchpoint" and by_persona(name):
            own = one_of([own_value(record, name, who) for record in scene.records])
        common = one_of([value_of(record, name) for record in scene.records])
        shown = one_of([value_of(record, name, who) for record in scene.records])
        differs = bool(who) and self.kind == "touchpoint" and by_persona(name)
        if isinstance(self.editor, LineEditor | TextEditor):
            hint = self._hint
            if differs and own is None and common is not None and common is not MIXED:
                shown, hint = None, str(common)
            if shown is MIXED:
                hint = say(M("Mixed"), self._lang)
            if self.editor.placeholderText() != hint:
                self.editor.setPlaceholderText(hint)
        self._put(shown, scene)
        if isinstance(self.editor, Scale):
            self.editor.inherited = differs and own is None
            words = self.editor.words()
            if differs and persona:
                whose = persona.name if own is not None else say(M("Everybody"), self._lang)
                words = f"{whose}: {words}"
            self.value.setText(words)
        self._show_own(persona if differs and own is not None else None)

    def _show_own(self, persona: Persona | None) -> None:
        if persona is None:
            if self._own is not None:
                self._own.hide()
            return
        if self._own is None:
            self._own = QWidget()
            row = QHBoxLayout(self._own)
            row.setContentsMargins(0, 0, 0, 0)
            self._whose = text_label("", "small", wrap=True)
            back = button(say(M("Use the common value"), self._lang), "link")
            back.setAccessibleName(f"{self._name}: {back.text()}")
            back.clicked.connect(self.reset)
            row.addWidget(self._whose, 1)
            row.addWidget(back)
            self._column.addWidget(self._own)
        whose = say(M("only {persona}", persona=persona.name), self._lang)
        self._whose.setText("" if self.field.editor in RATED else whose)  # a scale says it over it
        self._own.show()

    def _put(self, value: Any, scene: Scene) -> None:
        index, editor = scene.index, self.editor
        rtl = is_rtl(index.map.language)
        match editor:
            case DateLine():
                if self._free():
                    editor.show_day(value, index.map.calendar, scene.theme, rtl)
            case RecordLine():
                if self._free():
                    editor.show_record(value, lambda name: called(index, name), rtl)
            case LinkLine():
                editor.show_link(value, scene.folder, scene.theme)
            case RangeLine():
                if self._free():
                    editor.show_range(value)
            case LineEditor() | TextEditor():
                if isinstance(editor, PeriodLine):
                    editor.calendar = index.map.calendar
                if isinstance(editor, PlainLine) and self.field.editor == "amount":
                    editor.set_percent(_are_shares(scene))
                if self._free():
                    editor.put(value, rtl)
            case Scale():
                editor.theme = scene.theme
                editor.put(value)
            case Chips():
                lists = [value_of(record, self.field.name) or () for record in scene.records]
                editor.put(lists, self._naming(index), scene.theme)
            case ChoiceEditor():
                editor.put(value, self._entries(scene), say(M("Mixed"), self._lang))
            case ImageEditor():
                editor.show_image(value, scene.folder, scene.theme)
            case ColorEditor():
                editor.show_color(value, scene.theme)
            case FlagEditor() | TableEditor() | IdEditor():
                editor.put(value)

    def _free(self) -> bool:
        """Return whether the text may be exchanged: not while somebody mends what was refused."""
        return not (self.editor.hasFocus() and self.wrong.isVisible())

    def _naming(self, index: Index) -> Any:
        if self.field.offers == "lane":
            words = words_of("lane")
            return lambda name: say(words[name], self._lang) if name in words else name
        if self.field.offers in ("used", "language"):
            return str
        return lambda name: called(index, name)

    def _entries(self, scene: Scene) -> Sequence[tuple[str, object]]:
        field, index = self.field, scene.index
        if field.editor == "maybe":
            yes_no = ((M("Not stated"), None), (M("Yes"), True), (M("No"), False))
            return [(say(words, self._lang), value) for words, value in yes_no]
        if field.editor == "choice":
            words_by = words_of(field.vocabulary).items()
            found: list[tuple[str, object]] = [(say(w, self._lang), word) for word, w in words_by]
        elif field.editor == "until":
            found = _later_stages(scene)
        else:
            found = [(label(e.record), e.key) for e in index.of_kind(field.editor)]  # type: ignore[arg-type] # one of the kinds
        needed = field.name == "kind" and self.kind in REQUIRED_KINDS
        needed = needed or (field.name in REQUIRED and (field.name, self.kind) != ("status", "map"))
        if needed:
            return found
        return [(NONE, None), *found]


def _hint(kind: str, field: str) -> Message:
    return KIND_HINTS.get((kind, field)) or HINTS.get(field) or literal("")


def _later_stages(scene: Scene) -> list[tuple[str, object]]:
    stages = scene.index.map.stages
    places = {stage.id: place for place, stage in enumerate(stages)}
    first = max((places.get(record.stage, -1) for record in scene.records), default=-1)
    kept = {record.until for record in scene.records}
    return [
        (stage.name, stage.id)
        for place, stage in enumerate(stages)
        if place > first or stage.id in kept
    ]


def _are_shares(scene: Scene) -> bool:
    """Return whether the amounts of these records are shares: their metric is a ratio."""
    metrics = []
    for record in scene.records:
        named = getattr(record, "aims", None) or record
        entry = scene.index.get(getattr(named, "metric", ""))
        metrics.append(record if isinstance(record, Metric) else entry.record if entry else None)
    return all(isinstance(each, Metric) and each.kind == "ratio" for each in metrics)


def languages_of(index: Index) -> list[str]:
    """Return the languages besides the map's own that it promises or has texts in."""
    m = index.map
    return [each for each in dict.fromkeys((*m.languages, *m.translations)) if each != m.language]


def _translations(scene: Scene) -> tuple[list[str], list[tuple[str, str, str]], dict[str, Any]]:
    record, key = scene.records[0], scene.keys[0] or "map"
    originals = [
        (field, say(FIELD_NAMES[field], scene.lang), text)
        for field in PROSE
        if isinstance(text := record.__dict__.get(field), str) and text
    ]
    m = scene.index.map
    known = {language: names.get(key, {}) for language, names in m.translations.items()}
    return languages_of(scene.index), originals, known
