"""How a row of the findings looks: the level's icon and the check, the message, the fix as a link.

It draws and changes nothing. How wide a column is and which row is higher is decided in `table.py`.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from journeymap.model.text import isolated, say_number
from journeymap.ui.findings.model import CHECK, FIX, MESSAGE, ROW, Where
from journeymap.ui.findings.rows import Heading
from journeymap.ui.guard import guarded
from journeymap.ui.icons import paint
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px

STEP = 14  # indent of a level of groups, in pixels
ICON, GAP, MARGIN = 16, 8, 12  # of the level, after it, beside a text, in pixels


class FindingDelegate(QStyledItemDelegate):
    """Draws a row: the icon of the level and the check's id, the message, the fix as a link."""

    def __init__(self, session: Session, table: QTableView) -> None:
        super().__init__(table)
        self._session, self._table = session, table
        self.hovered = -1  # the row under the mouse

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, where: Where) -> None:
        row = where.data(ROW)
        table = colors(self._session.theme)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(table["chosen"]))
        elif where.row() == self.hovered:
            painter.fillRect(option.rect, QColor(table["hover"]))
        if isinstance(row, Heading):
            self._paint_heading(painter, option, row, table)
            painter.restore()
            return
        finding, column = row.finding, where.column()
        before = 0 if column == MESSAGE else MARGIN  # the message begins where the check ends
        text = box.adjusted(MARGIN if rtl else before, 0, -before if rtl else -MARGIN, 0)
        if column == CHECK:
            indent = STEP * row.depth
            text.adjust(0 if rtl else indent, 0, -indent if rtl else 0, 0)
            size = px(ICON)
            x = text.right() - size if rtl else text.left()
            mark = QRectF(x, box.center().y() - size / 2, size, size)
            name, ink = level_mark(finding.level, table)
            paint(painter, name, mark, ink)
            text.adjust(0 if rtl else size + GAP, 0, -(size + GAP) if rtl else 0, 0)
        painter.setFont(option.font if column == MESSAGE else bolded(option.font))
        painter.setPen(QColor(table[("text.soft", "text", "accent")[column]]))
        lines = lines_of(where.data() or "", painter.font(), text.width(), box.height())
        right = rtl != (column == FIX)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.setLayoutDirection(option.direction)
        step = QFontMetrics(painter.font()).lineSpacing()
        text.translate(0, -step * (len(lines) - 1) / 2)
        for line in lines:
            painter.drawText(text, int(flags) | int(Qt.TextFlag.TextSingleLine), line)
            text.translate(0, step)
        painter.restore()

    def _paint_heading(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: Heading,
        table: dict[str, str],
    ) -> None:
        """Draw the heading of a group: fold mark, name, count, and the worst level in it."""
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, 0)
        indent = STEP * row.depth
        box.adjust(0 if rtl else indent, 0, -indent if rtl else 0, 0)
        middle = box.center().y()

        def place(after: float, size: float) -> QRectF:
            x = box.right() - after - size if rtl else box.left() + after
            return QRectF(x, middle - size / 2, size, size)

        paint(
            painter,
            "forward" if row.folded else "expand",
            place(1, 10),
            table["text.soft"],
            flip=rtl,
        )
        name, ink = level_mark(row.worst, table)
        paint(painter, name, place(16, 14), ink)
        painter.setFont(bolded(option.font))
        painter.setPen(QColor(table["text"]))
        metrics = QFontMetrics(painter.font())
        count = f"  {say_number(row.many, self._session.lang)}"
        room = box.width() - 38 - metrics.horizontalAdvance(count)
        words = isolated(row.text, self._session.lang)  # so that it is cut at its own end
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room)) + count
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.setLayoutDirection(option.direction)
        text = box.adjusted(0 if rtl else 38, 0, -38 if rtl else 0, 0)
        painter.drawText(text, int(flags) | int(Qt.TextFlag.TextSingleLine), words)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        where: Where,
    ) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            link = where.column() == FIX and where.data()
            shape = Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor
            self._table.viewport().setCursor(shape)
        return super().editorEvent(event, model, option, where)


def level_mark(level: str, table: dict[str, str]) -> tuple[str, str]:
    """Return the icon of a level and its colour."""
    return ("eye-off", table["text.soft"]) if level == "silent" else (level, table[level])


def bolded(base: QFont) -> QFont:
    """Return the bold font beside a plain one."""
    font = QFont(base)
    font.setBold(True)
    return font


def lines_of(text: str, font: QFont, width: float, height: float) -> list[str]:
    """Return a text as the lines that fit into a width and height, the last one elided."""
    metrics = QFontMetrics(font)
    if width < metrics.averageCharWidth() * 2:
        return []
    first, rest = "", text
    if height >= 2 * metrics.lineSpacing() and metrics.horizontalAdvance(text) > width:
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        layout.endLayout()
        # Qt counts in UTF-16
        units = text.encode("utf-16-le")
        cut = 2 * line.textLength()
        first = units[:cut].decode("utf-16-le").strip()
        rest = units[cut:].decode("utf-16-le").strip()
    elided = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(width))
    return [line for line in (first, elided) if line]
