"""The strip that says how the review of a map stands, and the one place where it is set.

Status and the day of the last review always show; who owns the map and how often it is looked at
unfold. Each change is one undo step. It knows the session and no panel.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from journeymap.model import edits
from journeymap.model.labels import field_name
from journeymap.model.text import M, Message, is_rtl, say, say_percent
from journeymap.model.vocabulary import NAMES
from journeymap.ui.comments.review_state import due, standing
from journeymap.ui.controls import button, set_property
from journeymap.ui.controls import label as text_label
from journeymap.ui.counting import beside
from journeymap.ui.editors.basic import ChoiceEditor, LineEditor
from journeymap.ui.editors.dates import DateLine
from journeymap.ui.record_cards.row import Glyph
from journeymap.ui.session import Session
from journeymap.ui.when_seen import WhenSeen

LEVELS = ("error", "warning", "info")
LEVEL_COUNTS = {
    "error": lambda n: M("{n} error", plural="{n} errors", n=n),
    "warning": lambda n: M("{n} warning", plural="{n} warnings", n=n),
    "info": lambda n: M("{n} hint", plural="{n} hints", n=n),
}


class ReviewStrip(QWidget):
    """Status, day, owner and rhythm of the review, and what is open."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._lang = session, session.lang
        self.status = ChoiceEditor(self._name("status"))
        self.status.setAccessibleDescription(self._name("status"))  # no caption says it
        self.status.edited.connect(lambda value: self._set("status", value))
        self.reviewed_now = button(self._say(M("Reviewed today")), "link")
        self.reviewed_now.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.reviewed_now.clicked.connect(lambda: self._set("reviewed", session.today()))
        self.more = Glyph(session, "expand", self._say(M("More about the review")))
        self.more.clicked.connect(self._unfold)
        self.due = text_label("", "small", wrap=True)
        self.counts = text_label("", "small", wrap=True)
        self.wrong = text_label("", "wrong", wrap=True)
        self.wrong.hide()
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(6)
        head.addWidget(self.status, 1)
        head.addWidget(self.more)
        self.fields = self._make_fields()
        self.fields.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(head)
        for each in (self.fields, self.wrong):
            column.addWidget(each)
        column.addWidget(self.due)
        column.addWidget(self.reviewed_now)
        column.addWidget(self.counts)
        fresh = WhenSeen(self, self.refresh)
        for signal in (session.changed, session.findings_changed, session.theme_changed):
            signal.connect(fresh.wait)
        self.refresh()

    def _make_fields(self) -> QWidget:
        lang = self._lang
        self.owner = LineEditor(self._name("owner"), lang, strict=True)
        self.reviewed = DateLine(self._name("reviewed"), lang)
        self.every = LineEditor(self._name("review_every"), lang, strict=True)
        self.every.setPlaceholderText(self._say(M("such as 90d or 6mo")))
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, (name, editor) in enumerate(
            (("owner", self.owner), ("reviewed", self.reviewed), ("review_every", self.every))
        ):
            caption = text_label(self._name(name), "small")
            caption.setBuddy(editor)
            grid.addWidget(caption, line, 0)
            grid.addWidget(editor, line, 1)
            editor.edited.connect(lambda value, name=name: self._set(name, value))
        return box

    def _name(self, field: str) -> str:
        return self._say(field_name(field))

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _unfold(self) -> None:
        self.fields.setVisible(not self.fields.isVisible())
        if self.fields.isVisible():
            self.owner.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show how the review stands now."""
        session = self._session
        m, rtl = session.map, is_rtl(session.map.language)
        words = [(self._say(name), word) for word, name in NAMES["status"].items()]
        self.status.put(m.status, [(self._say(M("No status")), None), *words])
        self.owner.put(m.owner, rtl)
        self.reviewed.show_day(m.reviewed, m.calendar, session.theme, rtl)
        self.every.put(m.review_every, rtl)
        when = due(m, session.today())
        self.due.setText(self._say(when.words if when else M("no review is planned")))
        set_property(self.due, "look", "wrong" if when and when.overdue else "small")
        self.reviewed_now.setEnabled(m.reviewed != session.today())
        self._count()

    def _count(self) -> None:
        session = self._session
        stands = standing(session.index, session.readings, session.findings)
        parts = [
            M("{n} open comment", plural="{n} open comments", n=stands.threads),
            M("{n} open pain point", plural="{n} open pain points", n=stands.pains),
            *(
                LEVEL_COUNTS[level](stands.findings[level])
                for level in LEVELS
                if stands.findings.get(level)
            ),
        ]
        lines = [beside(map(self._say, parts), self._lang)]
        if stands.backed is not None and stands.measured is not None:
            shares = M(
                "Touchpoints: {backed} with evidence, {measured} measured",
                backed=say_percent(stands.backed, self._lang),
                measured=say_percent(stands.measured, self._lang),
            )
            lines.append(self._say(shares))
        _put(self.counts, "\n".join(lines))

    # ------------------------------------------------------------ changing

    def _set(self, field: str, value: Any) -> None:
        words = M(
            "Change {field} of “{name}”", field=field_name(field), name=self._session.map.title
        )
        if field == "reviewed" and value == self._session.today():
            words = M("Reviewed today")
        made = self._session.commit(
            words, lambda m: edits.change(m, "", **{field: value}), initiator=self
        )
        refusal = None if made else self._session.refusal
        self.wrong.setText(self._say(refusal) if refusal else "")
        self.wrong.setVisible(refusal is not None)
        if made:
            self.refresh()


def _put(words: QLabel, text: str) -> None:
    if words.text() != text:
        words.setText(text)
