"""How well a name fits what is typed: beginnings of words before initials before what is inside.

Texts are compared as the eye compares them (`model/searching.py`). Plain functions; nothing of Qt
and nothing of a map is known here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from journeymap.model.searching import fold

# How well it fits, the best first.
WHOLE, BEGINS, WORDS, ANY_ORDER, INITIALS, INSIDE, PARTS, LETTERS = range(8)
FEWEST = 3  # letters that may stand apart from each other in a name
APART = 3  # letters of a name for each that is typed, at most


class Heard(NamedTuple):
    """A name as it is compared: folded, cut into words, and their initials."""

    text: str
    words: tuple[str, ...]
    initials: str


def heard(name: str) -> Heard:
    """Return a name as it is compared with what is typed."""
    text = fold(name)[0]
    words = tuple(_WORDS.findall(text))
    return Heard(text, words, "".join(word[0] for word in words))


def fit(typed: str, name: Heard) -> int | None:
    """Return how well a name fits what is typed, which is folded already; None when it does not.

    A smaller number is a better fit. Letters that stand apart are left to `loosely`.
    """
    text = name.text
    if text.startswith(typed):
        return WHOLE if len(text) == len(typed) else BEGINS
    tokens = _tokens(typed)
    if tokens:
        at = 0
        for word in name.words:
            if word.startswith(tokens[at]):
                at += 1
                if at == len(tokens):
                    return WORDS
        if len(tokens) > 1 and all(_begins(name.words, token) for token in tokens):
            return ANY_ORDER
    if len(typed) > 1 and name.initials.startswith(typed):
        return INITIALS
    if typed in text:
        return INSIDE
    if len(tokens) > 1 and all(token in text for token in tokens):
        return PARTS
    return None


def loosely(typed: str, name: Heard) -> int | None:
    """Return LETTERS when a name holds what is typed in order, close together, from a word's
    first letter on; None when it does not.
    """
    if len(typed) < FEWEST:
        return None
    found = _loose(typed).search(name.text)
    return LETTERS if found and found.end() - found.start() <= APART * len(typed) else None


_WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=64)
def _tokens(typed: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(typed))


@lru_cache(maxsize=64)
def _loose(typed: str) -> re.Pattern[str]:
    letters = [re.escape(letter) for letter in typed if not letter.isspace()]
    return re.compile(r"\b" + ".{0,12}?".join(letters))


def _begins(words: tuple[str, ...], token: str) -> bool:
    return any(word.startswith(token) for word in words)
