"""Routes after an edit: what of those before it holds, and which flows have to be asked again.

Everything is compared by value, card by card and flow by flow; an edit is not asked what it did.
Where columns or gutters are added or taken away nothing is used again, which is seldom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress
from itertools import count as counting
from typing import NamedTuple, TypeAlias, TypeVar

from journeymap.model.order import Ends
from journeymap.picture.grid import Grid
from journeymap.picture.gutters import Held, Tracks
from journeymap.picture.kept import GONE, renumbered
from journeymap.picture.pieces import Way, cells_along, near_rows
from journeymap.picture.sides import ALONE, MIDDLE, Looks, Sides
from journeymap.picture.ways import FAR, NOT_LAID, Laid
from journeymap.picture.windows import Windows

T = TypeVar("T")
# the lowest and the highest of the vertical gutters and columns that a flow passes (gutter g is 2g,
# column c is 2c + 1), and of the keys
Reach: TypeAlias = tuple[int, int, int, int]
NOWHERE: Reach = (1 << 30, -1, 1 << 30, -1)


class Routes(NamedTuple):
    """What is known of every flow before there are coordinates; the links to stubs follow them.

    `ways` holds None where a flow has no route and where it runs straight down or up inside its
    column; for the latter `straight` says in which place beside others of the same two cards. Ports
    are shares of the height where it leaves and enters. What looks alike and leaves a card by the
    same gutter is one line as far as that goes: `shared` has the flow whose line the others of such
    a bunch begin with, −1 for most.
    """

    sources: list[int]
    targets: list[int]
    ways: list[Way | None]
    tracks: list[tuple[int, ...]]  # of the pieces of each way
    straight: dict[int, int]
    pairs: dict[tuple[int, int], int]  # two items with such flows, lower first: the last place
    out: list[float]
    into: list[float]
    vertical: list[int]  # how many tracks are in each gutter
    horizontal: list[int]
    shared: list[int]
    thick: list[int]  # how many share the first track with each as one bundle
    running: dict[int, tuple[range, range]]  # flows that run through cells, see `runs_along`
    flows: int  # how many of the routes are those of flows
    reach: list[Reach]  # of the flows
    grid: Grid
    ends: Ends  # of the flows
    looks: Looks
    laid: list[Laid]
    entered_as: list[int]
    held: Held
    stirred: Stirred | None  # None: everything may be otherwise than before
    mark: object  # by which these routes are known later


class Stirred(NamedTuple):
    """Where routes differ from those of before; everywhere else they are the same."""

    before: object  # the mark of those
    flows: set[int]  # and links, which go otherwise
    gutters: set[int]  # vertical ones in which something goes otherwise
    cells: set[int]  # in which cards stand or flows run otherwise, see `cells_along`
    cards: set[int]  # what leaves them goes otherwise
    passing: set[int]  # flows with a label that go on to rows near theirs which came or went
    moved: set[int]  # items that came or stand elsewhere
    met: set[int]  # flows that came or join others, see `flows_met`
    rows: set[int]  # the keys of those in which items stand otherwise


class Before(NamedTuple):
    """The routes of the map before an edit, and where its lists differ from those of now."""

    routes: Routes
    cards: Windows
    flows: Windows


class Was(NamedTuple):
    """By flow and link, along those of now: its way, and what `Sides` has, of the map before."""

    laid: Sequence[Laid]  # of the flows
    ways: Sequence[Way | None]
    left_as: Sequence[int]
    entered_as: Sequence[int]
    out: Sequence[float]
    into: Sequence[float]
    reach: Sequence[Reach]  # of the flows


class Carried(NamedTuple):
    """The routes so far: what is to be asked, settled and coloured anew, and all the rest.

    `flows` have to be asked for their ways, the cards in `leave` and `enter` for their sides, and
    the gutters in `vertical` and `horizontal` for their tracks, besides all that follows from it.
    """

    laid: list[Laid]
    sides: Sides
    ways: list[Way | None]
    found: Tracks
    reach: list[Reach]
    running: dict[int, tuple[range, range]]
    was: Was
    flows: set[int]
    leave: set[int]
    enter: set[int]
    vertical: set[int]
    horizontal: set[int]
    cells: set[int]  # in which cards stand otherwise, or flows ran that are gone or lead elsewhere
    passing: set[int]  # flows with a label that go on to rows near theirs which came or went
    moved: set[int]
    met: set[int]
    rows: set[int]


def was_of(laid: list[Laid], ways: list[Way | None], sides: Sides, reach: list[Reach]) -> Was:
    """Return copies of what is to be compared when the routes are made."""
    left_as, entered_as, out, into = sides
    return Was([*laid], [*ways], [*left_as], [*entered_as], [*out], [*into], [*reach])


def unrouted(grid: Grid, flows: int) -> Carried:
    """Return nothing at all, so that everything has to be made."""
    total = flows + len(grid.stubs)
    sides = Sides([ALONE] * total, [ALONE] * total, [MIDDLE] * total, [MIDDLE] * total)
    ways: list[Way | None] = [None] * total
    gutters, tiers = grid.columns + 1, len(grid.gutter_key)
    found = Tracks([()] * total, [1] * total, [0] * gutters, [0] * tiers)
    every, laid = set(range(flows)), [NOT_LAID] * flows
    return Carried(
        laid, sides, ways, found, [NOWHERE] * flows, {},
        was_of(laid, ways, sides, [NOWHERE] * flows),
        every, set(), set(), set(range(gutters)), set(range(tiers)), set(), set(),
        set(), set(), set(),
    )  # fmt: skip


def carried(before: Before, grid: Grid, ends: Ends, looks: Looks) -> Carried | None:
    """Return what holds of the routes before, None where cells are others altogether."""
    routes, cards, flows = before
    was = routes.grid
    if (
        not _alike(was, grid)
        or routes.looks.bunched != looks.bunched
        or cards.length != len(was.column) - len(was.stubs)
        or flows.length != routes.flows
    ):
        return None
    items, numbers = cards.table(len(grid.stubs)), flows.table(len(grid.stubs))
    moved = _moved_cards(was, grid, cards)
    laid = flows.along(routes.laid, NOT_LAID)
    todo: set[int] = set()
    leave: set[int] = set()
    enter: set[int] = set()
    gone = flows.lost
    met = flows_met(before, ends)
    relinked = [*_relinked(before, items, laid, ends, met)]
    # what is gone or leads elsewhere leaves room to the neighbours of the cards that it joined
    for number, source, target, each in chain(
        relinked, ((GONE, *_ends_of(routes, items, n), routes.laid[n]) for n in gone)
    ):
        if source >= 0:
            leave.add(source)
            if each.reach >= 0:
                todo.update(ends.entering[grid.right[source]])
        if target >= 0:
            enter.add(target)
            if each.start < FAR:
                todo.update(ends.leaving[grid.left[target]])
        if number >= 0:
            todo.add(number)
            laid[number] = NOT_LAID
    others = {*flows.unlike(routes.looks.kind, looks.kind)}
    todo.update(others, flows_at(moved, ends))
    left, right = _beside(was, grid, cards, items, moved)
    todo.update(n for item in left if item >= 0 for n in ends.leaving[item])
    todo.update(n for item in right if item >= 0 for n in ends.entering[item])
    cells = _cells(was, grid, cards, moved)
    rows = {cell // grid.columns for cell in cells}
    todo.update(_inside({cell % grid.columns for cell in cells}, grid, ends))
    for old, new in zip(routes.looks[1:3], looks[1:3], strict=True):
        others.update(flows.unlike(old, new))
    leave.update(map(ends.sources.__getitem__, others))
    enter.update(map(ends.targets.__getitem__, others))
    ways = flows.along(routes.ways, None)
    sides = Sides(
        flows.along(renumbered(numbers, routes.shared), ALONE),
        flows.along(renumbered(numbers, routes.entered_as), ALONE),
        flows.along(routes.out, MIDDLE),
        flows.along(routes.into, MIDDLE),
    )
    found = Tracks(
        flows.along(routes.tracks, ()), flows.along(routes.thick, 1),
        list(routes.vertical), list(routes.horizontal),
    )  # fmt: skip
    come = set(flows.come)
    lost = [*gone, *(flows.before(number) for number, *_ in relinked if number not in come)]
    lain = [way for n in lost if (way := routes.ways[n])]
    for n in lost:
        if routes.reach[n] != NOWHERE:
            cells.update(cells_along(was, routes.sources[n], routes.targets[n], routes.ways[n]))
    reach = flows.along(routes.reach, NOWHERE)
    running = dict(
        zip(renumbered(numbers, [*routes.running]), routes.running.values(), strict=True)
    )
    running.pop(GONE, None)
    then = was_of(laid, ways, sides, reach)
    for number, *_ in relinked:  # it may lead nowhere now
        sides.left_as[number] = sides.entered_as[number] = ALONE
        sides.out[number] = sides.into[number] = MIDDLE
    return Carried(
        laid, sides, ways, found, reach, running, then,
        todo, leave, enter,
        {piece[0] for way in lain for piece in way[::2]},
        {piece[0] for way in lain for piece in way[1::2]},
        cells, _passing(was, grid, ends, ways, looks.alone), moved, met, rows,
    )  # fmt: skip


def _relinked(
    before: Before, items: list[int] | None, laid: Sequence[Laid], ends: Ends, met: Iterable[int]
) -> Iterator[tuple[int, int, int, Laid]]:
    """Yield the flows that join other cards than before: number, both ends and way of before."""
    routes, _, flows = before
    come = set(flows.come)
    for n in met:
        source, target = (GONE, GONE) if n in come else _ends_of(routes, items, flows.before(n))
        if source != ends.sources[n] or target != ends.targets[n]:
            yield n, source, target, laid[n]


def _passing(
    was: Grid, grid: Grid, ends: Ends, ways: Sequence[Way | None], labelled: Sequence[bool]
) -> set[int]:
    """Return the flows with a label that go on to rows near their own which came or went."""
    if was.row_key == grid.row_key:
        return set()
    before, now = near_rows(was.row_key), near_rows(grid.row_key)
    # the rows that have others near them than before: above them, and below
    upper, lower = (
        {key for key, near in now.items() if key not in before or near[side] != before[key][side]}
        for side in (0, 1)
    )
    found = set()
    for item in compress(counting(), map((upper | lower).__contains__, grid.key)):
        for number in ends.leaving[item]:
            way = ways[number]
            if labelled[number] and way:
                _, key, to, _, _ = way[0]
                if key in (lower if to > key else upper):
                    found.add(number)
    return found


def _alike(was: Grid, grid: Grid) -> bool:
    """Return whether two grids have the same columns and gutters, and the same spans."""
    return (
        was.columns == grid.columns
        and was.gutter_key == grid.gutter_key
        and was.tier_lane == grid.tier_lane
        and len(was.stubs) == len(grid.stubs)
        and _spans(was) == _spans(grid)
    )


def _spans(grid: Grid) -> list[tuple[int, int, int]]:
    return sorted((grid.column[i], grid.end[i], grid.key[i]) for i in grid.spans)


def _moved_cards(was: Grid, grid: Grid, cards: Windows) -> set[int]:
    """Return the items that came, or stand elsewhere than before."""
    if was is grid and not cards.come:
        return set()
    found = {*cards.unlike(was.column, grid.column), *cards.unlike(was.key, grid.key)}
    if grid.spans:
        found.update(cards.unlike(was.end, grid.end))
    return found


def _beside(
    was: Grid, grid: Grid, cards: Windows, items: list[int] | None, moved: set[int]
) -> tuple[set[int], set[int]]:
    """Return the items that have another neighbour behind them in their row, and before them."""
    old = (*map(cards.before, moved.difference(cards.numbers)), *cards.gone)
    left = {grid.left[i] for i in moved}.union(renumbered(items, [was.left[i] for i in old]))
    right = {grid.right[i] for i in moved}.union(renumbered(items, [was.right[i] for i in old]))
    return left, right


def _ends_of(routes: Routes, items: list[int] | None, number: int) -> tuple[int, int]:
    """Return the items of now that a flow of before joined."""
    source, target = routes.sources[number], routes.targets[number]
    return (source, target) if items is None else (items[source], items[target])


def flows_met(before: Before, ends: Ends) -> set[int]:
    """Return the flows that came, and those of cards that came, went or are others than before.

    No other flow joins two others than before, or any that changed.
    """
    routes, cards, flows = before
    found = {*flows.numbers, *flows_at(cards.numbers, ends)}
    gone = flows_at(cards.gone, routes.ends)
    found.update(n for number in gone if (n := flows.now(number)) >= 0)
    return found


def flows_at(items: Iterable[int], ends: Ends) -> Iterator[int]:
    """Yield the flows of items."""
    for item in items:
        yield from ends.leaving[item]
        yield from ends.entering[item]


def _cells(was: Grid, grid: Grid, cards: Windows, moved: set[int]) -> set[int]:
    """Return the cells in which something stands that did not before, or does no longer."""
    stood = {*map(cards.before, moved.difference(cards.come)), *cards.lost}
    found = set(chain.from_iterable(_held(grid, i) for i in moved))
    found.update(chain.from_iterable(_held(was, i) for i in stood))
    return found


def _held(grid: Grid, item: int) -> range:
    """Return the cells in which an item stands."""
    start = grid.key[item] * grid.columns
    return range(start + grid.column[item], start + grid.end[item] + 1)


def _inside(columns: set[int], grid: Grid, ends: Ends) -> list[int]:
    """Return the flows between two cards of one of these columns."""
    if not columns or not grid.column:
        return []
    column, sources, targets = grid.column, ends.sources, ends.targets
    there = compress(counting(), map(columns.__contains__, column))
    leaving = chain.from_iterable(map(ends.leaving.__getitem__, there))
    return [n for n in leaving if targets[n] >= 0 and column[sources[n]] == column[targets[n]]]
