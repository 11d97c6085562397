"""From plain values of a text to what is wrong with them, each with its line and the nearest key.

What holds for a map holds for every file that is written by hand and read as a record: a profile of
the checks, a baseline. This module reads no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, cast, get_origin

from pydantic import ValidationError

from journeymap.files.decode import Fault
from journeymap.files.places import TextPlaces
from journeymap.files.problems import FileProblem
from journeymap.files.scan import DuplicateKey
from journeymap.model.journey import Record
from journeymap.model.problems import explain, unknown_word
from journeymap.model.shapes import keys_of, record_in
from journeymap.model.text import M, Message


def full_message(fault: Fault, places: TextPlaces) -> Message:
    """Return the fault's sentence; that of a repeated key names the line of the first."""
    if not isinstance(fault, DuplicateKey):
        return fault.message
    first = places.first_of_repeated.get(fault.offset)
    if first is None:
        return fault.message
    line, _ = places.lines.at(first)
    return M(
        "“{key}” stands here twice; the first is in line {line}; delete one",
        key=fault.key,
        line=line,
    )


def drop_nulls(value: Any, record_type: type[Record] | None) -> None:
    """Remove what is not given, but not an unknown key: it has its own problem.

    Only a source's words may mean nothing on purpose: no place, or no metric.
    """
    if isinstance(value, list):
        for item in value:
            drop_nulls(item, record_type)
    elif isinstance(value, dict):
        keys = keys_of(record_type) if record_type else None
        for key in [k for k, item in value.items() if item is None and (not keys or k in keys)]:
            del value[key]
        for key, item in value.items():
            if keys is None:
                drop_nulls(item, None)
            elif key in keys and key not in ("matches", "answers"):
                inner = record_in(cast("type[Record]", record_type), keys[key])
                if inner is not None and isinstance(item, dict) and _maps(record_type, keys[key]):
                    for entry in item.values():  # by_persona: the keys are names, not fields
                        drop_nulls(entry, inner)
                else:
                    drop_nulls(item, inner)


def _maps(record_type: type[Record] | None, field: str) -> bool:
    """Return whether a field is a mapping of names to records."""
    assert record_type is not None
    return get_origin(record_type.model_fields[field].annotation) is dict


def explained(
    error: ValidationError, places: TextPlaces, name: str, root: type[Record]
) -> list[FileProblem]:
    """Return what is wrong with the values of a text that holds a record of type `root`."""
    found = []
    for item in error.errors(include_url=False):
        path = tuple(item["loc"])
        context: Mapping[str, Any] = item.get("ctx") or {}
        if item["type"] == "string_pattern_mismatch" and context.get("pattern") == "^x-":
            found.append(_unknown_key(path, places, name, root))
            continue
        at, value, length = places.nearest(path)
        offset = 0
        if at is not None and value is not None:
            # A wrong value is shown where it stands, a missing one at its record.
            offset = value.start if length == len(path) else at.start
        if item["type"] == "missing":
            message = M("“{key}” is missing here", key=str(path[-1]))
        elif item["input"] is None:
            message = M("this item is empty; write something after the “-” or delete it")
        else:
            message = explain(item["type"], context, item["input"])
            key = path[-1] if length == len(path) else None
            if isinstance(key, str):
                message = M("{key}: {problem}", key=key, problem=message)
                if item["type"] == "literal_error" and isinstance(item["input"], str):
                    message = unknown_word(context, item["input"], key)
        found.append(FileProblem(name, *places.lines.at(offset), message))
    return found


def _unknown_key(
    path: Sequence[str | int], places: TextPlaces, name: str, root: type[Record]
) -> FileProblem:
    key = str(path[-1])
    nearest = _nearest_key(_type_at(root, path[:-1]), key)
    at, _, length = places.nearest(path)
    line, column = places.lines.at(at.start if at else 0)
    if nearest:
        message = M(
            "the key “{key}” is unknown; did you mean “{nearest}”?", key=key, nearest=nearest
        )
    else:
        message = M(
            "the key “{key}” is not part of the format; keys of your own begin with “x-”", key=key
        )
    if length == len(path) and places.in_flow_mapping(path[:-1]):
        message = M(
            "{problem} (inside {braces} a comma ends the value; a text with a comma wants quotes)",
            problem=message,
            braces="{ }",
        )
    return FileProblem(name, line, column, message)


def _type_at(root: type[Record], path: Sequence[str | int]) -> type[Record]:
    """Return the type of the record at a path of a validation error."""
    record_type = root
    for part in path:
        field = keys_of(record_type).get(part) if isinstance(part, str) else None
        # Keys of mappings (a persona's id) and positions lie between a field and its record.
        inner = record_in(record_type, field) if field else None
        record_type = inner or record_type
    return record_type


@lru_cache(maxsize=1024)
def _nearest_key(record_type: type[Record], key: str) -> str:
    known = list(keys_of(record_type))
    if key in record_type.model_fields:  # the model's own name for a key that is written otherwise
        alias = record_type.model_fields[key].alias
        return alias or ""
    close = get_close_matches(key.lower().replace("-", "_"), known, n=1, cutoff=0.6)
    return close[0] if close else ""
