"""Tracks in a gutter: which pieces of routes may share a line, and which line stands where.

Left-edge colouring on whole numbers (Hashimoto and Stevens, "Wire routing by optimizing channel
assignment within large apertures", 1971): sorted by where they begin, each piece takes the first
track that is free again. That needs the fewest tracks. Which track stands where is then chosen so
that few lines cross and none run into each other, as long as a gutter is small enough to try.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from journeymap.picture.spacing import TRACKS

SMALL = 10  # pieces up to which the order of the tracks is improved
OVERLAP = 20  # two lines on each other are as bad as so many crossings

Piece = tuple[int, int, int, int]  # low, high, number, flow
Pins = tuple[float, int, float, int]  # where it begins, to which side it came, the same of its end


def tracks_of(
    held: list[Piece],
    sources: Sequence[int],
    targets: Sequence[int],
    pins: Callable[[int], Pins] | None = None,
) -> tuple[int, list[int], list[int]]:
    """Return how many tracks a gutter needs, the track of each of its pieces, and their loads.

    Pieces are numbered from 0 on; `sources` and `targets` are those of all flows. A load says how
    many pieces share the track as one bundle, 1 for most. `pins` is asked in small gutters only,
    and tells more exactly than whole numbers where a piece begins and ends.
    """
    track, load = [0] * len(held), [1] * len(held)
    if len(held) < 2:
        return len(held), track, load
    count = _colour(held, track, TRACKS)
    if count > TRACKS:
        count = _bundle(held, sources, targets, track, load)
    elif pins is not None and count > 1 and len(held) <= SMALL:
        _arrange(held, pins, count, track)
    return count, track, load


def _colour(pieces: list[Piece], track: list[int], most: int = 0) -> int:
    """Write the track of each piece and return how many there are; more than `most` are enough."""
    ends: list[int] = []
    for low, high, number, _ in sorted(pieces):
        for at, end in enumerate(ends):
            if end < low:
                ends[at] = high
                track[number] = at
                break
        else:
            track[number] = len(ends)
            ends.append(high)
            if len(ends) > most > 0:
                break
    return len(ends)


def _bundle(
    pieces: list[Piece],
    sources: Sequence[int],
    targets: Sequence[int],
    track: list[int],
    load: list[int],
) -> int:
    """Write tracks where pieces that share an end share a track, and return how many there are."""
    to: dict[int, list[Piece]] = defaultdict(list)
    come_from: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        to[targets[piece[3]]].append(piece)
    bundles = []
    for those in to.values():
        if len(those) > 1:
            bundles.append(those)
        else:
            come_from[sources[those[0][3]]].append(those[0])
    bundles += come_from.values()
    whole = [(*_extent(bundle), bundle[0][2], 0) for bundle in bundles]
    count = _colour(whole, track)
    for bundle in bundles:
        shares, many = track[bundle[0][2]], len(bundle)
        for _, _, number, _ in bundle:
            track[number] = shares
            load[number] = many
    return count


def _extent(bundle: Sequence[Piece]) -> tuple[int, int]:
    """Return from where to where some pieces reach together."""
    low, high, *_ = bundle[0]
    for begin, end, *_ in bundle[1:]:
        low, high = min(low, begin), max(high, end)
    return low, high


def _arrange(
    held: Sequence[Piece], pins: Callable[[int], Pins], count: int, track: list[int]
) -> None:
    """Put the tracks of a small vertical gutter into an order in which few lines cross."""
    members: list[list[Pins]] = [[] for _ in range(count)]
    for piece in held:
        members[track[piece[2]]].append(pins(piece[2]))
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
    for piece in held:
        track[piece[2]] = place[track[piece[2]]]


def _cost(starts: list[Pins], ends: list[Pins]) -> int:
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
