"""Where a list is otherwise than the one before it, object by object.

An edit shares every record it leaves alone. So what it did to a list of thousands is found by
comparing identities, without a look into any record.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from operator import is_, length_hint
from typing import NamedTuple


class Exchange(NamedTuple):
    """Where two lists differ (as `differing` says), and what is not in both.

    `came` are the positions in the new list of what is not in the old one, wherever it stood there;
    `went` are those in the old list of what is not in the new one. The rest is in both, `in_order`
    where it follows each other as it did before.
    """

    start: int
    end: int
    was_end: int
    came: Sequence[int]
    went: Sequence[int]
    in_order: bool


def differing(old: Sequence[object], new: Sequence[object]) -> tuple[int, int, int]:
    """Return where other objects stand than before: the start, the end now, the end before.

    Before it and behind it both lists are the same, object by object.
    """
    start = _alike(iter(old), new)
    same = min(_alike(reversed(old), reversed(new)), min(len(old), len(new)) - start)
    return start, len(new) - same, len(old) - same


def _alike(old: Iterator[object], new: Iterable[object]) -> int:
    """Return how many of the first entries are the same objects; `old` goes on behind them."""
    count = length_hint(old)
    same = all(map(is_, new, old))
    return count - length_hint(old) - (not same)  # the first that is another one was taken too


def exchange(old: tuple[object, ...], new: tuple[object, ...]) -> Exchange:
    """Return what was exchanged in a list, which is remembered for the last few lists."""
    for before, now, found in tuple(_recent):
        if before is old and now is new:
            return found
    start, end, was_end = differing(old, new)
    here, there = list(map(id, new[start:end])), list(map(id, old[start:was_end]))
    known, kept = set(there), set(here)
    came = [place for place, each in enumerate(here, start) if each not in known]
    went = [place for place, each in enumerate(there, start) if each not in kept]
    stayed = list(filter(known.__contains__, here)), list(filter(kept.__contains__, there))
    found = Exchange(start, end, was_end, came, went, stayed[0] == stayed[1])
    _recent.append((old, new, found))
    return found


# whoever follows an edit asks for the same lists: its index, the commit, the difference
_recent: deque[tuple[tuple[object, ...], tuple[object, ...], Exchange]] = deque(maxlen=8)


def newcomers(old: tuple[object, ...], new: tuple[object, ...]) -> Sequence[int]:
    """Return the positions in `new` of what does not stand in `old`, wherever it stands there."""
    return exchange(old, new).came


def runs(
    came: Sequence[int], went: Sequence[int], length: int
) -> Iterator[tuple[int, int, int | None]]:
    """Yield the parts of a new list: where each begins, where it ends, and where it began before.

    That is None for what came. `length` is that of the new list, in which all else is in order.
    """
    place = was = next_came = next_went = 0
    while place < length:
        start = place
        while next_came < len(came) and came[next_came] == place:
            place, next_came = place + 1, next_came + 1
        if place > start:
            yield start, place, None
        while next_went < len(went) and went[next_went] == was:
            was, next_went = was + 1, next_went + 1
        stays = (came[next_came] if next_came < len(came) else length) - place
        if next_went < len(went):
            stays = min(stays, went[next_went] - was)
        if stays:
            yield place, place + stays, was
        place, was = place + stays, was + stays
