"""Three versions of one record or value made one, field by field, by the keys of what it holds.

A field that only one side changed has that side's value. Lists of ids and texts are merged as sets
with an order, mappings by their names, records inside records by their fields. Where both sides
changed one value differently, `decide` is asked. Which records belong together and which are gone
was settled before (`threeway.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, TypeAlias, TypeVar, cast

from journeymap.model.admitting import revalidated
from journeymap.model.conflicts import MISSING
from journeymap.model.journey import (
    CheckSettings,
    Ignore,
    Metric,
    Observed,
    ObservedFlow,
    Reading,
    Record,
    SegmentTarget,
    SourceRun,
)
from journeymap.model.periods import is_real, span
from journeymap.model.problems import Refused
from journeymap.model.shapes import Shape, shape_of
from journeymap.model.threeway_order import merged_order, merged_set
from journeymap.model.vocabulary import Calendar

R = TypeVar("R", bound=Record)
# Which value stands in a field that both changed: (field, base, ours, theirs) -> value.
Decide: TypeAlias = Callable[[str, Any, Any, Any], Any]

# Lists of records that have a key of their own; every other one (evidence) is merged by value.
KEYED: Mapping[tuple[type[Record], str], Callable[[Any], Hashable]] = {
    (CheckSettings, "ignore"): lambda each: (cast("Ignore", each).check, each.at),
    (Metric, "targets"): lambda each: tuple(sorted(cast("SegmentTarget", each).segment.items())),
    (Observed, "flows"): lambda each: (cast("ObservedFlow", each).source, each.target),
}
# One measurement: counts of one side beside the value of the other would be measured by nobody.
MEASURED = ("counts", "value", "n", "sd")
# Nobody named means everybody, so that a list which runs empty would turn its meaning around.
EVERYBODY = "personas"


def merged_record(base: R, ours: R, theirs: R, decide: Decide, path: str = "") -> R:
    """Return one record of three; `base` is MISSING where both sides added it.

    The result is a side's own record where nothing of the other has to be added to it. What the
    format refuses as a whole, although each field is some side's, has ours in all fields, and
    `decide` is asked for each of them.
    """
    if base is theirs or ours is theirs:
        return ours
    if base is ours:
        return theirs
    if isinstance(ours, SourceRun) and isinstance(theirs, SourceRun):
        return cast("R", newest_run(ours, theirs))
    values = _merged_fields(base, ours, theirs, decide, path)
    record = _with(ours, theirs, values)
    if record is ours or record is theirs:
        return record
    try:
        return revalidated(record)
    except Refused:
        return _undone(base, ours, theirs, decide, path)


def _merged_fields(base: Any, ours: R, theirs: R, decide: Decide, path: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    skipped = MEASURED if isinstance(ours, Reading) else ()
    for name in type(ours).model_fields:
        if name in skipped:
            continue
        mine, other = getattr(ours, name), getattr(theirs, name)
        if mine is other:
            continue
        was = _left_open(type(ours), name) if base is MISSING else getattr(base, name)
        shape = shape_of(type(ours), name)
        key = KEYED.get((type(ours), name))
        new = _merged(was, mine, other, shape, decide, _join(path, name), key)
        if new is not mine:
            values[name] = new
    if skipped:
        values |= _measured(base, ours, theirs, decide, path)
    extra = _merged_mapping(
        {} if base is MISSING else base.model_extra or {},
        ours.model_extra or {},
        theirs.model_extra or {},
        None,
        decide,
        path,
    )
    if extra != (ours.model_extra or {}):
        values["x-"] = extra
    return values


def newest_run(ours: SourceRun, theirs: SourceRun) -> SourceRun:
    """Return the import that brought the later period, else what both imports say alike.

    It is a note on what was read, and no decision of anybody: whoever reads the file again writes
    it anew. So two people who both did are not asked which of them was right.
    """
    ends = [_end(each.period) for each in (ours, theirs)]
    if ends[0] != ends[1]:
        return ours if ends[0] > ends[1] else theirs
    alike = {
        name: value
        for name in type(ours).model_fields
        if (value := getattr(ours, name)) == getattr(theirs, name)
    }
    return SourceRun(**alike)


def _end(period: str | None) -> date:
    calendar: Calendar = "jalali" if period and "1300" <= period[:4] < "1500" else "gregorian"
    return span(period, calendar).last if period and is_real(period, calendar) else date.min


def _left_open(record_type: type[Record], name: str) -> Any:
    """Return what stands in a field that nobody filled; MISSING where somebody has to."""
    field = record_type.model_fields[name]
    return MISSING if field.is_required() else field.default


def _with(ours: R, theirs: R, values: dict[str, Any]) -> R:
    if not values:
        return ours
    extra = values.pop("x-", None)
    record = ours.model_copy(update=values)
    if extra is not None:
        plain = {name: getattr(record, name) for name in type(record).model_fields}
        record = cast("R", type(record).model_construct(**plain, **extra))
    return theirs if record == theirs else record


def _undone(base: Any, ours: R, theirs: R, decide: Decide, path: str) -> R:
    """Return ours, or all of theirs, for what cannot stand together though each field could."""
    differing = [
        name
        for name in type(ours).model_fields
        if getattr(ours, name) != getattr(theirs, name)
        and (base is MISSING or getattr(base, name) != getattr(theirs, name))
    ]
    taken = ours
    for name in differing:
        was = MISSING if base is MISSING else getattr(base, name)
        mine, other = getattr(ours, name), getattr(theirs, name)
        new = decide(_join(path, name), was, mine, other)
        if new is not mine:
            try:
                taken = revalidated(taken.model_copy(update={name: new}))
            except Refused:
                continue
    return taken


def _measured(base: Any, ours: Any, theirs: Any, decide: Decide, path: str) -> dict[str, Any]:
    """Return what a reading measured, whole from one side."""

    def of(side: Any) -> Any:
        if side is MISSING:
            return MISSING
        return tuple(getattr(side, name) for name in MEASURED)

    was, mine, other = of(base), of(ours), of(theirs)
    if mine == other or was == other:
        return {}
    if was == mine:
        return dict(zip(MEASURED, other, strict=True))
    name = "counts" if ours.counts is not None or theirs.counts is not None else "value"
    if mine[:2] == other[:2]:  # the same measurement, of which they say different things
        name = "n" if mine[2] != other[2] else "sd"
    shown = [_measure(side, name) for side in (base, ours, theirs)]
    taken = decide(_join(path, name), *shown)
    return dict(zip(MEASURED, other, strict=True)) if taken is shown[2] else {}


def _measure(side: Any, name: str) -> Any:
    if side is MISSING:
        return MISSING
    return side.value if name == "counts" and side.counts is None else getattr(side, name)


def _merged(
    base: Any,
    ours: Any,
    theirs: Any,
    shape: Shape | None,
    decide: Decide,
    path: str,
    key: Callable[[Any], Hashable] | None = None,
) -> Any:
    """Return the value of one field, ours itself where it stays."""
    if ours is theirs or _same(ours, theirs) or _same(base, theirs):
        return ours
    if _same(base, ours):
        return theirs
    form = shape.form if shape else "one"
    if form == "list" and shape and shape.inner:
        if key is not None:
            return _merged_keyed(base, ours, theirs, shape.inner, decide, path, key)
        return _merged_list(base, ours, theirs, decide, path)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        was = base if isinstance(base, dict) else {}
        inner = shape.inner if shape and form == "mapping" else None
        if form == "mapping" or shape is None or shape.record is None:
            return _mapping_in_order(was, ours, theirs, inner, decide, path)
    if isinstance(ours, Record) and isinstance(theirs, Record) and type(ours) is type(theirs):
        one: Any = base if isinstance(base, Record) else MISSING
        return merged_record(one, ours, theirs, decide, path)
    return decide(path, base, ours, theirs)


def _mapping_in_order(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    inner: Shape | None,
    decide: Decide,
    path: str,
) -> dict[str, Any]:
    new = _merged_mapping(base, ours, theirs, inner, decide, path)
    return cast("dict[str, Any]", ours) if new == ours else new


def _merged_mapping(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    inner: Shape | None,
    decide: Decide,
    path: str,
) -> dict[str, Any]:
    """Return a mapping merged name by name, in the order of ours with theirs after it."""
    new: dict[str, Any] = {}
    for name in (*ours, *(name for name in theirs if name not in ours)):
        was, mine, other = (side.get(name, MISSING) for side in (base, ours, theirs))
        value = _merged(was, mine, other, inner, decide, _join(path, name))
        if value is not MISSING:
            new[name] = value
    return new


def _merged_list(base: Any, ours: Any, theirs: Any, decide: Decide, path: str) -> Any:
    was = base if isinstance(base, tuple) else ()
    if path.rpartition(".")[2] == EVERYBODY and not (was and ours and theirs):
        return decide(path, base, ours, theirs)
    if not all(isinstance(item, Hashable) for side in (was, ours, theirs) for item in side):
        return _by_value(was, ours, theirs)
    new = merged_set(was, ours, theirs)
    if not new:  # each took a part, and nothing that anybody wanted is left
        return decide(path, base, ours, theirs)
    return ours if new == ours else new


def _by_value(base: tuple[Any, ...], ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> Any:
    """Return a list of records merged as a set of values, although they cannot be hashed."""
    distinct: list[Any] = []

    def number(item: Any) -> int:
        for n, known in enumerate(distinct):
            if known == item:
                return n
        distinct.append(item)
        return len(distinct) - 1

    numbers = [[number(item) for item in side] for side in (base, ours, theirs)]
    return tuple(distinct[n] for n in merged_set(*numbers))


def _merged_keyed(
    base: Any,
    ours: Any,
    theirs: Any,
    inner: Shape,
    decide: Decide,
    path: str,
    key: Callable[[Any], Hashable],
) -> Any:
    was = base if isinstance(base, tuple) else ()
    sides = tuple({key(item): item for item in side} for side in (was, ours, theirs))
    if any(len(side) != len(items) for side, items in zip(sides, (was, ours, theirs), strict=True)):
        return _by_value(was, ours, theirs)
    found: dict[Hashable, Any] = {}
    for name in dict.fromkeys((*sides[1], *sides[2])):
        one, mine, other = (side.get(name, MISSING) for side in sides)
        words = " ".join(map(str, name)) if isinstance(name, tuple) else str(name)
        value = _merged(one, mine, other, inner, decide, _join(path, words))
        if value is not MISSING:
            found[name] = value
    order = merged_order(list(sides[0]), list(sides[1]), list(sides[2]), found.keys())
    new = tuple(found[name] for name in order)
    return ours if new == ours else new


def _same(one: Any, other: Any) -> bool:
    return bool(one is other or one == other)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
