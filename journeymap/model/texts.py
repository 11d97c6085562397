"""The texts of a map that people wrote for people, and what is kept for programs, with places.

Ids, references, fixed words, dates, colours, paths and durations are no texts. What imports keep
(columns, events, segments) and what stands under `x-` keys comes as it is, keys and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from journeymap.model.columns import columns, extras
from journeymap.model.fields import Ref
from journeymap.model.index import Index, Key, Path
from journeymap.model.journey import LISTS, JourneyMap, Record
from journeymap.model.shapes import record_in

# Who is responsible is named on purpose.
NAMED_ON_PURPOSE = frozenset(("owner", "by"))
FREE_TEXT = frozenset(
    "about alt carries cause decision doing ends expectation goal link name needs note notes phase"
    " props question quote scenario source starts steps strength summary systems tags text"
    " thinking title unit value when why".split()
)
# Fields whose very keys are words of the data that was imported, and no names of the format.
FROM_DATA = frozenset("answers columns matches segment segments unmatched".split())


def texts(index: Index) -> Iterator[tuple[Key, Path, str]]:
    """Yield (key, path, text) of everything written in the map, owners included, in file order."""
    for path, text in texts_in(index.map):
        yield "", path, text
    for entry in index.all():
        for path, text in texts_in(entry.record):
            yield entry.key, path, text


def words_in(records: Sequence[Record]) -> list[str]:
    """Return all that `texts_in` and `kept_in` find in records of one type, without the places.

    For whoever looks for what is rare: it takes a fifth of their time.
    """
    found: list[str] = []
    kind = type(records[0]) if records else Record
    names = [name for name, _ in _fields(kind)]
    for (_, free), values in zip(_fields(kind), columns(records, names), strict=True):
        if values:
            _add_words(values, free, found)
    for kept in columns(records, _from_data(kind)):
        found.extend(strings(kept))
    found.extend(strings(extras(records)))
    return found


def _add_words(values: Sequence[Any], free: bool, found: list[str]) -> None:
    kinds: set[type[Any]] = set(map(type, values))
    for kind in kinds:
        alike: Sequence[Any] = (
            values if len(kinds) == 1 else [each for each in values if type(each) is kind]
        )
        if issubclass(kind, str):
            found.extend(alike if free else ())
        elif issubclass(kind, tuple):
            _add_words(list(chain.from_iterable(alike)), free, found)
        elif issubclass(kind, dict):
            _add_words([inner for each in alike for inner in each.values()], free, found)
        elif issubclass(kind, Record):
            found.extend(words_in(alike))


def strings(value: Any) -> Iterator[str]:
    """Yield the texts in a value of `kept_in`, the keys of its mappings among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from strings(item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from strings(item)


def kept_in(record: Record, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield (path, value) of what stands under `x-` keys and of the words of imported data.

    A value may be a text, or lists and mappings of them to any depth.
    """
    for name, value in (record.model_extra or {}).items():
        yield (*path, name), value
    values = record.__dict__
    for name in _keeping(type(record)):
        if value := values[name]:
            if name in FROM_DATA:
                yield (*path, name), value
            elif isinstance(value, Record):
                yield from kept_in(value, (*path, name))
            else:
                items = value.items() if isinstance(value, dict) else enumerate(value)
                for place, item in items:
                    yield from kept_in(item, (*path, name, place))


@lru_cache(maxsize=64)
def _keeping(record_type: type[Record]) -> tuple[str, ...]:
    """Return the fields that hold words of imported data, or further records that may."""
    listed = LISTS.values() if record_type is JourneyMap else ()
    return tuple(
        name
        for name in record_type.model_fields
        if name not in listed and (name in FROM_DATA or record_in(record_type, name))
    )


def texts_in(record: Record, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield (path, text) of everything written in a record, its owner included."""
    values = record.__dict__
    for name, free in _fields(type(record)):
        if value := values[name]:
            if isinstance(value, str):
                yield (*path, name), value
            else:
                yield from _texts_of(value, (*path, name), free)


@lru_cache(maxsize=64)
def _from_data(record_type: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in record_type.model_fields if name in FROM_DATA)


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
        yield from texts_in(value, path)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _texts_of(item, (*path, position), free)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts_of(item, (*path, name), free)
