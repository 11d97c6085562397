"""Pictures from files that a map names: read by Qt, after what Qt should not read was refused.

A map may come from anybody. Qt follows what an SVG refers to, wherever on this machine that is, so
an SVG that refers to anything but its own parts and pictures inside itself is never given to it.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from PySide6.QtCore import QBuffer, QSize
from PySide6.QtGui import QImage, QImageReader

LARGEST_DRAWING = 16_000_000  # bytes of an SVG, unpacked
_GZIP = b"\x1f\x8b"
_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|bmp);base64,", re.IGNORECASE)
# A picture inside is what its bytes are, whatever it says: an SVG would be followed again.
_PIXELS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


def read_picture(file: Path, room: Callable[[QSize], QSize | None]) -> QImage:
    """Return the picture in a file, null where there is none or it may not be read.

    `room` is told its size in pixels, and returns the size to read it in; None for not.
    """
    reader = QImageReader(str(file))
    buffer = QBuffer()  # lives as long as the reader
    if bytes(reader.format().data()).startswith(b"svg"):
        drawing = harmless(file)
        if drawing is None:
            return QImage()
        buffer.setData(drawing)
        reader = QImageReader(buffer, b"svg")
    reader.setAutoTransform(True)
    size = reader.size()
    wanted = room(size)
    if wanted is None:
        return QImage()
    if wanted.isValid() and wanted != size:
        reader.setScaledSize(wanted)
    return reader.read()


def harmless(file: Path) -> bytes | None:
    """Return the text of an SVG that refers to nothing outside itself; None for any other."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_DRAWING + 1)
        if data.startswith(_GZIP):
            data = zlib.decompressobj(31).decompress(data, LARGEST_DRAWING + 1)
    except (OSError, ValueError, zlib.error):
        return None
    return data if len(data) <= LARGEST_DRAWING and _refers_to_itself(data) else None


class _Refused(Exception):
    """Something in an SVG leads out of it."""


def _refers_to_itself(data: bytes) -> bool:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = _check_element
    parser.EntityDeclHandler = _refuse  # an entity could spell what is looked for
    parser.ProcessingInstructionHandler = _refuse  # a stylesheet of its own
    parser.XmlDeclHandler = _check_encoding
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _Refused, ValueError, LookupError):
        return False
    return True


def _refuse(*_: object) -> None:
    raise _Refused


def _check_encoding(version: str, encoding: str | None, alone: int) -> None:
    if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii", "ascii", "iso-8859-1"):
        raise _Refused


def _check_element(name: str, attributes: dict[str, str]) -> None:
    for attribute, value in attributes.items():
        local = attribute.rpartition(":")[2].lower()
        if local in ("href", "src") and not _inside(value):
            raise _Refused


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
    return pixels.startswith(_PIXELS)
