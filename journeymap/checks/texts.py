"""The texts of a map that people wrote for people, with the place of each.

Ids, references, fixed words, dates, colours, paths and durations are no texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from journeymap.model.fields import Ref
from journeymap.model.index import Index, Key, Path
from journeymap.model.journey import LISTS, JourneyMap, Record, record_in

# Who is responsible is named on purpose.
NAMED_ON_PURPOSE = frozenset(("owner", "by"))
FREE_TEXT = frozenset(
    "about alt carries cause decision doing ends expectation goal link name needs note notes phase"
    " props question quote scenario source starts steps strength summary systems tags text"
    " thinking title unit value when why".split()
)


def texts(index: Index) -> Iterator[tuple[Key, Path, str]]:
    """Yield (key, path, text) of everything written in the map, owners included, in file order."""
    for path, text in _texts_in(index.map, ()):
        yield "", path, text
    for entry in index.entries.values():
        for path, text in _texts_in(entry.record, ()):
            yield entry.key, path, text


def _texts_in(record: Record, path: Path) -> Iterator[tuple[Path, str]]:
    values = record.__dict__
    for name, free in _fields(type(record)):
        if value := values[name]:
            if isinstance(value, str):
                yield (*path, name), value
            else:
                yield from _texts_of(value, (*path, name), free)


@lru_cache(maxsize=64)
def _fields(record_type: type[Record]) -> tuple[tuple[str, bool], ...]:
    """Return the fields in which texts can stand, and whether their own strings are texts."""
    found = []
    for name, field in record_type.model_fields.items():
        # what a flow calls source is the id of a touchpoint and no text
        free = name in FREE_TEXT and not any(isinstance(mark, Ref) for mark in field.metadata)
        free = free or name in NAMED_ON_PURPOSE
        listed = record_type is JourneyMap and name in LISTS.values()
        if not listed and (free or name == "translations" or record_in(record_type, name)):
            found.append((name, free or name == "translations"))
    return tuple(found)


def _texts_of(value: Any, path: Path, free: bool) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if free:
            yield path, value
    elif isinstance(value, Record):
        yield from _texts_in(value, path)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _texts_of(item, (*path, position), free)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts_of(item, (*path, name), free)
