"""What stands in a field, as text that a person can compare with another: names and never ids.

The words are those of the inspector's forms, so that a value is called the same here and there.
Nothing of this is ever read as HTML: what comes out is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from journeymap.model.index import Index, Key, label
from journeymap.model.journey import LISTS, Evidence, Flow, JourneyMap, Kind, Reading, Record
from journeymap.model.labels import KIND_NAMES, field_name
from journeymap.model.periods import date_message, duration_message, period_message
from journeymap.model.shapes import Shape, shape_of
from journeymap.model.text import M, Message, led_to, say, say_number, say_percent
from journeymap.model.value_words import INNER_NAMES
from journeymap.model.vocabulary import NAMES
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.form_words import words_of
from journeymap.ui.inspector.forms import FORMS

RATED = ("scale", "stars", "emotion")  # editors that show a rating by more than its number
MOST = 6_000  # letters of two texts together that are compared word by word
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
YES, NO = M("yes"), M("no")


class Span(NamedTuple):
    """Where a text differs: from the first letter to the one after the last."""

    start: int
    end: int


@lru_cache(maxsize=16)
def _fields(kind: Kind | None) -> dict[str, FormField]:
    groups = FORMS.get(kind or "map", ())
    return {field.name: field for group in groups for field in group.fields}


def form_field(kind: Kind | None, field: str) -> FormField | None:
    """Return how a field is edited in the inspector, None where it has no editor of its own."""
    fields = _fields(kind)
    if field.startswith("by_persona."):
        return fields.get(field.rpartition(".")[2])
    return fields.get(field)


def name_of(key: Key, *indexes: Index) -> Message:
    """Return what people call a record: its kind and its name, in the first map that has it."""
    if not key:
        return M("The map")
    for index in indexes:
        entry = index.resolve(key)
        if entry is not None:
            return M(
                "{kind} “{name}”",
                kind=KIND_NAMES[entry.kind],
                name=named(entry.record, index),
            )
    return M("“{name}”", name=key)


def named(record: Record, index: Index) -> str:
    """Return the name of a record; a flow is called by its ends, a reading by what it measures."""
    if isinstance(record, Flow):
        source, target = _label(record.source, index), _label(record.target, index)
        return led_to((source, target))
    if isinstance(record, Reading):
        parts = [_label(record.metric, index), _label(record.at, index) if record.at else ""]
        segment = [f"{name}={value}" for name, value in sorted(record.segment.items())]
        return " · ".join(part for part in (*parts, record.period, *segment) if part)
    return label(record)


def _label(key: str, index: Index) -> str:
    if key == "map":
        return index.map.title
    entry = index.resolve(key)
    if entry is None:
        return key
    return named(entry.record, index)


def kind_of(key: Key, *indexes: Index) -> Kind | None:
    """Return the kind of a record in the first map that has it, None for the map itself."""
    found = (index.resolve(key) for index in indexes) if key else ()
    return next((entry.kind for entry in found if entry is not None), None)


def record_type(kind: Kind | None) -> type[Record]:
    """Return the class of the records of a kind; of the map itself for None."""
    if kind is None:
        return JourneyMap
    inner = shape_of(JourneyMap, LISTS[kind]).innermost.record
    assert inner is not None
    return inner


def said(value: object, kind: Kind | None, field: str, index: Index, lang: str) -> str:
    """Return a field's value for people in the language `lang`; empty where nothing stands.

    `field` may be a path with dots into what a field holds: `by_persona.dana.effort`.
    """
    return "\n".join(_lines(value, form_field(kind, field), _shape(kind, field), index, lang))


def _shape(kind: Kind | None, field: str) -> Shape | None:
    """Return how values lie at a path, None for what the format does not know."""
    owner: type[Record] | None = record_type(kind)
    shape: Shape | None = None
    for name in field.split("."):
        if owner is not None:
            if name not in owner.model_fields:
                return None
            shape = shape_of(owner, name)
        elif shape is not None and shape.form == "mapping":
            shape = shape.inner
        else:
            return None
        owner = shape.record if shape is not None else None
    return shape


def field_words(kind: Kind | None, field: str, index: Index, lang: str) -> str:
    """Return what a field is called, or what leads to a value inside one: Effort · Dana."""
    parts = field.split(".")
    if len(parts) == 1 or field.startswith("x-"):
        return say(field_name(field, kind), lang)
    words = []
    for part in parts:
        entry = index.resolve(part)
        words.append(named(entry.record, index) if entry else say(field_name(part, kind), lang))
    if parts[0] == "by_persona" and len(parts) > 2:
        words = [*words[2:], words[1]]
    return " · ".join(words)


def _lines(
    value: object, form: FormField | None, shape: Shape | None, index: Index, lang: str
) -> Iterator[str]:
    if value is None or value == () or value == {}:
        return
    if isinstance(value, Record):
        yield from _record_lines(value, index, lang)
    elif isinstance(value, dict):
        inner = shape.inner if shape else None
        for key, item in value.items():
            head = _label(key, index) if shape and shape.key_ref else str(key)
            body = "; ".join(_lines(item, None, inner, index, lang))
            yield f"{head}: {body}" if body else head
    elif isinstance(value, (tuple, list)):
        if form is not None and form.editor == "range" and len(value) == 2:
            yield "…".join(say_number(end, lang) for end in value)
            return
        inner = shape.inner if shape else None
        for item in value:
            body = "; ".join(_lines(item, form, inner, index, lang))
            yield body
    else:
        yield _plain(value, form, shape, index, lang)


def _record_lines(record: Record, index: Index, lang: str) -> Iterator[str]:
    for field in type(record).model_fields:
        value = getattr(record, field)
        if value is None or value == () or value == {} or value is False:
            continue
        shape = shape_of(type(record), field)
        body = "; ".join(_lines(value, None, shape, index, lang))
        if isinstance(record, Evidence) and field == "kind":
            body = say(NAMES["evidence"][record.kind], lang)
        yield f"{say(INNER_NAMES.get(field) or field_name(field), lang)}: {body}"
    for field, value in (record.model_extra or {}).items():
        yield f"{field}: {value}"


def _plain(
    value: object, form: FormField | None, shape: Shape | None, index: Index, lang: str
) -> str:
    if isinstance(value, bool):
        return say(YES if value else NO, lang)
    if isinstance(value, date):
        return say(date_message(value, index.map.calendar), lang)
    if isinstance(value, (int, float)):
        if form is not None and form.editor == "share":
            return say_percent(value, lang, 2)
        return say_number(value, lang)
    text = str(value)
    if form is not None and form.editor == "duration":
        return say(duration_message(text), lang)
    if form is not None and form.editor == "period":
        return say(period_message(text), lang)
    if form is not None and form.editor in ("choice", "maybe") and form.vocabulary:
        words = words_of(form.vocabulary).get(text)
        return say(words, lang) if words else text
    return _label(text, index) if shape is not None and shape.ref is not None else text


def summary_of(record: Record, kind: Kind | None, index: Index, lang: str) -> str:
    """Return what a whole record says, a field a line; for one that was deleted or added."""
    lines = []
    for field in type(record).model_fields:
        value = getattr(record, field)
        if field == "id" or value is None or value == () or value == {} or value is False:
            continue
        body = said(value, kind, field, index, lang).replace("\n", "; ")
        lines.append(f"{say(field_name(field, kind), lang)}: {body}")
    return "\n".join(lines)


def differing(one: str, other: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return where each of two texts says something that the other does not, word by word.

    Texts that are very long, or have nothing in common, are not marked: all of them is other.
    """
    if one == other or not one or not other or len(one) + len(other) > MOST:
        return (), ()
    mine, theirs = _TOKENS.findall(one), _TOKENS.findall(other)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    if matcher.quick_ratio() < 0.2:
        return (), ()
    starts, goals = _starts(mine), _starts(theirs)
    left, right = [], []
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            left.append(Span(starts[a], starts[b]))
            right.append(Span(goals[c], goals[d]))
    return _joined(left, one), _joined(right, other)


def _starts(tokens: list[str]) -> list[int]:
    found, at = [0], 0
    for token in tokens:
        at += len(token)
        found.append(at)
    return found


def _joined(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Return the spans that hold something; those with only blanks between become one."""
    kept: list[Span] = []
    for span in spans:
        if span.start == span.end:
            continue
        if kept and not text[kept[-1].end : span.start].strip():
            kept[-1] = Span(kept[-1].start, span.end)
        else:
            kept.append(span)
    return tuple(kept)
