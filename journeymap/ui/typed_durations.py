"""Reads a duration as people write it, “2 minutes” or “۳ روز”, and spells it as the format does.

The words are those with which the window itself spells durations, and the usual English ones.
"""

from __future__ import annotations

import re
from functools import lru_cache

from journeymap.model.periods import seconds, spell_duration
from journeymap.model.text import M, Message, say

# Text for the eye only: isolates, marks of direction, spaces that do not break.
_UNSEEN = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f\u061c"), None)
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")
_ENGLISH = {
    "s": ("s", "sec", "secs", "second", "seconds"),
    "m": ("m", "min", "mins", "minute", "minutes"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "d": ("d", "day", "days"),
    "w": ("w", "wk", "wks", "week", "weeks"),
    "mo": ("mo", "mos", "month", "months"),
    "working days": ("working day", "working days"),
}
_AMOUNTS = (1, 2, 3, 5, 11, 100)  # one for each way in which a language may count
_ONE = re.compile(r"(\d+(?:\.\d+)?)\s*(\D+)\Z", re.ASCII)
_NUMBER = re.compile(r"[\d.,٫\s]+")


def written(text: str, lang: str) -> str:
    """Return a duration as the format spells it: `2m` for “2 minutes”, `6w..14w` for “6–14 weeks”.

    Its digits are ASCII already. What is no duration comes back as it is, to be refused.
    """
    known = _units(lang)
    words = _clean(text)
    parts = [part.strip() for part in re.split(_between(lang), words) if part.strip()]
    if not 1 <= len(parts) <= 2:
        return text
    if len(parts) == 2 and re.fullmatch(r"\d+(?:\.\d+)?", parts[0]):
        unit = _ONE.match(parts[1])  # “6 to 14 weeks” says the unit once
        parts[0] += f" {unit[2]}" if unit else ""
    found = []
    for part in parts:
        one = _ONE.match(part)
        unit_of = known.get(one[2].strip().casefold().rstrip(".")) if one else None
        if one is None or unit_of is None:
            return text
        found.append(f"{one[1]} {unit_of}" if " " in unit_of else f"{one[1]}{unit_of}")
    made = "..".join(found)
    try:
        seconds(made)
    except ValueError:
        return text
    return made


def _clean(text: str) -> str:
    return text.translate(_UNSEEN).translate(_BLANKS).strip()


@lru_cache(maxsize=8)
def _between(lang: str) -> str:
    """Return the pattern of what stands between a shortest and a longest duration."""
    word = _clean(say(M("{low} to {high}", context="durations", low="", high=""), lang))
    return rf"\s*(?:\.\.|…|–|—|-|\bto\b|\b{re.escape(word)}\b)\s*"


@lru_cache(maxsize=8)
def _units(lang: str) -> dict[str, str]:
    """Return word, in small letters -> unit of the format."""
    known = {word: unit for unit, words in _ENGLISH.items() for word in words}
    found: dict[str, str] = {}
    for unit in _ENGLISH:
        for amount in _AMOUNTS:
            for words in (spell_duration(f"{amount} {unit}", lang), _at_length(amount, unit, lang)):
                word = _NUMBER.sub(" ", _clean(words)).strip().casefold().rstrip(".")
                if word:
                    found.setdefault(word, unit)
    return found | known


def _at_length(amount: int, unit: str, lang: str) -> str:
    count = Message("{number}", {"number": amount})  # nothing in it to translate
    words = {
        "s": M("{count} second", plural="{count} seconds", n=amount, count=count),
        "m": M("{count} minute", plural="{count} minutes", n=amount, count=count),
        "h": M("{count} hour", plural="{count} hours", n=amount, count=count),
    }
    return say(words[unit], lang) if unit in words else ""
