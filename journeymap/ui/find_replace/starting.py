"""Joins find and replace to the window: its actions, and how one comes from a hit to its field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from journeymap.ui.canvas.surface import Surface
from journeymap.ui.find_replace.bar import FindBar
from journeymap.ui.find_replace.places import Place
from journeymap.ui.frame import Frame
from journeymap.ui.session import Session

if TYPE_CHECKING:
    from journeymap.ui.find_replace.replacing import Replacing


class FindReplace(QObject):
    """Find and replace in one window."""

    def __init__(self, frame: Frame, session: Session, canvas: Surface) -> None:
        super().__init__(frame)
        self._frame, self._session, self._canvas = frame, session, canvas
        self.bar = FindBar(session, canvas)
        self.replacing: Replacing | None = None
        self.bar.replace_wished.connect(self.replace)
        self.bar.field_wished.connect(self._go)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return action id -> what it does."""
        return {
            "find": self.bar.open,
            "find-next": partial(self.bar.step, 1),
            "find-previous": partial(self.bar.step, -1),
            "replace": self.replace,
        }

    def leave(self) -> None:
        """Do nothing any more: another takes over."""
        self.bar.leave()
        self.bar.setParent(None)
        self.bar.deleteLater()
        if self.replacing is not None:
            self.replacing.close()
        self.deleteLater()

    def replace(self) -> None:
        """Show every place that would be replaced, and how it would read."""
        from journeymap.ui.find_replace.replacing import Replacing

        bar = self.bar
        self._session.flush_wanted.emit()
        words = bar.field.text() if not bar.isHidden() else ""
        made = self.replacing = Replacing(self._frame, self._session, words, bar.options)
        made.destroyed.connect(self._replaced)
        made.open()

    def _replaced(self) -> None:
        self.replacing = None

    def _go(self, place: Place) -> None:
        """Put the cursor where a hit can be edited."""
        session, frame = self._session, self._frame
        if place.panel == "comments":
            self._canvas.panel_wanted.emit("comments", place.key)
            return
        session.jump(place.key)
        if place.persona and session.view.persona != place.persona:
            session.set_view(persona=place.persona)  # the fields are theirs then
        if not frame.commands["inspector"].isChecked():
            frame.commands["inspector"].trigger()
        frame.docks["inspector"].raise_()
        session.field_wanted.emit(place.key, place.field)
