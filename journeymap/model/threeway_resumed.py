"""A merge that stopped at conflicts, gone on with: choices made one by one, and edits between them.

What was chosen before is not written down anywhere but in the map that the merge has made, and
people edit that too. So it is read off the map: a place that says what theirs came to was chosen,
one that says something else was settled by hand.
"""

from __future__ import annotations

from journeymap.model.conflicts import MISSING
from journeymap.model.index import Index, Key, index_of
from journeymap.model.journey import JourneyMap
from journeymap.model.threeway import Choice, Merged, merge, settled

Place = tuple[Key, str]  # a conflict's key and field


def resumed(
    three: tuple[JourneyMap, JourneyMap, JourneyMap],
    now: JourneyMap,
    chosen: dict[Place, Choice],
    rest: Choice | None = None,
) -> Merged:
    """Return `now` with these choices brought into it, and the conflicts that are still open.

    `three` are the base, ours and theirs; `now` is what a merge of them made, with what else was
    done to it since, which stays. `rest` decides all that is open. A choice wins over what was put
    in its place by hand, `rest` does not.
    """
    base, ours, theirs = three
    conflicts = merge(base, ours, theirs).conflicts
    places = [(c.key, c.field) for c in conflicts]
    renamed = {c.key: str(c.theirs) for c in conflicts if c.field == "id"}
    before, by_hand = dict[Place, Choice](), set[Place]()
    sides = (settled(base, ours, theirs, dict.fromkeys(places, side)).map for side in _SIDES)
    mine, its = map(index_of, sides)
    for place in places:
        says = _said(index_of(now), place, renamed)
        of_ours, of_theirs = (_said(each, place, renamed) for each in (mine, its))
        if says == of_theirs != of_ours:
            before[place] = "theirs"
        elif says not in (of_ours, of_theirs):
            by_hand.add(place)
    if rest:
        chosen = {p: rest for p in places if p not in by_hand | before.keys()} | chosen
    # What differs between the merge as it was and as it is to be is brought into the map. Where a
    # choice of ours stands against a hand, it would be no difference: it begins from theirs then.
    turned: dict[Place, Choice]
    turned = {place: "theirs" for place in by_hand if chosen.get(place) == "ours"}
    was = settled(base, ours, theirs, before | turned).map
    new = settled(base, ours, theirs, before | chosen)
    joined = settled(was, now, new.map, dict.fromkeys(chosen, "theirs"))
    still = (c for c in new.conflicts if (c.key, c.field) not in by_hand)
    return Merged(joined.map, (*still, *joined.conflicts), new.notes)


_SIDES: tuple[Choice, Choice] = ("ours", "theirs")


def _said(index: Index, place: Place, renamed: dict[Key, Key]) -> object:
    """Return the value at a conflict's place, MISSING where there is none.

    Of a whole record it is whether it is there. `renamed` are ids that theirs has in place of ours.
    """
    key, path = place
    if key not in index:
        key = renamed.get(key, key)
    entry = index.get(key)
    if not path:
        return entry is not None
    value: object = (entry.record if entry else MISSING) if key else index.map
    for part in path.split("."):
        if isinstance(value, dict):
            value = value.get(part, MISSING)
        else:
            value = getattr(value, part, MISSING)
    return value
