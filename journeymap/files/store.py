"""Saving a document to its file: the text, the check that nobody else wrote it, the replacement.

The one place where texts (`splice.py`) and disks (`save.py`) meet. A map and the readings beside it
are saved as one: both stand in temporary files, on the disk, before the readings are renamed and
right after them the map. Who is killed between the two leaves new readings beside the old map,
which is read as it is, and the next save of the same edit goes through. In that order nothing can
be missing: the map may name a file of readings only once it is there. Where the second renaming
fails the readings are put back.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from journeymap.files.beside import bytes_beside, refuse_readings_elsewhere
from journeymap.files.places import TextPlaces
from journeymap.files.problems import Changed, FilesError, SaveFailed
from journeymap.files.readings import readings_file
from journeymap.files.save import ABSENT, content_hash, save_file
from journeymap.files.splice import text_to_save
from journeymap.model.document import Document, SavedText
from journeymap.model.text import M, Message, visible


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
    text = text_to_save(document)
    over = force and os.path.realpath(path) == os.path.realpath(_name_of(document))
    readings = _Readings(document, text, folder, over)
    seen = None if force or not document.texts else content_hash(document.texts[-1].data)
    seen = ABSENT if absent and not force else seen
    try:
        save_file(path, text.data, expected_hash=seen, in_place=in_place, first=readings.save)
    except BaseException:
        readings.put_back()
        raise
    if isinstance(text.places, TextPlaces):
        text.places.name, text.places.folder = os.fspath(path), folder
    return text


def _folder_at(path: str | os.PathLike[str]) -> Path | None:
    try:
        return Path(path).resolve().parent
    except (OSError, RuntimeError, ValueError):  # no name for a file: saving says so
        return None


def _name_of(document: Document) -> str:
    places = document.texts[-1].places if document.texts else None
    return places.name if isinstance(places, TextPlaces) else ""


def _folder_of(document: Document) -> Path | None:
    places = document.texts[-1].places if document.texts else None
    return places.folder if isinstance(places, TextPlaces) else None


class _Readings:
    """The readings beside a map that is being saved: what to write, and what stood there."""

    def __init__(
        self, document: Document, text: SavedText, folder: Path | None, force: bool
    ) -> None:
        self.name, self.data = text.map.readings_from or "", text.beside
        self.was: bytes | None = None  # what stands there now
        self.path: Path | None = None  # where to write, None when there is nothing to write
        self.saved = False
        if folder is None or not self.name:
            return
        is_here = _folder_of(document) == folder
        if self.data is None:
            if not is_here:
                refuse_readings_elsewhere(text.map, folder)
            return
        self.was = bytes_beside(self.name, folder)
        if is_here and not force:
            self._refuse_if_changed(document)
        elif not is_here and self.was not in (None, self.data):
            raise SaveFailed(
                self._said(M("there is another file of this name; save the map in another folder"))
            )
        if self.was != self.data:
            self.path = readings_file(self.name, folder)

    def _refuse_if_changed(self, document: Document) -> None:
        """Raise Changed unless the file is as it was last seen, or as it is to be already."""
        seen = (t for t in reversed(document.texts) if t.map.readings_from == self.name)
        last = next((t.beside for t in seen if t.beside is not None), None)
        if self.was is None:
            raise Changed(
                self._said(
                    M("the file was deleted or renamed meanwhile; save it under a name again")
                )
            )
        if last is not None and self.was not in (last, self.data):
            raise Changed(
                self._said(M("somebody else changed the file meanwhile; nothing was written"))
            )

    def save(self) -> None:
        """Write the readings, when they differ from what stands there."""
        if self.path is None or self.data is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SaveFailed(self._said(M("cannot be written: {reason}", reason=reason))) from error
        save_file(self.path, self.data, ABSENT if self.was is None else content_hash(self.was))
        self.saved = True

    def put_back(self) -> None:
        """Put back what stood there, as far as that is possible, when the map was not saved."""
        if not self.saved or self.path is None or self.data is None:
            return
        with suppress(FilesError, OSError):
            if self.was is None:
                self.path.unlink()
            else:
                save_file(self.path, self.was, content_hash(self.data))

    def _said(self, problem: Message) -> Message:
        return M("{path}: {problem}", path=visible(self.name), problem=problem)
