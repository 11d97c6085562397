"""Who has a map open: advisory locks in the application's data folder, one file for each map.

A lock tells a person who is at work; it keeps nobody from writing, which the comparison of contents
before every save does. It never blocks for good: one that nobody can have any more, is empty, or
cannot be read counts for nothing, and a living one may be taken over.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from journeymap.files.processes import Process, host, lives, process_of, this_process
from journeymap.files.turns import lock_folder, name_of, turn

FORMAT = 1
SILENT = 90.0  # seconds without a sign of life after which a process elsewhere is gone
BEAT = 20.0  # seconds between two signs of life
MOST_BYTES = 10_000  # of a lock that is one of ours


class Holder(NamedTuple):
    """The process that has a map open, what people call its machine, and since when."""

    process: Process
    host: str
    since: float  # seconds since 1970


class MapLock:
    """The lock of one map, wherever the path leads; it is held from `claim` to `release`."""

    def __init__(self, path: Path, me: Process | None = None) -> None:
        self.path = path
        self._me = me or this_process()
        self._file = lock_folder() / f"{name_of(path)}.lock"

    def holder(self) -> Holder | None:
        """Return the living process that has the map, this one too; None when nobody has it."""
        found = self._read()
        if found is None or self._is_me(found):
            return found
        return found if self._lives(found) else None

    def other(self) -> Holder | None:
        """Return the living process that has the map and is not this one."""
        found = self.holder()
        return None if found is None or self._is_me(found) else found

    def mine(self) -> bool:
        """Return whether this process has it, or nobody can be told to have it."""
        return self.other() is None

    def claim(self) -> Holder | None:
        """Take the map unless another living process has it; return that one, None when taken.

        Where no lock can be written, there are none and nobody is kept from anything.
        """
        with turn(self._file, 1.0):
            other = self.other()
            if other is None:
                self._write()
            return other

    def take(self) -> None:
        """Take the map from whoever has it; that process is told at its next look."""
        with turn(self._file, 1.0):
            self._write()

    def beat(self) -> None:
        """Give a sign of life, for those who cannot ask the system whether we live."""
        found = self._read()
        if found is not None and self._is_me(found):
            with suppress(OSError):
                os.utime(self._file)

    def release(self) -> None:
        """Let others have the map; a lock that another process has taken stays."""
        with turn(self._file, 1.0):
            found = self._read()
            if found is not None and self._is_me(found):
                with suppress(OSError):
                    self._file.unlink()

    # ------------------------------------------------------------ inside

    def _is_me(self, found: Holder) -> bool:
        return found.process == self._me

    def _lives(self, found: Holder) -> bool:
        known = lives(found.process)
        return self._recent() if known is None else known

    def _recent(self) -> bool:
        """Return whether there was a sign of life of late; also none from the future."""
        try:
            return abs(time.time() - self._file.stat().st_mtime) < SILENT
        except OSError:
            return False

    def _read(self) -> Holder | None:
        try:
            if not self._file.is_file():  # a pipe would be waited for
                return None
            with self._file.open("rb") as file:
                said = json.loads(file.read(MOST_BYTES))
            process, name, since = process_of(said["process"]), said["host"], said["since"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        fits = isinstance(name, str) and isinstance(since, int | float) and 0 <= since < 1e11
        return Holder(process, name, float(since)) if process is not None and fits else None

    def _write(self) -> None:
        said = {"format": FORMAT, "path": str(self.path), "process": self._me}
        text = json.dumps({**said, "host": host(), "since": time.time()})
        aside = self._file.with_name(f"{self._file.name}.{secrets.token_hex(4)}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(text, "utf-8")
            os.replace(aside, self._file)
        except (OSError, ValueError):  # no locks here, then: contents are compared all the same
            with suppress(OSError):
                aside.unlink()
