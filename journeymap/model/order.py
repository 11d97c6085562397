"""In which order the touchpoints of a map come: ranks inside a stage, reading order, main path.

One answer for the picture, the outline, the findings and the keys. Plain lists and integers, since
layout asks again after every edit; the graph of networkx belongs to the checks. Positions are those
of `m.touchpoints`, so that repeated ids cannot hide a touchpoint. Nothing here fails on a map that
is half done: references that lead nowhere are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import compress, filterfalse, repeat
from itertools import count as counting
from operator import add, eq
from typing import NamedTuple

from journeymap.model.columns import aligned
from journeymap.model.journey import Channel, JourneyMap, Stage
from journeymap.model.vocabulary import FlowKind

NOWHERE = -1  # the position of what is not there


class ByEnd:
    """The flows that leave, or enter, each touchpoint, in their order.

    `slots` has what each place holds, last what NOWHERE does, and `flows` the number of the flow
    in each slot: where flows come or go, those behind them have other numbers in that list only.
    """

    __slots__ = ("flows", "slots")

    def __init__(self, slots: list[list[int]], flows: Sequence[int]) -> None:
        self.slots, self.flows = slots, flows

    def __getitem__(self, place: int) -> Sequence[int]:
        """Return the flows of a touchpoint; those of NOWHERE are the ones that lead nowhere."""
        if place + 1 < len(self.slots):
            return [*map(self.flows.__getitem__, self.slots[place])]
        return ()


class Ends(NamedTuple):
    """The positions of both ends of each flow, NOWHERE where one is missing, and flows by end."""

    sources: Sequence[int]
    targets: Sequence[int]
    leaving: ByEnd
    entering: ByEnd


class Order(NamedTuple):
    """Where each touchpoint comes; all lists run along `m.touchpoints`.

    `stage` is the position of the stage, the number of stages where that is missing. `rank` is the
    longest way to the touchpoint inside its stage. `ends` are those of the flows. `reading` lists
    positions in reading order.
    """

    stage: list[int]
    rank: list[int]
    ends: Ends
    reading: list[int]


def order_of(m: JourneyMap) -> Order:
    """Return ranks, ends of flows and reading order of a map.

    The parts can be asked one by one: whoever lays out after each edit asks only for what changed.
    """
    touchpoints, flows = m.touchpoints, m.flows
    named, ids, channel = aligned(touchpoints, ("stage", "id", "channel"))
    come, go, kinds = aligned(flows, ("source", "target", "kind"))
    stage = stage_places(m.stages, named)
    at = first_places(ids)
    ends = ends_of(placed(at, come), placed(at, go), len(ids))
    rank = ranks(stage, kinds, ends)
    places = channel_places(m.channels, channel)
    return Order(stage, rank, ends, reading_order(stage, rank, places))


def stage_places(stages: Sequence[Stage], named: Sequence[str]) -> list[int]:
    """Return the positions of the stages that touchpoints name, how many there are for others."""
    at = positions(stages)
    missing = len(stages)
    return [at.get(stage, missing) for stage in named]


def channel_places(channels: Sequence[Channel], named: Sequence[str | None]) -> list[int]:
    """Return the positions of the channels that touchpoints name, in `channel_place`'s terms."""
    place = channel_place(channels)
    places = {name: place(name) for name in set(named)}
    return list(map(places.__getitem__, named))


def channel_place(channels: Sequence[Channel]) -> Callable[[str | None], int]:
    """Return what tells the position of the channel that a touchpoint names.

    It is how many there are for those that name none, and one more for those that do not exist.
    """
    at, last = positions(channels), len(channels)
    return lambda name: at.get(name, last + 1) if name else last


def reading_order(
    stage: Sequence[int],
    rank: Sequence[int],
    channel: Sequence[int],
    among: Sequence[int] | None = None,
) -> list[int]:
    """Return the positions by stage, rank, channel, list; of all or, in list order, `among` some.

    From one stage to the next, in a stage along the flows, and where several stand side by side
    down the lanes. `channel` is the place of the one that each touchpoint names.
    """
    deep, wide = max(rank, default=0) + 1, max(channel, default=0) + 1
    if among is not None:
        return sorted(among, key=lambda i: (stage[i] * deep + rank[i]) * wide + channel[i])
    steps = map(add, map(deep.__mul__, stage), rank)
    keys = list(map(add, map(wide.__mul__, steps), channel))
    return sorted(range(len(keys)), key=keys.__getitem__)


def positions(records: Sequence[object]) -> dict[str, int]:
    """Return id -> position; the first of a repeated id counts."""
    found = {record.id: i for i, record in enumerate(records)}  # type: ignore[attr-defined]  # every listed record but flow and reading has an id
    if len(found) != len(records):
        for i in range(len(records) - 1, -1, -1):
            found[records[i].id] = i  # type: ignore[attr-defined]  # as above
    return found


def first_places(ids: Sequence[str]) -> dict[str, int]:
    """Return id -> position; the first of a repeated id counts."""
    found = dict(zip(ids, counting(), strict=False))
    if len(found) < len(ids):
        found = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
    return found


def placed(places: Mapping[str, int], named: Iterable[str]) -> list[int]:
    """Return the positions of what is named, NOWHERE for a name that is missing."""
    return list(map(places.get, named, repeat(NOWHERE)))


def ends_of(sources: Sequence[int], targets: Sequence[int], count: int) -> Ends:
    """Return the ends of flows with what leaves and enters each of `count` touchpoints."""
    return Ends(sources, targets, by_end(sources, count), by_end(targets, count))


def by_end(ends: Sequence[int], count: int) -> ByEnd:
    """Return the flows by the touchpoint that each has at one end."""
    slots: list[list[int]] = [[] for _ in range(count + 1)]
    for number, end in enumerate(ends):
        slots[end].append(number)
    return ByEnd(slots, range(len(ends)))


def ranks(
    stage: Sequence[int],
    kinds: Sequence[FlowKind],
    ends: Ends,
    known: Sequence[int] | None = None,
    asked: Sequence[int] = (),
) -> list[int]:
    """Return the rank of each touchpoint in its stage: the longest way to it along the flows.

    Loop, recovery and self flows do not count. A failure adds nothing, so that its target stands
    in the column of its source. Where flows run in a circle the touchpoint that is earliest in the
    list is released, and what still leads to it runs backward. A touchpoint without any flow
    follows the one before it in the list. Where ranks are `known`, only those `asked` for are
    found again, which are all of some stages, in their order: no stage knows of another.
    """
    count = len(stage)
    sources, targets = ends.sources, ends.targets
    members: Sequence[int] = range(count) if known is None else asked
    # −1 is the last as well, which is sorted out below
    if known is None:
        rank = [0] * count
        inside = map(eq, map(stage.__getitem__, sources), map(stage.__getitem__, targets))
        numbers: Iterable[int] = compress(counting(), inside) if count else ()
    else:
        rank = list(known)
        slots, flows = ends.leaving.slots, ends.leaving.flows
        numbers = []
        for i in members:
            rank[i], here = 0, stage[i]
            for slot in slots[i]:
                target = targets[n := flows[slot]]
                if target >= 0 and stage[target] == here:
                    numbers.append(n)
    after: list[list[tuple[int, int]] | None] = [None] * count
    open_in = [0] * count
    for n in numbers:
        source, target, kind = sources[n], targets[n], kinds[n]
        if source == target or source < 0 or target < 0 or kind in BACKWARD:
            continue
        step = 0 if kind == "failure" else 1
        onward = after[source]
        if onward is None:
            after[source] = [(target, step)]
        else:
            onward.append((target, step))
        open_in[target] += 1
    # Kahn's algorithm. Which free touchpoint goes first changes no longest way, so a stack serves
    # where a heap would; only what is released when nothing is free depends on the list.
    free = [i for i in members if not open_in[i]]
    placed = bytearray(count)
    waiting = iter(members)
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
        earliest = next((i for i in waiting if not placed[i]), None)
        if earliest is None:
            break
        free.append(earliest)
        placed[earliest] = 1  # what still comes in runs backward
    flowing = joined(ends) if known is None else _joined(members, ends, numbers)
    _follow(members, stage, flowing, rank)
    return rank


BACKWARD = frozenset(("loop", "recovery"))


def joined(ends: Ends) -> set[int]:
    """Return the touchpoints that have a flow which leads from somewhere to somewhere."""
    found = {*ends.sources, *ends.targets}
    if NOWHERE in found:
        both = [pair for pair in zip(ends.sources, ends.targets, strict=True) if min(pair) >= 0]
        found = {place for pair in both for place in pair}
    return found


def _joined(members: Iterable[int], ends: Ends, inside: Iterable[int]) -> set[int]:
    """Return those of some touchpoints that have such a flow; those `inside` join two of them."""
    sources, targets = ends.sources, ends.targets
    found = {end for n in inside for end in (sources[n], targets[n])}
    found.update(i for i in members if i not in found and is_joined(i, ends))
    return found


def is_joined(place: int, ends: Ends) -> bool:
    """Return whether a touchpoint has a flow which leads from somewhere to somewhere."""
    sources, targets, leaving, entering = ends
    there = (*map(targets.__getitem__, leaving[place]), *map(sources.__getitem__, entering[place]))
    return max(there, default=NOWHERE) >= 0


def _follow(
    members: Iterable[int], stage: Sequence[int], flowing: Collection[int], rank: list[int]
) -> None:
    """Write the ranks of touchpoints without any flow: behind the one before in the list."""
    before: dict[int, int] = {}
    for i in members:
        if i not in flowing:
            rank[i] = before.get(stage[i], -1) + 1
        before[stage[i]] = rank[i]


def main_path(m: JourneyMap, order: Order, persona: str = "") -> list[int]:
    """Return the positions along the way that most people go, in the order they go it.

    It begins at the first touchpoint in reading order that nothing leads to and follows the largest
    share among next and choice flows, then the order of the list; a flow without a share gets its
    part of what the others leave. Where no flow leads on, it goes on at the next beginning further
    to the end of the map. With `persona` only what is for that persona counts.
    """
    kinds, shares = [flow.kind for flow in m.flows], [flow.share for flow in m.flows]
    serves, closed = audience(m, order, persona)
    return path_along(order, kinds, shares, serves, closed, led_to(order.ends, kinds, closed))


def audience(m: JourneyMap, order: Order, persona: str) -> tuple[Sequence[int], set[int]]:
    """Return of each touchpoint whether it is for a persona, and the flows that are not."""
    if not persona:
        return bytearray(b"\1" * len(m.touchpoints)), set()
    serves = bytearray(not t.personas or persona in t.personas for t in m.touchpoints)
    ends = zip(m.flows, order.ends.sources, order.ends.targets, strict=True)
    return serves, {
        n
        for n, (flow, one, two) in enumerate(ends)
        if (flow.personas and persona not in flow.personas)
        or min(one, two) < 0
        or not (serves[one] and serves[two])
    }


def led_to(ends: Ends, kinds: Sequence[FlowKind], closed: Collection[int]) -> set[int]:
    """Return the touchpoints to which a flow leads that is not `closed` and goes forward."""
    ways: Iterable[tuple[int, int, FlowKind]] = zip(ends.sources, ends.targets, kinds, strict=True)
    if closed:
        ways = (way for n, way in enumerate(ways) if n not in closed)
    return {
        target
        for source, target, kind in ways
        if source != target and source >= 0 and kind not in BACKWARD
    }


def path_along(
    order: Order,
    kinds: Sequence[FlowKind],
    shares: Sequence[float | None],
    serves: Sequence[int],
    closed: Collection[int],
    led: Collection[int],
) -> list[int]:
    """Return the main path; the lists run along the flows, `serves` along the touchpoints.

    Flows that are `closed` are not gone, `led` is that of `led_to`. Whoever has the lists already
    need not read them out of the records, which takes longer than all that is done with them.
    """
    stage, rank, (_, targets, leaving, _), reading = order
    slots, flows = leaving.slots, leaving.flows
    path: list[int] = []
    seen = bytearray(len(stage) + 1)
    seen[NOWHERE] = 1  # nobody goes there
    beginnings = [i for i in filterfalse(led.__contains__, reading) if serves[i]]
    if not beginnings:  # where all flows run in circles, the first in reading order is one
        beginnings = [i for i in reading if serves[i]][:1]
    deep = max(rank, default=0) + 1
    begun = -1
    for start in beginnings:
        if seen[start] or stage[start] * deep + rank[start] <= begun:
            continue
        here = start
        while here != NOWHERE:
            path.append(here)
            seen[here] = 1
            at = stage[here] * deep + rank[here]
            if at > begun:
                begun = at
            those = slots[here]
            if len(those) == 1:  # as most touchpoints have, so nothing is to be chosen
                n = flows[those[0]]
                there = targets[n]
                onward = not seen[there] and kinds[n] in _ONWARD and n not in closed
                here = there if onward else NOWHERE
            else:
                ways = [
                    (shares[n], targets[n])
                    for n in map(flows.__getitem__, those)
                    if not seen[targets[n]] and kinds[n] in _ONWARD and n not in closed
                ]
                here = _likeliest(ways) if ways else NOWHERE
    return path


_ONWARD = frozenset(("next", "choice"))


def _likeliest(ways: Sequence[tuple[float | None, int]]) -> int:
    known = [share for share, _ in ways if share is not None]
    unknown = len(ways) - len(known)
    rest = max(0.0, 1 - sum(known)) / unknown if unknown else 0.0
    return max(ways, key=lambda way: rest if way[0] is None else way[0])[1]
