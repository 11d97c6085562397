"""Which records may hold something that is rare in texts: looked for in many of them at once.

Most maps hold none of it, and to look through all their texts one by one, with their places, takes
five times as long. Whoever asks goes through the records that are left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from journeymap.checks.context import Context
from journeymap.checks.personal import APART
from journeymap.model.index import Key
from journeymap.model.journey import LISTS, Record
from journeymap.model.texts import words_in

AT_ONCE = 250  # records whose texts are looked through in one go

Keyed = tuple[Key, Record]


def suspects(context: Context, may_hold: Callable[[str], bool]) -> Iterator[Keyed]:
    """Yield (key, record) of all in whose texts `may_hold` sees a reason to look, the map first.

    It is given many texts as one, with something between them that no text holds.
    """
    for some, words in context.once("words of many", lambda: list(_of_many(context))):
        if not may_hold(words):
            continue
        for key, record in some:
            if len(some) == 1 or may_hold(_words([record])):
                yield key, record


def _of_many(context: Context) -> Iterator[tuple[Sequence[Keyed], str]]:
    """Yield records of one kind with all their words."""
    m, index = context.map, context.index
    yield (("", m),), _words([m])
    for kind, field in LISTS.items():
        keys, records = list(index.keys_of(kind)), getattr(m, field)
        for first in range(0, len(records), AT_ONCE):
            some = records[first : first + AT_ONCE]
            yield list(zip(keys[first : first + AT_ONCE], some, strict=True)), _words(some)


def _words(records: Sequence[Record]) -> str:
    return APART.join(words_in(records))
