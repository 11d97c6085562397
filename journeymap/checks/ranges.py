"""Between which values a setting means something: no stage count is −5 and no emotion is 9.

A setting of the same name means the same in most checks; what differs stands beside it. Whoever
brings a check of their own may mean something else by a name: where their default lies outside of
the range here, no range holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from journeymap.model.fields import DURATION
from journeymap.model.periods import days
from journeymap.model.text import M, Message


class Range(NamedTuple):
    """The least and the most that a setting may be; None where there is no end."""

    low: float
    high: float | None = None

    def holds(self, value: float) -> bool:
        """Return whether a value lies in it, its ends included."""
        return self.low <= value and (self.high is None or value <= self.high)


RATING, RATING_POINTS, SHARE, SECONDS = Range(1, 5), Range(0, 4), Range(0, 1), Range(0)
ONE_OR_MORE = Range(1)
LEAST_DAYS = 1
BY_NAME: Mapping[str, Range] = {
    "below": RATING_POINTS,
    "cart": SHARE,
    "effort": RATING,
    "emotion": Range(-2, 2),
    "gap": RATING_POINTS,
    "impact": RATING,
    "lcp": SECONDS,
    "load_time": SECONDS,
    "missing": Range(1, 7),
    "most": Range(0),  # at most none: to hear about every one
    "points": RATING_POINTS,
    "severity": RATING,
    "share": SHARE,
    "success": RATING,
    **dict.fromkeys(
        "channels characters least lows maps rated steps touchpoints words".split(),
        ONE_OR_MORE,
    ),
}
OTHERWISE: Mapping[tuple[str, str], Range] = {
    ("inconsistent-across-channels", "emotion"): RATING_POINTS,
    ("inconsistent-across-channels", "points"): Range(0, 100),
    ("too-few-answers", "points"): Range(0, 100),
    ("worsening", "least"): SHARE,
}


def range_of(check: str, name: str, default: Any) -> Range | None:
    """Return the range of a setting that is a number, None where it has none."""
    if isinstance(default, bool) or not isinstance(default, (int, float)):
        return None
    found = OTHERWISE.get((check, name)) or BY_NAME.get(name)
    return found if found and found.holds(default) else None


def is_in_range(check: str, name: str, default: Any, value: Any) -> bool:
    """Return whether a value that is of the type of its setting lies where it means something."""
    if isinstance(default, str) and DURATION.match(default) and isinstance(value, str):
        return days(value).high >= LEAST_DAYS
    found = range_of(check, name, default)
    return found is None or not isinstance(value, (int, float)) or found.holds(value)


def wanted(default: Any, check: str = "", name: str = "") -> Message:
    """Return what may stand where a default stands, in words; of a setting with its range."""
    if isinstance(default, bool):
        return M("true or false")
    if isinstance(default, (int, float)):
        found = range_of(check, name, default)
        if found is None:
            return M("a number")
        if found.high is None:
            return M("a number, {low} or more", low=found.low)
        return M("a number from {low} to {high}", low=found.low, high=found.high)
    if isinstance(default, tuple):
        return M("a list of texts")
    if not DURATION.match(str(default)):
        return M("a text")
    return M("a duration of a day or more, such as 90d") if check else M("a duration such as 90d")
