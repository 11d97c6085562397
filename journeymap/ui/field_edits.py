"""What an edited field does to a map: edits for one or several records, said as one undo step.

Only composes the edits of the model; raises Refused as they do. No widget is known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.index import Index, Key, index_of, label
from journeymap.model.journey import JourneyMap, PersonaView, Touchpoint
from journeymap.model.labels import field_name
from journeymap.model.text import M, Message


def set_field(keys: Sequence[Key], field: str, value: Any, persona: Key = "") -> Edit:
    """Return the edit that sets a field of all these records (the empty key: of the map).

    With a persona in view what can differ by persona is written to that persona alone. A stage or
    a channel is changed by moving, so that the rules of moving hold.
    """

    def edit(m: JourneyMap) -> JourneyMap:
        for key in keys:
            record = edits.found(index_of(m), key).record if key else m
            if isinstance(record, Touchpoint) and field in ("stage", "channel"):
                m = _moved(m, record, field, value)
            elif isinstance(record, Touchpoint) and persona and by_persona(field):
                m = edits.change(m, key, by_persona=_views(record, persona, field, value))
            else:
                m = edits.change(m, key, **{field: value})
        return m

    return edit


def _moved(m: JourneyMap, touchpoint: Touchpoint, field: str, value: Any) -> JourneyMap:
    if field == "stage":
        return edits.move(m, (touchpoint.id,), value)
    return edits.move(m, (touchpoint.id,), touchpoint.stage, value)


def _views(
    touchpoint: Touchpoint, persona: Key, field: str, value: Any
) -> dict[str, PersonaView] | None:
    views = dict(touchpoint.by_persona)
    view = edits.with_values(views.get(persona) or PersonaView(), **{field: value})
    if view == PersonaView():
        views.pop(persona, None)
    else:
        views[persona] = view
    return views or None


def by_persona(field: str) -> bool:
    """Return whether a field of a touchpoint can differ from persona to persona."""
    return field in PersonaView.model_fields


def value_of(record: Any, field: str, persona: Key = "") -> Any:
    """Return the value of a field; for a persona theirs where given, else the base value."""
    if persona and isinstance(record, Touchpoint) and by_persona(field):
        view = record.by_persona.get(persona)
        own = getattr(view, field) if view else None
        if own is not None:
            return own
    return getattr(record, field)


def step_name(index: Index, keys: Sequence[Key], field: str) -> Message:
    """Return what the undo list calls the change of a field."""
    entry = index.get(keys[0])
    name = field_name(field, entry.kind if entry else None)
    if len(keys) == 1:
        record = label(entry.record) if entry else index.map.title
        return M("Change {field} of “{name}”", field=name, name=record)
    return M(
        "Change {field} of {n} record",
        plural="Change {field} of {n} records",
        field=name,
        n=len(keys),
    )
