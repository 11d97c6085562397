"""The ways of the flows through the gutters: which pieces, which ports, which tracks. No pixel.

Layout turns columns, rows and tracks into coordinates. What was found for the map before an edit
is used again where the cards stand as before: see `rerouting.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import ne

from journeymap.model.journey import Flow
from journeymap.picture.grid import Grid
from journeymap.picture.gutters import pieces_in, settle_gutters
from journeymap.picture.pieces import LEVEL, Free, Way, upright
from journeymap.picture.rerouting import (
    NOWHERE,
    Before,
    Routes,
    Stirred,
    Was,
    carried,
    gutters_of,
    unrouted,
)
from journeymap.picture.shifting import Reach
from journeymap.picture.sides import Looks, settle_entering, settle_leaving
from journeymap.picture.ways import Ends, Laid, ends_by_item, lay, link_ways

EVEN = 1e-6  # two ports closer than that are at one height


def route(
    flows: Sequence[Flow],
    links: Sequence[tuple[int, int]],
    grid: Grid,
    channels: Sequence[str | None] = (),
    said: Collection[int] = (),
    before: Before | None = None,
) -> Routes:
    """Return the routes of all flows, and after them the links between cards and their stubs.

    `channels` are those of the cards; with them flows that look alike are drawn as one line where
    they leave or enter a card together. `said` are flows with a mark of their own on the line.
    """
    count, items = len(flows), len(grid.column)
    sources, targets = [s for s, _ in links], [t for _, t in links]
    looks = _looks(flows, sources, targets, channels, said)
    ends = ends_by_item(sources, targets)
    sources, targets = sources + grid.stubs, [*targets, *range(items - len(grid.stubs), items)]
    state = carried(before, grid, ends, looks) if before is not None else None
    whole = state is None
    if state is None:
        state = unrouted(grid, count)
    was, free = state.was, Free(grid)
    laid, sides, ways, found = state.laid, state.sides, state.ways, state.found
    asked = lay(grid, free, ends, looks.kind, laid, state.flows)
    leave = state.leave | {sources[n] for n in asked}
    settle_leaving(leave, grid, ends, laid, looks, sides)
    enter = state.enter | {targets[n] for n in asked}
    enter.update(targets[n] for card in leave for n in ends.leaving[card])
    settle_entering(enter, grid, ends, laid, looks, sides)

    touched = {n for card in leave for n in ends.leaving[card]}
    touched.update(n for card in enter for n in ends.entering[card])
    for n in touched:
        ways[n] = laid[n].way
        if ways[n] == LEVEL and abs(sides.out[n] - sides.into[n]) > EVEN:
            # unequal ports of one row need a step in the gutter before the target
            key = 2 * grid.row[sources[n]] + 1
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
            state.reach[n] = _reach(grid, sources[n], targets[n], laid[n], ways[n])
        found.tracks[n], found.thick[n] = (0,) * len(ways[n] or ()), 1
        for way in (was.ways[n], ways[n]):
            state.vertical.update(piece[0] for piece in (way or ())[::2])
            state.horizontal.update(piece[0] for piece in (way or ())[1::2])
    joined = Ends(sources, targets, ends.leaving, ends.entering)
    standing = pieces_in(grid.columns + 1, ways, laid)
    others = settle_gutters(state.vertical, state.horizontal, standing, ways, joined, sides, found)
    stirred = None
    if before is not None and not whole:
        columns = state.columns.union(
            *map(_run, _runs(was, ways, laid, state.reach, changed, count))
        )
        gutters = state.lost.union(
            others,
            *(gutters_of(was.ways[n]) for n in changed),
            *(gutters_of(ways[n]) for n in changed),
        )
        stirred = Stirred(before.routes.mark, gutters, columns, leave, state.passing, state.shift)
    straight, pairs = _straight([*laid, *links_laid], sources, targets, count)
    return Routes(
        sources, targets, ways, found.tracks, straight, pairs, sides.out, sides.into,
        found.vertical, found.horizontal, sides.left_as, found.thick, count, state.reach,
        grid, looks, laid, sides.entered_as, standing, stirred, object(),
    )  # fmt: skip


def _looks(
    flows: Sequence[Flow],
    sources: Sequence[int],
    targets: Sequence[int],
    channels: Sequence[str | None],
    said: Collection[int],
) -> Looks:
    """Return what decides which flows look alike."""
    alone = [bool(flow.when) for flow in flows]
    for number in said:
        alone[number] = True
    # the last is for ends that lead nowhere, −1
    of = [*channels, None] if channels else [None] * (max(*sources, *targets, -1, -1) + 2)
    return Looks(
        [flow.kind for flow in flows],
        list(map(ne, map(of.__getitem__, sources), map(of.__getitem__, targets))),
        alone,
        bool(channels),
    )


def _reach(grid: Grid, source: int, target: int, laid: Laid, way: Way | None) -> Reach:
    """Return which columns, gutters and keys a flow may be seen in, but for its label."""
    if way is None and not laid.straight:
        return NOWHERE
    xs = [2 * grid.end[source] + 1, 2 * grid.column[target] + 1]
    ys = [2 * grid.row[source] + 1, 2 * grid.row[target] + 1]
    for gutter, one, two, *_ in (way or ())[::2]:
        xs.append(2 * gutter)
        ys += (one, two)
    return min(xs), max(xs), min(ys), max(ys)


def _runs(
    was: Was,
    ways: Sequence[Way | None],
    laid: Sequence[Laid],
    reach: Sequence[Reach],
    changed: Iterable[int],
    count: int,
) -> Iterator[Reach]:
    """Yield how far those of some flows reach, and did, that run through the length of cells."""
    for n in changed:
        if n < count:
            if len(was.ways[n] or ()) < 2:
                yield was.reach[n]
            if len(ways[n] or ()) < 2:
                yield reach[n]


def _run(reach: Reach) -> range:
    """Return the columns that a flow passes or stands at."""
    return range(reach[0] // 2, reach[1] // 2 + 1)


def _straight(
    laid: Sequence[Laid], sources: Sequence[int], targets: Sequence[int], count: int
) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """Return the place of each line inside a column beside others of the same two items."""
    straight: dict[int, int] = {}
    pairs: dict[tuple[int, int], int] = {}
    for number, each in enumerate(laid):
        if each.straight:
            straight[number] = 0
            if number < count:  # a link has its own place
                one, two = sources[number], targets[number]
                pair = (one, two) if one < two else (two, one)
                straight[number] = pairs[pair] = pairs.get(pair, -1) + 1
    return straight, pairs
