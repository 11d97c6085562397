"""The one item that paints the whole map: cards, arrows, lanes, from the Picture's grid.

An item for each card would repaint 10,000 of them in 440 ms; one layer takes a few. What is in view
is asked of the Picture, each part is painted from shapes kept by face and level of detail, and what
was not painted at this zoom before may take a few milliseconds of a frame and no more: the rest is
drawn as flat rectangles and follows in the next frames. Nothing here changes a map or knows the
mouse.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from time import perf_counter
from typing import TypeAlias

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from journeymap.model.index import Key
from journeymap.picture.picture import Box, Detail, Face, Part, Picture
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.blocks import BLOCKED, Blocks
from journeymap.ui.canvas.bundles import grain_at
from journeymap.ui.canvas.camera import box_of
from journeymap.ui.canvas.crowd import crowd_of, seen_in
from journeymap.ui.canvas.levels import (
    ARROWS,
    BUDGET,
    FADED,
    FEW,
    FLOWS_FROM,
    MOST_ARROWS,
    MOST_SIGNS,
    SHADOWS_FROM,
    detail_at,
    detail_of,
)
from journeymap.ui.canvas.pins import Pins
from journeymap.ui.canvas.plain import Plain
from journeymap.ui.canvas.reach import OUTSIDE, comes_into, grown
from journeymap.ui.canvas.shadows import SHADOW, paint_edge
from journeymap.ui.canvas.whereabouts import Whereabouts
from journeymap.ui.guard import guarded

REACH = 420.0  # pixels before the view in which a part may begin that shows in it
EDGE = 2.0  # pixels of the screen around a heading that its soft edges may take

Known: TypeAlias = tuple[int, Detail, bool]  # a face, how it is shown, and whether it is faded

MOVING = BLOCKED | {"stage", "lane", "phase"}  # what glides to its new place


class Layer(QGraphicsItem):
    """Paints a Picture; `again` is called when a frame had to leave something for the next."""

    def __init__(self, artist: Artist, again: Callable[[], None]) -> None:
        super().__init__()
        self.artist = artist
        self._again = again
        self.picture: Picture | None = None
        self.where = Whereabouts()
        self._blocks: Blocks | None = None
        self._bounds = QRectF()
        # painted at this zoom; each face is held, so that its identity is given to no other
        self._ready: dict[Known, Face] = {}
        self._ready_at = 0.0
        self._plain = Plain(artist)
        self.urgent: frozenset[Key] = frozenset()  # what is painted whole whatever it takes
        self.dimmed: frozenset[Key] = frozenset()  # what is being dragged
        self._faded: frozenset[Key] = frozenset()  # what the filter does not want
        self.offsets: Mapping[Key, tuple[float, float]] = {}  # while cards glide
        self.flows_opacity = 1.0  # while cards glide
        self.frames_unready = 0  # parts that the last frame left for the next
        self._left: dict[Known, tuple[Part, Box]] = {}  # the arrows of them, and what was seen
        self.exposed: Sequence[Box] = ()  # what of the region is painted, empty where all of it is
        self.view: Box | None = None  # what of the map is looked at; a frame may paint less of it
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(0)

    def show_picture(self, picture: Picture, follows: bool = True) -> None:
        """Paint another Picture from now on; what is known of unchanged faces stays known.

        Where it `follows` on the one before, the overview of that one stands until its own is done.

        Nothing here walks over its parts: those that are in view are made when they are painted.
        What of the view is to be painted again is for the view to say.
        """
        self.picture = picture
        self.where.show(picture)
        before = self._blocks.complete() if self._blocks is not None and follows else None
        self._blocks = Blocks(picture, self.where.within, self._block_shapes, self._faded, before)
        self._plain.forget()
        self._left.clear()
        bounds = picture.bounds
        if self._bounds.getRect() != bounds:
            self.prepareGeometryChange()
            self._bounds = QRectF(*bounds)

    def settling(self) -> Iterator[None]:
        """Know where everything is, and forget how what is gone was painted, step by step."""
        yield from self.where.settling()
        if self.picture is not None:
            self.artist.keep(self.picture.parts)
            alive = {id(part.face) for part in self.picture.parts}
            self._ready = {known: face for known, face in self._ready.items() if known[0] in alive}

    def fade(self, faded: frozenset[Key]) -> None:
        """Paint these parts faintly from now on; nothing of what is prepared is lost."""
        if faded is self._faded or faded == self._faded:
            return
        self._faded = faded
        if self._blocks:
            self._blocks.fade(faded)
        self.update()

    def forget_colors(self) -> None:
        """Paint with another theme: shapes and texts stay, colours are looked up anew."""
        if self._blocks:
            self._blocks.forget_overview()
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the picture's bounds."""
        return self._bounds

    # ------------------------------------------------------------ a frame

    @guarded
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint what is not pinned of the exposed region."""
        if self.picture is None or self._blocks is None:
            return
        rect = option.exposedRect
        seen = Box(rect.x(), rect.y(), rect.width(), rect.height())
        self.paint_region(painter, seen)

    def paint_region(self, painter: QPainter, seen: Box) -> None:
        """Paint everything in a region of the scene that is not pinned."""
        assert self.picture is not None
        zoom = painter.worldTransform().m11()
        detail = self._begin(zoom, painter)
        if detail == "block":
            self._paint_blocks(painter, seen, zoom)
        else:
            self._paint_near(painter, seen, detail, zoom)
        if self.frames_unready:
            self._again()

    def _begin(self, zoom: float, painter: QPainter) -> Detail:
        scale = round(zoom, 4)
        if scale != self._ready_at:
            self._ready.clear()
            self._left.clear()
            self._ready_at = scale
        self.frames_unready = 0
        self.artist.flat = zoom < SHADOWS_FROM
        self._spent = 0.0  # seconds of this frame that went into what is new to it
        return detail_at(zoom, painter.device().devicePixelRatio())

    def _take_time(self, since: float) -> bool:
        """Count the time since as spent on something new; return whether there is some left."""
        self._spent += perf_counter() - since
        return self._spent < BUDGET

    def _paint_near(self, painter: QPainter, seen: Box, detail: Detail, zoom: float) -> None:
        """Paint what is in view part by part; too many arrows at once as thin lines."""
        assert self.picture is not None
        parts = seen_in(self.where.within, seen)
        arrows, cards = crowd_of(self.where.within, parts, seen, self.view or seen)
        if detail == "title" and cards <= FEW:
            detail = "full"
        if detail == "signs" and cards > MOST_SIGNS:
            self._paint_blocks(painter, seen, zoom)
            return
        if arrows <= MOST_ARROWS:
            if self.exposed:  # far from each other, most of what lies between is not painted
                parts = [part for part in parts if comes_into(part, self.exposed)]
            self._paint_parts(painter, parts, detail, seen)
            return
        flows = (number for number, part in enumerate(parts) if part.kind == "flow")
        first = next(flows, len(parts))
        self._paint_parts(painter, parts[:first], detail, seen)
        self._paint_tiles(painter, seen, rects=False, lines=True)
        rest = [part for part in parts[first:] if part.kind != "flow"]
        self._paint_parts(painter, rest, detail, seen)

    def _paint_parts(
        self, painter: QPainter, parts: Iterable[Part], detail: Detail, seen: Box
    ) -> None:
        """Paint parts one by one; those that are new at this zoom only while there is time."""
        ready, artist = self._ready, self.artist
        offsets, dimmed, faded = self.offsets, self.dimmed, self._faded
        pale = artist.faint if faded else artist
        spent, urgent = self._spent, self.urgent
        for part in parts:
            face = part.face
            shown = detail if detail == "full" else detail_of(part.kind, detail)
            away = bool(faded) and part.key in faded
            known = (id(face), shown, away)
            hand = pale if away else artist
            x, y = part.box.x, part.box.y
            if offsets and part.kind in MOVING and part.key in offsets:
                dx, dy = offsets[part.key]
                x, y = x + dx, y + dy
            # pictures have no colours of the theme that could be paler
            faint = (bool(dimmed) and part.key in dimmed) or (away and part.kind == "image")
            if part.kind == "flow" and self.flows_opacity < 1:
                painter.setOpacity(self.flows_opacity)
                faint = True
            elif faint:
                painter.setOpacity(FADED)
            if known in ready:
                hand.paint(painter, face, shown, x, y, seen)
            elif spent < (ARROWS if part.kind == "flow" else BUDGET) or part.key in urgent:
                # asked for each: one text in a script of many letters may take a millisecond
                since = perf_counter()
                hand.paint(painter, face, shown, x, y, seen)
                ready[known] = face
                self._take_time(since)
                spent = self._spent
            else:
                self.frames_unready += 1
                if part.kind == "flow":
                    self._left[known] = part, seen
                self._plain.paint(painter, part, hand)
            if faint:
                painter.setOpacity(1)

    def prepare(self) -> bool:
        """Make the arrows that frames have left, for as long as a frame may take; return whether
        all of them are made.

        They are painted in one frame then: a frame for each few takes much longer.
        """
        until = perf_counter() + BUDGET
        while self._left and perf_counter() < until:
            known, (part, seen) = self._left.popitem()
            if known not in self._ready:
                hand = self.artist.faint if known[2] else self.artist
                hand.prepare(part.face, known[1], part.box.x, part.box.y, seen)
                self._ready[known] = part.face
        return not self._left

    # ------------------------------------------------------------ zoomed out

    def _block_shapes(self, part: Part) -> tuple:
        return self.artist.shapes(part.face, "block")

    def _paint_blocks(self, painter: QPainter, seen: Box, zoom: float) -> None:
        """Paint the ground, then all cards: from the overview, or by tiles with their arrows."""
        blocks = self._blocks
        assert blocks is not None
        if zoom <= blocks.scale:
            shown, whole = blocks.overview(
                self.artist.color, self.artist.faint.color, self._paint_ground, self._take_time
            )
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(shown.area, shown.pixmap, QRectF(shown.pixmap.rect()))
            self.frames_unready += not whole
            return
        self._paint_ground(painter, seen)
        self._paint_tiles(painter, seen, rects=True, lines=zoom > FLOWS_FROM)

    def _paint_tiles(self, painter: QPainter, seen: Box, rects: bool, lines: bool) -> None:
        blocks = self._blocks
        assert blocks is not None
        grain = grain_at(painter.worldTransform().m11()) if lines else 0.0
        squares = []
        # each tile has all pieces of lines that come into it, and the cards that begin in it
        for square in blocks.squares(grown(seen, REACH if rects else OUTSIDE)):
            if not blocks.has(square, grain):
                # bundles of another zoom look much the same and stand in for those of this one
                if self._spent < (ARROWS if blocks.has(square) else BUDGET):
                    since = perf_counter()
                    blocks.tile(square, grain)
                    self._take_time(since)
                else:
                    self.frames_unready += 1
            if blocks.has(square):
                squares.append(square)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        blocks.draw(painter, squares, self.artist.color, self.artist.faint.color, rects, grain)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_ground(self, painter: QPainter, seen: Box) -> None:
        """Paint stripes and the curve: what lies under cards and arrows and does not stay."""
        for part in self._ground:
            if not part.pin and part.box.meets(seen):
                shown = detail_of(part.kind, "block")
                self.artist.paint(painter, part.face, shown, part.box.x, part.box.y, seen)

    @property
    def _ground(self) -> list[Part]:
        """The few parts that are neither cards nor arrows: stripes, curve, headings."""
        assert self.picture is not None
        if self._ground_of is not self.picture:
            self._ground_of = self.picture
            self._ground_parts = [part for part in self.picture.firm() if part.kind not in BLOCKED]
        return self._ground_parts

    _ground_of: Picture | None = None
    _ground_parts: list[Part]

    # ------------------------------------------------------------ headings that stay

    def paint_pinned(
        self,
        painter: QPainter,
        seen: Box,
        pins: Pins,
        exposed: Sequence[Box],
        named: Collection[int] = (),
    ) -> None:
        """Paint the pinned parts over everything else, with a soft shadow where they float.

        Only what comes into the `exposed` regions of what is `seen` is painted. Parts whose
        identity is in `named` have signs instead.
        """
        if self.picture is None:
            return
        zoom = painter.worldTransform().m11()
        strips: list[tuple[str, QRectF]] = []
        if pins.dx:
            start = pins.start
            edge = start.right if not self.picture.rtl else start.x
            far = seen.x if not self.picture.rtl else seen.right
            # what is above the stages is no lane's
            top = max(seen.y, pins.head.y)
            strip = QRectF(min(edge, far), top, abs(edge - far), seen.bottom - top)
            strips.append(("start", strip))
        if pins.dy:
            strips.append(("top", QRectF(seen.x, seen.y, seen.w, pins.head.bottom - seen.y)))
        near = [grown(each, SHADOW / zoom) for each in exposed]
        if len(strips) == 2 and not any(_comes_into(box_of(each), exposed) for _, each in strips):
            for pin, strip in strips:  # nothing is seen of them but their shadows
                self._paint_edge(painter, strip, pin, pins, near)
            return
        detail = detail_at(zoom, painter.device().devicePixelRatio())
        self._spent = 0.0  # they are few and say where one is: they do not wait for the cards
        by_pin: dict[str, list[Part]] = {"top": [], "start": [], "both": []}
        for part in self.pinned_parts():
            by_pin[part.pin].append(part)
        ground = self.artist.color("canvas")
        for pin in ("start", "top", "both"):
            for name, strip in strips:
                if name == pin and self._paint_edge(painter, strip, pin, pins, near):
                    if not _comes_into(box_of(strip), exposed):
                        continue
                    painter.fillRect(strip, ground)
                    if pin == "start":
                        self._paint_stripes(painter, strip, exposed)
            if pin == "both" and pins.dx:
                corner = QRectF(strips[0][1])
                corner.setBottom(max(pins.head.bottom, corner.top()))
                painter.fillRect(corner, ground)
            shown = []
            for part in by_pin[pin]:
                dx, dy = pins.offset(part)
                box = part.box._replace(x=part.box.x + dx, y=part.box.y + dy)
                if id(part) not in named and _comes_into(grown(box, EDGE / zoom), exposed):
                    shown.append(part._replace(box=box))
            self._paint_parts(painter, shown, detail, seen)
        if self.frames_unready:
            self._again()

    def _paint_edge(
        self, painter: QPainter, strip: QRectF, pin: str, pins: Pins, near: Sequence[Box]
    ) -> bool:
        """Paint the shadow of a heading that floats; return whether some of that is `near`."""
        assert self.picture is not None
        if not _comes_into(box_of(strip), near):
            return False
        below = max(pins.head.bottom - strip.top(), 0.0) if pin == "start" else 0.0
        edge_of, zoom = strip.adjusted(0, below, 0, 0), painter.worldTransform().m11()
        paint_edge(painter, edge_of, pin, zoom, self.picture.rtl, self.artist.color)
        return True

    def pinned_parts(self) -> list[Part]:
        """Return the parts that stay in view."""
        return [part for part in self._ground if part.pin]

    def _paint_stripes(self, painter: QPainter, strip: QRectF, near: Sequence[Box]) -> None:
        """Paint the grounds of the lanes under their heads, as they are under the map."""
        painter.save()
        painter.setClipRect(strip, Qt.ClipOperation.IntersectClip)
        for part in self._ground:
            if part.kind == "stripe" and _comes_into(part.box, near):
                self.artist.paint(painter, part.face, "full", part.box.x, part.box.y)
        painter.restore()


def _comes_into(box: Box, places: Sequence[Box]) -> bool:
    return any(box.meets(each) for each in places)
