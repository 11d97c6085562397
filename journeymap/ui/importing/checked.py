"""Boxes to check in the rows of a list, drawn as those of the window: seen in dark themes too."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6 import QtWidgets
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from journeymap.ui.icons import paint


class Checked(QtWidgets.QStyledItemDelegate):
    """Draws over the box of the style, which takes its colours from nowhere."""

    def __init__(self, ink: Mapping[str, str], parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._ink = ink

    def paint(
        self,
        painter: QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        whole = QtWidgets.QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        part = QtWidgets.QStyle.SubElement.SE_ItemViewItemCheckIndicator
        widget = whole.widget
        room = QRectF(widget.style().subElementRect(part, whole, widget))
        side = min(room.width(), room.height()) + 2
        box = QRectF(0, 0, side, side)
        box.moveCenter(room.center())
        ink = self._ink
        on = Qt.CheckState(state) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ink["accent" if on else "field.edge"]), 1))
        painter.setBrush(QColor(ink["accent" if on else "field"]))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if on:
            paint(painter, "check", box.adjusted(1, 1, -1, -1), ink["on.accent"])
        painter.restore()
