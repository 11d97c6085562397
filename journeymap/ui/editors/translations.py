"""The texts of a record in the other languages that the map promises, under their originals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journeymap.model.text import M, is_rtl, say
from journeymap.ui.controls import Choice, tip_of
from journeymap.ui.controls import label as text_label
from journeymap.ui.editors.texts import TextEditor


class Translated(NamedTuple):
    """A text of a record in another language; None takes it away."""

    language: str
    field: str
    text: str | None


class TranslationsEditor(QWidget):
    """A choice of language, and a text for each text of the record; `edited` says Translated."""

    edited = Signal(object)
    refused = Signal(object)  # Message: why what was pasted is not there

    def __init__(self, name: str, lang: str) -> None:
        super().__init__()
        self._name, self._lang = name, lang
        self._originals: Sequence[tuple[str, str, str]] = ()
        self._known: Mapping[str, Mapping[str, str]] = {}
        self.editors: dict[str, TextEditor] = {}
        self.setAccessibleName(name)
        self.language = Choice(say(M("Language"), lang))
        self.language.activated.connect(lambda _: self._fill())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.language)
        self.setFocusProxy(self.language)

    def put(
        self,
        languages: Sequence[str],
        originals: Sequence[tuple[str, str, str]],
        known: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Show texts (field, what it is called, original) and what is translated by language."""
        chosen = self.language.currentData()
        chosen = chosen if chosen in languages else languages[0] if languages else None
        self.language.offer([(each, each) for each in languages], chosen)
        again = [each[0] for each in originals] != [each[0] for each in self._originals]
        self._originals, self._known = originals, known
        if again:
            self._build()
        self._fill()

    def _build(self) -> None:
        while self._column.count() > 1:
            widget = self._column.takeAt(1).widget()
            widget.hide()
            widget.deleteLater()
        self.editors = {}
        for field, name, _ in self._originals:
            caption = text_label(name, "small")
            editor = TextEditor(f"{self._name}: {name}", self._lang)
            caption.setBuddy(editor)
            editor.edited.connect(
                lambda text, field=field: self.edited.emit(
                    Translated(self.language.currentData(), field, text)
                )
            )
            editor.refused.connect(self.refused)
            self._column.addWidget(caption)
            self._column.addWidget(editor)
            self.editors[field] = editor

    def _fill(self) -> None:
        language = self.language.currentData() or ""
        for field, _, original in self._originals:
            editor = self.editors[field]
            editor.put(self._known.get(language, {}).get(field), is_rtl(language))
            editor.setPlaceholderText(original)
            editor.setToolTip(tip_of(original))
