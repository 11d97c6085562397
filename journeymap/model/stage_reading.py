"""In which order the touchpoints of one stage are read.

The order of the whole map is one walk over all of it, and too dear for a key that moves one card.
No stage knows of another, so the part of the map around a stage says the same: its touchpoints,
the flows at them, and what these lead to elsewhere.
"""

from __future__ import annotations

from typing import cast

from journeymap.model.index import Entry, Index, Key, index_of
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.model.naming import naming_of
from journeymap.model.order import order_of


def read_beside(m: JourneyMap, key: Key) -> list[Entry]:
    """Return the touchpoints of a touchpoint's stage in reading order, itself among them.

    Stages that are missing count as one, as in the order of the whole map.
    """
    index = index_of(m)
    mine = index.entries[key]
    stage = cast("Touchpoint", mine.record).stage
    if index.repeated or index.stage(stage) is None:
        listed, order = list(index.of_kind("touchpoint")), order_of(m)
        same = order.stage[mine.position]
        return [listed[place] for place in order.reading if order.stage[place] == same]
    touchpoints, flows = _around(index, stage)
    records = {
        "touchpoints": tuple(each.record for each in touchpoints),
        "flows": tuple(each.record for each in flows),
    }
    order = order_of(m.model_copy(update=records))
    inside = order.stage[touchpoints.index(mine)]
    return [touchpoints[place] for place in order.reading if order.stage[place] == inside]


def _around(index: Index, stage: Key) -> tuple[list[Entry], list[Entry]]:
    """Return the touchpoints of a stage and those they have flows with, and these flows."""
    naming, entries = naming_of(index), index.entries
    touchpoints, flows = dict[Key, Entry](), dict[Key, Entry]()
    for key in naming.of(stage):
        entry = entries.get(key)
        if entry and isinstance(entry.record, Touchpoint) and entry.record.stage == stage:
            touchpoints[key] = entry
    ends = set[Key]()
    for inside in touchpoints:
        for key in naming.of(inside):
            entry = entries.get(key)
            if entry and isinstance(entry.record, Flow):
                flows[key] = entry
                ends.update((entry.record.source, entry.record.target))
    touchpoints.update((end, entries[end]) for end in ends if index.touchpoint(end) is not None)
    return (
        sorted(touchpoints.values(), key=lambda entry: entry.position),
        sorted(flows.values(), key=lambda entry: entry.position),
    )
