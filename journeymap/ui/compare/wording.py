"""What differs in words: a name and a few sentences for the list, fewer for a mark on the map.

Sentences name things as people do, and are in the language that is asked for: the interface's in
the list, the map's on the map.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from journeymap.model.differences import PLACE_FIELDS, Difference, What
from journeymap.model.index import Index, Key, label
from journeymap.model.journey import Kind, Record, Touchpoint
from journeymap.model.labels import field_name
from journeymap.model.text import M, Message, say, say_list
from journeymap.model.union import Union
from journeymap.picture.compared import Mark
from journeymap.ui.compare.saying import form_field, name_of, said

LONG = 60  # letters of a value that is told in a sentence
WRITTEN = ("line", "text", "offered", "title")  # editors of what people write in their own words
WORDS: Mapping[What, Message] = {
    "added": M("Added", context="comparing"),
    "removed": M("Removed", context="comparing"),
    "moved": M("Moved", context="comparing"),
    "changed": M("Changed", context="comparing"),
}
LISTS: Mapping[Kind, Message] = {
    "persona": M("The order of the personas changed"),
    "flow": M("The order of the flows changed"),
    "backstage": M("The order of the backstage steps changed"),
    "pain_point": M("The order of the pain points changed"),
    "opportunity": M("The order of the opportunities changed"),
    "metric": M("The order of the metrics changed"),
    "reading": M("The order of the readings changed"),
    "comment": M("The order of the comments changed"),
    "parking": M("The order of the parked notes changed"),
    "source": M("The order of the sources changed"),
}


class Pair(NamedTuple):
    """The two maps and the union of both."""

    old: Index
    new: Index
    both: Union


def what_message(found: Difference) -> Message:
    """Return in a word or two what happened to a record."""
    if len(found.whats) == 1:
        return WORDS[found.whats[0]]
    return M("{one} and {other}", one=WORDS[found.whats[0]], other=WORDS[found.whats[1]])


def title_of(found: Difference, pair: Pair) -> Message:
    """Return what a record that differs is called."""
    if found.key == "" and found.old == "" and found.kind is not None:
        return LISTS[found.kind]
    index, key = (pair.new, found.new) if found.new is not None else (pair.old, found.old)
    if found.together:
        return M("{n} readings of {metric}", n=len(found.together), metric=_measured(key, index))
    return name_of(key or "", index)


def _measured(key: Key | None, index: Index) -> str:
    entry = index.get(key or "")
    metric = index.get(getattr(entry.record, "metric", "")) if entry else None
    return label(metric.record) if metric else ""


def records(found: Difference, pair: Pair) -> tuple[Record | None, Record | None]:
    """Return the record in the older map and in the newer one, None where it is not there."""

    def record(key: str | None, index: Index) -> Record | None:
        if key is None:
            return None
        if not key:
            return index.map if found.kind is None else None
        entry = index.get(key)
        return entry.record if entry else None

    return record(found.old, pair.old), record(found.new, pair.new)


def sentences(found: Difference, pair: Pair, lang: str) -> list[str]:
    """Return what is different about a record, a sentence each."""
    old, new = records(found, pair)
    if found.together and old is not None and new is not None:
        periods = [getattr(record_at(key, pair.new), "period", "") for key in found.together]
        return [say_list(sorted(filter(None, periods)), lang)]
    if old is None or new is None:
        place = _cell_of(new or old, pair.new if new else pair.old, lang)
        return [place] if place else []
    lines: list[Message] = []
    if "moved" in found.whats:
        lines.append(_moved(old, new, found, pair, lang))
    for field in found.fields:
        if _is_place(field, found):
            continue
        lines.append(_changed(field, old, new, found.kind, pair, lang))
    return [say(line, lang) for line in lines]


def record_at(key: Key, index: Index) -> Record | None:
    """Return the record with a key, or None."""
    entry = index.get(key)
    return entry.record if entry else None


def _is_place(field: str, found: Difference) -> bool:
    """Return whether a field says no more than that a record moved."""
    return "moved" in found.whats and field in PLACE_FIELDS.get(found.kind or "touchpoint", ())


def _cell_of(record: Record | None, index: Index, lang: str) -> str:
    """Return where a record stands: its stage and its channel, or what it is at."""
    if isinstance(record, Touchpoint):
        channel = index.channel(record.channel)
        stage = index.stage(record.stage)
        where = stage.name if stage else record.stage
        way = channel.name if channel else record.channel
        return f"{where} · {way}" if way else where
    at = getattr(record, "at", None)
    kind = getattr(type(record), "kind_of", None)
    return said(at, kind, "at", index, lang).replace("\n", " · ") if at and kind else ""


def _moved(old: Record, new: Record, found: Difference, pair: Pair, lang: str) -> Message:
    if found.kind == "flow":
        return M(
            "Moved from {old} to {new}",
            old=say(name_of(found.old or "", pair.old), lang),
            new=say(name_of(found.new or "", pair.new), lang),
        )
    was, now = _cell_of(old, pair.old, lang), _cell_of(new, pair.new, lang)
    if was == now:
        return M("Stands elsewhere in the order")
    return M("Moved from {old} to {new}", old=was, new=now)


def _changed(
    field: str, old: Record, new: Record, kind: Kind | None, pair: Pair, lang: str
) -> Message:
    name = field_name(field, kind)
    was = _value(old, field, kind, pair.old, lang)
    now = _value(new, field, kind, pair.new, lang)
    if len(was) > LONG or len(now) > LONG or "\n" in was or "\n" in now or was == now:
        return M("{field} changed", field=name)
    if not was:
        return M("{field} set to {new}", field=name, new=now)
    if not now:
        return M("{field} cleared (was {old})", field=name, old=was)
    return M("{field} changed from {old} to {new}", field=name, old=was, new=now)


def _value(record: Record, field: str, kind: Kind | None, index: Index, lang: str) -> str:
    """Return a value as it stands in a sentence: what people wrote stands in quotes."""
    value = getattr(record, field, None)
    text = said(value, kind, field, index, lang)
    form = form_field(kind, field)
    written = isinstance(value, str) and (form is None or form.editor in WRITTEN)
    return say(M("“{text}”", text=text), lang) if text and written else text


def spoken(found: Difference, pair: Pair, lang: str) -> str:
    """Return a difference in one line: what happened, to what, and how."""
    head = f"{say(what_message(found), lang)}: {say(title_of(found, pair), lang)}"
    more = say_list(sentences(found, pair, lang), lang)
    return f"{head}. {more}" if more else head


def mark_of(found: Difference, pair: Pair, lang: str) -> Mark:
    """Return the mark of a difference, worded in the language of the map."""
    old, new = records(found, pair)
    emotion = None
    fields = [f for f in found.fields if not _is_place(f, found)]
    if found.kind == "touchpoint" and "emotion" in fields and old is not None and new is not None:
        emotion = getattr(old, "emotion", None), getattr(new, "emotion", None)
        fields.remove("emotion")
    words = ""
    if "changed" in found.whats and fields:
        words = say_list((say(field_name(f, found.kind), lang) for f in fields), lang)
        if len(fields) > 2:
            words = say(M("{n} field", plural="{n} fields", n=len(fields)), lang)
    about = M("{text}", text=spoken(found, pair, lang))
    return Mark(found.whats, what_message(found), about, words, emotion)
