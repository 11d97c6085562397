"""The lines of the palette on the screen: icon, name, what stands beside it, keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from journeymap.model.text import M, say
from journeymap.ui.controls import tip_of
from journeymap.ui.guard import guarded
from journeymap.ui.icons import paint
from journeymap.ui.palette.entries import Entry
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px

Where = QModelIndex | QPersistentModelIndex
ICON, GAP, PAD = 16, 10, 6  # pixels
MOST_BESIDE = 0.42  # of the width, for what stands beside a name


class Rows(QAbstractListModel):
    """The entries that are listed now."""

    def __init__(self, lang: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._lang = lang
        self.entries: list[Entry] = []

    def put(self, entries: list[Entry]) -> None:
        """List other entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, where: Where) -> Qt.ItemFlag:
        """Let also be come to what cannot be done, so that its reason is read."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, where: Where, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not where.isValid() or where.row() >= len(self.entries):
            return None
        entry = self.entries[where.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(f"{entry.text}\n{self.beside(entry)}".strip())
        return None

    def words(self, entry: Entry) -> str:
        """Return a line as a screen reader says it."""
        return ", ".join(each for each in (entry.text, self.beside(entry), entry.keys) if each)

    def beside(self, entry: Entry) -> str:
        """Return what stands beside the name: where it is found, or why it cannot be done."""
        if entry.why:
            return say(M("not now: {why}", why=entry.why), self._lang)
        return entry.detail


class RowPainter(QStyledItemDelegate):
    """Paints an entry."""

    def __init__(self, session: Session, rows: Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._rows = session, rows

    def sizeHint(self, option: QStyleOptionViewItem, where: Where) -> QSize:
        return QSize(px(120), option.fontMetrics.height() + px(2 * PAD))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, where: Where) -> None:
        if where.row() >= len(self._rows.entries):
            return
        entry, table = self._rows.entries[where.row()], colors(self._session.theme)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        state, font = option.state, option.font
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(table["accent"]))
            painter.setBrush(QColor(table["chosen"]))
            painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), px(5), px(5))
        faint = not entry.enabled
        ink = table["faint"] if faint else table["text"]
        soft = table["faint"] if faint else table["text.soft"]
        room = rect.adjusted(px(GAP), 0, -px(GAP), 0)
        size = px(ICON)
        x = room.right() - size if rtl else room.left()
        box = QRectF(x, rect.center().y() - size / 2, size, size)
        paint(painter, entry.icon, box, soft, rtl)
        room = _less(room, size + px(GAP), not rtl)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        wide = rect.width()
        for words, color in ((entry.keys, soft), (self._rows.beside(entry), soft)):
            if words and room.width() > wide * 0.4:
                needed = min(metrics.horizontalAdvance(words) + 2, wide * MOST_BESIDE)
                at = _cut(room, needed, rtl)
                self._text(painter, at, words, color, metrics, not rtl)
                room = _less(room, needed + px(GAP), rtl)
        self._text(painter, room, entry.text, ink, metrics, rtl)
        painter.restore()

    def _text(
        self,
        painter: QPainter,
        room: QRectF,
        words: str,
        color: str,
        metrics: QFontMetricsF,
        right: bool,
    ) -> None:
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(color))
        painter.drawText(room, int(flags | Qt.TextFlag.TextSingleLine), shown)


def _less(room: QRectF, by: float, at_left: bool) -> QRectF:
    """Return the room without a piece at one side."""
    return room.adjusted(by, 0, 0, 0) if at_left else room.adjusted(0, 0, -by, 0)


def _cut(room: QRectF, wide: float, at_left: bool) -> QRectF:
    """Return a piece of the room at one side."""
    x = room.left() if at_left else room.right() - wide
    return QRectF(x, room.top(), wide, room.height())
