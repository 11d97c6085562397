"""Is one thing said once? Readings given twice, periods that count days twice, ids that look alike.

Whole ids that repeat are the subject of `references.py`; this module compares what is spelt
differently and means, or seems to mean, the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.naming import kind_and_name, name_of, names
from journeymap.checks.registry import check
from journeymap.model.columns import aligned
from journeymap.model.ids import look_alike
from journeymap.model.index import Entry, Key, index_of
from journeymap.model.journey import LISTS, JourneyMap, Reading
from journeymap.model.periods import Span, period_message, span
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message
from journeymap.model.timeline import comparable

# ---------------------------------------------------------------- reading-repeated


@check(
    "reading-repeated",
    level="error",
    family="references",
    since="draft",
    title=M("Reading that is given twice"),
    why=M(
        "One metric has one value at one place in one period. Of two, one is wrong, and nobody "
        "can say which of them the map shows."
    ),
    source="map-format, readings",
    fix=M("Remove it where both say the same"),
    safe=True,
    example="readings:\n  - {metric: nps, period: 2026-10, value: 40}\n"
    "  - {metric: nps, period: 2026-10, value: 32}",
)
def reading_repeated(context: Context) -> Iterator[Finding]:
    """Yield, once for each metric, place, period and segment, the readings that are given twice.

    However it is written: a flow by its id or by its ends, a quarter or its three months.
    """
    for series in _series(context).values():
        taken: dict[Span, list[Entry]] = {}
        for when, entry in series:
            taken.setdefault(when, []).append(entry)
        for found in taken.values():
            if len(found) > 1:
                first, second, *more = (entry.key for entry in found)
                yield Finding(
                    second,
                    _given(context, found),
                    also=(first, *more),
                    fix=_only_the_first([entry.key for entry in found]) if _same(found) else None,
                )


def _given(context: Context, found: list[Entry]) -> Message:
    reading = found[0].record
    assert isinstance(reading, Reading)
    metric = name_of(context.index, reading.metric)
    period = period_message(reading.period, context.map.calendar)
    if place := context.readings.place(reading.at):
        return M(
            "{metric} at {place} has {n} reading for {period}",
            plural="{metric} at {place} has {n} readings for {period}",
            n=len(found),
            metric=metric,
            place=name_of(context.index, place),
            period=period,
        )
    return M(
        "{metric} of the whole map has {n} reading for {period}",
        plural="{metric} of the whole map has {n} readings for {period}",
        n=len(found),
        metric=metric,
        period=period,
    )


def _series(context: Context) -> dict[object, list[tuple[Span, Entry]]]:
    """Return the readings of each metric, place and segment, in file order."""

    def work_out() -> dict[object, list[tuple[Span, Entry]]]:
        place, calendar = context.readings.place, context.map.calendar
        found: dict[object, list[tuple[Span, Entry]]] = {}
        for entry in context.index.of_kind("reading"):
            reading = entry.record
            assert isinstance(reading, Reading)
            segment = tuple(sorted(reading.segment.items())) if reading.segment else ()
            series = found.setdefault((reading.metric, place(reading.at), segment), [])
            series.append((span(reading.period, calendar), entry))
        return found

    return context.once("readings in file order", work_out)


def _same(found: list[Entry]) -> bool:
    first = found[0].record
    return all(_said(entry.record) == _said(first) for entry in found)


def _said(record: object) -> tuple[object, ...]:
    assert isinstance(record, Reading)
    return record.counts, record.value, record.n, record.sd


def _only_the_first(keys: list[Key]) -> Fix:
    def edit(m: JourneyMap) -> JourneyMap:
        index = index_of(m)
        found = [entry for key in keys if (entry := index.get(key)) and entry.kind == "reading"]
        if len(found) < 2 or not _same(found):
            raise Refused(M("the readings are no longer the same"), keys[0])
        gone = {entry.position for entry in found[1:]}
        rest = tuple(r for place, r in enumerate(m.readings) if place not in gone)
        return m.model_copy(update={"readings": rest})

    name = M("Keep one of them", plural="Keep one of the {n}", n=len(keys))
    return Fix(name, edit)


# ---------------------------------------------------------------- periods-overlap


@check(
    "periods-overlap",
    level="error",
    family="references",
    since="draft",
    title=M("Periods that count some days twice"),
    why=M(
        "Where two readings share some of their days, the change from one to the next is partly "
        "the same answers compared with themselves."
    ),
    source="map-format, readings",
    example="readings:\n  - {metric: nps, period: 2026-08..2026-10, value: 40}\n"
    "  - {metric: nps, period: 2026-10..2026-12, value: 32}",
)
def periods_overlap(context: Context) -> Iterator[Finding]:
    """Yield the readings of one series whose period overlaps one that is about as long.

    A year beside its months, or weeks beside months, are looks at the same time from near and far,
    each compared with its own kind only; that is how people report, and no mistake. What overlaps
    is compared in one pass over the periods by their beginning, by classes of length.
    """
    for series in _series(context).values():
        last: dict[int, tuple[Span, Entry]] = {}
        distinct = dict(reversed(series))  # of equal ones the first stays
        for when, entry in sorted(distinct.items(), key=lambda pair: pair[0]):
            size = int(log(when.length) / log(1.25))  # about as long: this class or the next
            for each in (size - 1, size, size + 1):
                other = last.get(each)
                if other and other[0].last >= when.first and comparable(other[0], when):
                    yield _overlapping(context, other[1], entry)
                    break
            last[size] = (when, entry)


def _overlapping(context: Context, one: Entry, other: Entry) -> Finding:
    first, second = one.record, other.record
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    calendar = context.map.calendar
    metric = name_of(context.index, first.metric)
    earlier = period_message(first.period, calendar)
    later = period_message(second.period, calendar)
    if place := context.readings.place(first.at):
        message = M(
            "{metric} at {place}: {earlier} and {later} share days",
            metric=metric,
            place=name_of(context.index, place),
            earlier=earlier,
            later=later,
        )
    else:
        message = M(
            "{metric} of the whole map: {earlier} and {later} share days",
            metric=metric,
            earlier=earlier,
            later=later,
        )
    return Finding(
        other.key,
        message,
        field="period",
        also=(one.key,),
    )


# ---------------------------------------------------------------- id-look-alike


@check(
    "id-look-alike",
    level="warning",
    family="references",
    since="draft",
    title=M("Ids that look alike"),
    why=M(
        "Whoever types one of them writes the other, and no eye sees the difference: another "
        "case, a Persian instead of an Arabic ya, a joiner."
    ),
    source="Unicode Technical Report 36, visual security issues",
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order}\n"
    "  - {id: Pay, name: Pay at counter, stage: order}",
)
def id_look_alike(context: Context) -> Iterator[Finding]:
    """Yield, once for each look, the records whose ids differ only by what nobody sees."""
    index = context.index
    own: list[Key] = []
    for kind, field in LISTS.items():
        if kind != "reading":
            (ids,) = aligned(getattr(context.map, field), ("id",))
            own += (key for key, id in zip(index.keys_of(kind), ids, strict=True) if key == id)
    looks = list(map(look_alike, own))
    if len(set(looks)) == len(own):
        return
    alike: dict[str, list[Key]] = {}
    for look, key in zip(looks, own, strict=True):
        alike.setdefault(look, []).append(key)
    for keys in alike.values():
        if len(keys) > 1:
            first, second, *more = keys
            yield Finding(
                second,
                M(
                    "The id “{id}” of {record} looks like “{other}”, that of {named}",
                    id=second,
                    record=kind_and_name(index, second),
                    other=first,
                    named=kind_and_name(index, first),
                )
                if not more
                else M(
                    "{n} id looks like “{id}”: those of {records}",
                    plural="{n} ids look like “{id}”: those of {records}",
                    n=len(keys) - 1,
                    id=first,
                    records=names(index, keys[1:]),
                ),
                field="id",
                also=(first, *more),
            )


CHECKS = (reading_repeated, periods_overlap, id_look_alike)
