"""Which flow a dragged card would be put into: the one under the pointer, or between two cards.

Only looks; the edit is the model's (`lines.put_between`).
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from journeymap.model.index import Index, Key, label
from journeymap.model.journey import Flow
from journeymap.model.text import M, Message
from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas import navigation
from journeymap.ui.canvas.surface import Surface

REACH = 10.0  # pixels of the screen around a line within which a drop means it
GAP = 90.0  # pixels of the map between two cards that stand side by side

# Held while dropping, the card only moves.
ONLY_MOVES = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


def flow_at(view: Surface, key: Key, at: QPointF) -> Part | None:
    """Return the flow that a card dropped at a point of the scene is put into, None for none."""
    reach = REACH / view.zoom
    x, y = at.x(), at.y()
    if any(
        part.kind in navigation.WALKED for part in view.within(Box(x, y, 0, 0)) if part.key != key
    ):
        return None  # over a card, before or after it is meant
    found = navigation.flow_near(view.within, x, y, reach)
    if found is not None and _takes(view.session.index, found, key):
        return found
    return _between(view, key, x, y)


def _takes(index: Index, part: Part, key: Key) -> bool:
    entry = index.get(part.key)
    flow = entry.record if entry is not None else None
    return isinstance(flow, Flow) and key not in (flow.source, flow.target)


def _between(view: Surface, key: Key, x: float, y: float) -> Part | None:
    """Return the flow from the card on one side of a point straight to the card on its other."""
    near = view.within(Box(x - GAP, y, 2 * GAP, 0.1))
    cards = [part for part in near if part.kind == "card" and part.key != key]
    if any(part.box.x <= x <= part.box.right for part in cards):
        return None
    left = max((p for p in cards if p.box.right < x), key=lambda p: p.box.right, default=None)
    right = min((p for p in cards if p.box.x > x), key=lambda p: p.box.x, default=None)
    if left is None or right is None or right.box.x - left.box.right > GAP:
        return None
    index = view.session.index
    for source, target in ((left.key, right.key), (right.key, left.key)):
        entry = index.resolve(f"{source} -> {target}")
        if entry is not None:
            return view.part_of(entry.key)
    return None


def words(index: Index, part: Part) -> Message | None:
    """Return what dropping a card on a flow would do."""
    entry = index.get(part.key)
    if entry is None or not isinstance(entry.record, Flow):
        return None
    ends = [index.touchpoint(key) for key in (entry.record.source, entry.record.target)]
    names = [label(end) for end in ends if end is not None]
    if len(names) != 2:
        return None
    return M(
        "into the line between “{start}” and “{end}”; hold Alt to move it only",
        start=names[0],
        end=names[1],
    )
