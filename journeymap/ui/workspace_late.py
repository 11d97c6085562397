"""What a workspace makes at the first use: find bar, wall, palette, comparing, importing and so on.

The first frame of a map needs none of it. Each part is loaded with what makes it, and is there from
the moment when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.frame import Frame
from journeymap.ui.map_file import MapFile
from journeymap.ui.panels import Panels
from journeymap.ui.panes import Panes
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings
from journeymap.ui.table.place import TablePlace

if TYPE_CHECKING:
    from journeymap.ui.compare.starting import Comparing
    from journeymap.ui.compare.unmerged import Unmerged
    from journeymap.ui.find_replace.bar import FindBar
    from journeymap.ui.find_replace.starting import FindReplace
    from journeymap.ui.importing.starting import Importing
    from journeymap.ui.palette.starting import Palette
    from journeymap.ui.wall import Wall
    from journeymap.ui.workspace_actions import Deeds

# What answers to people is made with, in an order in which none brings much with it: each is loaded
# in a turn of its own, so that the window stands still for none of them for long.
PARTS = (
    "journeymap.ui.making",
    "journeymap.ui.capture",
    "journeymap.model.pasting",
    "journeymap.model.fragments",
    "journeymap.ui.clipboard",
    "journeymap.ui.parking",
    "journeymap.ui.palette.sources",
    "journeymap.ui.canvas.context",
    "journeymap.ui.workspace_actions",
    "journeymap.ui.find_replace.bar",
    "journeymap.ui.window_menus",
)
LEAVING = ("_comparing", "_unmerged", "_importing", "palette", "deeds", "_find_replace")


class LateParts(QObject):
    """The parts of a workspace that are made at the first use."""

    frame: Frame
    session: Session
    file: MapFile
    canvas: CanvasView
    panels: Panels
    panes: Panes
    tables: TablePlace
    _settings: Settings

    def steps(self) -> list[Callable[[], object]]:
        """Return what makes all that answers to people, in steps for a turn each."""
        loads = [partial(import_module, part) for part in PARTS]
        return [*loads, lambda: self.deeds, lambda: self._find_replace]

    @cached_property
    def deeds(self) -> Deeds:
        """What the actions and the canvas ask for, that several panes have a part in."""
        from journeymap.ui.workspace_actions import Deeds

        canvas, panels, tables = self.canvas, self.panels, self.tables
        return Deeds(self.frame, self.session, self._settings, canvas, panels, tables)

    @cached_property
    def _find_replace(self) -> FindReplace:
        from journeymap.ui.find_replace.starting import FindReplace

        made = FindReplace(self.frame, self.session, self.canvas)
        self.frame.strips.addWidget(made.bar)  # under the others
        self.panes.add(made.bar, made.bar.first)
        return made

    @property
    def find_bar(self) -> FindBar:
        """What asks for the words that are looked for."""
        return self._find_replace.bar

    def close_find_bar(self) -> None:
        """Ask for no words any more."""
        if "_find_replace" in self.__dict__:
            self.find_bar.close_bar()

    @cached_property
    def wall(self) -> Wall:
        """The map alone on the whole screen."""
        from journeymap.ui.wall import Wall

        return Wall(self.frame, self.canvas, self.frame.commands["wall"])

    @property
    def on_wall(self) -> bool:
        """Whether the window is on the wall."""
        return "wall" in self.__dict__ and self.wall.on

    def leave_wall(self) -> None:
        """Take the window down from the wall."""
        if self.on_wall:
            self.wall.leave()

    @cached_property
    def palette(self) -> Palette:
        """Everything that can be done, by typing."""
        from journeymap.ui.palette.starting import Palette

        return Palette(self.frame, self.session, self._settings, self.canvas, self.deeds.menu_of)

    @cached_property
    def _comparing(self) -> Comparing:
        from journeymap.ui.compare.starting import Comparing

        return Comparing(self.frame, self.session, self._settings)

    @cached_property
    def _importing(self) -> Importing:
        from journeymap.ui.importing.starting import Importing

        return Importing(self.frame, self.session, self._settings)

    @cached_property
    def _unmerged(self) -> Unmerged:
        from journeymap.ui.compare.unmerged import Unmerged

        return Unmerged(self.frame, self.session, self.file)

    def leave_late(self) -> None:
        """Let those that were used do nothing any more: another workspace takes over."""
        self.leave_wall()
        for name in LEAVING:
            if name in self.__dict__:
                self.__dict__[name].leave()
