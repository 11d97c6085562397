"""The view of the outline: rows without branches, keys handed on, rows that can be dragged.

It knows its model's rows and nothing of a map.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QStyleOptionViewItem,
    QTreeView,
)

from journeymap.ui.controls import own_ground
from journeymap.ui.menu import menu_place
from journeymap.ui.outline.tree import KEY, NODE, OutlineModel
from journeymap.ui.parking import VOTED, VOTES
from journeymap.ui.style import px

Where = QModelIndex | QPersistentModelIndex
STEP, FOLD = 13, 16  # indent of a level, room of the fold mark, in pixels
INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
    )
)
OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Insert)


class Tree(QTreeView):
    """A tree without branches: the indent says it, and rows draw their ground over it."""

    pressed_key = Signal(int)  # Enter, Escape or Insert on a row
    menu_wanted = Signal(QPoint)  # where in the viewport
    voted = Signal(int)  # a dot more or less for the row

    def __init__(self, model: OutlineModel) -> None:
        super().__init__()
        own_ground(self)
        self.quiet_words = ""  # what stands there when nothing else does
        self.quiet_color = self.mark_color = "#000000"
        self.marked = ""  # the key that Enter in the search field goes to
        # whether the votes of a row are at a point
        self.on_votes: Callable[[QPointF, QModelIndex], bool] = lambda *_: False
        # brings the rows up to date: what is pressed is to meet none that is gone
        self.before_input: Callable[[], object] = lambda: None
        self._rows = model
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(px(STEP))
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setAutoScroll(True)
        self.expanded.connect(self._fit_heights)
        self.collapsed.connect(self._fit_heights)
        model.modelReset.connect(self._fit_heights)

    def _fit_heights(self, *_: object) -> None:
        """Let rows be of several heights while notes are unfolded, which are read and not names.

        Else all are of one: to measure each takes time after every edit.
        """
        notes = self.isExpanded(self._rows.where_of_group("parking"))
        if self.uniformRowHeights() == notes:
            self.setUniformRowHeights(not notes)
            self.scheduleDelayedItemsLayout()

    def expandAll(self) -> None:
        """Unfold every row."""
        super().expandAll()
        self._fit_heights()

    def collapseAll(self) -> None:
        """Fold every row."""
        super().collapseAll()
        self._fit_heights()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap notes anew in another width."""
        super().resizeEvent(event)
        if not self.uniformRowHeights() and event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def has_keys(self) -> bool:
        """Return whether the keyboard is here, or in a name that is typed in a row."""
        now = QApplication.focusWidget()
        return now is not None and (now is self or self.isAncestorOf(now))

    def edit_name(self) -> None:
        """Edit the name of the current row in place, where it has one of its own."""
        where = self.currentIndex()
        if where.isValid() and self.model().flags(where) & Qt.ItemFlag.ItemIsEditable:
            self.scrollTo(where)
            self.edit(where)

    def go_to(self, where: QModelIndex) -> None:
        """Give the keyboard to a row, with what is in it unfolded and in sight."""
        self.setExpanded(where, True)
        self.setCurrentIndex(where)
        self.scrollTo(where, QAbstractItemView.ScrollHint.PositionAtTop)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep all rows where they are in another theme: only letters of another size move them."""
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().update()
            return QAbstractScrollArea.event(self, event)
        if event.type() in INPUT:
            self.before_input()
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Bring the rows up to date before anything is done to one of them."""
        if event.type() in INPUT:
            self.before_input()
        return super().viewportEvent(event)

    def drawBranches(self, painter: QPainter, rect: QRect, where: Where) -> None:
        """Draw nothing."""

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, where: Where) -> None:
        super().drawRow(painter, option, where)
        if self.marked and where.data(KEY) == self.marked and not self.hasFocus():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(self.mark_color))
            box = QRectF(option.rect)
            ground = QRectF(2.5, box.y() + 1.5, self.viewport().width() - 7, box.height() - 3)
            painter.drawRoundedRect(ground, 6, 6)
            painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount() == 0 and self.quiet_words:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self.quiet_color))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(
                self.viewport().rect().adjusted(12, 12, -12, -12), flags, self.quiet_words
            )
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in OWN_KEYS and self.state() != self.State.EditingState:
            self.pressed_key.emit(event.key())
            event.accept()
            return
        by = VOTES.get(event.text(), 0)
        if by and self.state() != self.State.EditingState and self._can_vote():
            self.voted.emit(by)
            event.accept()
            return
        super().keyPressEvent(event)

    def _can_vote(self) -> bool:
        node = self.currentIndex().data(NODE)
        return node is not None and node.kind in VOTED

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._on_fold(event, where):
            self.setExpanded(where, not self.isExpanded(where))
            return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.on_votes(event.position(), where):
            less = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.voted.emit(-1 if less else 1)

    def _on_fold(self, event: QMouseEvent, where: QModelIndex) -> bool:
        if not where.isValid() or not self.model().hasChildren(where):
            return False
        box, x = self.visualRect(where), event.position().x()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return bool(x >= box.right() - px(FOLD) if rtl else x <= box.left() + px(FOLD))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(menu_place(self, event))
        event.accept()
