"""Capturing while people talk: the next touchpoint by one key, in its line, ready to be named.

Each card is one undo step with its name and all that is said of it. However a card was made, Enter
after its name goes on to the next one, Ctrl+Enter branches, and Esc on an empty one leaves no
trace of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal, TypeAlias

from journeymap.model import edits
from journeymap.model.ids import slug
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.lines import Place, added_after, branched, place_after
from journeymap.model.text import M, Message, say
from journeymap.ui.joining import in_reading_order
from journeymap.ui.making import FIRST_STAGE, Canvas, add_beside, make, selected
from journeymap.ui.session import Session

How: TypeAlias = Literal["next", "branch", "stage", "channel"]

SIGNS = M("@ channel · # stage · +1 emotion · * moment of truth · ! pain point · ? opportunity")


def handlers(
    session: Session, canvas: Canvas, place: Callable[[], Place | None]
) -> dict[str, Callable[[], None]]:
    """Return action id -> what it does, for the actions that make touchpoints.

    `place` is asked where one goes while nothing is selected.
    """
    return {
        "add-touchpoint": lambda: add_touchpoint(session, canvas, place=place()),
        "branch": partial(add_touchpoint, session, canvas, "branch"),
        "next-in-stage": partial(add_touchpoint, session, canvas, "stage"),
        "next-in-channel": partial(add_touchpoint, session, canvas, "channel"),
    }


def go_on(session: Session, canvas: Canvas, how: How, place: Place | None = None) -> None:
    """Make what comes next of the selection, as Enter does: a card after a card, one in a stage or
    channel, another note beside a note. With nothing selected, a card at `place`, where somebody
    worked, else after the last one of the map.
    """
    notes = selected(session, "pain_point", "opportunity", "backstage")
    if notes:
        add_beside(session, canvas, notes[0])
        return
    m = session.map
    if not session.selection and m.touchpoints and place is None:
        session.select(in_reading_order(m, [each.id for each in m.touchpoints])[-1:])
    add_touchpoint(session, canvas, how, place)


def add_touchpoint(
    session: Session, canvas: Canvas, how: How = "next", place: Place | None = None
) -> None:
    """Make a touchpoint after the selected one, connected; else at the end of a stage.

    With nothing selected it goes to `place`. On a map without stages the first one is made with it.
    `how` says where it goes: into the line, as a branch of it, or as one in the next stage or
    channel.
    """
    m = session.map
    previous = session.index.touchpoint(next(iter(selected(session, "touchpoint")), ""))
    if previous is not None:
        place = place_after(previous)
    elif session.selection or place is None:
        _add_first(session, canvas)
        return
    elif not place.after:
        add_in_cell(session, canvas, place.stage, place.channel or "")
        return
    else:
        session.select((place.after,))
    behind, stage, channel = place
    if how == "stage":
        stage = _next([each.id for each in m.stages], stage)
        if not stage:
            _refuse(session, M("this is the last stage; add another one first"))
            return
    elif how == "channel":
        channel = _next([each.id for each in m.channels], channel or "")
        if not channel:
            _refuse(session, M("this is the last channel; add another one first"))
            return
    add = added_after if how == "next" else branched
    make(
        session, canvas, "touchpoint",
        lambda m, key, name: add(
            m, behind, Touchpoint(id=key, name=name, stage=stage, channel=channel)
        ),
        goes_on=True,
    )  # fmt: skip
    session.told.emit(SIGNS)


def _add_first(session: Session, canvas: Canvas) -> None:
    """Make a touchpoint at the end of the selected stage or row, else of the first ones."""
    m = session.map
    personas = selected(session, "persona")
    if personas and session.view.rows == "persona" and m.stages:
        add_in_cell(session, canvas, m.stages[0].id, personas[0])
        return
    stages, channels = selected(session, "stage"), selected(session, "channel")
    stage = stages[0] if stages else m.stages[0].id if m.stages else ""
    channel = channels[0] if channels else m.channels[0].id if m.channels else None
    add_in_cell(session, canvas, stage, channel or "")


def add_in_cell(session: Session, canvas: Canvas, stage: Key, row: Key) -> None:
    """Make a touchpoint in a cell of the map; `row` is empty for no channel."""

    def add(m: JourneyMap, key: Key, name: str) -> JourneyMap:
        home = stage
        if not home:
            first = say(FIRST_STAGE, m.language)
            home = slug(first, [*session.index.entries, key], "stage")
            m = edits.add(m, edits.new_record("stage", id=home, name=first))
        made = Touchpoint(id=key, name=name, stage=home)
        return edits.add(m, edits.with_values(made, **in_row(session, row)))

    make(session, canvas, "touchpoint", add, goes_on=True)
    session.told.emit(SIGNS)


def in_row(session: Session, row: Key, channel: Key | None = None) -> dict[str, object]:
    """Return the fields that let a touchpoint stand in a row, empty for the one of the rest.

    Where rows are personas or owners it is on `channel`.
    """
    rows = session.view.rows
    if rows == "channel":
        return {"channel": row or None}
    if not row:
        return {"channel": channel}
    return {"channel": channel, **({"personas": (row,)} if rows == "persona" else {"owner": row})}


def _next(ids: list[Key], id: Key) -> Key:
    at = ids.index(id) + 1 if id in ids else 0
    return ids[at] if at < len(ids) else ""


def _refuse(session: Session, why: Message) -> None:
    session.refused.emit(why)
