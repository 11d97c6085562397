"""Stages shown as one card, lanes of which only the head is shown: what the signs and menus do.

It changes the view of a map and never the map, except where the view is to be kept in it.
"""

from __future__ import annotations

from journeymap.model import edits
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap, Kind, Look, Touchpoint
from journeymap.model.text import M
from journeymap.model.vocabulary import LANES, NAMES, Lane
from journeymap.picture.picture import Part, Picture
from journeymap.ui.session import Session

LANE_OF: dict[Kind, Lane] = {
    "touchpoint": "channels",
    "pain_point": "pains",
    "opportunity": "pains",
    "backstage": "backstage",
}


def lane_of(picture: Picture, part: Part) -> Lane | None:
    """Return the lane that a head belongs to, None for what is no head of a lane."""
    if part.kind != "lane":
        return None
    middle = part.box.y + part.box.h / 2
    return next((band.kind for band in picture.lanes if band.y <= middle < band.y + band.h), None)


def toggle(session: Session, picture: Picture, part: Part) -> bool:
    """Fold or unfold what a heading or summary card stands for; return whether it can be."""
    lane = lane_of(picture, part)
    if lane is not None:
        toggle_lane(session, lane)
    elif session.index.stage(part.key) is not None:
        toggle_stages(session, (part.key,))
    else:
        return False
    return True


def toggle_lane(session: Session, lane: Lane) -> None:
    """Show only the head of a lane, or all of it again."""
    folded = session.view.folded ^ {lane}
    session.set_view(folded=folded)
    words = NAMES["lane"][lane]
    said = M("{name} is folded", name=words) if lane in folded else M("{name} is open", name=words)
    session.told.emit(said)


def toggle_stages(session: Session, keys: tuple[Key, ...]) -> None:
    """Collapse stages to one card each, or expand them when all of them are collapsed."""
    stages = {key for key in keys if session.index.stage(key) is not None}
    if not stages:
        return
    collapsed = session.view.collapsed
    collapse = not stages <= collapsed
    session.set_view(collapsed=collapsed | stages if collapse else collapsed - stages)
    n = len(stages)
    if collapse:
        told = M("{n} stage collapsed", plural="{n} stages collapsed", n=n)
    else:
        told = M("{n} stage expanded", plural="{n} stages expanded", n=n)
    session.told.emit(told)


def stages_of(session: Session, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return the stages among `keys`, and those in which the touchpoints among them stand."""
    index = session.index
    found: dict[Key, None] = {}
    for key in keys:
        touchpoint = index.touchpoint(key)
        stage = touchpoint.stage if touchpoint is not None else key
        if index.stage(stage) is not None:
            found[stage] = None
    return tuple(found)


def collapse_selected(session: Session) -> None:
    """Collapse or expand the stages of the selection, and keep those selected."""
    stages = stages_of(session, session.selection)
    if not stages:
        session.refused.emit(M("select a stage or a touchpoint in it first"))
        return
    session.select(stages)
    toggle_stages(session, stages)


def collapse_all(session: Session) -> None:
    """Show every stage as one card."""
    toggle_stages(session, tuple(stage.id for stage in session.map.stages))


def expand_all(session: Session) -> None:
    """Show all of every stage and lane again."""
    session.set_view(collapsed=frozenset(), folded=frozenset())
    session.told.emit(M("All stages and lanes are shown in full"))


def unfold(session: Session, key: Key) -> None:
    """Show all of the stage and the lane that a record is folded away with."""
    entry = session.index.get(key)
    if entry is None:
        return
    view, record = session.view, entry.record
    stage = record.stage if isinstance(record, Touchpoint) else ""
    lane = LANE_OF.get(entry.kind)
    session.set_view(
        collapsed=view.collapsed - {stage},
        folded=view.folded - {lane} if lane is not None else view.folded,
    )


# ---------------------------------------------------------------- lanes


def show_lane(session: Session, lane: Lane, shown: bool) -> None:
    """Show or hide a lane; a shown one comes to its usual place among the others."""
    lanes = [each for each in session.view.lanes if each != lane]
    if shown:
        at = sum(LANES.index(each) < LANES.index(lane) for each in lanes)
        lanes.insert(at, lane)
    if lanes:
        session.set_view(lanes=tuple(lanes))
    else:
        session.refused.emit(M("one lane has to stay"))


def can_move_lane(session: Session, lane: Lane, step: int) -> bool:
    """Return whether a lane has another one `step` places on."""
    lanes = session.view.lanes
    return lane in lanes and 0 <= lanes.index(lane) + step < len(lanes)


def move_lane(session: Session, lane: Lane, step: int) -> None:
    """Put a lane one place further up (-1) or down (1)."""
    if not can_move_lane(session, lane, step):
        return
    lanes = list(session.view.lanes)
    at = lanes.index(lane)
    lanes[at], lanes[at + step] = lanes[at + step], lanes[at]
    session.set_view(lanes=tuple(lanes))


def keep_view(session: Session) -> None:
    """Write lanes, rows and columns as they are shown into the map, as one step."""
    view = session.view

    def edit(m: JourneyMap) -> JourneyMap:
        look = m.look or Look()
        kept = look.model_copy(
            update={"lanes": view.lanes, "rows": view.rows, "columns": view.columns or None}
        )
        return m if kept == look else edits.change(m, "", look=kept)

    before = session.map
    if session.commit(M("Keep the view"), edit):
        session.told.emit(
            M("The map is shown so already")
            if session.map is before
            else M("The map is opened with these lanes and rows from now on")
        )
