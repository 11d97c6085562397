"""Random edits of a generated map, as two people make them, for the properties of merging."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.admitting import checked
from journeymap.model.edits import Refused
from journeymap.model.index import Entry, index_of
from journeymap.model.journey import (
    Channel,
    Comment,
    Evidence,
    Flow,
    JourneyMap,
    PainPoint,
    PersonaView,
    Reading,
    Stage,
    Touchpoint,
)

WORDS = ("One", "Two", "Three", "Four")


@st.composite
def edited(draw: st.DrawFn, m: JourneyMap, mark: str, most: int = 5) -> JourneyMap:
    """Return the map after up to `most` random edits; `mark` makes new ids one person's own."""
    for number in range(draw(st.integers(0, most))):
        m = _one_edit(draw, m, f"{mark}{number}")
    return m


def _one_edit(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    edit = draw(st.sampled_from(EDITS))
    try:
        made = edit(draw, m, new)
        return checked(index_of(m), index_of(made))
    except Refused:
        return m


def _any(draw: st.DrawFn, m: JourneyMap, *kinds: str) -> Entry:
    entries = [e for e in index_of(m).all() if not kinds or e.kind in kinds]
    if not entries:
        raise Refused(edits.M("nothing to edit"))
    return draw(st.sampled_from(entries))


def _name(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    kinds = ("stage", "channel", "touchpoint", "persona", "pain_point", "metric")
    return edits.change(m, _any(draw, m, *kinds).key, name=draw(st.sampled_from(WORDS)))


def _field(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    field = draw(st.sampled_from(("success", "effort", "doing", "takes", "systems", "tags")))
    value: Any = draw(st.sampled_from((1, 2, 3)))
    if field in ("systems", "tags"):
        value = tuple(draw(st.lists(st.sampled_from(WORDS), max_size=3, unique=True)))
    elif field == "doing":
        value = draw(st.sampled_from((None, *WORDS)))
    elif field == "takes":
        value = f"{value}m"
    return edits.change(m, _any(draw, m, "touchpoint").key, **{field: value})


def _view(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    entry, persona = _any(draw, m, "touchpoint"), _any(draw, m, "persona").key
    assert isinstance(entry.record, Touchpoint)
    views = dict(entry.record.by_persona)
    view = views.get(persona, PersonaView())
    field = draw(st.sampled_from(("success", "effort")))
    views[persona] = view.model_copy(update={field: draw(st.integers(1, 5))})
    return edits.change(m, entry.key, by_persona=views)


def _evidence(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    entry = _any(draw, m, "touchpoint", "pain_point")
    evidence = list(getattr(entry.record, "evidence", ()))
    if evidence and draw(st.booleans()):
        evidence.pop(draw(st.integers(0, len(evidence) - 1)))
    else:
        evidence.append(Evidence(kind="desk", quote=draw(st.sampled_from(WORDS))))
    return edits.change(m, entry.key, evidence=tuple(evidence))


def _add(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    kind = draw(st.sampled_from(("stage", "channel", "touchpoint", "pain_point", "reading", "k")))
    new = draw(st.sampled_from((new, "same", "SAME")))
    if kind == "stage":
        return edits.add(m, Stage(id=new, name=new))
    if kind == "channel":
        return edits.add(m, Channel(id=new, name=draw(st.sampled_from(WORDS))))
    if kind == "touchpoint":
        stage = _any(draw, m, "stage").key
        before = draw(st.sampled_from(["", *(t.id for t in m.touchpoints)]))
        return edits.add(m, Touchpoint(id=new, name=new, stage=stage), before=before)
    place = _any(draw, m, "touchpoint", "stage", "channel", "flow").key
    if kind == "pain_point":
        return edits.add(m, PainPoint(id=new, name=new, at=(place,)))
    if kind == "k":
        return edits.add(m, Comment(id=new, at=place, by="Ada", date="2026-01-01", text="Hm"))
    metric = _any(draw, m, "metric").key
    value = draw(st.integers(1, 5))
    return edits.add(m, Reading(metric=metric, at=place, period="2025", value=value))


def _delete(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    return edits.delete(m, [_any(draw, m).key])


def _connect(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    ends = _any(draw, m, "touchpoint").key, _any(draw, m, "touchpoint").key
    kind = draw(st.sampled_from(("next", "choice")))
    return edits.add(m, Flow(source=ends[0], target=ends[1], kind=kind))


def _rename(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    return edits.rename_id(m, _any(draw, m).key, draw(st.sampled_from((new, "same"))))


def _reorder(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    entry = _any(draw, m)
    return edits.reorder(m, entry.key, _any(draw, m, entry.kind).key)


def _place(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    entry = _any(draw, m, "touchpoint")
    channel = draw(st.sampled_from([None, *(c.id for c in m.channels)]))
    return edits.change(m, entry.key, stage=_any(draw, m, "stage").key, channel=channel)


def _at(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    entry = _any(draw, m, "pain_point")
    places = [e.key for e in index_of(m).entries.values() if e.kind in ("touchpoint", "flow")]
    if not places:
        return m
    at = draw(st.lists(st.sampled_from(places), min_size=1, max_size=3, unique=True))
    return edits.change(m, entry.key, at=tuple(at))


def _personas(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    entry = _any(draw, m, "touchpoint", "flow")
    chosen = draw(st.lists(st.sampled_from([p.id for p in m.personas] or [""]), unique=True))
    return edits.change(m, entry.key, personas=tuple(filter(None, chosen)))


def _translate(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    key = _any(draw, m, "touchpoint", "stage").key
    texts = {**m.translations.get("fa", {}), key: {"name": draw(st.sampled_from(WORDS))}}
    return edits.change(m, "", translations={**m.translations, "fa": texts})


def _own(draw: st.DrawFn, m: JourneyMap, new: str) -> JourneyMap:
    field = draw(st.sampled_from(("title", "owner", "summary")))
    return edits.change(m, "", **{field: draw(st.sampled_from(WORDS))})


EDITS = (
    _name,
    _field,
    _field,
    _view,
    _evidence,
    _add,
    _add,
    _delete,
    _connect,
    _rename,
    _reorder,
    _place,
    _at,
    _personas,
    _translate,
    _own,
)
