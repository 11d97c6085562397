"""What every import gives back: a map, and what could not be carried over as it was.

Both are shown before anything is written, so that nothing is clamped, guessed or dropped in
silence.
"""

from __future__ import annotations

from typing import NamedTuple

from journeymap.model.journey import JourneyMap
from journeymap.model.text import Message


class Note(NamedTuple):
    """What was clamped, guessed or left out, and the line of the source where it stands, from 1."""

    line: int
    message: Message


class Imported(NamedTuple):
    """A map made from another format, and the notes on it in the order of the source."""

    map: JourneyMap
    notes: tuple[Note, ...] = ()
