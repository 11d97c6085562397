"""Following references: taking names out of records, with what cannot stay without them.

One walk over the Ref marks of `journey.py` serves deleting and merging for every kind of record, so
that a new field that names records needs its mark and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from typing import Any, cast

from journeymap.model.index import Index, Key
from journeymap.model.journey import (
    LISTS,
    Aim,
    Backstage,
    Comment,
    Flow,
    Ignore,
    JourneyMap,
    Kind,
    PainPoint,
    Reading,
    Record,
    Touchpoint,
)
from journeymap.model.mentioning import RefField, ref_fields
from journeymap.model.names import fields_of_map
from journeymap.model.naming import THE_MAP, in_file_order, naming_of
from journeymap.model.renaming import differs, followed

# What is said of a place goes with the place, although the field may be left out.
GOES_WITH: frozenset[tuple[type[Record], str]] = frozenset(
    (
        (Reading, "at"),
        (Comment, "at"),
        (Comment, "replies_to"),
        (Ignore, "at"),
        (Aim, "at"),
    )
)
# A list that may not run empty: afterwards the record would belong nowhere, or to everybody.
GOES_WHEN_EMPTY: frozenset[tuple[type[Record], str]] = frozenset(
    (
        (Backstage, "at"),
        (PainPoint, "at"),
        (Touchpoint, "personas"),
        (Flow, "personas"),
    )
)


class _Gone(Exception):
    """A record that cannot stay without the name that was taken out of it."""


def hanging_on(m: JourneyMap, index: Index, gone: Set[Key]) -> tuple[Key, ...]:
    """Return the keys that cannot stay when `gone` go, in file order, `gone` not included."""
    all_gone, naming = set(gone), naming_of(index)
    names = naming.names(gone)
    waiting = naming.where(names)
    while waiting:
        key = waiting.pop()
        if key in all_gone or key == THE_MAP:
            continue
        if stripped(index.entries[key].record, names.__contains__) is None:
            all_gone.add(key)
            names |= naming.names((key,))
            waiting |= naming.of(key)
    return tuple(sorted(all_gone - gone, key=lambda key: in_file_order(index.entries[key])))


def without(m: JourneyMap, index: Index, gone: Set[Key]) -> JourneyMap:
    """Return the map without the records `gone` and without every reference to them."""
    naming = naming_of(index)
    names = naming.names(gone)
    touched = naming.where(names)
    exchanged: dict[Kind, dict[int, Record | None]] = {}
    for key in gone | touched:
        if key != THE_MAP:
            _, kind, position, record = index.entries[key]
            stays = None if key in gone else stripped(record, names.__contains__)
            if stays is not record:
                exchanged.setdefault(kind, {})[position] = stays
    updates: dict[str, object] = {}
    for kind, others in exchanged.items():
        records: list[Record | None] = list(getattr(m, LISTS[kind]))
        for position, other in others.items():
            records[position] = other
        updates[LISTS[kind]] = tuple(filter(None, records))
    bare = m.model_copy(update=updates) if updates else m
    if THE_MAP in touched:
        bare = cast("JourneyMap", _stripped(bare, names.__contains__, fields_of_map()))
    went = {position for position, flow in exchanged.get("flow", {}).items() if flow is None}
    if index.alone([m.flows[position] for position in went]):
        return bare
    stay = (position for position in range(len(m.flows)) if position not in went)
    return followed(bare, index, {position: place for place, position in enumerate(stay)})


def without_names(m: JourneyMap, index: Index, names: Set[str]) -> JourneyMap:
    """Return the map without names that mean nothing, and what cannot stay without them."""
    gone = {
        entry.key for entry in index.all() if stripped(entry.record, names.__contains__) is None
    }
    m = without(m, index, gone | set(hanging_on(m, index, gone))) if gone else m
    lists = {
        field: tuple(stripped(record, names.__contains__) for record in getattr(m, field))
        for field in LISTS.values()
    }
    bare = _stripped(m.model_copy(update=dict.fromkeys(lists, ())), names.__contains__)
    return cast("JourneyMap", bare.model_copy(update=lists))


def stripped(record: Record, is_gone: Callable[[str], bool]) -> Record | None:
    """Return the record without the names that are gone; None when it cannot stay without them."""
    try:
        return _stripped(record, is_gone)
    except _Gone:
        return None


def _stripped(
    record: Record, is_gone: Callable[[str], bool], fields: Iterable[RefField] | None = None
) -> Record:
    updates: dict[str, object] = {}
    for field in ref_fields(type(record)) if fields is None else fields:
        value = getattr(record, field.name)
        if not value:
            continue
        place = (type(record), field.name)
        new: Any = value
        if field.shape == "one" and field.ref:
            if is_gone(value):
                if type(record).model_fields[field.name].is_required() or place in GOES_WITH:
                    raise _Gone
                new = None
        elif field.shape == "one":
            new = stripped(value, is_gone)
        elif field.shape == "many" and field.ref:
            new = tuple(name for name in value if not is_gone(name))
            if not new and place in GOES_WHEN_EMPTY:
                raise _Gone
        elif field.shape == "many":
            new = tuple(r for item in value if (r := stripped(item, is_gone)) is not None)
        elif field.shape == "mapping":
            new = {
                name: item
                for name, item in value.items()
                if not (field.key_ref and is_gone(name))
                and not (field.ref and item is not None and is_gone(item))
            }
        else:
            new = {
                outer: {name: item for name, item in inner.items() if not is_gone(name)}
                for outer, inner in value.items()
            }
        if differs(new, value):
            updates[field.name] = new
    return record.model_copy(update=updates) if updates else record
