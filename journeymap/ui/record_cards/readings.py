"""The readings of a metric, newest first: a value, where and when it was taken, of how many.

What stands in a file beside the map is shown and not edited here, since it belongs to that file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from journeymap.model import edits
from journeymap.model.estimates import estimate
from journeymap.model.index import Entry, Key
from journeymap.model.journey import JourneyMap, Metric, Reading
from journeymap.model.labels import field_name
from journeymap.model.periods import sort_key, spell_period
from journeymap.model.problems import Refused
from journeymap.model.scales import spell
from journeymap.model.text import M, say_number
from journeymap.ui.counting import beside
from journeymap.ui.record_cards.card import ListCard
from journeymap.ui.record_cards.places import WHOLE, named_place, offered
from journeymap.ui.record_cards.row import Item
from journeymap.ui.record_cards.row_form import Inline, Offers
from journeymap.ui.record_cards.typed import (
    counts_of,
    segment_of,
    typed_counts,
    typed_number,
    typed_segment,
)


class ReadingsCard(ListCard):
    """The readings of a metric as a compact list."""

    FIELDS = (
        Inline("period", field_name("period"), "strict", M("such as 2026-10 or 2026-Q4")),
        Inline("at", field_name("at"), "choice"),
        Inline("value", field_name("value"), "strict"),
        Inline("n", M("Answers", context="count"), "strict"),
        Inline("counts", field_name("counts"), "strict", M("such as 4: 81, 5: 56")),
        Inline("segment", field_name("segment"), "strict", M("such as device = mobile")),
        Inline("source", field_name("source")),
    )
    EMPTY = M("Not measured yet.")

    _edited_at = -1  # where in the list the reading stands that is being changed just now

    def build(self) -> None:
        """Make the button that adds a reading."""
        self.add_button((M("Add a reading"), self._add))

    @property
    def _mine(self) -> list[Entry]:
        calendar, key = self._session.map.calendar, self.key
        found = [
            entry
            for entry in self._session.index.of_kind("reading")
            if isinstance(entry.record, Reading) and entry.record.metric == key
        ]
        return sorted(found, key=lambda e: sort_key(e.record.period, calendar), reverse=True)

    def items(self) -> Sequence[Item]:
        """Return the readings, newest first."""
        session, lang, metric = self._session, self._lang, self.record
        if not isinstance(metric, Metric):
            return ()
        found = []
        for entry in self._mine:
            record: Any = entry.record
            counted = estimate(metric, record)
            where = [named_place(session.index, record.at, lang) if record.at else self.say(WHOLE)]
            if record.segment:
                where.append(typed_segment(record.segment))
            n = counted.n if counted else record.n
            if n is not None:
                where.append(self.say(M("n={n}", n=n)))
            found.append(
                Item(
                    entry.key,
                    spell_period(record.period, lang, session.map.calendar),
                    (beside(where, self._lang),),
                    number=spell(metric, counted.value, lang) if counted else "–",
                    removes=M("Remove the reading"),
                    hint=M("Edit"),
                )
            )
        return found

    def enter(self, item: Item) -> None:
        """Open the fields of a reading."""
        self._complain(None)
        self.toggle(item.key)

    def values(self, item: Item) -> Mapping[str, Any]:
        """Return the fields of a reading; counts are shown as the value they say."""
        record: Any = self._session.index.entries[item.key].record
        counted = estimate(self.record, record)
        value = record.value if record.value is not None else counted.value if counted else None
        n = record.n if record.n is not None else counted.n if counted else None
        return {
            "period": record.period,
            "at": record.at,
            "value": typed_number(self.record, value),
            "n": "" if n is None else str(n),
            "counts": typed_counts(record.counts),
            "segment": typed_segment(record.segment),
            "source": record.source,
        }

    def offers(self) -> Offers:
        """Return the places that can be measured."""
        places = offered(self._session, ("stage", "touchpoint", "channel", "flow", "persona"))
        return {"at": [(self.say(WHOLE), None), *places]}

    def edit(self, item: Item, field: str, value: Any, merge: str) -> bool:
        """Set a field of a reading, whose key may change with it."""
        key = item.key
        caption = next(each.caption for each in self.FIELDS if each.name == field)
        position = self._session.index.entries[key].position

        def edit(m: JourneyMap) -> JourneyMap:
            record = m.readings[position]
            if field in ("value", "n") and record.counts is not None:
                raise Refused(M("this value comes from counts of answers; change the counts"))
            if field == "counts":
                if counts := counts_of(value):
                    return edits.change(m, key, counts=counts, value=None, n=None, sd=None)
                return edits.change(m, key, counts=None, value=_value_of(self.record, record))
            set_to = segment_of(value) or None if field == "segment" else value
            return edits.change(m, key, **{field: set_to})

        words = M("Change {field} of a reading of “{name}”", field=caption, name=self.record.name)
        self._edited_at = position
        made = self.try_field(words, edit, merge)
        self._edited_at = -1
        if made:  # rows are shown anew a moment later, and its key may be another one now
            found = self._session.index.of_kind("reading")
            self._open = next((e.key for e in found if e.position == position), self._open)
        return made

    def _fill(self, items: tuple[Item, ...]) -> None:
        """Keep the fields open that were, also where their reading has another key now."""
        if self._edited_at >= 0:
            found = self._session.index.of_kind("reading")
            self._open = next((e.key for e in found if e.position == self._edited_at), self._open)
        place = next((n for n, item in enumerate(items) if item.key == self._open), -1)
        self._most = max(self._most, place + 1)  # another period may move it further down
        super()._fill(items)

    def remove(self, item: Item) -> None:
        """Take a reading away."""
        key = item.key
        words = M("Remove a reading of “{name}”", name=self.record.name)
        self.commit(words, lambda m: edits.delete(m, (key,)))

    def _add(self) -> None:
        """Add a reading of today's month for the whole map, the next free place if it is taken."""
        session, key = self._session, self.key
        newest = next((entry.record for entry in self._mine), None)
        today = session.today()
        period = say_number(today.year, "en") + f"-{today.month:02d}"
        if session.map.calendar == "jalali":
            period = today.isoformat()
        value = newest.value if isinstance(newest, Reading) and newest.value is not None else 0.0
        places: list[Key | None] = [None, *(t.id for t in session.map.touchpoints)]
        taken = {(e.record.at or None) for e in self._mine if e.record.period == period}
        at = next((place for place in places if place not in taken), None)
        made = edits.new_record("reading", metric=key, at=at, period=period, value=value)
        words = M("Add a reading of “{name}”", name=self.record.name)
        if self.commit(words, lambda m: edits.add(m, made)):
            self.put(self.keys)
            added = next((e.key for e in self._mine if e.record is made or e.record == made), None)
            if added in [item.key for item in self._items]:
                self.open_form(str(added))


def _value_of(metric: Metric, record: Reading) -> float:
    """Return the value that a reading keeps when its counts are taken away."""
    counted = estimate(metric, record)
    return counted.value if counted else 0.0
