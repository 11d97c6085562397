"""Thousands of cards as flat rectangles: by tiles while zoomed out, as one picture in the overview.

A tile keeps its rectangles by colour token, so that a frame draws each colour with one call and
another theme builds nothing anew. Tiles are made when first seen and thrown away with the Picture.
The overview is painted bit by bit within the frames' time budget, never all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from journeymap.picture.picture import Box, Part, Picture, Rect, Shape
from journeymap.ui.canvas.levels import OVERVIEW_UPTO

TILE = 2048.0  # pixels of the map; the side of a tile
OVERVIEW_SIDE = 4096  # pixels; the longest side that the overview may have
BLOCKED = frozenset(("card", "stub", "note", "more", "quote", "step", "measure", "image"))

Tile: TypeAlias = dict[str, list[QRectF]]
BlockShapes: TypeAlias = Callable[[Part], tuple[Shape, ...]]


class Blocks:
    """The flat rectangles of one Picture."""

    def __init__(self, picture: Picture, shapes: BlockShapes) -> None:
        self._picture = picture
        self._shapes = shapes
        self._tiles: dict[tuple[int, int], Tile] = {}
        self._overview: QPixmap | None = None
        self._waiting: list[tuple[int, int]] = []
        longest = max(picture.bounds.w, picture.bounds.h, 1.0)
        self.scale = min(OVERVIEW_UPTO, OVERVIEW_SIDE / longest)  # of the overview

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
        tile: Tile = {}
        for part in self._picture.within(area):
            # a part belongs to the tile of its corner; those over an edge are drawn by that tile
            if part.kind not in BLOCKED or not area.contains(part.box.x, part.box.y):
                continue
            for token, rect in flat(part, self._shapes(part)):
                tile.setdefault(token, []).append(rect)
        return tile

    def draw(
        self, painter: QPainter, squares: Iterable[tuple[int, int]], color: Callable[[str], QColor]
    ) -> None:
        """Paint tiles, one call for each colour of each."""
        painter.setPen(Qt.PenStyle.NoPen)
        for square in squares:
            for token, rects in self.tile(square).items():
                painter.setBrush(color(token))
                painter.drawRects(rects)

    # ------------------------------------------------------------ overview

    def forget_overview(self) -> None:
        """Paint the overview anew when it is next asked for: the colours are others."""
        self._overview = None

    def overview(
        self, color: Callable[[str], QColor], in_time: Callable[[], bool]
    ) -> tuple[QPixmap, bool]:
        """Return (overview, whether it is complete); paints more of it while `in_time()`."""
        bounds = self._picture.bounds
        if self._overview is None:
            self._overview = QPixmap(
                max(1, int(bounds.w * self.scale) + 1), max(1, int(bounds.h * self.scale) + 1)
            )
            self._overview.fill(Qt.GlobalColor.transparent)
            self._waiting = list(self.squares(bounds))
        if self._waiting:
            painter = QPainter(self._overview)
            painter.scale(self.scale, self.scale)
            painter.translate(-bounds.x, -bounds.y)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            while self._waiting and in_time():
                self.draw(painter, (self._waiting.pop(),), color)
            painter.end()
        return self._overview, not self._waiting


def flat(part: Part, shapes: tuple[Shape, ...]) -> Iterator[tuple[str, QRectF]]:
    """Yield (token, rectangle in the scene) of a part's flat areas."""
    x, y = part.box.x, part.box.y
    for shape in shapes:
        if isinstance(shape, Rect) and shape.fill:
            yield shape.fill, QRectF(x + shape.x, y + shape.y, shape.w, shape.h)
