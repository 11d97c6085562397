"""Names as people type them, on the map, in the outline and in tables: quick entry for touchpoints.

What is typed as the name of a touchpoint may say its channel, ratings and notes as well. Each is
one undo step; nothing here knows where it was typed.
"""

from __future__ import annotations

from journeymap.model import edits
from journeymap.model.capture import entered, said, written
from journeymap.model.free_ids import free_id
from journeymap.model.index import Key, label
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.quick import Quick
from journeymap.model.text import M, say
from journeymap.ui.making import FIRST_STAGE
from journeymap.ui.session import Session


def name_first(session: Session, key: Key, text: str, made_by: str, initiator: object) -> bool:
    """Return whether a new record got its first name, and the id that goes with it.

    Both go into the step that made the record, which carries the merge key `made_by`. The record is
    selected under its new id.
    """
    index, persona = session.index, session.view.persona
    entry = index.entries[key]
    plain = entry.kind != "touchpoint"
    what = Quick(text) if plain else said(session.map, text)
    name = what.name or label(entry.record)
    id = free_id(index, name, entry.kind, besides=key)

    def edit(m: JourneyMap) -> JourneyMap:
        m = edits.rename_id(m, key, id)
        if plain:
            return edits.change(m, id, name=name)
        return _without_made_up(m, written(m, id, what, persona), id)

    return session.commit(M("Add “{name}”", name=name), edit, made_by, initiator, select=(id,))


def _without_made_up(before: JourneyMap, m: JourneyMap, key: Key) -> JourneyMap:
    """Return the map without the stage made up for its first card, which named one of its own."""
    if len(before.stages) != 1 or len(before.touchpoints) != 1:
        return m
    home = before.stages[0]
    made_up = edits.new_record("stage", id=home.id, name=say(FIRST_STAGE, before.language))
    moved = any(t.id == key and t.stage != home.id for t in m.touchpoints)
    return edits.delete(m, (home.id,)) if moved and home == made_up else m


def rename(session: Session, key: Key, text: str, initiator: object) -> bool:
    """Return whether a record got another name, and all else that quick entry says of it."""
    record = session.index.entries[key].record
    what = said(session.map, text)
    # a name that quick entry would have read otherwise is meant as it is written
    before = Quick(" ".join(label(record).split()))
    quick = isinstance(record, Touchpoint) and said(session.map, label(record)) == before

    def edit(m: JourneyMap) -> JourneyMap:
        if quick:
            return entered(m, key, what, session.view.persona)
        return edits.change(m, key, name=text)

    old, new = label(record), what.name if quick and what.name else text
    words = M("Rename “{old}” to “{new}”", old=old, new=new)
    return session.commit(words, edit, initiator=initiator)
