"""The ways of the flows through the gutters: which pieces, which ports, which tracks. No pixel.

A way leaves a card at its end side, enters one at its start side, and between them goes by turns
through vertical and horizontal gutters; cards never stand there. Heights are counted in keys: the
row r is 2r + 1, the gutter above it 2r. Layout turns columns, rows and tracks into coordinates.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from journeymap.model.journey import Flow
from journeymap.picture.grid import Grid
from journeymap.picture.tracks import Gutters, Piece, Pins

# A way is a tuple of numbers of pieces: vertical, horizontal, vertical, …; LEVEL has none.
Way = tuple[int, ...]
LEVEL: Way = ()


class Routes(NamedTuple):
    """What is known of every flow before there are coordinates.

    `ends` are the items it joins. `ways` holds None where a flow has no route and where it runs
    straight down or up inside its column; for the latter `straight` says in which place beside
    others of the same two cards. Ports are shares of the height where it leaves and enters.
    """

    ends: list[tuple[int, int]]
    ways: list[Way | None]
    straight: dict[int, int]
    pairs: dict[
        tuple[int, int], int
    ]  # of two items with such flows, the lower first: the last place
    out_port: list[float]
    in_port: list[float]
    vertical: Gutters
    horizontal: Gutters
    v_gutter: list[int]  # of each vertical piece
    h_gutter: list[int]


class _Plan:
    """The pieces while they are being laid; one instance serves one layout."""

    __slots__ = ("_by_gutter", "_first", "_occupied", "flat", "grid", "upright")

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        # (gutter, key where it begins along the flow, key where it ends, turns): a turn is −1 where
        # what the piece joins lies to the start side, 1 to the end side
        self.upright: list[tuple[int, int, int, int, int]] = []
        self.flat: list[tuple[int, int, int]] = []
        self._first = grid.first_row
        self._occupied: set[int] | None = None
        self._by_gutter: dict[int, list[int]] = {}
        for i in grid.spans:
            for gutter in range(grid.column[i] + 1, grid.end[i] + 1):
                self._by_gutter.setdefault(gutter, []).append(2 * grid.row[i] + 1)
        for keys in self._by_gutter.values():
            keys.sort()

    def blocked(self, gutter: int, one: int, other: int) -> bool:
        """Return whether a card lies across a vertical gutter between two keys."""
        keys = self._by_gutter.get(gutter)
        if keys is None:
            return False
        low, high = (one, other) if one < other else (other, one)
        at = bisect_left(keys, low)
        return at < len(keys) and keys[at] <= high

    def free_column(self, column: int, above: int, below: int) -> bool:
        """Return whether no card stands in a column between two rows."""
        grid = self.grid
        if self._occupied is None:
            wide = grid.columns
            held = {r * wide + c for r, c in zip(grid.row, grid.column, strict=True)}
            for i in grid.spans:
                start = grid.row[i] * wide
                held.update(range(start + grid.column[i], start + grid.end[i] + 1))
            self._occupied = held
        held, wide = self._occupied, grid.columns
        return not any(r * wide + column in held for r in range(above + 1, below))

    def down(self, gutter: int, start: int, to: int, turn_from: int = -1, turn_to: int = 1) -> int:
        """Return the number of a new vertical piece."""
        self.upright.append((gutter, start, to, turn_from, turn_to))
        return len(self.upright) - 1

    def along(self, gutter: int, start: int, to: int) -> int:
        """Return the number of a new horizontal piece in the gutter above tier `gutter`."""
        self.flat.append((gutter, start, to))
        return len(self.flat) - 1

    def through(
        self, lane_gutter: int, source: int, start: int, target: int, to: int, turn_to: int = 1
    ) -> Way | None:
        """Return the way by one horizontal gutter, None where a card lies across it."""
        key = 2 * self._first[lane_gutter]
        if self._by_gutter and (self.blocked(source, start, key) or self.blocked(target, key, to)):
            return None
        side = 1 if target >= source else -1
        first = self.down(source, start, key, -1, side)
        middle = self.along(lane_gutter, source, target)
        return (first, middle, self.down(target, key, to, -side, turn_to))

    def around(
        self,
        leave: int,
        source: int,
        start: int,
        enter: int,
        target: int,
        to: int,
        turn_to: int = 1,
    ) -> Way:
        """Return the way by two horizontal gutters and the nearest free vertical one between them.

        `leave` touches the tier where it starts and `enter` the one where it ends; the outermost
        vertical gutters are always free.
        """
        upper, lower = 2 * self._first[leave], 2 * self._first[enter]
        last = self.grid.columns
        middle = (source + target) / 2
        by = next(
            g
            for g in sorted(range(last + 1), key=lambda g: (abs(g - middle), g))
            if not self.blocked(g, upper, lower)
        )
        one, two = (1 if by >= source else -1), (1 if target >= by else -1)
        return (
            self.down(source, start, upper, -1, one),
            self.along(leave, source, by),
            self.down(by, upper, lower, -one, two),
            self.along(enter, by, target),
            self.down(target, lower, to, -two, turn_to),
        )


def route(flows: Sequence[Flow], links: Sequence[tuple[int, int]], grid: Grid) -> Routes:
    """Return the routes of all flows, and after them the links between cards and their stubs."""
    plan = _Plan(grid)
    column, end, row, tier = grid.column, grid.end, grid.row, grid.tier
    before, behind, left, right = grid.before, grid.behind, grid.left, grid.right
    spans = bool(grid.spans)
    blocked, down, upright = plan.blocked, plan.down, plan.upright
    ways: list[Way | None] = []
    ends = list(links)
    straight: dict[int, int] = {}
    pairs: dict[tuple[int, int], int] = {}
    reach: dict[int, int] = {}  # how far flows out of a card use the free row behind it
    start: dict[int, int] = {}  # from where on flows into a card use the free row before it
    leaving: list[list[int] | None] = [None] * len(column)
    entering: list[list[int] | None] = [None] * len(column)
    out_key: list[int] = []
    in_key: list[int] = []
    level: set[int] = set()
    far = 1 << 30
    for number, (s, t) in enumerate(links):
        if s < 0 or t < 0:
            ways.append(None)
            out_key.append(0)
            in_key.append(0)
            continue
        sg, tg = end[s] + 1, column[t]
        ks, kt = 2 * row[s] + 1, 2 * row[t] + 1
        way: Way | None = None
        if s == t:
            way = (down(sg, ks, ks, -1, -1),)
        elif tg >= sg:
            if ks == kt and (sg == tg or behind[s] >= tg):
                way = LEVEL
                level.add(number)
                if sg != tg:
                    reach[s] = max(reach.get(s, 0), tg)
                    start[t] = min(start.get(t, far), sg)
            elif sg == tg:
                if not (spans and blocked(sg, ks, kt)):
                    way = (down(sg, ks, kt),)
            elif (
                behind[s] >= tg
                and start.get(right[s], far) > tg
                and not (spans and blocked(tg, ks, kt))
            ):
                way = (down(tg, ks, kt),)
                reach[s] = max(reach.get(s, 0), tg)
            elif (
                before[t] < sg
                and reach.get(left[t], -1) < sg
                and not (spans and blocked(sg, ks, kt))
            ):
                way = (down(sg, ks, kt),)
                start[t] = min(start.get(t, far), sg)
        elif column[s] == tg and plan.free_column(tg, min(row[s], row[t]), max(row[s], row[t])):
            pair = (s, t) if s < t else (t, s)
            straight[number] = pairs[pair] = pairs.get(pair, -1) + 1
            ways.append(None)
            out_key.append(0)
            in_key.append(0)
            continue
        if way is None:
            way = _by_gutters(plan, flows[number].kind, sg, ks, tier[row[s]], tg, kt, tier[row[t]])
        ways.append(way)
        if way:
            out_key.append(upright[way[0]][2])
            in_key.append(upright[way[-1]][1])
        else:
            out_key.append(ks)
            in_key.append(kt)
        held = leaving[s]
        if held is None:
            leaving[s] = [number]
        else:
            held.append(number)
        if s == t:
            # the loop comes back to the side where it left
            leaving[s].append(~number)  # type: ignore[union-attr]  # made just above
            continue
        held = entering[t]
        if held is None:
            entering[t] = [number]
        else:
            held.append(number)
    _links(plan, grid, ends, ways, straight)
    out_port, in_port = [0.5] * len(ends), [0.5] * len(ends)
    for number in range(len(links), len(ends)):
        # off the middle, where flows come in
        card, stub = ends[number]
        out_port[number] = 0.85 if row[stub] > row[card] else 0.15
    _spread(leaving, out_key, level, out_port, in_port)
    _spread(entering, in_key, level, in_port, in_port)
    for number in level:
        # unequal ports of one row need a step in the gutter before the target
        if abs(out_port[number] - in_port[number]) > 1e-6:
            s, t = links[number]
            key = 2 * row[s] + 1
            ways[number] = (down(column[t], key, key),)
    return Routes(
        ends, ways, straight, pairs, out_port, in_port,
        _vertical(plan, ends, ways, out_port, in_port),
        _horizontal(plan, ends, ways),
        [piece[0] for piece in upright], [piece[0] for piece in plan.flat],
    )  # fmt: skip


def _by_gutters(
    plan: _Plan, kind: str, sg: int, ks: int, source: int, tg: int, kt: int, target: int
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
        way = plan.through(gutter, sg, ks, tg, kt)
        if way is not None:
            return way
    leave, enter = (source + 1, target) if target > source else (source, target + 1)
    return plan.around(leave, sg, ks, enter, tg, kt)


def _links(
    plan: _Plan,
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
            ways.append((plan.down(gutter, ks, kt, 1, 1),))
        else:
            one, two = grid.tier[grid.row[card]], grid.tier[grid.row[stub]]
            leave, enter = (one + 1, two) if two > one else (one, two + 1)
            way = plan.around(leave, gutter, ks, enter, gutter, kt)
            piece = plan.upright[way[0]]
            plan.upright[way[0]] = (*piece[:3], 1, piece[4])
            ways.append(way)


def _spread(
    sides: Sequence[list[int] | None],
    keys: Sequence[int],
    level: set[int],
    ports: list[float],
    back: list[float],
) -> None:
    """Write the ports of every card side: by where the other end is, spread over the height.

    Where exactly one flow stays in the row it keeps the middle, and runs as a straight line. The
    number of a loop stands a second time as ~number, for the port by which it comes back.
    """
    for side in sides:
        if side is None or (len(side) == 1):
            continue
        side.sort(key=keys.__getitem__ if min(side) >= 0 else lambda n: keys[n if n >= 0 else ~n])
        count = len(side)
        middle = [at for at, n in enumerate(side) if n in level]
        if len(middle) == 1:
            above = middle[0]
            under = count - above - 1
            shares = [0.5 * (k + 1) / (above + 1) for k in range(above)]
            shares.append(0.5)
            shares += [0.5 + 0.5 * (k + 1) / (under + 1) for k in range(under)]
        else:
            shares = [(k + 1) / (count + 1) for k in range(count)]
        for n, share in zip(side, shares, strict=True):
            if n >= 0:
                ports[n] = share
            else:
                back[~n] = share


def _vertical(
    plan: _Plan,
    ends: Sequence[tuple[int, int]],
    ways: Sequence[Way | None],
    out_port: Sequence[float],
    in_port: Sequence[float],
) -> Gutters:
    """Return the tracks of the vertical pieces."""
    gutters: list[list[Piece] | None] = [None] * (plan.grid.columns + 1)
    upright = plan.upright
    owner = [0] * len(upright)  # the flow of each piece
    for number, way in enumerate(ways):
        if not way:
            continue
        source, target = ends[number]
        for piece in way[::2]:
            owner[piece] = number
            place, one, two, _, _ = upright[piece]
            new = (
                (one, two, piece, source, target)
                if one < two
                else (two, one, piece, source, target)
            )
            held = gutters[place]
            if held is None:
                gutters[place] = [new]
            else:
                held.append(new)

    def pins(piece: int) -> Pins:
        # where exactly a piece begins and ends: rows reach over half a key to both sides
        _, start, to, turn_from, turn_to = upright[piece]
        number = owner[piece]
        way = ways[number] or ()
        one = start + (out_port[number] - 0.5 if piece == way[0] else 0.0)
        two = to + (in_port[number] - 0.5 if piece == way[-1] else 0.0)
        return one, turn_from, two, turn_to

    return Gutters(gutters, len(upright), pins)


def _horizontal(
    plan: _Plan, ends: Sequence[tuple[int, int]], ways: Sequence[Way | None]
) -> Gutters:
    """Return the tracks of the horizontal pieces."""
    gutters: list[list[Piece] | None] = [None] * len(plan.grid.first_row)
    for number, way in enumerate(ways):
        if not way or len(way) == 1:
            continue
        source, target = ends[number]
        for piece in way[1::2]:
            place, one, two = plan.flat[piece]
            new = (
                (one, two, piece, source, target)
                if one < two
                else (two, one, piece, source, target)
            )
            held = gutters[place]
            if held is None:
                gutters[place] = [new]
            else:
                held.append(new)
    return Gutters(gutters, len(plan.flat))
