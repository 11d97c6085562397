"""Whether a map that is saved keeps the readings that stand in a file beside it.

Splicing writes a map's own text and never that file, so an edit that would lose what stands there,
or name a file that cannot be read, is refused here with what to do instead.
"""

from __future__ import annotations

import os
from pathlib import Path

from journeymap.files.places import TextPlaces
from journeymap.files.problems import FilesError, SaveFailed, Unreadable
from journeymap.files.readings import join_readings
from journeymap.model.document import SavedText
from journeymap.model.index import reading_key
from journeymap.model.journey import JourneyMap, Reading
from journeymap.model.text import M, Message


def refuse_lost_readings(saved: SavedText, new: JourneyMap) -> None:
    """Raise SaveFailed when `new` would lose readings that stand beside the map, or lock it.

    A map may name a file of readings that was not named before; they are read when it is opened
    again.
    """
    places = saved.places
    if not isinstance(places, TextPlaces):
        return
    beside, old_name = places.beside, saved.map.readings_from or ""
    there = {id(reading) for reading in new.readings} if beside else set()
    if any(id(reading) not in there for reading in beside):
        raise SaveFailed(
            M(
                "a reading that stands in {file} was changed; change it in that file",
                file=old_name or new.readings_from or "",
            )
        )
    name = new.readings_from
    if name == saved.map.readings_from:
        return
    if beside and not name:
        raise SaveFailed(
            M(
                "readings_from: {n} reading stands in {file} and would be lost; copy it into the "
                "map first, or keep this key",
                plural="readings_from: {n} readings stand in {file} and would be lost; copy them "
                "into the map first, or keep this key",
                n=len(beside),
                file=old_name,
            )
        )
    if not name:
        return
    found = _readings(name, places.folder)
    if beside and sorted(found, key=reading_key) != sorted(beside, key=reading_key):
        raise SaveFailed(
            M(
                "readings_from: {file} does not hold the readings that stand in {old}; "
                "copy them there first",
                file=name,
                old=old_name,
            )
        )


def refuse_readings_elsewhere(m: JourneyMap, folder: Path) -> None:
    """Raise SaveFailed when a map that is saved in `folder` does not find its readings there."""
    if m.readings_from:
        _readings(m.readings_from, folder)


def _readings(name: str, folder: Path | None) -> tuple[Reading, ...]:
    if folder is None:  # a map from a pipe: nobody knows where it will lie
        if os.path.isabs(name) or ".." in Path(name).parts or "\\" in name:
            raise SaveFailed(
                _refusal(name, M("the readings lie in a file in the map’s own folder or below it"))
            )
        return ()
    try:
        return join_readings(name, folder)
    except Unreadable as error:
        raise SaveFailed(_refusal(name, error.problems[0].message)) from None
    except FilesError as error:
        raise SaveFailed(_refusal(name, error.message)) from None


def _refusal(name: str, problem: Message) -> Message:
    return M("readings_from: {file}: {problem}", file=name, problem=problem)
