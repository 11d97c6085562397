"""Two maps that began as one, made one again: by id and by field, with what cannot be decided.

    same names (threeway_names) -> same records (threeway_sides) -> deletions (threeway_gone)
    -> fields (threeway_values) and order (threeway_order) -> names of flows -> a whole map

The result names nothing that is not there and has no id twice, unless an input had that already.
Where both sides changed one field differently, or one deleted what the other wants, it has ours and
says so. This module reads no file and asks nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from journeymap.model.conflict_words import words as words
from journeymap.model.conflicts import MISSING as MISSING
from journeymap.model.conflicts import Choice as Choice
from journeymap.model.conflicts import Conflict as Conflict
from journeymap.model.conflicts import Missing as Missing
from journeymap.model.conflicts import can_have_both as can_have_both
from journeymap.model.edits import rename_id
from journeymap.model.index import Entry, Key, index_of
from journeymap.model.journey import LISTS, JourneyMap, Kind, Record, Touchpoint
from journeymap.model.mentioning import mentions
from journeymap.model.problems import Refused
from journeymap.model.references import without_names
from journeymap.model.renaming import rewritten
from journeymap.model.text import M, Message
from journeymap.model.threeway_gone import (
    Deletion,
    carried_out,
    deletion,
    moved_out,
    with_references_back,
)
from journeymap.model.threeway_names import Named, label_of, same_names
from journeymap.model.threeway_order import merged_order
from journeymap.model.threeway_sides import Side, Token, sides, spoken, steady
from journeymap.model.threeway_values import Decide, merged_record

Choices = Mapping[tuple[Key, str], Choice]


class Merged(NamedTuple):
    """The map with ours at each conflict, the conflicts, and what was decided without asking."""

    map: JourneyMap
    conflicts: tuple[Conflict, ...]
    notes: tuple[Message, ...] = ()


def merge(base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> Merged:
    """Return what ours and theirs made of `base`, with ours at each conflict."""
    return settled(base, ours, theirs, {})


def settled(base: JourneyMap, ours: JourneyMap, theirs: JourneyMap, choices: Choices) -> Merged:
    """Return the merged map with `choices` by (key, field) made, and the conflicts that remain.

    A choice of both where both cannot be (`can_have_both`) leaves its conflict as it is. Keys and
    fields are those of the conflicts that `merge` returns.
    """
    if base is theirs or ours is theirs or ours == theirs or base == theirs:
        return Merged(ours, ())
    if base is ours or base == ours:
        return Merged(theirs, ())
    return _Merge(same_names(base, ours, theirs), choices).run()


class _Merge:
    """One merge under way: its conflicts gather while records are walked."""

    def __init__(self, named: Named, choices: Choices) -> None:
        self.named = named
        self.choices = choices
        self.conflicts: dict[tuple[Key, str], Conflict] = {}
        self.notes: list[Message] = [
            M("“{id}” is taken by ours; theirs is called “{new}” now", id=old, new=new)
            for old, new in named.given
        ]

    def run(self) -> Merged:
        first = sides(self.named.base, self.named.ours, self.named.theirs)
        base, ours, theirs = self.called = first
        by_ours = deletion(base, ours, theirs, self._keeps(base, ours, theirs, "theirs"))
        by_theirs = deletion(base, theirs, ours, self._keeps(base, ours, theirs, "ours"))
        self._say_contested(by_ours, theirs)
        self._say_contested(by_theirs, ours)
        ours = with_references_back(ours, first[0], by_ours)
        theirs = with_references_back(theirs, first[0], by_theirs)
        ours, by_them = moved_out(ours, first[2], by_theirs.gone)
        theirs, by_us = moved_out(theirs, first[1], by_ours.gone)
        base = moved_out(base, first[1], by_ours.gone, by_us)[0]
        base = moved_out(base, first[2], by_theirs.gone, by_them)[0]
        base = carried_out(base, by_ours.gone | by_theirs.gone)
        ours = carried_out(ours, by_theirs.gone)
        theirs = carried_out(theirs, by_ours.gone)
        made = steady((base, ours, theirs))
        m, flows = self._joined(*made.sides)
        if made.names or made.sides[0] is not base:
            speak = spoken(m, flows, made.names)
            m = rewritten(m, speak)
            self.conflicts = {
                at: conflict._replace(
                    base=_spoken(conflict.base, speak),
                    ours=_spoken(conflict.ours, speak),
                    theirs=_spoken(conflict.theirs, speak),
                )
                for at, conflict in self.conflicts.items()
            }
        m = self._with_two_names(_tidied(m, ours.map, theirs.map))
        m = _whole(m, (self.named.base, self.named.ours, self.named.theirs))
        return Merged(m, tuple(self.conflicts.values()), tuple(self.notes))

    # ------------------------------------------------------------ deletions

    def _keeps(self, base: Side, ours: Side, theirs: Side, keeper: Choice) -> Any:
        def keep(token: Token) -> bool:
            choice = self.choices.get((self._key(token), ""), "ours")
            return choice in (keeper, "both")

        return keep

    def _say_contested(self, made: Deletion, keeper: Side) -> None:
        for token, also in made.contested:
            key = self._key(token)
            if (key, "") in self.choices:
                continue
            entry = cast("Entry", keeper.find(token))
            base, ours, theirs = (
                found.record if (found := side.find(token)) else MISSING for side in self.called
            )
            self.conflicts[key, ""] = Conflict(
                key,
                "",
                base,
                ours,
                theirs,
                entry.kind,
                label_of(entry.record, keeper.index),
                tuple(e.key for each in also if (e := keeper.find(each)) is not None),
            )

    def _key(self, token: Token) -> Key:
        """Return what a record is called in ours, or else in theirs, or else in the base."""
        base, ours, theirs = self.called
        entry = ours.find(token) or theirs.find(token) or base.find(token)
        return cast("Entry", entry).key

    # ------------------------------------------------------------ fields and order

    def _joined(self, base: Side, ours: Side, theirs: Side) -> tuple[JourneyMap, list[Token]]:
        lists: dict[str, tuple[Record, ...]] = {}
        flows: list[Token] = []
        for kind, field in LISTS.items():
            was, mine, other = (each.tokens[kind] for each in (base, ours, theirs))
            kept = mine.keys() | other.keys()
            order = merged_order(list(was), list(mine), list(other), kept)
            if kind == "flow":
                flows = order
            found = tuple(
                self._record(kind, token, was.get(token), mine.get(token), other.get(token), ours)
                for token in order
            )
            lists[field] = _or_same(found, getattr(ours.map, field), getattr(theirs.map, field))
        empty: dict[str, Any] = dict.fromkeys(LISTS.values(), ())
        bare = [each.map.model_copy(update=empty) for each in (base, ours, theirs)]
        title = ours.map.title
        own = merged_record(bare[0], bare[1], bare[2], self._decider("", None, title))
        return own.model_copy(update=lists), flows

    def _record(
        self,
        kind: Kind,
        token: Token,
        was: Entry | None,
        mine: Entry | None,
        other: Entry | None,
        ours: Side,
    ) -> Record:
        if mine is None or other is None:
            return cast("Entry", mine or other).record
        if mine.record is other.record or mine.record == other.record:
            return mine.record
        key, name = self._key(token), label_of(mine.record, ours.index)
        old = cast("Any", was.record if was else MISSING)
        decide = self._decider(key, kind, name)
        made: Record = merged_record(old, mine.record, cast("Any", other.record), decide)
        return made

    def _decider(self, key: Key, kind: Kind | None, name: str) -> Decide:
        def decide(field: str, base: Any, ours: Any, theirs: Any) -> Any:
            conflict = Conflict(key, field, base, ours, theirs, kind, name)
            choice = self.choices.get((key, field))
            if choice == "theirs":
                return theirs
            if choice == "both" and can_have_both(conflict):
                return _both(ours, theirs)
            if choice != "ours":
                self.conflicts[key, field] = conflict
            return ours

        return decide

    # ------------------------------------------------------------ what is left

    def _with_two_names(self, m: JourneyMap) -> JourneyMap:
        for base, ours, theirs in self.named.two_names:
            entry = index_of(m).get(ours)
            if entry is None:
                continue
            choice = self.choices.get((ours, "id"))
            if choice == "theirs":
                try:
                    m = rename_id(m, ours, theirs)
                    continue
                except Refused:
                    choice = None
            if choice != "ours":
                name = label_of(entry.record, index_of(m))
                self.conflicts[ours, "id"] = Conflict(
                    ours, "id", base, ours, theirs, entry.kind, name
                )
        return m


def _both(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, tuple):
        return (*ours, *(item for item in theirs if item not in ours))
    return ours if theirs in ours else theirs if ours in theirs else f"{ours}\n{theirs}"


def _or_same(found: tuple[Any, ...], *known: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the list of a side itself where the merged one holds the very same records."""
    for each in known:
        if len(each) == len(found) and all(a is b for a, b in zip(found, each, strict=True)):
            return each
    return found


def _spoken(value: Any, speak: Any) -> Any:
    if isinstance(value, str):
        return speak(value)
    if isinstance(value, tuple):
        return tuple(_spoken(item, speak) for item in value)
    if isinstance(value, dict):
        return {_spoken(name, speak): _spoken(item, speak) for name, item in value.items()}
    if isinstance(value, Record):
        fields = value.__dict__
        changed = {k: new for k, v in fields.items() if (new := _spoken(v, speak)) != v}
        return value.model_copy(update=changed) if changed else value
    return value


def _tidied(m: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> JourneyMap:
    """Return the map without a touchpoint's own channel among its others, where neither had that.

    One side moved it there, the other had named that channel as a further one: it is both.
    """
    odd = {t.id for side in (ours, theirs) for t in side.touchpoints if t.channel in t.also}
    touchpoints = tuple(
        _without_own_channel(t) if t.channel in t.also and t.id not in odd else t
        for t in m.touchpoints
    )
    if all(a is b for a, b in zip(touchpoints, m.touchpoints, strict=True)):
        return m
    return m.model_copy(update={"touchpoints": touchpoints})


def _without_own_channel(touchpoint: Touchpoint) -> Touchpoint:
    also = tuple(channel for channel in touchpoint.also if channel != touchpoint.channel)
    return touchpoint.model_copy(update={"also": also})


def _whole(m: JourneyMap, inputs: tuple[JourneyMap, ...]) -> JourneyMap:
    """Return the map without names of what is not there, but for those an input had already."""
    index = index_of(m)
    broken = {each.named for each in mentions(m, index) if not index.resolves(each.named, each.ref)}
    if not broken:
        return m
    known: set[str] = set()
    for each in inputs:
        its = index_of(each)
        known |= {a.named for a in mentions(each, its) if not its.resolves(a.named, a.ref)}
    return without_names(m, index, broken - known) if broken - known else m
