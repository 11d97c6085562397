"""Renaming in place: opens the editor on a card and makes one commit of what was written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from journeymap.model import edits
from journeymap.model.ids import slug
from journeymap.model.index import Key, label
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, is_rtl, say
from journeymap.ui.canvas.editor import SMALLEST, NameEditor
from journeymap.ui.canvas.surface import Surface

NAMED = frozenset(("card", "note", "stage", "lane", "step"))  # what can be renamed in place


class Renaming:
    """The open name editor, if there is one."""

    def __init__(self, view: Surface) -> None:
        self._view = view
        self.editor: NameEditor | None = None
        self.key: Key = ""
        self._dressed: tuple[object, ...] = ()  # the zoom and the theme that the editor shows
        self._made_by = ""  # the merge key of the step that made the record a moment ago

    def begin(self, key: Key, typed: str | None = None, made_by: str = "") -> bool:
        """Open the editor on a record; return whether there is something to rename.

        `typed` replaces the name: what was typed to begin. A new record, `made_by` the step with
        that merge key, gets an id out of its first name in that same step.
        """
        view = self._view
        part, entry = view.part_of(key), view.session.index.get(key)
        if part is None or part.kind not in NAMED or not hasattr(entry and entry.record, "name"):
            return False
        self.finish()
        view.cancel_gesture()
        view.reveal(key)
        name = getattr(entry.record, "name", "")
        field = say(M("Name of {name}", name=name), view.session.lang)
        editor = NameEditor(name, view.viewport(), field, is_rtl(view.session.map.language))
        editor.done.connect(self._done)
        editor.cancelled.connect(self._closed)
        view.session.flush_wanted.connect(editor.finish)
        view.session.document_changed.connect(editor.cancel)
        self.editor, self.key, self._made_by = editor, key, made_by
        self._dressed = ()
        self.place()
        if typed is not None:
            editor.insert(typed)
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def begin_with_selected(self, typed: str | None = None) -> bool:
        """Open the editor on the one selected record; return whether it was so."""
        chosen = self._view.session.selection
        return len(chosen) == 1 and self.begin(chosen[0], typed)

    def type(self, text: str) -> bool:
        """Begin with what was typed on a selected card; "/" is left to the window's menu."""
        return bool(text) and text.isprintable() and text != "/" and self.begin_with_selected(text)

    def compose(self, event: QInputMethodEvent) -> bool:
        """Begin when an input method starts to compose, and let it compose in the editor."""
        if not (event.preeditString() or event.commitString()):
            return False
        if not self.begin_with_selected("") or self.editor is None:
            return False
        QApplication.sendEvent(self.editor, event)
        return True

    def finish(self) -> None:
        """Close the editor and keep what was written."""
        if self.editor is not None:
            self.editor.finish()

    def cancel(self) -> None:
        """Close the editor; what was written is about a map that is gone."""
        if self.editor is not None:
            self.editor.cancel()

    def place(self) -> None:
        """Stand over the card, wherever it is now."""
        view, part = self._view, self._view.part_of(self.key)
        if self.editor is None or part is None:
            return
        if self._dressed != (view.zoom, view.session.theme):  # not at each step of scrolling
            self._dressed = (view.zoom, view.session.theme)
            colors = (view.artist.color(token) for token in ("card", "text", "accent"))
            font = view.artist.font("card", view.zoom)
            font.setPixelSize(max(font.pixelSize(), SMALLEST))
            self.editor.dress(font, *colors)
        rect = view.on_screen(part).toAlignedRect()
        self.editor.place(rect.adjusted(-2, -2, 2, 2))

    def _done(self, text: str) -> None:
        key, session, made_by = self.key, self._view.session, self._made_by
        self._closed()
        entry = session.index.get(key)
        if not text or entry is None or getattr(entry.record, "name", text) == text:
            return

        if made_by:
            self._name(key, text, made_by)
            return

        def edit(m: JourneyMap) -> JourneyMap:
            return edits.change(m, key, name=text)

        name = M("Rename {name}", name=label(entry.record))
        session.commit(name, edit, initiator=self._view)

    def _name(self, key: Key, text: str, made_by: str) -> None:
        """Give a new record its first name and the id that goes with it."""
        session = self._view.session
        entries = session.index.entries
        id = slug(text, (other for other in entries if other != key), entries[key].kind)

        def edit(m: JourneyMap) -> JourneyMap:
            return edits.rename_id(edits.change(m, key, name=text), key, id)

        step = M("Add “{name}”", name=text)
        if session.commit(step, edit, merge_key=made_by, initiator=self._view):
            session.select((id,), self._view)

    def _closed(self) -> None:
        self.editor, self.key, self._made_by = None, "", ""
        # hiding the field has given the keyboard to somebody; it belongs to the map again
        if QApplication.activeWindow() is self._view.window():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
