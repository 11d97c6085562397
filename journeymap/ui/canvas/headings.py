"""Where the arrow keys lead among headings: to a stage or a row beyond the last card, and back.

A heading that stands for a record can be renamed, moved and coloured like a card, so the keys that
reach the cards reach it too. Plain functions over a Picture; nothing here knows a widget.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from journeymap.model.index import Key
from journeymap.picture.picture import Box, Part, Picture
from journeymap.ui.canvas.navigation import WALKED, Direction, centre
from journeymap.ui.canvas.whereabouts import Within

HEADS = frozenset(("stage", "lane"))
ACROSS = ("left", "right")


class Strip(NamedTuple):
    """A stage or a row, and its extent along the way from one to the next."""

    key: Key
    low: float
    high: float


def over(picture: Picture, start: Part, direction: Direction, known: Container[Key]) -> Key | None:
    """Return the heading of a card's stage, or of its row, where it lies in a direction.

    Only those that are `known` stand for records: not so an owner's row.
    """
    x, y = centre(start.box)
    if direction == "up":
        strips, at = _stages(picture), x
    elif direction == _back(picture):
        strips, at = _rows(picture), y
    else:
        return None
    found = next((strip.key for strip in strips if strip.low <= at <= strip.high), "")
    return found if found in known and found != start.key else None


def off(
    picture: Picture, within: Within, head: Part, direction: Direction, known: Container[Key]
) -> Key | None:
    """Return the next heading in a direction, or the first card of what this one heads."""
    of_stages = head.kind == "stage"
    strips = [s for s in (_stages if of_stages else _rows)(picture) if s.key in known]
    at = next((n for n, strip in enumerate(strips) if strip.key == head.key), None)
    if at is None:
        return None
    if (direction in ACROSS) == of_stages:
        to = at + (1 if direction in ("right", "down") else -1)
        return strips[to].key if 0 <= to < len(strips) else None
    back = "up" if of_stages else _back(picture)
    return None if direction == back else _first_card(picture, within, strips[at], of_stages)


def _first_card(picture: Picture, within: Within, strip: Strip, of_stage: bool) -> Key | None:
    """Return the card that lies next to a heading, of those with their middle in its strip."""
    bounds, wide = picture.bounds, strip.high - strip.low
    area = Box(bounds.x, strip.low, bounds.w, wide)
    if of_stage:
        area = Box(strip.low, bounds.y, wide, bounds.h)
    middles = ((part.key, centre(part.box)) for part in within(area) if part.kind in WALKED)
    inside = [(key, at) for key, at in middles if strip.low <= at[not of_stage] <= strip.high]
    along = -1.0 if picture.rtl else 1.0

    def distance(found: tuple[Key, tuple[float, float]]) -> tuple[float, float]:
        x, y = found[1]
        return (y, x * along) if of_stage else (x * along, y)

    return min(inside, key=distance)[0] if inside else None


def _back(picture: Picture) -> Direction:
    return "right" if picture.rtl else "left"


def _stages(picture: Picture) -> list[Strip]:
    """Return the stages from the left."""
    found: dict[Key, Strip] = {}
    for column in picture.columns:
        low, high = column.x, column.x + column.w
        known = found.get(column.stage, Strip(column.stage, low, high))
        found[column.stage] = Strip(column.stage, min(known.low, low), max(known.high, high))
    return sorted(found.values(), key=lambda strip: strip.low)


def _rows(picture: Picture) -> list[Strip]:
    """Return the rows of cards from the top."""
    bands = [band for band in picture.lanes if band.kind == "channels"]
    return sorted((Strip(b.key, b.y, b.y + b.h) for b in bands), key=lambda strip: strip.low)
