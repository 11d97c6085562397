"""The bar on top: the file and whether it is saved, tools, overlay, period, findings, export.

It shows what it is told and says what a person wishes. Shown before the model is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget

from journeymap.model.text import M, Message, say, say_number
from journeymap.ui.actions import TOOLBAR, row_of, tip
from journeymap.ui.controls import Choice, button, label, set_property, tip_of
from journeymap.ui.icons import icon
from journeymap.ui.style import ThemeChoice, colors

NAME = 190  # most room for the name of the file, in pixels
DOT = "●"


class TopBar(QToolBar):
    """The one toolbar of the window."""

    metric_chosen = Signal(str)
    period_chosen = Signal(str)

    def __init__(self, lang: str, commands: Mapping[str, QAction]) -> None:
        super().__init__()
        self._lang = lang
        self._name = ""
        self._level, self._count = "info", 0
        self.setObjectName("top")
        self.setWindowTitle(say(M("Tools"), lang))
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(18, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.file = label("")
        self.file.setObjectName("file")
        self.file.setMaximumWidth(NAME)
        self.dot = label("")
        self.dot.setObjectName("dot")
        self.addWidget(self.file)
        self.addWidget(self.dot)
        self.addSeparator()
        for id in TOOLBAR:
            if not id:
                self.addSeparator()
                continue
            self.addAction(commands[id])
            tool = self.widgetForAction(commands[id])
            tool.setAccessibleName(say(row_of(id).text, lang))
            tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if id in ("undo", "redo"):
                tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)  # type: ignore[attr-defined] # a tool button
        room = QWidget()
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(room)
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
        self._widgets = [self.addWidget(each) for each in (self.overlay, self._gap(), self.period)]
        for each in (self._gap(), self.findings, self._gap(), self.export):
            self._widgets.append(self.addWidget(each))

    def _gap(self) -> QWidget:
        gap = QWidget()
        gap.setFixedWidth(8)
        return gap

    def _choice(self, name: Message, width: int) -> Choice:
        made = Choice(say(name, self._lang))
        made.setToolTip(say(name, self._lang))
        made.setFixedWidth(width)
        return made

    def show_file(self, name: str, path: str, dirty: bool) -> None:
        """Show the name of the file, and the dot while something in it is not saved."""
        self._name = name
        metrics = self.file.fontMetrics()
        self.file.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, NAME - 12))
        self.file.setToolTip(tip_of(path or name))
        unsaved = say(M("Not saved"), self._lang)
        self.dot.setText(DOT if dirty else "")
        self.dot.setToolTip(unsaved if dirty else "")
        self.dot.setAccessibleName(unsaved if dirty else say(M("Saved"), self._lang))

    def show_map(self, there: bool) -> None:
        """Show or hide what belongs to a map."""
        for action in self._widgets:
            action.setVisible(there)

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
        self._level, self._count = level, count
        table = colors(theme)
        look = {"error": "alarm", "warning": "fair.text"}.get(level, "plain.text")
        self.findings.setIcon(icon(level if count else "check", table[look], size=16))
        self.findings.setText(say_number(count, self._lang))
        words = M("{n} finding", plural="{n} findings", n=count)
        self.findings.setAccessibleName(say(words, self._lang))
        self.findings.setToolTip(say(words, self._lang))
        set_property(self.findings, "level", level if count else "info")
