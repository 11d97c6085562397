"""Ids that are free in a map: what `ids.slug` gives, without a look at every key of the map.

Two ids that look alike are one to the eye, so it does not do to ask whether an id is a key. But few
keys look like another spelling of themselves; who they are is carried from edit to edit. This
module gives one id at a time: whoever makes many in a row has `ids.TakenIds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, count

from journeymap.model.diff import exchanged
from journeymap.model.ids import look_alike, plain_slug
from journeymap.model.index import Entry, Index, Key


def free_id(index: Index, name: str, otherwise: str = "item", besides: Key = "") -> Key:
    """Return an id for a record called `name` that looks like no key of the map; see `ids.slug`.

    The key `besides` does not count: that of the record which is to be called so.
    """
    disguised = _disguised_in(index)

    def is_taken(id: Key) -> bool:
        look = look_alike(id)
        same = disguised.get(look, frozenset[Key]())
        return (look in index.entries and look != besides) or not same <= {besides}

    base = plain_slug(name, otherwise)
    ids = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(id for id in ids if not is_taken(id))


Disguised = Mapping[Key, frozenset[Key]]  # what the eye sees -> the keys that are written otherwise


def _disguised_in(index: Index) -> Disguised:
    """Return the keys of a map that the eye takes for another spelling, by that spelling."""
    for known, found in tuple(_recent):
        if known is index:
            return found
        went = chain.from_iterable(each.went for each in exchanged(known, index))
        came = chain.from_iterable(each.came for each in exchanged(known, index))
        made = _with(_without(found, went), came)
        break
    else:
        made = _with({}, index.all())
    _recent[:] = [(index, made)]
    return made


_recent: list[tuple[Index, Disguised]] = []


def _with(found: Disguised, came: Iterable[Entry]) -> Disguised:
    keys = ((look_alike(entry.key), entry.key) for entry in came)
    unlike = [(look, key) for look, key in keys if look != key]
    made = dict(found)
    for look, key in unlike:
        made[look] = made.get(look, frozenset()) | {key}
    return made


def _without(found: Disguised, went: Iterable[Entry]) -> Disguised:
    made = dict(found)
    for entry in went if made else ():
        look = look_alike(entry.key)
        if left := made.get(look, frozenset()) - {entry.key}:
            made[look] = left
        else:
            made.pop(look, None)
    return made
