"""Where every record of one map value is: keys, kinds and positions.

An Index belongs to one map value and is built once for it (Document keeps it; a cached property
on a frozen pydantic model would be copied by `model_copy` and go stale). Keys are how findings,
diffs, places and the window name a record:

    id                              every record that has one
    from -> to, from -> to#2        a flow without an id; the second of the same pair
    metric@at@period[@name=value]   a reading; `at` is empty for the whole map
    (empty)                         the map itself

A second record with a key that is taken gets `#2`, so that repeated ids can be shown and mended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, compress, count, repeat
from operator import attrgetter, is_, is_not
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

from journeymap.model.fields import FLOW, Ref
from journeymap.model.journey import (
    LISTS,
    Channel,
    Flow,
    JourneyMap,
    Kind,
    Listed,
    Persona,
    Reading,
    Record,
    Stage,
    Touchpoint,
)
from journeymap.model.spans import exchange, runs

Key: TypeAlias = str
Path: TypeAlias = tuple[str | int, ...]
Flows: TypeAlias = Sequence[Flow]
R = TypeVar("R", bound=Record)


class Entry(NamedTuple):
    """A record and where it stands in the map."""

    key: Key
    kind: Kind
    position: int
    record: Listed


class _Span(NamedTuple):
    """What was exchanged in a list: the positions and the keys of what came, and of what went."""

    kind: Kind
    came: Sequence[int]
    went: Sequence[int]
    now: list[Key]
    was: list[Key]


class Index:
    """The records of one map by key; lookups answer None for what is not there.

    `like` is the index of a map that shares records with this one: what stands for them is taken
    over, so that the index after an edit costs little more than what was edited.
    """

    __slots__ = ("_flows", "_kinds", "_numbers", "_pairs", "entries", "map", "repeated")

    def __init__(self, m: JourneyMap, like: Index | None = None) -> None:
        self.map = m
        self.entries: dict[Key, Entry] = {}  # in no order: `all` has that of the file
        self.repeated: list[Entry] = []
        self._kinds: dict[Kind, dict[Key, Entry]] = {}
        self._flows: dict[tuple[str, str], list[Key]] = {}
        self._numbers: dict[Key, int] = {}  # the number given last to each key that repeats
        self._pairs: dict[Kind, list[tuple[Key, Any]]] = {}  # what `records` was asked for
        if like is None or like.repeated or not self._took_over(like):
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._flows = {}
        for kind, field in LISTS.items():
            records = getattr(self.map, field)
            keys = self._keys(kind, records)
            self._kinds[kind] = dict(zip(keys, _entries(kind, keys, records), strict=True))
        self.entries = self._together()
        if len(self.entries) != sum(len(getattr(self.map, field)) for field in LISTS.values()):
            self._number_all()

    def _together(self) -> dict[Key, Entry]:
        found: dict[Key, Entry] = {}
        for mine in self._kinds.values():
            found.update(mine)
        return found

    def _took_over(self, like: Index) -> bool:
        """Take over what stands for the records of both maps; return whether no key repeats."""
        self._flows = like._flows
        spans = [self._span(like, kind) for kind in self.others_than(like)]
        gone = set[Key]().union(*(span.was for span in spans))
        came = [*chain.from_iterable(span.now for span in spans)]
        here = set(came)
        if len(here) < len(came) or not gone.issuperset(like.entries.keys() & here):
            return False
        self._kinds, self._pairs = like._kinds.copy(), like._pairs.copy()
        self.entries = _without(like.entries, gone - here)
        for span in spans:
            self._kinds[span.kind] = self._along(span, like._kinds[span.kind])
            self._pairs.pop(span.kind, None)
        return True

    def _span(self, like: Index, kind: Kind) -> _Span:
        """Return where a list is otherwise than in the map of `like`; flows are noted."""
        before, records = getattr(like.map, LISTS[kind]), getattr(self.map, LISTS[kind])
        start, end, was_end, came, went, in_order = exchange(before, records)
        others = [records[place] for place in came]
        if kind == "flow" and not (
            like.alone(before[start:was_end])
            and self._noted(like, [before[place] for place in went], others)
        ):
            self._flows = {}
            keys, was = self._keys(kind, records), list(like._kinds[kind])
            return _Span(kind, range(len(keys)), range(len(was)), keys, was)
        keys = self._keys(kind, others)
        if in_order:
            return _Span(kind, came, went, keys, [entry.key for entry in like.at(kind, went)])
        was = [entry.key for entry in like.at(kind, range(start, was_end))]
        named = dict(zip(map(id, before[start:was_end]), was, strict=True))
        named.update(zip(map(id, others), keys, strict=True))
        keys = [named[id(each)] for each in records[start:end]]
        return _Span(kind, range(start, end), range(start, was_end), keys, was)

    def _along(self, span: _Span, before: dict[Key, Entry]) -> dict[Key, Entry]:
        """Return the entries of a list; those that were not there or elsewhere are noted."""
        records, gone = getattr(self.map, LISTS[span.kind]), len(span.went)
        if (
            span.now[:gone] == span.was
            and span.came[:gone] == span.went
            and all(place >= len(before) for place in span.came[gone:])
        ):  # nothing stands elsewhere
            places = zip(span.now, span.came, strict=True)
            fresh = {key: Entry(key, span.kind, at, records[at]) for key, at in places}
            self.entries.update(fresh)
            return before | fresh
        keys, entries, used = list[Key](), list[Entry](), 0
        was, were = [*before], [*before.values()]
        for start, end, old in runs(span.came, span.went, len(records)):
            if old is None:
                those = span.now[used : used + end - start]
                used += end - start
            else:
                those = was[old : old + end - start]
            if old == start:
                made = were[start:end]
            else:
                made = _entries(span.kind, those, records, start)
                self.entries.update(zip(those, made, strict=True))
            keys += those
            entries += made
        return dict(zip(keys, entries, strict=True))

    def _noted(self, like: Index, went: Flows, came: Flows) -> bool:
        """Forget the flows that went; return whether none that came has the ends of another.

        The number in a key follows from all flows of the same ends, wherever they stand.
        """
        self._flows = like._flows.copy()
        for flow in went:
            del self._flows[flow.source, flow.target]
        return not any((flow.source, flow.target) in self._flows for flow in came)

    def alone(self, flows: Flows) -> bool:
        """Return whether none of these flows of the map has the ends of another one."""
        if len(self._flows) == len(self.map.flows):
            return True
        return all(len(self._flows[flow.source, flow.target]) == 1 for flow in flows)

    def _keys(self, kind: Kind, records: Sequence[Any]) -> list[Key]:
        if kind == "reading":
            return [reading_key(record) for record in records]
        if kind != "flow":
            return [record.id for record in records]
        keys, flows = [], self._flows
        for record in records:
            same = flows.setdefault((record.source, record.target), [])
            key = record.id or flow_key(record.source, record.target, len(same) + 1)
            same.append(key)
            keys.append(key)
        return keys

    def _numbered(self, kind: Kind, records: tuple[Any, ...]) -> dict[Key, Entry]:
        """Return the entries of a list in which keys repeat; the later ones get a number."""
        if kind == "flow":
            self._flows = {}
        mine: dict[Key, Entry] = {}
        for position, (key, record) in enumerate(
            zip(self._keys(kind, records), records, strict=True)
        ):
            entry = Entry(self._free(key, mine), kind, position, record)
            if entry.key != key:
                self.repeated.append(entry)
            mine[entry.key] = entry
        return mine

    def _free(self, key: Key, mine: Mapping[Key, Entry]) -> Key:
        if key not in mine and key not in self.entries:
            return key
        number, numbered = self._numbers.get(key, 1), key
        while numbered in mine or numbered in self.entries:
            number += 1
            numbered = f"{key}#{number}"
        self._numbers[key] = number
        return numbered

    def _number_all(self) -> None:
        """Build everything anew where an id of one list stands in another too."""
        self.entries, self.repeated, self._flows, self._numbers = {}, [], {}, {}
        for kind, field in LISTS.items():
            self._kinds[kind] = self._numbered(kind, getattr(self.map, field))
            self.entries.update(self._kinds[kind])

    def __contains__(self, name: str) -> bool:
        return self.resolve(name) is not None

    def get(self, key: Key) -> Entry | None:
        """Return the entry with this key, or None."""
        return self.entries.get(key)

    def resolve(self, name: str) -> Entry | None:
        """Return what a reference means: an id, a key, or a flow written `from -> to`."""
        found = self.entries.get(name)
        if found is None and ">" in name and (ends := flow_ends(name)):
            source, target, nth = ends
            keys = self._flows.get((source, target), ())
            return self.entries.get(keys[nth - 1]) if nth <= len(keys) else None
        return found

    def resolves(self, name: str, ref: Ref) -> bool:
        """Return whether `name` means a record that `ref` allows; `map` is the map itself."""
        if not ref.kinds and name == "map":
            return True
        entry = self.resolve(name)
        return entry is not None and (not ref.kinds or entry.kind in ref.kinds)

    def touchpoint(self, key: Key) -> Touchpoint | None:
        """Return the touchpoint with this id, or None."""
        found: Touchpoint | None = self._record("touchpoint", key)
        return found

    def stage(self, key: Key) -> Stage | None:
        """Return the stage with this id, or None."""
        found: Stage | None = self._record("stage", key)
        return found

    def channel(self, key: Key | None) -> Channel | None:
        """Return the channel with this id, or None."""
        found: Channel | None = self._record("channel", key or "")
        return found

    def persona(self, key: Key) -> Persona | None:
        """Return the persona with this id, or None."""
        found: Persona | None = self._record("persona", key)
        return found

    def _record(self, kind: Kind, key: Key) -> Any:
        entry = self._kinds[kind].get(key)
        return entry.record if entry else None

    def flow_key(self, flow: Flow) -> Key:
        """Return the key of a flow that is in the map (by identity)."""
        for key in self._flows.get((flow.source, flow.target), ()):
            if self.entries[key].record is flow:
                return key
        return flow.id or flow_key(flow.source, flow.target, 1)

    def records(self, record_type: type[R]) -> Iterator[tuple[Key, R]]:
        """Yield the records of one class with their keys, in the order of the list."""
        kind: Kind = cast("Any", record_type).kind_of
        pairs = self._pairs.get(kind)
        if pairs is None:
            pairs = self._pairs[kind] = [(key, e.record) for key, e in self._kinds[kind].items()]
        return iter(pairs)

    def of_kind(self, kind: Kind) -> Iterator[Entry]:
        """Yield the entries of one kind in the order of the list."""
        return iter(self._kinds[kind].values())

    def all(self) -> Iterator[Entry]:
        """Yield the entries of all kinds in the order of the file."""
        return chain.from_iterable(mine.values() for mine in self._kinds.values())

    def at(self, kind: Kind, places: Sequence[int]) -> list[Entry]:
        """Return the entries at some positions of a list."""
        if self.repeated or len(places) > FEW:
            listed = list(self.of_kind(kind))
            return [listed[place] for place in places]
        records = getattr(self.map, LISTS[kind])
        return [self._at(kind, place, records[place]) for place in places]

    def _at(self, kind: Kind, place: int, record: Any) -> Entry:
        if kind == "reading":
            return self.entries[reading_key(record)]
        if kind != "flow":
            return self.entries[record.id]
        same = map(self.entries.__getitem__, self._flows[record.source, record.target])
        return next(entry for entry in same if entry.position == place)

    def keys_of(self, kind: Kind) -> Collection[Key]:
        """Return the keys of one kind in the order of the list."""
        return self._kinds[kind].keys()

    def shares(self, other: Index, kind: Kind) -> bool:
        """Return whether the list of this kind is the very same in both maps."""
        return getattr(self.map, LISTS[kind]) is getattr(other.map, LISTS[kind])

    def others_than(self, like: Index) -> list[Kind]:
        """Return the kinds whose lists are not the very same in both maps."""
        there = map(is_not, _lists_of(self.map), _lists_of(like.map))
        return list(compress(LISTS, there))


def _entries(
    kind: Kind, keys: Sequence[Key], records: Sequence[Any], start: int = 0
) -> list[Entry]:
    """Return the entries of records that follow each other in a list, from `start` on."""
    there = records[start : start + len(keys)]
    # thousands are made at one go: four times as soon as one by one
    values = zip(keys, repeat(kind), count(start), there)
    return cast("list[Entry]", list(map(tuple.__new__, repeat(Entry), values)))


def _without(entries: dict[Key, Entry], gone: Iterable[Key]) -> dict[Key, Entry]:
    kept = entries.copy()
    for key in gone:
        kept.pop(key, None)
    return kept


FEW = 100  # records of a list; beyond them it is sooner to go through all of it

_recent: list[Index] = []
RECENT = 3  # an edit, its commit and the diff of the two ask for the same maps


def index_of(m: JourneyMap) -> Index:
    """Return the index of a map; those of the last few maps are kept, and a new one built on them.

    Maps are values, so an index never goes stale; keeping few keeps few maps alive.
    """
    known = tuple(_recent)
    index = next((each for each in known if each.map is m), None)
    if index is None:
        index = Index(m, like=max(known, key=partial(_shared, m), default=None))
    _recent[:] = [index, *(each for each in known if each is not index)][:RECENT]
    return index


def _shared(m: JourneyMap, index: Index) -> int:
    """Return how many lists a map shares with that of an index."""
    return sum(map(is_, _lists_of(m), _lists_of(index.map)))


_lists_of = attrgetter(*LISTS.values())


def flow_key(source: str, target: str, nth: int = 1) -> Key:
    """Return the key of the nth flow from `source` to `target`."""
    return f"{source} -> {target}" if nth == 1 else f"{source} -> {target}#{nth}"


def flow_ends(name: str) -> tuple[str, str, int] | None:
    """Return (from, to, nth) of a flow written `from -> to` or `from -> to#2`, else None."""
    found = FLOW.match(name)
    return (found[1], found[2], int(found[3] or 1)) if found else None


def reading_key(reading: Reading) -> Key:
    """Return the key of a reading: metric, place, period and sorted segment."""
    key = f"{reading.metric}@{reading.at or ''}@{reading.period}"
    if reading.segment:
        parts = ",".join(f"{name}={value}" for name, value in sorted(reading.segment.items()))
        return f"{key}@{parts}"
    return key


def label(record: Record) -> str:
    """Return what people call a record: its name, its text, or its ends."""
    values = record.__dict__
    for field in ("name", "title", "text"):
        if field in values:
            return cast("str", values[field])
    if isinstance(record, Flow):
        return f"{record.source} → {record.target}"
    if isinstance(record, Reading):
        return f"{record.metric} {record.period}"
    return getattr(record, "id", None) or type(record).__name__
