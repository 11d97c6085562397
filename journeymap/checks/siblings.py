"""The maps that lie in one folder, as a check of one of them sees the others.

A folder is checked as a whole: the same maps are compared with each other again and again, so what
follows from all of them is worked out once and shared by the runs over each. Nothing here reads a
file; the caller hands the maps over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from journeymap.model.journey import JourneyMap

T = TypeVar("T")


class Folder:
    """The maps of a folder by file name, and what was worked out about all of them."""

    def __init__(self, maps: Mapping[str, JourneyMap]) -> None:
        self.maps = dict(sorted(maps.items()))
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


class Among(NamedTuple):
    """A folder, and the name in it of the map that is being checked."""

    folder: Folder
    file: str
