"""Which sorts of differences are shown: a button each, with its sign and how many there are.

The buttons are the legend of the marks as well: what each sign looks like is in their tooltips.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from journeymap.model.differences import WHATS, What
from journeymap.model.text import M, Message, is_rtl, say
from journeymap.ui.compare.listing import sign
from journeymap.ui.compare.wording import WORDS
from journeymap.ui.controls import set_property, tip_of
from journeymap.ui.session import Theme
from journeymap.ui.style import px

MEANING: Mapping[What, Message] = {
    "added": M("What only the newer map has: a plus and a whole outline"),
    "removed": M("What only the older map has: a minus, a broken outline, words struck through"),
    "moved": M("What stands elsewhere: an arrow from its former place"),
    "changed": M("What says something else: a pencil and the names of its fields"),
}


class WhatFilter(QWidget):
    """The four sorts as buttons; `changed` is sent when another choice was made."""

    changed = Signal()

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self.buttons: dict[What, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for what in WHATS:
            made = self.buttons[what] = QToolButton()
            made.setCheckable(True)
            made.setChecked(True)
            made.setProperty("look", "choice")
            made.setProperty("on", True)
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            made.setIconSize(QSize(px(16), px(16)))
            made.setToolTip(tip_of(say(MEANING[what], lang)))
            made.toggled.connect(lambda on, made=made: self._toggled(made, on))
            row.addWidget(made)

    def _toggled(self, made: QToolButton, on: bool) -> None:
        set_property(made, "on", on)
        self.changed.emit()

    def count(self, numbers: Mapping[What, int]) -> None:
        """Say how many differences there are of each sort."""
        for what, made in self.buttons.items():
            words = say(M("{what} {n}", what=WORDS[what], n=numbers[what]), self._lang)
            made.setText(words)
            made.setAccessibleName(words)
            made.setEnabled(numbers[what] > 0)

    def dress(self, theme: Theme) -> None:
        """Draw the signs in a theme."""
        for what, made in self.buttons.items():
            made.setIcon(sign(what, theme, 16, is_rtl(self._lang)))

    @property
    def chosen(self) -> frozenset[What]:
        """The sorts of differences that are wanted."""
        return frozenset(what for what, made in self.buttons.items() if made.isChecked())
