"""Small counts on cards, notes, arrows and headings: findings, and conversations still open.

A layer of its own over the map, so that what the checks find lays nothing out anew. A badge knows
its place, is pressed by the pointer, and leads to the panel that tells more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from journeymap.model.index import Key
from journeymap.model.text import say_number
from journeymap.picture.picture import Box, Face, Part, Picture
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.guard import guarded
from journeymap.ui.canvas.items import Overlay
from journeymap.ui.canvas.whereabouts import Within

SIZE = 17.0  # pixels of the map
APART = 3.0  # between two badges
BESIDE = 12.0  # from the end of an arrow's words to the middle of its badge
REACH = 48.0  # pixels by which badges may stand out of a card or of words, with room for a hand
SEEN_FROM = 0.3  # zoom
COUNTED_FROM = 0.5  # zoom from which the numbers can be read
MOST = 99
BADGED = frozenset(("card", "note", "step", "flow"))
HEADINGS = frozenset(("stage", "lane"))
INSET = {"stage": 26.0, "lane": 12.0}  # of a badge from the end of a heading

Panel: TypeAlias = Literal["findings", "comments"]
# The headings, each with how far it is moved while it floats.
Pinned: TypeAlias = Callable[[], Iterable[tuple[Part, tuple[float, float]]]]


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

    def __init__(self, artist: Artist, z: float, within: Within, pinned: Pinned) -> None:
        super().__init__(artist, z)
        self._pinned = pinned
        self.badges: Mapping[Key, Badge] = {}
        self.comments: Mapping[Key, int] = {}
        self.picture: Picture | None = None
        self.within = within
        self.offsets: Mapping[Key, tuple[float, float]] = {}
        self.hidden: frozenset[Key] = frozenset()  # what is being dragged
        self.faded: frozenset[Key] = frozenset()  # what the filter does not want
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    # ------------------------------------------------------------ places

    def spots(self, part: Part, moved: tuple[float, float] | None = None) -> Iterator[Spot]:
        """Yield the badges of a part from its end side on; `moved` is how far it is shown off."""
        key = part.key
        if part.kind not in BADGED and part.kind not in HEADINGS:
            return
        if key in self.hidden or key in self.faded:
            return
        badge, comments = self.badges.get(key), self.comments.get(key, 0)
        if badge is None and not comments:
            return
        rtl = self.picture is not None and self.picture.rtl
        centre = self.centre(part, rtl) + QPointF(*(moved or self.offsets.get(key, (0.0, 0.0))))
        if badge is not None:
            yield Spot("findings", badge.findings, centre)
            inward = 1 if rtl else -1
            on = -inward if part.kind == "flow" else inward  # away from the words of an arrow
            centre = centre + QPointF((SIZE + APART) * on, 0)
        if comments:
            yield Spot("comments", comments, centre)

    def centre(self, part: Part, rtl: bool) -> QPointF:
        """Return the middle of a part's first badge: its lower corner at the end side.

        The upper one has the star and the count of what hurts. An arrow has its badge at the end
        of its words, else on its longest piece.
        """
        box = part.box
        if part.kind == "flow":
            x, y = _on_line(part.face, rtl)
            return QPointF(box.x + x, box.y + y)
        inset = INSET.get(part.kind, 4.0)
        down = 8.0 if part.kind in HEADINGS else 2.0
        return QPointF(box.x + inset if rtl else box.right - inset, box.bottom - down)

    def at(self, point: QPointF, zoom: float, over: bool = False) -> tuple[Part, Spot] | None:
        """Return the badge at a point of the scene and the part that it stands on.

        With `over`, headings float over what else is there.
        """
        if zoom < SEEN_FROM or not (self.badges or self.comments):
            return None
        reach = SIZE / 2 + 1 / zoom
        around = Box(point.x() - REACH, point.y() - REACH, 2 * REACH, 2 * REACH)
        found = [(part, spot) for part, moved in self._pinned() for spot in self.spots(part, moved)]
        if not over:
            found += [
                (part, spot)
                for part in self.within(around)
                if not part.pin
                for spot in self.spots(part)
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
        if not (self.badges or self.comments) or self.picture is None:
            return
        zoom = painter.worldTransform().m11()
        if zoom < SEEN_FROM:
            return
        rect = option.exposedRect.adjusted(-REACH, -REACH, REACH, REACH)
        seen = Box(rect.x(), rect.y(), rect.width(), rect.height())
        for part in self.within(seen):
            if (part.key in self.badges or part.key in self.comments) and not part.pin:
                for spot in self.spots(part):
                    self._paint(painter, part.key, spot, zoom > COUNTED_FROM)

    def paint_pinned(self, painter: QPainter) -> None:
        """Paint the badges of the headings, where they stand now."""
        zoom = painter.worldTransform().m11()
        if zoom < SEEN_FROM or not (self.badges or self.comments):
            return
        for part, moved in self._pinned():
            for spot in self.spots(part, moved):
                self._paint(painter, part.key, spot, zoom > COUNTED_FROM)

    def _paint(self, painter: QPainter, key: Key, spot: Spot, counted: bool) -> None:
        token = self.badges[key].level if spot.panel == "findings" else "accent"
        radius = SIZE / 2 if counted else SIZE / 3
        painter.setPen(QPen(self.artist.color("card"), 1.5))
        painter.setBrush(self.artist.color(token))
        if spot.panel == "comments":
            painter.translate(spot.centre)
            painter.drawPath(_bubble(radius))
            painter.translate(-spot.centre)
        else:
            painter.drawEllipse(spot.centre, radius, radius)
        if counted:
            painter.setPen(self.artist.color(f"on:{token}"))
            number = say_number(min(spot.number, MOST), self.artist.language)
            self.artist.paint_number(painter, number, spot.centre)


@lru_cache(maxsize=4)
def _bubble(radius: float) -> QPainterPath:
    """Return a speech bubble around the origin: its tail tells it from a finding without colour."""
    body = QPainterPath()
    box = QRectF(-radius, -radius, 2 * radius, 2 * radius - 1)
    body.addRoundedRect(box, radius * 0.45, radius * 0.45)
    tail = QPainterPath(QPointF(-radius * 0.5, box.bottom() - 1))
    tail.lineTo(-radius * 0.5, box.bottom() + radius * 0.45)
    tail.lineTo(radius * 0.2, box.bottom() - 1)
    tail.closeSubpath()
    return body.united(tail)


def _on_line(face: Face, rtl: bool) -> tuple[float, float]:
    """Return where on an arrow its badge stands, in the arrow's own coordinates."""
    label = getattr(face, "label", None)
    if label is not None:
        x, y = getattr(face, "label_at", (0.0, 0.0))
        half = label.width / 2 + BESIDE
        return (x - half if rtl else x + half), y
    points = getattr(face, "points", ())
    pieces = list(pairwise(points))
    if not pieces:
        return 0.0, 0.0
    (x1, y1), (x2, y2) = max(
        pieces, key=lambda piece: abs(piece[1][0] - piece[0][0]) + abs(piece[1][1] - piece[0][1])
    )
    return (x1 + x2) / 2, (y1 + y2) / 2


def badges_of(findings: Iterable[object]) -> dict[Key, Badge]:
    """Return the badge of each record that findings are about; silent ones do not count."""
    worst = {"error": 3, "warning": 2, "info": 1}
    found: dict[Key, Badge] = {}
    for finding in findings:
        level, at = str(getattr(finding, "level", "info")), str(getattr(finding, "at", ""))
        if level not in worst or not at:
            continue
        was = found.get(at)
        if was is None:
            found[at] = Badge(1, level)
        else:
            most = level if worst[level] > worst[was.level] else was.level
            found[at] = Badge(was.findings + 1, most)
    return found
