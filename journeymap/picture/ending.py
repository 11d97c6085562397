"""Which flow joins which touchpoints, after an edit: only what it may have led elsewhere is asked.

To look up thousands of ids takes most of the time of an edit that needs three of them. All other
flows join the touchpoints that they joined before, which at most have other positions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from journeymap.model.order import NOWHERE, ByEnd, Ends, by_end, ends_of, first_places, placed
from journeymap.picture.kept import GONE, SPARE, renumbered
from journeymap.picture.windows import Windows


class Places(Mapping[str, int]):
    """The positions of the touchpoints by their ids; the first of a repeated id counts.

    Each id has a slot, and each slot a position: where touchpoints come or go, those behind them
    have other positions in that list only. `slots` are those of an earlier map, and `since` what
    ids have other ones now, NOWHERE for what is gone.
    """

    __slots__ = ("_count", "now", "since", "slots")

    def __init__(
        self, slots: dict[str, int], since: dict[str, int], now: Sequence[int], count: int
    ) -> None:
        self.slots, self.since, self.now, self._count = slots, since, now, count

    def _slot(self, id: object) -> int:
        slot: int = self.since.get(id, GONE)  # type: ignore[call-overload]  # what is no text is no key
        return self.slots.get(id, NOWHERE) if slot == GONE else slot  # type: ignore[call-overload]  # as above

    def __getitem__(self, id: str) -> int:
        slot = self._slot(id)
        if slot == NOWHERE:
            raise KeyError(id)
        return self.now[slot]

    def __contains__(self, id: object) -> bool:
        return self._slot(id) != NOWHERE

    def __iter__(self) -> Iterator[str]:
        yield from (id for id in self.slots if id not in self.since)
        yield from (id for id, slot in self.since.items() if slot != NOWHERE)

    def __len__(self) -> int:
        return self._count

    def get(self, id: str, otherwise: Any = None) -> Any:
        """Return the position of a touchpoint, or something else where there is none."""
        slot = self._slot(id)
        return otherwise if slot == NOWHERE else self.now[slot]

    def unknown(self, ids: Collection[str]) -> set[str]:
        """Return those ids that no touchpoint has, without a step for each of them."""
        found = set(ids).difference(self.slots)
        for id, slot in self.since.items():
            if slot != NOWHERE:
                found.discard(id)
            elif id in ids:
                found.add(id)
        return found


class Ended(NamedTuple):
    """The ends of the flows, and what they were made of."""

    ends: Ends
    here: Places
    ids: Sequence[str]
    sources: Sequence[str]
    targets: Sequence[str]


def ended(
    ids: Sequence[str],
    sources: Sequence[str],
    targets: Sequence[str],
    cards: Windows | None,
    flows: Windows | None,
    was: Ended | None,
) -> Ended:
    """Return the ends of flows; the windows say where touchpoints and flows are not as before.

    `ids` are those of the touchpoints, the others what each flow names. `was` is what came out
    before.
    """
    if (
        was is None
        or cards is None
        or flows is None
        or cards.length != len(was.ids)
        or not cards.length
        or flows.length != len(was.sources)
        or not flows.length
        or len(was.here) < len(was.ids)
    ):
        return _anew(ids, sources, targets)
    here = _here(ids, cards, was)
    if len(here) < len(ids):  # which of those that have an id counts may be another one
        return _anew(ids, sources, targets)
    parted = {*flows.gone, *_flows_at(cards.gone, was.ends)}
    if here is not was.here:  # what led nowhere may lead somewhere
        parted.update(_flows_at((NOWHERE,), was.ends))
    joined = {*flows.numbers, *(n for number in parted if (n := flows.now(number)) >= 0)}
    one, two = (
        _places(here, names, cards, flows, before, joined)
        for names, before in ((sources, was.ends.sources), (targets, was.ends.targets))
    )
    if len(ids) == cards.length and one == was.ends.sources and two == was.ends.targets:
        return Ended(was.ends, here, ids, sources, targets)
    leaving, entering = (
        _by_end(before, then, now, cards, flows, parted, joined)
        for before, then, now in (
            (was.ends.leaving, was.ends.sources, one),
            (was.ends.entering, was.ends.targets, two),
        )
    )
    return Ended(Ends(one, two, leaving, entering), here, ids, sources, targets)


def _anew(ids: Sequence[str], sources: Sequence[str], targets: Sequence[str]) -> Ended:
    here = first_places(ids)
    ends = ends_of(placed(here, sources), placed(here, targets), len(ids))
    return Ended(ends, _places_of(here, ids), ids, sources, targets)


def _places_of(here: dict[str, int], ids: Sequence[str]) -> Places:
    return Places(here, {}, range(len(ids)), len(here))


def _here(ids: Sequence[str], cards: Windows, was: Ended) -> Places:
    """Return the positions by id; there are fewer of them than ids where one of these is twice."""
    before = was.here
    if ids is was.ids:
        return before
    if len(before.since) > SPARE or len(before.now) > 2 * len(ids) + SPARE:
        return _places_of(first_places(ids), ids)
    since, now = dict(before.since), [*renumbered(cards.table(), before.now)]
    since.update((was.ids[number], NOWHERE) for number in cards.gone)
    count = len(before) - len(cards.gone)
    for number in cards.numbers:
        id = ids[number]
        if since.get(id, before.slots.get(id, NOWHERE)) == NOWHERE:
            count += 1
        since[id] = len(now)
        now.append(number)
    return Places(before.slots, since, now, count)


def flows_met(ends: Ends, was: Ends, cards: Windows, flows: Windows) -> tuple[set[int], set[int]]:
    """Return the flows of before and those of now that came, went or join others than before.

    Where touchpoints are others than before their flows are among them. No other flow joins two
    others than before, or any that changed.
    """
    then = {*flows.gone, *_flows_at(cards.gone, was)}
    now = {*flows.numbers, *_flows_at(cards.numbers, ends)}
    then.update(map(flows.before, now.difference(flows.come)))
    now.update(n for number in then if (n := flows.now(number)) >= 0)
    return then, now


def _flows_at(places: Collection[int], ends: Ends) -> Iterator[int]:
    for place in places:
        yield from ends.leaving[place]
        yield from ends.entering[place]


def _places(
    here: Places,
    names: Sequence[str],
    cards: Windows,
    flows: Windows,
    was: Sequence[int],
    joined: Collection[int],
) -> list[int]:
    """Return the position of what each flow names; `joined` are those that are looked up."""
    found = flows.along(renumbered(cards.table(), was), NOWHERE)
    for number in joined:
        found[number] = here.get(names[number], NOWHERE)
    return found


def _by_end(
    was: ByEnd,
    then: Sequence[int],
    now: Sequence[int],
    cards: Windows,
    flows: Windows,
    parted: Collection[int],
    joined: Collection[int],
) -> ByEnd:
    """Return the flows by touchpoint, of which some may have parted from theirs or joined others.

    `then` and `now` are the places of all flows. Who joined has a slot of its own; slots that are
    held by nobody are done away with once they are a good deal.
    """
    slots = cards.along(was.slots, [])
    if len(was.flows) > 2 * len(now) + SPARE:
        return by_end(now, len(slots) - 1)
    places = {then[number] for number in parted}
    for place in (cards.now(place) if place >= 0 else place for place in places):
        if place >= NOWHERE:
            slots[place] = [slot for slot in slots[place] if was.flows[slot] not in parted]
    numbers = [*renumbered(flows.table(), was.flows)]
    more: dict[int, list[int]] = {}
    for number in joined:
        more.setdefault(now[number], []).append(len(numbers))
        numbers.append(number)
    for place, those in more.items():
        slots[place] = sorted(chain(slots[place], those), key=numbers.__getitem__)
    return ByEnd(slots, numbers)
