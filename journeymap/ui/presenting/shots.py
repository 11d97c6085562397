"""What the camera sees of the whole map: before the stages are gone through, and after them.

First the map is empty of what the stages are to tell, in the end all of it is there. Plain geometry
in the picture's coordinates, the same for both writing directions. It paints nothing and knows no
window; the slides of stages and touchpoints are in `excerpts.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from journeymap.picture.picture import Box, PartKind, Picture
from journeymap.ui.canvas.pins import head_of
from journeymap.ui.presenting.steps import Step

AROUND = 12.0  # pixels of the map that are seen around what is looked at
TOLD_LATER: frozenset[PartKind] = frozenset(("note", "more"))


class Shot(NamedTuple):
    """What to look at, what is lit (all of it where None), how far the curve is drawn.

    `curve` is the x up to which the curve is seen from the side where the map begins.
    """

    look: Box
    lit: Box | None
    curve: float
    alone: bool = False  # nothing beyond it is painted


def shot(picture: Picture, step: Step) -> Shot:
    """Return where the camera goes at a step that is about the whole map."""
    bounds, head = picture.bounds, head_of(picture)
    bottom = max((band.y + band.h for band in picture.lanes), default=bounds.bottom)
    # without its title, which is said over it, and without the legend
    look = bounds._replace(y=head.y, h=max(bottom - head.y, head.h) + AROUND)
    start, end = (bounds.right, bounds.x) if picture.rtl else (bounds.x, bounds.right)
    return Shot(look, None, end if _tells_all(step) else start)


def revealed(picture: Picture, step: Step) -> Picture:
    """Return the picture without the notes that later steps are to tell."""
    if _tells_all(step):
        return picture
    kept = tuple(part for part in picture.parts if part.kind not in TOLD_LATER)
    return picture if len(kept) == len(picture.parts) else replace(picture, parts=kept)


def _tells_all(step: Step) -> bool:
    return step.kind == "whole"
