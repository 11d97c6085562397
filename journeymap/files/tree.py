"""A map as plain nested values in file order: what a file says, before anybody chose a style.

A record becomes a dict of its written keys, with defaults left out. Scalars stay what they are,
except where the type alone knows how they are written: a share is Plain("18%"). Writing emits
trees and splicing compares them. This module knows no text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, TypeAlias, get_args, get_origin

from journeymap.files.plain import Plain, share
from journeymap.model.fields import Period, Share
from journeymap.model.journey import (
    KINDS,
    JourneyMap,
    Metric,
    Reading,
    Record,
)
from journeymap.model.shapes import keys_of

Tree: TypeAlias = Any  # dict[str, Tree] | list[Tree] | str | Plain | int | float | bool | date
_REQUIRED = object()


class Written(NamedTuple):
    """How one field becomes a key: what need not be written and what its value turns into."""

    name: str
    key: str
    default: object
    convert: Callable[[Any], Tree] | None


def tree(record: Record, stated: bool = False) -> dict[str, Tree]:
    """Return the keys of a record that a file would hold, in the order of a new file.

    With `stated` also those that were given and say what holds anyway: `status: open`.
    """
    found: dict[str, Tree] = {}
    values = record.__dict__
    for name, key, default, convert in written(type(record)):
        value = values[name]
        if (value is not default and value != default) or (stated and is_stated(record, name)):
            found[key] = convert(value) if convert else value
    if record.__class__ is Metric and values["kind"] == "ratio":
        for key in ("target", "alarm", "benchmark"):
            if key in found:
                found[key] = share(found[key])
    if record.model_extra:
        found.update(record.model_extra)
    return found


def is_stated(record: Record, name: str) -> bool:
    """Return whether a field was given; an edit gives the fields that it sets."""
    return name in record.__pydantic_fields_set__ and record.__dict__[name] is not None


def own_tree(m: JourneyMap, stated: bool = False) -> dict[str, Tree]:
    """Return the tree of a map with its lists of records left as they are; see `tree`."""
    found: dict[str, Tree] = {}
    for name, key, default, convert in written(JourneyMap):
        value = getattr(m, name)
        if value != default or (stated and is_stated(m, name)):
            found[key] = value if key in KINDS or not convert else convert(value)
    found.update(m.model_extra or {})
    return found


@lru_cache(maxsize=64)
def written(record_type: type[Record]) -> tuple[Written, ...]:
    """Return how the fields of a record type are written, in the order of a new file."""
    rows = []
    for key, name in keys_of(record_type).items():
        field = record_type.model_fields[name]
        default = _REQUIRED if field.is_required() or name == "format" else field.get_default()
        rows.append(Written(name, key, default, _conversion(record_type, name)))
    return tuple(rows)


def _conversion(record_type: type[Record], name: str) -> Callable[[Any], Tree] | None:
    field = record_type.model_fields[name]
    whole = [field.annotation, *get_args(field.annotation)]
    annotated = (a for a in whole if get_origin(a) is Annotated)
    marks = [*field.metadata, *(mark for a in annotated for mark in get_args(a))]
    if any(mark in marks for mark in _marks_of(Share)):
        return share
    if any(mark in marks for mark in _marks_of(Period)):
        return Plain
    if record_type is Reading and name == "counts":
        return _counts
    if _holds_scalars(field.annotation):
        return None
    return value_tree


def _marks_of(annotated: Any) -> tuple[Any, ...]:
    # Only the mark of its own: Text's are shared by everything that is text.
    return (get_args(annotated)[-1],)


def _holds_scalars(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        return _holds_scalars(get_args(annotation)[0])
    if isinstance(annotation, type):
        return not issubclass(annotation, Record | tuple | dict | list)
    if get_origin(annotation) in (tuple, dict):
        return False
    parts = (a for a in get_args(annotation) if isinstance(a, type) or get_args(a))
    return all(map(_holds_scalars, parts))


def _counts(value: dict[str, int]) -> dict[str, int]:
    # Scores are keys that were typed as numbers and are shown as numbers.
    return {Plain(key) if key.isascii() and key.isdecimal() else key: n for key, n in value.items()}


def value_tree(value: Any) -> Tree:
    """Return any value of a record as a tree."""
    if isinstance(value, Record):
        return tree(value)
    if isinstance(value, tuple | list):
        return [value_tree(item) for item in value]
    if isinstance(value, dict):
        return {key: value_tree(item) for key, item in value.items()}
    return value
