"""What actions do with canvas, panels and menus, where more than one of them has a part in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QKeyCombination, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from journeymap.model.index import Key
from journeymap.model.sequence import Step
from journeymap.model.text import M, say
from journeymap.model.vocabulary import Level
from journeymap.ui import actions, capture, clipboard, making, moves, parking, restructuring
from journeymap.ui.before_input import before_input
from journeymap.ui.canvas import moving
from journeymap.ui.canvas.context import extend
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.findings.spoken import findings_at
from journeymap.ui.frame import Frame
from journeymap.ui.palette.sources import WHY
from journeymap.ui.panels import Panels
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings
from journeymap.ui.view_menus import lanes_menu, persona_menu, rows_menu

if TYPE_CHECKING:
    from journeymap.ui.board.window import Board
    from journeymap.ui.charts.window import Charts
    from journeymap.ui.health.state import HealthState


class Deeds(QObject):
    """Does in one window what canvas and panels ask of each other."""

    def __init__(
        self,
        frame: Frame,
        session: Session,
        settings: Settings,
        canvas: CanvasView,
        panels: Panels,
        centre: making.Canvas,
    ) -> None:
        super().__init__(frame)
        self._frame, self._session, self._settings = frame, session, settings
        self._canvas, self._panels = canvas, panels
        self._desk = making.Desk(centre, panels)  # the map or the tables, whichever is shown
        self._board: Board | None = None
        self._charts: Charts | None = None
        self._health: HealthState | None = None
        session.field_wanted.connect(self._to_field)
        session.naming_wanted.connect(self._name_new)
        session.selection_changed.connect(self._name_along)
        self._name_along()
        session.findings_changed.connect(self._show_health)
        session.let_go.connect(self._close_windows)  # else an edit there would be of no map
        if session.checked:
            QTimer.singleShot(0, self, self._show_health)
        panels.menu_requested.connect(self.menu)
        panels.triggered.connect(lambda id: frame.commands[id].trigger())
        panels.left.connect(canvas.setFocus)
        frame.fillers["lanes"] = lambda menu: lanes_menu(menu, session)
        frame.fillers["rows"] = lambda menu: rows_menu(menu, session)
        frame.fillers["persona"] = lambda menu: persona_menu(menu, session)
        frame.fillers |= moves.fillers(session)
        frame.fillers |= restructuring.fillers(session, canvas)
        frame.fillers["select"] = lambda menu: self._inside(menu, "select")

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return action id -> what it does, for the actions that several panes have a part in."""
        session, canvas, panels = self._session, self._canvas, self._panels
        return {
            "undo": session.undo,
            "redo": session.redo,
            "rename": self.rename,
            "minimap": self._toggle_minimap,
            "board": self._show_board,
            "charts": self._show_charts,
            "parking-list": self._show_parking_list,
            "properties": lambda: session.select(()),
            **{name: partial(self._toggle, name) for name in self._frame.docks},
            **making.handlers(session, self._desk),
            **clipboard.handlers(session, self._frame),
            **capture.handlers(session, self._desk, lambda: canvas.writing.place_in_sight),
            **restructuring.handlers(session, self._desk),
            **parking.handlers(session, canvas),
            **moves.handlers(session),
            "move-up": partial(self._shift, -1),
            "move-down": partial(self._shift, 1),
            "next-finding": lambda: panels.findings.step(1),
            "findings-here": self._findings_here,
            "previous-finding": lambda: panels.findings.step(-1),
        }

    def leave(self) -> None:
        """Do nothing any more: another takes over."""
        self._session.disconnect(self)
        self._close_windows()
        if self._health is not None:
            self._health.leave()
        self.deleteLater()

    def _close_windows(self) -> None:
        """Close what shows the map in windows of their own."""
        for window in (self._board, self._charts):
            if window is not None and isValid(window):
                window.close()

    # ------------------------------------------------------------ panels

    def _toggle(self, name: str) -> None:
        """Bring a panel to the front, or hide the one that is there."""
        command, dock = self._frame.commands[name], self._frame.docks[name]
        behind = dock.isVisible() and dock.visibleRegion().isEmpty()  # under another of its tabs
        command.setChecked(command.isChecked() or behind)
        self._put(name, command.isChecked())
        if name == "comments" and command.isChecked():  # one opens them to write
            QTimer.singleShot(0, self, self._write_comment)

    def _write_comment(self) -> None:
        self._panels.comments.write.words.setFocus()

    def _put(self, name: str, shown: bool) -> None:
        self._frame.docks[name].setVisible(shown)
        self._frame.docks[name].raise_()
        self._settings.hide(name, not shown)

    def show_panel(self, name: str, key: Key) -> None:
        """Bring a panel to the front for what is selected; the keys stay where they are."""
        self._frame.commands[name].setChecked(True)
        self._put(name, True)
        self._session.jump(key)
        if name == "findings":
            self._panels.findings.show_at(key)

    def _show_health(self) -> None:
        """Put the health of the map into the status bar once the checks have run."""
        if self._health is not None or not self._session.checked:
            return
        from journeymap.ui.health.state import HealthState

        self._health = HealthState(self._frame, self._session)
        self._health.findings_wanted.connect(self._show_level)
        self._health.review_wanted.connect(self._to_review)

    def _show_level(self, kind: str, level: Level) -> None:
        if not self._frame.commands["findings"].isChecked():
            self._frame.commands["findings"].trigger()
        self._frame.docks["findings"].raise_()
        self._panels.findings.show_level(kind, level)

    def _to_review(self) -> None:
        """Put the cursor where the day of the last review stands."""
        self._session.select(())
        self._show_inspector()
        self._to_field("", "reviewed")

    def _findings_here(self) -> None:
        """Show what is found at the selection, or say that there is nothing."""
        session = self._session
        for key in session.selection:
            if findings_at(session.findings, session.index, key, session.view.collapsed):
                self.show_panel("findings", key)
                self._panels.findings.first().setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        session.told.emit(M("No finding here"))

    def _show_board(self) -> None:
        """Open the priority board, or bring up the one that is open."""
        from journeymap.ui.board.window import Board

        if self._board is None or not isValid(self._board):
            self._board = Board(self._session, self._frame)
        _bring_up(self._board)

    def _show_charts(self) -> None:
        """Open the charts, or bring up those that are open."""
        from journeymap.ui.charts.window import Charts

        if self._charts is None or not isValid(self._charts):
            self._charts = Charts(self._session, self._frame)
        _bring_up(self._charts)

    def _show_parking_list(self) -> None:
        """Go to the parked notes in the outline; where there are none, write the first one."""
        if not self._session.map.parking:
            self._frame.commands["park"].trigger()
            return
        self._frame.commands["outline"].setChecked(True)
        self._put("outline", True)
        outline = self._panels.outline
        outline.search.clear()
        outline.tree.go_to(outline.model.where_of_group("parking"))

    def _toggle_minimap(self) -> None:
        shown = self._frame.commands["minimap"].isChecked()
        self._canvas.minimap.switch(shown)
        self._settings.hide("minimap", not shown)

    # ------------------------------------------------------------ where the cursor goes

    def rename(self) -> None:
        """Rename the selected record where the cursor is: in the outline, on the canvas, else
        in the inspector.
        """
        session, panels = self._session, self._panels
        if len(session.selection) != 1:
            return
        entry = session.index.get(session.selection[0])
        if entry is not None and entry.kind == "flow":  # has no name, but says when it is gone
            self._show_inspector()
            self._to_field(entry.key, "when")
            return
        if panels.outline.tree.hasFocus():
            panels.outline.rename()
        elif not self._canvas.rename(session.selection[0]):
            panels.inspector.focus_name()

    def _show_inspector(self) -> None:
        if not self._frame.commands["inspector"].isChecked():
            self._frame.commands["inspector"].trigger()
        self._frame.docks["inspector"].raise_()

    def _to_field(self, _key: Key, path: str) -> None:
        """Put the cursor into a field of what is selected, where the inspector has it."""
        inspector = self._panels.inspector
        inspector.refresh()
        parts = path.split(".")
        if inspector.isVisible():
            inspector.form.focus_field(parts[-1] if parts[0] == "by_persona" else parts[0])

    def _name_new(self, key: Key, made_by: str) -> None:
        """Let a record that a panel made be named, once it is drawn."""
        before_input(self, lambda: self._desk.name_new(key, made_by))

    def _shift(self, step: Step) -> None:
        """Move the selection up or down: cards among the rows on the map, else in the outline."""
        if moving.moves_cards(self._canvas):
            moving.up_or_down(self._canvas, step)
        else:
            moves.shift(self._session, step)

    def _name_along(self) -> None:
        moves.name_along(self._session, self._frame.commands)

    # ------------------------------------------------------------ menus

    def begin(self, wish: str) -> None:
        """Begin an empty map by an action, or by a template that is asked for."""
        if wish in self._frame.commands:
            self._frame.commands[wish].trigger()
            return
        menu = QMenu(self._frame)
        self._frame.fillers[wish](menu)
        menu.aboutToHide.connect(menu.deleteLater)
        place = self._canvas.empty.buttons[wish]
        menu.popup(place.mapToGlobal(QPoint(0, place.height())))

    def _inside(self, menu: QMenu, submenu: str) -> None:
        ids = [row.id for row in actions.ACTIONS if row.inside == submenu]
        actions.fill(menu, ids, self._frame.commands)

    def menu(self, at: QPoint, key: Key | None) -> None:
        menu = self.menu_of(key)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu_of(self, key: Key | None) -> QMenu:
        """Return a new menu of what can be done to a record, which is selected, or to the map."""
        session, frame = self._session, self._frame
        if key and key not in session.selection:
            session.select((key,))
        entry = session.index.get(key) if key else None
        kind = entry.kind if entry else ""
        ids = actions.CONTEXT.get(kind, actions.CONTEXT["other"])
        frame.draw_icons()
        menu = QMenu(frame)

        def add_menu(row: actions.Action) -> None:
            inner = QMenu(say(row.text, session.lang), menu)
            menu.addMenu(inner)
            frame.fillers[row.submenu](inner)

        actions.fill(menu, ids, frame.commands, add_menu)
        extend(menu, session, frame.commands, key, self._canvas.take_lane())
        return menu

    def create(self, stage: Key, row: Key) -> None:
        capture.add_in_cell(self._session, self._canvas, stage, row)

    def go_on(self, how: Literal["next", "branch"]) -> None:
        """Make what comes next of the selection, as somebody does who writes along."""
        capture.go_on(self._session, self._canvas, how, self._canvas.writing.place)

    def unused(self, keys: QKeyCombination) -> None:
        """Say why the action that these keys stand for cannot be used now."""
        found = next((row for row in actions.ACTIONS if _waits_for(self._frame, row, keys)), None)
        if found is not None:
            why = WHY.get(found.needs, M("this cannot be"))
            verb = say(found.text, self._session.lang).rstrip("…")
            self._session.refused.emit(M("{verb}: {step}", verb=verb, step=why))


def _waits_for(frame: Frame, row: actions.Action, keys: QKeyCombination) -> bool:
    """Return whether these keys stand for an action that cannot be used now."""
    action = frame.commands.get(row.id)
    return (
        action is not None and not action.isEnabled() and QKeySequence(keys) in action.shortcuts()
    )


def _bring_up(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
