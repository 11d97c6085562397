"""A map and an edited copy of it, for the tests of comparing: twelve mixed changes."""

from __future__ import annotations

from journeymap.model import edits
from journeymap.model.journey import Flow, JourneyMap, PainPoint, Touchpoint


def edited(m: JourneyMap) -> JourneyMap:
    """Return a copy of a map of six stages or more after twelve changes of all sorts."""
    t = [each.id for each in m.touchpoints]
    first, last = m.stages[1], m.stages[-1]
    channel = m.channels[1].id
    n = edits.delete(m, [t[7]])  # 1: a touchpoint is gone, and what hangs on it
    n = edits.add(  # 2: one came
        n, Touchpoint(id="fresh-step", name="A step that is new", stage=first.id, channel=channel)
    )
    n = edits.add(n, Flow(source=t[0], target="fresh-step"))  # 3
    n = edits.move(n, (t[-2],), last.id, m.channels[0].id)  # 4: to another cell
    n = edits.move(n, (t[2],), first.id, channel)  # 5: to another stage
    emotion = m.touchpoints[4].emotion
    n = edits.change(n, t[4], emotion=-2 if emotion != -2 else 2)  # 6
    n = edits.change(n, t[5], name=f"{m.touchpoints[5].name} <b>2</b>", owner="Somebody else")  # 7
    n = edits.change(n, t[1], doing="Now they do something that was not written here.")  # 8
    # 9
    n = edits.add(n, PainPoint(id="new-pain", name="It takes too long", at=(t[1],), severity=4))
    pains = [each.id for each in n.pain_points if each.id != "new-pain"]
    n = edits.delete(n, pains[-1:])  # 10
    n = edits.change(n, pains[0], severity=1)  # 11
    return n.model_copy(update={"title": f"{m.title} (2)"})  # 12
