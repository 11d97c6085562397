"""New rows: a record of the table's kind beside the one where the cursor is.

Only composes what the Map menu does; whatever a new record needs is taken from the row beside it.
"""

from __future__ import annotations

from typing import Any

from journeymap.model import edits
from journeymap.model.index import Key, label
from journeymap.model.journey import JourneyMap, Kind, Reading
from journeymap.model.text import M
from journeymap.ui import asking, capture
from journeymap.ui.making import Canvas, make
from journeymap.ui.session import Session

NEW = {
    "touchpoint": M("New touchpoint"),
    "flow": M("New flow"),
    "pain_point": M("New pain point"),
    "opportunity": M("New opportunity"),
    "backstage": M("New backstage step"),
    "reading": M("New reading"),
}


def add_row(session: Session, desk: Canvas, kind: Kind, beside: Key) -> Key:
    """Make a record beside the one with the key `beside`, empty for none.

    Returns the key of a flow or a reading, which has no name to be typed; else the empty key.
    """
    entry = session.index.get(beside) if beside else None
    record: Any = entry.record if entry is not None else None
    if kind == "touchpoint":
        session.select((beside,) if beside else ())
        capture.add_touchpoint(session, desk)
    elif kind == "flow":
        return _flow(session, desk, record)
    elif kind == "reading":
        return _reading(session, record)
    elif kind == "backstage":
        first = next(iter(session.index.keys_of("touchpoint")), "")
        if record is None and not first:
            session.refused.emit(M("a backstage step belongs to a touchpoint; add one first"))
            return ""
        at, layer = (record.at, record.layer) if record is not None else ((first,), "backstage")
        _named(session, desk, kind, beside, at=at, layer=layer)
    elif kind == "pain_point":
        _named(session, desk, kind, beside, at=record.at if record is not None else ("map",))
    elif kind == "opportunity":
        _named(session, desk, kind, beside, at=record.at if record is not None else ())
    return ""


def _named(session: Session, desk: Canvas, kind: Kind, beside: Key, /, **values: Any) -> None:
    def add(m: JourneyMap, key: Key, name: str) -> JourneyMap:
        keys = list(session.index.keys_of(kind))
        at = keys.index(beside) + 1 if beside in keys else len(keys)
        before = keys[at] if at < len(keys) else ""
        return edits.add(m, edits.new_record(kind, id=key, name=name, **values), before=before)

    make(session, desk, kind, add)


def _flow(session: Session, desk: Canvas, beside: Any) -> Key:
    """Draw a flow on from where the one beside leads to; where to is asked."""
    index = session.index
    touchpoints = [(label(each.record), each.key) for each in index.of_kind("touchpoint")]
    if len(touchpoints) < 2:
        session.refused.emit(M("a flow needs two touchpoints; add them first"))
        return ""
    source = beside.target if beside is not None else ""
    if source not in index.entries:
        ask = M("Where does the flow begin?")
        source = asking.pick(desk.window(), session.lang, ask, touchpoints)
    if not source:
        return ""
    name = label(index.entries[source].record)
    others = [each for each in touchpoints if each[1] != source]
    ask = M("Where does “{name}” lead to?", name=name)
    target = asking.pick(desk.window(), session.lang, ask, others)
    if not target:
        return ""
    end = label(index.entries[target].record)
    text = M("Connect “{start}” with “{end}”", start=name, end=end)
    before = set(index.keys_of("flow"))
    if not session.commit(text, lambda m: edits.connect(m, source, target), initiator=session):
        return ""
    return next((key for key in session.index.keys_of("flow") if key not in before), "")


def _reading(session: Session, beside: Any) -> Key:
    """Add a reading of this month, of the metric and the place beside, else the next free one."""
    index = session.index
    if isinstance(beside, Reading):
        metric, first, value = beside.metric, beside.at, beside.value
    else:
        metric, first, value = next(iter(index.keys_of("metric")), ""), None, None
    if not metric:
        session.refused.emit(M("a reading is of a metric; add a metric first"))
        return ""
    today = session.today()
    period = f"{today.year:04d}-{today.month:02d}"
    if session.map.calendar == "jalali":
        period = today.isoformat()
    readings = [r for r in session.map.readings if r.metric == metric and r.period == period]
    taken = {each.at for each in readings if not each.segment}
    places: list[Key | None] = [first, None, *index.keys_of("touchpoint")]
    at = next((place for place in places if place not in taken), first)
    made = edits.new_record("reading", metric=metric, at=at, period=period, value=value or 0.0)
    text = M("Add a reading of “{name}”", name=label(index.entries[metric].record))
    before = set(index.keys_of("reading"))
    if not session.commit(text, lambda m: edits.add(m, made), initiator=session):
        return ""
    return next((key for key in session.index.keys_of("reading") if key not in before), "")
