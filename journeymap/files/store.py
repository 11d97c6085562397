"""Saving a document to its file: the text, the check that nobody else wrote it, the replacement.

The one place where texts (`splice.py`) and disks (`save.py`) meet.
"""

from __future__ import annotations

import os
from pathlib import Path

from journeymap.files.beside import refuse_readings_elsewhere
from journeymap.files.places import TextPlaces
from journeymap.files.save import ABSENT, content_hash, save_file
from journeymap.files.splice import text_to_save
from journeymap.model.document import Document, SavedText


def save_document(
    document: Document,
    path: str | os.PathLike[str],
    force: bool = False,
    in_place: bool = False,
    absent: bool = False,
) -> SavedText:
    """Write the document's map to `path`; return what stands there now, for `Document.saved`.

    Raises SaveFailed, also when the map's readings do not lie in that folder, or Changed when the
    file is not the one last read or saved and `force` is not set; the file is as it was then.
    `absent` expects that it is not there any more, `in_place` writes over the file itself.
    """
    folder = _folder_at(path)
    if folder is not None and _folder_of(document) != folder:
        refuse_readings_elsewhere(document.map, folder)
    text = text_to_save(document)
    seen = None if force or not document.texts else content_hash(document.texts[-1].data)
    seen = ABSENT if absent and not force else seen
    save_file(path, text.data, expected_hash=seen, in_place=in_place)
    if isinstance(text.places, TextPlaces):
        text.places.name, text.places.folder = os.fspath(path), folder
    return text


def _folder_at(path: str | os.PathLike[str]) -> Path | None:
    try:
        return Path(path).resolve().parent
    except (OSError, RuntimeError, ValueError):  # no name for a file: saving says so
        return None


def _folder_of(document: Document) -> Path | None:
    places = document.texts[-1].places if document.texts else None
    return places.folder if isinstance(places, TextPlaces) else None
