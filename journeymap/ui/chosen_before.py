"""What was selected when a map was changed, so that undo gives it back with the map.

A step that is taken back leaves the map as it was, and the person where they were: what had been
selected is selected again. Where that has nothing to do with what the step changed, the change
itself is shown. Maps are known by identity and are not kept alive here.
"""

from __future__ import annotations

from collections.abc import Sequence
from weakref import ref

from journeymap.model.diff import Change
from journeymap.model.index import Index, Key
from journeymap.model.journey import JourneyMap
from journeymap.model.labels import TELLING
from journeymap.model.mentioning import mentions_in

MOST = 4_000  # maps that are remembered before those that are gone are forgotten


class ChosenBefore:
    """The selection at each map that was changed from."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[ref[JourneyMap], tuple[Key, ...]]] = {}

    def keep(self, m: JourneyMap, keys: tuple[Key, ...]) -> None:
        """Remember what is selected while a map is about to be changed."""
        if len(self._kept) > MOST:
            self._kept = {n: kept for n, kept in self._kept.items() if kept[0]() is not None}
        self._kept[id(m)] = (ref(m), keys)

    def at(self, m: JourneyMap) -> tuple[Key, ...] | None:
        """Return what was selected when this very map was changed, None where nobody knows."""
        kept = self._kept.get(id(m))
        return kept[1] if kept is not None and kept[0]() is m else None


def concerned(keys: Sequence[Key], change: Change, was: Index, now: Index) -> bool:
    """Return whether what was selected before a step is what its undoing is about.

    So it is where the step had added something (it was added from there), where what was selected
    is otherwise now, and where what is otherwise now names it.
    """
    if any(was.entries[key].kind in TELLING for key in change.removed if key in was.entries):
        return True
    if not change.keys.isdisjoint(keys):
        return True
    chosen = set(keys)
    for index, touched in ((was, change.updated), (now, change.keys)):
        for key in touched:
            entry = index.get(key)
            if entry is not None and any(
                mention.named in chosen for mention in mentions_in(entry.record, key)
            ):
                return True
    return False
