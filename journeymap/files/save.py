"""Replacing a file so that it is the old one or the new one, whatever fails meanwhile.

Temporary file in the same folder, written in a loop, flushed to the disk, renamed over the old
one, and the folder flushed too: only then is it saved. Qt's QSaveFile is no substitute: a short
write on a full disk passes as success there, and it loses owner, attributes and hard links.

Where renaming cannot work (a hard link, a folder that may not be written) the file is written in
place, with a backup beside it (or, where nothing can stand beside it, in the temporary folder)
until all is on the disk. This module knows bytes and paths, not maps.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import TypeVar

from journeymap.files.problems import Changed, SaveFailed
from journeymap.model.text import M, Message, visible

T = TypeVar("T")
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_RETRIES = 100


def content_hash(data: bytes) -> str:
    """Return the hash by which a file's content is known again."""
    return sha256(data).hexdigest()


def save_file(path: str | os.PathLike[str], data: bytes, expected_hash: str | None = None) -> str:
    """Replace the file at `path` by `data`, for good; return the hash of what now stands there.

    Links are followed, mode, owner and attributes kept. With `expected_hash` the file must still
    have that content, else Changed is raised. Raises SaveFailed when it cannot be done; in both
    cases the old content stands.
    """
    name = os.fspath(path)
    try:
        _save(name, data, expected_hash)
    except Changed as error:
        raise Changed(_at(name, error.message)) from error
    except SaveFailed as error:
        raise SaveFailed(_at(name, error.message)) from error
    except OSError as error:
        raise SaveFailed(_at(name, _reason(error))) from error
    except ValueError:
        problem = M("no file can have this name; choose another")
        raise SaveFailed(_at(name, problem)) from None
    return content_hash(data)


def _save(name: str, data: bytes, expected_hash: str | None) -> None:
    target = _target(name)
    before = _status(target)
    _refuse_what_is_no_file(before)
    if expected_hash is not None:
        _refuse_if_changed(target, before, expected_hash)
    if before is not None and not os.access(target, os.W_OK):
        raise SaveFailed(
            M("this file may not be written; make it writable or save under another name")
        )
    if before is not None and before.st_nlink > 1:
        _write_in_place(target, data)
    else:
        _replace(target, data, before, expected_hash)


def _at(name: str, problem: Message) -> Message:
    return M("{path}: {problem}", path=visible(name), problem=problem)


# ---------------------------------------------------------------- before


def _target(name: str) -> str:
    """Return the path that links lead to; a link to nothing leads to the file it would make."""
    target = os.path.realpath(name)
    if os.path.islink(target):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)
    return target


def _status(target: str) -> os.stat_result | None:
    try:
        return _again(lambda: os.stat(target))
    except FileNotFoundError:
        return None


def _refuse_what_is_no_file(before: os.stat_result | None) -> None:
    if before is None or stat.S_ISREG(before.st_mode):
        return
    if stat.S_ISDIR(before.st_mode):
        raise SaveFailed(M("this is a folder; choose the name of a file"))
    raise SaveFailed(M("this is a device or a pipe; choose the name of a file"))


def _refuse_if_changed(target: str, before: os.stat_result | None, expected_hash: str) -> None:
    if before is None:
        raise Changed(M("the file was deleted or renamed meanwhile; save it under a name again"))
    with open(target, "rb") as file:
        if content_hash(file.read()) != expected_hash:
            raise Changed(M("somebody else changed the file meanwhile; nothing was written"))


# ---------------------------------------------------------------- renaming


def _replace(
    target: str, data: bytes, before: os.stat_result | None, expected_hash: str | None
) -> None:
    folder = os.path.dirname(target)
    try:
        temporary, file = _temporary(folder, 0o666 if before is None else 0o600)
    except OSError as error:
        if before is None or error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        _write_in_place(target, data)
        return
    try:
        try:
            _write_all(file, data)
            if before is not None:
                _keep_attributes(file, target, before)
            _again(lambda: os.fsync(file))
        finally:
            os.close(file)
        if expected_hash is not None:  # again: writing and flushing took its time
            _refuse_if_changed(target, _status(target), expected_hash)
        _again(lambda: os.replace(temporary, target))
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _flush_folder(folder)


def _temporary(folder: str, mode: int) -> tuple[str, int]:
    # A short name of its own: the map's name may already be as long as names can be.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    for _ in range(_RETRIES):
        path = os.path.join(folder, f".jm-{secrets.token_hex(6)}.tmp")
        try:
            return path, _again(partial(os.open, path, flags, mode))
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), folder)


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = _again(partial(os.write, file, rest))
        if written <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[written:]


def _keep_attributes(file: int, target: str, before: os.stat_result) -> None:
    """Give the new file what the old one had; what this system cannot give is left out."""
    if hasattr(os, "fchown"):
        now = os.fstat(file)
        if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
            with suppress(OSError):
                os.fchown(file, before.st_uid, before.st_gid)
    if hasattr(os, "fchmod"):
        _again(lambda: os.fchmod(file, stat.S_IMODE(before.st_mode)))
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                with suppress(OSError):
                    os.setxattr(file, name, os.getxattr(target, name))


def _flush_folder(folder: str) -> None:
    """Make the rename itself last; the file is whole already, so a refusal here is no failure."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            _again(lambda: os.fsync(handle))
        finally:
            os.close(handle)


# ---------------------------------------------------------------- in place


def _write_in_place(target: str, data: bytes) -> None:
    """Write over the file itself; its old content waits in a backup until all is on the disk."""
    with open(target, "rb") as old_file:
        old = old_file.read()
    backup, handle = _backup(os.path.dirname(target))
    try:
        try:
            _write_all(handle, old)
            _again(lambda: os.fsync(handle))
        finally:
            os.close(handle)
    except BaseException:
        with suppress(OSError):
            os.unlink(backup)
        raise
    try:
        _overwrite(target, data)
    except BaseException as error:
        try:
            _overwrite(target, old)
        except OSError:
            raise SaveFailed(
                M("writing failed half-way; the old content is in {file}", file=backup)
            ) from error
        with suppress(OSError):
            os.unlink(backup)
        raise
    with suppress(OSError):
        os.unlink(backup)


def _backup(folder: str) -> tuple[str, int]:
    try:
        return _temporary(folder, 0o600)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        return _temporary(tempfile.gettempdir(), 0o600)


def _overwrite(target: str, data: bytes) -> None:
    handle = _again(lambda: os.open(target, os.O_WRONLY | _BINARY))
    try:
        # Longer first, shorter last: the file is never cut before the new content stands in it.
        _write_all(handle, data)
        _again(lambda: os.ftruncate(handle, len(data)))
        _again(lambda: os.fsync(handle))
    finally:
        os.close(handle)


# ---------------------------------------------------------------- failures


def _again(call: Callable[[], T]) -> T:
    """Return what `call` returns, asked again while a signal interrupts it."""
    for _ in range(_RETRIES):
        try:
            return call()
        except InterruptedError:
            continue
    return call()


def _reason(error: OSError) -> Message:
    number = error.errno
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG):
        return M("the disk is full; the file is as it was. Make room or save elsewhere")
    if number in (errno.EACCES, errno.EPERM):
        return M("this place may not be written; save under another name")
    if number == errno.EROFS:
        return M("this disk can only be read; save elsewhere")
    if number in (errno.ENOENT, errno.ENOTDIR):
        return M("the folder is not there any more; save elsewhere")
    if number == errno.ENAMETOOLONG:
        return M("the name is too long; choose a shorter one")
    if number == errno.ELOOP:
        return M("this link leads back to itself; save under another name")
    if sys.platform == "win32" and number == errno.EINVAL:
        return M("no file can have this name; choose another")
    reason = error.strerror or type(error).__name__
    return M("the file is as it was: {reason}. Save under another name", reason=reason)
