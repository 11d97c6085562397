"""The health of the map as a row of small buttons: findings by level and kind, coverage, review.

It shows what it is told as fully as its room allows and says what a person wishes. It knows no map.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from journeymap.model.text import M, Message, say, say_number, say_percent
from journeymap.model.vocabulary import NAMES, Level
from journeymap.ui.controls import label, tip_of
from journeymap.ui.icons import icon
from journeymap.ui.style import ThemeChoice, colors, px

LEVELS: tuple[Level, ...] = ("error", "warning", "info")
KINDS: Mapping[str, tuple[Message, Message]] = {
    "map": (M("Map"), M("About the map")),
    "experience": (M("Experience"), M("About the experience")),
}
FEWEST = 4  # the level of detail at which only the counts of findings are left
ICON = 14
APART = 5  # pixels on both sides of the line between two kinds


class Health(NamedTuple):
    """What is known of the health of a map."""

    counts: Mapping[tuple[str, str], int]  # kind and level -> findings
    coverage: float | None  # 0..1, None without touchpoints
    review: Message
    day: Message | None  # of the review, None where there was none
    overdue: bool = False


class HealthLine(QWidget):
    """Counts that can be clicked; words give way before numbers do."""

    findings_wanted = Signal(str, str)  # kind and level
    coverage_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self.setAccessibleName(say(M("Health of the map"), lang))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(0)
        self.names: dict[str, QLabel] = {}
        self.fine: dict[str, QLabel] = {}  # where nothing was found of a kind
        self.counts: dict[tuple[str, str], QToolButton] = {}
        for kind, (name, whole) in KINDS.items():
            self.names[kind] = label(say(name, lang), "tight")
            self.names[kind].setToolTip(say(whole, lang))
            row.addWidget(self.names[kind])
            self.fine[kind] = label("", "tight")
            self.fine[kind].setFixedHeight(px(ICON) + 4)
            row.addWidget(self.fine[kind])
            for level in LEVELS:
                tool = self.counts[kind, level] = self._tool()
                tool.clicked.connect(partial(self._wish, kind, level))
                row.addWidget(tool)
            line = QFrame()
            line.setProperty("look", "upright")
            row.addSpacing(px(APART))
            row.addWidget(line)
            row.addSpacing(px(APART))
        self.coverage, self.review = self._tool(), self._tool()
        self.coverage.clicked.connect(self.coverage_wanted)
        self.review.clicked.connect(self.review_wanted)
        row.addWidget(self.coverage)
        row.addWidget(self.review)
        self._words: dict[QToolButton, tuple[str, ...]] = {}  # by level of detail
        self._detail = 0

    def _tool(self) -> QToolButton:
        tool = QToolButton()
        tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tool.setIconSize(QSize(px(ICON), px(ICON)))
        tool.setCursor(Qt.CursorShape.PointingHandCursor)
        return tool

    def _wish(self, kind: str, level: str, _checked: bool = False) -> None:
        self.findings_wanted.emit(kind, level)

    # ------------------------------------------------------------ showing

    def put(self, health: Health, theme: ThemeChoice) -> None:
        """Show what is known of a map."""
        table, lang = colors(theme), self._lang
        for (kind, level), tool in self.counts.items():
            n = health.counts.get((kind, level), 0)
            tool.setVisible(n > 0)
            tool.setText(say_number(n, lang))
            tool.setIcon(icon(level, table[level], size=px(ICON)))
            found = M("{n} finding", plural="{n} findings", n=n)
            said = M("{what}: {value}", what=NAMES["level"][level], value=found)
            said = M("{what}: {value}", what=KINDS[kind][1], value=said)
            self._name(tool, say(said, lang))
        for kind, fine in self.fine.items():
            fine.setVisible(not any(health.counts.get((kind, level), 0) for level in LEVELS))
            fine.setPixmap(icon("check", table["good.text"], size=px(ICON)).pixmap(px(ICON)))
            said = M("{what}: {value}", what=KINDS[kind][1], value=M("No finding here"))
            fine.setToolTip(say(said, lang))
            fine.setAccessibleName(say(said, lang))
        share = "–" if health.coverage is None else say_percent(health.coverage, lang)
        known = say(M("{what}: {value}", what=M("Coverage"), value=share), lang)
        self.coverage.setIcon(icon("table", table["text.soft"], size=px(ICON)))
        self._name(self.coverage, known)
        ink = table["warning" if health.overdue else "text.soft"]
        name = "warning" if health.overdue else "calendar"
        self.review.setIcon(icon(name, ink, size=px(ICON)))
        self._name(self.review, say(health.review, lang))
        day = say(health.day, lang) if health.day is not None else ""
        self._words = {
            self.coverage: (known, known, share, share, share),
            self.review: (say(health.review, lang), day, day, "", ""),
        }
        self._spell()

    def _name(self, tool: QToolButton, words: str) -> None:
        tool.setAccessibleName(words)
        tool.setToolTip(tip_of(words))

    def fit(self, room: int) -> None:
        """Say as much as `room` pixels allow; the counts of findings stay."""
        for detail in range(FEWEST + 1):
            self._detail = detail
            self._spell()
            if self.sizeHint().width() <= room:
                break
        self.setFixedWidth(self.sizeHint().width())

    def sizeHint(self) -> QSize:
        # no higher than the texts beside it: the status bar would push the map when it comes
        return QSize(super().sizeHint().width(), self.names["map"].sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _spell(self) -> None:
        detail = self._detail
        for name in self.names.values():
            name.setVisible(detail < FEWEST)
        for tool, words in self._words.items():
            tool.setText(words[detail])
            tool.setVisible(detail < FEWEST or tool is self.coverage)
            style = Qt.ToolButtonStyle
            only = style.ToolButtonTextBesideIcon if words[detail] else style.ToolButtonIconOnly
            tool.setToolButtonStyle(only)
        self._row.invalidate()
