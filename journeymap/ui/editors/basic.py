"""The editors of single fields: lines, choices, flags. They know values, not records.

Each shows the values of one or several records (differing ones as mixed) and says `edited` with a
new value; what becomes of that is the inspector's business. `put` never makes an editor speak, and
leaves a text alone in which somebody is typing when it says the same already.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from journeymap.files.plain import number, share
from journeymap.model.text import M, is_rtl, say
from journeymap.ui.controls import Check, Choice, Field, read_along

MIXED = object()  # stands for values that differ


def one_of(values: Sequence[Any]) -> Any:
    """Return the value that all share, MIXED where they differ."""
    return values[0] if all(value == values[0] for value in values[1:]) else MIXED


def spelled(value: Any, percent: bool = False) -> str:
    """Return a value as it is typed: shares as percentages, dates year-month-day, lists by line.

    Numbers have all their digits, as in the file: what is read back from it is the same value.
    """
    if value is None or value is MIXED:
        return ""
    if isinstance(value, float):
        return str(share(value)) if percent else number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return str(value)


class LineEditor(Field):
    """One line. `strict` says its value when it is finished, else while it is typed.

    What somebody is typing stays, whatever is put, until it is finished or dropped.
    """

    edited = Signal(object)

    def __init__(self, name: str, lang: str, strict: bool, percent: bool = False) -> None:
        super().__init__()
        self._lang, self._strict, self._percent = lang, strict, percent
        self._shown = ""
        self._rtl = False
        self.setAccessibleName(name)
        if strict:
            # values such as dates run left to right, and start where the interface does
            side = Qt.AlignmentFlag.AlignRight if is_rtl(lang) else Qt.AlignmentFlag.AlignLeft
            self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            self.editingFinished.connect(self._finish)
        else:
            self.textEdited.connect(self._typed)
        self.textChanged.connect(lambda text: read_along(self, text, self._rtl))

    def put(self, value: Any, rtl: bool = False) -> None:
        """Show a value, in a map that runs right to left or not."""
        self._rtl = rtl
        if self.pending and self.hasFocus():
            return
        text = spelled(value, self._percent)
        self._shown = text
        if text != self.text():
            place = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(place if self.hasFocus() else 0)
        if value is MIXED:
            self.setPlaceholderText(say(M("Mixed"), self._lang))

    @property
    def pending(self) -> bool:
        """Whether something was typed that has not been said."""
        return self._strict and self.isModified() and self.text() != self._shown

    def finish(self) -> None:
        """Say at once what was typed."""
        if self.pending:
            self._finish()

    def drop(self) -> None:
        """Forget what was typed: it is about something that is no longer shown."""
        self._shown = self.text()

    def _typed(self, text: str) -> None:
        self._shown = text
        self.edited.emit(text or None)

    def _finish(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.edited.emit(self.text().strip() or None)


def finish_typing(panel: QWidget) -> None:
    """Let the line in a panel that somebody is typing into say at once what it holds."""
    if line := _typed_in(panel):
        line.finish()


def drop_typing(panel: QWidget) -> None:
    """Forget what somebody is typing in a panel: it was about another record."""
    if line := _typed_in(panel):
        line.drop()


@runtime_checkable
class Typing(Protocol):
    """A line that may hold what was typed and not yet said."""

    @property
    def pending(self) -> bool: ...
    def finish(self) -> None: ...
    def drop(self) -> None: ...


def _typed_in(panel: QWidget) -> Typing | None:
    line = panel.window().focusWidget()
    if line is None or not panel.isAncestorOf(line):
        return None
    return line if isinstance(line, Typing) and line.pending else None


class ChoiceEditor(Choice):
    """One of several values, or none where that is allowed."""

    edited = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.activated.connect(lambda _: self.edited.emit(self.currentData()))

    def put(self, value: Any, entries: Sequence[tuple[str, object]], mixed: str = "…") -> None:
        """Show a value among entries (text, value); `mixed` is said of several."""
        self.offer(entries, value)
        self.setPlaceholderText(mixed if value is MIXED else "")


class FlagEditor(Check):
    """Yes or no; partly checked while several records differ."""

    edited = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.clicked.connect(self._clicked)

    def put(self, value: Any) -> None:
        """Show yes, no or mixed."""
        self.setTristate(value is MIXED)
        state = Qt.CheckState.Checked if value is True else Qt.CheckState.Unchecked
        self.setCheckState(Qt.CheckState.PartiallyChecked if value is MIXED else state)

    def _clicked(self) -> None:
        self.setTristate(False)
        self.edited.emit(self.isChecked())
