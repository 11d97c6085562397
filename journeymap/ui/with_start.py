"""The start page in its window: made when it is first seen, with what somebody wishes on it.

A window that is opened on a map comes without one. The page only says what is wished for; what
becomes of that is here, as for the menus that list the same. Loaded before the first paint: nothing
of the model may be imported.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent

from journeymap.files import own_templates
from journeymap.model.text import M
from journeymap.ui import style
from journeymap.ui.among_windows import AmongWindows

if TYPE_CHECKING:
    from journeymap.ui.start.page import StartPage


class WithStart(AmongWindows):
    """A window that shows the start page where there is no map."""

    start_painted = Signal()  # the start page was seen for the first time

    @cached_property
    def start(self) -> StartPage:
        """What a person can begin with."""
        from journeymap.ui.start.page import StartPage

        page = StartPage(self.lang, self.theme)
        page.wished.connect(self.on_wish)
        page.painted.connect(self.start_painted)
        self.stack.addWidget(page)
        return page

    def _take_down(self) -> None:
        self.__dict__.pop("start", None)  # with what it stands in
        super()._take_down()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.workspace is None and self._coming is None:
            self.show_start()

    def show_start(self) -> None:
        """Show the start page."""
        page = self.start
        self._list_files()
        page.show_own()
        self.stack.setCurrentWidget(page)
        self._say_title()

    def set_theme(self, theme: style.ThemeChoice) -> None:
        """Show the other theme, on the start page as well."""
        super().set_theme(theme)
        if self._has_start:
            self.start.set_theme(theme)

    @property
    def _has_start(self) -> bool:
        return "start" in self.__dict__

    def _list_files(self) -> None:
        if self._has_start:
            self.start.show_files(self.settings.recent, self.settings.pins)

    def _say_title(self) -> None:
        self.setWindowTitle("journeymap")
        self.setWindowModified(False)
        self._name_on_top("", "")

    def _name_on_top(self, name: str, path: str) -> None:
        if "top" in self.__dict__:  # else it is not seen yet
            self.top.show_file(name, path, False)

    # ------------------------------------------------------------ what is wished

    def on_wish(self, wish: str, what: str) -> None:
        """Do what somebody wishes on the start page, or in a menu that lists the same."""
        path = Path(what)
        lists: dict[str, Callable[[], object]] = {
            "pin": partial(self.settings.pin, path),
            "unpin": partial(self.settings.pin, path, False),
            "forget": partial(self.settings.forget, path),
            "clear": self.settings.forget_recent,
        }
        if wish in lists:
            lists[wish]()
            # not while the button that asked for it is still clicked
            QTimer.singleShot(0, self, self._list_files)
        elif wish in ("new", "own"):
            self.begin(what)
        elif wish == "drop-own":
            self._drop_own(what)
        elif what:
            self.open(path)
        else:
            self.commands["open"].trigger()

    def _drop_own(self, name: str) -> None:
        from journeymap.ui import asking

        if not name:
            names = [(each, each) for each in own_templates.own_names()]
            name = asking.pick(self, self.lang, M("Which template is to be deleted?"), names)
        if name and asking.may_lose(
            self,
            self.lang,
            M("Delete the template “{name}”?", name=name),
            M("Maps that were begun from it stay as they are."),
            M("Delete"),
        ):
            if not own_templates.remove_own(name):
                self.tell(M("The template could not be deleted"), M("Is its folder writable?"))
            if self._has_start:
                self.start.show_own()
