"""Things of one lane over each other: notes, quotes, pictures, steps, metrics.

Each takes the columns of its touchpoints, from the first to the last, and the highest place that is
free there. Columns behind it that carry nothing of their own are used as well: a thing gets wider,
and of several the later stand aside of the first. Where a stack gets too high all the same, the
rest of a column is folded to a "+2". Nothing here knows how a note looks, or what it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from journeymap.model.text import M, Message
from journeymap.picture import faces
from journeymap.picture import spacing as px
from journeymap.picture.face import Ink
from journeymap.picture.picture import Box, Face, Part, PartKind
from journeymap.picture.sheet import Sheet, listed

NOTE_Z, MORE_Z = 30, 31
NAMED = 20  # of the folded notes, in what the "+2" is about


class Thing(NamedTuple):
    """Something to be stacked: its columns, the key of its part, and the record that it shows."""

    first: int
    last: int
    key: str
    record: Any


class Dress(NamedTuple):
    """How the things of one lane become parts, how many stand over each other, how they spread.

    A thing takes up to `wide` columns and may stand up to `aside` columns behind its own in the
    same stage, as long as nothing else belongs there.
    """

    kind: PartKind
    face: Callable[[Any, float, Ink], Face]
    name: Callable[[Any], Message]
    most: int
    wide: int = 1
    aside: int = 0


class Worn(NamedTuple):
    """What a record is shown as: its face at a width, and its part where it stood last."""

    record: Any
    width: float
    face: Face
    part: Part | None


class Placed(NamedTuple):
    """A thing in its place: first and last column, top from 0 down, and its face at a width."""

    thing: Thing
    first: int
    last: int
    y: float
    width: float
    height: float
    face: Face


class Piled(NamedTuple):
    """Things on each other: where each is, what of each column is folded, and how high all are."""

    things: list[Placed]
    folded: list[tuple[int, float, Face, Message, Message]]
    height: float


def stack(
    sheet: Sheet, name: str, things: Iterable[Thing], dress: Dress, top: float
) -> tuple[list[Part], float]:
    """Return the parts of the things in a lane that begins at `top`, and how high they all are."""
    return parts_of(sheet, name, pile(sheet, name, things, dress), dress, top)


def pile(
    sheet: Sheet, name: str, things: Iterable[Thing], dress: Dress, before: Piled | None = None
) -> Piled:
    """Return the things of a lane where they stand over each other.

    `before` is what came out for the same things in the same columns, if that is known.
    """
    rights = [_right(sheet, c, dress.wide > 1) for c in range(sheet.grid.columns)]
    if before is not None:
        again = _piled_again(sheet, before, dress, rights)
        if again is not None:
            return again
    things = list(things)
    heap = _Pile(sheet.grid.columns, things, dress, sheet.columns.first)
    known: dict[int, Worn] = sheet.kept.old.get(f"stack {name}", {})
    placed: list[Placed] = []
    folded: dict[int, list[Thing]] = {}
    for thing in things:
        found = heap.place(thing)
        if found is None:
            folded.setdefault(thing.first, []).append(thing)
            continue
        first, last, y = found
        record, width = thing.record, rights[last] - sheet.x[first]
        worn = known.get(id(record))
        if worn is not None and worn[0] is record and worn[1] == width:
            face = worn[2]
        else:
            face = dress.face(record, width, sheet.ink)
        height = float(-(-face.h // 1))
        heap.put(first, last, y + height + px.NOTE_GAP)
        placed.append(Placed(thing, first, last, y, width, height, face))
    more = []
    bottom = heap.bottom
    for column, left in sorted(folded.items()):
        names = listed(*(dress.name(thing.record) for thing in left[:NAMED]))
        face = _more(sheet, len(left))
        more.append((column, bottom[column], face, M("{n} more", n=len(left)), names))
        bottom[column] += face.h + px.NOTE_GAP
    return Piled(placed, more, max(bottom, default=0.0))


def _piled_again(
    sheet: Sheet, before: Piled, dress: Dress, rights: Sequence[float]
) -> Piled | None:
    """Return a pile as it is with columns elsewhere, None where something gets another height.

    Things find their places one after the other by the heights of those before.
    """
    xs, placed = sheet.x, list(before.things)
    for at, (thing, first, last, y, width, height, _) in enumerate(placed):
        now = rights[last] - xs[first]
        if now != width:
            face = dress.face(thing.record, now, sheet.ink)
            if -(-face.h // 1) != height:
                return None
            placed[at] = Placed(thing, first, last, y, now, height, face)
    return before._replace(things=placed)


def _more(sheet: Sheet, count: int) -> Face:
    key = ("more", count, sheet.ink.language)
    found: Face | None = sheet.ink.memo.get(key)
    if found is None:
        found = sheet.ink.memo[key] = faces.more(count, sheet.ink)
    return found


def parts_of(
    sheet: Sheet, name: str, piled: Piled, dress: Dress, top: float
) -> tuple[list[Part], float]:
    """Return the parts of what is piled in a lane that begins at `top`, and how high they are."""
    known: dict[int, Worn] = sheet.kept.old.get(f"stack {name}", {})
    now: dict[int, Worn] = {}
    parts: list[Part] = []
    rtl, whole = sheet.rtl, sheet.width
    xs = sheet.x
    for thing, first, _, y, width, height, face in piled.things:
        record, x = thing[3], xs[first]
        left, there = whole - x - width if rtl else x, top + y
        worn = known.get(id(record))
        part = worn[3] if worn is not None and worn[2] is face else None
        if part is None:
            box = Box(left, there, width, height)
            part = Part(thing.key, dress.kind, box, face, NOTE_Z, "", dress.name(record))
            worn = None
        elif part[2][:3] != (left, there, width) or part[0] != thing[2]:
            box = Box(left, there, width, height)
            part = Part(thing[2], part[1], box, face, NOTE_Z, "", part[6], part[7])
            worn = None
        now[id(record)] = worn or Worn(record, width, face, part)
        parts.append(part)
    sheet.kept.new[f"stack {name}"] = now
    for column, y, face, alt, about in piled.folded:
        box = sheet.box(xs[column], top + y, face.w, face.h)
        parts.append(Part("", "more", box, face, MORE_Z, "", alt, about))
    return parts, piled.height


class _Pile:
    """How high the things of one lane reach in each column; it lives while they are stacked."""

    def __init__(
        self, columns: int, things: Iterable[Thing], dress: Dress, stages: Sequence[int]
    ) -> None:
        self.bottom = [float(px.NOTE_GAP)] * columns
        self._depth = [0] * columns
        self._dress = dress
        self._home = [0] * columns + [1]  # how much begins in each column
        self._begins = frozenset(stages)
        for thing in things:
            self._home[thing.first] += 1

    def place(self, thing: Thing) -> tuple[int, int, float] | None:
        """Return first column, last column and top of a thing, None where it finds no place."""
        first, last, *_ = thing
        bottom, depth, home = self.bottom, self._depth, self._home
        _, _, _, most, wide, aside = self._dress
        if last > first:
            if max(depth[first : last + 1]) >= most:
                return None
            return first, last, max(bottom[first : last + 1])
        best: tuple[int, int, float] | None = None
        at = first
        while True:
            if depth[at] < most:
                y, end = bottom[at], at
                while end - at + 1 < wide and not home[end + 1] and bottom[end + 1] <= y:
                    end += 1
                if best is None or y < best[2]:
                    best = (at, end, y)
            at += 1
            if at - first > aside or home[at] or at in self._begins:
                return best

    def put(self, first: int, last: int, bottom: float) -> None:
        """Take the place of a thing that reaches down to `bottom`."""
        for c in range(first, last + 1):
            self._depth[c] += 1
            self.bottom[c] = bottom


def _right(sheet: Sheet, last: int, widen: bool) -> float:
    """Return how far a thing reaches: with `widen` over the gutter behind its last column."""
    right, columns = sheet.right[last], sheet.grid.columns
    if not widen:
        return right
    edge = sheet.width - px.MARGIN  # of the lane's ground
    room = (sheet.x[last + 1] if last + 1 < columns else edge) - px.NOTE_GAP
    return max(right, min(room, right + px.NOTE_MORE))
