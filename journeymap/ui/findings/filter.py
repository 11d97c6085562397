"""The button that says which findings are shown: the levels, and whether of the selection only.

It keeps what was chosen and knows no finding.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from journeymap.model.text import M, say
from journeymap.model.vocabulary import NAMES
from journeymap.ui.findings.rows import LEVELS
from journeymap.ui.icons import put_on


class FilterButton(QToolButton):
    """A menu with a tick for each level; the icon takes on colour while something is left out."""

    changed = Signal()

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.levels: set[str] = set(LEVELS)
        self.only_selected = False
        words = say(M("Filter the findings"), lang)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for level in LEVELS:
            action = self._add(menu, say(NAMES["level"][level], lang), level)
            action.setChecked(True)
            action.toggled.connect(partial(self._show_level, level))
        menu.addSeparator()
        only = self._add(menu, say(M("Only what is selected"), lang), "selected")
        only.toggled.connect(self._show_only_selected)
        self.setMenu(menu)

    @staticmethod
    def _add(menu: QMenu, words: str, name: str) -> QAction:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setObjectName(name)
        menu.addAction(action)
        return action

    def dress(self, plain: str, active: str) -> None:
        """Draw the icon in the colour for nothing left out, or in the one for something."""
        on = self.only_selected or self.levels < set(LEVELS)
        put_on(self, "filter", active if on else plain, 16)

    def _show_level(self, level: str, shown: bool) -> None:
        (self.levels.add if shown else self.levels.discard)(level)
        self.changed.emit()

    def _show_only_selected(self, only: bool) -> None:
        self.only_selected = only
        self.changed.emit()
