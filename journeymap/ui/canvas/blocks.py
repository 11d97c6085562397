"""Thousands of cards as flat rectangles: by tiles while zoomed out, as one picture in the overview.

A tile keeps its rectangles by colour token and by whether a filter fades them, so that a frame
draws each colour with one call and another theme builds nothing anew. Tiles, and the bundles of
arrows in them, are made when first seen and thrown away with the Picture. The overview is painted
bit by bit within the frames' time budget, never all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from time import perf_counter
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from journeymap.model.index import Key
from journeymap.picture.picture import Box, Part, Picture
from journeymap.picture.shapes import Rect, Shape
from journeymap.ui.canvas.bundles import Line, bundled, lines_in
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
    lines: dict[Ink, list[Line]]
    bundles: dict[float, dict[Ink, QPainterPath]]  # of these lines, by grain


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

    def has(self, square: tuple[int, int], grain: float = 0.0) -> bool:
        """Return whether a tile is made already, with the bundles of a grain unless that is 0."""
        tile = self._tiles.get(square)
        return tile is not None and (not grain or grain in tile.bundles)

    def tile(self, square: tuple[int, int], grain: float = 0.0) -> Tile:
        """Return a tile, with the bundles of a grain unless that is 0."""
        found = self._tiles.get(square)
        if found is None:
            found = self._tiles[square] = self._made(square)
        if grain and grain not in found.bundles:
            for old in [*found.bundles][:-1]:
                del found.bundles[old]
            # in the order of the inks: what is faded lies under the rest, and failures over it
            lines = sorted(found.lines.items())
            found.bundles[grain] = {ink: _path(bundled(each, grain)) for ink, each in lines}
        return found

    def _made(self, square: tuple[int, int]) -> Tile:
        column, row = square
        area = Box(column * TILE, row * TILE, TILE, TILE)
        tile = Tile({}, {}, {})
        faded = self._faded
        for part in self._within(area):
            full = part.key not in faded
            if part.kind == "flow":
                token = "pain" if getattr(part.face, "kind", "") == "failure" else "flow"
                tile.lines.setdefault((full, token), []).extend(lines_in(part, area))
            # a card belongs to the tile of its corner; those over an edge are drawn by that tile
            elif part.kind in BLOCKED and area.contains(part.box.x, part.box.y):
                for height, (token, rim, rect) in enumerate(flat(part, self._shapes(part))):
                    tile.rects.setdefault((height, rim, full, token), []).append(rect)
        return tile

    def draw(
        self,
        painter: QPainter,
        squares: Iterable[tuple[int, int]],
        color: Callable[[str], QColor],
        faint: Callable[[str], QColor],
        rects: bool = True,
        grain: float = 0.0,
    ) -> None:
        """Paint tiles that are made, one call for each colour; arrows unless the grain is 0."""
        tiles = [self._tiles[square] for square in squares]
        paths: dict[Ink, list[QPainterPath]] = {}
        for tile in tiles if grain else ():
            # those of another zoom stand for what there was no time for
            for ink, path in (tile.bundles.get(grain) or _last(tile.bundles)).items():
                paths.setdefault(ink, []).append(path)
        for (full, token), found in sorted(paths.items()):
            pen = QPen(color(token) if full else faint(token))
            pen.setCosmetic(True)
            for path in found:
                painter.strokePath(path, pen)
        coats: dict[Coat, list[QRectF]] = {}
        for tile in tiles if rects else ():
            for coat, areas in tile.rects.items():
                coats.setdefault(coat, []).extend(areas)
        for (_, rimmed, full, token), areas in sorted(coats.items()):
            shade = color if full else faint
            rim = QPen(shade("canvas"))
            rim.setCosmetic(True)
            # it parts cards from arrows; of a card without them it would leave a few pixels
            painter.setPen(rim if rimmed and grain else QPen(Qt.PenStyle.NoPen))
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


def _path(lines: Iterable[Line]) -> QPainterPath:
    path = QPainterPath()
    for x1, y1, x2, y2 in lines:
        path.moveTo(x1, y1)
        path.lineTo(x2, y2)
    return path


def _last(bundles: dict[float, dict[Ink, QPainterPath]]) -> dict[Ink, QPainterPath]:
    return next(reversed(bundles.values()), {})
