"""Every edit of a map: pure functions from map to map, which raise Refused and nothing else.

An edit shares with the old map every record it leaves alone; `Document.commit` relies on that to
know what changed. References are followed by one mechanism for all kinds: the Ref marks of
`journey.py`, walked by `references.py`. Ids and dates come in as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from operator import is_not
from typing import TypeVar, cast

from journeymap.model import rules
from journeymap.model.admitting import revalidated, validated
from journeymap.model.index import Entry, Index, Key, index_of, label
from journeymap.model.journey import (
    CLASSES,
    LISTS,
    Flow,
    JourneyMap,
    Kind,
    Listed,
    Opportunity,
    Reading,
    Record,
    Touchpoint,
)
from journeymap.model.labels import field_name
from journeymap.model.merging import merged
from journeymap.model.naming import naming_of
from journeymap.model.percents import in_opportunity, in_reading, kinds_of
from journeymap.model.problems import Refused
from journeymap.model.references import hanging_on, without
from journeymap.model.renaming import with_flows, with_name
from journeymap.model.shapes import keys_of
from journeymap.model.text import M, Message

AnyRecord = TypeVar("AnyRecord", bound=Record)

KEEP = "\0keep"  # an argument that leaves a field as it is, where None means something


# ---------------------------------------------------------------- add and change


def add(m: JourneyMap, *records: Listed, before: Key = "") -> JourneyMap:
    """Return the map with `records` in their lists, before the record `before` or at the end."""
    updates: dict[str, tuple[Listed, ...]] = {}
    for record in records:
        field = LISTS[kind_of(record)]
        listed = updates.get(field, getattr(m, field))
        place = _position(m, field, before, len(listed))
        updates[field] = (*listed[:place], record, *listed[place:])
        before = before if field == _field_of(m, before) else ""
    flows = updates.get("flows")
    if flows and flows[: len(m.flows)] != m.flows:
        m = _with_flows(m, cast("tuple[Flow, ...]", updates.pop("flows")))
    return m.model_copy(update=updates)


def change(m: JourneyMap, key: Key, **values: object) -> JourneyMap:
    """Return the map with fields of one record set; None puts a field back to its default.

    The empty key means the map's own fields. Changing an id is `rename_id`.
    """
    if not key:
        return with_values(m, **values)
    entry = found(index_of(m), key)
    if "id" in values and values["id"] != getattr(entry.record, "id", None):
        raise Refused(M("an id is changed by renaming it everywhere"), key)
    made = with_values(entry.record, **as_typed(m, entry.record, values))
    return replace(m, entry, made)


def as_typed(m: JourneyMap, record: Record, values: Mapping[str, object]) -> Mapping[str, object]:
    """Return `values` of a record with each % marked that stands where its metric has no shares."""
    if isinstance(record, Reading):
        marked = in_reading({"metric": record.metric, **values}, kinds_of(m.metrics))
        return {name: marked[name] for name in values}
    if isinstance(record, Opportunity):
        return cast("Mapping[str, object]", in_opportunity(values, kinds_of(m.metrics)))
    return values


def with_values(record: AnyRecord, **values: object) -> AnyRecord:
    """Return the record with fields set and validated; None puts a field back to its default."""
    fields = type(record).model_fields
    updates = {
        name: fields[name].get_default(call_default_factory=True)
        if value is None and name in fields and not fields[name].is_required()
        else value
        for name, value in values.items()
    }
    for name in updates:
        if name not in fields and not name.startswith("x-"):
            raise Refused(unknown_field(type(record), name), _id_of(record))
    for name, value in updates.items():
        if value is None and name in fields and fields[name].is_required():
            raise Refused(M("“{field}” needs a value", field=field_name(name)), _id_of(record))
    gone = {name for name, value in updates.items() if value is None and name not in fields}
    if gone:
        kept = {**record.__dict__, **(record.model_extra or {}), **updates}
        return validated(type(record), {n: v for n, v in kept.items() if n not in gone})
    return revalidated(record.model_copy(update=updates))


def _id_of(record: Record) -> Key:
    return getattr(record, "id", None) or ""


def replace(m: JourneyMap, entry: Entry, record: Listed) -> JourneyMap:
    """Return the map with the record of `entry` replaced."""
    if record is entry.record:
        return m
    field = LISTS[entry.kind]
    listed = getattr(m, field)
    at = entry.position
    listed = (*listed[:at], record, *listed[at + 1 :])
    if isinstance(record, Flow) and _called(record) != _called(cast("Flow", entry.record)):
        return with_flows(m, listed)  # whoever names the flow goes along
    return m.model_copy(update={field: listed})


def _called(flow: Flow) -> tuple[str | None, str, str]:
    return flow.id, flow.source, flow.target


def kind_of(record: Listed) -> Kind:
    """Return the kind of a record, such as "touchpoint"."""
    return cast("Kind", record.kind_of)


def found(index: Index, key: Key) -> Entry:
    """Return the entry of `key`; raises Refused, naming the nearest id, when there is none."""
    entry = index.get(key) or index.resolve(key)
    if entry is None:
        near = get_close_matches(key, [entry.key for entry in index.all()], n=1)
        if near:
            raise Refused(M("there is no “{id}”; is “{near}” meant?", id=key, near=near[0]), key)
        raise Refused(M("there is no “{id}” in this map", id=key), key)
    return entry


# ---------------------------------------------------------------- move and reorder


def move(
    m: JourneyMap,
    ids: Iterable[Key],
    stage: Key,
    channel: Key | str | None = KEEP,
    before: Key = "",
) -> JourneyMap:
    """Return the map with touchpoints in another cell, before the touchpoint `before` or last.

    `channel` None puts them on their own; KEEP leaves each in its channel. Where the list order
    already gives the wanted place, it stays.
    """
    index = index_of(m)
    wanted = [key for key in ids if key != before]
    for key in wanted:
        if refusal := rules.can_move(index, key, stage, None if channel == KEEP else channel):
            raise Refused(refusal.reason, refusal.at)
    fields: dict[str, object] = {"stage": stage}
    if channel != KEEP:
        fields["channel"] = channel
    moved = {key: in_cell(cast("Touchpoint", found(index, key).record), fields) for key in wanted}
    if index.repeated:
        order = resettled(m.touchpoints, moved, stage, before)
    else:
        keys = {*moved, before, *naming_of(index).of(stage)}
        there = [entry for key in keys if (entry := index.entries.get(key))]
        near = sorted((e.position, e.record) for e in there if isinstance(e.record, Touchpoint))
        order = _resettled(m.touchpoints, near, moved, stage, before)
    if not _differ(order, m.touchpoints):
        return m
    return m.model_copy(update={"touchpoints": tuple(order)})


def resettled(
    touchpoints: Sequence[Touchpoint],
    moved: Mapping[Key, Touchpoint],
    stage: Key,
    before: Key = "",
) -> list[Touchpoint]:
    """Return a list of touchpoints in which some were `moved` to a cell of `stage`; see `move`."""
    near = [
        (place, each)
        for place, each in enumerate(touchpoints)
        if each.stage == stage or each.id in moved or each.id == before
    ]
    return _resettled(touchpoints, near, moved, stage, before)


def _resettled(
    touchpoints: Sequence[Touchpoint],
    near: Sequence[tuple[int, Touchpoint]],
    moved: Mapping[Key, Touchpoint],
    stage: Key,
    before: Key,
) -> list[Touchpoint]:
    """Return the list of `resettled`; `near` are those of the stage, the moved ones and `before`.

    To ask these alone is much sooner than to look into every touchpoint of a large map.
    """
    order = list(touchpoints)
    gone = [place for place, each in near if each.id in moved]
    if not before and all(_last_of_its_cell(near, record) for record in moved.values()):
        for place in gone:
            order[place] = moved[order[place].id]
        return order
    goal = next((place for place, each in near if each.id == before), None)
    if goal is None:
        there = (place for place, each in near if each.stage == stage and each.id not in moved)
        goal = 1 + max(there, default=len(order) - 1)
    for place in reversed(gone):
        del order[place]
    goal -= sum(place < goal for place in gone)
    order[goal:goal] = moved.values()
    return order


def in_cell(touchpoint: Touchpoint, fields: Mapping[str, object]) -> Touchpoint:
    """Return a touchpoint with `stage` and perhaps `channel` set; it is not also in its own."""
    if all(getattr(touchpoint, name) == value for name, value in fields.items()):
        return touchpoint
    also = tuple(c for c in touchpoint.also if c != fields.get("channel"))
    extra = {"also": also} if also != touchpoint.also else {}
    return touchpoint.model_copy(update={**fields, **extra})


def _last_of_its_cell(near: Sequence[tuple[int, Touchpoint]], moved: Touchpoint) -> bool:
    """Whether the list order alone puts the moved touchpoint behind all others of its cell."""
    for _, other in reversed(near):
        if other.id == moved.id:
            return True
        if other.stage == moved.stage and other.channel == moved.channel:
            return False
    return True


def reorder(m: JourneyMap, key: Key, before: Key = "") -> JourneyMap:
    """Return the map with a record moved before another of its kind, or to the end of its list."""
    index = index_of(m)
    entry = found(index, key)
    field = LISTS[entry.kind]
    rest = [r for r in getattr(m, field) if r is not entry.record]
    place = len(rest)
    if before:
        other = found(index, before)
        if other.kind != entry.kind:
            raise Refused(M("“{id}” is in another list", id=before), before)
        place = next((i for i, r in enumerate(rest) if r is other.record), entry.position)
    order = (*rest[:place], entry.record, *rest[place:])
    if not _differ(order, getattr(m, field)):
        return m
    if entry.kind == "flow":
        return _with_flows(m, cast("tuple[Flow, ...]", order))
    return m.model_copy(update={field: order})


def connect(m: JourneyMap, source: Key, target: Key, **fields: object) -> JourneyMap:
    """Return the map with a flow from `source` to `target`, listed after those that leave source.

    Raises Refused with the reason when the rules do not allow the flow.
    """
    index = index_of(m)
    if refusal := rules.can_connect(index, source, target):
        raise Refused(refusal.reason, refusal.at)
    flow = with_values(Flow(source=source, target=target), **fields)
    there = filter(None, map(index.get, naming_of(index).of(source)))
    leaving = [
        e.position for e in there if isinstance(e.record, Flow) and e.record.source == source
    ]
    place = max(leaving) + 1 if leaving else len(m.flows)
    return m.model_copy(update={"flows": (*m.flows[:place], flow, *m.flows[place:])})


# ---------------------------------------------------------------- delete, merge, rename


def delete(m: JourneyMap, keys: Iterable[Key]) -> JourneyMap:
    """Return the map without the records and all that hangs on them (see `hanging`).

    Every other reference to them is taken out of the records that stay.
    """
    index = index_of(m)
    gone = {found(index, key).key for key in keys}
    gone |= set(hanging_on(m, index, gone))
    return without(m, index, gone)


def hanging(m: JourneyMap, keys: Iterable[Key]) -> tuple[Key, ...]:
    """Return what goes along when `keys` are deleted, in file order.

    A stage takes its touchpoints; a touchpoint its flows, readings and comments; a metric its
    readings; a persona what is for that persona alone. Pain points and backstage steps go when
    nothing is left that they belong to. A channel's touchpoints stay, on their own.
    """
    index = index_of(m)
    gone = {found(index, key).key for key in keys}
    return hanging_on(m, index, gone)


def merge(m: JourneyMap, keep: Key, gone: Key) -> JourneyMap:
    """Return the map with two records of one kind made one: `keep` stays, `gone` goes into it.

    What `keep` does not say is taken from `gone`, lists are joined, and every reference to `gone`
    means `keep` afterwards. Flows between the two, and readings both have, are those of `keep`.
    """
    index = index_of(m)
    first, second = found(index, keep), found(index, gone)
    if first.key == second.key:
        raise Refused(M("a record cannot be merged with itself"), keep)
    if first.kind != second.kind or first.kind in ("flow", "reading"):
        raise Refused(
            M(
                "“{keep}” and “{gone}” cannot be merged; they are of different kinds",
                keep=label(first.record),
                gone=label(second.record),
            ),
            gone,
        )
    return merged(m, first, second)


def rename_id(m: JourneyMap, old: Key, new: str) -> JourneyMap:
    """Return the map with an id renamed everywhere: in the record and in all that names it."""
    index = index_of(m)
    entry = found(index, old)
    if old == new:
        return m
    if not getattr(entry.record, "id", None):
        raise Refused(M("“{id}” has no id of its own", id=old), old)
    if index.get(new):
        raise Refused(M("the id “{id}” is taken; choose another", id=new), new)
    record = with_values(entry.record, id=new)
    m = with_name(replace(m, entry, record), index, old, new)
    if entry.kind != "source":
        return m
    # what a source gave is known by its id, though a reading may name any source in words
    readings = tuple(
        each.model_copy(update={"source": new}) if each.source == old else each
        for each in m.readings
    )
    return m.model_copy(update={"readings": readings})


# ---------------------------------------------------------------- inside


def unknown_field(record_type: type[Record], name: str) -> Message:
    """Return the sentence for a field that a record has not, with the nearest that it has."""
    near = get_close_matches(name, list(keys_of(record_type)), n=1)
    if near:
        return M("there is no field “{field}”; is “{near}” meant?", field=name, near=near[0])
    return M("there is no field “{field}” here", field=name)


def _position(m: JourneyMap, field: str, before: Key, otherwise: int) -> int:
    if not before:
        return otherwise
    entry = found(index_of(m), before)
    return entry.position if LISTS[entry.kind] == field else otherwise


def _field_of(m: JourneyMap, key: Key) -> str:
    entry = index_of(m).get(key) if key else None
    return LISTS[entry.kind] if entry else ""


def _with_flows(m: JourneyMap, flows: Sequence[Flow]) -> JourneyMap:
    """Return the map with its own flows in another order, or with others between them."""
    places = {id(flow): place for place, flow in enumerate(flows)}
    became = {place: places[id(flow)] for place, flow in enumerate(m.flows)}
    return with_flows(m, flows, became)


def _differ(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) != len(other) or any(map(is_not, one, other))


def new_record(kind: Kind, /, **values: object) -> Listed:
    """Return a validated new record of a kind; raises Refused when the values do not fit."""
    return validated(CLASSES[kind], values)
