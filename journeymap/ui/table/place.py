"""Where the tables live: a page beside the map in the middle of the window, one of the two shown.

It knows the stack of the window and the canvas by what is asked of it; the page is made when it is
first wanted. Which of the two is shown goes with the file, as how the map is looked at does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from journeymap.model.index import Key
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings

if TYPE_CHECKING:
    from journeymap.ui.table.page import TablePage


class Canvas(Protocol):
    """What is asked of the map on its canvas."""

    def name_new(self, key: Key, made_by: str, goes_on: bool = False) -> bool: ...
    def connect_from(self, key: Key) -> bool: ...
    def setFocus(self) -> None: ...
    def window(self) -> Any: ...


class TablePlace(QObject):
    """Shows the tables or the map, and lets new records be named in the one that is shown."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        stack: QStackedWidget,
        canvas: Any,
        switch: QAction,
    ) -> None:
        super().__init__(stack)
        self._session, self._settings = session, settings
        self._stack, self._canvas, self._switch = stack, canvas, switch
        self.widget = QWidget()  # holds the place of the page until that is made
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        self._page: TablePage | None = None
        stack.addWidget(self.widget)
        stack.currentChanged.connect(self._follow)

    @property
    def page(self) -> TablePage:
        """The tables; made when they are first asked for."""
        if self._page is None:
            from journeymap.ui.table.page import TablePage

            self._page = TablePage(self._session, self._settings)
            self._page.left.connect(self.leave)
            layout = self.widget.layout()
            assert layout is not None
            layout.addWidget(self._page)
        return self._page

    @property
    def shown(self) -> bool:
        """Whether the tables stand where the map stood."""
        return self._stack.currentWidget() is self.widget

    @property
    def home(self) -> QWidget:
        """The map or the page of tables, whichever is shown."""
        found: QWidget = self.widget if self.shown else self._canvas
        return found

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the action of the tables does."""
        return {"table": self.toggle}

    def toggle(self) -> None:
        """Show the tables in place of the map, or the map again."""
        if self.shown:
            self.leave()
        else:
            self.enter()

    def enter(self, kind: str = "") -> None:
        """Show the tables, ready for keys."""
        page = self.page
        selected = [self._session.index.entries[key].kind for key in self._session.selection]
        wanted = kind or next(iter(selected), "")
        if wanted in [page.tabs.tabData(n) for n in range(page.tabs.count())]:
            page.show_kind(wanted)  # type: ignore[arg-type] # it is one of them
        self._stack.setCurrentWidget(self.widget)
        page.table.follow_selection(True)
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Show the map again, what is selected in sight."""
        if not self.shown:
            return
        page = self.page
        page.table.flush()
        self._stack.setCurrentWidget(self._canvas)
        self._canvas.setFocus()
        if self._session.selection:
            self._session.reveal.emit(self._session.selection[0])

    def first(self) -> QWidget:
        """Return where the focus goes when somebody comes to the tables."""
        return self.page.first()

    def _follow(self, *_: object) -> None:
        self._switch.setChecked(self.shown)

    # ------------------------------------------------------------ naming

    def name_new(self, key: Key, made_by: str, goes_on: bool = False) -> bool:
        """Let the name of a new record be typed where somebody works; return whether it can be."""
        if self.shown:
            return self.page.name_new(key, made_by, goes_on)
        return bool(self._canvas.name_new(key, made_by, goes_on))

    def connect_from(self, key: Key) -> bool:
        """Let a card be chosen that a flow leads to; return whether it can be: not in a table."""
        return not self.shown and bool(self._canvas.connect_from(key))

    def window(self) -> Any:
        """Return the window, the parent of dialogs."""
        return self._canvas.window()

    # ------------------------------------------------------------ kept with the file

    def how(self) -> dict[str, Any]:
        """Return what is remembered of the file: the kind that is shown, empty for the map."""
        return {"table": self.page.kind if self.shown else ""}

    def see_again(self, how: Mapping[str, Any]) -> None:
        """Show the tables where they were left."""
        kind = how.get("table")
        if isinstance(kind, str) and kind:
            self.enter(kind)

    def end(self) -> None:
        """Take the tables out of the window."""
        self._session.disconnect(self)
        self.widget.setParent(None)
        self.widget.deleteLater()
        self.deleteLater()
