"""What somebody attends to already: which pain points have an answer, which numbers are in hand.

Bad news that is being mended is no news: checks that ask whether anybody acts look here, so that
they agree on what counts as acting. It finds nothing and judges nothing.
"""

from __future__ import annotations

from journeymap.checks.context import Context
from journeymap.model.index import Key

UNDER_WAY = ("accepted", "doing")
ANSWERED = (*UNDER_WAY, "done")
EVERYWHERE = None  # the place of an aim that names none


def answered_pains(context: Context) -> frozenset[Key]:
    """Return the ids of the pain points that an opportunity solves which was at least accepted."""
    return context.once(
        "answered pain points",
        lambda: frozenset(
            key
            for each in context.map.opportunities
            if each.status in ANSWERED
            for key in each.solves
        ),
    )


def in_hand(context: Context, metric: Key, place: Key) -> bool:
    """Return whether an opportunity under way aims at a metric at a place, or wherever it is."""
    aims = context.once("aims under way", lambda: _aims(context))
    return (metric, place) in aims or (metric, EVERYWHERE) in aims


def _aims(context: Context) -> frozenset[tuple[Key, Key | None]]:
    aims = [
        each.aims
        for each in context.map.opportunities
        if each.status in UNDER_WAY and each.aims is not None
    ]
    return frozenset(
        (aim.metric, context.readings.place(aim.at) if aim.at else EVERYWHERE) for aim in aims
    )
