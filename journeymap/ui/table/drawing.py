"""How the cells of a table look: plain words, a face for an emotion, a sign for what is ticked.

It reads the records and the theme and changes nothing; `delegate.py` edits what is drawn here.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from journeymap.ui.guard import guarded
from journeymap.ui.icons import paint
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px
from journeymap.ui.table.records import Records

Where = QModelIndex | QPersistentModelIndex
FACE = 18  # pixels


class DrawnCells(QStyledItemDelegate):
    """Draws each cell as the field of its column wants it."""

    def __init__(self, session: Session, records: Records, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._records = session, records

    def sizeHint(self, option: QStyleOptionViewItem, where: Where) -> QSize:
        return QSize(80, option.fontMetrics.height() + px(12))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, where: Where) -> None:
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        field = self._records.columns[where.column()]
        value = where.data(Qt.ItemDataRole.UserRole)
        table = colors(self._session.theme)
        if field.editor == "emotion" and isinstance(value, int):
            self._paint_face(painter, option, where, value)
        elif field.editor == "flag" and value:
            self._paint_flag(painter, option, where, field.name == "moment_of_truth")
        else:
            super().paint(painter, option, where)
        if focused:
            painter.save()
            painter.setPen(QPen(QColor(table["accent"]), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1))
            painter.restore()

    def _without_text(
        self, painter: QPainter, option: QStyleOptionViewItem, where: Where
    ) -> QColor:
        """Draw the ground of a cell; return the colour of what stands in it."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, where)
        bare.text = ""
        widget = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, widget)
        ink = where.data(Qt.ItemDataRole.ForegroundRole)
        return ink if isinstance(ink, QColor) else QColor(colors(self._session.theme)["text"])

    def _paint_face(
        self, painter: QPainter, option: QStyleOptionViewItem, where: Where, value: int
    ) -> None:
        ink = self._without_text(painter, option, where)
        table = colors(self._session.theme)
        faded = isinstance(where.data(Qt.ItemDataRole.ForegroundRole), QColor)
        size, box = px(FACE), QRectF(option.rect)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        x = box.right() - px(6) - size if rtl else box.left() + px(6)
        face = QRectF(x, box.center().y() - size / 2, size, size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.4 if faded else 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(table[f"emotion.{value}"]))
        painter.drawEllipse(face)
        paint(painter, f"emotion.{value}", face, table["emotion.ink"])
        painter.setOpacity(1.0)
        painter.setPen(ink)
        painter.setFont(option.font)
        away = size + px(12)
        words = box.adjusted(0 if rtl else away, 0, -away if rtl else 0, 0)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(words, int(flags), where.data() or "")
        painter.restore()

    def _paint_flag(
        self, painter: QPainter, option: QStyleOptionViewItem, where: Where, star: bool
    ) -> None:
        ink = self._without_text(painter, option, where)
        table = colors(self._session.theme)
        size, box = px(16), QRectF(option.rect)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        x = box.right() - px(6) - size if rtl else box.left() + px(6)
        spot = QRectF(x, box.center().y() - size / 2, size, size)
        faded = isinstance(where.data(Qt.ItemDataRole.ForegroundRole), QColor)
        color = table["star"] if star and not faded else ink.name()
        painter.save()
        paint(painter, "star" if star else "check", spot, color)
        painter.restore()
