"""Which item of a list was which before: what stayed, moved, changed, came and went.

Used by splicing to keep the lines (and comments) of an item with the item.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from journeymap.model.index import reading_key
from journeymap.model.journey import Flow, Reading, Record


def pair_records(old: Sequence[Record], new: Sequence[Record]) -> list[int | None]:
    """Return for each new record the position of the same record before, None for a new one.

    The same is: the same object, else the same key, else (a new id) the one that stood in its gap.
    """
    known = {id(record): place for place, record in enumerate(old)}
    pairs: list[int | None] = [known.get(id(record)) for record in new]
    return _completed(old, new, pairs, _key)


def pair_values(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Return for each new value the position of an equal one before, or of the one in its gap."""
    return _completed(old, new, [None] * len(new), repr)


def in_place(pairs: Sequence[int | None]) -> set[int]:
    """Return the new positions whose items keep their order: a longest rising run of `pairs`."""
    ends: list[int] = []  # smallest last value of a run of each length
    places: list[int] = []
    before: dict[int, int] = {}
    for place, was in enumerate(pairs):
        if was is None:
            continue
        length = bisect_left(ends, was)
        if length:
            before[place] = places[length - 1]
        if length == len(ends):
            ends.append(was)
            places.append(place)
        else:
            ends[length] = was
            places[length] = place
    found: set[int] = set()
    at = places[-1] if places else None
    while at is not None:
        found.add(at)
        at = before.get(at)
    return found


def _completed(
    old: Sequence[Any],
    new: Sequence[Any],
    pairs: list[int | None],
    key: Callable[[Any], Hashable],
) -> list[int | None]:
    taken = {was for was in pairs if was is not None}
    free: dict[Hashable, list[int]] = {}
    for was, item in enumerate(old):
        if was not in taken:
            free.setdefault(key(item), []).append(was)
    for place, item in enumerate(new):
        if pairs[place] is None and free and (places := free.get(key(item))):
            was = places.pop(0)
            pairs[place] = was
            taken.add(was)
    _fill_gaps(len(old), pairs, taken)
    return pairs


def _fill_gaps(count: int, pairs: list[int | None], taken: set[int]) -> None:
    """Pair what is left between the same two neighbours when there are as many before as after."""
    if len(taken) == count or None not in pairs:
        return
    place = 0
    while place < len(pairs):
        if pairs[place] is not None:
            place += 1
            continue
        end = place
        while end < len(pairs) and pairs[end] is None:
            end += 1
        left = pairs[place - 1] if place else -1
        right = pairs[end] if end < len(pairs) else count
        if left is not None and right is not None and right - left - 1 == end - place:
            gap = range(left + 1, right)
            if not any(was in taken for was in gap):
                pairs[place:end] = gap
                taken.update(gap)
        place = end


def _key(record: Record) -> Hashable:
    if isinstance(record, Reading):
        return reading_key(record)
    named = getattr(record, "id", None)
    if named is None and isinstance(record, Flow):
        return (record.source, record.target)
    return named or id(record)
