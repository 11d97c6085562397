"""What differs between two maps, by key; `diff_words.py` tells it in sentences.

Records are compared by key and identity first, because an edit shares every record it left alone:
comparing two maps of 10,000 touchpoints that way takes a few milliseconds.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from operator import attrgetter, is_
from typing import NamedTuple

from journeymap.model.index import Entry, Index, Key
from journeymap.model.journey import LISTS, JourneyMap, Kind
from journeymap.model.spans import Exchange, differing, exchange

NOTHING: frozenset[str] = frozenset()
# The fields of a map besides its lists.
OWN = tuple(name for name in JourneyMap.model_fields if name not in LISTS.values())
_own_of = attrgetter(*OWN)


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


class Exchanged(NamedTuple):
    """What of a list may stand for another record than before: the entries now, those before.

    `found` is what was exchanged, None where the same record may go by another key than before.
    """

    kind: Kind
    came: list[Entry]
    went: list[Entry]
    found: Exchange | None


def difference(old: Index, new: Index) -> Change:
    """Return what one would have to add, update, remove and reorder to get from old to new."""
    if old.map is new.map:
        return Change()
    added: set[Key] = set()
    updated: set[Key] = set()
    removed: set[Key] = set()
    order: set[str] = set()
    for each in exchanged(old, new):
        for entry in each.came:
            was = old.entries.get(entry.key)
            if was is None:
                added.add(entry.key)
            elif was.record is not entry.record and was.record != entry.record:
                updated.add(entry.key)
        removed.update(entry.key for entry in each.went if entry.key not in new.entries)
        if not old.shares(new, each.kind) and _is_reordered(old, new, each):
            order.add(LISTS[each.kind])
    if _own_fields_differ(old.map, new.map):
        updated.add("")
    return Change(frozenset(added), frozenset(updated), frozenset(removed), frozenset(order))


@lru_cache(maxsize=4)  # a commit and whoever follows it ask for the same few maps
def exchanged(old: Index, new: Index) -> tuple[Exchanged, ...]:
    """Return what may stand for another record than before, of the kinds where something may."""
    # where an id repeats, the number in a key may follow from any other list
    kinds = LISTS if old.repeated or new.repeated else new.others_than(old)
    return tuple(_exchanged(old, new, kind) for kind in kinds)


def _exchanged(old: Index, new: Index, kind: Kind) -> Exchanged:
    was_records, records = (getattr(each.map, LISTS[kind]) for each in (old, new))
    found = exchange(was_records, records)
    if old.repeated or new.repeated:
        start = 0
    elif kind != "flow" or (
        old.alone(was_records[found.start : found.was_end])
        and new.alone(records[found.start : found.end])
    ):
        return Exchanged(kind, new.at(kind, found.came), old.at(kind, found.went), found)
    else:
        start = found.start  # one counts on from those before it that have the same ends
    now, before = new.of_kind(kind), old.of_kind(kind)
    came, went = list(islice(now, start, None)), list(islice(before, start, None))
    return Exchanged(kind, came, went, None)


def shares_all_own(one: JourneyMap, other: JourneyMap) -> bool:
    """Return whether the fields of two maps besides their lists are the very same."""
    return all(map(is_, _own_of(one), _own_of(other)))


def _own_fields_differ(old: JourneyMap, new: JourneyMap) -> bool:
    if old is new:
        return False
    if old.model_extra != new.model_extra:
        return True
    return not shares_all_own(old, new) and _own_of(old) != _own_of(new)


def _is_reordered(old: Index, new: Index, each: Exchanged) -> bool:
    """Return whether what has a key in both lists follows each other otherwise than before."""
    kind, came, went, found = each
    if found is None:
        before, after = list(old.keys_of(kind)), list(new.keys_of(kind))
        start, end, was_end = differing(before, after)
        stayed = filter(new.keys_of(kind).__contains__, before[start:was_end])
        return list(stayed) != list(filter(old.keys_of(kind).__contains__, after[start:end]))
    if not found.in_order:
        return True
    both = {entry.key for entry in came}.intersection(entry.key for entry in went)
    # where such a one stands among those that are the very same in both
    stood = [(e.key, e.position - nth) for nth, e in enumerate(went) if e.key in both]
    return stood != [(e.key, e.position - nth) for nth, e in enumerate(came) if e.key in both]
