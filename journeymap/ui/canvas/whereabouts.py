"""Which parts are in a region: a grid that is carried from Picture to Picture.

Right after an edit the Picture itself is asked, which makes no part that is not in the region. When
there is time all are made and entered here; layout keeps what an edit did not touch, by identity,
and only the rest is entered anew. A flow stands in the squares that its line passes and not in
those of its box, which is often as large as the map.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise

from journeymap.picture.picture import KEYED, Box, Part, Picture, touching
from journeymap.ui.canvas.ahead import Ahead

SIDE = 512  # pixels; of a square
REMEMBERED = 8  # regions in which parts were looked for one by one
MORE = 80.0  # pixels around a region in which parts are looked for as well: others ask for them
PIECE = 100  # parts that are entered at a time

# A stub stands for its card, a summary for its stage. Flows are thin and are found by their
# distance, not by their box.
HIT = (KEYED | {"stub", "summary"}) - {"flow"}

Square = tuple[int, int]
Within = Callable[[Box], Iterable[Part]]  # the parts that may be seen in a region


class Whereabouts:
    """The parts of the Picture that was shown last, by square.

    They are entered by `settling`, so that this need not hold up the frame after an edit.
    """

    def __init__(self) -> None:
        self.ahead: Ahead | None = None  # how an edit is shown that the Picture does not know of
        self._picture: Picture | None = None
        self._entered: Picture | None = None  # the Picture that the squares are those of
        self._found: list[tuple[Box, list[Part]]] = []  # before its parts are entered
        self._parts: tuple[Part, ...] = ()  # of that Picture
        self._numbers: dict[int, int] = {}  # of the parts by identity: their place in the picture
        self._squares: dict[Square, set[int]] = {}
        # the part is held: identities are only unique among the living
        self._in: dict[int, tuple[Part, Collection[Square]]] = {}

    def show(self, picture: Picture) -> None:
        """Know another Picture from now on."""
        self._picture, self.ahead = picture, None
        self._found.clear()

    @property
    def settled(self) -> bool:
        """Whether all parts of the Picture are entered."""
        return self._entered is self._picture

    def settle(self) -> None:
        """Enter what is new, and take out what is gone, all at once."""
        for _ in self.settling():
            pass

    def settling(self) -> Iterator[None]:
        """Enter what is new, and take out what is gone, some at each step.

        Where another Picture comes between, what is left is not done.
        """
        picture = self._picture
        if picture is None or self._entered is picture:
            return
        yield from picture.making()
        parts = tuple(picture.parts)
        yield
        self._entered = None  # the squares are those of no Picture until the end
        squares, where = self._squares, self._in
        numbers = dict(zip(map(id, parts), range(len(parts)), strict=True))
        gone, new = where.keys() - numbers.keys(), numbers.keys() - where.keys()
        yield
        for done, one in enumerate(gone, 1):
            for square in where.pop(one)[1]:
                squares[square].discard(one)
            if not done % PIECE:
                yield
        for done, one in enumerate(new, 1):
            part = parts[numbers[one]]
            found = _standing_in(part)
            where[one] = part, found
            for square in found:
                if square in squares:
                    squares[square].add(one)
                else:
                    squares[square] = {one}
            if not done % PIECE:
                yield
        self._parts, self._numbers, self._entered = parts, numbers, picture
        self._found.clear()

    def within(self, box: Box) -> list[Part]:
        """Return the parts that may be seen in a region, in painting order."""
        found = self._within(box)
        return found if self.ahead is None else self.ahead.shown(found, box)

    def _within(self, box: Box) -> list[Part]:
        if self._picture is None:
            return []
        if not self.settled:
            return self._asked(self._picture, box)
        squares, numbers, parts = self._squares, self._numbers, self._parts
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

    def _asked(self, picture: Picture, box: Box) -> list[Part]:
        """Return what the Picture itself finds in a region; one frame asks several times."""
        for region, parts in self._found:
            if (region.x <= box.x and box.right <= region.right
                    and region.y <= box.y and box.bottom <= region.bottom):  # fmt: skip
                return touching(parts, box)
        region = Box(box.x - MORE, box.y - MORE, box.w + 2 * MORE, box.h + 2 * MORE)
        parts = picture.near(region)
        self._found = [*self._found[-REMEMBERED + 1 :], (region, parts)]
        return touching(parts, box)

    def hit(self, x: float, y: float) -> Part | None:
        """Return the topmost part at a point that stands for a record and is no flow."""
        for part in reversed(self.within(Box(x, y, 0, 0))):
            if part.kind in HIT and part.box.contains(x, y):
                return part
        return None


_NOTHING: set[int] = set()


def _standing_in(part: Part) -> Collection[Square]:
    """Return the squares in which a part is looked for."""
    x, y, w, h = part[2]
    left, top = int(x // SIDE), int(y // SIDE)
    right, bottom = int((x + w) // SIDE), int((y + h) // SIDE)
    if left == right and top == bottom:
        return ((left, top),)  # most parts by far
    if part[1] == "flow" and (w > SIDE or h > SIDE):
        return _passed(part)
    return [(c, r) for c in range(left, right + 1) for r in range(top, bottom + 1)]


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
