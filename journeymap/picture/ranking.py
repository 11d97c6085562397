"""Ranks and reading order after an edit: only the stages that it touched are asked again.

No stage knows of another: what is asked of a flow is in which stages it begins and ends, and in
reading order one stage comes after the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

from journeymap.model.order import Ends, is_joined, ranks, reading_order
from journeymap.model.vocabulary import FlowKind
from journeymap.picture.ending import flows_met
from journeymap.picture.kept import GONE, renumbered
from journeymap.picture.windows import Windows


class Ranked(NamedTuple):
    """The ranks of the touchpoints and their reading order, and what they were made of.

    `places` are those of the stages and of the channels that the touchpoints name.
    """

    rank: list[int]
    reading: list[int]
    stage: Sequence[int]
    channel: Sequence[int]
    places: tuple[object, ...]
    ends: Ends


def ranked(
    stage: Sequence[int],
    channel: Sequence[int],
    places: tuple[object, ...],
    kinds: Sequence[FlowKind],
    ends: Ends,
    cards: Windows | None,
    flows: Windows | None,
    was: Ranked | None,
) -> Ranked:
    """Return ranks and reading order; where `places` are other objects nothing of before holds.

    The windows say where touchpoints and flows are not those of before.
    """
    if (
        was is None
        or cards is None
        or flows is None
        or cards.length != len(was.stage)
        or any(one is not two for one, two in zip(was.places, places, strict=True))
    ):
        rank = ranks(stage, kinds, ends)
        reading = reading_order(stage, rank, channel)
        return Ranked(rank, reading, stage, channel, places, ends)
    stages = sorted(_touched(stage, ends, cards, flows, was), reverse=True)
    members, reading = _members(stages, stage, cards, was)
    rank = ranks(stage, kinds, ends, cards.along(was.rank, 0), members)
    there = reading_order(stage, rank, channel, members)
    # from behind, so that what is put in moves nothing that is asked for
    for each in stages:
        start, end = _block(each, was.reading, was.stage)
        one, two = _block(each, there, stage)
        reading[start:end] = there[one:two]
    return Ranked(rank, reading, stage, channel, places, ends)


def _touched(
    stage: Sequence[int], ends: Ends, cards: Windows, flows: Windows, was: Ranked
) -> set[int]:
    """Return the stages in which something may have another rank, or stand elsewhere."""
    found = set(map(stage.__getitem__, cards.numbers))
    found.update(map(was.stage.__getitem__, cards.gone))
    then, now = flows_met(ends, was.ends, cards, flows)
    joined: set[int] = set()
    for at, each, numbers in ((was.stage, was.ends, then), (stage, ends, now)):
        for n in numbers:
            one, two = each.sources[n], each.targets[n]
            if one < 0 or two < 0:
                continue
            if at[one] == at[two]:
                found.add(at[one])
            else:  # between two stages it only matters whether there is any
                joined.update((one, two) if each is ends else (cards.now(one), cards.now(two)))
    come = set(cards.come)
    for i in joined:
        if i >= 0 and i not in come and is_joined(i, ends) != is_joined(cards.before(i), was.ends):
            found.add(stage[i])
    return found


def _members(
    stages: Collection[int], stage: Sequence[int], cards: Windows, was: Ranked
) -> tuple[list[int], list[int]]:
    """Return the touchpoints of some stages in their order, and the reading order of before."""
    table = cards.table()
    reading = renumbered(table, was.reading)
    other = {*cards.numbers, GONE}
    found = [i for i in cards.numbers if stage[i] in stages]
    for each in stages:
        start, end = _block(each, was.reading, was.stage)
        found += [i for i in reading[start:end] if i not in other]
    found.sort()
    return found, reading


def _block(stage: int, reading: Sequence[int], stages: Sequence[int]) -> tuple[int, int]:
    """Return from where to where a stage is read."""
    start = bisect_left(reading, stage, key=stages.__getitem__)
    return start, bisect_left(reading, stage + 1, start, key=stages.__getitem__)
