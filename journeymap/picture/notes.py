"""What stands under (or over) the cards it belongs to: notes, quotes, pictures, steps, metrics.

Here is decided which columns each belongs to, in which order they come, and what each is called;
`piles.py` puts them over each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import NamedTuple, TypeAlias

from journeymap.model.fields import FLOW
from journeymap.model.index import flow_ends
from journeymap.model.journey import Flow, JourneyMap, Opportunity, PainPoint, Touchpoint
from journeymap.model.order import positions
from journeymap.model.readings import Readings
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import NAMES, Layer
from journeymap.picture import faces
from journeymap.picture import spacing as px
from journeymap.picture.grid import Grid
from journeymap.picture.kept import Window
from journeymap.picture.note_faces import note
from journeymap.picture.piles import Dress, Thing
from journeymap.picture.pills import WIDE, pill_of
from journeymap.picture.sheet import Sheet, listed

Span: TypeAlias = tuple[int, int]  # first and last column


class Spots:
    """Which columns a reference means; one instance serves one layout."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._stages: dict[str, int] | None = None

    @cached_property
    def _touchpoints(self) -> Mapping[str, int]:
        found, collapsed = self._sheet.bones.here, self._sheet.collapsed
        return found if collapsed is None else {**found, **collapsed.inside}

    def of(self, places: Sequence[str]) -> Span:
        """Return first and last column of some places; the last column where none exists."""
        here, grid = self._touchpoints, self._sheet.grid
        if len(places) == 1 and (at := here.get(places[0])) is not None:  # most of them
            return grid.column[at], grid.end[at]
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
        return self._other(place)

    def _both(self, source: str, target: str) -> tuple[int, int] | None:
        one, two = self._touchpoints.get(source), self._touchpoints.get(target)
        grid = self._sheet.grid
        found = [i for i in (one, two) if i is not None]
        if not found:
            return None
        return min(grid.column[i] for i in found), max(grid.end[i] for i in found)

    def _other(self, place: str) -> Span | None:
        """Return the columns of what else a reference may name; few ever do.

        Where several have one id, pain points count before flows, those before channels and
        personas, and of each the last.
        """
        m = self._sheet.whole
        pain, flow = self._pains.get(place), self._flows.get(place)
        if pain is not None and (span := self._pain(pain)):
            return span
        if flow is not None and (span := self._both(flow.source, flow.target)):
            return span
        if any(channel.id == place for channel in m.channels):
            return self._channel(place)
        if any(persona.id == place for persona in m.personas):
            return 0, self._sheet.grid.columns - 1
        return None

    @cached_property
    def _pains(self) -> dict[str, PainPoint]:
        kept, pains = self._sheet.kept, self._sheet.whole.pain_points
        return kept.step("pains by id", (pains,), lambda: {pain.id: pain for pain in pains})

    @cached_property
    def _flows(self) -> dict[str, Flow]:
        """The flows that have an id; stages that are collapsed have fewer."""
        flows = self._sheet.whole.flows
        if self._sheet.collapsed is None:
            flows = tuple(compress(flows, self._sheet.bones.flow_ids))
        return {flow.id: flow for flow in flows if flow.id}

    def _channel(self, id: str) -> Span:
        grid, here = self._sheet.grid, self._touchpoints
        spots = [here[t.id] for t in self._sheet.whole.touchpoints if t.channel == id]
        if not spots:
            return 0, grid.columns - 1
        return min(grid.column[i] for i in spots), max(grid.end[i] for i in spots)

    def _pain(self, pain: PainPoint) -> Span | None:
        there = [at for at in pain.at if at in self._touchpoints]
        return self.of(there) if there else None


class Noted(NamedTuple):
    """Pain points and opportunities in the order of their notes: places, key and record of each.

    `at` are the numbers of the notes by place.
    """

    notes: list[tuple[tuple[str, ...], str, PainPoint | Opportunity]]
    at: dict[str, list[int]]


class Stood(NamedTuple):
    """The notes of a layout, and the touchpoints in it: their ids, and where they stood."""

    noted: Noted
    ids: list[str]
    grid: Grid
    things: list[Thing]


def pain_things(sheet: Sheet, spots: Spots) -> list[Thing]:
    """Return the notes: pain points by severity, then opportunities by impact, then by the list.

    Those of touchpoints that stand where they stood are those of the layout before.
    """
    m, kept = sheet.m, sheet.kept
    made_of = (kept.settled("pains", m.pain_points), kept.settled("chances", m.opportunities))
    noted = kept.step("noted", made_of, lambda: _noted(m))
    was: Stood | None = kept.old.get("stood")
    here = sheet.bones.here
    places = None
    if was is not None and sheet.collapsed is None:
        places = _moved(was, sheet.bones.ids, sheet.grid, sheet.bones.window)
    if was is None or places is None:
        things = [Thing(*spots.of(about), key, record) for about, key, record in noted.notes]
    else:
        things = list(was.things) if was.noted is noted else _again(was, noted, spots)
        # what is about something else may mean other columns in any case
        places |= kept.step("elsewhere", (noted, here), lambda: here.unknown(noted.at))
        for number in {number for place in places for number in noted.at.get(place, ())}:
            about, key, record = noted.notes[number]
            things[number] = Thing(*spots.of(about), key, record)
    if sheet.collapsed is None:
        kept.new["stood"] = Stood(noted, sheet.bones.ids, sheet.grid, things)
    return things


def _again(was: Stood, noted: Noted, spots: Spots) -> list[Thing]:
    """Return the things of other notes than before: of those that were there, as they stood."""
    before = was.noted.notes
    known = dict(zip([id(note[2]) for note in before], range(len(before)), strict=True))
    things = []
    for each in noted.notes:
        number = known.get(id(each[2]))
        if number is not None and before[number] == each:
            things.append(was.things[number])
        else:
            about, key, record = each
            things.append(Thing(*spots.of(about), key, record))
    return things


def _moved(was: Stood, ids: list[str], grid: Grid, window: Window | None) -> set[str] | None:
    """Return the ids of touchpoints that stand in other columns; None where all may."""
    if window is None or window.length != len(was.ids):
        return None
    before = window.along(was.ids, "")
    moved = {*window.numbers, *window.unlike(was.ids, ids)}
    moved.update(window.unlike(was.grid.column, grid.column))
    if was.grid.spans or grid.spans:
        moved.update(window.unlike(was.grid.end, grid.end))
    return {
        *was.ids[window.start : window.start + window.gone],
        *(id for i in moved if i < len(ids) for id in (ids[i], before[i])),  # not of stubs
    }


def _noted(m: JourneyMap) -> Noted:
    found: list[tuple[tuple[str, ...], str, PainPoint | Opportunity]] = [
        (pain.at, pain.id, pain) for pain in sorted(m.pain_points, key=lambda p: -(p.severity or 0))
    ]
    at = {pain.id: pain.at for pain in m.pain_points} if m.opportunities else {}
    for chance in sorted(m.opportunities, key=lambda o: -(o.impact or 0)):
        places = chance.at or tuple(p for solved in chance.solves for p in at.get(solved, ()))
        found.append((places, chance.id, chance))
    numbers: dict[str, list[int]] = {"": []}
    for number, (places, _, _) in enumerate(found):
        for place in places or ("",):  # what is about nothing stands behind the last column
            numbers.setdefault(place, []).append(number)
    return Noted(found, numbers)


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


NOTES = Dress("note", note, note_name, px.NOTE_ROWS, px.NOTE_COLUMNS, px.NOTE_ASIDE)
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
