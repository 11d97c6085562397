"""Who may write now: locks of the operating system that go with the process that holds them.

They keep two of our own processes from writing one file at the same moment. Nothing here is
waited for without an end, and where a system or a disk knows no such locks, all go on without.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from journeymap.files.own_templates import own_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PLACES = 64  # files for turns; two paths that share one wait for each other, which does no harm
PATIENCE = 10.0  # seconds that one waits for a turn before going on without
PAUSE = 0.01  # seconds between two looks


def data_folder() -> Path:
    """Return the application's data folder, where locks are kept; it need not be there."""
    return own_folder().parent


def lock_folder() -> Path:
    """Return the folder of locks and turns; it need not be there."""
    return data_folder() / "locks"


def name_of(path: str | os.PathLike[str]) -> str:
    """Return a short name for a file, the same by whichever way the path leads there."""
    whole = os.path.normcase(os.path.realpath(os.fspath(path)))
    return sha256(os.fsencode(whole)).hexdigest()[:32]


@contextmanager
def turn(path: str | os.PathLike[str], patience: float = PATIENCE) -> Iterator[bool]:
    """Have the only turn among our processes at a file; yields whether it was got in time."""
    handle = _opened(path)
    if handle is None:
        yield False
        return
    try:
        yield _wait(handle, patience)
    finally:
        with suppress(OSError):
            os.close(handle)  # and the lock goes with it


def _opened(path: str | os.PathLike[str]) -> int | None:
    try:
        folder = lock_folder()
        folder.mkdir(parents=True, exist_ok=True)
        place = int(name_of(path)[:8], 16) % PLACES
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
        return os.open(folder / f"turn-{place:02}", flags, 0o600)
    except (OSError, ValueError):
        return None


def _wait(handle: int, patience: float) -> bool:
    until = time.monotonic() + patience
    while True:
        got = locked(handle)
        if got or got is None or time.monotonic() > until:
            return bool(got)
        time.sleep(PAUSE)


def locked(handle: int) -> bool | None:
    """Lock an open file; return False when another has it, None when that cannot be known."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return None
    return True
