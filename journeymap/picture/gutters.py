"""What lies in each gutter, and on which tracks: only for those gutters where something changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeAlias

from journeymap.picture.pieces import Way
from journeymap.picture.sides import ALONE, Sides
from journeymap.picture.tracks import Pins, tracks_of
from journeymap.picture.ways import Ends, Laid

# a flow, which of its pieces, its track, and how many share that as one bundle
Write: TypeAlias = Callable[[int, int, int, int], None]


Standing: TypeAlias = tuple[int, int]  # a flow, and which of its pieces


class Tracks(NamedTuple):
    """By flow the tracks of its pieces, and how many share the first with it; by gutter how many.

    `thick` is 1 for most, more where a full gutter has bundles.
    """

    tracks: list[tuple[int, ...]]
    thick: list[int]
    vertical: list[int]
    horizontal: list[int]


def pieces_in(
    gutters: int, ways: Sequence[Way | None], laid: Sequence[Laid]
) -> list[list[Standing]]:
    """Return by vertical gutter the pieces that stand in it.

    A flow that goes otherwise than `laid` only steps up or down in its gutter.
    """
    standing: list[list[Standing]] = [[] for _ in range(gutters)]
    late: list[int] = []
    for number, way in enumerate(ways):
        if not way:
            continue
        if len(way) > 1:
            for at in range(0, len(way), 2):
                standing[way[at][0]].append((number, at))
        elif number < len(laid) and not laid[number].way:
            late.append(number)  # what only steps is laid last
        else:
            standing[way[0][0]].append((number, 0))
    for number in late:
        standing[_way(ways, number)[0][0]].append((number, 0))
    return standing


def settle_gutters(
    vertical: Collection[int],
    horizontal: Collection[int],
    standing: Sequence[Sequence[Standing]],
    ways: Sequence[Way | None],
    ends: Ends,
    sides: Sides,
    found: Tracks,
) -> set[int]:
    """Write the tracks in some gutters; return the vertical ones where some flow has another."""
    lying: dict[int, list[Standing]] = {gutter: [] for gutter in sorted(horizontal)}
    for number, way in enumerate(ways) if lying else ():
        if way and len(way) > 1:
            for at in range(1, len(way), 2):
                if way[at][0] in lying:
                    lying[way[at][0]].append((number, at))
    new: dict[int, list[int]] = {}
    others: set[int] = set()

    def write(number: int, at: int, track: int, load: int) -> None:
        if found.tracks[number][at] != track:
            new.setdefault(number, list(found.tracks[number]))[at] = track
            if at % 2 == 0:
                others.add(_way(ways, number)[at][0])
        if at == 0:
            found.thick[number] = load

    for gutter in sorted(vertical):
        found.vertical[gutter] = _stand(standing[gutter], ways, ends, sides, write)
    for gutter, pieces in lying.items():
        held = []
        for place, (number, at) in enumerate(pieces):
            _, one, two = _way(ways, number)[at]
            held.append((min(one, two), max(one, two), place, number))
        count, tracks, loads = tracks_of(held, ends.sources, ends.targets)
        found.horizontal[gutter] = count
        for (number, at), track, load in zip(pieces, tracks, loads, strict=True):
            write(number, at, track, load)
    for number, tracks in new.items():
        found.tracks[number] = tuple(tracks)
    return others


def _stand(
    pieces: Sequence[Standing],
    ways: Sequence[Way | None],
    ends: Ends,
    sides: Sides,
    write: Write,
) -> int:
    """Write the tracks in a vertical gutter and return how many there are.

    Of each bunch the longest piece is laid, as long as all of them together; the others follow it.
    """
    bunches: dict[tuple[bool, int], list[int]] = {}
    for place, (number, at) in enumerate(pieces):
        if at == 0 and sides.left_as[number] != ALONE:
            bunches.setdefault((True, sides.left_as[number]), []).append(place)
        elif sides.entered_as[number] != ALONE and at == len(_way(ways, number)) - 1:
            bunches.setdefault((False, sides.entered_as[number]), []).append(place)
    spans = []
    for number, at in pieces:
        one, two = _way(ways, number)[at][1:3]
        spans.append((one, two) if one < two else (two, one))
    follows: dict[int, list[int]] = {}
    for bunch in bunches.values():
        longest = max(bunch, key=lambda place: spans[place][1] - spans[place][0])
        follows[longest] = [place for place in bunch if place != longest]
        low, high = min(spans[place][0] for place in bunch), max(spans[p][1] for p in bunch)
        spans[longest] = (low, high)
    followers = {place for others in follows.values() for place in others}
    laid = [place for place in range(len(pieces)) if place not in followers]
    held = [(*spans[place], at, pieces[place][0]) for at, place in enumerate(laid)]

    def pins(at: int) -> Pins:
        # where exactly a piece begins and ends: rows reach over half a key to both sides
        number, which = pieces[laid[at]]
        way = _way(ways, number)
        _, one, two, turn_from, turn_to = way[which]
        first = one + (sides.out[number] - 0.5 if which == 0 else 0.0)
        last = two + (sides.into[number] - 0.5 if which == len(way) - 1 else 0.0)
        return first, turn_from, last, turn_to

    count, tracks, loads = tracks_of(held, ends.sources, ends.targets, pins)
    for place, track, load in zip(laid, tracks, loads, strict=True):
        for each in (place, *follows.get(place, ())):
            number, at = pieces[each]
            write(number, at, track, load)
    return count


def _way(ways: Sequence[Way | None], number: int) -> Way:
    way = ways[number]
    assert way is not None
    return way
