"""Which check looks at a map right now, and since when: what others wrote may never come to an end.

Nothing here stops a check. A thread cannot be ended from outside without leaving half of what it
did, so whoever waits is told for what, and may go on without it.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

LONG = 10.0  # seconds after which people want to know what they are waiting for


class AtWork:
    """The check that looks, told by the thread that runs it and read by any other."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._now: tuple[str, float] | None = None  # one value, so that it is always whole

    def begin(self, check: str) -> None:
        """Take note that a check begins to look, by its id."""
        self._now = check, self._clock()

    def end(self) -> None:
        """Take note that none looks any more."""
        self._now = None

    def long(self) -> str:
        """Return the id of the check that has looked for LONG, nothing where none has."""
        now = self._now
        return now[0] if now is not None and self._clock() - now[1] >= LONG else ""
