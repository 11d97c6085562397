"""The findings: what the checks say, in two kinds, each with its reason and where possible a fix.

A click or Enter leads to the record; a fix is an edit and one undo step. It knows the session and
no other panel.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.text import M, Message, say, say_number
from journeymap.ui.controls import button, tip_of
from journeymap.ui.controls import label as text_label
from journeymap.ui.findings_table import FINDING, FIX, MESSAGE, FindingsTable
from journeymap.ui.icons import icon
from journeymap.ui.session import Session
from journeymap.ui.style import colors

KINDS = ("map", "experience")
MOST_LINK = 300  # width of the fix over the table, in pixels


class Findings(QWidget):
    """Two tabs over a table."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._lang = session, session.lang
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self._say(M("Kinds of findings")))
        for _ in KINDS:
            self.tabs.addTab("")
        self.table = FindingsTable(session)
        self.model = self.table.findings
        self._set_up_table()
        self.fix = button(self._say(M("Fix")), "link")
        self.fix.clicked.connect(self._fix_current)
        self._close = QToolButton()
        self._close.setAccessibleName(self._say(M("Hide the findings")))
        self._close.setToolTip(self._say(M("Hide the findings")))
        self._close.clicked.connect(self.closed)
        self._quiet = text_label("", "soft", wrap=True)
        self._quiet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._quiet)
        head = QHBoxLayout()
        head.setContentsMargins(8, 2, 8, 0)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.fix)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self.refresh)
        session.findings_changed.connect(self.refresh)
        session.theme_changed.connect(self._dress)
        self._dress()
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(600, 132)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 90)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName(self._say(M("Findings of the checks")))
        table.clicked.connect(self._on_click)
        table.activated.connect(self._jump)
        table.selectionModel().currentRowChanged.connect(self._on_row)

    def _dress(self) -> None:
        table = colors(self._session.theme)
        self._close.setIcon(icon("close", table["text.soft"], size=14))
        self.table.viewport().update()

    def first(self) -> QWidget:
        """Return where the focus goes when somebody comes: the table, else the tabs."""
        return self.table if self.table.isVisible() else self.tabs

    def show_kind(self, kind: str) -> None:
        """Turn to the tab of a kind of findings."""
        self.tabs.setCurrentIndex(KINDS.index(kind))

    def refresh(self) -> None:
        """Show the findings of the tab that is open."""
        found = self._session.findings
        for number, kind in enumerate(KINDS):
            n = sum(finding.kind == kind for finding in found)
            name = M("About the map") if kind == "map" else M("About the experience")
            self.tabs.setTabText(number, f"{self._say(name)}  {say_number(n, self._lang)}")
        shown = [each for each in found if each.kind == KINDS[self.tabs.currentIndex()]]
        row = self.table.currentIndex().row()
        self.model.put(shown)
        if 0 <= row < len(shown):
            self.table.setCurrentIndex(self.model.index(row, MESSAGE))
        self._quiet.setText(self._say(M("Nothing to say here.")))
        self._stack.setCurrentIndex(0 if shown else 1)
        self._on_row()

    def _on_row(self, *_: object) -> None:
        finding = self.table.currentIndex().data(FINDING)
        self.fix.setVisible(bool(finding and finding.fix))
        if finding and finding.fix:
            text = self._say(finding.fix.name)
            elide = Qt.TextElideMode.ElideRight
            short = self.fix.fontMetrics().elidedText(text, elide, MOST_LINK)
            self.fix.setText(short.replace("&", "&&"))
            self.fix.setToolTip(tip_of(text))
            self.fix.setAccessibleName(text)

    def _on_click(self, where: QModelIndex) -> None:
        finding = where.data(FINDING)
        if where.column() == FIX and finding.fix:
            self._apply(finding)
        else:
            self._jump(where)

    def _jump(self, where: QModelIndex) -> None:
        if finding := where.data(FINDING):
            entry = self._session.index.resolve(finding.at) if finding.at else None
            self._session.jump(entry.key if entry else finding.at)

    def _fix_current(self) -> None:
        if finding := self.table.currentIndex().data(FINDING):
            self._apply(finding)

    def _apply(self, finding: Any) -> None:
        self._session.commit(finding.fix.name, finding.fix.edit, initiator=self)
