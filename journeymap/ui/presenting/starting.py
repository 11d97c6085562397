"""How a presentation begins: the two actions of the window.

One presentation at a time belongs to a window; asking again brings it to the front. It ends with
the map that it shows, or with the window.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from journeymap.model.index import Key
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.session import Session

NAME = "presentation"  # of such a window among those that belong to another one


def handlers(session: Session, window: QWidget, canvas: Surface) -> dict[str, Callable[[], object]]:
    """Return what `present` and `present-here` do."""

    def begin(stage: Key) -> QWidget:
        for there in shown_by(window):
            there.activateWindow()
            return there
        from journeymap.ui.presenting.window import Presentation

        made = Presentation(session, window, canvas.still)
        made.start(stage)
        return made

    return {
        "present": lambda: begin(""),
        "present-here": lambda: begin(selected_stage(session)),
    }


def shown_by(window: QWidget) -> list[QWidget]:
    """Return the presentation that belongs to a window, where it has one."""
    own = Qt.FindChildOption.FindDirectChildrenOnly
    return [each for each in window.findChildren(QWidget, NAME, own) if each.isVisible()]


def end(window: QWidget) -> None:
    """Close the presentation that belongs to a window."""
    for each in shown_by(window):
        each.close()


def selected_stage(session: Session) -> Key:
    """Return the stage of what is selected, empty where nothing has one."""
    for key in session.selection:
        if session.index.stage(key) is not None:
            return key
        t = session.index.touchpoint(key)
        if t is not None:
            return t.stage
    return ""
