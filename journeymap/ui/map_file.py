"""One map's file in the window: opened, begun, saved, left, followed to other maps and back.

It asks a person what only a person can say, and tells the workspace by signals what to show. Long
reading and writing is done beside the window (see `aside.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Signal

from journeymap.files.problems import Changed, FileProblem, FilesError, Unreadable
from journeymap.model.document import SavedText
from journeymap.model.index import Key
from journeymap.model.text import M, Message, say
from journeymap.picture.layout import layout
from journeymap.picture.picture import view_of
from journeymap.ui.aside import Aside, Stopped
from journeymap.ui.frame import Frame
from journeymap.ui.links import NoLink, Visit, link_of
from journeymap.ui.making import file_name
from journeymap.ui.measure import QtMeasure
from journeymap.ui.session import Session, read_file
from journeymap.ui.settings import Settings

LONG = 100_000  # bytes of a file that is read and written beside the window


class Read(NamedTuple):
    """A map that was read, and what laying it out found, so that the window need not."""

    saved: SavedText
    measure: QtMeasure
    memo: dict[Any, Any]


def read_and_lay_out(path: Path) -> Read:
    """Return a map laid out as it is first seen; raises FilesError. Runs in a thread."""
    saved = read_file(path)
    view, memo = view_of(saved.map), dict[Any, Any]()
    measure = QtMeasure(view.language)
    layout(saved.map, view, measure, memo)
    return Read(saved, measure, memo)


def give_turn() -> None:
    """Let the window paint, while nobody can do anything in it."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


class MapFile(QObject):
    """The file of the map in one window, and the ways between maps."""

    coming = Signal()  # a large map is there: get ready for it, in steps
    opened = Signal()  # a map is there: show it
    failed = Signal(object, object)  # the path of a file and its problems
    closed = Signal()  # no map is there any more
    saved = Signal()
    laid = Signal(object, object)  # what a layout beside the window measured, and its memo
    looked = Signal(object)  # dict: how the file that is opened was looked at last
    leaving = Signal()  # the map goes, its file is still known
    elsewhere = Signal(object, str)  # a path, and a record: to be opened in another window

    def __init__(self, frame: Frame, session: Session, settings: Settings) -> None:
        super().__init__(frame)
        self._frame, self._session, self._settings = frame, session, settings
        self._lang = session.lang
        self.there = False  # whether a map is open
        self.again: Path | None = None  # the file whose problems are shown
        self.way: list[Visit] = []  # the maps that lead to this one, the first at the start
        self._reading: Aside[Read] | None = None
        session.link_wanted.connect(self.follow)
        session.beside = self._beside
        frame.loading.stopped.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._reading is not None

    def name(self) -> str:
        """Return what the open map is called in the title: its file, or that it has none."""
        path = self._session.path
        return path.name if path else say(M("Untitled"), self._lang)

    # ------------------------------------------------------------ opening

    def open(self, path: Path, key: Key = "", way: list[Visit] | None = None) -> bool:
        """Return whether a file could be opened; else its problems are shown.

        `key` is a record to go to, `way` the maps that one came through.
        """
        was, path = self.there, path.absolute()
        if was:
            self.leaving.emit()
        self.way = way or []
        try:
            saved = self._read(path)
        except Stopped:
            (self.opened if was else self.closed).emit()
            return False
        except Unreadable as error:
            self._fail(path, error.problems)
            return False
        except FilesError as error:
            self._fail(path, (FileProblem(str(path), 0, 0, error.message),))
            return False
        self._session.take(saved, path)
        self._settings.remember(path)
        if len(saved.data) > LONG:  # the panels have taken their time; let the window have a turn
            give_turn()
            self.coming.emit()
        self.again, self.there = None, True
        self.opened.emit()
        self.looked.emit(self._settings.seen(path))
        if key:
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

    def stop(self) -> None:
        """Wait no longer for the file that is being read."""
        if self._reading is not None:
            self._reading.give_up()

    def _fail(self, path: Path, problems: tuple[FileProblem, ...]) -> None:
        self.again, self.there = path, False
        self.failed.emit(path, problems)

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
        self.again, self.there, self.way = None, True, []
        self.opened.emit()
        return True

    # ------------------------------------------------------------ links

    def follow(self, key: Key, journey: str) -> None:
        """Open the map that a record links to; a map with changes keeps its window."""
        session = self._session
        try:
            link = link_of(journey, session.path)
        except NoLink as no:
            from journeymap.ui import asking

            asking.tell(self._frame, self._lang, M("The linked map cannot be opened"), no.message)
            return
        if link.path == session.path:
            session.jump(link.key)
        elif session.path is None or session.document.dirty:
            self.elsewhere.emit(link.path, link.key)
        else:
            self.open(link.path, link.key, [*self.way, Visit(session.path, session.map.title, key)])

    def back(self) -> None:
        """Go back to the map that led here."""
        if self.way and self.may_leave():
            *way, last = self.way
            self.open(last.path, last.key, way)

    # ------------------------------------------------------------ saving

    def _beside(self, work: Callable[[], SavedText]) -> SavedText:
        texts = self._session.document.texts
        if texts and len(texts[-1].data) > LONG:
            return Aside(work).wait()
        return work()

    def save(self) -> bool:
        """Return whether the map stands on disk now; asks where to, if it has no file yet."""
        if self._session.path is None:
            return self.save_as()
        try:
            self._session.save()
        except Changed as error:
            return self._save_over(error.message)
        except FilesError as error:
            return self._save_elsewhere(error.message)
        self._saved()
        return True

    def save_as(self) -> bool:
        """Return whether the map stands in another file now."""
        from journeymap.ui import asking

        path = self._session.path
        name = f"{file_name(self._session.map.title)}.yaml"
        suggested = str(path) if path else str(Path(self._settings.folder) / name)
        chosen = asking.save_path(self._frame, self._lang, suggested)
        if not chosen:
            return False
        try:
            self._session.save_as(chosen)
        except FilesError as error:
            return self._save_elsewhere(error.message)
        self._saved()
        return True

    def _saved(self) -> None:
        assert self._session.path is not None
        self._settings.remember(self._session.path)
        self.saved.emit()

    def _save_over(self, why: Message) -> bool:
        from journeymap.ui import asking

        answer = asking.choose(
            self._frame,
            self._lang,
            M("The file changed meanwhile"),
            why,
            {
                "as": (M("Save as…"), "main"),
                "over": (M("Overwrite"), "lose"),
                "cancel": (M("Cancel"), "cancel"),
            },
        )
        if answer == "as":
            return self.save_as()
        if answer != "over":
            return False
        try:
            self._session.save(force=True)
        except FilesError as error:
            return self._save_elsewhere(error.message)
        self._saved()
        return True

    def _save_elsewhere(self, why: Message) -> bool:
        from journeymap.ui import asking

        answer = asking.choose(
            self._frame,
            self._lang,
            M("The map could not be saved; what is on disk stands as it was"),
            why,
            {"as": (M("Save as…"), "main"), "cancel": (M("Cancel"), "cancel")},
        )
        return self.save_as() if answer == "as" else False

    # ------------------------------------------------------------ leaving

    def unsaved(self) -> bool:
        """Return whether something in the map is not saved."""
        return self.there and self._session.document.dirty

    def may_leave(self) -> bool:
        """Return whether the map may be closed; asks when something in it is not saved."""
        if not self.unsaved():
            return True
        from journeymap.ui import asking

        answer = asking.choose(
            self._frame,
            self._lang,
            M("Save the changes to {name}?", name=self.name()),
            M("What is not saved is lost."),
            {
                "save": (M("Save"), "main"),
                "discard": (M("Discard"), "lose"),
                "cancel": (M("Cancel"), "cancel"),
            },
        )
        return answer == "discard" or (answer == "save" and self.save())

    def close(self) -> None:
        """Close the map and go back to the start page."""
        if self.may_leave():
            self.leaving.emit()
            self.there, self.way = False, []
            self.closed.emit()
