"""The window without a map: menus, top bar, places for pages and panels, the status bar.

It stands before the model is loaded, so nothing of it may be imported here, and it can be built
anew in another language. What its actions do is decided by whoever listens to `triggered`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QMainWindow,
    QMenu,
    QMenuBar,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.text import M, Message, is_rtl, say
from journeymap.ui import actions, language, style
from journeymap.ui.controls import label, set_property
from journeymap.ui.giving_label import GivingCounts, GivingLabel
from journeymap.ui.icons import icon
from journeymap.ui.menu import Menu
from journeymap.ui.start.pages import LoadingPage

if TYPE_CHECKING:
    from journeymap.ui.top_bar import TopBar

Panel = Literal["outline", "history", "inspector", "comments", "findings"]
PANELS: Mapping[Panel, Message] = {
    "outline": M("Outline"),
    "history": M("History"),
    "inspector": M("Inspector"),
    "comments": M("Comments"),
    "findings": M("Findings"),
}
BEHIND: Mapping[Panel, Panel] = {"history": "outline", "comments": "inspector"}  # as tabs
IN_TOP_BAR = (*actions.TOOLBAR, "filter", "back")
AWAY: frozenset[str] = frozenset(BEHIND)  # panels that are shown when they are asked for


class Frame(QMainWindow):
    """Everything of the window that is there before a map is."""

    triggered = Signal(str)  # the id of an action
    resized = Signal()
    noted = Signal()  # something is said in the status bar, or no longer
    map_shown = Signal()  # a map came into the window, or went

    def __init__(self) -> None:
        super().__init__()
        self.lang = "en"
        self.theme: style.ThemeChoice = "light"
        self.setObjectName("window")
        self.setDockNestingEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setMinimumSize(480, 320)  # a screen of 1280×720 at 200 %, with some of it taken

    def dress(self, lang: str, theme: style.ThemeChoice) -> None:
        """Build everything in a language; what stood there before is taken down."""
        self._take_down()
        self.lang, self.theme = lang, theme
        app = QApplication.instance()
        rtl = is_rtl(lang)
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        if isinstance(app, QApplication):
            language.speak(app, lang)
            self.setFont(app.font())  # before the event loop runs, Qt tells no widget that is there
        self.setLayoutDirection(direction)
        self.commands = actions.build(self, lang, self.triggered.emit)
        self.submenus: dict[str, QMenu] = {}
        self._add_menus()
        header = QWidget()
        column = QVBoxLayout(header)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.menus)
        self.strips = column  # what else stands under the top bar while there is a map
        self.setMenuWidget(header)  # takes down the one before
        self.stack = QStackedWidget()
        self.loading = LoadingPage(lang)
        self.stack.addWidget(self.loading)
        self.setCentralWidget(self.stack)
        self.docks: dict[str, QDockWidget] = {}
        self._add_docks(rtl)
        self._add_status()
        self.set_theme(theme)
        self.show_map(False)

    @cached_property
    def top(self) -> TopBar:
        """What stands above a map; nothing that is seen before there is one."""
        from journeymap.ui.top_bar import TopBar

        made = TopBar(self.lang, self.commands)
        made.setVisible(False)
        self.strips.insertWidget(1, made)  # under the menus
        self._draw(IN_TOP_BAR)
        return made

    @cached_property
    def fillers(self) -> dict[str, Callable[[QMenu], None]]:
        """Submenu -> what fills it when it is shown."""
        return {}

    def _take_down(self) -> None:
        if not hasattr(self, "commands"):
            return
        self.__dict__.pop("fillers", None)
        self.__dict__.pop("top", None)  # with what it stands in
        for action in self.commands.values():
            self.removeAction(action)
            action.deleteLater()
        for dock in self.docks.values():
            self.removeDockWidget(dock)
            dock.deleteLater()
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        for part in (self.counts, self.note, self.saved, self.zoom):
            self.statusBar().removeWidget(part)
            part.deleteLater()

    # ------------------------------------------------------------ parts

    def _add_menus(self) -> None:
        self.menus = QMenuBar()
        for name, title in actions.MENUS.items():
            # made here and not by Qt: a menu that Qt made and deleted leaves its wrapper behind,
            # and a new menu at the same address would get that one
            menu = Menu(say(title, self.lang), self.menus)
            self.menus.addMenu(menu)
            menu.aboutToShow.connect(self.draw_icons)
            self._add_rows(menu, [row for row in actions.ACTIONS if row.menu == name], "")
        # a hidden menu bar (as on macOS) takes no shortcuts away
        self.addActions(list(self.commands.values()))

    def _add_rows(self, menu: QMenu, rows: Iterable[actions.Action], inside: str) -> None:
        """Put the rows that stand in one menu into it, a line between two parts."""
        rows = list(rows)
        own = [row for row in rows if row.inside == inside]
        for before, row in zip([None, *own], own, strict=False):
            if before is not None and before.part != row.part:
                menu.addSeparator()
            if not row.submenu:
                menu.addAction(self.commands[row.id])
                continue
            inner = Menu(say(row.text, self.lang), menu)
            menu.addMenu(inner)
            self.submenus[row.submenu] = inner
            if row.submenu in actions.SUBMENUS:
                self._add_rows(inner, rows, row.submenu)
            else:
                inner.aboutToShow.connect(lambda id=row.submenu: self.fill(id))

    def fill(self, id: str) -> None:
        """Fill a submenu as it is shown."""
        menu = self.submenus[id]
        menu.clear()
        if filler := self.fillers.get(id):
            filler(menu)

    def _add_docks(self, rtl: bool) -> None:
        area = Qt.DockWidgetArea
        start, end = area.LeftDockWidgetArea, area.RightDockWidgetArea
        if rtl:
            start, end = end, start
        places = {
            "outline": start,
            "history": start,
            "inspector": end,
            "comments": end,
            "findings": area.BottomDockWidgetArea,
        }
        self.setTabPosition(area.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        corner = Qt.Corner
        for each, side in (
            (corner.BottomLeftCorner, area.LeftDockWidgetArea),
            (corner.BottomRightCorner, area.RightDockWidgetArea),
        ):
            self.setCorner(each, side)
        for name, title in PANELS.items():
            dock = QDockWidget(say(title, self.lang), self)
            dock.setObjectName(name)
            dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
            dock.setTitleBarWidget(QWidget(dock))  # the panels have headings of their own
            dock.setAllowedAreas(places[name])
            self.addDockWidget(places[name], dock)
            self.docks[name] = dock
        for name, front in BEHIND.items():
            self.tabifyDockWidget(self.docks[front], self.docks[name])
        self._hide_stray_tabs()

    def _hide_stray_tabs(self) -> None:
        """Hide the rows of tabs that nobody moves again.

        Joining a second pair of docks makes two rows of tabs, and Qt forgets the first of them.
        """
        rows = self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        last = {tuple(row.tabText(n) for n in range(row.count())): row for row in rows}
        for row in rows:
            if row not in last.values():
                row.hide()

    def _add_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self.counts, self.note = GivingCounts(), GivingLabel()
        self.note.setProperty("look", "")  # changes with what is said
        self.saved, self.zoom = label(), QToolButton()
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.zoom.setAccessibleName(say(M("Zoom"), self.lang))
        self.zoom.clicked.connect(self._offer_zoom)
        self.counts.setAccessibleName(say(M("What the map holds"), self.lang))
        bar.addWidget(self.counts)
        bar.addWidget(self.note, 1)
        bar.addPermanentWidget(self.saved)
        bar.addPermanentWidget(self.zoom)

    def _offer_zoom(self) -> None:
        """Open what the menu has about zooming over the zoom."""
        menu = self.submenus["zoom"]
        menu.popup(self.zoom.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    # ------------------------------------------------------------ changing what is shown

    def set_theme(self, theme: style.ThemeChoice) -> None:
        """Show the other theme, the icons of the tools included."""
        self.theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.apply(app, theme)
        self._undrawn = True
        if "top" in self.__dict__:
            self._draw(IN_TOP_BAR)

    def draw_icons(self) -> None:
        """Draw the icons of all actions in the theme; a menu asks for it before it opens."""
        if self._undrawn:
            self._undrawn = False
            self._draw(self.commands)

    def _draw(self, ids: Iterable[str]) -> None:
        table, rtl = style.colors(self.theme), is_rtl(self.lang)

        def drawn(name: str) -> QIcon:
            return icon(name, table["text.soft"], table["disabled"], flip=rtl)

        actions.set_icons({id: self.commands[id] for id in ids if id}, drawn)

    def show_map(self, there: bool) -> None:
        """Show the panels and what belongs to a map, or take them away for a page."""
        for name, dock in self.docks.items():
            dock.setVisible(there and self.commands[name].isChecked())
        if there or "top" in self.__dict__:
            self.top.setVisible(there)
        for part in (self.counts, self.saved, self.zoom):
            part.setVisible(there)
        self.map_shown.emit()

    def say_note(self, message: Message | None, wrong: bool = False) -> None:
        """Say something in the status bar until the next time."""
        set_property(self.note, "look", "wrong" if wrong else "")
        self.note.setText(say(message, self.lang) if message else "")
        # what is news for a moment is read first: the counts, always there, give way to it
        wanted = self.note.sizeHint().width() if message else 0
        self.note.setMinimumWidth(min(wanted, self.width() // 2))
        self.noted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
