"""What dialogs that ask for a file show, apart from the dialogs: its kinds, and a name for it."""

from __future__ import annotations

from journeymap.model.ids import plain_slug
from journeymap.model.text import M, say


def map_files(lang: str) -> str:
    """Return the filter of file dialogs for maps."""
    maps, every = say(M("Journey maps"), lang), say(M("All files"), lang)
    return f"{maps} (*.yaml *.yml);;{every} (*)"


def file_name(title: str) -> str:
    """Return the stem of a file for a map of this title."""
    return plain_slug(title, "journey")
