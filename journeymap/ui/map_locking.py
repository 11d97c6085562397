"""Tells a person when another journeymap has the same map open, and keeps to read-only if wished.

The lock is a courtesy: whoever takes a map over is believed, and whoever lost it is told at the
next look. What saves is safe without it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from journeymap.files.locks import BEAT, Holder, MapLock
from journeymap.files.processes import host
from journeymap.model.text import M, Message, digits
from journeymap.ui.banner import Banners
from journeymap.ui.frame import Frame
from journeymap.ui.session import Session

READ_ONLY = M("This map is open read-only; take it over to change it")


class MapLocking(QObject):
    """The lock of the map in one window."""

    def __init__(self, frame: Frame, session: Session, banners: Banners) -> None:
        super().__init__(frame)
        self._frame, self._session, self._banners = frame, session, banners
        self._lang = session.lang
        self._lock: MapLock | None = None
        self._taking: Path | None = None  # the file that a person wants to replace all the same
        self._timer = QTimer(self)
        self._timer.setInterval(int(BEAT * 1000))
        self._timer.timeout.connect(self.look)

    def ask(self, path: Path) -> str:
        """Return whether a map that is to be opened is mine, to read, or to cancel; may ask."""
        lock = MapLock(path)
        other = lock.claim()
        if other is None:
            return "mine"
        from journeymap.ui import asking_files

        answer = asking_files.open_locked(self._frame, self._lang, path.name, self._who(other))
        if answer == "take":
            lock.take()
            return "mine"
        return answer

    def may_replace(self, path: Path) -> bool:
        """Return whether the map may be kept in a file that may be open elsewhere; may ask."""
        self._taking = None
        other = MapLock(path).other()
        if other is None:
            return True
        from journeymap.ui import asking_files

        answer = asking_files.save_locked(self._frame, self._lang, path.name, self._who(other))
        if answer == "take":
            self._taking = path
        return answer == "take"

    def hold(self, path: Path, how: str = "mine") -> None:
        """Go on with a map that is open now, as it was asked."""
        if self._lock is not None and self._lock.path != path:
            self._lock.release()
            self._lock = None
        if self._lock is None:  # finding where a path leads asks the disk
            self._lock = MapLock(path)
        self._session.read_only = None
        if path == self._taking:
            self._lock.take()
        elif how == "mine":
            self._lock.claim()
        else:
            self._session.read_only = READ_ONLY
        self._taking = None
        self._timer.start()
        self.look()
        self._session.state_changed.emit()

    def leave(self) -> None:
        """Let others have the map."""
        self._timer.stop()
        self._banners.drop("lock")
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self._session.read_only = None

    def look(self) -> None:
        """Give a sign of life, and say who has the map if it is not this window."""
        lock = self._lock
        if lock is None:
            return
        lock.beat()
        other = lock.other()
        if self._session.read_only is not None:
            self._banners.put(
                "lock",
                "plain",
                M("Read only"),
                self._who(other) if other is not None else M("Nobody else has this map open now."),
                {"take": (M("Take over") if other is not None else M("Edit"), self.take)},
            )
        elif other is not None:
            self._banners.put(
                "lock",
                "warning",
                M("Another journeymap has taken this map over"),
                M("What both save is merged. Close the map here, or take it back."),
                {"take": (M("Take back"), self.take)},
            )
        else:
            if lock.holder() is None:  # it was lost on the way, say with its folder
                lock.claim()
            self._banners.drop("lock")

    def take(self) -> None:
        """Take the map over: from now on it may be changed here."""
        if self._lock is not None:
            self._lock.take()
            self._session.read_only = None
            self.look()
            self._session.state_changed.emit()

    def _who(self, other: Holder) -> Message:
        since = datetime.fromtimestamp(other.since).astimezone()
        today = since.date() == datetime.now().astimezone().date()
        when = digits(since.strftime("%H:%M" if today else "%Y-%m-%d %H:%M"), self._lang)
        if other.host == host():
            return M(
                "Another journeymap on this computer (process {pid}) has had it open since {time}.",
                pid=str(other.process.pid),
                time=when,
            )
        return M(
            "Another journeymap on {host} has had it open since {time}.",
            host=other.host,
            time=when,
        )
