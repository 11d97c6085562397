"""What the window says about the map in it: title, counts, findings, undo, zoom, what can be done.

It reads the session and writes into the frame, at every change; nothing here changes the map. What
can be done is right at once, since the next key may do it; words wait until the map was painted.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from journeymap.model.text import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    M,
    Message,
    digits,
    is_rtl,
    say,
    say_percent,
)
from journeymap.ui import actions
from journeymap.ui.canvas.framing import Framing
from journeymap.ui.comments.thread_words import open_threads, title
from journeymap.ui.controls import tip_of
from journeymap.ui.counting import between, counts_of
from journeymap.ui.frame import Frame
from journeymap.ui.giving_label import Counted
from journeymap.ui.map_file import MapFile
from journeymap.ui.overlay.filter_bar import asked
from journeymap.ui.session import Session
from journeymap.ui.slices import Slices, at_once

LEVELS = ("error", "warning", "info")
NOTE_TIME = 8000  # ms for which a note stays in the status bar
# Of stages, channels, touchpoints, pain points and opportunities, what stays longest where there is
# little room: the headings of the map say how many of the first two there are.
WEIGHTS = (2, 1, 7, 5, 4)
STEP = 80  # letters of what would be undone that a menu and a tip say
SPARE = 8  # pixels of the status bar beside what was measured


class MapState(QObject):
    """Keeps the frame saying what is so."""

    def __init__(self, frame: Frame, session: Session, file: MapFile, canvas: Framing) -> None:
        super().__init__(frame)
        self._frame, self._session, self._file, self._canvas = frame, session, file, canvas
        self._lang = session.lang
        self._later, self._past = Slices(self), Slices(self)
        self._have: set[str] | None = None  # what the actions were told that there is
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(NOTE_TIME)
        self._forget.timeout.connect(self._clear_note)
        session.document_changed.connect(self.enable)
        session.checking.waiting_changed.connect(self._show_map)
        session.selection_changed.connect(self.enable)
        session.view_changed.connect(self.enable)  # what needs an overlay
        session.filter_changed.connect(self._show_filter)
        session.findings_changed.connect(self._show_findings)
        session.theme_changed.connect(self._show_findings)
        session.state_changed.connect(self._follow)  # each change of the map ends with it
        session.refused.connect(self._refuse)
        session.told.connect(self.note)
        # a note is about what was done last, on the page that is shown
        session.changed.connect(self._pass_note)
        session.selection_changed.connect(self._pass_note)
        frame.stack.currentChanged.connect(self._clear_note)
        canvas.pressed.connect(self._clear_note)
        canvas.zoom_changed.connect(self._show_zoom)
        file.saved.connect(self._saved)
        file.writer.slow.connect(self._show_file)
        file.writer.ended.connect(self._show_file)

    def show(self) -> None:
        """Say all that there is to say about the map that comes into the window."""
        self._show_map()
        self._show_filter()
        self._show_findings()
        self._show_file()
        self._show_zoom()

    def leave(self) -> None:
        """Say nothing any more: another takes over."""
        self._session.disconnect(self)
        self.deleteLater()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _follow(self, *_: object) -> None:
        self.enable()
        self._later.begin(lambda: at_once(self._show_edit))

    def _show_edit(self) -> None:
        self._show_map()
        self._show_file()

    def _show_map(self, *_: object) -> None:
        if not self._file.there:
            return
        session, frame = self._session, self._frame
        actions.turn(frame.commands, is_rtl(session.map.language))
        parts = list(zip(counts_of(session.map), WEIGHTS, strict=True))
        if n := open_threads(session.map):
            parts.append((M("{n} open comment", plural="{n} open comments", n=n), 6))
        if n := len(session.map.parking):
            parts.append((M("{n} parked note", plural="{n} parked notes", n=n), 3))
        if check := session.checking.waiting_for:  # first of all: the findings say what was before
            parts.insert(0, (M("The check “{check}” is still working", check=check), 8))
        counts = (Counted(self._say(words), weight) for words, weight in parts)
        frame.counts.put(counts, between(self._lang))
        words = title(session.map, self._lang)
        frame.docks["comments"].setWindowTitle(words)
        row = actions.row_of("comments")
        frame.commands["comments"].setText(actions.with_keys(words, row))

    def _show_filter(self) -> None:
        self._frame.top.show_filter(asked(self._session.filter))

    def _show_findings(self) -> None:
        session = self._session
        found = session.findings
        level = next((each for each in LEVELS if any(f.level == each for f in found)), "info")
        self._frame.top.show_findings(len(found), level, session.theme, session.checked)

    def _show_file(self) -> None:
        """Show title, whether all is saved, what would be undone, and where one came from."""
        file, frame = self._file, self._frame
        if not file.there:
            return
        document, path = self._session.document, self._session.path
        frame.top.show_file(file.name(), str(path or ""), document.dirty)
        frame.top.show_back(file.way[-1].title if file.way else "")
        frame.setWindowTitle(f"{file.name()}[*] — journeymap")
        frame.setWindowModified(document.dirty)
        frame.setWindowFilePath(str(path or ""))
        for id, what, name in (
            ("undo", document.undo_text, M("Undo")),
            ("redo", document.redo_text, M("Redo")),
        ):
            words = self._say(M("{verb}: {step}", verb=name, step=what) if what else name)
            words = _begun(words)  # a name has any length
            row = actions.row_of(id)
            frame.commands[id].setText(actions.with_keys(words.replace("&", "&&"), row))
            frame.commands[id].setIconText(self._say(name))
            keys = actions.keys_text(row.keys[0])
            frame.commands[id].setToolTip(tip_of(f"{words} ({keys})"))
        frame.saved.setText(self._saved_words())
        # joined letters are drawn a little wider than they are measured
        frame.saved.setMinimumWidth(frame.saved.sizeHint().width() + SPARE)
        self.enable()

    def _saved_words(self) -> str:
        if self._file.writer.is_slow:
            return self._say(M("Saving…"))
        if self._session.read_only is not None:
            return self._say(M("Read only"))
        if self._session.document.dirty:
            return self._say(M("Not saved"))
        if self._session.path is None:
            return self._say(M("Not saved yet"))
        when = self._file.living.when
        if when is None:  # the disk has not answered yet
            return self._say(M("Saved"))
        clock = when.strftime("%H:%M")
        hours, _, minutes = digits(clock, self._lang).partition(":")
        return self._say(M("Saved {hours}:{minutes}", hours=hours, minutes=minutes))

    def _show_zoom(self, *_: object) -> None:
        self._frame.zoom.setText(say_percent(self._canvas.zoom, self._lang))

    def enable(self) -> None:
        """Let those actions be used that have what they need."""
        have: set[str] = set()
        file = self._file
        have |= {"open"} if file.there or file.again or file.reading else set()
        have |= {"back"} if file.way and not file.reading else set()
        if file.there:
            session = self._session
            entries = session.index.entries
            kinds = [entries[key].kind for key in session.selection if key in entries]
            have.add("map")
            have |= {"selection"} if kinds else set()
            have |= {"one"} if len(kinds) == 1 else set()
            have |= {"touchpoint"} if "touchpoint" in kinds else set()
            have |= {"undo"} if session.document.undo_text else set()
            have |= {"redo"} if session.document.redo_text else set()
            have |= {"overlay"} if session.view.metric else set()
            have |= session.besides
        if have != self._have:
            actions.enable(self._frame.commands, have, self._have)
            self._have = have

    # ------------------------------------------------------------ notes

    def note(self, message: Message | None, wrong: bool = False) -> None:
        """Say something in the status bar for a while."""
        self._past.drop()
        self._frame.say_note(message, wrong)
        if message:
            self._forget.start()

    def _pass_note(self, *_: object) -> None:
        """Say no more what was said, unless something else is said before the map is painted."""
        if self._frame.note.text():
            self._past.begin(lambda: at_once(self._clear_note))

    def _clear_note(self, *_: object) -> None:
        self._forget.stop()
        if self._frame.note.text():
            self._frame.say_note(None)

    def _refuse(self, message: Message) -> None:
        self.note(message, wrong=True)

    def _saved(self) -> None:
        self.note(None)
        self._show_file()


def _begun(words: str) -> str:
    """Return the beginning of a text that is long, with every turn in it at its end."""
    if len(words) <= STEP:
        return words
    begun = words[:STEP]
    open_ = begun.count(FIRST_STRONG_ISOLATE) - begun.count(POP_ISOLATE)
    return f"{begun}…{POP_ISOLATE * open_}"
