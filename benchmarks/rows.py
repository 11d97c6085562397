"""What every measure gives back: rows of one shape, and how the two sides of a ratio are timed.

Each module of measures has a table `MEASURES`: the id of a goal, and the function that measures it
and returns its rows. Nothing of journeymap is imported here, so that a measure of starting up is
not disturbed by it.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

ROUNDS = 5
QUICK = "BENCHMARKS_QUICK"  # set in the environment of the measuring processes by --quick


class Row(NamedTuple):
    """One goal: what it is called, in words, the number not to exceed, and the number measured."""

    id: str
    goal_text: str
    goal: float
    measured: float
    tells: bool = True  # False: measured at another size than the goal's, so it says nothing of it

    @property
    def reached(self) -> bool:
        """Whether the goal was reached."""
        return self.measured <= self.goal


Measure: TypeAlias = Callable[[], Iterable[Row]]
Measures: TypeAlias = Mapping[str, Measure]


class NotMeasured(Exception):
    """Raised by a measure that cannot be made here; says why in a few words."""


def whole() -> bool:
    """Return whether the sizes are those of the goals, as they are not in a quick run."""
    return not os.environ.get(QUICK)


def size(count: int) -> int:
    """Return how many touchpoints to measure with: a tenth of the goal's number in a quick run."""
    return count if whole() else count // 10


@contextmanager
def unwatched() -> Iterator[None]:
    """Keep the collector off inside; afterwards it is as it was, for a window keeps it off too."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def in_turns(*work: Callable[[], object], rounds: int = ROUNDS) -> list[list[float]]:
    """Return the processor seconds that each took, in turns and with the collector off meanwhile.

    Machines are noisy: only what ran side by side can be compared, and the clock on the wall counts
    what others do as well.
    """
    times: list[list[float]] = [[] for _ in work]
    for _ in range(rounds):
        for place, each in enumerate(work):
            gc.collect()
            with unwatched():
                started = time.process_time()
                result = each()
                times[place].append(time.process_time() - started)
            del result
    return times


def ratio(above: Iterable[float], below: Iterable[float]) -> float:
    """Return the ratio of two medians."""
    return statistics.median(above) / statistics.median(below)
