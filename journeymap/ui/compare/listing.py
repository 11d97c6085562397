"""The list of what differs: by stage or by kind, each with its sign and its sentences.

It knows words and signs and no canvas; the window brings both together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from journeymap.model.differences import Difference, What
from journeymap.model.labels import KIND_NAMES
from journeymap.model.text import M, capitals, is_rtl, say
from journeymap.picture.compared import COLORS, ICONS
from journeymap.picture.theme import THEMES
from journeymap.ui import icons
from journeymap.ui.compare.wording import Pair, sentences, spoken, title_of
from journeymap.ui.controls import tip_of
from journeymap.ui.session import Theme
from journeymap.ui.style import colors, px

Order = Literal["stage", "kind"]
_NUMBER, _WHAT, _HEAD, _MORE = (Qt.ItemDataRole.UserRole + n for n in range(4))
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
PAD, APART = 7, 8  # pixels around a row, and between its sign and its words
At = QModelIndex | QPersistentModelIndex
SIZE = 18  # pixels of a sign


def sign(what: What, theme: Theme, size: int = SIZE, rtl: bool = False) -> QPixmap:
    """Return the sign of a sort of difference, as it stands on the map."""
    table, side = THEMES[theme], 2 * px(size)
    made = QPixmap(QSize(side, side))
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, side / 2, side / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(table.color(f"fill:{COLORS[what]}")))
    painter.drawEllipse(box)
    inset = side / 2 * 0.16
    ink = table.color(f"on:{COLORS[what]}")
    icons.paint(painter, ICONS[what], box.adjusted(inset, inset, -inset, -inset), ink, rtl)
    painter.end()
    return made


class RowPainter(QStyledItemDelegate):
    """Paints a row: the sign, the name, and under it the sentences, as many lines as they need."""

    def __init__(self, of: DifferenceList) -> None:
        super().__init__(of)
        self._list = of

    def _fonts(self) -> tuple[QFont, QFont]:
        plain = QFont(self._list.font())
        bold = QFont(plain)
        bold.setBold(True)
        return bold, plain

    def _beside(self) -> int:
        return px(SIZE) + px(APART)

    def _heights(self, index: At, width: int) -> tuple[int, int]:
        """Return how high name and sentences are in a row of that width."""
        room = QRect(0, 0, max(width - self._beside() - 2 * px(PAD), 40), 10_000)
        found = []
        for font, role in zip(self._fonts(), (_HEAD, _MORE), strict=True):
            text = str(index.data(role) or "")
            box = QFontMetrics(font).boundingRect(room, _WRAPPED, text)
            found.append(box.height() if text else 0)
        return found[0], found[1]

    def sizeHint(self, option: QStyleOptionViewItem, index: At) -> QSize:
        if index.data(_NUMBER) is None:
            return QSize(0, self._list.fontMetrics().height() + px(14))
        width = self._list.viewport().width()
        return QSize(0, max(sum(self._heights(index, width)), px(SIZE)) + 2 * px(5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: At) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        table, rtl = colors(self._list.theme), option.direction == Qt.LayoutDirection.RightToLeft
        room = QRect(option.rect).adjusted(px(PAD), px(5), -px(PAD), -px(5))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = _WRAPPED | int(side) | int(Qt.AlignmentFlag.AlignAbsolute)
        bold, plain = self._fonts()
        if index.data(_NUMBER) is None:
            bold.setPixelSize(max(self._list.fontInfo().pixelSize() - 2, 9))
            painter.setFont(bold)
            painter.setPen(QColor(table["text.soft"]))
            low = int(side) | int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignAbsolute)
            painter.drawText(room, low, str(index.data(_HEAD)))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(table["accent"]) if self._list.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(table["chosen"]))
            frame = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRoundedRect(frame, 6, 6)
        picture = self._list.picture(index.data(_WHAT))
        at = room.right() - px(SIZE) + 1 if rtl else room.left()
        painter.drawPixmap(at, room.top(), px(SIZE), px(SIZE), picture)
        beside = self._beside()
        words = room.adjusted(0, 0, -beside, 0) if rtl else room.adjusted(beside, 0, 0, 0)
        head, _ = self._heights(index, QRect(option.rect).width())
        painter.setPen(QColor(table["text"]))
        painter.setFont(bold)
        painter.drawText(words, flags, str(index.data(_HEAD)))
        painter.setFont(plain)
        painter.drawText(words.adjusted(0, head, 0, 0), flags, str(index.data(_MORE) or ""))
        painter.restore()


class DifferenceList(QListWidget):
    """One row a difference under headings; says which is gone to, by its number."""

    gone_to = Signal(int)

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self._rows: dict[int, int] = {}  # number of a difference -> its row
        self._pictures: dict[What, QPixmap] = {}
        self.theme: Theme = "light"
        self.setItemDelegate(RowPainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(say(M("Differences"), lang))
        self.currentItemChanged.connect(self._moved)

    def put(
        self,
        found: Sequence[Difference],
        wanted: Sequence[int],
        pair: Pair,
        order: Order,
        theme: Theme,
    ) -> None:
        """Show the differences with these numbers."""
        blocked = self.blockSignals(True)
        self.clear()
        self._rows = {}
        if theme != self.theme:
            self.theme, self._pictures = theme, {}
        heading = None
        if order == "kind":
            kinds: list[object] = [None, *KIND_NAMES]
            wanted = sorted(wanted, key=lambda n: kinds.index(found[n].kind))
        for number in wanted:
            each = found[number]
            words = self._heading(each, pair, order)
            if words != heading:
                heading = words
                self._add_heading(words)
            self._add(number, each, pair)
        self.blockSignals(blocked)

    def _heading(self, each: Difference, pair: Pair, order: Order) -> str:
        if order == "kind":
            return say(KIND_NAMES[each.kind] if each.kind else M("The map"), self._lang)
        stage = pair.both.index.stage(each.stage)
        if stage is not None:
            return stage.name
        return say(M("The map") if each.kind is None else M("Beside the stages"), self._lang)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem()
        item.setFlags(Qt.ItemFlag.NoItemFlags)  # it is read, and the arrows pass it
        item.setData(_HEAD, capitals(words, self._lang))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.addItem(item)

    def picture(self, what: What) -> QPixmap:
        """Return the sign of a sort of difference."""
        if what not in self._pictures:
            self._pictures[what] = sign(what, self.theme, SIZE, is_rtl(self._lang))
        return self._pictures[what]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows be as high as their words need in the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _add(self, number: int, each: Difference, pair: Pair) -> None:
        item = QListWidgetItem()
        item.setData(_HEAD, say(title_of(each, pair), self._lang))
        item.setData(_MORE, "\n".join(sentences(each, pair, self._lang)))
        item.setData(_WHAT, each.whats[0])
        item.setData(_NUMBER, number)
        words = spoken(each, pair, self._lang)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        item.setToolTip(tip_of(words))
        self._rows[number] = self.count()
        self.addItem(item)

    def numbers(self) -> list[int]:
        """Return the numbers of the differences that are shown, from above to below."""
        return list(self._rows)

    @property
    def number(self) -> int:
        """The number of the difference that is gone to, -1 for none."""
        item = self.currentItem()
        number = item.data(_NUMBER) if item is not None else None
        return -1 if number is None else int(number)

    def go(self, number: int) -> None:
        """Go to a difference; to none for a number that is not shown."""
        row = self._rows.get(number, -1)
        blocked = self.blockSignals(True)
        self.setCurrentRow(row)
        self.blockSignals(blocked)
        if row >= 0:
            self.scrollToItem(self.item(row))
        self.gone_to.emit(number if row >= 0 else -1)

    def clear_place(self) -> None:
        """Go to none, and tell nobody."""
        blocked = self.blockSignals(True)
        self.setCurrentRow(-1)
        self.clearSelection()
        self.blockSignals(blocked)

    def _moved(self, item: QListWidgetItem | None, _was: QListWidgetItem | None) -> None:
        number = item.data(_NUMBER) if item is not None else None
        if number is not None:
            self.gone_to.emit(int(number))
