"""What differs between two maps, by key; `diff_words.py` tells it in sentences.

Records are compared by key and identity first, because an edit shares every record it left alone:
comparing two maps of 10,000 touchpoints that way takes a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from journeymap.model.index import Index, Key
from journeymap.model.journey import LISTS, JourneyMap, Kind

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
    if old.map is new.map:
        return Change()
    added: set[Key] = set()
    updated: set[Key] = set()
    removed: set[Key] = set()
    repeated = bool(old.repeated or new.repeated)
    for kind in LISTS:
        if old.shares(new, kind) and not repeated:
            continue
        start, end, was_end = exchanged(old, new, kind)
        for entry in islice(new.of_kind(kind), start, end):
            was = old.entries.get(entry.key)
            if was is entry:
                continue
            if was is None:
                added.add(entry.key)
            elif was.record is not entry.record and was.record != entry.record:
                updated.add(entry.key)
        there = islice(old.keys_of(kind), start, was_end)
        removed.update(key for key in there if key not in new.entries)
    if _own_fields_differ(old.map, new.map):
        updated.add("")
    return Change(frozenset(added), frozenset(updated), frozenset(removed), _reordered(old, new))


def exchanged(old: Index, new: Index, kind: Kind) -> tuple[int, int, int]:
    """Return where a key may stand for another record than before, in the form of `differing`."""
    if old.repeated or new.repeated:  # the number in a key may follow from any other list
        return 0, len(new.keys_of(kind)), len(old.keys_of(kind))
    field = LISTS[kind]
    start, end, was_end = differing(getattr(old.map, field), getattr(new.map, field))
    if kind == "flow":  # which counts on from those before it that have the same ends
        return start, len(new.keys_of(kind)), len(old.keys_of(kind))
    return start, end, was_end


def differing(old: Sequence[object], new: Sequence[object]) -> tuple[int, int, int]:
    """Return where other objects stand than before: the start, the end now, the end before.

    Before it and behind it both lists are the same, object by object.
    """
    most = min(len(old), len(new))
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a is not b), most)
    ends = enumerate(zip(reversed(old), reversed(new), strict=False))
    same = min(next((i for i, (a, b) in ends if a is not b), most), most - start)
    return start, len(new) - same, len(old) - same


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
        if old.shares(new, kind):
            continue
        if list(old.keys_of(kind)) == list(new.keys_of(kind)):
            continue
        before, after = dict.fromkeys(old.keys_of(kind)), dict.fromkeys(new.keys_of(kind))
        if [key for key in before if key in after] != [key for key in after if key in before]:
            found.add(field)
    return frozenset(found)
