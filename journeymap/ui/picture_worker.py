"""The process that opens pictures: what they do to it, they do not do to the window.

A drawing of one kilobyte can keep Qt busy for ever, and a photograph of a few can ask for all
memory. So each is opened here, with a limit on time and memory, and pixels come back. Run as a
program of its own, by path: it imports nothing of journeymap, and reads no file: what is to be
opened comes in through standard input. An SVG that refers to anything but its own parts and the
pictures inside itself is never given to Qt, which would follow it wherever it leads.

    asked     length of the picture, the most pixels across and down, whether to grow to them
    answered  what came of it, width, height, then four bytes a pixel
"""

from __future__ import annotations

import base64
import os
import re
import select
import signal
import struct
import sys
import zlib
from typing import Any, BinaryIO
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from PySide6.QtCore import QBuffer, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QImage, QImageReader

if sys.platform != "win32":  # which has no such limits; the parent still ends what takes too long
    import resource

ASKED, ANSWERED = struct.Struct("<IIIB"), struct.Struct("<BII")
SHOWN, UNREADABLE, TOO_LARGE, LEADS_OUT = range(4)
READY = b"ready\n"
SECONDS = 2  # of work for one picture
MEMORY = 288 << 20  # bytes for one picture, besides what the process has when it is ready
IDLE = 10  # seconds without a picture, after which the process ends
MOST_PIXELS = 32_000_000
LARGEST_DRAWING = 16_000_000  # bytes of an SVG, unpacked
_GZIP = b"\x1f\x8b"
_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|bmp);base64,", re.IGNORECASE)
_OUTSIDE = re.compile(r"@import|url\s*\(\s*['\"]?\s*(?!['\"#\s])", re.IGNORECASE)
_FORMATS = (  # what a picture is, it says in its first bytes and not in its name
    (b"\x89PNG\r\n\x1a\n", b"png"),
    (b"\xff\xd8\xff", b"jpeg"),
    (b"GIF8", b"gif"),
    (b"BM", b"bmp"),
)


def main() -> None:
    """Answer what is asked until nobody asks any more."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    app = QGuiApplication([sys.argv[0], "-platform", "offscreen"])
    QImageReader.setAllocationLimit(MOST_PIXELS * 4 >> 20)
    # What every picture may need is loaded before the limits, not on account of the first one.
    QImageReader.supportedImageFormats()
    QFontMetricsF(QFont()).ascent()
    _limit_memory()
    answers.write(READY)
    answers.flush()
    while request := _next(asked):
        length, width, height, grow = ASKED.unpack(request)
        data = asked.read(length)
        if len(data) != length:
            break
        _limit_time(SECONDS)
        status, image = opened(data, QSize(width, height), bool(grow))
        answers.write(ANSWERED.pack(status, image.width(), image.height()))
        if not image.isNull():
            answers.write(image.constBits())
        answers.flush()
        _limit_time(0)
    del app


def _next(asked: BinaryIO) -> bytes:
    if os.name == "posix" and not select.select([asked], [], [], IDLE)[0]:
        return b""
    request = asked.read(ASKED.size)
    return request if len(request) == ASKED.size else b""


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        now = 1 << 30
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))


def _limit_time(seconds: float) -> None:
    """Let the system end this process when it has worked that long; 0 for no limit."""
    if hasattr(signal, "setitimer"):  # counted is its own work: a busy machine is no reason
        signal.setitimer(signal.ITIMER_PROF, seconds)


# ---------------------------------------------------------------- pixels


def opened(data: bytes, most: QSize, grow: bool) -> tuple[int, QImage]:
    """Return what came of a picture, and its pixels in a size of at most `most`.

    With `grow` it becomes as large as that allows. What has several frames is its first one.
    """
    kind = _format(data)
    if not kind:
        drawing = unpacked(data)
        if drawing is None or b"<svg" not in drawing:
            return UNREADABLE, QImage()
        if not refers_to_itself(drawing):
            return LEADS_OUT, QImage()
        data, kind = drawing, b"svg"
    buffer = QBuffer()
    buffer.setData(data)
    reader = QImageReader(buffer, kind)
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return UNREADABLE, QImage()
    if kind != b"svg" and size.width() * size.height() > MOST_PIXELS:
        return TOO_LARGE, QImage()
    if grow or size.width() > most.width() or size.height() > most.height():
        fitted = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return UNREADABLE, QImage()
    image.convertTo(QImage.Format.Format_ARGB32_Premultiplied)
    return SHOWN, image


def _format(data: bytes) -> bytes:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return b"webp"
    return next((kind for start, kind in _FORMATS if data.startswith(start)), b"")


# ---------------------------------------------------------------- drawings


def unpacked(data: bytes) -> bytes | None:
    """Return the text of an SVG, which may be packed; None where it is too long."""
    if data.startswith(_GZIP):
        try:
            data = zlib.decompressobj(31).decompress(data, LARGEST_DRAWING + 1)
        except zlib.error:
            return None
    return data if len(data) <= LARGEST_DRAWING else None


class _Refused(Exception):
    """Something in an SVG leads out of it."""


def refers_to_itself(data: bytes) -> bool:
    """Return whether an SVG refers to nothing outside itself, and runs nothing."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = _check_element
    parser.CharacterDataHandler = _check_text
    parser.EntityDeclHandler = _refuse  # an entity could spell what is looked for
    parser.ProcessingInstructionHandler = _refuse  # a stylesheet of its own
    parser.XmlDeclHandler = _check_encoding
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _Refused, ValueError, LookupError):
        return False
    return True


def _refuse(*_: Any) -> None:
    raise _Refused


def _check_encoding(version: str, encoding: str | None, alone: int) -> None:
    if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii", "ascii", "iso-8859-1"):
        raise _Refused


def _check_text(text: str) -> None:
    if "\\" in text and "{" in text:  # an escape could spell what is looked for
        raise _Refused
    _check_style(text)


def _check_style(text: str) -> None:
    if _OUTSIDE.search(text):
        raise _Refused


def _check_element(name: str, attributes: dict[str, str]) -> None:
    for attribute, value in attributes.items():
        local = attribute.rpartition(":")[2].lower()
        if local in ("href", "src"):
            if not _inside(value):
                raise _Refused
        else:
            _check_style(value)


def _inside(address: str) -> bool:
    """Return whether an address is a part of the same drawing, or pixels in the address itself."""
    address = address.strip()
    if not address or address.startswith("#"):
        return True
    found = _DATA.match(address)
    if not found:
        return False
    try:
        pixels = base64.b64decode(unquote_to_bytes(address[found.end() :]))
    except ValueError:
        return False
    # A picture inside is what its bytes are, whatever it says: an SVG would be followed again.
    return bool(_format(pixels))


if __name__ == "__main__":
    main()
