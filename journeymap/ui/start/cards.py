"""A button with a picture, a name and a few words, painted in one piece.

A start page has a dozen of them, and each made of labels in a layout would be paid for before the
first paint. Nothing of the model may be imported here.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy

from journeymap.model.text import text_is_rtl
from journeymap.ui.controls import leading
from journeymap.ui.icons import paint
from journeymap.ui.style import ThemeChoice, colors, px

SIDE, ABOVE, GAP, PICTURE = 14, 12, 4, 20  # pixels at the usual text size
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WRAP = Qt.TextFlag.TextWordWrap


class Card(QPushButton):
    """Name and words beside a picture; as high as they need."""

    def __init__(self, name: str, about: str, icon: str, theme: ThemeChoice) -> None:
        super().__init__()
        self._name, self._about, self._icon = name, about, icon
        self._table = colors(theme)
        # the boxes of a width and a font: they are asked for many times before the first paint
        self._boxed: tuple[tuple[int, str], tuple[QRect, QRect, int]] | None = None
        self.setProperty("look", "card")
        self.setAccessibleName(f"{name}: {about}" if about else name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: ThemeChoice) -> None:
        """Paint in the colours of another theme."""
        self._table = colors(theme)
        self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        strong, small = QFont(self.font()), QFont(self.font())
        strong.setBold(True)
        size = small.pixelSize()
        if size > 0:
            small.setPixelSize(size - px(1))
        return strong, small

    def _boxes(self, width: int) -> tuple[QRect, QRect, int]:
        """Return where name and words stand in a card of a width, and how high it has to be."""
        asked = (width, self.font().key())
        if self._boxed is not None and self._boxed[0] == asked:
            return self._boxed[1]
        strong, small = self._fonts()
        start = px(SIDE + PICTURE + 10)
        room = max(width - start - px(SIDE), px(60))
        high = 10_000
        name = QFontMetrics(strong).boundingRect(0, 0, room, high, int(_WRAP), self._name)
        about = QFontMetrics(small).boundingRect(0, 0, room, high, int(_WRAP), self._about)
        top, gap = px(ABOVE), px(GAP) if self._about else 0
        first = QRect(start, top, room, name.height())
        second = QRect(start, first.bottom() + gap, room, about.height() if self._about else 0)
        found = first, second, second.bottom() + top + 2
        self._boxed = asked, found
        return found

    def sizeHint(self) -> QSize:
        return QSize(px(150), self._boxes(max(self.width(), px(150)))[2])

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter as by Space: not every desktop presses its buttons by both."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needs = self._boxes(self.width())[2]
        if needs != self.minimumHeight():
            self.setMinimumHeight(needs)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)  # the ground and its frame
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter = QPainter(self)
        strong, small = self._fonts()
        name, about, _ = self._boxes(self.width())
        side = px(PICTURE)
        picture = QRect(px(SIDE), px(ABOVE) - 1, side, side)
        soft, text = self._table["text.soft"], self._table["text"]
        if not self.isEnabled():
            soft = text = self._table["disabled"]
        for box, font, color, words in (
            (name, strong, text, self._name),
            (about, small, soft, self._about),
        ):
            painter.setFont(font)
            painter.setPen(QColor(color))
            runs = text_is_rtl(words, rtl)
            way = Qt.LayoutDirection.RightToLeft if runs else Qt.LayoutDirection.LeftToRight
            painter.setLayoutDirection(way)
            flags = leading() | Qt.AlignmentFlag.AlignTop | _WRAP
            painter.drawText(self._mirrored(box, rtl), int(flags), words)
        color = self._table["accent" if self.isEnabled() else "disabled"]
        paint(painter, self._icon, QRectF(self._mirrored(picture, rtl)), color, rtl)
        painter.end()

    def _mirrored(self, box: QRect, rtl: bool) -> QRect:
        return (
            QRect(self.width() - box.right() - 1, box.y(), box.width(), box.height())
            if (rtl)
            else box
        )
