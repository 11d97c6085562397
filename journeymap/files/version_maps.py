"""A map as it stood in a version that git keeps, with the readings that lay beside it then.

Readings in a file of their own are versioned like the map. Where that file was not kept, nothing is
known about the readings of the version, and whoever compares leaves them out on both sides.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from journeymap.files.problems import Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.readings import read_readings, readings_file
from journeymap.files.versions import NoVersions, bytes_at, bytes_in_index
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, visible

INDEX = ""  # the version that the next commit will be; git writes it `:PATH`


class VersionMap(NamedTuple):
    """A map as it stood in a version."""

    map: JourneyMap
    whole: bool  # whether its readings are all there


def map_at(path: str | os.PathLike[str], commit: str, name: str) -> VersionMap:
    """Return the map that stood in a file at a commit, or in the index.

    `name` is what problems call it. Raises NoVersions, and Unreadable with every problem found.
    """
    m = read_bytes(_kept(path, commit), name).map
    if not m.readings_from:
        return VersionMap(m, True)
    beside = readings_file(m.readings_from, Path(path).resolve().parent)
    try:
        data = _kept(beside, commit)
    except NoVersions:
        return VersionMap(m, False)
    try:
        readings = read_readings(data, m.readings_from, m.metrics)
    except Unreadable:
        return VersionMap(m, False)
    return VersionMap(m.model_copy(update={"readings": m.readings + readings}), True)


def alike(old: VersionMap, new: VersionMap) -> tuple[JourneyMap, JourneyMap]:
    """Return both maps as they can be compared: readings of which one side knows none are equal."""
    if old.whole and new.whole:
        return old.map, new.map
    readings = (old if old.whole else new).map.readings
    same = {"readings": readings}
    return old.map.model_copy(update=same), new.map.model_copy(update=same)


def _kept(path: str | os.PathLike[str], commit: str) -> bytes:
    if commit != INDEX:
        return bytes_at(path, commit)
    data = bytes_in_index(path, 0)
    if data is None:
        file = os.path.basename(os.fspath(path))
        raise NoVersions(M("{file} is not in version “{version}”", file=visible(file), version=":"))
    return data
