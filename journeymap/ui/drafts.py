"""What was begun and is in no map yet: comments that were not sent, and what is being written.

The boxes in which comments are written come and go: another language makes others, and one box
shows one record after another. So they are kept with the session, by what they are to be about. A
name or a cell that is being written belongs to its editor, and is kept here for recovery copies
only. Nothing of it changes a map, or is part of the undo list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypeAlias

from journeymap.model.index import Entry, Index, Key

Editor: TypeAlias = Literal["canvas", "outline", "table"]  # each has one open at most


class About(NamedTuple):
    """What a draft is for: a new comment wherever one is, one at a place, or an answer to one."""

    how: Literal["new", "at", "to"]
    key: Key = ""


class Writing(NamedTuple):
    """What is being written in the place of a field, of the record as it was then."""

    entry: Entry
    field: str
    value: Any


class Drafts:
    """The words of comments that were not sent, and what is being written."""

    def __init__(self) -> None:
        self._words: dict[About, str] = {}
        self._writing: dict[Editor, Writing] = {}
        self.heard: Callable[[], object] = lambda: None  # told of every change

    def words(self, about: About) -> str:
        """Return what was begun, empty where nothing was."""
        return self._words.get(about, "")

    def keep(self, about: About, words: str) -> None:
        """Keep words, or forget what was begun where there are none."""
        if words.strip():
            self._words[about] = words
        else:
            self._words.pop(about, None)
        self.heard()

    def all(self) -> tuple[tuple[About, str], ...]:
        """Return everything that was begun."""
        return tuple(self._words.items())

    def write(self, editor: Editor, entry: Entry | None, field: str, value: Any) -> None:
        """Keep what is being written in the place of a field, until its editor is left."""
        if entry is not None:
            self._writing[editor] = Writing(entry, field, value)
            self.heard()

    def leave(self, editor: Editor) -> None:
        """Forget what was being written: it is in the map now, or not wanted."""
        if self._writing.pop(editor, None) is not None:
            self.heard()

    @property
    def is_writing(self) -> bool:
        """Whether an editor is open in which something was written."""
        return bool(self._writing)

    def writing(self, index: Index) -> tuple[Writing, ...]:
        """Return what is being written and is new, of records that are still as they were."""
        found = []
        for each in self._writing.values():
            now, record = index.get(each.entry.key), each.entry.record
            if now and now.record is record and getattr(record, each.field, None) != each.value:
                found.append(each)
        return tuple(found)

    def clear(self) -> None:
        """Forget everything."""
        self._words.clear()
        self._writing.clear()

    def unsent(self, index: Index) -> int:
        """Return how many comments wait to be sent about what is still in the map."""
        return sum(not about.key or about.key in index for about in self._words)
