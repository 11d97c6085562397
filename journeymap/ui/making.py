"""What the Map and Edit actions do around the selection: make, connect and rate records.

Only composes the edits of the model; each action is one undo step. The rules of the map decide
what may be, and their reasons reach the status bar through the session.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any, Protocol

from journeymap.model import edits
from journeymap.model.free_ids import free_id
from journeymap.model.index import Key, label
from journeymap.model.journey import (
    LISTS,
    Backstage,
    JourneyMap,
    Kind,
    Opportunity,
    PainPoint,
    Touchpoint,
)
from journeymap.model.text import M, Message, say
from journeymap.ui.before_input import before_input
from journeymap.ui.deleting import delete
from journeymap.ui.field_edits import set_field, step_name, value_of
from journeymap.ui.joining import in_reading_order, join, rest_of
from journeymap.ui.session import Session


class Canvas(Protocol):
    """What is asked of the canvas."""

    def name_new(self, key: Key, made_by: str, goes_on: bool = False) -> bool:
        """Let the name of a new record be typed where it stands; return whether it can be."""

    def connect_from(self, key: Key) -> bool:
        """Let a card be chosen that a flow from this one leads to; return whether it can be."""

    def window(self) -> Any:
        """Return the window, the parent of dialogs."""


class Outline(Protocol):
    """What is asked of the outline."""

    def has_keys(self) -> bool:
        """Return whether the keyboard is in it."""

    def name_new(self, key: Key, made_by: str) -> bool:
        """Let the name of a new record be typed in its row; return whether it can be."""


class Desk:
    """Canvas and outline together: a new record is named where somebody works, else on the other.

    Not everything has a place on the canvas, a metric for one.
    """

    def __init__(self, canvas: Canvas, outline: Outline) -> None:
        self._canvas, self._outline = canvas, outline

    def name_new(self, key: Key, made_by: str, goes_on: bool = False) -> bool:
        """Let the name of a new record be typed; return whether it can be."""
        canvas, outline = self._canvas, self._outline
        if outline.has_keys() and outline.name_new(key, made_by):
            return True
        return canvas.name_new(key, made_by, goes_on) or outline.name_new(key, made_by)

    def connect_from(self, key: Key) -> bool:
        """Let the target be chosen on the canvas, unless somebody works in the outline."""
        return not self._outline.has_keys() and self._canvas.connect_from(key)

    def window(self) -> Any:
        """Return the window, the parent of dialogs."""
        return self._canvas.window()


NEW: dict[str, Message] = {
    "touchpoint": M("New touchpoint"),
    "pain_point": M("New pain point"),
    "opportunity": M("New opportunity"),
    "stage": M("New stage"),
    "channel": M("New channel"),
    "persona": M("New persona"),
    "backstage": M("New backstage step"),
    "metric": M("New metric"),
}
FIRST_STAGE = M("Stage 1")

_GESTURES = count()


def handlers(session: Session, canvas: Canvas) -> dict[str, Callable[[], None]]:
    """Return action id -> what it does, for the actions that change the map."""
    made: dict[str, Callable[[], None]] = {
        "add-pain": lambda: add_note(session, canvas, "pain_point"),
        "add-opportunity": lambda: add_note(session, canvas, "opportunity"),
        "add-stage": lambda: add_alone(session, canvas, "stage"),
        "add-channel": lambda: add_alone(session, canvas, "channel"),
        "add-persona": lambda: add_alone(session, canvas, "persona"),
        "add-metric": lambda: add_alone(session, canvas, "metric"),
        "add-backstage": lambda: add_backstage(session, canvas),
        "connect": lambda: connect(session, canvas),
        "delete": lambda: delete(session, canvas.window()),
        "select-all": lambda: session.select(e.key for e in session.index.of_kind("touchpoint")),
        "moment": lambda: toggle_moment(session),
    }
    for step in range(1, 6):
        made[f"emotion-{step}"] = partial(rate, session, "emotion", step - 3)
        made[f"success-{step}"] = partial(rate, session, "success", step)
        made[f"effort-{step}"] = partial(rate, session, "effort", step)
    return made


def selected(session: Session, *kinds: Kind) -> list[Key]:
    """Return the selected records of these kinds."""
    entries = session.index.entries
    return [key for key in session.selection if key in entries and entries[key].kind in kinds]


def add_note(session: Session, canvas: Canvas, kind: Kind) -> None:
    """Make a pain point or an opportunity for the selection, the whole map where there is none.

    Another pain point goes where the selected one is; an opportunity solves it.
    """
    pains = tuple(selected(session, "pain_point"))
    solves = pains if kind == "opportunity" else ()
    places: dict[Key, None] = {}
    for key in session.selection:
        record = session.index.entries[key].record
        if isinstance(record, PainPoint | Opportunity | Backstage):
            if key not in solves:
                places.update(dict.fromkeys(record.at))
        else:
            places[key] = None
    at = tuple(places) or (() if solves else ("map",))
    if kind == "opportunity":
        _make(session, canvas, kind, "", at=at, solves=solves)
    else:
        _make(session, canvas, kind, "", at=at)


def add_backstage(session: Session, canvas: Canvas) -> None:
    """Make a backstage step behind the selected touchpoints, or beside the selected step."""
    at = dict.fromkeys(selected(session, "touchpoint"))
    layer = "backstage"
    for key in selected(session, "backstage"):
        record = session.index.entries[key].record
        if isinstance(record, Backstage):
            at.update(dict.fromkeys(record.at))
            layer = record.layer
    if not at:
        session.refused.emit(M("a backstage step belongs to a touchpoint; select one first"))
        return
    _make(session, canvas, "backstage", "", at=tuple(at), layer=layer)


def add_beside(session: Session, canvas: Canvas, key: Key) -> None:
    """Make another note or backstage step where this one is, about the same."""
    entry = session.index.entries[key]
    record = entry.record
    if isinstance(record, Opportunity):
        _make(session, canvas, entry.kind, "", at=record.at, solves=record.solves)
    elif isinstance(record, Backstage):
        _make(session, canvas, entry.kind, "", at=record.at, layer=record.layer)
    elif isinstance(record, PainPoint):
        _make(session, canvas, entry.kind, "", at=record.at)


def add_alone(session: Session, canvas: Canvas, kind: Kind) -> None:
    """Make a stage, a channel, a persona or a metric after the selected one, else at the end."""
    after = next(iter(reversed(selected(session, kind))), "")
    _make(session, canvas, kind, after, **({"kind": "csat"} if kind == "metric" else {}))


def _make(session: Session, canvas: Canvas, kind: Kind, after: Key, /, **values: Any) -> None:
    def add(m: JourneyMap, key: Key, name: str) -> JourneyMap:
        before = _next_of(m, kind, after) if after else ""
        return edits.add(m, edits.new_record(kind, id=key, name=name, **values), before=before)

    make(session, canvas, kind, add)


def make(
    session: Session,
    canvas: Canvas,
    kind: Kind,
    add: Callable[[JourneyMap, Key, str], JourneyMap],
    goes_on: bool = False,
) -> None:
    """Make a record and let it be named; `add(map, id, name)` puts it into the map.

    Making and naming are one step. Where it `goes_on`, Enter after the name asks for the next.
    """
    name = say(NEW[kind], session.map.language)
    key = free_id(session.index, name, kind)
    made_by = f"make {key} {next(_GESTURES)}"  # the first name goes into this step, no other one
    text = M("Add “{name}”", name=name)
    if session.commit(text, lambda m: add(m, key, name), merge_key=made_by, initiator=session):
        session.jump(key)
        # the picture with the new card comes first
        before_input(session, lambda: canvas.name_new(key, made_by, goes_on))


def _next_of(m: JourneyMap, kind: Kind, key: Key) -> Key:
    ids = [record.id for record in getattr(m, LISTS[kind])]
    at = ids.index(key) + 1 if key in ids else len(ids)
    return ids[at] if at < len(ids) else ""


def connect(session: Session, canvas: Canvas) -> None:
    """Draw a flow from the selected touchpoint to one that is chosen on the canvas, or in a list.

    Two selected ones are connected at once as they were selected, several in reading order.
    """
    keys = selected(session, "touchpoint")
    if len(keys) > 2:
        keys = in_reading_order(session.map, keys)
    if len(keys) > 1:
        join(session, keys)
    elif keys and not canvas.connect_from(keys[0]):
        from journeymap.ui import asking

        name = label(session.index.entries[keys[0]].record)
        others = rest_of(session, keys[0])
        title = M("Where does “{name}” lead to?", name=name)
        target = asking.pick(canvas.window(), session.lang, title, others)
        if target:
            join(session, (keys[0], target))


def toggle_moment(session: Session) -> None:
    """Make the selected touchpoints moments of truth, or none if all of them are."""
    keys = selected(session, "touchpoint")
    records = [session.index.entries[key].record for key in keys]
    wanted = not all(isinstance(r, Touchpoint) and r.moment_of_truth for r in records)
    _set(session, keys, "moment_of_truth", wanted)


def rate(session: Session, field: str, value: int) -> None:
    """Rate the selected touchpoints, for the persona in view."""
    _set(session, selected(session, "touchpoint"), field, value)


def _set(session: Session, keys: list[Key], field: str, value: object) -> None:
    index, persona = session.index, session.view.persona
    if keys and any(value_of(index.entries[k].record, field, persona) != value for k in keys):
        session.commit(
            step_name(index, keys, field),
            set_field(keys, field, value, persona),
            initiator=session,
        )
