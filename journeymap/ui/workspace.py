"""What joins a session to the window: the map's file, canvas, panels and strips.

Loaded after the first paint. It knows the frame and all that stands in it; they know only the
session. It belongs to one language of the interface and is made anew for another. What the window
says is in `map_state.py`, what actions do where several panes have a part is in
`workspace_actions.py`, what is made at the first use is in `workspace_late.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from journeymap.files.problems import FileProblem
from journeymap.model.journey import CLASSES
from journeymap.model.naming import naming_of
from journeymap.ui import panes, style
from journeymap.ui.aside import give_turn
from journeymap.ui.canvas import commands, folding
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.comments.thread_words import known_name
from journeymap.ui.coverage.starting import Coverage
from journeymap.ui.first_frame import FirstFrame
from journeymap.ui.frame import AWAY, BEHIND, Frame
from journeymap.ui.give_way import GiveWay
from journeymap.ui.map_file import MapFile
from journeymap.ui.map_state import MapState
from journeymap.ui.overlay import filter_bar
from journeymap.ui.overlay import state as overlays
from journeymap.ui.overlay.filter_bar import FilterBar
from journeymap.ui.overlay.state import Overlays
from journeymap.ui.panel_sizes import PanelSizes
from journeymap.ui.panels import Panels
from journeymap.ui.panes import Panes
from journeymap.ui.presenting import starting as presenting
from journeymap.ui.seen import how_seen, see_again
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings
from journeymap.ui.table.place import TablePlace
from journeymap.ui.workspace_late import LateParts

if TYPE_CHECKING:
    from journeymap.ui.start.problems import ProblemsPage


class Workspace(LateParts):
    """The life of one map in the window."""

    closed = Signal()  # the map was closed: show the start page

    def __init__(
        self,
        frame: Frame,
        session: Session,
        settings: Settings,
        before: Workspace | None = None,
    ) -> None:
        super().__init__(frame)
        self.frame, self.session, self._settings = frame, session, settings
        session.person = session.person or settings.person or known_name()
        self.file = MapFile(frame, session, settings)
        self.canvas: CanvasView = CanvasView(session, like=before.canvas if before else None)
        self.first_frame = FirstFrame(self.canvas, self)
        self.panels = Panels(frame, session, settings)
        self.overlays = Overlays(session, frame.top, self.canvas)
        self.filter_bar = FilterBar(session)
        self.coverage = Coverage(session, self.canvas, frame.commands["coverage"])
        for strip in self._strips():
            frame.strips.addWidget(strip)
        frame.stack.addWidget(self.canvas)
        switch = frame.commands["table"]
        self.tables = TablePlace(session, settings, frame.stack, self.canvas, switch)
        self.state = MapState(frame, session, self.file, self.canvas)
        self._sizes = PanelSizes(frame, frame.docks, settings)
        self._give_way = GiveWay(
            frame, frame.docks, frame.commands, lambda: self.there and not self.on_wall
        )
        self.panes = self._make_panes()
        self.canvas.reduced_motion = True  # until there is a frame from which something could move
        self._listen()

    @cached_property
    def problems(self) -> ProblemsPage:
        """The page of a file that cannot be opened."""
        from journeymap.ui.start.problems import ProblemsPage

        page = ProblemsPage(self.session.lang)
        page.wished.connect(self._mended)
        self.frame.stack.addWidget(page)
        return page

    # ------------------------------------------------------------ joining

    def _strips(self) -> tuple[QWidget, ...]:
        return (self.file.banners, self.overlays.bar, self.coverage.strip, self.filter_bar)

    def _make_panes(self) -> Panes:
        docks, panels, bar = self.frame.docks, self.panels, self.overlays.bar
        return Panes(
            self.canvas,
            {
                docks["outline"]: lambda: panels.outline.tree,
                docks["history"]: lambda: panels.history.list,
                self.canvas: lambda: self.canvas,
                self.tables.widget: lambda: self.tables.first(),  # noqa: PLW0108 - it is made late
                docks["inspector"]: lambda: panels.inspector.first(),  # noqa: PLW0108 - it is made late
                docks["comments"]: lambda: panels.comments.first(),  # noqa: PLW0108 - it is made late
                docks["findings"]: lambda: panels.findings.first(),  # noqa: PLW0108 - it is made late
                bar: bar.first,
                self.coverage.strip: self.coverage.first,
                self.filter_bar: self.filter_bar.first,
            },
            docks["outline"],
            self.tables.widget,
        )

    @cached_property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what it does, for the actions that need a map."""
        from journeymap.ui.output import making as output

        frame, session, canvas = self.frame, self.session, self.canvas
        return {
            "save": self.file.save,
            "save-as": self.file.save_as,
            "close": self.file.close,
            "back": self.file.back,
            **output.handlers(frame, session, self._settings),
            **self.deeds.handlers(),
            "compare-file": lambda: self._comparing.with_file(),  # noqa: PLW0108 - it is made late
            "compare-version": lambda: self._comparing.with_version(),  # noqa: PLW0108 - it is made late
            "compare-base": lambda: self._comparing.with_base(),  # noqa: PLW0108 - it is made late
            "import-metrics": lambda: self._importing.ask(),  # noqa: PLW0108 - it is made late
            "refresh-metrics": lambda: self._importing.refresh(),  # noqa: PLW0108 - it is made late
            **self._find_replace.handlers(),
            "palette": lambda: self.palette.open(),  # noqa: PLW0108 - it is made late
            **panes.handlers(self.panes),
            **commands.handlers(session, canvas),
            **presenting.handlers(session, frame, canvas),
            "wall": self._toggle_wall,
            **self.tables.handlers(),
            **overlays.handlers(self.overlays, frame.top),
            "coverage": self._toggle_coverage,
            **filter_bar.handlers(self.filter_bar, frame.commands["filter"], canvas),
            "clear-filter": self._show_everything,
        }

    def _listen(self) -> None:
        file, frame, session = self.file, self.frame, self.session
        session.reveal.connect(self.canvas.reveal)
        # whoever is faster than the turn in which the deeds are made, gets them at once
        canvas = self.canvas
        canvas.menu_requested.connect(lambda at, key: self.deeds.menu(at, key))  # noqa: PLW0108 - it is made late
        canvas.create_requested.connect(lambda stage, row: self.deeds.create(stage, row))  # noqa: PLW0108 - it is made late
        canvas.panel_wanted.connect(lambda name, key: self.deeds.show_panel(name, key))  # noqa: PLW0108 - it is made late
        canvas.empty.wished.connect(lambda wish: self.deeds.begin(wish))  # noqa: PLW0108 - it is made late
        canvas.next_requested.connect(lambda how: self.deeds.go_on(how))  # noqa: PLW0108 - it is made late
        canvas.unused.connect(lambda keys: self.deeds.unused(keys))  # noqa: PLW0108 - it is made late
        self.canvas.doing_wanted.connect(lambda: self.palette.open_doing())  # noqa: PLW0108 - it is made late
        frame.stack.currentChanged.connect(self._show_strips)
        frame.stack.currentChanged.connect(self._give_way.soon)
        file.getting_ready.connect(self.get_ready)
        file.waits.connect(self.state.enable)
        file.opened.connect(self.show)
        self.first_frame.painted.connect(self._follow_first_frame)
        file.failed.connect(self._show_problems)
        file.leaving.connect(self.keep_seen)
        file.laid.connect(self.canvas.take_over)
        file.looked.connect(lambda how: see_again(session, self.canvas, how))
        file.looked.connect(self.tables.see_again)
        file.closed.connect(self._show_nothing)

    @property
    def there(self) -> bool:
        """Whether a map is open."""
        return self.file.there

    def import_files(self, paths: Sequence[Path]) -> None:
        """Import tables into the map, each after its plan was seen."""
        self._importing.open(paths)

    def _show_everything(self) -> None:
        """Fade nothing any more, and unfold what is folded."""
        self.filter_bar.clear_all()
        folding.expand_all(self.session)

    def _toggle_wall(self) -> None:
        self.tables.leave()  # it is the map that goes on the wall
        self.wall.toggle()

    def _toggle_coverage(self) -> None:
        if self.tables.shown:  # it is on the map: there it is wanted, whether it was on or not
            self.frame.commands["coverage"].setChecked(True)
            self.tables.leave()
        self.coverage.toggle()

    def set_motion(self, reduced: bool) -> None:
        """Let nothing move by itself, or let it move."""
        self.canvas.reduced_motion = reduced

    # ------------------------------------------------------------ a map comes and goes

    def get_ready(self) -> None:
        """Make the panels that will be seen, each in a turn of its own."""
        self.session.checking.hold()
        for name in self.frame.docks:
            for step in self.panels.steps(name) if self._wanted(name) else ():
                give_turn()  # for what the step before left to do, which is no part of this turn
                step()
                give_turn()

    def _wanted(self, name: str) -> bool:
        return not self._settings.hidden(name, name in AWAY)

    def show(self) -> None:
        """Show the map of the session; panels, checks and git wait for its first frame."""
        frame = self.frame
        self.panels.hold()
        self.session.checking.hold()
        frame.stack.setCurrentWidget(self.canvas)
        for name in frame.docks:
            frame.commands[name].setChecked(self._wanted(name))
        frame.commands["minimap"].setChecked(not self._settings.hidden("minimap"))
        self.canvas.minimap.switch(frame.commands["minimap"].isChecked())
        self._give_way.apply()  # before, so that nothing comes that goes at once
        frame.show_map(True)
        self._sizes.apply()
        for name in BEHIND:
            if self._settings.in_front(name) and frame.commands[name].isChecked():
                frame.docks[name].raise_()
        self.state.show()
        self._show_strips()
        self.canvas.begin()
        self.canvas.setFocus()
        self.first_frame.wait()

    def _follow_first_frame(self) -> None:
        """Do what the first frame did not need, a thing in a turn: first what answers to people."""
        self.first_frame.go_on_with(
            (
                *self.steps(),
                self._get_to_work,
                *self.panels.due(),
                *(record_type.model_rebuild for record_type in CLASSES.values()),  # for edits
                lambda: naming_of(self.session.index),  # for edits too
                self._ask_git,
                self.session.checking.release,
            )
        )

    def _get_to_work(self) -> None:
        assert self.handlers  # made by being asked for
        self.set_motion(style.motion_reduced(self._settings.reduced_motion))

    def _ask_git(self) -> None:
        """Let git say what it knows of the file, beside the window."""
        self._comparing.look()
        self._unmerged.look()

    def keep_seen(self) -> None:
        """Remember how the map is looked at, for the next time its file is opened."""
        if not self.there:
            return
        for name in BEHIND:
            self._settings.keep_in_front(name, not self.frame.docks[name].visibleRegion().isEmpty())
        if self.session.path is not None:
            how = how_seen(self.session, self.canvas) | self.tables.how()
            self._settings.keep_seen(self.session.path, how)

    def _show_strips(self, *_: object) -> None:
        there = self.frame.stack.currentWidget() is self.canvas
        self.overlays.show(there)
        if not there and not self.tables.shown:
            self.filter_bar.closed.emit()
            self.close_find_bar()
        if there or self.tables.shown:
            self.coverage.show(there)
        else:
            self.coverage.close()

    def come_down(self) -> None:
        """Leave the wall and end the presentation: the map goes."""
        self.leave_wall()
        presenting.end(self.frame)

    def _show_nothing(self) -> None:
        self.come_down()
        self.frame.show_map(False)
        self.state.enable()
        self.closed.emit()

    def _show_problems(self, path: Path, problems: tuple[FileProblem, ...]) -> None:
        from journeymap.ui import converting

        self.come_down()
        self.problems.put(path, problems, bool(self.file.way))
        self._unmerged.look_into(path, partial(self._offer, self.problems.offer_settling))
        converting.look_into(path, self, partial(self._offer, self.problems.offer_copy))
        self.frame.stack.setCurrentWidget(self.problems)
        self.frame.show_map(False)
        self.frame.top.show_file(path.name, str(path), False)
        self.frame.setWindowTitle(f"{path.name} — journeymap")
        self.frame.setWindowModified(False)
        self.state.enable()

    def _offer(self, show: Callable[[Path], object], path: Path) -> None:
        if path == self.file.again:
            show(path)

    def _mended(self, wish: str) -> None:
        if wish == "again" and self.file.again:
            self.file.open(self.file.again, way=self.file.way)
        elif wish == "settle" and self.file.again:
            if self._unmerged.settle_file(self.file.again):
                self.file.open(self.file.again, way=self.file.way)
        elif wish == "convert" and self.file.again:
            from journeymap.ui import converting

            made = converting.copy_of(self.frame, self.session.lang, self.file.again)
            if made is not None:
                self.file.open(made, way=self.file.way)
        elif wish in ("open", "back", "close"):
            self.frame.commands[wish].trigger()

    # ------------------------------------------------------------ another language

    def take_over(self, other: Workspace) -> None:
        """Go on with the file of a workspace that is leaving."""
        self.file.take_over(other.file)
        self.coverage.take_over(other.coverage)
        self._show_strips()

    def leave(self) -> None:
        """Take everything out of the window; another workspace takes over the session."""
        self.session.flush_wanted.emit()  # what is being typed goes with the fields
        self.leave_late()
        self.coverage.leave()
        pages = [self.problems] if "problems" in self.__dict__ else []
        for part in (self.canvas, *pages, *self._strips()):
            part.setParent(None)
            part.deleteLater()
        for helper in (self.first_frame, self.panels, self.state, self._sizes, self._give_way):
            helper.leave()
        self.file.end()
        self.session.disconnect(self.file)
        self.file.deleteLater()
        self.setParent(None)
        self.session.disconnect(self)
        self.deleteLater()
