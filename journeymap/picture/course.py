"""Where a flow goes inside its box: kept as few numbers, and reckoned out when it is drawn.

An edit that moves a row bends hundreds of flows of which few are looked at, so their corner points
are not made before somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import neg
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]
List: TypeAlias = Sequence[float]  # one number for each of several flows
LEVEL, STRAIGHT = 0.0, -1.0
TURN = 5.0  # how far behind a card a flow turns to where its label stands
# How a flow goes, as seen from where it begins: first LEVEL, STRAIGHT or the number of its pieces,
# then the corners that are new.
Shape: TypeAlias = tuple[float, ...]


class Drawn(NamedTuple):
    """A way along points that are known, with the middles of its label and its pill."""

    points: tuple[Point, ...]
    label_at: Point = (0.0, 0.0)
    pill_at: Point = (0.0, 0.0)


class Course(NamedTuple):
    """A way of some shape that begins at x, y.

    `at` holds how far it first goes up or down to where its label has room, and where the middle of
    that room is, as seen from the beginning; words and pill stand that far under it.
    """

    shape: Shape
    at: tuple[float, ...] | None
    x: float
    y: float
    rtl: bool
    words_down: float = 0.0
    pill_down: float = 0.0

    @property
    def points(self) -> tuple[Point, ...]:
        """The corner points, as painted."""
        return _points(self)

    @property
    def label_at(self) -> Point:
        """The middle of the words; where the way begins if there are none."""
        return self._middle(self.words_down)

    @property
    def pill_at(self) -> Point:
        """The middle of the pill."""
        return self._middle(self.pill_down)

    def _middle(self, down: float) -> Point:
        at = self.at
        if at is None or len(at) < 2:
            return self.x, self.y
        return self.x + (-at[1] if self.rtl else at[1]), self.y + at[2] + down


@lru_cache(maxsize=1 << 12)
def _points(course: Course) -> tuple[Point, ...]:
    """Return the corner points of a way; a frame asks for those in view several times."""
    xs, ys = corners([course.shape], [course.at[0] if course.at else 0.0], course.rtl)
    return tuple((x + course.x, y + course.y) for (x,), (y,) in zip(xs, ys, strict=True))


def corners(shapes: Sequence[Shape], turns: List, rtl: bool) -> tuple[list[List], list[List]]:
    """Return the xs and the ys of the corners of shapes that have equally many, corner by corner.

    With turns a line first goes from its port to where its label has room: all flows of one card
    that turn do so on one line.
    """
    nothing = [0.0] * len(shapes)
    first, *rest = zip(*shapes, strict=True)
    if first[0] == STRAIGHT:
        return [nothing, nothing], [nothing, rest[0]]
    sideways: list[List] = [*rest[0::2]]
    if rtl:
        sideways = [list(map(neg, x)) for x in sideways]
    xs: list[List] = [nothing]
    ys: list[List] = [nothing]
    here: List = nothing
    if turns[0]:
        aside = [-TURN if rtl else TURN] * len(shapes)
        xs += [aside, aside]
        ys += [nothing, turns]
        here = turns
    for x, there in zip(sideways, rest[1::2], strict=False):  # at the end it goes sideways
        xs += [x, x]
        ys += [here, there]
        here = there
    xs.append(sideways[-1])
    ys.append(here)
    return xs, ys
