"""What differs between two maps: by key for the window, in sentences for people.

Records are compared by key and identity first, because an edit shares every record it left alone:
comparing two maps of 10,000 touchpoints that way takes a few milliseconds.
"""

from __future__ import annotations

from typing import NamedTuple

from journeymap.model.index import Index, Key
from journeymap.model.journey import LISTS, JourneyMap

NOTHING: frozenset[str] = frozenset()


class Change(NamedTuple):
    """The keys of what was added, updated and removed, and the lists whose order changed.

    The empty key stands for the map's own fields.
    """

    added: frozenset[Key] = NOTHING
    updated: frozenset[Key] = NOTHING
    removed: frozenset[Key] = NOTHING
    order: frozenset[str] = NOTHING

    def __bool__(self) -> bool:
        return any(self[:])

    @property
    def keys(self) -> frozenset[Key]:
        """Every key that is there afterwards and was touched."""
        return self.added | self.updated


def difference(old: Index, new: Index) -> Change:
    """Return what one would have to add, update, remove and reorder to get from old to new."""
    before, after = old.entries, new.entries
    added, updated = set(), set()
    for key, entry in after.items():
        was = before.get(key)
        if was is None:
            added.add(key)
        elif was.record is not entry.record and was.record != entry.record:
            updated.add(key)
    removed = before.keys() - after.keys()
    if _own_fields_differ(old.map, new.map):
        updated.add("")
    return Change(frozenset(added), frozenset(updated), frozenset(removed), _reordered(old, new))


def _own_fields_differ(old: JourneyMap, new: JourneyMap) -> bool:
    if old is new:
        return False
    listed = set(LISTS.values())
    if old.model_extra != new.model_extra:
        return True
    return any(
        getattr(old, name) is not getattr(new, name) and getattr(old, name) != getattr(new, name)
        for name in JourneyMap.model_fields
        if name not in listed
    )


def _reordered(old: Index, new: Index) -> frozenset[str]:
    found = set()
    for kind, field in LISTS.items():
        if getattr(old.map, field) is getattr(new.map, field):
            continue
        shared = old.entries.keys() & new.entries.keys()
        was = [entry.key for entry in old.of_kind(kind) if entry.key in shared]
        now = [entry.key for entry in new.of_kind(kind) if entry.key in shared]
        if was != now:
            found.add(field)
    return frozenset(found)
