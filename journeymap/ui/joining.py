"""Flows between touchpoints that somebody chose: two, or several one after the other, as one step.

The first way on from a touchpoint is a next flow, each further one a choice, as when a step is
branched off. Composes the edits of the model; the rules decide what may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from journeymap.model import edits
from journeymap.model.index import Key, index_of, label
from journeymap.model.journey import JourneyMap
from journeymap.model.order import order_of
from journeymap.model.rules import can_connect
from journeymap.model.text import M
from journeymap.ui.session import Session


def join(session: Session, keys: Sequence[Key], initiator: object = None) -> bool:
    """Return whether a flow was drawn from each of these touchpoints to the next one of them.

    Of several, those that are joined already stay so; two are refused then, with the reason.
    """
    index = session.index
    names = [label(entry.record) for key in keys if (entry := index.get(key)) is not None]
    pairs = [pair for pair in pairwise(keys) if len(keys) == 2 or not can_connect(index, *pair)]
    if len(names) < 2:
        return False
    if not pairs:
        session.refused.emit(M("these touchpoints are connected one after the other already"))
        return False
    text = M("Connect “{start}” with “{end}”", start=names[0], end=names[-1])
    if len(keys) > 2:
        n = len(keys)
        text = M("Connect {n} touchpoint", plural="Connect {n} touchpoints", n=n)

    def edit(m: JourneyMap) -> JourneyMap:
        for source, target in pairs:
            m = edits.connect(m, source, target, kind=kind_of_next(m, source))
        return m

    return session.commit(text, edit, initiator=initiator or session)


def kind_of_next(m: JourneyMap, source: Key) -> str:
    """Return the kind of one more flow from a touchpoint: a choice beside another way on."""
    on = ("next", "choice", "parallel")
    return "choice" if any(f.source == source and f.kind in on for f in m.flows) else "next"


def in_reading_order(m: JourneyMap, keys: Sequence[Key]) -> list[Key]:
    """Return touchpoints in the order in which the map is read."""
    wanted = set(keys)
    listed = [touchpoint.id for touchpoint in m.touchpoints]
    return [listed[at] for at in order_of(m).reading if listed[at] in wanted]


def rest_of(session: Session, source: Key) -> list[tuple[str, Key]]:
    """Return name and key of all touchpoints that a flow from this one may lead to."""
    index = session.index
    return [
        (label(entry.record), entry.key)
        for entry in index_of(session.map).of_kind("touchpoint")
        if can_connect(index, source, entry.key) is None
    ]
