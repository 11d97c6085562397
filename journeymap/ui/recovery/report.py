"""The report of a mishap: what happened in plain words, and the text that a person may copy.

Nothing is sent from here; whether and to whom the text is given is the person's own choice.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from journeymap.model.text import M, Message, say
from journeymap.ui.controls import button, label
from journeymap.ui.paragraph import paragraph
from journeymap.ui.style import px

NOTHING_SENT = M("Nothing is sent anywhere. Whoever looks after journeymap is helped by this text:")


class ReportDialog(QDialog):
    """Says what happened; closing it goes on with the map."""

    def __init__(
        self, parent: QWidget, lang: str, title: Message, more: Message, report: str
    ) -> None:
        super().__init__(parent)
        self._lang = lang
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("journeymap")
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        # code runs from left to right, whatever the language of the window
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.text.setAccessibleName(self._say(M("Report")))
        self.copy = button(self._say(M("Copy the report")))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.done_with = button(self._say(M("Go on")), "main")
        self.done_with.setDefault(True)
        self.done_with.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.done_with)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(label(paragraph(title, lang), "title", wrap=True))
        column.addWidget(label(paragraph(more, lang), "", wrap=True))
        column.addSpacing(px(4))
        column.addWidget(label(paragraph(NOTHING_SENT, lang), "soft", wrap=True))
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        room = parent.screen().availableSize() * 0.9
        self.resize(min(px(640), room.width()), min(px(440), room.height()))
        self.done_with.setFocus()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(self._say(M("Copied")))
        self.copy.setAccessibleName(self.copy.text())


def mishap(parent: QWidget, lang: str, report: str, unsaved: bool) -> ReportDialog:
    """Return the dialog for an error that the window lived through, shown."""
    kept = M("What you did last may not have worked. A copy of what is not saved was kept.")
    more = kept if unsaved else M("What you did last may not have worked. All is saved.")
    title = M("Something went wrong inside journeymap; your map is still there")
    made = ReportDialog(parent, lang, title, more, report)
    made.open()
    return made


def crash(parent: QWidget, lang: str, report: str) -> ReportDialog:
    """Return the dialog for an error that ended the program last time, shown."""
    title = M("journeymap was ended by an error last time")
    more = M("This is where in the program it happened.")
    made = ReportDialog(parent, lang, title, more, report)
    made.open()
    return made
