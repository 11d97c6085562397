"""The names of other records that stand in records, without the places where they stand.

For whoever asks often and of many: `mentions_in` of `index.py` says where each name stands as well,
in several times the time. Nothing here knows what a name means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, cast

from journeymap.model.columns import columns
from journeymap.model.fields import Ref
from journeymap.model.index import ref_fields
from journeymap.model.journey import Record


def names_in(record: Record) -> list[str]:
    """Return every name of another record that stands in `record`, as often as it does."""
    found: list[str] = []
    _add_names(record, found)
    return found


def _add_names(record: Record, found: list[str]) -> None:
    for field in ref_fields(type(record)):
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
