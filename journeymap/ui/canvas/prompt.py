"""Shows an edit of a large map in the next frame, and has the map laid out right after it.

Between the two the Picture is that of before, and what is painted is that with the edit in it, as
`ahead.py` foresees it. Whoever asks for the Picture meanwhile has the map laid out at once, so
nobody ever finds a place that is not so any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from journeymap.model.index import Key
from journeymap.model.journey import Touchpoint
from journeymap.picture.cards import face_like
from journeymap.picture.face import CardFace, Ink
from journeymap.picture.picture import Box, Face, Part, Picture
from journeymap.ui.canvas.ahead import Ahead, Edited, ahead_of
from journeymap.ui.canvas.camera import box_of, rect_of
from journeymap.ui.canvas.changed import changed_places
from journeymap.ui.canvas.levels import detail_at
from journeymap.ui.canvas.reach import grown
from journeymap.ui.canvas.scenery import Scenery
from journeymap.ui.session import Session

LATEST = 40  # milliseconds after which an edit is laid out although no frame was painted
FEW = 8  # parts whose outlines are painted anew one by one
OVER = 16.0  # pixels of the screen by which handles may stand over headings


class Waiting(NamedTuple):
    """An edit that waits to be laid out: how it is shown meanwhile, and what lays it out."""

    ahead: Ahead
    lay: Callable[[Ahead], None]


class Prompt(Scenery):
    """A scenery that shows an edit before it is laid out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._waiting: Waiting | None = None  # an edit that is shown and not laid out
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.laid_now)

    # ------------------------------------------------------------ the Picture, and what is shown

    @property
    def ahead(self) -> Ahead | None:
        """How an edit is shown that the Picture does not know of, None where it knows all."""
        return self._waiting.ahead if self._waiting is not None else None

    @property
    def picture(self) -> Picture | None:
        """The Picture of the map as it is: what waits to be laid out is laid out for who asks."""
        self.laid_now()
        return self.shown

    def within(self, box: Box) -> list[Part]:
        """Return the parts that may be seen in a region of the scene, in painting order."""
        self.laid_now()
        return super().within(box)

    def part_shown(self, key: Key) -> Part | None:
        """Return the part that stands for a record on the screen, which may be only foreseen."""
        picture, ahead = self.shown, self.ahead
        if ahead is None or picture is None:
            return self.part_of(key)
        return ahead.part(picture, key) if key else None

    def part_painted(self, at: QPoint) -> Part | None:
        """Return what the screen shows at a point of the viewport, which may be only foreseen."""
        return super().part_at(at)

    def part_at(self, at: QPoint | QPointF) -> Part | None:
        """Return what lies under a point of the viewport: headings, then cards, then flows."""
        self.laid_now()
        return super().part_at(at)

    def cards_of(self, key: Key) -> tuple[Part, ...]:
        """Return the parts that stand for a record: for a collapsed stage its one card as well."""
        found = (self.part_shown(key), self.summaries.get(key))
        return tuple(part for part in found if part is not None)

    # ------------------------------------------------------------ laying out

    @property
    def waits(self) -> bool:
        """Whether an edit that is shown waits to be laid out."""
        return self._waiting is not None

    def laid_now(self) -> None:
        """Have laid out what waits for it."""
        waiting = self._waiting
        if waiting is not None:
            self.forget_waiting()
            waiting.lay(waiting.ahead)

    def forget_waiting(self) -> None:
        """Show and lay out nothing any more of what waits."""
        self._wait(None)
        self._due.stop()

    def _wait(self, waiting: Waiting | None) -> None:
        self._waiting = waiting
        self.layer.where.ahead = self.ahead

    def foresee(self, edit: Edited, lay: Callable[[Ahead], None]) -> bool:
        """Show an edit in the next frame and lay it out after that; return whether it can be."""
        picture = self.shown
        near = detail_at(self.zoom, self.devicePixelRatioF()) == "full"
        if picture is None or not near or self.fitted or self.in_the_air or not self.isVisible():
            return False
        if not edit.is_foreseen():
            return False
        seen = box_of(self.seen())
        parts = self.layer.where.within(seen)
        ahead = ahead_of(edit, picture, parts, self._face_of)
        if ahead is None:
            return False
        self.settle()
        before = self.with_handles()
        self._wait(Waiting(ahead, lay))
        self._due.start(LATEST)
        self.paint_places(parts, ahead.shown(parts, seen))
        self.show_selection()
        self._show_found()
        self.paint_handled(before)
        return True

    def settle(self) -> None:
        """Put everything that glides at its place at once."""

    def _face_of(self, touchpoint: Touchpoint, card: Part, same: bool) -> Face:
        assert isinstance(card.face, CardFace)
        picture = self.shown
        assert picture is not None
        ink = Ink(self.measure, picture.language, picture.rtl, {})
        return face_like(touchpoint, card.face, ink, self.session.view.persona, same)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a frame; what it shows ahead of the layout is laid out next."""
        super().paintEvent(event)
        if self.waits:
            self._due.start(0)

    def paint_places(self, before: Iterable[Part], now: Iterable[Part], over: float = 0.0) -> None:
        """Have painted anew where these parts in view differ; all where that is most of it.

        Not where headings are, except what is `over` their edges: pixels of the screen.
        """
        seen, places = box_of(self.seen()), None
        near = detail_at(self.zoom, self.devicePixelRatioF()) == "full"
        free = grown(self.pins().beside(seen), over / self.zoom)
        if near and self.isVisible():
            places = changed_places(list(before), list(now), seen, free)
        if places is None:
            self.viewport().update()
            return
        to_port = self.viewportTransform().mapRect
        room = to_port(rect_of(free)).toAlignedRect()
        for place in places:
            around = to_port(rect_of(place)).toAlignedRect().adjusted(-2, -2, 2, 2)
            self.viewport().update(around.intersected(room))

    def paint_marks(self, before: tuple[Part, ...]) -> None:
        """Have painted anew what was outlined before, and what is now."""
        marked = self.marks.selected
        if len(before) + len(marked) > FEW or any(part.pin for part in (*before, *marked)):
            self.viewport().update()
        else:
            # each of them: what is selected alone has handles, which it loses beside another
            self.paint_places((*before, *marked), (), OVER)

    def with_handles(self) -> list[Part]:
        """Return the parts that may have handles: what is selected alone, or pointed at."""
        marks = self.marks
        found = [*marks.selected] if len(marks.selected) == 1 else []
        return found if marks.hovered is None else [*found, marks.hovered]

    def paint_handled(self, before: Sequence[Part]) -> None:
        """Have painted anew what has handles and had none `before`, and what had some.

        They may stand over the edges of headings.
        """
        self.paint_places(before, self.with_handles(), OVER)
