"""Pain points and opportunities where they belong: at a place, and at each other.

A pain point that stands only here and is taken off here is deleted, since it would belong nowhere;
undo brings it back. A click leads to the record, whose own form edits it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journeymap.model import edits
from journeymap.model.free_ids import free_id
from journeymap.model.index import Entry, Index, Key, index_of, label
from journeymap.model.journey import JourneyMap, Opportunity, PainPoint
from journeymap.model.text import M, say_percent
from journeymap.model.vocabulary import NAMES
from journeymap.ui.counting import beside
from journeymap.ui.record_cards.card import ListCard
from journeymap.ui.record_cards.places import named_place, offered
from journeymap.ui.record_cards.row import Item


def pains_of(index: Index, key: Key) -> list[Entry]:
    """Return the pain points at a place, or those that an opportunity solves, worst first."""
    entry = index.get(key)
    if entry and isinstance(entry.record, Opportunity):
        found = [each for name in entry.record.solves if (each := index.get(name))]
    else:
        found = [each for each in index.of_kind("pain_point") if is_at(index, each, key)]
    return sorted(found, key=lambda each: -(getattr(each.record, "severity", 0) or 0))


def opportunities_of(index: Index, key: Key) -> list[Entry]:
    """Return the opportunities at a place, at its pain points, or for a pain point."""
    entry = index.get(key)
    if entry and entry.kind == "pain_point":
        solved = {key}
    else:
        solved = {each.key for each in pains_of(index, key)}
    return [
        each
        for each in index.of_kind("opportunity")
        if is_at(index, each, key) or solved.intersection(getattr(each.record, "solves", ()))
    ]


def is_at(index: Index, entry: Entry, key: Key) -> bool:
    """Return whether a record names this place; the map is the empty key and `map`."""
    for name in getattr(entry.record, "at", ()):
        if name == key or (not key and name == "map"):
            return True
        if ">" in name and (found := index.resolve(name)) and found.key == key:
            return True
    return False


def without_place(index: Index, at: tuple[Key, ...], key: Key) -> tuple[Key, ...]:
    """Return the places without this one, however it is written."""
    return tuple(
        name
        for name in at
        if name != (key or "map") and not ((each := index.resolve(name)) and each.key == key)
    )


class PainsCard(ListCard):
    """The pain points of a place, or those that an opportunity solves."""

    def build(self) -> None:
        """Make the field that adds a pain point or finds one."""
        words = M("Add or link a pain point…")
        self.add_finder(words, self._offered, self._link, self._add)

    @property
    def _solving(self) -> bool:
        return isinstance(self.record, Opportunity)

    def _offered(self) -> list[tuple[str, str]]:
        there = [each.key for each in pains_of(self._session.index, self.key)]
        return offered(self._session, ("pain_point",), there)

    def items(self) -> Sequence[Item]:
        """Return the pain points, each with how bad it is and what becomes of it."""
        found = []
        for entry in pains_of(self._session.index, self.key):
            record: Any = entry.record
            parts = []
            if record.severity:
                parts.append(self.say(M("severity {n}", context="value", n=record.severity)))
            if record.reach is not None:
                share = say_percent(record.reach, self._lang)
                parts.append(self.say(M("reaches {share}", share=share)))
            if record.status != "open":
                parts.append(self.say(NAMES["pain"][record.status]))
            if record.owner:
                parts.append(record.owner)
            rows = [beside(parts, self._lang)] if parts else []
            if record.evidence:
                first = record.evidence[0]
                if said := first.note or first.quote or first.source:
                    rows.append(self.say(M("evidence: {text}", text=said)))
            away = M("Unlink the pain point") if self._solving else M("Take off this place")
            found.append(
                Item(
                    entry.key,
                    record.name,
                    tuple(rows),
                    "pain",
                    tone="pain.text",
                    removes=away,
                    hint=M("Go there"),
                )
            )
        return found

    def enter(self, item: Item) -> None:
        """Go to the pain point."""
        self._session.jump(item.key)

    def remove(self, item: Item) -> None:
        """Take a pain point off this place, or off what solves it."""
        session, key, pain = self._session, self.key, item.key
        record = session.index.entries[pain].record
        if self._solving:
            left = tuple(name for name in self.record.solves if name != pain)
            words = M("Unlink “{name}”", name=label(record))
            self.commit(words, lambda m: edits.change(m, key, solves=left or None))
            return
        assert isinstance(record, PainPoint)
        at = without_place(session.index, record.at, key)
        if at:
            words = M("Take “{name}” off “{place}”", name=record.name, place=self._here)
            self.commit(words, lambda m: edits.change(m, pain, at=at))
        elif self.commit(
            M("Delete “{name}”", name=record.name), lambda m: edits.delete(m, (pain,))
        ):
            said = M("“{name}” belonged only here and is deleted; undo brings it back",
                     name=record.name)  # fmt: skip
            session.told.emit(said)

    @property
    def _here(self) -> str:
        return named_place(self._session.index, self.key, self._session.map.language)

    def _link(self, pain: Key) -> None:
        session, key = self._session, self.key
        name = label(session.index.entries[pain].record)
        if self._solving:
            solves = (*self.record.solves, pain)
            self.commit(
                M("Link “{name}”", name=name), lambda m: edits.change(m, key, solves=solves)
            )
        else:
            record: Any = session.index.entries[pain].record
            at = (*record.at, key or "map")
            words = M("Put “{name}” at “{place}”", name=name, place=self._here)
            self.commit(words, lambda m: edits.change(m, pain, at=at))
        self.put(self.keys)

    def _add(self, name: str) -> None:
        key, solving = self.key, self._solving
        pain = free_id(self._session.index, name, "pain")
        at = (self.record.at if solving else (key,) if key else ()) or ("map",)

        def edit(m: JourneyMap) -> JourneyMap:
            m = edits.add(m, edits.new_record("pain_point", id=pain, name=name, at=at))
            if not solving:
                return m
            record: Any = edits.found(index_of(m), key).record
            return edits.change(m, key, solves=(*record.solves, pain))

        self.commit(M("Add “{name}”", name=name), edit)
        self.put(self.keys)


class OpportunitiesCard(ListCard):
    """The opportunities at a place, those that solve its pain points, or those for a pain point."""

    def build(self) -> None:
        """Make the field that adds an opportunity or finds one."""
        words = M("Add or link an opportunity…")
        self.add_finder(words, self._offered, self._link, self._add)

    @property
    def _for_pain(self) -> bool:
        return isinstance(self.record, PainPoint)

    def _offered(self) -> list[tuple[str, str]]:
        there = [each.key for each in opportunities_of(self._session.index, self.key)]
        return offered(self._session, ("opportunity",), there)

    def items(self) -> Sequence[Item]:
        """Return the opportunities, each with what it would bring and what it would take."""
        found = []
        index = self._session.index
        for entry in opportunities_of(index, self.key):
            record: Any = entry.record
            parts = []
            for name, value in ((M("impact"), record.impact), (M("effort"), record.effort)):
                if value:
                    parts.append(self.say(M("{name} {value}/5", name=name, value=value)))
            parts.append(self.say(NAMES["opportunity"][record.status]))
            if record.owner:
                parts.append(record.owner)
            linked = self._for_pain or is_at(index, entry, self.key)
            away = M("Unlink the opportunity") if self._for_pain else M("Take off this place")
            found.append(
                Item(
                    entry.key,
                    record.name,
                    (beside(parts, self._lang),),
                    "opportunity",
                    tone="opportunity.text",
                    removes=away if linked else None,
                    hint=M("Go there"),
                )
            )
        return found

    def enter(self, item: Item) -> None:
        """Go to the opportunity."""
        self._session.jump(item.key)

    def remove(self, item: Item) -> None:
        """Take an opportunity off this place, or off the pain point."""
        key, chance = self.key, item.key
        record: Any = self._session.index.entries[chance].record
        if self._for_pain:
            left = tuple(name for name in record.solves if name != key)
            words = M("Unlink “{name}”", name=record.name)
            self.commit(words, lambda m: edits.change(m, chance, solves=left or None))
        else:
            at = without_place(self._session.index, record.at, key)
            words = M("Take “{name}” off “{place}”", name=record.name, place=self._here)
            self.commit(words, lambda m: edits.change(m, chance, at=at or None))

    @property
    def _here(self) -> str:
        return named_place(self._session.index, self.key, self._session.map.language)

    def _link(self, chance: Key) -> None:
        key = self.key
        record: Any = self._session.index.entries[chance].record
        if self._for_pain:
            solves = (*record.solves, key)
            words = M("Link “{name}”", name=record.name)
            self.commit(words, lambda m: edits.change(m, chance, solves=solves))
        else:
            at = (*record.at, key or "map")
            words = M("Put “{name}” at “{place}”", name=record.name, place=self._here)
            self.commit(words, lambda m: edits.change(m, chance, at=at))
        self.put(self.keys)

    def _add(self, name: str) -> None:
        values: dict[str, object] = (
            {"solves": (self.key,)} if self._for_pain else {"at": (self.key or "map",)}
        )
        chance = free_id(self._session.index, name, "opportunity")
        self.commit(
            M("Add “{name}”", name=name),
            lambda m: edits.add(m, edits.new_record("opportunity", id=chance, name=name, **values)),
        )
        self.put(self.keys)
