"""How much room texts take on a terminal, so that what belongs together stands under each other.

Chinese characters take two columns, marks and joiners none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from journeymap.model.text import HIDDEN

TAB = 4  # columns that a tab is shown with


def columns(character: str) -> int:
    """Return how many columns of a terminal a character takes: 0, 1 or 2, a tab as it is shown."""
    if character == "\t":
        return TAB
    if ord(character) in HIDDEN:
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(columns, text))


def padded(text: str, wide: int, to_end: bool = False) -> str:
    """Return a text in `wide` columns at least, at their end or at their start."""
    room = " " * max(0, wide - width(text))
    return room + text if to_end else text + room


def in_columns(rows: Iterable[Sequence[str]], headed: bool = False) -> list[str]:
    """Return rows as lines in which cells stand under each other; blank columns are left out.

    With `headed` the first row names the columns, and does not fill one that is blank otherwise.
    """
    listed = [list(row) for row in rows]
    filled = listed[headed:]
    widths = [
        max(map(width, column)) if any(row[place] for row in filled) else 0
        for place, column in enumerate(zip(*listed, strict=True))
    ]
    return [
        "  ".join(
            padded(cell, wide) for cell, wide in zip(row, widths, strict=True) if wide
        ).rstrip()
        for row in listed
    ]
