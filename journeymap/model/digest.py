"""A map in a few lines of text: what `journeymap show` prints for people.

Stages in order, under each its touchpoints in the order of the list with channel, ratings and what
hurts there. Nothing is left out for looks: what has no stage that exists comes last.
"""

from __future__ import annotations

from collections.abc import Iterator

from journeymap.model.index import Index, index_of
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.periods import date_message
from journeymap.model.text import M, Message, literal, on_one_line
from journeymap.model.vocabulary import NAMES


def digest(m: JourneyMap) -> Iterator[Message]:
    """Yield the lines of the outline, each a Message that takes one line of a terminal."""
    return map(on_one_line, _outline(m))


def _outline(m: JourneyMap) -> Iterator[Message]:
    index = index_of(m)
    yield literal(m.title)
    if m.summary:
        yield from map(literal, m.summary.strip().splitlines())
    yield from _facts(m)
    hurts: dict[str, list[str]] = {}
    for pain in m.pain_points:
        for place in pain.at:
            hurts.setdefault(place, []).append(pain.name)
    for stage in m.stages:
        yield literal("")
        yield (
            M("{stage}: {goal}", stage=stage.name, goal=stage.goal.strip())
            if stage.goal
            else literal(stage.name)
        )
        for touchpoint in m.touchpoints:
            if touchpoint.stage == stage.id:
                yield _line(touchpoint, index, hurts)
    stages = {stage.id for stage in m.stages}
    lost = [t for t in m.touchpoints if t.stage not in stages]
    if lost:
        yield literal("")
        yield M("In no stage of this map:")
        for touchpoint in lost:
            yield _line(touchpoint, index, hurts)
    yield literal("")
    yield M(
        "{stages} stages · {channels} channels · {touchpoints} touchpoints · {flows} flows · "
        "{pains} pain points · {opportunities} opportunities",
        stages=len(m.stages),
        channels=len(m.channels),
        touchpoints=len(m.touchpoints),
        flows=len(m.flows),
        pains=len(m.pain_points),
        opportunities=len(m.opportunities),
    )


def _facts(m: JourneyMap) -> Iterator[Message]:
    if m.status:
        yield M("Status: {status}", status=NAMES["status"][m.status])
    if m.owner:
        yield M("Owner: {owner}", owner=m.owner)
    if m.reviewed:
        yield M("Reviewed: {day}", day=date_message(m.reviewed, m.calendar))
    if m.decision:
        yield M("Decision: {decision}", decision=m.decision.strip())
    for persona in m.personas:
        if persona.goal:
            yield M(
                "Persona: {name}, who wants: {goal}", name=persona.name, goal=persona.goal.strip()
            )
        else:
            yield M("Persona: {name}", name=persona.name)


def _line(touchpoint: Touchpoint, index: Index, hurts: dict[str, list[str]]) -> Message:
    channel = index.channel(touchpoint.channel)
    said: list[Message | str] = [
        channel.name if channel else touchpoint.channel or M("on their own")
    ]
    if touchpoint.moment_of_truth:
        said.append(M("moment of truth"))
    if touchpoint.emotion is not None:
        value = touchpoint.emotion
        said.append(
            M("emotion +{value}", value=value) if value > 0 else M("emotion {value}", value=value)
        )
    said += [M("hurts: {pain}", pain=pain) for pain in hurts.get(touchpoint.id, ())]
    return M("  {name} ({facts})", name=touchpoint.name, facts=tuple(said))
