"""The strip under the top bar while an overlay is on: segment, periods, playing, legend.

It shows what it is told and says what a person wishes; `overlays.py` knows the map.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from journeymap.model.text import M, Message, is_rtl, say
from journeymap.ui.actions import row_of, tip
from journeymap.ui.controls import label
from journeymap.ui.icons import icon
from journeymap.ui.overlay.choice import GroupedChoice, Groups
from journeymap.ui.overlay.legend import Item, Legend
from journeymap.ui.overlay.slider import PeriodSlider
from journeymap.ui.style import ThemeChoice, colors, px

HEIGHT = 36  # pixels at the usual text size; the canvas has no more to give
SLIDER, AROUND = 170, 64  # what the slider has at least; margins and the room between
NARROW = 760  # under this width the legend gives way altogether


class OverlayBar(QWidget):
    """One row of controls; it takes up no room while there is nothing to show."""

    segment_chosen = Signal(object)
    period_chosen = Signal(int)  # the number of a stop
    held = Signal()  # a person takes hold of the slider
    newest_wished = Signal()
    play_wished = Signal()
    step_wished = Signal(int)  # 1 for the next period, -1 for the one before

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._playing = False
        self._theme: ThemeChoice = "light"
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(say(M("Overlay"), lang))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.setSpacing(2)
        self.segment = GroupedChoice(say(M("Segment"), lang))
        self.segment.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.segment.activated.connect(
            lambda _: self.segment_chosen.emit(self.segment.currentData())
        )
        row.addWidget(self.segment)
        row.addSpacing(6)
        self.back = self._tool("period-previous")
        self.back.clicked.connect(lambda: self.step_wished.emit(-1))
        self.play = self._tool("play")
        self.play.clicked.connect(self.play_wished)
        self.forward = self._tool("period-next")
        self.forward.clicked.connect(lambda: self.step_wished.emit(1))
        for each in (self.back, self.play, self.forward):
            row.addWidget(each)
        self.slider = PeriodSlider(say(M("Period of the overlay"), lang))
        self.slider.chosen.connect(self.period_chosen)
        self.slider.taken_hold.connect(self.held)
        row.addWidget(self.slider, 1)
        self.words = label("", "number")
        row.addSpacing(4)
        row.addWidget(self.words)
        self.newest = QToolButton()
        self.newest.setText(say(M("Newest"), lang))
        self.newest.setCheckable(True)
        self.newest.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        newest = say(M("Show the newest value of each place"), lang)
        self.newest.setToolTip(newest)
        self.newest.clicked.connect(lambda _: self.newest_wished.emit())
        row.addSpacing(4)
        row.addWidget(self.newest)
        self.line = QFrame()
        self.line.setProperty("look", "upright")
        row.addSpacing(8)
        row.addWidget(self.line)
        row.addSpacing(8)
        self.legend = Legend()
        row.addWidget(self.legend)
        # nothing but a sentence where a metric has no readings
        self.empty = label("", "soft")
        row.addWidget(self.empty, 1)
        self._fix_height()
        self.set_theme("light")

    def _tool(self, id: str) -> QToolButton:
        tool = QToolButton()
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tool.setIconSize(QSize(px(16), px(16)))
        tool.setAccessibleName(say(row_of(id).text, self._lang))
        tool.setToolTip(tip(row_of(id), self._lang))
        return tool

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fix_height()

    def _fix_height(self) -> None:
        # the fonts of some scripts are high, and so is text that is set larger
        self.setFixedHeight(max(HEIGHT, self.fontMetrics().height() + 14))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room(event.size().width())

    def _make_room(self, width: int) -> None:
        wide = width >= NARROW
        there = self.empty.isHidden()
        self.legend.setVisible(wide and there)
        self.line.setVisible(wide and there)
        self.segment.setFixedWidth(150 if width >= 1000 else 110)
        if self.legend.isHidden():
            return
        taken = sum(
            max(each.sizeHint().width(), each.minimumWidth()) + 2
            for each in (self.segment, self.back, self.play, self.forward, self.words, self.newest)
            if not each.isHidden()
        )
        slider = 0 if self.slider.isHidden() else SLIDER
        self.legend.fit(width - taken - slider - AROUND)

    def first(self) -> QWidget:
        """Return what the focus comes to first."""
        return self.slider if not self.slider.isHidden() else self.segment

    # ------------------------------------------------------------ showing

    def show_segments(self, groups: Groups, current: object) -> None:
        """Offer segments; without any the choice is not there."""
        self.segment.setVisible(bool(groups))
        self.segment.put(groups, current)

    def show_periods(
        self, words: Sequence[str], coarse: frozenset[int], at: int, newest: bool, name: str
    ) -> None:
        """Show the stops and where it stands; `name` is said beside the slider."""
        several = len(words) > 1
        for each in (self.back, self.play, self.forward, self.slider, self.newest):
            each.setVisible(several)
        self.words.setVisible(bool(words))
        self.slider.put(words, coarse, at)
        self.words.setText(name)
        metrics = self.words.fontMetrics()
        widest = max((metrics.horizontalAdvance(each) for each in (*words, name)), default=0)
        self.words.setMinimumWidth(min(widest + 4, 190))
        self.back.setEnabled(at > 0)
        self.forward.setEnabled(at < len(words) - 1)
        self.newest.setChecked(newest)

    def show_legend(self, items: Sequence[Item], soft: str) -> None:
        """Show what the bands mean and how many touchpoints are in each."""
        self.legend.put(items, soft)
        self._make_room(self.width())

    def show_empty(self, why: Message | None) -> None:
        """Say why there is nothing to show; None where there is."""
        self.empty.setText(say(why, self._lang) if why else "")
        self.empty.setVisible(why is not None)
        self._make_room(self.width())

    def show_playing(self, playing: bool) -> None:
        """Show whether it plays."""
        self._playing = playing
        name = (
            say(M("Stop playing"), self._lang) if playing else say(row_of("play").text, self._lang)
        )
        self.play.setAccessibleName(name)
        self.play.setToolTip(name if playing else tip(row_of("play"), self._lang))
        self.set_theme(self._theme)

    def set_theme(self, theme: ThemeChoice) -> None:
        """Draw the icons anew."""
        self._theme = theme
        table, rtl = colors(theme), is_rtl(self._lang)
        for tool, name in (
            (self.back, "back"),
            (self.play, "pause" if self._playing else "present"),
            (self.forward, "forward"),
        ):
            tool.setIcon(icon(name, table["text.soft"], table["disabled"], px(16), flip=rtl))
