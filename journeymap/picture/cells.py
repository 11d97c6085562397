"""The parts in the cells: cards and their stubs, flows and links; each made when it is looked at.

An edit may move thousands of them, of which a screen shows a few dozen. What is in a region is
found by columns and rows, so nothing has to be made for that either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from journeymap.model.index import Key
from journeymap.picture.cards import KnownParts, card_parts, stub_parts
from journeymap.picture.face import CardFace, StubFace, SummaryFace
from journeymap.picture.flows import Known, depth_of, flow_parts, link_parts
from journeymap.picture.lanes import CardLanes
from journeymap.picture.picture import KEYED, Box, Part, PartKind, Unmade, touching
from journeymap.picture.piles import Heap
from journeymap.picture.regions import Regions
from journeymap.picture.sheet import Sheet

PIECE = 64  # cards or flows that are made at a time where all are, but slowly
FEW = 20  # parts of records that are looked for before all are put into a table


class Cells:
    """What stands in the cells of one picture.

    What is made is kept in `known` for the pictures after the next edits; `traffic` and
    `ground` are those of `flow_parts`.
    """

    def __init__(
        self,
        sheet: Sheet,
        regions: Regions,
        rows: CardLanes,
        cards: Sequence[CardFace | SummaryFace],
        stubs: Sequence[StubFace],
        pains: Mapping[str, int],
        known: tuple[KnownParts, Known],
        traffic: Callable[[], Mapping[int, float]],
        ground: object,
    ) -> None:
        self._sheet = sheet
        self._regions = regions
        self._rows = rows
        self._faces = cards
        self._stub_faces = stubs
        self._pains = pains
        self._known_cards, self._known_flows = known
        self._traffic, self._ground = traffic, ground
        # what this picture was asked for stays the very same
        self._made_cards: dict[int, Part] = {}
        self._made_flows: dict[int, Part] = {}
        self._asked = 0  # times that the part of a record was

    def _cards(self, numbers: Sequence[int]) -> list[Part]:
        made = self._made_cards
        new = [number for number in numbers if number not in made]
        if new:
            sheet, known = self._sheet, self._known_cards
            site = self._regions.site
            parts = card_parts(sheet, site, self._rows, self._faces, self._pains, new, known)
            made.update(zip(new, parts, strict=True))
        return [made[number] for number in numbers]

    def _flows(self, numbers: Sequence[int]) -> list[Part]:
        """Return the parts of flows that are drawn."""
        made = self._made_flows
        new = [number for number in numbers if number not in made]
        if new:
            site, known = self._regions.site, self._known_flows
            parts = flow_parts(self._sheet, site, new, self._traffic, known, self._ground)
            made.update(zip(new, parts, strict=True))
        return [made[number] for number in numbers]

    @cached_property
    def _links(self) -> list[Part]:
        return link_parts(self._sheet, self._regions.site)

    @cached_property
    def _stubs(self) -> list[Part]:
        return stub_parts(self._sheet, self._regions.site, self._rows, self._stub_faces)

    def all(self) -> list[Part]:
        """Return all parts: flows, links, cards, stubs."""
        return [
            *self._flows(self._regions.drawn), *self._links,
            *self._cards(range(len(self._faces))), *self._stubs,
        ]  # fmt: skip

    def making(self) -> Iterator[None]:
        """Make all parts, some at each step."""
        for numbers, make in (
            (self._regions.drawn, self._flows), (range(len(self._faces)), self._cards),
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
        if number is not None and self._regions.draws(number):
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
            drawn = sorted(self._regions.drawn, key=lambda n: (-depth_of(flows[n]), -n))
            found.update((keys[n], n) for n in drawn)
        return found

    def flow_keys(self) -> list[Key]:
        """Return the keys of the flows that are drawn, in painting order."""
        keys, flows = self._sheet.flow_keys, self._sheet.m.flows
        return [keys[n] for n in sorted(self._regions.drawn, key=lambda n: depth_of(flows[n]))]

    def near(self, box: Box) -> list[Part]:
        """Return the parts that meet or touch a region: flows, links, cards, stubs."""
        cards, flows = self._regions.near(box)
        found = chain(self._flows(flows), self._links, self._cards(cards), self._stubs)
        return touching(found, box)


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
