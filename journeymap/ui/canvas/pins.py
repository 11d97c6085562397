"""Where the headings stand while the map scrolls: stages at the top, lane heads at the start side.

Plain geometry in scene coordinates, the same for both writing directions. The title goes away like
everything else: it would take room from the map and says nothing about where one is in it.
"""

from __future__ import annotations

from typing import NamedTuple

from journeymap.picture.picture import Box, Part, Picture

MOST = 0.45  # share of the window that a heading may take before it scrolls away like the rest
GAP = 6.0  # pixels of the map above the pinned stages
EVERYWHERE = Box(-(10.0**7), -(10.0**7), 2 * 10.0**7, 2 * 10.0**7)  # more than any map takes
NOTHING = 0.01  # pixels of the map by which nothing is moved: a shadow would show all the same


class Pins(NamedTuple):
    """How far the pinned parts are moved from their own places, and the bands under them."""

    dx: float  # of what is pinned to the start side
    dy: float  # of what is pinned to the top
    head: Box  # under the stages, where they are shown now
    start: Box  # under the lane heads, where they are shown now

    def offset(self, part: Part) -> tuple[float, float]:
        """Return how far a part is moved."""
        if not part.pin or part.kind == "heading":
            return 0.0, 0.0
        dx = self.dx if part.pin in ("start", "both") else 0.0
        return dx, (self.dy if part.pin in ("top", "both") else 0.0)

    def beside(self, seen: Box) -> Box:
        """Return what of a region is not under headings that float."""
        left = self.start.right if self.dx > 0 else seen.x
        right = self.start.x if self.dx < 0 else seen.right
        top = self.head.bottom if self.dy else seen.y
        left, top = max(left, seen.x), max(top, seen.y)
        return Box(left, top, max(right - left, 0.0), max(seen.bottom - top, 0.0))


def head_of(picture: Picture) -> Box:
    """Return the band that stays at the top: phases and stages, without the title."""
    rows = [p.box for p in picture.firm() if p.pin == "top" and p.kind in ("stage", "phase")]
    if not rows:
        return picture.head._replace(y=picture.head.bottom, h=0.0)
    top = min(box.y for box in rows) - GAP
    bottom = max(picture.head.bottom, *(box.bottom for box in rows))
    return picture.head._replace(y=top, h=bottom - top)


def pinned(picture: Picture, head: Box, seen: Box) -> Pins:
    """Return the offsets for the part of the scene that is seen; `head` is that of `head_of`."""
    start = picture.start
    dy = max(0.0, seen.y - head.y)
    if head.h > MOST * seen.h or head.bottom + dy > picture.bounds.bottom:
        dy = 0.0
    if picture.rtl:
        dx = min(0.0, seen.right - start.right)
        beyond = start.x + dx < picture.bounds.x
    else:
        dx = max(0.0, seen.x - start.x)
        beyond = start.right + dx > picture.bounds.right
    if start.w > MOST * seen.w or beyond:
        dx = 0.0
    if abs(dx) < NOTHING:
        dx = 0.0
    if dy < NOTHING:
        dy = 0.0
    return Pins(dx, dy, head._replace(y=head.y + dy), start._replace(x=start.x + dx))
