"""The same record under the same name in all three versions, before anything is merged.

An id that one side renamed is renamed in the other versions too, so that their references follow. A
new id of theirs that is taken by something else of ours gets another. This module decides nothing
about values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from typing import NamedTuple, cast

from journeymap.model.edits import rename_id
from journeymap.model.ids import TakenIds, look_alike
from journeymap.model.index import Entry, Index, Key, index_of, label
from journeymap.model.journey import LISTS, Flow, JourneyMap, Kind, Record, Source
from journeymap.model.problems import Refused
from journeymap.model.text import led_to


class TwoNames(NamedTuple):
    """An id that both sides renamed, each in its own way; `ours` is what it is called meanwhile."""

    base: Key
    ours: Key
    theirs: Key


class Named(NamedTuple):
    """Three versions that call the same record by the same id."""

    base: JourneyMap
    ours: JourneyMap
    theirs: JourneyMap
    two_names: tuple[TwoNames, ...] = ()
    given: tuple[tuple[Key, Key], ...] = ()  # ids of theirs that were taken, and what they are now


def same_names(base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> Named:
    """Return the three versions with every id renamed on one side renamed in all."""
    named = Named(base, ours, theirs)
    if any(_repeats(index_of(m)) for m in (base, ours, theirs)):
        return named  # nobody knows which of two is meant
    mine, other = renamed_ids(base, ours), renamed_ids(base, theirs)
    known = frozenset(_own_ids(index_of(theirs)))  # as they were given: look-alikes there stay
    for old, new in mine.items():
        named = _as_ours_renamed(named, old, new, other.get(old, old))
    for old, new in other.items():
        if old not in mine:
            named = _as_theirs_renamed(named, old, new, new in mine.values())
    return _with_free_ids(named, known)


def _as_ours_renamed(named: Named, old: Key, new: Key, called: Key) -> Named:
    """Return the versions after a renaming of ours; theirs calls the record `called` so far."""
    base, ours, theirs, two_names, given = named
    for taken in () if called == new else _taken_by(new, theirs, called):
        free = _free(taken, base, ours, theirs)
        made = _renamed(theirs, taken, free) if index_of(base).get(taken) is None else None
        if made is not None:
            theirs, given = made, (*given, (taken, free))
    if called != new and index_of(theirs).get(called):
        made = _renamed(theirs, called, new)
        if made is None:
            return named
        theirs = made
    renamed = _renamed(base, old, new)
    if renamed is None:
        return named
    if called not in (old, new):
        two_names = (*two_names, TwoNames(old, new, called))
    return Named(renamed, ours, theirs, two_names, given)


def _as_theirs_renamed(named: Named, old: Key, new: Key, is_ours_too: bool) -> Named:
    """Return the versions after a renaming of theirs that ours has not made."""
    base, ours, theirs, two_names, given = named
    if not is_ours_too and _taken_by(new, ours, old):
        free = _free(new, base, ours, theirs)
        made = _renamed(theirs, new, free)
        if made is None:
            return named
        theirs, given, new = made, (*given, (new, free)), free
    if index_of(ours).get(old):
        made = _renamed(ours, old, new)
        if made is None:
            return Named(base, named.ours, theirs, two_names, given)
        ours = made
    renamed = _renamed(base, old, new)
    if renamed is None:
        return Named(base, named.ours, theirs, two_names, given)
    return Named(renamed, ours, theirs, two_names, given)


def renamed_ids(base: JourneyMap, side: JourneyMap) -> dict[Key, Key]:
    """Return which ids of the base are other ids on a side: old -> new.

    A renamed record says what it said before, or it stands where it stood and is called the same.
    What is named by others is looked at first, so that their references are understood.
    """
    found: dict[Key, Key] = {}
    now = index_of(side)
    for _ in range(2):
        before = len(found)
        for kind in LISTS:
            for old, new in list(_pairs(index_of(base), now, kind)):
                made = _renamed(base, old, new)
                if made is not None:
                    base, found[old] = made, new
        if len(found) == before:
            break
    return found


def with_ids_of(base: JourneyMap, side: JourneyMap) -> tuple[JourneyMap, dict[Key, Key]]:
    """Return the base with the ids that its records have on a side, and what they were: new -> old.

    What names such a record would else seem to name another one.
    """
    renamed = renamed_ids(base, side)
    for old, new in renamed.items():
        base = rename_id(base, old, new)
    return base, {new: old for old, new in renamed.items()}


def _pairs(base: Index, side: Index, kind: Kind) -> Iterator[tuple[Key, Key]]:
    vanished = [e for e in base.of_kind(kind) if e.key not in side.entries and _id(e)]
    appeared = [e for e in side.of_kind(kind) if e.key not in base.entries and _id(e)]
    if not vanished or not appeared:
        return
    old_places, new_places = _neighbours(base, side, kind), _neighbours(side, base, kind)
    called: dict[str, list[Entry]] = defaultdict(list)  # what says the same has the same name
    for entry in appeared:
        called[_name(entry)].append(entry)
    for old in vanished:
        left = called[_name(old)]
        bare = old.record.model_copy(update={"id": ""}) if left else old.record
        same = [e for e in left if e.record.model_copy(update={"id": ""}) == bare]
        here = [
            e
            for e in same or left
            if old_places[old.key] == new_places[e.key]
            and (same or label(e.record) == label(old.record))
        ]
        new = here[0] if here else same[0] if len(same) == 1 else None
        if new is not None:
            left.remove(new)
            yield old.key, new.key


def _neighbours(index: Index, other: Index, kind: Kind) -> dict[Key, tuple[Key, Key, int]]:
    """Return the nearest records before and after each that the other map has, and how far."""
    places: dict[Key, tuple[Key, Key, int]] = {}
    waiting: list[tuple[Key, Key, int]] = []
    before = ""
    for entry in index.of_kind(kind):
        if entry.key in other.entries:
            places |= {key: (was, entry.key, n) for key, was, n in waiting}
            waiting, before = [], entry.key
        else:
            waiting.append((entry.key, before, len(waiting)))
    places |= {key: (was, "", n) for key, was, n in waiting}
    return places


def _id(entry: Entry) -> Key:
    return cast("Key", getattr(entry.record, "id", None) or "")


def _name(entry: Entry) -> str:
    """Return what a record is called beside its id, empty where it is called by that alone."""
    return "" if isinstance(entry.record, Flow | Source) else label(entry.record)


def _repeats(index: Index) -> bool:
    return any(_id(entry) for entry in index.repeated)


def _renamed(m: JourneyMap, old: Key, new: Key) -> JourneyMap | None:
    try:
        return rename_id(m, old, new)
    except Refused:
        return None


def _with_free_ids(named: Named, known: Set[Key]) -> Named:
    """Return theirs with other ids where ours has given them, or look-alikes, to something else.

    `known` are the ids that theirs had to begin with.
    """
    base, ours, theirs, two_names, before = named
    was, mine, other = index_of(base), index_of(ours), index_of(theirs)
    seen = {look_alike(key): key for key in _own_ids(mine)}
    fresh = [e for e in other.all() if e.key not in was.entries and _id(e)]
    given: list[tuple[Key, Key]] = []
    taken: TakenIds | None = None
    for entry in fresh:
        there = mine.get(entry.key)
        if there is not None and there.kind == entry.kind:
            continue
        alike = seen.get(look_alike(entry.key))
        if there is None and (alike is None or alike in known):
            continue
        if taken is None:
            taken = TakenIds((*_own_ids(was), *_own_ids(mine), *_own_ids(other)))
        new = taken.give(entry.key, entry.kind)
        made = _renamed(theirs, entry.key, new)
        if made is not None:
            theirs = made
            given.append((entry.key, new))
    return Named(base, ours, theirs, two_names, (*before, *given))


def _taken_by(new: Key, m: JourneyMap, old: Key) -> list[Key]:
    """Return the ids that look like `new` and are of something else than `old`."""
    alike = look_alike(new)
    return [k for k in _own_ids(index_of(m)) if k != old and look_alike(k) == alike]


def _free(key: Key, *maps: JourneyMap) -> Key:
    """Return an id like `key` that none of the maps has."""
    return TakenIds(k for m in maps for k in _own_ids(index_of(m))).give(key)


def _own_ids(index: Index) -> list[Key]:
    return [entry.key for entry in index.all() if _id(entry)]


def label_of(record: Record, index: Index) -> str:
    """Return what people call a record; a flow by the names of its ends, not by their ids."""
    source, target = getattr(record, "source", None), getattr(record, "target", None)
    if isinstance(source, str) and isinstance(target, str):
        ends = (index.get(source), index.get(target))
        names = [
            label(entry.record) if entry else end
            for entry, end in zip(ends, (source, target), strict=True)
        ]
        return led_to(names)
    return label(record)
