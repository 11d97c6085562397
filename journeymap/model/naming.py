"""Who names whom: in which records the name of another one stands, carried from edit to edit.

Deleting has to know it, and so has whatever else follows references. Asking all records takes
longer than the rest of an edit together, so only those are asked that the edit has touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from typing import TypeAlias

from journeymap.model.diff import Exchanged, exchanged
from journeymap.model.index import Entry, Index, Key, flow_ends
from journeymap.model.journey import LISTS, Flow
from journeymap.model.names import names_by_place, names_in, own_names, shares_own

Name: TypeAlias = str  # an id, a key, or a flow by its ends in any spelling; perhaps of nobody
NOBODY: frozenset[str] = frozenset()
THE_MAP: Key = ""  # who names what stands in the map's own fields
FEW = 500  # records that are others than before; beyond them it is sooner to ask all


class Naming:
    """The keys of the records in which a name stands, of one map; the empty key is the map itself.

    `like` is that of a map which shares records with this one, such as the map before an edit.
    """

    def __init__(self, index: Index, like: Naming | None = None) -> None:
        self.index = index
        self._named: dict[Name, Set[Key]] = {}
        self._by_ends: dict[tuple[str, str], Set[Name]] = {}  # the names with an arrow
        if like is None or not self._took_over(like):
            self._ask_all()

    def _ask_all(self) -> None:
        found: defaultdict[Name, set[Key]] = defaultdict(set)
        for kind, field in LISTS.items():
            keys = list(self.index.keys_of(kind))
            for place, name in names_by_place(getattr(self.index.map, field)):
                found[name].add(keys[place])
        for name in own_names(self.index.map):
            found[name].add(THE_MAP)
        for name, keys_of_name in found.items():
            self._note(name, keys_of_name)

    def _took_over(self, like: Naming) -> bool:
        """Take over what records say that both maps have; return whether others are few."""
        old, new = like.index, self.index
        lists = exchanged(old, new)
        if sum(len(each.came) + len(each.went) for each in lists) > FEW:
            return False
        went: defaultdict[Name, set[Key]] = defaultdict(set)
        came: defaultdict[Name, set[Key]] = defaultdict(set)
        for key, before, now in _said_otherwise(old, new, lists):
            for name in before - now:
                went[name].add(key)
            for name in now - before:
                came[name].add(key)
        self._named, self._by_ends = like._named.copy(), like._by_ends.copy()
        for name in went.keys() | came.keys():
            kept = self._named.get(name, NOBODY) - went.get(name, NOBODY)
            self._note(name, kept | came.get(name, NOBODY))
        return True

    def _note(self, name: Name, keys: Set[Key]) -> None:
        if keys:
            self._named[name] = keys
        else:
            self._named.pop(name, None)
        if ">" in name and (parts := flow_ends(name)):
            ends = parts[:2]
            spelt = self._by_ends.get(ends, NOBODY)
            self._by_ends[ends] = spelt | {name} if keys else spelt - {name}

    def names(self, keys: Iterable[Key]) -> set[Name]:
        """Return the names that mean one of these records, in every spelling that stands there."""
        keys = set(keys)
        return keys.union(*map(self._otherwise, keys)) if self._by_ends else keys

    def _otherwise(self, key: Key) -> Iterable[Name]:
        """Return by which names a flow is called by its ends, besides its key."""
        entry = self.index.entries.get(key)
        if self.index.repeated:  # where an id repeats, the ends of a flow may lead to another
            spelt: Iterable[Name] = (name for names in self._by_ends.values() for name in names)
        elif entry is not None and isinstance(entry.record, Flow):
            spelt = self._by_ends.get((entry.record.source, entry.record.target), NOBODY)
        else:
            return NOBODY
        resolved = ((name, self.index.resolve(name)) for name in spelt)
        return [name for name, meant in resolved if meant is not None and meant.key == key]

    def written_with(self, name: Name) -> set[Name]:
        """Return a name, and those of flows that begin or end with it."""
        found = (names for ends, names in self._by_ends.items() if name in ends)
        return {name}.union(*found)

    def where(self, names: Iterable[Name]) -> set[Key]:
        """Return the keys of the records in which one of these names stands."""
        return set().union(*(self._named.get(name, NOBODY) for name in names))

    def of(self, key: Key) -> set[Key]:
        """Return the keys of those that name the record of this key, itself perhaps among them."""
        return self.where(self.names((key,)))

    def flows_at(self, id: Key) -> list[tuple[Entry, Flow]]:
        """Return the flows that begin or end at a touchpoint, in the order of their list."""
        there = map(self.index.entries.get, self._named.get(id, NOBODY))
        flows = [(e, e.record) for e in there if e is not None and isinstance(e.record, Flow)]
        return sorted(
            (each for each in flows if id in (each[1].source, each[1].target)),
            key=lambda each: each[0].position,
        )


def _said_otherwise(
    old: Index, new: Index, lists: Iterable[Exchanged]
) -> Iterator[tuple[Key, set[Name], set[Name]]]:
    """Yield who may name others than before: its key, its names before and now."""
    for _, now, before, _ in lists:
        for entry in now:
            was = old.entries.get(entry.key)
            names = set(names_in(was.record)) if was is not None else set()
            yield entry.key, names, set(names_in(entry.record))
        for entry in before:
            if entry.key not in new.entries:
                yield entry.key, set(names_in(entry.record)), set()
    if not shares_own(old.map, new.map):
        yield THE_MAP, set(own_names(old.map)), set(own_names(new.map))


_ORDER = {kind: place for place, kind in enumerate(LISTS)}


def in_file_order(entry: Entry) -> tuple[int, int]:
    """Return where a record stands in the file, among the others of its map."""
    return _ORDER[entry.kind], entry.position


_recent: list[Naming] = []
RECENT = 3  # an edit and its commit ask for the same maps, as does the next edit


def naming_of(index: Index) -> Naming:
    """Return who names whom in a map; those of the last few are kept, a new one built on them."""
    for naming in tuple(_recent):
        if naming.index is index:
            return naming
    naming = Naming(index, _recent[0] if _recent else None)
    _recent[:] = [naming, *_recent[: RECENT - 1]]
    return naming
