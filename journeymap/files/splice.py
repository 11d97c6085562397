"""The text of a save, and the gate before it: what was written is read back and must be the map.

First choice is the data of a saved text that is this very map, then an edit spliced into the newest
text, then its touched records anew, then its touched lists anew; if all differ, nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from journeymap.files.places import TextPlaces
from journeymap.files.problems import SaveFailed, Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.replacements import FIELDS, LISTS, QUOTED, RECORDS, replaced
from journeymap.files.textedits import CannotSplice
from journeymap.files.writer import write
from journeymap.model.document import Document, SavedText
from journeymap.model.index import reading_key
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M


def save_text(document: Document) -> bytes:
    """Return the bytes to write for the document's map; raises SaveFailed as `text_to_save`."""
    return text_to_save(document).data


def splice(saved: SavedText, new: JourneyMap) -> bytes:
    """Return the bytes of `saved` with only what differs in `new` touched; raises SaveFailed."""
    return spliced(saved, new).data


def text_to_save(document: Document) -> SavedText:
    """Return the text that stands for the document's map: `.data` to write, the rest to remember.

    A map that stood in a file before gets exactly those bytes again. Raises SaveFailed when no
    text can be made that is read as this map; nothing may be written then.
    """
    saved = document.saved_text()
    if saved is not None:
        return saved
    if document.texts:
        return spliced(document.texts[-1], document.map)
    return written(document.map)


def spliced(saved: SavedText, new: JourneyMap) -> SavedText:
    """Return `saved` with only what differs in `new` touched, read back; raises SaveFailed."""
    if saved.map is new:
        return saved
    _refuse_lost_readings(saved, new)
    for level in (FIELDS, QUOTED, RECORDS, LISTS):
        found = _checked(partial(replaced, saved, new, level), new, saved)
        if found is not None:
            return found
    raise _mismatch()


def written(new: JourneyMap) -> SavedText:
    """Return the canonical text of a map, read back; raises SaveFailed."""
    found = _checked(lambda: write(new).encode(), new, None)
    if found is None:
        raise _mismatch()
    return found


def _checked(
    make: Callable[[], bytes], new: JourneyMap, saved: SavedText | None
) -> SavedText | None:
    try:
        data = make()
        back = read_bytes(data, "")
    except (CannotSplice, Unreadable, UnicodeEncodeError):
        return None
    places = back.places
    beside = saved.places.beside if saved and isinstance(saved.places, TextPlaces) else ()
    if beside and isinstance(places, TextPlaces):
        places.beside = beside
        readings = sorted((*back.map.readings, *beside), key=reading_key)
        same = back.map.model_copy(update={"readings": readings}) == new.model_copy(
            update={"readings": sorted(new.readings, key=reading_key)}
        )
    else:
        same = back.map == new
    if not same:
        return None
    if isinstance(places, TextPlaces):
        places.map = new
    return SavedText(new, data, places)


def _refuse_lost_readings(saved: SavedText, new: JourneyMap) -> None:
    beside = saved.places.beside if isinstance(saved.places, TextPlaces) else ()
    there = {id(reading) for reading in new.readings} if beside else set()
    if any(id(reading) not in there for reading in beside):
        raise SaveFailed(
            M(
                "a reading that stands in {file} was changed; change it in that file",
                file=new.readings_from or saved.map.readings_from or "",
            )
        )


def _mismatch() -> SaveFailed:
    return SaveFailed(
        M(
            "the text made for this save is not read back as the map; nothing was written; "
            "save it as a new file"
        )
    )
