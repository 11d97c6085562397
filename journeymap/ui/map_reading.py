"""Reads a large map beside the window and lays it out there, so that the window need not.

Runs in a thread: it may touch nothing of the window.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from journeymap.model.document import SavedText
from journeymap.picture.layout import layout
from journeymap.picture.picture import view_of
from journeymap.ui.map_work import read_file
from journeymap.ui.measure import QtMeasure


class Read(NamedTuple):
    """A map that was read, and what laying it out found, so that the window need not."""

    saved: SavedText
    measure: QtMeasure
    memo: dict[Any, Any]


def read_and_lay_out(path: Path) -> Read:
    """Return a map laid out as it is first seen; raises FilesError. Runs in a thread."""
    saved = read_file(path)
    view, memo = view_of(saved.map), dict[Any, Any]()
    measure = QtMeasure(view.language)
    layout(saved.map, view, measure, memo)
    return Read(saved, measure, memo)
