"""Which names nobody has given: the ones that a new record has until somebody types its own.

A record with such a name was made and forgotten; it says no more than one that is not there.
"""

from __future__ import annotations

from functools import lru_cache

from journeymap.model.ids import look_alike
from journeymap.model.pasting import LANGUAGES
from journeymap.model.text import M, say

NEW = {"pain_point": M("New pain point"), "opportunity": M("New opportunity")}


def is_unnamed(kind: str, name: str) -> bool:
    """Return whether a name is the one that a new record of this kind has, in any language.

    Which number tells it from another new one does not matter.
    """
    return _folded(name.rstrip("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")) in _names(kind)


@lru_cache(maxsize=8)
def _names(kind: str) -> frozenset[str]:
    return frozenset(_folded(say(NEW[kind], lang)) for lang in LANGUAGES)


def _folded(name: str) -> str:
    return " ".join(look_alike(name).split())
