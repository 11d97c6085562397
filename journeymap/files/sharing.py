"""One value for what is equal in two maps, so that what was read anew is known to be the same.

Window, splicing and undo list compare records by identity first. A text read a second time brings
records of its own; here they give way to the equal ones of a map that is there already.
"""

from __future__ import annotations

from operator import is_
from typing import Any

from journeymap.files.places import TextPlaces
from journeymap.model.document import SavedText
from journeymap.model.index import index_of
from journeymap.model.journey import LISTS, JourneyMap


def shared(saved: SavedText, m: JourneyMap) -> SavedText:
    """Return `saved` with every record and list that is equal in `m` taken from there.

    Its map is `m` itself where nothing differs. The places, which know the map and the readings
    beside it, are told.
    """
    theirs, there = index_of(saved.map), index_of(m)
    updates: dict[str, Any] = {}
    instead: dict[int, Any] = {}
    for kind, field in LISTS.items():
        records, known = getattr(saved.map, field), getattr(m, field)
        for entry in theirs.of_kind(kind):
            same = there.entries.get(entry.key)
            if same is not None and same.record == entry.record:
                instead[id(entry.record)] = same.record
        taken = [instead.get(id(record), record) for record in records]
        equal = len(taken) == len(known) and all(map(is_, taken, known))
        updates[field] = known if equal else tuple(taken)
    for field in JourneyMap.model_fields:
        if field not in updates and getattr(saved.map, field) == getattr(m, field):
            updates[field] = getattr(m, field)
    made = saved.map.model_copy(update=updates)
    whole = all(getattr(made, field) is getattr(m, field) for field in JourneyMap.model_fields)
    if whole and made.model_extra == m.model_extra:
        made = m
    if isinstance(saved.places, TextPlaces):
        places = saved.places
        places.map = made
        places.beside = tuple(instead.get(id(reading), reading) for reading in places.beside)
    return saved._replace(map=made)
