"""In which order the touchpoints of one stage are read.

The order of the whole map is one walk over all of it, and too dear for a key that moves one card.
No stage knows of another, so the part of the map around a stage says the same: its touchpoints,
the flows at them, and what these lead to elsewhere.
"""

from __future__ import annotations

from itertools import chain, compress
from operator import attrgetter
from typing import cast

from journeymap.model.columns import aligned
from journeymap.model.index import Entry, Index, Key, index_of
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.model.naming import THE_MAP, naming_of
from journeymap.model.order import order_of


def read_beside(m: JourneyMap, key: Key) -> list[Entry]:
    """Return the touchpoints of a touchpoint's stage in reading order, itself among them.

    Stages that are missing count as one, as in the order of the whole map.
    """
    index, part = index_of(m), part_around(m, key)
    if part is not m:
        return [index.entries[each.id] for each in read_together(part, key)]
    listed, order = list(index.of_kind("touchpoint")), order_of(m)
    same = order.stage[index.entries[key].position]
    return [listed[place] for place in order.reading if order.stage[place] == same]


def part_around(m: JourneyMap, key: Key) -> JourneyMap:
    """Return the part of a map around the stage of a touchpoint, which is read as it is there.

    It is the whole map where ids repeat and where the stage is missing.
    """
    index = index_of(m)
    stage = cast("Touchpoint", index.entries[key].record).stage
    if index.repeated or index.stage(stage) is None:
        return m
    touchpoints, flows = _around(index, stage)
    records = {
        "touchpoints": tuple(each.record for each in touchpoints),
        "flows": tuple(each.record for each in flows),
    }
    return m.model_copy(update=records)


def part_again(part: JourneyMap, m: JourneyMap) -> JourneyMap:
    """Return such a part of a map in which its touchpoints are listed otherwise, or other rows.

    It takes no index of that map, which may be one that is only tried.
    """
    mine = {each.id for each in part.touchpoints}
    (ids,) = aligned(m.touchpoints, ["id"])
    there = tuple(compress(m.touchpoints, map(mine.__contains__, ids)))
    return part.model_copy(update={"touchpoints": there})


def read_together(part: JourneyMap, key: Key) -> list[Touchpoint]:
    """Return the touchpoints of a touchpoint's stage in reading order, out of a part of a map."""
    order, touchpoints = order_of(part), part.touchpoints
    same = next(order.stage[n] for n, each in enumerate(touchpoints) if each.id == key)
    return [touchpoints[place] for place in order.reading if order.stage[place] == same]


def _around(index: Index, stage: Key) -> tuple[list[Entry], list[Entry]]:
    """Return the touchpoints of a stage and those they have flows with, and these flows."""
    naming, entries = naming_of(index), index.entries
    there = {
        key
        for key in naming.of(stage) - {THE_MAP}
        if isinstance(record := entries[key].record, Touchpoint) and record.stage == stage
    }
    flows = [
        entry
        for key in naming.where(there) - {THE_MAP}
        if isinstance((entry := entries[key]).record, Flow)
    ]
    ends = (cast("Flow", each.record) for each in flows)
    there.update(chain.from_iterable((flow.source, flow.target) for flow in ends))
    touchpoints = [entries[key] for key in there if index.touchpoint(key) is not None]
    return sorted(touchpoints, key=_position), sorted(flows, key=_position)


_position = attrgetter("position")
