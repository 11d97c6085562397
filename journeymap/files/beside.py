"""Readings that stand in a file beside the map: which of them do, and what that file shall hold.

The two files are one map. A reading stays where it stood; a new one goes to the file beside the
map, unless all readings of its metric stand in the map itself. What would lose readings, or name a
file that cannot be read, is refused here with what to do instead.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from journeymap.files.pairing import pair_records
from journeymap.files.places import TextPlaces
from journeymap.files.problems import FilesError, SaveFailed, Unreadable
from journeymap.files.readings import (
    fits,
    join_readings,
    read_readings,
    readings_file,
    same_readings,
)
from journeymap.files.rows import NoRows, rows_anew, with_rows
from journeymap.model.document import SavedText
from journeymap.model.journey import JourneyMap, Reading
from journeymap.model.text import M, Message


class Parted(NamedTuple):
    """The readings of a map by where they stand: in its own text before and now, and beside it."""

    before: Sequence[Reading]
    own: Sequence[Reading]
    beside: Sequence[Reading]


def parted(saved: SavedText, new: JourneyMap) -> Parted:
    """Return which readings of `new` go into the map's text and which into the file beside it."""
    places, old = saved.places, saved.map
    if not isinstance(places, TextPlaces) or saved.beside is None:
        return Parted(old.readings, new.readings, ())
    there = {id(reading) for reading in places.beside}
    before = [reading for reading in old.readings if id(reading) not in there]
    if not new.readings_from:
        return Parted(before, new.readings, ())
    if new.readings is old.readings:
        return Parted(before, before, places.beside)
    metrics = {reading.metric for reading in before} - {reading.metric for reading in places.beside}
    own: list[Reading] = []
    beside: list[Reading] = []
    for reading, was in zip(new.readings, pair_records(old.readings, new.readings), strict=True):
        is_own = reading.metric in metrics if was is None else id(old.readings[was]) not in there
        (own if is_own or not fits(reading) else beside).append(reading)
    return Parted(before, own, beside)


def text_beside(saved: SavedText, new: JourneyMap, readings: Sequence[Reading]) -> bytes | None:
    """Return the text of the file beside the map with what differs touched, None without one.

    Raises SaveFailed when the map names a file that cannot be read or holds something else, and
    when no text can be made that is read as these readings.
    """
    places = saved.places
    if not isinstance(places, TextPlaces):
        return None
    name, data = new.readings_from, saved.beside
    old: Sequence[Reading] = places.beside
    if name != saved.map.readings_from:
        if not name:
            return None  # they stand in the map itself now; the file is left alone
        found = _readings(name, places.folder)
        if data is None:
            return None  # they are read when the map is opened again
        if not same_readings(found, old):
            raise SaveFailed(
                M(
                    "readings_from: {file} does not hold the readings that stand in {old}; "
                    "copy them there first",
                    file=name,
                    old=saved.map.readings_from or "",
                )
            )
        old, data = found, bytes_beside(name, places.folder)
    if data is None or not name:
        return None
    if len(old) == len(readings) and all(a is b for a, b in zip(old, readings, strict=True)):
        return data
    for coarse in (False, True):
        try:
            made = rows_anew(data, readings) if coarse else with_rows(data, old, readings)
            back = read_readings(made, name, new.metrics)
        except (NoRows, Unreadable, UnicodeEncodeError):
            continue
        if same_readings(back, readings):
            return made
    raise SaveFailed(
        M(
            "{file}: the text made for this save is not read back as the readings; "
            "nothing was written",
            file=name,
        )
    )


def refuse_readings_elsewhere(m: JourneyMap, folder: Path) -> None:
    """Raise SaveFailed when a map that is saved in `folder` does not find its readings there."""
    if m.readings_from:
        _readings(m.readings_from, folder)


def bytes_beside(name: str, folder: Path | None) -> bytes | None:
    """Return what a file of readings holds now, None where there is no file; raises SaveFailed."""
    if folder is None:
        return None
    try:
        return readings_file(name, folder).read_bytes()
    except FileNotFoundError:
        return None
    except Unreadable as error:
        raise SaveFailed(_refusal(name, error.problems[0].message)) from None
    except OSError as error:
        reason = M("cannot be opened: {reason}", reason=error.strerror or type(error).__name__)
        raise SaveFailed(_refusal(name, reason)) from None


def _readings(name: str, folder: Path | None) -> tuple[Reading, ...]:
    if folder is None:  # a map from a pipe: nobody knows where it will lie
        if os.path.isabs(name) or ".." in Path(name).parts or "\\" in name:
            raise SaveFailed(
                _refusal(name, M("the readings lie in a file in the map’s own folder or below it"))
            )
        return ()
    try:
        return join_readings(name, folder).readings
    except Unreadable as error:
        raise SaveFailed(_refusal(name, error.problems[0].message)) from None
    except FilesError as error:
        raise SaveFailed(_refusal(name, error.message)) from None


def _refusal(name: str, problem: Message) -> Message:
    return M("readings_from: {file}: {problem}", file=name, problem=problem)
