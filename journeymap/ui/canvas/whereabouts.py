"""Which parts are in a region: a grid that is carried from Picture to Picture.

Layout keeps the parts that an edit did not touch, by identity; only the others are entered anew, so
that a key stroke in a map of thousands does not index it all. A flow stands in the squares that its
line passes and not in those of its box, which is often as large as the map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from journeymap.picture.picture import KEYED, Box, Part, Picture

SIDE = 512  # pixels; of a square

# A stub stands for its card, a summary for its stage. Flows are thin and are found by their
# distance, not by their box.
HIT = (KEYED | {"stub", "summary"}) - {"flow"}

Square = tuple[int, int]
Within = Callable[[Box], Iterable[Part]]  # the parts that may be seen in a region


class Whereabouts:
    """The parts of the Picture that was shown last, by square."""

    def __init__(self) -> None:
        self._picture: Picture | None = None  # held: identities are only unique among the living
        self._numbers: dict[int, int] = {}  # of the parts by identity: their place in the picture
        self._squares: dict[Square, set[int]] = {}
        self._in: dict[int, tuple[Square, ...]] = {}

    def show(self, picture: Picture) -> None:
        """Know another Picture from now on."""
        numbers = {id(part): number for number, part in enumerate(picture.parts)}
        for one in self._in.keys() - numbers.keys():
            for square in self._in.pop(one):
                self._squares[square].discard(one)
        for one in numbers.keys() - self._in.keys():
            squares = self._in[one] = tuple(_squares(picture.parts[numbers[one]]))
            for square in squares:
                self._squares.setdefault(square, set()).add(one)
        self._picture, self._numbers = picture, numbers

    def within(self, box: Box) -> list[Part]:
        """Return the parts that may be seen in a region, in painting order."""
        if self._picture is None:
            return []
        squares, numbers, parts = self._squares, self._numbers, self._picture.parts
        found: set[int] = set()
        for square in _squares_of(box.x, box.y, box.right, box.bottom):
            found |= squares.get(square, _NOTHING)
        left, top, right, bottom = box.x, box.y, box.right, box.bottom
        near = []
        for number in sorted([numbers[one] for one in found]):
            part = parts[number]
            x, y, w, h = part.box
            if x <= right and left <= x + w and y <= bottom and top <= y + h:
                near.append(part)
        return near

    def hit(self, x: float, y: float) -> Part | None:
        """Return the topmost part at a point that stands for a record and is no flow."""
        for part in reversed(self.within(Box(x, y, 0, 0))):
            if part.kind in HIT and part.box.contains(x, y):
                return part
        return None


_NOTHING: set[int] = set()


def _squares(part: Part) -> set[Square]:
    box = part.box
    points = getattr(part.face, "points", ()) if part.kind == "flow" else ()
    if len(points) < 2 or max(box.w, box.h) <= SIDE:
        return set(_squares_of(box.x, box.y, box.right, box.bottom))
    found: set[Square] = set()
    for (x1, y1), (x2, y2) in pairwise(points):
        # a little more than the line itself: its width, arrow head and round corners
        left, right = box.x + min(x1, x2) - 16, box.x + max(x1, x2) + 16
        top, bottom = box.y + min(y1, y2) - 16, box.y + max(y1, y2) + 16
        found.update(_squares_of(left, top, right, bottom))
    label = getattr(part.face, "label", None)
    if label is not None:
        x, y = part.face.label_at  # type: ignore[attr-defined]  # faces of flows have it
        half = label.width / 2 + 8
        x, y = x + box.x, y + box.y
        found.update(_squares_of(x - half, y - label.height, x + half, y + label.height))
    return found


def _squares_of(left: float, top: float, right: float, bottom: float) -> Iterator[Square]:
    rows = range(int(top // SIDE), int(bottom // SIDE) + 1)
    for column in range(int(left // SIDE), int(right // SIDE) + 1):
        for row in rows:
            yield column, row
