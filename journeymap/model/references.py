"""Following references: taking names out of records, and writing other names in.

One walk over the Ref marks of `journey.py` serves deleting, merging and renaming for every kind of
record, so that a new field that names records needs its mark and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any, cast

from journeymap.model.index import (
    Index,
    Key,
    RefField,
    flow_ends,
    flow_key,
    index_of,
    ref_fields,
)
from journeymap.model.journey import (
    LISTS,
    Aim,
    Backstage,
    Comment,
    Flow,
    Ignore,
    JourneyMap,
    PainPoint,
    Reading,
    Record,
    Touchpoint,
)
from journeymap.model.naming import naming_of
from journeymap.model.spans import differing

Rename = Callable[[str], str]

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
    all_gone = set(gone)
    naming = naming_of(index)
    waiting = list(gone)
    while waiting:
        for key in naming.of(waiting.pop()):
            if key in all_gone:
                continue
            if stripped(index.entries[key].record, _gone_in(index, all_gone)) is None:
                all_gone.add(key)
                waiting.append(key)
    return tuple(key for key in index.entries if key in all_gone and key not in gone)


def without(m: JourneyMap, index: Index, gone: Set[Key]) -> JourneyMap:
    """Return the map without the records `gone` and without every reference to them."""
    is_gone, naming = _gone_in(index, gone), naming_of(index)
    touched = {key for each in gone for key in naming.of(each)}
    updates: dict[str, object] = {}
    became: dict[int, int] = {}
    for kind, field in LISTS.items():
        kept: list[Record] = []
        for entry in index.of_kind(kind):
            if entry.key in gone:
                continue
            record: Record | None = entry.record
            if entry.key in touched:
                record = stripped(entry.record, is_gone)
            if record is not None:
                if kind == "flow":
                    became[entry.position] = len(kept)
                kept.append(record)
        if _differs(kept, getattr(m, field)):
            updates[field] = tuple(kept)
    bare = m.model_copy(update=updates)
    own = cast("JourneyMap", _stripped_own(bare, is_gone))
    if "flows" not in updates or not _twins_went(index, own, became):
        return own
    return _with_flows_followed(index, own, became)


def _twins_went(old: Index, m: JourneyMap, became: Mapping[int, int]) -> bool:
    """Return whether a flow went that had the ends of one that stays and may be its second."""
    flows = enumerate(old.map.flows)
    went = {(flow.source, flow.target) for place, flow in flows if place not in became}
    return bool(went) and any((flow.source, flow.target) in went for flow in m.flows)


def without_names(m: JourneyMap, index: Index, names: Set[str]) -> JourneyMap:
    """Return the map without names that mean nothing, and what cannot stay without them."""
    gone = {
        entry.key
        for entry in index.entries.values()
        if stripped(entry.record, names.__contains__) is None
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


def renamed(old: str, new: str) -> Rename:
    """Return the rewriting of names that turns `old` into `new`, inside `from -> to` as well."""

    def rename(name: str) -> str:
        if name == old:
            return new
        if ">" in name and (ends := flow_ends(name)):
            source, target, nth = ends
            if old in (source, target):
                return flow_key(
                    new if source == old else source, new if target == old else target, nth
                )
        return name

    return rename


def following(
    old: Index,
    flows: Sequence[Flow],
    became: Mapping[int, int],
    otherwise: Rename = str,
) -> Rename:
    """Return the rewriting after which every name of a flow means the flow that it meant before.

    `became` tells for the position of a flow in the old map where it is in `flows` now; one that
    is left out is gone, and its names stay. Names of anything else go through `otherwise`.
    """
    return _following(old, flows, became, _called_otherwise(old, flows, became), otherwise)


def _following(
    old: Index,
    flows: Sequence[Flow],
    became: Mapping[int, int],
    called: Mapping[int, tuple[Key, Key]],
    otherwise: Rename = str,
) -> Rename:
    def rename(name: str) -> str:
        entry = old.resolve(name)
        if entry is None or entry.kind != "flow":
            return otherwise(name)
        if entry.position not in called:
            return name
        was, now = called[entry.position]
        if name == cast("Flow", entry.record).id:
            return flows[became[entry.position]].id or now
        return name if was == now else now

    return rename


def with_flows(
    m: JourneyMap, flows: Sequence[Flow], became: Mapping[int, int] | None = None
) -> JourneyMap:
    """Return the map with other flows and every name of a flow following its own.

    `became` as in `following`; without it every flow is where it was.
    """
    if became is None:
        became = {place: place for place in range(len(flows))}
    new = m.model_copy(update={"flows": tuple(flows)})
    return _with_flows_followed(index_of(m), new, became)


def _with_flows_followed(old: Index, m: JourneyMap, became: Mapping[int, int]) -> JourneyMap:
    called = _called_otherwise(old, m.flows, became)
    return rewritten(m, _following(old, m.flows, became, called), old) if called else m


def _called_otherwise(
    old: Index, flows: Sequence[Flow], became: Mapping[int, int]
) -> dict[int, tuple[Key, Key]]:
    """Return which flows go by another name now, by their position in the old map.

    With each stand its names by its ends, before and now; they are the same where its id is not.
    """
    before = old.map.flows
    ends = _ends_at_stake(before, flows, became)
    was, now = _names_by_ends(before, ends), _names_by_ends(flows, ends)
    return {
        position: (name, now[place])
        for position, name in was.items()
        if (place := became.get(position)) is not None
        and (name != now[place] or before[position].id != flows[place].id)
    }


def _ends_at_stake(
    before: Sequence[Flow], flows: Sequence[Flow], became: Mapping[int, int]
) -> set[tuple[str, str]]:
    """Return the ends among which flows came, went, moved or changed; all others count as ever."""
    start, end, was_end = differing(before, flows)
    at_stake = list(flows[start:end])
    for position, flow in enumerate(before):
        place = became.get(position)
        stays = position if position < start else position + end - was_end
        if start <= position < was_end or place != stays:
            at_stake.append(flow)
            if place is not None:
                at_stake.append(flows[place])
    return {(flow.source, flow.target) for flow in at_stake}


def _names_by_ends(flows: Sequence[Flow], at_stake: Set[tuple[str, str]]) -> dict[int, Key]:
    seen: Counter[tuple[str, str]] = Counter()
    names = {}
    sources = {source for source, _ in at_stake}
    for place, flow in enumerate(flows):
        if flow.source in sources and (ends := (flow.source, flow.target)) in at_stake:
            seen[ends] += 1
            names[place] = flow_key(*ends, seen[ends])
    return names


def rewritten(m: JourneyMap, rename: Rename, old: Index | None = None) -> JourneyMap:
    """Return the map with every name of a record passed through `rename`.

    `old` is the index of the map that `m` was made of; of the records which they share only those
    are looked at in which a name stands that changes.
    """
    if old is None:
        return cast("JourneyMap", _rewritten(m, rename))
    named: dict[str, list[int]] = {}
    for key in naming_of(old).where(lambda name: rename(name) != name):
        entry = old.entries[key]
        named.setdefault(LISTS[entry.kind], []).append(entry.position)
    updates: dict[str, object] = {}
    for field in LISTS.values():
        before, records = getattr(old.map, field), getattr(m, field)
        start, end, was_end = (0, 0, 0) if before is records else differing(before, records)
        places = list(range(start, end))
        for position in named.get(field, ()):
            if position < start:
                places.append(position)
            elif position >= was_end:
                places.append(position + end - was_end)
        made = list(records) if places else []
        for place in places:
            made[place] = _rewritten(made[place], rename)
        if places and _differs(made, records):
            updates[field] = tuple(made)
    listed = LISTS.values()
    own = [field for field in ref_fields(JourneyMap) if field.name not in listed]
    m = cast("JourneyMap", _rewritten(m, rename, own))
    return m.model_copy(update=updates) if updates else m


def _gone_in(index: Index, gone: Set[Key]) -> Callable[[str], bool]:
    def is_gone(name: str) -> bool:
        entry = index.resolve(name)
        return entry is not None and entry.key in gone

    return is_gone


def _stripped(record: Record, is_gone: Callable[[str], bool]) -> Record:
    updates: dict[str, object] = {}
    for field in ref_fields(type(record)):
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
        if _differs(new, value):
            updates[field.name] = new
    return record.model_copy(update=updates) if updates else record


def _stripped_own(m: JourneyMap, is_gone: Callable[[str], bool]) -> Record:
    """Return the map with its own fields stripped; its lists were done record by record."""
    lists = {field: getattr(m, field) for field in LISTS.values()}
    bare = _stripped(m.model_copy(update=dict.fromkeys(lists, ())), is_gone)
    return bare.model_copy(update=lists) if bare.__dict__ != m.__dict__ else m


def _rewritten(record: Record, rename: Rename, fields: Iterable[RefField] | None = None) -> Record:
    updates: dict[str, object] = {}
    for field in ref_fields(type(record)) if fields is None else fields:
        value = getattr(record, field.name)
        if not value:
            continue
        new: Any
        if field.shape == "one":
            new = rename(value) if field.ref else _rewritten(value, rename)
        elif field.shape == "many" and field.ref:
            names = tuple(map(rename, value))
            new = value if names == value else tuple(dict.fromkeys(names))
        elif field.shape == "many":
            new = tuple(_rewritten(item, rename) for item in value)
        elif field.shape == "mapping":
            new = _with_keys_renamed(value, rename) if field.key_ref else value
            if field.ref:
                new = {k: item if item is None else rename(item) for k, item in new.items()}
            elif field.inner:
                new = {name: _rewritten(item, rename) for name, item in new.items()}
        else:
            new = {outer: _with_keys_renamed(inner, rename) for outer, inner in value.items()}
        if _differs(new, value):
            updates[field.name] = new
    return record.model_copy(update=updates) if updates else record


def _with_keys_renamed(value: dict[str, Any], rename: Rename) -> dict[str, Any]:
    """Return a mapping with its keys renamed; where two become one, that of the name comes first.

    The other still says what the first leaves open, of a persona's view or of a translation.
    """
    names = {name: rename(name) for name in value}
    new: dict[str, Any] = {}
    for name, key in names.items():
        if names.get(key) != key or name == key:
            new.setdefault(key, value[name])
    for name, key in names.items():
        first, second = new[key], value[name]
        if first is second:
            continue
        if isinstance(first, dict):
            new[key] = first | {k: text for k, text in second.items() if k not in first}
        elif isinstance(first, Record):
            open_ = (f for f in type(first).model_fields if getattr(first, f) is None)
            new[key] = first.model_copy(update={f: getattr(second, f) for f in open_})
    return new


def _differs(new: Any, value: Any) -> bool:
    if isinstance(new, (tuple, list)):
        return len(new) != len(value) or any(a is not b for a, b in zip(new, value, strict=True))
    if isinstance(new, dict):
        return bool(new != value)
    return new is not value and new != value
