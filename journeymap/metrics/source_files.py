"""Which file a source of a map reads, and how a map names a file; reads no content.

A map may come from anybody: a source names a file by a path from the map's folder, never by one
that begins at the root of this machine or on another.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from journeymap.files.problems import FilesError
from journeymap.model.journey import Source
from journeymap.model.periods import PERIOD, sort_key
from journeymap.model.text import M

PERIOD_MARK = "{period}"
_ELSEWHERE = re.compile(r"[/\\~]|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://")


class SourceGone(FilesError):
    """A source whose file cannot be told; the message says why and what to do."""


def named(path: Path, folder: Path | None) -> str:
    """Return how a map in `folder` names a file: by the way from there, with slashes."""
    if folder is None:
        return path.name
    try:
        way = os.path.relpath(path.resolve(), folder.resolve())
    except ValueError:  # another drive
        return path.name
    return PurePosixPath(*Path(way).parts).as_posix()


def file_of(source: Source, folder: Path) -> Path:
    """Return the file that a source reads; with {period} in its path the newest that is there.

    Raises SourceGone.
    """
    reads = source.reads
    if _ELSEWHERE.match(reads):
        raise SourceGone(
            M("“{path}” leads out of the map’s folder; import the file by name", path=reads)
        )
    if PERIOD_MARK not in reads:
        path = folder / reads
        if not path.exists():
            raise SourceGone(M("there is no file “{path}”; import the new one by name", path=reads))
        return path
    before, _, after = reads.partition(PERIOD_MARK)
    beside = (folder / before).parent if not before.endswith("/") else folder / before
    start = "" if before.endswith("/") else PurePosixPath(before).name
    found: dict[str, Path] = {}
    if "/" not in after and beside.is_dir():
        for path in beside.iterdir():
            period = path.name[len(start) : len(path.name) - len(after) or None]
            if path.name == f"{start}{period}{after}" and PERIOD.match(period):
                found[period] = path
    if not found:
        raise SourceGone(M("there is no file like “{path}”", path=reads))
    return found[max(found, key=sort_key)]
