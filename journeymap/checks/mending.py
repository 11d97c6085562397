"""The plainest fixes: fields set, records taken out. Whatever is wrong by then is Refused."""

from __future__ import annotations

from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.index import Key


def changed(key: Key, **values: object) -> Edit:
    """Return the edit that sets fields of a record, of the map for the empty key."""
    return lambda m: edits.change(m, key, **values)


def deleted(*keys: Key) -> Edit:
    """Return the edit that deletes records with all that hangs on them."""
    return lambda m: edits.delete(m, keys)
