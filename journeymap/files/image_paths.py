"""Which file a map's `image` or `logo` means: one inside the map's folder, after all links.

A map may come from anybody. A path that would lead to anything else on this machine, to another
machine or to a device is refused here, before anything is opened. This module opens nothing.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from journeymap.files.problems import FilesError
from journeymap.model.text import M

MAX_BYTES = 32 << 20
# names that are devices on Windows, in every folder and with every ending
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$) *(?:\..*)?\Z")
_ELSEWHERE = re.compile(r"[/\\~]|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://")


class NoImage(FilesError):
    """There is no picture that may be shown; the message says why and what to do."""


def image_file(folder: Path, name: str) -> Path:
    """Return the file that `name` means in a map in `folder`; raises NoImage.

    The file is a regular one of at most MAX_BYTES, and lies in that folder or below it when every
    link is followed.
    """
    parts = re.split(r"[/\\]", name)
    if _ELSEWHERE.match(name) or os.path.normpath("/".join(parts)).startswith(".."):
        raise NoImage(M("this path leads out of the map’s folder; copy the picture into it"))
    if any(map(_DEVICE.match, parts)) or not name.strip():
        raise NoImage(M("no picture can have this name; choose another"))
    try:
        root = folder.resolve()
        path = (root / name).resolve(strict=True)
        status = path.stat()
    except FileNotFoundError:
        raise NoImage(M("this picture is not there; choose another or copy it here")) from None
    except (OSError, RuntimeError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else ""
        raise NoImage(
            M("this picture cannot be opened: {reason}", reason=reason or type(error).__name__)
        ) from None
    except ValueError:
        raise NoImage(M("no picture can have this name; choose another")) from None
    if not path.is_relative_to(root):
        raise NoImage(M("this path leads out of the map’s folder; copy the picture into it"))
    if not stat.S_ISREG(status.st_mode):
        raise NoImage(M("this is no file; choose a picture"))
    if status.st_size > MAX_BYTES:
        raise NoImage(
            M(
                "this picture has {size} MiB; the most is {limit} MiB. Make it smaller",
                size=-(-status.st_size // (1 << 20)),
                limit=MAX_BYTES >> 20,
            )
        )
    return path
