"""What differs between two maps, by key; `diff_words.py` tells it in sentences.

Records are compared by key and identity first, because an edit shares every record it left alone:
comparing two maps of 10,000 touchpoints that way takes a few milliseconds.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from journeymap.model.index import Entry, Index, Key
from journeymap.model.journey import LISTS, JourneyMap, Kind
from journeymap.model.spans import differing, exchange

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
    for kind in LISTS:
        came, went = exchanged(old, new, kind)
        for entry in came:
            was = old.entries.get(entry.key)
            if was is None:
                added.add(entry.key)
            elif was.record is not entry.record and was.record != entry.record:
                updated.add(entry.key)
        removed.update(entry.key for entry in went if entry.key not in new.entries)
    if _own_fields_differ(old.map, new.map):
        updated.add("")
    return Change(frozenset(added), frozenset(updated), frozenset(removed), _reordered(old, new))


@lru_cache(maxsize=64)  # a commit and whoever follows it ask for the same few maps
def exchanged(old: Index, new: Index, kind: Kind) -> tuple[list[Entry], list[Entry]]:
    """Return what may stand for another record than before: the entries now, and those before."""
    now, before = new.of_kind(kind), old.of_kind(kind)
    if old.repeated or new.repeated:  # the number in a key may follow from any other list
        return list(now), list(before)
    if old.shares(new, kind):
        return [], []
    was_records, records = (getattr(each.map, LISTS[kind]) for each in (old, new))
    start, end, was_end, came, went, _ = exchange(was_records, records)
    if kind == "flow" and not (
        old.alone(was_records[start:was_end]) and new.alone(records[start:end])
    ):  # one counts on from those before it that have the same ends
        return list(islice(now, start, None)), list(islice(before, start, None))
    there, was_there = list(now), list(before)
    return [there[place] for place in came], [was_there[place] for place in went]


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
        here, there = old.keys_of(kind), new.keys_of(kind)
        before, after = list(here), list(there)
        if before == after:
            continue
        start, end, was_end = differing(before, after)
        stayed = filter(there.__contains__, before[start:was_end])
        if list(stayed) != list(filter(here.__contains__, after[start:end])):
            found.add(field)
    return frozenset(found)
