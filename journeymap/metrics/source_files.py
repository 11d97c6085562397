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
from journeymap.model.text import M, literal
from journeymap.model.vocabulary import Calendar

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


def file_of(source: Source, folder: Path, calendar: Calendar = "gregorian") -> Path:
    """Return the file that a source reads; with {period} in its path the newest that is there.

    The periods in the names are of the map's calendar. Raises SourceGone.
    """
    path = _found(source, folder, calendar)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _elsewhere(source.reads)
    return path


def _elsewhere(reads: str) -> SourceGone:
    return SourceGone(
        M("“{path}” leads out of the map’s folder; import the file by name", path=reads)
    )


def _found(source: Source, folder: Path, calendar: Calendar) -> Path:
    reads = source.reads
    if _ELSEWHERE.match(reads):
        raise _elsewhere(reads)
    if PERIOD_MARK not in reads:
        path = folder / reads
        if not _is_there(path):
            raise SourceGone(M("there is no file “{path}”; import the new one by name", path=reads))
        return path
    before, _, after = reads.partition(PERIOD_MARK)
    beside = (folder / before).parent if not before.endswith("/") else folder / before
    start = "" if before.endswith("/") else PurePosixPath(before).name
    found: dict[str, Path] = {}
    if "/" not in after and _is_there(beside):
        try:
            names = sorted(os.listdir(beside))
        except OSError as error:
            reason = literal(error.strerror or "")
            raise SourceGone(
                M("the folder of “{path}” cannot be read: {reason}", path=reads, reason=reason)
            ) from error
        for name in names:
            period = name[len(start) : len(name) - len(after) or None]
            if name == f"{start}{period}{after}" and PERIOD.match(period):
                found[period] = beside / name
    if not found:
        raise SourceGone(M("there is no file like “{path}”", path=reads))
    return found[max(found, key=lambda text: sort_key(text, calendar))]


def period_of(source: Source, path: Path) -> str:
    """Return the period in the name of the file that `file_of` found, "" where none stands."""
    before, mark, after = source.reads.partition(PERIOD_MARK)
    if not mark:
        return ""
    start = before.rpartition("/")[2]
    return path.name[len(start) : len(path.name) - len(after) or None]


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have, or a folder that may not be read
        return False
