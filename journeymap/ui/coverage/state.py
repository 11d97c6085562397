"""Shows how much is known of each cell of the map, while a person wants to see it.

Joins the strip and the shades on the canvas to the session. Counts are made when they are looked at
and kept for the map that they are of; while coverage is off nothing is counted and nothing painted.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from journeymap.model.coverage import KNOWLEDGE, Coverage, Known, touchpoints_by_cell
from journeymap.model.index import Key
from journeymap.model.text import M, Message, literal, say, say_number, say_percent
from journeymap.picture.lanes import card_lanes
from journeymap.ui.canvas import accessible
from journeymap.ui.canvas.coverage import CoverageLayer, Figure, Place
from journeymap.ui.canvas.drop import row_of
from journeymap.ui.canvas.hints import Line
from journeymap.ui.canvas.hover import html
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.coverage.bar import CoverageBar
from journeymap.ui.coverage.words import (
    ICONS,
    Cell,
    Shown,
    figure_of,
    lines_of,
    share_of,
    summed_up,
)
from journeymap.ui.measure import QtMeasure
from journeymap.ui.session import Session

BETWEEN = 5  # over the map and under what is selected


class CoverageView(QObject):
    """The coverage of one map in one window."""

    def __init__(
        self, session: Session, canvas: CanvasView, switch: QAction, strip: QWidget
    ) -> None:
        super().__init__(canvas)
        self._session, self._canvas, self._switch = session, canvas, switch
        self._strip = strip  # that the bar stands in
        self.bar = CoverageBar(session.lang)
        self.shown: Shown = "all"
        self._layer: CoverageLayer | None = None
        self._made_of: tuple[Any, ...] = ()
        self._cells: dict[Place, Cell] = {}
        self._known: Known | None = None
        self.bar.chosen.connect(self.choose)
        self.bar.closed.connect(self.close)
        canvas.pictured.connect(self._follow)
        session.selection_changed.connect(self._tell)
        session.theme_changed.connect(self._dress)
        session.document_changed.connect(self.close)

    @property
    def on(self) -> bool:
        """Whether coverage is shown."""
        return self._layer is not None and self._layer.isVisible()

    # ------------------------------------------------------------ wishes

    def toggle(self) -> None:
        """Show coverage, or the map as it is again."""
        if self._switch.isChecked():
            self._open()
        else:
            self.close()

    def show(self, there: bool) -> None:
        """Show coverage with the map, or take it away while another page stands there."""
        if there and self._switch.isChecked():
            self._open()
        elif not there:
            self._put_away()

    def _open(self) -> None:
        if self.on:
            return
        if self._layer is None:
            measure = QtMeasure(self._session.view.language)
            self._layer = CoverageLayer(self._canvas.artist, measure, BETWEEN)
            self._canvas.scene().addItem(self._layer)
        self._layer.setVisible(True)
        self._canvas.pointer.tells = self.tip_at
        self._canvas.badges.veiled = True
        self._strip.show()
        self._follow()
        accessible.announce(self._canvas, self._whole())

    def close(self) -> None:
        """Show the map as it is."""
        self._switch.setChecked(False)
        self._put_away()

    def _put_away(self) -> None:
        if not self.on or self._layer is None:
            return
        self._layer.setVisible(False)
        self._canvas.pointer.tells = None
        self._canvas.badges.veiled = False
        self._canvas.viewport().update()
        now = self.bar.window().focusWidget()
        inside = now is not None and self.bar.isAncestorOf(now)
        self._strip.hide()
        if inside:
            self._canvas.setFocus()

    def choose(self, shown: Shown) -> None:
        """Show one kind of knowledge, or all of them."""
        self.shown = shown
        self._follow()

    # ------------------------------------------------------------ showing

    def _dress(self) -> None:
        if self.on and self._layer is not None:
            self._layer.dress()
            self._show_bar()

    def _follow(self, *_: object) -> None:
        """Show what is so now."""
        picture = self._canvas.picture
        if not self.on or self._layer is None or picture is None:
            return
        self._count()
        self._layer.put(picture, self._figures())
        self._show_bar()
        self._tell()

    def _count(self) -> None:
        session = self._session
        view = session.view
        made_of = (session.map, view.persona, view.rows, view.language)
        if made_of == self._made_of and made_of[0] is self._made_of[0]:
            return
        self._made_of = made_of
        index = session.index
        self._known = known = Known(index, view.persona)
        lanes = card_lanes(session.map, view)
        names = {lane.key: lane.name for lane in lanes.lanes}
        rows: dict[Key, tuple[Key, ...]] = {}
        for touchpoint, lane in zip(session.map.touchpoints, lanes.lane, strict=True):
            also = touchpoint.also if view.rows == "channel" else ()
            rows[touchpoint.id] = tuple(dict.fromkeys((lanes.lanes[lane].key, *also)))
        held = touchpoints_by_cell(session.map, rows)
        self._cells = {
            (stage.id, row): Cell(stage.name, name, tuple(those), known.of(those))
            for stage in session.map.stages
            for row, name in names.items()
            for those in (held.get((stage.id, row), []),)
        }

    def _figures(self) -> dict[Place, Figure]:
        lang, shown = self._canvas.artist.language, self.shown
        most = max((cell.known.touchpoints for cell in self._cells.values()), default=1)
        return {
            place: Figure(
                share_of(cell.known, shown, most),
                figure_of(cell.known, shown, lang),
                _kinds(cell.known, lang) if shown == "all" else (),
                say_number(round(100 * (cell.known.share() or 0)), lang) if shown == "all" else "",
            )
            for place, cell in self._cells.items()
            if cell.known.touchpoints
        }

    def _show_bar(self) -> None:
        self.bar.put(say(self._whole(), self._session.lang), self.shown, self._session.theme)

    def _whole(self) -> Message:
        """Return how much is known of the whole map of what is shown."""
        session, lang = self._session, self._session.lang
        known = self._known.of(session.map.touchpoints) if self._known else Coverage()
        if self.shown == "touchpoints":
            n = known.touchpoints
            return M("{n} touchpoint", plural="{n} touchpoints", n=n)
        share = known.share(None if self.shown == "all" else self.shown)
        if share is None:
            return M("No touchpoint")
        value = literal(say_percent(share, lang))
        return M("{what}: {value}", what=M("Whole map"), value=value)

    # ------------------------------------------------------------ telling

    def tip_at(self, at: QPoint) -> str:
        """Return the tooltip of the cell under a point of the viewport, empty beside all cells."""
        cell = self._cell_at(at)
        if cell is None or self._known is None:
            return ""
        told = lines_of(cell, self._known, self._session.lang)
        lines = [Line(line.words, line.icon, line.head) for line in told]
        session = self._session
        return html(lines, session.lang, session.theme, self._canvas.screen())

    def _cell_at(self, at: QPoint) -> Cell | None:
        canvas, picture = self._canvas, self._canvas.picture
        if picture is None or canvas.covered(at):
            return None
        part = canvas.part_at(at)
        if part is not None and part.pin:
            return None
        point = canvas.mapToScene(at)
        place = picture.cell(point.x(), point.y())
        return self._cells.get(place) if place is not None else None

    def _tell(self) -> None:
        """Say in the strip what is known where the selection stands."""
        if not self.on or self._known is None:
            return
        cell = self._selected_cell()
        if cell is None:
            hint = M("Point at a cell, or select a card, to read what is known there.")
            self.bar.tell(say(hint, self._session.lang))
            return
        words = summed_up(cell, self._known, self._session.lang)
        self.bar.tell(say(words, self._session.lang))
        accessible.announce(self._canvas, words)

    def _selected_cell(self) -> Cell | None:
        index, picture = self._session.index, self._canvas.picture
        for key in self._session.selection:
            touchpoint = index.touchpoint(key)
            if touchpoint is not None and picture is not None:
                return self._cells.get((touchpoint.stage, row_of(picture, key)))
        return None

    def leave(self) -> None:
        """Do nothing any more: another takes over."""
        self._canvas.pointer.tells = None
        self._session.disconnect(self)


def _kinds(known: Coverage, lang: str) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (ICONS[kind], figure_of(known, kind, lang), not known.of(kind)) for kind in KNOWLEDGE
    )
