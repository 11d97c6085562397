"""The legend of the overlay: what a value is worth by shape, word and limit, and how many have it.

It says all of it where there is room, and lets go of limits first and of words then; a tooltip and
the accessible name always say the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from journeymap.ui.controls import leading, tip_of
from journeymap.ui.icons import paint

SHAPE, NEAR, APART = 13, 5, 14  # pixels: a shape, the room after it, and between two items


class Item(NamedTuple):
    """One thing in the legend: its shape and texts, from soft to strong, with their colours.

    `words` and `limit` give way; `strong` stays. An item without a shape stays only with words.
    """

    shape: str
    words: str
    limit: str
    strong: str
    color: str  # of the shape
    ink: str  # of the strong text
    heard: str  # the whole of it, said in one breath

    def texts(self, level: int) -> tuple[tuple[str, bool], ...]:
        """Return what is painted at a level of detail: (text, strong); 0 is all of it."""
        if level >= 2 and not self.shape:
            return ((self.strong, True),)
        soft = (self.words if level < 2 else "", self.limit if level < 1 else "")
        parts = [(text, False) for text in soft if text]
        return (*parts, (self.strong, True))


LEVELS = 3


class Legend(QWidget):
    """A row of items that is painted as fully as its width allows."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[Item, ...] = ()
        self._soft = "#000000"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def put(self, items: Sequence[Item], soft: str) -> None:
        """Show these items; `soft` is the colour of what gives way."""
        self._items, self._soft = tuple(items), soft
        self.setAccessibleName("; ".join(item.heard for item in items))
        self.setToolTip(tip_of("\n".join(item.heard for item in items)))
        self.update()

    def fit(self, room: int) -> None:
        """Be as wide as the fullest level of detail that `room` pixels allow."""
        self.setFixedWidth(self._width(self._level_for(room)))

    @property
    def level(self) -> int:
        """The level of detail that its width allows: 0 for all of it, 2 for the least."""
        return self._level_for(self.width())

    def _level_for(self, room: int) -> int:
        fitting = (each for each in range(LEVELS) if self._width(each) <= room)
        return next(fitting, LEVELS - 1)

    def sizeHint(self) -> QSize:
        return QSize(self._width(0), 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(LEVELS - 1), 28)

    def _width(self, level: int) -> int:
        widths = [self._item_width(item, level) for item in self._items]
        return round(sum(widths) + APART * max(len(widths) - 1, 0)) + 2

    def _item_width(self, item: Item, level: int) -> float:
        shape = SHAPE + NEAR if item.shape else 0
        texts = item.texts(level)
        inner = sum(self._text_width(text, strong) for text, strong in texts)
        return shape + inner + NEAR * (len(texts) - 1)

    def _text_width(self, text: str, strong: bool) -> float:
        return QFontMetrics(self._font(strong)).horizontalAdvance(text)

    def _font(self, strong: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(self.font().pixelSize() - 1, 9))
        font.setBold(strong)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        level, x, high = self.level, 0.0, float(self.height())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item in self._items:
            if item.shape:
                box = self._box(x, SHAPE, high)
                square = QRectF(box.x(), (high - SHAPE) / 2, SHAPE, SHAPE)
                paint(painter, item.shape, square, item.color, flip=rtl)
                x += SHAPE + NEAR
            for text, strong in item.texts(level):
                painter.setFont(self._font(strong))
                painter.setPen(QColor(item.ink if strong else self._soft))
                width = self._text_width(text, strong)
                flags = leading() | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
                painter.drawText(self._box(x, width + 1, high), int(flags), text)
                x += width + NEAR
            x += APART - NEAR
        painter.end()

    def _box(self, x: float, width: float, height: float) -> QRectF:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - x - width if rtl else x, 0, width, height)
