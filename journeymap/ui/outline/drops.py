"""What dropping records among the rows of the outline would do, and the doing of it.

A drop goes into a stage, onto a channel, onto the record that a note is about, or to another place
in its list. Pure, but for `carry_out`, which asks the session.
"""

from __future__ import annotations

from collections.abc import Sequence

from journeymap.model import edits
from journeymap.model.index import Index, Key, label
from journeymap.model.journey import JourneyMap, Kind
from journeymap.model.text import M
from journeymap.ui.moves import Move, into_stage, named, onto_channel
from journeymap.ui.outline.nodes import Node, is_holder, is_note
from journeymap.ui.session import Session


def dropped(index: Index, keys: Sequence[Key], target: Node, row: int) -> Move | None:
    """Return what dropping records on a row, or between the rows under it, would do.

    `row` is -1 for on the row itself. None where that means nothing.
    """
    entries = [index.entries[key] for key in keys if key in index.entries]
    kinds = {entry.kind for entry in entries}
    if not entries or len(kinds) != 1 or target.key in keys:
        return None
    (kind,) = kinds
    if kind == "touchpoint":
        if target.kind == "stage":
            return into_stage(index, keys, target.key, _next_key(target, row, kind))
        if target.kind == "channel":
            return onto_channel(index, keys, target.key)
        if target.kind == "touchpoint" and target.parent and target.parent.kind == "stage":
            after = _next_key(target.parent, target.row + 1, kind)
            return into_stage(index, keys, target.parent.key, after)
        return None
    if is_note(entries[0].record) and is_holder(target.record):
        only_touchpoints = kind == "backstage"
        if only_touchpoints and target.kind != "touchpoint":
            return None
        return onto_record(index, keys, target.key)
    if row >= 0 and _holds(target, kind):
        return _into_list(index, keys, _next_key(target, row, kind))
    if target.kind == kind and target.parent:
        return _into_list(index, keys, _next_key(target.parent, target.row + 1, kind))
    return None


def parked(index: Index, keys: Sequence[Key]) -> bool:
    """Return whether all these are notes of the parking list."""
    found = [index.get(key) for key in keys]
    return bool(found) and all(entry and entry.kind == "parking" for entry in found)


def carry_out(session: Session, move: Move, keys: Sequence[Key]) -> None:
    """Make a move that was dropped, and select what was moved; say so where nothing changed."""
    before = session.map
    if session.commit(move.text, move.edit, initiator=session):
        session.select(keys)
        if session.map is before:
            session.told.emit(M("It stands there already; nothing was changed"))


def _into_list(index: Index, keys: Sequence[Key], before: Key) -> Move:
    def edit(m: JourneyMap) -> JourneyMap:
        for key in keys:
            m = edits.reorder(m, key, before if before not in keys else "")
        return m

    return Move(M("Move {what}", what=named(index, keys)), edit)


def _holds(node: Node, kind: Kind) -> bool:
    return any(child.kind == kind for child in node.children)


def _next_key(node: Node, row: int, kind: Kind) -> Key:
    """Return the first record of a kind at or below a row, empty at the end."""
    if row < 0:
        return ""
    return next((child.key for child in node.children[row:] if child.kind == kind), "")


def onto_record(index: Index, keys: Sequence[Key], place: Key) -> Move:
    """Return the move of pain points, opportunities or backstage steps onto another record."""
    text = M(
        "Move {what} to {stage}",
        what=named(index, keys),
        stage=label(edits.found(index, place).record),
    )

    def edit(m: JourneyMap) -> JourneyMap:
        for key in keys:
            m = edits.change(m, key, at=(place,))
        return m

    return Move(text, edit)
