"""Things of one lane over each other: notes, quotes, pictures, steps, metrics.

Each takes the columns of its touchpoints, from the first to the last, and the highest place that is
free there. Columns behind it that carry nothing of their own are used as well: a thing gets wider,
and of several the later stand aside of the first. Where a stack gets too high all the same, the
rest of a column is folded to a "+2". Nothing here knows how a note looks, or what it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from journeymap.model.text import M, Message
from journeymap.picture import faces
from journeymap.picture import spacing as px
from journeymap.picture.face import Ink
from journeymap.picture.later import Later
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
    """Things on each other: where each is, what of each column is folded, and how high all are.

    `begins` and `home` say of the columns where stages begin, and how much begins in each.
    """

    things: list[Placed]
    folded: list[tuple[int, float, Face, Message, Message]]
    height: float
    begins: Sequence[int]
    home: list[int]


class Heap(NamedTuple):
    """What is piled in a lane that begins at `y`; its parts are made when they are looked at."""

    piled: Piled
    y: float
    kind: PartKind
    parts: Later[Part]

    @property
    def faces(self) -> list[Face]:
        """The faces of the things."""
        return [placed.face for placed in self.piled.things]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the things."""
        return frozenset([placed.thing.key for placed in self.piled.things])


# by the identity of a record, which is held: its face and its part where it stood last
KnownParts: TypeAlias = dict[int, tuple[Any, Face, Part]]


def heap_of(sheet: Sheet, name: str, piled: Piled, dress: Dress, top: float) -> Heap:
    """Return what is piled as it stands in a lane that begins at `top`."""
    records = [placed.thing.record for placed in piled.things]
    known: KnownParts = sheet.kept.lasting(f"known {name}", records)
    parts = Later(lambda: tuple(_parts(sheet, piled, dress, top, known)))
    return Heap(piled, top, dress.kind, parts)


def pile(sheet: Sheet, name: str, things: Sequence[Thing], dress: Dress) -> Piled:
    """Return the things of a lane where they stand over each other.

    They find their places one after the other. One that looks at columns in which all is as it was
    in the layout before stands where it stood.
    """
    columns, begins = sheet.grid.columns, sheet.columns.first
    rights = [_right(sheet, c, dress.wide > 1) for c in range(columns)]
    heap = _Pile(columns, things, dress, begins)
    before: Piled | None = sheet.kept.old.get(f"pile {name}")
    was, stirred = _as_before(before, things, heap, begins) if before is not None else ({}, set())
    placed: list[Placed] = []
    folded: dict[int, list[Thing]] = {}
    xs = sheet.x
    for thing in things:
        old = was.get(id(thing.record))
        now: Placed | None
        if old is None or (stirred and heap.sees(thing, stirred)):
            place = heap.place(thing)
            now = _placed(sheet, thing, place, rights, dress, old) if place is not None else None
        elif rights[old.last] - xs[old.first] == old.width:
            now = old  # most of them
        else:
            now = _placed(sheet, thing, old[1:4], rights, dress, old)
        if now is None:
            folded.setdefault(thing.first, []).append(thing)
        else:
            heap.put(now.first, now.last, now.y + now.height + px.NOTE_GAP)
            placed.append(now)
        if now is not old and (old is None or now is None or _extent(old) != _extent(now)):
            for each in (old, now):
                if each is not None:
                    stirred.update(range(each.first, each.last + 1))
    more = []
    bottom = heap.bottom
    for column, left in sorted(folded.items()):
        names = sheet.kept.of(
            f"folded {name}",
            left[0].record,
            [thing.record for thing in left],
            lambda left=left: listed(*(dress.name(thing.record) for thing in left[:NAMED])),  # type: ignore[misc]  # the default binds the loop's value
        )
        face = _more(sheet, len(left))
        more.append((column, bottom[column], face, M("{n} more", n=len(left)), names))
        bottom[column] += face.h + px.NOTE_GAP
    piled = Piled(placed, more, max(bottom, default=0.0), begins, heap.home)
    sheet.kept.new[f"pile {name}"] = piled
    return piled


def _placed(
    sheet: Sheet,
    thing: Thing,
    place: tuple[int, int, float],
    rights: Sequence[float],
    dress: Dress,
    old: Placed | None,
) -> Placed:
    """Return a thing in its place: the very one of before where it is the same."""
    first, last, y = place
    width = rights[last] - sheet.x[first]
    if old is not None and old.width == width:
        if old[1:4] == place:
            return old
        face, height = old.face, old.height
    else:
        face = dress.face(thing.record, width, sheet.ink)
        height = float(-(-face.h // 1))
    return Placed(thing, first, last, y, width, height, face)


def _extent(placed: Placed) -> tuple[int, int, float, float]:
    """Return what others see of a thing in its place."""
    return placed.first, placed.last, placed.y, placed.height


def _as_before(
    before: Piled, things: Sequence[Thing], heap: _Pile, begins: Sequence[int]
) -> tuple[dict[int, Placed], set[int]]:
    """Return the places of the things that may stand as before, and columns where all may not.

    The places are by the identities of the records.
    """
    nothing: dict[int, Placed] = {}
    if before.begins != begins or len(before.home) != len(heap.home):
        return nothing, set()
    old = {id(placed.thing.record): placed for placed in before.things}
    found = {}
    for thing in things:
        at = id(thing.record)
        placed = old.get(at)
        if placed is not None and (placed.thing is thing or placed.thing == thing):
            found[at] = placed
    if list(found) != list(filter(found.__contains__, old)):
        return nothing, set()  # they come in another order
    pairs = enumerate(zip(before.home, heap.home, strict=True))
    stirred = {column for column, (was, now) in pairs if was != now}
    for at in old.keys() - found.keys():
        stirred.update(range(old[at].first, old[at].last + 1))
    return found, stirred


def _more(sheet: Sheet, count: int) -> Face:
    key = ("more", count, sheet.ink.language)
    found: Face | None = sheet.ink.memo.get(key)
    if found is None:
        found = sheet.ink.memo[key] = faces.more(count, sheet.ink)
    return found


def _parts(sheet: Sheet, piled: Piled, dress: Dress, top: float, known: KnownParts) -> list[Part]:
    """Return the parts of what is piled in a lane that begins at `top`."""
    parts: list[Part] = []
    rtl, whole, xs = sheet.rtl, sheet.width, sheet.x
    for thing, first, _, y, width, height, face in piled.things:
        record, x = thing.record, xs[first]
        box = Box(whole - x - width if rtl else x, top + y, width, height)
        last = known.get(id(record))
        if last is not None and last[1] is face and last[0] is record:
            part = last[2]
            if part.box != box or part.key != thing.key:
                part = part._replace(key=thing.key, box=box)
        else:
            part = Part(thing.key, dress.kind, box, face, NOTE_Z, "", dress.name(record))
        if last is None or last[2] is not part:
            known[id(record)] = (record, face, part)
        parts.append(part)
    for column, y, face, alt, about in piled.folded:
        there = sheet.box(xs[column], top + y, face.w, face.h)
        parts.append(Part("", "more", there, face, MORE_Z, "", alt, about))
    return parts


class _Pile:
    """How high the things of one lane reach in each column; it lives while they are stacked."""

    def __init__(
        self, columns: int, things: Iterable[Thing], dress: Dress, stages: Sequence[int]
    ) -> None:
        self.bottom = [float(px.NOTE_GAP)] * columns
        self._depth = [0] * columns
        self._dress = dress
        self.home = [0] * columns + [1]  # how much begins in each column
        self._begins = frozenset(stages)
        for thing in things:
            self.home[thing.first] += 1

    def place(self, thing: Thing) -> tuple[int, int, float] | None:
        """Return first column, last column and top of a thing, None where it finds no place."""
        first, last, *_ = thing
        bottom, depth, home = self.bottom, self._depth, self.home
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

    def sees(self, thing: Thing, columns: set[int]) -> bool:
        """Return whether a thing looks at some of these columns when it is placed."""
        first, last, *_ = thing
        if last == first:
            last += self._dress.aside + self._dress.wide
        return not columns.isdisjoint(range(first, last + 1))

    def put(self, first: int, last: int, bottom: float) -> None:
        """Take the place of a thing that reaches down to `bottom`."""
        depth, bottoms = self._depth, self.bottom
        for c in range(first, last + 1) if first < last else (first,):
            depth[c] += 1
            bottoms[c] = bottom


def _right(sheet: Sheet, last: int, widen: bool) -> float:
    """Return how far a thing reaches: with `widen` over the gutter behind its last column."""
    right, columns = sheet.right[last], sheet.grid.columns
    if not widen:
        return right
    edge = sheet.width - px.MARGIN  # of the lane's ground
    room = (sheet.x[last + 1] if last + 1 < columns else edge) - px.NOTE_GAP
    return max(right, min(room, right + px.NOTE_MORE))
