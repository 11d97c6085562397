"""What the layout before found, for the layout after the next edit: nothing is made twice.

The rules of layout are a chain of steps, each a function of what came before. A step whose inputs
are the very same objects gives what it gave before. It never matters to what comes out, only to
how soon.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import compress, count
from operator import is_, itemgetter, ne
from typing import Any, NamedTuple, TypeVar, cast

from journeymap.model.spans import differing
from journeymap.picture.picture import View

T = TypeVar("T")


class Kept:
    """Faces, parts and steps of the layout before, valid only while all they were made of is same.

    What this layout did not ask for is forgotten, so that a long session does not grow. What
    something was made of is compared by identity, which is quick, and `settled` sees to it that
    equal things are identical: so a step that comes out as before lets all that follow it rest.
    """

    __slots__ = ("new", "old")

    def __init__(self, memo: dict[Any, Any], holds_for: object) -> None:
        before, old = memo.get("layout", (None, {}))
        self.old: dict[Any, Any] = old if before == holds_for else {}
        self.new: dict[Any, Any] = {}
        memo["layout"] = (holds_for, self.new)
        # thousands of parts take milliseconds to be let go of: see `let_go`
        memo["outgoing"] = self.old

    def of(self, name: str, record: object, made_of: Any, make: Callable[[], T]) -> T:
        """Return what `make` answers, or answered before for the same record and values.

        The record itself is held, so that its identity is not given to another one meanwhile.
        """
        key = (name, id(record))
        given = (record, made_of)
        found = self.old.get(key)
        if found is None or found[0][0] is not record or found[0][1] != made_of:
            found = (given, make())
        self.new[key] = found
        return cast("T", found[1])

    def step(self, name: str, made_of: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what `make` answers, or answered before for the very same objects."""
        found = self.old.get(name)
        if found is None or not self.same(found[0], made_of):
            found = (made_of, make())
        self.new[name] = found
        return cast("T", found[1])

    def found(self, name: str) -> Any:
        """Return what a step gave in the layout before, None where it was not taken."""
        found = self.old.get(name)
        return None if found is None else found[1]

    def keep(self, name: str) -> None:
        """Keep for the next layout what this one had no need to ask for."""
        if name not in self.new and name in self.old:
            self.new[name] = self.old[name]

    def lasting(self, name: str, records: Sequence[object]) -> dict[int, Any]:
        """Return a table that goes on from layout to layout, and after them while they are shown.

        Each of its entries, by the identity of a record, has to say what it was made of, and is
        asked for that. Those of other `records` are let go of once they are a good deal.
        """
        found: dict[int, Any] = self.old.get(name, {})
        if len(found) > 2 * len(records) + SPARE:
            found = {at: found[at] for at in map(id, records) if at in found}
        self.new[name] = found
        return found

    def close(self) -> None:
        """Hold nothing of the layout before any longer, as this one is done."""
        self.old = {}

    def settled(self, name: str, value: T) -> T:
        """Return the value of the layout before where it is equal, else the new one."""
        key = ("settled", name)
        before = self.old.get(key, _NOTHING)
        if before is value or (before is not _NOTHING and before == value):
            value = before
        self.new[key] = value
        return value

    def series(
        self,
        name: str,
        made_of: tuple[object, ...],
        window: Window | None,
        count: int,
        each: tuple[Sequence[object], ...] = (),
        also: Collection[int] = (),
    ) -> Series:
        """Return a list of things to be filled, one for each record, and which of them to make.

        Where all they were made of is as before, only those in the window are to be made, and those
        for which one of the lists in `each` has another value; else all are, and `known` says by
        record what each of them was. What follows the records in such a list does not count.
        `also` are others that are to be made in any case.
        """
        before: Series | None = self.old.get(name)
        known: dict[int, Any] = {} if before is None else before.now
        if (
            before is not None
            and window is not None
            and len(before.items) == window.length
            and len(known) <= 2 * count + SPARE  # what is gone is let go of once it is a good deal
            and self.same(before.made_of, made_of)
        ):
            numbers = {*window.numbers, *also}
            for was, now in zip(before.each, each, strict=True):
                if was is not now:
                    numbers.update(n for n in otherwise(window.aligned(was), now) if n < count)
            items = before.items
            if numbers or window.gone:
                items = list(window.aligned(items))
            found = Series(made_of, each, known, known, items, sorted(numbers))
        else:
            found = Series(made_of, each, known, {}, [None] * count, range(count))
        # what was known is not held any longer than this layout
        self.new[name] = found._replace(known={})
        return found

    def each(
        self,
        name: str,
        made_of: tuple[object, ...],
        window: Window | None,
        values: Sequence[Any],
        of: Callable[[Any], T],
    ) -> list[T]:
        """Return what `of` answers for each value: for those in the window, and as before else.

        `made_of` is what that is made of but for the value. The list is the one of before where
        all in it is equal.
        """
        key = ("each", name)
        before: tuple[tuple[object, ...], list[T]] | None = self.old.get(key)
        if (
            before is None
            or window is None
            or len(before[1]) != window.length
            or not self.same(before[0], made_of)
        ):
            found = list(map(of, values))
        else:
            found = before[1]
            start, end = window.start, window.start + window.gone
            fresh = [of(values[number]) for number in window.numbers]
            if fresh != found[start:end]:
                found = list(found)
                found[start:end] = fresh
        self.new[key] = (made_of, found)
        return found

    @staticmethod
    def same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
        """Return whether two inputs are the same objects, or equal numbers, texts and views."""
        if len(before) != len(now):
            return False
        # mostly all are, which is found without a step of the interpreter for each
        return all(map(is_, before, now)) or all(
            a is b or (type(a) in _SMALL and a == b) for a, b in zip(before, now, strict=True)
        )


def let_go(memo: dict[Any, Any]) -> None:
    """Let go of what only the layout before the last one needed, when nobody waits for it."""
    memo.pop("outgoing", None)


class Series(NamedTuple):
    """Things of one kind, one for each record: `items`, and by the identity of its record in `now`.

    An entry of `now` begins with the record itself, so that its identity is not given to another.
    """

    made_of: tuple[object, ...]
    each: tuple[Sequence[object], ...]
    known: dict[int, Any]
    now: dict[int, Any]
    items: list[Any]
    numbers: Collection[int]


_NOTHING: Any = object()
_SMALL = (int, float, str, bool, View)


BLOCK = 64  # entries of two lists that are compared at once
SPARE = 100  # records that may be known beyond as many as there are twice over


class Window(NamedTuple):
    """Where a list differs from the one before: `gone` of `length` entries gave way to `new` ones.

    Whatever an edit does to one record, or to a few beside each other, is a small window; all
    before it and all behind it is as it was.
    """

    start: int
    gone: int
    new: int
    length: int

    @property
    def numbers(self) -> range:
        """The positions of what is new."""
        return range(self.start, self.start + self.new)

    def aligned(self, was: Sequence[Any]) -> Sequence[Any]:
        """Return a list along the one before with its entries where they stand now.

        What stands in the window means nothing.
        """
        return was if self.gone == self.new else self.along(was, None)

    def along(self, was: Sequence[T], new: T) -> list[T]:
        """Return a list along the one before with its entries where they stand now.

        Where as many came as went what stands in the window is what stood there, else `new`.
        """
        found = list(was)
        if self.gone != self.new:
            found[self.start : self.start + self.gone] = [new] * self.new
        return found

    def unlike(self, was: Sequence[Any], now: Sequence[Any], new: Any = None) -> Iterable[int]:
        """Return where a list is otherwise than the one before that stood along the records."""
        if was is now:
            return ()
        return otherwise(self.along(was, new) if self.gone != self.new else was, now)

    def before(self, number: int) -> int:
        """Return the position that something behind or before the window had."""
        return number if number < self.start else number - self.new + self.gone

    def now(self, number: int) -> int:
        """Return the position of what had another one before, GONE where something came for it."""
        if self.start <= number < self.start + self.gone and self.gone != self.new:
            return GONE
        return number if number < self.start else number - self.gone + self.new

    def table(self, tail: int = 0) -> list[int] | None:
        """Return the positions of now by those of before, None where all are the same.

        GONE is the one of what is gone. `tail` more follow the records. The last entry is for −1,
        which stays what it is.
        """
        return _table(self, tail)


@lru_cache(maxsize=4)  # several steps of a layout ask for it
def _table(window: Window, tail: int) -> list[int] | None:
    start, gone, new, length = window
    if gone == new or (start == length and not tail):  # what is new came last
        return None
    end = length - gone + new + tail
    every = numbers(end)
    return [*every[:start], *[GONE] * gone, *every[start + new : end], -1]


def numbers(count: int) -> list[int]:
    """Return the numbers from 0 on, `count` of them or more, each the same object every time.

    Lists of positions that share their numbers are compared, and read, several times as fast.
    """
    if len(_NUMBERS) < count:
        _NUMBERS.extend(range(len(_NUMBERS), 2 * count))
    return _NUMBERS


_NUMBERS: list[int] = []

GONE = -2  # the position of what is not there any more


def renumbered(table: list[int] | None, numbers: Sequence[int]) -> list[int]:
    """Return a new list, of positions of before as those of now; `table` is that of a window."""
    if table is None or not numbers:
        return list(numbers)
    found = itemgetter(*numbers)(table)  # the quickest, but one alone comes without a tuple
    return list(found) if len(numbers) > 1 else [found]


def window(before: Sequence[object] | None, now: Sequence[object]) -> Window | None:
    """Return where other objects stand than before, None where there was nothing before."""
    if before is None:
        return None
    if before is now:
        return Window(0, 0, 0, len(now))
    start, end, was_end = differing(before, now)
    return Window(start, was_end - start, end - start, len(before))


def otherwise(was: Sequence[Any], now: Sequence[Any]) -> Iterable[int]:
    """Return the positions at which two lists, as far as both reach, have unequal values."""
    if was == now:
        return ()
    # that lists are equal is found much sooner than where they are not
    found: list[int] = []
    for start in range(0, len(now), BLOCK):
        one, two = was[start : start + BLOCK], now[start : start + BLOCK]
        if one != two:
            found += compress(count(start), map(ne, one, two))
    return found
