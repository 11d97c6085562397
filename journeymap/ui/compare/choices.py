"""One conflict as a person settles it: both values side by side, and which of them is to stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.text import M, Message, say
from journeymap.ui.compare.elided import give_way
from journeymap.ui.compare.saying import Span
from journeymap.ui.compare.values import shown
from journeymap.ui.controls import label, leading, set_property
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.style import px

Pick = Literal["", "ours", "theirs", "both"]
SideName = Literal["ours", "theirs"]


class Side(NamedTuple):
    """One of two values: what it is, what it says, and where it differs from the other."""

    value: object
    text: str
    spans: tuple[Span, ...] = ()
    note: str = ""  # what is to be said in place of a value, such as that it was deleted


class Question(NamedTuple):
    """What is to be settled: a field of a record, in words."""

    title: str
    record: str
    form: FormField | None
    sides: Mapping[SideName, Side]
    before: str | None  # the former value, None where there was no record
    both: bool  # whether both values can stay
    rtl: bool  # whether the map runs right to left


class Radio(QRadioButton):
    """One of several answers, drawn so that it is seen in dark themes as well."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self.setAccessibleName(name)
        self._ring, self._gap = px(16), px(8)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(self._ring + self._gap + words + 8, max(metrics.height(), self._ring) + 8)

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self.palette()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - self._ring - 2 if rtl else 2
        ring = QRectF(x, (self.height() - self._ring) / 2, self._ring, self._ring)
        on = self.isChecked()
        edge = colors.highlight() if on or self.hasFocus() else colors.placeholderText()
        painter.setPen(QPen(edge.color(), 2 if on or self.hasFocus() else 1))
        painter.setBrush(colors.base())
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.highlight())
            painter.drawEllipse(ring.adjusted(4, 4, -4, -4))
        start = self._ring + self._gap + 2
        words = QRectF(self.rect()).adjusted(0 if rtl else start, 0, -start if rtl else 0, 0)
        font = self.font()
        font.setBold(on)
        painter.setFont(font)
        painter.setPen(colors.windowText().color())
        flags = leading() | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(flags), self.text().replace("&&", "&"))
        if self.hasFocus():
            painter.setPen(QPen(colors.highlight().color(), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.end()


class ChoiceRow(QFrame):
    """A question with its answers; `picked` is sent when another one is chosen."""

    picked = Signal()

    def __init__(self, question: Question, lang: str, names: tuple[Message, Message]) -> None:
        super().__init__()
        self.question, self._lang = question, lang
        self.setProperty("look", "card")
        self.radios: dict[Pick, Radio] = {}
        self._group = QButtonGroup(self)
        self._state = label("", "small")
        head = QHBoxLayout()
        head.addWidget(label(question.title, "number", wrap=True), 1)
        head.addWidget(self._state)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        sides: tuple[tuple[SideName, Message], ...] = (("ours", names[0]), ("theirs", names[1]))
        for column, (side, name) in enumerate(sides):
            grid.addWidget(self._radio(side, name), 0, column)
            grid.addWidget(self._value(side, name), 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, px(150))
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(px(12), px(8), px(12), px(10))
        column_of_all.setSpacing(px(6))
        column_of_all.addLayout(head)
        column_of_all.addLayout(grid)
        if question.both:
            column_of_all.addWidget(self._radio("both", M("Keep both")))
        if question.before is not None:
            column_of_all.addWidget(self._before(question.before))
        self._say_state()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _radio(self, pick: Pick, words: Message) -> Radio:
        text = self._say(words)
        side = self.question.sides[pick] if pick == "ours" or pick == "theirs" else None
        tells = f": {side.note or side.text or self._say(M('not set'))}" if side else ""
        name = f"{self.question.record}, {self.question.title}, {text}{tells}"
        made = self.radios[pick] = Radio(text, name)
        self._group.addButton(made)
        made.toggled.connect(self._toggled)
        return made

    def _value(self, pick: SideName, words: Message) -> QWidget:
        side, question = self.question.sides[pick], self.question
        name = f"{question.title}, {self._say(words)}"
        if side.note:
            return give_way(label(side.note, "soft", wrap=True, selectable=True))
        form = question.form
        return shown(name, self._lang, form, side.value, side.text, side.spans, question.rtl)

    def _before(self, text: str) -> QWidget:
        words = M("Before: {value}", value=text) if text else M("Before: not set")
        return give_way(label(self._say(words), "small", wrap=True, selectable=True))

    def _toggled(self, on: bool) -> None:
        if on:
            self._say_state()
            self.picked.emit()

    def _say_state(self) -> None:
        words = M("Settled") if self.pick else M("Open", context="conflict")
        self._state.setText(self._say(words))
        set_property(self._state, "look", "small" if self.pick else "wrong")

    @property
    def pick(self) -> Pick:
        """What was chosen, empty while nothing is."""
        return next((pick for pick, radio in self.radios.items() if radio.isChecked()), "")

    def choose(self, pick: Pick) -> None:
        """Choose an answer that there is."""
        if pick in self.radios:
            self.radios[pick].setChecked(True)

    def focus(self) -> None:
        """Give the keyboard to the answer that is chosen, else to the first one."""
        radio = self.radios.get(self.pick) or next(iter(self.radios.values()))
        radio.setFocus(Qt.FocusReason.OtherFocusReason)
