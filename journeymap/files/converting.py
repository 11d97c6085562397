"""A map in another encoding than UTF-8: what it may say, and a copy of it that can be opened.

Nobody can tell for sure which encoding a text is in. So every one that makes a map of it is
offered, with what the map is called then, and the file itself stays as it is.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from journeymap.files.problems import Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.regular import content
from journeymap.files.save import ABSENT, save_file
from journeymap.model.text import M, Message

# UTF-16 and UTF-32 go by their marks; where there is none, by what makes a map.
ENCODINGS: tuple[tuple[str, Message], ...] = (
    ("utf-16", M("UTF-16")),
    ("utf-16-le", M("UTF-16")),
    ("utf-16-be", M("UTF-16")),
    ("utf-32", M("UTF-32")),
    ("cp1256", M("Windows-1256: Persian, Arabic")),
    ("cp1254", M("Windows-1254: Turkish")),
    ("gb18030", M("GB 18030: Chinese")),
    ("cp1252", M("Windows-1252: Western Europe")),
    ("cp1251", M("Windows-1251: Cyrillic")),
)
MOST_TRIED = 1 << 20  # bytes of a file; more is no text that somebody wrote


class Guess(NamedTuple):
    """An encoding in which a text is a map."""

    encoding: str
    called: Message
    sample: str  # the map's title, or the first name in it that is not plain ASCII
    text: str


def guesses(path: str | os.PathLike[str]) -> tuple[Guess, ...]:
    """Return the encodings in which a file that is not UTF-8 is a map, none of any other file."""
    try:
        data = content(os.fspath(path))
    except (OSError, ValueError):
        return ()
    if len(data) > MOST_TRIED or _is_utf_8(data):
        return ()
    found: dict[str, Guess] = {}
    for encoding, called in ENCODINGS:
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
            m = read_bytes(text.encode(), "").map
        except (UnicodeError, Unreadable):
            continue
        names = (m.title, *(s.name for s in m.stages), *(t.name for t in m.touchpoints))
        sample = next((name for name in names if not name.isascii()), m.title)
        found.setdefault(text, Guess(encoding, called, sample, text))
    return tuple(found.values())


def copied(path: Path, guess: Guess) -> Path:
    """Return the new file beside `path` that holds its text in UTF-8; raises FilesError."""
    number = 1
    while True:
        more = "" if number == 1 else f"-{number}"
        new = path.with_name(f"{path.stem}.utf-8{more}{path.suffix}")
        if not os.path.lexists(new):
            save_file(new, guess.text.encode(), expected_hash=ABSENT)
            return new
        number += 1


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data
