"""What an edited field does to a map: edits for one or several records, said as one undo step.

Only composes the edits of the model; raises Refused as they do. No widget is known here. A field
may lie inside a part of a record and is then called by its path, such as `look.rows`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from journeymap.model import edits
from journeymap.model.assigning import assign
from journeymap.model.document import Edit
from journeymap.model.index import Index, Key, index_of, label
from journeymap.model.journey import JourneyMap, PersonaView, Reading, Record, Touchpoint
from journeymap.model.labels import field_name
from journeymap.model.problems import Refused
from journeymap.model.shapes import record_in
from journeymap.model.text import M, Message

# What the parts of a record are called; one part of them is named in the model.
PATH_NAMES: Mapping[str, Message] = {
    "aims.metric": M("Metric to move"),
    "aims.at": M("Measured at"),
    "aims.start": M("From", context="aim"),
    "aims.goal": M("To", context="aim"),
    "aims.by": M("By the day"),
    "look.rows": M("Rows"),
    "look.columns": M("Cards in a row"),
    "look.lanes": M("Lanes"),
    "look.theme": M("Theme"),
    "look.logo": M("Logo"),
    "look.colors": M("Colours of records"),
    "scope.starts": M("Starts with"),
    "scope.ends": M("Ends with"),
}


def set_field(keys: Sequence[Key], field: str, value: Any, persona: Key = "") -> Edit:
    """Return the edit that sets a field of all these records (the empty key: of the map).

    With a persona in view what can differ by persona is written to that persona alone. A stage or
    a channel is changed by moving, so that the rules of moving hold. A callable is asked for the
    new value of each record, which is how lists of several records are edited together.
    """

    def edit(m: JourneyMap) -> JourneyMap:
        if field in ("stage", "channel"):
            return _moved(m, keys, field, value)
        for key in keys:
            record = edits.found(index_of(m), key).record if key else m
            new = value(value_of(record, field)) if callable(value) else value
            if isinstance(record, Touchpoint) and persona and by_persona(field):
                m = edits.change(m, key, by_persona=_views(record, persona, field, new))
            else:
                m = edits.change(m, key, **_values(record, field, new))
        return m

    return edit


def _values(record: Record, field: str, value: Any) -> dict[str, Any]:
    if "." in field:
        outer, _, inner = field.partition(".")
        return {outer: _part(record, outer, inner, value)}
    if isinstance(record, Reading) and value is not None:
        if field == "counts":  # either counts or a value
            return {"counts": value, "value": None, "n": None, "sd": None}
        if field == "value":
            return {"value": value, "counts": None}
    return {field: value}


def _part(record: Record, outer: str, inner: str, value: Any) -> Any:
    """Return what a part of a record becomes, None when nothing is left in it."""
    part = getattr(record, outer)
    if outer == "aims":
        if inner == "metric" and value is None:
            return None
        if inner != "metric" and part is None:
            raise Refused(M("choose the metric first"))
        # as plain values: whether a % may stand here depends on the metric
        return {**(part.__dict__ if part else {}), inner: value}
    part_type = record_in(type(record), outer)
    assert part_type is not None
    made = edits.with_values(part or part_type(), **{inner: value})
    return None if made == part_type() else made


def _moved(m: JourneyMap, keys: Sequence[Key], field: str, value: Any) -> JourneyMap:
    """Return the map with touchpoints in another stage, or in another channel of their stages."""
    if field == "stage":
        return edits.move(m, keys, value)
    index = index_of(m)
    together: dict[Key, list[Key]] = {}
    for key in keys:
        together.setdefault(edits.found(index, key).record.stage, []).append(key)
    for stage, those in together.items():
        m = edits.move(m, those, stage, value)
    return m


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


def own_value(record: Any, field: str, persona: Key) -> Any:
    """Return what a touchpoint says for one persona alone, None where the common value holds."""
    if not (persona and isinstance(record, Touchpoint) and by_persona(field)):
        return None
    view = record.by_persona.get(persona)
    return getattr(view, field) if view else None


def value_of(record: Any, field: str, persona: Key = "") -> Any:
    """Return the value of a field; for a persona theirs where given, else the base value."""
    own = own_value(record, field, persona)
    if own is not None:
        return own
    outer, dot, inner = field.partition(".")
    value = getattr(record, outer)
    return getattr(value, inner) if dot and value is not None else value


def rename(key: Key, new: str) -> Edit:
    """Return the edit that gives a record another id, or a flow its first."""
    return lambda m: assign(m, key, ("id",), new)


def translate(key: Key, language: str, field: str, text: str | None) -> Edit:
    """Return the edit that sets what a text of a record is in another language."""

    def edit(m: JourneyMap) -> JourneyMap:
        name = key or "map"
        languages = {code: dict(names) for code, names in m.translations.items()}
        names = languages.setdefault(language, {})
        texts = {**names.get(name, {}), field: text}
        names[name] = {each: words for each, words in texts.items() if words}
        if not names[name]:
            del names[name]
        if not names:
            del languages[language]
        return edits.change(m, "", translations=languages or None)

    return edit


def called(field: str, kind: Any = None) -> Message:
    """Return what a field, or a part of one, is called for people."""
    if (kind, field) == ("reading", "value"):  # a number, and no worth
        return M("Value", context="reading")
    return PATH_NAMES.get(field) or field_name(field, kind)


def step_name(index: Index, keys: Sequence[Key], field: str) -> Message:
    """Return what the undo list calls the change of a field."""
    entry = index.get(keys[0])
    name = called(field, entry.kind if entry else None)
    if len(keys) == 1:
        record = label(entry.record) if entry else index.map.title
        return M("Change {field} of “{name}”", field=name, name=record)
    return M(
        "Change {field} of {n} record",
        plural="Change {field} of {n} records",
        field=name,
        n=len(keys),
    )
