"""Thousands of cards as flat rectangles: by tiles while zoomed out, as one picture in the overview.

A tile keeps its rectangles by colour token and by whether a filter fades them, so that a frame
draws each colour with one call and another theme builds nothing anew. Tiles are made when first
seen and thrown away with the Picture. The overview is painted bit by bit within the frames' time
budget, never all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from time import perf_counter
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from journeymap.model.index import Key
from journeymap.picture.picture import Box, Part, Picture, Rect, Shape
from journeymap.ui.canvas.levels import OVERVIEW_UPTO
from journeymap.ui.canvas.whereabouts import Within

TILE = 2048.0  # pixels of the map; the side of a tile
OVERVIEW_SIDE = 4096  # pixels; the longest side that the overview may have
PIECE = 1500  # parts that are painted into the overview at a time
BLOCKED = frozenset(
    ("card", "summary", "stub", "note", "more", "quote", "step", "measure", "image")
)


Ink: TypeAlias = tuple[bool, str]  # whether it is drawn in full, and the colour token
# How many rectangles of the same part lie under it, whether it has a rim, and its ink.
Coat: TypeAlias = tuple[int, bool, bool, str]


class Tile(NamedTuple):
    """What stands in a square of the map: rectangles and lines by ink."""

    rects: dict[Coat, list[QRectF]]
    lines: dict[Ink, list[QLineF]]


BlockShapes: TypeAlias = Callable[[Part], tuple[Shape, ...]]
Stroke: TypeAlias = Callable[[QPainter], None]


class Overview(NamedTuple):
    """A picture of all cards, and where in the scene it lies."""

    pixmap: QPixmap
    area: QRectF


class Blocks:
    """The flat rectangles of one Picture; `before` is the overview that stands until its own is."""

    def __init__(
        self,
        picture: Picture,
        within: Within,
        shapes: BlockShapes,
        faded: frozenset[Key],
        before: Overview | None = None,
    ) -> None:
        self._picture = picture
        self._within = within
        self._shapes = shapes
        self._faded = faded
        self._tiles: dict[tuple[int, int], Tile] = {}
        self._overview: Overview | None = None
        self._before = before
        self._strokes: Iterator[Stroke] | None = None  # what the overview lacks
        longest = max(picture.bounds.w, picture.bounds.h, 1.0)
        self.scale = min(OVERVIEW_UPTO, OVERVIEW_SIDE / longest)  # of the overview

    def fade(self, faded: frozenset[Key]) -> None:
        """Paint other parts faintly from now on."""
        self._faded = faded
        self._tiles.clear()
        self.forget_overview()

    # ------------------------------------------------------------ tiles

    def squares(self, box: Box) -> Iterator[tuple[int, int]]:
        """Yield the tiles that a region touches, within the picture's bounds."""
        bounds = self._picture.bounds
        left, right = max(box.x, bounds.x), min(box.right, bounds.right)
        top, bottom = max(box.y, bounds.y), min(box.bottom, bounds.bottom)
        if left > right or top > bottom:
            return
        for column in range(int(left // TILE), int(right // TILE) + 1):
            for row in range(int(top // TILE), int(bottom // TILE) + 1):
                yield column, row

    def has(self, square: tuple[int, int]) -> bool:
        """Return whether a tile is made already."""
        return square in self._tiles

    def tile(self, square: tuple[int, int]) -> Tile:
        """Return a tile's rectangles by colour token."""
        found = self._tiles.get(square)
        if found is None:
            found = self._tiles[square] = self._made(square)
        return found

    def _made(self, square: tuple[int, int]) -> Tile:
        column, row = square
        area = Box(column * TILE, row * TILE, TILE, TILE)
        tile = Tile({}, {})
        faded = self._faded
        for part in self._within(area):
            full = part.key not in faded
            if part.kind == "flow":
                token = "pain" if getattr(part.face, "kind", "") == "failure" else "flow"
                tile.lines.setdefault((full, token), []).extend(_lines_in(part, area))
            # a card belongs to the tile of its corner; those over an edge are drawn by that tile
            elif part.kind in BLOCKED and area.contains(part.box.x, part.box.y):
                for height, (token, rim, rect) in enumerate(flat(part, self._shapes(part))):
                    tile.rects.setdefault((height, rim, full, token), []).append(rect)
        return Tile(dict(sorted(tile.rects.items())), tile.lines)

    def draw(
        self,
        painter: QPainter,
        squares: Iterable[tuple[int, int]],
        color: Callable[[str], QColor],
        faint: Callable[[str], QColor],
        rects: bool = True,
        lines: bool = False,
    ) -> None:
        """Paint tiles, one call for each colour of each."""
        tiles = [self.tile(square) for square in squares]
        for tile in tiles if lines else ():
            for (full, token), found in tile.lines.items():
                pen = QPen(color(token) if full else faint(token))
                pen.setCosmetic(True)
                painter.setPen(pen)
                painter.drawLines(found)
        for tile in tiles if rects else ():
            for (_, rimmed, full, token), areas in tile.rects.items():
                shade = color if full else faint
                rim = QPen(shade("canvas"))
                rim.setCosmetic(True)
                painter.setPen(rim if rimmed else QPen(Qt.PenStyle.NoPen))
                painter.setBrush(shade(token))
                painter.drawRects(areas)

    # ------------------------------------------------------------ overview

    def forget_overview(self) -> None:
        """Paint the overview anew when it is next asked for: the colours are others."""
        self._overview = self._before = None

    def complete(self) -> Overview | None:
        """Return the overview if nothing is missing in it, else the one that stands for it."""
        return self._overview if self._overview and self._strokes is None else self._before

    def overview(
        self,
        color: Callable[[str], QColor],
        faint: Callable[[str], QColor],
        ground: Callable[[QPainter, Box], None],
        take_time: Callable[[float], bool],
    ) -> tuple[Overview, bool]:
        """Return (overview, whether it is complete); paints more of it while there is time.

        `ground` paints what lies under the cards of a region; `take_time(since)` counts the time
        since as spent and says whether there is some left.
        """
        bounds = self._picture.bounds
        if self._overview is None:
            pixmap = QPixmap(
                max(1, int(bounds.w * self.scale) + 1), max(1, int(bounds.h * self.scale) + 1)
            )
            pixmap.fill(Qt.GlobalColor.transparent)
            wide, high = pixmap.width() / self.scale, pixmap.height() / self.scale
            self._overview = Overview(pixmap, QRectF(bounds.x, bounds.y, wide, high))
            self._strokes = self._all_strokes(color, faint, ground)
        if self._strokes is not None:
            painter = QPainter(self._overview.pixmap)
            painter.scale(self.scale, self.scale)
            painter.translate(-bounds.x, -bounds.y)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            in_time = True
            while in_time:
                since = perf_counter()
                stroke = next(self._strokes, None)
                if stroke is None:
                    self._strokes = self._before = None
                    break
                stroke(painter)
                in_time = take_time(since)
            painter.end()
        if self._before is not None:
            return self._before, False
        return self._overview, self._strokes is None

    def _all_strokes(
        self,
        color: Callable[[str], QColor],
        faint: Callable[[str], QColor],
        ground: Callable[[QPainter, Box], None],
    ) -> Iterator[Stroke]:
        """Yield what is to be painted into the overview, in pieces of a few milliseconds."""
        bounds = self._picture.bounds
        side = 4 * TILE

        def paint_ground(painter: QPainter, area: Box) -> None:
            painter.setClipRect(QRectF(*area))
            ground(painter, area)
            painter.setClipping(False)

        def paint_cards(painter: QPainter, parts: Iterable[Part]) -> None:
            marks: dict[Ink, list[QRectF]] = {}
            for part in parts:
                if part.kind in BLOCKED:
                    token, rect = mark(part)
                    marks.setdefault((part.key not in self._faded, token), []).append(rect)
            painter.setPen(Qt.PenStyle.NoPen)
            for (full, token), areas in marks.items():
                painter.setBrush(color(token) if full else faint(token))
                painter.drawRects(areas)

        for column in range(int(bounds.x // side), int(bounds.right // side) + 1):
            area = Box(column * side, bounds.y, side, bounds.h)
            yield partial(paint_ground, area=area)
        for _ in self._picture.making():
            yield _nothing
        parts = self._picture.parts
        for first in range(0, len(parts), PIECE):
            yield partial(paint_cards, parts=parts[first : first + PIECE])


def _nothing(painter: QPainter) -> None: ...


def flat(part: Part, shapes: tuple[Shape, ...]) -> Iterator[tuple[str, bool, QRectF]]:
    """Yield (token, whether it has a rim, rectangle in the scene) of a part's flat areas."""
    x, y = part.box.x, part.box.y
    for shape in shapes:
        if isinstance(shape, Rect) and shape.fill:
            yield shape.fill, bool(shape.stroke), QRectF(x + shape.x, y + shape.y, shape.w, shape.h)


def mark(part: Part) -> tuple[str, QRectF]:
    """Return what is seen of a card from afar: its channel, or what kind of note it is."""
    x, y, w, h = part.box
    face = part.face
    if part.kind == "note" and not getattr(face, "settled", False):
        return str(getattr(face, "what", "plain")), QRectF(x, y, w, h)
    return str(getattr(face, "edge", "grid")), QRectF(x, y, w, h)


def _lines_in(part: Part, area: Box) -> Iterator[QLineF]:
    """Yield the straight pieces of a flow that meet a region, cut to it where they are upright."""
    x, y = part.box.x, part.box.y
    for (x1, y1), (x2, y2) in pairwise(getattr(part.face, "points", ())):
        x1, y1, x2, y2 = x1 + x, y1 + y, x2 + x, y2 + y
        if max(x1, x2) < area.x or min(x1, x2) > area.right:
            continue
        if max(y1, y2) < area.y or min(y1, y2) > area.bottom:
            continue
        if x1 == x2:
            y1, y2 = (min(max(value, area.y), area.bottom) for value in (y1, y2))
        elif y1 == y2:
            x1, x2 = (min(max(value, area.x), area.right) for value in (x1, x2))
        yield QLineF(x1, y1, x2, y2)
