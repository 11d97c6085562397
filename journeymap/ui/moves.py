"""Moving what is selected: one place up or down, to another stage, channel or kind of flow.

Keys and menus end here, each as one edit and one undo step; where a drop among the rows of the
outline leads is in `outline/drops.py`. It asks the session and knows no panel; the rules of the map
decide what may be, and the session says why not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, cast

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPlainTextEdit

from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.index import Index, Key, index_of, label
from journeymap.model.journey import Flow, JourneyMap, Kind, Touchpoint
from journeymap.model.sequence import Step, beside_stage, shifted
from journeymap.model.text import M, Message, say
from journeymap.model.vocabulary import NAMES
from journeymap.ui import actions
from journeymap.ui.controls import tip_of
from journeymap.ui.field_edits import step_name
from journeymap.ui.session import Session

# What leads touchpoints from stage to stage leads stages themselves along the journey.
OF_STAGES = {"move-back": M("Move earlier"), "move-on": M("Move later")}
TOGETHER = M("Merge what is selected")  # of several records; of one, another is asked for


class Move(NamedTuple):
    """Where records would go: the undo step and its edit."""

    text: Message
    edit: Edit


def handlers(session: Session) -> dict[str, Callable[[], object]]:
    """Return action id -> what it does, for the actions that move what is selected."""
    return {
        "move-up": partial(shift, session, -1),
        "move-down": partial(shift, session, 1),
        "move-back": partial(along, session, -1),
        "move-on": partial(along, session, 1),
    }


def shift(session: Session, step: Step) -> bool:
    """Return whether the selected records could go one place earlier or later."""
    keys = session.selection
    field = QApplication.focusWidget()
    if isinstance(field, QComboBox):
        field.showPopup()  # what Alt and an arrow mean there
    if not keys or is_typing():
        return False
    what = named(session.index, keys)
    back, on = M("Move {what} up", what=what), M("Move {what} down", what=what)
    if only_stages(session):
        back, on = M("Move {what} earlier", what=what), M("Move {what} later", what=what)
    text = back if step < 0 else on
    return session.commit(text, lambda m: shifted(m, keys, step), initiator=session)


def only_stages(session: Session) -> bool:
    """Return whether stages are selected and nothing else."""
    chosen = session.selection
    return bool(chosen) and all(session.index.stage(key) for key in chosen)


def to_next_stage(session: Session, step: Step) -> bool:
    """Return whether the selected touchpoints could go to the stage before or after theirs."""
    keys = _of_kind(session, "touchpoint")
    if is_typing():
        return False
    if not keys:
        if session.selection:
            session.refused.emit(M("only touchpoints go from stage to stage"))
        return False
    what = named(session.index, keys)
    text = (
        M("Move {what} to the previous stage", what=what)
        if step < 0
        else M("Move {what} to the next stage", what=what)
    )
    return session.commit(text, lambda m: beside_stage(m, keys, step), initiator=session)


def along(session: Session, step: Step) -> bool:
    """Return whether the selection could go along: stages a place, touchpoints to the next stage.

    Back where `step` is -1, on where it is 1.
    """
    return (shift if only_stages(session) else to_next_stage)(session, step)


def name_along(session: Session, commands: Mapping[str, QAction]) -> None:
    """Call the actions that lead along the journey, or merge, what they do to the selection."""
    stages, several = only_stages(session), len(session.selection) > 1
    for id, words in OF_STAGES.items():
        actions.call(commands[id], say(words if stages else actions.row_of(id).text, session.lang))
    merge = TOGETHER if several else actions.row_of("merge").text
    actions.call(commands["merge"], say(merge, session.lang))


def is_typing() -> bool:
    """Return whether the keyboard is in a field, where Alt and an arrow do not mean the map."""
    return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QComboBox)


def to_stage(session: Session, stage: Key, before: Key = "") -> bool:
    """Return whether the selected touchpoints could go to a stage."""
    keys = _of_kind(session, "touchpoint")
    move = into_stage(session.index, keys, stage, before)
    return session.commit(move.text, move.edit, initiator=session)


def to_channel(session: Session, channel: Key | None) -> bool:
    """Return whether the selected touchpoints could go to a channel, None for none."""
    keys = _of_kind(session, "touchpoint")
    move = onto_channel(session.index, keys, channel)
    return session.commit(move.text, move.edit, initiator=session)


def to_flow_kind(session: Session, kind: str) -> bool:
    """Return whether the selected flows could be made flows of a kind."""
    keys = _of_kind(session, "flow")

    def edit(m: JourneyMap) -> JourneyMap:
        for key in keys:
            m = edits.change(m, key, kind=kind)
        return m

    return session.commit(step_name(session.index, keys, "kind"), edit, initiator=session)


def named(index: Index, keys: Sequence[Key]) -> Message | str:
    """Return one record by its name, several by their number."""
    if len(keys) == 1:
        return M("“{name}”", name=label(index.entries[keys[0]].record))
    return M("{n} record", plural="{n} records", n=len(keys))


def _of_kind(session: Session, kind: Kind) -> tuple[Key, ...]:
    entries = session.index.entries
    return tuple(key for key in session.selection if entries[key].kind == kind)


# ---------------------------------------------------------------- edits


def into_stage(index: Index, keys: Sequence[Key], stage: Key, before: Key = "") -> Move:
    """Return the move of touchpoints into a stage, before another one or to its end."""
    text = M(
        "Move {what} to {stage}",
        what=named(index, keys),
        stage=label(edits.found(index, stage).record),
    )
    return Move(text, lambda m: edits.move(m, keys, stage, before=before))


def onto_channel(index: Index, keys: Sequence[Key], channel: Key | None) -> Move:
    """Return the move of touchpoints onto a channel; None puts them on their own."""
    record = index.channel(channel)
    name: Message | str = record.name if record else M("No channel")
    text = M("Move {what} to {stage}", what=named(index, keys), stage=name)

    def edit(m: JourneyMap) -> JourneyMap:
        for key in keys:
            touchpoint = cast("Touchpoint", edits.found(index_of(m), key).record)
            m = edits.move(m, (key,), touchpoint.stage, channel)
        return m

    return Move(text, edit)


# ---------------------------------------------------------------- menus


def fillers(session: Session) -> dict[str, Callable[[QMenu], None]]:
    """Return submenu -> what fills it, for the menus that move what is selected."""
    return {
        "move-to": lambda menu: stage_menu(menu, session),
        "channel": lambda menu: channel_menu(menu, session),
        "flow-kind": lambda menu: flow_menu(menu, session),
    }


def stage_menu(menu: QMenu, session: Session) -> None:
    """Fill a menu with the stages; choosing one moves the selected touchpoints there."""
    now = {
        cast("Touchpoint", session.index.entries[key].record).stage
        for key in _of_kind(session, "touchpoint")
    }
    offers = [(stage.name, stage.id) for stage in session.map.stages]
    _fill(menu, offers, now, lambda id: to_stage(session, id))


def channel_menu(menu: QMenu, session: Session) -> None:
    """Fill a menu with the channels; choosing one moves the selected touchpoints onto it."""
    now = {
        cast("Touchpoint", session.index.entries[key].record).channel or ""
        for key in _of_kind(session, "touchpoint")
    }
    offers = [(channel.name, channel.id) for channel in session.map.channels]
    offers.append((say(M("No channel"), session.lang), ""))
    _fill(menu, offers, now, lambda id: to_channel(session, id or None))


def flow_menu(menu: QMenu, session: Session) -> None:
    """Fill a menu with the kinds of flows; choosing one changes the selected flows."""
    keys = _of_kind(session, "flow")
    now = {cast("Flow", session.index.entries[key].record).kind for key in keys}
    offers = [(say(words, session.lang), word) for word, words in NAMES["flow"].items()]
    _fill(menu, offers, {str(each) for each in now}, lambda id: to_flow_kind(session, id))


def _fill(
    menu: QMenu, offers: list[tuple[str, str]], now: set[str], choose: Callable[[str], object]
) -> None:
    group = QActionGroup(menu)
    for words, id in offers:
        action = QAction(words.replace("&", "&&"), menu)
        action.setToolTip(tip_of(words))  # else Qt guesses at HTML in a name
        action.setCheckable(True)
        action.setChecked(now == {id})
        action.setEnabled(bool(now))
        action.setActionGroup(group)
        action.triggered.connect(lambda _=False, id=id: choose(id))
        menu.addAction(action)
