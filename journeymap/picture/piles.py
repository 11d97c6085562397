"""Things of one lane over each other: notes, quotes, pictures, steps, metrics.

Each takes the columns of its touchpoints, from the first to the last, and the highest place that is
free there. Columns behind it that carry nothing of their own are used as well: a thing gets wider,
and of several the later stand aside of the first. Where a stack gets too high all the same, the
rest of a column is folded to a "+2". Nothing here knows how a note looks, or what it belongs to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from itertools import count as counting
from operator import itemgetter, lt
from typing import Any, NamedTuple, TypeAlias

from journeymap.model.text import M, Message
from journeymap.picture import faces
from journeymap.picture import spacing as px
from journeymap.picture.face import Ink
from journeymap.picture.kept import otherwise, window
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


class Ground(NamedTuple):
    """The columns on which things stand, by what things find their places and widths.

    `begins` says where stages begin, `home` how much begins in each column, `seen` up to which
    column that looks, `aside` how far what belongs to that column alone does. `x` is where a column
    begins, `reach` how far what ends in it may reach.
    """

    begins: Sequence[int]
    home: list[int]
    seen: list[int]
    aside: list[int]
    x: list[float]
    reach: list[float]


class More(NamedTuple):
    """What is folded in a column: the things, and the face that says how many they are."""

    things: list[Thing]
    y: float
    face: Face
    alt: Message
    about: Message


class Piled(NamedTuple):
    """Things on each other: the place of each, None where it is folded, and how high all are.

    `folded` is by column, `bottom` says how far down each column reaches.
    """

    things: Sequence[Thing]
    records: list[Any]
    places: list[Placed | None]
    folded: dict[int, More]
    bottom: list[float]
    height: float
    ground: Ground

    @property
    def placed(self) -> list[Placed]:
        """Return the places of those that are not folded."""
        return [*filter(None, self.places)]


class Heap(NamedTuple):
    """What is piled in a lane that begins at `y`; its parts are made when they are looked at."""

    piled: Piled
    y: float
    kind: PartKind
    parts: Later[Part]

    @property
    def faces(self) -> list[Face]:
        """The faces of the things."""
        return [placed.face for placed in self.piled.placed]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the things."""
        return frozenset([placed.thing.key for placed in self.piled.placed])


# by the identity of a record, which is held: its face and its part where it stood last
KnownParts: TypeAlias = dict[int, tuple[Any, Face, Part]]


def heap_of(sheet: Sheet, name: str, piled: Piled, dress: Dress, top: float) -> Heap:
    """Return what is piled as it stands in a lane that begins at `top`."""
    known: KnownParts = sheet.kept.lasting(f"known {name}", piled.records)
    parts = Later(lambda: tuple(_parts(sheet, piled, dress, top, known)))
    return Heap(piled, top, dress.kind, parts)


def pile(sheet: Sheet, name: str, things: Sequence[Thing], dress: Dress) -> Piled:
    """Return the things of a lane where they stand over each other.

    They find their places one after the other. One that looks at columns in which all is as it was
    in the layout before stands where it stood.
    """
    kept, ground = sheet.kept, _ground(sheet, things, dress)
    records = list(map(_record, things))
    before: Piled | None = kept.old.get(f"pile {name}")
    if before is None or before.ground.begins != ground.begins:
        columns = range(len(ground.x))
        # where it stood may mean another column now, but what is as wide looks the same
        faces_of = {id(p.thing.record): p for p in before.placed} if before is not None else {}
        places = [faces_of.get(id(record)) for record in records]
        before = Piled((), [], [], {}, [0.0] * len(columns), 0.0, ground)
        anew, stirred = set(columns), set(columns)
    else:
        places, anew, stirred = _as_before(before, things, records, ground)
    aside = list(map(max, before.ground.aside, ground.aside))
    folded = {column: more for column, more in before.folded.items() if column not in anew}
    heap = _Pile(ground, dress, before.bottom, anew)
    left: dict[int, list[Thing]] = {}
    for number in compress(counting(), map(anew.__contains__, map(_first, things))):
        thing, old = things[number], places[number]
        first, last, _, _ = thing
        now = old
        if not stirred.isdisjoint(range(first, max(last, aside[first]) + 1)):
            place = heap.place(thing)
            now = _placed(sheet, thing, place, ground, dress, old) if place is not None else None
            if now is not old:
                places[number] = now
                if old is None or now is None or _extent(old) != _extent(now):
                    for each in filter(None, (old, now)):
                        stirred.update(range(each.first, each.last + 1))
        if now is None:
            left.setdefault(first, []).append(thing)
        else:
            heap.put(now.first, now.last, now.y + now.height + px.NOTE_GAP)
    bottom = heap.bottom
    for column, those in left.items():
        more = _more(sheet, dress, those, bottom[column], before.folded.get(column))
        folded[column] = more
        bottom[column] += more.face.h + px.NOTE_GAP
    piled = Piled(things, records, places, folded, bottom, max(bottom, default=0.0), ground)
    kept.new[f"pile {name}"] = piled
    return piled


def _ground(sheet: Sheet, things: Sequence[Thing], dress: Dress) -> Ground:
    """Return the columns for these things."""
    columns = sheet.grid.columns
    home, seen, aside = [0] * columns, [0] * columns, [*range(columns)]
    firsts, lasts = list(map(_first, things)), list(map(_last, things))
    for column, many in Counter(firsts).items():
        home[column] = many
    for column, last in compress(zip(firsts, lasts, strict=True), map(lt, firsts, lasts)):
        seen[column] = max(seen[column], last)
    further = dress.wide - 1 + dress.aside
    free = 0  # columns behind one in which nothing begins
    for column in range(columns - 1, -1, -1) if further else ():
        if home[column]:
            aside[column] += min(free, further)
            free = 0
        else:
            free += 1
    reach = _reach(sheet) if dress.wide > 1 else sheet.right
    return Ground(sheet.columns.first, home, list(map(max, seen, aside)), aside, sheet.x, reach)


def _as_before(
    before: Piled, things: Sequence[Thing], records: list[Any], ground: Ground
) -> tuple[list[Placed | None], set[int], set[int]]:
    """Return the places of before along the things, and in which columns something is otherwise.

    Between them are the columns that may depend on those: blocks into which no thing looks from
    another block.
    """
    was = before.ground
    block = [0] * len(ground.x)
    stirred: set[int] = set()
    last = -1
    for c, seen in enumerate(map(max, was.seen, ground.seen)):
        alone = c > last
        block[c] = c if alone else block[c - 1]
        last = max(last, seen)
        if (
            was.home[c] != ground.home[c]
            or was.reach[c] - was.x[c] != ground.reach[c] - ground.x[c]
            or not (alone or was.x[c] - was.x[c - 1] == ground.x[c] - ground.x[c - 1])
        ):
            stirred.add(c)
    changed = window(before.records, records)
    assert changed is not None
    numbers = set(otherwise(changed.aligned(before.things), things)).difference(changed.numbers)
    gone = range(changed.start, changed.start + changed.gone)
    for n in (*numbers, *changed.numbers):
        stirred.update(range(things[n].first, things[n].last + 1))
    for n in (*map(changed.before, numbers), *gone):
        old = before.places[n] or before.things[n]
        stirred.update(range(old.first, old.last + 1))
    blocks = {block[c] for c in stirred}
    anew = {c for c, start in enumerate(block) if start in blocks}
    return [*changed.aligned(before.places)], anew, stirred


def _extent(placed: Placed) -> tuple[int, int, float, float]:
    """Return what others see of a thing in its place."""
    return placed.first, placed.last, placed.y, placed.height


def _placed(
    sheet: Sheet,
    thing: Thing,
    place: tuple[int, int, float],
    ground: Ground,
    dress: Dress,
    old: Placed | None,
) -> Placed:
    """Return a thing in its place: the very one of before where it is the same."""
    first, last, y = place
    width = ground.reach[last] - ground.x[first]
    if old is not None and old.width == width and old.thing.record is thing.record:
        if old[:4] == (thing, *place):
            return old
        face, height = old.face, old.height
    else:
        face = dress.face(thing.record, width, sheet.ink)
        height = float(-(-face.h // 1))
    return Placed(thing, first, last, y, width, height, face)


def _more(sheet: Sheet, dress: Dress, things: list[Thing], y: float, old: More | None) -> More:
    """Return what is folded in a column; what that is about is used again for the same things."""
    count = len(things)
    if old is not None and old.things == things:
        return old._replace(y=y)
    about = listed(*(dress.name(thing.record) for thing in things[:NAMED]))
    return More(things, y, _count(sheet, count), M("{n} more", n=count), about)


def _count(sheet: Sheet, count: int) -> Face:
    key = ("more", count, sheet.ink.language)
    found: Face | None = sheet.ink.memo.get(key)
    if found is None:
        found = sheet.ink.memo[key] = faces.more(count, sheet.ink)
    return found


def _parts(sheet: Sheet, piled: Piled, dress: Dress, top: float, known: KnownParts) -> list[Part]:
    """Return the parts of what is piled in a lane that begins at `top`."""
    parts: list[Part] = []
    rtl, whole, xs = sheet.rtl, sheet.width, sheet.x
    for thing, first, _, y, width, height, face in piled.placed:
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
    for column, (_, y, face, alt, about) in sorted(piled.folded.items()):
        there = sheet.box(xs[column], top + y, face.w, face.h)
        parts.append(Part("", "more", there, face, MORE_Z, "", alt, about))
    return parts


class _Pile:
    """How high the things of one lane reach in each column; it lives while they are stacked.

    The columns `anew` are empty, the others reach as far down as before.
    """

    def __init__(
        self, ground: Ground, dress: Dress, bottom: Sequence[float], anew: Iterable[int]
    ) -> None:
        self.bottom = [*bottom]
        for column in anew:
            self.bottom[column] = float(px.NOTE_GAP)
        self._depth = [0] * len(bottom)
        self._dress = dress
        self._home = [*ground.home, 1]
        self._begins = frozenset(ground.begins)

    def place(self, thing: Thing) -> tuple[int, int, float] | None:
        """Return first column, last column and top of a thing, None where it finds no place."""
        first, last, _, _ = thing
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
        depth, bottoms = self._depth, self.bottom
        for c in range(first, last + 1) if first < last else (first,):
            depth[c] += 1
            bottoms[c] = bottom


_first, _last, _record = itemgetter(0), itemgetter(1), itemgetter(3)  # of a thing


def _reach(sheet: Sheet) -> list[float]:
    """Return how far things reach that end in each column: over the gutter behind it."""
    edge = sheet.width - px.MARGIN  # of the lane's ground
    return [
        max(right, min(following - px.NOTE_GAP, right + px.NOTE_MORE))
        for right, following in zip(sheet.right, (*sheet.x[1:], edge), strict=True)
    ]
