"""What two people changed at once: the values in conflict, and what may be done about each.

Values of the model and no more: how conflicts are found is the business of `threeway.py`, how they
are said that of `conflict_words.py`.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, NamedTuple, TypeAlias

from journeymap.model.index import Key
from journeymap.model.journey import Kind

Choice: TypeAlias = Literal["ours", "theirs", "both"]


class Missing(Enum):
    """A record or a value that is not there on one side."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING

# Texts that may stand under each other: those of several sentences, never a name or a number.
PROSE = frozenset(
    "about cause decision doing ends expectation goal note notes question quote scenario starts "
    "strength summary text thinking value why".split()
)


class Conflict(NamedTuple):
    """One field (or a whole record) that ours and theirs changed in different ways.

    `key` is the record's, empty for the map itself; `field` is empty for a whole record that one
    side deleted and the other changed or refers to, and a path with dots inside one that holds
    more (`by_persona.dana.effort`). Values are those of the model, or MISSING.
    """

    key: Key
    field: str
    base: object
    ours: object
    theirs: object
    kind: Kind | None = None  # None for the map itself
    name: str = ""  # what people call the record
    also: tuple[Key, ...] = ()  # what comes or goes with a record that was deleted


def can_have_both(conflict: Conflict) -> bool:
    """Return whether both values can be kept: lists, texts of several sentences, and a record."""
    ours, theirs = conflict.ours, conflict.theirs
    if not conflict.field:
        return True  # what one side deleted is kept as the other has it
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        return conflict.field != "scale"
    last = conflict.field.rpartition(".")[2]
    return isinstance(ours, str) and isinstance(theirs, str) and last in PROSE
