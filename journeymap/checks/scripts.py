"""Which writing system a character belongs to, and which fonts have it.

Python knows the names of characters but not their scripts; the first word of a name is the script
for all letters, and the few exceptions are listed. The fonts named are free and on most systems.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from journeymap.model.text import M, Message

_EMOJI = (
    (0x1F000, 0x1FAFF),
    (0x2600, 0x27BF),
    (0x2B00, 0x2BFF),
    (0x1F1E6, 0x1F1FF),
    (0xFE00, 0xFE0F),
)
_OF_FIRST_WORD: Mapping[str, str] = {
    "CJK": "Han",
    "IDEOGRAPHIC": "Han",
    "KANGXI": "Han",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HALFWIDTH": "Japanese",
    "FULLWIDTH": "Han",
    "HANGUL": "Hangul",
    "EXTENDED": "Arabic",
}

FONTS: Mapping[str, Message] = {
    "Han": M("a Chinese font such as {font}", font="Noto Sans CJK"),
    "Japanese": M("a Japanese font such as {font}", font="Noto Sans CJK"),
    "Hangul": M("a Korean font such as {font}", font="Noto Sans CJK"),
    "Arabic": M("an Arabic and Persian font such as {font}", font="Noto Naskh Arabic"),
    "Hebrew": M("a Hebrew font such as {font}", font="Noto Sans Hebrew"),
    "Devanagari": M("a Devanagari font such as {font}", font="Noto Sans Devanagari"),
    "Bengali": M("a Bengali font such as {font}", font="Noto Sans Bengali"),
    "Tamil": M("a Tamil font such as {font}", font="Noto Sans Tamil"),
    "Thai": M("a Thai font such as {font}", font="Noto Sans Thai"),
    "Greek": M("a Greek font such as {font}", font="Noto Sans"),
    "Cyrillic": M("a Cyrillic font such as {font}", font="Noto Sans"),
    "Latin": M("a Latin font such as {font}", font="Noto Sans"),
    "Emoji": M("an emoji font such as {font}", font="Noto Color Emoji"),
    "Symbols": M("a font with symbols such as {font}", font="Noto Sans Symbols 2"),
}


def script_of(character: str) -> str:
    """Return the name of the script, "Emoji", or "Symbols" where it is neither."""
    code = ord(character)
    if any(first <= code <= last for first, last in _EMOJI):
        return "Emoji"
    word = unicodedata.name(character, "").partition(" ")[0].partition("-")[0]
    if word in _OF_FIRST_WORD:
        return _OF_FIRST_WORD[word]
    letter = unicodedata.category(character)[0] in "LM" or character.isdecimal()
    if not letter or word in ("", "COMBINING", "MODIFIER", "DIGIT"):
        return "Symbols"
    return word.capitalize()
