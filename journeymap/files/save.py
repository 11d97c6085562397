"""Replacing a file so that it is the old one or the new one, whatever fails meanwhile.

Temporary file in the same folder, written in a loop, flushed to the disk, renamed over the old
one, and the folder flushed too: only then is it saved. Qt's QSaveFile is no substitute: a short
write on a full disk passes as success there, and it loses owner, attributes and hard links.

Where renaming cannot work (a hard link, a folder that may not be written), or a person chose so, it
is written in place, with its old content beside it (or, where nothing can stand beside it, in the
temporary folder) until all is on the disk. This module knows bytes and paths, not maps.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256

from journeymap.files.problems import Changed, SaveFailed
from journeymap.files.temporaries import BINARY, again, kept_aside, sweep, temporary
from journeymap.files.turns import turn
from journeymap.model.text import M, Message, visible

ABSENT = ""  # the hash of a file that is not there
# where writing over the file itself may do what renaming did not
IN_PLACE = frozenset(
    getattr(errno, name)
    for name in ("EACCES", "EPERM", "EXDEV", "EBUSY", "EROFS", "ENOTSUP", "ENOSYS", "ETXTBSY")
    if hasattr(errno, name)
)


def content_hash(data: bytes) -> str:
    """Return the hash by which a file's content is known again."""
    return sha256(data).hexdigest()


def save_file(
    path: str | os.PathLike[str],
    data: bytes,
    expected_hash: str | None = None,
    in_place: bool = False,
    first: Callable[[], object] = bool,
) -> str:
    """Replace the file at `path` by `data`, for good; return the hash of what now stands there.

    Links are followed, mode, owner and attributes kept. With `expected_hash` the file must still
    have that content (with ABSENT it must not be there), else Changed is raised; none of our
    processes writes it between that look and the renaming. `in_place` writes over the file itself,
    which a person may choose where renaming failed. `first` is called when all is on the disk but
    the renaming: to save another file that must be there before. Raises SaveFailed when it cannot
    be done; in both cases the old content stands.
    """
    name = os.fspath(path)
    try:
        _save(name, data, expected_hash, in_place, first)
    except Changed as error:
        raise Changed(_at(name, error.message)) from error
    except SaveFailed as error:
        raise SaveFailed(_at(name, error.message), error.in_place) from error
    except OSError as error:
        may = error.errno in IN_PLACE and not in_place and os.path.isfile(name)
        raise SaveFailed(_at(name, _reason(error)), may) from error
    except ValueError:
        problem = M("no file can have this name; choose another")
        raise SaveFailed(_at(name, problem)) from None
    return content_hash(data)


def _save(
    name: str,
    data: bytes,
    expected_hash: str | None,
    in_place: bool,
    first: Callable[[], object],
) -> None:
    target = _target(name)
    before = _status(target)
    _refuse_what_is_no_file(before)
    if expected_hash is not None:
        _refuse_if_changed(target, before, expected_hash)
    if before is not None and not os.access(target, os.W_OK):
        raise SaveFailed(
            M("this file may not be written; make it writable or save under another name")
        )
    if before is not None and (in_place or before.st_nlink > 1):
        first()
        _write_in_place(target, data, expected_hash)
    else:
        _replace(target, data, before, expected_hash, first)
    sweep(os.path.dirname(target))


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
        return again(lambda: os.stat(target))
    except FileNotFoundError:
        return None


def _refuse_what_is_no_file(before: os.stat_result | None) -> None:
    if before is None or stat.S_ISREG(before.st_mode):
        return
    if stat.S_ISDIR(before.st_mode):
        raise SaveFailed(M("this is a folder; choose the name of a file"))
    raise SaveFailed(M("this is a device or a pipe; choose the name of a file"))


def _refuse_if_changed(target: str, before: os.stat_result | None, expected_hash: str) -> None:
    if before is None and expected_hash == ABSENT:
        return
    if before is None:
        raise Changed(M("the file was deleted or renamed meanwhile; save it under a name again"))
    with open(target, "rb") as file:
        if content_hash(file.read()) != expected_hash:
            raise Changed(M("somebody else changed the file meanwhile; nothing was written"))


# ---------------------------------------------------------------- renaming


def _replace(
    target: str,
    data: bytes,
    before: os.stat_result | None,
    expected_hash: str | None,
    first: Callable[[], object],
) -> None:
    folder = os.path.dirname(target)
    try:
        made, file = temporary(folder, 0o666 if before is None else 0o600)
    except OSError as error:
        if before is None or error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        first()
        _write_in_place(target, data, expected_hash)
        return
    try:
        try:
            _write_all(file, data)
            if before is not None:
                _keep_attributes(file, target, before)
            again(lambda: os.fsync(file))
        finally:
            os.close(file)
        first()  # before our turn: the other file's may be the same
        with turn(target):
            if expected_hash is not None:  # again: writing and flushing took its time
                _refuse_if_changed(target, _status(target), expected_hash)
            again(lambda: os.replace(made, target))
    except BaseException:
        with suppress(OSError):
            os.unlink(made)
        raise
    _flush_folder(folder)


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = again(partial(os.write, file, rest))
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
        again(lambda: os.fchmod(file, stat.S_IMODE(before.st_mode)))
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
            again(lambda: os.fsync(handle))
        finally:
            os.close(handle)


# ---------------------------------------------------------------- in place


def _write_in_place(target: str, data: bytes, expected_hash: str | None) -> None:
    """Write over the file itself; its old content stands aside until all is on the disk."""
    with turn(target):
        if expected_hash is not None:
            _refuse_if_changed(target, _status(target), expected_hash)
        with open(target, "rb") as old_file:
            old = old_file.read()
        aside, handle = _put_aside(target, old, data)
        try:
            _overwrite(target, data)
        except BaseException as error:
            try:
                _overwrite(target, old)
            except OSError:
                raise SaveFailed(
                    M("writing failed half-way; the old content is in {file}", file=aside)
                ) from error
            with suppress(OSError):
                os.unlink(aside)
            raise
        finally:
            with suppress(OSError):
                os.close(handle)
        with suppress(OSError):
            os.unlink(aside)


def _put_aside(target: str, old: bytes, data: bytes) -> tuple[str, int]:
    """Return path and open handle of a file with the old content, which is on the disk."""
    try:
        aside, handle = kept_aside(os.path.dirname(target), target, data)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        aside, handle = kept_aside(tempfile.gettempdir(), target, data)
    try:
        _write_all(handle, old)
        again(lambda: os.fsync(handle))
        _flush_folder(os.path.dirname(aside))  # else the power may go, and with it the name
    except BaseException:
        with suppress(OSError):
            os.close(handle)
        with suppress(OSError):
            os.unlink(aside)
        raise
    return aside, handle


def _overwrite(target: str, data: bytes) -> None:
    handle = again(lambda: os.open(target, os.O_WRONLY | BINARY))
    try:
        # Longer first, shorter last: the file is never cut before the new content stands in it.
        _write_all(handle, data)
        again(lambda: os.ftruncate(handle, len(data)))
        again(lambda: os.fsync(handle))
    finally:
        os.close(handle)


# ---------------------------------------------------------------- failures


def _reason(error: OSError) -> Message:
    number = error.errno
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG):
        return M("the disk is full; the file is as it was. Make room or save elsewhere")
    if number in (errno.EACCES, errno.EPERM):
        return M("this place may not be written; save elsewhere")
    if number in (errno.EXDEV, errno.EBUSY):
        return M("this system does not let the file be replaced; save under another name")
    if number == errno.EIO:
        return M("the disk reports an error; the file is as it was. Save on another disk")
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
