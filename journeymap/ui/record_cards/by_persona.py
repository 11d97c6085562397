"""What differs at a touchpoint from persona to persona: a small table, one line for each.

A click puts a persona in view; the fields above then show and write what holds for that persona.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journeymap.model import edits
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, PersonaView, Touchpoint
from journeymap.model.labels import field_name
from journeymap.model.periods import spell_duration
from journeymap.model.text import M, say_number
from journeymap.ui.counting import beside
from journeymap.ui.record_cards.card import ListCard
from journeymap.ui.record_cards.places import offered
from journeymap.ui.record_cards.row import Item

TEXTS = ("doing", "thinking", "quote")


class ByPersonaCard(ListCard):
    """The personas for whom a touchpoint is not as it is for the others."""

    def build(self) -> None:
        """Make the field that begins with another persona."""
        self.add_finder(M("Describe it for a persona…"), self._offered, self._look)

    def _offered(self) -> list[tuple[str, str]]:
        touchpoint = self.record
        shown = getattr(touchpoint, "personas", ()) or None
        found = offered(self._session, ("persona",), [item.key for item in self._items])
        return [each for each in found if not shown or each[1] in shown]

    def wanted(self) -> bool:
        """Return whether there are several personas to tell apart."""
        return len(self._session.map.personas) > 1

    def items(self) -> Sequence[Item]:
        """Return the personas with what is said of each."""
        index, view = self._session.index, self._session.view
        touchpoint = self.record
        if not isinstance(touchpoint, Touchpoint):
            return ()
        views = dict(touchpoint.by_persona)
        if view.persona and index.persona(view.persona):
            views.setdefault(view.persona, PersonaView())
        found = []
        for key, each in views.items():
            persona = index.persona(key)
            numbers, texts = self._said(each)
            in_view, same = key == view.persona, self.say(M("as for everybody"))
            found.append(
                Item(
                    key,
                    persona.name if persona else key,
                    tuple(each for each in (numbers, *texts) if each) or (same,),
                    icon=f"emotion.{each.emotion}" if each.emotion is not None else "persona",
                    marked=in_view,
                    removes=M("Remove what differs") if each != PersonaView() else None,
                    hint=M("Show everybody") if in_view else M("Put in view"),
                )
            )
        return found

    def _said(self, view: PersonaView) -> tuple[str, list[str]]:
        parts = []
        for name in ("success", "effort", "emotion", "importance"):
            value = getattr(view, name)
            if value is None:
                continue
            sign = "+" if name == "emotion" and value > 0 else ""
            number = f"\u2066{sign}{say_number(value, self._lang)}\u2069"
            words = number if name == "emotion" else self.say(M("{value}/5", value=value))
            parts.append(f"{self.say(field_name(name))} {words}")
        if view.takes:
            takes = spell_duration(view.takes, self._lang)
            parts.append(f"{self.say(field_name('takes'))} {takes}")
        texts = [text for name in TEXTS if (text := getattr(view, name))]
        return beside(parts, self._lang), texts

    def enter(self, item: Item) -> None:
        """Put the persona in view, or everybody again."""
        in_view = self._session.view.persona == item.key
        self._session.set_view(persona="" if in_view else item.key)

    def _look(self, persona: Key) -> None:
        self._session.set_view(persona=persona)

    def remove(self, item: Item) -> None:
        """Forget what differs for a persona."""
        key, persona = self.key, item.key

        def edit(m: JourneyMap) -> JourneyMap:
            record: Any = edits.found(index_of(m), key).record
            left = {name: view for name, view in record.by_persona.items() if name != persona}
            return edits.change(m, key, by_persona=left or None)

        words = M("Forget what differs for “{name}”", name=item.title)
        self.commit(words, edit)
