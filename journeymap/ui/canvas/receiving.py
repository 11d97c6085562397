"""What is dragged in from elsewhere: a picture goes to the card it is dropped on, text to a cell.

Maps and other files are the window's, which opens them or says why not. What is dropped becomes
part of the map as it would by pasting.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from journeymap.files.image_store import is_picture
from journeymap.model.index import Key
from journeymap.model.text import M, Message
from journeymap.picture.picture import Part
from journeymap.ui.canvas.drop import Target, cell_box
from journeymap.ui.canvas.gestures import NO_CELL
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.clipboard import FORM, take
from journeymap.ui.parking import NOTES, offer

What: TypeAlias = Literal["", "picture", "pictures", "text", "notes"]

NO_CARD = M("drop a picture on the touchpoint it belongs to")
UNSAVED = M("save the map first: pictures are kept beside it")
SEVERAL = M("drop one picture at a time, each on its touchpoint")


def kind_of(data: QMimeData) -> What:
    """Return what of the map something dragged in could become, empty for what is the window's."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        if not all(is_picture(path) for path in files):
            return ""
        return "picture" if len(files) == 1 else "pictures"
    if data.hasFormat(NOTES):
        return "notes"
    if data.hasFormat(FORM):
        return "text"
    if data.hasImage() and not data.hasText():
        return "picture"
    return "text" if data.hasText() and data.text().strip() else ""


class Receiving:
    """What is being dragged over the canvas from outside of it."""

    def __init__(self, view: Surface) -> None:
        self._view = view
        self._what: What = ""
        self._card: Part | None = None
        self._cell: tuple[Key, Key] | None = None
        self._refusal: Message | None = None

    def enter(self, event: QDragEnterEvent) -> None:
        """Take what can become part of the map."""
        self._what = kind_of(event.mimeData())
        if self._what:
            self._follow(event)
        else:
            event.ignore()

    def move(self, event: QDragMoveEvent) -> None:
        """Light what it would be dropped on, or say why not there."""
        if self._what:
            self._follow(event)
        else:
            event.ignore()

    def leave(self) -> None:
        """Show nothing any more."""
        view = self._view
        view.sketch.clear()
        view.preview.target = None
        view.say_beside(QPoint(), None)
        view.viewport().update()

    def drop(self, event: QDropEvent) -> None:
        """Paste it there, as one step; a refused place changes nothing."""
        if not self._what:
            event.ignore()
            return
        self._look(event.position().toPoint())
        view, session = self._view, self._view.session
        card, cell, refusal = self._card, self._cell, self._refusal
        self.leave()
        notes = self._what == "notes"
        self._what = ""
        if notes:
            event.acceptProposedAction()
            self._offer(event, card, cell, refusal)
            return
        # whoever gives it away must not take it for moved, and delete it there
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if refusal is not None:
            session.refused.emit(refusal)
            return
        before = session.selection
        if card is not None:
            view.select((card.key,))
        elif cell is not None:
            entries = session.index.entries
            view.select(tuple(key for key in cell if key in entries))
        if take(session, view.window(), event.mimeData()):
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            view.select(before)

    def _follow(self, event: QDragMoveEvent) -> None:
        at = event.position().toPoint()
        self._look(at)
        view = self._view
        target = None
        if self._cell is not None and view.picture is not None:
            box = cell_box(view.picture, *self._cell)
            target = Target(*self._cell, "", box, None, None) if box is not None else None
        view.preview.target = target
        view.sketch.lit = self._card
        word = self._refusal
        if word is None and self._what == "picture":
            word = M("the picture of this touchpoint")
        elif word is None and self._what == "notes":
            word = M("a touchpoint, a pain point or an opportunity of the note")
        elif word is None:
            word = M("a touchpoint for each line")
        view.say_beside(at, word, warns=self._refusal is not None)
        view.viewport().update()
        if self._what == "notes":  # they leave the parking list
            event.acceptProposedAction()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _offer(
        self,
        event: QDropEvent,
        card: Part | None,
        cell: tuple[Key, Key] | None,
        refusal: Message | None,
    ) -> None:
        """Ask what notes that were dropped are to become, at the card or in the cell."""
        view, session = self._view, self._view.session
        words = bytes(event.mimeData().data(NOTES).data()).decode(errors="replace")
        known = {entry.key for entry in session.index.of_kind("parking")}
        notes = [key for key in words.split("\n") if key in known]
        if refusal is not None or not notes:
            session.refused.emit(refusal or NO_CELL)
            return
        at = (card.key,) if card is not None else tuple(key for key in cell or () if key)
        where = view.viewport().mapToGlobal(event.position().toPoint())
        # the drag goes on until this returns
        QTimer.singleShot(0, view, lambda: offer(session, view, where, notes, at))

    def _look(self, at: QPoint) -> None:
        """Find out what lies at a point of the viewport, and whether it may be dropped there."""
        view, session = self._view, self._view.session
        part = view.part_at(at)
        self._card = part if part is not None and part.kind == "card" else None
        self._cell, self._refusal = None, session.read_only
        if self._refusal is not None:
            self._card = None
        elif self._what in ("text", "notes"):
            self._look_for_cell(at)
        elif self._what == "pictures":
            self._card, self._refusal = None, SEVERAL
        elif self._card is None:
            self._refusal = NO_CARD
        elif session.path is None:
            self._card, self._refusal = None, UNSAVED

    def _look_for_cell(self, at: QPoint) -> None:
        view = self._view
        if self._card is not None or view.picture is None:
            return
        if not view.session.map.touchpoints and not view.session.map.stages:
            return  # an empty map takes it anywhere
        scene = view.mapToScene(at)
        if not view.covered(at):
            self._cell = view.picture.cell(scene.x(), scene.y())
        if self._cell is None:
            self._refusal = NO_CELL
