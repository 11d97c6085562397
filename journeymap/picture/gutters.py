"""What lies in each gutter, and on which tracks: only for those gutters where something changed."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Sequence
from typing import NamedTuple, cast

from journeymap.model.order import Ends
from journeymap.picture.kept import GONE, renumbered
from journeymap.picture.pieces import Way
from journeymap.picture.sides import ALONE, Sides
from journeymap.picture.tracks import Pins, tracks_of


class Tracks(NamedTuple):
    """By flow the tracks of its pieces, and how many share the first with it; by gutter how many.

    `thick` is 1 for most, more where a full gutter has bundles.
    """

    tracks: list[tuple[int, ...]]
    thick: list[int]
    vertical: list[int]
    horizontal: list[int]


class Pieces(NamedTuple):
    """The pieces in all gutters of one kind, of each gutter sorted by flow and place.

    `flow` says by gutters whose each piece is, `place` which of its way.
    """

    flow: list[list[int]]
    place: list[list[int]]

    def of(self, gutter: int) -> tuple[list[int], list[int]]:
        """Return the flows and the places of the pieces in a gutter."""
        return self.flow[gutter], self.place[gutter]


class Held(NamedTuple):
    """What stands in the vertical gutters, and what lies in the horizontal ones."""

    standing: Pieces
    lying: Pieces


def held_in(gutters: int, tiers: int, ways: Sequence[Way | None]) -> Held:
    """Return the pieces in all gutters."""
    held = Held(*(Pieces([[]] * count, [[]] * count) for count in (gutters, tiers)))
    _exchange(held, (range(gutters), range(tiers)), ways, range(len(ways)))
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

    `table` has the numbers of now by those of before. The gutters are all those where
    something came, went or turned; all else of a flow lies as before, by the same places in its
    way.
    """
    if table is None:
        held = Held(*(Pieces([*flow], [*place]) for flow, place in was))
    else:
        held = Held(
            *(Pieces([renumbered(table, g) for g in flow], [*place]) for flow, place in was)
        )
    _exchange(held, (vertical, horizontal), ways, changed)
    return held


def _exchange(
    held: Held,
    touched: tuple[Collection[int], Collection[int]],
    ways: Sequence[Way | None],
    changed: Collection[int],
) -> None:
    """Put the pieces that some flows have now in place of those that they had in some gutters."""
    others = {*changed, GONE}
    for (flow, place), gutters in zip(held, touched, strict=True):
        for gutter in gutters:
            flows, places = flow[gutter], place[gutter] = [*flow[gutter]], [*place[gutter]]
            for number in others.intersection(flows):
                for _ in range(flows.count(number)):
                    at = flows.index(number)
                    del flows[at], places[at]
    for number in changed:
        for nth, piece in enumerate(ways[number] or ()):
            (flow, place), gutters = held[nth % 2], touched[nth % 2]
            if piece[0] in gutters:
                at = bisect(flow[piece[0]], number)
                flow[piece[0]].insert(at, number)
                place[piece[0]].insert(at, nth)


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
        pieces = held.standing.of(gutter)
        found.vertical[gutter] = _stand(*pieces, laid, ends, sides, found, new)
    for gutter in horizontal:
        pieces = held.lying.of(gutter)
        spans = []
        for nth, (number, place) in enumerate(zip(*pieces, strict=True)):
            _, one, two = laid[number][place]
            spans.append((one, two, nth, number) if one < two else (two, one, nth, number))
        found.horizontal[gutter], tracks, _ = tracks_of(spans, ends.sources, ends.targets)
        _write(*pieces, tracks, found, new)
    for number, tracks in new.items():
        found.tracks[number] = tuple(tracks)


def _stand(
    flows: Sequence[int],
    places: Sequence[int],
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
    for nth, (number, place) in enumerate(zip(flows, places, strict=True)):
        way = ways[number]
        _, one, two, _, _ = way[place]
        held.append((one, two, nth, number) if one < two else (two, one, nth, number))
        if place == 0 and left_as[number] != ALONE:
            bunches.setdefault(left_as[number], []).append(nth)
        elif entered_as[number] != ALONE and place == len(way) - 1:
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
    laid: Sequence[int] = range(len(flows))
    if follows:
        followers = {nth for others in follows.values() for nth in others}
        laid = [nth for nth in laid if nth not in followers]
        held = [(*held[nth][:2], at, held[nth][3]) for at, nth in enumerate(laid)]

    def pins(at: int) -> Pins:
        # where exactly a piece begins and ends: rows reach over half a key to both sides
        number, which = flows[laid[at]], places[laid[at]]
        way = ways[number]
        _, one, two, turn_from, turn_to = way[which]
        first = one + (out[number] - 0.5 if which == 0 else 0.0)
        last = two + (into[number] - 0.5 if which == len(way) - 1 else 0.0)
        return first, turn_from, last, turn_to

    count, tracks, loads = tracks_of(held, ends.sources, ends.targets, pins)
    if follows:
        whole, carried = [0] * len(flows), [1] * len(flows)
        for nth, track, load in zip(laid, tracks, loads, strict=True):
            for each in (nth, *follows[nth]) if nth in follows else (nth,):
                whole[each], carried[each] = track, load
        tracks, loads = whole, carried
    for number, place, load in zip(flows, places, loads, strict=True):
        if place == 0:
            found.thick[number] = load
    _write(flows, places, tracks, found, new)
    return count


def _write(
    flows: Sequence[int],
    places: Sequence[int],
    tracks: Sequence[int],
    found: Tracks,
    new: dict[int, list[int]],
) -> None:
    """Write to `new`, by flow, the tracks of those that are on another one."""
    known = found.tracks
    for number, place, track in zip(flows, places, tracks, strict=True):
        was = known[number]
        if was[place] != track:
            if number not in new:
                new[number] = list(was)
            new[number][place] = track
