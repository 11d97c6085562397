"""A recovery copy and a map made one again: over the file as it is now, or as a map of its own.

Nothing that is on disk or in a window is lost by it: what is brought back is one step of the undo
list, and where both say something else the copy becomes a map without a file.
"""

from __future__ import annotations

from typing import Any

from journeymap.files.offers import base_of, is_as_copied
from journeymap.files.recovery import Recovered
from journeymap.model.document import Document
from journeymap.model.index import Index, index_of
from journeymap.model.journey import LISTS, JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import M
from journeymap.model.threeway import merge

STEP = M("Bring back unsaved changes")


def joined(copy: Recovered, document: Document) -> JourneyMap | None:
    """Return the document's map with the copy's changes in it; None where both changed the same.

    Where the document is not what the copy came from, the two are merged by what that was.
    """
    now = document.map
    same = document.texts and is_as_copied(copy.header, document.texts[-1])
    if same and not document.dirty:
        return grafted(now, copy.map)
    base = base_of(copy)
    if base is None:
        return None
    merged = merge(base.map, copy.map, now)
    return None if merged.conflicts else grafted(now, merged.map)


def alone(copy: Recovered) -> Document:
    """Return the copy as a map that has no file; comments of the text it came from are kept."""
    base = base_of(copy)
    if base is not None:
        document = Document(base.map, base)
        try:
            document.commit(STEP, grafted(base.map, copy.map))
        except Refused:  # what the copy came from holds it no more than the file does
            pass
        else:
            return document
    return Document(copy.map)


def grafted(onto: JourneyMap, m: JourneyMap) -> JourneyMap:
    """Return `m` with every record that `onto` has just so taken from there, and lists likewise.

    An undo step is small then, and what is written plain in the file stays so.
    """
    old, new = index_of(onto), index_of(m)
    updates: dict[str, Any] = {}
    for name in JourneyMap.model_fields:
        before, after = getattr(onto, name), getattr(m, name)
        if before is after:
            continue
        if name in LISTS.values():
            updates[name] = _same_records(old, new, name, before)
        elif before == after:
            updates[name] = before
    return m.model_copy(update=updates) if updates else m


def _same_records(old: Index, new: Index, name: str, before: tuple[Any, ...]) -> tuple[Any, ...]:
    kind = next(kind for kind, field in LISTS.items() if field == name)
    made = []
    for entry in new.of_kind(kind):
        there = old.entries.get(entry.key)
        same = there is not None and there.kind == kind and there.record == entry.record
        made.append(there.record if same and there is not None else entry.record)
    unchanged = len(made) == len(before) and all(map(_is, made, before))
    return before if unchanged else tuple(made)


def _is(one: object, other: object) -> bool:
    return one is other
