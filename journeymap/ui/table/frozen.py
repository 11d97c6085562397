"""The first column of a table, kept in view while the others scroll past under it.

It only shows what the table has there: a click leads to the cell itself, and editing is the
table's. It is there while that column has left its place.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from journeymap.ui.controls import leading
from journeymap.ui.style import px

MOST = 0.5  # of the table's width that it may take
SHADOW = 5  # pixels of the edge that says that something passes under it


class Frozen(QWidget):
    """A picture of the first column over the start side of a table."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()
        head, model, chosen = table.horizontalHeader(), table.model(), table.selectionModel()
        for moved in (
            table.horizontalScrollBar().valueChanged,
            table.verticalScrollBar().valueChanged,
            head.sectionResized,
            head.sectionMoved,
            head.sectionCountChanged,
            model.modelReset,
        ):
            moved.connect(self.follow)
        for changed in (model.dataChanged, model.layoutChanged, chosen.selectionChanged):
            changed.connect(self._redraw)
        chosen.currentChanged.connect(self._redraw)

    def column(self) -> int:
        """Return the first column that is shown, -1 where none is."""
        head = self._table.horizontalHeader()
        order = (head.logicalIndex(n) for n in range(head.count()))
        return next((column for column in order if not head.isSectionHidden(column)), -1)

    def follow(self, *_: object) -> None:
        """Stand over the start of the table while its first column is not there."""
        table, column = self._table, self.column()
        port = table.viewport().geometry()
        wide = table.columnWidth(column) if column >= 0 else 0
        gone = column >= 0 and self._is_gone(column, wide, port.width())
        if not gone or wide > port.width() * MOST:
            self.hide()
            return
        head = table.horizontalHeader().geometry()
        wide += SHADOW
        x = port.right() + 1 - wide if self._rtl() else port.x()
        self.setGeometry(QRect(x, head.y(), wide, port.bottom() + 1 - head.y()))
        self.show()
        self.raise_()
        self.update()

    def covered(self, rect: QRect) -> int:
        """Return how much of a cell of the viewport it covers, in pixels."""
        if self.isHidden():
            return 0
        room = self.width() - SHADOW
        if self._rtl():
            return max(0, rect.right() + 1 - (self._table.viewport().width() - room))
        return max(0, room - rect.left())

    def _is_gone(self, column: int, wide: int, room: int) -> bool:
        at = self._table.columnViewportPosition(column)
        return at + wide > room if self._rtl() else at < 0

    def _rtl(self) -> bool:
        return self._table.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _redraw(self, *_: object) -> None:
        if self.isVisible():
            self.update()

    # ------------------------------------------------------------ the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the cell that it shows."""
        row = self._row_at(event.position().toPoint().y())
        if row >= 0:
            where = self._table.model().index(row, self.column())
            self._table.setFocus(Qt.FocusReason.MouseFocusReason)
            self._table.setCurrentIndex(where)
            self._table.scrollTo(where, QAbstractItemView.ScrollHint.EnsureVisible)
        event.accept()

    def _row_at(self, y: int) -> int:
        return self._table.rowAt(y - self._head_height())

    def _head_height(self) -> int:
        return self._table.viewport().geometry().y() - self.geometry().y()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the head and the cells of the column, as the table would."""
        table, column = self._table, self.column()
        painter = QPainter(self)
        painter.fillRect(self.rect(), table.palette().base())
        wide, high = self.width() - SHADOW, self._head_height()
        left = SHADOW if self._rtl() else 0
        option = QStyleOptionViewItem()
        option.initFrom(table)
        option.widget = table
        option.font = table.font()
        option.showDecorationSelected = True
        option.textElideMode = Qt.TextElideMode.ElideRight
        option.displayAlignment = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        calm = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        calm &= ~QStyle.StateFlag.State_MouseOver
        model, chosen = table.model(), table.selectionModel()
        first = max(table.rowAt(0), 0)
        for row in range(first, model.rowCount()):
            top = high + table.rowViewportPosition(row)
            if top > self.height():
                break
            where = model.index(row, column)
            option.rect = QRect(left, top, wide - 1, table.rowHeight(row) - 1)
            option.state = calm
            if chosen.isSelected(where):
                option.state |= QStyle.StateFlag.State_Selected
            painter.save()
            painter.setClipRect(option.rect)
            table.itemDelegate().paint(painter, QStyleOptionViewItem(option), where)
            painter.restore()
        self._paint_head(painter, QRect(left, 0, wide, high), column)
        self._paint_edge(painter, wide)
        painter.end()

    def _paint_head(self, painter: QPainter, box: QRect, column: int) -> None:
        head: QHeaderView = self._table.horizontalHeader()
        option = QStyleOptionHeader()
        option.initFrom(head)
        option.rect = box
        option.section = column
        option.position = QStyleOptionHeader.SectionPosition.OnlyOneSection
        painter.save()
        painter.setClipRect(box)
        section = QStyle.ControlElement.CE_HeaderSection
        self._table.style().drawControl(section, option, painter, head)
        font = painter.font()
        font.setBold(True)
        font.setPixelSize(max(font.pixelSize() - 1, 9))
        painter.setFont(font)
        painter.setPen(self.palette().placeholderText().color())
        words = str(self._table.model().headerData(column, Qt.Orientation.Horizontal) or "")
        box = box.adjusted(px(6), 0, -px(6), head.viewport().height() - box.height())
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        flags = leading() | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(flags), words)
        painter.restore()

    def _paint_edge(self, painter: QPainter, wide: int) -> None:
        """Paint a line and a fading shadow towards what passes under it."""
        ink = self._table.palette().windowText().color()
        for step in range(SHADOW):
            ink.setAlphaF(0.35 if step == 0 else 0.10 * (1 - step / SHADOW))
            x = SHADOW - 1 - step if self._rtl() else wide + step
            painter.fillRect(QRect(x, 0, 1, self.height()), ink)
