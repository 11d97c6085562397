"""Two records made one: what the one that stays takes over, and what follows for the map.

The record that stays never loses what it says: the other only fills what was left open. How far a
matter has come (a status, the day it was solved or done) is each record's own and is never taken
over. Callers come through `edits.merge`, which says what may be merged.
"""

from __future__ import annotations

from typing import cast

from journeymap.model.admitting import revalidated
from journeymap.model.index import Entry, Key, index_of, reading_key
from journeymap.model.journey import (
    LISTS,
    Comment,
    Flow,
    JourneyMap,
    Reading,
    Record,
    Touchpoint,
)
from journeymap.model.references import hanging_on, without
from journeymap.model.renaming import Rename, followed, renamed
from journeymap.model.shapes import shape_of

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
        flows, became = _flows_after(m, renamed(gone, keep))
        new = new.model_copy(update={"flows": flows})
        new = followed(new, index, became, merged=(keep, gone))
    return _tidied(new, m)


def _id(record: Record) -> Key:
    return cast("Key", getattr(record, "id", ""))


def _without_flows_between(m: JourneyMap, keep: Key, gone: Key) -> JourneyMap:
    """Return the map without the flows that would come to lead from a touchpoint to itself."""
    index = index_of(m)
    between = {
        entry.key
        for entry in index.of_kind("flow")
        if gone in (ends := _ends(entry.record)) and set(ends) <= {keep, gone}
    }
    return without(m, index, between | set(hanging_on(m, index, between))) if between else m


def _ends(flow: Record) -> tuple[Key, Key]:
    assert isinstance(flow, Flow)
    return flow.source, flow.target


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
    translations = {
        language: {
            name: {
                field: text
                for field, text in texts.items()
                if name != gone or getattr(record, field, None) == getattr(second, field, None)
            }
            for name, texts in names.items()
        }
        for language, names in m.translations.items()
    }
    if translations == m.translations:
        return m
    return m.model_copy(update={"translations": translations})


def _flows_after(m: JourneyMap, rename: Rename) -> tuple[tuple[Flow, ...], dict[int, int]]:
    """Return the flows with their ends renamed, without those that are there already.

    The second is where each of the old positions is found now: a flow that became double means
    the one that was there.
    """
    there: dict[tuple[str, str, str], int] = {}
    moved: list[int] = []
    for place, flow in enumerate(m.flows):
        if rename(flow.source) == flow.source and rename(flow.target) == flow.target:
            there.setdefault((flow.source, flow.target, flow.kind), place)
        else:
            moved.append(place)
    double: dict[int, int] = {}
    for place in moved:
        flow = m.flows[place]
        triple = (rename(flow.source), rename(flow.target), flow.kind)
        if (first := there.setdefault(triple, place)) != place:
            double[place] = first
    flows: list[Flow] = []
    became: dict[int, int] = {}
    for place, flow in enumerate(m.flows):
        if place in double:
            continue
        became[place] = len(flows)
        ends = {"source": rename(flow.source), "target": rename(flow.target)}
        same = ends["source"] == flow.source and ends["target"] == flow.target
        flows.append(flow if same else flow.model_copy(update=ends))
    became |= {place: became[first] for place, first in double.items()}
    return tuple(flows), became


def _tidied(m: JourneyMap, was: JourneyMap) -> JourneyMap:
    """Return the merged map without what merging made double or turned in on itself."""
    updates: dict[str, tuple[Record, ...]] = {
        "touchpoints": tuple(map(_without_its_own_channel, m.touchpoints)),
        "comments": tuple(map(_not_replying_to_itself, m.comments)),
        "readings": _single(m.readings, was.readings),
    }
    changed = {
        field: records
        for field, records in updates.items()
        if len(records) != len(getattr(m, field))
        or any(a is not b for a, b in zip(records, getattr(m, field), strict=True))
    }
    return m.model_copy(update=changed) if changed else m


def _without_its_own_channel(touchpoint: Touchpoint) -> Touchpoint:
    if touchpoint.channel not in touchpoint.also:
        return touchpoint
    also = tuple(channel for channel in touchpoint.also if channel != touchpoint.channel)
    return touchpoint.model_copy(update={"also": also})


def _not_replying_to_itself(comment: Comment) -> Comment:
    if comment.replies_to != comment.id:
        return comment
    return comment.model_copy(update={"replies_to": None})


def _single(readings: tuple[Reading, ...], was: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return the readings without those that came to say again what another says already."""
    before = {id(reading) for reading in was}
    taken = {reading_key(reading) for reading in readings if id(reading) in before}
    kept = []
    for reading in readings:
        if id(reading) not in before:
            key = reading_key(reading)
            if key in taken:
                continue
            taken.add(key)
        kept.append(reading)
    return tuple(kept)
