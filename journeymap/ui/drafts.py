"""Comments that were begun and not sent: kept with the session, by what they are to be about.

The boxes in which they are written come and go: another language makes others, and one box shows
one record after another. What is kept here changes no map, and is no part of the undo list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from journeymap.model.index import Index, Key


class About(NamedTuple):
    """What a draft is for: a new comment wherever one is, one at a place, or an answer to one."""

    how: Literal["new", "at", "to"]
    key: Key = ""


class Drafts:
    """The words of comments that were not sent."""

    def __init__(self) -> None:
        self._words: dict[About, str] = {}
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

    def clear(self) -> None:
        """Forget everything."""
        self._words.clear()

    def unsent(self, index: Index) -> int:
        """Return how many comments wait to be sent about what is still in the map."""
        return sum(not about.key or about.key in index for about in self._words)
