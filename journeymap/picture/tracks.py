"""Tracks in a gutter: which pieces of routes may share a line, and which line stands where.

Left-edge colouring on whole numbers (Hashimoto and Stevens, "Wire routing by optimizing channel
assignment within large apertures", 1971): sorted by where they begin, each piece takes the first
track that is free again. That needs the fewest tracks. Which track stands where is then chosen so
that few lines cross and none run into each other, as long as a gutter is small enough to try.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from journeymap.picture.spacing import TRACKS

SMALL = 14  # pieces up to which the order of the tracks is improved
OVERLAP = 20  # two lines on each other are as bad as so many crossings


class Gutter(NamedTuple):
    """The pieces in one gutter.

    A piece is (low, high, number, source item, target item) on whole numbers. Its pins, for
    vertical gutters only, say where it begins and ends exactly and to which side it goes on.
    """

    pieces: list[tuple[int, int, int, int, int]]
    pins: list[tuple[float, int, float, int]]


class Gutters:
    """The tracks of all gutters of one direction: `count` per gutter, `track` and `load` per piece.

    `load` says how many pieces share the track as one bundle, 1 for most.
    """

    __slots__ = ("count", "load", "track")

    def __init__(self, gutters: list[Gutter | None], pieces: int) -> None:
        self.track = [0] * pieces
        self.load = [1] * pieces
        self.count = [0] * len(gutters)
        for place, gutter in enumerate(gutters):
            if gutter is None:
                continue
            if len(gutter.pieces) == 1:
                self.count[place] = 1
                continue
            count = _colour(gutter.pieces, self.track)
            if count > TRACKS:
                count = _bundle(gutter.pieces, self.track, self.load)
            elif count > 1 and gutter.pins and len(gutter.pieces) <= SMALL:
                _arrange(gutter, count, self.track)
            self.count[place] = count


def _colour(pieces: list[tuple[int, int, int, int, int]], track: list[int]) -> int:
    """Write the track of each piece and return how many there are."""
    ends: list[int] = []
    for low, high, number, _, _ in sorted(pieces):
        for at, end in enumerate(ends):
            if end < low:
                ends[at] = high
                track[number] = at
                break
        else:
            track[number] = len(ends)
            ends.append(high)
    return len(ends)


def _bundle(pieces: list[tuple[int, int, int, int, int]], track: list[int], load: list[int]) -> int:
    """Write tracks where pieces that share an end share a track, and return how many there are."""
    targets = Counter(piece[4] for piece in pieces)
    groups: dict[tuple[int, int], list[tuple[int, int, int, int, int]]] = {}
    for piece in pieces:
        shared = (1, piece[4]) if targets[piece[4]] > 1 else (0, piece[3])
        groups.setdefault(shared, []).append(piece)
    bundles = list(groups.values())
    count = _colour(
        [(min(p[0] for p in b), max(p[1] for p in b), b[0][2], 0, 0) for b in bundles], track
    )
    for bundle in bundles:
        for piece in bundle:
            track[piece[2]] = track[bundle[0][2]]
            load[piece[2]] = len(bundle)
    return count


def _arrange(gutter: Gutter, count: int, track: list[int]) -> None:
    """Put the tracks of a small vertical gutter into an order in which few lines cross."""
    members: list[list[tuple[float, int, float, int]]] = [[] for _ in range(count)]
    for piece, pins in zip(gutter.pieces, gutter.pins, strict=True):
        members[track[piece[2]]].append(pins)
    cost = [
        [0 if a == b else _cost(members[a], members[b]) for b in range(count)] for a in range(count)
    ]
    order = list(range(count))
    for _ in range(count):
        moved = False
        for at in range(count - 1):
            a, b = order[at], order[at + 1]
            if cost[a][b] > cost[b][a]:
                order[at], order[at + 1] = b, a
                moved = True
        if not moved:
            break
    place = {old: new for new, old in enumerate(order)}
    for piece in gutter.pieces:
        track[piece[2]] = place[track[piece[2]]]


def _cost(
    starts: list[tuple[float, int, float, int]], ends: list[tuple[float, int, float, int]]
) -> int:
    """Return how much it costs when the pieces `starts` stand before the pieces `ends`."""
    cost = 0
    for one in starts:
        low, high = (one[0], one[2]) if one[0] < one[2] else (one[2], one[0])
        for two in ends:
            bottom, top = (two[0], two[2]) if two[0] < two[2] else (two[2], two[0])
            # what goes on to the end side from `one` passes `two`, and the other way round
            for at, side in ((one[0], one[1]), (one[2], one[3])):
                if side > 0 and bottom < at < top:
                    cost += 1
            for at, side in ((two[0], two[1]), (two[2], two[3])):
                if side < 0 and low < at < high:
                    cost += 1
            for at, side in ((one[0], one[1]), (one[2], one[3])):
                if side > 0:
                    for other, facing in ((two[0], two[1]), (two[2], two[3])):
                        if facing < 0 and abs(at - other) < 0.04:
                            cost += OVERLAP
    return cost
