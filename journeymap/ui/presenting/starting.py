"""How a presentation begins: the two actions of the window.

One presentation at a time belongs to a window; asking again brings it to the front.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from journeymap.model.index import Key
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.session import Session

if TYPE_CHECKING:
    from journeymap.ui.presenting.window import Presentation


def handlers(session: Session, window: QWidget, canvas: Surface) -> dict[str, Callable[[], object]]:
    """Return what `present` and `present-here` do."""
    shown: list[Presentation] = []

    def begin(stage: Key) -> Presentation:
        if shown and isValid(shown[-1]) and shown[-1].isVisible():
            shown[-1].activateWindow()
            return shown[-1]
        from journeymap.ui.presenting.window import Presentation

        made = Presentation(session, window, canvas.still)
        shown[:] = [made]
        made.start(stage)
        return made

    return {
        "present": lambda: begin(""),
        "present-here": lambda: begin(selected_stage(session)),
    }


def selected_stage(session: Session) -> Key:
    """Return the stage of what is selected, empty where nothing has one."""
    for key in session.selection:
        if session.index.stage(key) is not None:
            return key
        t = session.index.touchpoint(key)
        if t is not None:
            return t.stage
    return ""
