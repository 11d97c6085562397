"""The last line of a dialog: the button that does it, which Enter means, and one that leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton

from journeymap.model.text import M, Message, say
from journeymap.ui.controls import button


class Foot(NamedTuple):
    """The line, to be put under a dialog, and the buttons in it."""

    line: QHBoxLayout
    main: QPushButton
    cancel: QPushButton


def foot_of(dialog: QDialog, words: Message, do: Callable[[], object], lang: str) -> Foot:
    """Return the last line of a dialog whose main button is called `words` and does `do`."""
    main = button(say(words, lang), "main")
    main.setDefault(True)
    main.clicked.connect(do)
    cancel = button(say(M("Cancel"), lang))
    cancel.setAutoDefault(False)
    cancel.clicked.connect(dialog.reject)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(cancel)
    line.addWidget(main)
    return Foot(line, main, cancel)
