"""Between saving and the system: calls that fail when asked to, and a disk that loses its power.

Every call to the operating system that writing a file makes goes through `os` or `open`. Here they
are replaced for a moment, so that the n-th of them fails, or each is noted down and replayed on a
disk in memory, of which what was not flushed may be lost in every order.
"""

from __future__ import annotations

import builtins
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from threading import get_ident
from types import FrameType
from typing import Any, NamedTuple

import pytest

CALLS = tuple(
    name
    for name in """open write fsync close replace fchmod fchown fstat stat lstat ftruncate unlink
    mkdir access scandir listdir listxattr getxattr setxattr truncate link rename rmdir""".split()
    if hasattr(os, name)
)
ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINTR)
# What cleans up after a failure cannot clean up when it is what fails.
CLEANING = frozenset(("unlink",))


class Calls(list[str]):
    """The names of the calls that were made."""

    failed: str = ""


@contextmanager
def failing(nth: int, number: int, once: bool = True) -> Iterator[Calls]:
    """Let the nth call to the system fail (and all after it, unless `once`); yield the calls.

    Those of other threads, and those by which a program is started, are neither counted nor failed.
    """
    calls, here = Calls(), get_ident()

    def shim(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if get_ident() != here or _starts_a_program():
                return real(*args, **named)  # a window asks git meanwhile; it writes no map
            calls.append(name)
            if len(calls) == nth or (not once and len(calls) > nth):
                if name == "close":
                    real(*args, **named)  # a handle is gone even when closing it fails
                calls.failed = calls.failed or name
                raise OSError(number, os.strerror(number))
            return real(*args, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, shim(name, getattr(os, name)))
        patch.setattr(builtins, "open", shim("open", open))
        yield calls


def _starts_a_program() -> bool:
    """Return whether `subprocess` makes a call, also through `contextlib` or another."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_globals.get("__name__") == "subprocess":
            return True
        frame = frame.f_back
    return False


# ---------------------------------------------------------------- a disk without power

Disk = dict[str, bytes]


class Op(NamedTuple):
    """One thing that was asked of the disk; files are known by the number they were made with."""

    kind: str  # create, write, cut, flush, rename, unlink, flush folder
    file: int = 0
    name: str = ""
    other: str = ""
    at: int = 0
    data: bytes = b""


class Recorder:
    """Notes what is asked of the files of one folder while it is asked of the real ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.ops: list[Op] = []
        self._names = {path.name: n for n, path in enumerate(sorted(folder.iterdir()), start=1)}
        self.before = {path.name: path.read_bytes() for path in folder.iterdir()}
        self.numbers = dict(self._names)
        self._handles: dict[int, tuple[int, int]] = {}  # handle -> file (0 the folder), position
        self._next = len(self._names) + 1

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Note everything that is done inside."""
        real_open, real_close = os.open, os.close

        def opened(path: Any, flags: int, *rest: Any, **named: Any) -> int:
            handle = real_open(path, flags, *rest, **named)
            name = os.path.basename(str(path))
            if str(path) == self.folder:
                self._handles[handle] = (0, 0)
            elif os.path.dirname(str(path)) == self.folder:
                if name not in self._names:
                    self._names[name], self._next = self._next, self._next + 1
                    self.ops.append(Op("create", self._names[name], name))
                self._handles[handle] = (self._names[name], 0)
            return handle

        def closed(handle: int) -> None:
            self._handles.pop(handle, None)
            real_close(handle)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "open", opened)
            patch.setattr(os, "close", closed)
            for name in ("write", "fsync", "replace", "unlink", "ftruncate"):
                patch.setattr(os, name, getattr(self, f"_{name}")(getattr(os, name)))
            yield

    def _write(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(handle: int, data: Any) -> int:
            done = real(handle, data)
            if handle in self._handles:
                file, at = self._handles[handle]
                self.ops.append(Op("write", file, at=at, data=bytes(data[:done])))
                self._handles[handle] = (file, at + done)
            return done

        return call

    def _fsync(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(handle: int) -> None:
            real(handle)
            if handle in self._handles:
                file = self._handles[handle][0]
                self.ops.append(Op("flush", file) if file else Op("flush folder"))

        return call

    def _ftruncate(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(handle: int, length: int) -> None:
            real(handle, length)
            if handle in self._handles:
                self.ops.append(Op("cut", self._handles[handle][0], at=length))

        return call

    def _replace(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(source: Any, target: Any, **named: Any) -> None:
            real(source, target, **named)
            one, other = os.path.basename(str(source)), os.path.basename(str(target))
            if one in self._names:
                self._names[other] = self._names.pop(one)
                self.ops.append(Op("rename", self._names[other], one, other))

        return call

    def _unlink(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(path: Any, **named: Any) -> None:
            real(path, **named)
            name = os.path.basename(str(path))
            if name in self._names:
                self.ops.append(Op("unlink", self._names.pop(name), name))

        return call

    def after_power_loss(self) -> Iterator[tuple[int, Disk]]:
        """Yield what may be found, with the number of calls after which the power went."""
        for length in range(len(self.ops) + 1):
            for disk in _left(self.numbers, self.before, self.ops[:length]):
                yield length, disk


def _left(numbers: dict[str, int], before: Disk, ops: list[Op]) -> Iterator[Disk]:
    """Yield every disk that the calls may have left behind when the power went after them.

    Of a file: what was flushed last, what it is now, or half of the one and half of the other. Of
    the folder's own entries that were not flushed: any that were made may be missing, in any order.
    """
    flushed = {numbers[name]: data for name, data in before.items()}
    now = dict(flushed)
    entries, pending = dict(numbers), list[Op]()
    for op in ops:
        if op.kind == "create":
            flushed[op.file] = now[op.file] = b""
        if op.kind == "write":
            old = now[op.file].ljust(op.at, b"\0")
            now[op.file] = old[: op.at] + op.data + old[op.at + len(op.data) :]
        if op.kind == "cut":
            now[op.file] = now[op.file][: op.at].ljust(op.at, b"\0")
        if op.kind == "flush":
            flushed[op.file] = now[op.file]
        if op.kind in ("create", "rename", "unlink"):
            pending.append(op)
        if op.kind == "flush folder":
            for done in pending:
                _enter(entries, done)
            pending = []
    variants = {}
    for file, data in now.items():
        was = flushed[file]
        half = data[: len(data) // 2] + was[len(data) // 2 :]
        variants[file] = list(dict.fromkeys((was, data, half)))
    for chosen in product((True, False), repeat=len(pending)):
        names = dict(entries)
        for op, there in zip(pending, chosen, strict=True):
            if there:
                _enter(names, op)
        seen = sorted(set(names.values()))
        for contents in product(*(variants[file] for file in seen)):
            held = dict(zip(seen, contents, strict=True))
            yield {name: held[file] for name, file in names.items()}


def _enter(entries: dict[str, int], op: Op) -> None:
    if op.kind == "create":
        entries[op.name] = op.file
    elif op.kind == "rename":
        entries.pop(op.name, None)
        entries[op.other] = op.file
    else:
        entries.pop(op.name, None)
