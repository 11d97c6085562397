"""Pictures that a map names, as pixels; opened in a process of their own (`picture_worker.py`).

A map may come from anybody. What a picture does to that process (`<use>` in a ring, a canvas of
two milliards of pixels) ends with it, and a placeholder is shown. Whatever is asked here may take
seconds: windows ask through `pictures_soon.py`, which does not wait.
"""

from __future__ import annotations

import atexit
import errno
import os
import signal
import subprocess
import sys
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from journeymap.files.image_paths import MAX_BYTES, NoImage, image_file
from journeymap.model.text import M, Message
from journeymap.ui import picture_worker as worker

START = 30  # seconds that the process may take until it is ready; a busy machine is slow at that
# The process counts its own work and is ended by it; this ends one that waits for something else.
PATIENCE = 3 * worker.SECONDS if hasattr(signal, "setitimer") else worker.SECONDS
KEPT_BYTES = 128 << 20  # of pixels that are kept for the next who asks

Seen = tuple[str, int, int, int, int, bool]


class Opened(NamedTuple):
    """The pixels of a picture, or why there are none."""

    image: QImage | None
    problem: Message | None = None


class _Ended(Exception):
    """The process is no more; `late` says that it took too long."""

    def __init__(self, late: bool) -> None:
        super().__init__()
        self.late = late


_lock = Lock()  # one picture at a time: their memory does not add up
_process: subprocess.Popen[bytes] | None = None
_kept: OrderedDict[Seen, Opened] = OrderedDict()


def picture_in(folder: Path, name: str, most: QSize, grow: bool = False) -> Opened:
    """Return the picture that `name` means in a map in `folder`, at most as large as `most`.

    With `grow` it is as large as that allows. May take seconds; asked again it is there at once,
    until the file is another.
    """
    try:
        path = image_file(folder, name)
        status = path.stat()
        seen = (str(path), status.st_mtime_ns, status.st_size, most.width(), most.height(), grow)
        with _lock:
            if (found := _kept.get(seen)) is not None:
                _kept.move_to_end(seen)
                return found
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            found = _opened(data, most, grow)
            _keep(seen, found)
            return found
    except NoImage as refused:
        return Opened(None, refused.message)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Opened(None, M("this picture cannot be opened: {reason}", reason=reason))


def _keep(seen: Seen, found: Opened) -> None:
    _kept[seen] = found
    while len(_kept) > 1 and sum(map(_bytes, _kept.values())) > KEPT_BYTES:
        _kept.popitem(last=False)


def _bytes(found: Opened) -> int:
    return 500 + (found.image.sizeInBytes() if found.image else 0)


def _opened(data: bytes, most: QSize, grow: bool) -> Opened:
    try:
        status, image = _asked(data, most, grow)
    except _Ended as ended:
        if ended.late:
            return Opened(
                None, M("this picture takes too long to draw; keep it as a PNG and name that")
            )
        return Opened(
            None, M("this picture asks for too much memory; keep it smaller, or as a PNG")
        )
    if status == worker.SHOWN:
        return Opened(image)
    if status == worker.TOO_LARGE:
        return Opened(
            None,
            M(
                "this picture has more than {n} million pixels; make it smaller",
                n=worker.MOST_PIXELS // 1_000_000,
            ),
        )
    if status == worker.LEADS_OUT:
        return Opened(
            None,
            M("this drawing refers to something outside itself, or is damaged; keep it as a PNG"),
        )
    return Opened(
        None, M("this is no picture that can be shown; PNG, JPEG, GIF, WebP, BMP and SVG can")
    )


# ---------------------------------------------------------------- the process


def _asked(data: bytes, most: QSize, grow: bool) -> tuple[int, QImage]:
    """Return what the process answers; raises _Ended when it came to its end over the picture."""
    while True:
        process = _ready()
        watch = _Watch(process, PATIENCE)
        try:
            return _answer(process, data, most, grow)
        except OSError:
            watch.stop()
            status = _end()
            if status == 0 and not watch.over:
                continue  # it had nothing to do and went just before it was asked
            worked = status == -int(getattr(signal, "SIGPROF", 0)) != 0
            raise _Ended(watch.over or worked) from None
        finally:
            watch.stop()


def _answer(
    process: subprocess.Popen[bytes], data: bytes, most: QSize, grow: bool
) -> tuple[int, QImage]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(worker.ASKED.pack(len(data), most.width(), most.height(), grow))
    process.stdin.write(data)
    process.stdin.flush()
    answer = process.stdout.read(worker.ANSWERED.size)
    if len(answer) != worker.ANSWERED.size:
        raise OSError
    status, width, height = worker.ANSWERED.unpack(answer)
    if width > most.width() or height > most.height():
        raise OSError
    pixels = process.stdout.read(width * height * 4)
    if len(pixels) != width * height * 4:
        raise OSError
    form = QImage.Format.Format_ARGB32_Premultiplied
    # copied: the image must not point into bytes that Python frees
    return status, QImage(pixels, width, height, width * 4, form).copy()


def _ready() -> subprocess.Popen[bytes]:
    """Return the process, begun anew where it has ended since; raises OSError where it cannot be.

    That says nothing about a picture, so nothing of it is kept.
    """
    global _process  # noqa: PLW0603 - there is one of it, guarded by the lock
    if _process is not None and _process.poll() is None:
        return _process
    _end()
    try:
        _process = subprocess.Popen(
            [sys.executable, "-P", worker.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except ValueError:  # no program to begin it with
        raise OSError(errno.ENOEXEC, os.strerror(errno.ENOEXEC)) from None
    assert _process.stdout is not None
    late = _Watch(_process, START)
    said = _process.stdout.readline()
    late.stop()
    if said != worker.READY:
        _end()
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return _process


class _Watch:
    """Ends a process that takes too long, so that nobody waits for it for ever."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self.over = False
        self._timer = Timer(seconds, self._late)
        self._timer.daemon = True
        self._timer.start()

    def _late(self) -> None:
        self.over = True
        self._process.kill()

    def stop(self) -> None:
        """Let it go on."""
        self._timer.cancel()
        self._timer.join()


def _end() -> int:
    """End the process, and return how it ended."""
    global _process
    process, _process = _process, None
    if process is None:
        return 0
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    try:
        return process.wait(0.5)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


atexit.register(_end)
