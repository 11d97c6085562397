"""What is the map about, for whom, and is it still true? The statements around the journey."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.registry import check
from journeymap.model.periods import date_message, days
from journeymap.model.text import M


@check(
    "review-overdue",
    level="warning",
    family="frame",
    since="live",
    title=M("Review that is overdue"),
    why=M(
        "A live map is used to decide; one that nobody has looked at since is believed longer "
        "than it is true."
    ),
    source="Nielsen Norman Group, journey management",
    settings={"every": "90d"},
    example="status: live\nreviewed: 2026-01-15\nreview_every: 90d",
)
def review_overdue(context: Context) -> Iterator[Finding]:
    """Yield a finding when `reviewed` lies longer back than `review_every`, or the setting.

    Of a range such as `6w..8w` the longer counts. There is no fix: only a review mends it.
    """
    m, today = context.map, context.today
    if m.reviewed is None or today is None:
        return  # when it was reviewed, or what day it is, is unknown
    due = _later(m.reviewed, days(m.review_every or context.settings["every"]).high)
    late = (today - due).days
    if late > 0:
        yield Finding(
            "",
            M(
                "The review was due on {due}, {n} day ago; the last one was on {reviewed}",
                plural="The review was due on {due}, {n} days ago; the last one was on {reviewed}",
                n=late,
                due=date_message(due, m.calendar),
                reviewed=date_message(m.reviewed, m.calendar),
            ),
            field="reviewed",
        )


def _later(day: date, number: float) -> date:
    try:
        return day + timedelta(days=round(number))
    except OverflowError:
        return date.max


CHECKS = (review_overdue,)
