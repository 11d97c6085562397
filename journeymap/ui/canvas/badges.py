"""Small counts on cards, notes, arrows and headings: findings, and conversations still open.

A layer of its own over the map, so that what the checks find lays nothing out anew. A badge knows
its place, is pressed by the pointer, and leads to the panel that tells more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from journeymap.model.index import Key
from journeymap.model.text import say_number
from journeymap.picture.picture import Box, Part, Picture
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.badge_places import Point, words_of
from journeymap.ui.canvas.badge_shapes import number_at, outline
from journeymap.ui.canvas.items import Overlay
from journeymap.ui.canvas.line_places import LinePlaces
from journeymap.ui.canvas.reach import grown
from journeymap.ui.canvas.whereabouts import Within
from journeymap.ui.findings.spoken import WORST
from journeymap.ui.guard import guarded
from journeymap.ui.slices import Work

SIZE = 17.0  # pixels of the map
APART = 3.0  # between two badges
REACH = 64.0  # pixels by which badges may stand out of a card or of words, with room for a hand
SEEN_FROM = 0.3  # zoom
COUNTED_FROM = 0.5  # zoom from which there is room for numbers
LEGIBLE = 14.0  # pixels of the screen that a badge with a number has at least
TOLD_APART = 9.0  # and one without, so that its shape can be seen
MOST = 99
BADGED = frozenset(("card", "note", "step", "flow"))
HEADINGS = frozenset(("stage", "lane"))
INSET = {"stage": 26.0, "lane": 12.0}  # of a badge from the end of a heading
ABOVE = {"stage": 5.0, "lane": 8.0}  # of its middle over the lower edge: a stage is full of words

_NOWHERE = (0.0, 0.0)

Panel: TypeAlias = Literal["findings", "comments"]
# The headings, each with how far it is moved while it floats.
Pinned: TypeAlias = Callable[[], Iterable[tuple[Part, tuple[float, float]]]]
Later: TypeAlias = Callable[[Work], None]  # what does a work in slices, after the frame


class Badge(NamedTuple):
    """How many findings a record has and the worst level of them."""

    findings: int
    level: str


class Spot(NamedTuple):
    """One badge: what it counts, how many, and its middle in the scene."""

    panel: Panel
    number: int
    centre: QPointF


class Badges(Overlay):
    """The counts on the cards that have something to tell."""

    def __init__(
        self, artist: Artist, z: float, within: Within, pinned: Pinned, later: Later
    ) -> None:
        super().__init__(artist, z)
        self._pinned = pinned
        self._later = later
        self.badges: Mapping[Key, Badge] = {}
        self.said: Mapping[Key, tuple[Any, ...]] = {}  # the findings themselves
        self.comments: Mapping[Key, int] = {}
        self.picture: Picture | None = None
        self.within = within
        self._lines = LinePlaces(within)
        self.offsets: Mapping[Key, tuple[float, float]] = {}
        self.hidden: frozenset[Key] = frozenset()  # what is being dragged
        self.faded: frozenset[Key] = frozenset()  # what the filter does not want
        self.exposed: Sequence[Box] = ()  # what of a frame is painted, empty where all of it is
        self.veiled = False  # something lies over the map, and only headings keep theirs
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    # ------------------------------------------------------------ places

    def put(self, said: Mapping[Key, tuple[Any, ...]]) -> None:
        """Show these findings."""
        self.said = said
        self.badges = {key: badge_of(found) for key, found in said.items()}

    def show_picture(self, picture: Picture) -> None:
        """Show them on another Picture from now on."""
        self.picture = picture
        self._lines.show(picture.rtl)

    def has(self, key: Key) -> bool:
        """Return whether a record has something to tell."""
        return key in self.badges or key in self.comments

    def spots(
        self,
        part: Part,
        moved: tuple[float, float] | None = None,
        zoom: float = 1.0,
        soon: bool = False,
    ) -> Iterator[Spot]:
        """Yield the badges of a part from its end side on; `moved` is how far it is shown off.

        With `soon` arrows have none until room for them was looked for.
        """
        key = part.key
        if part.kind not in BADGED and part.kind not in HEADINGS:
            return
        if key in self.hidden or key in self.faded:
            return
        badge, comments = self.badges.get(key), self.comments.get(key, 0)
        if badge is None and not comments:
            return
        rtl = self.picture is not None and self.picture.rtl
        at = self._lines.soon(part) if soon and part.kind == "flow" else self.centre(part, rtl)
        if at is None:
            return
        dx, dy = moved or self.offsets.get(key, _NOWHERE)
        centre = QPointF(at[0] + dx, at[1] + dy)
        if badge is not None:
            yield Spot("findings", badge.findings, centre)
            inward = 1 if rtl else -1
            words = words_of(part) if part.kind == "flow" else None
            on = inward
            if words is not None:  # away from them
                on = -1 if centre.x() < words.x + words.w / 2 else 1
            centre = centre + QPointF((2 * radius_at(zoom) + APART) * on, 0)
        if comments:
            yield Spot("comments", comments, centre)

    def centre(self, part: Part, rtl: bool) -> Point:
        """Return the middle of a part's first badge: its lower corner at the end side.

        The upper one has the star and the count of what hurts. An arrow has its badge on its line,
        where it covers no words, as near to its own as there is room.
        """
        if part.kind == "flow":
            return self._lines.at(part)
        x, _, w, _ = box = part.box
        inset = INSET.get(part.kind, 4.0)
        return (x + inset if rtl else x + w - inset), box.bottom - ABOVE.get(part.kind, 2.0)

    def at(self, point: QPointF, zoom: float, over: bool = False) -> tuple[Part, Spot] | None:
        """Return the badge at a point of the scene and the part that it stands on.

        With `over`, headings float over what else is there.
        """
        if zoom < SEEN_FROM or not self.isVisible() or not (self.badges or self.comments):
            return None
        reach = radius_at(zoom) + 1 / zoom
        around = Box(point.x() - REACH, point.y() - REACH, 2 * REACH, 2 * REACH)
        found = [
            (part, spot) for part, moved in self._pinned() for spot in self.spots(part, moved, zoom)
        ]
        if not over and not self.veiled:
            found += [
                (part, spot)
                for part in self.within(around)
                if not part.pin
                for spot in self.spots(part, zoom=zoom)
            ]
        for part, spot in found:
            away = spot.centre - point
            if abs(away.x()) <= reach and abs(away.y()) <= reach:
                return part, spot
        return None

    # ------------------------------------------------------------ painting

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the badges in view; zoomed out, dots without numbers."""
        if not (self.badges or self.comments) or self.picture is None or self.veiled:
            return
        zoom = painter.worldTransform().m11()
        if zoom < SEEN_FROM:
            return
        rect = option.exposedRect.adjusted(-REACH, -REACH, REACH, REACH)
        seen = Box(rect.x(), rect.y(), rect.width(), rect.height())
        near = [grown(each, 2 * radius_at(zoom)) for each in self.exposed or (seen,)]
        for part in self.within(seen):
            if self.has(part.key) and not part.pin:
                for spot in self.spots(part, zoom=zoom, soon=True):
                    if _among(near, spot.centre):
                        self._paint(painter, part.key, spot, zoom)
        if self._lines.unsure:
            self._later(self._placed)

    def _placed(self) -> Iterator[None]:
        """Look for places on arrows, one at each step, and show what stands there in the end."""
        yield from self._lines.settling()
        if self._lines.take_elsewhere():
            self.update()

    def paint_pinned(self, painter: QPainter, exposed: Iterable[Box]) -> None:
        """Paint the badges of the headings in some regions, where they stand now."""
        zoom = painter.worldTransform().m11()
        if zoom < SEEN_FROM or not self.isVisible() or not (self.badges or self.comments):
            return
        near = [grown(each, 2 * radius_at(zoom)) for each in exposed]  # with a bubble's tail
        for part, moved in self._pinned():
            for spot in self.spots(part, moved, zoom):
                if _among(near, spot.centre):
                    self._paint(painter, part.key, spot, zoom)

    def _paint(self, painter: QPainter, key: Key, spot: Spot, zoom: float) -> None:
        level = self.badges[key].level if spot.panel == "findings" else "comment"
        token = "accent" if level == "comment" else level
        number = min(spot.number, MOST)
        counted, grown = zoom > COUNTED_FROM, radius_at(zoom) / (SIZE / 2)
        painter.translate(spot.centre)
        painter.scale(grown, grown)
        painter.setPen(QPen(self.artist.color("card"), 1.5))
        painter.setBrush(self.artist.color(token))
        painter.drawPath(outline(level, SIZE / 2, 2 if counted and number > 9 else 1))
        if counted:
            painter.setPen(self.artist.color(f"on:{token}"))
            words = say_number(number, self.artist.language)
            self.artist.paint_number(painter, words, number_at(level, SIZE / 2))
        painter.scale(1 / grown, 1 / grown)
        painter.translate(-spot.centre)


def _among(places: Iterable[Box], at: QPointF) -> bool:
    return any(each.contains(at.x(), at.y()) for each in places)


def radius_at(zoom: float) -> float:
    """Return half the size of a badge in pixels of the map: on the screen it stays legible."""
    least = LEGIBLE if zoom > COUNTED_FROM else TOLD_APART
    usual = SIZE if zoom > COUNTED_FROM else SIZE * 2 / 3
    return max(usual, least / zoom) / 2


def badge_of(findings: Iterable[Any]) -> Badge:
    """Return how many findings there are, and the worst level of them."""
    levels = [str(finding.level) for finding in findings]
    return Badge(len(levels), max(levels, key=WORST.__getitem__))
