"""What stands on the disk now, compared with what was last read or written there.

Runs in a thread: it may touch nothing of the window. Times and sizes decide nothing, only contents.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Literal, NamedTuple

from journeymap.files.decode import has_markers
from journeymap.files.problems import FileProblem, FilesError, Unreadable, why
from journeymap.files.reader import read_file
from journeymap.files.readings import readings_file
from journeymap.files.regular import NotRegular, content
from journeymap.files.sharing import shared
from journeymap.files.temporaries import interrupted
from journeymap.model.document import SavedText
from journeymap.model.text import M

State = Literal["same", "other", "bad", "gone"]


class Look(NamedTuple):
    """How a map's file was found."""

    state: State
    when: float | None = None  # when it was written last, seconds since 1970
    saved: SavedText | None = None  # what stands there now, where that is a map
    problem: FileProblem | None = None  # why it is none
    aside: str = ""  # where its content stands if writing it was cut off
    marked: bool = False  # whether it is none because of git's conflict markers


def look_at(path: Path, known: SavedText) -> Look:
    """Return how the file of a map is found, `known` being what stood there; raises nothing."""
    try:
        status = os.stat(path)
        when, data = status.st_mtime, content(path)
    except (NotRegular, IsADirectoryError):
        gone = M("this is no file any more")
        return Look("bad", problem=FileProblem(str(path), 0, 0, gone))
    except (FileNotFoundError, NotADirectoryError):
        return Look("gone")
    except OSError as error:
        reason = M("cannot be opened: {reason}", reason=why(error))
        return Look("bad", problem=FileProblem(str(path), 0, 0, reason))
    if data == known.data and _beside(path, known) == known.beside:
        return Look("same", when)
    try:
        saved = read_file(path)
    except Unreadable as error:
        problem, aside = error.problems[0], interrupted(path)
        return Look("bad", when, problem=problem, aside=aside, marked=has_markers(data))
    except FilesError as error:
        return Look("bad", when, problem=FileProblem(str(path), 0, 0, error.message))
    gc.freeze()  # a large map is not visited by every later collection
    if saved.data == known.data and saved.beside == known.beside:
        return Look("same", when)
    return Look("other", when, shared(saved, known.map))


def _beside(path: Path, known: SavedText) -> bytes | None:
    """Return what stands in the file of readings beside a map, None where nothing can be read."""
    name = known.map.readings_from
    if not name:
        return None
    try:
        return content(readings_file(name, path.resolve().parent))
    except (OSError, FilesError, ValueError, RuntimeError):
        return None
