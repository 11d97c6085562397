"""What hovering over a part tells: what it holds, line by line, with the signs of the map.

Messages in the interface's language with names as they are; `hover.py` sets them as a tooltip. The
name comes first: from afar it is what one wants to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from journeymap.model.agreement import disagree
from journeymap.model.experience import ratings as rated
from journeymap.model.index import Index, Key, label
from journeymap.model.journey import (
    Backstage,
    Channel,
    Flow,
    Metric,
    Opportunity,
    PainPoint,
    Record,
    Stage,
    Touchpoint,
)
from journeymap.model.periods import period_message
from journeymap.model.readings import Point, Readings
from journeymap.model.scales import spell
from journeymap.model.text import M, Message, literal
from journeymap.model.vocabulary import NAMES
from journeymap.picture.picture import Part, View
from journeymap.ui.canvas.similar import owner_of
from journeymap.ui.findings.rows import name_of
from journeymap.ui.findings.spoken import WORST

EMOTION = {
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
MOST_SAID = 8  # findings that a badge tells of
FINDINGS = 3  # of a part itself; those of it alone come first
LEAST = 9  # the rank of what is told only where there is room
SHOWN = 4  # pain points, opportunities and readings that are named; the rest are counted


class Line(NamedTuple):
    """One line: what is said, after an icon of the family."""

    words: Message
    icon: str = ""
    head: bool = False
    rank: int = 0  # the higher, the sooner it gives way where there is little room
    stands_for: int = 1  # how many lines it is instead of


class About(NamedTuple):
    """What is known of a record besides what its map says."""

    findings: int = 0
    level: str = "info"
    comments: int = 0  # conversations still open
    readings: Readings | None = None
    lang: str = "en"
    said: tuple[Any, ...] = ()  # the findings themselves
    overlay: View = View()  # its metric comes first, in its period and segment


def hint(index: Index, part: Part, persona: Key = "", about: About | None = None) -> list[Line]:
    """Return the lines that tell of a part; nothing for what says all it has to say."""
    entry = index.get(part.key)
    record = entry.record if entry else None
    known = about or About()
    if isinstance(record, Touchpoint):
        lines = list(_of_touchpoint(index, record, persona, known))
    elif isinstance(record, Flow):
        lines = list(_of_flow(index, record))
    elif isinstance(record, Stage | Channel | PainPoint | Opportunity | Backstage):
        lines = [Line(literal(record.name), head=True), *_of_other(index, record)]
    else:
        return []
    return [*lines, *_around(known)]


def _of_touchpoint(
    index: Index, touchpoint: Touchpoint, persona: Key, about: About
) -> Iterator[Line]:
    yield Line(literal(touchpoint.name), head=True)
    stage, channel = index.stage(touchpoint.stage), index.channel(touchpoint.channel)
    if stage and channel:
        yield Line(M("{stage} · {channel}", stage=stage.name, channel=channel.name))
    elif stage:
        yield Line(literal(stage.name))
    yield from _ratings(touchpoint, persona)
    if touchpoint.moment_of_truth:
        yield Line(M("Moment of truth"), "star")
    if owner := owner_of(index, touchpoint):
        yield Line(M("Owner: {owner}", owner=owner), "owner", rank=LEAST)
    at = touchpoint.id
    pains = [pain for pain in index.map.pain_points if at in pain.at]
    yield from _named(
        [M("Pain point: {name}", name=pain.name) for pain in pains], "pain",
        len(pains) - SHOWN,
        M("and {n} more pain point", plural="and {n} more pain points", n=len(pains) - SHOWN),
    )  # fmt: skip
    hurt = {pain.id for pain in pains}
    chances = [
        each for each in index.map.opportunities if at in each.at or hurt.intersection(each.solves)
    ]
    left = len(chances) - SHOWN
    yield from _named(
        [M("Opportunity: {name}", name=each.name) for each in chances], "opportunity", left,
        M("and {n} more opportunity", plural="and {n} more opportunities", n=left), first=1,
    )  # fmt: skip
    yield from _measured(index, at, about, persona)
    n = len(touchpoint.evidence)
    if n:
        yield Line(
            M("{n} piece of evidence", plural="{n} pieces of evidence", n=n), "quote", rank=LEAST
        )
    if touchpoint.assumption:
        yield Line(M("An assumption so far"), "assumption")
    if touchpoint.journey:
        words = M("Has a map of its own: {name}", name=touchpoint.journey)
        yield Line(words, "linked-map", rank=LEAST)


def _ratings(touchpoint: Touchpoint, persona: Key) -> Iterator[Line]:
    for words, value in ratings(touchpoint, persona):
        emotion = words.id.startswith("Emotion")
        yield Line(words, f"emotion.{value}" if emotion else "")


def ratings(touchpoint: Touchpoint, persona: Key = "") -> Iterator[tuple[Message, int]]:
    """Yield what emotion, success and effort are rated in words, with the value of each."""
    success, effort, emotion, _ = rated(touchpoint, persona)
    if emotion is not None:
        yield M("Emotion: {word} ({value})", word=EMOTION[emotion], value=emotion), emotion
    if success is not None:
        yield M("Success: {word} ({value} of 5)", word=SUCCESS[success], value=success), success
    if effort is not None:
        yield M("Effort: {word} ({value} of 5)", word=EFFORT[effort], value=effort), effort


def _named(
    names: Sequence[Message], icon: str, left: int, more: Message, first: int = 0
) -> Iterator[Line]:
    """Yield the first names, of ranks from `first` on, and how many there are `more`."""
    for rank, name in enumerate(names[:SHOWN], first):
        yield Line(name, icon, rank=rank)
    if left > 0:
        yield Line(more, rank=LEAST, stands_for=left)


def _measured(index: Index, at: Key, about: About, persona: Key) -> Iterator[Line]:
    """Yield what was measured: of the metric that lies over the map what its pill shows."""
    readings, view = about.readings, about.overlay
    if readings is None:
        return
    found: list[tuple[Metric, Point]] = []
    for key in sorted(readings.at(at), key=lambda key: key != view.metric):
        entry, point = index.get(key), readings.latest(key, at)
        if key == view.metric:
            shown = readings.shown(key, at, view.period, view.segment)
            point = shown.point if shown else None
        if entry is not None and point is not None and isinstance(entry.record, Metric):
            found.append((entry.record, point))
    calendar = index.map.calendar
    for rank, (metric, point) in enumerate(found[:SHOWN]):
        value = literal(spell(metric, point.value, about.lang))
        cut = [value for _, value in view.segment] if metric.id == view.metric else []
        name = " · ".join((metric.name, *cut))
        period = period_message(point.period, calendar)
        if point.low is None or point.high is None or point.n is None:
            said = M("{metric}: {value} ({period})", metric=name, value=value, period=period)
        else:
            said = M(
                "{metric}: {value} ({period}; {low} to {high}, n = {n})",
                metric=name,
                value=value,
                period=period,
                low=literal(spell(metric, point.low, about.lang)),
                high=literal(spell(metric, point.high, about.lang)),
                n=point.n,
            )
        yield Line(said, "metrics", rank=rank)
        touchpoint = index.touchpoint(at)
        if touchpoint is not None and disagree(touchpoint, metric, point, persona):
            yield Line(M("The rating says otherwise"), "warning", rank=rank)
    left = len(found) - SHOWN
    if left > 0:
        more = M("and {n} more metric", plural="and {n} more metrics", n=left)
        yield Line(more, rank=LEAST, stands_for=left)


def _of_flow(index: Index, flow: Flow) -> Iterator[Line]:
    source, target = index.touchpoint(flow.source), index.touchpoint(flow.target)
    if source and target:
        yield Line(M("From {start} to {end}", start=source.name, end=target.name), head=True)
    failure = flow.kind == "failure"
    yield Line(NAMES["flow"][flow.kind], "failure" if failure else "")
    if flow.when:
        yield Line(M("When: {text}", text=flow.when))
    if source and target and source.channel != target.channel:
        yield Line(M("Changes the channel"), "hand-off")


def _of_other(index: Index, record: Record) -> Iterator[Line]:
    if isinstance(record, Stage):
        if record.goal:
            yield Line(literal(record.goal))
        n = sum(touchpoint.stage == record.id for touchpoint in index.map.touchpoints)
        yield Line(M("{n} touchpoint", plural="{n} touchpoints", n=n))
        if record.journey:
            yield Line(M("Has a map of its own: {name}", name=record.journey), "linked-map")
    elif isinstance(record, Channel):
        n = sum(touchpoint.channel == record.id for touchpoint in index.map.touchpoints)
        yield Line(M("{n} touchpoint", plural="{n} touchpoints", n=n))
        if record.owner:
            yield Line(M("Owner: {owner}", owner=record.owner), "owner")
    elif isinstance(record, PainPoint):
        if record.severity is not None:
            yield Line(M("Severity: {value} of 5", value=record.severity), "pain")
        yield Line(NAMES["pain"][record.status])
        yield from _owned(record.owner)
        if names := _names(index, record.at):
            yield Line(M("At: {names}", names=names))
    elif isinstance(record, Opportunity):
        yield Line(NAMES["opportunity"][record.status], "opportunity")
        yield from _owned(record.owner)
        if names := _names(index, record.solves):
            yield Line(M("Solves: {names}", names=names))
    elif isinstance(record, Backstage):
        yield Line(NAMES["layer"][record.layer], "backstage")
        yield from _owned(record.owner)


def _owned(owner: str | None) -> Iterator[Line]:
    if owner:
        yield Line(M("Owner: {owner}", owner=owner), "owner")


def _names(index: Index, keys: Iterable[Key]) -> tuple[str, ...]:
    found = [entry for key in keys if (entry := index.resolve(key)) is not None]
    return tuple(label(entry.record) for entry in found[:SHOWN])


def _around(about: About) -> Iterator[Line]:
    n = about.comments
    if n:
        yield Line(M("{n} open comment", plural="{n} open comments", n=n), "comment", rank=LEAST)
    n = about.findings
    if n:
        yield Line(M("{n} finding", plural="{n} findings", n=n), about.level, rank=1)
    yield from _said(about, FINDINGS)


def of_findings(index: Index, key: Key, about: About) -> list[Line]:
    """Return what a badge tells: what it stands on, and what the checks say of that."""
    entry = index.get(key)
    head = [Line(literal(name_of(index, key)), head=True)] if entry is not None else []
    return [*head, *_said(about, MOST_SAID)]


def _said(about: About, most: int) -> Iterator[Line]:
    """Yield findings in words, those of one place and the worst first, and how many more are."""
    found = sorted(about.said, key=lambda each: (len(each.places) > 1, -WORST[each.level]))
    for rank, finding in enumerate(found[:most]):
        level = NAMES["level"][finding.level]
        words = M("{field}: {value}", field=level, value=finding.message)
        yield Line(words, finding.level, rank=rank)
    left = len(found) - most
    if left > 0:
        more = M("and {n} more finding", plural="and {n} more findings", n=left)
        yield Line(more, rank=LEAST, stands_for=left)
