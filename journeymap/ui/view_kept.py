"""What is shown of a map stays shown while the map changes, under another id if need be.

A view and a filter name records. Where one of these is given another id, by an edit or by undo,
what is shown does not change; where it goes, it is no longer asked for. What undo brought back is
to be seen. Nothing here keeps state.
"""

from __future__ import annotations

from journeymap.model.diff import Change
from journeymap.model.filtering import Filter
from journeymap.model.index import Index, Key
from journeymap.model.labels import TELLING
from journeymap.picture.picture import View


def view_after(view: View, old: Index, new: Index) -> View:
    """Return the view for a changed map: what is called otherwise now, without what is gone."""
    collapsed = (key_after(key, old, new) for key in view.collapsed)
    return view._replace(
        persona=key_after(view.persona, old, new),
        metric=key_after(view.metric, old, new),
        collapsed=frozenset(key for key in collapsed if key),
        language=new.map.language,
    )


def filter_after(wanted: Filter, old: Index, new: Index) -> Filter:
    """Return the filter for a changed map; what is gone stays asked for, and may come back."""
    return wanted._replace(
        personas=frozenset(key_after(key, old, new) or key for key in wanted.personas),
        channels=frozenset(key_after(key, old, new) or key for key in wanted.channels),
    )


def key_after(key: Key, old: Index, new: Index) -> Key:
    """Return what a record is called in the changed map, empty when it is gone.

    A record that stands in the same place of a list as long as before, under a key that nobody
    had, is the same one with another id.
    """
    if key in new.entries:
        return key
    was = old.get(key) if key else None
    if was is None:
        return ""
    before, after = tuple(old.of_kind(was.kind)), tuple(new.of_kind(was.kind))
    if len(before) != len(after):
        return ""
    place = next((n for n, entry in enumerate(before) if entry.key == key), None)
    found = after[place].key if place is not None else ""
    return "" if found in old.entries else found


def telling(change: Change, index: Index) -> list[Key]:
    """Return the keys by which a change is shown: what came back, else what is otherwise now.

    They are of one kind, in the order of the list.
    """
    entries = index.entries
    for keys in (change.added, change.updated):
        found = [key for key in keys if key in entries and entries[key].kind in TELLING]
        if found:
            first = min(TELLING.index(entries[key].kind) for key in found)
            of_kind = [key for key in found if entries[key].kind == TELLING[first]]
            return sorted(of_kind, key=lambda key: entries[key].position)
    return []
