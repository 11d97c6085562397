"""Which fonts each script asks for, and which script a text is in.

Only names of fonts that systems bring along stand here; this module opens no font. It is loaded
before the first paint of the window, so nothing of the model but its texts may be imported.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from journeymap.model.text import primary

# What Windows, macOS and Linux bring along; Noto is the last resort everywhere.
_LATIN = ("Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial")
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "Latin": _LATIN,
    "Arabic": ("Segoe UI", "Geeza Pro", "Vazirmatn", "Noto Sans Arabic"),
    "Hebrew": ("Segoe UI", "Arial Hebrew", "Noto Sans Hebrew"),
    "Han": ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "SimHei"),
    "Hant": ("Microsoft JhengHei UI", "PingFang TC", "Noto Sans CJK TC", "Noto Sans TC"),
    "Kana": ("Yu Gothic UI", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP"),
    "Hangul": ("Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR", "Noto Sans KR"),
    "Thai": ("Leelawadee UI", "Thonburi", "Noto Sans Thai"),
    "Devanagari": ("Nirmala UI", "Kohinoor Devanagari", "Noto Sans Devanagari"),
}
EMOJI = ("Segoe UI Emoji", "Apple Color Emoji", "Noto Color Emoji")

_BLOCKS = (
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x1100, 0x11FF, "Hangul"),
    (0x2E80, 0x303F, "Han"),
    (0x3040, 0x30FF, "Kana"),
    (0x3100, 0x312F, "Hant"),
    (0x3130, 0x318F, "Hangul"),
    (0x3400, 0x9FFF, "Han"),
    (0xAC00, 0xD7AF, "Hangul"),
    (0xF900, 0xFAFF, "Han"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFE, "Arabic"),
    (0xFF00, 0xFFEF, "Han"),
    (0x20000, 0x3FFFF, "Han"),
)


def families(script: str) -> tuple[str, ...]:
    """Return the fonts to ask for, best first: those of the script, then Latin, then emoji."""
    own = FAMILIES.get(script, _LATIN)
    return (*own, *(name for name in (*_LATIN, *EMOJI) if name not in own))


@lru_cache(maxsize=1 << 16)
def script_of(text: str, language: str = "") -> str:
    """Return the key of FAMILIES that suits `text`: that of its first letter which is not Latin.

    Han is drawn differently by region, so `language` (BCP 47) decides between the Han fonts; kana
    in the text decides too.
    """
    if text.isascii():
        return "Latin"
    found = ""
    for character in text:
        script = _script(ord(character))
        if script == "Kana":
            return script
        if script and not found and unicodedata.category(character)[0] in "LNS":
            found = script
    return _region(language) if found == "Han" else found or "Latin"


def _script(code: int) -> str:
    if code < 0x0590:
        return ""
    return next((script for first, last, script in _BLOCKS if first <= code <= last), "")


def _region(language: str) -> str:
    tag = language.replace("_", "-").lower()
    if primary(tag) == "ja":
        return "Kana"
    if primary(tag) == "ko":
        return "Hangul"
    return "Hant" if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo", "yue")) else "Han"
