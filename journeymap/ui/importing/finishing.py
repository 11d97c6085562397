"""The end of an import: one step of the map, and the metric that came in laid over it."""

from __future__ import annotations

from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message
from journeymap.ui.importing.work import Outcome, Taken, imported
from journeymap.ui.session import Session


def done_words(n: int) -> Message:
    """Return what an import did."""
    return M("{n} reading imported", plural="{n} readings imported", n=n)


def commit(session: Session, outcome: Outcome, taken: Taken, name: Message) -> bool:
    """Return whether the import became one step of the map that it was prepared for."""
    session.flush_wanted.emit()
    if session.map is not outcome.base:
        return False

    def edit(m: JourneyMap) -> JourneyMap:
        return imported(outcome, taken)

    if not session.commit(name, edit, initiator=session):
        return False
    metric = shown_after(outcome, taken)
    if metric:
        session.set_view(metric=metric, period="", segment=())
    return True


def offered(n: int) -> Message:
    """Return what the last button of an import is called, where n readings would come in."""
    if not n:
        return M("Nothing to import")
    return M("Import {n} reading", plural="Import {n} readings", n=n)


def shown_after(outcome: Outcome, taken: Taken) -> str:
    """Return the metric to lay over the map: the one with the most imported readings."""
    counts: dict[str, int] = {}
    for one in outcome.found:
        plan = one.plan
        readings = [each.reading for each in plan.new]
        readings += [each.after.reading for each in (*plan.changed, *plan.conflicting)]
        for reading in readings:
            counts[reading.metric] = counts.get(reading.metric, 0) + 1
    return max(counts, key=lambda metric: counts[metric], default="")
