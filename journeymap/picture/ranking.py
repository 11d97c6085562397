"""Ranks after an edit: only those of the stages that it touched are reckoned again.

No stage knows of another, and what is asked of a flow is in which stages it begins and ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from journeymap.model.order import Ends, ranks
from journeymap.model.vocabulary import FlowKind
from journeymap.picture.kept import Window, renumbered


class Ranked(NamedTuple):
    """The ranks of the touchpoints, and what they were made of."""

    rank: list[int]
    stage: Sequence[int]
    kinds: Sequence[FlowKind]
    ends: Ends


def ranks_again(
    stage: Sequence[int],
    kinds: Sequence[FlowKind],
    ends: Ends,
    cards: Window | None,
    flows: Window | None,
    was: Ranked | None,
) -> Ranked:
    """Return the ranks; the windows say where touchpoints and flows are not those of before."""
    if was is None or cards is None or flows is None or cards.length != len(was.stage):
        return Ranked(ranks(stage, kinds, ends), stage, kinds, ends)
    stages = _touched(stage, kinds, ends, cards, flows, was)
    known = cards.along(was.rank, 0)
    return Ranked(ranks(stage, kinds, ends, known, stages), stage, kinds, ends)


def _touched(
    stage: Sequence[int],
    kinds: Sequence[FlowKind],
    ends: Ends,
    cards: Window,
    flows: Window,
    was: Ranked,
) -> set[int]:
    """Return the stages in which something may have another rank."""
    found = {stage[i] for i in cards.numbers}
    found.update(was.stage[cards.start : cards.start + cards.gone])
    found.update(stage[i] for i in cards.unlike(was.stage, stage))
    pairs = ((was.ends.sources, ends.sources), (was.ends.targets, ends.targets))
    # what stands in the window is not what stood there before
    otherwise = {*flows.numbers, *flows.unlike(was.kinds, kinds)}
    before = set(range(flows.start, flows.start + flows.gone))
    table = cards.table()
    for old, new in pairs:
        otherwise.update(flows.unlike(renumbered(table, old), new))
    before.update(map(flows.before, otherwise.difference(flows.numbers)))
    for old, new in pairs:
        found.update(stage[new[n]] for n in otherwise if new[n] >= 0)
        found.update(was.stage[old[n]] for n in before if old[n] >= 0)
    return found
