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
from journeymap.model.spans import Exchange, differing, exchange

NOTHING: frozenset[str] = frozenset()
# The fields of a map besides its lists.
OWN = tuple(name for name in JourneyMap.model_fields if name not in LISTS.values())


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


def exchanged(old: Index, new: Index, kind: Kind) -> tuple[list[Entry], list[Entry]]:
    """Return what may stand for another record than before: the entries now, and those before."""
    if old.shares(new, kind) and not (old.repeated or new.repeated):
        return [], []
    return _exchanged(old, new, kind)


@lru_cache(maxsize=8)  # a commit and whoever follows it ask for the same few maps
def _exchanged(old: Index, new: Index, kind: Kind) -> tuple[list[Entry], list[Entry]]:
    start, found = _exchange(old, new, kind)
    if found is None:
        now, before = new.of_kind(kind), old.of_kind(kind)
        return list(islice(now, start, None)), list(islice(before, start, None))
    return new.at(kind, found.came), old.at(kind, found.went)


def _exchange(old: Index, new: Index, kind: Kind) -> tuple[int, Exchange | None]:
    """Return where a list is another one from, and what was exchanged in it.

    None for that where the same record may go by another key than before.
    """
    if old.repeated or new.repeated:  # the number in a key may follow from any other list
        return 0, None
    was_records, records = (getattr(each.map, LISTS[kind]) for each in (old, new))
    found = exchange(was_records, records)
    if kind == "flow" and not (
        old.alone(was_records[found.start : found.was_end])
        and new.alone(records[found.start : found.end])
    ):  # one counts on from those before it that have the same ends
        return found.start, None
    return found.start, found


def _own_fields_differ(old: JourneyMap, new: JourneyMap) -> bool:
    if old is new:
        return False
    if old.model_extra != new.model_extra:
        return True
    return any(
        getattr(old, name) is not getattr(new, name) and getattr(old, name) != getattr(new, name)
        for name in OWN
    )


def _reordered(old: Index, new: Index) -> frozenset[str]:
    others = (kind for kind in LISTS if not old.shares(new, kind))
    return frozenset(LISTS[kind] for kind in others if _is_reordered(old, new, kind))


def _is_reordered(old: Index, new: Index, kind: Kind) -> bool:
    """Return whether what has a key in both lists follows each other otherwise than before."""
    _, found = _exchange(old, new, kind)
    if found is None:
        before, after = list(old.keys_of(kind)), list(new.keys_of(kind))
        start, end, was_end = differing(before, after)
        stayed = filter(new.keys_of(kind).__contains__, before[start:was_end])
        return list(stayed) != list(filter(old.keys_of(kind).__contains__, after[start:end]))
    if not found.in_order:
        return True
    came, went = exchanged(old, new, kind)
    both = {entry.key for entry in came}.intersection(entry.key for entry in went)
    # where such a one stands among those that are the very same in both
    stood = [(e.key, e.position - nth) for nth, e in enumerate(went) if e.key in both]
    return stood != [(e.key, e.position - nth) for nth, e in enumerate(came) if e.key in both]
