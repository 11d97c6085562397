"""The bar on top: the file and whether it is saved, tools, overlay, period, findings, export.

It shows what it is told and says what a person wishes. Shown before the model is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from journeymap.model.text import M, Message, say, say_number
from journeymap.ui.actions import TOOLBAR, row_of, tip
from journeymap.ui.controls import Choice, button, label, set_property, tip_of
from journeymap.ui.icons import icon
from journeymap.ui.style import ThemeChoice, colors

NAME = 190  # most room for the name of the file, in pixels
WIDE = 1120  # from this width on the tools show their words
DOT = "●"


class TopBar(QWidget):
    """The one toolbar of the window; the words of its tools give way where there is little room.

    A plain row and no QToolBar, whose way out is to hide what does not fit behind a button.
    """

    metric_chosen = Signal(str)
    period_chosen = Signal(str)

    def __init__(self, lang: str, commands: Mapping[str, QAction]) -> None:
        super().__init__()
        self._lang = lang
        self.setObjectName("top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 12, 7)
        self._row.setSpacing(2)
        self.file = label("")
        self.file.setObjectName("file")
        self.dot = label("")
        self.dot.setObjectName("dot")
        self._row.addWidget(self.file)
        self._row.addWidget(self.dot)
        self._add_line()
        self._tools: list[QToolButton] = []
        for id in TOOLBAR:
            if id:
                self._add_tool(id, commands[id])
            else:
                self._add_line()
        self._row.addStretch(1)
        # not called `metric`: that is a virtual function of every widget
        self.overlay = self._choice(M("Overlay metric"), 170)
        self.overlay.activated.connect(
            lambda _: self.metric_chosen.emit(self.overlay.currentData() or "")
        )
        self.period = self._choice(M("Period of the overlay"), 118)
        self.period.activated.connect(
            lambda _: self.period_chosen.emit(self.period.currentData() or "")
        )
        self.findings = button("", "count")
        self.findings.setCursor(Qt.CursorShape.PointingHandCursor)
        self.findings.clicked.connect(commands["findings"].trigger)
        self.export = button(say(M("Export"), lang), "main", tip(row_of("export"), lang))
        self.export.clicked.connect(commands["export"].trigger)
        for each in (self.overlay, self.period, self.findings, self.export):
            self._row.addSpacing(8)
            self._row.addWidget(each)

    def _add_tool(self, id: str, action: QAction) -> None:
        tool = QToolButton()
        tool.setDefaultAction(action)
        tool.setAccessibleName(say(row_of(id).text, self._lang))
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tool.setIconSize(QSize(18, 18))
        style = Qt.ToolButtonStyle
        plain = id in ("undo", "redo")
        tool.setToolButtonStyle(
            style.ToolButtonIconOnly if plain else style.ToolButtonTextBesideIcon
        )
        if not plain:
            self._tools.append(tool)
        self._row.addWidget(tool)

    def _add_line(self) -> None:
        line = QFrame()
        line.setProperty("look", "upright")
        self._row.addSpacing(7)
        self._row.addWidget(line)
        self._row.addSpacing(7)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        wide = event.size().width() >= WIDE
        for tool in self._tools:
            tool.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly
            )

    def _choice(self, name: Message, width: int) -> Choice:
        made = Choice(say(name, self._lang))
        made.setToolTip(say(name, self._lang))
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        made.setFixedWidth(width)
        return made

    def show_file(self, name: str, path: str, dirty: bool) -> None:
        """Show the name of the file, and the dot while something in it is not saved."""
        metrics = self.file.fontMetrics()
        self.file.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, NAME - 12))
        self.file.setToolTip(tip_of(path or name))
        unsaved = say(M("Not saved"), self._lang)
        self.dot.setText(DOT if dirty else "")
        self.dot.setToolTip(unsaved if dirty else "")
        self.dot.setAccessibleName(unsaved if dirty else say(M("Saved"), self._lang))

    def show_overlays(
        self,
        metrics: Sequence[tuple[str, str]],
        metric: str,
        periods: Sequence[tuple[str, str]],
        period: str,
    ) -> None:
        """Offer the metrics and periods of the map, each as (words, key)."""
        none = say(M("No overlay"), self._lang)
        prefix = [
            (say(M("Overlay: {metric}", metric=words), self._lang), key) for words, key in metrics
        ]
        self.overlay.offer([(none, ""), *prefix], metric)
        self.period.offer([(say(M("Newest"), self._lang), ""), *periods], period)
        self.period.setEnabled(bool(metric))

    def show_findings(self, count: int, level: str, theme: ThemeChoice) -> None:
        """Show how many findings there are and how bad the worst of them is."""
        table = colors(theme)
        look = {"error": "alarm", "warning": "fair.text"}.get(level, "plain.text")
        self.findings.setIcon(icon(level if count else "check", table[look], size=16))
        self.findings.setText(say_number(count, self._lang))
        words = M("{n} finding", plural="{n} findings", n=count)
        self.findings.setAccessibleName(say(words, self._lang))
        self.findings.setToolTip(say(words, self._lang))
        set_property(self.findings, "level", level if count else "info")
