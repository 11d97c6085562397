"""Flows that look alike and leave or enter a card together: one line as far as they go together.

Two lines of a bunch part or meet where the reader expects a fork, so nobody takes it for a way
that is not there: each piece belongs to one bunch only, that of the card it leaves or that of the
card it enters.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from journeymap.model.journey import Flow
from journeymap.picture.pieces import Upright, Way
from journeymap.picture.tracks import Gutters, Piece

Look = tuple[object, ...]


class Bunches:
    """The bunches of one layout: `out` and `into` say which flow leads those of a card."""

    def __init__(
        self,
        flows: Sequence[Flow],
        ways: Sequence[Way | None],
        ends: Sequence[tuple[int, int]],
        upright: Sequence[Upright],
        channels: Sequence[str | None],
        said: Collection[int] = (),
    ) -> None:
        self.out: dict[int, int] = {}
        self.into: dict[int, int] = {}
        self._ways, self._ends = ways, ends
        self._upright, self._channels = upright, channels
        self._kinds = [flow.kind for flow in flows]
        # a label or a mark of its own would not tell which of a bunch it is about
        self._alone = [bool(flow.when) for flow in flows]
        for number in said:
            self._alone[number] = True
        self._pieces: dict[int, list[int]] = {}  # the longest piece of a bunch -> the others

    def leave(self, side: Sequence[int]) -> None:
        """Bunch what leaves a card: by gutter and look, none that says when it is gone."""
        ways, alone, upright = self._ways, self._alone, self._upright
        free = [
            number for number in side
            if number >= 0 and not alone[number] and ways[number] and ~number not in side
        ]  # fmt: skip
        if len(free) < 2:
            return
        found: dict[Look, list[int]] = {}
        for number in free:
            gutter = upright[ways[number][0]][0]  # type: ignore[index]  # they have a way
            found.setdefault((gutter, *self._look(number)), []).append(number)
        for bunch in found.values():
            if len(bunch) > 1:
                self.out.update(dict.fromkeys(bunch, bunch[0]))
                self._join([self._first(n) for n in bunch])

    def enter(self, gutter: int, side: Sequence[int]) -> None:
        """Bunch what enters a card from the gutter before it."""
        ways, upright, out = self._ways, self._upright, self.out
        free = [
            number for number in side
            if (way := ways[number])
            and upright[way[-1]][0] == gutter
            and not (len(way) < 2 and number in out)
        ]  # fmt: skip
        if len(free) < 2:
            return
        found: dict[Look, list[int]] = {}
        for number in free:
            found.setdefault(self._look(number), []).append(number)
        for bunch in found.values():
            if len(bunch) > 1:
                self.into.update(dict.fromkeys(bunch, bunch[0]))
                self._join([self._last(n) for n in bunch])

    def merge(self, standing: Sequence[list[Piece]]) -> None:
        """Leave one piece of each bunch in its gutter, as long as all of them together."""
        if not self._pieces:
            return
        followers = {piece for others in self._pieces.values() for piece in others}
        for gutter in {self._upright[piece][0] for piece in self._pieces}:
            kept: list[Piece] = []
            for low, high, number, flow in standing[gutter]:
                if number in followers:
                    continue
                for other in self._pieces.get(number, ()):
                    one, two = self._upright[other][1:3]
                    low, high = min(low, one, two), max(high, one, two)
                kept.append((low, high, number, flow))
            standing[gutter][:] = kept

    def share(self, gutters: Gutters) -> None:
        """Write the track of each bunch to all of its pieces."""
        for piece, others in self._pieces.items():
            for other in others:
                gutters.track[other] = gutters.track[piece]
                gutters.load[other] = gutters.load[piece]

    def _join(self, pieces: list[int]) -> None:
        longest = max(pieces, key=self._length)
        self._pieces[longest] = [piece for piece in pieces if piece != longest]

    def _length(self, piece: int) -> int:
        _, one, two, *_ = self._upright[piece]
        return abs(two - one)

    def _first(self, number: int) -> int:
        way = self._ways[number]
        assert way
        return way[0]

    def _last(self, number: int) -> int:
        way = self._ways[number]
        assert way
        return way[-1]

    def _look(self, number: int) -> Look:
        source, target = self._ends[number]
        return self._kinds[number], self._channels[source] != self._channels[target]


def leaders(side: list[int], led_by: dict[int, int]) -> list[int]:
    """Return one flow of each bunch, and those that belong to none."""
    if led_by.keys().isdisjoint(side):
        return side
    return [number for number in side if led_by.get(number, number) == number]


def follow(ports: list[float], led_by: dict[int, int]) -> None:
    """Write the port of each bunch's leader to the others."""
    for number, leader in led_by.items():
        ports[number] = ports[leader]
