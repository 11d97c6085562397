"""What backs a record: who said or measured it, where and when, edited where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from journeymap.model import edits
from journeymap.model.index import index_of, label
from journeymap.model.journey import Evidence, JourneyMap
from journeymap.model.labels import field_name
from journeymap.model.periods import spell_date
from journeymap.model.text import M
from journeymap.model.vocabulary import NAMES, EvidenceKind
from journeymap.ui.counting import beside
from journeymap.ui.record_cards.card import ListCard
from journeymap.ui.record_cards.row import Item
from journeymap.ui.record_cards.row_form import Inline, Offers

# the icon of each kind: what somebody asked, measured, knows from work, or read
ICONS = {"research": "quote", "data": "metrics", "staff": "owner", "desk": "search"}
FIRST: EvidenceKind = "research"  # what a new piece is until somebody says otherwise

Pieces = tuple[Evidence, ...]


class EvidenceCard(ListCard):
    """The pieces of evidence of a touchpoint, a persona or a pain point."""

    MOVES = BY_PLACE = True
    FIELDS = (
        Inline("kind", field_name("kind"), "choice"),
        Inline("quote", field_name("quote"), "text"),
        Inline("note", M("Note"), "text"),
        Inline("source", field_name("source")),
        Inline("date", field_name("date"), "date"),
        Inline("link", field_name("link"), "line", M("file or address")),
        Inline("lang", field_name("language"), "strict", M("such as en or fa")),
    )

    def build(self) -> None:
        """Make the button that adds a piece."""
        self.add_button((M("Add evidence"), self._add))

    @property
    def _pieces(self) -> Pieces:
        return getattr(self.record, "evidence", ())

    def items(self) -> Sequence[Item]:
        """Return the pieces, each with its words and where they come from."""
        calendar = self._session.map.calendar
        found = []
        for number, piece in enumerate(self._pieces):
            kind = self.say(NAMES["evidence"][piece.kind])
            said = f"“{piece.quote}”" if piece.quote else piece.note or kind
            below = [piece.note] if piece.quote and piece.note else []
            day = spell_date(piece.date, self._lang, calendar) if piece.date else ""
            where = [each for each in (kind if said != kind else "", piece.source, day) if each]
            below += [beside(where, self._lang)] if where else []
            found.append(
                Item(
                    str(number),
                    said,
                    tuple(below),
                    icon=ICONS[piece.kind],
                    removes=M("Remove evidence"),
                    hint=M("Edit"),
                )
            )
        return found

    def values(self, item: Item) -> Mapping[str, Any]:
        """Return the fields of a piece."""
        piece = self._pieces[int(item.key)]
        return {field.name: getattr(piece, field.name) for field in self.FIELDS}

    def offers(self) -> Offers:
        """Return the kinds of evidence."""
        return {"kind": [(self.say(words), word) for word, words in NAMES["evidence"].items()]}

    def edit(self, item: Item, field: str, value: Any, merge: str) -> bool:
        """Set a field of a piece."""
        at = int(item.key)

        def changed(pieces: Pieces) -> Pieces:
            made = edits.with_values(pieces[at], **{field: value})
            return (*pieces[:at], made, *pieces[at + 1 :])

        words = M(
            "Change {field} of the evidence for “{name}”",
            field=M("Note") if field == "note" else field_name(field),
            name=label(self.record),
        )
        return self.try_field(words, self._edit(changed), merge)

    def remove(self, item: Item) -> None:
        """Take a piece away."""
        at = int(item.key)
        self.commit(
            M("Remove evidence from “{name}”", name=label(self.record)),
            self._edit(lambda pieces: (*pieces[:at], *pieces[at + 1 :])),
        )

    def shift(self, item: Item, by: int) -> None:
        """Move a piece among the others."""
        at = int(item.key)

        def moved(pieces: Pieces) -> Pieces:
            order = list(pieces)
            order.insert(at + by, order.pop(at))
            return tuple(order)

        self.commit(
            M("Move evidence of “{name}”", name=label(self.record)),
            self._edit(moved),
        )

    def _add(self) -> None:
        made = self.commit(
            M("Add evidence to “{name}”", name=label(self.record)),
            self._edit(lambda pieces: (*pieces, Evidence(kind=FIRST))),
        )
        if made:
            self.put(self.keys)
            self._most = max(self._most, len(self._pieces))
            self.open_form(str(len(self._pieces) - 1))

    def _edit(self, change: Callable[[Pieces], Pieces]) -> Callable[[JourneyMap], JourneyMap]:
        key = self.key

        def edit(m: JourneyMap) -> JourneyMap:
            record: Any = edits.found(index_of(m), key).record
            return edits.change(m, key, evidence=change(record.evidence) or None)

        return edit
