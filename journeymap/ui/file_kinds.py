"""What kinds of files the dialogs that ask for one show, apart from the dialogs themselves."""

from __future__ import annotations

from journeymap.model.text import M, say


def map_files(lang: str) -> str:
    """Return the filter of file dialogs for maps."""
    maps, every = say(M("Journey maps"), lang), say(M("All files"), lang)
    return f"{maps} (*.yaml *.yml);;{every} (*)"
