"""JSON as a table: one object a line, or a list of objects; and the metrics files of TheyDo.

Values inside a value become columns of their own one level deep (`device.kind`); what lies deeper
stays as its JSON text. A line that is no object is left out with its reason, the others are read.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from journeymap.metrics.limits import MAX_CELLS, MAX_COLUMNS, MAX_LINE, MAX_SKIPPED, MAX_WHOLE
from journeymap.metrics.table import Cell, Row, Skipped, Unusable
from journeymap.metrics.text_table import Watch, more_unread, too_many_cells
from journeymap.model.text import M, Message

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
THEYDO = "THEYDO_METRICS_V1"
# How TheyDo names the answers, and how readings do.
_SCORES = {
    "veryUnsatisfied": "1",
    "unsatisfied": "2",
    "neutral": "3",
    "satisfied": "4",
    "verySatisfied": "5",
    "detractors": "detractors",
    "passives": "passives",
    "promoters": "promoters",
}
_VALUES = {
    "score": "value",
    "value": "value",
    "respondents": "n",
    "numerator": "hits",
    "denominator": "of",
}


class Read(NamedTuple):
    """The columns and rows of a JSON text, what was left out, and the tool that wrote it."""

    columns: tuple[str, ...]
    rows: list[Row]
    skipped: list[Skipped]
    tool: str = ""


def read(text: str, watch: Watch | None = None) -> Read:
    """Return the table that a JSON text holds; raises Unusable where it holds none."""
    start = text.lstrip()[:1]
    if start == "{" and THEYDO in text[:4096]:
        whole = _whole(text)
        if isinstance(whole, dict) and whole.get("format") == THEYDO:
            return _theydo(whole)
    lines: Iterable[tuple[int, Any]]
    if start == "[" and not _is_lines(text):
        whole = _whole(text)
        if not isinstance(whole, list):
            raise Unusable(_NO_TABLE)
        if whole and all(isinstance(item, list) for item in whole):
            return _grid(whole)
        lines = enumerate(whole, start=1)
    elif start == "{" and (listed := _listed(text)) is not None:
        lines = enumerate(listed, start=1)
    else:
        lines = _lines(text, watch)
    return _table(lines)


def _is_lines(text: str) -> bool:
    """Return whether the first line is a value of its own."""
    found = re.match(r"\s*([^\r\n]+)", text[:MAX_LINE])
    first = found[1].strip() if found else ""
    if len(first) == len(text.strip()) and first.startswith("["):
        return False
    return isinstance(_value(first), dict | list)


def _value(text: str) -> Any:
    """Return what a JSON text says, the exception's message as Unusable where it says nothing."""
    try:
        return json.loads(text, parse_constant=_no_number, parse_int=_integer)
    except RecursionError:
        return Unusable(M("this is nested too deep to be a row"))
    except ValueError as error:
        return Unusable(_no_json(error))


def _whole(text: str) -> Any:
    if len(text) > MAX_WHOLE:
        raise Unusable(
            M(
                "this JSON has more than {limit} million characters; export it as JSON lines, "
                "one object a line",
                limit=MAX_WHOLE >> 20,
            )
        )
    found = _value(text)
    if isinstance(found, Unusable):
        raise found
    return found


def _no_json(error: ValueError) -> Message:
    line = getattr(error, "lineno", 1)
    column = getattr(error, "colno", 1)
    return M("this is no JSON from line {line}, column {column}", line=line, column=column)


def _no_number(_name: str) -> None:
    return None  # NaN and the infinities


def _integer(digits: str) -> int | float | str:
    return int(digits) if len(digits) < 16 else digits if len(digits) > 300 else float(digits)


def _listed(text: str) -> list[Any] | None:
    """Return the one list of records that an object holds, as many exports have it."""
    one_line = re.search(r"[\r\n]\s*\S", text) is None
    if not one_line and _is_lines(text):
        return None
    whole = _whole(text)
    if not isinstance(whole, dict):
        return None
    lists = [
        value
        for value in whole.values()
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
    ]
    return lists[0] if len(lists) == 1 else None


def _lines(text: str, watch: Watch | None) -> Iterator[tuple[int, Any]]:
    place, line = 0, 0
    while place < len(text):
        found = _LINE.match(text, place)
        assert found is not None  # it matches everything
        place, line = found.end(), line + 1
        if found[0].isspace():
            continue
        if found.end() - found.start() > MAX_LINE:
            yield (
                line,
                Unusable(
                    M("this line is longer than {limit} million characters", limit=MAX_LINE >> 20)
                ),
            )
        else:
            value = _value(found[0])
            yield line, Unusable(_NO_OBJECT) if isinstance(value, Unusable) else value
        if watch and line % 5_000 == 0:
            watch(place / len(text))


_NO_OBJECT = M("this line is no JSON object")
_NO_TABLE = M("this JSON holds no list of records; export the table as CSV or as JSON lines")


def _table(values: Iterable[tuple[int, Any]]) -> Read:
    columns: dict[str, int] = {}
    found: list[tuple[int, dict[str, Cell]]] = []
    skipped: list[Skipped] = []
    cells = unlisted = 0
    for line, value in values:
        if not isinstance(value, dict):
            reason = value.message if isinstance(value, Unusable) else _NO_OBJECT
            if len(skipped) < MAX_SKIPPED:
                skipped.append(Skipped(line, reason))
            else:
                unlisted += 1
            continue
        record = dict(_flat(value))
        for name in record:
            columns.setdefault(name, len(columns))
        if len(columns) > MAX_COLUMNS:
            raise Unusable(
                M(
                    "this table has more than {limit} columns; export only those with values",
                    limit=MAX_COLUMNS,
                )
            )
        cells += len(columns)
        if cells > MAX_CELLS:
            raise Unusable(too_many_cells())
        found.append((line, record))
    if not columns:
        raise Unusable(skipped[0].reason if len(skipped) == 1 else _NO_TABLE)
    if unlisted:
        skipped.append(Skipped(0, more_unread(unlisted)))
    rows = [Row(line, tuple(record.get(name) for name in columns)) for line, record in found]
    return Read(tuple(columns), rows, skipped)


def _flat(value: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
    for name, inner in value.items():
        if isinstance(inner, dict) and inner:
            for part, deep in inner.items():
                yield f"{name}.{part}", _cell(deep)
        else:
            yield name, _cell(inner)


def _cell(value: Any) -> Cell:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str | bool | int | float) or value is None:
        return value
    return str(value)


def _grid(rows: list[list[Any]]) -> Read:
    """Return a list of lists, whose first one is not yet taken for the header."""
    if max(map(len, rows)) > MAX_COLUMNS or sum(map(len, rows)) > MAX_CELLS:
        raise Unusable(too_many_cells())
    filled = [(line, row) for line, row in enumerate(rows, start=1) if row]
    return Read((), [Row(line, tuple(map(_cell, row))) for line, row in filled], [])


# ---------------------------------------------------------------- TheyDo


def _theydo(whole: Mapping[str, Any]) -> Read:
    """Return the data points of a TheyDo metrics file, one a row.

    Its columns are named as those of readings: metric, period, value, n, hits, of, a column for
    each score, and `segment.NAME` for each dimension.
    """
    rows: list[tuple[int, dict[str, Cell]]] = []
    skipped: list[Skipped] = []
    number = 0
    metrics = whole.get("metrics")
    for metric in metrics if isinstance(metrics, list) else ():
        points = metric.get("dataPoints") if isinstance(metric, dict) else None
        if not isinstance(points, list):
            number += 1
            skipped.append(Skipped(number, M("a metric without data points")))
            continue
        head: dict[str, Cell] = {
            "metric": _cell(metric.get("title") or metric.get("importKey")),
            "key": _cell(metric.get("importKey")),
            "type": _cell(metric.get("type")),
            "unit": _cell(metric.get("unit")),
        }
        for point in points:
            number += 1
            if not isinstance(point, dict):
                skipped.append(Skipped(number, M("this is no data point")))
                continue
            rows.append((number, {**head, **dict(_point(point))}))
    if not rows:
        raise Unusable(M("this TheyDo file holds no data points"))
    names = dict.fromkeys(name for _, record in rows for name in record)
    if len(names) > MAX_COLUMNS or len(names) * len(rows) > MAX_CELLS:
        raise Unusable(too_many_cells())
    table = [Row(line, tuple(record.get(name) for name in names)) for line, record in rows]
    return Read(tuple(names), table, skipped, "theydo")


def _point(point: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
    yield "period", _cell(point.get("dateOfMeasurement"))
    for name, value in point.items():
        if name in _VALUES:
            yield _VALUES[name], _cell(value)
        elif name in _SCORES:
            yield f"counts.{_SCORES[name]}", _cell(value)
        elif name in ("dimensions", "dimension") and isinstance(value, list):
            for each in value:
                if isinstance(each, dict) and isinstance(each.get("key"), str):
                    yield f"segment.{each['key']}", _cell(each.get("value"))
