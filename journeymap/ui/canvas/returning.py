"""Where a map was looked at before an edit and after it: who goes back finds it there again.

What keeps its place on the screen is chosen anew at each edit, and may be another card on the way
back. So a map would creep while something is done and undone. Keeps places; it scrolls nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from journeymap.model.journey import JourneyMap
from journeymap.ui.canvas.framing import Standing

MOST = 50  # edits that are remembered


class End(NamedTuple):
    """A map at one end of an edit, and how it was looked at."""

    map: JourneyMap
    standing: Standing


class Returning:
    """The edits of one canvas, the last one last."""

    def __init__(self) -> None:
        self._edits: list[tuple[End, End]] = []

    def forget(self) -> None:
        """Know no edit: maps are laid out otherwise from now on."""
        self._edits.clear()

    def back(self, here: End, goal: JourneyMap) -> Standing | None:
        """Return how a map was looked at when the one that is `here` came of it, or it of that.

        None where there was no such edit, or somebody has looked elsewhere since.
        """
        for ends in reversed(self._edits):
            for left, reached in (ends, ends[::-1]):
                if reached.map is here.map and left.map is goal:
                    return left.standing if reached.standing == here.standing else None
        return None

    def keep(self, was: End, now: End) -> None:
        """Remember an edit, instead of the same one in either direction."""
        maps = {id(was.map), id(now.map)}
        others = [ends for ends in self._edits if {id(end.map) for end in ends} != maps]
        self._edits = [*others[1 - MOST :], (was, now)]

    def look(self, standing: Standing) -> None:
        """Take note of how the map is looked at after the last edit, which has led there."""
        if self._edits:
            was, now = self._edits[-1]
            self._edits[-1] = was, now._replace(standing=standing)
