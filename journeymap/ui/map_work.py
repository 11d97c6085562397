"""Reading, writing and checking a map: the work for which more is loaded when it is asked for.

A window that was just opened needs none of it, so nothing of it is imported before. It knows no
session and may be run in a thread.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from journeymap.model.document import Document, SavedText
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message


def today() -> date:
    """Return the day that it is here."""
    return datetime.now().astimezone().date()


def read_file(path: Path) -> SavedText:
    """Return the map of a file with its bytes and places; raises FilesError."""
    from journeymap.files import reader

    saved = reader.read_file(path)
    gc.freeze()  # a large map is not visited by every later collection
    return saved


def read_template(name: str, language: str = "") -> SavedText:
    """Return the map of a template with its bytes, in a language if it can; raises FilesError."""
    from journeymap.files import reader, templates

    return reader.read_bytes(templates.begun(name, language=language), f"{name}.yaml")


def save_file(document: Document, path: Path, **how: bool) -> SavedText:
    """Return what was written; raises FilesError and then the file is as it was.

    `how` is force, in_place or absent, as `save_document` has them.
    """
    from journeymap.files import store

    return store.save_document(document, path, **how)


class Outdated(Exception):
    """The map was changed while it was checked: nobody wants to know what is found in it."""


def found_in(
    m: JourneyMap,
    index: Index,
    folder: Path | None,
    begun: Callable[[str], object] | None = None,
) -> tuple[Any, ...]:
    """Return what the checks find in a map that lies in `folder`; `begun` is as in `runner.run`."""
    from journeymap.checks import runner
    from journeymap.files.linked_maps import maps_in
    from journeymap.files.profiles import profiles_of
    from journeymap.ui.fonts import missing_glyphs

    profiles = profiles_of(m, folder)
    return runner.run(
        m,
        today=today(),
        layers=profiles.layers,
        problems=profiles.problems,
        folder=folder,
        load=maps_in(folder) if folder else None,
        has_glyphs=missing_glyphs,
        index=index,
        begun=begun,
    )


def bound_in(m: JourneyMap, folder: Path | None) -> Mapping[str, Message]:
    """Return where a team's file sets the level of a check, by its id; the map cannot change it."""
    from journeymap.checks.known import known
    from journeymap.checks.tuning import bound, tuning
    from journeymap.files.profiles import profiles_of

    return bound(tuning(profiles_of(m, folder).layers, known().checks))


def checks_failed(error: Exception) -> object:
    """Return the finding that the checks stopped before they had looked at everything."""
    from journeymap.checks.finding import Finding
    from journeymap.checks.strangers import LONGEST, reason_of

    message = M("The checks failed: {error}", error=reason_of(error)[:LONGEST])
    return Finding("", message, check="check-failed")
