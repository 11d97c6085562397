"""Marks beside the recovery copies: which maps a process has just opened, to find crashes by.

A mark goes when the map was open for a while, or is closed. One whose process is dead therefore
tells of a crash soon after opening. Where that happens again, nothing is done by itself any more:
see `crashes`. Read before the window stands and written before a file is read, so nothing that
takes time is imported, and nothing is flushed to the disk: a mark has to outlive the process only.
Marks help where they can; a folder that cannot be written is no reason not to open a map.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from journeymap.files.processes import lives, process_of, this_process
from journeymap.files.recovery_folder import ready

BEGINS, ENDING = "open-", ".json"
COUNTS = "crashes.json"
SAFE = 2  # crashes in a row after which a map is opened without its copy
ALONE = 3  # and after which it is not opened by itself
MAX_BYTES = 1 << 16
MAX_COUNTS = 100  # maps that are remembered to have crashed, the newest
OLD = 90 * 86_400.0  # seconds for which a mark of another machine is kept


def mark(folder: Path, path: str) -> Path | None:
    """Return the mark that a map is being opened now, None where none could be set."""
    made = folder / f"{BEGINS}{os.urandom(6).hex()}{ENDING}"
    try:
        ready(folder)
        _write(made, {"path": path, "process": this_process(), "when": time.time()})
    except (OSError, ValueError):
        return None
    return made


def unmark(folder: Path, path: str, made: Path | None) -> None:
    """Take a mark away: the map was open for a while, or was closed; its crashes are forgotten."""
    if made is not None:
        with suppress(OSError):
            made.unlink()
    counts = crashes(folder)
    if path in counts:
        _keep(folder, {each: n for each, n in counts.items() if each != path})


def crashes(folder: Path) -> Mapping[str, int]:
    """Return path -> how often in a row a crash came soon after opening it."""
    values = _read(folder / COUNTS)
    if not isinstance(values, dict):
        return {}
    return {path: n for path, n in values.items() if type(n) is int and n > 0}


def count(folder: Path) -> Mapping[str, int]:
    """Return what `crashes` does, after counting the marks that dead processes left."""
    try:
        names = os.listdir(folder)
    except OSError:
        return {}
    counts = dict(crashes(folder))
    dead = [path for name in names if _is_mark(name) and (path := _left(folder / name))]
    for path in dead:
        counts[path] = counts.pop(path, 0) + 1  # the newest last
    if dead:
        _keep(folder, counts)
    return counts


def _is_mark(name: str) -> bool:
    return name.startswith(BEGINS) and name.endswith(ENDING)


def _left(made: Path) -> str:
    """Return the path that a mark of a dead process names, and take the mark away."""
    values = _read(made)
    whole = isinstance(values, dict)
    process = process_of(values.get("process")) if isinstance(values, dict) else None
    path = values.get("path") if isinstance(values, dict) else None
    with suppress(OSError):
        alive = lives(process) if whole and process is not None else False
        if alive is None:
            alive = time.time() - made.stat().st_mtime < OLD
            path = ""  # a crash of another machine says nothing about this one
        if not alive:
            made.unlink()
            return path if isinstance(path, str) else ""
    return ""


def _keep(folder: Path, counts: Mapping[str, int]) -> None:
    newest = dict(list(counts.items())[-MAX_COUNTS:])
    with suppress(OSError, ValueError):
        made = folder / f"{BEGINS}{os.urandom(6).hex()}.tmp"
        _write(made, newest)
        made.replace(folder / COUNTS)


def _write(file: Path, values: object) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as made:
        import json

        made.write(json.dumps(values).encode())


def _read(file: Path) -> object:
    try:
        if not file.is_file():  # a pipe would be waited for
            return None
        with file.open("rb") as found:
            import json

            values: object = json.loads(found.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    return values
