"""A conflict in a sentence for the person who has to decide, with records called by their names."""

from __future__ import annotations

from journeymap.model.conflicts import MISSING, Conflict
from journeymap.model.index import Index
from journeymap.model.text import M, Message
from journeymap.model.value_words import kind_and_name, path_name, record_name, value_words


def words(conflict: Conflict, ours: Index, theirs: Index) -> Message:
    """Return what is in conflict in a sentence, with both values."""
    name = kind_and_name(conflict.kind, conflict.name)
    if not conflict.field:
        return _deleted(conflict, name, theirs if conflict.ours is MISSING else ours)
    field, kind = conflict.field, conflict.kind
    return M(
        "{name}: {field} is {ours} in ours and {theirs} in theirs",
        name=name,
        field=path_name(field, kind, ours),
        ours=value_words(conflict.ours, field, kind, ours, conflict.theirs),
        theirs=value_words(conflict.theirs, field, kind, theirs, conflict.ours),
    )


def _deleted(conflict: Conflict, name: Message, there: Index) -> Message:
    deleted_by_ours = conflict.ours is MISSING
    if conflict.also:
        found = (there.get(key) for key in conflict.also)
        also = tuple(
            kind_and_name(entry.kind, record_name(entry.record, there)) for entry in found if entry
        )
        if deleted_by_ours:
            return M(
                "{name} was deleted in ours, and in theirs it is needed by: {also}",
                name=name,
                also=also,
            )
        return M(
            "{name} was deleted in theirs, and in ours it is needed by: {also}",
            name=name,
            also=also,
        )
    if deleted_by_ours:
        return M("{name} was deleted in ours and changed in theirs", name=name)
    return M("{name} was deleted in theirs and changed in ours", name=name)
