"""What lies in each gutter, and on which tracks: only for those gutters where something changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, TypeAlias, cast

from journeymap.model.order import Ends
from journeymap.picture.pieces import Way
from journeymap.picture.sides import ALONE, Sides
from journeymap.picture.tracks import Pins, tracks_of
from journeymap.picture.windows import Part, Windows

PLACES = 3  # bits for the place of a piece in its way, which has five at most
PLACE = (1 << PLACES) - 1
Standing: TypeAlias = int  # a flow << PLACES | which of its pieces


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
    _hold(held, (range(gutters), range(tiers)), ways, range(len(ways)))
    return held


def held_again(
    was: Held,
    flows: Windows,
    vertical: Collection[int],
    horizontal: Collection[int],
    ways: Sequence[Way | None],
    changed: Collection[int],
) -> Held:
    """Return the pieces where some flows go otherwise than before.

    `flows` is where those of now are not those of before. The gutters are all those where something
    came, went or turned; all else of a flow lies as before, by the same places in its way.
    """
    held = Held(*([*each] for each in was))
    others, both, shifts = set(changed), (vertical, horizontal), flows.shifts
    for here, touched in zip(held, both, strict=True):
        if shifts:
            here[:] = [_renumbered(pieces, shifts) for pieces in here]
        for gutter in touched:
            here[gutter] = [piece for piece in here[gutter] if piece >> PLACES not in others]
    _hold(held, both, ways, changed)
    for here, touched in zip(held, both, strict=True):
        for gutter in touched:
            here[gutter].sort()
    return held


def _renumbered(pieces: list[Standing], shifts: Sequence[Part]) -> list[Standing]:
    """Return pieces with the numbers of now; they are sorted."""
    if not pieces or pieces[-1] >> PLACES < shifts[0][0]:
        return pieces
    found: list[Standing] = []
    at = more = 0
    for start, gone, new in shifts:
        first = bisect_left(pieces, start << PLACES, at)
        found += map(more.__add__, pieces[at:first])
        at = bisect_left(pieces, (start + gone) << PLACES, first)
        more += (new - gone) << PLACES
    found += map(more.__add__, pieces[at:])
    return found


def _hold(
    held: Held,
    gutters: tuple[Collection[int], Collection[int]],
    ways: Sequence[Way | None],
    numbers: Iterable[int],
) -> None:
    """Add the pieces of some flows in some gutters, vertical and horizontal ones."""
    for number in numbers:
        for at, piece in enumerate(ways[number] or ()):
            if piece[0] in gutters[at % 2]:
                held[at % 2][piece[0]].append(number << PLACES | at)


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
    laid = cast("Sequence[Way]", ways)  # what lies in a gutter has a way
    new: dict[int, list[int]] = {}
    for gutter in vertical:
        found.vertical[gutter] = _stand(held.standing[gutter], laid, ends, sides, found, new)
    for gutter in horizontal:
        pieces = held.lying[gutter]
        spans = []
        for nth, piece in enumerate(pieces):
            number = piece >> PLACES
            _, one, two = laid[number][piece & PLACE]
            spans.append((one, two, nth, number) if one < two else (two, one, nth, number))
        found.horizontal[gutter], tracks, _ = tracks_of(spans, ends.sources, ends.targets)
        _write(pieces, tracks, found, new)
    for number, tracks in new.items():
        found.tracks[number] = tuple(tracks)


def _stand(
    pieces: Sequence[Standing],
    ways: Sequence[Way],
    ends: Ends,
    sides: Sides,
    found: Tracks,
    new: dict[int, list[int]],
) -> int:
    """Write the tracks in a vertical gutter and return how many there are.

    Of each bunch the longest piece is laid, as long as all of them together; the others follow it.
    """
    left_as, entered_as, out, into = sides
    bunches: dict[int, list[int]] = {}  # what enters together by ~ the number of the first
    held = []
    for nth, piece in enumerate(pieces):
        number, at = piece >> PLACES, piece & PLACE
        way = ways[number]
        _, one, two, _, _ = way[at]
        held.append((one, two, nth, number) if one < two else (two, one, nth, number))
        if at == 0 and left_as[number] != ALONE:
            bunches.setdefault(left_as[number], []).append(nth)
        elif entered_as[number] != ALONE and at == len(way) - 1:
            bunches.setdefault(~entered_as[number], []).append(nth)
    follows = {}
    for bunch in bunches.values():
        if len(bunch) > 1:
            longest = max(bunch, key=lambda nth: held[nth][1] - held[nth][0])
            bunch.remove(longest)
            follows[longest] = bunch
            low, high = min(held[n][0] for n in bunch), max(held[n][1] for n in bunch)
            begin, end, _, number = held[longest]
            held[longest] = (min(low, begin), max(high, end), longest, number)
    laid: Sequence[int] = range(len(pieces))
    if follows:
        followers = {nth for others in follows.values() for nth in others}
        laid = [nth for nth in laid if nth not in followers]
        held = [(*held[nth][:2], at, held[nth][3]) for at, nth in enumerate(laid)]

    def pins(at: int) -> Pins:
        # where exactly a piece begins and ends: rows reach over half a key to both sides
        piece = pieces[laid[at]]
        number, which = piece >> PLACES, piece & PLACE
        way = ways[number]
        _, one, two, turn_from, turn_to = way[which]
        first = one + (out[number] - 0.5 if which == 0 else 0.0)
        last = two + (into[number] - 0.5 if which == len(way) - 1 else 0.0)
        return first, turn_from, last, turn_to

    count, tracks, loads = tracks_of(held, ends.sources, ends.targets, pins)
    if follows:
        whole, carried = [0] * len(pieces), [1] * len(pieces)
        for nth, track, load in zip(laid, tracks, loads, strict=True):
            for each in (nth, *follows[nth]) if nth in follows else (nth,):
                whole[each], carried[each] = track, load
        tracks, loads = whole, carried
    for piece, load in zip(pieces, loads, strict=True):
        if not piece & PLACE:
            found.thick[piece >> PLACES] = load
    _write(pieces, tracks, found, new)
    return count


def _write(
    pieces: Sequence[Standing],
    tracks: Sequence[int],
    found: Tracks,
    new: dict[int, list[int]],
) -> None:
    """Write to `new`, by flow, the tracks of those that are on another one."""
    known = found.tracks
    for piece, track in zip(pieces, tracks, strict=True):
        number, at = piece >> PLACES, piece & PLACE
        was = known[number]
        if was[at] != track:
            if number not in new:
                new[number] = list(was)
            new[number][at] = track
