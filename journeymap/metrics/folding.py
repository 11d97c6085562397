"""Letters and digits as the readers of numbers and dates compare them.

Everything here is for recognising, never for what is kept: cells stay as they were typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

ARABIC_DIGITS: Mapping[int, str] = {0x660 + i: str(i) for i in range(10)}
PERSIAN_DIGITS: Mapping[int, str] = {0x6F0 + i: str(i) for i in range(10)}
WIDE_DIGITS: Mapping[int, str] = {0xFF10 + i: str(i) for i in range(10)}
# Marks of direction that spreadsheets put around numbers in right-to-left languages, and joiners.
_UNSEEN = dict.fromkeys(
    (0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0x61C)
)
_DIGITS = {**ARABIC_DIGITS, **PERSIAN_DIGITS, **WIDE_DIGITS, **_UNSEEN}
_BREAKS = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x85)
_CONTROLS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF), ""),
    **dict.fromkeys(_BREAKS, " "),
}
_ALIKE = {
    **_DIGITS,
    ord("ı"): "i",
    ord("ي"): "ی",
    ord("ى"): "ی",
    ord("ك"): "ک",
    ord("ة"): "ه",
    ord("ـ"): "",
    0x200C: " ",
    0x200D: "",
    0xA0: " ",
    0x202F: " ",
}


def one_line(text: str) -> str:
    """Return `text` on one line and without control characters, which no map takes."""
    plain = text if text.isprintable() else text.translate(_CONTROLS)
    return " ".join(plain.split())


def plain_digits(text: str) -> str:
    """Return `text` with digits of every script as ASCII ones and marks of direction left out."""
    return text if text.isascii() else text.translate(_DIGITS)


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Return `text` without case, accents and Arabic/Persian doubles, with single spaces.

    Two names that a person takes for the same give the same text.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(c for c in text if unicodedata.category(c) != "Mn").translate(_ALIKE)
    return " ".join(text.casefold().split())
