"""The outline: the map as a tree, to be searched, walked and renamed by keyboard.

It shows the same order as the picture and is the twin of the canvas for whoever does not see it.
It knows the session and no other panel.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.diff import Change
from journeymap.model.edits import change as changed
from journeymap.model.index import Key, label
from journeymap.model.text import M, Message, capitals, say, say_number
from journeymap.picture.theme import THEMES
from journeymap.ui.controls import Field
from journeymap.ui.controls import label as text_label
from journeymap.ui.icons import paint
from journeymap.ui.outline_tree import NODE, Node, OutlineModel, Where, matching, tree_of
from journeymap.ui.session import Session
from journeymap.ui.style import colors

ROW, MARGIN, STEP = 26, 12, 15  # height of a row, its margins, indent of a level, in pixels
PRESS = QEvent.Type.KeyPress
NOTE_ICONS = {"pain_point": "pain", "opportunity": "opportunity"}
NOTE_COLORS = {"pain_point": "pain", "opportunity": "opportunity"}


class Outline(QWidget):
    """The tree with its search field."""

    menu_requested = Signal(QPoint, object)  # where on the screen, key

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._lang = session.lang
        self._folded: set[Key] = set()
        self._own = False  # whether the selection is being changed from here
        self.search = Field()
        self.search.setPlaceholderText(self._say(M("Search the map …")))
        self.search.setAccessibleName(self._say(M("Search in the outline")))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.model = OutlineModel(self._lang, self._rename, self)
        self.tree = Tree()
        self._set_up_tree()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 6, 6)
        column.setSpacing(8)
        heading = text_label(capitals(self._say(M("Outline")), self._lang), "caps")
        heading.setContentsMargins(4, 0, 0, 0)
        column.addWidget(heading)
        field = QVBoxLayout()
        field.setContentsMargins(0, 0, 4, 0)
        field.addWidget(self.search)
        column.addLayout(field)
        column.addWidget(self.tree, 1)
        self.search.textChanged.connect(self._rebuild)
        session.changed.connect(self._on_change)
        session.document_changed.connect(self._on_document)
        session.selection_changed.connect(self._show_selection)
        session.theme_changed.connect(self.tree.viewport().update)
        self._rebuild()

    def sizeHint(self) -> QSize:
        return QSize(210, 400)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setModel(self.model)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setIndentation(STEP)
        tree.setUniformRowHeights(True)
        tree.setMouseTracking(True)
        tree.setExpandsOnDoubleClick(False)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.setAccessibleName(self._say(M("Outline of the map")))
        tree.setItemDelegate(OutlineDelegate(self._session, tree))
        tree.selectionModel().selectionChanged.connect(self._on_selection)
        tree.doubleClicked.connect(self._on_double_click)
        tree.activated.connect(self._jump)
        tree.collapsed.connect(lambda where: self._folded.add(self._fold_key(where)))
        tree.expanded.connect(lambda where: self._folded.discard(self._fold_key(where)))
        tree.customContextMenuRequested.connect(self._on_menu)

    # ------------------------------------------------------------ what the window asks for

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def rename(self) -> None:
        """Edit the name of the current row in place."""
        where = self.tree.currentIndex()
        if where.isValid() and self.model.flags(where) & Qt.ItemFlag.ItemIsEditable:
            self.tree.edit(where)

    # ------------------------------------------------------------ following the session

    def _on_document(self) -> None:
        self._folded.clear()
        self.search.clear()

    def _on_change(self, change: Change, initiator: object) -> None:
        index = self._session.index
        only_names = change and not (change.added or change.removed or change.order)
        if only_names:
            kinds = {index.entries[key].kind for key in change.updated if key}
            if kinds <= {"persona", "channel"} and all(
                self.model.renamed(key, label(index.entries[key].record))
                for key in change.updated
                if key
            ):
                return
            if not kinds:
                return
        self._rebuild()

    def _rebuild(self) -> None:
        session = self._session
        place = self.tree.verticalScrollBar().value()
        root = tree_of(session.map, session.index, self._lang)
        words = self.search.text()
        self._own = True
        self.model.show(matching(root, words))
        self._unfold(QModelIndex(), bool(words.split()))
        self._own = False
        self._show_selection(scroll=False)
        self.tree.verticalScrollBar().setValue(place)

    def _unfold(self, parent: QModelIndex, everything: bool) -> None:
        blocked = self.tree.blockSignals(True)
        for row in range(self.model.rowCount(parent)):
            where = self.model.index(row, 0, parent)
            node = self.model.node(where)
            top_level = not parent.isValid() and node.kind == "stage"
            if everything or (top_level and self._fold_key(where) not in self._folded):
                self.tree.setExpanded(where, True)
                if everything:
                    self._unfold(where, True)
        self.tree.blockSignals(blocked)

    def _fold_key(self, where: Where) -> Key:
        node = self.model.node(where)
        return node.key or f"group {node.text}"

    def _show_selection(self, scroll: bool = True) -> None:
        if self._own:
            return
        selection = QItemSelection()
        last = QModelIndex()
        for key in self._session.selection:
            where = self.model.where(key)
            if where.isValid():
                selection.select(where, where)
                last = where
        self._own = True
        chosen = self.tree.selectionModel()
        chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if last.isValid():
            chosen.setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
            if scroll:
                self.tree.scrollTo(last)
        self._own = False

    # ------------------------------------------------------------ what a person does

    def _on_selection(self) -> None:
        if self._own:
            return
        rows = self.tree.selectionModel().selectedRows()
        self._own = True
        self._session.select([self.model.node(where).key for where in rows], self)
        self._own = False

    def _jump(self, where: QModelIndex) -> None:
        if key := self.model.node(where).key:
            self._session.reveal.emit(key)

    def _on_double_click(self, where: QModelIndex) -> None:
        if self.model.node(where).key:
            self._jump(where)
        else:
            self.tree.setExpanded(where, not self.tree.isExpanded(where))

    def _on_menu(self, at: QPoint) -> None:
        key = self.model.node(self.tree.indexAt(at)).key
        self.menu_requested.emit(self.tree.viewport().mapToGlobal(at), key)

    def _rename(self, node: Node, name: str) -> bool:
        if not name or name == node.text:
            return False
        field = "name"
        return self._session.commit(
            M("Rename “{old}” to “{new}”", old=node.text, new=name),
            lambda m: changed(m, node.key, **{field: name}),
            initiator=self,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys lead from the search field into what it found."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == PRESS:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.tree.setFocus(Qt.FocusReason.TabFocusReason)
                self._choose_first()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _choose_first(self) -> None:
        where = self.model.index(0, 0)
        while where.isValid() and self.search.text() and self.model.rowCount(where):
            where = self.model.index(0, 0, where)
        if where.isValid():
            self.tree.setCurrentIndex(where)


class Tree(QTreeView):
    """A tree without branches: the indent says it, and rows draw their ground over it."""

    def drawBranches(self, painter: QPainter, rect: QRect, where: Where) -> None:
        """Draw nothing."""


class Room(NamedTuple):
    """A row's box, the ends between which its parts stand, and the side it begins at."""

    box: QRectF
    left: float
    right: float
    rtl: bool


class OutlineDelegate(QStyledItemDelegate):
    """Draws a row: square or icon, name, and at its end the count or the dot of pain."""

    def __init__(self, session: Session, tree: QTreeView) -> None:
        super().__init__(tree)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, where: Where) -> QSize:
        return QSize(60, max(ROW, QFontMetrics(option.font).height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, where: Where) -> None:
        node: Node = where.data(NODE)
        table = colors(self._session.theme)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect)
        # the ground runs over the indent, as wide as the list
        ground = QRectF(2, box.y() + 1, option.widget.viewport().width() - 6, box.height() - 2)  # type: ignore[attr-defined] # always in a view
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or (option.state & QStyle.StateFlag.State_MouseOver and node.key):
            painter.setBrush(QColor(table["chosen" if chosen else "hover"]))
            painter.drawRoundedRect(ground, 6, 6)
        focused = option.state & QStyle.StateFlag.State_HasFocus
        if focused and option.state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(table["accent"]))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        left, right = box.left() + 6, box.right() - MARGIN
        if rtl:
            left, right = box.left() + MARGIN, box.right() - 6
        room = Room(box, left, right, rtl)
        start = self._paint_mark(painter, node, room, table)
        end = self._paint_end(painter, node, room, table, option.font)
        text = QRectF(box)
        text.setLeft(left + (end if rtl else start))
        text.setRight(right - (start if rtl else end))
        font = QFont(option.font)
        font.setBold(node.kind == "stage" or chosen)
        painter.setFont(font)
        quiet = node.kind is None or node.kind == "flow"
        tone = "chosen.text" if chosen else "text.soft" if quiet else "text"
        painter.setPen(QColor(table[tone]))
        words = QFontMetrics(font).elidedText(
            node.text, Qt.TextElideMode.ElideRight, int(text.width())
        )
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(text, int(flags) | int(Qt.TextFlag.TextSingleLine), words)
        painter.restore()

    def _paint_mark(
        self, painter: QPainter, node: Node, room: Room, table: dict[str, str]
    ) -> float:
        """Return how much room the square or icon at the start of the row took."""
        box, left, right, rtl = room
        middle = box.center().y()
        theme = THEMES[self._session.theme]
        painter.setPen(Qt.PenStyle.NoPen)
        if node.kind in ("stage", "channel") and node.color:
            size = 10.0
            x = right - size if rtl else left
            painter.setBrush(QColor(theme.color(node.color)))
            square = QRectF(x, middle - size / 2, size, size)
            radius = 3 if node.kind == "stage" else 5
            painter.drawRoundedRect(square, radius, radius)
            return size + 8
        if node.kind in NOTE_ICONS:
            size = 14.0
            x = right - size if rtl else left
            mark = QRectF(x, middle - size / 2, size, size)
            paint(painter, NOTE_ICONS[node.kind], mark, table[NOTE_COLORS[node.kind]])
            return size + 6
        return 0.0

    def _paint_end(
        self, painter: QPainter, node: Node, room: Room, table: dict[str, str], font: QFont
    ) -> float:
        """Return how much room the count or the dot at the end of the row took."""
        box, left, right, rtl = room
        if node.count >= 0:
            words = say_number(node.count, self._session.lang)
            painter.setPen(QColor(table["text.soft"]))
            painter.setFont(font)
            width = QFontMetrics(font).horizontalAdvance(words) + 2.0
            place = QRectF(left if rtl else right - width, box.y(), width, box.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
            return width + 6
        if node.pains:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(table["pain"]))
            x = left if rtl else right - 7
            painter.drawEllipse(QRectF(x, box.center().y() - 3.5, 7, 7))
            return 13.0
        return 0.0

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, where: Where) -> QWidget:
        made = QLineEdit(parent)
        made.setFrame(True)
        made.setStyleSheet("padding: 0 4px; border-radius: 4px;")
        made.setAccessibleName(say(M("New name"), self._session.lang))
        return made

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, where: Where
    ) -> None:
        editor.setGeometry(option.rect)
