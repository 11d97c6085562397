"""The maps that a map links, read from its own folder and never from anywhere else.

The checks ask for them over and over while somebody edits, so the last few are kept until their
files change. Whoever wants to know why a file cannot be read opens it; here it is simply unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from journeymap.files.image_paths import image_file
from journeymap.files.problems import FilesError
from journeymap.files.reader import read_bytes
from journeymap.files.regular import content
from journeymap.model.journey import JourneyMap

KEPT = 16  # maps


def maps_in(folder: Path) -> Callable[[str], JourneyMap | None]:
    """Return what gives the map behind a path that stands in a map in `folder`.

    None where there is no such map, where it cannot be read, or where the path leads out of the
    folder: the same rules hold as for pictures. Readings beside a map are left out.
    """

    def load(name: str) -> JourneyMap | None:
        try:
            path = image_file(folder, name)
            status = path.stat()
            return _read(path, status.st_mtime_ns, status.st_size)
        except (FilesError, OSError):
            return None

    return load


@lru_cache(maxsize=KEPT)
def _read(path: Path, changed: int, size: int) -> JourneyMap:
    return read_bytes(content(path), path.name).map
