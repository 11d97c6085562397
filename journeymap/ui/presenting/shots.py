"""Where the camera goes at a step: what of the picture is looked at, lit and revealed.

Plain geometry in the picture's coordinates, the same for both writing directions. It paints
nothing and knows no window.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from journeymap.model.index import Key
from journeymap.picture.picture import Box, Part, PartKind, Picture
from journeymap.ui.canvas.pins import head_of
from journeymap.ui.presenting.steps import Step

AROUND = 12.0  # pixels of the map that are seen around what is looked at
NEAR = 150.0  # and around a single touchpoint, so that its neighbours are there
RIM = 7.0  # by which the light reaches over a card
NOTES: frozenset[PartKind] = frozenset(("note", "more"))


class Shot(NamedTuple):
    """What to look at, what is lit (all of it where None), how far the curve is drawn.

    `curve` is the x up to which the curve is seen from the side where the map begins.
    """

    look: Box
    lit: Box | None
    curve: float
    whole: bool = False  # headings stay at their places
    also: Box | None = None  # lit as well: notes are wider than the stage that they belong to
    alone: bool = False  # nothing beyond it is painted


def shot(picture: Picture, step: Step, stages: Collection[Key]) -> Shot:
    """Return where the camera goes at a step; `stages` are those of the map, in its order."""
    keys = list(stages)
    curve = _start(picture)
    if step.curve and keys:
        curve = _edge(picture, keys[step.curve - 1] if step.curve < len(keys) else "")
    here = picture.part(step.stage) if step.stage else None
    if here is None:
        return Shot(_all_lanes(picture), None, curve, whole=True)
    if step.kind == "touchpoint":
        card = picture.part(step.at)
        if card is not None:
            return Shot(_grown(card.box, NEAR), _grown(card.box, RIM), curve)
    look = _stage(picture, step, here)
    also = look if step.kind in ("pains", "opportunities") else None
    return Shot(look, _column(picture, here), curve, also=also)


def revealed(picture: Picture, step: Step, notes: Mapping[Key, tuple[bool, int]]) -> Picture:
    """Return the picture without the notes that later steps reveal.

    `notes` says of each whether it is a pain point, and the position of its stage.
    """
    if step.kind == "whole":
        return picture

    def seen(part: Part) -> bool:
        if part.kind == "more":
            # it stands for some of both
            return min(step.pains, step.opportunities) > 0 and _is_before(picture, part, step)
        if part.kind != "note" or part.key not in notes:
            return True
        pain, number = notes[part.key]
        return number < (step.pains if pain else step.opportunities)

    kept = tuple(part for part in picture.parts if part.kind not in NOTES or seen(part))
    return picture if len(kept) == len(picture.parts) else replace(picture, parts=kept)


def _is_before(picture: Picture, part: Part, step: Step) -> bool:
    stages = [each for each in picture.parts if each.kind == "stage"]
    stages.sort(key=lambda each: each.box.x, reverse=picture.rtl)
    count = min(step.pains, step.opportunities)
    if not 0 < count <= len(stages):
        return count > 0
    edge = stages[count - 1].box
    return part.box.right > edge.x if picture.rtl else part.box.x < edge.right


def _stage(picture: Picture, step: Step, here: Part) -> Box:
    """Return what is looked at of a stage: its cards, and the lanes that the step is about."""
    column = _column(picture, here)
    wanted = {"curve": ("curve",), "pains": ("pains",), "opportunities": ("pains",)}
    kinds = wanted.get(step.kind, ())
    cards = [
        part.box
        for part in picture.parts
        if not kinds and part.kind == "card" and _begins_in(part, column, picture.rtl)
    ]
    bands = [Box(column.x, y, column.w, h) for kind, _, y, h in picture.lanes if kind in kinds]
    notes = [
        part.box
        for part in picture.parts
        if kinds == ("pains",) and part.kind == "note" and _begins_in(part, column, picture.rtl)
    ]
    seen = notes or [*cards, *bands]
    if not seen:
        seen = [Box(column.x, y, column.w, h) for _, _, y, h in picture.lanes]
    top = min((box.y for box in seen), default=column.y)
    bottom = max((box.bottom for box in seen), default=column.bottom)
    left = min(column.x, *(box.x for box in seen))
    right = max(column.right, *(box.right for box in seen))
    return _grown(Box(left, top, right - left, bottom - top), AROUND)


def _all_lanes(picture: Picture) -> Box:
    """Return the map without its title, which is said over it, and without the legend."""
    bounds, head = picture.bounds, head_of(picture)
    bottom = max((band.y + band.h for band in picture.lanes), default=bounds.bottom)
    return bounds._replace(y=head.y, h=max(bottom - head.y, head.h) + AROUND)


def _column(picture: Picture, here: Part) -> Box:
    """Return a stage from its heading down to the last lane."""
    bottom = max((band.y + band.h for band in picture.lanes), default=picture.bounds.bottom)
    return Box(here.box.x, here.box.y, here.box.w, max(bottom - here.box.y, here.box.h))


def _begins_in(part: Part, column: Box, rtl: bool) -> bool:
    at = part.box.right - 1 if rtl else part.box.x
    return column.x <= at < column.right


def _start(picture: Picture) -> float:
    return picture.bounds.right if picture.rtl else picture.bounds.x


def _edge(picture: Picture, stage: Key) -> float:
    """Return where a stage ends, the picture's end where there is no such stage."""
    part = picture.part(stage) if stage else None
    if part is None:
        return picture.bounds.x if picture.rtl else picture.bounds.right
    return part.box.x if picture.rtl else part.box.right


def _grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by)
