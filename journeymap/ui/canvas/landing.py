"""Where dropped cards truly stand afterwards: arrows decide in a stage, the list only among equals.

Asks the model what the map would be and in which order its touchpoints would come; lays nothing out
and changes nothing. A mark that promised another place would be worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence

from journeymap.model import edits
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap
from journeymap.model.order import order_of, positions
from journeymap.model.text import M
from journeymap.model.vocabulary import Rows
from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas.drop import Line, Target

MOST = 3000  # touchpoints up to which it is reckoned while a card is in the air
BESIDE = 5.0  # pixels of the map between a card and the mark
DECIDED = M("the arrows decide where in this stage it stands")


def landing(
    target: Target, m: JourneyMap, rows: Rows, keys: Sequence[Key], cards: Sequence[Part], rtl: bool
) -> Target:
    """Return the target with its mark where the first of `keys` would stand among the `cards`.

    Where it would not stand before the one it is dropped at there is no mark. A word says why, and
    also where the mark is not beside the pointer.
    """
    if target.refusal is not None or not cards:
        return target
    if len(m.touchpoints) > MOST:
        return target._replace(line=None)
    channel = (target.row or None) if rows == "channel" else edits.KEEP
    would = edits.move(m, keys, target.stage, channel, target.before)
    rank, place = order_of(would).rank, positions(would.touchpoints)
    boxes = {part.key: part.box for part in cards}
    mine = sorted(place[key] for key in keys if key in place)
    others = {key: place[key] for key in boxes if key in place}
    if not mine or not others:
        return target
    first = min(mine, key=lambda at: (rank[at], at))
    here = (rank[first], first)
    behind = [key for key, at in others.items() if (rank[at], at) > here]
    ahead = [key for key, at in others.items() if (rank[at], at) < here]
    after = min(behind, key=lambda key: (rank[others[key]], others[key]), default="")
    before = max(ahead, key=lambda key: (rank[others[key]], others[key]), default="")
    if after != target.before:
        return target._replace(line=None, word=DECIDED)
    if after and rank[others[after]] == rank[first]:
        line = _across(boxes[after], False)
    elif before and rank[others[before]] == rank[first]:
        line = _across(boxes[before], True)
    elif after:
        line = _upright(boxes[after], rtl)
    else:
        line = _upright(boxes[before], not rtl)
    return target._replace(line=line, word=None if line == target.line else DECIDED)


def _across(box: Box, under: bool) -> Line:
    y = box.bottom + BESIDE if under else box.y - BESIDE
    return box.x - 2, y, box.right + 2, y


def _upright(box: Box, right: bool) -> Line:
    x = box.right + BESIDE if right else box.x - BESIDE
    return x, box.y - 2, x, box.bottom + 2
