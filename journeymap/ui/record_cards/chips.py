"""What a record is at a glance: chips that lead to its stage, channel and personas, and counts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from journeymap.model.index import Key
from journeymap.model.journey import Touchpoint
from journeymap.model.text import M
from journeymap.ui.controls import label as text_label
from journeymap.ui.controls import leading, tip_of
from journeymap.ui.counting import beside, counts_of
from journeymap.ui.record_cards.card import Cards
from journeymap.ui.record_cards.row import ENTER
from journeymap.ui.roles import give_role
from journeymap.ui.session import Session

APART = 6  # pixels between two chips


class Saying(NamedTuple):
    """A chip: its words, its colours, and where it leads, which is nowhere for the empty key."""

    words: str
    tone: str
    key: Key


class Chip(QLabel):
    """Words on a rounded ground; they give way where there is little room, and may lead somewhere.

    The tooltip says all of them.
    """

    def __init__(self, session: Session, saying: Saying) -> None:
        super().__init__(saying.words)
        self._session, self.saying = session, saying
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("look", "chip")
        self.setProperty("tone", saying.tone)
        self.setToolTip(tip_of(saying.words))
        self.setAccessibleName(saying.words)
        if saying.key:
            give_role(self, QAccessible.Role.Link)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def minimumSizeHint(self) -> QSize:
        return QSize(32, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        whole = self.fontMetrics().horizontalAdvance(self.saying.words)
        return QSize(whole + self._around() + 1, super().sizeHint().height())

    def _around(self) -> int:
        """Return how many pixels of the width are not for the words."""
        return max(
            super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text()), 0
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ensurePolished()  # words are wider in the weight of the stylesheet
        room = self.contentsRect().width()
        words = self.fontMetrics().elidedText(self.saying.words, Qt.TextElideMode.ElideRight, room)
        if words != self.text():
            self.setText(words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.saying.key:
            self._session.jump(self.saying.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.saying.key:
            self._session.jump(self.saying.key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().highlight().color(), 2))
            half = self.height() / 2 - 1
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), half, half)
            painter.end()


class ChipsCard(Cards):
    """Moment of truth, stage, channels and personas of a touchpoint."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sayings: tuple[Saying, ...] = ()
        self._lines: list[QWidget] = []
        self._chips: list[Chip] = []
        self._ends: list[int] = []  # the number of chips up to the end of each line

    def fill(self, keys: tuple[Key, ...]) -> bool:
        """Show the chips of one touchpoint."""
        sayings = tuple(self._found(keys[0])) if len(keys) == 1 else ()
        if sayings != self._sayings:
            self._sayings = sayings
            for chip in self._chips:
                chip.hide()
                chip.deleteLater()
            self._chips = []
            before: QWidget = self
            for saying in sayings:
                chip = Chip(self._session, saying)
                chip.setParent(self)
                self._chips.append(chip)
                QWidget.setTabOrder(before, chip)
                before = chip
            self._ends = []
            self._wrap()
        return bool(sayings)

    @property
    def chips(self) -> list[Chip]:
        """The chips as they stand."""
        return list(self._chips)

    def minimumSizeHint(self) -> QSize:
        return QSize(32, super().minimumSizeHint().height())  # they are wrapped to what there is

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        """Put as many chips on a line as there is room for, at least one."""
        ends: list[int] = []
        used = 0
        for n, chip in enumerate(self._chips):
            chip.ensurePolished()
            wide = chip.sizeHint().width()
            if n and used + APART + wide > self.width():
                ends.append(n)
                used = wide
            else:
                used += wide + (APART if n else 0)
        ends.append(len(self._chips))
        if ends == self._ends:
            return
        self._ends = ends
        gone = self._lines
        self._lines = [
            self._line(self._chips[first:last]) for first, last in pairwise((0, *ends)) if last
        ]
        for line in gone:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()

    def _line(self, chips: list[Chip]) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(APART)
        for chip in chips:
            row.addWidget(chip)
            chip.show()
        row.addStretch(1)
        self._column.addWidget(box)
        return box

    def _found(self, key: Key) -> Iterable[Saying]:
        index = self._session.index
        touchpoint = index.touchpoint(key)
        if touchpoint is None:
            return
        if touchpoint.moment_of_truth:
            yield Saying(f"★ {self.say(M('Moment of truth'))}", "star", "")
        if stage := index.stage(touchpoint.stage):
            yield Saying(stage.name, "accent", stage.id)
        for name in (touchpoint.channel, *touchpoint.also):
            if channel := index.channel(name):
                yield Saying(channel.name, "good", channel.id)
        for name in touchpoint.personas:
            if persona := index.persona(name):
                yield Saying(persona.name, "", persona.id)


class CountsCard(Cards):
    """How much a stage, a channel or the map holds."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._words = text_label("", "soft", wrap=True)
        self._column.addWidget(self._words)

    def fill(self, keys: tuple[Key, ...]) -> bool:
        """Say how much one of them holds."""
        m, entry = self._session.map, self._session.index.get(keys[0])
        if entry is None:
            parts = counts_of(m)
        else:
            touchpoints: Iterable[Touchpoint] = m.touchpoints
            n = sum(getattr(each, entry.kind, None) in keys for each in touchpoints)
            parts = (M("{n} touchpoint", plural="{n} touchpoints", n=n),)
        self._words.setText(beside(map(self.say, parts), self._lang))
        return True
