"""The undo list with names: what was done, what was taken back, and a way to any of it.

It knows the session and no other panel, and changes the map only by undo and redo.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.text import M, Message, capitals, say
from journeymap.ui.controls import label as text_label
from journeymap.ui.controls import tip_of
from journeymap.ui.guard import guarded
from journeymap.ui.icons import icon
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px
from journeymap.ui.when_seen import WhenSeen
from journeymap.ui.wrapped import Wrapping

Where = QModelIndex | QPersistentModelIndex
AS_OPENED = M("As opened")
ABOVE, BESIDE = 5, 6  # pixels around the words of a row


class State(NamedTuple):
    """How a step stands: taken back, the present one, the one on disk."""

    undone: bool
    now: bool
    saved: bool


class Steps(QListWidget):
    """A list whose rows are as high as their words need in its width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew in another width; Qt would do so in another height only."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class Rows(QStyledItemDelegate):
    """Draws a step whole, in as many lines as it needs; steps are named in sentences."""

    def __init__(self, session: Session, shown: Steps) -> None:
        super().__init__(shown)
        self._session, self._list = session, shown
        self._wrapping = Wrapping()

    def sizeHint(self, option: QStyleOptionViewItem, where: Where) -> QSize:
        item = self._list.item(where.row())
        width = self._list.viewport().width()
        room = self._room(width, not item.icon().isNull())
        return QSize(width, self._wrapping.height(item.text(), item.font(), room) + 2 * ABOVE)

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, where: Where) -> None:
        self.initStyleOption(option, where)
        words, box, table = option.text, option.rect, colors(self._session.theme)
        has_icon, option.text, option.icon = not option.icon.isNull(), "", QIcon()
        style = self._list.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._list)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        room = self._room(box.width(), has_icon)
        painter.save()
        chosen = option.state & QStyle.StateFlag.State_Selected
        ink = where.data(Qt.ItemDataRole.ForegroundRole).color()
        painter.setPen(QColor(table["chosen.text"]) if chosen else ink)
        painter.setFont(option.font)
        x = box.left() + BESIDE if rtl else box.right() + 1 - BESIDE - room
        top = box.top() + ABOVE
        self._wrapping.paint(painter, words, QPointF(x, top), room, rtl)
        if has_icon:
            side = self._list.iconSize().width()
            x = box.right() + 1 - BESIDE - side if rtl else box.left() + BESIDE
            icon: QIcon = where.data(Qt.ItemDataRole.DecorationRole)
            first = self._wrapping.line(words, option.font)
            icon.paint(painter, x, top + (first - side) // 2, side, side)
        painter.restore()

    def _room(self, width: int, has_icon: bool) -> int:
        """Return how many pixels a row of that width leaves its words."""
        aside = self._list.iconSize().width() + BESIDE if has_icon else 0
        return width - 2 * BESIDE - aside


class History(QWidget):
    """One row a step, oldest first; the present state is chosen and bold, the saved one marked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._steps: tuple[Message, ...] = ()  # what the rows say
        self._rows: list[State] = []  # how they show it
        self._theme = ""
        self._mark = QIcon()
        self.list = Steps()
        self.list.setAccessibleName(self._say(M("Undo history")))
        self.list.setIconSize(QSize(px(14), px(14)))
        self.list.setItemDelegate(Rows(session, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 6, 6)
        column.setSpacing(8)
        heading = text_label(capitals(self._say(M("History")), session.lang), "caps")
        heading.setContentsMargins(4, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        fresh = WhenSeen(self, self.refresh)
        session.state_changed.connect(fresh.wait)
        session.theme_changed.connect(fresh.wait)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(210, 400)

    def _say(self, message: Message) -> str:
        return say(message, self._session.lang)

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show the steps as they are now; rows that say the same are left alone."""
        document, theme = self._session.document, self._session.theme
        steps = (AS_OPENED, *document.steps)
        same = zip(self._steps, steps, strict=False)
        first = next((n for n, (old, new) in enumerate(same) if old is not new), None)
        first = min(len(self._steps), len(steps)) if first is None else first
        while self.list.count() > first:
            self.list.takeItem(self.list.count() - 1)
        self.list.addItems([self._say(step) for step in steps[first:]])
        self._steps = steps
        del self._rows[first:]
        if theme != self._theme:
            self._theme = theme
            self._rows = []
            self._dress()
        saved, done = document.saved_at, document.done
        for row in range(len(steps)):
            state = State(row > done, row == done, row == saved)
            if row >= len(self._rows):
                self._rows.append(state)
            elif self._rows[row] == state:
                continue
            else:
                self._rows[row] = state
            self._put(row, state)
        self.list.scheduleDelayedItemsLayout()  # the bold one may need another line
        self.list.setCurrentRow(done)

    def _dress(self) -> None:
        table = colors(self._session.theme)
        self.list.setStyleSheet(
            "QListWidget::item { border-radius: 6px; }"
            f"QListWidget::item:hover {{ background: {table['hover']}; }}"
            f"QListWidget::item:selected {{ background: {table['chosen']};"
            f" color: {table['chosen.text']}; }}"
            f"QListWidget::item:selected:focus {{ border: 1px solid {table['accent']}; }}"
        )
        self._mark = icon("save", table["text.soft"], size=px(14))

    def _put(self, row: int, state: State) -> None:
        table = colors(self._session.theme)
        item = self.list.item(row)
        item.setForeground(QColor(table["text.soft" if state.undone else "text"]))
        font = item.font()
        font.setItalic(state.undone)
        font.setBold(state.now)
        item.setFont(font)
        item.setIcon(self._mark if state.saved else QIcon())
        words = [self._say(self._steps[row])]
        words += [self._say(M("saved"))] if state.saved else []
        words += [self._say(M("undone"))] if state.undone else []
        words += [self._say(M("now"))] if state.now else []
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
        item.setToolTip(tip_of(", ".join(words)))

    def _go(self, item: QListWidgetItem) -> None:
        done = self.list.row(item)
        if done != self._session.document.done:
            self._session.go_to_step(done)
