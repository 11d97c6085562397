"""How values lie in the fields of a record type: alone, in lists, by name, and what they may name.

Derived once from the annotations of `journey.py`, so that references, merging, setting fields from
text and writing all see the same shapes. This module knows types and no values.
"""

from __future__ import annotations

from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from journeymap.model.fields import Ref
from journeymap.model.journey import Record


@lru_cache(maxsize=64)
def keys_of(record_type: type[Record]) -> dict[str, str]:
    """Return YAML key -> field name of a record type, in the order a new file writes them."""
    return {field.alias or name: name for name, field in record_type.model_fields.items()}


class Shape(NamedTuple):
    """How values lie in a field: one alone, a list, a fixed number of them, or by name.

    `inner` is the shape of the items or values. Where one value stands alone, `record` is its type
    when it is a record and `ref` what it may name; `key_ref` is what the names of a mapping name.
    """

    form: Literal["one", "list", "fixed", "mapping"]
    inner: Shape | None = None
    record: type[Record] | None = None
    ref: Ref | None = None
    key_ref: Ref | None = None

    @property
    def innermost(self) -> Shape:
        """The shape of the values themselves, inside all lists and mappings."""
        return self.inner.innermost if self.inner else self


@lru_cache(maxsize=512)
def shape_of(record_type: type[Record], field: str) -> Shape:
    """Return the shape of a field; whether it may be left out makes no difference."""
    info = record_type.model_fields[field]
    return _shape(info.annotation, tuple(info.metadata))


@lru_cache(maxsize=512)
def record_in(record_type: type[Record], field: str) -> type[Record] | None:
    """Return the record type that `field` holds (alone, in a list or in a mapping), or None."""
    return shape_of(record_type, field).innermost.record


def _shape(annotation: Any, marks: tuple[Any, ...] = ()) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], (*marks, *arguments[1:]))
    if origin in (Union, UnionType):
        (only,) = (argument for argument in arguments if argument is not NoneType)
        return _shape(only, marks)
    if origin is tuple:
        return Shape("list" if arguments[1:] == (...,) else "fixed", _shape(arguments[0]))
    if origin is dict:
        return Shape("mapping", _shape(arguments[1]), key_ref=_shape(arguments[0]).ref)
    is_record = isinstance(annotation, type) and issubclass(annotation, Record)
    ref = next((mark for mark in marks if isinstance(mark, Ref)), None)
    return Shape("one", record=annotation if is_record else None, ref=ref)
