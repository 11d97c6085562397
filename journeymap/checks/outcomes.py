"""Did it help? What was solved or done, against what was measured before and since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.metrics import newest
from journeymap.checks.naming import quoted
from journeymap.checks.registry import check
from journeymap.model.changes import margin_of_change
from journeymap.model.index import Key
from journeymap.model.journey import Opportunity, PainPoint
from journeymap.model.periods import date_message, span
from journeymap.model.readings import stated_by
from journeymap.model.scales import better_of
from journeymap.model.text import M


@check(
    "solved-but-not-better",
    level="warning",
    kind="experience",
    family="pain and opportunity",
    title=M("Solved, and nothing got better"),
    why=M("Done is what the team says; better is what the customer notices. Only one is measured."),
    source="Qualtrics, X-data and O-data",
    example="pain_points:\n  - {id: slow, name: The page takes ages, at: [pay], status: solved,"
    " solved: 2026-06-01}   # and the readings at pay are no better since",
)
def solved_but_not_better(context: Context) -> Iterator[Finding]:
    """Yield what was solved or done on a day since which no reading it bears on got better.

    A pain point bears on all that is measured at its places, an opportunity on what it aims at.
    Each metric is compared as it was last before the day with how it is now; a change inside the
    intervals of both is none. Quiet where nothing was measured both before and since.
    """
    for key, pain in context.index.records(PainPoint):
        if pain.status == "solved" and pain.solved is not None:
            pairs = [(metric.id, at) for at in pain.at for metric, _ in newest(context, at)]
            if _no_better(context, pairs, pain.solved):
                yield _not_better(context, key, pain.name, pain.solved, "solved")
    for key, each in context.index.records(Opportunity):
        if each.status != "done" or each.done is None or each.aims is None:
            continue
        if _no_better(context, [(each.aims.metric, each.aims.at or "")], each.done):
            yield _not_better(context, key, each.name, each.done, "done")


def _no_better(context: Context, places: Iterable[tuple[Key, Key]], day: date) -> bool:
    """Return whether something was measured before and since a day, and nothing got better."""
    compared = [
        better
        for metric, at in places
        if (better := _got_better(context, metric, at, day)) is not None
    ]
    return bool(compared) and not any(compared)


def _got_better(context: Context, metric_id: Key, at: Key, day: date) -> bool | None:
    """Return whether a metric is better now than before a day; None where it cannot be said."""
    metric = next((each for each in context.map.metrics if each.id == metric_id), None)
    better = better_of(metric) if metric else None
    if better is None:
        return None
    calendar, place, today = context.map.calendar, context.readings.place(at), context.today
    points = [
        point
        for point in context.readings.series(metric_id, place)
        if today is None or stated_by(metric, span(point.period, calendar), today)
    ]
    before = [p for p in points if span(p.period, calendar).last <= day]
    since = [p for p in points if span(p.period, calendar).first > day]
    if not before or not since:
        return None
    change = since[-1].value - before[-1].value
    margin = margin_of_change(before[-1], since[-1]) or 0.0
    return (change if better == "higher" else -change) > margin


def _not_better(context: Context, key: Key, name: str, day: date, field: str) -> Finding:
    said = date_message(day, context.map.calendar)
    return Finding(
        key,
        M("{name} was solved on {day}, and no reading got better", name=quoted(name), day=said)
        if field == "solved"
        else M("{name} was done on {day}, and no reading got better", name=quoted(name), day=said),
        field=field,
    )


CHECKS = (solved_but_not_better,)
