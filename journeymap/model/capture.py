"""What quick entry makes of a map: a touchpoint with its channel, ratings and notes, in one edit.

A channel or stage that is not there yet is made: somebody has just said that there is one.
"""

from __future__ import annotations

from typing import cast

from journeymap.model import edits
from journeymap.model.ids import look_alike, slug
from journeymap.model.index import Index, Key, index_of
from journeymap.model.journey import JourneyMap, PersonaView, Touchpoint
from journeymap.model.problems import Refused
from journeymap.model.quick import Quick, Sort, quick
from journeymap.model.text import M


def said(index: Index, text: str) -> Quick:
    """Return what a line of quick entry says in a map, whose channels and stages it may name."""
    named: dict[Sort, list[str]] = {}
    for kind in ("channel", "stage"):
        entries = list(index.of_kind(kind))
        names = [cast("str", getattr(entry.record, "name", "")) for entry in entries]
        named[kind] = [*(entry.key for entry in entries), *names]
    return quick(text, named["channel"], named["stage"])


def entered(m: JourneyMap, key: Key, what: Quick, persona: Key = "") -> JourneyMap:
    """Return the map in which a touchpoint is as a line of quick entry says.

    What the line leaves open stays as it is. The emotion is that of the persona in view, if any.
    Pain points and opportunities are added, each opportunity for the pain points of the line.
    Raises Refused, as moving and rating do.
    """
    touchpoint = edits.found(index_of(m), key).record
    if not isinstance(touchpoint, Touchpoint):
        raise Refused(M("“{id}” is no touchpoint", id=key), key)
    m, stage = placed(m, "stage", what.stage)
    m, channel = placed(m, "channel", what.channel)
    if stage or channel:
        m = edits.move(m, [key], stage or touchpoint.stage, channel or edits.KEEP)
    values: dict[str, object] = {}
    if what.name:
        values["name"] = what.name
    if what.moment:
        values["moment_of_truth"] = True
    if what.emotion is not None and persona:
        views = dict(touchpoint.by_persona)
        view = views.get(persona) or PersonaView()
        views[persona] = edits.with_values(view, emotion=what.emotion)
        values["by_persona"] = views
    elif what.emotion is not None:
        values["emotion"] = what.emotion
    if values:
        m = edits.change(m, key, **values)
    pains = []
    for name in what.pains:
        pains.append(slug(name, index_of(m).entries, "pain_point"))
        m = edits.add(m, edits.new_record("pain_point", id=pains[-1], name=name, at=(key,)))
    for name in what.ideas:
        id = slug(name, index_of(m).entries, "opportunity")
        idea = {"id": id, "name": name, "at": (key,), "solves": tuple(pains)}
        m = edits.add(m, edits.new_record("opportunity", **idea))
    return m


def named(m: JourneyMap, sort: Sort, text: str) -> Key:
    """Return the channel or stage of this id or name, as the eye reads it; empty for none."""
    wanted = look_alike(" ".join(text.split()))
    entries = list(index_of(m).of_kind(sort))
    for entry in entries:
        if look_alike(entry.key) == wanted:
            return entry.key
    for entry in entries:
        if look_alike(" ".join(getattr(entry.record, "name", "").split())) == wanted:
            return entry.key
    return ""


def placed(m: JourneyMap, sort: Sort, text: str | None) -> tuple[JourneyMap, Key]:
    """Return the map with a channel or stage of this name, and its id; empty where none is said."""
    if not text:
        return m, ""
    if key := named(m, sort, text):
        return m, key
    key = slug(text, index_of(m).entries, sort)
    return edits.add(m, edits.new_record(sort, id=key, name=text)), key
