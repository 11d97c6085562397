"""Saving a document to its file: the text, the check that nobody else wrote it, the replacement.

The one place where texts (`splice.py`) and disks (`save.py`) meet.
"""

from __future__ import annotations

import os

from journeymap.files.save import content_hash, save_file
from journeymap.files.splice import text_to_save
from journeymap.model.document import Document, SavedText


def save_document(
    document: Document, path: str | os.PathLike[str], force: bool = False
) -> SavedText:
    """Write the document's map to `path`; return what stands there now, for `Document.saved`.

    Raises SaveFailed, or Changed when the file is not the one last read or saved and `force` is
    not set; the file is as it was then.
    """
    text = text_to_save(document)
    seen = None if force or not document.texts else content_hash(document.texts[-1].data)
    save_file(path, text.data, expected_hash=seen)
    return text
