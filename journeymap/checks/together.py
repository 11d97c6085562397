"""Several edits as one: made in turn, or at once where edits of a kind can be.

What takes a flow out looks at every name in the map; hundreds of such edits in turn take as many
looks, and at once they take one. Nothing here knows what an edit does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from journeymap.model.document import Edit
from journeymap.model.journey import JourneyMap
from journeymap.model.problems import Refused


@runtime_checkable
class Joining(Protocol):
    """An edit that can be made at once with others of its type, on one map."""

    def __call__(self, m: JourneyMap) -> JourneyMap:
        """Return the map with the edit made; Refused when nothing of it can be."""

    def joined(self, others: Sequence[Edit]) -> Edit:
        """Return the edit that is this one and the others, which are of the same type."""


@dataclass(frozen=True)
class InTurn:
    """Edits as one, the last first, so that none moves what an earlier one names.

    An edit whose target went with another's is left out; Refused when that holds for all.
    """

    edits: Sequence[Edit]

    def __call__(self, m: JourneyMap) -> JourneyMap:
        """Return the map with the edits made."""
        refused: Refused | None = None
        before = m
        for each in reversed(at_once(self.edits)):
            try:
                m = each(m)
            except Refused as error:
                refused = error
        if refused and m is before:
            raise refused
        return m


def at_once(edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits with those that can be made at once as one, where the first of them is."""
    found: list[Edit] = []
    alike: dict[type, list[Edit]] = {}
    for each in _single(edits):
        if not isinstance(each, Joining):
            found.append(each)
        elif type(each) in alike:
            alike[type(each)].append(each)
        else:
            alike[type(each)] = [each]
            found.append(each)
    return [
        each.joined(alike[type(each)][1:]) if isinstance(each, Joining) else each for each in found
    ]


def can_join(edit: Edit) -> bool:
    """Return whether all of an edit can be made at once with others."""
    return all(isinstance(each, Joining) for each in _single([edit]))


def _single(edits: Sequence[Edit]) -> Iterator[Edit]:
    for each in edits:
        if isinstance(each, InTurn):
            yield from _single(each.edits)
        else:
            yield each
