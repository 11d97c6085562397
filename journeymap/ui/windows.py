"""Which windows there are: each shows one map, a file is open in one only, all end together.

A window comes from the function that is given, so that nothing here knows what a window is made of;
it is read before the first paint.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QPoint, QTimer

from journeymap.model.text import Message
from journeymap.ui.is_there import is_there
from journeymap.ui.settings import Settings

SOON = 20  # ms
STEP = QPoint(28, 28)  # from one window to the next


class Window(Protocol):
    """What is asked of a window."""

    def open_first(self, path: Path, key: str = "") -> None:
        """Open a file, and go to a record in it, as soon as the window is on the screen."""

    def begin(self, template: str) -> None:
        """Begin a map from a template."""

    def file(self) -> Path | None:
        """Return the file whose map is shown, or is about to be; None when it has none."""

    def title(self) -> str:
        """Return what the window is called in a list of windows."""

    def fresh(self) -> bool:
        """Return whether nothing is in the window that another map would take away."""

    def stuck_at(self) -> Path | None:
        """Return the file of which is said what is wrong with it; None where that is not shown."""

    def unsaved(self) -> bool:
        """Return whether something in its map is not saved."""

    def save(self) -> bool:
        """Return whether the map stands on disk now."""

    def finish_typing(self) -> None:
        """Bring into the map what is being typed."""

    def finish_saving(self) -> bool:
        """Return, once nothing is being saved any more, whether the window may close by now."""

    def follow(self, name: str) -> None:
        """Do as a setting says now."""

    def go_to(self, key: str) -> None:
        """Bring a record into sight."""

    def come_up(self) -> None:
        """Stand before the other windows and take the keyboard."""

    def give_way(self) -> bool:
        """Close without asking what to do with changes; return whether it did."""

    def ask_about(self, windows: Sequence[Window]) -> str:
        """Return save, discard or cancel for what is not saved in several windows."""

    def tell(self, text: Message, more: Message) -> None:
        """Say something that has to be read before going on."""

    def place(self) -> QByteArray:
        """Return where the window stands and how large it is."""

    def stand_at(self, place: QByteArray) -> None:
        """Stand where a window stood before."""

    def show_beside(self, other: Window | None, offset: QPoint) -> None:
        """Show the window a little off another one."""


class Windows:
    """The windows of this process, the one used last at the end."""

    def __init__(self, settings: Settings, make: Callable[[Windows], Window]) -> None:
        self._settings, self._make = settings, make
        self.all: list[Window] = []
        self.ending = False
        self._quitting = False
        self.left_out: tuple[Path, ...] = ()  # files that were not opened again, to be careful

    def join(self, window: Window) -> None:
        """Count a window among them."""
        if window not in self.all:
            self.all.append(window)

    def used(self, window: Window) -> None:
        """Note that a window has the keyboard now."""
        if window in self.all:
            self.all.remove(window)
            self.all.append(window)

    def left(self, window: Window) -> None:
        """Forget a window that was closed; what was open in the last one is remembered."""
        if self.all == [window] and not self.ending:
            self.keep_files()
        if window in self.all:
            self.all.remove(window)

    # ------------------------------------------------------------ new windows, other files

    def new(self, beside: Window | None = None) -> Window:
        """Return another window, shown beside one that is there."""
        made = self._make(self)
        self.join(made)
        made.show_beside(beside, STEP)
        return made

    def holding(self, path: Path) -> Window | None:
        """Return the window that shows a file, by whichever way the path leads there."""
        wanted = real(path)
        held = ((each, each.file()) for each in self.all)
        return next((each for each, file in held if file and real(file) == wanted), None)

    def open(self, paths: Iterable[Path], beside: Window | None = None, key: str = "") -> None:
        """Open files in windows of their own, the first in a window that has nothing in it.

        `key` is a record to go to in what is opened. What is open already comes up; a window that
        says what is wrong with another file keeps saying it.
        """
        for path in dict.fromkeys(paths):
            there = self.holding(path)
            if there is not None:
                there.come_up()
                if key:
                    there.go_to(key)
                continue
            known = [each for each in (beside, *self.all) if each is not None]
            free = [each for each in known if each.fresh() or each.stuck_at() == path]
            window = free[0] if free else self.new(beside)
            window.open_first(path, key)
            beside = window

    # ------------------------------------------------------------ the end and the next start

    def restore(self, without: Collection[Path] = ()) -> tuple[Path, ...]:
        """Open what was open at the end of last time; return the files that are gone.

        Those `without` which to begin are left out.
        """
        kept = self._settings.open_files if self._settings.restores else ()
        self.left_out = tuple(path for path in kept if path in without)
        kept = tuple(path for path in kept if path not in without)
        gone = tuple(path for path in kept if not is_there(path))
        self.open(path for path in kept if path not in gone)
        for path in kept:
            window, place = self.holding(path), self._settings.place(path)
            if window is not None and not place.isEmpty():
                window.stand_at(place)
        return gone

    def keep_files(self) -> None:
        """Remember which files are open."""
        places = {file: each.place() for each in self.all if (file := each.file())}
        self._settings.keep_open_files(places)

    def quit(self) -> bool:
        """Return whether all windows were closed, after asking once about all that is not saved.

        What is being saved comes to its end first; the windows live on meanwhile.
        """
        if self._quitting:
            return False
        self._quitting = True
        try:
            return self._quit()
        finally:
            self._quitting = False

    def _quit(self) -> bool:
        for each in tuple(self.all):
            each.finish_typing()
        ready = [each.finish_saving() for each in tuple(self.all)]  # every one of them
        if not all(ready):
            QTimer.singleShot(SOON, self.quit)  # whoever asked for that save has to hear first
            return False
        unsaved = [each for each in self.all if each.unsaved()]
        if unsaved:
            for each in unsaved[-1:]:
                each.come_up()
            answer = unsaved[-1].ask_about(unsaved)
            if answer == "cancel":
                return False
            if answer == "save":
                for each in unsaved:
                    if each in self.all and not each.save():
                        return False
        self.keep_files()
        self.ending = True
        try:
            closed = [each.give_way() for each in tuple(self.all)]  # every one of them
            return all(closed)
        finally:
            self.ending = False


def real(path: Path) -> Path:
    """Return where a file is, by whichever way the path leads there."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a ring of links, no name at all
        return path.absolute()
