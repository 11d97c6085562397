"""What many records of one type hold, field by field.

A map has thousands of records, and to fetch each of them once from memory takes most of the time
in which one looks at them: so all fields are read at one go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from journeymap.model.journey import Record

_fields_of = attrgetter("__dict__")
_extras_of = attrgetter("__pydantic_extra__")


def aligned(records: Sequence[Record], names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return for each of the fields the values of all records, in their order."""
    rows = map(_fields_of, records)
    if len(names) == 1:
        return [tuple(map(itemgetter(*names), rows))]
    if not names or not records:
        return [()] * len(names)
    return list(zip(*map(itemgetter(*names), rows), strict=True))


def columns(records: Sequence[Record], names: Sequence[str]) -> Iterator[list[Any]]:
    """Yield for each of the fields the values that are not empty, in the order of the records."""
    return (list(filter(None, each)) for each in aligned(records, names))


def extras(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return what stands under keys of people's own, of the records that have some."""
    return list(filter(None, map(_extras_of, records)))
