"""The strip under the top bar while coverage is shown: which knowledge, the legend, one cell.

It shows what it is told and says what a person wishes; `state.py` knows the map.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from journeymap.model.text import M, Message, say
from journeymap.ui.controls import Choice, label, tip_of
from journeymap.ui.coverage.legend import CoverageLegend
from journeymap.ui.coverage.words import NAMES, SHOWN, Shown
from journeymap.ui.icons import icon
from journeymap.ui.style import ThemeChoice, colors, px

NARROW = 760  # pixels under which the legend gives way to the words


class CoverageBar(QWidget):
    """One row: what is shown, how much is known altogether, what the shades mean, one cell."""

    chosen = Signal(str)
    closed = Signal()  # a person wants it away

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self._say(M("Coverage")))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 4)
        row.setSpacing(8)
        row.addWidget(label(self._say(M("Coverage")), "strong"))
        self.choice = Choice(self._say(M("What coverage shows")), captioned=False)
        self.choice.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choice.offer([(self._say(NAMES[each]), each) for each in SHOWN], "all")
        self.choice.setFixedWidth(px(150))
        self.choice.activated.connect(lambda _: self.chosen.emit(self.choice.currentData()))
        row.addWidget(self.choice)
        self.whole = label("", "number")
        row.addWidget(self.whole)
        self.legend = CoverageLegend(lang)
        row.addWidget(self.legend)
        self.cell = label("", "soft")
        self.cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.cell, 1)
        self.away = QToolButton()
        self.away.setIconSize(QSize(px(14), px(14)))
        self.away.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.away.setAccessibleName(self._say(M("Close")))
        self.away.setToolTip(self._say(M("Close")))
        self.away.clicked.connect(self.closed)
        row.addWidget(self.away)
        self._words = ""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def first(self) -> QWidget:
        """Return what the focus comes to first."""
        return self.choice

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.legend.setVisible(event.size().width() >= px(NARROW))
        self._elide()

    def put(self, whole: str, shown: Shown, theme: ThemeChoice) -> None:
        """Show how much is known altogether, and the shades of what is shown."""
        self.choice.setCurrentIndex(SHOWN.index(shown))
        self.whole.setText(whole)
        self.legend.put(theme, shown == "touchpoints")
        table = colors(theme)
        self.away.setIcon(icon("close", table["text.soft"], table["disabled"], px(14)))

    def tell(self, words: str) -> None:
        """Show what is known of one cell."""
        self._words = words
        self.cell.setToolTip(tip_of(words))
        self.cell.setAccessibleName(words)
        self._elide()

    def _elide(self) -> None:
        room, metrics = self.cell.width(), self.cell.fontMetrics()
        self.cell.setText(metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room))

    def _say(self, message: Message) -> str:
        return say(message, self._lang)
