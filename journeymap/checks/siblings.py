"""The maps that lie in one folder, as a check of one of them sees the others.

A folder is checked as a whole: the same maps are compared with each other again and again, so what
follows from all of them is worked out once and shared by the runs over each. Nothing here reads a
file; the caller hands the maps over. Maps in the archive are history and are compared with none.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple, TypeVar
from unicodedata import category

import networkx as nx

from journeymap.model.ids import look_alike
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.text import primary

T = TypeVar("T")


class Folder:
    """The maps of a folder by file name, and what was worked out about all of them."""

    def __init__(self, maps: Mapping[str, JourneyMap]) -> None:
        named = {PurePath(file).as_posix(): m for file, m in maps.items()}
        self.maps = dict(sorted(named.items()))
        self._worked_out: dict[object, Any] = {}

    def once(self, name: object, work_out: Callable[[], T]) -> T:
        """Return what `work_out` gives, worked out the first time `name` is asked for."""
        if name not in self._worked_out:
            self._worked_out[name] = work_out()
        found: T = self._worked_out[name]
        return found

    def in_force(self) -> Iterator[tuple[str, JourneyMap]]:
        """Yield the maps by file name, without those that were put into the archive."""
        for file, m in self.maps.items():
            if m.status != "archived":
                yield file, m

    def index(self, file: str) -> Index:
        """Return the records of one of the maps by key."""
        return self.once(("index", file), lambda: Index(self.maps[file]))


class Among(NamedTuple):
    """A folder, and the name in it of the map that is being checked."""

    folder: Folder
    file: str

    @classmethod
    def others(cls, folder: Folder, file: str) -> Among:
        """Return a map among the others of its folder."""
        return cls(folder, PurePath(file).as_posix())

    @property
    def is_in_force(self) -> bool:
        """Whether the map is compared at all: one in the archive is not."""
        return self.folder.maps[self.file].status != "archived"

    def path_to(self, other: str) -> str:
        """Return where another map lies, as seen from this one."""
        return posixpath.relpath(other, posixpath.dirname(self.file) or ".")


def related(folder: Folder, file: str) -> frozenset[str]:
    """Return the maps that one has to do with, itself among them.

    Those that it links or is linked by, those of the same owner, and what these have to do with.
    """
    groups = folder.once("related", lambda: _related(folder))
    return groups.get(file, frozenset((file,)))


def _related(folder: Folder) -> Mapping[str, frozenset[str]]:
    graph: nx.Graph[object] = nx.Graph()
    for file, m in folder.in_force():
        graph.add_node(file)
        if owner := loosely(m.owner or ""):
            graph.add_edge(file, ("owner", owner))
        for other in _links_of(file, m):
            if other in folder.maps:
                graph.add_edge(file, other)
    found: dict[str, frozenset[str]] = {}
    for part in nx.connected_components(graph):
        files = frozenset(each for each in part if isinstance(each, str))
        found.update(dict.fromkeys(files, files))
    return found


def _links_of(file: str, m: JourneyMap) -> Iterator[str]:
    """Yield the maps that a map links or is based on, as named in the folder."""
    for link in (m.based_on, *(s.journey for s in m.stages), *(t.journey for t in m.touchpoints)):
        name = (link or "").partition("#")[0].strip()
        if name:
            path = posixpath.join(posixpath.dirname(file), name.replace("\\", "/"))
            yield posixpath.normpath(path)


def loosely(text: str) -> str:
    """Return what stays of a name when case, blanks, hyphens and look-alikes do not count."""
    return "".join(c for c in look_alike(text) if category(c)[0] in "LMN") or text


def written(text: str) -> str:
    """Return a name as it is written, with single blanks."""
    return " ".join(text.split())


def tongue(m: JourneyMap) -> str:
    """Return the language of a map: names of two languages are not compared."""
    return primary(m.language)
