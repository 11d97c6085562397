"""What stands under (or over) the cards it belongs to: notes, quotes, pictures, steps, metrics.

Everything of one lane is stacked: each thing takes the columns of its touchpoints, from the first
to the last, and the highest place that is free there. Columns behind it that carry nothing of their
own are used as well: a thing gets wider, and of several the later stand aside of the first. Where a
stack gets too high all the same, the rest of a column is folded to a "+2". Nothing here knows how a
note looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple, TypeAlias

from journeymap.model.fields import FLOW
from journeymap.model.index import flow_ends
from journeymap.model.journey import JourneyMap, Opportunity, PainPoint, Touchpoint
from journeymap.model.order import positions
from journeymap.model.readings import Readings
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import NAMES, Layer
from journeymap.picture import faces
from journeymap.picture import spacing as px
from journeymap.picture.face import Ink
from journeymap.picture.picture import Box, Face, Part, PartKind
from journeymap.picture.pills import WIDE, pill_of
from journeymap.picture.sheet import Sheet, listed

NOTE_Z, MORE_Z = 30, 31
Span: TypeAlias = tuple[int, int]  # first and last column
NAMED = 20  # of the folded notes, in what the "+2" is about


class Thing(NamedTuple):
    """Something to be stacked: its columns, the key of its part, and the record that it shows."""

    first: int
    last: int
    key: str
    record: Any


class Dress(NamedTuple):
    """How the things of one lane become parts, how many stand over each other, how they spread.

    A thing takes up to `wide` columns and may stand up to `aside` columns behind its own in the
    same stage, as long as nothing else belongs there.
    """

    kind: PartKind
    face: Callable[[Any, float, Ink], Face]
    name: Callable[[Any], Message]
    most: int
    wide: int = 1
    aside: int = 0


class Worn(NamedTuple):
    """What a record is shown as: its face at a width, and its part where it stood last."""

    record: Any
    width: float
    face: Face
    part: Part | None


class Placed(NamedTuple):
    """A thing in its place: first and last column, top from 0 down, and its face at a width."""

    thing: Thing
    first: int
    last: int
    y: float
    width: float
    height: float
    face: Face


class Piled(NamedTuple):
    """Things on each other: where each is, what of each column is folded, and how high all are."""

    things: list[Placed]
    folded: list[tuple[int, float, Face, Message, Message]]
    height: float


def stack(
    sheet: Sheet, name: str, things: Iterable[Thing], dress: Dress, top: float
) -> tuple[list[Part], float]:
    """Return the parts of the things in a lane that begins at `top`, and how high they all are."""
    return parts_of(sheet, name, pile(sheet, name, things, dress), dress, top)


def pile(
    sheet: Sheet, name: str, things: Iterable[Thing], dress: Dress, before: Piled | None = None
) -> Piled:
    """Return the things of a lane where they stand over each other.

    `before` is what came out for the same things in the same columns, if that is known.
    """
    rights = [_right(sheet, c, dress.wide > 1) for c in range(sheet.grid.columns)]
    if before is not None:
        again = _piled_again(sheet, before, dress, rights)
        if again is not None:
            return again
    things = list(things)
    heap = _Pile(sheet.grid.columns, things, dress, sheet.columns.first)
    known: dict[int, Worn] = sheet.kept.old.get(f"stack {name}", {})
    placed: list[Placed] = []
    folded: dict[int, list[Thing]] = {}
    for thing in things:
        found = heap.place(thing)
        if found is None:
            folded.setdefault(thing.first, []).append(thing)
            continue
        first, last, y = found
        record, width = thing.record, rights[last] - sheet.x[first]
        worn = known.get(id(record))
        if worn is not None and worn[0] is record and worn[1] == width:
            face = worn[2]
        else:
            face = dress.face(record, width, sheet.ink)
        height = float(-(-face.h // 1))
        heap.put(first, last, y + height + px.NOTE_GAP)
        placed.append(Placed(thing, first, last, y, width, height, face))
    more = []
    bottom = heap.bottom
    for column, left in sorted(folded.items()):
        names = listed(*(dress.name(thing.record) for thing in left[:NAMED]))
        face = _more(sheet, len(left))
        more.append((column, bottom[column], face, M("{n} more", n=len(left)), names))
        bottom[column] += face.h + px.NOTE_GAP
    return Piled(placed, more, max(bottom, default=0.0))


def _piled_again(
    sheet: Sheet, before: Piled, dress: Dress, rights: Sequence[float]
) -> Piled | None:
    """Return a pile as it is with columns elsewhere, None where something gets another height.

    Things find their places one after the other by the heights of those before.
    """
    xs, placed = sheet.x, list(before.things)
    for at, (thing, first, last, y, width, height, _) in enumerate(placed):
        now = rights[last] - xs[first]
        if now != width:
            face = dress.face(thing.record, now, sheet.ink)
            if -(-face.h // 1) != height:
                return None
            placed[at] = Placed(thing, first, last, y, now, height, face)
    return before._replace(things=placed)


def _more(sheet: Sheet, count: int) -> Face:
    key = ("more", count, sheet.ink.language)
    found: Face | None = sheet.ink.memo.get(key)
    if found is None:
        found = sheet.ink.memo[key] = faces.more(count, sheet.ink)
    return found


def parts_of(
    sheet: Sheet, name: str, piled: Piled, dress: Dress, top: float
) -> tuple[list[Part], float]:
    """Return the parts of what is piled in a lane that begins at `top`, and how high they are."""
    known: dict[int, Worn] = sheet.kept.old.get(f"stack {name}", {})
    now: dict[int, Worn] = {}
    parts: list[Part] = []
    rtl, whole = sheet.rtl, sheet.width
    xs = sheet.x
    for thing, first, _, y, width, height, face in piled.things:
        record, x = thing[3], xs[first]
        left, there = whole - x - width if rtl else x, top + y
        worn = known.get(id(record))
        part = worn[3] if worn is not None and worn[2] is face else None
        if part is None:
            box = Box(left, there, width, height)
            part = Part(thing.key, dress.kind, box, face, NOTE_Z, "", dress.name(record))
            worn = None
        elif part[2][:3] != (left, there, width) or part[0] != thing[2]:
            box = Box(left, there, width, height)
            part = Part(thing[2], part[1], box, face, NOTE_Z, "", part[6], part[7])
            worn = None
        now[id(record)] = worn or Worn(record, width, face, part)
        parts.append(part)
    sheet.kept.new[f"stack {name}"] = now
    for column, y, face, alt, about in piled.folded:
        box = sheet.box(xs[column], top + y, face.w, face.h)
        parts.append(Part("", "more", box, face, MORE_Z, "", alt, about))
    return parts, piled.height


class _Pile:
    """How high the things of one lane reach in each column; it lives while they are stacked."""

    def __init__(
        self, columns: int, things: Iterable[Thing], dress: Dress, stages: Sequence[int]
    ) -> None:
        self.bottom = [float(px.NOTE_GAP)] * columns
        self._depth = [0] * columns
        self._dress = dress
        self._home = [0] * columns + [1]  # how much begins in each column
        self._begins = frozenset(stages)
        for thing in things:
            self._home[thing.first] += 1

    def place(self, thing: Thing) -> tuple[int, int, float] | None:
        """Return first column, last column and top of a thing, None where it finds no place."""
        first, last, *_ = thing
        bottom, depth, home = self.bottom, self._depth, self._home
        _, _, _, most, wide, aside = self._dress
        if last > first:
            if max(depth[first : last + 1]) >= most:
                return None
            return first, last, max(bottom[first : last + 1])
        best: tuple[int, int, float] | None = None
        at = first
        while True:
            if depth[at] < most:
                y, end = bottom[at], at
                while end - at + 1 < wide and not home[end + 1] and bottom[end + 1] <= y:
                    end += 1
                if best is None or y < best[2]:
                    best = (at, end, y)
            at += 1
            if at - first > aside or home[at] or at in self._begins:
                return best

    def put(self, first: int, last: int, bottom: float) -> None:
        """Take the place of a thing that reaches down to `bottom`."""
        for c in range(first, last + 1):
            self._depth[c] += 1
            self.bottom[c] = bottom


def _right(sheet: Sheet, last: int, widen: bool) -> float:
    """Return how far a thing reaches: with `widen` over the gutter behind its last column."""
    right, columns = sheet.right[last], sheet.grid.columns
    if not widen:
        return right
    edge = sheet.width - px.MARGIN  # of the lane's ground
    room = (sheet.x[last + 1] if last + 1 < columns else edge) - px.NOTE_GAP
    return max(right, min(room, right + px.NOTE_MORE))


class Spots:
    """Which columns a reference means; one instance serves one layout."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._stages: dict[str, int] | None = None
        self._rest: dict[str, Callable[[], Span | None]] | None = None

    @cached_property
    def _touchpoints(self) -> dict[str, int]:
        ids, collapsed = self._sheet.bones.ids, self._sheet.collapsed
        last = len(ids) - 1
        # the first of a repeated id counts, so it has to come last
        found = dict(zip(reversed(ids), range(last, -1, -1), strict=True))
        return found if collapsed is None else found | collapsed.inside

    def of(self, places: Sequence[str]) -> tuple[int, int]:
        """Return first and last column of some places; the last column where none exists."""
        here, grid = self._touchpoints, self._sheet.grid
        first, last = grid.columns, -1
        for place in places:
            i = here.get(place)
            if i is not None:
                one, two = grid.column[i], grid.end[i]
            else:
                span = self._one(place)
                if span is None:
                    continue
                one, two = span
            first, last = min(first, one), max(last, two)
        return (first, last) if last >= 0 else (grid.columns - 1, grid.columns - 1)

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
            self._rest = self._others()
        found = self._rest.get(place)
        return found() if found is not None else None

    def _both(self, source: str, target: str) -> tuple[int, int] | None:
        one, two = self._touchpoints.get(source), self._touchpoints.get(target)
        grid = self._sheet.grid
        found = [i for i in (one, two) if i is not None]
        if not found:
            return None
        return min(grid.column[i] for i in found), max(grid.end[i] for i in found)

    def _others(self) -> dict[str, Callable[[], Span | None]]:
        """Return how to find what else a reference may name; few of them are ever asked for.

        Where several have one id, the last of flows, pain points, channels, personas counts.
        """
        m, whole = self._sheet.whole, (0, self._sheet.grid.columns - 1)
        found: dict[str, Callable[[], Span | None]] = {}
        for persona in m.personas:
            found[persona.id] = lambda: whole
        for channel in m.channels:
            found[channel.id] = partial(self._channel, channel.id)
        for flow in m.flows:
            if flow.id and (ends := self._both(flow.source, flow.target)):
                found[flow.id] = partial(_itself, ends)
        for pain in m.pain_points:
            if any(at in self._touchpoints for at in pain.at):
                found[pain.id] = partial(self._pain, pain)
        return found

    def _channel(self, id: str) -> Span:
        grid, here = self._sheet.grid, self._touchpoints
        spots = [here[t.id] for t in self._sheet.whole.touchpoints if t.channel == id]
        if not spots:
            return 0, grid.columns - 1
        return min(grid.column[i] for i in spots), max(grid.end[i] for i in spots)

    def _pain(self, pain: PainPoint) -> Span:
        return self.of([at for at in pain.at if at in self._touchpoints])


def _itself(span: Span) -> Span:
    return span


def pain_things(sheet: Sheet, spots: Spots) -> list[Thing]:
    """Return the notes: pain points by severity, then opportunities by impact, then by the list."""
    m = sheet.m
    things = []
    for pain in sorted(m.pain_points, key=lambda p: -(p.severity or 0)):
        first, last = spots.of(pain.at)
        things.append(Thing(first, last, pain.id, pain))
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
    over: Counter[int] = Counter()  # how many cards stand over each column
    for first, last in zip(sheet.grid.column, sheet.grid.end, strict=True):
        over.update(range(first, last + 1))
    for i in sheet.order.reading:
        t = sheet.m.touchpoints[i]
        rows = []
        for name in readings.at(t.id):
            metric = metrics[name]
            pill = pill_of(sheet.m, metric, t.id, sheet.view, sheet.ink, readings, WIDE, rated=t)
            if pill is not None:
                rows.append((metric.name, pill))
        if rows:
            first, last = sheet.grid.column[i], sheet.grid.end[i]
            alone = all(over[c] == 1 for c in range(first, last + 1))
            yield Thing(first, last, sheet.keys[i], (t.name, rows, "" if alone else t.name))


NOTES = Dress("note", faces.note, note_name, px.NOTE_ROWS, px.NOTE_COLUMNS, px.NOTE_ASIDE)
IMAGES = Dress(
    "image",
    lambda t, width, ink: faces.image(t.image, t.alt or "", width, ink),
    lambda t: listed(t.name, t.alt or ""),
    px.CELL_ROWS,
)
METRICS = Dress(
    "measure",
    lambda found, width, ink: faces.measure_rows(found[1], width, ink, found[2]),
    lambda found: listed(found[0], *(f"{name} {pill.text.lines[0]}" for name, pill in found[1])),
    px.CELL_ROWS,
    px.NOTE_COLUMNS,
)
STEPS = Dress(
    "step",
    faces.step,
    lambda step: listed(
        NAMES["layer"][step.layer], step.name, *([step.owner] if step.owner else [])
    ),
    px.STEP_ROWS,
    px.NOTE_COLUMNS,
    px.NOTE_ASIDE,
)


def quotes(persona: str) -> Dress:
    """Return how quotes become parts, those of a persona first."""
    return Dress(
        "quote",
        lambda t, width, ink: faces.quote(said(t, persona) or "", width, ink),
        lambda t: listed(t.name, said(t, persona) or ""),
        px.CELL_ROWS,
        px.NOTE_COLUMNS,
        px.NOTE_ASIDE,
    )


def layers(m: JourneyMap) -> list[Layer]:
    """Return the layers that have steps, from what the customer nearly sees down."""
    present = {step.layer for step in m.backstage}
    return [layer for layer in NAMES["layer"] if layer in present]
