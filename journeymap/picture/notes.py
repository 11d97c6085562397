"""What stands under (or over) the cards it belongs to: notes, quotes, pictures, steps, metrics.

Everything of one lane is stacked: each thing takes the columns of its touchpoints, from the first
to the last, and the highest place that is free there. Where a stack gets too high, the rest of a
column is folded to a "+2". Nothing here knows how a note looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from journeymap.model.fields import FLOW
from journeymap.model.index import flow_ends
from journeymap.model.journey import JourneyMap, Opportunity, PainPoint, Touchpoint
from journeymap.model.order import positions
from journeymap.model.readings import Readings
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import NAMES, Layer
from journeymap.picture import faces
from journeymap.picture import spacing as px
from journeymap.picture.cards import pill_of
from journeymap.picture.face import Ink
from journeymap.picture.picture import Face, Part, PartKind
from journeymap.picture.sheet import Sheet, listed

NOTE_Z, MORE_Z = 30, 31
NAMED = 20  # of the folded notes, in what the "+2" is about


class Thing(NamedTuple):
    """Something to be stacked: its columns, the key of its part, and the record that it shows."""

    first: int
    last: int
    key: str
    record: Any


class Dress(NamedTuple):
    """How the things of one lane become parts."""

    kind: PartKind
    face: Callable[[Any, float, Ink], Face]
    name: Callable[[Any], Message]


def stack(
    sheet: Sheet, name: str, things: Iterable[Thing], dress: Dress, most: int, widen: bool
) -> tuple[list[Part], float]:
    """Return the parts of the things from the lane's top at 0 down, and how high they are together.

    At most `most` stand over each other in a column. With `widen` a thing takes the room behind its
    last column that no other thing needs.
    """
    columns = sheet.grid.columns
    things = list(things)
    depth = [0] * columns
    bottom = [float(px.NOTE_GAP)] * columns
    used = bytearray(columns)
    for first, last, _, _ in things:
        used[first] = 1
        if last > first:
            used[first : last + 1] = b"\1" * (last + 1 - first)
    parts: list[Part] = []
    folded: dict[int, list[Thing]] = {}
    old, new = sheet.kept.old, sheet.kept.new
    kind, make, say_name = dress
    for thing in things:
        first, last, key, record = thing
        deep = depth[first] if first == last else max(depth[first : last + 1])
        if deep >= most:
            folded.setdefault(first, []).append(thing)
            continue
        x = sheet.x[first]
        width = (_right(sheet, last, used) if widen else sheet.right[last]) - x
        memo = (name, id(record))
        known = old.get(memo)
        if known is None or known[0] is not record or known[1] != width:
            known = (record, width, make(record, width, sheet.ink), say_name(record))
        new[memo] = known
        face = known[2]
        y = bottom[first] if first == last else max(bottom[first : last + 1])
        height = float(-(-face.h // 1))
        for c in range(first, last + 1):
            depth[c] += 1
            bottom[c] = y + height + px.NOTE_GAP
        parts.append(Part(key, kind, sheet.box(x, y, width, height), face, NOTE_Z, "", known[3]))
    for column, left in sorted(folded.items()):
        names = listed(*(say_name(thing.record) for thing in left[:NAMED]))
        parts.append(_more(sheet, column, len(left), names, bottom))
    return parts, max(bottom, default=0.0) + px.NOTE_GAP


def _more(sheet: Sheet, column: int, count: int, names: Message, bottom: list[float]) -> Part:
    face = faces.more(count, sheet.ink)
    box = sheet.box(sheet.x[column], bottom[column], face.w, face.h)
    bottom[column] += face.h + px.NOTE_GAP
    return Part("", "more", box, face, MORE_Z, "", M("{n} more", n=count), names)


def _right(sheet: Sheet, last: int, used: bytearray) -> float:
    """Return how far a note reaches: into the gutter, and over columns that carry nothing."""
    right, columns = sheet.right, sheet.grid.columns
    start = right[last]
    while last + 1 < columns and not used[last + 1] and right[last + 1] - start <= px.NOTE_MORE:
        last += 1
    edge = sheet.width - px.MARGIN  # of the lane's ground
    room = (sheet.x[last + 1] if last + 1 < columns else edge - px.NOTE_GAP) - px.NOTE_GAP
    return max(right[last], min(room, start + px.NOTE_MORE))


class Spots:
    """Which columns a reference means; one instance serves one layout."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._touchpoints = positions(sheet.m.touchpoints)
        self._stages: dict[str, int] | None = None
        self._rest: dict[str, tuple[int, int]] | None = None

    def of(self, places: Sequence[str]) -> tuple[int, int]:
        """Return first and last column of some places; the last column where none exists."""
        if len(places) == 1:
            i = self._touchpoints.get(places[0])
            if i is not None:
                return self._sheet.grid.column[i], self._sheet.grid.end[i]
        spans = [span for place in places if (span := self._one(place)) is not None]
        if not spans:
            return (self._sheet.grid.columns - 1,) * 2
        return min(first for first, _ in spans), max(last for _, last in spans)

    def _one(self, place: str) -> tuple[int, int] | None:
        grid = self._sheet.grid
        i = self._touchpoints.get(place)
        if i is not None:
            return grid.column[i], grid.end[i]
        if place == "map":
            return 0, grid.columns - 1
        if self._stages is None:
            self._stages = positions(self._sheet.m.stages)
        stage = self._stages.get(place)
        if stage is not None:
            first = self._sheet.columns.first
            return first[stage], first[stage + 1] - 1
        if ">" in place and FLOW.match(place) and (ends := flow_ends(place)):
            return self._both(ends[0], ends[1])
        if self._rest is None:
            self._rest = dict(self._others())
        return self._rest.get(place)

    def _both(self, source: str, target: str) -> tuple[int, int] | None:
        one, two = self._touchpoints.get(source), self._touchpoints.get(target)
        grid = self._sheet.grid
        found = [i for i in (one, two) if i is not None]
        if not found:
            return None
        return min(grid.column[i] for i in found), max(grid.end[i] for i in found)

    def _others(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield what else a reference may name: flows by id, pain points, channels, personas."""
        m, grid = self._sheet.m, self._sheet.grid
        whole = (0, grid.columns - 1)
        for persona in m.personas:
            yield persona.id, whole
        spans: dict[str, tuple[int, int]] = {}
        for i, t in enumerate(m.touchpoints):
            if t.channel:
                first, last = spans.get(t.channel, (grid.column[i], grid.end[i]))
                spans[t.channel] = min(first, grid.column[i]), max(last, grid.end[i])
        for channel in m.channels:
            yield channel.id, spans.get(channel.id, whole)
        for flow in m.flows:
            if flow.id and (ends := self._both(flow.source, flow.target)):
                yield flow.id, ends
        for pain in m.pain_points:
            known = [at for at in pain.at if at in self._touchpoints]
            if known:
                yield pain.id, self.of(known)


def pain_things(sheet: Sheet, spots: Spots) -> list[Thing]:
    """Return the notes: pain points by severity, then opportunities by impact, then by the list."""
    m = sheet.m
    things = [
        Thing(*spots.of(pain.at), pain.id, pain)
        for pain in sorted(m.pain_points, key=lambda p: -(p.severity or 0))
    ]
    at = {pain.id: pain.at for pain in m.pain_points} if m.opportunities else {}
    for chance in sorted(m.opportunities, key=lambda o: -(o.impact or 0)):
        places = chance.at or tuple(p for solved in chance.solves for p in at.get(solved, ()))
        things.append(Thing(*spots.of(places), chance.id, chance))
    return things


def note_name(record: PainPoint | Opportunity) -> Message:
    """Return what a note is called: what it is, its name, how far it is settled."""
    if isinstance(record, PainPoint):
        return listed(M("Pain point {name}", name=record.name), NAMES["pain"][record.status])
    state = NAMES["opportunity"][record.status]
    return listed(M("Opportunity {name}", name=record.name), state)


def quote_things(sheet: Sheet) -> Iterator[Thing]:
    """Yield the touchpoints at which customers said something."""
    persona = sheet.view.persona
    for i in sheet.order.reading:
        t = sheet.m.touchpoints[i]
        if said(t, persona):
            yield Thing(sheet.grid.column[i], sheet.grid.end[i], sheet.keys[i], t)


def said(t: Touchpoint, persona: str) -> str | None:
    """Return what was said at a touchpoint, by the persona in view where they said something."""
    own = t.by_persona.get(persona) if persona and t.by_persona else None
    return (own.quote if own else None) or t.quote


def image_things(sheet: Sheet) -> Iterator[Thing]:
    """Yield the storyboard: the touchpoints that have a picture."""
    for i in sheet.order.reading:
        t = sheet.m.touchpoints[i]
        if t.image:
            yield Thing(sheet.grid.column[i], sheet.grid.end[i], sheet.keys[i], t)


def step_things(sheet: Sheet, spots: Spots, layer: Layer) -> Iterator[Thing]:
    """Yield the backstage steps of one layer."""
    for step in sheet.m.backstage:
        if step.layer == layer:
            yield Thing(*spots.of(step.at), step.id, step)


def metric_things(sheet: Sheet, readings: Readings) -> Iterator[Thing]:
    """Yield the newest values of the metrics at each touchpoint that has any."""
    metrics = {metric.id: metric for metric in reversed(sheet.m.metrics)}
    for i in sheet.order.reading:
        t = sheet.m.touchpoints[i]
        rows = []
        for name in readings.at(t.id):
            pill = pill_of(metrics[name], t.id, sheet.view, sheet.ink, readings)
            if pill is not None:
                rows.append((metrics[name].name, pill))
        if rows:
            yield Thing(sheet.grid.column[i], sheet.grid.end[i], sheet.keys[i], (t.name, rows))


NOTES = Dress("note", faces.note, note_name)
IMAGES = Dress(
    "image",
    lambda t, width, ink: faces.image(t.image, t.alt or "", width, ink),
    lambda t: listed(t.name, t.alt or ""),
)
METRICS = Dress(
    "measure",
    lambda found, width, ink: faces.measure_rows(found[1], width, ink),
    lambda found: listed(found[0], *(f"{name} {pill.text.lines[0]}" for name, pill in found[1])),
)
STEPS = Dress(
    "step",
    faces.step,
    lambda step: listed(
        NAMES["layer"][step.layer], step.name, *([step.owner] if step.owner else [])
    ),
)


def quotes(persona: str) -> Dress:
    """Return how quotes become parts, those of a persona first."""
    return Dress(
        "quote",
        lambda t, width, ink: faces.quote(said(t, persona) or "", width, ink),
        lambda t: listed(t.name, said(t, persona) or ""),
    )


def layers(m: JourneyMap) -> list[Layer]:
    """Return the layers that have steps, from what the customer nearly sees down."""
    present = {step.layer for step in m.backstage}
    return [layer for layer in NAMES["layer"] if layer in present]
