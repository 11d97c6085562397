"""What lies in each gutter, and on which tracks: only for those gutters where something changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, TypeAlias, cast

from journeymap.model.order import Ends
from journeymap.picture.kept import Window
from journeymap.picture.pieces import Way
from journeymap.picture.sides import ALONE, Sides
from journeymap.picture.tracks import Pins, tracks_of

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
    _hold(held, (range(gutters), range(tiers)), ways, range(len(ways)))
    return held


def held_again(
    was: Held,
    flows: Window,
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
    others, both = set(changed), (vertical, horizontal)
    for here, touched in zip(held, both, strict=True):
        if flows.gone != flows.new:
            here[:] = [_renumbered(pieces, flows) for pieces in here]
        for gutter in touched:
            here[gutter] = [piece for piece in here[gutter] if piece[0] not in others]
    _hold(held, both, ways, changed)
    for here, touched in zip(held, both, strict=True):
        for gutter in touched:
            here[gutter].sort()
    return held


def _renumbered(pieces: list[Standing], flows: Window) -> list[Standing]:
    """Return pieces with the numbers of now; they are sorted."""
    first = bisect_left(pieces, (flows.start,))
    if first == len(pieces):
        return pieces
    last = bisect_left(pieces, (flows.start + flows.gone,), first)
    more = flows.new - flows.gone
    return pieces[:first] + [(n + more, at) for n, at in pieces[last:]]


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
                held[at % 2][piece[0]].append((number, at))


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
        for place, (number, at) in enumerate(pieces):
            _, one, two = laid[number][at]
            spans.append((one, two, place, number) if one < two else (two, one, place, number))
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
    bunches: dict[tuple[bool, int], list[int]] = {}
    for place, (number, at) in enumerate(pieces):
        if at == 0 and sides.left_as[number] != ALONE:
            bunches.setdefault((True, sides.left_as[number]), []).append(place)
        elif sides.entered_as[number] != ALONE and at == len(ways[number]) - 1:
            bunches.setdefault((False, sides.entered_as[number]), []).append(place)
    spans = []
    for number, at in pieces:
        _, one, two, _, _ = ways[number][at]
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
        way = ways[number]
        _, one, two, turn_from, turn_to = way[which]
        first = one + (sides.out[number] - 0.5 if which == 0 else 0.0)
        last = two + (sides.into[number] - 0.5 if which == len(way) - 1 else 0.0)
        return first, turn_from, last, turn_to

    count, tracks, loads = tracks_of(held, ends.sources, ends.targets, pins)
    whole, thick = [0] * len(pieces), found.thick
    for place, track, load in zip(laid, tracks, loads, strict=True):
        for each in (place, *follows[place]) if place in follows else (place,):
            whole[each] = track
            number, at = pieces[each]
            if at == 0:
                thick[number] = load
    _write(pieces, whole, found, new)
    return count


def _write(
    pieces: Sequence[Standing],
    tracks: Sequence[int],
    found: Tracks,
    new: dict[int, list[int]],
) -> None:
    """Write to `new`, by flow, the tracks of those that are on another one."""
    for (number, at), track in zip(pieces, tracks, strict=True):
        was = found.tracks[number]
        if was[at] != track:
            if number not in new:
                new[number] = list(was)
            new[number][at] = track
