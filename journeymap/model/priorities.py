"""Which opportunities there are to choose between, and what speaks for each.

Impact against effort is the matrix that workshops draw on the wall. What an opportunity solves
weighs too: how bad its pain points are and how many customers they reach.
"""

from __future__ import annotations

from typing import NamedTuple

from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.index import Index, Key
from journeymap.model.journey import JourneyMap, Opportunity, PainPoint

OPEN = ("idea", "accepted", "doing")


class Candidate(NamedTuple):
    """An opportunity with its places on the board, and what it would solve.

    `weight` is the sum of severity × reach of the pain points it solves, severity 1..5 and reach
    a share of all customers (1 where it is not known); None where no severity is known.
    """

    key: Key
    record: Opportunity
    solves: tuple[Key, ...]
    weight: float | None
    votes: int


def candidates(index: Index) -> tuple[Candidate, ...]:
    """Return all opportunities in the order of the file."""
    found = []
    for entry in index.of_kind("opportunity"):
        record = entry.record
        assert isinstance(record, Opportunity)
        pains = [p.record for key in record.solves if (p := index.get(key)) is not None]
        known = [p for p in pains if isinstance(p, PainPoint)]
        weights = [p.severity * (1.0 if p.reach is None else p.reach) for p in known if p.severity]
        votes = (record.votes or 0) + sum(p.votes or 0 for p in known)
        solves = tuple(p.id for p in known)
        found.append(Candidate(entry.key, record, solves, sum(weights) if weights else None, votes))
    return tuple(found)


def rated(key: Key, impact: int | None, effort: int | None) -> Edit:
    """Return the edit that puts an opportunity at a place of the matrix, or off it with None."""

    def edit(m: JourneyMap) -> JourneyMap:
        return edits.change(m, key, impact=impact, effort=effort)

    return edit
