"""What joins a session to the window: canvas and panels, files, what each action does.

Loaded after the first paint. It knows the frame and all panels; they know only the session. It
belongs to one language of the interface and is made anew for another.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from journeymap.files.problems import Changed, FileProblem, FilesError, Unreadable
from journeymap.model.index import Key
from journeymap.model.periods import spell_period
from journeymap.model.readings import periods
from journeymap.model.text import M, Message, digits, say, say_percent
from journeymap.ui import actions, asking, making, outline_moves, style
from journeymap.ui.canvas import commands
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.comments import Comments
from journeymap.ui.findings import Findings
from journeymap.ui.frame import AWAY, Frame
from journeymap.ui.history import History
from journeymap.ui.inspector import Inspector
from journeymap.ui.inspector_cards import counts_of
from journeymap.ui.outline import Outline
from journeymap.ui.panel_sizes import PanelSizes
from journeymap.ui.problems import ProblemsPage
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
        self.there = False  # whether a map is open
        self._again: Path | None = None  # the file whose problems are shown
        self.canvas = CanvasView(session)
        self.outline = Outline(session)
        self.inspector = Inspector(session)
        self.findings = Findings(session)
        self.history = History(session)
        self.comments = Comments(session)
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
        self.handlers: dict[str, Callable[[], object]] = {
            "save": self.save,
            "save-as": self.save_as,
            "close": self.close,
            "export": self.export,
            "undo": session.undo,
            "redo": session.redo,
            "rename": self.rename,
            "find": self.find,
            "minimap": self._toggle_minimap,
            "next-pane": self.next_pane,
            "properties": lambda: self.session.select(()),
            **{name: partial(self._toggle, name) for name in frame.docks},
            **making.handlers(session, making.Desk(self.canvas, self.outline)),
            **outline_moves.handlers(session),
            **commands.handlers(session, self.canvas),
        }
        self.set_motion(style.motion_reduced(settings.reduced_motion))
        self._listen()

    def _listen(self) -> None:
        session, frame = self.session, self.frame
        session.changed.connect(self._show_map)
        session.selection_changed.connect(self._enable)
        session.view_changed.connect(self._show_overlays)
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
        self.canvas.zoom_changed.connect(self._show_zoom)
        self.canvas.menu_requested.connect(self._menu)
        self.canvas.create_requested.connect(self._create)
        self.canvas.next_requested.connect(frame.commands["add-touchpoint"].trigger)
        self.outline.menu_requested.connect(self._menu)
        self.outline.triggered.connect(lambda id: frame.commands[id].trigger())
        self.outline.left.connect(self.canvas.setFocus)
        self.findings.closed.connect(frame.commands["findings"].trigger)
        self.problems.wished.connect(self._mended)
        frame.top.metric_chosen.connect(lambda key: session.set_view(metric=key, period=""))
        frame.top.period_chosen.connect(lambda period: session.set_view(period=period))
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

    # ------------------------------------------------------------ files

    def open(self, path: Path) -> bool:
        """Return whether a file could be opened; else its problems are shown."""
        try:
            self.session.open(path)
        except Unreadable as error:
            self._show_problems(path, error.problems)
            return False
        except FilesError as error:
            self._show_problems(path, (FileProblem(str(path), 0, 0, error.message),))
            return False
        self._settings.remember(path.absolute())
        self.show()
        return True

    def begin(self, template: str) -> bool:
        """Return whether a new map could be begun from a template."""
        try:
            self.session.begin(template)
        except FilesError as error:
            asking.tell(self.frame, self._lang, error.message)
            return False
        self.show()
        return True

    def show(self) -> None:
        """Show the map of the session."""
        self.there = True
        frame = self.frame
        frame.stack.setCurrentWidget(self.canvas)
        for name in frame.docks:
            frame.commands[name].setChecked(not self._settings.hidden(name, name in AWAY))
        frame.commands["minimap"].setChecked(not self._settings.hidden("minimap"))
        self.canvas.minimap.switch(frame.commands["minimap"].isChecked())
        frame.show_map(True)
        self._show_map()
        self._show_overlays()
        self._show_findings()
        self._show_state()
        self._show_zoom()
        self.canvas.begin()
        self.canvas.setFocus()

    def _show_problems(self, path: Path, problems: tuple[FileProblem, ...]) -> None:
        self._again = path
        self.there = False
        self.problems.put(path, problems)
        self.frame.stack.setCurrentWidget(self.problems)
        self.frame.show_map(False)
        self.frame.top.show_file(path.name, str(path), False)
        self._enable()

    def _mended(self, wish: str) -> None:
        if wish == "again" and self._again:
            self.open(self._again)
        else:
            self.frame.commands["open"].trigger()

    def save(self) -> bool:
        """Return whether the map stands on disk now; asks where to, if it has no file yet."""
        if self.session.path is None:
            return self.save_as()
        try:
            self.session.save()
        except Changed as error:
            return self._save_over(error.message)
        except FilesError as error:
            return self._save_elsewhere(error.message)
        self._saved()
        return True

    def save_as(self) -> bool:
        """Return whether the map stands in another file now."""
        path = self.session.path
        name = f"{making.file_name(self.session.map.title)}.yaml"
        suggested = str(path) if path else str(Path(self._settings.folder) / name)
        chosen = asking.save_path(self.frame, self._lang, suggested)
        if not chosen:
            return False
        try:
            self.session.save_as(chosen)
        except FilesError as error:
            return self._save_elsewhere(error.message)
        self._saved()
        return True

    def _saved(self) -> None:
        assert self.session.path is not None
        self._settings.remember(self.session.path)
        self.note(None)
        self._show_state()

    def _save_over(self, why: Message) -> bool:
        answer = asking.choose(
            self.frame,
            self._lang,
            M("The file changed meanwhile"),
            why,
            {
                "as": (M("Save as…"), "main"),
                "over": (M("Overwrite"), "lose"),
                "cancel": (M("Cancel"), "cancel"),
            },
        )
        if answer == "as":
            return self.save_as()
        if answer != "over":
            return False
        try:
            self.session.save(force=True)
        except FilesError as error:
            return self._save_elsewhere(error.message)
        self._saved()
        return True

    def _save_elsewhere(self, why: Message) -> bool:
        answer = asking.choose(
            self.frame,
            self._lang,
            M("The map could not be saved; what is on disk stands as it was"),
            why,
            {"as": (M("Save as…"), "main"), "cancel": (M("Cancel"), "cancel")},
        )
        return self.save_as() if answer == "as" else False

    def may_leave(self) -> bool:
        """Return whether the map may be closed; asks when something in it is not saved."""
        if not self.there or not self.session.document.dirty:
            return True
        answer = asking.choose(
            self.frame,
            self._lang,
            M("Save the changes to {name}?", name=self.name()),
            M("What is not saved is lost."),
            {
                "save": (M("Save"), "main"),
                "discard": (M("Discard"), "lose"),
                "cancel": (M("Cancel"), "cancel"),
            },
        )
        return answer == "discard" or (answer == "save" and self.save())

    def close(self) -> None:
        """Close the map and go back to the start page."""
        if self.may_leave():
            self.there = False
            self.frame.show_map(False)
            self._enable()
            self.closed.emit()

    def leave(self) -> None:
        """Take the panels out of the window; another workspace takes over the session."""
        for part in (self.canvas, self.problems, *self._panels.values()):
            part.setParent(None)
            part.deleteLater()
        self._sizes.deleteLater()
        self.setParent(None)
        self.session.disconnect(self)
        self.deleteLater()

    def export(self) -> None:
        """Write the map as a picture, in the theme and with the lanes that are shown."""
        stem = self.session.path.stem if self.session.path else making.file_name(self.name())
        folder = self.session.path.parent if self.session.path else Path(self._settings.folder)
        chosen = asking.export_path(self.frame, self._lang, str(folder / f"{stem}.png"))
        if chosen:
            self.note(making.exported(self.session, Path(chosen)))

    def name(self) -> str:
        """Return what the open map is called in the title: its file, or that it has none."""
        path = self.session.path
        return path.name if path else self.say(M("Untitled"))

    # ------------------------------------------------------------ showing

    def _show_map(self, *_: object) -> None:
        if not self.there:
            return
        parts = [self.say(each) for each in counts_of(self.session.map)]
        self.frame.counts.setText(" · ".join(parts))
        self._show_overlays()

    def _show_overlays(self) -> None:
        m, view = self.session.map, self.session.view
        metrics = [(metric.name, metric.id) for metric in m.metrics]
        shown = periods(m, view.metric)
        spelt = [(spell_period(p, self._lang, m.calendar), p) for p in reversed(shown)]
        self.frame.top.show_overlays(metrics, view.metric, spelt, view.period)

    def _show_findings(self) -> None:
        found = self.session.findings
        level = next((each for each in LEVELS if any(f.level == each for f in found)), "info")
        self.frame.top.show_findings(len(found), level, self.session.theme)

    def _show_state(self) -> None:
        if not self.there:
            return
        session, frame = self.session, self.frame
        document, path = session.document, session.path
        frame.top.show_file(self.name(), str(path or ""), document.dirty)
        frame.setWindowTitle(f"{self.name()}[*] — journeymap")
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

    def find(self) -> None:
        """Go to the search field of the outline."""
        if not self.frame.docks["outline"].isVisible():
            self.frame.commands["outline"].trigger()
        self.outline.focus_search()

    def next_pane(self) -> None:
        """Give the focus to the next of outline, canvas, inspector and findings."""
        panes: list[QWidget] = [
            each
            for each in (self.outline, self.canvas, self.inspector, self.findings)
            if each.isVisible()
        ]
        targets: dict[QWidget, QWidget] = {
            self.outline: self.outline.tree,
            self.inspector: self.inspector.first(),
            self.findings: self.findings.first(),
        }
        now = QApplication.focusWidget()
        at = next((n for n, p in enumerate(panes) if now and (p is now or p.isAncestorOf(now))), -1)
        if panes:
            pane = panes[(at + 1) % len(panes)]
            targets.get(pane, pane).setFocus()

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
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _create(self, stage: Key, row: Key) -> None:
        making.add_in_cell(self.session, self.canvas, stage, row)
