"""The files that saving puts beside a map, their names, and how those that were left are found.

A writer that was killed leaves its temporary file behind. It goes at the next save in that folder,
once it is old and nobody writes it: a living writer holds a lock on it. What was to be kept until a
file was written over in place is never swept, for it may be the only whole copy.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import TypeVar

from journeymap.files.turns import locked

T = TypeVar("T")
BEGINS, TEMPORARY, KEPT = ".jm-", ".tmp", ".old"
OLD = 600.0  # seconds after which a temporary file that nobody writes was left behind
UNKNOWN = 86_400.0  # seconds, where it cannot be known whether somebody writes it
RETRIES = 100
BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def again(call: Callable[[], T]) -> T:
    """Return what `call` returns, asked again while a signal interrupts it."""
    for _ in range(RETRIES):
        try:
            return call()
        except InterruptedError:
            continue
    return call()


def temporary(folder: str, mode: int) -> tuple[str, int]:
    """Return path and handle of a new file to be renamed; locked as long as it is open."""
    return _made(folder, mode, lambda: f"{BEGINS}{secrets.token_hex(6)}{TEMPORARY}")


def kept_aside(folder: str, target: str, coming: bytes) -> tuple[str, int]:
    """Return path and handle of a new file for the content of `target` while `coming` is written.

    Its name says which file that is and what was to stand there.
    """
    whose, what = _whose(target), sha256(coming).hexdigest()[:16]
    name = partial("{}{}-{}-{}{}".format, BEGINS, whose, what)
    return _made(folder, 0o600, lambda: name(secrets.token_hex(3), KEPT))


def _whose(target: str) -> str:
    return sha256(os.fsencode(os.path.basename(target))).hexdigest()[:8]


def _made(folder: str, mode: int, name: Callable[[], str]) -> tuple[str, int]:
    # A short name of its own: the map's name may already be as long as names can be.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY
    for _ in range(RETRIES):
        path = os.path.join(folder, name())
        try:
            handle = again(partial(os.open, path, flags, mode))
        except FileExistsError:
            continue
        if os.name == "posix":  # elsewhere a lock would keep us from writing, too
            locked(handle)
        return path, handle
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), folder)


def sweep(folder: str, now: float | None = None) -> list[str]:
    """Remove the temporary files that dead writers left in a folder; return their names."""
    swept = []
    for entry in _ours(folder, TEMPORARY):
        with suppress(OSError):
            age = (time.time() if now is None else now) - entry.stat(follow_symlinks=False).st_mtime
            if age > OLD and entry.is_file(follow_symlinks=False) and _left(entry.path, age):
                os.unlink(entry.path)
                swept.append(entry.name)
    return swept


def _ours(folder: str, ending: str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from (e for e in entries if e.name.startswith(BEGINS) and e.name.endswith(ending))
    except OSError:
        return


def _left(path: str, age: float) -> bool:
    handle = os.open(path, os.O_RDWR | BINARY)
    try:
        free = locked(handle)
    finally:
        os.close(handle)
    return age > UNKNOWN if free is None else free


def interrupted(path: str | os.PathLike[str]) -> str:
    """Return where the content of a file stands whose writing in place was cut off, or nothing.

    What was kept aside goes when the file is whole: as it was before, or as it was to be.
    """
    target = os.path.realpath(os.fspath(path))
    found = ""
    for entry in _ours(os.path.dirname(target), KEPT):
        parts = entry.name.removeprefix(BEGINS).removesuffix(KEPT).split("-")
        if len(parts) != 3 or parts[0] != _whose(target):
            continue
        with suppress(OSError):
            if not _left(entry.path, UNKNOWN + 1):
                continue  # it is being written just now
            with open(target, "rb") as file, open(entry.path, "rb") as kept:
                now, before = file.read(), kept.read()
            if now == before or sha256(now).hexdigest().startswith(parts[1]):
                os.unlink(entry.path)
            else:
                found = entry.path
    return found
