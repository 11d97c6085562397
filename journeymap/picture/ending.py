"""Which flow joins which touchpoints, after an edit: only what it may have led elsewhere is asked.

To look up thousands of ids takes most of the time of an edit that needs three of them. All other
flows join the touchpoints that they joined before, which at most have other positions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from itertools import count as counting
from typing import NamedTuple

from journeymap.model.order import NOWHERE, ByEnd, Ends, by_end, ends_of, first_places, placed
from journeymap.picture.kept import SPARE, renumbered
from journeymap.picture.windows import Windows


class Ended(NamedTuple):
    """The ends of the flows, and what they were made of."""

    ends: Ends
    here: dict[str, int]  # the positions of the touchpoints by id
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
    if one == was.ends.sources and two == was.ends.targets:
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
    return Ended(ends, here, ids, sources, targets)


def _here(ids: Sequence[str], cards: Windows, was: Ended) -> dict[str, int]:
    """Return the positions by id; there are fewer of them than ids where one of these is twice."""
    if ids is was.ids:
        return was.here
    found = dict(was.here)
    for number in cards.gone:
        del found[was.ids[number]]
    if cards.table() is None:
        found.update((ids[i], i) for i in cards.numbers)
        return found
    start, (last, gone, _) = cards.parts[0][0], cards.parts[-1]
    # where as many came as went what is behind all that has its place
    end = last + gone if len(ids) == cards.length else len(ids)
    found.update(zip(ids[start:end], counting(start), strict=False))
    return found


def _flows_at(places: Collection[int], ends: Ends) -> Iterator[int]:
    for place in places:
        yield from ends.leaving[place]
        yield from ends.entering[place]


def _places(
    here: dict[str, int],
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
