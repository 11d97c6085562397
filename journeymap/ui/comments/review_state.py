"""How the review of a map stands, in numbers and words: what is due, what is open, what is backed.

No widget is known here; the day comes in as an argument.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.periods import date_message, days
from journeymap.model.readings import Readings
from journeymap.model.text import M, Message
from journeymap.model.threads import threads

EVERY = "90d"  # as the check of overdue reviews has it, where a map does not say
SOON = 14  # days before a review is due in which that is pointed out


class Due(NamedTuple):
    """When the next review is due, in words, and whether that day has passed."""

    words: Message
    overdue: bool


def due(m: JourneyMap, today: date) -> Due | None:
    """Return when the next review is due, None where nobody says how often or when it was.

    Of a range such as `6w..8w` the longer counts.
    """
    if m.reviewed is None:
        if m.review_every is None:
            return None
        return Due(M("never reviewed; due now"), True)
    try:
        day = m.reviewed + timedelta(days=round(days(m.review_every or EVERY).high))
    except (OverflowError, ValueError):
        return None
    left = (day - today).days
    on = date_message(day, m.calendar)
    if left < 0:
        late = M("overdue by {n} day, since {day}", plural="overdue by {n} days, since {day}",
                 n=-left, day=on)  # fmt: skip
        return Due(late, True)
    if left == 0:
        return Due(M("next review due today"), False)
    if left <= SOON:
        words = M("next review due in {n} day, on {day}",
                  plural="next review due in {n} days, on {day}", n=left, day=on)  # fmt: skip
        return Due(words, False)
    return Due(M("next review due on {day}", day=on), False)


class Standing(NamedTuple):
    """What is open in a map, and how much of it is backed by evidence or by measuring."""

    threads: int
    pains: int
    findings: dict[str, int]  # by level
    backed: float | None  # share of touchpoints with evidence, None without touchpoints
    measured: float | None  # share of touchpoints with readings


def standing(index: Index, readings: Readings, findings: Iterable[Any]) -> Standing:
    """Return what is open, and the shares of touchpoints that are backed and measured."""
    m = index.map
    levels: dict[str, int] = {}
    for finding in findings:
        levels[finding.level] = levels.get(finding.level, 0) + 1
    n = len(m.touchpoints)
    places = {place for metric in m.metrics for place in readings.places(metric.id)}
    backed = sum(bool(touchpoint.evidence) for touchpoint in m.touchpoints)
    measured = sum(touchpoint.id in places for touchpoint in m.touchpoints)
    return Standing(
        threads=sum(thread.open for thread in threads(m)),
        pains=sum(pain.status == "open" for pain in m.pain_points),
        findings=levels,
        backed=backed / n if n else None,
        measured=measured / n if n else None,
    )
