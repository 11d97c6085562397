"""The readings of a map as series over time, one pass over the list.

The overlay on the picture, the metrics panel and the checks all ask here, so that they cannot
disagree on what the newest value is. A Readings belongs to one map value, or to those that differ
in other things only (`holds_for`), and only reads it.

Counts add up over segments where the whole is asked for and only segments are there. Bare values
never do: the mean of two means is not the mean of all. Answers are added within one way of cutting
only (by device or by city, not both), else everybody would be counted twice.

**What a place shows when a period is chosen** (`Readings.shown`): the reading of that very period;
else the newest of those taken wholly within it; else the one of the shortest period around it, for
a reading of the year is the best that is known of its October; else the newest that had ended
before, which is `older`, because a place that was last measured in August is not unmeasured in
October, but neither is its value October's. Nothing that was taken later is ever shown. Whoever
shows a value whose `fit` is not `exact` names the period of the point beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from journeymap.model.estimates import Estimate, estimate, estimate_counts
from journeymap.model.index import flow_ends, flow_key
from journeymap.model.journey import Flow, JourneyMap, Metric, Reading
from journeymap.model.periods import Span, sort_key, span
from journeymap.model.timeline import comparable
from journeymap.model.vocabulary import Calendar

Segment: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]
_Pairs: TypeAlias = frozenset[tuple[str, str]]
WHOLE: _Pairs = frozenset()


class Point(NamedTuple):
    """A metric's value at one place in one period; units as in `scales.py`.

    `n` is the number of answers or cases, `low` and `high` the 95 % interval, None where unknown.
    """

    period: str
    value: float
    n: int | None = None
    low: float | None = None
    high: float | None = None


# How a reading's period stands to the one that was asked for; see the top of this module.
Fit: TypeAlias = Literal["exact", "within", "around", "older"]


class Shown(NamedTuple):
    """The point that a place shows in a period, how it fits, and the one that it is compared with.

    `before` is the newest point that had ended before this one began and is about as long: a month
    is compared with a month and never with a year. None where there is none.
    """

    point: Point
    fit: Fit
    before: Point | None = None


class Readings:
    """The readings of one map value, by metric and place.

    A place is an id of the map, a flow (as `a -> b`, `a -> b#2` or by its id, all the same) or ""
    for the whole map.
    """

    def __init__(self, m: JourneyMap) -> None:
        self._made_of = (m.readings, m.metrics, m.flows, m.calendar)
        self._calendar = m.calendar
        self._metrics: dict[str, Metric] = {}
        for metric in m.metrics:
            self._metrics.setdefault(metric.id, metric)
        self._flow_ids = {flow.id for flow in m.flows if flow.id}
        self._found: dict[tuple[str, str], list[Reading]] = {}
        found, places = self._found, dict[str | None, str]()
        for reading in m.readings:
            at = reading.at
            if at not in places:
                places[at] = self.place(at)
            found.setdefault((reading.metric, places[at]), []).append(reading)
        self._at: dict[str, set[str]] = {}
        for name, place in self._found:
            self._at.setdefault(place, set()).add(name)
        self._lines: dict[tuple[str, str, _Pairs], _Line] = {}
        self._newest: dict[str, Span | None] = {}

    def holds_for(self, m: JourneyMap) -> bool:
        """Return whether another map value has the very same readings, metrics and flows."""
        now = (m.readings, m.metrics, m.flows, m.calendar)
        return all(a is b for a, b in zip(self._made_of, now, strict=True))

    def place(self, at: str | None) -> str:
        """Return the one name under which the readings of a place are kept."""
        if not at or at == "map":
            return ""
        if ">" not in at and at not in self._flow_ids:
            return at
        flows = self._flows
        if at not in flows and (ends := flow_ends(at)):
            at = flow_key(*ends)
        return flows.get(at, at)

    @cached_property
    def _flows(self) -> dict[str, str]:
        return _flow_names(self._made_of[2])  # asked for where a reading names a flow

    def series(self, metric: str, at: str, segment: Segment = ()) -> tuple[Point, ...]:
        """Return the points of a metric at a place, oldest first by the end of their period.

        Without `segment` the whole is meant. Readings whose counts do not say a value (no formula,
        no answers) have no point, and of two readings of the same thing the first counts.
        """
        return self._line(metric, at, segment).all()

    def latest(
        self, metric: str, at: str, upto: date | str | None = None, segment: Segment = ()
    ) -> Point | None:
        """Return the newest point, None where there is none.

        With `upto`, the newest of those that had ended by the end of that period, or that were
        `stated_by` that day.
        """
        line = self._line(metric, at, segment)
        if line.latest is None or line.latest[0] != upto:  # several checks ask for the same
            line.latest = (upto, self._latest(metric, line, upto))
        return line.latest[1]

    def _latest(self, metric: str, line: _Line, upto: date | str | None) -> Point | None:
        last = span(upto, self._calendar).last if isinstance(upto, str) else None
        for n in range(len(line.spans) - 1, -1, -1):
            each = line.spans[n]
            if last is not None and each.last > last:
                continue
            if isinstance(upto, date) and not stated_by(self._metrics.get(metric), each, upto):
                continue
            if point := line.point(n):
                return point
        return None

    def taken(self, metric: str, at: str) -> int:
        """Return in how many periods a metric was measured at a place, whatever came of it."""
        return len(self._line(metric, at, ()).spans)

    def shown(self, metric: str, at: str, period: str = "", segment: Segment = ()) -> Shown | None:
        """Return what a place shows in a period, None where it was not measured by then.

        Without a period, and for a text that is none, it is the newest point of the place; one that
        had ended before the newest period of the metric began is `older` there too.
        """
        line = self._line(metric, at, segment)
        if line.shown is None or line.shown[0] != period:  # picture and legend ask for the same
            line.shown = (period, self._shown(metric, line, period))
        return line.shown[1]

    def _shown(self, metric: str, line: _Line, period: str) -> Shown | None:
        try:
            wanted = span(period, self._calendar) if period else None
        except ValueError:
            wanted = None
        while line.spans:
            if wanted is None:
                n, newest = len(line.spans) - 1, self._newest_span(metric)
                late = newest is not None and line.spans[n].last < newest.first
                fit: Fit = "older" if late else "exact"
            elif found := _fitting(line.spans, wanted):
                n, fit = found
            else:
                return None
            point = line.point(n)
            if point is not None:
                return Shown(point, fit, line.before(n))
            line.drop(n)
        return None

    def _newest_span(self, metric: str) -> Span | None:
        if metric not in self._newest:
            taken = {
                r.period
                for (name, _), found in self._found.items()
                if name == metric
                for r in found
            }
            last = max(taken, key=lambda text: sort_key(text, self._calendar), default=None)
            self._newest[metric] = span(last, self._calendar) if last else None
        return self._newest[metric]

    def at(self, place: str) -> tuple[str, ...]:
        """Return the ids of the metrics that have readings at a place, in the order of the map."""
        there = self._at.get(self.place(place))
        return tuple(metric for metric in self._metrics if metric in there) if there else ()

    @property
    def everywhere(self) -> Collection[str]:
        """The places at which any metric has readings."""
        return self._at.keys()

    def places(self, metric: str) -> tuple[str, ...]:
        """Return the places at which a metric has readings, in the order of the list."""
        return tuple(place for name, place in self._found if name == metric)

    def segments(self, metric: str, at: str) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Return the segments that have readings of their own, each as sorted (name, value)."""
        found = dict.fromkeys(
            tuple(sorted(reading.segment.items()))
            for reading in self._found.get((metric, self.place(at)), ())
        )
        return tuple(segment for segment in found if segment)

    def _line(self, metric: str, at: str, segment: Segment) -> _Line:
        key = (metric, self.place(at), _pairs(segment))
        known = self._lines.get(key)
        if known is None:
            found = self._found.get(key[:2], ())
            known = self._lines[key] = _Line(
                self._metrics.get(metric), found, key[2], self._calendar
            )
        return known


class _Line:
    """A metric at one place and in one segment, by period; each value is worked out when asked for.

    A map may hold a year of readings at a thousand touchpoints, and an overlay shows one of them.
    """

    def __init__(
        self, metric: Metric | None, found: Iterable[Reading], pairs: _Pairs, calendar: Calendar
    ) -> None:
        self._metric, self._pairs = metric, pairs
        taken: dict[str, list[Reading]] = {}
        for reading in found if metric else ():
            if not pairs or pairs <= reading.segment.items():
                taken.setdefault(reading.period, []).append(reading)
        self._periods = sorted(taken, key=lambda period: sort_key(period, calendar))
        self._taken = [taken[period] for period in self._periods]
        self.spans = [span(period, calendar) for period in self._periods]
        self._known: dict[str, Point | None] = {}
        # the last answers, and to what
        self.shown: tuple[str, Shown | None] | None = None
        self.latest: tuple[date | str | None, Point | None] | None = None
        self._all: tuple[Point, ...] | None = None

    def point(self, n: int) -> Point | None:
        """Return the nth point, None where its readings do not say a value."""
        period = self._periods[n]
        if period not in self._known:
            assert self._metric is not None, "without a metric there are no periods"
            found = _estimate(self._metric, self._taken[n], self._pairs)
            self._known[period] = Point(period, *found) if found else None
        return self._known[period]

    def all(self) -> tuple[Point, ...]:
        """Return every point, oldest first."""
        if self._all is None:
            points = (self.point(n) for n in range(len(self._periods)))
            self._all = tuple(point for point in points if point)
        return self._all

    def before(self, n: int) -> Point | None:
        """Return the newest point that is over when the nth begins and is about as long."""
        own = self.spans[n]
        for k in range(n - 1, -1, -1):
            each = self.spans[k]
            if each.last < own.first and comparable(each, own) and (point := self.point(k)):
                return point
        return None

    def drop(self, n: int) -> None:
        """Forget a period whose readings say nothing."""
        del self._periods[n], self._taken[n], self.spans[n]


def _fitting(spans: list[Span], wanted: Span) -> tuple[int, Fit] | None:
    """Return which of the spans, sorted by their ends, stands for the wanted one, and how."""
    within = around = older = None
    for n, each in enumerate(spans):
        if each == wanted:
            return n, "exact"
        if each.last <= wanted.last:
            if each.first >= wanted.first:
                within = n
            older = n
        holds = each.first <= wanted.first and each.last >= wanted.last
        if holds and (around is None or each.length < spans[around].length):
            around = n
    if within is not None:
        return within, "within"
    if around is not None:
        return around, "around"
    return None if older is None else (older, "older")


def stated_by(metric: Metric | None, period: Span, day: date) -> bool:
    """Return whether a reading of a period can tell how things stand on a day.

    A score or a share of a period that is running tells it as well as one of a period that is over;
    how many answers there are so far is in its interval. A count does not: it still grows, and half
    a month of visitors is no loss of visitors. What begins later is a plan.
    """
    if metric is not None and metric.kind == "count":
        return period.last <= day
    return period.first <= day


def periods(m: JourneyMap, metric: str = "") -> tuple[str, ...]:
    """Return the periods that have readings, of one metric or of any, oldest first by their end.

    Of several ways of writing the same days the first in the list stands for all.
    """
    found = dict.fromkeys(r.period for r in m.readings if not metric or r.metric == metric)
    spans: dict[Span, str] = {}
    for period in found:
        spans.setdefault(span(period, m.calendar), period)
    return tuple(sorted(spans.values(), key=lambda period: sort_key(period, m.calendar)))


def _flow_names(flows: Iterable[Flow]) -> dict[str, str]:
    """Return every way of writing one of the flows -> the one name of its place."""
    names: dict[str, str] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for flow in flows:
        ends = (flow.source, flow.target)
        seen[ends] += 1
        name = flow_key(*ends, seen[ends])
        names[name] = name
        if flow.id:
            names.setdefault(flow.id, name)
    return names


def _pairs(segment: Segment) -> _Pairs:
    return frozenset(segment.items() if isinstance(segment, Mapping) else segment)


def _estimate(metric: Metric, readings: list[Reading], pairs: _Pairs) -> Estimate | None:
    """Return what the readings of one period say about a segment; they all lie inside it."""
    for reading in readings:
        if reading.segment.items() == pairs:
            return estimate(metric, reading)
    found = [
        said
        for way in by_cut(readings).values()
        if all(part.counts is not None for part in way)
        and (said := estimate_counts(metric, added(way)))
    ]
    # of several ways of cutting, the one that has most of the answers misses the fewest
    return max(found, key=lambda each: each.n or 0, default=None)


def by_cut(readings: Iterable[Reading]) -> dict[tuple[str, ...], list[Reading]]:
    """Return readings of one period by the names of their segments, () for the whole.

    Of each segment there is the first. Only what is cut in one way may be added up: by device and
    by city everybody would be counted twice.
    """
    ways: dict[tuple[str, ...], dict[_Pairs, Reading]] = {}
    for reading in readings:
        way = ways.setdefault(tuple(sorted(reading.segment)), {})
        way.setdefault(frozenset(reading.segment.items()), reading)
    return {names: [*way.values()] for names, way in ways.items()}


def added(parts: Iterable[Reading]) -> Counter[str]:
    """Return the counts of several readings together."""
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part.counts or {})
    return total
