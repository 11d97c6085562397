"""The edit that rewrites what stands in one field: a text, or all texts of imported data."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, cast

from journeymap.model.document import Edit
from journeymap.model.edits import found, replace
from journeymap.model.index import Key, Path, index_of
from journeymap.model.journey import JourneyMap, Listed, Record
from journeymap.model.problems import Refused
from journeymap.model.text import M


def rewriting(key: Key, path: Path, rewritten: Callable[[str], str]) -> Edit:
    """Return the edit that rewrites every text at a path in a record, keys of mappings as well.

    The empty key is the map. Raises Refused when the field is there no more.
    """

    def rewrite(value: Any) -> Any:
        if isinstance(value, str):
            return rewritten(value)
        if isinstance(value, dict):
            done: dict[str, Any] = {}
            for name, item in value.items():
                done[_unlike(rewritten(name), done)] = rewrite(item)
            return done
        if isinstance(value, (tuple, list)):
            return type(value)(rewrite(item) for item in value)
        return value

    def edit(m: JourneyMap) -> JourneyMap:
        if not key:
            return cast("JourneyMap", _changed(m, path, rewrite, key))
        entry = found(index_of(m), key)
        return replace(m, entry, cast("Listed", _changed(entry.record, path, rewrite, key)))

    return edit


def _unlike(name: str, others: Collection[str]) -> str:
    """Return a name that none of the others has: what was told apart has to stay so."""
    tried, n = name, 1
    while tried in others:
        n += 1
        tried = f"{name} {n}"
    return tried


def _changed(value: Any, path: Path, change: Callable[[Any], Any], key: Key) -> Any:
    """Return `value` with the text at `path` changed; raises Refused when it is not there."""
    if not path:
        return change(value)
    step = path[0]
    fields = {**(value.model_extra or {}), **value.__dict__} if isinstance(value, Record) else {}
    if isinstance(value, Record) and step in fields:
        inner = _changed(fields[str(step)], path[1:], change, key)
        return value.model_copy(update={str(step): inner})
    if isinstance(value, dict) and step in value:
        return {**value, step: _changed(value[step], path[1:], change, key)}
    if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
        return (*value[:step], _changed(value[step], path[1:], change, key), *value[step + 1 :])
    raise Refused(M("the text is no longer there"), key)
