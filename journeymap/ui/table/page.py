"""The page of tables that takes the place of the map: one table for each kind of record.

A table is made when it is first looked at. The page knows the session and the settings, and neither
the map on its canvas nor any panel.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.index import Key
from journeymap.model.journey import Kind
from journeymap.model.text import M, Message, say, say_number
from journeymap.ui.actions import keys_text
from journeymap.ui.controls import button, label, right_to_left
from journeymap.ui.icons import icon
from journeymap.ui.menu import Menu, staying
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings
from journeymap.ui.style import colors
from journeymap.ui.table.columns import TABLES, empty_words, title_of
from journeymap.ui.table.deeds import Deeds
from journeymap.ui.table.making_rows import NEW
from journeymap.ui.table.order import Sorting
from journeymap.ui.table.view import Table

# What stands in the menu of a cell: what is asked for, its words, its keys.
ENTRIES: tuple[tuple[str, Message, str] | None, ...] = (
    ("edit", M("Edit the cell"), "F2"),
    ("copy", M("Copy the cells"), "Ctrl+C"),
    ("paste", M("Paste"), "Ctrl+V"),
    ("fill", M("Fill down"), "Ctrl+D"),
    ("clear", M("Empty the cells"), "Del"),
    None,
    ("new", M("New row"), "Ctrl+T"),
    ("up", M("Move the rows up"), "Alt+Up"),
    ("down", M("Move the rows down"), "Alt+Down"),
    ("delete", M("Delete the rows"), "Ctrl+-"),
)


class TablePage(QWidget):
    """Tabs of kinds over the table of the one that is chosen."""

    left = Signal()  # back to the map

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session, self._settings, self._lang = session, settings, session.lang
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tables: dict[Kind, Table] = {}
        self.deeds: dict[Kind, Deeds] = {}
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(self._say(M("Tables")))
        for kind, name in TABLES.items():
            self.tabs.setTabData(self.tabs.addTab(self._say(name)), kind)
        self.filter = button(self._say(M("Filters")), "link")
        self.filter.setCheckable(True)
        self.columns = button(self._say(M("Columns…")), "link")
        self.back = button(self._say(M("To the map")), "link")
        self._stack = QStackedWidget()
        self.add = button("", "link")
        self.matches = label("", "soft")
        self.clear = button(self._say(M("Clear the filters")), "link")
        self.empty = label("", "soft", wrap=True)
        self._arrange()
        self.tabs.currentChanged.connect(self._chosen)
        self.filter.toggled.connect(self.show_filters)
        self.columns.clicked.connect(self._open_columns)
        self.add.clicked.connect(self._add)
        self.clear.clicked.connect(self.clear_filters)
        self.back.clicked.connect(self.left)
        session.changed.connect(self._on_change)
        session.document_changed.connect(self._count)
        session.reveal.connect(self.reveal)
        session.theme_changed.connect(self._dress)
        self._dress()
        self._chosen(0)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 2, 6, 0)
        top.addWidget(self.tabs, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(8, 3, 10, 4)
        bottom.addWidget(self.add)
        bottom.addWidget(self.empty, 1)
        bottom.addStretch(1)
        bottom.addWidget(self.matches)
        bottom.addWidget(self.clear)
        bottom.addWidget(self.filter)
        bottom.addWidget(self.columns)
        bottom.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addLayout(bottom)

    def _dress(self) -> None:
        """Draw the arrows that lead to tabs out of sight; Qt's own cannot be seen in the dark."""
        table, rtl = colors(self._session.theme), right_to_left()
        arrows = self.tabs.findChildren(QToolButton)
        for arrow, name in zip(arrows, ("back", "forward"), strict=False):
            arrow.setArrowType(Qt.ArrowType.NoArrow)
            arrow.setIcon(icon(name, table["text.soft"], table["disabled"], flip=rtl))

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    # ------------------------------------------------------------ which table

    @property
    def kind(self) -> Kind:
        """The kind of the records that are shown."""
        kind: Kind = self.tabs.tabData(self.tabs.currentIndex())
        return kind

    @property
    def table(self) -> Table:
        """The table that is shown."""
        return self.tables[self.kind]

    @property
    def deed(self) -> Deeds:
        """What the keys of the table that is shown do."""
        return self.deeds[self.kind]

    def _add(self) -> None:
        self.deed.new_row()

    def show_kind(self, kind: Kind) -> None:
        """Show the table of a kind."""
        self.tabs.setCurrentIndex(list(TABLES).index(kind))

    def _chosen(self, _: int) -> None:
        kind = self.kind
        table = self.tables.get(kind)
        if table is None:
            table = self.tables[kind] = Table(self._session, kind, self._settings)
            self.deeds[kind] = Deeds(self._session, table, self)
            table.menu_wanted.connect(self._open_menu)
            table.head.menu_wanted.connect(self._open_head_menu)
            table.filtered.connect(self._count)
            self._stack.addWidget(table)
            table.follow_selection(True)
        self._stack.setCurrentWidget(table)
        self.add.setText(self._say(M("+ {what}", what=NEW[kind])))
        self.add.setAccessibleName(self._say(NEW[kind]))
        self.filter.setChecked(table.head.filtering)
        self._count()

    def first(self) -> QWidget:
        """Return where the focus goes when somebody comes to the page."""
        return self.table if self.table.records.keys else self.add

    def reveal(self, key: Key) -> None:
        """Bring the row of a record into sight, in the table of its kind."""
        entry = self._session.index.get(key)
        if entry is None or entry.kind not in TABLES or not self.isVisible():
            return
        self.show_kind(entry.kind)
        self.table.follow_selection(True)

    def name_new(self, key: Key, made_by: str, goes_on: bool = False) -> bool:
        """Let the name of a new record be typed in its row; return whether it has one here."""
        entry = self._session.index.get(key)
        if entry is None or entry.kind not in TABLES:
            return False
        self.show_kind(entry.kind)
        return self.deed.name_new(key, made_by)

    def connect_from(self, key: Key) -> bool:
        """Return that no card can be pointed at here: where a flow leads to is asked."""
        return False

    # ------------------------------------------------------------ filters

    def show_filters(self, shown: bool) -> None:
        """Show the row of filters, ready for keys, or take it away with what it asks for."""
        table = self.table
        if table.head.filtering == shown:
            return
        table.head.show_filters(shown)
        if shown:
            table.head.tab_order()
            first = table.head.first_filter(table.currentIndex().column())
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            if table.head.is_typed_in():
                table.setFocus()
            self.clear_filters()

    def clear_filters(self) -> None:
        """Show every row again."""
        table = self.table
        if table.records.wanted:
            table.head.clear()
            table.records.begin_anew()
        self._count()

    def _on_change(self, *_: object) -> None:
        if self.isVisible():
            self._count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    def _count(self, *_: object) -> None:
        """Say how many rows there are, and what to do where there are none."""
        index, records = self._session.index, self.table.records
        n, of = len(records.keys), len(index.keys_of(self.kind))
        for place, kind in enumerate(TABLES):
            many = say_number(len(index.keys_of(kind)), self._lang)
            self.tabs.setTabText(place, f"{self._say(TABLES[kind])}  {many}")
        self.matches.setVisible(bool(records.wanted))
        self.matches.setText(self._say(M("{n} of {all} rows", n=n, all=of)))
        self.clear.setVisible(bool(records.wanted))
        self.empty.setVisible(not of)
        self.empty.setText("" if of else self._say(empty_words(self.kind)))

    # ------------------------------------------------------------ menus

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for entry in ENTRIES:
            if entry is None:
                menu.addSeparator()
                continue
            what, words, keys = entry
            action = QAction(f"{self._say(words)}\t{keys_text(keys)}", menu)
            action.triggered.connect(lambda _=False, what=what: self.deed.all[what]())
            menu.addAction(action)
        menu.addSeparator()
        self._fill_sorting(menu, self.table.currentIndex().column())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _fill_sorting(self, menu: QMenu, column: int) -> None:
        table = self.table
        if column >= 0:
            field = table.records.columns[column]
            title = self._say(title_of(field, self.kind))
            self._entry(menu, M("Sort by “{column}” upwards", column=title), Sorting(field.name))
            down = Sorting(field.name, True)
            self._entry(menu, M("Sort by “{column}” downwards", column=title), down)
        self._entry(menu, M("The order of the map"), Sorting())

    def _entry(self, menu: QMenu, words: Message, sorting: Sorting) -> None:
        action = QAction(self._say(words).replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(self.table.records.sorting == sorting)
        action.triggered.connect(partial(self._sort, sorting))
        menu.addAction(action)

    def _sort(self, sorting: Sorting, _checked: bool = False) -> None:
        self.table.sort(sorting)

    def _open_head_menu(self, at: QPoint, column: int) -> None:
        menu = self.columns_menu()
        first = menu.actions()[0]
        above = QMenu(menu)
        self._fill_sorting(above, column)
        menu.insertActions(first, above.actions())
        menu.insertSeparator(first)
        menu.popup(at)

    def _open_columns(self) -> None:
        menu = self.columns_menu()
        menu.popup(self.columns.mapToGlobal(QPoint(0, self.columns.height())))

    def columns_menu(self) -> Menu:
        """Return a menu of all columns, to be ticked; it stays open meanwhile."""
        table = self.table
        menu = Menu("", self)
        shown = table.columns()
        rest = [n for n in range(len(table.records.columns)) if n not in shown]
        for column in (*shown, *rest):
            field = table.records.columns[column]
            title = self._say(title_of(field, self.kind)).replace("&", "&&")
            action = staying(QAction(title, menu))
            action.setCheckable(True)
            action.setChecked(column in shown)
            action.toggled.connect(partial(table.shown.show, field.name))
            menu.addAction(action)
        menu.addSeparator()
        usual = QAction(self._say(M("The usual columns")), menu)
        usual.triggered.connect(table.shown.show_usual)
        menu.addAction(usual)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu
