"""The ways of the flows through the gutters: which pieces, which ports, which tracks. No pixel.

Layout turns columns, rows and tracks into coordinates. What was found for the map before an edit
is used again where the cards stand as before: see `rerouting.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import ne

from journeymap.model.order import Ends
from journeymap.model.vocabulary import FlowKind
from journeymap.picture.grid import Grid
from journeymap.picture.gutters import held_again, held_in, settle_gutters
from journeymap.picture.kept import renumbered
from journeymap.picture.pieces import LEVEL, Free, Piece, Way, cells_along, runs_along, upright
from journeymap.picture.rerouting import (
    NOWHERE,
    Before,
    Reach,
    Routes,
    Stirred,
    Was,
    carried,
    flows_met,
    unrouted,
)
from journeymap.picture.sides import Looks, Sides, settle_entering, settle_leaving
from journeymap.picture.ways import Laid, lay, link_ways

EVEN = 1e-6  # two ports closer than that are at one height


def route(ends: Ends, looks: Looks, grid: Grid, before: Before | None = None) -> Routes:
    """Return the routes of all flows, and after them the links between cards and their stubs."""
    count, items = len(ends.sources), len(grid.column)
    sources = [*ends.sources, *grid.stubs]
    targets = [*ends.targets, *range(items - len(grid.stubs), items)]
    state = carried(before, grid, ends, looks) if before is not None else None
    whole = state is None
    if state is None:
        state = unrouted(grid, count)
    was, free = state.was, Free(grid)
    laid, sides, ways, found = state.laid, state.sides, state.ways, state.found
    asked = lay(grid, free, ends, looks.kind, laid, state.flows)
    relaid = [n for n in asked if whole or laid[n] != state.was.laid[n]]
    leave = state.leave.union(sources[n] for n in relaid)
    settle_leaving(leave, grid, ends, laid, looks, sides)
    enter = state.enter.union(targets[n] for n in relaid)
    left = [n for card in leave for n in ends.leaving[card]]
    enter.update(targets[n] for n in left if whole or sides.left_as[n] != was.left_as[n])
    settle_entering(enter, grid, ends, laid, looks, sides)

    touched = {n for card in enter for n in ends.entering[card]}
    touched.update(left, asked)  # what has lost both its ends is at no card any more
    for n in touched:
        ways[n] = laid[n].way
        if ways[n] == LEVEL and abs(sides.out[n] - sides.into[n]) > EVEN:
            # unequal ports of one row need a step in the gutter before the target
            key = grid.key[sources[n]]
            ways[n] = upright(grid.column[targets[n]], key, key)
    links_laid = link_ways(grid, free)
    for n, link in enumerate(links_laid, count):
        ways[n] = link.way
        # off the middle, where flows come in
        sides.out[n] = 0.85 if grid.row[targets[n]] > grid.row[sources[n]] else 0.15
    for n in asked:
        state.reach[n] = _reach(grid, sources[n], targets[n], laid[n], ways[n])
    changed = [
        n
        for n in (*touched, *range(count, len(ways)))
        if whole
        or ways[n] != was.ways[n]
        or sides.out[n] != was.out[n]
        or sides.into[n] != was.into[n]
        or sides.left_as[n] != was.left_as[n]
        or sides.entered_as[n] != was.entered_as[n]
        or (n < count and was.reach[n] != state.reach[n])
    ]
    for n in changed:
        if n < count:
            if n not in asked:
                state.reach[n] = _reach(grid, sources[n], targets[n], laid[n], ways[n])
            low, high, _, _ = state.reach[n]
            way = ways[n]
            # to the next column nothing runs through a cell
            runs = high - low > 2 and way is not None and len(way) < 2
            if runs:
                state.running[n] = runs_along(grid, sources[n], targets[n], way or ())
            else:
                state.running.pop(n, None)
        old, new = was.ways[n] or (), ways[n] or ()
        if len(old) != len(new):
            found.tracks[n], found.thick[n] = (0,) * len(new), 1
        if not whole:  # else all gutters are asked
            for at, piece in _otherwise(old, new, _joins(was, n), _joins(sides, n)):
                (state.horizontal if at % 2 else state.vertical).add(piece[0])
    joined = Ends(sources, targets, ends.leaving, ends.entering)
    vertical, horizontal = state.vertical, state.horizontal
    if before is None or whole:
        held = held_in(grid.columns + 1, len(grid.gutter_key), ways)
    else:
        numbers = before.flows.table(len(grid.stubs))
        held = held_again(before.routes.held, numbers, vertical, horizontal, ways, changed)
    settle_gutters(vertical, horizontal, held, ways, joined, sides, found)
    stirred = None
    if before is not None and not whole:
        cells = state.cells.union(_runs(before, was, grid, joined, ways, state.reach, changed))
        cards = leave.union(sources[n] for n in changed)
        stirred = Stirred(
            before.routes.mark, set(changed), vertical, cells, cards,
            state.passing, state.moved, state.met, state.rows,
        )  # fmt: skip
    inside = {n for n in asked if laid[n].straight}
    if before is not None and not whole:
        there = renumbered(before.flows.table(len(grid.stubs)), list(before.routes.straight))
        inside.update(n for n in there if 0 <= n < count and n not in asked)
    inside.update(n for n, link in enumerate(links_laid, count) if link.straight)
    straight, pairs = _straight(sorted(inside), sources, targets, count)
    return Routes(
        sources, targets, ways, found.tracks, straight, pairs, sides.out, sides.into,
        found.vertical, found.horizontal, sides.left_as, found.thick,
        state.running, count, state.reach,
        grid, ends, looks, laid, sides.entered_as, held, stirred, object(),
    )  # fmt: skip


def looks_of(
    kinds: Sequence[FlowKind],
    alone: Sequence[bool],
    ends: Ends,
    channels: Sequence[str | None] = (),
    before: Before | None = None,
) -> Looks:
    """Return what decides which flows look alike.

    `channels` are those of the cards; with them flows that look alike are drawn as one line where
    they leave or enter a card together.
    """
    sources, targets = ends.sources, ends.targets
    # the last is for ends that lead nowhere, −1
    of = [*channels, None] if channels else [None] * (max(*sources, *targets, -1, -1) + 2)
    if before is not None and before.routes.looks.bunched and bool(channels):
        hand_off = before.flows.along(before.routes.looks.hand_off, False)
        for n in flows_met(before, ends):
            hand_off[n] = of[sources[n]] != of[targets[n]]
    else:
        hand_off = list(map(ne, map(of.__getitem__, sources), map(of.__getitem__, targets)))
    return Looks(kinds, hand_off, alone, bool(channels))


def _joins(sides: Was | Sides, number: int) -> tuple[tuple[int, float], tuple[int, float]]:
    """Return how a flow leaves and how it enters: as which bunch, and by which port."""
    left, entered = sides.left_as[number], sides.entered_as[number]
    return (left, sides.out[number]), (entered, sides.into[number])


def _otherwise(
    old: Way, new: Way, was: tuple[object, object], now: tuple[object, object]
) -> Iterator[tuple[int, Piece]]:
    """Yield pieces that a flow had, or has now, which do not lie or end as before.

    With each comes its place in the way.
    """
    if len(old) != len(new):
        yield from (*enumerate(old), *enumerate(new))
        return
    if old != new:
        for at, (one, two) in enumerate(zip(old, new, strict=True)):
            if one != two:
                yield at, one
                yield at, two
    if new and was[0] != now[0]:
        yield 0, new[0]
    if new and was[1] != now[1]:
        yield len(new) - 1, new[-1]


def _reach(grid: Grid, source: int, target: int, laid: Laid, way: Way | None) -> Reach:
    """Return which columns, gutters and keys a flow may be seen in, but for its label."""
    if way is None and not laid.straight:
        return NOWHERE
    left, right = 2 * grid.end[source] + 1, 2 * grid.column[target] + 1
    upper, lower = grid.key[source], grid.key[target]
    if left > right:
        left, right = right, left
    if upper > lower:
        upper, lower = lower, upper
    if not way or (len(way) == 1 and left < 2 * way[0][0] < right):
        return left, right, upper, lower  # most of them: the piece goes from key to key
    xs, ys = [left, right], [upper, lower]
    for gutter, one, two, _, _ in way[::2]:
        xs.append(2 * gutter)
        ys += (one, two)
    return min(xs), max(xs), min(ys), max(ys)


def _runs(
    before: Before,
    was: Was,
    grid: Grid,
    joined: Ends,
    ways: Sequence[Way | None],
    reach: Sequence[Reach],
    changed: Iterable[int],
) -> Iterator[int]:
    """Yield the cells through which some flows run, and did, where that is otherwise."""
    routes, _, flows = before
    count = len(reach)
    # what lies between a card and its stub may be otherwise where the link is as it was
    for n in (*(n for n in changed if n < count), *range(count, len(ways))):
        now: list[int] = []
        then: list[int] = []
        if reach[n] != NOWHERE if n < count else ways[n] is None:
            now += cells_along(grid, joined.sources[n], joined.targets[n], ways[n])
        if was.reach[n] != NOWHERE if n < count else was.ways[n] is None:
            old = flows.before(n)
            then += cells_along(routes.grid, routes.sources[old], routes.targets[old], was.ways[n])
        if now != then:
            yield from (*now, *then)


def _straight(
    numbers: Iterable[int], sources: Sequence[int], targets: Sequence[int], count: int
) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """Return the place of each line inside a column beside others of the same two items."""
    straight: dict[int, int] = {}
    pairs: dict[tuple[int, int], int] = {}
    for number in numbers:
        straight[number] = 0
        if number < count:  # a link has its own place
            one, two = sources[number], targets[number]
            pair = (one, two) if one < two else (two, one)
            straight[number] = pairs[pair] = pairs.get(pair, -1) + 1
    return straight, pairs
