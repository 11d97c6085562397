"""What touches a touchpoint from both sides: the flows that leave and reach it, the steps behind.

A click leads to the flow or the step, whose own form edits it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journeymap.model import edits
from journeymap.model.free_ids import free_id
from journeymap.model.index import Key, label
from journeymap.model.journey import Backstage, Flow
from journeymap.model.periods import spell_duration
from journeymap.model.text import M, say_percent
from journeymap.model.vocabulary import NAMES
from journeymap.ui.counting import beside
from journeymap.ui.record_cards.card import ListCard
from journeymap.ui.record_cards.places import offered, place_name
from journeymap.ui.record_cards.row import Item

# the icon of each kind of flow, where one says more than an arrow
ICONS = {"failure": "failure", "recovery": "undo", "loop": "redo"}


class FlowsCard(ListCard):
    """The flows that leave a touchpoint, then those that reach it."""

    def build(self) -> None:
        """Make the fields that connect to another touchpoint and from one."""
        self.add_finder(M("Connect to…"), self._offered, lambda key: self._connect(self.key, key))
        self.add_finder(M("Connect from…"), self._offered, lambda key: self._connect(key, self.key))

    def _offered(self) -> list[tuple[str, str]]:
        return offered(self._session, ("touchpoint",), (self.key,))

    def items(self) -> Sequence[Item]:
        """Return the flows, each with where it leads, its kind, when and how often it is gone."""
        index = self._session.index
        leaving: list[Item] = []
        reaching: list[Item] = []
        for entry in index.of_kind("flow"):
            record = entry.record
            if not isinstance(record, Flow) or self.key not in (record.source, record.target):
                continue
            out = record.source == self.key
            other = index.get(record.target if out else record.source)
            name = label(other.record) if other else record.target if out else record.source
            words = M("to {name}", name=name) if out else M("from {name}", name=name)
            kind = [self.say(NAMES["flow"][record.kind])] if record.kind != "next" else []
            if record.share is not None:
                kind.append(say_percent(record.share, self._lang))
            if record.waits:
                kind.append(spell_duration(record.waits, self._lang))
            details = [beside(kind, self._lang)] if kind else []
            if record.when:
                details.append(record.when)
            item = Item(
                entry.key,
                self.say(words),
                tuple(details),
                icon=ICONS.get(record.kind, "forward" if out else "back"),
                tone="pain.text" if record.kind == "failure" else "",
                removes=M("Delete the flow"),
                hint=M("Go there"),
            )
            (leaving if out else reaching).append(item)
        return (*leaving, *reaching)

    def enter(self, item: Item) -> None:
        """Go to the flow."""
        self._session.jump(item.key)

    def remove(self, item: Item) -> None:
        """Delete a flow, and what hangs on it."""
        index, key = self._session.index, item.key
        words = M("Delete flow “{name}”", name=place_name(index, index.entries[key]))
        self.commit(words, lambda m: edits.delete(m, (key,)))

    def _connect(self, source: Key, target: Key) -> None:
        entries = self._session.index.entries
        words = M(
            "Connect “{source}” to “{target}”",
            source=label(entries[source].record),
            target=label(entries[target].record),
        )
        self.commit(words, lambda m: edits.connect(m, source, target))
        self.put(self.keys)


class BackstageCard(ListCard):
    """The steps behind a touchpoint, what is seen of them first."""

    def build(self) -> None:
        """Make the field that adds a step or finds one."""
        words = M("Add or link a backstage step…")
        self.add_finder(words, self._offered, self._link, self._add)

    def _offered(self) -> list[tuple[str, str]]:
        return offered(self._session, ("backstage",), [item.key for item in self._items])

    def items(self) -> Sequence[Item]:
        """Return the steps with their layer and owner."""
        layers = list(NAMES["layer"])
        found = []
        for entry in self._session.index.of_kind("backstage"):
            record = entry.record
            if not isinstance(record, Backstage) or self.key not in record.at:
                continue
            parts = [self.say(NAMES["layer"][record.layer])]
            if record.owner:
                parts.append(record.owner)
            parts += record.systems[:2]
            item = Item(
                entry.key,
                record.name,
                (beside(parts, self._lang),),
                icon="backstage",
                removes=M("Unlink the step"),
                hint=M("Go there"),
            )
            found.append((layers.index(record.layer), item))
        return [item for _, item in sorted(found, key=lambda pair: pair[0])]

    def enter(self, item: Item) -> None:
        """Go to the step."""
        self._session.jump(item.key)

    def remove(self, item: Item) -> None:
        """Take a step from behind this touchpoint; one that is behind no other is deleted."""
        step = item.key
        record: Any = self._session.index.entries[step].record
        at = tuple(name for name in record.at if name != self.key)
        if at:
            words = M("Unlink “{name}”", name=record.name)
            self.commit(words, lambda m: edits.change(m, step, at=at))
        elif self.commit(
            M("Delete “{name}”", name=record.name), lambda m: edits.delete(m, (step,))
        ):
            said = M("“{name}” belonged only here and is deleted; undo brings it back",
                     name=record.name)  # fmt: skip
            self._session.told.emit(said)

    def _link(self, step: Key) -> None:
        record: Any = self._session.index.entries[step].record
        at = (*record.at, self.key)
        words = M("Link “{name}”", name=record.name)
        self.commit(words, lambda m: edits.change(m, step, at=at))
        self.put(self.keys)

    def _add(self, name: str) -> None:
        step = free_id(self._session.index, name, "step")
        made = edits.new_record("backstage", id=step, name=name, layer="backstage", at=(self.key,))
        self.commit(M("Add “{name}”", name=name), lambda m: edits.add(m, made))
        self.put(self.keys)
