"""The laid-out map on the screen: one picture after the other, gliding, painting, what is where.

Everything that is done on the canvas (gestures, keys, renaming) is given a Surface and knows no
more of the view than what stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from PySide6 import QtWidgets
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessibleInterface, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsScene, QWidget

from journeymap.model.diff import Change
from journeymap.model.index import Key
from journeymap.model.text import Message
from journeymap.picture.picture import Box, Part, Picture
from journeymap.picture.theme import THEMES
from journeymap.ui.canvas import folding, navigation
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.badges import Badges
from journeymap.ui.canvas.camera import Camera, box_of, rect_of
from journeymap.ui.canvas.changed import changed_places
from journeymap.ui.canvas.foreground import Foreground
from journeymap.ui.canvas.glide import Glide
from journeymap.ui.canvas.guard import guarded
from journeymap.ui.canvas.items import Marks, Preview
from journeymap.ui.canvas.keeping import anchor_of, keep_place
from journeymap.ui.canvas.layer import Layer
from journeymap.ui.canvas.laying import Laying
from journeymap.ui.canvas.levels import detail_at
from journeymap.ui.canvas.pins import Pins
from journeymap.ui.canvas.sketch import Handle, Sketch
from journeymap.ui.collecting import spare
from journeymap.ui.measure import QtMeasure
from journeymap.ui.paint import Images, no_images
from journeymap.ui.pictures_soon import PicturesSoon
from journeymap.ui.session import Session
from journeymap.ui.slices import Slices

TIDY = 120  # milliseconds after an edit
GLIDES_FROM = 0.2  # zoom under which nobody could follow a card
SHOWN = frozenset(
    ("card", "summary", "flow", "note", "stage", "lane", "step", "quote", "image", "measure")
)


class Surface(Camera):
    """A camera over the session's map."""

    panel_wanted = Signal(str, str)  # the panel that tells more, and about which record
    next_requested = Signal(str)  # a touchpoint after the selected one: next, or branch
    pictured = Signal()  # another Picture is shown

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.accessible: QAccessibleInterface | None = None
        self.reduced_motion = False
        self.in_the_air = False  # cards are being dragged, so what is selected is not outlined
        self.dropped_from: dict[Key, QPointF] = {}  # where the ghosts were when they were dropped
        self.laid: tuple[object, object] | None = None  # the map and view that the picture shows
        self.summaries: dict[Key, Part] = {}  # the cards of collapsed stages
        self._found: tuple[Key, ...] = ()  # what a search marks
        self._laying = Laying(self, session.view.language)
        self._pictures: PicturesSoon | None = None
        self.artist = Artist(THEMES[session.theme], session.view.language, self.images())
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.viewport().update)
        self._tidying = Slices(self)
        self.layer = Layer(self.artist, self._again.start)
        self.marks = Marks(self.artist, 10)
        self.foreground = Foreground(self)
        self.badges = Badges(self.artist, 15, self.layer.where.within, self.foreground.headings)
        self.preview = Preview(self.artist, 20)
        self.sketch = Sketch(self.artist)
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)  # four items in all
        for item in (self.layer, self.marks, self.badges, self.preview):
            scene.addItem(item)
        self.setScene(scene)
        self._glide = Glide(self._show_glide, self)

    # ------------------------------------------------------------ what the view adds

    @property
    def editing(self) -> Key:
        """What is being renamed, empty when nothing is."""
        return ""

    def followed(self) -> None:
        """Bring along what stands over the map, such as the name editor."""

    def make_way(self) -> None:
        """Let what stands over the map leave the places that are worked on."""

    def worked_on(self) -> list[QRectF]:
        """Return the places of the viewport that nothing may cover."""
        return []

    def overlays(self) -> tuple[QWidget, ...]:
        """Return the widgets that stand over the map now."""
        return ()

    def current(self) -> Key | None:
        """Return the card that the keys go from."""
        raise NotImplementedError

    def clicked_sign(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a click on a badge or a sign does; return whether there is one."""
        raise NotImplementedError

    def click(self, part: Part | None, modifiers: Qt.KeyboardModifier) -> None:
        """Select as a click on a part does."""
        raise NotImplementedError

    def cancel_gesture(self) -> None:
        """Put back what a gesture has shown."""
        raise NotImplementedError

    def say_beside(self, at: QPoint, message: Message | None, warns: bool = True) -> None:
        """Show a reason beside the pointer, or what would be done; None takes it away."""
        raise NotImplementedError

    def handles(self) -> Iterable[Handle]:
        """Return what can be pulled on the map now."""
        return ()

    def connect_from(self, key: Key) -> bool:
        """Let a card be chosen that a flow from this one leads to; return whether it can be."""
        raise NotImplementedError

    def choosing(self, part: Part | None) -> bool:
        """Take a click on a part where a card is being chosen; return whether one is."""
        raise NotImplementedError

    def would_choose(self, part: Part | None) -> bool:
        """Light the part under the pointer where a card is being chosen; return whether one is."""
        raise NotImplementedError

    def name_new(self, key: Key, made_by: str, goes_on: bool = False) -> bool:
        """Let the name of a new record be typed where it stands; return whether it can be."""
        raise NotImplementedError

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

    # ------------------------------------------------------------ the picture

    def lay_out(self, change: Change | None = None) -> None:
        """Lay the map out when it, or the view of it, is another; nothing jumps that need not."""
        session = self.session
        laid, now = self.laid, (session.map, session.view)
        if laid is not None and laid[0] is now[0] and laid[1] == now[1]:
            return
        first, self.laid = laid is None, now
        wanted = session.view.metric or "metrics" in session.view.lanes
        readings = session.readings if wanted else None

        def show(picture: Picture) -> None:
            self._show(picture, first, change)

        self._laying.lay_out(*now, readings, show, may_wait=not first and self.isVisible())

    def _show(self, picture: Picture, first: bool, change: Change | None) -> None:
        """Show another Picture, in which what somebody looks at keeps its place."""
        session = self.session
        before, old, empty = self.picture, self.viewportTransform(), self.emptiness()
        shown = self.within(box_of(self.seen())) if before is not None else []
        anchor = anchor_of(self) if not first else None
        if picture.language != self.artist.language:
            self.artist.dress(language=picture.language)
            self.foreground.forget()
        self.layer.fade(session.faded)
        self.layer.show_picture(picture)
        if first:
            spare()
        self._tidying.begin(self._tidied, TIDY)  # an edit that follows soon waits for none of it
        self.summaries = {part.key: part for part in picture.summaries()}
        self.look_at(picture)
        bounds = rect_of(picture.bounds).adjusted(-60, -60, 60, 60)
        for overlay in (self.marks, self.badges, self.preview):
            overlay.cover(bounds)
        self.badges.picture = picture
        self.show_selection()
        self._show_found()
        if self.fitted:
            self._glide.finish()
            self.fit()
        else:
            keep_place(self, anchor, old, empty)
        if not first and before is not None and before.rtl == picture.rtl:
            self._begin_glide(before, old)
        self._reveal_added(change)
        self.dropped_from = {}
        self.followed()
        self._paint_again(shown if not first and old == self.viewportTransform() else None)
        self.pictured.emit()

    def _paint_again(self, before: list[Part] | None) -> None:
        """Have painted anew what differs from these parts in view; everything where it is None."""
        seen, places = box_of(self.seen()), None
        if before is not None and detail_at(self.zoom, self.devicePixelRatioF()) == "full":
            places = changed_places(before, self.within(seen), seen)
        if places is None:
            self.viewport().update()
            return
        to_port = self.viewportTransform().mapRect
        for place in places:
            self.viewport().update(to_port(rect_of(place)).toAlignedRect().adjusted(-2, -2, 2, 2))

    def catch_up(self) -> None:
        """Show at once what is still being laid out: somebody is about to do something here."""
        self._laying.catch_up()

    @property
    def at_rest(self) -> bool:
        """Whether nothing is left to do for the Picture that is shown."""
        return not (self._laying.busy or self._tidying.busy)

    @property
    def measure(self) -> QtMeasure:
        """What measures the texts of the Picture that is shown."""
        return self._laying.measure

    def laid_by(self) -> tuple[QtMeasure, dict[Any, Any]]:
        """Return what `take_over` of another canvas for the same map goes on with."""
        return self._laying.measure, self._laying.memo

    def _tidied(self) -> Iterator[None]:
        """Do what can wait until the picture is on the screen."""
        yield from self.layer.settling()
        yield
        self._laying.let_go()

    def take_over(self, measure: QtMeasure, memo: dict[Any, Any]) -> None:
        """Go on with what was laid out beside the window for the map that comes next."""
        self._laying.take_over(measure, memo)
        self.artist.dress(language=measure.language)
        self.foreground.forget()

    def _reveal_added(self, change: Change | None) -> None:
        for key in change.added if change is not None else ():
            part = self.part_of(key)
            if part is not None and part.kind == "card":
                self.reveal(key)
                return

    # ------------------------------------------------------------ gliding

    @property
    def still(self) -> bool:
        """Whether nothing may move by itself: a person's wish, or the system's."""
        # asked for by its room: see `controls.Choice`
        how_long = QtWidgets.QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.reduced_motion or not self.isVisible() or self.style().styleHint(how_long) == 0

    def _begin_glide(self, before: Picture, old: QTransform) -> None:
        """Let the cards in view start from where they were on the screen."""
        assert self.picture is not None
        if self.still or self.zoom < GLIDES_FROM:
            self._glide.finish()
            return
        new, zoom = self.viewportTransform(), self.zoom
        offsets: dict[Key, tuple[float, float]] = {}
        for part in self.within(box_of(self.seen())):
            if part.pin or part.kind not in ("card", "note", "step"):
                continue
            was = before.part(part.key)
            if was is None:
                continue
            start = self.dropped_from.get(part.key, QPointF(was.box.x, was.box.y))
            way = old.map(start) - new.map(QPointF(part.box.x, part.box.y))
            if abs(way.x()) > 0.75 or abs(way.y()) > 0.75:
                offsets[part.key] = (way.x() / zoom, way.y() / zoom)
        self._glide.start(offsets)

    def glide_back(self, ghosts: Mapping[Key, QPointF]) -> None:
        """Let dragged cards glide back from where they were let go."""
        if self.still:
            return
        offsets = {}
        for key, at in ghosts.items():
            part = self.part_of(key)
            if part is not None:
                offsets[key] = (at.x() - part.box.x, at.y() - part.box.y)
        self._glide.start(offsets)

    def settle(self) -> None:
        """Put everything that glides at its place at once."""
        self._glide.finish()

    def _show_glide(self, offsets: Mapping[Key, tuple[float, float]], share: float) -> None:
        self.layer.offsets = self.marks.offsets = self.badges.offsets = offsets
        self.layer.flows_opacity = 0.25 + 0.75 * share
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
        picture = self.picture
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
        return navigation.flow_near(self.within, x, y, navigation.FLOW_REACH / self.zoom)

    def covered(self, at: QPoint) -> bool:
        """Return whether floating headings lie over a point of the viewport."""
        if self.picture is None:
            return False
        point = self.mapToScene(at)
        return _covered(self.pins(), point.x(), point.y())

    def within(self, box: Box) -> list[Part]:
        """Return the parts that may be seen in a region of the scene, in painting order."""
        return self.layer.where.within(box)

    def reveal(self, key: Key) -> None:
        """Scroll as little as it takes to show a record; come nearer when it is tiny.

        What is folded away with its stage or lane is unfolded first.
        """
        self.catch_up()
        if self.part_of(key) is None:
            folding.unfold(self.session, key)
        part = self.walked(key)
        if part is not None:
            self.bring_into_sight(part)
            self.keep_clear(part)

    def keep_clear(self, part: Part) -> None:
        """Scroll a part out from under what stands over the map."""

    # ------------------------------------------------------------ selection

    def select(self, keys: Iterable[Key]) -> None:
        """Select records for the whole window."""
        self.session.select(keys, self)

    def show_selection(self) -> None:
        """Outline what is selected, unless it is in the air."""
        chosen = () if self.in_the_air else self.session.selection
        self.marks.selected = tuple(part for key in chosen for part in self.cards_of(key))
        hovered = self.marks.hovered
        if hovered is not None:
            self.marks.hovered = self.part_of(hovered.key)

    def mark_found(self, keys: Iterable[Key]) -> None:
        """Mark what a search has found; it stays marked through changes of the map."""
        self._found = tuple(dict.fromkeys(keys))
        self._show_found()
        self.viewport().update()

    def _show_found(self) -> None:
        self.marks.rtl = self.picture is not None and self.picture.rtl
        self.marks.found = tuple(part for key in self._found for part in self.cards_of(key))

    # ------------------------------------------------------------ painting

    @guarded
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the headings, which stay in view, over the map."""
        if self.picture is not None:
            self.foreground.paint(painter, self.picture, box_of(QRectF(rect)))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Bring along what stands over the map."""
        super().scrollContentsBy(dx, dy)
        self.followed()


def _covered(pins: Pins, x: float, y: float) -> bool:
    beside = pins.dx and pins.start.x <= x < pins.start.right
    return bool((pins.dy and y < pins.head.bottom) or beside)
