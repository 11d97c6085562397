"""Where a dragged card would land: cell, place among the cards there, and whether it may.

Reads the Picture for places and `rules` for the reason of a refusal; changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from journeymap.model.index import Index, Key
from journeymap.model.journey import Touchpoint
from journeymap.model.rules import can_move
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Rows
from journeymap.picture.picture import Box, Part, Picture
from journeymap.ui.canvas.whereabouts import Within

Line: TypeAlias = tuple[float, float, float, float]


class Target(NamedTuple):
    """A place to drop at: the cell and, before which touchpoint; `refusal` says why not."""

    stage: Key
    row: Key
    before: Key  # empty: last in its cell
    cell: Box
    line: Line | None  # the insertion line, None in an empty cell
    refusal: Message | None
    word: Message | None = None  # why there is no line in a cell that has cards


def target_at(
    picture: Picture,
    within: Within,
    index: Index,
    rows: Rows,
    keys: Sequence[Key],
    x: float,
    y: float,
) -> Target | None:
    """Return where the cards `keys` would go when dropped at a point; None outside all cells."""
    cell = picture.cell(x, y)
    if cell is None:
        return None
    stage, row = cell
    box = cell_box(picture, stage, row)
    if box is None:
        return None
    refusal = refused(picture, index, rows, keys, stage, row)
    before, line = "", None
    if refusal is None:
        before, line = _place(picture.rtl, within, index, box, keys, x, y)
    return Target(stage, row, before, box, line, refusal)


def refused(
    picture: Picture, index: Index, rows: Rows, keys: Sequence[Key], stage: Key, row: Key
) -> Message | None:
    """Return why the cards may not go to a cell, None when they may."""
    for key in keys:
        if rows != "channel" and row != row_of(picture, key):
            return M("show the rows by channel to move a card to another row")
        refusal = can_move(index, key, stage, (row or None) if rows == "channel" else None)
        if refusal:
            return refusal.reason
    return None


def row_of(picture: Picture, key: Key) -> Key:
    """Return the row that a card stands in, empty when it stands in none."""
    part = picture.part(key)
    if part is None:
        return ""
    cell = picture.cell(part.box.x + part.box.w / 2, part.box.y + part.box.h / 2)
    return cell[1] if cell else ""


def cell_box(picture: Picture, stage: Key, row: Key) -> Box | None:
    """Return the rectangle of a cell: all columns of the stage in one row."""
    columns = [c for c in picture.columns if c.stage == stage]
    band = next((b for b in picture.lanes if b.kind == "channels" and b.key == row), None)
    if not columns or band is None:
        return None
    left = min(c.x for c in columns)
    right = max(c.x + c.w for c in columns)
    return Box(left, band.y, right - left, band.h)


def _place(
    rtl: bool,
    within: Within,
    index: Index,
    cell: Box,
    moved: Sequence[Key],
    x: float,
    y: float,
) -> tuple[Key, Line | None]:
    """Return (touchpoint to stand before, insertion line) for a point in a cell."""
    cards = others_in(within, cell, moved)
    if not cards:
        return "", None
    card = min(cards, key=lambda part: _distance(part.box, x, y))
    box = card.box
    beside = box.y <= y < box.bottom
    if beside:
        after = (x > box.x + box.w / 2) != rtl
        at_right = after != rtl
        edge = box.right + 5 if at_right else box.x - 5
        line = (edge, box.y - 2, edge, box.bottom + 2)
    else:
        after = y >= box.bottom
        edge = box.bottom + 5 if after else box.y - 5
        line = (box.x - 2, edge, box.right + 2, edge)
    if not after:
        return card.key, line
    return _next_in_cell(index, card.key, [c.key for c in cards]), line


def others_in(within: Within, cell: Box, moved: Sequence[Key]) -> list[Part]:
    """Return the cards of a cell besides those that are moved."""
    return [
        part
        for part in within(cell)
        if part.kind == "card" and part.key not in moved and _stands_in(part, cell)
    ]


def _stands_in(part: Part, cell: Box) -> bool:
    box = part.box
    return cell.contains(box.x + min(box.w, 40) / 2, box.y + box.h / 2)


def _distance(box: Box, x: float, y: float) -> float:
    dx = max(box.x - x, 0.0, x - box.right)
    dy = max(box.y - y, 0.0, y - box.bottom)
    # a card in the same column is meant rather than one that is as far to the side
    return (dx * 2) ** 2 + dy**2


def _next_in_cell(index: Index, key: Key, cards: Sequence[Key]) -> Key:
    """Return the card that follows in the list among `cards`; empty when `key` is the last."""
    places = sorted((entry.position, k) for k in cards if (entry := index.get(k)))
    here = index.get(key)
    if here is None or not isinstance(here.record, Touchpoint):
        return ""
    return next((k for position, k in places if position > here.position), "")
