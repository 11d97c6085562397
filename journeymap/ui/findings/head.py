"""The head of the findings: a tab for each kind with how many there are, and what narrows them.

In little room it gives way, the grouping first; its tabs are never cut. It knows no finding: what
is asked for is read from its parts by the panel.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QToolButton, QWidget

from journeymap.model.text import M, Message, say, say_number
from journeymap.ui.controls import Choice, Field
from journeymap.ui.findings.filter import FilterButton
from journeymap.ui.findings.narrowing import Narrowing
from journeymap.ui.findings.rows import GROUPINGS, Grouping
from journeymap.ui.icons import put_on
from journeymap.ui.style import px

KINDS = ("map", "experience")
IGNORED = len(KINDS)  # the tab of what is not said
TABS = (M("About the map"), M("About the experience"), M("Ignored"))
SHORT_TABS = (M("Map"), M("Experience"), M("Ignored"))
WIDE = 880  # from this width on the tabs are called by their whole names, in pixels


class Head(QWidget):
    """Tabs, search, grouping, filter, and the buttons that explain and hide."""

    def __init__(self, lang: str, by: Grouping) -> None:
        super().__init__()
        self._lang = lang
        self._counts: Sequence[int] = ()  # of the findings in each tab
        self._checked = False
        self.tabs = QTabBar()
        self.tabs.setObjectName("kinds")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(self._say(M("Kinds of findings")))
        for _ in TABS:
            self.tabs.addTab("")
        self.search = Field()
        self.search.setPlaceholderText(self._say(M("Search…")))
        self.search.setAccessibleName(self._say(M("Search in the findings")))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(px(170))
        self.search.setMinimumWidth(px(110))
        self.grouping = Choice(self._say(M("Group the findings")), captioned=False)
        self.grouping.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = [(self._say(text), each) for each, text in GROUPINGS.items()]
        self.grouping.offer(words, by)
        self.grouping.setFixedWidth(max(self.grouping.widest(), px(108)))
        self.filter = FilterButton(lang)
        self.narrow = Narrowing(lang)
        self.explain = self._tool(M("Explain the finding"))
        self.explain.setCheckable(True)
        self.hide_all = self._tool(M("Hide the findings"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.tabs)
        row.addWidget(self.narrow)
        row.addStretch(1)
        row.addWidget(self.search, 100)  # before anything is left empty
        for each in (self.grouping, self.filter, self.explain, self.hide_all):
            row.addWidget(each)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _tool(self, words: Message) -> QToolButton:
        made = QToolButton()
        made.setAccessibleName(self._say(words))
        made.setToolTip(self._say(words))
        return made

    def dress(self, soft: str, accent: str) -> None:
        """Take the colours of the theme: of quiet signs, and of what is switched on."""
        put_on(self.hide_all, "close", soft, 14)
        put_on(self.explain, "help", soft, 16)
        self.narrow.dress(soft)
        self.filter.dress(soft, accent)

    def put(self, counts: Sequence[int], checked: bool) -> None:
        """Say how many findings are in each tab; none is said before the checks have run."""
        self._counts, self._checked = counts, checked
        self._name_tabs()
        self._give_way()

    def _name_tabs(self) -> None:
        """Say what is in each tab and how much of it, in as many words as there is room for."""
        names = TABS if self.width() >= px(WIDE) else SHORT_TABS
        for number, count in enumerate(self._counts):
            words = self._say(names[number])
            if self._checked or number == IGNORED:
                words = f"{words}  {say_number(count, self._lang)}"
            self.tabs.setTabText(number, words)
            self.tabs.setTabToolTip(number, self._say(TABS[number]))

    def _give_way(self) -> None:
        """Take away the grouping, then the search, where the tabs would be cut."""
        tools = (self.filter, self.explain, self.hide_all)
        spare = self.width() - self.tabs.sizeHint().width() - px(16)
        spare -= sum(tool.sizeHint().width() + 4 for tool in tools)
        spare -= self.search.minimumWidth() + 4
        if not self.narrow.isHidden():
            spare -= self.narrow.sizeHint().width() + 4
        self.search.setVisible(bool(self.search.text()) or spare >= 0)
        self.grouping.setVisible(spare >= self.grouping.minimumWidth() + 4)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if (event.size().width() >= px(WIDE)) != (event.oldSize().width() >= px(WIDE)):
            self._name_tabs()
        self._give_way()
