"""The plan of a presentation: which steps a map makes, and in which order.

Pure: a map in, a tuple of steps out. It knows no screen and no words; what a step says stands in
`words.py`, where the camera goes in `shots.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, TypeAlias

from journeymap.model.index import Index, Key, flow_ends
from journeymap.model.journey import JourneyMap, Opportunity, PainPoint, Touchpoint
from journeymap.model.order import order_of
from journeymap.model.vocabulary import DEFAULT_LANES, Lane

StepKind: TypeAlias = Literal[
    "title", "map", "stage", "touchpoint", "curve", "pains", "opportunities", "whole", "top", "end"
]
HURTING = ("open", "accepted")  # the states of a pain point that is still there
ALIVE = ("idea", "accepted", "doing")  # and of an opportunity that is not over
SEVERE = 4  # from which severity on a pain point gives its touchpoint a step of its own
SINGLE = 4  # touchpoints of one stage that have a step of their own, at most


class Step(NamedTuple):
    """One step.

    `stage` is empty where the step is about the whole map, `at` is the touchpoint in focus.
    """

    kind: StepKind
    stage: Key = ""
    at: Key = ""


def steps(
    m: JourneyMap,
    index: Index,
    lanes: Collection[Lane] = DEFAULT_LANES,
    persona: Key = "",
    single: bool = True,
) -> tuple[Step, ...]:
    """Return the steps: title, map, stage by stage, the whole map, what matters most, the end.

    A stage is followed by its touchpoints that matter most (with `single`), its part of the curve
    where `lanes` show one, its pain points and its opportunities.
    """
    made = [Step("title"), Step("map")]
    members = _members(m, persona)
    at = note_stages(m, index)
    for number, stage in enumerate(m.stages):
        made.append(Step("stage", stage.id))
        pains = [p for p in m.pain_points if number in at[p.id] and p.status in HURTING]
        if single:
            matter = _matter(members[number], pains, index)
            made += [Step("touchpoint", stage.id, key) for key in matter]
        if "curve" in lanes and any(_is_rated(t, persona) for t in members[number]):
            made.append(Step("curve", stage.id))
        if pains:
            made.append(Step("pains", stage.id))
        if any(number in at[o.id] and o.status in ALIVE for o in m.opportunities):
            made.append(Step("opportunities", stage.id))
    made.append(Step("whole"))
    if top_pains(m) or top_opportunities(m):
        made.append(Step("top"))
    return (*made, Step("end"))


def place(plan: Sequence[Step], step: Step, before: int = 0) -> int:
    """Return where a step is in another plan: itself, else its stage, else as far along."""
    for same in (
        lambda other: other == step,
        lambda other: other.kind == "stage" and other.stage == step.stage,
    ):
        found = next((n for n, other in enumerate(plan) if same(other)), None)
        if found is not None:
            return found
    return min(before, len(plan) - 1)


def of_stage(plan: Sequence[Step], stage: Key) -> int:
    """Return where a stage begins, the start where there is no such stage."""
    return place(plan, Step("stage", stage))


def note_stages(m: JourneyMap, index: Index) -> dict[Key, set[int]]:
    """Return pain point or opportunity -> the positions of the stages that it belongs to.

    What belongs nowhere stands at the last stage, as it does in the picture.
    """
    stages = {stage.id: number for number, stage in enumerate(m.stages)}
    last = max(len(m.stages) - 1, 0)
    places = {pain.id: pain.at for pain in m.pain_points}
    found: dict[Key, set[int]] = {}
    notes: list[PainPoint | Opportunity] = [*m.pain_points, *m.opportunities]
    for note in notes:
        at = note.at
        if isinstance(note, Opportunity) and not at:
            at = tuple(p for solved in note.solves for p in places.get(solved, ()))
        numbers = {n for name in at if (n := _stage_number(name, index, stages)) is not None}
        found[note.id] = numbers or {last}
    return found


def top_pains(m: JourneyMap, most: int = 5) -> list[PainPoint]:
    """Return the pain points that are still there, worst first: severity, then reach."""
    there = [pain for pain in m.pain_points if pain.status in HURTING]
    return sorted(there, key=lambda p: (-(p.severity or 0), -(p.reach or 0)))[:most]


def top_opportunities(m: JourneyMap, most: int = 5) -> list[Opportunity]:
    """Return the opportunities that are not over: greatest impact first, then least effort."""
    there = [each for each in m.opportunities if each.status in ALIVE]
    return sorted(there, key=lambda o: (-(o.impact or 0), o.effort or 9))[:most]


def touchpoints_in(m: JourneyMap, stage: Key, persona: Key = "") -> list[Touchpoint]:
    """Return the touchpoints of a stage that are for a persona, in reading order."""
    number = next((n for n, each in enumerate(m.stages) if each.id == stage), None)
    return [] if number is None else _members(m, persona)[number]


def _members(m: JourneyMap, persona: Key) -> list[list[Touchpoint]]:
    order = order_of(m)
    members: list[list[Touchpoint]] = [[] for _ in range(len(m.stages) + 1)]
    for i in order.reading:
        t = m.touchpoints[i]
        if not (persona and t.personas and persona not in t.personas):
            members[order.stage[i]].append(t)
    return members


def _matter(members: list[Touchpoint], pains: list[PainPoint], index: Index) -> list[Key]:
    """Return the moments of truth and what hurts most, in reading order, not too many."""
    severe: dict[Key, int] = {}
    for pain in pains:
        if (pain.severity or 0) >= SEVERE:
            for name in pain.at:
                found = index.resolve(name)
                if found is not None:
                    severe[found.key] = max(severe.get(found.key, 0), pain.severity or 0)
    weights = {
        t.id: 10 * t.moment_of_truth + severe.get(t.id, 0)
        for t in members
        if t.moment_of_truth or t.id in severe
    }
    kept = set(sorted(weights, key=lambda key: -weights[key])[:SINGLE])
    return [t.id for t in members if t.id in kept]


def _is_rated(t: Touchpoint, persona: Key) -> bool:
    own = t.by_persona.get(persona) if persona else None
    return any(
        each is not None and (each.emotion, each.success, each.effort) != (None, None, None)
        for each in (t, own)
    )


def _stage_number(name: str, index: Index, stages: dict[str, int]) -> int | None:
    if name == "map":
        return 0
    if name in stages:
        return stages[name]
    entry = index.resolve(name)
    if entry is None:
        return None
    ends = flow_ends(entry.key) if entry.kind == "flow" else None
    owner = index.touchpoint(ends[0] if ends else entry.key)
    if owner is None and entry.kind == "flow":
        owner = index.touchpoint(getattr(entry.record, "source", ""))
    return stages.get(owner.stage) if owner is not None else None
