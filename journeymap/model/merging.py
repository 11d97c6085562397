"""Two records made one: what the one that stays takes over, and what follows for the map.

The record that stays never loses what it says: the other only fills what was left open. How far a
matter has come (a status, the day it was solved or done) is each record's own and is never taken
over. Callers come through `edits.merge`, which says what may be merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from journeymap.model.admitting import revalidated
from journeymap.model.columns import aligned
from journeymap.model.index import Entry, Index, Key, index_of, reading_key
from journeymap.model.journey import LISTS, Flow, JourneyMap, Reading, Record
from journeymap.model.naming import naming_of
from journeymap.model.references import hanging_on, without
from journeymap.model.renaming import differs, followed
from journeymap.model.shapes import shape_of
from journeymap.model.spans import newcomers

OWN = frozenset(("id", "status", "solved", "done", "resolved"))


def merged(m: JourneyMap, first: Entry, second: Entry) -> JourneyMap:
    """Return the map in which `second` went into `first`; both are of one kind and have ids."""
    keep, gone = _id(first.record), _id(second.record)
    if first.kind == "touchpoint" and keep != gone:
        m = _without_flows_between(m, keep, gone)
    index = index_of(m)  # without those flows, if there were any
    record = _joined(first.record, second.record)
    field = LISTS[first.kind]
    listed = list(getattr(m, field))
    listed[first.position] = record
    del listed[second.position]
    new = _with_translations_that_fit(m, gone, record, second.record)
    new = new.model_copy(update={field: tuple(listed)})
    if keep != gone:  # ids that repeat name the one that stays already
        flows, became = _flows_after(index, keep, gone)
        new = new.model_copy(update={"flows": flows})
        new = followed(new, index, became, merged=(keep, gone))
    return _tidied(new, m)


def _id(record: Record) -> Key:
    return cast("Key", getattr(record, "id", ""))


def _without_flows_between(m: JourneyMap, keep: Key, gone: Key) -> JourneyMap:
    """Return the map without the flows that would come to lead from a touchpoint to itself."""
    index = index_of(m)
    there = naming_of(index).flows_at(gone)
    between = {entry.key for entry, flow in there if {flow.source, flow.target} <= {keep, gone}}
    return without(m, index, between | set(hanging_on(m, index, between))) if between else m


def _joined(keep: Record, gone: Record) -> Record:
    """Return `keep` with what it leaves open taken from `gone`, and lists joined."""
    updates: dict[str, object] = {}
    for name, field in type(keep).model_fields.items():
        mine, theirs = getattr(keep, name), getattr(gone, name)
        form = shape_of(type(keep), name).form
        if name in OWN or (field.is_required() and form != "list"):
            continue
        if name == "personas":  # nobody named means everybody
            if mine:
                updates[name] = tuple(dict.fromkeys((*mine, *theirs))) if theirs else ()
        elif form == "list":
            updates[name] = (*mine, *(item for item in theirs if item not in mine))
        elif form == "mapping":
            updates[name] = (mine or {}) | {
                k: v for k, v in (theirs or {}).items() if k not in mine
            }
        elif mine == field.default:
            updates[name] = theirs
    own = keep.model_extra or {}
    updates |= {key: value for key, value in (gone.model_extra or {}).items() if key not in own}
    updates = {name: v for name, v in updates.items() if v != getattr(keep, name, None)}
    return revalidated(keep.model_copy(update=updates)) if updates else keep


def _with_translations_that_fit(
    m: JourneyMap, gone: Key, record: Record, second: Record
) -> JourneyMap:
    """Return the map without the translations of texts that were not taken over."""
    fits = {
        language: {
            **names,
            gone: {
                field: text
                for field, text in names[gone].items()
                if getattr(record, field, None) == getattr(second, field, None)
            },
        }
        for language, names in m.translations.items()
        if gone in names
    }
    if all(names[gone] == m.translations[language][gone] for language, names in fits.items()):
        return m
    return m.model_copy(update={"translations": m.translations | fits})


def _flows_after(
    index: Index, keep: Key, gone: Key
) -> tuple[tuple[Flow, ...], dict[int, int] | None]:
    """Return the flows that join `keep` where they joined `gone`, no two of them saying the same.

    The second is where each of the old positions is found now, None where all are as they were: a
    flow that became double means the one that was there.
    """
    naming, flows = naming_of(index), list(index.map.flows)
    moved = {entry.position: flow for entry, flow in naming.flows_at(gone)}
    there: dict[tuple[str, str, str], int] = {}
    for entry, flow in naming.flows_at(keep):
        if entry.position not in moved:
            there.setdefault((flow.source, flow.target, flow.kind), entry.position)
    double: dict[int, int] = {}
    for place, flow in moved.items():
        source, target = (keep if end == gone else end for end in (flow.source, flow.target))
        first = there.setdefault((source, target, flow.kind), place)
        if first != place:
            double[place] = first
        flows[place] = flow.model_copy(update={"source": source, "target": target})
    if not double:
        return tuple(flows), None
    kept = [place for place in range(len(flows)) if place not in double]
    became = {position: place for place, position in enumerate(kept)}
    became |= {place: became[first] for place, first in double.items()}
    return tuple(flows[place] for place in kept), became


def _tidied(m: JourneyMap, was: JourneyMap) -> JourneyMap:
    """Return the merged map without what merging made double or turned in on itself."""
    touchpoints, comments = list(m.touchpoints), list(m.comments)
    cells = zip(*aligned(m.touchpoints, ("channel", "also")), strict=True)
    for place, (channel, also) in enumerate(cells):
        if channel in also:
            others = tuple(each for each in also if each != channel)
            touchpoints[place] = touchpoints[place].model_copy(update={"also": others})
    threads = zip(*aligned(m.comments, ("id", "replies_to")), strict=True)
    for place, (id, replies_to) in enumerate(threads):
        if id == replies_to:
            comments[place] = comments[place].model_copy(update={"replies_to": None})
    tidied: dict[str, Sequence[Record]] = {
        "touchpoints": touchpoints,
        "comments": comments,
        "readings": _single(m.readings, was.readings),
    }
    updates = {
        field: tuple(records)
        for field, records in tidied.items()
        if differs(records, getattr(m, field))
    }
    return m.model_copy(update=updates) if updates else m


def _single(readings: tuple[Reading, ...], was: tuple[Reading, ...]) -> Sequence[Reading]:
    """Return the readings without those that came to say again what another says already."""
    fresh = set(newcomers(was, readings))
    if not fresh:
        return readings
    taken = {reading_key(each) for place, each in enumerate(readings) if place not in fresh}
    kept = []
    for place, reading in enumerate(readings):
        if place in fresh:
            key = reading_key(reading)
            if key in taken:
                continue
            taken.add(key)
        kept.append(reading)
    return kept
