"""Flows drawn by hand: pulled from a card's edge to another card, or by an end to another one.

Where a flow may lead is asked of the rules while the line is pulled; the reason of a refusal stands
beside the pointer. Letting go is one step.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt

from journeymap.model import edits
from journeymap.model.index import Key, label
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.model.lines import branched
from journeymap.model.rules import can_connect
from journeymap.model.text import M, Message
from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas.camera import box_of
from journeymap.ui.canvas.drop import Target, cell_box
from journeymap.ui.canvas.gestures import Gesture
from journeymap.ui.canvas.sketch import Handle, Line
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.joining import join
from journeymap.ui.session import Session

MOST_LIT = 120  # cards in sight that are outlined one by one as targets
NOWHERE = M("let go on a card to connect it, or in a cell to make a new one there")
HERE = M("a new touchpoint here")


class Pull(Gesture):
    """A line that is pulled out of a card, or by one end of a flow."""

    scrolls = True
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: Surface, at: QPoint, handle: Handle) -> None:
        super().__init__(view, at)
        index = view.session.index
        self._handle = handle
        self._flow = handle.key if handle.what in ("start", "end") else ""
        entry = index.get(self._flow) if self._flow else None
        flow = entry.record if entry is not None else None
        self._backwards = handle.what == "start"
        self._fixed, self._was = handle.key, ""
        if isinstance(flow, Flow):
            self._fixed = flow.target if self._backwards else flow.source
            self._was = flow.source if self._backwards else flow.target
        self._anchor = self._end_of_fixed(handle)
        self._goal: Key = ""
        self._cell: tuple[Key, Key] | None = None
        self._refusal: Message | None = None
        self._lit_at: Box | None = None
        self.not_allowed = refused_ends(view.session, self._fixed, self._backwards) - {self._was}
        view.layer.dimmed = frozenset(self.not_allowed - {self._fixed})
        self.move(at)

    def move(self, at: QPoint) -> None:
        """Lead the line to the pointer, or to the card that it may end at."""
        view = self.view
        self._light_choices()
        part = view.part_at(at) if view.viewport().rect().contains(at) else None
        part = part if part is not None and part.kind in ("card", "summary") else None
        self._goal, self._cell, self._refusal = "", None, None
        if part is not None:
            self._refusal = self._why_not(part.key)
            self._goal = part.key if self._refusal is None else ""
        elif not self._flow:
            self._cell = self._cell_at(at)
        box = None
        if self._cell is not None and view.picture is not None:
            box = cell_box(view.picture, *self._cell)
        view.preview.target = (
            Target(*self._cell, "", box, None, None) if self._cell and box else None
        )
        good = self._refusal is None
        view.sketch.lit = part if part is not None and good else None
        view.sketch.refused = part if part is not None and not good else None
        view.sketch.line = self._line(at, part if good else None, good)
        word = self._refusal or (HERE if self._cell is not None else None)
        view.say_beside(at, word, warns=self._refusal is not None)
        view.viewport().update()

    def release(self, at: QPoint) -> None:
        """Draw the flow, lead it elsewhere, or make a card in the cell: one step each."""
        self.move(at)
        view, session = self.view, self.view.session
        goal, cell, refusal = self._goal, self._cell, self._refusal
        self.cancel()
        if refusal is not None:
            session.refused.emit(refusal)
        elif goal and self._flow:
            self._lead_elsewhere(goal)
        elif goal:
            join(session, (self._fixed, goal), view)
        elif cell is not None:
            make_linked(view, self._fixed, *cell)
        elif not self._flow:
            session.refused.emit(NOWHERE)

    def cancel(self) -> None:
        """Take the line away."""
        view = self.view
        view.layer.dimmed = frozenset()
        view.preview.target = None
        view.sketch.clear()
        view.say_beside(QPoint(), None)
        view.viewport().update()

    def _why_not(self, key: Key) -> Message | None:
        if key == self._was:
            return None
        ends = (key, self._fixed) if self._backwards else (self._fixed, key)
        refusal = can_connect(self.view.session.index, *ends)
        return refusal.reason if refusal is not None else None

    def _cell_at(self, at: QPoint) -> tuple[Key, Key] | None:
        view = self.view
        if view.picture is None or not view.viewport().rect().contains(at) or view.covered(at):
            return None
        scene = view.mapToScene(at)
        return view.picture.cell(scene.x(), scene.y())

    def _end_of_fixed(self, handle: Handle) -> QPointF:
        part = self.view.part_of(self._fixed)
        if not self._flow or part is None:
            return handle.at
        return side(part, self._rtl == self._backwards)

    @property
    def _rtl(self) -> bool:
        return self.view.picture is not None and self.view.picture.rtl

    def _line(self, at: QPoint, goal: Part | None, good: bool) -> Line:
        rtl = self._rtl
        loose = QPointF(self.view.mapToScene(at))
        if goal is not None:
            loose = side(goal, rtl != self._backwards)
        if self._backwards:
            return Line(loose, self._anchor, good, rtl)
        return Line(self._anchor, loose, good, rtl)

    def _light_choices(self) -> None:
        """Outline what the line may lead to, again only when the view has scrolled."""
        view = self.view
        seen = box_of(view.seen())
        if seen == self._lit_at:
            return
        self._lit_at = seen
        cards = [part for part in view.within(seen) if part.kind == "card"]
        allowed = [part for part in cards if part.key not in self.not_allowed]
        view.sketch.allow(allowed if len(allowed) <= MOST_LIT else ())

    def _lead_elsewhere(self, goal: Key) -> None:
        if goal == self._was:
            return
        session, flow = self.view.session, self._flow
        index = session.index
        if not all(key in index.entries for key in (flow, self._fixed, goal)):
            return  # the map has changed meanwhile
        name = label(index.entries[goal].record)
        other = label(index.entries[self._fixed].record)
        text = M("Lead the flow from “{start}” to “{end}”", start=other, end=name)
        if self._backwards:
            text = M("Lead the flow from “{start}” to “{end}”", start=name, end=other)
        place = index.entries[flow].position
        field = "source" if self._backwards else "target"
        if session.commit(
            text, lambda m: edits.change(m, flow, **{field: goal}), initiator=self.view
        ):
            self.view.select((session.index.flow_key(session.map.flows[place]),))


def side(part: Part, right: bool) -> QPointF:
    """Return the middle of the left or right edge of a part."""
    box = part.box
    return QPointF(box.right if right else box.x, box.y + box.h / 2)


def refused_ends(session: Session, key: Key, backwards: bool = False) -> set[Key]:
    """Return the touchpoints that no flow from this one may lead to (or come from): a few."""
    flows = session.map.flows
    if backwards:
        return {key, *(flow.source for flow in flows if flow.target == key)}
    return {key, *(flow.target for flow in flows if flow.source == key)}


def make_linked(view: Surface, source: Key, stage: Key, row: Key) -> None:
    """Make a touchpoint in a cell, led to from `source` and ready to be named, as one step."""
    from journeymap.ui.capture import in_row
    from journeymap.ui.making import make

    session = view.session
    before = session.index.touchpoint(source)
    place = in_row(session, row, before.channel if before is not None else None)

    def add(m: JourneyMap, key: Key, name: str) -> JourneyMap:
        made = edits.with_values(Touchpoint(id=key, name=name, stage=stage), **place)
        return branched(m, source, made)

    make(session, view, "touchpoint", add, goes_on=True)
