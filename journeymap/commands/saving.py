"""Writing what a command made of a map: checked like any edit, saved by splice.

What others write between reading and writing is merged, as in the window; where both changed the
same nothing is written.
"""

from __future__ import annotations

from journeymap.console import STANDARD_INPUT, fail, lines_of, put, said
from journeymap.files.problems import Changed, FilesError
from journeymap.files.reader import read_file
from journeymap.files.splice import save_text
from journeymap.files.store import save_document
from journeymap.model.document import Document, SavedText
from journeymap.model.journey import JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import Message
from journeymap.model.threeway import merge

TRIES = 20  # saves that may find the file changed once more


def save(file: str, saved: SavedText, text: Message, m: JourneyMap, about: str) -> None:
    """Commit an edit and write what differs to the map's files; ends the program if it may not be.

    `about` is what a refusal is about. A map from standard input goes to standard output.
    """
    document = Document(saved.map, saved)
    try:
        document.commit(text, m)
        if file == STANDARD_INPUT:
            put(save_text(document))
        elif document.dirty:
            _write(document, file, text)
    except Refused as refusal:
        fail(f"{about}: {said(refusal.message)}")
    except FilesError as error:
        fail(*lines_of(error))


def _write(document: Document, file: str, text: Message) -> None:
    for _ in range(TRIES):
        try:
            save_document(document, file)
        except Changed:
            base, now = document.texts[-1], read_file(file)
            merged = merge(base.map, document.map, now.map)
            if merged.conflicts or (now.data, now.beside) == (base.data, base.beside):
                raise
            document = Document(now.map, now)
            document.commit(text, merged.map)
        else:
            return
    save_document(document, file)
