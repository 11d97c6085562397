"""Where a record names another: every place of every name, found by the Ref marks of `journey.py`.

Renaming, deleting and the checks of references go by what is found here, so that a new field that
names records needs its mark and nothing else. Whether a name means anything the Index says.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from journeymap.model.fields import Ref
from journeymap.model.index import Index, Key, Path
from journeymap.model.journey import LISTS, JourneyMap, Record
from journeymap.model.shapes import shape_of


class Mention(NamedTuple):
    """A place where a record names another: who, in which field, what, and what may be meant."""

    key: Key
    path: Path
    named: str
    ref: Ref


class RefField(NamedTuple):
    """A field of a record type that names records, and how the names lie in it."""

    name: str
    ref: Ref | None  # of the value or the values
    key_ref: Ref | None  # of the keys, where the field is a mapping
    shape: str  # "one", "many", "mapping"
    inner: type[Record] | None  # records inside that may name records in turn


@lru_cache(maxsize=64)
def ref_fields(record_type: type[Record]) -> tuple[RefField, ...]:
    """Return the fields of a record type in which names of records can stand, derived from Ref."""
    found = []
    for name in record_type.model_fields:
        shape = shape_of(record_type, name)
        inner, last = shape.inner, shape.innermost
        if shape.form == "mapping" and inner and inner.form == "mapping":
            # translations: language -> id -> texts
            made = RefField(name, last.ref, inner.key_ref, "mappings", last.record)
        else:
            word = {"one": "one", "mapping": "mapping"}.get(shape.form, "many")
            made = RefField(name, last.ref, shape.key_ref, word, last.record)
        if made.ref or made.key_ref or (made.inner and ref_fields(made.inner)):
            found.append(made)
    return tuple(found)


def mentions(m: JourneyMap, index: Index) -> Iterator[Mention]:
    """Yield every place where a record of the map names another, in file order."""
    for entry in index.all():
        yield from mentions_in(entry.record, entry.key)
    yield from own_mentions(m)


def own_mentions(m: JourneyMap) -> Iterator[Mention]:
    """Yield every place of the map's own fields where a record is named."""
    listed = set(LISTS.values())
    for field in ref_fields(JourneyMap):
        if field.name not in listed:
            yield from _mentions_of(m, "", field, ())


def mentions_in(record: Record, key: Key, path: Path = ()) -> Iterator[Mention]:
    """Yield every name of another record that stands in `record`."""
    for field in ref_fields(type(record)):
        yield from _mentions_of(record, key, field, path)


def _mentions_of(record: Record, key: Key, field: RefField, path: Path) -> Iterator[Mention]:
    value = getattr(record, field.name)
    if not value:
        return
    path = (*path, field.name)
    if field.shape == "one":
        if field.ref:
            yield Mention(key, path, value, field.ref)
        elif field.inner:
            yield from mentions_in(value, key, path)
    elif field.shape == "many":
        for position, item in enumerate(value):
            if field.ref:
                yield Mention(key, (*path, position), item, field.ref)
            else:
                yield from mentions_in(item, key, (*path, position))
    elif field.shape == "mappings":
        for outer, inner in value.items():
            for name in inner:
                yield Mention(key, (*path, outer, name), name, cast("Ref", field.key_ref))
    else:
        for name, item in value.items():
            if field.key_ref:
                yield Mention(key, (*path, name), name, field.key_ref)
            if field.ref and item is not None:
                yield Mention(key, (*path, name), item, field.ref)
            elif field.inner:
                yield from mentions_in(item, key, (*path, name))
