"""A copy in UTF-8 of a map that is in another encoding: offered, chosen by how it reads, made.

The file itself is left alone. What it may say is found out beside the window.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from journeymap.files.converting import Guess, copied, guesses
from journeymap.files.problems import FilesError
from journeymap.model.text import M, say
from journeymap.ui import asking
from journeymap.ui.aside import Aside


def look_into(path: Path, owner: QObject, then: Callable[[Path], object]) -> None:
    """Call `then` if a file that cannot be opened is a map in another encoding."""
    asked = Aside(lambda: guesses(path))

    def answered() -> None:
        if isValid(owner) and asked.result():
            then(path)

    asked.begin(answered)


def copy_of(parent: QWidget, lang: str, path: Path) -> Path | None:
    """Return the copy in UTF-8 that was made as a person chose, None for none."""
    found = {each.encoding: each for each in Aside(lambda: guesses(path)).wait()}
    entries = [(_words(each, lang), each.encoding) for each in found.values()]
    chosen = asking.pick(parent, lang, M("In which of these is the text right?"), entries)
    if chosen not in found:
        return None
    try:
        return copied(path, found[chosen])
    except FilesError as error:
        asking.tell(parent, lang, M("The copy could not be made"), error.message)
        return None


def _words(guess: Guess, lang: str) -> str:
    return f"\u2068{guess.sample}\u2069 · \u2068{say(guess.called, lang)}\u2069"
