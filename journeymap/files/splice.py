"""The text of a save, and the gate before it: what was written is read back and must be the map.

First choice is the data of a saved text that is this very map, then an edit spliced into the newest
text, then its touched records anew, then its touched lists anew, then all of it; each keeps the
comments. If all differ, nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from journeymap.files.beside import parted, text_beside
from journeymap.files.decode import BOM
from journeymap.files.format import canonical
from journeymap.files.listedits import FIELDS, LISTS, QUOTED, RECORDS
from journeymap.files.places import TextPlaces
from journeymap.files.problems import SaveFailed, Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.replacements import replaced
from journeymap.files.textedits import CannotSplice, TextEdits
from journeymap.files.writer import write
from journeymap.model.document import Document, SavedText
from journeymap.model.journey import KINDS, JourneyMap
from journeymap.model.text import M, visible


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
    """Return `saved` with only what differs in `new` touched, read back; raises SaveFailed.

    Where single fields do not do, the records that are not read back as they should be are
    written more coarsely, one by one; then all that are touched; then their lists. At the very
    last the whole text is made anew with its comments.
    """
    if saved.map is new:
        return saved
    beside = text_beside(saved, new, parted(saved, new).beside)
    found = _by_records(saved, new)
    for level in (QUOTED, RECORDS, LISTS):
        found = found or _checked(partial(replaced, saved, new, level), new, saved)[0]
    found = found or _checked(lambda: _made_anew(saved, new), new, saved)[0]
    if found is None:
        raise _mismatch(saved)
    return found._replace(beside=beside)


def written(new: JourneyMap) -> SavedText:
    """Return the canonical text of a map, read back; raises SaveFailed."""
    found = _checked(lambda: write(new).encode(), new, None)[0]
    if found is None:
        raise _mismatch(None)
    return found


def _by_records(saved: SavedText, new: JourneyMap) -> SavedText | None:
    levels: dict[tuple[str, int], int] = {}
    for _ in range(LISTS):
        found, wrong = _checked(partial(replaced, saved, new, FIELDS, levels), new, saved)
        if found is not None:
            return found
        raised = {place: levels.get(place, FIELDS) + 1 for place in wrong}
        if not raised or max(raised.values()) > RECORDS:
            return None
        levels.update(raised)
    return None


def _made_anew(saved: SavedText, new: JourneyMap) -> bytes:
    """Return the canonical text with the comments, line ends and mark of the one before."""
    data = canonical(saved, new)
    places = saved.places
    if isinstance(places, TextPlaces):
        ending = TextEdits(places.text).nl
        data = data if ending == "\n" else data.replace(b"\n", ending.encode())
        data = BOM + data if places.bom else data
    return data


def _checked(
    make: Callable[[], bytes], new: JourneyMap, saved: SavedText | None
) -> tuple[SavedText | None, list[tuple[str, int]]]:
    """Return the text made if it is read back as the map, and else the records that are not."""
    old = saved.places if saved else None
    parts = parted(saved, new) if saved else None
    own = new
    if parts and parts.beside:
        own = new.model_copy(update={"readings": tuple(parts.own)})
    try:
        data = make()
        back = read_bytes(data, "")
    except (CannotSplice, SaveFailed, Unreadable, UnicodeEncodeError):
        return None, []
    if back.map != own:
        return None, _differing(back.map, own)
    places = back.places
    if isinstance(places, TextPlaces):
        places.beside, places.map = parts.beside if parts else (), new
        if isinstance(old, TextPlaces):
            places.name, places.folder = old.name, old.folder
    return SavedText(new, data, places), []


def _differing(back: JourneyMap, new: JourneyMap) -> list[tuple[str, int]]:
    """Return the list and position of each record that is not read back as it should be."""
    found = []
    for field in KINDS:
        was, now = getattr(back, field), getattr(new, field)
        if len(was) != len(now):
            return []
        found += [(field, place) for place, record in enumerate(now) if was[place] != record]
    return found


def _mismatch(saved: SavedText | None) -> SaveFailed:
    name = saved.places.name if saved and isinstance(saved.places, TextPlaces) else ""
    problem = M(
        "the text made for this save is not read back as the map; nothing was written; "
        "save it as a new file"
    )
    return SaveFailed(
        M("{path}: {problem}", path=visible(name), problem=problem) if name else problem
    )
