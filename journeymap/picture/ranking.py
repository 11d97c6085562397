"""Ranks and reading order after an edit: only the stages that it touched are asked again.

No stage knows of another: what is asked of a flow is in which stages it begins and ends, and in
reading order one stage comes after the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

from journeymap.model.order import Ends, ranks, reading_order
from journeymap.model.vocabulary import FlowKind
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
    for at, each, places, numbers in (
        (stage, ends, cards.numbers, flows.numbers),
        (was.stage, was.ends, cards.gone, flows.gone),
    ):
        # no other flow joins two others than before, or any that changed
        here = [n for i in places for n in (*each.leaving[i], *each.entering[i])]
        for n in (*numbers, *here):
            found.update(at[end] for end in (each.sources[n], each.targets[n]) if end >= 0)
    return found


def _members(
    stages: Collection[int], stage: Sequence[int], cards: Windows, was: Ranked
) -> tuple[list[int], list[int]]:
    """Return the touchpoints of some stages in their order, and the reading order of before."""
    table = cards.table()
    reading = [*renumbered(table, was.reading)]
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
