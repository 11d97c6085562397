"""The names of other records that stand in records, without the places where they stand.

For whoever asks often and of many: `mentions_in` of `mentioning.py` says where each name stands as
well, in several times the time. Nothing here knows what a name means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, compress
from typing import Any, cast

from journeymap.model.columns import aligned, columns
from journeymap.model.fields import Ref
from journeymap.model.journey import LISTS, JourneyMap, Record
from journeymap.model.mentioning import RefField, ref_fields


def names_in(record: Record) -> list[str]:
    """Return every name of another record that stands in `record`, as often as it does."""
    found: list[str] = []
    _add_names(record, found)
    return found


def own_names(m: JourneyMap) -> list[str]:
    """Return every name that stands in the map's own fields, as often as it does."""
    found: list[str] = []
    _add_names(m, found, fields_of_map())
    return found


@cache
def fields_of_map() -> tuple[RefField, ...]:
    """Return the map's own fields in which names of records can stand, its lists not among them."""
    listed = set(LISTS.values())
    return tuple(field for field in ref_fields(JourneyMap) if field.name not in listed)


def shares_own(one: JourneyMap, other: JourneyMap) -> bool:
    """Return whether what the own fields of two maps name is the very same."""
    return all(getattr(one, f.name) is getattr(other, f.name) for f in fields_of_map())


def _add_names(record: Record, found: list[str], fields: Iterable[RefField] | None = None) -> None:
    for field in ref_fields(type(record)) if fields is None else fields:
        value = getattr(record, field.name)
        if not value:
            continue
        items: Iterable[Any]
        if field.shape == "mappings":
            for inner in value.values():
                found.extend(inner)
            continue
        if field.shape == "mapping":
            if field.key_ref:
                found.extend(value)
            items = [item for item in value.values() if item is not None]
        else:
            items = value if field.shape == "many" else (value,)
        if field.ref:
            found.extend(items)
        elif field.inner:
            for item in items:
                _add_names(item, found)


def names_by_place(records: Sequence[Record]) -> Iterator[tuple[int, str]]:
    """Yield every name that stands in records of one type, with the place of its record.

    A name comes as often as it stands there, but not record by record.
    """
    fields = ref_fields(type(records[0])) if records else ()
    for field, values in zip(
        fields, aligned(records, [field.name for field in fields]), strict=True
    ):
        there = list(compress(enumerate(values), values))
        if field.shape == "mappings":
            yield from (
                (p, name) for p, value in there for inner in value.values() for name in inner
            )
            continue
        if field.shape == "mapping":
            if field.key_ref:
                yield from ((place, name) for place, value in there for name in value)
            there = [(p, item) for p, v in there for item in v.values() if item is not None]
        elif field.shape == "many":
            there = [(place, item) for place, value in there for item in value]
        if field.ref:
            yield from there
        elif field.inner:
            places = [place for place, _ in there]
            for at, name in names_by_place([item for _, item in there]):
                yield places[at], name


def named_by(records: Sequence[Record]) -> Iterator[tuple[Ref, set[str]]]:
    """Yield what records of one type name in each of their fields, every name once.

    Whether all names mean something takes a tenth of the time that one record after the other does.
    """
    fields = ref_fields(type(records[0])) if records else ()
    every = columns(records, [field.name for field in fields])
    for field, values in zip(fields, every, strict=True):
        items: list[Any] = values
        if field.shape == "mappings":
            yield (
                cast("Ref", field.key_ref),
                {n for v in values for inner in v.values() for n in inner},
            )
            continue
        if field.shape == "mapping":
            if field.key_ref:
                yield field.key_ref, set(chain.from_iterable(values))
            items = [item for value in values for item in value.values() if item is not None]
        elif field.shape == "many":
            items = list(chain.from_iterable(values))
        if field.ref:
            yield field.ref, set(items)
        elif field.inner:
            yield from named_by(items)
