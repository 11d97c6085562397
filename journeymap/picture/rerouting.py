"""Routes after an edit: what of those before it holds, and which flows have to be asked again.

Everything is compared by value, card by card and flow by flow; an edit is not asked what it did.
Where rows or columns are added or taken away nothing is used again, which is seldom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, compress
from itertools import count as counting
from operator import ne
from typing import Any, NamedTuple, TypeVar

from journeymap.picture.grid import Grid
from journeymap.picture.gutters import Standing, Tracks
from journeymap.picture.kept import Window
from journeymap.picture.pieces import Way
from journeymap.picture.shifting import GONE, Reach, Shift, shift_of
from journeymap.picture.sides import ALONE, MIDDLE, Looks, Sides
from journeymap.picture.ways import FAR, NOT_LAID, Ends, Laid

T = TypeVar("T")
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
    flows: int  # how many of the routes are those of flows
    reach: list[Reach]  # of the flows
    grid: Grid
    looks: Looks
    laid: list[Laid]
    entered_as: list[int]
    standing: list[list[Standing]]  # by vertical gutter
    stirred: Stirred | None  # None: everything may be otherwise than before
    mark: object  # by which these routes are known later


class Stirred(NamedTuple):
    """Where routes differ from those of before; everywhere else they are the same."""

    before: object  # the mark of those
    gutters: set[int]  # vertical ones in which something goes otherwise
    columns: set[int]  # in which cards stand or flows run otherwise
    cards: set[int]  # what leaves them was settled anew
    passing: set[int]  # flows that first pass rows that came or went
    shift: Shift | None  # where rows have other numbers than before


class Before(NamedTuple):
    """The routes of the map before an edit, and where its lists differ from those of now."""

    routes: Routes
    cards: Window
    flows: Window


class Was(NamedTuple):
    """By flow and link, along those of now: its way, and what `Sides` has, of the map before."""

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
    was: Was
    flows: set[int]
    leave: set[int]
    enter: set[int]
    vertical: set[int]
    horizontal: set[int]
    columns: set[int]  # in which cards stand otherwise, or gone flows ran
    lost: set[int]  # vertical gutters in which gone flows ran
    passing: set[int]  # flows that first pass rows that came or went
    shift: Shift | None  # where rows have other numbers than before


def was_of(ways: list[Way | None], sides: Sides, reach: list[Reach]) -> Was:
    """Return copies of what is to be compared when the routes are made."""
    left_as, entered_as, out, into = sides
    return Was([*ways], [*left_as], [*entered_as], [*out], [*into], [*reach])


def unrouted(grid: Grid, flows: int) -> Carried:
    """Return nothing at all, so that everything has to be made."""
    total = flows + len(grid.stubs)
    sides = Sides([ALONE] * total, [ALONE] * total, [MIDDLE] * total, [MIDDLE] * total)
    ways: list[Way | None] = [None] * total
    gutters, tiers = grid.columns + 1, len(grid.first_row)
    found = Tracks([()] * total, [1] * total, [0] * gutters, [0] * tiers)
    every = set(range(flows))
    return Carried(
        [NOT_LAID] * flows, sides, ways, found, [NOWHERE] * flows,
        was_of(ways, sides, [NOWHERE] * flows),
        every, set(), set(), set(range(gutters)), set(range(tiers)), set(), set(),
        set(), None,
    )  # fmt: skip


def carried(before: Before, grid: Grid, ends: Ends, looks: Looks) -> Carried | None:
    """Return what holds of the routes before, None where cells are others altogether."""
    routes, cards, flows = before
    shift: Shift | None = None
    passing: list[bool] = []
    passed: set[int] = set()  # vertical gutters
    if routes.grid.first_row != grid.first_row:
        shift = shift_of(routes.grid, grid)
        if shift is None:
            return None
        passing = _passing(shift, routes.ways, routes.looks, _bunched(routes), False, passed)
        routes = _shifted(routes, grid, shift)
    was = routes.grid
    if (
        not _alike(was, grid)
        or routes.looks.bunched != looks.bunched
        or cards.length != len(was.column) - len(was.stubs)
        or flows.length != routes.flows
    ):
        return None
    items, numbers = _table(cards, len(grid.stubs)), _table(flows, len(grid.stubs))
    moved = _moved_cards(was, grid, cards, items)
    sources = along(flows, _renumbered(items, routes.sources[: routes.flows]), GONE)
    targets = along(flows, _renumbered(items, routes.targets[: routes.flows]), GONE)
    relinked = {*_unlike(sources, ends.sources), *_unlike(targets, ends.targets)}
    laid = along(flows, routes.laid, NOT_LAID)
    gone = range(flows.start, flows.start + flows.gone) if flows.gone != flows.new else ()
    todo = set(relinked)
    leave: set[int] = set()
    enter: set[int] = set()
    # what is gone or leads elsewhere leaves room to the neighbours of the cards that it joined
    for number, (source, target, each) in chain(
        ((n, (sources[n], targets[n], laid[n])) for n in relinked),
        ((GONE, (*_ends_of(routes, items, n), routes.laid[n])) for n in gone),
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
            laid[number] = NOT_LAID
    todo.update(_unlike(along(flows, routes.looks.kind, ""), looks.kind))
    todo.update(_at(moved, ends))
    columns = _columns(was, grid, cards, moved)
    todo.update(_inside(columns, grid, ends))
    for old, new in ((routes.looks.hand_off, looks.hand_off), (routes.looks.alone, looks.alone)):
        for number in _unlike(along(flows, old, None), new):
            leave.add(ends.sources[number])
            enter.add(ends.targets[number])
    ways = along(flows, routes.ways, None)
    sides = Sides(
        along(flows, _renumbered(numbers, routes.shared), ALONE),
        along(flows, _renumbered(numbers, routes.entered_as), ALONE),
        along(flows, routes.out, MIDDLE),
        along(flows, routes.into, MIDDLE),
    )
    found = Tracks(
        along(flows, routes.tracks, ()), along(flows, routes.thick, 1),
        list(routes.vertical), list(routes.horizontal),
    )  # fmt: skip
    flows_passing = set(compress(counting(), along(flows, passing, False)))
    if shift is not None:
        bunched = [max(pair) >= 0 for pair in zip(sides.left_as, sides.entered_as, strict=True)]
        found_now = _passing(shift, ways, looks, bunched, True, passed)
        flows_passing.update(compress(counting(), found_now))
    lost = [way for n in gone if (way := routes.ways[n])]
    for n in gone:
        if len(routes.ways[n] or ()) < 2:
            columns.update(range(routes.reach[n][0] // 2, routes.reach[n][1] // 2 + 1))
    reach = along(flows, routes.reach, NOWHERE)
    return Carried(
        laid, sides, ways, found, reach,
        was_of(ways, sides, reach),
        todo, leave, enter,
        passed.union(*(gutters_of(way) for way in lost)),
        {piece[0] for way in lost for piece in way[1::2]},
        columns,
        set().union(*(gutters_of(way) for way in lost)),
        flows_passing,
        shift,
    )  # fmt: skip


def _shifted(routes: Routes, grid: Grid, shift: Shift) -> Routes:
    """Return routes in the rows of now."""
    laid, ways = shift.ways(routes.laid, routes.ways)
    was = routes.grid._replace(
        rows=grid.rows,
        row=[shift.rows[row] for row in routes.grid.row],
        tier=grid.tier,
        first_row=grid.first_row,
    )
    return routes._replace(laid=laid, ways=ways, reach=shift.reaches(routes.reach), grid=was)


def _bunched(routes: Routes) -> list[bool]:
    """Return of each flow whether it goes as one line with others somewhere."""
    pairs = zip(routes.shared, routes.entered_as, strict=True)
    return [max(pair) >= 0 for pair in pairs]


def _passing(
    shift: Shift,
    ways: Sequence[Way | None],
    looks: Looks,
    bunched: Sequence[bool],
    now: bool,
    gutters: set[int],
) -> list[bool]:
    """Return of each flow with a label whether its first piece passes rows that came or went.

    The longest of a bunch may be another one then: the gutters that such flows pass are added to
    `gutters`. All else stays in the order in which it is.
    """
    found = [False] * len(ways)
    labelled = len(looks.alone)
    for number, way in enumerate(ways):
        if not way or not (bunched[number] or (number < labelled and looks.alone[number])):
            continue
        for at in range(0, len(way), 2):
            gutter, one, two, *_ = way[at]
            if shift.passes(one, two, now):
                found[number] = found[number] or at == 0
                if bunched[number]:
                    gutters.add(gutter)
    return found


def gutters_of(way: Way | None) -> set[int]:
    """Return the vertical gutters that a way passes."""
    return {piece[0] for piece in (way or ())[::2]}


def _alike(was: Grid, grid: Grid) -> bool:
    """Return whether two grids have the same columns, rows and tiers, and the same spans."""
    return (
        was.columns == grid.columns
        and was.first_row == grid.first_row
        and was.tier == grid.tier
        and len(was.stubs) == len(grid.stubs)
        and _spans(was) == _spans(grid)
    )


def _spans(grid: Grid) -> list[tuple[int, int, int]]:
    return sorted((grid.column[i], grid.end[i], grid.row[i]) for i in grid.spans)


def _table(window: Window, tail: int) -> list[int] | None:
    """Return the numbers of now by those of before, None where all are the same.

    GONE is the number of what is gone. `tail` more follow the records. The last entry is for −1,
    which stays what it is.
    """
    start, gone, new, length = window
    if gone == new:
        return None
    behind = range(start + new, length - gone + new + tail)
    return [*range(start), *[GONE] * gone, *behind, -1]


def _renumbered(table: list[int] | None, numbers: Sequence[int]) -> Sequence[int]:
    return numbers if table is None else list(map(table.__getitem__, numbers))


def along(window: Window, was: Sequence[T], new: T) -> list[T]:
    """Return a list of before along the records of now, with `new` where those are new."""
    if window.gone == window.new:
        return list(was)
    start, end = window.start, window.start + window.gone
    return [*was[:start], *[new] * window.new, *was[end:]]


def _unlike(was: Sequence[Any], now: Sequence[Any]) -> Iterator[int]:
    """Return where two lists of the same records differ."""
    return compress(counting(), map(ne, was, now))


def _moved_cards(was: Grid, grid: Grid, cards: Window, items: list[int] | None) -> set[int]:
    """Return the items that stand elsewhere, or have another neighbour in their row."""
    found: set[int] = set()
    if was is grid and items is None:
        return found
    for old, new in (
        (was.column, grid.column), (was.end, grid.end), (was.row, grid.row),
        (was.before, grid.before), (was.behind, grid.behind),
        (_renumbered(items, was.left), grid.left), (_renumbered(items, was.right), grid.right),
    ):  # fmt: skip
        found.update(_unlike(along(cards, old, GONE), new))
    return found


def _ends_of(routes: Routes, items: list[int] | None, number: int) -> tuple[int, int]:
    """Return the items of now that a flow of before joined."""
    source, target = routes.sources[number], routes.targets[number]
    return (source, target) if items is None else (items[source], items[target])


def _at(moved: set[int], ends: Ends) -> Iterator[int]:
    """Yield the flows of items."""
    for item in moved:
        yield from ends.leaving[item]
        yield from ends.entering[item]


def _columns(was: Grid, grid: Grid, cards: Window, moved: set[int]) -> set[int]:
    """Return the columns in which something stands elsewhere than before."""
    column, end = along(cards, was.column, 0), along(cards, was.end, -1)
    found = {c for i in moved for c in range(grid.column[i], grid.end[i] + 1)}
    found.update(c for i in moved for c in range(column[i], end[i] + 1))
    if cards.gone != cards.new:
        for i in range(cards.start, cards.start + cards.gone):
            found.update(range(was.column[i], was.end[i] + 1))
    return found


def _inside(columns: set[int], grid: Grid, ends: Ends) -> list[int]:
    """Return the flows between two cards of one of these columns."""
    if not columns or not grid.column:
        return []
    ones = map(grid.column.__getitem__, ends.sources)
    twos = map(grid.column.__getitem__, ends.targets)
    return [n for n, (a, b) in enumerate(zip(ones, twos, strict=True)) if a == b and a in columns]
