"""Arrows from their shapes, many at once: what stands in columns here would be a loop elsewhere.

An edit that moves a column or a row bends hundreds of flows. Arrows with equally many corners are
made together, corner by corner in lists, which takes a quarter of the time that each of them takes
by itself. Everything is reckoned from where the line begins, so that it is the same wherever that
is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import add, neg, sub
from typing import NamedTuple

from journeymap.model.text import Message
from journeymap.picture.course import STRAIGHT, Course, List, Shape, corners
from journeymap.picture.face import Pill, RouteFace
from journeymap.picture.picture import Box, Part, TextBlock

EDGE = 8.0  # what of a line and its head may reach beyond its points


class Look(NamedTuple):
    """What an arrow looks like wherever it goes, and what it is called.

    `label` is the room for words and pill; their middles stand under that of the room by
    `words_down` and `pill_down`.
    """

    key: str
    kind: str
    hand_off: bool
    width: float
    words: TextBlock | None
    faded: bool
    rtl: bool
    pill: Pill | None
    label: TextBlock | None
    words_down: float
    pill_down: float
    z: int
    alt: Message


class Arrow(NamedTuple):
    """An arrow to be made: its look, its shape, where its label is, where it begins."""

    look: Look
    shape: Shape
    at: tuple[float, ...] | None
    x: float
    y: float


def arrow_parts(arrows: Sequence[Arrow], rtl: bool) -> list[Part]:
    """Return the parts of arrows, in their order."""
    alike: dict[tuple[int, bool, bool, bool], list[int]] = {}
    for number, (look, shape, at, _, _) in enumerate(arrows):
        kind = (len(shape), shape[0] == STRAIGHT, bool(at and at[0]), look.label is None)
        alike.setdefault(kind, []).append(number)
    found: list[Part | None] = [None] * len(arrows)
    for numbers in alike.values():
        parts = _alike([arrows[number] for number in numbers], rtl)
        for number, part in zip(numbers, parts, strict=True):
            found[number] = part
    return [part for part in found if part is not None]


def _alike(arrows: Sequence[Arrow], rtl: bool) -> Iterable[Part]:
    """Return the parts of arrows with equally many corners, all with or all without a label."""
    looks, shapes, ats, begins, tops = zip(*arrows, strict=True)
    keys, kinds, hand_offs, strokes, words, faded, turned, pills, *rest = zip(*looks, strict=True)
    labels, words_down, pill_down, zs, alts = rest
    turns = [at[0] if at else 0.0 for at in ats]
    xs, ys = corners(shapes, turns, rtl)
    left, right = list(map(min, *xs)), list(map(max, *xs))
    upper, lower = list(map(min, *ys)), list(map(max, *ys))
    if labels[0] is not None:
        # a label that stands out belongs to the box, or it would not be painted at the edge
        middle_x: List = [-at[1] if rtl else at[1] for at in ats]
        middle_y: List = [at[2] for at in ats]
        half = [label.width / 2 for label in labels]
        high = [label.height / 2 for label in labels]
        left = list(map(min, left, map(sub, middle_x, half)))
        right = list(map(max, right, map(add, middle_x, half)))
        upper = list(map(min, upper, map(sub, middle_y, high)))
        lower = list(map(max, lower, map(add, middle_y, high)))
    left = [round((x - EDGE) * 4) / 4 for x in left]
    upper = [round((y - EDGE) * 4) / 4 for y in upper]
    widths = [round((x + EDGE - start) * 4) / 4 for x, start in zip(right, left, strict=True)]
    heights = [round((y + EDGE - start) * 4) / 4 for y, start in zip(lower, upper, strict=True)]
    courses = map(
        Course._make,
        zip(
            shapes, ats, map(neg, left), map(neg, upper), turned, words_down, pill_down,
            strict=True,
        ),
    )  # fmt: skip
    faces = map(
        RouteFace._make,
        zip(
            widths, heights, courses, kinds, hand_offs, strokes, words, faded, turned, pills,
            strict=True,
        ),
    )  # fmt: skip
    boxes = map(
        Box._make,
        zip(map(add, begins, left), map(add, tops, upper), widths, heights, strict=True),
    )
    return map(
        Part._make,
        zip(keys, repeat("flow"), boxes, faces, zs, repeat(""), alts, repeat(None), strict=False),
    )
