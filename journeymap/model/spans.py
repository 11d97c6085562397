"""Where a list is otherwise than the one before it, object by object.

An edit shares every record it leaves alone. So what it did to a list of thousands is found by
comparing identities, without a look into any record.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import compress, count
from operator import is_not


def differing(old: Sequence[object], new: Sequence[object]) -> tuple[int, int, int]:
    """Return where other objects stand than before: the start, the end now, the end before.

    Before it and behind it both lists are the same, object by object.
    """
    for before, now, found in tuple(_recent):
        if before is old and now is new:
            return found
    most = min(len(old), len(new))
    start = next(compress(count(), map(is_not, old, new)), most)
    same = next(compress(count(), map(is_not, reversed(old), reversed(new))), most)
    same = min(same, most - start)
    found = start, len(new) - same, len(old) - same
    if type(old) is type(new) is tuple:  # which stay as they are
        _recent.append((old, new, found))
    return found


# whoever follows an edit asks for the same lists: its index, the commit, the difference
_recent: deque[tuple[Sequence[object], Sequence[object], tuple[int, int, int]]] = deque(maxlen=8)


def newcomers(old: Sequence[object], new: Sequence[object]) -> list[int]:
    """Return the positions in `new` of what does not stand in `old`, wherever it stands there."""
    start, end, was_end = differing(old, new)
    known = set(map(id, old[start:was_end]))
    return [place for place, each in enumerate(new[start:end], start) if id(each) not in known]
