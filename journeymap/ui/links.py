"""The maps that a map links to: where the file is, and the way back to where one came from.

A link is the path of a map file, relative to the folder of the map that names it, and may name a
record in it: `file.yaml#id`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from journeymap.model.index import Key
from journeymap.model.text import M, Message
from journeymap.ui.is_there import is_there
from journeymap.ui.windows import real

LONGEST = 160  # letters of a path in a message


class Link(NamedTuple):
    """Where a link leads: a file, and a record in it (empty for the map itself)."""

    path: Path
    key: Key = ""


class Visit(NamedTuple):
    """A map that was left through one of its links, and the record that has the link."""

    path: Path
    title: str
    key: Key


class NoLink(Exception):
    """A link that leads nowhere; `message` says why, and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def link_of(journey: str, beside: Path | None) -> Link:
    """Return where a link in the map `beside` leads; raises NoLink.

    `beside` is None for a map that has no file yet.
    """
    file, _, key = journey.strip().partition("#")
    if not file:
        if beside is None:
            raise NoLink(M("The link names no map file."))
        return Link(beside, key)
    path = Path(file)
    if not path.is_absolute():
        if beside is None:
            raise NoLink(
                M(
                    "Save this map first: “{link}” is looked for in the folder of this map.",
                    link=_short(journey),
                )
            )
        path = beside.parent / path
    try:
        found = path.resolve() if is_there(path) else None
    except (OSError, RuntimeError):
        found = None
    if found is None:
        raise NoLink(
            M("There is no file “{path}”. Mend the link in the inspector.", path=_short(str(path)))
        )
    return Link(found, key)


def _short(path: str) -> str:
    """Return a path that a dialog has room for: without the middle of a long one."""
    return path if len(path) <= LONGEST else f"{path[: LONGEST // 2]}…{path[-LONGEST // 2 :]}"


def way_to(path: Path, way: Sequence[Visit]) -> list[Visit]:
    """Return the way to a file: one that has led through it already ends before it.

    So that maps that link to each other in a ring make no way without an end.
    """
    wanted = real(path)
    passed = [at for at, visit in enumerate(way) if real(visit.path) == wanted]
    return list(way[: passed[0]] if passed else way)
