"""The ways of the flows through the gutters: which pieces, which ports, which tracks. No pixel.

A way leaves a card at its end side, enters one at its start side, and between them goes by turns
through vertical and horizontal gutters; cards never stand there. Layout turns columns, rows and
tracks into coordinates.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from journeymap.model.journey import Flow
from journeymap.picture.bunches import Bunches, follow, leaders
from journeymap.picture.grid import Grid
from journeymap.picture.pieces import LEVEL, Pieces, Upright, Way
from journeymap.picture.tracks import Gutters, Pins

CROWD = 2  # flows that may share the upper or the lower half of a side with one in the middle


class Routes(NamedTuple):
    """What is known of every flow before there are coordinates.

    `ends` are the items it joins. `ways` holds None where a flow has no route and where it runs
    straight down or up inside its column; for the latter `straight` says in which place beside
    others of the same two cards. Ports are shares of the height where it leaves and enters. What
    looks alike and leaves a card by the same gutter is one line as far as that goes: `shared` has
    the flow whose line the others of such a bunch begin with.
    """

    ends: list[tuple[int, int]]
    sources: list[int]  # of `ends`, for their own sake
    targets: list[int]
    loops: list[int]  # the flows that come back to where they leave
    ways: list[Way | None]
    straight: dict[int, int]
    pairs: dict[tuple[int, int], int]  # two items with such flows, lower first: the last place
    out_port: list[float]
    in_port: list[float]
    vertical: Gutters
    horizontal: Gutters
    v_gutter: list[int]  # of each vertical piece
    h_gutter: list[int]
    upright: list[Upright]
    shared: dict[int, int]
    thick: list[int]  # how many share the first track with each as one bundle
    flows: int  # how many of the routes are those of flows; the links follow them


def route(
    flows: Sequence[Flow],
    links: Sequence[tuple[int, int]],
    grid: Grid,
    channels: Sequence[str | None] = (),
    said: Collection[int] = (),
) -> Routes:
    """Return the routes of all flows, and after them the links between cards and their stubs.

    `channels` are those of the cards; with them flows that look alike are drawn as one line where
    they leave or enter a card together. `said` are flows with a mark of their own on the line.
    """
    plan = Pieces(grid)
    column, row, tier = grid.column, grid.row, grid.tier
    before, behind, left, right = grid.before, grid.behind, grid.left, grid.right
    behind_gutter = [last + 1 for last in grid.end]
    key = [2 * r + 1 for r in row]
    spans = bool(grid.spans)
    blocked, down, upright = plan.blocked, plan.down, plan.upright
    ways: list[Way | None] = [None] * len(links)
    ends = list(links)
    straight: dict[int, int] = {}
    pairs: dict[tuple[int, int], int] = {}
    reach: dict[int, int] = {}  # how far flows out of a card use the free row behind it
    start: dict[int, int] = {}  # from where on flows into a card use the free row before it
    leaving: dict[int, list[int]] = {}
    entering: dict[int, list[int]] = {}
    level = bytearray(len(links) + len(grid.stubs))
    far = 1 << 30
    for number, (s, t) in enumerate(links):
        if s < 0 or t < 0:
            continue
        sg, tg, ks, kt = behind_gutter[s], column[t], key[s], key[t]
        way: Way | None = None
        if s == t:
            way = (down(number, sg, ks, ks, -1, -1),)
        elif tg >= sg:
            if ks == kt and (sg == tg or behind[s] >= tg):
                way = LEVEL
                level[number] = 1
                if sg != tg:
                    reach[s] = max(reach.get(s, 0), tg)
                    start[t] = min(start.get(t, far), sg)
            elif sg == tg:
                if not (spans and blocked(sg, ks, kt)):
                    way = (down(number, sg, ks, kt),)
            elif (
                behind[s] >= tg
                and start.get(right[s], far) > tg
                and not (spans and blocked(tg, ks, kt))
            ):
                way = (down(number, tg, ks, kt),)
                reach[s] = max(reach.get(s, 0), tg)
            elif (
                before[t] < sg
                and reach.get(left[t], -1) < sg
                and not (spans and blocked(sg, ks, kt))
            ):
                way = (down(number, sg, ks, kt),)
                start[t] = min(start.get(t, far), sg)
        elif column[s] == tg and plan.free_column(tg, min(row[s], row[t]), max(row[s], row[t])):
            pair = (s, t) if s < t else (t, s)
            straight[number] = pairs[pair] = pairs.get(pair, -1) + 1
            continue
        if way is None:
            way = _by_gutters(
                plan, number, flows[number].kind, sg, ks, tier[row[s]], tg, kt, tier[row[t]]
            )
        ways[number] = way
        if s in leaving:
            leaving[s].append(number)
        else:
            leaving[s] = [number]
        if s == t:
            leaving[s].append(~number)  # the loop comes back to the side where it left
        elif t in entering:
            entering[t].append(number)
        else:
            entering[t] = [number]
    # a single flow has its side to itself
    leaving = {card: side for card, side in leaving.items() if len(side) > 1}
    entering = {card: side for card, side in entering.items() if len(side) > 1}
    bunches = Bunches(flows, ways, ends, upright, channels, said)
    if channels:
        for side in leaving.values():
            bunches.leave(side)
        for card, side in entering.items():
            bunches.enter(column[card], side)
    _links(plan, grid, ends, ways, straight)
    out_port, in_port = [0.5] * len(ends), [0.5] * len(ends)
    for number in range(len(links), len(ends)):
        # off the middle, where flows come in
        card, stub = ends[number]
        out_port[number] = 0.85 if row[stub] > row[card] else 0.15

    # by where they go on; ~number of a loop counts from the end, so the keys follow turned round
    at = [*key, 0]  # the last is for ends that lead nowhere
    pairs_of = list(zip(ways, links, strict=False))
    out_key = [upright[way[0]][2] if way else at[s] for way, (s, _) in pairs_of]
    out_key += out_key[::-1]
    in_key = [upright[way[-1]][1] if way else at[t] for way, (_, t) in pairs_of]
    for side in leaving.values():
        side.sort(key=out_key.__getitem__)
        _spread(leaders(side, bunches.out), level, out_port, in_port)
    for side in entering.values():
        side.sort(key=in_key.__getitem__)
        _spread(leaders(side, bunches.into), level, in_port, in_port)
    follow(out_port, bunches.out)
    follow(in_port, bunches.into)
    for number, flat in enumerate(level):
        # unequal ports of one row need a step in the gutter before the target
        if flat and abs(out_port[number] - in_port[number]) > 1e-6:
            s, t = links[number]
            ways[number] = (down(number, column[t], key[s], key[s]),)

    def pins(piece: int) -> Pins:
        # where exactly a piece begins and ends: rows reach over half a key to both sides
        _, one, two, turn_from, turn_to, number = upright[piece]
        way = ways[number] or ()
        first = one + (out_port[number] - 0.5 if piece == way[0] else 0.0)
        last = two + (in_port[number] - 0.5 if piece == way[-1] else 0.0)
        return first, turn_from, last, turn_to

    bunches.merge(plan.standing)
    vertical = Gutters(plan.standing, len(upright), ends, pins)
    bunches.share(vertical)
    load = vertical.load
    sources, targets = [s for s, _ in ends], [t for _, t in ends]
    loops = [n for n, (s, t) in enumerate(links) if s == t]
    return Routes(
        ends, sources, targets, loops, ways, straight, pairs, out_port, in_port,
        vertical, Gutters(plan.lying, len(plan.flat), ends),
        [piece[0] for piece in upright], [piece[0] for piece in plan.flat],
        upright, bunches.out, [load[way[0]] if way else 1 for way in ways], len(links),
    )  # fmt: skip


def _by_gutters(
    plan: Pieces, flow: int, kind: str, sg: int, ks: int, source: int, tg: int, kt: int, target: int
) -> Way:
    """Return the way that is left when nothing shorter fits: by the gutters between the lanes."""
    if tg < sg and kind != "failure":
        under = max(source, target) + 1  # backward: under the lower lane
        tries = [under]
    elif source != target:
        tries = [source + 1, target] if target > source else [source, target + 1]
    else:
        tries = [source + 1] if kt > ks else [source]
    for gutter in tries:
        way = plan.through(flow, gutter, sg, ks, tg, kt)
        if way is not None:
            return way
    leave, enter = (source + 1, target) if target > source else (source, target + 1)
    return plan.around(flow, leave, sg, ks, enter, tg, kt)


def _links(
    plan: Pieces,
    grid: Grid,
    ends: list[tuple[int, int]],
    ways: list[Way | None],
    straight: dict[int, int],
) -> None:
    """Lay the links of the stubs: straight where the column is free, else round the start side."""
    cards = len(grid.column) - len(grid.stubs)
    for k, card in enumerate(grid.stubs):
        stub, number = cards + k, len(ends)
        ends.append((card, stub))
        upper, lower = sorted((grid.row[card], grid.row[stub]))
        gutter = grid.column[card]
        if plan.free_column(gutter, upper, lower):
            straight[number] = 0
            ways.append(None)
            continue
        ks, kt = 2 * grid.row[card] + 1, 2 * grid.row[stub] + 1
        if not plan.blocked(gutter, ks, kt):
            ways.append((plan.down(number, gutter, ks, kt, 1, 1),))
        else:
            one, two = grid.tier[grid.row[card]], grid.tier[grid.row[stub]]
            leave, enter = (one + 1, two) if two > one else (one, two + 1)
            ways.append(plan.around(number, leave, gutter, ks, enter, gutter, kt, 1))


def _spread(
    side: Sequence[int], level: Sequence[int], ports: list[float], back: list[float]
) -> None:
    """Write the ports of one side of a card, sorted by where the other end is, over its height.

    Where exactly one flow stays in the row it keeps the middle and runs as a straight line, unless
    that would crowd many others into one half. The number of a loop stands a second time as
    ~number, for the port by which it comes back.
    """
    count = len(side)
    flat = [n for n in side if n >= 0 and level[n]]
    above = side.index(flat[0]) if len(flat) == 1 else count
    for n, share in zip(side, _shares(count, above), strict=True):
        if n >= 0:
            ports[n] = share
        else:
            back[~n] = share


@cache
def _shares(count: int, above: int) -> tuple[float, ...]:
    """Return shares of a height for `count` flows, with one in the middle if `above` is over it."""
    if above < count and max(above, count - above - 1) <= CROWD:
        under = count - above
        shares = [0.5 * (k + 1) / (above + 1) for k in range(above)]
        return tuple(shares + [0.5 + 0.5 * k / under for k in range(under)])
    return tuple((k + 1) / (count + 1) for k in range(count))
