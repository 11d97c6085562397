"""What joins a session to the window: canvas and panels, files, what each action does.

Loaded after the first paint. It knows the frame and all panels; they know only the session. It
belongs to one language of the interface and is made anew for another.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from journeymap.files.problems import FileProblem
from journeymap.model.index import Key
from journeymap.model.text import M, Message, digits, say, say_percent
from journeymap.ui import (
    actions,
    filter_bar,
    findings,
    making,
    outline_moves,
    output,
    overlays,
    panes,
    style,
    wall,
)
from journeymap.ui.canvas import commands
from journeymap.ui.canvas.context import extend
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.comments import Comments, known_name, open_threads, title
from journeymap.ui.filter_bar import FilterBar, asked
from journeymap.ui.findings import Findings
from journeymap.ui.frame import AWAY, BEHIND, Frame
from journeymap.ui.give_way import GiveWay
from journeymap.ui.history import History
from journeymap.ui.inspector import Inspector
from journeymap.ui.map_file import MapFile
from journeymap.ui.outline import Outline
from journeymap.ui.overlays import Overlays
from journeymap.ui.panel_sizes import PanelSizes
from journeymap.ui.panes import Panes
from journeymap.ui.presenting import starting as presenting
from journeymap.ui.problems import ProblemsPage
from journeymap.ui.record_cards.chips import counts_of
from journeymap.ui.record_cards.row import beside
from journeymap.ui.seen import how_seen, see_again
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings
from journeymap.ui.view_menus import lanes_menu, persona_menu, rows_menu

LEVELS = ("error", "warning", "info")
NOTE_TIME = 8000  # ms for which a note stays in the status bar


class Workspace(QObject):
    """The life of one map in the window."""

    closed = Signal()  # the map was closed: show the start page

    def __init__(self, frame: Frame, session: Session, settings: Settings) -> None:
        super().__init__(frame)
        self.frame, self.session, self._settings = frame, session, settings
        self._lang = session.lang
        self.file = MapFile(frame, session, settings)
        self.canvas = CanvasView(session)
        self.outline = Outline(session)
        self.inspector = Inspector(session)
        self.findings = Findings(session)
        self.history = History(session)
        session.person = session.person or settings.person or known_name()
        self.comments = Comments(session)
        self.overlays = Overlays(session, frame.top, self.canvas)
        self.filter_bar = FilterBar(session)
        for strip in (self.overlays.bar, self.filter_bar):
            frame.strips.addWidget(strip)
        self._panels: dict[str, QWidget] = {
            "outline": self.outline,
            "history": self.history,
            "inspector": self.inspector,
            "comments": self.comments,
            "findings": self.findings,
        }
        self.problems = ProblemsPage(self._lang)
        for page in (self.canvas, self.problems):
            frame.stack.addWidget(page)
        for name, panel in self._panels.items():
            frame.docks[name].setWidget(panel)
        self._sizes = PanelSizes(frame, frame.docks, settings)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(NOTE_TIME)
        self._forget.timeout.connect(self._clear_note)
        self.wall = wall.Wall(frame, self.canvas, frame.commands["wall"])
        self._give_way = GiveWay(
            frame, frame.docks, frame.commands, lambda: self.there and not self.wall.on
        )
        self.panes = Panes(
            self.canvas,
            {
                self.outline: lambda: self.outline.tree,
                self.history: lambda: self.history.list,
                self.canvas: lambda: self.canvas,
                self.inspector: self.inspector.first,
                self.comments: self.comments.first,
                self.findings: self.findings.first,
                self.overlays.bar: self.overlays.bar.first,
                self.filter_bar: self.filter_bar.first,
            },
        )
        self.handlers: dict[str, Callable[[], object]] = {
            "save": self.file.save,
            "save-as": self.file.save_as,
            "close": self.file.close,
            "back": self.file.back,
            **output.handlers(frame, session, settings, self.note),
            "undo": session.undo,
            "redo": session.redo,
            "rename": self.rename,
            "find": self.find,
            "minimap": self._toggle_minimap,
            "properties": lambda: self.session.select(()),
            **{name: partial(self._toggle, name) for name in frame.docks},
            **making.handlers(session, making.Desk(self.canvas, self.outline)),
            **outline_moves.handlers(session),
            **panes.handlers(self.panes),
            **findings.handlers(self.findings),
            **commands.handlers(session, self.canvas),
            **presenting.handlers(session, frame, self.canvas),
            **wall.handlers(self.wall),
            **overlays.handlers(self.overlays, frame.top),
            **filter_bar.handlers(self.filter_bar, frame.commands["filter"], self.canvas),
        }
        self.set_motion(style.motion_reduced(settings.reduced_motion))
        self._listen()
        self._listen_to_file()

    def _listen(self) -> None:
        session, frame = self.session, self.frame
        session.changed.connect(self._show_map)
        session.selection_changed.connect(self._enable)
        session.view_changed.connect(self._enable)  # what needs an overlay
        session.filter_changed.connect(self._show_filter)
        session.findings_changed.connect(self._show_findings)
        session.theme_changed.connect(self._show_findings)
        session.state_changed.connect(self._show_state)
        session.refused.connect(self._refuse)
        session.told.connect(self.note)
        # a note is about what was done last, on the page that is shown
        session.changed.connect(self._clear_note)
        session.selection_changed.connect(self._clear_note)
        frame.stack.currentChanged.connect(self._clear_note)
        session.reveal.connect(self.canvas.reveal)
        session.field_wanted.connect(self._to_field)
        self.canvas.zoom_changed.connect(self._show_zoom)
        self.canvas.menu_requested.connect(self._menu)
        self.canvas.create_requested.connect(self._create)
        self.canvas.panel_wanted.connect(self._show_panel)
        self.canvas.empty.wished.connect(self._begin)
        self.canvas.next_requested.connect(frame.commands["add-touchpoint"].trigger)
        self.outline.menu_requested.connect(self._menu)
        self.outline.triggered.connect(lambda id: frame.commands[id].trigger())
        self.outline.left.connect(self.canvas.setFocus)
        self.comments.person_changed.connect(lambda name: setattr(self._settings, "person", name))
        self.findings.closed.connect(frame.commands["findings"].trigger)
        self.problems.wished.connect(self._mended)
        frame.stack.currentChanged.connect(self._show_strips)
        frame.stack.currentChanged.connect(self._give_way.soon)
        frame.fillers["lanes"] = lambda menu: lanes_menu(menu, session)
        frame.fillers["rows"] = lambda menu: rows_menu(menu, session)
        frame.fillers["persona"] = lambda menu: persona_menu(menu, session)
        frame.fillers |= outline_moves.fillers(session)
        frame.fillers["select"] = lambda menu: self._inside(menu, "select")

    def set_motion(self, reduced: bool) -> None:
        """Let nothing move by itself, or let it move."""
        self.canvas.reduced_motion = reduced

    def say(self, message: Message) -> str:
        """Return a message in the language of the window."""
        return say(message, self._lang)

    # ------------------------------------------------------------ the map's file

    @property
    def there(self) -> bool:
        """Whether a map is open."""
        return self.file.there

    def _listen_to_file(self) -> None:
        file = self.file
        file.opened.connect(self.show)
        file.failed.connect(self._show_problems)
        file.saved.connect(self._show_saved)
        file.leaving.connect(self.keep_seen)
        file.laid.connect(self.canvas.take_over)
        file.looked.connect(lambda how: see_again(self.session, self.canvas, how))
        file.closed.connect(self._show_nothing)

    def keep_seen(self) -> None:
        """Remember how the map is looked at, for the next time its file is opened."""
        if not self.there:
            return
        for name in BEHIND:
            self._settings.keep_in_front(name, not self.frame.docks[name].visibleRegion().isEmpty())
        if self.session.path is not None:
            self._settings.keep_seen(self.session.path, how_seen(self.session, self.canvas))

    def _show_saved(self) -> None:
        self.note(None)
        self._show_state()

    def _show_nothing(self) -> None:
        self.frame.show_map(False)
        self._enable()
        self.closed.emit()

    def show(self) -> None:
        """Show the map of the session."""
        frame = self.frame
        frame.stack.setCurrentWidget(self.canvas)
        for name in frame.docks:
            frame.commands[name].setChecked(not self._settings.hidden(name, name in AWAY))
        frame.commands["minimap"].setChecked(not self._settings.hidden("minimap"))
        self.canvas.minimap.switch(frame.commands["minimap"].isChecked())
        frame.show_map(True)
        for name in BEHIND:
            if self._settings.in_front(name) and frame.commands[name].isChecked():
                frame.docks[name].raise_()
        self._show_map()
        self._show_strips()
        self._show_filter()
        self._show_findings()
        self._show_state()
        self._show_zoom()
        self.canvas.begin()
        self.canvas.setFocus()

    def _show_problems(self, path: Path, problems: tuple[FileProblem, ...]) -> None:
        self.problems.put(path, problems)
        self.frame.stack.setCurrentWidget(self.problems)
        self.frame.show_map(False)
        self.frame.top.show_file(path.name, str(path), False)
        self.frame.setWindowTitle(f"{path.name} — journeymap")
        self.frame.setWindowModified(False)
        self._enable()

    def _mended(self, wish: str) -> None:
        if wish == "again" and self.file.again:
            self.file.open(self.file.again)
        else:
            self.frame.commands["open"].trigger()

    def take_over(self, other: Workspace) -> None:
        """Go on with the file of a workspace that is leaving."""
        file, before = self.file, other.file
        file.there, file.way, file.again = before.there, before.way, before.again

    def leave(self) -> None:
        """Take the panels out of the window; another workspace takes over the session."""
        self.wall.leave()
        strips = (self.overlays.bar, self.filter_bar)
        for part in (self.canvas, self.problems, *strips, *self._panels.values()):
            part.setParent(None)
            part.deleteLater()
        self._sizes.deleteLater()
        self._give_way.deleteLater()
        self.session.disconnect(self.file)
        self.setParent(None)
        self.session.disconnect(self)
        self.deleteLater()

    # ------------------------------------------------------------ showing

    def _show_map(self, *_: object) -> None:
        if not self.there:
            return
        parts = list(counts_of(self.session.map))
        if n := open_threads(self.session):
            parts.append(M("{n} open comment", plural="{n} open comments", n=n))
        self.frame.counts.setText(beside(map(self.say, parts), self._lang))
        self._show_comments()

    def _show_comments(self) -> None:
        words = title(self.session)
        self.frame.docks["comments"].setWindowTitle(words)
        row = actions.row_of("comments")
        self.frame.commands["comments"].setText(actions.with_keys(words, row))

    def _show_strips(self, *_: object) -> None:
        there = self.frame.stack.currentWidget() is self.canvas
        self.overlays.show(there)
        if not there:
            self.filter_bar.closed.emit()

    def _show_filter(self) -> None:
        self.frame.top.show_filter(asked(self.session.filter))

    def _show_findings(self) -> None:
        found = self.session.findings
        level = next((each for each in LEVELS if any(f.level == each for f in found)), "info")
        self.frame.top.show_findings(len(found), level, self.session.theme, self.session.checked)

    def _show_state(self) -> None:
        if not self.there:
            return
        session, frame = self.session, self.frame
        document, path = session.document, session.path
        frame.top.show_file(self.file.name(), str(path or ""), document.dirty)
        frame.top.show_back(self.file.way[-1].title if self.file.way else "")
        frame.setWindowTitle(f"{self.file.name()}[*] — journeymap")
        frame.setWindowModified(document.dirty)
        frame.setWindowFilePath(str(path or ""))
        for id, what, name in (
            ("undo", document.undo_text, M("Undo")),
            ("redo", document.redo_text, M("Redo")),
        ):
            words = self.say(M("{verb}: {step}", verb=name, step=what) if what else name)
            row = actions.row_of(id)
            frame.commands[id].setText(actions.with_keys(words.replace("&", "&&"), row))
            frame.commands[id].setIconText(self.say(name))
            keys = actions.keys_text(row.keys[0])
            frame.commands[id].setToolTip(f"{words} ({keys})")
        frame.saved.setText(self._saved_words())
        self._enable()

    def _saved_words(self) -> str:
        if self.session.document.dirty:
            return self.say(M("Not saved"))
        path = self.session.path
        if path is None:
            return self.say(M("Not saved yet"))
        try:
            when = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        except OSError:
            return self.say(M("The file is gone"))
        clock = when.strftime("%H:%M")
        hours, _, minutes = digits(clock, self._lang).partition(":")
        return self.say(M("Saved {hours}:{minutes}", hours=hours, minutes=minutes))

    def _show_zoom(self, *_: object) -> None:
        self.frame.zoom.setText(say_percent(self.canvas.zoom, self._lang))

    def _enable(self) -> None:
        have = set()
        if self.there:
            session = self.session
            entries = session.index.entries
            kinds = [entries[key].kind for key in session.selection if key in entries]
            have.add("map")
            have |= {"selection"} if kinds else set()
            have |= {"one"} if len(kinds) == 1 else set()
            have |= {"touchpoint"} if "touchpoint" in kinds else set()
            have |= {"undo"} if session.document.undo_text else set()
            have |= {"redo"} if session.document.redo_text else set()
            have |= {"overlay"} if session.view.metric else set()
            have |= {"back"} if self.file.way else set()
        actions.enable(self.frame.commands, frozenset(have))

    def note(self, message: Message | None, wrong: bool = False) -> None:
        """Say something in the status bar for a while."""
        self.frame.say_note(message, wrong)
        if message:
            self._forget.start()

    def _clear_note(self, *_: object) -> None:
        self._forget.stop()
        self.frame.say_note(None)

    def _refuse(self, message: Message) -> None:
        self.note(message, wrong=True)

    # ------------------------------------------------------------ what actions do here

    def _toggle(self, name: str) -> None:
        shown = self.frame.commands[name].isChecked()
        self.frame.docks[name].setVisible(shown)
        self.frame.docks[name].raise_()
        self._settings.hide(name, not shown)

    def _show_panel(self, name: str, key: Key) -> None:
        """Bring a panel to the front for what is selected."""
        if not self.frame.commands[name].isChecked():
            self.frame.commands[name].trigger()
        self.frame.docks[name].raise_()
        self.session.jump(key)

    def _begin(self, wish: str) -> None:
        """Begin an empty map by an action, or by a template that is asked for."""
        if wish in self.frame.commands:
            self.frame.commands[wish].trigger()
            return
        menu = QMenu(self.frame)
        self.frame.fillers[wish](menu)
        menu.aboutToHide.connect(menu.deleteLater)
        place = self.canvas.empty.buttons[wish]
        menu.popup(place.mapToGlobal(QPoint(0, place.height())))

    def _toggle_minimap(self) -> None:
        shown = self.frame.commands["minimap"].isChecked()
        self.canvas.minimap.switch(shown)
        self._settings.hide("minimap", not shown)

    def _inside(self, menu: QMenu, submenu: str) -> None:
        ids = [row.id for row in actions.ACTIONS if row.inside == submenu]
        actions.fill(menu, ids, self.frame.commands)

    def rename(self) -> None:
        """Rename the selected record where the cursor is: in the outline, on the canvas, else
        in the inspector.
        """
        if len(self.session.selection) != 1:
            return
        if self.outline.tree.hasFocus():
            self.outline.rename()
        elif not self.canvas.rename(self.session.selection[0]):
            self.inspector.focus_name()

    def _to_field(self, _key: Key, path: str) -> None:
        """Put the cursor into a field of what is selected, where the inspector has it."""
        self.inspector.refresh()
        parts = path.split(".")
        row = self.inspector.form.rows.get(parts[-1] if parts[0] == "by_persona" else parts[0])
        if row is not None and self.inspector.isVisible():
            row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def find(self) -> None:
        """Go to the search field of the outline."""
        if not self.frame.docks["outline"].isVisible():
            self.frame.commands["outline"].trigger()
        self.outline.focus_search()

    def _menu(self, at: QPoint, key: Key | None) -> None:
        session = self.session
        if key and key not in session.selection:
            session.select((key,))
        entry = session.index.get(key) if key else None
        kind = entry.kind if entry else ""
        ids = actions.CONTEXT.get(kind, actions.CONTEXT["other"])
        menu = QMenu(self.frame)

        def add_menu(row: actions.Action) -> None:
            self.frame.fillers[row.submenu](menu.addMenu(self.say(row.text)))

        actions.fill(menu, ids, self.frame.commands, add_menu)
        extend(menu, session, self.frame.commands, key, self.canvas.take_lane())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _create(self, stage: Key, row: Key) -> None:
        making.add_in_cell(self.session, self.canvas, stage, row)
