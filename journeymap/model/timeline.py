"""Which periods can be compared, and through which a series is played.

A map may hold readings of years, quarters, months, weeks and days side by side. All of them have
their place in one order (`periods.sort_key`); here is what that order alone does not say.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate

from journeymap.model.periods import Span, span
from journeymap.model.vocabulary import Calendar


def comparable(one: Span, other: Span) -> bool:
    """Return whether two spans are about as long: any two months are, a month and a quarter not.

    The shorter has four fifths of the longer one's days at least; 28 of 31 are nine tenths.
    """
    return 5 * min(one.length, other.length) >= 4 * max(one.length, other.length)


def finest(periods: Iterable[str], calendar: Calendar = "gregorian") -> tuple[str, ...]:
    """Return the periods that hold no other of them, in the order given.

    They are what is played: a quarter between its months would show the last month a second time.
    Raises ValueError for a text that is no period.
    """
    given = [(period, span(period, calendar)) for period in periods]
    by_start = sorted({each for _, each in given})
    starts = [each.first for each in by_start]
    # the earliest end among the spans that begin at a place in that list or later
    ends = list(accumulate((each.last for each in reversed(by_start)), min))[::-1]
    return tuple(
        period for period, each in given if not _holds_another(each, by_start, starts, ends)
    )


def _holds_another(
    each: Span, by_start: Sequence[Span], starts: Sequence[date], ends: Sequence[date]
) -> bool:
    same = bisect_left(starts, each.first)
    beside = by_start[same : bisect_right(starts, each.first)]
    if any(other.last < each.last for other in beside):
        return True
    later = same + len(beside)
    return later < len(ends) and ends[later] <= each.last
