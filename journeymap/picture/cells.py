"""The parts in the cells: cards and their stubs, flows and links; each made when it is looked at.

An edit may move thousands of them, of which a screen shows a few dozen. What is in a region is
found by columns and rows, so nothing has to be made for that either.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from journeymap.model.index import Key
from journeymap.picture.cards import KnownParts, card_parts, stub_parts
from journeymap.picture.face import CardFace, StubFace, SummaryFace
from journeymap.picture.flows import Known, depth_of, flow_parts, link_parts, traffic_of
from journeymap.picture.grid import Grid
from journeymap.picture.lanes import CardLanes
from journeymap.picture.picture import KEYED, Box, Part, PartKind, Unmade
from journeymap.picture.piles import Heap
from journeymap.picture.rerouting import Reach
from journeymap.picture.sheet import Sheet
from journeymap.picture.site import Site

# the first and the last column and row of a region, counted with what is between them: row r is
# 2r + 1, the gutter above it 2r
Places: TypeAlias = tuple[int, int, int, int]
PIECE = 64  # cards or flows that are made at a time where all are, but slowly
FEW = 20  # parts of records that are looked for before all are put into a table
AROUND = 600.0  # pixels; how far around a region what may be there is remembered as well


class Cells:
    """What stands in the cells of one picture.

    What is made is kept in `known` for the pictures after the next edits.
    """

    def __init__(
        self,
        sheet: Sheet,
        site: Callable[[], Site],
        rows: CardLanes,
        cards: Sequence[CardFace | SummaryFace],
        stubs: Sequence[StubFace],
        pains: Mapping[str, int],
        known: tuple[KnownParts, Known],
    ) -> None:
        self._sheet = sheet
        self._find_site = site
        self._rows = rows
        self._faces = cards
        self._stub_faces = stubs
        self._pains = pains
        self._known_cards, self._known_flows = known
        # what this picture was asked for stays the very same
        self._made_cards: dict[int, Part] = {}
        self._made_flows: dict[int, Part] = {}
        self._asked = 0  # times that the part of a record was
        # a region, and the cards and flows that may be in it
        self._around: tuple[Box, list[int], list[int]] = (Box(0, 0, -1, -1), [], [])

    @cached_property
    def _site(self) -> Site:
        return self._find_site()

    @cached_property
    def _traffic(self) -> Mapping[int, float]:
        return traffic_of(self._sheet)

    def _cards(self, numbers: Sequence[int]) -> list[Part]:
        made = self._made_cards
        new = [number for number in numbers if number not in made]
        if new:
            sheet, known = self._sheet, self._known_cards
            parts = card_parts(sheet, self._site, self._rows, self._faces, self._pains, new, known)
            made.update(zip(new, parts, strict=True))
        return [made[number] for number in numbers]

    def _flows(self, numbers: Sequence[int]) -> list[Part]:
        """Return the parts of flows that are drawn."""
        made = self._made_flows
        new = [number for number in numbers if number not in made]
        if new:
            sheet, known = self._sheet, self._known_flows
            parts = flow_parts(sheet, self._site, new, self._traffic, known)
            made.update(zip(new, parts, strict=True))
        return [made[number] for number in numbers]

    @cached_property
    def _links(self) -> list[Part]:
        return link_parts(self._sheet, self._site)

    @cached_property
    def _stubs(self) -> list[Part]:
        return stub_parts(self._sheet, self._site, self._rows, self._stub_faces)

    def all(self) -> list[Part]:
        """Return all parts: flows, links, cards, stubs."""
        return [
            *self._flows(self._drawn), *self._links,
            *self._cards(range(len(self._faces))), *self._stubs,
        ]  # fmt: skip

    def making(self) -> Iterator[None]:
        """Make all parts, some at each step."""
        for numbers, make in (
            (self._drawn, self._flows), (range(len(self._faces)), self._cards),
        ):  # fmt: skip
            for first in range(0, len(numbers), PIECE):
                make(numbers[first : first + PIECE])
                yield

    def summaries(self) -> list[Part]:
        """Return the cards of collapsed stages."""
        collapsed = self._sheet.collapsed
        return self._cards(sorted(collapsed.summaries)) if collapsed is not None else []

    def of_key(self, key: Key) -> Part | None:
        """Return the part of a flow, else of a card."""
        self._asked += 1
        flow_keys, keys = self._sheet.flow_keys, self._sheet.keys
        # a table of them all takes as long as a hundred looks along the lists
        few = self._asked <= FEW and self._sheet.collapsed is None
        if few and key not in flow_keys:
            number = keys.index(key) if key in keys else None
            return self._cards([number])[0] if number is not None else None
        number = self._flow_numbers.get(key)
        if number is not None and self._is_drawn(number):
            return self._flows([number])[0]
        number = self._card_numbers.get(key)
        return self._cards([number])[0] if number is not None else None

    @cached_property
    def _card_numbers(self) -> dict[Key, int]:
        keys, collapsed = self._sheet.keys, self._sheet.collapsed
        # a summary stands for a stage, which has a part of its own
        hidden = collapsed.summaries if collapsed is not None else {}
        found = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
        return {key: i for key, i in found.items() if i not in hidden} if hidden else found

    @cached_property
    def _flow_numbers(self) -> dict[Key, int]:
        """The numbers of the flows; of several with one key, the first that is painted."""
        keys, flows = self._sheet.flow_keys, self._sheet.m.flows
        found = dict(zip(keys, range(len(keys)), strict=True))
        if len(found) < len(keys):
            drawn = sorted(self._drawn, key=lambda n: (-depth_of(flows[n]), -n))
            found.update((keys[n], n) for n in drawn)
        return found

    def _is_drawn(self, number: int) -> bool:
        routes = self._site.routes
        return routes.ways[number] is not None or number in routes.straight

    @cached_property
    def _drawn(self) -> list[int]:
        return [n for n in range(self._site.routes.flows) if self._is_drawn(n)]

    def flow_keys(self) -> list[Key]:
        """Return the keys of the flows that are drawn, in painting order."""
        keys, flows = self._sheet.flow_keys, self._sheet.m.flows
        return [keys[n] for n in sorted(self._drawn, key=lambda n: depth_of(flows[n]))]

    # ------------------------------------------------------------ what is in a region

    def near(self, box: Box) -> list[Part]:
        """Return the parts that meet or touch a region: flows, links, cards, stubs.

        Who asks for a region will ask for others around it, so what may be there is remembered.
        """
        known, cards, flows = self._around
        if not (known.x <= box.x and box.right <= known.right
                and known.y <= box.y and box.bottom <= known.bottom):  # fmt: skip
            wide, high = max(box.w, AROUND), max(box.h, AROUND)
            known = Box(box.x - wide, box.y - high, box.w + 2 * wide, box.h + 2 * high)
            places = self._places(known)
            reach, grid = self._site.routes.reach, self._sheet.grid
            everything = range(len(self._faces)), range(len(reach))
            cards = _standing(grid, everything[0], places)
            flows = _passing(reach, everything[1], self._reach(places))
            self._around = known, cards, flows
        places = self._places(box)
        cards = _standing(self._sheet.grid, cards, places)
        flows = _passing(self._site.routes.reach, flows, self._reach(places))
        found = chain(self._flows(flows), self._links, self._cards(cards), self._stubs)
        return touching(found, box)

    def _places(self, box: Box) -> Places:
        """Return the columns and rows of a region, counted with what is between them."""
        sheet, left, right = self._sheet, box.x, box.right
        if sheet.rtl:
            left, right = sheet.width - right, sheet.width - left
        return (
            bisect_left(self._edges, left) - 1, bisect_right(self._edges, right) - 1,
            bisect_left(self._levels, box.y), bisect_right(self._levels, box.bottom),
        )  # fmt: skip

    def _reach(self, places: Places) -> Reach:
        """Return what flows reach that pass a region, or what is next to it.

        Labels stand out of what the line passes by less than that.
        """
        low, high, upper, lower = places
        keys = self._keys
        return low - 1, high + 1, keys[max(upper - 1, 0)], keys[min(lower + 1, len(keys) - 1)]

    @cached_property
    def _keys(self) -> list[int]:
        """The keys of row 0 and of what is above it, of row 1 …, and of what is under the last."""
        grid = self._sheet.grid
        pairs = chain.from_iterable((key - 1, key) for key in grid.row_key)
        return [*pairs, grid.gutter_key[-1]]

    @cached_property
    def _edges(self) -> list[float]:
        """Where gutter 0, column 0, gutter 1, column 1 … begin."""
        wide = self._site.wide
        return [*chain.from_iterable(zip(wide.gutter, wide.x, strict=False)), wide.gutter[-1]]

    @cached_property
    def _levels(self) -> list[float]:
        """Where row 0 begins and ends, where row 1 does …"""
        site = self._site
        pairs = zip(site.above, site.room, strict=True)
        return [*chain.from_iterable((y, y + high) for y, high in pairs)]


def _standing(grid: Grid, items: Iterable[int], places: Places) -> list[int]:
    """Return those of some items that stand in these columns and rows."""
    first, last, top, bottom = (place // 2 for place in places)
    column, end, row = grid.column, grid.end, grid.row
    return [i for i in items if column[i] <= last and end[i] >= first and top <= row[i] <= bottom]


def _passing(reach: Sequence[Reach], numbers: Iterable[int], where: Reach) -> list[int]:
    """Return those of some flows that reach what some others may."""
    low, high, upper, lower = where
    return [
        n
        for n in numbers
        if (one := reach[n])[0] <= high and one[1] >= low and one[2] <= lower and one[3] >= upper
    ]


def touching(parts: Iterable[Part], box: Box) -> list[Part]:
    """Return the parts that meet or touch a region."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    return [
        part
        for part in parts
        if (one := part[2])[0] <= right
        and one[1] <= bottom
        and one[0] + one[2] >= left
        and one[1] + one[3] >= top
    ]


class Around(NamedTuple):
    """What is painted before, or after, what stands in the cells: parts, and piled things."""

    parts: list[Part]
    heaps: list[Heap]

    def all(self) -> list[Part]:
        """Return all parts."""
        return [*self.parts, *chain.from_iterable(heap.parts for heap in self.heaps)]

    def of_key(self, key: Key) -> Part | None:
        """Return the part of a record that is painted first."""
        found = [part for part in self.parts if part.key == key and part.kind in KEYED]
        for heap in self.heaps:
            if key in heap.keys:
                found += [part for part in heap.parts if part.key == key and part.kind in KEYED]
        return min(found, key=_depth, default=None)

    def near(self, box: Box) -> list[Part]:
        """Return the parts that meet or touch a region."""
        found = touching(self.parts, box)
        for heap in self.heaps:
            if heap.y <= box.bottom and heap.y + heap.piled.height >= box.y:
                found += touching(heap.parts, box)
        return found


class CellParts(Unmade):
    """All parts of a picture: what is made already, and among it what stands in the cells."""

    def __init__(self, under: Around, cells: Cells | None, over: Around) -> None:
        super().__init__(self._all)
        # of what is equally far in front, what comes first is painted first
        self._under, self._cells, self._over = under, cells, over
        self._found: dict[Key, Part | None] = {}  # one frame asks for a record ten times
        self.firm = tuple(sorted([*under.parts, *over.parts], key=_depth))

    def _all(self) -> tuple[Part, ...]:
        cells = self._cells.all() if self._cells is not None else ()
        return tuple(sorted([*self._under.all(), *cells, *self._over.all()], key=_depth))

    def making(self) -> Iterator[None]:
        """Make what is not made yet, some at each step."""
        if self._made is None and self._cells is not None:
            yield from self._cells.making()
        for heap in chain(self._under.heaps, self._over.heaps):
            yield
            len(heap.parts)

    def summaries(self) -> list[Part]:
        """Return the cards of collapsed stages."""
        return self._cells.summaries() if self._cells is not None else []

    def __bool__(self) -> bool:
        return bool(self.firm) or len(self) > 0

    def of_key(self, key: Key) -> Part | None:
        """Return the part that stands for a record: of several the one that is painted first."""
        if key not in self._found:
            self._found[key] = self._part_of(key)
        return self._found[key]

    def _part_of(self, key: Key) -> Part | None:
        part = self._cells.of_key(key) if self._cells is not None else None
        found = (self._under.of_key(key), part, self._over.of_key(key))
        return min(filter(None, found), key=_depth, default=None)

    def near(self, box: Box) -> list[Part]:
        """Return the parts that meet or touch a region, in painting order."""
        cells = self._cells.near(box) if self._cells is not None else ()
        return sorted([*self._under.near(box), *cells, *self._over.near(box)], key=_depth)

    def of_kind(self, kind: PartKind) -> list[Part]:
        """Return the piled parts of one kind, lane by lane."""
        heaps = chain(self._under.heaps, self._over.heaps)
        there = chain.from_iterable(heap.parts for heap in heaps if heap.kind == kind)
        return [part for part in there if part.kind == kind]


_depth = attrgetter("z")
