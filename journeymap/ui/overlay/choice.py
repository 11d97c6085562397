"""A choice whose entries stand in groups under headings, each with a detail at its end.

The overlay is chosen from metrics grouped by who speaks, the segment from values grouped by what
they divide. Loaded before the first paint: nothing of the model may be imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6 import QtWidgets
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QStandardItem, QStandardItemModel

from journeymap.ui.controls import Choice, leading

DETAIL, SAID, HEADING = (Qt.ItemDataRole.UserRole + n for n in (1, 2, 3))
INDENT, GAP, LINE = 10, 18, 27  # pixels; before a name, between name and detail, height
WIDEST = 460


class Entry(NamedTuple):
    """One thing to choose; `said` is what the closed box shows of it, its text where empty."""

    text: str
    key: object
    detail: str = ""
    said: str = ""


Groups = Sequence[tuple[str, Sequence[Entry]]]  # heading, empty for none, and its entries


class GroupedChoice(Choice):
    """A Choice with headings that cannot be chosen; the keys pass over them."""

    opening = Signal()  # the list is about to be seen: say what takes longer to find out

    def __init__(self, name: str) -> None:
        super().__init__(name, captioned=False)
        self._shown: object = None
        self._lines = _Lines(self)
        self.setItemDelegate(self._lines)
        self.setMaxVisibleItems(18)

    def put(self, groups: Groups, current: object) -> None:
        """Offer these groups and choose the entry with the key `current`."""
        wanted = tuple((heading, tuple(entries)) for heading, entries in groups)
        blocked = self.blockSignals(True)
        if wanted != self._shown:
            self._shown = wanted
            self._fill(wanted)
        # compared here: Qt does not find tuples
        keys = [self.itemData(n) if self._can_be(n) else None for n in range(self.count())]
        self.setCurrentIndex(keys.index(current) if current in keys else -1)
        self.blockSignals(blocked)

    def _can_be(self, at: int) -> bool:
        return not self.itemData(at, HEADING)

    def _fill(self, groups: Groups) -> None:
        self.clear()
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        for heading, entries in groups:
            if heading:
                item = QStandardItem(heading)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setData(True, HEADING)
                model.appendRow(item)
            for entry in entries:
                item = QStandardItem(entry.text)
                item.setData(entry.key, Qt.ItemDataRole.UserRole)
                item.setData(entry.detail, DETAIL)
                item.setData(entry.said, SAID)
                heard = ", ".join(each for each in (entry.text, entry.detail) if each)
                item.setData(heard, Qt.ItemDataRole.AccessibleTextRole)
                model.appendRow(item)
        needed = max((self._lines.width(model.index(n, 0)) for n in range(self.count())), default=0)
        self.view().setMinimumWidth(min(needed, WIDEST))

    def showPopup(self) -> None:
        self.opening.emit()
        super().showPopup()

    def words(self) -> str:
        """Return what is said of what is chosen where there is room for it, else its name."""
        said = self.currentData(SAID)
        if said and self.fontMetrics().horizontalAdvance(said) <= self.room():
            return str(said)
        return super().words()


class _Lines(QtWidgets.QStyledItemDelegate):
    """Paints headings small and soft, and what belongs to an entry at its end."""

    def width(self, index: QModelIndex) -> int:
        """Return how wide an entry is."""
        metrics = self._box.fontMetrics()
        detail = index.data(DETAIL)
        more = GAP + metrics.horizontalAdvance(detail) if detail else 0
        return metrics.horizontalAdvance(index.data()) + more + 2 * INDENT + 26

    def __init__(self, box: Choice) -> None:
        super().__init__(box)
        self._box = box

    def sizeHint(
        self,
        option: QtWidgets.QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        height = max(LINE, self._box.fontMetrics().height() + 10)
        return QSize(80, height)

    def paint(
        self,
        painter: QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        heading, detail = index.data(HEADING), index.data(DETAIL) or ""
        colors, metrics = option.palette, option.fontMetrics
        painter.save()
        rect: QRect = option.rect
        font = painter.font()
        font.setPixelSize(self._box.font().pixelSize())
        style = QtWidgets.QStyle
        if heading:
            font.setPixelSize(max(font.pixelSize() - 2, 9))
            font.setBold(True)
        elif option.state & style.StateFlag.State_Selected:
            painter.fillRect(rect, self._chosen())
        painter.setFont(font)
        soft = colors.color(QPalette.ColorGroup.Active, QPalette.ColorRole.PlaceholderText)
        ink = colors.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
        room = rect.adjusted(INDENT, 0, -INDENT, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if detail:
            rtl = self._box.layoutDirection() == Qt.LayoutDirection.RightToLeft
            taken = metrics.horizontalAdvance(detail)
            far = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
            painter.setPen(soft)
            painter.drawText(room, far | Qt.AlignmentFlag.AlignAbsolute | middle, detail)
            room = room.adjusted(taken + GAP if rtl else 0, 0, 0 if rtl else -taken - GAP, 0)
        painter.setPen(soft if heading else ink)
        if index.row() == self._box.currentIndex():
            font.setBold(True)
            painter.setFont(font)
        words = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, leading() | middle, words)
        painter.restore()

    def _chosen(self) -> QColor:
        color = self._box.palette().highlight().color()
        color.setAlpha(44 if color.lightnessF() < 0.6 else 110)  # light on dark shows less
        return color
