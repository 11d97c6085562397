"""Workbooks and Parquet files, opened in a process of their own; see `apart_worker`.

Neither library is imported here: what they cost, and what a hostile file makes of them, stays in
that process. It is ended when it takes too long, and so is the reading when whoever asked for it
gives up. What is in a workbook is looked at before it is unpacked at all.
"""

from __future__ import annotations

import importlib.util
import json
import struct
import subprocess
import sys
import threading
import zipfile
import zlib
from pathlib import Path
from typing import Any, Literal, NamedTuple

from journeymap.metrics import apart_worker
from journeymap.metrics.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED,
    MEMORY,
    SECONDS,
)
from journeymap.metrics.table import Percent, Row, Unusable
from journeymap.metrics.text_table import Watch, too_many_cells
from journeymap.model.text import M, Message

Library = Literal["python_calamine", "duckdb"]
_PATIENCE = 3 * SECONDS  # of the clock; a busy machine is no reason
_LONGEST = 256 << 20  # bytes of one answer


# What the standard library raises over a ZIP file that is not quite one.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    ValueError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


class Opened(NamedTuple):
    """What came back: the sheets of a workbook, or the columns of a Parquet file, and the rows."""

    rows: list[Row]
    columns: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def workbook(path: Path, sheet: str = "", watch: Watch | None = None) -> Opened:
    """Return the rows of one sheet of a workbook; raises Unusable where that is not possible."""
    _need("python_calamine")
    return _asked("workbook", path, sheet, watch)


def parquet(path: Path, watch: Watch | None = None) -> Opened:
    """Return the rows of a Parquet file; raises Unusable where that is not possible."""
    _need("duckdb")
    return _asked("parquet", path, "", watch)


def _need(library: Library) -> None:
    if importlib.util.find_spec(library) is None:
        raise Unusable(
            M(
                "reading this kind of file needs the package {name}; install “journeymap[metrics]”",
                name={"python_calamine": "python-calamine"}.get(library, library),
            )
        )


# ---------------------------------------------------------------- before it is unpacked


def zip_kind(path: Path) -> str:
    """Return what a ZIP file is by what is in it: `workbook`; raises Unusable for all others.

    Refused are files that unpack to far more than they are, and those that need a password.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
            names = {entry.filename for entry in entries}
            _check_sizes(entries)
            manifest = _small(packed, names, "META-INF/manifest.xml")
            kind = _small(packed, names, "mimetype")
    except _UNREADABLE:
        raise Unusable(_DAMAGED) from None
    if b"encryption-data" in manifest or any(entry.flag_bits & 1 for entry in entries):
        raise Unusable(_PASSWORD)
    if any(name.startswith("xl/workbook.") for name in names):
        return "workbook"
    if b"opendocument.spreadsheet" in kind:
        return "workbook"
    raise Unusable(
        M("this is a ZIP file without a workbook in it; unpack it and name the table inside")
    )


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Unusable(
            M("this workbook holds more than {limit} sheets and parts", limit=MAX_ENTRIES)
        )
    unpacked = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > 1 << 20 and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    if unpacked > MAX_UNPACKED or swollen:
        raise Unusable(
            M(
                "this workbook unpacks to {size} MiB, far more than a table needs; "
                "save the sheet as CSV",
                size=unpacked >> 20,
            )
        )


def _small(packed: zipfile.ZipFile, names: set[str], name: str) -> bytes:
    if name not in names or packed.getinfo(name).flag_bits & 1:
        return b""
    with packed.open(name) as file:
        return file.read(1 << 20)


# ---------------------------------------------------------------- the process


def _asked(kind: str, path: Path, sheet: str, watch: Watch | None) -> Opened:
    # -P: the folder of the worker holds modules with names of the standard library's
    command = [sys.executable, "-P", str(apart_worker.__file__), kind, str(path.absolute()), sheet]
    command += map(str, (MAX_CELLS, MAX_COLUMNS, MEMORY, SECONDS))
    late = threading.Event()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(_PATIENCE, give_up)
        timer.start()
        try:
            found = _answers(process, sheet, watch)
        finally:
            timer.cancel()
            timer.join()
            process.kill()
    if isinstance(found, Opened):
        return found
    raise Unusable(_LATE if late.is_set() or _out_of_time(process.returncode) else found)


def _out_of_time(code: int | None) -> bool:
    return code in (-24, 128 + 24)  # SIGXCPU, which not every system has a name for


def _answers(process: subprocess.Popen[bytes], sheet: str, watch: Watch | None) -> Opened | Message:
    assert process.stdout is not None
    head: dict[str, Any] = {}
    rows: list[Row] = []
    held: dict[Any, Any] = {}
    while line := process.stdout.readline(_LONGEST):
        try:
            answer = json.loads(line)
        except ValueError:
            break  # cut off: the process has come to its end
        if isinstance(answer, list):
            cells = [held.setdefault((type(cell), cell), cell) for cell in answer[1:]]
            for place in head.get("percent", ()):
                if type(cells[place]) in (int, float):
                    cells[place] = Percent(cells[place])
            rows.append(Row(answer[0], tuple(cells)))
            if watch and len(rows) % 5_000 == 0:
                watch(min(0.9, len(rows) / 100_000))
        elif "error" in answer:
            return _sentence(answer["error"], sheet, tuple(answer.get("sheets", ())))
        elif "end" in answer:
            process.wait()
            columns, sheets = head.get("columns", ()), head.get("sheets", ())
            return Opened(rows, tuple(columns), tuple(sheets), head.get("sheet", ""))
        else:
            head = answer
    process.wait()
    return _MEMORY


def _sentence(error: str, sheet: str, sheets: tuple[str, ...]) -> Message:
    if error == "no-sheet":
        return M(
            "there is no sheet “{name}” in this workbook; it has {names}", name=sheet, names=sheets
        )
    if error == "columns":
        return M(
            "this table has more than {limit} columns; export only those with values",
            limit=MAX_COLUMNS,
        )
    if error == "cells":
        return too_many_cells()
    return {"password": _PASSWORD, "memory": _MEMORY}.get(error, _DAMAGED)


_DAMAGED = M("this file is damaged or not what its first bytes say; export it again")
_PASSWORD = M("this workbook is protected with a password; save a copy without one")
_MEMORY = M(
    "this file cannot be opened: it asks for too much memory or is damaged; "
    "save the table as CSV and name that"
)
_LATE = M("this file takes too long to open; save the table as CSV and name that")
