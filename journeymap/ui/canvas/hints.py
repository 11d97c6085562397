"""What the tooltip of a part says: plain text, in the interface's language, names as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from journeymap.model.index import Index, Key
from journeymap.model.journey import Channel, Flow, Opportunity, PainPoint, Stage, Touchpoint
from journeymap.model.text import M, Message, literal
from journeymap.model.vocabulary import NAMES
from journeymap.picture.picture import Part

EMOTIONS = {
    -2: M("very bad"),
    -1: M("bad"),
    0: M("neutral"),
    1: M("good"),
    2: M("very good"),
}
SUCCESS = {
    1: M("failed"),
    2: M("hardly"),
    3: M("partly"),
    4: M("mostly"),
    5: M("fully"),
}
EFFORT = {
    1: M("very easy"),
    2: M("easy"),
    3: M("moderate"),
    4: M("hard"),
    5: M("very hard"),
}
SHOWN = 4  # pain points named in a tooltip; the rest are counted


def hint(index: Index, part: Part, persona: Key = "") -> tuple[Message, ...]:
    """Return the lines of a part's tooltip; nothing for what says all it has to say."""
    entry = index.get(part.key)
    record = entry.record if entry else None
    if isinstance(record, Touchpoint):
        return tuple(_of_touchpoint(index, record, persona))
    if isinstance(record, Flow):
        return tuple(_of_flow(index, record))
    if isinstance(record, Stage | Channel | PainPoint | Opportunity):
        lines = [literal(record.name)]
        if isinstance(record, Stage) and record.goal:
            lines.append(literal(record.goal))
        if isinstance(record, Channel) and record.owner:
            lines.append(M("Owner: {owner}", owner=record.owner))
        if isinstance(record, PainPoint):
            lines.extend(_of_pain(record))
        if isinstance(record, Opportunity):
            lines.append(NAMES["opportunity"][record.status])
        return tuple(lines)
    return ()


def _of_touchpoint(index: Index, touchpoint: Touchpoint, persona: Key) -> Iterator[Message]:
    yield literal(touchpoint.name)
    stage, channel = index.stage(touchpoint.stage), index.channel(touchpoint.channel)
    if stage and channel:
        yield M("{stage} · {channel}", stage=stage.name, channel=channel.name)
    elif stage:
        yield literal(stage.name)
    own = touchpoint.by_persona.get(persona)

    def rated(name: str) -> int | None:
        value = getattr(own, name, None) if own else None
        return value if value is not None else getattr(touchpoint, name)

    emotion, success, effort = rated("emotion"), rated("success"), rated("effort")
    if emotion is not None:
        yield M("Emotion: {word} ({value})", word=EMOTIONS[emotion], value=emotion)
    if success is not None:
        yield M("Success: {word} ({value} of 5)", word=SUCCESS[success], value=success)
    if effort is not None:
        yield M("Effort: {word} ({value} of 5)", word=EFFORT[effort], value=effort)
    if touchpoint.moment_of_truth:
        yield M("Moment of truth")
    pains = list(_pains_at(index, touchpoint.id))
    for pain in pains[:SHOWN]:
        yield M("Pain point: {name}", name=pain.name)
    if len(pains) > SHOWN:
        more = len(pains) - SHOWN
        yield M("and {n} more pain point", plural="and {n} more pain points", n=more)


def _pains_at(index: Index, key: Key) -> Iterable[PainPoint]:
    return (pain for pain in index.map.pain_points if key in pain.at)


def _of_flow(index: Index, flow: Flow) -> Iterator[Message]:
    source, target = index.touchpoint(flow.source), index.touchpoint(flow.target)
    if source and target:
        yield M("From {start} to {end}", start=source.name, end=target.name)
    yield NAMES["flow"][flow.kind]
    if flow.when:
        yield M("When: {text}", text=flow.when)


def _of_pain(pain: PainPoint) -> Iterator[Message]:
    if pain.severity is not None:
        yield M("Severity: {value} of 5", value=pain.severity)
    yield NAMES["pain"][pain.status]
