"""Small tables: counts of answers, segments and their targets, colours of single records.

A row is a row of lines; what they mean together is decided by a Codec, so that one widget serves
every mapping of the format. A row that is not finished yet is kept on the screen and not said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journeymap.model.lists import items_of
from journeymap.model.text import M, Message, say
from journeymap.ui.controls import button
from journeymap.ui.controls import label as text_label
from journeymap.ui.editors.basic import MIXED, spelled
from journeymap.ui.editors.lines import OfferedLine
from journeymap.ui.editors.offers import Offers, none
from journeymap.ui.editors.values import plain

Row: TypeAlias = tuple[str, ...]


class Codec(NamedTuple):
    """How a value becomes rows of text and rows become a value.

    `read` answers None for a row that is not finished; what is wrong in a finished one is found by
    the model.
    """

    columns: tuple[Message, ...]
    rows: Callable[[Any], list[Row]]
    read: Callable[[Row], Any]
    joined: Callable[[list[Any]], Any]


def _pair(row: Row) -> tuple[str, str] | None:
    key, value = row[0].strip(), row[1].strip()
    return (key, value) if key and value else None


def _target(row: Row) -> dict[str, Any] | None:
    segment = {
        name.strip(): value.strip()
        for part in items_of(row[0])
        for name, equals, value in [part.partition("=")]
        if equals
    }
    target, alarm = plain(row[1]) or None, plain(row[2]) or None
    if not segment or (target is None and alarm is None):
        return None
    return {"segment": segment, "target": target, "alarm": alarm}


TEXTS = Codec(
    (M("Segment"), M("Value")),
    lambda value: [(name, text) for name, text in (value or {}).items()],
    _pair,
    dict,
)
COUNTS = Codec(
    (M("Answer"), M("Count")),
    lambda value: [(name, str(count)) for name, count in (value or {}).items()],
    lambda row: (plain(pair[0]), plain(pair[1])) if (pair := _pair(row)) else None,
    dict,
)
LISTS = Codec(
    (M("Segment"), M("Values, with commas")),
    lambda value: [(name, ", ".join(texts)) for name, texts in (value or {}).items()],
    lambda row: (pair[0], items_of(pair[1])) if (pair := _pair(row)) else None,
    dict,
)
COLORS = Codec(
    (M("Record"), M("Colour")),
    lambda value: [(name, color) for name, color in (value or {}).items()],
    _pair,
    dict,
)
TARGETS = Codec(
    (M("Segment"), M("Target"), M("Alarm")),
    lambda value: [
        (
            ", ".join(f"{name}={text}" for name, text in each.segment.items()),
            spelled(each.target),
            spelled(each.alarm),
        )
        for each in value or ()
    ],
    _target,
    tuple,
)
CODECS = {
    "texts": TEXTS,
    "counts": COUNTS,
    "lists": LISTS,
    "colors": COLORS,
    "targets": TARGETS,
}


class TableEditor(QWidget):
    """Rows of lines with a cross on each, and a button for one more."""

    edited = Signal(object)

    def __init__(self, name: str, lang: str, codec: Codec, offers: Offers = none) -> None:
        super().__init__()
        self._name, self._lang, self._codec, self._offers = name, lang, codec, offers
        self.setAccessibleName(name)
        self._value: Any = None
        self.rows: list[tuple[QWidget, list[OfferedLine]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._mixed = text_label(say(M("Mixed"), lang), "small")
        self._column.addWidget(self._mixed)
        self.more = button(say(M("Add a row"), lang), "link")
        self.more.clicked.connect(self.add)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)

    def put(self, value: Any) -> None:
        """Show a value; nothing can be changed here while several records differ."""
        mixed = value is MIXED
        self._mixed.setVisible(mixed)
        self.more.setVisible(not mixed)
        rows = [] if mixed else self._codec.rows(value)
        unchanged = not mixed and value == self._value
        self._value = value
        if unchanged and self._finished() == rows:
            return
        for number, row in enumerate(rows):
            if number == len(self.rows):
                self._append()
            for line, text in zip(self.rows[number][1], row, strict=True):
                line.put(text)
        while len(self.rows) > len(rows):
            self._pop(self.rows[-1][0])

    def texts(self) -> list[Row]:
        """Return what stands in the rows."""
        return [tuple(line.text() for line in lines) for _, lines in self.rows]

    def _finished(self) -> list[Row]:
        return [row for row in self.texts() if self._codec.read(row) is not None]

    def add(self) -> None:
        """Add an empty row and go to it."""
        self._append()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self) -> list[OfferedLine]:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        lines = []
        for number, column in enumerate(self._codec.columns):
            words = say(column, self._lang)
            line = OfferedLine(
                f"{self._name}: {words}",
                self._lang,
                none if number else self._offers,
                strict=True,
            )
            line.setPlaceholderText(words)
            line.setMinimumWidth(40)
            line.edited.connect(lambda _: self._say())
            row.addWidget(line, 3 if not number else 2)
            lines.append(line)
        gone = button("×", "link", say(M("Remove this row"), self._lang))
        gone.setAccessibleName(say(M("Remove this row"), self._lang))
        gone.clicked.connect(lambda: self._remove(box))
        row.addWidget(gone)
        self._column.insertWidget(self._column.count() - 1, box)
        self.rows.append((box, lines))
        return lines

    def _pop(self, box: QWidget) -> None:
        self.rows = [each for each in self.rows if each[0] is not box]
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()

    def _remove(self, box: QWidget) -> None:
        self._pop(box)
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()

    def _say(self) -> None:
        read = [self._codec.read(row) for row in self.texts()]
        value = self._codec.joined([each for each in read if each is not None])
        if value or self._value:
            self._value = value or None
            self.edited.emit(value or None)
