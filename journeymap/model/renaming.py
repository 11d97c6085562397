"""Writing other names into records: of a record called otherwise, and of flows that follow.

A flow without an id is called by its ends, so whatever leads it elsewhere or takes away one with
the same ends gives it another name: who named it goes along. One walk over the Ref marks of
`journey.py` serves every kind of record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from operator import is_not
from typing import Any, NamedTuple, TypeAlias, cast

from journeymap.model.index import Entry, Index, Key, flow_ends, flow_key, index_of
from journeymap.model.journey import LISTS, Flow, JourneyMap, Record
from journeymap.model.mentioning import RefField, ref_fields
from journeymap.model.names import fields_of_map, shares_own
from journeymap.model.naming import THE_MAP, naming_of
from journeymap.model.spans import exchange

Rename = Callable[[str], str]
Ends: TypeAlias = tuple[str, str]  # the touchpoints that a flow joins


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
    return _following(old, _called_otherwise(old, flows, became), otherwise)


def _following(old: Index, called: Mapping[Key, Called], otherwise: Rename = str) -> Rename:
    def rename(name: str) -> str:
        entry = old.resolve(name)
        if entry is None or entry.kind != "flow":
            return otherwise(name)
        if entry.key not in called:
            return name
        was, now, id = called[entry.key]
        if name == cast("Flow", entry.record).id:
            return id or now
        return name if was == now else now

    return rename


def with_flows(
    m: JourneyMap, flows: Sequence[Flow], became: Mapping[int, int] | None = None
) -> JourneyMap:
    """Return the map with other flows and every name of a flow following its own.

    `became` as in `following`; without it every flow is where it was.
    """
    new = m.model_copy(update={"flows": tuple(flows)})
    return followed(new, index_of(m), became)


def followed(
    m: JourneyMap,
    old: Index,
    became: Mapping[int, int] | None,
    merged: tuple[Key, Key] | None = None,
) -> JourneyMap:
    """Return the map with every name of a flow meaning the flow that it meant in the old one.

    `became` as in `with_flows`; of two records that were `merged` the first is named afterwards.
    """
    called = _called_otherwise(old, m.flows, became)
    if not called and merged is None:
        return m
    naming = naming_of(old)
    names = naming.names(called)
    if merged is None:
        return _renamed_where(m, old, names, _following(old, called))
    keep, gone = merged
    names |= naming.written_with(gone)
    return _renamed_where(m, old, names, _following(old, called, renamed(gone, keep)))


class Called(NamedTuple):
    """What a flow is called by its ends, before and now, and the id that it has now."""

    was: Key
    now: Key
    id: str | None


def _called_otherwise(
    old: Index, flows: Sequence[Flow], became: Mapping[int, int] | None
) -> dict[Key, Called]:
    """Return which flows of the old map go by another name now.

    Only flows are asked that have the ends of one that came, went, moved or changed; the numbers
    by which all others are called are the same as ever.
    """
    before = old.map.flows
    start, end, was_end = span = exchange(before, tuple(flows))[:3]
    fresh: defaultdict[Ends, list[int]] = defaultdict(list)
    for place, flow in enumerate(flows[start:end], start):
        fresh[flow.source, flow.target].append(place)
    there: dict[Ends, list[Entry]] = {}
    now: dict[int, Key] = {}
    for ends in _ends_at_stake(before, flows, span, became):
        there[ends] = _flows_between(old, ends)
        places = [e.position for e in there[ends] if e.position < start]
        places += fresh.get(ends, ())
        places += [e.position + end - was_end for e in there[ends] if e.position >= was_end]
        now.update((place, flow_key(*ends, nth)) for nth, place in enumerate(places, 1))
    called = {}
    for ends, entries in there.items():
        for nth, entry in enumerate(entries, 1):
            was = flow_key(*ends, nth)
            goes_to = entry.position if became is None else became.get(entry.position)
            if goes_to is None:
                continue
            id = flows[goes_to].id
            if was != now[goes_to] or before[entry.position].id != id:
                called[entry.key] = Called(was, now[goes_to], id)
    return called


def _flows_between(index: Index, ends: Ends) -> list[Entry]:
    flows = naming_of(index).flows_at(ends[0])
    return [entry for entry, flow in flows if (flow.source, flow.target) == ends]


def _ends_at_stake(
    before: Sequence[Flow],
    flows: Sequence[Flow],
    span: tuple[int, int, int],
    became: Mapping[int, int] | None,
) -> set[Ends]:
    """Return the ends among which flows came, went, moved or changed."""
    start, end, was_end = span
    at_stake = [*before[start:was_end], *flows[start:end]]
    for position, flow in enumerate(before if became is not None else ()):
        place = (became or {}).get(position)
        stays = position if position < start else position + end - was_end
        if start <= position < was_end or place != stays:
            at_stake.append(flow)
            if place is not None:
                at_stake.append(flows[place])
    return {(flow.source, flow.target) for flow in at_stake}


def rewritten(m: JourneyMap, rename: Rename) -> JourneyMap:
    """Return the map with every name of a record passed through `rename`."""
    return cast("JourneyMap", _rewritten(m, rename))


def with_name(m: JourneyMap, old: Index, was: Key, now: str) -> JourneyMap:
    """Return the map with a record called otherwise in all that names it.

    `old` is the index of the map that `m` was made of, in which it is called `was`.
    """
    return _renamed_where(m, old, naming_of(old).written_with(was), renamed(was, now))


def _renamed_where(m: JourneyMap, old: Index, names: Set[str], rename: Rename) -> JourneyMap:
    """Return what `rewritten` does where no name of the old map changes but `names`.

    Of the records that both maps share only those are looked at in which such a name stands.
    """
    where = naming_of(old).where(names)
    named: dict[str, list[int]] = {}
    for key in where - {THE_MAP}:
        entry = old.entries[key]
        named.setdefault(LISTS[entry.kind], []).append(entry.position)
    updates: dict[str, object] = {}
    for field in LISTS.values():
        before, records = getattr(old.map, field), getattr(m, field)
        positions = named.get(field, ())
        if before is records:
            places = list(positions)
        else:
            start, end, was_end, came, *_ = exchange(before, records)
            places = [*came, *(at for at in positions if at < start)]
            places += (at + end - was_end for at in positions if at >= was_end)
            if between := {id(before[at]) for at in positions if start <= at < was_end}:
                places += (at for at in range(start, end) if id(records[at]) in between)
        made = list(records) if places else []
        for place in places:
            made[place] = _rewritten(made[place], rename)
        if places and differs(made, records):
            updates[field] = tuple(made)
    m = m.model_copy(update=updates) if updates else m
    if THE_MAP not in where and shares_own(old.map, m):
        return m
    return cast("JourneyMap", _rewritten(m, rename, fields_of_map()))


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
        if differs(new, value):
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


def differs(new: Any, value: Any) -> bool:
    """Return whether a value of a field is another one than before."""
    if isinstance(new, (tuple, list)):
        return len(new) != len(value) or any(map(is_not, new, value))
    if isinstance(new, dict):
        return bool(new != value)
    return new is not value and new != value
