"""Which findings speak for what is seen on the map: for badges, tooltips, menus and the panel.

The records that findings name are not all drawn: a reading is seen at its touchpoint, and what is
in a collapsed stage at the heading of the stage. Plain lookups; nothing of Qt is known here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from journeymap.model.index import Index, Key
from journeymap.model.journey import Reading, Touchpoint

WORST: Mapping[str, int] = {"error": 3, "warning": 2, "info": 1}  # silent ones say nothing


def spoken_of(
    findings: Iterable[Any], index: Index, collapsed: Collection[Key] = ()
) -> dict[Key, tuple[Any, ...]]:
    """Return record -> the findings that speak for it, as it is seen on the map.

    What is said of a reading is shown where it was taken, and what is said of anything in a
    collapsed stage at the heading of the stage. Silent findings and those of the whole map are
    left out.
    """
    found: dict[Key, dict[int, Any]] = {}
    for finding in findings:
        if finding.level not in WORST:
            continue
        for place in finding.places:
            key = shown_at(index, place, collapsed)
            if key:
                found.setdefault(key, {})[id(finding)] = finding
    return {key: tuple(those.values()) for key, those in found.items()}


def shown_at(index: Index, place: Key, collapsed: Collection[Key] = ()) -> Key:
    """Return the record at which is shown what is said of a place."""
    entry = index.resolve(place) if place else None
    if entry is None:
        return place
    if isinstance(entry.record, Reading):
        there = index.resolve(entry.record.at or "")
        entry = entry if there is None else there
    if isinstance(entry.record, Touchpoint) and entry.record.stage in collapsed:
        return entry.record.stage
    return entry.key


def findings_at(
    findings: Iterable[Any], index: Index, key: Key, collapsed: Collection[Key] = ()
) -> tuple[Any, ...]:
    """Return the findings that speak for one record, in the order given; silent ones do not."""
    return tuple(
        finding
        for finding in findings
        if finding.level in WORST
        and any(shown_at(index, place, collapsed) == key for place in finding.places)
    )


def places_shown_at(
    findings: Iterable[Any], index: Index, key: Key, collapsed: Collection[Key] = ()
) -> frozenset[Key]:
    """Return the places that findings name and that are seen at one record, itself among them."""
    named = {place for finding in findings for place in finding.places}
    return frozenset((key, *(p for p in named if shown_at(index, p, collapsed) == key)))
