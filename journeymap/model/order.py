"""In which order the touchpoints of a map come: ranks inside a stage, reading order, main path.

One answer for the picture, the outline, the findings and the keys. Plain lists and integers, since
layout asks again after every edit; the graph of networkx belongs to the checks. Positions are those
of `m.touchpoints`, so that repeated ids cannot hide a touchpoint. Nothing here fails on a map that
is half done: references that lead nowhere are passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from journeymap.model.journey import Channel, JourneyMap, Stage
from journeymap.model.vocabulary import FlowKind

NOWHERE = -1  # the position of what is not there


class Order(NamedTuple):
    """Where each touchpoint comes; all lists but `links` run along `m.touchpoints`.

    `stage` is the position of the stage, the number of stages where that is missing. `rank` is the
    longest way to the touchpoint inside its stage. `links` holds the positions of the ends of each
    flow, NOWHERE where one is missing. `reading` lists positions in reading order.
    """

    stage: list[int]
    rank: list[int]
    links: list[tuple[int, int]]
    reading: list[int]


def order_of(m: JourneyMap) -> Order:
    """Return ranks, ends of flows and reading order of a map.

    The parts can be asked one by one: whoever lays out after each edit asks only for what changed.
    """
    touchpoints, flows = m.touchpoints, m.flows
    stage = stage_places(m.stages, [t.stage for t in touchpoints])
    links = ends_of_flows(
        [t.id for t in touchpoints], [f.source for f in flows], [f.target for f in flows]
    )
    rank = ranks(stage, [flow.kind for flow in flows], links)
    channel = [t.channel for t in touchpoints]
    return Order(stage, rank, links, reading_order(m.channels, channel, stage, rank))


def stage_places(stages: Sequence[Stage], named: Sequence[str]) -> list[int]:
    """Return the positions of the stages that touchpoints name, how many there are for others."""
    at = positions(stages)
    missing = len(stages)
    return [at.get(stage, missing) for stage in named]


def reading_order(
    channels: Sequence[Channel],
    channel: Sequence[str | None],
    stage: Sequence[int],
    rank: Sequence[int],
) -> list[int]:
    """Return the positions by stage, rank, channel, list.

    From one stage to the next, in a stage along the flows, and where several stand side by side
    down the lanes. `channel` is the one that each touchpoint names.
    """
    at = positions(channels)
    last = len(channels)
    deep, wide = max(rank, default=0) + 1, last + 2
    places = {name: at.get(name, last + 1) if name else last for name in set(channel)}
    keys = [
        (s * deep + r) * wide + place
        for s, r, place in zip(stage, rank, map(places.__getitem__, channel), strict=True)
    ]
    return sorted(range(len(keys)), key=keys.__getitem__)


def positions(records: Sequence[object]) -> dict[str, int]:
    """Return id -> position; the first of a repeated id counts."""
    found = {record.id: i for i, record in enumerate(records)}  # type: ignore[attr-defined]  # every listed record but flow and reading has an id
    if len(found) != len(records):
        for i in range(len(records) - 1, -1, -1):
            found[records[i].id] = i  # type: ignore[attr-defined]  # as above
    return found


def ends_of_flows(
    ids: Sequence[str], sources: Sequence[str], targets: Sequence[str]
) -> list[tuple[int, int]]:
    """Return the positions of both ends of each flow, NOWHERE where an end is missing.

    `ids` are those of the touchpoints; the first of a repeated one counts.
    """
    last = len(ids) - 1
    at = dict(zip(reversed(ids), range(last, -1, -1), strict=True)).get
    nowhere = repeat(NOWHERE)
    return list(zip(map(at, sources, nowhere), map(at, targets, nowhere), strict=True))


def ranks(
    stage: Sequence[int], kinds: Sequence[FlowKind], links: Sequence[tuple[int, int]]
) -> list[int]:
    """Return the rank of each touchpoint in its stage: the longest way to it along the flows.

    Loop, recovery and self flows do not count. A failure adds nothing, so that its target stands
    in the column of its source. Where flows run in a circle the touchpoint that is earliest in the
    list is released, and what still leads to it runs backward. A touchpoint without any flow
    follows the one before it in the list.
    """
    count = len(stage)
    rank = [0] * count
    after: list[list[tuple[int, int]] | None] = [None] * count
    open_in = [0] * count
    has_flow = bytearray(count)
    for (source, target), kind in zip(links, kinds, strict=True):
        if source < 0 or target < 0:
            continue
        has_flow[source] = has_flow[target] = 1
        if stage[source] != stage[target] or source == target:
            continue
        if kind in ("loop", "recovery"):
            continue
        step = 0 if kind == "failure" else 1
        known = after[source]
        if known is None:
            after[source] = [(target, step)]
        else:
            known.append((target, step))
        open_in[target] += 1
    # Kahn's algorithm. Which free touchpoint goes first changes no longest way, so a stack serves
    # where a heap would; only what is released when nothing is free depends on the list.
    free = [i for i in range(count) if not open_in[i]]
    placed = bytearray(count)
    earliest = 0
    while True:
        while free:
            here = free.pop()
            placed[here] = 1
            onward = after[here]
            if onward is None:
                continue
            base = rank[here]
            for there, step in onward:
                if placed[there]:
                    continue
                if base + step > rank[there]:
                    rank[there] = base + step
                open_in[there] -= 1
                if not open_in[there]:
                    free.append(there)
        while earliest < count and placed[earliest]:
            earliest += 1
        if earliest == count:
            break
        free.append(earliest)
        placed[earliest] = 1  # what still comes in runs backward
    before: dict[int, int] = {}
    for i in range(count):
        if not has_flow[i]:
            rank[i] = before.get(stage[i], -1) + 1
        before[stage[i]] = rank[i]
    return rank


def main_path(m: JourneyMap, order: Order, persona: str = "") -> list[int]:
    """Return the positions along the way that most people go, in the order they go it.

    It begins at the first touchpoint in reading order that nothing leads to and follows the largest
    share among next and choice flows, then the order of the list; a flow without a share gets its
    part of what the others leave. Where no flow leads on, it goes on at the next beginning further
    to the end of the map. With `persona` only what is for that persona counts.
    """
    touchpoints = m.touchpoints
    serves = (
        bytearray(not persona or not t.personas or persona in t.personas for t in touchpoints)
        if persona
        else bytearray(b"\1" * len(touchpoints))
    )
    ways: dict[int, list[tuple[float | None, int]]] = {}
    led_to = bytearray(len(touchpoints))
    for (source, target), flow in zip(order.links, m.flows, strict=True):
        if source < 0 or target < 0 or source == target:
            continue
        kind = flow.kind
        if kind in ("loop", "recovery") or not (serves[source] and serves[target]):
            continue
        if persona and flow.personas and persona not in flow.personas:
            continue
        led_to[target] = 1
        if kind in ("next", "choice"):
            if source in ways:
                ways[source].append((flow.share, target))
            else:
                ways[source] = [(flow.share, target)]
    path: list[int] = []
    seen = bytearray(len(touchpoints))
    # where all flows run in circles, the first in reading order is a beginning
    circles = not any(serves[i] and not led_to[i] for i in order.reading)
    begun = (-1, -1)
    for start in order.reading:
        if seen[start] or not serves[start] or (led_to[start] and (path or not circles)):
            continue
        if (order.stage[start], order.rank[start]) <= begun:
            continue
        here: int | None = start
        while here is not None:
            path.append(here)
            seen[here] = 1
            begun = max(begun, (order.stage[here], order.rank[here]))
            here = _likeliest([way for way in ways.get(here, ()) if not seen[way[1]]])
    return path


def _likeliest(ways: Sequence[tuple[float | None, int]]) -> int | None:
    if len(ways) < 2:
        return ways[0][1] if ways else None
    known = [share for share, _ in ways if share is not None]
    unknown = len(ways) - len(known)
    rest = max(0.0, 1 - sum(known)) / unknown if unknown else 0.0
    return max(ways, key=lambda way: rest if way[0] is None else way[0])[1]
