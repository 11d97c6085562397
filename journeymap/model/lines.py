"""A line of steps as somebody tells it: put one in, branch off, take one out, put one elsewhere.

These edits know what a person means who names one step after the other, where `edits` knows only
records. A step that is put into a line parts the flow that was there; one that is taken out leaves
none behind. Flows keep what they say: the one that led on leads to the new step with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple, cast

from journeymap.model import edits
from journeymap.model.index import Index, Key, index_of, label
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.model.naming import naming_of
from journeymap.model.problems import Refused
from journeymap.model.text import M
from journeymap.model.vocabulary import FlowKind


def added_after(m: JourneyMap, after: Key, made: Touchpoint) -> JourneyMap:
    """Return the map with `made` behind the touchpoint `after` in the list, and led to from it.

    Where `after` has one way on, a next flow, the new step stands between; else the way to it is
    one more way on.
    """
    on = only_way_on(_flows_at(m, after), after)
    if on is None:
        return branched(m, after, made)
    index = index_of(m)
    way = edits.found(index, index.flow_key(on))
    led = edits.replace(m, way, edits.with_values(on, target=made.id))
    new = _listed_after(led, index, after, made)
    if _is_known(index, made.id) or index.touchpoint(on.target) is None:
        return edits.connect(new, made.id, on.target)  # which says why not
    # a step that nobody named before may lead on: there is no need to look at the map between
    rest = Flow(source=made.id, target=on.target)
    return new.model_copy(update={"flows": (*new.flows, rest)})


def branched(m: JourneyMap, after: Key, made: Touchpoint) -> JourneyMap:
    """Return the map with `made` behind `after` in the list, and one more way that leads to it.

    The first way on is a next flow, each further one a choice.
    """
    index = index_of(m)
    on = [(at, flow) for at, flow in naming_of(index).flows_at(after) if flow.source == after]
    kind: FlowKind = "choice" if any(_goes_on(flow) for _, flow in on) else "next"
    new = _listed_after(m, index, after, made)
    if _is_known(index, made.id):
        return edits.connect(new, after, made.id, kind=kind)  # which says why not
    place = on[-1][0].position + 1 if on else len(m.flows)
    way = Flow(source=after, target=made.id, kind=kind)
    return new.model_copy(update={"flows": (*m.flows[:place], way, *m.flows[place:])})


class Place(NamedTuple):
    """Where the next card goes: behind a touchpoint, empty for none, in a stage and a channel."""

    after: Key
    stage: Key
    channel: Key | None

    def is_in(self, index: Index) -> bool:
        """Return whether a map has what this names."""
        there = {"touchpoint": self.after, "stage": self.stage, "channel": self.channel}
        entries = ((kind, index.get(key)) for kind, key in there.items() if key)
        return all(entry is not None and entry.kind == kind for kind, entry in entries)


def place_after(touchpoint: Touchpoint) -> Place:
    """Return the place behind a touchpoint, in its own stage and channel."""
    return Place(touchpoint.id, touchpoint.stage, touchpoint.channel)


def gap_of(before: Index, key: Key, now: Index) -> Place | None:
    """Return where a touchpoint stood that is gone: behind the one that led to it and is there yet.

    Behind none where none or several did. None where it was no touchpoint of the map before.
    """
    gone = before.touchpoint(key)
    if gone is None:
        return None
    flows, behind = naming_of(before), key
    passed: set[Key] = set()
    while behind and now.touchpoint(behind) is None:
        passed.add(behind)
        into = [f.source for _, f in flows.flows_at(behind) if f.target == behind and _goes_on(f)]
        behind = into[0] if len(into) == 1 and into[0] not in passed else ""
    return Place(behind, gone.stage, gone.channel)


def healed(m: JourneyMap, keys: Iterable[Key]) -> JourneyMap:
    """Return the map without the records; each line a touchpoint is taken out of is closed.

    A line is closed where exactly one next flow leads in and one out, and no flow is there yet.
    """
    keys = tuple(keys)
    entries = index_of(m).entries
    gone: set[Key] = set()
    for key in keys:
        if key in entries and entries[key].kind == "touchpoint":
            m = _led_past(m, key, gone)
            gone.add(key)
    return edits.delete(m, keys)  # the flows that led on go with what they led on from


def put_between(m: JourneyMap, key: Key, flow_key: Key) -> JourneyMap:
    """Return the map with a touchpoint put into a flow: a → c becomes a → key → c.

    The line it stood in is closed. Raises Refused when the flow begins or ends at it.
    """
    index = index_of(m)
    flow = cast("Flow", edits.found(index, flow_key).record)
    touchpoint = edits.found(index, key).record
    if key in (flow.source, flow.target):
        raise Refused(M("“{name}” is an end of this flow already", name=label(touchpoint)), key)
    target = flow.target
    m = _without_its_line(_closed(m, key), key)
    m = edits.change(m, index_of(m).flow_key(flow), target=key)
    if index_of(m).resolve(f"{key} -> {target}") is None:
        m = edits.connect(m, key, target)
    return m


def only_way_on(flows: Iterable[Flow], key: Key) -> Flow | None:
    """Return the next flow that leaves a touchpoint when nothing else goes on from there."""
    on = [flow for flow in flows if flow.source == key and _goes_on(flow)]
    return on[0] if len(on) == 1 and on[0].kind == "next" else None


def _flows_at(m: JourneyMap, key: Key) -> list[Flow]:
    return [flow for _, flow in naming_of(index_of(m)).flows_at(key)]


def _is_known(index: Index, id: Key) -> bool:
    """Return whether somebody is called so, or names one who would be."""
    return id in index.entries or bool(naming_of(index).of(id))


def _goes_on(flow: Flow) -> bool:
    return flow.kind in ("next", "choice", "parallel")


def _listed_after(m: JourneyMap, index: Index, after: Key, made: Touchpoint) -> JourneyMap:
    """Return the map with `made` behind a touchpoint; `index` is that of the same touchpoints."""
    entry = index.get(after)
    if entry is None or entry.kind != "touchpoint":
        raise Refused(M("there is no “{id}” in this map", id=after), after)
    at = entry.position + 1
    return m.model_copy(update={"touchpoints": (*m.touchpoints[:at], made, *m.touchpoints[at:])})


def _through(m: JourneyMap, key: Key, gone: Collection[Key] = ()) -> tuple[Flow, Flow] | None:
    """Return the flow into a touchpoint and the one out of it, where it stands in a plain line.

    Flows of what is `gone` already do not count.
    """
    flows = _flows_at(m, key)
    into = [flow for flow in flows if flow.target == key and flow.source not in gone]
    out = [flow for flow in flows if flow.source == key and flow.target not in gone]
    if len(into) != 1 or len(out) != 1 or into[0].source == out[0].target:
        return None
    plain = into[0].kind in ("next", "choice", "parallel") and out[0].kind == "next"
    return (into[0], out[0]) if plain else None


def _led_past(m: JourneyMap, key: Key, gone: Collection[Key] = ()) -> JourneyMap:
    """Return the map in which the flow into a touchpoint leads to where it led on to."""
    through = _through(m, key, gone)
    if through is None:
        return m
    into, out = through
    index = index_of(m)
    if index.resolve(f"{into.source} -> {out.target}") is not None:
        return m
    return edits.change(m, index.flow_key(into), target=out.target)


def _closed(m: JourneyMap, key: Key) -> JourneyMap:
    """Return the map whose line is closed over a touchpoint that stays, out of the line."""
    through = _through(m, key)
    made = _led_past(m, key)
    if through is None or made is m:
        return m
    return edits.delete(made, [index_of(made).flow_key(through[1])])


def _without_its_line(m: JourneyMap, key: Key) -> JourneyMap:
    """Return the map without what still joins a touchpoint to a line that could be closed."""
    through = _through(m, key)
    if through is None:
        return m
    return edits.delete(m, [index_of(m).flow_key(flow) for flow in through])
