"""The process that opens workbooks and Parquet files: what they do to it, they do not do to us.

A workbook of one megabyte can ask for all memory, and a library written in another language can
end its process. So each file is opened here, with limits on memory and time, and plain values come
back, one line of JSON a row. Run as a program of its own, by path: it imports nothing of
journeymap. Formulas are not calculated and macros not looked at; of a workbook the values are read
that were saved with it.

    arguments  workbook or parquet, the file, the sheet ("" for the first that is shown and holds a
               table), the most cells, the most columns, the most bytes of memory, the most seconds
    answers    {"sheets": […], "sheet": …, "percent": [places of columns]} or {"columns": […]},
               then [line, cell, …] for each row, then {"end": rows}; {"error": …} instead of any
"""

from __future__ import annotations

import contextlib
import datetime
import html
import json
import math
import os
import re
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

if sys.platform != "win32":  # which has no such limits; the parent still ends what takes too long
    import resource

_BATCH = 2_000


class _Refused(Exception):
    """Something that the parent has a sentence for; `more` is what it has to know for that."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.more = more


def main(arguments: Sequence[str]) -> None:
    """Answer what the arguments ask."""
    kind, path, sheet = arguments[:3]
    cells, columns, memory, seconds = map(int, arguments[3:])
    rows = workbook if kind == "workbook" else parquet
    try:
        _say_all(rows(path, sheet, _Limits(cells, columns, memory, seconds)))
    except _Refused as refused:
        _say({"error": str(refused), **refused.more})
    except MemoryError:
        _say({"error": "memory"})


class _Limits:
    """What the file may ask for; memory and time count from when the library is loaded."""

    def __init__(self, cells: int, columns: int, memory: int, seconds: int) -> None:
        self.cells, self.columns = cells, columns
        self._memory, self._seconds = memory, seconds

    def begin(self) -> None:
        """Let the system hold this process to its limits from now on."""
        if sys.platform == "win32":
            return
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (self._seconds, self._seconds))
        try:
            with open("/proc/self/statm", encoding="ascii") as file:
                now = int(file.read().split()[0]) * resource.getpagesize()
        except (OSError, ValueError, IndexError):
            return
        resource.setrlimit(resource.RLIMIT_AS, (now + self._memory, now + self._memory))


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")


def _say_all(answers: Iterator[object]) -> None:
    count = 0
    for answer in answers:
        _say(answer)
        count += isinstance(answer, list)
    _say({"end": count})
    sys.stdout.flush()


# ---------------------------------------------------------------- workbooks


def workbook(path: str, sheet: str, limits: _Limits) -> Iterator[object]:
    """Yield what is answered about a workbook: its sheets, then the filled rows of one of them."""
    import python_calamine as calamine

    limits.begin()
    try:
        with open(path, "rb") as file:  # by its content: of a path it would believe the name
            book = calamine.load_workbook(file)
        shown = [
            each.name
            for each in book.sheets_metadata
            if each.visible == calamine.SheetVisibleEnum.Visible
            and each.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        names = shown or list(book.sheet_names)
        if sheet and sheet not in book.sheet_names:
            raise _Refused("no-sheet", sheets=names)
        found = _first_table(book, [sheet] if sheet else names)
    except calamine.PasswordError:
        raise _Refused("password") from None
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError, ValueError):
        raise _Refused("damaged") from None
    if found is None or not found.height:
        yield {"sheets": names, "sheet": found.name if found else ""}
        return
    if found.width > limits.columns:
        raise _Refused("columns")
    if found.width * found.height > limits.cells:
        raise _Refused("cells")
    before = (found.start or (0, 0))[1]
    places = (place - before for place in _percents(path, found.name))
    percent = [place for place in places if 0 <= place < found.width]
    yield {"sheets": names, "sheet": found.name, "percent": percent}
    for line, row in enumerate(found.iter_rows(), start=1):
        cells = [_plain(cell) for cell in row]
        if any(cell not in ("", None) for cell in cells):
            yield [line, *cells]


def _first_table(book: Any, names: Sequence[str]) -> Any:
    """Return the first sheet with rows under heads, so that covers with a title are passed over.

    Without any the first that is filled at all, or else the last.
    """
    filled = found = None
    for name in names:
        found = book.get_sheet_by_name(name)
        if found.height > 1 and found.width > 1:
            return found
        if filled is None and found.height and found.width:
            filled = found
    return filled or found


def _plain(cell: Any) -> str | int | float | bool | None:
    if isinstance(cell, str | bool) or cell is None:
        return cell
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            return None
        return int(cell) if cell == int(cell) and abs(cell) < 1e15 else cell
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return str(cell)


# 0.81 is shown as 81% where a cell's style says so, and the library that reads the values does not
# say how they are shown. So the styles are looked up here, in the text of the file and no parser.

_MOST_LOOKED_AT = 8 << 20  # bytes of a part; its first rows tell how a column is shown
_SHEET = re.compile(rb"<sheet\b[^>]*>")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_FORMAT = re.compile(rb"<numFmt\b[^>]*>")
_STYLES = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<xf\b[^>]*>")
_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d+"([^>]*)>(?:<f\b[^>]*>[^<]*</f>|<f\b[^>]*/>)?<v>')

_TABLE_TAG = re.compile(rb"<table:(?:table |table-row\b|table-cell\b|covered-table-cell\b)[^>]*>")


def _percents(path: str, sheet: str) -> list[int]:
    """Return the places of the columns whose numbers are all shown as percentages, from 0."""
    try:
        with zipfile.ZipFile(path) as packed:
            if "content.xml" in packed.namelist():
                return _open_document_percents(_part(packed, "content.xml"), sheet)
            shown = _percent_styles(_part(packed, "xl/styles.xml"))
            if not shown:
                return []
            cells = _CELL.findall(_part(packed, _part_of_sheet(packed, sheet)))
    except (KeyError, ValueError, OSError, EOFError, zlib.error, zipfile.BadZipFile):
        return []  # another format, or one that is written otherwise: numbers stay what they are
    as_percent: dict[int, bool] = {}
    for letters, attributes in cells:
        if b't="' in attributes and b't="n"' not in attributes:
            continue
        place = 0
        for letter in letters:
            place = place * 26 + letter - 64
        style = _attribute(attributes, b"s")
        as_percent[place - 1] = as_percent.get(place - 1, True) and style in shown
    return sorted(place for place, every in as_percent.items() if every)


def _open_document_percents(content: bytes, sheet: str) -> list[int]:
    """Return the same of an OpenDocument sheet, where each cell says itself what it is."""
    as_percent: dict[int, bool] = {}
    inside = False
    place = 0
    for tag in _TABLE_TAG.findall(content):
        if tag.startswith(b"<table:table "):
            inside = html.unescape(_attribute(tag, b"table:name").decode()) == sheet
        elif tag.startswith(b"<table:table-row"):
            place = 0
        elif inside:
            kind = _attribute(tag, b"office:value-type")
            if kind in (b"percentage", b"float", b"currency"):
                as_percent[place] = as_percent.get(place, True) and kind == b"percentage"
            place += int(_attribute(tag, b"table:number-columns-repeated") or 1)
    return sorted(place for place, every in as_percent.items() if every)


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as file:
        return file.read(_MOST_LOOKED_AT)


def _attribute(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    return found[1] if found else b""


def _percent_styles(styles: bytes) -> set[bytes]:
    formats = {b"9", b"10"}  # 0% and 0.00%, which every workbook has
    for tag in _FORMAT.findall(styles):
        if b"%" in _attribute(tag, b"formatCode"):
            formats.add(_attribute(tag, b"numFmtId"))
    found = _STYLES.search(styles)
    tags = _STYLE.findall(found[0]) if found else []
    return {
        b"%d" % place for place, tag in enumerate(tags) if _attribute(tag, b"numFmtId") in formats
    }


def _part_of_sheet(packed: zipfile.ZipFile, sheet: str) -> str:
    for tag in _SHEET.findall(_part(packed, "xl/workbook.xml")):
        if html.unescape(_attribute(tag, b"name").decode()) == sheet:
            wanted = _attribute(tag, b"r:id")
            for relation in _RELATION.findall(_part(packed, "xl/_rels/workbook.xml.rels")):
                if _attribute(relation, b"Id") == wanted:
                    target = _attribute(relation, b"Target").decode()
                    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


# ---------------------------------------------------------------- Parquet

_WHOLE = frozenset(
    ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
)
_BROKEN = frozenset(("FLOAT", "DOUBLE", "HUGEINT", "UHUGEINT", "UBIGINT"))


def parquet(path: str, _sheet: str, limits: _Limits) -> Iterator[object]:
    """Yield what is answered about a Parquet file: its columns, then its rows.

    DuckDB is shut in: this one file and no other, no extensions, no network, nothing written. The
    names of the columns are data and never part of a query: it knows them by their place.
    """
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        # A name is a pattern to DuckDB, so it is given one without * ? and [.
        if any(character in path for character in "*?[]{}\\"):
            link = os.path.join(folder, "source.parquet")
            os.symlink(path, link)
            path = link
        closed: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "memory_limit": "512MB",
            "threads": 2,
            "temp_directory": "",
        }
        try:
            connection = duckdb.connect(":memory:", config=closed)
            quoted = path.replace("'", "''")
            # else the day of a moment with a zone would be another on another machine
            with contextlib.suppress(duckdb.CatalogException):  # without zones it is UTC anyway
                connection.execute("SET TimeZone = 'UTC'")
            connection.execute(f"SET allowed_paths = ['{quoted}']")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            limits.begin()
            yield from _parquet_rows(connection, path, limits)
        except duckdb.OutOfMemoryException:
            raise _Refused("memory") from None
        except duckdb.Error:
            raise _Refused("damaged") from None


def _parquet_rows(connection: Any, path: str, limits: _Limits) -> Iterator[object]:
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
    if len(described) > limits.columns:
        raise _Refused("columns")
    counted = connection.execute("SELECT count(*) FROM read_parquet(?)", [path]).fetchone()
    if counted[0] * len(described) > limits.cells:
        raise _Refused("cells")
    yield {"columns": [column[0] for column in described]}
    names = [f"c{place}" for place in range(len(described))]
    wanted = [_cast(name, column[1]) for name, column in zip(names, described, strict=True)]
    query = f"SELECT {', '.join(wanted)} FROM read_parquet(?) AS t({', '.join(names)})"
    result = connection.execute(query, [path])
    line = 0
    while rows := result.fetchmany(_BATCH):
        for row in rows:
            line += 1
            yield [line, *map(_plain, row)]


def _cast(name: str, kind: str) -> str:
    """Return how a column of a type is asked for, so that only plain values come back."""
    if kind in _WHOLE or kind in ("VARCHAR", "BOOLEAN"):
        return name
    if kind in _BROKEN or kind.startswith("DECIMAL"):
        return f"CAST({name} AS DOUBLE)"
    if kind == "BLOB":
        return "NULL"  # bytes that say nothing to a person
    return f"CAST({name} AS VARCHAR)"


if __name__ == "__main__":
    main(sys.argv[1:])
