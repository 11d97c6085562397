"""The order of a list that two people changed, merged on its own: it is never a conflict.

What was moved on a side is what does not belong to the longest run of items that kept its order
there. Items that nobody moved stay in their order and are the frame; what a side moved or added
goes to the gap of the frame in which that side has it. So every move made on one side is kept, and
where both moved the same item ours wins. In a gap stand ours before theirs, unless one side says
otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def merged_set(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> tuple[T, ...]:
    """Return the items of a list that each side added to and took from, in merged order.

    An item that stands in a list more than once counts as so many different ones.
    """
    old, mine, other = _numbered(base), _numbered(ours), _numbered(theirs)
    before, left, right = set(old), set(mine), set(other)
    kept = (before & left & right) | (left - before) | (right - before)
    return tuple(item for item, _ in merged_order(old, mine, other, kept))


def merged_order(
    base: Sequence[T], ours: Sequence[T], theirs: Sequence[T], kept: Collection[T]
) -> list[T]:
    """Return the items `kept` in merged order; each stands in ours or theirs, and in each once."""
    old = [item for item in base if item in kept]
    mine = [item for item in ours if item in kept]
    other = [item for item in theirs if item in kept]
    before, left, right = set(old), set(mine), set(other)
    moved = moved_items(old, [item for item in mine if item in before])
    theirs_moved = moved_items(old, [item for item in other if item in before], moved)
    theirs_own = (right - left) | (theirs_moved - moved)
    frame = (before & left & right) - moved - theirs_moved
    in_ours = _gaps([item for item in mine if item not in theirs_own], frame)
    in_theirs = _gaps([item for item in other if item in frame or item in theirs_own], frame)
    places = tuple({item: n for n, item in enumerate(each)} for each in (base, ours, theirs))
    found: list[T] = []
    for anchor in (None, *(item for item in mine if item in frame)):
        if anchor is not None:
            found.append(anchor)
        found += _gap(in_ours.get(anchor, []), in_theirs.get(anchor, []), places)
    return found


def _numbered(items: Sequence[T]) -> list[tuple[T, int]]:
    seen: dict[T, int] = {}
    found = []
    for item in items:
        seen[item] = seen.get(item, 0) + 1
        found.append((item, seen[item]))
    return found


def moved_items(old: Sequence[T], new: Sequence[T], rather_keep: Collection[T] = ()) -> set[T]:
    """Return the fewest items of `new` whose moving explains its order.

    Of explanations that are as short, the one that moves none of `rather_keep`: what the other side
    moved is less likely to have been moved here too.
    """
    place = {item: n for n, item in enumerate(old)}
    ranks = [place[item] for item in new]
    if all(a < b for a, b in pairwise(ranks)):
        return set()
    # The heaviest increasing run, by a Fenwick tree of the best run that ends at or below a rank.
    weight, tree = len(new) + 1, [(0, -1)] * (len(old) + 1)
    came_from: list[int] = []
    last = (0, -1)
    for n, rank in enumerate(ranks):
        best, at = (0, -1), rank
        while at > 0:
            best, at = max(best, tree[at]), at & (at - 1)
        came_from.append(best[1])
        run = (best[0] + weight + (new[n] in rather_keep), n)
        last, at = max(last, run), rank + 1
        while at <= len(old):
            tree[at], at = max(tree[at], run), at + (at & -at)
    stayed = set()
    here = last[1]
    while here >= 0:
        stayed.add(new[here])
        here = came_from[here]
    return set(new) - stayed


def _gaps(items: Sequence[T], frame: Collection[T]) -> dict[T | None, list[T]]:
    """Return what stands after each item of the frame, and under None what stands before all."""
    gaps: dict[T | None, list[T]] = {}
    anchor: T | None = None
    for item in items:
        if item in frame:
            anchor = item
        else:
            gaps.setdefault(anchor, []).append(item)
    return gaps


def _gap(ours: list[T], theirs: list[T], places: tuple[Mapping[T, int], ...]) -> list[T]:
    """Return what both sides put into one gap; each side keeps its own order."""
    found: list[T] = []
    left, right = list(reversed(ours)), list(reversed(theirs))
    while left and right:
        take = right if _before(right[-1], left[-1], places) else left
        found.append(take.pop())
    return [*found, *reversed(left or right)]


def _before(theirs: T, ours: T, places: tuple[Mapping[T, int], ...]) -> bool:
    """Return whether an item of theirs goes before one of ours: who changed that is heard."""
    said = [place[theirs] < place[ours] for place in places if theirs in place and ours in place]
    if not said:
        return False
    first = said[0]
    return next((each for each in said[1:] if each != first), first)
