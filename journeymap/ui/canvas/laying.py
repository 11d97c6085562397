"""Lays out the map of a canvas, each time on what is known of the time before.

An edit is laid out at once: the next key may be about it. In another language every text is
measured anew, and with a stage collapsed all that stands behind it goes elsewhere, which takes a
large map longer than a window may stand still. Then the Picture of before stays until the other one
is there, laid out in slices; who needs it sooner says `catch_up`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import thread_time
from typing import Any

from PySide6.QtCore import QObject

from journeymap.model.journey import JourneyMap
from journeymap.model.readings import Readings
from journeymap.picture.kept import let_go
from journeymap.picture.layout import laying
from journeymap.picture.picture import Picture, View
from journeymap.ui.measure import QtMeasure
from journeymap.ui.slices import Slices

AT_ONCE = 0.04  # seconds of work after which a small map is there, and a large one may take longer


class Laying:
    """What layout keeps for one canvas, and the layout that is under way."""

    def __init__(self, owner: QObject, language: str) -> None:
        self.measure = QtMeasure(language)
        self.memo: dict[Any, Any] = {}
        self._under_way = Slices(owner)
        self._then: Callable[[Picture], None] | None = None  # who is handed what is under way
        self._anew = False  # whether that has a memo of its own

    @property
    def busy(self) -> bool:
        """Whether a layout is under way."""
        return self._under_way.busy

    def take_over(self, measure: QtMeasure, memo: dict[Any, Any]) -> None:
        """Go on with what was laid out elsewhere."""
        self._give_up()
        self.measure, self.memo = measure, memo

    def lay_out(
        self,
        m: JourneyMap,
        view: View,
        readings: Readings | None,
        then: Callable[[Picture], None],
        may_wait: bool,
        takes_long: bool = False,
    ) -> None:
        """Hand the Picture to `then`: at once, or later where it `may_wait` and takes its time.

        Another language always does; `takes_long` says that something else does as well. What was
        under way is given up.
        """
        self._give_up()
        self._then = then
        anew = self._anew = view.language != self.measure.language

        def steps() -> Iterator[None]:
            measure = QtMeasure(view.language) if anew else self.measure
            memo = {} if anew else self.memo
            picture = yield from laying(m, view, measure, memo, readings)
            self.measure, self.memo = measure, memo
            shown, self._then = self._then, None
            if shown is not None:
                shown(picture)

        self._under_way.begin(steps)
        if may_wait and (anew or takes_long):
            self._under_way.go_on(thread_time() + AT_ONCE)
        else:
            self._under_way.finish()

    def _give_up(self) -> None:
        """Show nothing of what is under way; where half of it would spoil the memo it is done."""
        self._then = None
        if self._anew:
            self._under_way.drop()
        else:
            self._under_way.finish()

    def catch_up(self) -> None:
        """Have what is under way at once."""
        self._under_way.finish()

    def let_go(self) -> None:
        """Let go of what only the layout before the last one needed."""
        let_go(self.memo)
