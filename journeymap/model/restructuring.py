"""The frame of a map taken apart and put together: stages split, what is inside moved out first.

These edits know what a person means who deletes a stage, a channel, a persona or a metric that is
not empty, where `edits.delete` only knows what hangs on what. Nothing is asked here: whoever asks
finds out with `inside` what there is to ask about. Notes of the parking list that find their place
become records here as well. Edits raise Refused and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias, cast

from journeymap.model import edits
from journeymap.model.index import Entry, Index, Key, index_of, label
from journeymap.model.journey import (
    Backstage,
    Flow,
    JourneyMap,
    Kind,
    Opportunity,
    PainPoint,
    Parked,
    PersonaView,
    Reading,
    Record,
    Stage,
    Touchpoint,
)
from journeymap.model.lines import healed
from journeymap.model.naming import THE_MAP, in_file_order, naming_of
from journeymap.model.problems import Refused
from journeymap.model.stage_reading import read_beside
from journeymap.model.text import M

RATINGS = ("success", "effort", "emotion", "importance")
FRAME: tuple[Kind, ...] = ("stage", "channel")  # what touchpoints stand in
LAYERS = ("frontstage", "backstage", "support")  # from what is seen to what is not

ParkedAs: TypeAlias = Literal["touchpoint", "pain_point", "opportunity"]


class Inside(NamedTuple):
    """What is in some stages, channels, personas or metrics, and would be lost with them."""

    touchpoints: tuple[Key, ...] = ()
    ratings: int = 0  # of personas
    texts: int = 0  # of personas, where something is otherwise for them
    readings: int = 0  # of metrics


def inside(m: JourneyMap, keys: Iterable[Key]) -> Inside:
    """Return what is in these records: touchpoints, what is said for personas, readings.

    What is among `keys` itself is not counted.
    """
    index = index_of(m)
    wanted = {edits.found(index, key).key for key in keys}
    there = [index.entries[key] for key in naming_of(index).where(wanted) - {THE_MAP}]
    named_in = [each.record for each in sorted(there, key=in_file_order)]
    concerned = [each for each in named_in if isinstance(each, Touchpoint)]
    touchpoints = tuple(
        each.id
        for each in concerned
        if (each.stage in wanted or each.channel in wanted) and each.id not in wanted
    )
    views = [view for each in concerned for who, view in each.by_persona.items() if who in wanted]
    ratings = sum(getattr(view, name) is not None for view in views for name in RATINGS)
    texts = sum(
        getattr(view, name) is not None
        for view in views
        for name in PersonaView.model_fields
        if name not in RATINGS
    )
    readings = sum(isinstance(each, Reading) and each.metric in wanted for each in named_in)
    return Inside(touchpoints, ratings, texts, readings)


def beside(m: JourneyMap, stages: Iterable[Key]) -> tuple[Stage | None, Stage | None]:
    """Return the stage before these and the one after them, None where there is none."""
    wanted = set(stages)
    places = [n for n, stage in enumerate(m.stages) if stage.id in wanted]
    if not places:
        return None, None
    rest = [(n, stage) for n, stage in enumerate(m.stages) if stage.id not in wanted]
    before = [stage for n, stage in rest if n < places[0]]
    after = [stage for n, stage in rest if n > places[0]]
    return before[-1] if before else None, after[0] if after else None


# ---------------------------------------------------------------- split


def from_on(m: JourneyMap, key: Key) -> tuple[Key, ...]:
    """Return a touchpoint and those of its stage that come after it as the map is read."""
    stage = _touchpoint(index_of(m), key).stage
    inside_ = (cast("Touchpoint", each.record) for each in read_beside(m, key))
    ids = [each.id for each in inside_ if each.stage == stage]
    return tuple(ids[ids.index(key) :])


def split(m: JourneyMap, keys: Sequence[Key], id: Key, name: str) -> JourneyMap:
    """Return the map with touchpoints of one stage in a new stage after it, under its phase.

    Raises Refused when they are in several stages, or when none would be left in theirs.
    """
    index = index_of(m)
    gone = dict.fromkeys(keys)
    if not gone:
        raise Refused(M("select the touchpoint with which the new stage begins"))
    stages = {_touchpoint(index, key).stage for key in gone}
    if len(stages) > 1:
        raise Refused(M("the selected touchpoints are in several stages; select those of one"))
    (home,) = stages
    stage = cast("Stage", edits.found(index, home).record)
    if all(each.id in gone for each in m.touchpoints if each.stage == home):
        raise Refused(
            M(
                "no touchpoint would be left in “{name}”; select the one with which the new stage"
                " begins",
                name=stage.name,
            ),
            home,
        )
    ids = [each.id for each in m.stages]
    after = ids[ids.index(home) + 1 :]
    made = edits.new_record("stage", id=id, name=name, phase=stage.phase)
    m = edits.add(m, made, before=after[0] if after else "")
    m = _ending_no_earlier(m, gone, id)
    return edits.move(m, gone, id)


# ---------------------------------------------------------------- what is inside moves out


def moved_out(m: JourneyMap, keys: Sequence[Key], goal: Key | None) -> JourneyMap:
    """Return the map with what stands in these stages or channels in the one called `goal`.

    In a stage after theirs they come before what is there, in one before theirs behind it. `goal`
    None leaves the touchpoints of channels on their own.
    """
    index = index_of(m)
    kinds = {edits.found(index, key).kind for key in keys}
    if kinds == {"channel"}:
        for touchpoint in m.touchpoints:
            if touchpoint.channel in keys:
                m = edits.move(m, (touchpoint.id,), touchpoint.stage, goal)
        return m
    if kinds != {"stage"} or goal is None:
        raise Refused(M("touchpoints move from stage to stage, or from channel to channel"))
    ids = [touchpoint.id for touchpoint in m.touchpoints if touchpoint.stage in keys]
    places = {stage.id: place for place, stage in enumerate(m.stages)}
    forward = edits.found(index, goal).position > min(places[key] for key in keys)
    before = next((each.id for each in m.touchpoints if each.stage == goal), "") if forward else ""
    m = _ending_no_earlier(m, ids, goal)
    return edits.move(m, ids, goal, before=before)


def emptied(
    m: JourneyMap, keys: Sequence[Key], goals: Mapping[Kind, Key | None]
) -> tuple[JourneyMap, tuple[Key, ...]]:
    """Return the map with what is in these stages and channels moved out, and what is to go now.

    `goals` says by kind where it moves to; a kind that it does not name takes along what is in it.
    """
    index = index_of(m)
    going = list(keys)
    for kind in FRAME:
        named = [key for key in keys if edits.found(index, key).kind == kind]
        if named and kind in goals:
            m = moved_out(m, named, goals[kind])
        elif named:
            going += [key for key in inside(m, named).touchpoints if key not in going]
    return m, tuple(going)


def deleted(m: JourneyMap, keys: Sequence[Key], goals: Mapping[Kind, Key | None]) -> JourneyMap:
    """Return the map without these records and what hangs on them; see `emptied` for `goals`.

    The lines that this interrupts are closed.
    """
    return healed(*emptied(m, keys, goals))


def _ending_no_earlier(m: JourneyMap, keys: Iterable[Key], stage: Key) -> JourneyMap:
    """Return the map in which none of these lasts until a stage that is not after `stage`."""
    places = {each.id: place for place, each in enumerate(m.stages)}
    index = index_of(m)
    for key in keys:
        until = _touchpoint(index, key).until
        if until is not None and places.get(until, -1) <= places.get(stage, -1):
            m = edits.change(m, key, until=None)
    return m


def _touchpoint(index: Index, key: Key) -> Touchpoint:
    record = edits.found(index, key).record
    if not isinstance(record, Touchpoint):
        raise Refused(M("“{name}” is no touchpoint", name=label(record)), key)
    return record


# ---------------------------------------------------------------- merge and layers


def merged(m: JourneyMap, keys: Sequence[Key]) -> JourneyMap:
    """Return the map with these records of one kind made one, the first of them."""
    first, *others = keys
    for other in others:
        m = edits.merge(m, first, other)
    return m


def in_layer(m: JourneyMap, keys: Sequence[Key], step: int) -> JourneyMap:
    """Return the map with backstage steps that many layers further down, up if less than 0.

    Raises Refused when one of them is in the last layer already.
    """
    index = index_of(m)
    for key in keys:
        record = edits.found(index, key).record
        at = LAYERS.index(getattr(record, "layer", LAYERS[0])) + step
        if not 0 <= at < len(LAYERS):
            what = M("the last layer") if step > 0 else M("the first layer")
            raise Refused(M("“{name}” is in {layer} already", name=label(record), layer=what), key)
        m = edits.change(m, key, layer=LAYERS[at])
    return m


# ---------------------------------------------------------------- the parking list


def unparked(
    m: JourneyMap, key: Key, kind: ParkedAs, id: Key, at: Sequence[Key] = (), stage: Key = ""
) -> JourneyMap:
    """Return the map in which a parked note has become a record of that kind, with its votes.

    `at` is what it belongs to; where that is empty, what the note was about, else the whole map. A
    touchpoint goes into `stage`, or beside the touchpoint that the note was about, or that what it
    was about belongs to.
    """
    index = index_of(m)
    note = edits.found(index, key).record
    if not isinstance(note, Parked):
        raise Refused(M("“{name}” is no parked note", name=label(note)), key)
    places = tuple(at) or ((note.at,) if note.at else ())
    m = edits.delete(m, (key,))
    if kind != "touchpoint":
        values = {"id": id, "name": note.text, "at": places or ("map",), "votes": note.votes}
        return edits.add(m, edits.new_record(kind, **values))
    home, channel, before = stage, None, ""
    for entry in _standing(index, places):
        if isinstance(entry.record, Touchpoint):
            home, channel = entry.record.stage, entry.record.channel
            ids = [touchpoint.id for touchpoint in m.touchpoints]
            before = next(iter(ids[ids.index(entry.record.id) + 1 :]), "")
        elif entry.kind == "stage":
            home = entry.key
        elif entry.kind == "channel":
            channel = entry.key
    if not home:
        raise Refused(M("a touchpoint stands in a stage; add a stage first"), key)
    made = Touchpoint(id=id, name=note.text, stage=home, channel=channel)
    return edits.add(m, made, before=before)


def _standing(index: Index, places: Iterable[Key]) -> Iterator[Entry]:
    """Yield the records of these places; instead of one that belongs to others, those."""
    wanted = list(dict.fromkeys(places))
    for place in wanted:
        entry = index.resolve(place)
        if entry is None:
            continue
        others = _belongs_to(entry.record)
        wanted.extend(each for each in others if each not in wanted)
        if not others:
            yield entry


def _belongs_to(record: Record) -> Sequence[Key]:
    if isinstance(record, Flow):
        return (record.source,)
    if isinstance(record, Opportunity) and not record.at:
        return record.solves
    return record.at if isinstance(record, PainPoint | Opportunity | Backstage) else ()


def voted(m: JourneyMap, key: Key, by: int) -> JourneyMap:
    """Return the map with that many dot votes more on a record, never fewer than none."""
    record = edits.found(index_of(m), key).record
    votes = max(0, (getattr(record, "votes", None) or 0) + by)
    return edits.change(m, key, votes=votes or None)


def by_votes(m: JourneyMap) -> JourneyMap:
    """Return the map with its parking list sorted, the note with the most votes first."""
    notes = tuple(sorted(m.parking, key=lambda note: -(note.votes or 0)))
    return m if notes == m.parking else m.model_copy(update={"parking": notes})
