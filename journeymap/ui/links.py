"""The maps that a map links to: where the file is, and the way back to where one came from.

A link is the path of a map file, relative to the folder of the map that names it, and may name a
record in it: `file.yaml#id`.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from journeymap.model.index import Key
from journeymap.model.text import M, Message


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
                    link=journey,
                )
            )
        path = beside.parent / path
    if not path.is_file():
        raise NoLink(
            M("There is no file “{path}”. Mend the link in the inspector.", path=str(path))
        )
    return Link(path.resolve(), key)
