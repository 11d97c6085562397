"""How a comparison begins: with a file, an earlier version from git, the map it is based on.

What can be compared is known before anybody asks, so that an entry of the menu which leads nowhere
says so. git is asked in a thread: the window never waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from journeymap.files.problems import FilesError
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message, say
from journeymap.ui import actions, asking
from journeymap.ui.aside import Aside
from journeymap.ui.frame import Frame
from journeymap.ui.links import NoLink, link_of
from journeymap.ui.map_work import read_file
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings

if TYPE_CHECKING:
    from journeymap.files.versions import Version

SHORT = 8  # letters by which people call a commit


class Comparing(QObject):
    """Knows what the open map can be compared with, and compares."""

    def __init__(self, frame: Frame, session: Session, settings: Settings) -> None:
        super().__init__(frame)
        self._frame, self._session, self._settings = frame, session, settings
        self._asked: Path | None = None  # the file that git was asked about last
        self._tracked = False
        self._work: Aside[bool] | None = None
        self._said: tuple[object, ...] = ()  # what the menu was told of last
        session.document_changed.connect(self.look)
        session.state_changed.connect(self.look)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return action id -> what it does."""
        return {
            "compare-file": self.with_file,
            "compare-version": self.with_version,
            "compare-base": self.with_base,
        }

    def leave(self) -> None:
        """Know nothing any more: another takes over."""
        self._session.disconnect(self)
        if self._work is not None:
            self._work.give_up()
        self.deleteLater()

    # ------------------------------------------------------------ what there is

    def look(self) -> None:
        """Find out, beside the window, whether git keeps versions of the file."""
        path = self._session.path
        if path != self._asked:
            self._asked, self._tracked = path, False
            if self._work is not None:
                self._work.give_up()
                self._work = None
            if path is not None:
                self._work = work = Aside(lambda: _is_tracked(path))
                work.begin(lambda: self._known(work))
        self._show()

    def _known(self, work: Aside[bool]) -> None:
        if isValid(self) and work is self._work:
            self._work = None
            self._tracked = work.result()
            self._show()

    def _show(self) -> None:
        """Let what can be compared be chosen; say in the menu why the rest cannot."""
        have = {"versions"} if self._tracked else set()
        have |= {"base"} if self._session.map.based_on else set()
        if frozenset(have) != self._session.besides:
            self._session.besides = frozenset(have)
        there = self._frame.commands["export"].isEnabled()  # a map is open
        said = (have, there, self._session.lang)
        if said == self._said:
            return
        self._said = said
        for id, what, why in (
            ("compare-version", "versions", M("not kept by git")),
            ("compare-base", "base", M("it is based on none")),
        ):
            row = actions.row_of(id)
            words = say(row.text, self._session.lang)
            if what not in have:
                reason = M("{action} ({why})", action=row.text, why=why)
                words = say(reason, self._session.lang)
            self._frame.commands[id].setText(actions.with_keys(words.replace("&", "&&"), row))
            self._frame.commands[id].setEnabled(there and what in have)

    # ------------------------------------------------------------ doing it

    def _tell(self, error: Message) -> None:
        words = M("The maps cannot be compared")
        asking.tell(self._frame, self._session.lang, words, error)

    def _open(self, name: str, old: JourneyMap) -> QWidget:
        from journeymap.ui.compare.window import Comparison, Side

        session = self._session
        own = session.path.name if session.path else session.map.title
        made = Comparison(self._frame, session, Side(name, old), Side(own, session.map))
        made.show()
        made.activateWindow()
        return made

    def with_file(self) -> None:
        """Ask for a file, and compare it, as the older map, with the open one."""
        chosen = asking.compare_path(self._frame, self._session.lang, self._settings.folder)
        if chosen:
            self._with_path(Path(chosen))

    def with_base(self) -> None:
        """Compare the map that this one is based on with this one."""
        try:
            link = link_of(self._session.map.based_on or "", self._session.path)
        except NoLink as error:
            self._tell(error.message)
            return
        self._with_path(link.path)

    def _with_path(self, path: Path) -> None:
        self._session.flush_wanted.emit()
        try:
            old = Aside(lambda: read_file(path)).wait().map
        except FilesError as error:
            self._tell(error.message)
            return
        if isValid(self):
            self._open(path.name, old)

    def with_version(self) -> None:
        """Ask which version, and compare what stood in it with the map as it is now."""
        from journeymap.files.version_maps import VersionMap, alike, map_at
        from journeymap.files.versions import versions

        path, lang = self._session.path, self._session.lang
        if path is None:
            return
        self._session.flush_wanted.emit()
        try:
            found = Aside(lambda: versions(path)).wait()
            if not found:
                self._tell(M("git keeps no version of this map yet"))
                return
            entries = [(_called(each), each.commit) for each in found]
            title = M("Compare with which version?")
            commit = asking.pick(self._frame, lang, title, entries)
            if not commit or not isValid(self):
                return
            name = next(_short(each) for each in found if each.commit == commit)
            kept = Aside(lambda: map_at(path, commit, path.name)).wait()
        except FilesError as error:
            self._tell(error.message)
            return
        if isValid(self):
            old, _ = alike(kept, VersionMap(self._session.map, True))
            self._open(name, old)


def _is_tracked(path: Path) -> bool:
    from journeymap.files.versions import is_tracked

    return is_tracked(path)


def _called(version: Version) -> str:
    """Return a version as a line of the list: when, by whom, why."""
    when = version.when.astimezone().strftime("%Y-%m-%d %H:%M")
    parts = (f"\u2066{when}\u2069", f"\u2068{version.who}\u2069", f"\u2068{version.subject}\u2069")
    return " · ".join(parts)


def _short(version: Version) -> str:
    when = version.when.astimezone().strftime("%Y-%m-%d")
    return f"{version.subject} ({when}, {version.commit[:SHORT]})"
