"""Readings in a file of their own beside the map: `readings_from: shop.readings.csv`.

Thousands of numbers would drown a map that people review line by line. The file is sorted and has
one reading a line, so that a new month is a handful of added lines. Columns are the keys of a
reading; `counts.5` is the count of score 5 and `segment.device` the segment of that name. The file
lies in the map's folder or below it and nowhere else.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from journeymap.files.decode import MAX_BYTES, Fault, decode, find_conflict, good_part, too_large
from journeymap.files.places import Lines
from journeymap.files.problems import FileProblem, Unreadable, why
from journeymap.model.index import reading_key
from journeymap.model.journey import Metric, Reading
from journeymap.model.percents import in_reading, kinds_of
from journeymap.model.problems import problems
from journeymap.model.shapes import keys_of
from journeymap.model.text import M, Message

LONGEST = 100_000  # characters of a cell; the csv module refuses a little more
ORDER = ("metric", "at", "period", "segment", "counts", "value", "n", "sd", "source")


class Beside(NamedTuple):
    """The readings of a file beside the map, and its bytes."""

    readings: tuple[Reading, ...]
    data: bytes


def join_readings(name: str, folder: Path, metrics: tuple[Metric, ...] = ()) -> Beside:
    """Return the readings of the file `name` in `folder` with its bytes; raises Unreadable.

    Several rows of one metric, place, period and segment stay several readings, which the checks
    report.
    """
    path = readings_file(name, folder)
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refused(name, M("the map’s readings are missing; look for this file")) from None
    except OSError as error:
        raise _refused(name, M("cannot be opened: {reason}", reason=why(error))) from None
    if len(data) > MAX_BYTES:
        raise _refused(name, too_large(len(data)))
    return Beside(read_readings(data, name, metrics), data)


def read_readings(data: bytes, name: str, metrics: tuple[Metric, ...] = ()) -> tuple[Reading, ...]:
    """Return the readings that a CSV text holds; raises Unreadable with every bad row.

    `metrics` are those of the map: they decide where a value may be written with %.
    """
    try:
        text, _ = decode(data)
    except Fault as fault:
        at = Lines(good_part(data)).at(fault.offset)
        raise Unreadable([FileProblem(name, *at, fault.message)]) from None
    if conflict := find_conflict(text):
        at = Lines(text).at(conflict.offset)
        raise Unreadable([FileProblem(name, *at, conflict.message)])
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    kinds = kinds_of(metrics)
    found: list[Reading] = []
    wrong: list[FileProblem] = []
    try:
        header = next(rows, [])
        wrong += [
            FileProblem(name, 1, place, M("the column “{column}” is unknown here", column=column))
            for place, column in enumerate(header, 1)
            if not _known(column) or column in header[: place - 1]
        ]
        if wrong:
            raise Unreadable(wrong)
        for row in rows:
            line = rows.line_num
            if not any(row):
                continue
            if len(row) > len(header):
                wrong.append(
                    FileProblem(name, line, 1, M("this row has more cells than the header"))
                )
                continue
            try:
                values = in_reading(_values(header, row), kinds)
                found.append(Reading.model_validate(values, by_alias=True, by_name=False))
            except ValidationError as error:
                wrong += [
                    FileProblem(
                        name,
                        line,
                        1,
                        M("{key}: {problem}", key=".".join(map(str, p.path)), problem=p.message)
                        if p.path
                        else p.message,
                    )
                    for p in problems(error)
                ]
    except csv.Error as error:
        wrong.append(
            FileProblem(
                name, rows.line_num, 1, M("this row is no CSV: {reason}", reason=str(error))
            )
        )
    if wrong:
        raise Unreadable(wrong)
    return tuple(found)


def write_readings(readings: tuple[Reading, ...]) -> str:
    """Return the readings as CSV text, sorted, with the columns that they need."""
    rows = [cells_of(reading) for reading in sorted(readings, key=reading_key)]
    used = {column for row in rows for column in row} | {"metric", "at", "period"}
    columns = sorted(used, key=lambda c: (ORDER.index(c.partition(".")[0]), _natural(c)))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _natural(column: str) -> tuple[int, float, str]:
    name = column.partition(".")[2]
    return (0, float(name), "") if name.isdecimal() else (1, 0.0, name)


def same_readings(some: Iterable[Reading], others: Iterable[Reading]) -> bool:
    """Return whether both are the same readings, in any order: a file of them is sorted."""
    return sorted(some, key=_whole) == sorted(others, key=_whole)


def _whole(reading: Reading) -> tuple[str, list[tuple[str, str]]]:
    return reading_key(reading), sorted(cells_of(reading).items())


def fits(reading: Reading) -> bool:
    """Return whether a row can hold all of a reading: an empty text in it would be lost."""
    texts = [*reading.segment, *reading.segment.values()]
    if reading.source is not None:
        texts.append(reading.source)
    return not reading.model_extra and all(0 < len(text) <= LONGEST for text in texts)


def cells_of(reading: Reading) -> dict[str, str]:
    """Return the cells of a reading that are not empty, by column."""
    cells: dict[str, str] = {}
    for key, field in keys_of(Reading).items():
        value = getattr(reading, field)
        if isinstance(value, dict):
            cells.update({f"{key}.{name}": str(item) for name, item in value.items()})
        elif isinstance(value, float):
            cells[key] = repr(int(value)) if value.is_integer() else repr(value)
        elif value is not None:
            cells[key] = str(value)
    return cells


def _known(column: str) -> bool:
    name, dot, rest = column.partition(".")
    if name in ("segment", "counts"):
        return bool(dot and rest)
    return name in ORDER and not dot


def _values(header: list[str], row: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, cell in zip(header, row, strict=False):
        name, dot, rest = column.partition(".")
        if cell == "":
            continue
        if dot:
            values.setdefault(name, {})[rest] = cell
        else:
            values[name] = cell
    return values


def readings_file(name: str, folder: Path) -> Path:
    """Return the path of a file below the folder; raises Unreadable for any that lies outside."""
    try:
        path = (folder / name).resolve()
        within = path.is_relative_to(folder.resolve()) and not os.path.isabs(name)
        regular = not path.exists() or path.is_file()
    except (OSError, ValueError, RuntimeError):
        within = regular = False
    if not within or "\\" in name or not regular:
        raise _refused(name, M("the readings lie in a file in the map’s own folder or below it"))
    return path


def _refused(name: str, message: Message) -> Unreadable:
    return Unreadable([FileProblem(name, 0, 0, message)])
