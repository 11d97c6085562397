"""What fields offer while somebody types: records of the map, words used before, fixed words.

The offers are worked out when a field is entered and never while a map is shown. A typed name is
compared by what the eye sees of it, so that both forms of the Persian ya find the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QWidget

from journeymap.model.ids import look_alike
from journeymap.model.index import Index, Key, flow_ends, label
from journeymap.model.journey import LISTS, Kind
from journeymap.model.text import led_to

MOST = 40  # offers in the list at once
PLACES: tuple[Kind, ...] = (
    "touchpoint",
    "stage",
    "channel",
    "flow",
    "persona",
    "pain_point",
    "opportunity",
    "backstage",
    "metric",
)


class Offer(NamedTuple):
    """A value that may be chosen, what it is called, and what tells it from others of its name."""

    text: str
    value: str
    detail: str = ""


Offers: TypeAlias = Callable[[], Sequence[Offer]]


def none() -> Sequence[Offer]:
    """Return no offers: for fields that have nothing to say."""
    return ()


def records(index: Index, kinds: Iterable[Kind]) -> list[Offer]:
    """Return the records of these kinds, each called by its name."""
    return [
        Offer(called(index, entry.key), entry.key, entry.key)
        for kind in kinds
        for entry in index.of_kind(kind)
    ]


def called(index: Index, name: Key) -> str:
    """Return what a reference means for people: names instead of ids, the name itself if broken."""
    entry = index.resolve(name)
    if entry is None:
        return index.map.title if name == "map" else name
    ends = flow_ends(entry.key) if entry.kind == "flow" else None
    if not ends:
        return label(entry.record)
    return led_to([t.name if (t := index.touchpoint(end)) else end for end in ends[:2]])


def used(index: Index, field: str) -> list[Offer]:
    """Return the texts that stand in a field anywhere in the map, those used most often first."""
    counts: Counter[str] = Counter()
    for listed in (*LISTS.values(), ""):
        for record in getattr(index.map, listed) if listed else (index.map,):
            value: Any = record.__dict__.get(field)
            if isinstance(value, str):
                counts[value] += 1
            elif isinstance(value, tuple):
                counts.update(each for each in value if isinstance(each, str))
    return [Offer(text, text) for text, _ in counts.most_common() if text.strip()]


def matching(offers: Sequence[Offer], typed: str, most: int = MOST) -> list[Offer]:
    """Return the offers that hold what is typed, those that begin with it first."""
    wanted = look_alike(typed.strip())
    if not wanted:
        return list(offers[:most])
    first, second = [], []
    for each in offers:
        text = look_alike(each.text)
        if text.startswith(wanted):
            first.append(each)
        elif wanted in text or wanted in look_alike(each.detail):
            second.append(each)
        if len(first) >= most:
            break
    return (first + second)[:most]


def meant(offers: Sequence[Offer], typed: str) -> Offer | None:
    """Return the one offer that is called like this or has this id, None for none or several.

    Names go before ids.
    """
    wanted = look_alike(typed.strip())
    named = [each for each in offers if look_alike(each.text) == wanted]
    if named:
        return named[0] if len(named) == 1 else None
    by_id = [each for each in offers if look_alike(each.value) == wanted]
    return by_id[0] if len(by_id) == 1 else None


class Completion(QObject):
    """The list under a line of text; it narrows while somebody types, Down opens all of it."""

    chosen = Signal(object)  # the Offer

    def __init__(self, line: QLineEdit, offers: Offers, under: QWidget | None = None) -> None:
        super().__init__(line)
        self._line, self._offers = line, offers
        self._under = under or line  # the field that the list opens under
        self.shown: list[Offer] = []
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(9)
        self._completer.popup().setObjectName("offers")
        # not line.setCompleter: the line would take the text of an offer for its own
        self._completer.setWidget(line)
        line.textEdited.connect(self.open)
        self._completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index] # it has two forms

    @property
    def is_open(self) -> bool:
        """Whether the list is on the screen."""
        return self._completer.popup().isVisible()

    @property
    def current(self) -> Offer | None:
        """The offer that the arrow keys have come to, None when the list is closed."""
        where = self._completer.popup().currentIndex()
        if not self.is_open or not where.isValid() or where.row() >= len(self.shown):
            return None
        return self.shown[where.row()]

    def offers(self) -> Sequence[Offer]:
        """Return everything that is offered now."""
        return self._offers()

    def open(self) -> None:
        """Show what fits to what is typed, everything when nothing is."""
        self._narrow(self._line.text())
        if self.shown:
            popup = self._completer.popup()
            popup.setLayoutDirection(QApplication.layoutDirection())
            # as wide as the whole field, also where chips leave the line little room
            corner = self._line.mapFrom(self._under, QPoint(0, 0))
            self._completer.complete(QRect(corner, self._under.size()))
            # Qt marks the first; Enter would take it in place of what was typed
            popup.setCurrentIndex(QModelIndex())
        else:
            self.close()

    def close(self) -> None:
        """Take the list away."""
        self._completer.popup().hide()

    def _narrow(self, typed: str) -> None:
        found = matching(self._offers(), typed)
        names = Counter(each.text for each in found)
        self.shown = found
        self._model.clear()
        for each in found:
            unclear = names[each.text] > 1 or each.text == each.value
            more = each.detail if unclear and each.detail != each.text else ""
            item = QStandardItem(f"{each.text}  ({more})" if more else each.text)
            item.setData(each.text, Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)

    def _activated(self, where: QModelIndex) -> None:
        if 0 <= where.row() < len(self.shown):
            self.chosen.emit(self.shown[where.row()])
