"""What quick entry makes of a map: a touchpoint with its channel, ratings and notes, in one edit.

A channel or stage that is not there yet is made: somebody has just said that there is one.
"""

from __future__ import annotations

from journeymap.model import edits
from journeymap.model.drafting import Draft
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.problems import Refused
from journeymap.model.quick import Quick, Sort
from journeymap.model.text import M


def said(m: JourneyMap, text: str) -> Quick:
    """Return what a line of quick entry says in a map, whose channels and stages it may name."""
    return Draft(m).said(text)


def entered(m: JourneyMap, key: Key, what: Quick, persona: Key = "") -> JourneyMap:
    """Return the map in which a touchpoint is as a line of quick entry says.

    What the line leaves open stays as it is. The emotion is that of the persona in view, if any.
    Pain points and opportunities are added, each opportunity for the pain points of the line.
    Raises Refused, as moving and rating do.
    """
    if not isinstance(edits.found(index_of(m), key).record, Touchpoint):
        raise Refused(M("“{id}” is no touchpoint", id=key), key)
    return written(m, key, what, persona)


def written(m: JourneyMap, key: Key, what: Quick, persona: Key = "") -> JourneyMap:
    """Return what `entered` does for a key of which it is known that it is a touchpoint's.

    To ask whether it is takes an index, which a map in the midst of an edit has none of.
    """
    draft = Draft(m)
    draft.enter(key, what, persona)
    return draft.map


def named(m: JourneyMap, sort: Sort, text: str) -> Key:
    """Return the channel or stage of this id or name, as the eye reads it; empty for none."""
    return Draft(m).named(sort, text)


def placed(m: JourneyMap, sort: Sort, text: str) -> tuple[JourneyMap, Key]:
    """Return the map with a channel or stage of this name, and its id."""
    draft = Draft(m)
    key = draft.placed(sort, text)
    return draft.map, key
