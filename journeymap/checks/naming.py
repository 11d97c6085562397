"""What records and fields are called inside the sentences of findings.

A finding names things as people know them: by name and in quotes, never by id. Only words for the
middle of a sentence stand here; the names of kinds and fields in forms are in `model/labels.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from journeymap.model.index import Index, Key, label
from journeymap.model.journey import (
    Flow,
    Kind,
    Reading,
    Record,
)
from journeymap.model.labels import field_name
from journeymap.model.shapes import keys_of, record_in
from journeymap.model.text import M, Message, filled, literal

NAMES_SHOWN = 4  # a longer list is cut and counted

_OF_KIND: Mapping[Kind, Message] = {
    "persona": M("the persona {name}"),
    "stage": M("the stage {name}"),
    "channel": M("the channel {name}"),
    "touchpoint": M("the touchpoint {name}"),
    "backstage": M("the backstage step {name}"),
    "flow": M("the flow {name}"),
    "pain_point": M("the pain point {name}"),
    "opportunity": M("the opportunity {name}"),
    "metric": M("the metric {name}"),
    "reading": M("the reading {name}"),
    "comment": M("the comment {name}"),
    "parking": M("the parked note {name}"),
    "source": M("the source {name}"),
}


_QUOTED = M("“{name}”", name="")


def quoted(name: str) -> Message:
    """Return a name in the quotation marks of the language."""
    return filled(_QUOTED, {"name": name})


def name_of(index: Index, key: Key) -> Message:
    """Return what people call the record with this key; a key that means nothing is quoted."""
    entry = index.resolve(key) if key else None
    if not key or entry is None:
        return M("the map") if not key else quoted(key)
    record = entry.record
    if isinstance(record, Flow):
        return M(
            "{source} → {target}",
            context="flow",
            source=_end_of(index, record.source),
            target=_end_of(index, record.target),
        )
    if isinstance(record, Reading):
        return M(
            "{metric} at {place}, {period}",
            context="reading",
            metric=_end_of(index, record.metric),
            place=name_of(index, record.at or ""),
            period=record.period,
        )
    return quoted(_shortened(label(record)) or getattr(record, "id", ""))


def _end_of(index: Index, key: Key) -> Message:
    """Return the name of what a flow or a reading names; where that is another such, only its id.

    It may be the very record that is to be named, by a slip of the keyboard.
    """
    entry = index.resolve(key)
    named = entry is not None and not isinstance(entry.record, (Flow, Reading))
    return name_of(index, key) if named else quoted(key)


def kind_and_name(index: Index, key: Key) -> Message:
    """Return the record for the middle of a sentence, with its kind: the stage “Purchase”."""
    entry = index.resolve(key) if key else None
    if entry is None:
        return name_of(index, key)
    return _OF_KIND[entry.kind]._replace(args={"name": name_of(index, key)})


def names(index: Index, keys: Sequence[Key]) -> Message:
    """Return the records as a list; what is beyond the first few is counted."""
    shown = tuple(name_of(index, key) for key in keys[:NAMES_SHOWN])
    more = len(keys) - len(shown)
    if more <= 0:
        return M("{names}", names=shown)
    return M("{names} and {n} more", plural="{names} and {n} more", n=more, names=shown)


def either(index: Index, keys: Sequence[Key]) -> Message:
    """Return the records as alternatives, “A”, “B” or “C”; beyond the first few “A”, “B” or {n}."""
    shown = [name_of(index, key) for key in keys[:NAMES_SHOWN]]
    more = len(keys) - len(shown)
    if more > 0:
        return M("{names} or {n} more", plural="{names} or {n} more", n=more, names=tuple(shown))
    if len(shown) < 2:
        return M("{names}", names=tuple(shown))
    return M("{names} or {last}", names=tuple(shown[:-1]), last=shown[-1])


def listed(words: Sequence[Message | str]) -> Message:
    """Return messages or names as one enumeration."""
    return M("{names}", names=tuple(words))


def field_path(record_type: type[Record], path: Sequence[str | int]) -> str:
    """Return a path by field names as the dotted path of the file's keys: `flows.0.from`."""
    parts: list[str] = []
    inner: type[Record] | None = record_type
    for part in path:
        known = {field: key for key, field in keys_of(inner).items()} if inner else {}
        parts.append(known.get(str(part), str(part)))
        if inner and str(part) in known:
            inner = record_in(inner, str(part)) or inner
    return ".".join(parts)


def field_of(kind: Kind | None, path: Sequence[str | int]) -> Message:
    """Return what the field that a path ends in is called for people, in quotes."""
    words = [str(part) for part in path if not str(part).isdecimal()]
    first = field_name(words[0], kind) if words else literal("")
    last = field_name(words[-1], kind) if len(words) > 1 else first
    if last == first:
        return M("“{field}”", field=first)
    return M("“{field}: {part}”", field=first, part=last)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"
