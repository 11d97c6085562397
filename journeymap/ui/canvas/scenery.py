"""What is on the canvas and where: the layer of the map, what lies over it, headings that stay.

It shows the Picture that it is given and knows nothing of how one follows on another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsScene, QWidget

from journeymap.model.index import Key
from journeymap.picture.picture import Box, Part, Picture
from journeymap.picture.theme import THEMES
from journeymap.ui.canvas import navigation, signs
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.badges import Badges
from journeymap.ui.canvas.camera import box_of
from journeymap.ui.canvas.cut_stages import CutStages
from journeymap.ui.canvas.framing import Framing
from journeymap.ui.canvas.items import Marks, Preview
from journeymap.ui.canvas.layer import Layer
from journeymap.ui.canvas.levels import detail_at
from journeymap.ui.canvas.pins import Pins
from journeymap.ui.canvas.reach import grown
from journeymap.ui.canvas.shadows import SHADOW
from journeymap.ui.canvas.sketch import Handle, Sketch
from journeymap.ui.guard import guarded
from journeymap.ui.measure import QtMeasure
from journeymap.ui.paint import Images, no_images
from journeymap.ui.pictures_soon import PicturesSoon
from journeymap.ui.session import Session
from journeymap.ui.slices import Slices

MOST_PLACES = 40  # of a frame beyond which looking at each takes longer than painting
SPARSE = 0.6  # of the room around them that the places take; else all of it is looked at at once
SHOWN = frozenset(
    ("card", "summary", "flow", "note", "stage", "lane", "step", "quote", "image", "measure")
)


class Scenery(Framing):
    """A camera over a Picture of the session's map."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.in_the_air = False  # cards are being dragged, so what is selected is not outlined
        self.summaries: dict[Key, Part] = {}  # the cards of collapsed stages
        self._found: tuple[Key, ...] = ()  # what a search marks
        self._pictures: PicturesSoon | None = None
        self.artist = Artist(THEMES[session.theme], session.view.language, self.images())
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._paint_left)
        self.layer = Layer(self.artist, self._again.start)
        self.cut_stages = CutStages(self.artist)
        self.marks = Marks(self.artist, 10)
        self._placing = Slices(self)
        self.badges = Badges(
            self.artist, 15, self.layer.where.within, self._headings, self._placing.begin
        )
        self.preview = Preview(self.artist, 20)
        self.sketch = Sketch(self.artist)
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)  # four items in all
        for item in (self.layer, self.marks, self.badges, self.preview):
            scene.addItem(item)
        self.setScene(scene)

    @property
    def measure(self) -> QtMeasure:
        """What measures the texts of the Picture that is shown."""
        raise NotImplementedError

    def handles(self) -> Iterable[Handle]:
        """Return what can be pulled on the map now."""
        return ()

    def images(self) -> Images:
        """Return the reader of the pictures that lie beside the map."""
        path = self.session.path
        if self._pictures is not None:
            self._pictures.close()
            self._pictures.deleteLater()
        self._pictures = PicturesSoon(path.parent, self) if path else None
        if self._pictures is None:
            return no_images
        self._pictures.arrived.connect(self._show_pictures)
        return self._pictures

    def _show_pictures(self) -> None:
        self.artist.forget_images()
        self.viewport().update()

    # ------------------------------------------------------------ what is where

    def part_of(self, key: Key) -> Part | None:
        """Return the part that stands for a record."""
        return self.picture.part(key) if self.picture is not None and key else None

    def cards_of(self, key: Key) -> tuple[Part, ...]:
        """Return the parts that stand for a record: for a collapsed stage its one card as well."""
        found = (self.part_of(key), self.summaries.get(key))
        return tuple(part for part in found if part is not None)

    def walked(self, key: Key) -> Part | None:
        """Return the card that keys go from or to for a record."""
        return self.summaries.get(key) or self.part_of(key)

    def part_at(self, at: QPoint | QPointF) -> Part | None:
        """Return what lies under a point of the viewport: headings, then cards, then flows."""
        picture = self.shown
        if picture is None:
            return None
        back, _ = self.viewportTransform().inverted()
        point = back.map(QPointF(at))
        x, y = point.x(), point.y()
        pins = self.pins()
        for part in self.layer.pinned_parts():
            dx, dy = pins.offset(part)
            under = part.pin == "top" and pins.dx and pins.start.x <= x < pins.start.right
            if part.kind in SHOWN and not under and part.box.contains(x - dx, y - dy):
                return part
        if _covered(pins, x, y):
            return None
        hit = self.layer.where.hit(x, y)
        if hit is not None and hit.kind == "stub":
            hit = picture.part(hit.key)
        if hit is not None and hit.kind in SHOWN and not hit.pin:
            return hit
        return navigation.flow_near(
            self.layer.where.within, x, y, navigation.FLOW_REACH / self.zoom
        )

    def covered(self, at: QPoint) -> bool:
        """Return whether floating headings lie over a point of the viewport."""
        if self.shown is None:
            return False
        point = self.mapToScene(at)
        return _covered(self.pins(), point.x(), point.y())

    def within(self, box: Box) -> list[Part]:
        """Return the parts that may be seen in a region of the scene, in painting order."""
        return self.layer.where.within(box)

    # ------------------------------------------------------------ what is marked

    def show_selection(self) -> None:
        """Outline what is selected, unless it is in the air."""
        chosen = () if self.in_the_air else self.session.selection
        self.marks.select(part for key in chosen for part in self.cards_of(key))
        hovered = self.marks.hovered
        if hovered is not None:
            self.marks.hovered = next(iter(self.cards_of(hovered.key)), None)

    def mark_found(self, keys: Iterable[Key]) -> None:
        """Mark what a search has found; it stays marked through changes of the map."""
        self._found = tuple(dict.fromkeys(keys))
        self._show_found()
        self.viewport().update()

    def _show_found(self) -> None:
        self.marks.rtl = self.shown is not None and self.shown.rtl
        self.marks.found = tuple(part for key in self._found for part in self.cards_of(key))

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a frame: where little of it is new, little of what lies between the places."""
        region, map_ = event.region(), self.layer.boundingRect()
        self.layer.view = box_of(self.seen().intersected(map_))
        if 1 < region.rectCount() <= MOST_PLACES and not self.layer.offsets:  # nothing glides
            places = [*iter(region)]  # type: ignore[call-overload]  # PySide's stubs leave it out
            whole = region.boundingRect()
            painted = sum(rect.width() * rect.height() for rect in places)
            if painted < SPARSE * whole.width() * whole.height():
                to_scene = self.viewportTransform().inverted()[0].mapRect
                found = [box_of(to_scene(QRectF(rect))) for rect in places]
                self.layer.exposed = self.badges.exposed = found
        super().paintEvent(event)
        self.layer.exposed = self.badges.exposed = ()

    def _paint_left(self) -> None:
        """Have painted what frames have left, once all of its arrows are made."""
        if self.layer.prepare():
            self.viewport().update()
        else:
            self._again.start()

    @guarded
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint what stands over the map: headings, if a part of the frame has some, and signs.

        A frame that shows only a little anew is not held up by what is not in it.
        """
        picture = self.shown
        if picture is None:
            return
        pins, signed = self.pins(), signs.wanted(self.zoom)
        exposed = self.layer.exposed or (box_of(QRectF(rect)),)
        if signed or any(_reaches(pins, place, SHADOW / self.zoom) for place in exposed):
            seen = box_of(self.seen())
            self.layer.paint_pinned(painter, seen, pins, exposed, self._signed())
            if not signed and any(place.meets(pins.head) for place in exposed):
                self._paint_cut_stages(painter, pins)
            self.marks.paint_pinned(painter, pins)
            if signed:
                self._paint_signs(painter, picture)
            self.badges.paint_pinned(painter, exposed)
        self.sketch.paint(painter, pins, self.handles())

    def _headings(self) -> Iterator[tuple[Part, tuple[float, float]]]:
        """Yield the headings that have badges with how far each is moved while it floats.

        Those whose badge would lie over another heading, under which they are, are left out.
        """
        pins = self.pins()
        for part in self.layer.pinned_parts():
            if not self.badges.has(part.key):
                continue
            moved = dx, dy = pins.offset(part)
            x, y = self.badges.centre(part, self.shown is not None and self.shown.rtl)
            if part.pin == "start" and pins.dy and y + dy < pins.head.bottom:
                continue
            beside = pins.start.x < x + dx < pins.start.right
            if part.pin == "top" and pins.dx and beside:
                continue
            yield part, moved

    def _paint_cut_stages(self, painter: QPainter, pins: Pins) -> None:
        detail = detail_at(self.zoom, self.devicePixelRatioF())
        parts, seen = self.layer.pinned_parts(), box_of(self.seen())
        self.cut_stages.paint(painter, self.measure, parts, pins, seen, detail)

    def _signed(self) -> frozenset[int]:
        """Return the identities of the headings for which a sign stands."""
        if not signs.wanted(self.zoom):
            return frozenset()
        port, place = QRectF(self.viewport().rect()), self.places()
        parts = self.layer.pinned_parts()
        return frozenset(id(part) for part in parts if signs.covers(part, place(part), port))

    def _paint_signs(self, painter: QPainter, picture: Picture) -> None:
        port = QRectF(self.viewport().rect())
        parts = self.layer.pinned_parts()
        transform = painter.worldTransform()
        painter.resetTransform()
        signs.paint(painter, self.artist, self.measure, picture, parts, self.places(), port)
        painter.setWorldTransform(transform)


def _reaches(pins: Pins, exposed: Box, shadow: float) -> bool:
    """Return whether a region comes under the headings or their shadows."""
    return exposed.touches(grown(pins.head, shadow)) or exposed.touches(grown(pins.start, shadow))


def _covered(pins: Pins, x: float, y: float) -> bool:
    beside = pins.dx and pins.start.x <= x < pins.start.right
    return bool((pins.dy and y < pins.head.bottom) or beside)
