"""What came up in the room and has no place yet: a list on the map, votes first where there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from journeymap.model import edits
from journeymap.model.free_ids import free_id
from journeymap.model.journey import Parked
from journeymap.model.labels import field_name
from journeymap.model.text import M
from journeymap.model.vocabulary import NAMES
from journeymap.ui.counting import beside
from journeymap.ui.record_cards.card import ListCard
from journeymap.ui.record_cards.places import WHOLE, named_place, offered
from journeymap.ui.record_cards.row import Item
from journeymap.ui.record_cards.row_form import Inline, Offers

ICONS = {"idea": "opportunity", "question": "assumption", "fact": "info"}


class ParkingCard(ListCard):
    """The parked notes of a map."""

    MOVES = True
    FIELDS = (
        Inline("text", field_name("text"), "text"),
        Inline("kind", field_name("kind"), "choice"),
        Inline("at", field_name("at"), "choice"),
        Inline("votes", M("Votes"), "strict"),
    )

    def build(self) -> None:
        """Make the field that parks a note."""
        self.add_finder(M("Park a note…"), list, lambda _: None, self._add)

    def items(self) -> Sequence[Item]:
        """Return the notes in their order."""
        session = self._session
        found = []
        for entry in session.index.of_kind("parking"):
            record = entry.record
            if not isinstance(record, Parked):
                continue
            parts = [self.say(NAMES["parking"][record.kind])] if record.kind else []
            if record.at:
                parts.append(named_place(session.index, record.at, self._lang))
            if record.votes:
                parts.append(self.say(M("{n} vote", plural="{n} votes", n=record.votes)))
            found.append(
                Item(
                    entry.key,
                    record.text,
                    (beside(parts, self._lang),) if parts else (),
                    icon=ICONS.get(record.kind or "", "parking"),
                    removes=M("Remove the note"),
                    hint=M("Edit"),
                )
            )
        return found

    def values(self, item: Item) -> Mapping[str, Any]:
        """Return the fields of a note."""
        record = self._session.index.entries[item.key].record
        return {field.name: getattr(record, field.name) for field in self.FIELDS}

    def offers(self) -> Offers:
        """Return the kinds of notes and the places they may be about."""
        kinds = [(self.say(words), word) for word, words in NAMES["parking"].items()]
        places = offered(self._session, ("stage", "touchpoint", "channel", "persona"))
        return {"kind": [("–", None), *kinds], "at": [(self.say(WHOLE), None), *places]}

    def edit(self, item: Item, field: str, value: Any, merge: str) -> bool:
        """Set a field of a note."""
        key = item.key
        caption = next(each.caption for each in self.FIELDS if each.name == field)
        words = M("Change {field} of a parked note", field=caption)
        return self.try_field(words, lambda m: edits.change(m, key, **{field: value}), merge)

    def remove(self, item: Item) -> None:
        """Take a note away."""
        key = item.key
        self.commit(M("Remove a parked note"), lambda m: edits.delete(m, (key,)))

    def shift(self, item: Item, by: int) -> None:
        """Move a note among the others."""
        notes = [entry.key for entry in self._session.index.of_kind("parking")]
        at = notes.index(item.key) + by
        order = [key for key in notes if key != item.key]
        before = order[at] if at < len(order) else ""
        self.commit(M("Move a parked note"), lambda m: edits.reorder(m, item.key, before))

    def _add(self, text: str) -> None:
        key = free_id(self._session.index, text, "note")
        made = edits.new_record("parking", id=key, text=text)
        self.commit(M("Park a note"), lambda m: edits.add(m, made))
        self.put(self.keys)
