"""The session's map on the canvas: one Picture after the other, in place and gliding.

Everything that is done on the canvas (gestures, keys, renaming) is given a Surface and knows no
more of the view than what stands here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from PySide6 import QtWidgets
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QAccessibleInterface, QTransform, QWheelEvent
from PySide6.QtWidgets import QWidget

from journeymap.model.diff import Change
from journeymap.model.index import Index, Key
from journeymap.model.journey import JourneyMap
from journeymap.picture.picture import Box, Part, Picture, View
from journeymap.ui.canvas import folding, wheel
from journeymap.ui.canvas.ahead import Ahead, Edited
from journeymap.ui.canvas.anchoring import FOLLOWED_FROM, anchors_of, hold_beginning
from journeymap.ui.canvas.camera import box_of, rect_of
from journeymap.ui.canvas.framing import Standing, legible
from journeymap.ui.canvas.glide import Glide
from journeymap.ui.canvas.laying import Laying
from journeymap.ui.canvas.pins import Pins
from journeymap.ui.canvas.returning import End, Returning
from journeymap.ui.canvas.setting_off import offsets_from
from journeymap.ui.canvas.wanted import Wanted
from journeymap.ui.collecting import spare
from journeymap.ui.measure import QtMeasure
from journeymap.ui.session import Session
from journeymap.ui.slices import Slices

TIDY = 120  # milliseconds after an edit
FEW = 8  # records that were edited, which are seen whole in the first frame after that


class Surface(Wanted):
    """The session's map, one Picture of it after the other."""

    panel_wanted = Signal(str, str)  # the panel that tells more, and about which record
    next_requested = Signal(str)  # a touchpoint after the selected one: next, or branch
    pictured = Signal()  # another Picture is shown

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.accessible: QAccessibleInterface | None = None
        self.reduced_motion = False
        self.dropped_from: dict[Key, QPointF] = {}  # where the ghosts were when they were dropped
        self.laid: tuple[JourneyMap, View] | None = None  # the map and view that are laid out
        self._index: Index | None = None  # of that map
        self.renamed: dict[Key, Key] = {}  # the ids that cards get which are named now
        self._gathering = False  # whether what is done now is shown in one Picture
        self._gathered = Change()
        self._awaited: Key = ""  # what is brought into sight once it is laid out
        self._laying = Laying(self, session.view.language)
        self._tidying = Slices(self)
        self._glide = Glide(self._show_glide, self)
        self._returning = Returning()

    # ------------------------------------------------------------ the picture

    def lay_out(self, change: Change | None = None) -> None:
        """Lay the map out when it, or the view of it, is another; nothing jumps that need not."""
        self.laid_now()
        if self._gathering:
            both = zip(self._gathered, change or Change(), strict=True)
            self._gathered = Change(*(one | other for one, other in both))
            return
        session = self.session
        laid, now = self.laid, (session.map, session.view)
        if laid is not None and laid[0] is now[0] and laid[1] == now[1]:
            return
        first, self.laid = laid is None, now
        index, self._index = self._index, session.index
        edit = None
        if laid is not None and index is not None and change and laid[1] == now[1]:
            named, rows, chosen = dict(self.renamed), session.view.rows, session.selection
            edit = Edited(index, session.index, change, named, rows, chosen)
        else:
            self._returning.forget()
        stood = self.standing()
        wanted = session.view.metric or "metrics" in session.view.lanes
        readings = session.readings if wanted else None

        may_wait = not first and self.isVisible()
        folds = laid is not None and _folds(laid[1], now[1])

        def lay(ahead: Ahead | None = None) -> None:
            then = partial(self._show, first=first, edit=edit, stood=stood, ahead=ahead)
            self._laying.lay_out(*now, readings, then, may_wait, folds)

        # nothing is foreseen on a Picture that another one is about to follow
        waits = bool(self.dropped_from) or self._laying.busy
        if edit is not None and not waits and self.foresee(edit, lay):
            self._lead_to(self._awaited)
        else:
            lay()

    def _show(
        self,
        picture: Picture,
        first: bool,
        edit: Edited | None,
        stood: Standing,
        ahead: Ahead | None,
    ) -> None:
        """Show another Picture, in which what somebody looks at keeps its place.

        The map `stood` so before it was edited, and what is painted until now is `ahead` of it.
        """
        session = self.session
        change = edit.change if edit is not None else None
        before, old, empty = self.shown, self.viewportTransform(), self.emptiness()
        seen = box_of(self.seen())
        shown = self.within(seen) if before is not None else []
        shown = shown if ahead is None else ahead.shown(shown, seen)
        had = self.with_handles()
        headings = self._headings_shown() if before is not None else None
        moved = edit.moved() if edit is not None else frozenset()
        worked_on = [*session.selection, self.editing, *self.renamed]
        touched = moved | edit.change.keys if edit is not None else frozenset()
        held = [key for key in worked_on if key not in touched]
        follows = before is not None and not first and not self.dropped_from
        anchors = anchors_of(self, held, moved, edit is not None) if follows else []
        back = None
        if edit is not None:
            back = self._returning.back(End(edit.old.map, stood), edit.new.map)
        if picture.language != self.artist.language:
            self.artist.dress(language=picture.language)
            self.cut_stages.forget()
        self.layer.fade(session.faded)
        keys = change.keys if change is not None else frozenset()
        self.layer.urgent = keys if len(keys) <= FEW else frozenset()
        self.layer.show_picture(picture, follows=not first)
        if first:
            spare()
        self._tidying.begin(self._tidied, TIDY)  # an edit that follows soon waits for none of it
        self.summaries = {part.key: part for part in picture.summaries()}
        self.look_at(picture)
        bounds = rect_of(picture.bounds).adjusted(-60, -60, 60, 60)
        for overlay in (self.marks, self.badges, self.preview):
            overlay.cover(bounds)
        self.badges.show_picture(picture)
        self.show_selection()
        self._show_found()
        if self.fitted and change is not None and self._fitting() < legible() <= self.zoom:
            self.fitted = False  # it has grown under somebody's hands, who goes on reading
        if self.fitted:
            self._glide.finish()
            self.fit()
        elif back is not None:
            self.stand(back)
        else:
            edited = before.bounds if before is not None and edit is not None else None
            self._keep_place(anchors, old, empty, edited)
        if not first and before is not None and before.rtl == picture.rtl:
            self._begin_glide(before, edit, old, ahead)
        self._reveal_touched(change.added if change is not None else (), moved)
        self.dropped_from, self.renamed = {}, {}
        if edit is not None:
            was, now = End(edit.old.map, stood), End(edit.new.map, self.standing())
            self._returning.keep(was, now)
        self.followed()
        if not first and old == self.viewportTransform() and headings == self._headings_shown():
            self.paint_places(shown, self.within(seen))
            self.paint_handled(had)
        else:
            self.viewport().update()
        self.pictured.emit()

    def _headings_shown(self) -> tuple[Pins, list[Part]]:
        """Return what floats over the map, and where."""
        return self.pins(), self.layer.pinned_parts()

    def catch_up(self) -> None:
        """Show at once what is still being laid out: somebody is about to do something here."""
        self._stop_gathering()
        self.laid_now()
        self._laying.catch_up()

    def _stop_gathering(self) -> None:
        if self._gathering:
            self._gathering = False
            gathered, self._gathered = self._gathered, Change()
            self.lay_out(gathered)

    @contextmanager
    def one_picture(self) -> Iterator[None]:
        """Lay out what is done meanwhile in one go, sooner where somebody needs the Picture."""
        self._gathering = True
        try:
            yield
        finally:
            self._stop_gathering()

    @property
    def at_rest(self) -> bool:
        """Whether nothing is left to do for the Picture that is shown."""
        busy = self.waits or self._laying.busy or self._tidying.busy or self._placing.busy
        return not (busy or self._again.isActive())

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
        self.cut_stages.forget()

    def _keep_place(
        self,
        anchors: list[Part],
        old: QTransform,
        empty: tuple[float, float, float, float],
        edited: Box | None,
    ) -> None:
        """Leave the anchor where it was, unless that would show more emptiness than `empty`.

        A map that was `edited`, and reached that far, begins where it began if that was seen.
        """
        for anchor in anchors:
            key = self.renamed.get(anchor.key, anchor.key)
            part = self.part_of(key) or self._summary_of(key)
            if part is not None:
                break
        else:
            self.limit()
            self.close_up()
            return
        assert self.shown is not None
        point, was = QPointF(part.box.x, part.box.y), QPointF(anchor.box.x, anchor.box.y)
        if edited is not None:
            hold_beginning(point, was, self.shown, edited, self.seen())
        self.keep(point, old.map(was))
        chosen = key in (*self.session.selection, self.editing, *self.renamed.values())
        more = any(now > was + 1 for now, was in zip(self.emptiness(), empty, strict=True))
        if more or not (chosen or edited is not None):
            self.close_up()
        if more and chosen:
            self.bring_into_sight(part)

    def _summary_of(self, key: Key) -> Part | None:
        """Return the card of the collapsed stage in which a touchpoint stands."""
        touchpoint = self.session.index.touchpoint(key)
        return self.summaries.get(touchpoint.stage) if touchpoint is not None else None

    def _reveal_touched(self, added: Collection[Key], moved: Collection[Key]) -> None:
        """Bring into sight what was made, or else moved, or what somebody is led to meanwhile."""
        led, self._awaited = self._awaited, ""
        cards = (part for key in added if (part := self.part_of(key)) is not None)
        made = next((part.key for part in cards if part.kind == "card"), "")
        gone = next((key for key in self.session.selection if key in moved), "")
        if key := led or made or gone:
            self.reveal(key)

    # ------------------------------------------------------------ gliding

    @property
    def still(self) -> bool:
        """Whether nothing may move by itself: a person's wish, or the system's."""
        # asked for by its room: see `controls.Choice`
        how_long = QtWidgets.QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.reduced_motion or not self.isVisible() or self.style().styleHint(how_long) == 0

    def _begin_glide(
        self, before: Picture, edit: Edited | None, old: QTransform, ahead: Ahead | None
    ) -> None:
        """Let the cards in view start from where they were on the screen."""
        assert self.picture is not None
        if self.still or self.zoom < FOLLOWED_FROM:
            self._glide.finish()
            return
        offsets = offsets_from(self, before, edit, old, ahead, self.dropped_from)
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

    def reveal(self, key: Key) -> None:
        """Scroll as little as it takes to show a record; come nearer when it is tiny.

        What is folded away with its stage or lane is unfolded first. Where the map is laid out only
        after the next frame, what is foreseen is shown, and the record itself after that.
        """
        if self._gathering or self.waits:
            self._lead_to(key)
            return
        self.catch_up()
        if self.part_of(key) is None:
            folding.unfold(self.session, key)
            self.catch_up()
        part = self.walked(key)
        if part is not None:
            self.bring_into_sight(part)
            self.keep_clear(part)
        if self._tidying.busy:  # it belongs to what was done just now
            self._returning.look(self.standing())

    def _lead_to(self, key: Key) -> None:
        """Bring into sight what is foreseen of a record, and the record once it is laid out."""
        self._awaited = key
        part = self.part_shown(key) if self.waits else None
        if part is not None:
            self.bring_into_sight(part)

    def keep_clear(self, part: Part) -> None:
        """Scroll a part out from under what stands over the map."""

    # ------------------------------------------------------------ selection

    def select(self, keys: Iterable[Key]) -> None:
        """Select records for the whole window."""
        self.session.select(keys, self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Bring along what stands over the map."""
        super().scrollContentsBy(dx, dy)
        self.followed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom or scroll as the wheel is turned."""
        wheel.turned(self, event)


def _folds(before: View, now: View) -> bool:
    """Return whether other stages are collapsed and all else is shown as before."""
    return before != now and before._replace(collapsed=now.collapsed) == now
