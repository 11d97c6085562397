"""What changed from one map to another, in sentences: a group a record, a sentence a change.

`diff.py` tells which keys differ; this tells people what differs, with records by their names and
values as the window shows them. An added record is told with what it says, a removed one without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from journeymap.model.conflicts import MISSING
from journeymap.model.diff import Change, difference
from journeymap.model.index import Index, Key
from journeymap.model.journey import LISTS, Kind, Record, Touchpoint
from journeymap.model.labels import KIND_NAMES
from journeymap.model.shapes import shape_of
from journeymap.model.text import M, Message, Value
from journeymap.model.threeway_names import with_ids_of
from journeymap.model.union import elsewhere_in_order
from journeymap.model.value_words import kind_and_name, path_name, record_name, value_words

What = Literal["added", "removed", "changed", "moved"]
MOST_MOVED = 3  # more moves in one list are told as a new order
WITHOUT = frozenset(("id", "name", "text", "source", "target"))  # a record's name says these
ORDERS = {
    "personas": M("The order of the personas changed"),
    "stages": M("The order of the stages changed"),
    "channels": M("The order of the channels changed"),
    "touchpoints": M("The order of the touchpoints changed"),
    "backstage": M("The order of the backstage steps changed"),
    "flows": M("The order of the flows changed"),
    "pain_points": M("The order of the pain points changed"),
    "opportunities": M("The order of the opportunities changed"),
    "metrics": M("The order of the metrics changed"),
    "readings": M("The order of the readings changed"),
    "comments": M("The order of the comments changed"),
    "parking": M("The order of the parked notes changed"),
    "sources": M("The order of the sources changed"),
}


class FieldChange(NamedTuple):
    """One field that differs, the way to it with dots, both values, and the sentence."""

    field: str
    old: object
    new: object
    text: Message


class Told(NamedTuple):
    """One record that differs: what happened to it in a sentence, and a sentence a field."""

    what: What
    key: Key
    kind: Kind | None  # None for the map itself
    text: Message
    fields: tuple[FieldChange, ...] = ()


def told(old: Index, new: Index) -> tuple[Told, ...]:
    """Return what changed from old to new, by records, in the order of the new file."""
    change = difference(old, new)
    if not change:
        return ()
    renamed: dict[Key, Key] = {}  # new -> old
    if change.added and change.removed:
        base, renamed = with_ids_of(old.map, new.map)
        if renamed:
            old = Index(base)
            change = difference(old, new)
    others = {
        key for key in change.updated if key and old.entries[key].kind != new.entries[key].kind
    }
    if others:  # one id for records of two kinds: the one went and the other came
        change = Change(
            change.added | others, change.updated - others, change.removed | others, change.order
        )
    return (*_removed(old, change), *_of_map(old, new, change), *_there(old, new, change, renamed))


def sentences(old: Index, new: Index) -> tuple[Message, ...]:
    """Return what changed from old to new, a sentence each that can stand alone."""
    said: list[Message] = []
    for each in told(old, new):
        if each.what == "changed":
            said += [M("{name}: {change}", name=each.text, change=f.text) for f in each.fields]
        else:
            said.append(each.text)
    return tuple(said)


# ---------------------------------------------------------------- records


def _removed(old: Index, change: Change) -> Iterator[Told]:
    for entry in old.all():
        if entry.key in change.removed:
            name = record_name(entry.record, old)
            text = M("{kind} “{name}” was removed", kind=KIND_NAMES[entry.kind], name=name)
            yield Told("removed", entry.key, entry.kind, text)


def _of_map(old: Index, new: Index, change: Change) -> Iterator[Told]:
    if "" not in change.updated:
        return
    empty: dict[str, Any] = dict.fromkeys(LISTS.values(), ())
    was, now = old.map.model_copy(update=empty), new.map.model_copy(update=empty)
    fields = tuple(_fields(was, now, None, old, new))
    yield Told("changed", "", None, M("The map"), fields)


def _there(old: Index, new: Index, change: Change, renamed: Mapping[Key, Key]) -> Iterator[Told]:
    for kind, field in LISTS.items():
        for entry in new.of_kind(kind):
            name = record_name(entry.record, new)
            if entry.key in change.added:
                text = M("{kind} “{name}” was added", kind=KIND_NAMES[kind], name=name)
                fields = tuple(_said_by(entry.record, kind, new))
                yield Told("added", entry.key, kind, text, fields)
            elif entry.key in change.updated or entry.key in renamed:
                was = old.entries[entry.key].record
                fields = tuple(_fields(was, entry.record, kind, old, new))
                if entry.key in renamed:
                    before = renamed[entry.key]
                    fields = (_change("id", before, entry.key, kind, old, new), *fields)
                name = record_name(was, old)
                yield Told("changed", entry.key, kind, kind_and_name(kind, name), fields)
        if field in change.order:
            yield from _moved(kind, field, old, new)


def _moved(kind: Kind, field: str, old: Index, new: Index) -> Iterator[Told]:
    was = {entry.key: entry.record for entry in old.of_kind(kind)}
    now = {entry.key: entry.record for entry in new.of_kind(kind)}
    moved = elsewhere_in_order(kind, was, now)
    if len(moved) > MOST_MOVED or (moved and kind == "reading"):
        yield Told("moved", "", kind, ORDERS[field])
        return
    last: dict[object, str] = {}  # what came last among those of one stage
    for key, record in now.items():
        stage = record.stage if isinstance(record, Touchpoint) else None
        if key in moved:
            name = kind_and_name(kind, record_name(record, new))
            yield Told("moved", key, kind, _stands_now(name, last.get(stage), stage, new))
        last[stage] = record_name(record, new)


def _stands_now(name: Message, before: str | None, stage: Key | None, new: Index) -> Message:
    if before is not None:
        return M("{name} was moved behind “{before}”", name=name, before=before)
    if stage is None:
        return M("{name} was moved to the beginning", name=name)
    found = new.stage(stage)
    among = record_name(found, new) if found else stage
    return M("{name} was moved to the beginning of “{stage}”", name=name, stage=among)


# ---------------------------------------------------------------- fields


def _said_by(record: Record, kind: Kind, index: Index) -> Iterator[FieldChange]:
    for field, info in type(record).model_fields.items():
        value = getattr(record, field)
        if field in WITHOUT or value is None or value == info.default or value in ((), {}):
            continue
        words = value_words(value, field, kind, index)
        name = path_name(field, kind, index)
        yield FieldChange(field, MISSING, value, M("{field}: {value}", field=name, value=words))


def _fields(
    old: Record, new: Record, kind: Kind | None, was: Index, now: Index
) -> Iterator[FieldChange]:
    for field in type(new).model_fields:
        before, after = getattr(old, field), getattr(new, field)
        if before is not after and before != after:
            nested = shape_of(type(new), field).form == "mapping"
            yield from _changes(field, before, after, kind, was, now, nested)
    extra, had = new.model_extra or {}, old.model_extra or {}
    for name in dict.fromkeys((*had, *extra)):
        before, after = had.get(name, MISSING), extra.get(name, MISSING)
        if before != after:
            yield _change(name, before, after, kind, was, now)


def _changes(
    path: str, old: Any, new: Any, kind: Kind | None, was: Index, now: Index, nested: bool
) -> Iterator[FieldChange]:
    """Yield the changes of a field; of one that holds more, those inside."""
    if nested and isinstance(old, dict) and isinstance(new, dict) and not path.endswith("counts"):
        for name in dict.fromkeys((*old, *new)):
            before, after = old.get(name, MISSING), new.get(name, MISSING)
            if before != after:
                yield from _changes(f"{path}.{name}", before, after, kind, was, now, True)
    elif isinstance(old, Record) and isinstance(new, Record):
        for each in _fields(old, new, None, was, now):
            yield from _changes(
                f"{path}.{each.field}", each.old, each.new, kind, was, now, nested=False
            )
    else:
        yield _change(path, old, new, kind, was, now)


def _change(
    path: str, old: object, new: object, kind: Kind | None, was: Index, now: Index
) -> FieldChange:
    return FieldChange(path, old, new, _sentence(path, old, new, kind, was, now))


def _sentence(
    path: str, old: object, new: object, kind: Kind | None, was: Index, now: Index
) -> Message:
    field = path_name(path, kind, now)
    if isinstance(old, tuple) and isinstance(new, tuple) and path != "scale":
        return _list_sentence(field, path, old, new, kind, was, now)
    after = value_words(new, path, kind, now, old)
    before = value_words(old, path, kind, was, new)
    if _nothing(old):
        return M("{field} set to {new}", field=field, new=after)
    if _nothing(new):
        return M("{field} cleared (was {old})", field=field, old=before)
    return M("{field} changed from {old} to {new}", field=field, old=before, new=after)


def _list_sentence(
    field: Message,
    path: str,
    old: tuple[Any, ...],
    new: tuple[Any, ...],
    kind: Kind | None,
    was: Index,
    now: Index,
) -> Message:
    added: Value = value_words(tuple(item for item in new if item not in old), path, kind, now)
    removed: Value = value_words(tuple(item for item in old if item not in new), path, kind, was)
    if not old or not new:
        after, before = value_words(new, path, kind, now), value_words(old, path, kind, was)
        if old:
            return M("{field} changed from {old} to {new}", field=field, old=before, new=after)
        return M("{field} set to {new}", field=field, new=after)
    more, less = (
        set(map(repr, new)) - set(map(repr, old)),
        set(map(repr, old)) - set(map(repr, new)),
    )
    if more and less:
        return M("{field}: {new} added, {old} removed", field=field, new=added, old=removed)
    if more:
        return M("{field}: {new} added", field=field, new=added)
    if less:
        return M("{field}: {old} removed", field=field, old=removed)
    return M("{field}: in another order", field=field)


def _nothing(value: object) -> bool:
    return value is None or value is MISSING or value == () or value == {}
