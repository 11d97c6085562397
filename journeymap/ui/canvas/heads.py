"""Headings dragged to another place: stages along the journey, channels and lanes up and down.

Stages, channels and personas are reordered in the map, by one step. Which lane comes first is a
matter of the view, which is not part of the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPoint, Qt

from journeymap.model import edits
from journeymap.model.index import Key, label
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Lane
from journeymap.picture.picture import Part, Picture
from journeymap.ui.canvas import folding
from journeymap.ui.canvas.gestures import Gesture
from journeymap.ui.canvas.surface import Surface

KINDS = ("stage", "channel", "persona")


class Span(NamedTuple):
    """A heading's extent along the way it is dragged, in the scene."""

    key: str
    low: float
    high: float


class HeadDrag(Gesture):
    """A stage or the head of a lane on its way to another place."""

    scrolls = True
    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: Surface, at: QPoint, part: Part, spans: Sequence[Span]) -> None:
        super().__init__(view, at)
        self._part, self._spans = part, tuple(spans)
        self._across = part.kind == "stage"
        picture = view.picture
        assert picture is not None
        self._lane = folding.lane_of(picture, part)
        self._mine = key_in(picture, part)
        self._backwards = self._across and picture.rtl
        view.select((part.key,) if part.key in view.session.index.entries else ())
        self._before: str | None = None  # of which it would stand; None where it stands
        self.move(at)

    def move(self, at: QPoint) -> None:
        """Show between which headings it would stand."""
        view = self.view
        picture = view.picture
        if picture is None:
            return
        scene = view.mapToScene(at)
        here = scene.x() if self._across else scene.y()
        order = [span.key for span in self._spans]
        place = sum(self._is_past(span, here) for span in self._spans)
        mine = order.index(self._mine)
        self._before = None
        view.sketch.bar = None
        if place not in (mine, mine + 1):
            self._before = order[place] if place < len(order) else ""
            view.sketch.bar = self._bar(place)
        view.viewport().update()

    def release(self, at: QPoint) -> None:
        """Put it there."""
        self.move(at)
        before = self._before
        self.cancel()
        if before is None:
            return
        if self._across or self._part.key in self.view.session.index.entries:
            self._reorder(before)
        elif self._lane is not None:
            lanes = [lane for lane in self.view.session.view.lanes if lane != self._lane]
            at_lane = [each for each in lanes if each == before]
            lanes.insert(lanes.index(at_lane[0]) if at_lane else len(lanes), self._lane)
            self.view.session.set_view(lanes=tuple(lanes))

    def cancel(self) -> None:
        """Leave it where it was."""
        self.view.sketch.clear()
        self.view.viewport().update()

    def _is_past(self, span: Span, here: float) -> bool:
        middle = (span.low + span.high) / 2
        return here < middle if self._backwards else here > middle

    def _bar(self, place: int) -> QLineF:
        spans, seen = self._spans, self.view.seen()
        if place < len(spans):
            edge = spans[place].high if self._backwards else spans[place].low
        else:
            edge = spans[-1].low if self._backwards else spans[-1].high
        if self._across:
            return QLineF(edge, seen.top(), edge, seen.bottom())
        return QLineF(seen.left(), edge, seen.right(), edge)

    def _reorder(self, before: Key) -> None:
        session, key = self.view.session, self._part.key
        if before and before not in session.index.entries:
            return  # the map has changed meanwhile
        name = label(session.index.entries[key].record)
        text: Message = M("Move “{name}” to the end", name=name)
        if before:
            other = label(session.index.entries[before].record)
            text = M("Move “{name}” before “{other}”", name=name, other=other)
        session.commit(text, lambda m: edits.reorder(m, key, before), initiator=self.view)


def key_in(picture: Picture, part: Part) -> str:
    """Return what a heading is called among those it can change places with."""
    lane = folding.lane_of(picture, part)
    return part.key if part.kind == "stage" or lane == "channels" else str(lane or "")


def among(view: Surface, part: Part) -> list[Span]:
    """Return the headings that one can change places with, in their order; none where it cannot."""
    picture, session = view.picture, view.session
    if picture is None or part.kind not in ("stage", "lane"):
        return []
    entries = session.index.entries
    if part.kind == "stage":
        spans = _stages(picture)
        return spans if part.key in {span.key for span in spans} and len(spans) > 1 else []
    lane = folding.lane_of(picture, part)
    if lane == "channels":
        # owners and those without a channel come by themselves
        bands = [band for band in picture.lanes if band.kind == "channels" and band.key in entries]
        spans = [Span(band.key, band.y, band.y + band.h) for band in bands]
        movable = part.key in entries and entries[part.key].kind in KINDS
        return spans if movable and len(spans) > 1 else []
    return _lanes(picture, session.view.lanes) if lane is not None else []


def _stages(picture: Picture) -> list[Span]:
    found: dict[Key, Span] = {}
    for part in picture.parts:
        if part.kind == "stage" and part.key:
            found[part.key] = Span(part.key, part.box.x, part.box.right)
    return sorted(found.values(), key=lambda span: -span.low if picture.rtl else span.low)


def _lanes(picture: Picture, lanes: Sequence[Lane]) -> list[Span]:
    found: list[Span] = []
    for lane in lanes:
        bands = [band for band in picture.lanes if band.kind == lane]
        if bands:
            low, high = min(b.y for b in bands), max(b.y + b.h for b in bands)
            found.append(Span(lane, low, high))
    return sorted(found, key=lambda span: span.low) if len(found) > 1 else []
