"""What of a picture needs no heights: order, lanes, cells, routes, labels, and where columns lie.

All of it follows from few fields of the touchpoints and from the flows. They are taken out of the
records here, so that an edit of anything else (a name, a rating) asks for none of these steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from journeymap.model.index import flow_key, index_of
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.model.order import (
    Order,
    ends_of_flows,
    main_path,
    ranks,
    reading_order,
    stage_places,
)
from journeymap.picture.face import Ink, Pill
from journeymap.picture.grid import Columns, Grid, fold, place
from journeymap.picture.kept import Kept, Window, window
from journeymap.picture.labels import Labels, labels_of
from journeymap.picture.lanes import CardLanes, card_lanes
from journeymap.picture.picture import View
from journeymap.picture.rerouting import Before, Routes
from journeymap.picture.routes import route
from journeymap.picture.space import Across, across

FIELDS = ("id", "stage", "channel", "until", "also", "personas", "owner", "name")


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
    keys: list[str]
    flow_keys: list[str]
    path: list[int]  # that most people go
    personas: list[tuple[str, ...]]  # of the touchpoints
    channel: list[str | None]
    names: list[str]
    window: Window | None  # in which touchpoints are not as before; None: all are new
    flow_window: Window | None
    pills: dict[int, Pill]  # of the flows that were measured


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
        _field(kept, name, m.touchpoints, changed) for name in FIELDS
    )
    flow_window = window(kept.old.get("flow records"), m.flows)
    kept.new["flow records"] = m.flows
    flows, stages = settled("flows", m.flows), settled("stages", m.stages)
    channels, people = settled("channels", m.channels), settled("personas", m.personas)
    look = settled("look", m.look)

    sources, targets, kinds = (
        _field(kept, name, m.flows, flow_window) for name in ("source", "target", "kind")
    )
    links = settled(
        "links",
        step("links", (ids, sources, targets), lambda: ends_of_flows(ids, sources, targets)),
    )
    at = settled(
        "stage of", step("stage places", (stage, stages), lambda: stage_places(stages, stage))
    )
    rank = settled("rank", step("ranks", (at, kinds, links), lambda: ranks(at, kinds, links)))
    reading = settled(
        "reading",
        step(
            "reading",
            (at, rank, channel, channels),
            lambda: reading_order(channels, channel, at, rank),
        ),
    )
    order = Order(at, rank, links, reading)
    rows = (
        given.rows
        if given is not None
        else step(
            "lanes",
            (channel, personas, owner, channels, people, look, view.rows),
            lambda: card_lanes(m, view),
        )
    )
    lanes, lane = settled("lanes", rows.lanes), settled("lane", rows.lane)
    rows = CardLanes(lanes, lane, settled("edges", rows.edges))
    columns = settled(
        "columns",
        step(
            "fold", (view.columns, view.lanes, view.folded, stages, at, rank, lane, lanes),
            lambda: fold(m, view, order, lane, len(lanes)),
        ),
    )  # fmt: skip
    stubs = view.rows == "channel"
    grid = step(
        "cells",
        (stages, channels, at, columns, lane, lanes, until, also, channel, stubs),
        lambda: place(m, order, columns, lane, len(lanes), stubs),
    )
    steps = settled("backstage", m.backstage)
    joined = _joined(kept, sources, targets, flow_window)
    keys, flow_keys = (
        given[1:]
        if given is not None
        else step(
            "keys",
            (ids, flows, stages, channels, people, steps),
            lambda: keys_of(m, joined),
        )
    )
    said = settled("flow pills", flow_pills(m, pills))
    yield
    last: Routes | None = kept.found("routes")
    earlier = (
        Before(last, changed, flow_window)
        if last is not None and changed is not None and flow_window is not None
        else None
    )
    routes = step(
        "routes",
        (flows, links, grid, channel, said),
        lambda: route(flows, links, grid, channel, said, earlier),
    )
    yield
    was = kept.found("labels")
    labels = step(
        "labels",
        (flows, grid, routes, said),
        lambda: labels_of(flows, grid, routes, ink, said, was, earlier),
    )
    yield
    wide = settled(
        "wide",
        step("across", (columns, routes, labels), lambda: across(columns, routes, labels.gutters)),
    )
    path = step(
        "path",
        (at, rank, links, reading, flows, personas, view.persona),
        lambda: main_path(m, order, view.persona),
    )
    return Bones(
        order, rows, columns, grid, routes, labels, wide, ids,
        settled("keys", keys), settled("flow keys", flow_keys), settled("path", path),
        personas, channel, names, changed, flow_window, said,
    )  # fmt: skip


def _field(
    kept: Kept, name: str, records: Sequence[Touchpoint | Flow], changed: Window | None
) -> list[Any]:
    """Return one field of all records: the list of before where nothing in it changed.

    No field that is asked for is one of touchpoints and of flows.
    """
    take = attrgetter(name)
    key = ("field", name)
    found: list[Any] | None = kept.old.get(key)
    if found is None or changed is None:
        found = list(map(take, records))
    elif changed.new or changed.gone:
        start, end = changed.start, changed.start + changed.gone
        fresh = [take(records[i]) for i in changed.numbers]
        if fresh != found[start:end]:
            found = [*found[:start], *fresh, *found[end:]]
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
    kept: Kept, sources: Sequence[str], targets: Sequence[str], changed: Window | None
) -> list[str]:
    """Return the keys of flows that have neither an id nor another flow beside them."""
    found: list[str] | None = kept.old.get("joined")
    if found is None or changed is None:
        found = [flow_key(*ends) for ends in zip(sources, targets, strict=True)]
    elif changed.new or changed.gone:
        found = list(changed.aligned(found))
        for n in changed.numbers:
            found[n] = flow_key(sources[n], targets[n])
    kept.new["joined"] = found
    return found


def keys_of(m: JourneyMap, joined: list[str] | None = None) -> tuple[list[str], list[str]]:
    """Return the keys of the touchpoints and of the flows, as an Index gives them.

    `joined` are the ends of the flows written as a key, where the caller knows them.
    """
    ids = [p.id for p in m.personas]
    ids += [s.id for s in m.stages]
    ids += [c.id for c in m.channels]
    touchpoints = [t.id for t in m.touchpoints]
    flows, named = _flow_keys(m, joined)
    ids += touchpoints
    ids += [b.id for b in m.backstage]
    ids += named
    if len(set(ids)) < len(ids):
        index = index_of(m)
        return (
            [entry.key for entry in index.of_kind("touchpoint")],
            [entry.key for entry in index.of_kind("flow")],
        )
    return touchpoints, flows


def _flow_keys(m: JourneyMap, joined: list[str] | None) -> tuple[list[str], list[str]]:
    """Return the keys of all flows, and those of them that are ids."""
    plain = joined or [flow_key(flow.source, flow.target) for flow in m.flows]
    ids = [flow.id for flow in m.flows]
    if not any(ids) and len(set(plain)) == len(plain):
        return plain, []
    keys: list[str] = []
    seen: dict[str, int] = {}
    for flow, id, name in zip(m.flows, ids, plain, strict=True):
        nth = seen[name] = seen.get(name, 0) + 1
        keys.append(id or (name if nth == 1 else flow_key(flow.source, flow.target, nth)))
    return keys, [id for id in ids if id]
