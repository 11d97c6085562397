"""Which parts are in a region: a grid that is carried from Picture to Picture.

Right after an edit the Picture itself is asked, which makes no part that is not in the region. When
there is time all are made and entered here; layout keeps what an edit did not touch, by identity,
and only the rest is entered anew. A flow stands in the squares that its line passes and not in
those of its box, which is often as large as the map.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise

from journeymap.picture.picture import KEYED, Box, Part, Picture

SIDE = 512  # pixels; of a square

# A stub stands for its card, a summary for its stage. Flows are thin and are found by their
# distance, not by their box.
HIT = (KEYED | {"stub", "summary"}) - {"flow"}

Square = tuple[int, int]
Within = Callable[[Box], Iterable[Part]]  # the parts that may be seen in a region


class Whereabouts:
    """The parts of the Picture that was shown last, by square.

    It is entered by `settle`, so that this need not hold up the frame after an edit.
    """

    def __init__(self) -> None:
        # held: identities are only unique among the living
        self._picture: Picture | None = None
        self._entered: Picture | None = None  # the Picture that the squares are those of
        self._numbers: dict[int, int] = {}  # of the parts by identity: their place in the picture
        self._squares: dict[Square, set[int]] = {}
        self._in: dict[int, Collection[Square]] = {}

    def show(self, picture: Picture) -> None:
        """Know another Picture from now on."""
        self._picture = picture
        if self._entered is None:
            self.settle()

    def settle(self) -> None:
        """Enter what is new, and take out what is gone."""
        if self._picture is None or self._entered is self._picture:
            return
        parts = self._picture.parts
        numbers = self._numbers = dict(zip(map(id, parts), range(len(parts)), strict=True))
        squares, where = self._squares, self._in
        for one in where.keys() - numbers.keys():
            for square in where.pop(one):
                squares[square].discard(one)
        for one in numbers.keys() - where.keys():
            part = parts[numbers[one]]
            x, y, w, h = part[2]
            left, top = int(x // SIDE), int(y // SIDE)
            right, bottom = int((x + w) // SIDE), int((y + h) // SIDE)
            if left == right and top == bottom:
                found: Collection[Square] = ((left, top),)  # most parts by far
            elif part[1] == "flow" and (w > SIDE or h > SIDE):
                found = _passed(part)
            else:
                found = [(c, r) for c in range(left, right + 1) for r in range(top, bottom + 1)]
            where[one] = found
            for square in found:
                if square in squares:
                    squares[square].add(one)
                else:
                    squares[square] = {one}
        self._entered = self._picture

    def within(self, box: Box) -> list[Part]:
        """Return the parts that may be seen in a region, in painting order."""
        if self._picture is None:
            return []
        if self._entered is not self._picture:
            return self._picture.near(box)
        squares, numbers, parts = self._squares, self._numbers, self._picture.parts
        found: set[int] = set()
        for square in _squares_of(box.x, box.y, box.right, box.bottom):
            found |= squares.get(square, _NOTHING)
        left, top, right, bottom = box.x, box.y, box.right, box.bottom
        near = []
        for number in sorted([numbers[one] for one in found]):
            part = parts[number]
            x, y, w, h = part[2]
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


def _passed(part: Part) -> set[Square]:
    """Return the squares that the line of a flow passes, and those of its label."""
    left, top, *_ = part.box
    face = part.face
    found: set[Square] = set()
    for (x1, y1), (x2, y2) in pairwise(face.points):  # type: ignore[attr-defined]  # faces of flows have them
        # a little more than the line itself: its width, arrow head and round corners
        if x1 > x2:
            x1, x2 = x2, x1
        if y1 > y2:
            y1, y2 = y2, y1
        columns = range(int((left + x1 - 16) // SIDE), int((left + x2 + 16) // SIDE) + 1)
        rows = range(int((top + y1 - 16) // SIDE), int((top + y2 + 16) // SIDE) + 1)
        found.update([(c, r) for c in columns for r in rows])
    label = face.label  # type: ignore[attr-defined]  # as above
    if label is not None:
        x, y = face.label_at  # type: ignore[attr-defined]  # as above
        half = label.width / 2 + 8
        x, y = x + left, y + top
        found.update(_squares_of(x - half, y - label.height, x + half, y + label.height))
    return found


def _squares_of(left: float, top: float, right: float, bottom: float) -> Iterator[Square]:
    rows = range(int(top // SIDE), int(bottom // SIDE) + 1)
    for column in range(int(left // SIDE), int(right // SIDE) + 1):
        for row in rows:
            yield column, row
