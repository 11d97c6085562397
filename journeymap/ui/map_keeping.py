"""The file of an open map while it is open: saved, watched, locked, brought up to date.

Joins those who do that, so that none needs to know another, and says whether something is under
way that nothing may come between. How a map comes and goes is in `map_file.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from journeymap.model.text import M, say
from journeymap.ui.banner import Banners
from journeymap.ui.frame import Frame
from journeymap.ui.map_living import MapLiving
from journeymap.ui.map_locking import MapLocking
from journeymap.ui.map_look import Look
from journeymap.ui.map_saving import MapSaving
from journeymap.ui.map_watch import MapWatch
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings


class MapKeeping(QObject):
    """What goes on about the file of the open map in one window."""

    saved = Signal()
    rested = Signal()  # nothing is under way any more: what had to wait can be done

    def __init__(self, frame: Frame, session: Session, settings: Settings) -> None:
        super().__init__(frame)
        self._frame, self._session, self._settings = frame, session, settings
        self._lang = session.lang
        self.there = False  # whether a map is open
        self.held: Callable[[Path], bool] = lambda _: False  # whether another window has a file
        self._ended = False
        self._depth = 0  # how many of the methods below are at work, one within the other
        self._close_next = False  # once the map is saved
        self.banners = Banners(session.lang)
        self.writer = MapSaving(frame, session, settings)
        self.living = MapLiving(frame, session, self.banners)
        self.locking = MapLocking(frame, session, self.banners)
        self.watch = MapWatch(session, frame)
        self._join()

    def _join(self) -> None:
        writer, living = self.writer, self.living
        writer.bring_in, writer.may_take = living.bring_in, self._may_take
        writer.wrote.connect(self._wrote)
        writer.ended.connect(self.watch.soon)
        living.busy = lambda: self.busy
        living.save, living.save_as = self.save, self.save_as
        living.look_again = self.watch.soon
        self.watch.found.connect(self._found)

    @property
    def saving(self) -> bool:
        """Whether the map is being written beside the window."""
        return self.writer.now

    @property
    def busy(self) -> bool:
        """Whether something is under way that nothing may come between: what does, waits."""
        return self._depth > 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Be busy with something that nothing may come between."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth and not self._ended:
                self.rested.emit()
                if self._close_next:
                    self._close_next = False
                    self.close()

    def _flush(self) -> None:
        """Bring into the map what is being typed."""
        if self.there:
            self._session.flush_wanted.emit()

    def name(self) -> str:
        """Return what the open map is called in the title: its file, or that it has none."""
        path = self._session.path
        if path is not None and self._session.read_only is not None:
            return say(M("{name} (read-only)", name=path.name), self._lang)
        return path.name if path else say(M("Untitled"), self._lang)

    # ------------------------------------------------------------ saving

    def save(self) -> bool:
        """Return whether the map stands on disk now; asks where to, if it has no file yet.

        The window lives on meanwhile. A save that is asked for during another one follows it.
        """
        if self.saving:
            self._flush()
            return self.writer.save()
        return self._keep(self.writer.save)

    def save_as(self) -> bool:
        """Return whether the map stands in another file now."""
        return not self.saving and self._keep(self.writer.save_as)

    def finish(self) -> bool:
        """Return whether all stands on disk, after waiting for what is being saved."""
        return self._keep(self.writer.finish)

    def _keep(self, do: Callable[[], bool]) -> bool:
        with self.at_work():
            self._flush()
            return do()

    def _may_take(self, path: Path) -> bool:
        if self.held(path):
            from journeymap.ui import asking_files

            asking_files.tell_held(self._frame, self._lang, path.name)
            return False
        return self.locking.may_replace(path)

    def _wrote(self) -> None:
        path = self._session.path
        assert path is not None
        self.locking.hold(path)
        self.living.wrote()
        self.watch.begin()
        self.saved.emit()

    # ------------------------------------------------------------ others

    def _unlink(self) -> None:
        """Know no file any more."""
        self.watch.end()
        self.living.forget()
        self.locking.leave()
        self.banners.clear()

    def look(self) -> None:
        """Look whether somebody else has written the file, or taken the map over."""
        if self.there and not self._ended:
            self.locking.look()
            self.watch.soon()

    def _found(self, look: Look) -> None:
        if self.there and not self._ended and not self.saving:
            self.living.hear(look)

    def close(self) -> None:
        """Close the map and go back to the start page."""
        raise NotImplementedError
