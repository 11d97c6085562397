"""What git could not merge of a map's file: both sides and the base, from git or from markers."""

from __future__ import annotations

from pathlib import Path

from journeymap.files.decode import has_markers
from journeymap.files.joining import Texts, sides_in_markers
from journeymap.files.problems import FilesError
from journeymap.files.regular import content
from journeymap.files.versions import NoVersions, bytes_in_index, stages_in_index
from journeymap.model.text import M, visible


class OneSided(FilesError):
    """A file that was deleted on one side of a conflict: there is nothing to join."""


def sides_left(path: Path) -> Texts | None:
    """Return base, ours and theirs of a file that git left in conflict, None of any other.

    git keeps them until the file is added; without git the file itself may hold them between
    markers. May take a moment, because git is asked. Raises OneSided, and Unreadable for markers
    that leave out the base or do not match.
    """
    try:
        held = stages_in_index(path)  # asked first: most files have none
        kept = [bytes_in_index(path, stage) if stage in held else None for stage in (1, 2, 3)]
    except NoVersions:
        kept = [None, None, None]
    base, ours, theirs = kept
    if ours is not None and theirs is not None:
        return Texts(base or b"", ours, theirs)
    if ours is not None or theirs is not None:
        raise OneSided(
            M(
                "{file} was deleted on one side; “git add” keeps it, “git rm” deletes it",
                file=visible(str(path)),
            )
        )
    try:
        data = content(path)
    except OSError:
        return None
    return sides_in_markers(data, str(path)) if has_markers(data) else None
