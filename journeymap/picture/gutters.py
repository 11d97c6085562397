"""What lies in each gutter, and on which tracks: only for those gutters where something changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from journeymap.model.order import Ends
from journeymap.picture.pieces import Way
from journeymap.picture.sides import ALONE, Sides
from journeymap.picture.tracks import Pins, tracks_of

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


class Held(NamedTuple):
    """What stands in each vertical gutter, and what lies in each horizontal one, by number."""

    standing: list[list[Standing]]
    lying: list[list[Standing]]


def held_in(gutters: int, tiers: int, ways: Sequence[Way | None]) -> Held:
    """Return the pieces in all gutters."""
    held = Held([[] for _ in range(gutters)], [[] for _ in range(tiers)])
    _hold(held, ways, range(len(ways)))
    return held


def held_again(
    was: Held,
    table: list[int] | None,
    vertical: Collection[int],
    horizontal: Collection[int],
    ways: Sequence[Way | None],
    changed: Collection[int],
) -> Held:
    """Return the pieces where some flows go otherwise than before.

    `table` has the numbers of now by those of before, None where they are the same. The gutters are
    all those where something came or went.
    """
    held = Held(*([*each] for each in was))
    others = set(changed)
    for here, touched in zip(held, (vertical, horizontal), strict=True):
        if table is not None:
            here[:] = [
                [(n, at) for number, at in pieces if (n := table[number]) >= 0] for pieces in here
            ]
        for gutter in touched:
            here[gutter] = [piece for piece in here[gutter] if piece[0] not in others]
    _hold(held, ways, changed)
    for here, touched in zip(held, (vertical, horizontal), strict=True):
        for gutter in touched:
            here[gutter].sort()
    return held


def _hold(held: Held, ways: Sequence[Way | None], numbers: Iterable[int]) -> None:
    """Add the pieces of some flows."""
    standing, lying = held
    for number in numbers:
        way = ways[number]
        if not way:
            continue
        standing[way[0][0]].append((number, 0))
        for at in range(1, len(way), 2):
            lying[way[at][0]].append((number, at))
            standing[way[at + 1][0]].append((number, at + 1))


def settle_gutters(
    vertical: Collection[int],
    horizontal: Collection[int],
    held: Held,
    ways: Sequence[Way | None],
    ends: Ends,
    sides: Sides,
    found: Tracks,
) -> None:
    """Write the tracks in some gutters."""
    new: dict[int, list[int]] = {}

    def write(number: int, at: int, track: int, load: int) -> None:
        if found.tracks[number][at] != track:
            new.setdefault(number, list(found.tracks[number]))[at] = track
        if at == 0:
            found.thick[number] = load

    for gutter in sorted(vertical):
        found.vertical[gutter] = _stand(held.standing[gutter], ways, ends, sides, write)
    for gutter in sorted(horizontal):
        pieces = held.lying[gutter]
        spans = []
        for place, (number, at) in enumerate(pieces):
            _, one, two = _way(ways, number)[at]
            spans.append((one, two, place, number) if one < two else (two, one, place, number))
        count, tracks, loads = tracks_of(spans, ends.sources, ends.targets)
        found.horizontal[gutter] = count
        for (number, at), track, load in zip(pieces, tracks, loads, strict=True):
            write(number, at, track, load)
    for number, tracks in new.items():
        found.tracks[number] = tuple(tracks)


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
