"""Who names whom: in which records the name of another one stands, carried from edit to edit.

Deleting has to know it, and so has every commit that takes something away. Asking all records takes
longer than the rest of an edit together, so only those are asked that the edit has touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from functools import cached_property

from journeymap.model.diff import exchanged
from journeymap.model.index import Index, Key
from journeymap.model.journey import LISTS, Record
from journeymap.model.names import names_in

NOBODY: Set[Key] = frozenset()


class Naming:
    """The keys of the records in which a name stands, of one map.

    `like` is that of a map which shares records with this one, such as the map before an edit.
    """

    def __init__(self, index: Index, like: Naming | None = None) -> None:
        self.index = index
        self._named: dict[str, Set[Key]] = {}
        if like is None:
            found: dict[str, set[Key]] = {}
            for key, entry in index.entries.items():
                for name in names_in(entry.record):
                    found.setdefault(name, set()).add(key)
            self._named.update(found)
            return
        self._named.update(like._named)
        for key, before, now in _other_records(like.index, index):
            for name in names_in(before) if before is not None else ():
                self._named[name] = self._named[name] - {key}
            for name in names_in(now) if now is not None else ():
                self._named[name] = self._named.get(name, NOBODY) | {key}

    def of(self, key: Key) -> Set[Key]:
        """Return the keys of those that name the record of this key, itself perhaps among them."""
        found = self._named.get(key, NOBODY)
        return found | self._arrows[key] if key in self._arrows else found

    def where(self, is_meant: Callable[[str], bool]) -> Set[Key]:
        """Return the keys of the records in which such a name stands."""
        return set().union(*(keys for name, keys in self._named.items() if is_meant(name)))

    @cached_property
    def _arrows(self) -> dict[Key, Set[Key]]:
        """By the key of a flow those that name it by its ends, otherwise than its key does."""
        found: dict[Key, Set[Key]] = {}
        for name, keys in self._named.items():
            if ">" not in name:
                continue
            entry = self.index.resolve(name)
            if entry is not None and entry.key != name:
                found[entry.key] = found.get(entry.key, NOBODY) | keys
        return found


def _other_records(old: Index, new: Index) -> Iterator[tuple[Key, Record | None, Record | None]]:
    """Yield what stands for another record than before: its key, the record before and now."""
    for kind in LISTS:
        came, went = exchanged(old, new, kind)
        for entry in came:
            was = old.entries.get(entry.key)
            if was is None:
                yield entry.key, None, entry.record
            elif was.record is not entry.record:
                yield entry.key, was.record, entry.record
        for entry in went:
            if entry.key not in new.entries:
                yield entry.key, entry.record, None


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
