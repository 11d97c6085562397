"""A conflict in a sentence for the person who has to decide, with records called by their names."""

from __future__ import annotations

from journeymap.model.conflicts import MISSING, Conflict
from journeymap.model.index import Index
from journeymap.model.labels import KIND_NAMES, field_name
from journeymap.model.text import M, Message


def words(conflict: Conflict, ours: Index, theirs: Index) -> Message:
    """Return what is in conflict in a sentence, with both values."""
    if not conflict.field:
        kind = KIND_NAMES[conflict.kind] if conflict.kind else M("The map")
        if conflict.ours is MISSING:
            return M(
                "{kind} “{name}” was deleted by ours and changed by theirs",
                kind=kind,
                name=conflict.name,
            )
        return M(
            "{kind} “{name}” was changed by ours and deleted by theirs",
            kind=kind,
            name=conflict.name,
        )
    field = field_name(conflict.field, conflict.kind)
    return M(
        "“{name}”: {field} is {ours} in ours and {theirs} in theirs",
        name=conflict.name,
        field=field,
        ours=str(conflict.ours),
        theirs=str(conflict.theirs),
    )
