"""The log of mishaps and the report that a person can read and copy: only on this machine.

Nothing of a map is written but what a traceback says, and the folder of the person is shortened to
`~`. The log never raises anything itself. Loaded before the first paint.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TextIO

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QStandardPaths, QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication

from journeymap.files.processes import Process, lives, this_process
from journeymap.version import VERSION

LOG_BYTES = 256 << 10  # a log that is larger becomes the one before
LOGS = 4  # logs that are kept, the newest among them
SECOND = "%Y-%m-%dT%H:%M:%S%z"
LONGEST = 64 << 10  # characters of one mishap that are kept
CRASH, ENDING = "crash-", ".txt"
MOST_CRASHES = 20  # reports of hard ends that are kept unread


class Crash(NamedTuple):
    """A process that ended at once: the file that says where, and what stands in it."""

    file: Path
    text: str


def data_folder() -> Path:
    """Return the application's data folder on this machine; it need not be there."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place) or ".")


def log_path() -> Path:
    """Return where mishaps are kept."""
    return data_folder() / "mishaps.log"


def keep(text: str) -> Path:
    """Return the path of the log after adding to it."""
    path = log_path()
    with suppress(OSError, ValueError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LOG_BYTES:
            _turn_over(path)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
            when = time.strftime(SECOND)
            log.write(f"{when} journeymap {VERSION}\n{text[:LONGEST].rstrip()}\n\n")
    return path


def _turn_over(path: Path) -> None:
    for number in range(LOGS - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        newer = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
        if newer.exists():
            newer.replace(older)


# ---------------------------------------------------------------- reports


def report(text: str) -> str:
    """Return what happened together with the versions that are in use."""
    python, processor = sys.version.split()[0], QSysInfo.currentCpuArchitecture()
    return shortened(
        "\n".join(
            (
                f"journeymap {VERSION}",
                f"Python {python} ({sys.platform}, {processor})",
                f"Qt {qVersion()}, PySide6 {pyside_version}",
                f"{QSysInfo.prettyProductName()}, {QGuiApplication.platformName()}",
                time.strftime(SECOND),
                "",
                text.strip(),
                "",
            )
        )
    )


def shortened(text: str) -> str:
    """Return a text in which the folder of the person is `~`, for their name stands in it."""
    for home in sorted({str(Path.home()), os.path.realpath(Path.home())}, key=len, reverse=True):
        if len(home) > 1:
            text = text.replace(home, "~").replace(home.replace("\\", "/"), "~")
    return text


# ---------------------------------------------------------------- hard ends


def crash_file() -> TextIO | None:
    """Return a new file for the last words of this process, None where none can be made."""
    machine, pid, began = this_process()
    name = f"{CRASH}{machine}_{pid}_{began or 0}_{os.urandom(3).hex()}{ENDING}"
    path = data_folder() / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return open(path, "x", encoding="utf-8", errors="backslashreplace", opener=_own)
    except (OSError, ValueError):
        return None


def _own(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def ended_well(file: TextIO) -> None:
    """Close the file for last words; it goes where nothing stands in it."""
    with suppress(OSError, ValueError):
        file.close()
    with suppress(OSError):
        path = Path(file.name)
        if not path.stat().st_size:
            path.unlink()


def crashes() -> Iterator[Crash]:
    """Yield what dead processes of this machine left, the newest first; empty files go."""
    folder = data_folder()
    try:
        names = [n for n in os.listdir(folder) if n.startswith(CRASH) and n.endswith(ENDING)]
    except OSError:
        return
    left = [folder / name for name in names if _is_left(name)]
    left.sort(key=_when, reverse=True)
    for at, file in enumerate(left):
        text = ""
        with suppress(OSError), file.open("rb") as found:
            text = found.read(LONGEST).decode("utf-8", "replace").strip()
        if text and at < MOST_CRASHES:
            yield Crash(file, text)
        else:
            read(file)


def read(file: Path) -> None:
    """Remove what a person has seen, or need not."""
    with suppress(OSError):
        file.unlink()


def _is_left(name: str) -> bool:
    parts = name.removeprefix(CRASH).removesuffix(ENDING).split("_")
    if len(parts) != 4 or not parts[1].isdecimal():
        return False
    began = "" if parts[2] == "0" else parts[2]
    return lives(Process(parts[0], int(parts[1]), began)) is False


def _when(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
