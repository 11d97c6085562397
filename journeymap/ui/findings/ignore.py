"""The question before a finding is ignored: why, by whom, until when, and how far it reaches.

It asks and hands over; the exception itself is an edit and one undo step of the session.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.text import M, Message, say
from journeymap.ui.controls import Check, Field, label


class Answer(NamedTuple):
    """What was answered; empty texts for what was left out."""

    why: str
    by: str
    until: str
    everywhere: bool


class IgnoreDialog(QDialog):
    """Asks for the reason; without one there is no going on.

    `decide` returns why the answer cannot be taken, None when it was: then the question closes.
    """

    def __init__(
        self,
        parent: QWidget,
        lang: str,
        finding: Message,
        decide: Callable[[Answer], Message | None],
    ) -> None:
        super().__init__(parent)
        self._lang, self._decide = lang, decide
        self.setWindowTitle("journeymap")
        self.setModal(True)
        self.setMinimumWidth(420)
        self.why, self.by, self.until = Field(), Field(), Field()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field, words, hint in (
            (self.why, M("Reason"), M("Why this is all right, required")),
            (self.by, M("By"), M("A role or a team, if wanted")),
            (self.until, M("Until"), M("Year-month-day, such as 2027-01-31, if wanted")),
        ):
            name = label(say(words, lang))
            name.setBuddy(field)
            field.setAccessibleName(say(words, lang))
            field.setPlaceholderText(say(hint, lang))
            form.addRow(name, field)
        self.everywhere = Check(say(M("Everywhere in this map, not only here"), lang))
        self.wrong = label("", "wrong", wrap=True)
        self.wrong.hide()
        buttons = QDialogButtonBox()
        self.ignore = QPushButton(say(M("Ignore"), lang))
        self.ignore.setDefault(True)
        self.ignore.setEnabled(False)
        buttons.addButton(self.ignore, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = QPushButton(say(M("Cancel"), lang))
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(label(say(M("Ignore this finding"), lang), "title"))
        column.addWidget(label(say(finding, lang), "soft", wrap=True))
        column.addLayout(form)
        column.addWidget(self.everywhere)
        column.addWidget(self.wrong)
        column.addWidget(buttons)
        self.why.textChanged.connect(lambda text: self.ignore.setEnabled(bool(text.strip())))
        buttons.accepted.connect(self._on_ignore)
        buttons.rejected.connect(self.reject)

    def _on_ignore(self) -> None:
        answer = Answer(
            self.why.text().strip(),
            self.by.text().strip(),
            self.until.text().strip(),
            self.everywhere.isChecked(),
        )
        refusal = self._decide(answer)
        if refusal is None:
            self.accept()
            return
        self.wrong.setText(say(refusal, self._lang))
        self.wrong.show()
        self._grow()
        self.until.setFocus()

    def _grow(self) -> None:
        """Make room for what has appeared; a dialog that is shown keeps its height by itself."""
        column = self.layout()
        if column is not None:
            column.activate()
            needed = max(column.totalHeightForWidth(self.width()), column.totalSizeHint().height())
            self.resize(self.width(), max(self.height(), needed))
