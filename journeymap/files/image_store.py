"""Pictures laid beside a map, for the map to name: written once, under a name that is free."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from journeymap.files.image_paths import MAX_BYTES, NoImage
from journeymap.files.problems import SaveFailed
from journeymap.files.save import save_file
from journeymap.model.ids import plain_slug
from journeymap.model.text import M

FOLDER = "images"
ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg")
MOST_NAMES = 1_000
# How the pictures begin that can be shown; whether one is whole is seen where it is drawn.
STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"\x1f\x8b")
HEAD = 65_536  # bytes in which a drawing says that it is one


def is_picture(path: Path) -> bool:
    """Return whether a file's name is that of a picture a map can show."""
    return path.suffix.lower() in ENDINGS


def picture_bytes(path: Path) -> bytes:
    """Return what is in a picture somebody chose, wherever it lies; raises NoImage.

    Only regular files are opened: a pipe would wait for a writer who never comes.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NoImage(M("this is no file; choose a picture"))
        if status.st_size > MAX_BYTES:
            raise NoImage(
                M("this picture has more than {n} million bytes", n=MAX_BYTES // 1_000_000)
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # it may have grown meanwhile; `store` counts again
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise NoImage(M("this picture cannot be opened: {reason}", reason=reason)) from None
    if not _begins_as_one(data):
        raise NoImage(
            M("this is no picture that can be shown; PNG, JPEG, GIF, WebP, BMP and SVG can")
        )
    return data


def _begins_as_one(data: bytes) -> bool:
    """Return whether a file says that it is a picture, whatever its name says."""
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or data.startswith(STARTS) or b"<svg" in data[:HEAD]


def store(folder: Path, name: str, data: bytes, ending: str) -> str:
    """Return the path, as a map in `folder` writes it, of a picture that was laid beside it.

    The file is called after `name`. The same bytes are not laid there twice. Raises SaveFailed
    when it cannot be written.
    """
    if len(data) > MAX_BYTES:
        raise SaveFailed(
            M("this picture has more than {n} million bytes", n=MAX_BYTES // 1_000_000)
        )
    stem = plain_slug(name, "picture")
    try:
        (folder / FOLDER).mkdir(exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SaveFailed(
            M("the folder “{name}” cannot be made: {reason}", name=FOLDER, reason=reason)
        ) from error
    if not (folder / FOLDER).resolve().is_relative_to(folder.resolve()):
        raise SaveFailed(M("the folder “{name}” leads out of the map’s folder", name=FOLDER))
    for number in range(1, MOST_NAMES):
        path = folder / FOLDER / (f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}")
        if not os.path.lexists(path):
            save_file(path, data)
            return f"{FOLDER}/{path.name}"
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return f"{FOLDER}/{path.name}"
    raise SaveFailed(M("there are too many pictures called “{name}”", name=stem))
