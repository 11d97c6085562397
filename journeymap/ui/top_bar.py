"""The bar on top: the file and whether it is saved, tools, filter, overlay, findings, export.

It shows what it is told and says what a person wishes. Shown before the model is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from journeymap.model.text import M, isolated, say, say_number
from journeymap.ui.actions import TOOLBAR, keys_text, row_of, tip
from journeymap.ui.controls import button, label, set_property, tip_of
from journeymap.ui.icons import put_on
from journeymap.ui.overlay.choice import GroupedChoice, Groups
from journeymap.ui.style import ThemeChoice, colors, px

LONG, NAME, SHORT = 320, 190, 96  # most room for the name of a file, in pixels; where there is less
OVERLAY, SLIM = 176, 112  # the width of the choice of an overlay, likewise
HIGH = 33  # the choice of an overlay and the button beside it, in pixels
# the findings, so that nothing moves when their number comes: least width and height, in pixels
PILL_WIDE, PILL_HIGH = 68, 28
DOT = "●"
# What gives way, step by step, until all fits: the words of the tools, the length of names, the
# name of the file (the window's title has it too), and tools that a menu has too.
STEPS = 6
BACK = 130  # most room for the title of the map before, in pixels


class TopBar(QWidget):
    """The one toolbar of the window; the words of its tools give way where there is little room.

    A plain row and no QToolBar, whose way out is to hide what does not fit behind a button.
    """

    metric_chosen = Signal(str)

    def __init__(self, lang: str, commands: Mapping[str, QAction]) -> None:
        super().__init__()
        self._lang = lang
        self.setObjectName("top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 12, 7)
        self._row.setSpacing(2)
        # hidden until a link was followed
        self.back = QToolButton()
        self.back.setDefaultAction(commands["back"])
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.setIconSize(QSize(px(18), px(18)))
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back.hide()
        self._row.addWidget(self.back)
        self.file = label("")
        self.file.setObjectName("file")
        self.dot = label("")
        self.dot.setObjectName("dot")
        self._row.addWidget(self.file)
        self._row.addWidget(self.dot)
        self._first_line = self._add_line()
        self._tools: list[QToolButton] = []
        for id in TOOLBAR:
            if id:
                self._add_tool(id, commands[id])
            else:
                self._add_line()
        self._row.addStretch(1)
        self.filter = Counted(lang)
        self._add_tool("filter", commands["filter"], self.filter)
        # not called `metric`: that is a virtual function of every widget
        self.overlay = GroupedChoice(say(M("Overlay metric"), lang))
        self.overlay.setToolTip(tip(row_of("overlay"), lang))
        self.overlay.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.overlay.activated.connect(
            lambda _: self.metric_chosen.emit(self.overlay.currentData() or "")
        )
        self.findings = button("", "count")
        self.findings.setCursor(Qt.CursorShape.PointingHandCursor)
        self.findings.setMinimumWidth(px(PILL_WIDE))
        self.findings.setFixedHeight(px(PILL_HIGH))
        self.findings.clicked.connect(commands["findings"].trigger)
        self.export = button(say(M("Export"), lang), "main", tip(row_of("export"), lang))
        self.export.clicked.connect(commands["export"].trigger)
        # of one height, also where letters of one of them are higher than those of the others
        for each in (self.overlay, self.export):
            each.setFixedHeight(px(HIGH))
        for each in (self.overlay, self.findings, self.export):
            self._row.addSpacing(8)
            self._row.addWidget(each)
        self._name = ""
        self._making_room = False
        self._give_way(0)

    def _add_tool(self, id: str, action: QAction, tool: QToolButton | None = None) -> None:
        tool = tool or QToolButton()
        tool.setDefaultAction(action)
        tool.setAccessibleName(say(row_of(id).text, self._lang))
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tool.setIconSize(QSize(px(18), px(18)))
        style = Qt.ToolButtonStyle
        plain = id in ("undo", "redo")
        tool.setToolButtonStyle(
            style.ToolButtonIconOnly if plain else style.ToolButtonTextBesideIcon
        )
        if not plain:
            self._tools.append(tool)
        self._row.addWidget(tool)

    def _add_line(self) -> QFrame:
        line = QFrame()
        line.setProperty("look", "upright")
        self._row.addSpacing(7)
        self._row.addWidget(line)
        self._row.addSpacing(7)
        return line

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        if self._making_room:  # a tool that comes or goes may resize the bar
            return
        self._making_room = True
        for step in range(STEPS):
            self._give_way(step)
            self._row.invalidate()
            if self._row.sizeHint().width() <= self.width():
                break
        self._making_room = False
        # what was laid out for another step must not stay so
        self._row.invalidate()
        self._row.setGeometry(self.rect())

    def _give_way(self, step: int) -> None:
        style = Qt.ToolButtonStyle
        name = (LONG, NAME, NAME, SHORT)[min(step, 3)]
        step -= 1  # a long name of a file gives way before all tools
        for tool in self._tools:
            tool.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if step < 1 else style.ToolButtonIconOnly
            )
        self.overlay.setFixedWidth(px(OVERLAY if step < 2 else SLIM))
        self.file.setVisible(step < 3)
        self._first_line.setVisible(step < 3)
        self._show_name(px(name))
        for tool in self._tools:
            tool.setVisible(step < 4 or tool in (self._tools[0], self.filter))

    def _show_name(self, room: int) -> None:
        metrics = self.file.fontMetrics()
        self.file.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room - 12))

    def show_back(self, title: str) -> None:
        """Offer the way back to the map of this title, none where it is empty."""
        words = say(M("Back to {title}", title=title), self._lang)
        whole, right = isolated(title, self._lang), Qt.TextElideMode.ElideRight
        short = self.back.fontMetrics().elidedText(whole, right, BACK)
        action = self.back.defaultAction()
        action.setIconText(short.replace("&", "&&"))
        action.setToolTip(tip_of(f"{words} ({keys_text(row_of('back').keys[0])})"))
        self.back.setAccessibleName(words)
        self.back.setVisible(bool(title))

    def show_file(self, name: str, path: str, dirty: bool) -> None:
        """Show the name of the file, and the dot while something in it is not saved."""
        self._name = name
        self.file.setToolTip(tip_of(path or name))
        unsaved = say(M("Not saved"), self._lang)
        self.dot.setText(DOT if dirty else "")
        self.dot.setToolTip(unsaved if dirty else "")
        self.dot.setAccessibleName(unsaved if dirty else say(M("Saved"), self._lang))
        self._make_room()

    def show_overlays(self, groups: Groups, metric: str) -> None:
        """Offer what can be laid over the map."""
        self.overlay.put(groups, metric)

    def show_filter(self, count: int) -> None:
        """Show how many values the filter asks for."""
        self.filter.count(count)

    def show_findings(
        self, count: int, level: str, theme: ThemeChoice, checked: bool = True
    ) -> None:
        """Show how many findings there are and how bad the worst is, or that nobody knows yet."""
        table = colors(theme)
        if not checked:
            words = say(M("Checking …"), self._lang)
            # in one sign: “…” looks like a word that was cut
            put_on(self.findings, "hourglass", table["text.soft"], 16)
            self.findings.setText("")
            self.findings.setAccessibleName(words)
            self.findings.setToolTip(words)
            set_property(self.findings, "level", "info")
            self._make_room()
            return
        look = {"error": "alarm", "warning": "fair.text"}.get(level, "plain.text")
        put_on(self.findings, level if count else "check", table[look], 16)
        self.findings.setText(say_number(count, self._lang))
        found = say(M("{n} finding", plural="{n} findings", n=count), self._lang)
        self.findings.setAccessibleName(found)
        self.findings.setToolTip(found)
        set_property(self.findings, "level", level if count else "info")
        self._make_room()


class Counted(QToolButton):
    """A tool with a number on its corner, for what is in force though it is not seen."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang, self._count = lang, 0

    def count(self, n: int) -> None:
        """Show a number, none for 0."""
        self._count = n
        words = say(row_of("filter").text, self._lang)
        active = M("{what}: {n} active", what=words, n=n)
        self.setAccessibleName(say(active, self._lang) if n else words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(max(font.pixelSize() - 3, 9))
        font.setBold(True)
        painter.setFont(font)
        words = say_number(self._count, self._lang)
        high = painter.fontMetrics().height() - 1.0
        wide = max(high, painter.fontMetrics().horizontalAdvance(words) + 7.0)
        # on the corner of the icon, which stands at the start
        x = 17.0
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x - wide
        badge = QRectF(x, 0.0, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().highlight())
        painter.drawRoundedRect(badge, high / 2, high / 2)
        painter.setPen(QColor(self.palette().highlightedText().color()))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
