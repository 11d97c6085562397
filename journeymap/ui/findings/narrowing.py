"""The button that says of what alone findings are shown, and ends that when it is clicked.

A badge on the map and the health of the map lead to few of the findings; this keeps which, and
knows no panel.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton

from journeymap.model.index import Key
from journeymap.model.text import M, isolated, say
from journeymap.ui.controls import tip_of
from journeymap.ui.icons import put_on
from journeymap.ui.style import px

WIDE = 170  # pixels that a name may take


class Narrowing(QToolButton):
    """What findings are narrowed to: a record, or a level; hidden while they are not."""

    ended = Signal()

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self.key: Key = ""
        self.level = ""
        self.setProperty("look", "choice")
        self.setProperty("on", "true")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.end)
        self.hide()

    def to(self, name: str, key: Key = "", level: str = "") -> None:
        """Narrow to a record, or to a level, that is called `name`."""
        self.key, self.level = key, level
        metrics, elide = self.fontMetrics(), Qt.TextElideMode.ElideRight
        short = metrics.elidedText(isolated(name, self._lang), elide, px(WIDE))
        self.setText(short.replace("&", "&&"))
        words = say(M("Only “{name}”; click to show all findings", name=name), self._lang)
        self.setAccessibleName(words)
        self.setToolTip(tip_of(words))
        self.show()

    def end(self) -> None:
        """Narrow to nothing any more, and say so when that is new."""
        if not (self.key or self.level):
            return
        self.key = self.level = ""
        self.hide()
        self.ended.emit()

    def dress(self, ink: str) -> None:
        """Draw the icon in a colour."""
        put_on(self, "close", ink, 12)
