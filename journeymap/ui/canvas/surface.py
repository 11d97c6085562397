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
from journeymap.picture.kept import let_go
from journeymap.picture.layout import layout
from journeymap.picture.picture import Box, Part, Picture
from journeymap.picture.theme import THEMES
from journeymap.ui.canvas import folding, navigation, signs
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.badges import Badges
from journeymap.ui.canvas.camera import Camera, box_of, rect_of
from journeymap.ui.canvas.cut_stages import CutStages
from journeymap.ui.canvas.glide import Glide
from journeymap.ui.canvas.guard import guarded
from journeymap.ui.canvas.items import Marks, Preview
from journeymap.ui.canvas.layer import Layer
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

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.accessible: QAccessibleInterface | None = None
        self.reduced_motion = False
        self.in_the_air = False  # cards are being dragged, so what is selected is not outlined
        self.dropped_from: dict[Key, QPointF] = {}  # where the ghosts were when they were dropped
        self.laid: tuple[object, object] | None = None  # the map and view that the picture shows
        self._memo: dict[Any, Any] = {}
        self.summaries: dict[Key, Part] = {}  # the cards of collapsed stages
        self._found: tuple[Key, ...] = ()  # what a search marks
        self._measure = QtMeasure(session.view.language)
        self._pictures: PicturesSoon | None = None
        self.artist = Artist(THEMES[session.theme], session.view.language, self.images())
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.viewport().update)
        self._tidying = Slices(self)
        self.layer = Layer(self.artist, self._again.start)
        self.cut_stages = CutStages(self.artist)
        self.marks = Marks(self.artist, 10)
        self.badges = Badges(self.artist, 15, self.layer.where.within, self._headings)
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
        before, old, empty = self.picture, self.viewportTransform(), self.emptiness()
        anchor = self._anchor() if laid is not None else None
        self.laid = now
        language = session.view.language
        if language != self._measure.language:
            self._measure, self._memo = QtMeasure(language), {}
            self.artist.dress(language=language)
            self.cut_stages.forget()
        wanted = session.view.metric or "metrics" in session.view.lanes
        readings = session.readings if wanted else None
        picture = layout(session.map, session.view, self._measure, self._memo, readings)
        self.layer.fade(session.faded)
        self.layer.show_picture(picture)
        if laid is None:
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
            self._keep_place(anchor, old, empty)
        if laid is not None and before is not None and before.rtl == picture.rtl:
            self._begin_glide(before, old)
        self._reveal_added(change)
        self.dropped_from = {}
        self.followed()
        self.viewport().update()

    def laid_by(self) -> tuple[QtMeasure, dict[Any, Any]]:
        """Return what `take_over` of another canvas for the same map goes on with."""
        return self._measure, self._memo

    def _tidied(self) -> Iterator[None]:
        """Do what can wait until the picture is on the screen."""
        yield from self.layer.settling()
        yield
        let_go(self._memo)

    def take_over(self, measure: QtMeasure, memo: dict[Any, Any]) -> None:
        """Go on with what was laid out beside the window for the map that comes next."""
        self._measure, self._memo = measure, memo
        self.artist.dress(language=measure.language)
        self.cut_stages.forget()

    def _anchor(self) -> Part | None:
        """Return the part that is to keep its place on the screen through a change."""
        picture = self.picture
        if picture is None or self.dropped_from:
            return None
        seen = self.seen()
        for key in (*self.session.selection, self.editing):
            part = self.part_of(key)
            if part is not None and not part.pin and seen.intersects(rect_of(part.box)):
                return part
        if self.zoom < GLIDES_FROM:
            return None
        middle = seen.center()
        cards = [part for part in self.within(box_of(seen)) if part.kind == "card"]
        return min(
            cards,
            key=lambda part: abs(part.box.x - middle.x()) + abs(part.box.y - middle.y()),
            default=None,
        )

    def _keep_place(
        self, anchor: Part | None, old: QTransform, empty: tuple[float, float, float, float]
    ) -> None:
        """Leave the anchor where it was, unless that would show more emptiness than `empty`."""
        part = self.part_of(anchor.key) if anchor else None
        if anchor is None or part is None:
            self.limit()
            self.close_up()
            return
        self.keep(QPointF(part.box.x, part.box.y), old.map(QPointF(anchor.box.x, anchor.box.y)))
        chosen = anchor.key in (*self.session.selection, self.editing)
        more = any(now > was + 1 for now, was in zip(self.emptiness(), empty, strict=True))
        if more or not chosen:
            self.close_up()
        if more and chosen:
            self.bring_into_sight(part)

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
            pins = self.pins()
            self.layer.paint_pinned(painter, box_of(self.seen()), pins, self._signed())
            if not signs.wanted(self.zoom):
                self._paint_cut_stages(painter, pins)
            self.marks.paint_pinned(painter, pins)
            if signs.wanted(self.zoom):
                self._paint_signs(painter)
            self.badges.paint_pinned(painter)
            self.sketch.paint(painter, pins, self.handles())

    def _headings(self) -> Iterator[tuple[Part, tuple[float, float]]]:
        """Yield the headings with how far each is moved while it floats.

        Those whose badge would lie over another heading, under which they are, are left out.
        """
        pins = self.pins()
        for part in self.layer.pinned_parts():
            moved = dx, dy = pins.offset(part)
            at = self.badges.centre(part, self.picture is not None and self.picture.rtl)
            if part.pin == "start" and pins.dy and at.y() + dy < pins.head.bottom:
                continue
            beside = pins.start.x < at.x() + dx < pins.start.right
            if part.pin == "top" and pins.dx and beside:
                continue
            yield part, moved

    def _paint_cut_stages(self, painter: QPainter, pins: Pins) -> None:
        detail = detail_at(self.zoom, self.devicePixelRatioF())
        parts, seen = self.layer.pinned_parts(), box_of(self.seen())
        self.cut_stages.paint(painter, self._measure, parts, pins, seen, detail)

    def _signed(self) -> frozenset[int]:
        """Return the identities of the headings for which a sign stands."""
        if not signs.wanted(self.zoom):
            return frozenset()
        port = QRectF(self.viewport().rect())
        parts = self.layer.pinned_parts()
        return frozenset(id(p) for p in parts if signs.covers(p, self.on_screen(p), port))

    def _paint_signs(self, painter: QPainter) -> None:
        assert self.picture is not None
        port = QRectF(self.viewport().rect())
        transform = painter.worldTransform()
        painter.resetTransform()
        signs.paint(
            painter,
            self.artist,
            self._measure,
            self.picture,
            self.layer.pinned_parts(),
            self.on_screen,
            port,
        )
        painter.setWorldTransform(transform)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Bring along what stands over the map."""
        super().scrollContentsBy(dx, dy)
        self.followed()


def _covered(pins: Pins, x: float, y: float) -> bool:
    beside = pins.dx and pins.start.x <= x < pins.start.right
    return bool((pins.dy and y < pins.head.bottom) or beside)
