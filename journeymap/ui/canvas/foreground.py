"""What is painted over the map and stays while it scrolls: headings, their signs, what is pulled.

A frame that shows only a part of the view anew paints them only where they are in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from journeymap.picture.picture import Box, Part, Picture
from journeymap.ui.canvas import signs
from journeymap.ui.canvas.camera import box_of
from journeymap.ui.canvas.cut_stages import CutStages
from journeymap.ui.canvas.layer import SHADOW, grown
from journeymap.ui.canvas.levels import detail_at
from journeymap.ui.canvas.pins import Pins

if TYPE_CHECKING:
    from journeymap.ui.canvas.surface import Surface


class Foreground:
    """Paints what stands over the map of one surface."""

    def __init__(self, view: Surface) -> None:
        self._view = view
        self.cut_stages = CutStages(view.artist)

    def paint(self, painter: QPainter, picture: Picture, exposed: Box) -> None:
        """Paint the headings that are in an exposed region of the scene, and what is pulled."""
        view = self._view
        pins, signed = view.pins(), signs.wanted(view.zoom)
        if signed or _reaches(pins, exposed, SHADOW / view.zoom):
            view.layer.paint_pinned(painter, box_of(view.seen()), pins, self._signed())
            if not signed:
                self._paint_cut_stages(painter, pins)
            view.marks.paint_pinned(painter, pins)
            if signed:
                self._paint_signs(painter, picture)
            view.badges.paint_pinned(painter)
        view.sketch.paint(painter, pins, view.handles())

    def forget(self) -> None:
        """Set the names of cut stages anew: colours, fonts or texts are others."""
        self.cut_stages.forget()

    def headings(self) -> Iterator[tuple[Part, tuple[float, float]]]:
        """Yield the headings with how far each is moved while it floats.

        Those whose badge would lie over another heading, under which they are, are left out.
        """
        view = self._view
        pins = view.pins()
        for part in view.layer.pinned_parts():
            moved = dx, dy = pins.offset(part)
            at = view.badges.centre(part, view.picture is not None and view.picture.rtl)
            if part.pin == "start" and pins.dy and at.y() + dy < pins.head.bottom:
                continue
            beside = pins.start.x < at.x() + dx < pins.start.right
            if part.pin == "top" and pins.dx and beside:
                continue
            yield part, moved

    def _paint_cut_stages(self, painter: QPainter, pins: Pins) -> None:
        view = self._view
        detail = detail_at(view.zoom, view.devicePixelRatioF())
        parts, seen = view.layer.pinned_parts(), box_of(view.seen())
        self.cut_stages.paint(painter, view.measure, parts, pins, seen, detail)

    def _signed(self) -> frozenset[int]:
        """Return the identities of the headings for which a sign stands."""
        view = self._view
        if not signs.wanted(view.zoom):
            return frozenset()
        port = QRectF(view.viewport().rect())
        parts = view.layer.pinned_parts()
        return frozenset(id(p) for p in parts if signs.covers(p, view.on_screen(p), port))

    def _paint_signs(self, painter: QPainter, picture: Picture) -> None:
        view = self._view
        port = QRectF(view.viewport().rect())
        parts = view.layer.pinned_parts()
        transform = painter.worldTransform()
        painter.resetTransform()
        signs.paint(painter, view.artist, view.measure, picture, parts, view.on_screen, port)
        painter.setWorldTransform(transform)


def _reaches(pins: Pins, exposed: Box, shadow: float) -> bool:
    """Return whether a region comes under the headings or their shadows."""
    return exposed.touches(grown(pins.head, shadow)) or exposed.touches(grown(pins.start, shadow))
