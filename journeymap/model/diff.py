"""What differs between two maps: by key for the window, in sentences for people.

Records are compared by key and identity first, because an edit shares every record it left alone:
comparing two maps of 10,000 touchpoints that way takes a few milliseconds.
"""

from __future__ import annotations

from datetime import date
from types import NoneType
from typing import NamedTuple

from journeymap.model.index import Index, Key, label
from journeymap.model.journey import LISTS, JourneyMap, Kind, Record
from journeymap.model.labels import KIND_NAMES, field_name
from journeymap.model.text import M, Message, Value, literal

NOTHING: frozenset[str] = frozenset()
PLAIN_TYPES = (str, int, float, date, NoneType)


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
        if old.shares(new, kind) and not (old.repeated or new.repeated):
            continue
        for entry in new.of_kind(kind):
            was = old.entries.get(entry.key)
            if was is None:
                added.add(entry.key)
            elif was.record is not entry.record and was.record != entry.record:
                updated.add(entry.key)
        removed.update(entry.key for entry in old.of_kind(kind) if entry.key not in new.entries)
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
        if old.shares(new, kind):
            continue
        was = [entry.key for entry in old.of_kind(kind) if entry.key in new.entries]
        now = [entry.key for entry in new.of_kind(kind) if entry.key in old.entries]
        if was != now:
            found.add(field)
    return frozenset(found)


# ---------------------------------------------------------------- in sentences


def sentences(old: Index, new: Index) -> tuple[Message, ...]:
    """Return what changed from old to new, a sentence each, in the order of the new file."""
    change = difference(old, new)
    said: list[Message] = []
    for key in sorted(change.removed, key=list(old.entries).index):
        entry = old.entries[key]
        said.append(
            M("{kind} “{name}” was removed", kind=KIND_NAMES[entry.kind], name=label(entry.record))
        )
    if "" in change.updated:
        said += _field_changes(old.map, new.map, M("The map"), set(LISTS.values()), None)
    for key, entry in new.entries.items():
        if key in change.added:
            kind = KIND_NAMES[entry.kind]
            said.append(M("{kind} “{name}” was added", kind=kind, name=label(entry.record)))
        elif key in change.updated:
            was = old.entries[key].record
            name = M("“{name}”", name=label(was))
            said += _field_changes(was, entry.record, name, set(), entry.kind)
    said += [
        M("The order of {list} changed", list=literal(field))
        for field in LISTS.values()
        if field in change.order
    ]
    return tuple(said)


def _field_changes(
    old: Record, new: Record, name: Message, skipped: set[str], kind: Kind | None
) -> list[Message]:
    said = []
    for field in type(new).model_fields:
        before, after = getattr(old, field), getattr(new, field)
        if field in skipped or before is after or before == after:
            continue
        what = field_name(field, kind)
        plain = isinstance(before, PLAIN_TYPES) and isinstance(after, PLAIN_TYPES)
        if not plain or len(str(before)) > 80 or len(str(after)) > 80:
            said.append(M("{name}: {field} changed", name=name, field=what))
        elif before is None:
            said.append(M("{name}: {field} set to {new}", name=name, field=what, new=_value(after)))
        elif after is None:
            said.append(
                M("{name}: {field} cleared (was {old})", name=name, field=what, old=_value(before))
            )
        else:
            said.append(
                M(
                    "{name}: {field} changed from {old} to {new}",
                    name=name,
                    field=what,
                    old=_value(before),
                    new=_value(after),
                )
            )
    if old.model_extra != new.model_extra:
        said.append(M("{name}: {field} changed", name=name, field=literal("x-")))
    return said


def _value(value: object) -> Value:
    if isinstance(value, bool):
        return M("yes") if value else M("no")
    return value if isinstance(value, (int, float, date)) else str(value)
