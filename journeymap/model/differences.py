"""What differs between two maps, record by record: added, removed, moved or changed, and where.

`diff.py` tells which keys an edit touched; this tells a person who compares two versions. A record
that moved and changed is one difference. Keys are those of the union of both maps (`union.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from journeymap.model.index import Index, Key
from journeymap.model.journey import LISTS, Flow, JourneyMap, Kind, Record, Stage, Touchpoint
from journeymap.model.order import order_of
from journeymap.model.union import PLACED, WOVEN, Union, elsewhere_in_order, place_of

What = Literal["added", "removed", "moved", "changed"]
WHATS: tuple[What, ...] = get_args(What)
# Fields that say where a record stands; what differs there is a move and no change.
PLACE_FIELDS: dict[Kind, tuple[str, ...]] = {
    "touchpoint": ("stage", "channel"),
    "flow": ("source", "target"),
    **dict.fromkeys(PLACED, ("at",)),
}
# Lists in which the place of each record is seen; of the others only the order as a whole is told.
ORDERED: tuple[Kind, ...] = ("stage", "channel", "touchpoint")


class Difference(NamedTuple):
    """One record that differs.

    `key` is the record's in the union, empty for the map itself and for a list as a whole; `old`
    and `new` are its keys in either map, None where it is not there. `fields` are those whose
    values differ, `stage` the stage under which it is found, empty where it has none. Readings of
    one metric at one place that came or went are one difference: `together` has the keys of all.
    """

    whats: tuple[What, ...]
    kind: Kind | None
    key: Key
    old: Key | None
    new: Key | None
    fields: tuple[str, ...] = ()
    stage: Key = ""
    together: tuple[Key, ...] = ()


def differences(old: Index, new: Index, both: Union) -> tuple[Difference, ...]:
    """Return what differs, by stages in the order in which the union is read, the rest after it."""
    found = [*_of_map(old.map, new.map)]
    for kind in LISTS:
        if old.shares(new, kind) and not (old.repeated or new.repeated):
            continue
        found += _of_kind(kind, old, new, both)
    places = _reading(both)
    return tuple(sorted(found, key=lambda each: _rank(each, places, both)))


def counts(found: tuple[Difference, ...]) -> Counter[What]:
    """Return how many differences are of each sort; one that moved and changed counts in both."""
    return Counter(what for each in found for what in each.whats)


def fields_between(old: Record, new: Record) -> tuple[str, ...]:
    """Return the fields in which two records of one kind differ, `x-` keys among them."""
    names = [
        name
        for name in type(new).model_fields
        if getattr(old, name) is not getattr(new, name) and getattr(old, name) != getattr(new, name)
    ]
    was, now = old.model_extra or {}, new.model_extra or {}
    names += [name for name in {**was, **now} if was.get(name) != now.get(name)]
    return tuple(names)


def _of_map(old: JourneyMap, new: JourneyMap) -> list[Difference]:
    listed = set(LISTS.values())
    fields = tuple(name for name in fields_between(old, new) if name not in listed)
    return [Difference(("changed",), None, "", "", "", fields)] if fields else []


def _of_kind(kind: Kind, old: Index, new: Index, both: Union) -> list[Difference]:
    by_old = {key: there for there, key in both.old.items()}
    by_new = {key: there for there, key in both.new.items()}
    was = {entry.key: entry.record for entry in old.of_kind(kind)}
    now = {entry.key: entry.record for entry in new.of_kind(kind)}
    kept = [key for key in now if key in was]
    elsewhere = elsewhere_in_order(kind, was, now) if kind in ORDERED else frozenset()
    found = []
    for key in was:
        if key not in now:
            there = by_old.get(key, "") if kind in WOVEN else ""
            found.append(
                Difference(("removed",), kind, there, key, None, (), _stage(was[key], there, both))
            )
    for key, record in now.items():
        there = by_new.get(key, "")
        if key not in was:
            found.append(
                Difference(("added",), kind, there, None, key, (), _stage(record, there, both))
            )
            continue
        fields = fields_between(was[key], record)
        moved = key in elsewhere or place_of(was[key], kind) != place_of(record, kind)
        place = PLACE_FIELDS.get(kind, ()) if moved else ()
        changed = any(name not in place for name in fields)
        whats: tuple[What, ...] = (
            *(("moved",) if moved else ()),
            *(("changed",) if changed else ()),
        )
        if whats:
            stage = _stage(record, there, both)
            found.append(Difference(whats, kind, there, key, key, fields, stage))
    if kind == "reading":
        found = _together(found, was, now)
    if kind not in ORDERED and [key for key in was if key in now] != kept:
        found.append(Difference(("moved",), kind, "", "", ""))
    return found


def _together(
    found: list[Difference], was: Mapping[Key, Record], now: Mapping[Key, Record]
) -> list[Difference]:
    """Return the differences of readings with those of one metric, place and sort as one."""
    groups: dict[tuple[object, ...], list[Difference]] = {}
    for each in found:
        record = now[each.new] if each.new is not None else was[each.old or ""]
        at = getattr(record, "metric", ""), getattr(record, "at", ""), each.whats
        groups.setdefault(at, []).append(each)
    return [
        group[0]._replace(together=tuple(each.new or each.old or "" for each in group))
        if len(group) > 1
        else group[0]
        for group in groups.values()
    ]


# ---------------------------------------------------------------- where each is found


def _stage(record: Record, key: Key, both: Union) -> Key:
    """Return the stage under which a record is found in the union, empty for none."""
    return _stage_of(both.index, key, record)


def _stage_of(index: Index, key: Key, record: Record, depth: int = 0) -> Key:
    if isinstance(record, Stage):
        return key
    if isinstance(record, Touchpoint):
        return record.stage if index.stage(record.stage) else ""
    if isinstance(record, Flow):
        touchpoint = index.touchpoint(record.source)
        return touchpoint.stage if touchpoint else ""
    at = getattr(record, "at", None) or getattr(record, "solves", None)
    first = at[0] if isinstance(at, tuple) and at else at
    entry = index.resolve(first) if isinstance(first, str) and depth < 3 else None
    return _stage_of(index, entry.key, entry.record, depth + 1) if entry else ""


def _reading(both: Union) -> dict[Key, int]:
    m = both.map
    order = order_of(m)
    touchpoints = list(both.index.of_kind("touchpoint"))
    return {touchpoints[at].key: n for n, at in enumerate(order.reading)}


def _rank(each: Difference, places: dict[Key, int], both: Union) -> tuple[int, int, int, int]:
    """Return where a difference is told: by stage, then with the touchpoint it belongs to."""
    stage = both.index.get(each.stage) if each.stage else None
    stages = stage.position if stage else (-1 if each.kind is None else 1_000_000)
    entry = both.index.get(each.key) if each.key else None
    anchor = each.key
    if entry is not None and entry.kind == "flow":
        anchor = getattr(entry.record, "source", "")
    elif entry is not None and entry.kind not in ("touchpoint", "stage"):
        at = getattr(entry.record, "at", None)
        first = at[0] if isinstance(at, tuple) and at else at
        anchor = first if isinstance(first, str) else ""
    place = -1 if each.kind == "stage" else places.get(anchor, 1_000_000)
    kinds = list(LISTS)
    kind = -1 if each.kind is None else 0 if each.kind == "touchpoint" else kinds.index(each.kind)
    return stages, place, kind if place >= 0 else 0, entry.position if entry else 0
