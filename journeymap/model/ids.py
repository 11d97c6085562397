"""Readable ids out of names: one rule for the window, the command line and every import.

An id is given once and then only copied, so it should be typed, read aloud and diffed with ease. It
keeps the script of the name: nothing is transliterated, because «پرداخت» says more to its readers
than any spelling of it in other letters. What an id may hold is decided in `fields.identifier`;
this module only proposes ids that pass there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from journeymap.model.fields import RESERVED, identifier

LONGEST = 48  # characters; the format allows more, but a reader's eye does not
_JOINERS = "\u200c\u200d"
_APOSTROPHES = "'’ʼ‘`´"
_SAME = str.maketrans("يىىك", "یییک")
_DATE = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?\Z")


class TakenIds:
    """The ids that are in use, compared by what the eye sees; `give` adds to them.

    It outlives one call so that an import of ten thousand steps stays one pass.
    """

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._seen = set(map(look_alike, ids))
        self._last: dict[str, int] = {}  # the number given last to each slug

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and look_alike(text) in self._seen

    def add(self, text: str) -> None:
        """Take an id that came from elsewhere."""
        self._seen.add(look_alike(text))

    def give(self, name: str, otherwise: str = "item") -> str:
        """Return a new id for `name` and take it; see `slug`."""
        base = plain_slug(name, otherwise)
        found, number = base, self._last.get(base, 1)
        while found in self:
            number += 1
            found = f"{base}-{number}"
        self._last[base] = number
        self.add(found)
        return found


def slug(name: str, taken: Iterable[str] = (), otherwise: str = "item") -> str:
    """Return an id for a record called `name` that looks like none of `taken`.

    `otherwise` (a word such as `stage`) is the id where nothing of the name can stand in one, and
    leads it where YAML would read the rest as a number or a truth value: `404` becomes `item-404`.
    A second record of the same name gets `-2`. Use TakenIds where many ids are given in a row.
    """
    return TakenIds(taken).give(name, otherwise)


def plain_slug(name: str, otherwise: str = "item") -> str:
    """Return the id that a name asks for, whether taken or not.

    Letters (in lower case), digits and marks of any script stay, and the joiners between them.
    Apostrophes vanish, everything else parts words, and words are joined by hyphens.
    """
    text = unicodedata.normalize("NFC", name[: LONGEST * 8].lower())
    kept: list[str] = []
    for place, character in enumerate(text):
        before = kept[-1] if kept else "-"
        if unicodedata.category(character)[0] in "LN" or character == "_":
            kept.append(character)
        elif _is_mark(character):
            # a mark without its letter, as emoji have them, would be a dot in the air
            if before not in "-_":
                kept.append(character)
        elif character in _JOINERS:
            following = text[place + 1 : place + 2]
            if before.isalnum() and following.isalnum():
                kept.append(character)
        elif before != "-" and not _vanishes(character):
            kept.append("-")
    found = _cut(unicodedata.normalize("NFC", "".join(kept)))
    if not found.strip("_-"):
        return otherwise
    return found if _is_plain(found) else f"{otherwise}-{found}"


@lru_cache(maxsize=1 << 17)
def look_alike(text: str) -> str:
    """Return what the eye sees of an id: equal for ids that differ only by look-alikes.

    Case, joiners, width, the Arabic and Persian forms of ya and kaf, and the digits of other
    scripts are all the same to it.
    """
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKC", text).casefold().translate(_SAME)
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
        if character not in _JOINERS
    )


def _vanishes(character: str) -> bool:
    return character in _APOSTROPHES or unicodedata.category(character) == "Cf"


def _is_mark(character: str) -> bool:
    # variation selectors and enclosing marks belong to emoji
    return unicodedata.category(character) in ("Mn", "Mc") and not (
        "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    )


def _cut(text: str) -> str:
    """Return at most LONGEST characters, ending with a whole word where one is near."""
    text = text.strip("-" + _JOINERS)
    if len(text) > LONGEST:
        end = text.rfind("-", LONGEST // 2, LONGEST + 1)
        if end < 0:
            end = LONGEST
            while end > 1 and unicodedata.category(text[end])[0] == "M":
                end -= 1
        text = text[:end].rstrip("-" + _JOINERS)
    return text


def _is_plain(text: str) -> bool:
    """Return whether an id may be written without quotes and without a second thought."""
    if text in RESERVED or text.isdecimal() or _DATE.match(text):
        return False
    try:
        identifier(text)
    except ValueError:  # what PydanticCustomError is; the sentence is for people who type ids
        return False
    return True
