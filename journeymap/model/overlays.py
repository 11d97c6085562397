"""What can be laid over a map, and what it says there: metrics by voice, segments, a count by band.

Questions of the window's overlay bar, answered without a window. Nothing here is laid out or
painted, and no value is made up: a touchpoint without a reading is counted as unmeasured.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple, TypeAlias

from journeymap.model.journey import JourneyMap, Metric
from journeymap.model.readings import Readings, Shown
from journeymap.model.scales import Band, band, voice_of
from journeymap.model.vocabulary import Voice

Cut: TypeAlias = tuple[tuple[str, str], ...]  # a segment as sorted (name, value)


class Offer(NamedTuple):
    """A metric that can be laid over the map, and at how many touchpoints it was measured."""

    metric: Metric
    touchpoints: int


class CutOffer(NamedTuple):
    """A segment that can be asked for, and at how many touchpoints it was measured by itself."""

    cut: Cut
    touchpoints: int


class Tally(NamedTuple):
    """How a metric stands in one period: touchpoints by band, and one number for all of them.

    `older` of the measured ones show a value from an earlier period. `whole` is the reading of the
    whole map; `mean` the plain mean of the touchpoints, each counted once, None where there is one
    at most. It is told only where there is no `whole`, since it is not what all customers said.
    """

    bands: dict[Band, int]
    unmeasured: int
    older: int
    whole: Shown | None
    mean: float | None

    @property
    def measured(self) -> int:
        """Return at how many touchpoints there is a value."""
        return sum(self.bands.values())


def offers(m: JourneyMap, readings: Readings | None) -> dict[Voice, tuple[Offer, ...]]:
    """Return the metrics by voice, what customers say first, each in the order of the map.

    Without readings nothing is counted.
    """
    known = {touchpoint.id for touchpoint in m.touchpoints} if readings else frozenset()
    found: dict[Voice, tuple[Offer, ...]] = {}
    for voice in ("x", "o"):
        mine = tuple(
            Offer(metric, sum(place in known for place in _places(metric, readings)))
            for metric in m.metrics
            if voice_of(metric) == voice
        )
        if mine:
            found[voice] = mine
    return found


def _places(metric: Metric, readings: Readings | None) -> tuple[str, ...]:
    return readings.places(metric.id) if readings else ()


def cuts(m: JourneyMap, metric: Metric, readings: Readings) -> tuple[CutOffer, ...]:
    """Return the segments of a metric: those that it names, and those that its readings have.

    Parts of finer segments are offered too, since their counts add up.
    """
    known = {touchpoint.id for touchpoint in m.touchpoints}
    offered: dict[Cut, None] = {}
    for name, values in metric.segments.items():
        offered.update(dict.fromkeys(((name, value),) for value in values))
    finer: dict[Cut, None] = {}
    at: Counter[Cut] = Counter()
    for place in readings.places(metric.id):
        here: set[Cut] = set()
        for cut in readings.segments(metric.id, place):
            single: list[Cut] = [(pair,) for pair in cut]
            offered.update(dict.fromkeys(single))
            here.update(single)
            if len(cut) > 1:
                finer[cut] = None
                here.add(cut)
        if place in known:
            at.update(here)
    return tuple(CutOffer(cut, at[cut]) for cut in (*offered, *finer))


def tally(
    m: JourneyMap, readings: Readings, metric: Metric, period: str = "", cut: Cut = ()
) -> Tally:
    """Return how a metric stands at the touchpoints in a period, the newest where it is empty."""
    bands: Counter[Band] = Counter()
    older = 0
    values: list[float] = []
    segment = dict(cut)
    for touchpoint in m.touchpoints:
        shown = readings.shown(metric.id, touchpoint.id, period, cut)
        if shown is None:
            continue
        values.append(shown.point.value)
        bands[band(metric, shown.point.value, segment)] += 1
        older += shown.fit == "older"
    whole = readings.shown(metric.id, "", period, cut)
    mean = sum(values) / len(values) if len(values) > 1 else None
    missing = len(m.touchpoints) - len(values)
    return Tally(dict(bands), missing, older, whole, mean)
