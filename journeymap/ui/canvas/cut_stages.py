"""The name of a stage whose beginning is scrolled away, written again where the stage is seen.

Painted in the scene's coordinates over the pinned heading. It changes nothing of the picture: the
part keeps its place, only what is written on it moves.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from journeymap.picture.face import StageFace
from journeymap.picture.faces import STAGE_END, STAGE_POINT, STAGE_START, STAGE_TOP
from journeymap.picture.picture import Box, Detail, Measure, Part
from journeymap.picture.type import line_of
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.pins import Pins
from journeymap.ui.paint import Op

LEAST = 30.0  # pixels of the map; in less room no name says anything
LINKED = 20.0  # pixels for the sign of a linked map, at the end


class CutStages:
    """Paints the cut stages; keeps the last ones, so that a steady frame shapes no text."""

    def __init__(self, artist: Artist) -> None:
        self._artist = artist
        self._kept: dict[tuple[int, float, Detail], tuple[StageFace, list[Op]]] = {}

    def forget(self) -> None:
        """Forget what was painted: colours or letters are others now."""
        self._kept.clear()

    def paint(
        self,
        painter: QPainter,
        measure: Measure,
        parts: Iterable[Part],
        pins: Pins,
        seen: Box,
        detail: Detail,
    ) -> None:
        """Paint the names of those stages whose beginning is not in the region `seen`."""
        for part in parts:
            face = part.face
            if part.kind != "stage" or not isinstance(face, StageFace):
                continue
            dx, dy = pins.offset(part)
            box = part.box._replace(x=part.box.x + dx, y=part.box.y + dy)
            if box.meets(seen):
                self._paint(painter, measure, face, box, free(pins, seen, face.rtl), detail)

    def _paint(
        self,
        painter: QPainter,
        measure: Measure,
        face: StageFace,
        box: Box,
        room: Box,
        detail: Detail,
    ) -> None:
        hidden = box.right - room.right if face.rtl else room.x - box.x
        width = box.w - hidden
        if hidden < STAGE_START or width - STAGE_START - STAGE_END - STAGE_POINT < LEAST:
            return
        point = min(STAGE_POINT, box.w / 3)
        left = box.x + point if face.rtl else box.right - width
        ground = QRectF(left, box.y + 1, width - point, box.h - 2)
        painter.fillRect(ground, self._artist.color(f"fill:{face.color}"))
        key = (id(face), round(width, 2), detail)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > 16:
                self._kept.clear()
            found = self._kept[key] = (face, self._artist.made(cut(face, width, measure), detail))
        painter.save()
        painter.translate(box.x if face.rtl else box.right - width, box.y)
        painter.setClipRect(QRectF(0, 0, width, box.h))
        for call, arguments in found[1]:
            call(painter, *arguments)
        painter.restore()


def free(pins: Pins, seen: Box, rtl: bool) -> Box:
    """Return what is seen of the scene beside the corner, which covers stages when lanes float."""
    if not pins.dx:
        return seen
    if rtl:
        return seen._replace(w=pins.start.x - seen.x)
    return seen._replace(x=pins.start.right, w=seen.right - pins.start.right)


def cut(face: StageFace, width: float, measure: Measure) -> StageFace:
    """Return the face of a stage with its name and goal wrapped anew for less room."""
    room = width - STAGE_START - STAGE_END - STAGE_POINT / 2 - (LINKED if face.linked else 0)
    high = face.h - 2 * STAGE_TOP
    lines = max(1, int(high // line_of("stage")[0]))
    name = measure.wrap(" ".join(face.name.lines), "stage", room, lines)
    goal = None
    left = int((high - name.height - 1) // line_of("stage.goal")[0])
    if face.goal is not None and left > 0:
        goal = measure.wrap(" ".join(face.goal.lines), "stage.goal", room, left)
    return face._replace(w=width, name=name, goal=goal)
