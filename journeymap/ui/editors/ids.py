"""The id of a record: to read and to copy, and on request to rename everywhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journeymap.model.text import M, say
from journeymap.ui.controls import button, tip_of
from journeymap.ui.controls import label as text_label
from journeymap.ui.editors.lines import PlainLine


class IdEditor(QWidget):
    """Shows an id; “Rename id…” opens a line for another, which is said when it is finished."""

    edited = Signal(object)

    def __init__(self, name: str, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._value = ""
        self.setAccessibleName(name)
        self.shown = text_label("", "", wrap=True, selectable=True)
        self.shown.setMinimumWidth(1)  # a long id breaks at its hyphens; one word gives way
        self.rename = button(say(M("Rename id…"), lang), "link")
        self.line = PlainLine(name, lang)
        self.line.hide()
        row = QHBoxLayout()
        row.addWidget(self.shown, 1)
        row.addWidget(self.rename)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.line)
        self.setFocusProxy(self.rename)
        self.rename.clicked.connect(self._begin)
        self.line.edited.connect(self._said)
        self.line.returnPressed.connect(self._end)

    def put(self, value: Any) -> None:
        """Show an id, None for none."""
        if value != self._value or not self.line.isVisibleTo(self):
            self._value = value if isinstance(value, str) else ""
            self.shown.setText(self._value or "–")
            self.shown.setToolTip(tip_of(self._value))
            words = M("Rename id…") if value else M("Give an id…")
            self.rename.setText(say(words, self._lang))
            self.line.hide()

    def _begin(self) -> None:
        self.line.put(self._value)
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def _said(self, value: object) -> None:
        if value and value != self._value:
            self.edited.emit(value)

    def _end(self) -> None:
        if self.line.text().strip() == self._value:
            self.line.hide()

    def event(self, event: QEvent) -> bool:
        escape = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape  # type: ignore[attr-defined] # only key events come here
        if escape and self.line.isVisible():
            self.line.drop()
            self.line.put(self._value)
            self.line.hide()
            self.rename.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().event(event)
