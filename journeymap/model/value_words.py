"""What stands in a field, in words: ids as names, vocabularies, shares, durations and days as read.

Used where changes are told (`diff_words.py`) and where somebody has to choose between two values
(`conflict_words.py`). What comes out is plain text of one line, and long texts are shortened.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from journeymap.model.conflicts import MISSING
from journeymap.model.index import Index, label
from journeymap.model.journey import (
    CLASSES,
    Aim,
    Evidence,
    Flow,
    JourneyMap,
    Kind,
    PersonaView,
    Reading,
    Record,
)
from journeymap.model.labels import FIELD_NAMES, KIND_NAMES, field_name
from journeymap.model.periods import date_message, duration_message, period_message
from journeymap.model.shapes import keys_of, shape_of
from journeymap.model.text import M, Message, Value, literal, visible
from journeymap.model.vocabulary import CHANNELS, NAMES, ChannelKind

LONG = 72  # characters of a text that is told on one line
AROUND = 24  # characters kept before what differs in a long one
SHARES = frozenset(("share", "reach"))
DURATIONS = frozenset(("takes", "waits", "review_every"))
# Which vocabulary a field's words are of.
VOCABULARIES: Mapping[tuple[Kind | None, str], str] = {
    (None, "state"): "state",
    (None, "status"): "status",
    (None, "calendar"): "calendar",
    (None, "levels"): "level",
    (None, "lanes"): "lane",
    ("stage", "kind"): "stage",
    ("touchpoint", "kind"): "touchpoint",
    ("touchpoint", "exit"): "exit",
    ("backstage", "layer"): "layer",
    ("flow", "kind"): "flow",
    ("pain_point", "status"): "pain",
    ("opportunity", "status"): "opportunity",
    ("metric", "kind"): "metric",
    ("parking", "kind"): "parking",
}
# Fields of the records inside others, which have no editor of their own.
INNER_NAMES: Mapping[str, Message] = {
    "starts": M("Starts with"),
    "ends": M("Ends with"),
    "levels": M("Levels"),
    "settings": M("Settings"),
    "ignore": M("Ignored findings"),
    "rows": M("Rows"),
    "lanes": M("Lanes"),
    "theme": M("Theme"),
    "logo": M("Logo"),
    "colors": M("Colours"),
    "note": M("Note"),
    "quote": M("Quote"),
    "start": M("From"),
    "why": M("Why"),
}


def record_name(record: Record, index: Index) -> str:
    """Return what people call a record; flows by their ends, readings by what was measured."""
    if isinstance(record, Flow):
        return f"{_named(record.source, index)} → {_named(record.target, index)}"
    if isinstance(record, Reading):
        parts = [_named(record.metric, index), _named(record.at, index) if record.at else ""]
        segment = (f"{name}={value}" for name, value in sorted(record.segment.items()))
        return " · ".join(part for part in (*parts, record.period, *segment) if part)
    return visible(label(record))


def kind_and_name(kind: Kind | None, name: str) -> Message:
    """Return what a record is and what it is called; the map itself has no need of a name."""
    if kind is None:
        return M("The map")
    return M("{kind} “{name}”", kind=KIND_NAMES[kind], name=name)


def path_name(path: str, kind: Kind | None, index: Index) -> Message:
    """Return what people call a field, or the way to one inside: `By persona › Dana › Effort`."""
    parts = path.split(".")
    if path.startswith("x-") or len(parts) == 1:
        return field_name(path, kind)
    names = [field_name(parts[0], kind), *(_part_name(part, index) for part in parts[1:])]
    told = names[0]
    for name in names[1:]:
        told = Message("{whole} › {part}", {"whole": told, "part": name})
    return told


def value_words(
    value: object, path: str, kind: Kind | None, index: Index, beside: object = None
) -> Value:
    """Return a value of the field at `path` in words; a long text is shortened around what differs
    from `beside`.
    """
    if value is None or value is MISSING:
        return M("empty")
    if isinstance(value, bool):
        return M("yes") if value else M("no")
    if isinstance(value, date):
        return date_message(value, index.map.calendar)
    if isinstance(value, tuple):
        return _list_words(value, path, kind, index)
    if isinstance(value, Record):
        return _record_words(value, index)
    if isinstance(value, dict):
        pairs = (
            (_part_name(str(name), index), value_words(v, path, kind, index))
            for name, v in value.items()
        )
        words = tuple(M("{name}: {value}", name=name, value=v) for name, v in pairs)
        return words or M("empty")
    return _plain(value, path, kind, index, beside)


def _plain(value: object, path: str, kind: Kind | None, index: Index, beside: object) -> Value:
    field = path.split(".")[-1]
    if isinstance(value, (int, float)):
        if field in SHARES:
            return M("{number}%", context="share", number=round(100 * value, 1))
        return value
    text = str(value)
    if field in DURATIONS:
        return duration_message(text)
    if field == "period":
        return period_message(text, index.map.calendar)
    if kind == "channel" and field == "kind" and text in CHANNELS:
        return CHANNELS[cast("ChannelKind", text)].name
    vocabulary = VOCABULARIES.get((kind, field)) or VOCABULARIES.get(
        (kind, path.split(".")[-2:][0])
    )
    if vocabulary and text in NAMES[vocabulary]:
        return NAMES[vocabulary][text]
    if _names_records(path, kind):
        return _named(text, index)
    return M("“{text}”", text=shortened(text, beside if isinstance(beside, str) else ""))


def _list_words(value: tuple[object, ...], path: str, kind: Kind | None, index: Index) -> Value:
    if not value:
        return M("everybody") if path.split(".")[-1] == "personas" else M("empty")
    return tuple(_item_words(item, path, kind, index) for item in value)


def _item_words(item: object, path: str, kind: Kind | None, index: Index) -> Value:
    if isinstance(item, str) and not _names_records(path, kind):
        vocabulary = VOCABULARIES.get((kind, path.split(".")[-1]))
        if vocabulary and item in NAMES[vocabulary]:
            return NAMES[vocabulary][item]
        return shortened(item)
    return value_words(item, path, kind, index)


def _record_words(record: Record, index: Index) -> Value:
    if isinstance(record, Evidence):
        said = record.quote or record.note or record.source or record.link or ""
        kind = NAMES["evidence"][record.kind]
        return M("{kind}: “{text}”", kind=kind, text=shortened(said)) if said else kind
    words: list[Value] = []
    for field in type(record).model_fields:
        value = getattr(record, field)
        if value is None or value == () or value == {}:
            continue
        inner = value_words(value, field, None, index)
        if isinstance(record, Aim) and field in ("metric", "at"):
            inner = _named(str(value), index)
        words.append(M("{name}: {value}", name=_part_name(field, index), value=inner))
    return tuple(words) or M("empty")


def _part_name(part: str, index: Index) -> Message:
    if name := INNER_NAMES.get(part) or FIELD_NAMES.get(part):
        return name
    return literal(_named(part, index))


def _named(name: str, index: Index) -> str:
    """Return what people call what a reference means; the reference itself where it means none."""
    if name == "map":
        return visible(index.map.title)
    entry = index.resolve(name)
    return record_name(entry.record, index) if entry else visible(name)


def _names_records(path: str, kind: Kind | None) -> bool:
    """Return whether the value at a path is the name of a record."""
    record_type: type[Record] = CLASSES[kind] if kind else JourneyMap
    parts = path.split(".")
    if parts[0] == "by_persona" and len(parts) > 2:
        record_type, parts = PersonaView, parts[2:]
    for place, part in enumerate(parts):
        field = part if part in record_type.model_fields else keys_of(record_type).get(part)
        if field is None:
            return False
        last = shape_of(record_type, field).innermost
        if last.ref is not None:
            return True
        if last.record is None or place == len(parts) - 1:
            return False
        record_type = last.record
    return False


def shortened(text: str, beside: str = "") -> str:
    """Return a text on one line, of a long one the part in which it differs from `beside`."""
    text, beside = visible(text.strip()), visible(beside.strip())
    if len(text) <= LONG:
        return text
    same = 0
    if beside:
        while same < min(len(text), len(beside)) and text[same] == beside[same]:
            same += 1
    start = max(0, min(same - AROUND, len(text) - LONG))
    end = start + LONG
    if start:
        space = text.find(" ", start, start + 12)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", end - 12, end)
        end = space if space > start else end
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
