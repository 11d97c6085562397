"""What of a picture needs no heights: order, lanes, cells, routes, labels, and where columns lie.

All of it follows from few fields of the touchpoints and from the flows. They are taken out of the
records here, so that an edit of anything else (a name, a rating) asks for none of these steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from itertools import compress
from itertools import count as counting
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from journeymap.model.index import flow_key, index_of
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.model.order import (
    Ends,
    Order,
    audience,
    channel_place,
    first_places,
    led_to,
    path_along,
    positions,
)
from journeymap.picture.ending import Ended, Places, ended
from journeymap.picture.face import Ink, Pill
from journeymap.picture.folding import Columns, Folded, Stood, fold
from journeymap.picture.grid import Grid, Placed, place
from journeymap.picture.kept import Kept, Window, window
from journeymap.picture.labels import Labels, Words, labels_of, said_of
from journeymap.picture.lanes import CardLanes, card_lanes, channel_lanes
from journeymap.picture.picture import View
from journeymap.picture.ranking import Ranked, ranked
from journeymap.picture.rerouting import Before, Routes
from journeymap.picture.routes import looks_of, route
from journeymap.picture.space import Across, across
from journeymap.picture.windows import Windows, windows

FIELDS = ("id", "stage", "channel", "until", "also", "personas", "owner", "name")
FLOW_FIELDS = ("source", "target", "kind", "when", "share", "id")


class Bones(NamedTuple):
    """The steps before the first height."""

    order: Order
    rows: CardLanes
    columns: Columns
    grid: Grid
    routes: Routes
    labels: Labels
    wide: Across
    ids: list[str]  # of the touchpoints
    here: Places  # their positions by id
    keys: list[str]
    flow_keys: list[str]
    path: list[int]  # that most people go
    personas: list[tuple[str, ...]]  # of the touchpoints
    channel: list[str | None]
    names: list[str]
    window: Window | None  # in which touchpoints are not as before; None: all are new
    flow_window: Window | None
    pills: dict[int, Pill]  # of the flows that were measured
    shares: list[float | None]  # of the flows
    flow_ids: list[str | None]


class Given(NamedTuple):
    """What is not read from the records where stages are collapsed: lanes and keys."""

    rows: CardLanes
    keys: list[str]
    flow_keys: list[str]


def bones_of(
    m: JourneyMap,
    view: View,
    ink: Ink,
    kept: Kept,
    given: Given | None = None,
    pills: Mapping[str, Pill] = MappingProxyType({}),
) -> Generator[None, None, Bones]:
    """Return what of the picture needs no heights, step by step, each only where it has to be.

    `pills` are those of the overlay, by place. Between long steps others may have their turn.
    """
    step, settled = kept.step, kept.settled
    before: Sequence[Touchpoint] | None = kept.old.get("touchpoints")
    kept.new["touchpoints"] = m.touchpoints
    changed = window(before, m.touchpoints)
    ids, stage, channel, until, also, personas, owner, names = (
        _field(kept, "touchpoint", name, m.touchpoints, changed) for name in FIELDS
    )
    cards = windows(before, m.touchpoints, changed)
    flows_before: Sequence[Flow] | None = kept.old.get("flow records")
    flow_window = window(flows_before, m.flows)
    roads = windows(flows_before, m.flows, flow_window)
    kept.new["flow records"] = m.flows
    flows, stages = settled("flows", m.flows), settled("stages", m.stages)
    channels, people = settled("channels", m.channels), settled("personas", m.personas)
    look = settled("look", m.look)

    sources, targets, kinds, whens, shares, flow_ids = (
        _field(kept, "flow", name, m.flows, flow_window) for name in FLOW_FIELDS
    )
    known: Ended | None = kept.found("ends")
    joined_by = step(
        "ends",
        (ids, sources, targets),
        lambda: ended(ids, sources, targets, cards, roads, known),
    )
    here, ends = joined_by.here, joined_by.ends
    missing = len(stages)
    places = step("places of stages", (stages,), lambda: positions(stages))
    at = kept.each("stage of", (stages,), changed, stage, lambda name: places.get(name, missing))
    place_of = step("places of channels", (channels,), lambda: channel_place(channels))
    placed = kept.each("channel of", (channels,), changed, channel, place_of)
    found: Ranked | None = kept.found("ranks")
    read = step(
        "ranks",
        (at, placed, kinds, ends),
        lambda: ranked(at, placed, (stages, channels), kinds, ends, cards, roads, found),
    )
    rank, reading = settled("rank", read.rank), settled("reading", read.reading)
    order = Order(at, rank, ends, reading)
    drawn = step("channel lanes", (channels, look), lambda: channel_lanes(m))
    rows = (
        given.rows
        if given is not None
        else step(
            "lanes",
            (placed, personas, owner, channels, people, look, view.rows),
            lambda: card_lanes(m, view, placed, drawn),
        )
    )
    lanes, lane = settled("lanes", rows.lanes), settled("lane", rows.lane)
    rows = CardLanes(lanes, lane, settled("edges", rows.edges))
    deep = max(len(stages) + (len(stages) in at), 1)
    stood = Stood(lane, at, rank, len(lanes), deep)
    folded: Folded | None = kept.found("fold")
    columns = settled(
        "columns",
        step(
            "fold",
            (view.columns, view.lanes, view.folded, *stood),
            lambda: fold(view, stood, reading, cards, folded),
        ).columns,
    )
    stubs = view.rows == "channel"
    stood_in: Placed | None = kept.found("cells")
    grid = step(
        "cells",
        (stages, channels, at, columns, lane, lanes, until, also, channel, stubs),
        lambda: place(
            m, at, columns, lane, len(lanes), until, also if stubs else (), cards, stood_in
        ),
    ).grid
    steps = settled("backstage", m.backstage)
    joined = _joined(kept, sources, targets, roads)
    repeated = _repeated(kept, joined, ends, roads)
    keys, flow_keys = (
        given[1:]
        if given is not None
        else step(
            "keys",
            (ids, flows, stages, channels, people, steps),
            lambda: _keys(m, ids, here, joined, flow_ids, repeated),
        )
    )
    said = settled("flow pills", flow_pills(m, pills))
    yield
    last: Routes | None = kept.found("routes")
    earlier = Before(last, cards, roads) if last and cards and roads else None
    spoken: Words | None = kept.found("said")
    words = step("said", (whens, ends, said), lambda: said_of(whens, ends, said, spoken, earlier))
    alone = settled("alone", words.alone)
    looks = step(
        "looks",
        (kinds, alone, ends, channel),
        lambda: looks_of(kinds, alone, ends, channel, earlier),
    )
    routes = step("routes", (ends, looks, grid), lambda: route(ends, looks, grid, earlier))
    yield
    was = kept.found("labels")
    labels = step(
        "labels",
        (words.said, routes),
        lambda: labels_of(words.said, grid, routes, ink, was, earlier),
    )
    yield
    wide = settled(
        "wide",
        step("across", (columns, routes, labels), lambda: across(columns, routes, labels.gutters)),
    )
    going = step(
        "going", (ends, flows, personas, view.persona), lambda: audience(m, order, view.persona)
    )
    led = step("led", (ends, kinds, going), lambda: led_to(ends, kinds, going[1]))
    path = step(
        "path",
        (at, rank, ends, reading, flows, going),
        lambda: path_along(order, kinds, shares, *going, led),
    )
    return Bones(
        order, rows, columns, grid, routes, labels, wide, ids, here,
        settled("keys", keys), settled("flow keys", flow_keys), settled("path", path),
        personas, channel, names, changed, flow_window, said, shares, flow_ids,
    )  # fmt: skip


def _field(
    kept: Kept, kind: str, name: str, records: Sequence[Touchpoint | Flow], changed: Window | None
) -> list[Any]:
    """Return one field of all records: the list of before where nothing in it changed."""
    take = attrgetter(name)
    key = (kind, name)
    found: list[Any] | None = kept.old.get(key)
    if found is None or changed is None:
        found = list(map(take, records))
    elif changed.new or changed.gone:
        start, end = changed.start, changed.start + changed.gone
        fresh = [take(records[i]) for i in changed.numbers]
        if fresh != found[start:end]:
            found = list(found)
            found[start:end] = fresh
    kept.new[key] = found
    return found


def flow_pills(m: JourneyMap, pills: Mapping[str, Pill]) -> dict[int, Pill]:
    """Return the pills of the flows, by their positions."""
    found: dict[int, Pill] = {}
    if not any(">" in place for place in pills):
        return found
    seen: Counter[tuple[str, str]] = Counter()
    for number, flow in enumerate(m.flows):
        ends = (flow.source, flow.target)
        seen[ends] += 1
        pill = pills.get(flow_key(*ends, seen[ends]))
        if pill is not None:
            found[number] = pill
    return found


def _joined(
    kept: Kept, sources: Sequence[str], targets: Sequence[str], changed: Windows | None
) -> list[str]:
    """Return the keys of flows that have neither an id nor another flow beside them."""
    found: list[str] | None = kept.old.get("joined")
    if found is None or changed is None:
        found = [flow_key(*ends) for ends in zip(sources, targets, strict=True)]
    elif changed.parts:
        found = changed.along(found, "")
        for n in changed.numbers:
            found[n] = flow_key(sources[n], targets[n])
    kept.new["joined"] = found
    return found


def _repeated(kept: Kept, joined: Sequence[str], ends: Ends, changed: Windows | None) -> bool:
    """Return whether several flows join the same two touchpoints."""
    if changed is not None and kept.old.get("repeated") is False:
        found = any(
            joined[n] == joined[other]
            for n in changed.numbers
            for other in ends.leaving[ends.sources[n]]
            if n != other
        )
    else:
        found = len(set(joined)) < len(joined)
    kept.new["repeated"] = found
    return found


def keys_of(m: JourneyMap) -> tuple[list[str], list[str]]:
    """Return the keys of the touchpoints and of the flows, as an Index gives them."""
    joined = [flow_key(flow.source, flow.target) for flow in m.flows]
    ids, flow_ids = [t.id for t in m.touchpoints], [flow.id for flow in m.flows]
    return _keys(m, ids, first_places(ids), joined, flow_ids, len(set(joined)) < len(joined))


def _keys(
    m: JourneyMap,
    touchpoints: list[str],
    here: Mapping[str, int],
    joined: list[str],
    flow_ids: Sequence[str | None],
    repeated: bool,
) -> tuple[list[str], list[str]]:
    """Return the keys; `joined` are the ends of the flows written as keys."""
    flows = _flow_keys(m, joined, flow_ids, repeated)
    ids = [p.id for p in m.personas]
    ids += [s.id for s in m.stages]
    ids += [c.id for c in m.channels]
    ids += [b.id for b in m.backstage]
    ids += filter(None, flow_ids)
    if len(here) < len(touchpoints) or len(set(ids)) < len(ids) or any(map(here.__contains__, ids)):
        index = index_of(m)
        return (
            [entry.key for entry in index.of_kind("touchpoint")],
            [entry.key for entry in index.of_kind("flow")],
        )
    return touchpoints, flows


def _flow_keys(
    m: JourneyMap, joined: list[str], ids: Sequence[str | None], repeated: bool
) -> list[str]:
    """Return the keys of all flows."""
    if not repeated and not any(ids):
        return joined
    keys = [id or name for id, name in zip(ids, joined, strict=True)]
    several = {name for name, count in Counter(joined).items() if count > 1} if repeated else set()
    seen: Counter[str] = Counter()
    for n in compress(counting(), map(several.__contains__, joined)):
        nth = seen[joined[n]] = seen[joined[n]] + 1
        if nth > 1 and not ids[n]:
            keys[n] = flow_key(m.flows[n].source, m.flows[n].target, nth)
    return keys
