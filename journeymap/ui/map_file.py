"""One map's file in the window: opened, begun, left, followed to other maps and back.

It asks a person what only a person can say, and tells the workspace by signals what to show. What
becomes of a file while its map is open is in `map_keeping.py`. Long reading is done beside the
window (see `aside.py`).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from journeymap.files.problems import FileProblem, FilesError, Unreadable
from journeymap.files.temporaries import interrupted
from journeymap.model.document import Document, SavedText
from journeymap.model.index import Key
from journeymap.model.text import M
from journeymap.ui.aside import Aside, Stopped, give_turn
from journeymap.ui.frame import Frame
from journeymap.ui.links import NoLink, Visit, link_of, way_to
from journeymap.ui.map_keeping import MapKeeping
from journeymap.ui.map_reading import Read, read_and_lay_out
from journeymap.ui.map_work import read_file
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings
from journeymap.ui.windows import real

LONG = 100_000  # bytes of a file that is read beside the window


class MapFile(MapKeeping):
    """The file of the map in one window, and the ways between maps."""

    waits = Signal()  # a large file is being read: nothing can be done with a map
    getting_ready = Signal()  # a large map is there: get ready for it, in steps
    opened = Signal()  # a map is there: show it
    failed = Signal(object, object)  # the path of a file and its problems
    closed = Signal()  # no map is there any more
    laid = Signal(object, object)  # what a layout beside the window measured, and its memo
    looked = Signal(object)  # dict: how the file that is opened was looked at last
    leaving = Signal()  # the map goes, its file is still known
    elsewhere = Signal(object, str)  # a path, and a record: to be opened in another window

    def __init__(self, frame: Frame, session: Session, settings: Settings) -> None:
        super().__init__(frame, session, settings)
        self.again: Path | None = None  # the file whose problems are shown
        self.problems: tuple[FileProblem, ...] = ()
        self.way: list[Visit] = []  # the maps that lead to this one, the first at the start
        self.coming: Path | None = None  # the file that is being opened
        self.asking = False  # whether it is asked what to do with changes
        self.read = False  # whether the map was read-only when this ended
        self._reading: Aside[Read] | None = None
        session.link_wanted.connect(self.follow)
        frame.loading.stopped.connect(self.stop)

    @property
    def reading(self) -> bool:
        """Whether a file is being read beside the window."""
        return self._reading is not None

    def end(self) -> None:
        """Do nothing any more: the window closes, or another takes over."""
        self._ended = True
        self.read = self._session.read_only is not None
        self.stop()
        self.watch.end()
        self.locking.leave()

    # ------------------------------------------------------------ opening

    def open(
        self, path: Path, key: Key = "", way: list[Visit] | None = None, back: bool = False
    ) -> bool:
        """Return whether a file could be opened; else its problems are shown.

        `key` is a record to go to, `way` the maps that one came through. Whoever comes `back`
        finds the map as it was left, with the record selected.
        """
        if self._reading is not None or self.saving:
            return False  # one at a time
        self.coming = path.absolute()
        try:
            with self.at_work():
                return self._open(self.coming, key, way or [], back)
        finally:
            self.coming = None

    def _open(self, path: Path, key: Key, way: list[Visit], back: bool = False) -> bool:
        was, asked = self.there, self._session.map
        self._flush()
        if was:
            self.leaving.emit()
        self._session.opening.emit(str(path))
        saved: SavedText | None = None
        problems: tuple[FileProblem, ...] = ()
        try:
            saved = self._read(path)
        except Stopped:
            if not self._ended:
                self.there = was
                self.show_again()
            return False
        except Unreadable as error:
            problems = (*_cut_off(path), *error.problems)
        except FilesError as error:
            problems = (FileProblem(str(path), 0, 0, error.message),)
        self.there = was
        # changed since it was asked whether the map may go
        if self._session.map is not asked and not self.may_leave():
            self.show_again()
            return False
        how = self.locking.ask(path) if saved is not None else ""
        if how == "cancel":
            self.show_again()
            return False
        self.way = way
        self.watch.end()
        self.living.forget()
        self.banners.clear()
        if saved is None:
            self.again, self.problems, self.there = path, problems, False
            self.locking.leave()
            self._session.let_go.emit()
            self.show_again()
            return False
        self._session.take(saved, path)
        self.locking.hold(path, how)
        self._settings.remember(path)
        if len(saved.data) > LONG:  # the panels have taken their time; let the window have a turn
            give_turn()
            self.getting_ready.emit()
        self.again, self.there = None, True
        self.opened.emit()
        self.watch.begin()
        seen = self._settings.seen(path)
        self.looked.emit(seen)
        if key and back and seen:
            self._session.select((key,))
        elif key:
            self._session.jump(key)
        return True

    def _read(self, path: Path) -> SavedText:
        try:
            long = path.stat().st_size > LONG
        except OSError:
            long = False
        if not long:
            return read_file(path)
        loading = self._frame.loading
        loading.show_name(path.name)
        self._reading = Aside(partial(read_and_lay_out, path))
        try:
            read = self._reading.wait(keys=True, slow=self._show_waiting)
        finally:
            self._reading = None
        self.laid.emit(read.measure, read.memo)
        return read.saved

    def _show_waiting(self) -> None:
        self.there = False
        self._frame.show_map(False)
        self._frame.stack.setCurrentWidget(self._frame.loading)
        self._frame.loading.show_waiting()
        self.waits.emit()

    def show_again(self) -> None:
        """Show what there is: the map, the problems of a file that is none, or nothing."""
        path = self._session.path
        if self.there:
            self.opened.emit()
            if path is not None:
                self.looked.emit(self._settings.seen(path))
        elif self.again is not None:
            self.failed.emit(self.again, self.problems)
        else:
            self.closed.emit()

    def stop(self) -> None:
        """Wait no longer for the file that is being read."""
        if self._reading is not None:
            self._reading.give_up()

    def begin(self, template: str) -> bool:
        """Return whether a new map could be begun from a template."""
        if self.there:
            self.leaving.emit()
        try:
            self._session.begin(template)
        except FilesError as error:
            from journeymap.ui import asking

            asking.tell(self._frame, self._lang, error.message)
            return False
        self._unlink()
        self.again, self.there, self.way = None, True, []
        self.opened.emit()
        return True

    def take_over(self, before: MapFile) -> None:
        """Go on with the file of another language's workspace, which has ended."""
        self.there, self.way = before.there, before.way
        self.again, self.problems = before.again, before.problems
        path = self._session.path
        if self.there and path is not None:
            self.locking.hold(path, "read" if before.read else "mine")
            self.watch.begin()
        self.show_again()

    def go_on(self, document: Document) -> None:
        """Show a map that was made elsewhere and has no file."""
        if self.there:
            self.leaving.emit()
        self._session.go_on(document)
        self._unlink()
        self.again, self.there, self.way = None, True, []
        self.opened.emit()

    # ------------------------------------------------------------ links

    def follow(self, key: Key, journey: str) -> None:
        """Open the map that a record links to; a map with changes keeps its window."""
        session = self._session
        if self.busy:
            return
        self._flush()
        try:
            link = link_of(journey, session.path)
        except NoLink as no:
            from journeymap.ui import asking

            asking.tell(self._frame, self._lang, M("The linked map cannot be opened"), no.message)
            return
        here = session.path
        if here is not None and real(link.path) == real(here):
            session.jump(link.key)
        elif here is None or session.document.dirty or self.held(link.path):
            self.elsewhere.emit(link.path, link.key)
        else:
            way = [*self.way, Visit(here, session.map.title, key)]
            self.open(link.path, link.key, way_to(link.path, way))

    def back(self) -> None:
        """Go back to the map that led here."""
        if self.busy or not self.way:
            return
        *way, last = self.way
        if self.held(last.path):
            self.elsewhere.emit(last.path, last.key)
        elif self.may_leave():
            self.open(last.path, last.key, way, back=True)

    # ------------------------------------------------------------ leaving

    def unsaved(self) -> bool:
        """Return whether something in the map is not saved, or a comment not sent."""
        session = self._session
        return self.there and (session.document.dirty or bool(session.drafts.unsent(session.index)))

    def may_drop_drafts(self) -> bool:
        """Return whether comments that were begun may be lost; asks when there are any."""
        n = self._session.drafts.unsent(self._session.index)
        if not (self.there and n):
            return True
        from journeymap.ui import asking

        self.asking = True
        try:
            with self.at_work():
                answer = asking.choose(
                    self._frame,
                    self._lang,
                    M("{n} comment is not sent yet", plural="{n} comments are not sent yet", n=n),
                    M("What was written is lost when the map is closed."),
                    {"discard": (M("Discard"), "lose"), "cancel": (M("Cancel"), "cancel")},
                )
        finally:
            self.asking = False
        return answer == "discard"

    def may_leave(self) -> bool:
        """Return whether the map may be closed; asks when something in it is not saved."""
        self._flush()
        if not self.may_drop_drafts():
            return False
        if not (self.there and self._session.document.dirty):
            return True
        with self.at_work():
            answer = self._ask_leave()
            return answer == "discard" or (answer == "save" and self.finish())

    def _ask_leave(self) -> str:
        from journeymap.ui import asking_files

        self.asking = True
        try:
            return asking_files.may_leave(self._frame, self._lang, self.name())
        finally:
            self.asking = False

    def close(self) -> None:
        """Close the map and go back to the start page; stop reading where a file is being read."""
        if self._reading is not None:
            self.stop()
        elif self.saving:
            self._close_next = True
        elif not self.busy and self.may_leave():
            self.leaving.emit()
            self._unlink()
            self.there, self.way, self.again = False, [], None
            self._session.let_go.emit()
            self.closed.emit()


def _cut_off(path: Path) -> tuple[FileProblem, ...]:
    """Return where the content of a file is kept whose writing in place was cut off, if it was."""
    kept = interrupted(path)
    if not kept:
        return ()
    told = M("writing this file was cut off; what stood in it before is in {file}", file=kept)
    return (FileProblem(str(path), 0, 0, told),)
