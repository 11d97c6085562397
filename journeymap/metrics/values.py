"""What a map measured, value by value: the newest of each place beside the one before it.

For the command line and for charts. Reads the map and nothing else; says nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from journeymap.metrics.matching import places
from journeymap.model.changes import Moved, moved
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Metric
from journeymap.model.periods import sort_key
from journeymap.model.readings import Point, Readings
from journeymap.model.scales import Band, band

Cut: TypeAlias = tuple[tuple[str, str], ...]  # a segment as sorted (name, value)


class Value(NamedTuple):
    """The newest value of a metric at one place in one segment.

    `name` is what the place is called, "" for the whole map. `before` is what it is compared with,
    a period of the same length, and `moved` whether it changed since.
    """

    metric: Metric
    at: Key
    name: str
    cut: Cut
    point: Point
    band: Band
    before: Point | None
    moved: Moved | None


class Measured(NamedTuple):
    """A metric with how often and where it was measured, and its newest period ("" for none)."""

    metric: Metric
    readings: int
    places: int
    newest: str


def measured(m: JourneyMap, readings: Readings) -> tuple[Measured, ...]:
    """Return every metric of a map, in its order."""
    found = []
    for metric in m.metrics:
        mine = [each for each in m.readings if each.metric == metric.id]
        there = {readings.place(each.at) for each in mine}
        last = max(
            (point for at in there for cut in _cuts(readings, metric, at)
             for point in readings.series(metric.id, at, cut)[-1:]),
            key=lambda point: sort_key(point.period, m.calendar),
            default=None,
        )  # fmt: skip
        found.append(Measured(metric, len(mine), len(there), last.period if last else ""))
    return tuple(found)


def values(m: JourneyMap, readings: Readings, metric: Metric, period: str = "") -> Iterator[Value]:
    """Yield the values of a metric: the whole map first, then in the order of the map.

    Without `period` the newest of each place, else what the place shows in that period.
    """
    names = {"": "", **{each.key: each.name for each in places(index_of(m))}}
    there = readings.places(metric.id)
    order = {key: number for number, key in enumerate(names)}
    for at in sorted(there, key=lambda each: order.get(each, len(order))):
        for cut in _cuts(readings, metric, at):
            shown = readings.shown(metric.id, at, period, cut)
            if shown is None:
                continue
            point, before = shown.point, shown.before
            yield Value(
                metric,
                at,
                names.get(at, at),
                cut,
                point,
                band(metric, point.value, dict(cut)),
                before,
                moved(metric, before, point) if before else None,
            )


def _cuts(readings: Readings, metric: Metric, at: Key) -> tuple[Cut, ...]:
    return ((), *readings.segments(metric.id, at))
