"""Two maps as one: the newer one, with what is gone put back where it stood, to be looked at.

Layout, drawing and export see a map like any other and stay what they are; whoever shows it knows
from here which records are ghosts, and what each stands for in its own map. Ghosts are there for
their place: they carry no ratings and no open status, and flows that are gone lead neither the main
path nor the ranks of what is still there, so that curve, counts and columns are those of the newer
map. The union is never saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from journeymap.model.ids import TakenIds
from journeymap.model.index import Entry, Index, Key
from journeymap.model.journey import LISTS, Flow, JourneyMap, Kind, Listed, Touchpoint
from journeymap.model.renaming import renamed, rewritten
from journeymap.model.threeway_order import moved_items
from journeymap.model.vocabulary import FlowKind

# Lists whose records have a place in the picture, or are named by those that have one.
WOVEN: tuple[Kind, ...] = (
    *("persona", "stage", "channel", "touchpoint", "backstage", "flow"),
    *("pain_point", "opportunity", "metric"),
)
PLACED: tuple[Kind, ...] = ("pain_point", "opportunity", "backstage")  # they stand under their `at`
_UNRATED: Mapping[str, Any] = {"success": None, "effort": None, "emotion": None}
_GHOSTLY: Mapping[Kind, Mapping[str, Any]] = {
    "pain_point": {"status": "declined"},
    "opportunity": {"status": "dropped", "solves": ()},
}


@dataclass(frozen=True, eq=False)
class Union:
    """One map of two, and what its records stand for.

    `old` and `new` say by the key in the union which record of either map is meant; what is gone
    has no entry in `new`, what came none in `old`. `former` leads from what moved to the ghost at
    its former place, which is in neither.
    """

    map: JourneyMap
    index: Index
    old: Mapping[Key, Key]
    new: Mapping[Key, Key]
    former: Mapping[Key, Key]

    @property
    def ghosts(self) -> frozenset[Key]:
        """The keys of what the newer map does not have there."""
        return frozenset(key for key in self.index.entries if key not in self.new)


class _Item(NamedTuple):
    """A record of the union before it has its key: what it is in each map, or whose ghost."""

    record: Listed
    old: Key | None
    new: Key | None
    ghost_of: Key | None = None  # key in the newer map


def union(old: JourneyMap, new: JourneyMap) -> Union:
    """Return both maps as one; neither has to be whole, and all keys come out unlike."""
    theirs, mine = Index(old), Index(new)
    taken = TakenIds((*_ids(theirs), *_ids(mine)))
    called: dict[Key, Key] = {}  # the key that an old record has now -> the one it had
    clashes = [entry.key for entry in theirs.all() if _clashes(entry, mine)]
    for key in clashes:
        record = theirs.entries[key].record
        fresh = taken.give(f"{record.id}-was")  # type: ignore[union-attr]  # only ids can clash
        old = _with_id(old, theirs.entries[key], fresh)
        old = rewritten(old, renamed(key, fresh))
        called[fresh] = key
    theirs = Index(old) if clashes else theirs
    lists: dict[str, tuple[Listed, ...]] = {}
    woven: dict[Kind, list[_Item]] = {}
    for kind in WOVEN:
        woven[kind] = _woven(kind, theirs, mine, taken)
        lists[LISTS[kind]] = tuple(item.record for item in woven[kind])
    m = new.model_copy(update=lists)
    index = Index(m)
    was: dict[Key, Key] = {"": ""}
    now: dict[Key, Key] = {"": ""}
    ghosts: dict[Key, Key] = {}  # key in the newer map -> key of the ghost
    for kind in LISTS:
        if kind not in woven:
            for entry in index.of_kind(kind):
                now[entry.key] = entry.key
                if _same_kind(theirs.get(entry.key), kind):
                    was[entry.key] = called.get(entry.key, entry.key)
            continue
        for item, entry in zip(woven[kind], index.of_kind(kind), strict=True):
            if item.old is not None:
                was[entry.key] = called.get(item.old, item.old)
            if item.new is not None:
                now[entry.key] = item.new
            if item.ghost_of is not None:
                ghosts[item.ghost_of] = entry.key
    former = {key: ghosts[there] for key, there in now.items() if there in ghosts}
    return Union(m, index, was, now, former)


def _ids(index: Index) -> Iterable[str]:
    return (name for e in index.all() if (name := getattr(e.record, "id", None)))


def _clashes(entry: Entry, mine: Index) -> bool:
    there = mine.get(entry.key)
    return there is not None and there.kind != entry.kind and hasattr(entry.record, "id")


def _same_kind(entry: Entry | None, kind: Kind) -> bool:
    return entry is not None and entry.kind == kind


def _with_id(m: JourneyMap, entry: Entry, fresh: str) -> JourneyMap:
    field = LISTS[entry.kind]
    records = list(getattr(m, field))
    records[entry.position] = entry.record.model_copy(update={"id": fresh})
    return m.model_copy(update={field: tuple(records)})


# ---------------------------------------------------------------- one list of two


def _woven(kind: Kind, theirs: Index, mine: Index, taken: TakenIds) -> list[_Item]:
    """Return the newer list with what is gone, and ghosts of what moved, at their former places."""
    there = {entry.key: entry for entry in mine.of_kind(kind)}
    items = [
        _Item(e.record, e.key if _same_kind(theirs.get(e.key), kind) else None, e.key)
        for e in there.values()
    ]
    put_back: list[tuple[Entry, _Item]] = []
    for entry in theirs.of_kind(kind):
        now = there.get(entry.key)
        if now is None:
            put_back.append((entry, _Item(_ghost(entry.record, kind, mine), entry.key, None)))
        elif place_of(entry.record, kind) != place_of(now.record, kind):
            ghost = _elsewhere(entry.record, kind, taken, mine)
            put_back.append((entry, _Item(ghost, None, None, entry.key)))
    if not put_back:
        return items
    stays = {e.key for e in theirs.of_kind(kind)} & there.keys()
    stays -= {item.ghost_of for _, item in put_back if item.ghost_of is not None}
    return _put_back(kind, items, put_back, list(theirs.of_kind(kind)), stays)


def _put_back(
    kind: Kind,
    items: list[_Item],
    put_back: Sequence[tuple[Entry, _Item]],
    olden: Sequence[Entry],
    stays: set[Key],
) -> list[_Item]:
    """Return the items with each ghost after what stood before it among its like."""
    ghost_at = {entry.key: item for entry, item in put_back}
    after: dict[Key | None, list[_Item]] = {}  # key in the newer map -> what follows it
    before: dict[Key, list[_Item]] = {}
    last: dict[object, Key] = {}  # where the list of each group has come to
    waiting: dict[object, list[_Item]] = {}  # what stood before all that is still there
    for entry in olden:
        group = _group(entry.record, kind)
        item = ghost_at.get(entry.key)
        if item is not None:
            if group in last:
                after.setdefault(last[group], []).append(item)
            else:
                waiting.setdefault(group, []).append(item)
        elif entry.key in stays:
            last[group] = entry.key
            if group in waiting:
                before.setdefault(entry.key, []).extend(waiting.pop(group))
    found: list[_Item] = []
    for item in items:
        found += before.get(item.new or "", ())
        found.append(item)
        found += after.get(item.new, ())
    for rest in waiting.values():
        found += rest
    return found


def _group(record: Listed, kind: Kind) -> object:
    """Return within what the order of a list can be seen: touchpoints stand in their stages."""
    return record.stage if isinstance(record, Touchpoint) else kind


def _ghost(record: Listed, kind: Kind, mine: Index) -> Listed:
    """Return a record that is gone as it is shown."""
    updates = dict(_GHOSTLY.get(kind, {}))
    if isinstance(record, Flow):
        updates |= {"kind": _led_by(record, mine), "share": None}
    if isinstance(record, Touchpoint):
        updates |= _UNRATED
        updates["by_persona"] = {
            persona: view.model_copy(update=_UNRATED) for persona, view in record.by_persona.items()
        }
    return record.model_copy(update=updates) if updates else record


def _led_by(flow: Flow, mine: Index) -> FlowKind:
    """Return the kind by which a flow that is gone places ghosts and nothing else.

    Ways in parallel lead on to the next column and are on no main path; loops count for neither.
    """
    return "loop" if mine.touchpoint(flow.target) is not None else "parallel"


def _elsewhere(record: Listed, kind: Kind, taken: TakenIds, mine: Index) -> Listed:
    """Return the ghost at the place that a record has left: its name and place, little more."""
    if isinstance(record, Flow):
        kind_of_way = _led_by(record, mine)
        return record.model_copy(update={"id": None, "share": None, "kind": kind_of_way})
    fresh = taken.give(f"{record.id}-was")  # type: ignore[union-attr]  # flows apart, all have ids
    if isinstance(record, Touchpoint):
        return Touchpoint(
            id=fresh,
            name=record.name,
            stage=record.stage,
            channel=record.channel,
            until=record.until,
            kind=record.kind,
        )
    updates: dict[str, Any] = {"id": fresh, **_GHOSTLY.get(kind, {})}
    return record.model_copy(update=updates)


# ---------------------------------------------------------------- places and order


def place_of(record: Listed, kind: Kind) -> object:
    """Return where a record stands in the picture, as far as it can move there by an edit."""
    if isinstance(record, Touchpoint):
        return record.stage, record.channel
    if isinstance(record, Flow):
        return record.source, record.target
    if kind in PLACED:
        at = getattr(record, "at", ())
        return at[0] if at else ""
    return None


def out_of_order(
    old: Sequence[Key], new: Sequence[Key], group: Callable[[Key], object] = lambda _: None
) -> frozenset[Key]:
    """Return the fewest keys that have to be taken elsewhere to get from one order to the other.

    Only keys of both lists count, and only the order within each group.
    """
    there = set(old)
    groups: dict[object, list[Key]] = {}
    for key in new:
        if key in there:
            groups.setdefault(group(key), []).append(key)
    moved: set[Key] = set()
    for keys in groups.values():
        these = set(keys)
        moved |= moved_items([key for key in dict.fromkeys(old) if key in these], keys)
    return frozenset(moved)


def elsewhere_in_order(
    kind: Kind, was: Mapping[Key, Listed], now: Mapping[Key, Listed]
) -> frozenset[Key]:
    """Return which records of one list stand elsewhere in its order, as far as that is seen.

    A touchpoint stands among those of its stage: past others it has not moved, and one that has
    gone to another place has moved already.
    """
    if kind != "touchpoint":
        return out_of_order(list(was), list(now))
    stays = {
        key for key in now if key in was and place_of(was[key], kind) == place_of(now[key], kind)
    }
    return out_of_order(
        [key for key in was if key in stays],
        [key for key in now if key in stays],
        lambda key: getattr(now[key], "stage", ""),
    )
