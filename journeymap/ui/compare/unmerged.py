"""A map that git left in conflict: said above the map, and settled with both sides side by side.

git is asked in a thread whenever a map was opened. A file with git's markers in it cannot be opened
at all; it is settled from the list of its problems, and opened then.
"""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal

from journeymap.files.joining import Sides, Texts, joined_text, read_sides
from journeymap.files.problems import FilesError
from journeymap.files.regular import content
from journeymap.files.save import content_hash, save_file
from journeymap.files.unmerged import sides_left
from journeymap.model.text import M, Message, literal, say
from journeymap.ui import asking
from journeymap.ui.compare.conflicts import ask_conflicts
from journeymap.ui.frame import Frame
from journeymap.ui.map_file import MapFile
from journeymap.ui.session import Session

SUBJECT = "unmerged"
OURS, THEIRS = M("On this side"), M("On the other side")


class Unmerged(QObject):
    """Knows whether git waits for a decision about the open map."""

    _found = Signal(object, object)  # the path that was looked at, and its Texts or None

    def __init__(self, frame: Frame, session: Session, file: MapFile) -> None:
        super().__init__(frame)
        self._frame, self._session, self._file = frame, session, file
        self._lang = session.lang
        self._texts: Texts | None = None
        self._gone = False
        self._found.connect(self._show)

    def leave(self) -> None:
        """Know nothing any more: another takes over."""
        self._gone = True
        self.deleteLater()

    def look(self) -> None:
        """Find out, beside the window, whether git left the open map in conflict."""
        path = self._session.path
        self._texts = None
        self._file.banners.drop(SUBJECT)
        if path is not None:
            Thread(target=self._ask, args=(path,), name="unmerged", daemon=True).start()

    def _ask(self, path: Path) -> None:
        try:
            found = sides_left(path)
        except FilesError:
            found = None
        if found is not None and not self._gone:
            self._found.emit(path, found)

    def _show(self, path: Path, texts: Texts) -> None:
        if self._gone or path != self._session.path or not self._file.there:
            return
        self._texts = texts
        self._file.banners.put(
            SUBJECT,
            "warning",
            M("git could not merge this map; it holds one side of what is in conflict"),
            None,
            {"settle": (M("Settle…"), self.settle)},
        )

    def settle(self) -> bool:
        """Return whether what is in conflict was decided for the open map, as one step."""
        path, session = self._session.path, self._session
        if self._texts is None or path is None:
            return False
        sides = self._read(self._texts, path)
        if sides is None:
            return False
        ours = session.map
        result = ask_conflicts(
            self._frame, self._lang, sides.base.map, ours, sides.theirs.map, (OURS, THEIRS)
        )
        if result is None or session.map is not ours:
            return False
        if not session.commit(M("Settle what git could not merge"), lambda _: result):
            return False
        self._file.banners.drop(SUBJECT)
        session.told.emit(
            M("When the map is saved, tell git that it is settled: git add {name}", name=path.name)
        )
        return True

    def can_settle(self, path: Path) -> bool:
        """Return whether a file that cannot be opened holds both sides of a conflict."""
        try:
            return sides_left(path) is not None
        except FilesError:
            return False

    def settle_file(self, path: Path) -> bool:
        """Return whether what is in conflict was decided and written into a file with markers."""
        try:
            before = content(path)
            texts = sides_left(path)
            sides = self._read(texts, path) if texts is not None else None
            if sides is None:
                return False
            result = ask_conflicts(
                self._frame, self._lang, sides.base.map, sides.ours.map, sides.theirs.map,
                (OURS, THEIRS),
            )  # fmt: skip
            if result is None:
                return False
            save_file(path, joined_text(sides, result), content_hash(before))
        except FilesError as error:
            asking.tell(self._frame, self._lang, error.message)
            return False
        except OSError as error:
            reason = error.strerror or type(error).__name__
            asking.tell(self._frame, self._lang, literal(reason))
            return False
        return True

    def _read(self, texts: Texts, path: Path) -> Sides | None:
        names = (
            say(M("the base"), self._lang),
            *(say(each, self._lang) for each in (OURS, THEIRS)),
        )
        try:
            return read_sides(texts, (names[0], names[1], names[2]))
        except FilesError as error:
            message: Message = M("{name}: {problem}", name=path.name, problem=error.message)
            asking.tell(self._frame, self._lang, message)
            return None
