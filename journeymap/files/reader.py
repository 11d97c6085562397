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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

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
from journeymap.files.problems import FileProblem, Unreadable, why
from journeymap.files.readings import Beside, join_readings, read_readings
from journeymap.files.regular import NotRegular, content
from journeymap.files.scan import Scanned, scan
from journeymap.files.validating import drop_nulls, explained, full_message
from journeymap.model.document import SavedText
from journeymap.model.journey import JourneyMap, Record
from journeymap.model.text import M, Message

AnyRecord = TypeVar("AnyRecord", bound=Record)
MAX_SIDE_BYTES = 1 << 20  # of a file that is no map: a profile, a baseline


def read_file(path: str | os.PathLike[str]) -> SavedText:
    """Return the map in the file at `path`; raises Unreadable with every problem found.

    Readings that stand in a file of their own beside the map are read with it.
    """
    name = os.fspath(path)
    return read_bytes(_bytes_of(name), name, Path(name).resolve().parent)


def read_bytes(
    data: bytes, name: str, folder: Path | None = None, beside: bytes | None = None
) -> SavedText:
    """Return the map that `data` holds; raises Unreadable with every problem found.

    `name` is what problems call the file. `folder` is where a file of readings is looked for;
    without one (a map from a pipe) its readings are left out. `beside` is what stood in that file
    when the map was `data`, where that is known.
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
        if m.readings_from and (folder is not None or beside is not None):
            found = _beside(m, folder, beside)
            m = m.model_copy(update={"readings": m.readings + found.readings})
            places.beside = found.readings
            places.map = m
            return SavedText(m, data, places, found.data)
        places.map = m
        return SavedText(m, data, places)


def _beside(m: JourneyMap, folder: Path | None, data: bytes | None) -> Beside:
    name = m.readings_from or ""
    if data is not None:
        return Beside(read_readings(data, name, m.metrics), data)
    assert folder is not None
    return join_readings(name, folder, m.metrics)


def read_text(name: str, data: bytes | None = None) -> str:
    """Return the text of a file that is no map (or of `data`); raises Unreadable."""
    data = _bytes_of(name) if data is None else data
    try:
        return decode(data).text
    except Fault as fault:
        raise Unreadable(_located(name, good_part(data), [fault])) from None


def read_record(
    record_type: type[AnyRecord], path: str | os.PathLike[str], data: bytes | None = None
) -> tuple[AnyRecord, TextPlaces]:
    """Return the record that a file of its own (or `data`) holds, and where its fields stand.

    Raises Unreadable with every problem found; the same rules and limits hold as for a map.
    """
    name = os.fspath(path)
    data = _bytes_of(name, MAX_SIDE_BYTES) if data is None else data
    try:
        text, bom = decode(data)
        if conflict := find_conflict(text):
            raise conflict
        scanned = scan(text)
    except Fault as fault:
        raise Unreadable(_located(name, good_part(data), [fault])) from None
    places = TextPlaces(text, bom, scanned.sections, scanned.end, scanned.flow)
    places.name = name
    problems = [
        FileProblem(name, *places.lines.at(fault.offset), full_message(fault, places))
        for fault in scanned.faults
    ]
    values = {} if scanned.data is None else scanned.data
    if not isinstance(values, dict):
        problem = M("this file is to be a group of keys, each with a colon and its value")
        raise Unreadable([*problems, FileProblem(name, 1, 1, problem)])
    if scanned.nulls:
        drop_nulls(values, record_type)
    try:
        record = record_type.__pydantic_validator__.validate_python(
            values, by_alias=True, by_name=False
        )
    except ValidationError as error:
        raise Unreadable([*problems, *explained(error, places, name, record_type)]) from None
    if problems:
        raise Unreadable(problems)
    return record, places


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


def _bytes_of(name: str, most: int = MAX_BYTES) -> bytes:
    try:
        status = os.stat(name)
        if not stat.S_ISREG(status.st_mode):
            raise _whole_file(name, M("this is not a file"))
        if status.st_size > most:
            raise _whole_file(name, too_large(status.st_size, most))
        return content(name, most)
    except NotRegular:
        raise _whole_file(name, M("this is not a file")) from None
    except OSError as error:
        raise _whole_file(name, M("cannot be opened: {reason}", reason=why(error))) from None
    except ValueError:
        raise _whole_file(name, M("no file can have this name")) from None


def _whole_file(name: str, message: Message) -> Unreadable:
    return Unreadable([FileProblem(name, 0, 0, message)])


def _located(name: str, text: str, faults: Sequence[Fault]) -> list[FileProblem]:
    # What is refused at its beginning may have millions of lines behind it.
    lines = Lines(text[: max((fault.offset for fault in faults), default=0) + 1])
    return [FileProblem(name, *lines.at(fault.offset), fault.message) for fault in faults]


# ---------------------------------------------------------------- plain values -> map


def _model(scanned: Scanned, places: TextPlaces, name: str) -> JourneyMap:
    problems = [
        FileProblem(name, *places.lines.at(fault.offset), full_message(fault, places))
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
        drop_nulls(data, JourneyMap)
    if number != FORMAT:
        data = migrate(data, number)
    try:
        m: JourneyMap = JourneyMap.__pydantic_validator__.validate_python(
            data, by_alias=True, by_name=False
        )
    except ValidationError as error:
        problems += explained(error, places, name, JourneyMap)
    if problems:
        raise Unreadable(problems)
    return m


def _no_map(data: Any) -> Message:
    if data is None:
        return M("this file is empty; a map starts with a line such as “title: First order”")
    if isinstance(data, list):
        return M("this is a list; a map is a group of keys and starts with “title: …”")
    return M("this is only a text; a map is a group of keys and starts with “title: …”")
