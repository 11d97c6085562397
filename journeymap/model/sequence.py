"""A record one place earlier or later, as people see the order: in the outline and on the map.

Lists are reordered. Touchpoints stand by the reading order, which flows and lanes decide before the
list does: so a step in a line changes places with its neighbour along the flows, and where nothing
of that helps the refusal says what decides. Pure edits; they raise Refused and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, cast

from journeymap.model import edits
from journeymap.model.index import Entry, Index, Key, index_of, label
from journeymap.model.journey import Flow, JourneyMap, Kind
from journeymap.model.order import order_of
from journeymap.model.problems import Refused
from journeymap.model.renaming import with_flows
from journeymap.model.stage_reading import read_beside
from journeymap.model.text import M, Message

Step = Literal[-1, 1]  # one place earlier, one place later


def shifted(m: JourneyMap, keys: Iterable[Key], step: Step) -> JourneyMap:
    """Return the map with records one place earlier or later among those beside them.

    A block of several keeps its own order. Raises Refused when none of them can go on.
    """
    index = index_of(m)
    wanted = {edits.found(index, key).key for key in keys}
    refusals: list[Refused] = []
    new = m
    for key in _in_turn(m, index, wanted, step):
        entry = index.entries[key]
        move = _touchpoint_shifted if entry.kind == "touchpoint" else _listed_shifted
        try:
            new = move(new, key, step, wanted)
        except Refused as refusal:
            refusals.append(refusal)
            wanted.discard(key)
    if refusals and new is m:
        raise refusals[0]
    return new


def beside_stage(m: JourneyMap, keys: Iterable[Key], step: Step) -> JourneyMap:
    """Return the map with touchpoints in the stage before or after their own.

    Raises Refused where there is no such stage, or where a rule of moving forbids it.
    """
    new = m
    stages = [stage.id for stage in m.stages]
    for key in keys:
        touchpoint = index_of(new).touchpoint(key)
        if touchpoint is None:
            raise Refused(M("only touchpoints stand in stages; “{id}” is none", id=key), key)
        at = stages.index(touchpoint.stage) + step if touchpoint.stage in stages else 0
        if not stages or not 0 <= at < len(stages):
            name = touchpoint.name
            first = M("“{name}” stands in the first stage already", name=name)
            last = M("“{name}” stands in the last stage already", name=name)
            raise Refused(first if step < 0 else last, key)
        new = edits.move(new, (key,), stages[at])
    return new


def _in_turn(m: JourneyMap, index: Index, keys: set[Key], step: Step) -> list[Key]:
    """Return the keys in the order in which they can move without passing each other."""
    if len(keys) == 1:
        return list(keys)
    listed = [entry.key for entry in index.of_kind("touchpoint")]
    place = {listed[position]: n for n, position in enumerate(order_of(m).reading)}

    def turn(key: Key) -> tuple[bool, int]:
        entry = index.entries[key]
        return entry.kind != "touchpoint", place.get(key, entry.position)

    return sorted(keys, key=turn, reverse=step > 0)


def _listed_shifted(m: JourneyMap, key: Key, step: Step, block: set[Key]) -> JourneyMap:
    index = index_of(m)
    entry = edits.found(index, key)
    beside = [other.key for other in index.of_kind(entry.kind) if _together(entry, other)]
    at = beside.index(key) + step
    if not 0 <= at < len(beside):
        raise Refused(_at_the_end(label(entry.record), step), key)
    if beside[at] in block:
        return m
    if step < 0:
        return edits.reorder(m, key, before=beside[at])
    return edits.reorder(m, key, before=_after(index, entry.kind, beside[at]))


def _after(index: Index, kind: Kind, key: Key) -> Key:
    """Return what stands behind a record in its list, empty for nothing."""
    listed = [entry.key for entry in index.of_kind(kind)]
    at = listed.index(key) + 1
    return listed[at] if at < len(listed) else ""


def _together(one: Entry, other: Entry) -> bool:
    """Return whether two records of a kind stand in one place, so that one can pass the other."""
    if one.kind == "flow":
        return cast("Flow", one.record).source == cast("Flow", other.record).source
    here, there = getattr(one.record, "at", None), getattr(other.record, "at", None)
    if isinstance(here, tuple) and isinstance(there, tuple):
        return here == there or bool(set(here) & set(there))
    return True


def _at_the_end(name: str, step: Step) -> Message:
    if step < 0:
        return M("“{name}” is the first here already", name=name)
    return M("“{name}” is the last here already", name=name)


# ---------------------------------------------------------------- touchpoints


def _touchpoint_shifted(m: JourneyMap, key: Key, step: Step, block: set[Key]) -> JourneyMap:
    beside = _of_its_stage(m, key)
    at = beside.index(key) + step
    name = label(edits.found(index_of(m), key).record)
    if not 0 <= at < len(beside):
        raise Refused(_at_the_end(name, step), key)
    other = beside[at]
    if other in block:
        return m
    first, second = (other, key) if step < 0 else (key, other)
    return _exchanged(m, first, second, key)


def _exchanged(m: JourneyMap, first: Key, second: Key, moved: Key) -> JourneyMap:
    """Return the map with `second` before `first`, which stands right before it now."""
    listed = edits.reorder(m, second, before=first)
    if _comes_before(listed, second, first):
        return listed
    if _in_line(m.flows, first, second):
        turned = with_flows(listed, [_turned(flow, first, second) for flow in listed.flows])
        if _comes_before(turned, second, first):
            return turned
    index, order = index_of(m), order_of(m)
    names = [label(edits.found(index, key).record) for key in (first, second)]
    ranks = {order.rank[index.entries[key].position] for key in (first, second)}
    if len(ranks) == 1:
        reason = M(
            "“{first}” and “{second}” stand side by side, in the order of their channels",
            first=names[0],
            second=names[1],
        )
    else:
        reason = M(
            "the flows lead to “{first}” before “{second}”; change them first",
            first=names[0],
            second=names[1],
        )
    raise Refused(reason, moved)


def _of_its_stage(m: JourneyMap, key: Key) -> list[Key]:
    """Return the touchpoints of a touchpoint's stage in reading order."""
    return [entry.key for entry in read_beside(m, key)]


def _comes_before(m: JourneyMap, one: Key, other: Key) -> bool:
    beside = _of_its_stage(m, one)
    return beside.index(one) < beside.index(other)


def _in_line(flows: Sequence[Flow], first: Key, second: Key) -> bool:
    """Return whether all that leaves `first` leads to `second`, and nothing else leads there."""
    leaving = {flow.target for flow in flows if flow.source == first}
    coming = {flow.source for flow in flows if flow.target == second}
    return leaving == {second} and coming == {first}


def _turned(flow: Flow, one: Key, other: Key) -> Flow:
    """Return a flow with two touchpoints exchanged at its ends."""
    ends = {one: other, other: one}
    source, target = ends.get(flow.source, flow.source), ends.get(flow.target, flow.target)
    if (source, target) == (flow.source, flow.target):
        return flow
    return flow.model_copy(update={"source": source, "target": target})
