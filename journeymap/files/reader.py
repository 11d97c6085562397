"""From bytes to a map with its places, or every reason why not, each with its line.

    bytes -> size, encoding, conflict markers (decode) -> one pass over the parser's events, with
    all limits (scan) -> format gate and migrations -> validation by the model

Broken references and repeated ids do not lock a map: they are findings of the checks. Nothing
outside the map's folder is read.
"""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_origin

from pydantic import ValidationError

from journeymap.files.decode import (
    MAX_BYTES,
    Fault,
    decode,
    find_conflict,
    good_part,
    too_large,
)
from journeymap.files.migrations import FORMAT, format_of, migrate
from journeymap.files.places import Lines, TextPlaces
from journeymap.files.problems import FileProblem, Unreadable
from journeymap.files.readings import join_readings
from journeymap.files.scan import DuplicateKey, Scanned, scan
from journeymap.model.document import SavedText
from journeymap.model.journey import JourneyMap, Record
from journeymap.model.problems import explain
from journeymap.model.shapes import keys_of, record_in
from journeymap.model.text import M, Message


def read_file(path: str | os.PathLike[str]) -> SavedText:
    """Return the map in the file at `path`; raises Unreadable with every problem found.

    Readings that stand in a file of their own beside the map are read with it.
    """
    name = os.fspath(path)
    return read_bytes(_bytes_of(name), name, Path(name).resolve().parent)


def read_bytes(data: bytes, name: str, folder: Path | None = None) -> SavedText:
    """Return the map that `data` holds; raises Unreadable with every problem found.

    `name` is what problems call the file. `folder` is where a file of readings is looked for;
    without one (a map from a pipe) its readings are left out.
    """
    with gc_paused():
        try:
            text, bom = decode(data)
            if conflict := find_conflict(text):
                raise conflict
            scanned = scan(text)
        except Fault as fault:
            raise Unreadable(_located(name, good_part(data), [fault])) from None
        places = TextPlaces(text, bom, scanned.sections, scanned.end, scanned.flow)
        places.name, places.folder = name, folder
        m = _model(scanned, places, name)
        if m.readings_from and folder is not None:
            beside = join_readings(m.readings_from, folder, m.metrics)
            m = m.model_copy(update={"readings": m.readings + beside.readings})
            places.beside = beside.readings
            places.map = m
            return SavedText(m, data, places, beside.data)
        places.map = m
        return SavedText(m, data, places)


def read_text(name: str, data: bytes | None = None) -> str:
    """Return the text of a file that is no map (or of `data`); raises Unreadable."""
    data = _bytes_of(name) if data is None else data
    try:
        return decode(data).text
    except Fault as fault:
        raise Unreadable(_located(name, good_part(data), [fault])) from None


@contextmanager
def gc_paused() -> Iterator[None]:
    """Keep the garbage collector off inside: it triples the time of opening a large map.

    Whoever keeps the map calls `gc.freeze()` afterwards, so that no later pass visits it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# ---------------------------------------------------------------- bytes


def _bytes_of(name: str) -> bytes:
    try:
        status = os.stat(name)
        if not stat.S_ISREG(status.st_mode):
            raise _whole_file(name, M("this is not a file"))
        if status.st_size > MAX_BYTES:
            raise _whole_file(name, too_large(status.st_size))
        with open(name, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _whole_file(name, M("cannot be opened: {reason}", reason=reason)) from None
    except ValueError:
        raise _whole_file(name, M("no file can have this name")) from None


def _whole_file(name: str, message: Message) -> Unreadable:
    return Unreadable([FileProblem(name, 0, 0, message)])


def _located(name: str, text: str, faults: Sequence[Fault]) -> list[FileProblem]:
    lines = Lines(text)
    return [FileProblem(name, *lines.at(fault.offset), fault.message) for fault in faults]


# ---------------------------------------------------------------- plain values -> map


def _model(scanned: Scanned, places: TextPlaces, name: str) -> JourneyMap:
    problems = [
        FileProblem(name, *places.lines.at(fault.offset), _full(fault, places))
        for fault in scanned.faults
    ]
    data = scanned.data
    if not isinstance(data, dict):
        raise Unreadable([*problems, FileProblem(name, 1, 1, _no_map(data))])
    number = format_of(data)
    if isinstance(number, Message):
        _, value, _ = places.nearest(("format",))
        at = places.lines.at(value.start if value else 0)
        raise Unreadable([*problems, FileProblem(name, *at, number)])
    if scanned.nulls:
        _drop_nulls(data, JourneyMap)
    if number != FORMAT:
        data = migrate(data, number)
    try:
        m: JourneyMap = JourneyMap.__pydantic_validator__.validate_python(
            data, by_alias=True, by_name=False
        )
    except ValidationError as error:
        problems += _explained(error, places, name)
    if problems:
        raise Unreadable(problems)
    return m


def _full(fault: Fault, places: TextPlaces) -> Message:
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


def _no_map(data: Any) -> Message:
    if data is None:
        return M("this file is empty; a map starts with a line such as “title: First order”")
    if isinstance(data, list):
        return M("this is a list; a map is a group of keys and starts with “title: …”")
    return M("this is only a text; a map is a group of keys and starts with “title: …”")


def _drop_nulls(value: Any, record_type: type[Record] | None) -> None:
    """Remove what is not given, but not an unknown key: it has its own problem.

    Only a source's matches may say “nothing” on purpose.
    """
    if isinstance(value, list):
        for item in value:
            _drop_nulls(item, record_type)
    elif isinstance(value, dict):
        keys = keys_of(record_type) if record_type else None
        for key in [k for k, item in value.items() if item is None and (not keys or k in keys)]:
            del value[key]
        for key, item in value.items():
            if keys is None:
                _drop_nulls(item, None)
            elif key in keys and key != "matches":
                inner = record_in(cast("type[Record]", record_type), keys[key])
                if inner is not None and isinstance(item, dict) and _maps(record_type, keys[key]):
                    for entry in item.values():  # by_persona: the keys are names, not fields
                        _drop_nulls(entry, inner)
                else:
                    _drop_nulls(item, inner)


def _maps(record_type: type[Record] | None, field: str) -> bool:
    """Return whether a field is a mapping of names to records."""
    assert record_type is not None
    return get_origin(record_type.model_fields[field].annotation) is dict


def _explained(error: ValidationError, places: TextPlaces, name: str) -> list[FileProblem]:
    found = []
    for item in error.errors(include_url=False):
        path = tuple(item["loc"])
        context: Mapping[str, Any] = item.get("ctx") or {}
        if item["type"] == "string_pattern_mismatch" and context.get("pattern") == "^x-":
            found.append(_unknown_key(path, places, name))
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
            if length == len(path) and isinstance(path[-1], str):
                message = M("{key}: {problem}", key=path[-1], problem=message)
        found.append(FileProblem(name, *places.lines.at(offset), message))
    return found


def _unknown_key(path: Sequence[str | int], places: TextPlaces, name: str) -> FileProblem:
    key = str(path[-1])
    nearest = _nearest_key(_type_at(path[:-1]), key)
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


def _type_at(path: Sequence[str | int]) -> type[Record]:
    """Return the type of the record at a path of a validation error."""
    record_type: type[Record] = JourneyMap
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
