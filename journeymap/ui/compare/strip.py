"""What stands in a record before and after: a row a field, both values side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from journeymap.model.differences import Difference
from journeymap.model.labels import field_name
from journeymap.model.text import M, Message, is_rtl, say
from journeymap.ui.compare.saying import differing, form_field, said, summary_of
from journeymap.ui.compare.values import shown
from journeymap.ui.compare.wording import Pair, records, title_of, what_message
from journeymap.ui.controls import label
from journeymap.ui.style import px

MOST = 60  # fields that are shown
HINT = M("Choose a difference to see it in full.")


class DetailStrip(QScrollArea):
    """The fields of one difference; made anew for each."""

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self._say(M("Before and after")))
        self._body = QWidget()
        self.clear()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def clear(self, words: Message = HINT) -> None:
        """Show no difference; say how to see one, or why there is none."""
        column = self._begin()
        column.addWidget(label(self._say(words), "soft"))
        column.addStretch(1)
        self.setWidget(self._body)

    def _begin(self) -> QVBoxLayout:
        self._body = QWidget()
        self._body.setObjectName("panelBody")
        column = QVBoxLayout(self._body)
        column.setContentsMargins(px(14), px(8), px(14), px(8))
        column.setSpacing(px(6))
        return column

    def put(self, found: Difference, pair: Pair) -> None:
        """Show a difference."""
        column = self._begin()
        head = f"{self._say(what_message(found))}: {self._say(title_of(found, pair))}"
        column.addWidget(label(head, "number", wrap=True, selectable=True))
        old, new = records(found, pair)
        if old is None or new is None:
            self._whole(column, found, pair)
        elif found.fields:
            column.addLayout(self._fields(found, pair))
        else:
            column.addWidget(label(self._say(M("Only its place in the order differs.")), "soft"))
        column.addStretch(1)
        self.setWidget(self._body)

    def _whole(self, column: QVBoxLayout, found: Difference, pair: Pair) -> None:
        old, new = records(found, pair)
        index, record = (pair.new, new) if new is not None else (pair.old, old)
        text = summary_of(record, found.kind, index, self._lang) if record is not None else ""
        name = self._say(M("After") if new is not None else M("Before"))
        column.addWidget(shown(name, self._lang, None, None, text, (), is_rtl(index.map.language)))

    def _fields(self, found: Difference, pair: Pair) -> QGridLayout:
        old, new = records(found, pair)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(28))
        grid.setVerticalSpacing(px(6))
        for place, words in ((1, M("Before")), (2, M("After"))):
            grid.addWidget(label(self._say(words), "small"), 0, place)
            grid.setColumnStretch(place, 1)
        for row, field in enumerate(found.fields[:MOST], 1):
            name = self._say(field_name(field, found.kind))
            grid.addWidget(label(name, "number", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            was, now = (_value(record, field) for record in (old, new))
            one = said(was, found.kind, field, pair.old, self._lang)
            other = said(now, found.kind, field, pair.new, self._lang)
            spans = differing(one, other)
            form = form_field(found.kind, field)
            for place, words, value, text, marks, index in (
                (1, M("Before"), was, one, spans[0], pair.old),
                (2, M("After"), now, other, spans[1], pair.new),
            ):
                called = f"{name}, {self._say(words)}"
                rtl = is_rtl(index.map.language)
                made = shown(called, self._lang, form, value, text, marks, rtl)
                grid.addWidget(made, row, place, Qt.AlignmentFlag.AlignTop)
        return grid


def _value(record: object, field: str) -> object:
    found = getattr(record, field, None)
    return found if found is not None else (getattr(record, "model_extra", None) or {}).get(field)
