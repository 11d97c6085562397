"""Where a hit stands, for people: the field and the record, and the field of the form that has it.

Plain functions of a map and a hit; no widget is known here.
"""

from __future__ import annotations

from typing import NamedTuple

from journeymap.model.index import Index, Key
from journeymap.model.journey import Comment, Touchpoint
from journeymap.model.labels import KIND_NAMES, field_name
from journeymap.model.searching import Hit
from journeymap.model.text import M, Message
from journeymap.ui.editors.offers import called

MOST = 48  # letters of a name that is told along with something else


class Place(NamedTuple):
    """The record that shows a hit, empty for the map; the field of its form, and the persona whose
    field it is; the panel that has it, and what it is called.
    """

    key: Key
    field: str
    persona: Key
    panel: str
    words: Message


def place_of(index: Index, hit: Hit) -> Place:
    """Return where a hit is shown, and what that place is called."""
    key, path, panel = hit.key, hit.path, "inspector"
    entry = index.get(key) if key else None
    kind, persona, language = entry.kind if entry else None, "", ""
    record = entry.record if entry else index.map
    if not key and path[0] == "translations" and len(path) > 2:
        # the translations of all records stand in the map
        key = str(path[2]) if str(path[2]) in index else ""
        entry = index.get(key) if key else None
        kind, record = (entry.kind, entry.record) if entry else (None, index.map)
        language, path = str(path[1]), (path[0], *path[3:])
    field, shown = str(path[0]), str(path[0])
    if field == "by_persona" and isinstance(record, Touchpoint) and len(path) > 2:
        persona, shown = str(path[1]), str(path[2])
        field = f"by_persona.{persona}.{shown}"
    elif field == "translations":
        language = language or str(path[1])
        shown = next((str(step) for step in reversed(path) if isinstance(step, str)), field)
    elif len(path) > 1 and isinstance(path[1], str):
        field = f"{path[0]}.{path[1]}"
    name = field_name(shown, kind)
    if isinstance(record, Comment):
        at = record.at or ""
        about = called(index, at) if at else index.map.title
        return Place(at if at in index else "", "", "", "comments", M(
            "in a comment on “{name}”", name=short(about)
        ))  # fmt: skip
    whose = index.map.title if not key else called(index, key)
    what: Message | str = KIND_NAMES[kind] if kind else M("Map")
    words = M("in {field} of “{name}”", field=name, name=short(whose))
    if shown in ("name", "title", "text") and not language:
        words = M("in the name: {kind} “{name}”", kind=what, name=short(whose))
    elif persona:
        who = called(index, persona)
        words = M(
            "in {field} of “{name}” for {persona}", field=name, name=short(whose), persona=who
        )
    elif language:
        words = M(
            "in {field} of “{name}” ({language})", field=name, name=short(whose), language=language
        )
    return Place(key, field, persona, panel, words)


def short(text: str, most: int = MOST) -> str:
    """Return a text on one line, cut off where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
