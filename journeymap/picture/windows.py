"""Where a list differs from the one before, also in several places that are far from each other.

A touchpoint that is taken away takes its flows along, which stand all over the list. One window
from the first to the last would hold most flows of the map; here each place is one of its own.
Records are told apart by identity. It never matters to what comes out, only to how soon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress
from itertools import count as counting
from operator import is_, not_
from typing import Any, NamedTuple, TypeAlias, TypeVar

from journeymap.picture.kept import GONE, Window, numbers, otherwise, window

T = TypeVar("T")
Part: TypeAlias = tuple[int, int, int]  # from where on as many as were gone gave way to new ones


class Windows(NamedTuple):
    """Where a list of `length` entries differs from now, by their positions then, in order.

    Where as many came as went each takes the place of one, and is compared with it by value.
    Elsewhere what was there is lost, and what is there has come.
    """

    parts: tuple[Part, ...]
    length: int

    @property
    def shifts(self) -> list[Part]:
        """The places where others came than went."""
        return [part for part in self.parts if part[1] != part[2]]

    @property
    def numbers(self) -> list[int]:
        """The positions of now of what is new."""
        return _numbers(self.parts)

    @property
    def come(self) -> list[int]:
        """The positions of what is new and takes nobody's place."""
        return _numbers(self.shifts)

    @property
    def gone(self) -> list[int]:
        """The positions of before of what is there no more."""
        return _there(self.parts)

    @property
    def lost(self) -> list[int]:
        """The positions of before of what is there no more, and nothing in its place."""
        return _there(self.shifts)

    def along(self, was: Sequence[T], new: T) -> list[T]:
        """Return a list along the one before with its entries where they stand now.

        What came has `new`; what takes the place of another has what that had.
        """
        found = list(was)
        for start, gone, come in reversed(self.shifts):
            found[start : start + gone] = [new] * come
        return found

    def unlike(self, was: Sequence[Any], now: Sequence[Any]) -> Iterable[int]:
        """Return where a list is otherwise than the one before that stood along the records.

        What came is so in any case.
        """
        come = self.come
        if was is now and not come:
            return ()
        before = self.along(was, None)
        for number in come:
            before[number] = now[number]
        return (*come, *otherwise(before, now))

    def before(self, number: int) -> int:
        """Return the position that what did not come had before."""
        more = 0
        for start, gone, new in self.parts:
            if number < start + more:
                break
            more += new - gone
        return number - more

    def now(self, number: int) -> int:
        """Return the position of what had another one before, GONE where that is lost."""
        more = 0
        for start, gone, new in self.parts:
            if number < start:
                break
            if number < start + gone and gone != new:
                return GONE
            more += new - gone
        return number + more

    def table(self, tail: int = 0) -> list[int] | None:
        """Return the positions of now by those of before, None where all are the same.

        GONE is the one of what is lost. `tail` more follow the records. The last entry is for −1,
        which stays what it is.
        """
        return _table(self, tail)


def _there(parts: Iterable[Part]) -> list[int]:
    return [n for start, gone, _ in parts for n in range(start, start + gone)]


def _numbers(parts: Iterable[Part]) -> list[int]:
    found: list[int] = []
    more = 0
    for start, gone, new in parts:
        found += range(start + more, start + more + new)
        more += new - gone
    return found


@lru_cache(maxsize=4)  # several steps of a layout ask for it
def _table(windows: Windows, tail: int) -> list[int] | None:
    shifts = windows.shifts
    if not shifts or (shifts[0][0] == windows.length and not tail):  # what is new came last
        return None
    every = numbers(windows.length + tail + sum(new for _, _, new in shifts))
    found: list[int] = []
    at = more = 0
    for start, gone, new in shifts:
        found += every[at + more : start + more]
        found += [GONE] * gone
        at = start + gone
        more += new - gone
    found += every[at + more : windows.length + tail + more]
    found.append(-1)
    return found


def windows(
    before: Sequence[object] | None, now: Sequence[object], whole: Window | None = None
) -> Windows | None:
    """Return where other objects stand than before, None where there was nothing before.

    `whole` is the one window that holds all of it, where the caller has it already.
    """
    whole = whole or window(before, now)
    if whole is None or before is None:
        return None
    start, gone, new, length = whole
    if not gone and not new:
        return Windows((), length)
    one = Windows(((start, gone, new),), length)
    if not gone or not new or gone == new == 1:
        return one
    old, fresh = before[start : start + gone], now[start : start + new]
    if gone == new and all(map(is_, old, fresh[1:])):  # the last was put first
        return Windows(((start, 0, 1), (start + gone - 1, 1, 0)), length)
    if gone == new and all(map(is_, old[1:], fresh)):
        return Windows(((start, 1, 0), (start + gone, 0, 1)), length)
    return _scattered(old, fresh, start, length) or one


def _scattered(
    old: Sequence[object], fresh: Sequence[object], start: int, length: int
) -> Windows | None:
    """Return the windows where what stays is in the same order, None where it is in another."""
    then, now = set(map(id, old)), set(map(id, fresh))
    stays = [id(record) in now for record in old]
    stayed = [id(record) in then for record in fresh]
    both = sum(stays)
    if not both or both != sum(stayed):
        return None
    if not all(map(is_, compress(old, stays), compress(fresh, stayed))):
        return None
    # what is gone and what is new stands behind so many that stay
    parts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for which, those in enumerate((stays, stayed)):
        for nth, at in enumerate(compress(counting(), map(not_, those))):
            parts[at - nth][which] += 1
    found: list[Part] = []
    earlier = 0
    for behind, (gone, new) in sorted(parts.items()):
        found.append((start + behind + earlier, gone, new))
        earlier += gone
    return Windows(tuple(found), length)
