"""Which card is next: by arrow key, in reading order, and what lies under a point.

Plain functions over a Picture; nothing here knows a widget.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise
from typing import Literal, TypeAlias

from journeymap.model.index import Key
from journeymap.picture.picture import Box, Part, Picture
from journeymap.ui.canvas.whereabouts import Within

Direction: TypeAlias = Literal["left", "right", "up", "down"]

FLOW_REACH = 5.0  # pixels on the screen within which a click means the arrow
WALKED = frozenset(("card", "summary"))  # what arrow keys, Tab, Home and End walk through


def centre(box: Box) -> tuple[float, float]:
    """Return the middle of a box."""
    return box.x + box.w / 2, box.y + box.h / 2


def nearest(picture: Picture, within: Within, start: Part, direction: Direction) -> Key | None:
    """Return the card that lies next in a direction, None when there is none.

    What lies straight ahead wins over what is nearer but off to the side.
    """
    key = start.key
    best: tuple[float, Key] | None = None
    for part in _ahead(picture.bounds, within, start.box, direction):
        cost = _cost(start.box, part.box, direction)
        if part.key != key and cost is not None and (best is None or (cost, part.key) < best):
            best = cost, part.key
    return best[1] if best else None


def _ahead(bounds: Box, within: Within, box: Box, direction: Direction) -> Iterator[Part]:
    """Yield cards in a growing region ahead, so that a map of 10,000 is not searched whole."""
    reach = 600.0
    while True:
        near = _region(box, direction, reach)
        found = [part for part in within(near) if part.kind in WALKED]
        if any(_cost(box, part.box, direction) is not None for part in found):
            # one step more: what is straight ahead may begin just behind the edge
            wider = _region(box, direction, reach * 2)
            yield from (part for part in within(wider) if part.kind in WALKED)
            return
        if reach > bounds.w + bounds.h + 1200:
            return
        reach *= 3


def _region(box: Box, direction: Direction, reach: float) -> Box:
    if direction in ("left", "right"):
        x = box.x - reach if direction == "left" else box.right
        return Box(x, box.y - reach, reach, box.h + 2 * reach)
    y = box.y - reach if direction == "up" else box.bottom
    return Box(box.x - reach, y, box.w + 2 * reach, reach)


def _cost(here: Box, there: Box, direction: Direction) -> float | None:
    """Return how far `there` is ahead of `here`, None when it is not ahead."""
    (x, y), (to_x, to_y) = centre(here), centre(there)
    dx, dy = to_x - x, to_y - y
    if direction in ("left", "right"):
        along, across = (dx if direction == "right" else -dx), abs(dy)
        overlap = here.y < there.bottom and there.y < here.bottom
        least = min(here.w, there.w) / 2
    else:
        along, across = (dy if direction == "down" else -dy), abs(dx)
        overlap = here.x < there.right and there.x < here.right
        least = min(here.h, there.h) / 2
    if along < least:
        return None
    return along + across * (0.25 if overlap else 2.0)


def walk(picture: Picture, summaries: Container[Key] = ()) -> list[Key]:
    """Return the cards in reading order, with the stages that are shown as one card."""
    found = ((key, picture.part(key)) for key in picture.reading)
    return [
        key for key, part in found if key in summaries or (part is not None and part.kind in WALKED)
    ]


def in_reading_order(
    picture: Picture, key: Key | None, step: int, summaries: Container[Key] = ()
) -> Key | None:
    """Return the card `step` places on (or back) in reading order; the first or last from None."""
    order = walk(picture, summaries)
    if not order:
        return None
    if key is None or key not in order:
        return order[0] if step > 0 else order[-1]
    at = order.index(key) + step
    return order[at] if 0 <= at < len(order) else None


def flow_near(within: Within, x: float, y: float, reach: float) -> Part | None:
    """Return the flow whose line passes within `reach` of a point, the nearest of several."""
    best: tuple[float, Part] | None = None
    for part in within(Box(x - reach, y - reach, 2 * reach, 2 * reach)):
        if part.kind != "flow":
            continue
        points = getattr(part.face, "points", ())
        distance = distance_to(points, x - part.box.x, y - part.box.y)
        if distance <= reach and (best is None or distance <= best[0]):
            best = distance, part
    return best[1] if best else None


def distance_to(points: tuple[tuple[float, float], ...], x: float, y: float) -> float:
    """Return the distance of a point from a line of straight pieces."""
    best = float("inf")
    for (x1, y1), (x2, y2) in pairwise(points):
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        t = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0.0
        best = min(best, ((x - x1 - t * dx) ** 2 + (y - y1 - t * dy) ** 2) ** 0.5)
    return best
