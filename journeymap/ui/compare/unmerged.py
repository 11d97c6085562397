"""A map that git left in conflict: said above the map, and settled with both sides side by side.

git is asked in a thread whenever a map was opened or its file was looked at. A file with git's
markers in it cannot be opened at all; it is settled from the list of its problems, or from the
banner over a map that was open before, and read then.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from journeymap.files.joining import Sides, Texts, joined_text, read_sides
from journeymap.files.problems import FilesError
from journeymap.files.regular import content
from journeymap.files.save import content_hash, save_file
from journeymap.files.unmerged import sides_left
from journeymap.files.versions import sides_called
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message, literal, say, visible
from journeymap.model.threeway import merge
from journeymap.ui import asking
from journeymap.ui.aside import Aside
from journeymap.ui.compare.conflicts import ask_conflicts
from journeymap.ui.frame import Frame
from journeymap.ui.map_file import MapFile
from journeymap.ui.session import Session

SUBJECT = "unmerged"
TO_SAVE = M("When the map is saved, tell git that it is settled: git add {name}")
SETTLED = M("Tell git that this map is settled: git add {name}")
LONGEST = 28  # letters of a commit's subject
OURS, THEIRS = M("On this side"), M("On the other side")


class _Found(NamedTuple):
    """What git was found to hold of a file, in answer to which question."""

    number: int
    path: Path
    texts: Texts | None
    waits: bool  # whether something of it is not decided in the map


class _Decided(NamedTuple):
    """A conflict that a person has decided."""

    texts: Texts
    before: JourneyMap | None  # the map as it was until then, to which undo leads back

    def holds(self, texts: Texts, m: JourneyMap) -> bool:
        """Return whether that is so of these texts in the map `m`."""
        return texts == self.texts and m is not self.before


class Unmerged(QObject):
    """Knows whether git waits for a decision about the open map."""

    _found = Signal(object)  # _Found

    def __init__(self, frame: Frame, session: Session, file: MapFile) -> None:
        super().__init__(frame)
        self._frame, self._session, self._file = frame, session, file
        self._lang = session.lang
        self._texts: Texts | None = None
        self._decided: _Decided | None = None  # what a person decided last
        self._asked = 0  # how often git was asked: only the last answer counts
        self._gone = False
        self._found.connect(self._show)
        file.watch.found.connect(self.look)
        file.living.settle = self._settle_below
        session.document_changed.connect(self._forget)
        session.state_changed.connect(self._say)

    def leave(self) -> None:
        """Know nothing any more: another takes over."""
        self._gone = True
        self._file.watch.found.disconnect(self.look)
        self._session.disconnect(self)
        self.deleteLater()

    def look(self, _look: object = None) -> None:
        """Find out, beside the window, whether git left the open map in conflict."""
        path, m = self._session.path, self._session.map
        self._asked += 1
        if path is None:
            self._texts = None
            self._say()
            return
        work = (self._asked, path, m)
        Thread(target=self._ask, args=work, name="unmerged", daemon=True).start()

    def _ask(self, number: int, path: Path, m: JourneyMap) -> None:
        texts, open_ones = None, True
        try:
            texts = sides_left(path)
            if texts is not None:
                open_ones = _waits(texts, m)
        except FilesError:
            pass  # whoever opens the file or settles it is told
        if not self._gone:
            with suppress(RuntimeError):  # a window that closes takes the signal along
                self._found.emit(_Found(number, path, texts, open_ones))

    def _show(self, found: _Found) -> None:
        if self._gone or found.number != self._asked or found.path != self._session.path:
            return
        self._texts = found.texts
        if found.texts is not None and not found.waits:
            self._decided = _Decided(found.texts, None)
        self._say()

    def _forget(self) -> None:
        self._texts = None  # another map: git is asked anew
        self._asked += 1
        self._say()

    def _say(self) -> None:
        """Say above the map what git waits for, as long as it does."""
        texts, path, banners = self._texts, self._session.path, self._file.banners
        if texts is None and SUBJECT not in banners.shown:
            return
        if texts is None or path is None or not self._file.there:
            banners.drop(SUBJECT)
        elif self._decided is not None and self._decided.holds(texts, self._session.map):
            told = TO_SAVE if self._session.document.dirty else SETTLED
            banners.put(SUBJECT, "plain", told._replace(args={"name": path.name}))
        elif "file" in banners.shown:
            banners.drop(SUBJECT)  # the file is no map, gone, or a question of its own
        else:
            self._offer()

    def _offer(self) -> None:
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
        ours, names = session.map, Aside(lambda: _called(path)).wait()
        if session.map is not ours:
            return False
        result = ask_conflicts(
            self._frame, self._lang, sides.base.map, ours, sides.theirs.map, names
        )
        if result is None or session.map is not ours:
            return False
        if not session.commit(M("Settle what git could not merge"), lambda _: result):
            return False
        self._decided = _Decided(self._texts, ours)
        self._say()
        return True

    def _settle_below(self) -> None:
        """Settle what git left in the file under the open map; the map follows by itself."""
        path = self._session.path
        if path is not None and self.settle_file(path):
            self._file.look()

    def look_into(self, path: Path, then: Callable[[Path], object]) -> None:
        """Call `then` if a file that cannot be opened is found to hold both sides of a conflict."""
        asked = Aside(lambda: _both_left(path))

        def answered() -> None:
            if isValid(self) and not self._gone and asked.result():
                then(path)

        asked.begin(answered)

    def settle_file(self, path: Path) -> bool:
        """Return whether what is in conflict was decided and written into a file with markers."""
        try:
            before = content(path)
            texts = Aside(lambda: sides_left(path)).wait()
            sides = self._read(texts, path) if texts is not None else None
            if sides is None:
                return False
            result = ask_conflicts(
                self._frame, self._lang, sides.base.map, sides.ours.map, sides.theirs.map,
                Aside(lambda: _called(path)).wait(),
            )  # fmt: skip
            if result is None:
                return False
            save_file(path, joined_text(sides, result), content_hash(before))
            self._decided = _Decided(texts, None) if texts is not None else None
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


def _called(path: Path) -> tuple[Message, Message]:
    """Return what both sides are called: with what git knows of them, by their last commits."""
    try:
        ours, theirs = (_short(each) for each in sides_called(path))
    except FilesError:
        ours = theirs = ""
    return (
        M("On this side ({commit})", commit=ours) if ours else OURS,
        M("On the other side ({commit})", commit=theirs) if theirs else THEIRS,
    )


def _short(subject: str) -> str:
    subject = visible(subject)
    return subject if len(subject) <= LONGEST else f"{subject[: LONGEST - 1].rstrip()}…"


def _both_left(path: Path) -> bool:
    try:
        return sides_left(path) is not None
    except FilesError:
        return False


def _waits(texts: Texts, m: JourneyMap) -> bool:
    """Return whether the map `m` lacks something of theirs, or only one side of a conflict."""
    sides = read_sides(texts, ("", "", ""))
    merged = merge(sides.base.map, m, sides.theirs.map)
    return bool(merged.conflicts) or merged.map != m
