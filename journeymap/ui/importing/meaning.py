"""A line in which what is meant is typed: a record of the map by its name, offered while typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from journeymap.metrics.matching import KINDS, THE_MAP
from journeymap.model.ids import look_alike
from journeymap.model.index import Index
from journeymap.model.text import M, say
from journeymap.ui.controls import set_property
from journeymap.ui.editors.offers import Completion, Offer, matching, meant, records
from journeymap.ui.importing.page import EnterField


class Meaning(EnterField):
    """Says the key of the record that was typed or chosen; Enter takes what can only be meant."""

    said = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._offers: Sequence[Offer] = ()
        self.completion = Completion(self, lambda: self._offers)
        self.completion.chosen.connect(self._take)
        self.taken.connect(self.enter)
        self.textEdited.connect(lambda _: set_property(self, "wrong", False))

    def put(self, offers: Sequence[Offer], current: str | None) -> None:
        """Offer these, and show the one with the value `current`, nothing where there is none."""
        self._offers = offers
        found = next((each for each in offers if each.value == current), None)
        self.setText(found.text if found else "")
        self.setCursorPosition(0)
        set_property(self, "wrong", False)

    def enter(self) -> None:
        """Take what is marked in the list, else what is typed where only one thing is meant."""
        found = self.completion.current or self._typed()
        if found is None and self.text().strip():
            fitting = matching(self._offers, self.text())
            found = fitting[0] if len(fitting) == 1 else None
        if found is not None:
            self._take(found)
        elif self.text().strip():
            set_property(self, "wrong", True)
        else:
            self.completion.open()

    def _typed(self) -> Offer | None:
        """Return what is called as was typed; an id only where no other name begins so."""
        found = meant(self._offers, self.text())
        typed = look_alike(self.text().strip())
        if found is None or look_alike(found.text) == typed:
            return found
        others = (each for each in self._offers if each != found)
        return None if any(look_alike(each.text).startswith(typed) for each in others) else found

    def _take(self, offer: object) -> None:
        assert isinstance(offer, Offer)
        self.completion.close()
        self.setText(offer.text)
        set_property(self, "wrong", False)
        self.said.emit(offer.value)


def places(index: Index, lang: str) -> list[Offer]:
    """Return everything on a map that can be measured, the whole of it last."""
    return [*records(index, KINDS), Offer(say(M("The whole map"), lang), THE_MAP)]


def metrics(index: Index) -> list[Offer]:
    """Return the metrics of a map."""
    return records(index, ("metric",))
