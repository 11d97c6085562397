"""The outline: the map as a tree in which everything can be found, walked, made, moved and named.

It shows the same order as the picture and is the twin of the canvas for whoever does not see it.
What keys, names and drops do to the map is in `deeds.py`; here rows follow the session, and the
selection goes both ways. It knows the session and no other panel.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from journeymap.model.diff import Change
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message, capitals, say
from journeymap.ui.controls import label as text_label
from journeymap.ui.icons import put_on
from journeymap.ui.outline.deeds import Deeds
from journeymap.ui.outline.folds import Folds
from journeymap.ui.outline.nodes import Node, best, matching, tree_of
from journeymap.ui.outline.rows import OutlineDelegate, spoken, title_of
from journeymap.ui.outline.search import SearchField
from journeymap.ui.outline.tree import OutlineModel, Wishes, ranges
from journeymap.ui.outline.view import Tree
from journeymap.ui.session import Session
from journeymap.ui.style import colors
from journeymap.ui.when_seen import WhenSeen

SHOW_DELAY = 120  # ms of rest on a row before the map shows its record


class Outline(QWidget):
    """The tree with its search field."""

    menu_requested = Signal(QPoint, object)  # where on the screen, key
    triggered = Signal(str)  # the id of an action
    left = Signal()  # the keyboard goes back to the map

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._lang = session.lang
        self._own = False  # whether selection or folds are being changed from here
        self._searching = False
        self._whole: tuple[JourneyMap, Node] | None = None  # what is searched
        self.search = SearchField(self._lang)
        self._model = OutlineModel(self)
        self._tree = Tree(self._model)
        self._folds = Folds(self._tree, self._model)
        deeds = self.deeds = Deeds(session, self._model, self._tree)
        self._model.wishes = Wishes(
            deeds.rename,
            lambda node: spoken(node, session),
            lambda node: title_of(node, self._lang),
            deeds.may_drop,
            deeds.drop,
        )
        self._afresh = self._anew = self._scroll = False  # how the rows that wait are to be shown
        self._touched: set[Key] = set()  # what was changed where it stands, unless all is anew
        self._rows = WhenSeen(self, self._bring_up, after=1)  # the map is painted before
        self._tree.before_input = self._rows.catch_up
        self.tree.setAccessibleName(self._say(M("Outline of the map")))
        delegate = self._delegate = OutlineDelegate(session, self.tree)
        delegate.closeEditor.connect(self.deeds.forget_name)
        self.tree.setItemDelegate(delegate)
        self._lay_out()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SHOW_DELAY)
        self._rest.timeout.connect(self._show_on_map)
        self._listen()
        self._dress()
        self._rebuild(afresh=True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 6, 6)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(0)
        head.addWidget(text_label(capitals(self._say(M("Outline")), self._lang), "caps"), 1)
        self._add, self._unfold, self._fold = QToolButton(), QToolButton(), QToolButton()
        for made, words, do in (
            (self._add, M("Add one like the marked row"), self._add_another),
            (self._unfold, M("Unfold everything"), self.unfold_all),
            (self._fold, M("Fold everything"), self.fold_all),
        ):
            made.setAccessibleName(self._say(words))
            made.setToolTip(self._say(words))
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(do)
            head.addWidget(made)
        column.addLayout(head)
        field = QVBoxLayout()
        field.setContentsMargins(0, 0, 4, 0)
        field.addWidget(self.search)
        column.addLayout(field)
        column.addWidget(self.tree, 1)

    def _listen(self) -> None:
        session, tree, delegate = self._session, self.tree, self._delegate
        self.search.textChanged.connect(self._search)
        self.search.walked.connect(self._walk)
        self.search.went.connect(self._go_to_marked)
        self.search.left.connect(self._leave)
        tree.selectionModel().selectionChanged.connect(self._on_selection)
        tree.doubleClicked.connect(self._on_double_click)
        tree.collapsed.connect(lambda where: self._remember_fold(where, False))
        tree.expanded.connect(lambda where: self._remember_fold(where, True))
        tree.pressed_key.connect(self._on_key)
        tree.menu_wanted.connect(self._on_menu)
        tree.voted.connect(self.deeds.vote)
        tree.on_votes = delegate.on_votes
        self.deeds.asked.connect(self.triggered)
        self.deeds.named.connect(self._back_to_row)
        session.changed.connect(self._on_change)
        session.document_changed.connect(self._on_document)
        session.flush_wanted.connect(delegate.finish)
        session.selection_changed.connect(self._show_selection)
        session.theme_changed.connect(self._dress)
        for signal in (session.filter_changed, session.view_changed):
            signal.connect(tree.viewport().update)

    @property
    def model(self) -> OutlineModel:
        """The rows, as the map is now."""
        self._rows.catch_up()
        return self._model

    @property
    def tree(self) -> Tree:
        """The view of the rows, as the map is now."""
        self._rows.catch_up()
        return self._tree

    def sizeHint(self) -> QSize:
        return QSize(210, 400)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _dress(self) -> None:
        table = colors(self._session.theme)
        icons = {self._add: "add", self._unfold: "unfold-all", self._fold: "fold-all"}
        for made, name in icons.items():
            put_on(made, name, table["text.soft"], 14)
        self._tree.quiet_color = table["text.soft"]
        self._tree.mark_color = table["accent"]
        self._tree.viewport().update()

    # ------------------------------------------------------------ what the window asks for

    def has_keys(self) -> bool:
        """Return whether the keyboard is in the tree, or in a name that is typed there."""
        return self._tree.has_keys()

    def rename(self) -> None:
        """Edit the name of the current row in place."""
        self.tree.edit_name()

    def name_new(self, key: Key, made_by: str) -> bool:
        """Let a new record be named in its row; return whether it has one."""
        if not self.isVisible():
            return False
        if not self.model.where(key).isValid() and self.search.text():
            self.search.clear()
        where = self.model.where(key)
        if not where.isValid():
            return False
        self.deeds.expect_name(key, made_by)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self._own = True
        self.tree.setCurrentIndex(where)
        self._own = False
        self.rename()
        return True

    def unfold_all(self) -> None:
        """Unfold every row."""
        self._fold_all(True)

    def fold_all(self) -> None:
        """Fold every row; the stages and groups are left."""
        self._fold_all(False)

    def _fold_all(self, open_: bool) -> None:
        self._rows.catch_up()
        self._own = True
        self._folds.fold_all(open_)
        self._own = False
        self._show_selection(scroll=open_)

    # ------------------------------------------------------------ following the session

    def _on_document(self) -> None:
        self._delegate.cancel()
        self._folds.forget()
        blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(blocked)
        self._whole = None

    def _on_change(self, change: Change, initiator: object) -> None:
        if not change and initiator is self._session:
            self._afresh = True  # another map
            self._follow()
            return
        if change.added or change.removed or change.order or self._searching:
            self._anew = True
        self._touched.update(filter(None, change.updated))
        if change.order:
            self._scroll = True  # what was moved is selected
        self._follow()

    def _follow(self) -> None:
        """Show the rows as they are now: when other views have had a turn, and somebody looks."""
        self._rows.wait()
        if self._tree.state() == Tree.State.EditingState:
            self._rows.now()  # what is typed goes with its row

    def _search(self) -> None:
        self._afresh = True
        self._rows.now()

    def _bring_up(self) -> None:
        afresh, anew, self._afresh, self._anew = self._afresh, self._anew, False, False
        touched, self._touched = self._touched, set()
        scroll = self._scroll
        if afresh or anew or not self._model.put(self._session.index, touched):
            scroll = scroll or not touched.isdisjoint(self._session.selection)
            self._rebuild(afresh)
        if scroll:
            self._show_selection()

    def _rebuild(self, afresh: bool = False) -> None:
        session, words = self._session, self.search.text()
        searching = bool(words.split())
        afresh = afresh or searching != self._searching
        self._searching = searching
        if searching:
            if self._whole is None or self._whole[0] is not session.map:
                self._whole = (session.map, tree_of(session.map, session.index))
            root = matching(self._whole[1], words)
        else:
            self._whole = None
            shown = None if afresh else self._model.root
            root = tree_of(session.map, session.index, shown)
        bar = self._tree.verticalScrollBar()
        place = bar.value()
        was, self._own = self._own, True
        if afresh:
            self._model.show(root)
            self._folds.put(searching)
        else:
            before = self._model.root
            self._folds.put_new(self._model.follow(root), searching)
            if self._model.root is not before:
                self._folds.put(searching)
        self._own = was
        self._tree.quiet_words = self._quiet_words()
        self._show_selection(scroll=False)
        bar.setValue(place)
        if searching and (found := best(self._model.root, words)):
            self._mark(self._model.where_of(found))

    def _quiet_words(self) -> str:
        if self._searching:
            return self._say(M("Nothing of that name"))
        return self._say(M("Nothing here yet. Ctrl+T adds the first touchpoint."))

    def _remember_fold(self, where: QModelIndex, open_: bool) -> None:
        if not self._own and not self._searching:
            self._folds.remember(where, open_)

    def _show_selection(self, scroll: bool = True) -> None:
        if self._own:
            return
        if self._rows.stale:
            self._scroll = self._scroll or scroll
            return
        self._scroll = False
        rows = [w for key in self._session.selection for w in self._model.wheres(key)]
        chosen, flag = self._tree.selectionModel(), QItemSelectionModel.SelectionFlag
        self._own = True
        chosen.select(ranges(self._model, rows), flag.ClearAndSelect)
        current = self._tree.currentIndex()
        if rows and current not in rows:
            current = self._model.where(self._session.selection[-1])
            current = current if current.isValid() else rows[-1]
            chosen.setCurrentIndex(current, flag.NoUpdate)
        if rows and scroll:
            self._tree.scrollTo(current)
        self._own = False

    # ------------------------------------------------------------ selecting

    def _on_selection(self) -> None:
        if self._own:
            return
        rows = self._tree.selectionModel().selectedRows()
        keys = [self._model.node(where).key for where in rows]
        self._own = True
        self._session.select(keys, self)
        self._own = False
        if len(self._session.selection) == 1:
            self._rest.start()

    def _show_on_map(self) -> None:
        if len(self._session.selection) == 1:
            self._session.reveal.emit(self._session.selection[0])

    def _on_double_click(self, where: QModelIndex) -> None:
        if key := self._model.node(where).key:
            self._session.reveal.emit(key)
        else:
            self._tree.setExpanded(where, not self._tree.isExpanded(where))

    def _on_menu(self, at: QPoint) -> None:
        self.menu_requested.emit(
            self.tree.viewport().mapToGlobal(at), self.model.node(self.tree.indexAt(at)).key
        )

    # ------------------------------------------------------------ searching

    def _mark(self, where: QModelIndex) -> None:
        """Make a row the one that Enter goes to, without selecting it."""
        flag = QItemSelectionModel.SelectionFlag
        self._own = True
        self._tree.selectionModel().setCurrentIndex(where, flag.NoUpdate)
        self._tree.scrollTo(where)
        self._own = False
        self._tree.marked = self._model.node(where).key
        self._tree.viewport().update()

    def _walk(self, step: int) -> None:
        if not self._searching:
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
            return
        hits = [node for node in self.model.root.walk() if node.hit and node.key]
        now = self.model.node(self.tree.currentIndex())
        at = next((n for n, node in enumerate(hits) if node is now), -1 if step > 0 else 0)
        if hits:
            self._mark(self.model.where_of(hits[(at + step) % len(hits)]))

    def _go_to_marked(self) -> None:
        where = self.tree.currentIndex()
        if not where.isValid():
            where = self.model.index(0, 0)
        if where.isValid():
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
            self.tree.setCurrentIndex(where)
            if key := self.model.node(where).key:
                self._session.jump(key)

    def _leave(self) -> None:
        self.search.clear()
        self.tree.marked = ""
        self.left.emit()

    # ------------------------------------------------------------ keys in the tree

    def _on_key(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif key == Qt.Key.Key_Insert:
            self._add_another()
        else:
            self.deeds.enter()

    def _add_another(self) -> None:
        self.deeds.add_another(self._add)

    def _back_to_row(self) -> None:
        """Give the keyboard back to the row that was named, also where it is no hit any more."""
        self._rows.catch_up()
        chosen = self._session.selection
        if chosen and self.search.text() and not self.model.where(chosen[-1]).isValid():
            self.search.clear()
        self._show_selection()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
