"""What was measured at a place: the newest value of each metric, its worth, its target, its line.

A click lays the metric over the map, a second one takes it off again.
"""

from __future__ import annotations

from collections.abc import Sequence

from journeymap.model.journey import Metric
from journeymap.model.periods import spell_period
from journeymap.model.readings import Point, Shown
from journeymap.model.scales import band, limits, spell
from journeymap.model.text import M, Message
from journeymap.picture.face import Change
from journeymap.picture.pills import change_of
from journeymap.ui.counting import beside
from journeymap.ui.record_cards.card import ListCard
from journeymap.ui.record_cards.row import Item
from journeymap.ui.sparkline import spots_of

SIGNS: dict[Change, str] = {"up": "▲", "down": "▼", "same": "="}  # as on the map
POINTS = 12  # of the newest periods in the line
WORTH: dict[str, Message] = {
    "good": M("good", context="value"),
    "fair": M("fair", context="value"),
    "poor": M("poor", context="value"),
}


class MeasuredCard(ListCard):
    """The metrics of a place, the one that is laid over the map first."""

    def items(self) -> Sequence[Item]:
        """Return a row for each metric that has a value here."""
        session = self._session
        view = session.view
        found = []
        for key in sorted(session.readings.at(self.key), key=lambda each: each != view.metric):
            entry = session.index.get(key)
            points = session.readings.series(key, self.key)
            period = view.period if key == view.metric else ""
            shown = session.readings.shown(key, self.key, period)
            if shown and entry and isinstance(entry.record, Metric):
                points = points[: points.index(shown.point) + 1]
                found.append(self._item(entry.record, shown, points, key == view.metric))
        return found

    def _item(
        self, metric: Metric, shown: Shown, points: tuple[Point, ...], overlaid: bool
    ) -> Item:
        lang, newest = self._lang, shown.point
        tone = band(metric, newest.value)
        detail = []
        change, step = change_of(metric, shown, lang)
        if change:
            detail.append(f"{SIGNS[change]} {step}".rstrip())
        detail.append(spell_period(newest.period, lang, self._session.map.calendar))
        if newest.n is not None:
            detail.append(self.say(M("n={n}", n=newest.n)))
        worth = [self.say(WORTH[tone])] if tone in WORTH else []
        if (target := limits(metric)[0]) is not None:
            worth.append(self.say(M("target {value}", value=spell(metric, target, lang))))
        lines = [beside(detail, self._lang)]
        if worth:
            lines.append(beside(worth, self._lang))
        hint = M("Take the overlay off") if overlaid else M("Lay over the map")
        return Item(
            metric.id,
            metric.name,
            tuple(lines),
            icon=f"band.{tone}" if tone in WORTH else "",
            tone=f"{tone}.text" if tone in WORTH else "",
            number=spell(metric, newest.value, lang),
            band=tone,
            spots=spots_of(metric, points[-POINTS:], lang, self._session.map.calendar),
            limits=limits(metric),
            marked=overlaid,
            hint=hint,
        )

    def enter(self, item: Item) -> None:
        """Lay the metric over the map, or take it off."""
        view = self._session.view
        self._session.set_view(metric="" if view.metric == item.key else item.key, period="")
