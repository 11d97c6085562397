"""A picture as PNG: painted in bands, packed by two threads, never whole in memory.

Maps are mostly flat colour, so unfiltered rows pack quicker and smaller than what Qt's own encoder
makes of them; the pixels are the same. Of zlib's levels the first three gave files a little larger
than Qt's on maps full of text, the fourth a sixth smaller. Bands are flushed deflate streams that
are joined, as the format allows.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from math import ceil
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from journeymap.model.problems import Refused
from journeymap.model.text import M
from journeymap.picture.picture import Box, Picture
from journeymap.picture.theme import Theme
from journeymap.ui.fonts import ensure_gui_app
from journeymap.ui.paint import Images, Prepared, no_images, play, prepared

BAND = 256  # rows painted at a time
OFF_HALVES = 1 / 128
LEVEL = 4  # of zlib
MOST_SIDE = 65_000  # pixels; what viewers and printers still open
MOST_PIXELS = 1_000_000_000


def png(
    picture: Picture,
    theme: Theme,
    scale: float = 1.0,
    images: Images = no_images,
    step: Callable[[int, int], object] | None = None,
) -> bytes:
    """Return the picture as a PNG file, `scale` pixels for each of its own.

    `step` is told how many bands of how many are painted, and may raise to end it.
    Raises Refused for a size that no viewer opens; the message says what scale would do.
    """
    ensure_gui_app()
    width, height = pixels(picture, scale)
    ready = prepared(picture, theme, images)
    chunks = [b"\x89PNG\r\n\x1a\n"]
    chunks.append(_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)))
    dots = round(96 * scale / 0.0254)  # a metre
    chunks.append(_chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)))
    packed: list[Future[tuple[bytes, int, int]]] = []
    checksum = 1
    with ThreadPoolExecutor(2) as pool:
        for band, last in _bands(picture, theme, ready, width, height, scale):
            packed.append(pool.submit(_packed, band, last))
            if step is not None:
                step(len(packed), ceil(height / BAND))
        for place, future in enumerate(packed):
            data, adler, length = future.result()
            checksum = _joined(checksum, adler, length)
            if place == 0:
                data = b"\x78\x5e" + data
            if place == len(packed) - 1:
                data += struct.pack(">I", checksum)
            chunks.append(_chunk(b"IDAT", data))
    chunks.append(_chunk(b"IEND", b""))
    return b"".join(chunks)


def pixels(picture: Picture, scale: float) -> tuple[int, int]:
    """Return the width and height in pixels at a scale. Raises Refused for an absurd size."""
    wanted = scale if 0 < scale < MOST_SIDE else float(MOST_SIDE)  # also for not a number
    width = max(1, ceil(picture.bounds.w * wanted - 1e-6))
    height = max(1, ceil(picture.bounds.h * wanted - 1e-6))
    if wanted != scale or max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        side = max(picture.bounds.w, picture.bounds.h, 1)
        area = max(picture.bounds.w * picture.bounds.h, 1)
        fits = min(MOST_SIDE / side, (MOST_PIXELS / area) ** 0.5)
        raise Refused(
            M(
                "A picture of {width} × {height} pixels is too large to open. Use a scale of "
                "{scale} or less, or export SVG or PDF, which stay sharp at any size.",
                width=width,
                height=height,
                scale=int(fits * 100) / 100,
            )
        )
    return width, height


def image(picture: Picture, theme: Theme, scale: float = 1.0, images: Images = no_images) -> QImage:
    """Return the picture as an image in memory. Raises Refused for an absurd size."""
    ensure_gui_app()
    width, height = pixels(picture, scale)
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(theme.color("canvas")))
    _paint(made, picture, prepared(picture, theme, images), 0, scale)
    return made


def _bands(
    picture: Picture, theme: Theme, ready: Prepared, width: int, height: int, scale: float
) -> Iterator[tuple[QImage, bool]]:
    """Yield each band, and whether it is the last."""
    ground = QColor(theme.color("canvas"))
    for top in range(0, height, BAND):
        rows = min(BAND, height - top)
        band = QImage(width, rows, QImage.Format.Format_RGB32)
        band.fill(ground)
        _paint(band, picture, ready, top, scale)
        yield band, top + rows >= height


def _paint(band: QImage, picture: Picture, ready: Prepared, top: int, scale: float) -> None:
    bounds = picture.bounds
    painter = QPainter(band)
    # Glyphs stand on whole rows. Off the exact halves, no line is rounded up in one band and down
    # in the next.
    painter.translate(0, OFF_HALVES - top)
    painter.scale(scale, scale)
    painter.translate(-bounds.x, -bounds.y)
    clip = Box(bounds.x, bounds.y + top / scale, bounds.w, band.height() / scale)
    painter.setClipRect(QRectF(*bounds))
    play(painter, ready, clip)
    painter.end()


def _packed(band: QImage, last: bool) -> tuple[bytes, int, int]:
    """Return a band's deflated rows, and the checksum and length of the rows themselves."""
    plain = band.convertToFormat(QImage.Format.Format_RGB888)
    data, stride, width = plain.constBits(), plain.bytesPerLine(), 3 * plain.width()
    lines: list[Any] = [b"\0"] * (2 * plain.height())  # every row is led by its filter
    lines[1::2] = [data[at : at + width] for at in range(0, stride * plain.height(), stride)]
    rows = b"".join(lines)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15, 9)
    packed = packer.compress(rows) + packer.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)
    return packed, zlib.adler32(rows), len(rows)


def _joined(first: int, second: int, length: int) -> int:
    """Return the Adler-32 of two texts after one another, `length` that of the second."""
    base = 65521
    a1, b1, a2, b2 = first & 0xFFFF, first >> 16, second & 0xFFFF, second >> 16
    a = (a1 + a2 - 1) % base
    b = (b1 + b2 + length * (a1 - 1)) % base
    return b << 16 | a


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(data, zlib.crc32(kind))
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
