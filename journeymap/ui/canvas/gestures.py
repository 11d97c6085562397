"""What the mouse does while a button is down: drag cards, draw a rubber band, pan.

A gesture shows a preview in the view and reads no more of the model than whether a drop is allowed.
Only releasing it changes anything, by one commit; cancelling it puts everything back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from journeymap.model import edits
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap
from journeymap.model.lines import put_between
from journeymap.model.text import M, Message
from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas import rewiring
from journeymap.ui.canvas.drop import Target, others_in, target_at
from journeymap.ui.canvas.landing import landing
from journeymap.ui.canvas.navigation import WALKED
from journeymap.ui.canvas.surface import Surface

EDGE = 32  # pixels from the edge of the window within which a drag scrolls
FASTEST = 24  # pixels a tick
STACKED = 9.0  # pixels of the scene between cards that hang in a stack
MOST_STACKED = 4  # after which they hang over each other
UNDER = 14  # pixels by which words are nearer to a card in the air than to the pointer
NO_CELL = M("drop it in a cell, where a stage and a row meet")


class Gesture:
    """Something begun with a mouse button; the base does nothing."""

    scrolls = False  # whether the view scrolls when the pointer comes near its edge
    cursor: Qt.CursorShape | None = None

    modifiers = Qt.KeyboardModifier.NoModifier  # held now; set before each step

    def __init__(self, view: Surface, at: QPoint) -> None:
        self.view = view
        self.begun_at = at

    def move(self, at: QPoint) -> None:
        """Follow the pointer; `at` is in the viewport."""

    def release(self, at: QPoint) -> None:
        """Do it."""

    def cancel(self) -> None:
        """Put everything back."""


class Pan(Gesture):
    """The map follows the hand."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: Surface, at: QPoint) -> None:
        super().__init__(view, at)
        self._last = at

    def move(self, at: QPoint) -> None:
        """Scroll by as much as the pointer went."""
        self.view.scroll_by(self._last.x() - at.x(), self._last.y() - at.y())
        self._last = at


class Rubber(Gesture):
    """A rectangle that selects the cards it touches, besides those selected before if `adding`."""

    scrolls = True

    def __init__(self, view: Surface, at: QPoint, adding: bool) -> None:
        super().__init__(view, at)
        self._start = view.mapToScene(at)
        self._before: tuple[Key, ...] = view.session.selection if adding else ()
        self._restored = view.session.selection

    def move(self, at: QPoint) -> None:
        """Stretch the rectangle and select what it touches."""
        rect = QRectF(self._start, self.view.mapToScene(at)).normalized()
        self.view.preview.rubber = rect
        self.view.viewport().update()
        picture = self.view.picture
        if picture is not None:
            area = Box(rect.x(), rect.y(), max(rect.width(), 0.1), max(rect.height(), 0.1))
            touched = [part.key for part in self.view.within(area) if part.kind in WALKED]
            self.view.select((*self._before, *touched))

    def release(self, at: QPoint) -> None:
        """Keep the selection."""
        self._clear()

    def cancel(self) -> None:
        """Select what was selected before."""
        self._clear()
        self.view.select(self._restored)

    def _clear(self) -> None:
        self.view.preview.rubber = None
        self.view.viewport().update()


class Drag(Gesture):
    """Cards on their way to another cell."""

    scrolls = True
    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: Surface, at: QPoint, parts: Sequence[Part]) -> None:
        super().__init__(view, at)
        self._parts = tuple(parts)
        self._keys = tuple(part.key for part in parts)
        self._start = view.mapToScene(at)
        self._target: Target | None = None
        self._refusal: Message | None = None
        self._known: tuple[Target | None, Target | None] = (None, None)  # a place, and the true one
        self._taken = self._nearest()
        self._apart = len({self._cell_of(part) for part in self._parts}) > 1
        view.in_the_air = True
        view.layer.dimmed = frozenset(self._keys)
        view.badges.hidden = frozenset(self._keys)
        view.show_selection()

    def _nearest(self) -> Part:
        """Return the card that was taken hold of."""
        x, y = self._start.x(), self._start.y()
        under = (part for part in self._parts if part.box.contains(x, y))
        return next(under, self._parts[0])

    def _cell_of(self, part: Part) -> tuple[str, str] | None:
        picture = self.view.picture
        box = part.box
        return picture.cell(box.x + min(box.w, 40) / 2, box.y + box.h / 2) if picture else None

    @property
    def keys(self) -> tuple[Key, ...]:
        """What is being dragged."""
        return self._keys

    def move(self, at: QPoint) -> None:
        """Show where the cards would land, and why not where they may not."""
        view = self.view
        scene = view.mapToScene(at)
        moved = scene - self._start
        view.preview.ghosts = tuple(self._ghosts(moved))
        picture = view.picture
        assert picture is not None
        session = view.session
        self._target = None
        view.sketch.flow = None
        refusal = self._no_place(at)
        if refusal is None:
            self._target = target_at(
                picture, view.within, session.index, session.view.rows, self._keys,
                scene.x(), scene.y(),
            )  # fmt: skip
            refusal = self._target.refusal if self._target else NO_CELL
            self._target = self._into_flow(self._target, scene)
        self._refusal = refusal
        view.preview.target = self._target
        view.make_way()
        word = refusal or (self._target.word if self._target else None)
        if word is None and self._target is not None and len(self._keys) > 1:
            word = self._name(self._target.stage)
        view.say_beside(self._under(at), word, warns=refusal is not None)
        view.viewport().setCursor(
            Qt.CursorShape.ForbiddenCursor if refusal else Qt.CursorShape.ClosedHandCursor
        )
        view.viewport().update()

    def release(self, at: QPoint) -> None:
        """Move the cards by one commit; a refused place says why and changes nothing."""
        self.move(at)
        view, target = self.view, self._target
        into = view.sketch.flow.key if view.sketch.flow is not None else ""
        ghosts = {part.key: QPointF(x, y) for part, x, y in view.preview.ghosts}
        self._clear()
        if self._refusal is not None:
            view.session.refused.emit(self._refusal)
        if target is None or self._refusal is not None:
            view.glide_back(ghosts)
            return
        view.dropped_from = ghosts
        rows = view.session.view.rows
        channel = (target.row or None) if rows == "channel" else edits.KEEP
        keys, stage, before = self._keys, target.stage, target.before

        def edit(m: JourneyMap) -> JourneyMap:
            m = edits.move(m, keys, stage, channel, before)
            return put_between(m, keys[0], into) if into else m

        view.session.commit(self._name(stage, into), edit, initiator=view)
        if view.dropped_from:  # nothing changed, so nothing was laid out
            view.dropped_from = {}
            view.glide_back(ghosts)
            return
        part = view.part_of(keys[0])
        if part is not None and not view.viewport().rect().contains(
            view.on_screen(part).toAlignedRect()
        ):
            view.reveal(keys[0])

    def cancel(self) -> None:
        """Put the cards back."""
        ghosts = {part.key: QPointF(x, y) for part, x, y in self.view.preview.ghosts}
        self._clear()
        self.view.glide_back(ghosts)

    def _under(self, at: QPoint) -> QPoint:
        """Return where to say something, so that the name of the card in the air stays readable."""
        taken, _x, y = self.view.preview.ghosts[-1]
        low = self.view.mapFromScene(QPointF(0, y + taken.box.h)).y()
        return QPoint(at.x(), max(at.y(), low - UNDER))

    def _ghosts(self, moved: QPointF) -> Iterator[tuple[Part, float, float]]:
        """Yield where the cards hang meanwhile: as they stood; those of several cells in a stack.

        They will stand in one cell, and not as far from each other as they did.
        """
        taken = self._taken
        rest = [part for part in self._parts if part is not taken]
        for n, part in reversed(list(enumerate(rest, 1))):
            x, y = part.box.x, part.box.y
            if self._apart:
                by = min(n, MOST_STACKED) * STACKED
                x, y = taken.box.x + by, taken.box.y + by
            yield part, x + moved.x(), y + moved.y()
        yield taken, taken.box.x + moved.x(), taken.box.y + moved.y()  # over the others

    def _into_flow(self, target: Target | None, scene: QPointF) -> Target | None:
        """Return the target, without a mark where the card is put into a flow, which lights up."""
        free = target is not None and target.refusal is None and len(self._keys) == 1
        if target is None or not free or self.modifiers & rewiring.ONLY_MOVES:
            return self._landed(target)
        view = self.view
        flow = rewiring.flow_at(view, self._keys[0], scene)
        word = rewiring.words(view.session.index, flow) if flow is not None else None
        if word is None:
            return self._landed(target)
        view.sketch.flow = flow
        return target._replace(line=None, word=word)

    def _landed(self, target: Target | None) -> Target | None:
        """Return the target with the mark where the cards will stand; reckoned once for each."""
        if target is None or target.refusal is not None:
            return target
        if self._known[0] != target:
            view = self.view
            session, picture = view.session, view.picture
            assert picture is not None
            others = others_in(view.within, target.cell, self._keys)
            found = landing(target, session.map, session.view.rows, self._keys, others, picture.rtl)
            self._known = (target, found)
        return self._known[1]

    def _no_place(self, at: QPoint) -> Message | None:
        """Return why nothing can be dropped at a point of the viewport, whatever lies under it."""
        view = self.view
        if not view.viewport().rect().contains(at):
            return NO_CELL
        over = view.part_at(at)
        if view.covered(at) or (over is not None and over.pin):
            return M("this is a heading; drop it in a cell, where a stage and a row meet")
        return None

    def _name(self, stage: Key, into: Key = "") -> Message:
        index = self.view.session.index
        touchpoint = index.touchpoint(self._keys[0])
        if into and touchpoint is not None:
            return M("Put “{name}” into a line", name=touchpoint.name)
        where = index.stage(stage)
        name = where.name if where else stage
        if len(self._keys) == 1:
            what = touchpoint.name if touchpoint else self._keys[0]
            return M("Move {name} to {stage}", name=what, stage=name)
        return M(
            "Move {n} touchpoint to {stage}",
            plural="Move {n} touchpoints to {stage}",
            n=len(self._keys),
            stage=name,
        )

    def _clear(self) -> None:
        view = self.view
        view.in_the_air = False
        view.layer.dimmed = frozenset()
        view.badges.hidden = frozenset()
        view.preview.ghosts = ()
        view.preview.target = None
        view.sketch.clear()
        view.say_beside(QPoint(), None)
        view.show_selection()
        view.viewport().update()


def edge_speed(at: QPoint, width: int, height: int) -> tuple[int, int]:
    """Return by how many pixels to scroll for a pointer this near to, or beyond, the edges."""
    return _speed(at.x(), width), _speed(at.y(), height)


def _speed(at: int, size: int) -> int:
    if at < EDGE:
        return -min(FASTEST, (EDGE - at) // 2 + 1)
    if at > size - EDGE:
        return min(FASTEST, (at - (size - EDGE)) // 2 + 1)
    return 0
