"""A field that finds a record by its name and, where that makes sense, takes a new name.

It completes while a person types; a match is chosen, other words become a new record. What either
means is the business of the list it stands under.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter

from journeymap.ui.controls import Field, read_along

Entries = Callable[[], Sequence[tuple[str, str]]]  # (words, key)


class Finder(Field):
    """One line under a list: Enter takes what it says."""

    chosen = Signal(str)  # the key of a record
    named = Signal(str)  # words that no record has

    def __init__(self, name: str, entries: Entries, new: bool = True) -> None:
        super().__init__()
        self._entries, self._new = entries, new
        self._keys: list[str] = []
        self._taken = False
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setProperty("look", "finder")
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        completer.activated[QModelIndex].connect(self._completed)  # type: ignore[index] # it has two forms
        self.setCompleter(completer)
        self.returnPressed.connect(self._entered)
        self.textChanged.connect(lambda text: read_along(self, text, self._rtl()))

    def _rtl(self) -> bool:
        parent = self.parentWidget()
        return bool(parent and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._load()

    def _load(self) -> None:
        found = self._entries()
        self._keys = [key for _, key in found]
        self._names.setStringList([words for words, _ in found])

    def _completed(self, where: QModelIndex) -> None:
        # the completer shows a filtered model of its own; names may repeat, rows do not
        filtered = self.completer().completionModel()
        source = filtered.mapToSource(where)  # type: ignore[attr-defined] # it is a proxy model
        self._take(self._keys[source.row()])

    def _entered(self) -> None:
        words = self.text().strip()
        if self._taken or not words:
            return
        self._load()
        names = [name.casefold() for name in self._names.stringList()]
        wanted = words.casefold()
        if wanted in names:
            self._take(self._keys[names.index(wanted)])
        elif self._new:
            self._taken = True
            self.named.emit(words)
            self._empty()
        else:
            near = [n for n, name in enumerate(names) if wanted in name]
            if len(near) == 1:
                self._take(self._keys[near[0]])

    def _take(self, key: str) -> None:
        if self._taken:
            return
        self._taken = True
        self.chosen.emit(key)
        # after the completer has written its words into the field
        QTimer.singleShot(0, self, self._empty)

    def _empty(self) -> None:
        self._taken = False
        self.clear()
