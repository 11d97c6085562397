"""The content of a file that may have become anything: a pipe would be waited for without an end.

A look at the kind of file before it is opened is not enough: it may be exchanged between both.
"""

from __future__ import annotations

import errno
import os
import stat

from journeymap.files.decode import MAX_BYTES


class NotRegular(OSError):
    """What stands there is a pipe, a device or a folder."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__(errno.EINVAL, "this is not a file", os.fspath(path))


def content(path: str | os.PathLike[str], most: int = MAX_BYTES) -> bytes:
    """Return what a file holds, of a larger one a byte more than `most`; raises OSError at once."""
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotRegular(path)
        return file.read(most + 1)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
