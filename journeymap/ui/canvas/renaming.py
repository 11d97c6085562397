"""Renaming in place: opens the editor on a card and makes one commit of what was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from journeymap.model.index import Key
from journeymap.model.quick import typing
from journeymap.model.text import M, is_rtl, say
from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas import handles
from journeymap.ui.canvas.editor import LEAST, NOWHERE, SMALLEST, NameEditor
from journeymap.ui.canvas.reach import grown
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.canvas.writing import Writing
from journeymap.ui.making import selected
from journeymap.ui.parking import VOTES, vote
from journeymap.ui.slices import Slices

if TYPE_CHECKING:
    from journeymap.ui.canvas.completing import Completing

NOTHING_TO_NAME = M("select one card, stage, channel or note to write on it")
NAMED = frozenset(("card", "note", "stage", "lane", "step"))  # what can be renamed in place


class Renaming:
    """The open name editor, if there is one."""

    def __init__(self, view: Surface, writing: Writing) -> None:
        self._view, self._writing = view, writing
        self.editor: NameEditor | None = None
        self.key: Key = ""
        self._ready: NameEditor | None = None  # the next one, that nobody has written in
        self._making_ready = Slices(view)
        self._completing: Completing | None = None
        self._goes_on = False  # whether Enter asks for the next new record
        self._follows = False  # whether the next new record was only asked for by Enter in a name
        self._by_the_way = False  # whether the one that is named now was
        self._made_by = ""  # the merge key of the step that made the record a moment ago
        self._composed: QInputMethodEvent | None = None  # before the field of a new record opened

    def begin(
        self, key: Key, typed: str | None = None, made_by: str = "", goes_on: bool = False
    ) -> bool:
        """Open the editor on a record; return whether there is something to rename.

        `typed` replaces the name: what was typed to begin. A new record, `made_by` the step with
        that merge key, gets an id out of its first name in that same step; where it `goes_on`,
        Enter asks for the next one.
        """
        view = self._view
        part, entry = view.part_shown(key), view.session.index.get(key)
        if part is None or part.kind not in NAMED or not hasattr(entry and entry.record, "name"):
            return False
        self.finish()
        view.cancel_gesture()
        view.reveal(key)
        name = getattr(entry.record, "name", "")
        field = say(M("Name of {name}", name=name), view.session.lang)
        rtl = is_rtl(view.session.map.language)
        editor = self._made_ready()
        editor.begin("" if made_by else name, field, rtl)
        if made_by:
            editor.setPlaceholderText(name)
        if entry.kind == "touchpoint":
            editor.cursorPositionChanged.connect(self._offer)
            editor.textChanged.connect(self._offer)
        editor.done.connect(self._done)
        editor.escaped.connect(self._escaped)
        editor.dropped.connect(self._dropped)
        editor.refused.connect(view.session.refused)
        view.session.flush_wanted.connect(editor.finish)
        view.session.document_changed.connect(editor.cancel)
        handles.paint_anew(view)  # without those, as there are none beside a field
        self.editor, self.key, self._made_by = editor, key, made_by
        self._goes_on = goes_on
        if made_by:
            typed = typed or self._writing.take_coming()
            self._by_the_way, self._follows = self._follows, False
        self.place()
        editor.textChanged.connect(self._write)
        if typed is not None:
            editor.insert(typed)
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        composed, self._composed = self._composed, None
        if composed is not None and made_by:
            QApplication.sendEvent(editor, composed)
        self._making_ready.begin(self._make_ready)
        return True

    def _made_ready(self) -> NameEditor:
        """Return an editor that nobody has written in."""
        ready, self._ready = self._ready, None
        return ready if ready is not None else NameEditor(self._view.viewport())

    def _make_ready(self) -> Iterator[None]:
        """Have the next editor ready: names are given one after the other."""
        if self._ready is None:
            self._ready = NameEditor(self._view.viewport())
            self._dress(self._ready)
            self._ready.ensurePolished()
        yield

    def _offer(self) -> None:
        """Have channels and stages offered as soon as one is typed."""
        editor = self.editor
        if editor is None or self._completing is not None:
            return
        if typing(editor.toPlainText(), editor.textCursor().position()) is not None:
            from journeymap.ui.canvas.completing import Completing

            self._completing = Completing(editor, self._view.session)
            self._completing.placed.connect(self._view.make_way)
            self._completing.refresh()

    def begin_with_selected(self, typed: str | None = None) -> bool:
        """Open the editor on the one selected record; return whether it was so."""
        chosen = self._view.session.selection
        return len(chosen) == 1 and self.begin(chosen[0], typed)

    def type(self, text: str) -> bool:
        """Begin with what was typed: a name for what was just chosen, else the next record."""
        if not text or not text.isprintable():
            return False
        if self._writing.renames and self.begin_with_selected(text):
            return True
        if not text.strip():
            return False
        if not self._writing.goes_on:
            self._vote(text)
            return True
        self._writing.coming = text
        self._view.next_requested.emit("next")
        return True

    def _vote(self, text: str) -> None:
        """Give what is selected a vote, or say why there is nothing to write on."""
        session = self._view.session
        if text in VOTES and selected(session, "parking"):
            vote(session, VOTES[text])
        else:
            session.refused.emit(NOTHING_TO_NAME)

    def compose(self, event: QInputMethodEvent) -> bool:
        """Begin when an input method starts to compose, and let it compose in the editor."""
        if not (event.preeditString() or event.commitString()):
            return False
        if not (self._writing.renames and self.begin_with_selected("")):
            return self._compose_next(event)
        if self.editor is None:
            return False
        QApplication.sendEvent(self.editor, event)
        return True

    def _compose_next(self, event: QInputMethodEvent) -> bool:
        """Begin the next record, and let an input method go on composing in its name."""
        if not self._writing.goes_on:
            return False
        self._composed = event.clone()
        self._view.next_requested.emit("next")
        return True

    def covered(self) -> QRectF:
        """Return what the list of offers takes of the viewport, nothing where none is shown."""
        offers = self._completing
        return QRectF(offers.geometry()) if offers is not None and offers.isVisible() else QRectF()

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
        if self.editor is None:
            return
        view, part = self._view, self._view.part_shown(self.key)
        if part is None:
            return
        self._dress(self.editor)
        rect = view.on_screen(part).toAlignedRect()
        home, others, cell = rect.adjusted(-2, -2, 2, 2), [], NOWHERE
        wider = home.width() < LEAST.width()  # than its card
        if part.kind == "card" and wider and not view.waits:  # it goes elsewhere in a moment
            near = view.layer.where.within(grown(part.box, LEAST.width() / view.zoom))
            others = [self._at(each) for each in near if each.kind == "card" and each != part]
            cell = self._cell_of(part).intersected(view.viewport().rect())
        self.editor.place(home, others, cell)

    def _dress(self, editor: NameEditor) -> None:
        view = self._view
        wanted = (view.zoom, view.session.theme)
        if editor.dressed != wanted:  # not at each step of scrolling
            editor.dressed = wanted
            colors = (view.artist.color(token) for token in ("card", "text", "accent"))
            font = view.artist.font("card", view.zoom)
            font.setPixelSize(max(font.pixelSize(), SMALLEST))
            editor.dress(font, *colors)

    def _at(self, part: Part) -> QRect:
        return self._view.on_screen(part).toAlignedRect()

    def _cell_of(self, part: Part) -> QRect:
        """Return the stage that a card stands in, as wide as it is in the viewport."""
        picture, middle = self._view.shown, part.box.x + part.box.w / 2
        columns = picture.columns if picture is not None else ()
        mine = next((c.stage for c in columns if c.x <= middle <= c.x + c.w), None)
        own = [column for column in columns if column.stage == mine]
        if not own:
            return NOWHERE
        left, right = min(c.x for c in own), max(c.x + c.w for c in own)
        return self._at(part._replace(box=Box(left, part.box.y, right - left, part.box.h)))

    def _done(self, text: str) -> None:
        """Keep what was written; Enter on nothing takes a new record away, as Esc does."""
        key, session, made_by = self.key, self._view.session, self._made_by
        ended_by = self.editor.ended_by if self.editor is not None else ""
        goes_on = ended_by if self._goes_on or ended_by == "branch" else ""
        by_the_way = self._by_the_way
        self._closed()
        entry = session.index.get(key)
        if entry is None:
            self._leave()
            return
        if made_by and text:
            with self._view.one_picture():  # of the name and of what comes next
                named = self._name(key, text, made_by)
                if named and goes_on:
                    self._follows = True
                    self._view.next_requested.emit(goes_on)
                    self._follows = session.refusal is None
            if named and not self._follows:
                self._view.reveal(session.selection[0])
        elif made_by and (ended_by or by_the_way):
            self._take_back(made_by)
        elif text and getattr(entry.record, "name", text) != text:
            self._rename(key, text)
        self._leave()
        if ended_by:
            self._writing.commanded()

    def _escaped(self, text: str) -> None:
        """Leave a record as it was; a new one keeps what was written, and goes without."""
        key, session, made_by = self.key, self._view.session, self._made_by
        self._closed()
        if made_by and key in session.index:
            if not text:
                self._take_back(made_by)
            elif self._name(key, text, made_by):
                self._view.reveal(session.selection[0])
        self._leave()

    def _dropped(self) -> None:
        self._closed()
        self._leave()

    def _write(self) -> None:
        """Let recovery copies have what is being written."""
        if self.editor is not None:
            session = self._view.session
            text = self.editor.toPlainText()
            session.drafts.write("canvas", session.index.get(self.key), "name", text)

    def _leave(self) -> None:
        if self.editor is None:  # else what was refused, or the next name, is being written
            self._view.session.drafts.leave("canvas")

    def _take_back(self, made_by: str) -> None:
        """Let a new record never have been, and go back to where it was made from."""
        self._view.session.take_back(made_by)
        for key in self._view.session.selection[:1]:
            self._view.reveal(key)

    def _rename(self, key: Key, text: str) -> None:
        """Give a record another name, and all else that quick entry says of a touchpoint."""
        from journeymap.ui import naming

        if not naming.rename(self._view.session, key, text, self._view):
            self.begin(key, text)

    def _name(self, key: Key, text: str, made_by: str) -> bool:
        """Give a new record its first name and the id that goes with it; return whether it has."""
        from journeymap.ui import naming

        session = self._view.session
        made = naming.name_first(session, key, text, made_by, self._view)
        if made:
            self._view.renamed = {key: session.selection[0]}
        else:  # nothing that was typed is lost
            self.begin(key, text, made_by, self._goes_on)
        return made

    def _closed(self) -> None:
        self.editor, self.key, self._made_by = None, "", ""
        self._by_the_way = False
        self._completing = None
        handles.paint_anew(self._view)
        # hiding the field has given the keyboard to somebody; it belongs to the map again
        if QApplication.activeWindow() is self._view.window():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
