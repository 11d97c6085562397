"""Which records a person wants to see: by persona, channel, owner, tag, status and words.

A filter hides nothing, for a map with holes would be another journey: what does not match is faded.
It belongs to a view of a map and never to the map.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from journeymap.model.index import Index, Key
from journeymap.model.journey import Backstage, Opportunity, PainPoint, Touchpoint


class Filter(NamedTuple):
    """What is wanted; an empty set wants everything, an empty string in a set what has none."""

    personas: frozenset[Key] = frozenset()
    channels: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()  # of pain points and opportunities

    def __bool__(self) -> bool:
        return any(self)


def faded(index: Index, wanted: Filter) -> frozenset[Key]:
    """Return the keys of what does not match: cards, flows, notes and backstage steps.

    A touchpoint has to match every set; a flow fades with either end; a pain point or opportunity
    fades with all the touchpoints that it stands at, and where its status or owner is not wanted.
    """
    if not wanted:
        return frozenset()
    gone = {
        touchpoint.id
        for touchpoint in index.map.touchpoints
        if not _touchpoint_matches(index, touchpoint, wanted)
    }
    for flow in index.map.flows:
        if {flow.source, flow.target} & gone or not _is_for(flow.personas, wanted):
            gone.add(index.flow_key(flow))
    gone |= {step.id for step in index.map.backstage if not _step_matches(step, wanted, gone)}
    for pain in index.map.pain_points:
        if not _note_matches(pain, pain.at, wanted, gone):
            gone.add(pain.id)
    for each in index.map.opportunities:
        places = each.at or each.solves
        if not _note_matches(each, places, wanted, gone):
            gone.add(each.id)
    return frozenset(gone)


def offers(index: Index) -> Filter:
    """Return everything that one could ask for in this map."""
    m = index.map
    owners = {t.owner or _channel_owner(index, t) for t in m.touchpoints}
    notes: tuple[PainPoint | Opportunity, ...] = (*m.pain_points, *m.opportunities)
    owners |= {each.owner or "" for each in notes}
    return Filter(
        frozenset(persona.id for persona in m.personas),
        frozenset(t.channel or "" for t in m.touchpoints),
        frozenset(owners),
        frozenset(tag for t in m.touchpoints for tag in t.tags),
        frozenset(each.status for each in notes),
    )


def _touchpoint_matches(index: Index, touchpoint: Touchpoint, wanted: Filter) -> bool:
    tests: tuple[tuple[frozenset[str], Callable[[], set[str]]], ...] = (
        (wanted.channels, lambda: {touchpoint.channel or "", *touchpoint.also}),
        (wanted.owners, lambda: {touchpoint.owner or _channel_owner(index, touchpoint)}),
        (wanted.tags, lambda: set(touchpoint.tags)),
    )
    if not _is_for(touchpoint.personas, wanted):
        return False
    return all(not asked or asked & has() for asked, has in tests)


def _channel_owner(index: Index, touchpoint: Touchpoint) -> str:
    channel = index.channel(touchpoint.channel)
    return (channel.owner if channel else None) or ""


def _is_for(personas: tuple[Key, ...], wanted: Filter) -> bool:
    """Return whether it concerns a wanted persona; without personas it is for everybody."""
    return not wanted.personas or not personas or bool(wanted.personas & set(personas))


def _step_matches(step: Backstage, wanted: Filter, gone: set[Key]) -> bool:
    if wanted.owners and (step.owner or "") in wanted.owners:
        return True
    return bool(set(step.at) - gone)


def _note_matches(
    note: PainPoint | Opportunity, places: tuple[Key, ...], wanted: Filter, gone: set[Key]
) -> bool:
    if wanted.statuses and note.status not in wanted.statuses:
        return False
    if wanted.owners and note.owner is not None and note.owner in wanted.owners:
        return True
    return not places or bool(set(places) - gone)
