"""Writing what a command made of a map: checked like any edit, saved by splice."""

from __future__ import annotations

from journeymap.console import STANDARD_INPUT, fail, lines_of, put, said
from journeymap.files.problems import FilesError
from journeymap.files.splice import save_text
from journeymap.files.store import save_document
from journeymap.model.document import Document, SavedText
from journeymap.model.journey import JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import Message


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
            save_document(document, file)
    except Refused as refusal:
        fail(f"{about}: {said(refusal.message)}")
    except FilesError as error:
        fail(*lines_of(error))
