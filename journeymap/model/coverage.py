"""How much of a journey is known: ratings, evidence, metrics, pain and an owner, step by step.

Plain counts of one map, for whoever shows or tells them. It judges nothing: that a step lacks
evidence is for the checks to say. What is not stated is unknown and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias, get_args

from journeymap.model.experience import Ratings, ratings
from journeymap.model.index import Index, Key
from journeymap.model.journey import Flow, JourneyMap, Touchpoint

Knowledge: TypeAlias = Literal["ratings", "evidence", "metrics", "pain", "owner"]
KNOWLEDGE: tuple[Knowledge, ...] = get_args(Knowledge)
# Where a step goes badly, somebody should say what hurts; the limits are those of the check
# `low-without-pain-point`.
LOW_EMOTION, LOW_SUCCESS, HIGH_EFFORT = -1, 2, 4


class Coverage(NamedTuple):
    """What is known of some touchpoints: how many there are, and how many have what.

    `pains` counts the pain points at them.
    """

    touchpoints: int = 0
    ratings: int = 0
    evidence: int = 0
    metrics: int = 0
    pain: int = 0
    owner: int = 0
    pains: int = 0

    def of(self, kind: Knowledge) -> int:
        """Return how many of the touchpoints have this kind of knowledge."""
        found: int = getattr(self, kind)
        return found

    def share(self, kind: Knowledge | None = None) -> float | None:
        """Return how much is known, 0..1, of one kind or of all five; None without touchpoints."""
        if not self.touchpoints:
            return None
        if kind is not None:
            return self.of(kind) / self.touchpoints
        return sum(map(self.of, KNOWLEDGE)) / (self.touchpoints * len(KNOWLEDGE))

    def missing(self, kind: Knowledge) -> int:
        """Return how many of the touchpoints lack this kind of knowledge."""
        return self.touchpoints - self.of(kind)


class Known:
    """What is known at each touchpoint of one map, for a persona or for everybody."""

    def __init__(self, index: Index, persona: Key = "") -> None:
        self._index, self._persona = index, persona
        self._at: dict[str, frozenset[Knowledge]] = {}
        self._measured = frozenset(reading.at for reading in index.map.readings)
        self._pains: dict[str, int] = {}
        for pain in index.map.pain_points:
            for place in dict.fromkeys(pain.at):
                self._pains[place] = self._pains.get(place, 0) + 1
        # a pain point on the way says what goes wrong at both its ends, as in the checks
        for place in list(self._pains):
            entry = index.resolve(place)
            if entry is not None and isinstance(entry.record, Flow):
                for end in (entry.record.source, entry.record.target):
                    self._pains.setdefault(end, 0)

    def at(self, touchpoint: Touchpoint) -> frozenset[Knowledge]:
        """Return the kinds of knowledge that there are of a touchpoint.

        Pain is known where a pain point stands, and where the ratings say that nothing goes badly:
        there is none to be written down then.
        """
        known = self._at.get(touchpoint.id)
        if known is None:
            known = self._at[touchpoint.id] = self._looked(touchpoint)
        return known

    def _looked(self, touchpoint: Touchpoint) -> frozenset[Knowledge]:
        rated = self._ratings(touchpoint)
        found: set[Knowledge] = set()
        if any(any(part is not None for part in each[:3]) for each in rated):
            found.add("ratings")
            if not any(map(_goes_badly, rated)):
                found.add("pain")
        if touchpoint.id in self._pains:
            found.add("pain")
        if touchpoint.evidence:
            found.add("evidence")
        if touchpoint.id in self._measured:
            found.add("metrics")
        channel = self._index.channel(touchpoint.channel)
        if touchpoint.owner or (channel is not None and channel.owner):
            found.add("owner")
        return frozenset(found)

    def pains(self, touchpoint: Touchpoint) -> int:
        """Return how many pain points stand at a touchpoint."""
        return self._pains.get(touchpoint.id, 0)

    def of(self, touchpoints: Iterable[Touchpoint]) -> Coverage:
        """Return what is known of some touchpoints together."""
        counts: dict[str, int] = dict.fromkeys((*KNOWLEDGE, "touchpoints", "pains"), 0)
        for touchpoint in touchpoints:
            counts["touchpoints"] += 1
            counts["pains"] += self.pains(touchpoint)
            for kind in self.at(touchpoint):
                counts[kind] += 1
        return Coverage(**counts)

    def _ratings(self, touchpoint: Touchpoint) -> tuple[Ratings, ...]:
        """Return how it goes for the persona, for everybody by each rating that is given."""
        if self._persona:
            return (ratings(touchpoint, self._persona),)
        return (ratings(touchpoint), *(ratings(touchpoint, each) for each in touchpoint.by_persona))


def _goes_badly(rated: Ratings) -> bool:
    return (
        (rated.emotion is not None and rated.emotion <= LOW_EMOTION)
        or (rated.success is not None and rated.success <= LOW_SUCCESS)
        or (rated.effort is not None and rated.effort >= HIGH_EFFORT)
    )


def coverage(index: Index, persona: Key = "") -> Coverage:
    """Return what is known of all touchpoints of a map."""
    return Known(index, persona).of(index.map.touchpoints)


def touchpoints_by_cell(
    m: JourneyMap, rows: Mapping[Key, Iterable[Key]]
) -> dict[tuple[Key, Key], list[Touchpoint]]:
    """Return (stage, row) -> the touchpoints there, without the cells that have none.

    `rows` says in which rows a touchpoint stands. One that lasts `until` a later stage stands in
    every stage on the way; one of a stage that is not in the map stands nowhere.
    """
    order = [stage.id for stage in m.stages]
    place = {id: number for number, id in enumerate(order)}
    cells: dict[tuple[Key, Key], list[Touchpoint]] = {}
    for touchpoint in m.touchpoints:
        first = place.get(touchpoint.stage)
        if first is None:
            continue
        last = max(place.get(touchpoint.until or "", first), first)
        for stage in order[first : last + 1]:
            for row in rows.get(touchpoint.id, ()):
                cells.setdefault((stage, row), []).append(touchpoint)
    return cells
